"""Repositories with a past, made in a test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

MIT = (
    "MIT License\n\nCopyright (c) 2024 Acme\n\n"
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this "
    'software and associated documentation files (the "Software"), to deal in the Software '
    "without restriction, including without limitation the rights to use, copy, modify, merge, "
    "publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons "
    "to whom the Software is furnished to do so, subject to the following conditions:\n\n"
    "The above copyright notice and this permission notice shall be included in all copies or "
    "substantial portions of the Software.\n\n"
    'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, '
    "INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR "
    "PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE "
    "FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR "
    "OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER "
    "DEALINGS IN THE SOFTWARE.\n"
)
TERMS = """\
The Heron Terms

1. You may use the model for academic research only.
2. You must not use the model for commercial purposes.
3. Disputes go to the court of the river.
"""
LATER_TERMS = TERMS.replace(
    "2. You must not use the model for commercial purposes.",
    "2. Commercial use is allowed to those who register with Acme and are approved.",
)


def git(folder: Path, *arguments: str, date: str = "2024-01-01T12:00:00+00:00") -> str:
    """What git prints, as someone at that time, whatever the machine's settings are."""
    someone = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "gc.auto=0")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_DATE": date,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    done = subprocess.run(
        ["git", *someone, *arguments],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode().strip()


def begun(folder: Path) -> Path:
    """An empty repository."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def committed(folder: Path, day: str, words: str, files: Mapping[str, str | None]) -> str:
    """The commit of that day in which these files hold this; None removes one."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_text(content, encoding="utf-8")
    git(folder, "add", "--all")
    date = f"{day}T12:00:00+00:00"
    git(folder, "commit", "--quiet", "--allow-empty", "--message", words, date=date)
    return git(folder, "rev-parse", "HEAD")
