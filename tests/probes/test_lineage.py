from __future__ import annotations

from typing import Any

import pytest

from audit.model import Upstream
from audit.probes import lineage, starting_points
from tests.small_models import Files, Part, base, card, code, stated, weights


def _named(*parts: Part) -> list[tuple[str, str, int]]:
    facts = stated(lineage, *parts)
    return [(f.parent, f.relation, f.rank) for f in facts if isinstance(f, Upstream)]


@pytest.mark.parametrize(
    ("front", "parents"),
    [
        ({"base_model": "delta/Delta-8B"}, ["delta/Delta-8B"]),
        ({"base_model": ["delta/A-1", "delta/B-2"]}, ["delta/A-1", "delta/B-2"]),
        ({"language": "en"}, []),
        ({"base_model": {"name": "delta/Delta-8B"}}, []),
    ],
)
def test_declared_in_the_card(front: dict[str, Any], parents: list[str]) -> None:
    found = _named(weights({"README.md": card("Heron.", **front)}))
    assert found == [(parent, "base-model", starting_points.DECLARED) for parent in parents]


@pytest.mark.parametrize(
    ("record", "parents"),
    [
        ({"cardData": {"base_model": "delta/Delta-8B"}}, ["delta/Delta-8B"]),
        ({"tags": ["base_model:finetune:delta/Delta-8B", "region:us"]}, ["delta/Delta-8B"]),
        ({"cardData": {"base_model": ["d/A-1"]}, "tags": ["base_model:d/A-1"]}, ["d/A-1"]),
        ({"cardData": None}, []),
        ({}, []),
    ],
)
def test_declared_in_the_host_record(record: dict[str, Any], parents: list[str]) -> None:
    assert [parent for parent, *_ in _named(weights({}, record=record))] == parents


def test_the_record_speaks_where_the_card_is_broken() -> None:
    broken = "---\nbase_model: [delta\n---\n"
    record = {"cardData": {"base_model": "delta/Delta-8B"}}
    assert _named(weights({"README.md": broken}, record=record))[0][0] == "delta/Delta-8B"


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ('{"_name_or_path": "delta/Delta-8B"}', [("delta/Delta-8B", "base-model", 2)]),
        ('{"mm_vision_tower": "delta/eye"}', [("delta/eye", "vision-encoder", 2)]),
        ('{"_name_or_path": "acme/Heron-7B"}', []),
        ('{"_name_or_path": ""}', []),
        ('{"_name_or_path": 700}', []),
        ("[1]", []),
    ],
)
def test_named_in_the_config(config: str, expected: list[tuple[str, str, int]]) -> None:
    assert _named(weights({"config.json": config})) == expected


@pytest.mark.parametrize(
    ("text", "parents"),
    [
        ("Heron is a fine-tuned version of Llama 3.1 8B.", ["Llama 3.1"]),
        ("Heron is based on Vicuna.", ["Vicuna"]),
        ("Heron was initialized from `meta-llama/Llama-2-7b`.", ["meta-llama/Llama-2-7b"]),
        ("Base model: Llama-3.1-8B", ["Llama-3.1-8B"]),
        (
            "Fine-tuned from [delta/Delta-8B](https://huggingface.co/delta/Delta-8B).",
            ["delta/Delta-8B"],
        ),
        ("本模型基于 Llama-3.1 微调。", ["Llama-3.1"]),
        ("Our code is based on Vicuna.", []),
        ("You can build your model on top of Llama 3.1.", []),
        ("Heron is based on a new idea.", []),
        ("## Acknowledgements\n\nHeron is based on Vicuna.", []),
    ],
)
def test_said_in_the_card_of_the_weights(text: str, parents: list[str]) -> None:
    found = _named(weights({"README.md": card(text)}))
    assert found == [(parent, "base-model", starting_points.PROSE) for parent in parents]


@pytest.mark.parametrize(
    ("text", "parents"),
    [
        ("Heron was fine-tuned from Vicuna-7B.", ["Vicuna-7B"]),
        ("Base LLM: Vicuna", ["Vicuna"]),
        ("Thanks to all, Heron is based on Vicuna.", []),
        ("Heron was fine-tuned from Osprey.", ["Osprey"]),
        ("Egret was fine-tuned from Osprey.", []),
    ],
)
def test_said_in_the_readme_of_the_code(text: str, parents: list[str]) -> None:
    found = _named(weights({}), code({"README.md": text}))
    assert [parent for parent, *_ in found] == parents


def test_a_section_on_another_version_does_not_count() -> None:
    text = "## Heron 2.0\n\nHeron was fine-tuned from Vicuna-7B.\n"
    assert _named(weights({}, "hf:acme/Heron-1.5"), code({"README.md": text})) == []


def test_a_row_of_a_table_that_links_these_weights() -> None:
    table = (
        "| Model | LLM |\n|---|---|\n| acme/Heron-7B | Vicuna |\n| acme/Heron-7B-x | Llama 2 |\n"
    )
    found = _named(weights({}), code({"README.md": table}))
    assert found == [("Vicuna", "base-model", starting_points.ABOUT_IT)]


@pytest.mark.parametrize(
    ("files", "parents"),
    [
        ({"train.sh": "python t.py --model_name_or_path delta/Delta-7B\n"}, ["delta/Delta-7B"]),
        ({"train.sh": "python t.py --model_name_or_path acme/Heron-7B\n"}, []),
        ({"train.sh": "python t.py --model_name_or_path path/to/model\n"}, []),
        (
            {
                "heron_7b.sh": "python t.py --model_name_or_path delta/Small\n",
                "heron_70b.sh": "python t.py --model_name_or_path delta/Large\n",
            },
            ["delta/Small"],
        ),
    ],
)  # fmt: skip
def test_launch_scripts_of_this_variant(files: Files, parents: list[str]) -> None:
    found = _named(weights({}), code(files))
    assert found == [(parent, "base-model", starting_points.SCRIPT) for parent in parents]


def test_a_script_for_another_size_comes_last() -> None:
    script = {"train.sh": "python t.py --model_name_or_path delta/Delta-8B\n"}
    assert _named(weights({}), code(script)) == [
        ("delta/Delta-8B", "base-model", starting_points.OTHER_SIZE)
    ]


def test_own_terms_that_name_those_of_another_model() -> None:
    own = "The Heron License\n\n1. Grant\n\nFor academic research only.\n\n2. Others\n\n"
    terms = {"MODEL_LICENSE": own + "The Llama 2 license applies to the weights as well.\n"}
    assert _named(weights({}), code(terms)) == [("Llama 2", "base-model", starting_points.ABOUT_IT)]


def test_the_base_models_declare_theirs() -> None:
    part = base({"README.md": card("", base_model="omega/Omega")}, "hf:delta/Delta-8B")
    facts = stated(lineage, weights({}), part)
    assert [(f.artifact, f.parent) for f in facts if isinstance(f, Upstream)] == [
        ("hf:delta/Delta-8B", "omega/Omega")
    ]


@pytest.mark.parametrize(
    "parts", [(), (code({"train.sh": "x --model_base delta/D\n"}),), (weights({}, listing="none"),)]
)
def test_nothing_to_read_states_nothing(parts: tuple[Part, ...]) -> None:
    assert stated(lineage, *parts) == []
