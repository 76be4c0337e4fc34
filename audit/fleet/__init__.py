"""Many models at once: their results as a folder, as tables, and what can be asked of them."""
