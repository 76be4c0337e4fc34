"""Inventory + criteria -> verdicts. Frameworks are data; this package reads and applies them."""
