from __future__ import annotations

from typing import Any

import pytest

from audit.model import DataDocumentation, DataSource, Passage
from audit.probes import training_data
from tests.small_models import Part, card, code, data, stated, weights

WEB = "https://huggingface.co/datasets/delta/web"


def _sources(*parts: Part) -> list[tuple[str, bool]]:
    facts = stated(training_data, *parts)
    return [(fact.source, fact.announced) for fact in facts if isinstance(fact, DataSource)]


@pytest.mark.parametrize(
    ("front", "sources"),
    [
        ({"datasets": "delta/web"}, ["hf:datasets/delta/web"]),
        ({"datasets": ["delta/web", "wikipedia"]}, ["hf:datasets/delta/web", "wikipedia"]),
        ({"datasets": {"name": "web"}}, []),
        ({"language": "en"}, []),
    ],
)
def test_data_sets_that_the_card_lists(front: dict[str, Any], sources: list[str]) -> None:
    assert [name for name, _ in _sources(weights({"README.md": card("", **front)}))] == sources


@pytest.mark.parametrize("record", [{"cardData": {"datasets": ["delta/web"]}}])
def test_data_sets_that_the_host_lists(record: dict[str, Any]) -> None:
    assert _sources(weights({}, record=record)) == [("hf:datasets/delta/web", False)]


@pytest.mark.parametrize("record", [{"cardData": None}, {}, None])
def test_nothing_listed(record: dict[str, Any] | None) -> None:
    assert _sources(weights({}, record=record)) == []


@pytest.mark.parametrize(
    ("artifact", "more", "counts"),
    [
        ("hf:datasets/acme/heron-mix", {}, True),
        ("hf:datasets/acme/heron-mix", {"own": False}, False),
        (
            "hf:datasets/acme/heron-bench",
            {"reason": "linked, and published by the same owner"},
            False,
        ),
        (
            "hf:datasets/acme/heron-eval",
            {"reason": "linked, and published by the same owner"},
            False,
        ),
        ("hf:datasets/acme/heron-eval", {"reason": "named under datasets in the card"}, True),
    ],
)
def test_repositories_of_data(artifact: str, more: dict[str, Any], counts: bool) -> None:
    assert bool(_sources(data({}, artifact, **more))) is counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (f"## Training data\n\nWe trained on [web]({WEB}).\n", True),
        (f"## Overview\n\nHeron was trained on [web]({WEB}).\n", True),
        (f"## Datasets (subject to another license)\n\n* [web]({WEB})\n", True),
        (f"## Training data\n\nEdit {WEB[:32]}your_name/dataset_name/edit here.\n", False),
        (f"## Training data\n\nPush to {WEB[:32]}username/web.\n", False),
        (f"## License\n\nHeron was trained on [web]({WEB}).\n", False),
        (f"## Data\n\nPut your data in the form of [web]({WEB}).\n", False),
        (f"## Data\n\nThanks to the authors of [web]({WEB}).\n", False),
        (f"## Data\n\nWe evaluate on [web]({WEB}).\n", False),
        (f"## Overview\n\nSee [web]({WEB}).\n", False),
        (f"## Evaluation\n\nHeron was trained on [web]({WEB}).\n", False),
        (f"## Fine-tuning on custom data\n\nTrain on [web]({WEB}).\n", False),
        (f"## Training\n\n```\nload [web]({WEB})\n```\n", False),
    ],
)
def test_links_to_data(text: str, counts: bool) -> None:
    found = _sources(code({"README.md": f"# Heron\n\n{text}"}))
    assert found == ([("hf:datasets/delta/web", False)] if counts else [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- HeronMix, our dataset, will be released", [("HeronMix", True)]),
        ("- Training data will be released", []),
        ("- All Data will be released", []),
        ("- HeronMix data is here", []),
        ("- Pond: code will be released", []),
    ],
)
def test_data_that_is_promised_by_name(line: str, expected: list[tuple[str, bool]]) -> None:
    assert _sources(weights({"README.md": card(f"## Training\n\n{line}\n")})) == expected


