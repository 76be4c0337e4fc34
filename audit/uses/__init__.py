"""Which models and data sets a code base uses: names in its files, with line and revision."""

from audit.uses.read import Found, read_uses
from audit.uses.use import Kind, Use

__all__ = ["Found", "Kind", "Use", "read_uses"]
