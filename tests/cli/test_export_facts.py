from __future__ import annotations

from pathlib import Path

import msgspec

from audit.model import Inventory
from audit.pipeline import read_inventory

from .running import Command, tree


def test_an_inventory_without_quotes(openness: Command) -> None:
    ran = openness("export-facts", "acme/tiny", "acme/base", "-o", "kept")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == ["kept/acme--tiny.json", "kept/acme--base.json"]
    assert tree(openness.folder) == ["kept", "kept/acme--base.json", "kept/acme--tiny.json"]
    text = Path("kept/acme--tiny.json").read_text()
    assert "A small model" not in text
    found = msgspec.json.decode(text, type=Inventory)
    assert not found.snapshot.quotes
    assert found.mentions
    assert all(mention.evidence.quote is None for mention in found.mentions)
    assert read_inventory(Path("kept/acme--tiny.json")) == found


def test_it_is_a_target(openness: Command) -> None:
    openness("export-facts", "acme/tiny", "-o", "kept")
    assert openness("audit", "kept/acme--tiny.json", "-o", "out").code == 0
    assert "out/acme--tiny.html" in tree(openness.folder)