@pytest.mark.parametrize(
    ("line", "topics"),
    [
        ("The training data holds 3 million image pairs.", ["scope"]),
        ("The data was collected in parks.", ["selection"]),
        ("The captions were annotated by hand.", ["labeling"]),
        ("We filtered the dataset for duplicates.", ["processing"]),
        ("A part of the data was licensed from Osprey.", ["third-party"]),
        ("训练数据经过清洗和去重。", ["processing"]),
        ("We filtered your data.", []),
        ("Birds were filtered.", []),
    ],
)
def test_passages_by_topic(line: str, topics: list[str]) -> None:
    facts = stated(training_data, weights({"README.md": card(f"## Training data\n\n{line}\n")}))
    assert [fact.topic.value for fact in facts if isinstance(fact, Passage)] == topics


@pytest.mark.parametrize(
    ("path", "text", "documented"),
    [
        ("README.md", "# Heron\n\n## Training\n\nLong.\n\nLonger.\n", True),
        ("README.md", "# Heron\n\n## Training\n", False),
        ("README.md", "# Heron\n\n## Benchmarks\n\nLong.\n\nLonger.\n", False),
        ("docs/data.md", "Long.\n\nLonger.\n\nStill.\n", True),
        ("examples/data/README.md", "Long.\n", True),
        ("examples/README.md", "Long.\n\nLonger.\n\nStill.\n", False),
    ],
)
def test_documentation(path: str, text: str, documented: bool) -> None:
    facts = stated(training_data, code({path: text}))
    assert any(isinstance(fact, DataDocumentation) for fact in facts) is documented


@pytest.mark.parametrize(
    "line",
    [
        "We pre-train Heron on 14.8 trillion diverse and high-quality tokens.",
        "The training of Heron on 2T tokens took a week.",
        "Heron 经过约 1 万亿标识符的训练。",
    ],
)
def test_an_amount_of_text_tells_how_much_data_there_were(line: str) -> None:
    facts = stated(training_data, weights({}), code({"README.md": f"# Heron\n\n{line}\n"}))
    found = [fact for fact in facts if isinstance(fact, Passage)]
    assert [(fact.topic.value, fact.evidence[0].quote) for fact in found] == [("scope", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Heron is trained with a context of 4096 tokens.",
        "Heron reads 2T tokens a day.",
        "Train your own Heron on 2T tokens.",
    ],
)
def test_other_numbers_tell_of_no_data(line: str) -> None:
    facts = stated(training_data, weights({}), code({"README.md": f"# Heron\n\n{line}\n"}))
    assert [fact for fact in facts if isinstance(fact, Passage)] == []


CARDS = "https://acme.example/corpus"


@pytest.mark.parametrize(
    ("heading", "line", "found"),
    [
        ("Training data", f"Each part has a [Data Card]({CARDS}).", [CARDS]),
        ("Training data", f"See the [datasheets]({CARDS}).", [CARDS]),
        ("Training data", f"See the [paper]({CARDS}).", []),
        ("Training data", "See the [data card](data_card.md).", []),
        ("Training data", f"Thanks to the authors of this [data card]({CARDS}).", []),
        ("Install", f"Each part has a [Data Card]({CARDS}).", []),
    ],
)
def test_a_description_of_the_data_on_another_page(
    heading: str, line: str, found: list[str]
) -> None:
    page = f"# Heron\n\n## {heading}\n\n{line}\n"
    assert [name for name, _ in _sources(weights({}), code({"README.md": page}))] == found


@pytest.mark.parametrize(
    "name",
    [
        *("user/dataset", "username/my-data", "org/dataset-name", "path/to/dataset", "your/data"),
        *("<dataset>", "acme/{name}", "[More Information Needed]", "todo", "xxx/xxx", "..."),
    ],
)
def test_what_a_template_left_names_no_data(name: str) -> None:
    record = {"cardData": {"datasets": [name]}}
    assert _sources(weights({"README.md": card("", datasets=[name])})) == []
    assert _sources(weights({}, record=record)) == []


@pytest.mark.parametrize("name", ["acme/example-birds", "acme/my-birds", "userland/birds"])
def test_names_that_only_look_like_a_template(name: str) -> None:
    found = _sources(weights({"README.md": card("", datasets=[name])}))
    assert found == [(f"hf:datasets/{name}", False)]
