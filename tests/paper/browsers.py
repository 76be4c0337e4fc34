"""Browsers for tests: a real one where there is one, and small scripts that misbehave."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from audit.paper.browser import NAMES


def real_browser() -> str | None:
    """A Chromium of this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def made_browser(folder: Path, code: str) -> Path:
    """A program of a few lines of Python in the place of a browser."""
    file = folder / "browser"
    file.write_text(f"#!{sys.executable}\nimport sys, time, os\n{code}\n")
    file.chmod(0o755)
    return file


PRINTS = """\
(out,) = [one.partition('=')[2] for one in sys.argv if one.startswith('--print-to-pdf=')]
with open(out, 'wb') as file:
    file.write(b'%PDF-1.4 /CreationDate (D:20200102030405+00) ' + ' '.join(sys.argv).encode())
"""
