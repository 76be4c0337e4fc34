from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Upstream
from audit.probes import lineage, starting_points
from tests.small_models import Files, Part, base, card, code, data, stated, weights
from tests.traps.model import MIT


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


def _ways(*parts: Part) -> list[tuple[str, str, str]]:
    facts = stated(lineage, *parts)
    return [(f.parent, f.relation, f.how) for f in facts if isinstance(f, Upstream)]


@pytest.mark.parametrize(
    ("front", "record", "how"),
    [
        ({"base_model_relation": "quantized"}, None, "quantization"),
        ({"base_model_relation": "finetune"}, None, "fine-tune"),
        ({"base_model_relation": ["merge"]}, None, ""),
        ({"library_name": "peft"}, None, "adapter"),
        ({"tags": ["merge", "mergekit"]}, None, "merge"),
        ({"tags": "mergers"}, None, ""),
        ({}, {"tags": ["base_model:adapter:delta/D-8B"]}, "adapter"),
        ({}, {"baseModels": {"relation": "merge", "models": [{"id": "delta/D-8B"}]}}, "merge"),
        ({}, {"baseModels": [{"relation": "quantized", "models": None}]}, "quantization"),
        ({}, {"baseModels": 7, "cardData": []}, ""),
    ],
)
def test_the_way_is_declared(
    front: dict[str, Any], record: dict[str, Any] | None, how: str
) -> None:
    part = weights({"README.md": card("", base_model="delta/D-8B", **front)}, record=record)
    assert {found for *_, found in _ways(part)} == {how}


@pytest.mark.parametrize(
    ("bases", "parents"),
    [
        ({"relation": "merge", "models": [{"id": "delta/A"}, {"id": "omega/B"}]}, 2),
        ({"relation": "merge", "models": [{"id": 7}, "delta/A", {"id": "acme/Heron-7B"}]}, 0),
        ({"models": "delta/A"}, 0),
        ([{"models": [{"id": "delta/A"}]}, None], 1),
    ],
)
def test_the_host_names_the_bases_in_a_field_of_its_own(bases: object, parents: int) -> None:
    found = stated(lineage, weights({}, record={"baseModels": bases}))
    assert len(found) == parents
    for fact in found:
        assert isinstance(fact, Upstream)
        assert fact.parent in (fact.evidence[0].quote or "")


def test_an_adapter_names_its_base_even_at_the_same_owner() -> None:
    config = '{"base_model_name_or_path": "acme/Heron-base"}'
    assert _ways(weights({"adapter_config.json": config})) == [
        ("acme/Heron-base", "base-model", "adapter")
    ]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"text_config": {"_name_or_path": "delta/Delta-7B"}}, [("delta/Delta-7B", "base-model")]),
        ({"vision_config": {"_name_or_path": "delta/eye"}}, [("delta/eye", "vision-encoder")]),
        ({"audio_config": {"_name_or_path": "delta/ear-1"}}, [("delta/ear-1", "speech-encoder")]),
        ({"speech_encoder": "delta/ear-1"}, [("delta/ear-1", "speech-encoder")]),
        ({"speech_encoder": "conformer"}, []),
        ({"vision_config": {"_name_or_path": ""}}, []),
        ({"vision_config": [], "text_config": "delta/Delta-7B"}, []),
        ({"_name_or_path": "/mnt/users/x/ckpt"}, []),
        ({"_name_or_path": "./checkpoints/heron-stage1"}, []),
        ({"_name_or_path": "checkpoints/heron-stage1"}, []),
        ({"_name_or_path": "checkpoints/llama-2-7b"}, [("checkpoints/llama-2-7b", "base-model")]),
    ],
)  # fmt: skip
def test_parts_of_a_config(config: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    found = _ways(weights({"config.json": json.dumps(config, indent=1)}))
    assert [(parent, relation) for parent, relation, _ in found] == expected


def test_the_recipe_of_a_merge() -> None:
    recipe = "models:\n  - model: delta/A-7B\n  - model: ./local\n  - model: acme/Heron-7B\n"
    part = weights({"mergekit_config.yml": recipe, "other.yml": "model: omega/O-7B\n"})
    assert _ways(part) == [("delta/A-7B", "base-model", "merge")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heron is a 7B model fine-tuned from Osprey-7B.", [("Osprey-7B", "fine-tune")]),
        ("The current Heron model is initialized from a 7B Osprey model.",
         [("Osprey", "initialization")]),
        ("Heron-7B was distilled from `Osprey 70B`.", [("Osprey 70B", "distillation")]),
        ("Heron is a quantized version of Delta's Osprey-7B.", [("Osprey-7B", "quantization")]),
        ("Heron 是基于 Osprey-7B 微调的模型。", [("Osprey-7B", "fine-tune")]),
        ("基于Osprey-7B优化后的模型：[Heron-7B](https://x.org/a)，[Egret](https://x.org/b)",
         [("Osprey-7B", "")]),
        ("The models built on Osprey-7B: Egret, Heron-7B.", [("Osprey-7B", "")]),
        ("The models built on Osprey-7B: Egret, Heron-7B-chat.", []),
        ("Heron 是基于 Osprey 架构的模型。", []),
        ("Heron is based on the General Language Model (GLM) framework.", []),
        ("Heron is based on Transformers.", []),
        ("Heron is not fine-tuned from Osprey-7B.", []),
        ("Heron can be fine-tuned from Osprey-7B.", []),
        ("Heron is trained from scratch.", []),
        ("Heron-chat is based on Osprey-7B.", []),
        ("Egret is based on Osprey-7B, unlike Heron.", []),
        ("We thank all: Heron is based on Osprey-7B, thanks to its authors.", []),
        ("Heron is fine-tuned from Heron-7B.", []),
    ],
)  # fmt: skip
def test_sentences_whose_subject_is_this_model(text: str, expected: list[tuple[str, str]]) -> None:
    found = _ways(weights({}), code({"README.md": text}))
    assert [(parent, how) for parent, _, how in found] == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Heron-7B is based on Osprey-7B.", 0),
        ("Heron is based on Osprey-7B.", 1),
        ("Heron-7B v1.5 is based on Osprey-7B.", 1),
        ("This model is based on Osprey-7B.", 0),
    ],
)
def test_words_on_another_version_do_not_count(text: str, count: int) -> None:
    part = weights({}, "hf:acme/Heron-7B-v1.5")
    assert len(_ways(part, code({"README.md": text}))) == count


