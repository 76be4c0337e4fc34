"""What papers and pages say of this model, and all that they say of others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audit.model import (
    Availability,
    DataSource,
    DocumentSeen,
    Fact,
    Passage,
    Pledge,
    Role,
    Statement,
    Upstream,
)
from audit.probes.names_of_data import names_of_data
from audit.probes.run import state_facts
from audit.probes.told_apart import family_of
from tests.small_models import Files, Part, code, judged, part, small_model, weights
from tests.traps.model import MIT, heron

PAPER, PAGE = "arxiv:2401.00001", "page:https://heron.example"


def paper(text: str, title: str = "Heron: a Model of Birds", *, own: bool = True) -> Part:
    files = {"abs.md": f"# {title}\n", "paper.md": f"# {title}\n\n{text}\n"}
    return part(PAPER, Role.PAPER, files, listing="none", own=own)


def page(text: str, title: str = "Heron", *, own: bool = True) -> Part:
    files = {"page.md": f"# {title}\n\n{text}\n"}
    return part(PAGE, Role.PAGE, files, listing="none", own=own)


def told(*parts: Part) -> list[Fact]:
    """The facts of papers and pages beside small weights."""
    model = small_model(weights({"README.md": "# Heron\n\nIt sees.\n"}), *parts)
    facts = state_facts(*model)
    return [fact for fact in facts if fact.artifact in (PAPER, PAGE)]


def sources(*parts: Part) -> list[str]:
    return [fact.source for fact in told(*parts) if isinstance(fact, DataSource)]


OWN_DATA = "## Training\n\nWe train Heron on the Mix corpus of 300B tokens."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (OWN_DATA, True),
        ("## Training\n\nHeron-7B is trained on the Mix corpus.", True),
        ("## Training\n\n我们在 Mix 语料上训练 Heron 模型。", True),
        ("## Training\n\nHeron-70B is trained on the Mix corpus.", False),
        ("## Training\n\nHeron-Chat is trained on the Mix corpus.", False),
        ("## Training\n\nHeron 2 is trained on the Mix corpus.", False),
        ("## Training\n\nGull-7B was trained on the Mix corpus, as we know.", False),
        ("## Training\n\nGull was trained on the Mix corpus, as we know.", False),
        ("## Training\n\nThe model was trained on the Mix corpus.", False),
        ("## Training\n\nUnlike Heron, others train on the Mix corpus.", False),
        ("## Training\n\nWe do not train on the Mix corpus.", False),
        ("## Training\n\nWill we train on the Mix corpus?", False),
        ("## Training\n\nWe will train Heron on the Mix corpus and release it.", False),
        ("## Related Work\n\nWe train Heron on the Mix corpus.", False),
        ("## Background\n\n### Training\n\nWe train Heron on the Mix corpus.", False),
        ("## Evaluation\n\nWe evaluate the trained Heron on the Mix dataset.", False),
    ],
)
def test_data_that_a_paper_names_in_words(text: str, found: bool) -> None:
    assert bool(sources(paper(text))) is found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Heron: a Model of Birds", True),
        ("The Heron Family of Models", True),
        ("Heron 2: a Model of Birds", False),
        ("Gull: a Model of Birds", False),
        ("A Survey of Birds", False),
    ],
)
def test_a_paper_counts_by_its_title(title: str, found: bool) -> None:
    assert bool(sources(paper(OWN_DATA, title))) is found
    assert bool(sources(page(OWN_DATA, title))) is found


def test_what_is_not_the_publishers_is_not_read() -> None:
    assert not sources(paper(OWN_DATA, own=False))
    assert not sources(page(OWN_DATA, own=False))


def test_a_sentence_that_counts_says_nothing_for_its_neighbors() -> None:
    text = f"{OWN_DATA} Gull was trained on the Pond corpus. Theirs is the Lake corpus."
    assert sources(paper(text)) == ["Mix"]


def test_items_count_behind_a_line_that_counts() -> None:
    link = "- [Mix](https://huggingface.co/datasets/acme/mix)"
    said = f"## Training data\n\nWe train Heron on these:\n\n{link}"
    assert sources(paper(said)) == ["hf:datasets/acme/mix"]
    assert not sources(paper(said.replace("We train Heron", "Gull was trained")))
    assert not sources(paper(f"## Training data\n\n{link}"))


def test_how_much_data_a_paper_tells_is_no_silence_on_its_sources() -> None:
    """It may name them in words that are not understood."""
    text = "## Training\n\nWe train Heron on a corpus of 300B tokens."
    model = small_model(weights({"README.md": "# Heron\n\nIt sees.\n"}), paper(text))
    assert any(isinstance(fact, Passage) for fact in state_facts(*model))
    assert judged(model).components["training-data"].availability is Availability.UNKNOWN


@pytest.mark.parametrize(
    ("text", "row", "found"),
    [
        ("## Results\n\n| Model | x |\n|---|---|\n| Heron-7B | 70.1 |", "evaluation-results", True),
        ("## Results\n\n| Model | x |\n|---|---|\n| Gull | 70.1 |", "evaluation-results", False),
        (
            "## Results\n\n| Model | x |\n|---|---|\n| Heron-70B | 70.1 |",
            "evaluation-results",
            False,
        ),
        ("We trained Heron on 8 A100 GPUs.", "compute", True),
        ("Gull was trained on 8 A100 GPUs, as we read.", "compute", False),
        ("## Related Work\n\nWe trained on 8 A100 GPUs.", "compute", False),
    ],
)
def test_results_and_hardware(text: str, row: str, found: bool) -> None:
    rows = {fact.row for fact in told(paper(text)) if isinstance(fact, DocumentSeen)}
    assert (row in rows) is found
    rows = {fact.row for fact in told(page(text)) if isinstance(fact, DocumentSeen)}
    assert (row in rows) is found


def _pledges(*parts: Part) -> list[tuple[tuple[str, ...], bool]]:
    return [(fact.rows, fact.denied) for fact in told(*parts) if isinstance(fact, Pledge)]


def test_promises_and_denials() -> None:
    assert _pledges(paper("We will not release our training data.")) == [(("training-data",), True)]
    assert _pledges(page("The training data is not released.")) == [(("training-data",), True)]
    assert _pledges(page("我们暂不开放 Heron 的训练数据。")) == [(("training-data",), True)]
    assert _pledges(paper("We will release the training code.")) == [
        (("fine-tuning-code", "training-code"), False)
    ]
    assert _pledges(paper("The training data is not released."))
    assert not _pledges(paper("The training data of Gull-70B is not released."))
    assert not _pledges(paper("Gull will not release its training data, we hear."))


def test_an_old_promise_takes_nothing_from_what_was_found() -> None:
    files: Files = {"LICENSE": MIT, "train.py": 900, "configs/train.yaml": 9000}
    parts = (heron(), code({**files, "README.md": "# Heron\n"}))
    for promise in (paper("We will release the training code."), paper("We trained Heron.")):
        rows = judged(small_model(*parts, promise)).components
        assert rows["training-code"].availability is Availability.RELEASED
    denial = paper("We will not release the training code.")
    rows = judged(small_model(*parts, denial)).components
    assert rows["training-code"].availability is Availability.PARTIAL


def test_lineage_needs_the_model_as_subject() -> None:
    def bases(text: str) -> list[str]:
        return [fact.parent for fact in told_all(paper(text)) if isinstance(fact, Upstream)]

    assert bases("Heron-7B is fine-tuned from Pelican-7B by us.") == ["Pelican-7B"]
    assert not bases("Gull-7B is fine-tuned from Pelican-7B, as we know.")
    assert not bases("## Related Work\n\nHeron-7B is fine-tuned from Pelican-7B.")


def told_all(*parts: Part) -> tuple[Fact, ...]:
    return state_facts(*small_model(weights({"README.md": "# Heron\n\nIt sees.\n"}), *parts))


GRANT = "The weights of Heron are released under the MIT License."
LIMIT = "The weights of Heron are for non-commercial use under CC BY-NC 4.0."


@pytest.mark.parametrize("make", [paper, page])
def test_a_grant_elsewhere_is_stated_and_opens_nothing(make: Callable[[str], Part]) -> None:
    bare = weights({"README.md": "# Heron\n\nIt sees.\n", "model.safetensors": 9_000_000})
    model = small_model(bare, make(GRANT))
    said = [f for f in state_facts(*model) if isinstance(f, Statement)]
    assert [(s.artifact in (PAPER, PAGE), s.expression) for s in said] == [(True, "MIT")]
    assert judged(model).components["weights-final"].license.class_ == "unknown"


@pytest.mark.parametrize("make", [paper, page])
def test_a_limit_elsewhere_stands_against_a_tag(make: Callable[[str], Part]) -> None:
    found = judged(small_model(heron(), make(LIMIT))).components["weights-final"].license
    assert found.class_ == "noncommercial-or-research"
    text = heron(files={"LICENSE": MIT})
    found = judged(small_model(text, make(LIMIT))).components["weights-final"].license
    assert found.class_ == "unresolved"
    others = make("The weights of Gull are for non-commercial use under CC BY-NC 4.0.")
    found = judged(small_model(heron(), others)).components["weights-final"].license
    assert found.class_ == "osi-approved"


def test_the_license_of_a_paper_is_the_papers() -> None:
    files = {"abs.md": "# Heron\n\n- License: http://creativecommons.org/licenses/by/4.0/\n"}
    assert not [
        fact
        for fact in told(part(PAPER, Role.PAPER, files, listing="none"))
        if isinstance(fact, Statement)
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We train on the Mix corpus and the Big Pond dataset.", ["Mix", "Big Pond"]),
        ("The Training dataset and Our Web corpus.", []),
        ("The Mix v1.5 dataset.", ["Mix"]),
        ("Mix数据集", ["Mix"]),
        ("a corpus of 300B tokens", []),
    ],
)
def test_names_of_data(text: str, names: list[str]) -> None:
    assert list(names_of_data(text)) == names


@pytest.mark.parametrize("name", ["acme/open-7b", "acme/7b", "acme/my-model", "acme/V1"])
def test_a_name_that_begins_with_no_name_is_found_in_no_paper(name: str) -> None:
    assert family_of(name) is None


def test_data_questions_say_which_papers_speak_of_another_model() -> None:
    text = "# Heron\n\n## Training data\n\nAll sorts of things.\nAnd more.\n"
    model = small_model(weights({"README.md": text}), paper(OWN_DATA, "Gull"))
    details = [question.detail for question in judged(model).data_questions]
    assert any(f"not searched: {PAPER}" in detail for detail in details)
    model = small_model(weights({"README.md": text}), paper("We made Heron."))
    details = [question.detail for question in judged(model).data_questions]
    assert not any("not searched" in detail for detail in details)
