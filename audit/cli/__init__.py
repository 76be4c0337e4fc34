"""The command `openness`: one module per command; only here is anything printed."""

from audit.cli.main import main, run

__all__ = ["main", "run"]