def test_a_card_may_call_it_this_model() -> None:
    text = "This model is based on Osprey-7B."
    assert _ways(weights({"README.md": card(text)}, "hf:acme/Heron-7B-v1.5")) == [
        ("Osprey-7B", "base-model", "")
    ]


@pytest.mark.parametrize(
    ("text", "makers"),
    [
        ("The data was generated by GPT-4.", ["GPT-4"]),
        ("Each answer is generated by `text-davinci-003`.", ["text-davinci-003"]),
        ("We used Osprey-70B to generate the instructions.", ["Osprey-70B"]),
        ("GPT-4-generated captions were added.", ["GPT-4"]),
        ("It uses 100k dialogs generated by letting ChatGPT chat with itself.", ["ChatGPT"]),
        ("训练数据由 GPT-4 生成。", ["GPT-4"]),
        ("此数据集是由ChatGPT产生的。", ["ChatGPT"]),
        ("数据从 Osprey-70B 蒸馏得到。", ["Osprey-70B"]),
        ("The captions were generated with Python3 scripts.", []),
        ("The data was not generated by GPT-4.", []),
        ("GPT-4 judged the answers; 300 questions generated by GPT-4 make the benchmark.", []),
        ("## Evaluation\n\nThe questions were generated by GPT-4.", []),
        ("You can let the data be generated by GPT-4.", []),
        ("The image was generated by GPT-4.", []),
        ("The data was collected by volunteers.", []),
        ("训练数据不是由 GPT-4 生成的。", []),
    ],
)
def test_makers_of_the_data(text: str, makers: list[str]) -> None:
    found = _ways(weights({}), code({"README.md": text}))
    assert found == [(maker, "data-generator", "") for maker in makers]


def test_makers_are_those_of_the_data_set_whose_card_says_so() -> None:
    facts = stated(lineage, weights({}), data({"README.md": card("Data generated by GPT-4.")}))
    assert [(f.artifact, f.parent) for f in facts if isinstance(f, Upstream)] == [
        ("hf:datasets/acme/heron-mix", "GPT-4")
    ]


@pytest.mark.parametrize(
    "path", ["evaluation/README.md", "examples/data/README.md", "egret/README.md"]
)
def test_pages_on_other_things_name_no_makers(path: str) -> None:
    assert _ways(weights({}), code({path: "The data was generated by GPT-4.\n"})) == []


@pytest.mark.parametrize("path", ["data/README.md", "heron/README.md"])
def test_pages_on_its_data_name_makers(path: str) -> None:
    found = _ways(weights({}), code({path: "The data was generated by GPT-4.\n"}))
    assert [parent for parent, *_ in found] == ["GPT-4"]


@pytest.mark.parametrize(
    "text",
    [
        "```bash\npython app.py --model_name_or_path delta/Delta-7B\n```\n",
        "```bash\nbase_model=delta/Delta-7B\npython app.py $base_model\n```\n",
        "python -m heron.serve --model-base delta/Delta-7B\n",
        "```\nPRETRAINED_CHECKPOINT=checkpoints/bert_345m\n```\n",
    ],
)
def test_a_command_that_uses_another_model_names_no_base(text: str) -> None:
    assert _ways(weights({}), code({"README.md": text})) == []


