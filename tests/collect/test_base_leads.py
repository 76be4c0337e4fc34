"""Base models that stand in other places than the card, and values that name none."""

from __future__ import annotations

import pytest

from tests.hub import hub_repo

from .worlds import collected, gaps, ids, reasons, tiny, world

PLAIN = "---\nlicense: mit\n---\n# Tiny\n"


@pytest.mark.parametrize("tag", ["base_model:acme/base", "base_model:finetune:acme/base"])
def test_a_base_that_the_hub_tags_is_read(tag: str) -> None:
    model = hub_repo("acme/tiny", {"README.md": PLAIN}, tags=(tag, "base_model:", "other"))
    found = collected(world(model), "acme/tiny")
    assert reasons(found)["hf:acme/base"] == "tagged as the base on the Hub"
    artifact = next(one for one in found.artifacts if one.id == "hf:acme/base")
    assert artifact.reason_evidence is not None
    assert f'"{tag}"' in (artifact.reason_evidence.quote or "")


def test_the_base_of_an_adapter_is_read() -> None:
    config = '{\n "base_model_name_or_path": "acme/base"\n}\n'
    found = collected(world(tiny(PLAIN, **{"adapter_config.json": config})), "acme/tiny")
    assert reasons(found)["hf:acme/base"] == "named as the base of the adapter"


@pytest.mark.parametrize("value", ["./checkpoints/base", "/mnt/x/base", "checkpoints/bert_345m"])
def test_a_path_on_a_disk_is_not_asked_for(value: str) -> None:
    card = f"---\nlicense: mit\nbase_model: {value}\n---\n"
    config = f'{{"base_model_name_or_path": "{value}"}}'
    found = collected(world(tiny(card, **{"adapter_config.json": config})), "acme/tiny")
    assert ids(found) == ["hf:acme/tiny"]
    assert gaps(found) == {}
