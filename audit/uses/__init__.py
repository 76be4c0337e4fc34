"""Which models and data sets a code base uses: names in its files, with line and revision."""

from audit.model.use import Kind, Use
from audit.uses.read import Found, read_uses

__all__ = ["Found", "Kind", "Use", "read_uses"]