def test_a_command_that_trains_names_a_base() -> None:
    text = "```bash\ntorchrun train.py \\\n  --model_name_or_path delta/Delta-7B\n```\n"
    assert _ways(weights({}), code({"README.md": text})) == [("delta/Delta-7B", "base-model", "")]


@pytest.mark.parametrize(("path", "count"), [("scripts/eval.sh", 0), ("scripts/finetune.sh", 1)])
def test_scripts_of_use_name_no_base(path: str, count: int) -> None:
    part = code({path: "python x.py --model_base delta/Delta-7B\n"})
    assert len(_ways(weights({}), part)) == count


@pytest.mark.parametrize(
    ("artifact", "parents"),
    [
        ("hf:acme/Heron-Llama-3.1-8B", ["Llama-3.1"]),
        ("hf:lm-sys/vicuna-33b", []),
        ("hf:acme/Heron-Mistral-7B", ["Mistral-7B"]),
        ("hf:mistralai/Mistral-7B-v0.1", []),
        ("hf:acme/heron-sft-pythia-12b", ["pythia-12b"]),
        ("hf:acme/Heron-7B", []),
    ],
)
def test_no_model_was_its_own_base_without_a_quote(artifact: str, parents: list[str]) -> None:
    name = artifact.removeprefix("hf:")
    facts = stated(lineage, weights({}, artifact, record={"id": name}))
    found = [fact for fact in facts if isinstance(fact, Upstream)]
    assert [fact.parent for fact in found] == parents
    assert all(name in (fact.evidence[0].quote or "") for fact in found)


def test_without_a_record_the_listing_has_the_name() -> None:
    (fact,) = stated(lineage, weights({}, "hf:acme/Heron-Llama-3.1-8B"))
    assert isinstance(fact, Upstream)
    assert fact.evidence[0].quote is None


def test_a_table_may_name_the_vision_encoder_and_link_the_model() -> None:
    table = (
        "| Model | Base Model | Vision encoder |\n|---|---|---|\n"
        "| acme/Heron-7B | [Osprey](https://huggingface.co/delta/Osprey-7B) | eye-14 |\n"
    )
    assert _ways(weights({}), code({"README.md": table})) == [
        ("delta/Osprey-7B", "base-model", ""),
        ("eye-14", "vision-encoder", ""),
    ]


def test_own_terms_over_a_known_text_that_say_that_others_hold() -> None:
    line = "The Llama 2 license conditions also apply to the weights."
    found = _named(weights({}), code({"MODEL_LICENSE": f"{MIT}\n{line}\n"}))
    assert [parent for parent, *_ in found] == ["Llama 2"]


LETTERS = "Heron isbaedonGPT-4 generatedby由基于微调:：`[]()./|\n"


@given(
    st.text(
        alphabet=st.sampled_from("Heron isbaedonGPT-4 generatedby由基于微调:：`[]()./|\n"),
        max_size=400,
    )
)
def test_a_strangers_text_never_breaks_it_and_quotes_stand(text: str) -> None:
    part = weights({"README.md": card(text, base_model="delta/D-8B")})
    lines = card(text, base_model="delta/D-8B").split("\n")
    for fact in stated(lineage, part, code({"README.md": text})):
        assert isinstance(fact, Upstream)
        place = fact.evidence[0]
        if place.artifact.startswith("hf:") and place.lines and place.quote:
            assert place.quote in "\n".join(lines)


@pytest.mark.parametrize(
    "unit", ["based on ", "Heron is ", "基于A-1", "GPT-4 generated ", "generated by ", "a.a/", "- "]
)
def test_time_does_not_explode(unit: str) -> None:
    text = unit * 4_000
    start = time.process_time()
    stated(lineage, weights({"README.md": card(text)}), code({"README.md": text}))
    assert time.process_time() - start < 5


UNDERLIES = "We release Heron 7B and Heron Base, the pretrained base model which underlies it.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UNDERLIES, [("Heron Base", "base-model", "fine-tune")]),
        ("Stork uses Heron Base, the base model which underlies Stork.\n", []),
        (
            "## Heron-7B\n\n1. Download the pretrained model "
            "[here](https://huggingface.co/acme/heron-states).\n",
            [("acme/heron-states", "base-model", "fine-tune")],
        ),
        (
            "## Stork\n\n1. Download the pretrained model "
            "[here](https://huggingface.co/acme/heron-states).\n",
            [],
        ),
    ],
)
def test_what_underlies_the_model(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert _ways(weights({}), code({"README.md": text})) == expected
