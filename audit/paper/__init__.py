"""From HTML to PDF, through the print of a browser that is installed."""
