"""Audits how open an AI model is, from what its publishers put online.

`audit.collect`, `audit.assess` and `audit.load` are for programs and notebooks; docs/python.md
shows how.
"""

import importlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from audit.interface import Report, assess, load

__all__ = ["Report", "__version__", "assess", "load"]
__version__ = "0.1.0"

_OFFERED = {"assess": "interface", "load": "interface", "Report": "interface"}
"""What `import audit` offers, and the module that has it; it is imported when it is asked for."""


def __getattr__(name: str) -> object:
    if name in _OFFERED:
        return getattr(importlib.import_module(f"audit.{_OFFERED[name]}"), name)
    if name == "collect":
        return importlib.import_module("audit.collect")
    raise AttributeError(f"module 'audit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_OFFERED, "collect"])
