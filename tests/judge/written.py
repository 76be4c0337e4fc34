"""Small frameworks, written out as files."""

from __future__ import annotations

from collections.abc import Mapping

from audit.judge.framework import Framework
from audit.judge.load import read_framework

HEAD = """\
id: mine
name: Mine
publisher: me
version: '1'
date: '2026-01-02'
kind: {kind}
source: https://example.org
elements:
  all: {{name: All, requirements: [{names}]}}
requirements:
"""


def framework(kind: str, requirements: Mapping[str, str], result: str = "") -> Framework:
    """One with requirements whose fields are given in YAML's flow style."""
    lines = [f"  {name}: {{name: {name}, says: s, {rest}}}" for name, rest in requirements.items()]
    head = HEAD.format(kind=kind, names=", ".join(requirements))
    return read_framework(head + "\n".join(lines) + "\n" + result, "mine.yaml")
