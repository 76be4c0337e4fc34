from __future__ import annotations

import pytest

from audit.model import BadgeElsewhere, InheritedTerms, Statement
from audit.probes import license_prose
from tests.small_models import Files, Part, base, card, code, stated, weights

NO_GRANT = [
    "Pelican, which we compare with, is released under the Apache 2.0 license.",
    "Unlike our model, theirs is available under the Apache 2.0 license.",
    "The [Pelican](https://github.com/other/pelican) model is released under the MIT License.",
    "Our code uses FlashFeather, which is released under the BSD 3-Clause license.",
    "The data sets are released under the CC BY 4.0 license by their respective owners.",
    "The tokenizer is released under the MIT License.",
    "Our model is not released under the Apache 2.0 license.",
    "The weights aren't available under the Apache 2.0 license.",
    "The weights will be released under the Apache 2.0 license.",
    "We plan to release the weights under the MIT License.",
    "The weights are no longer available under the MIT License.",
    "The model was previously released under the MIT License.",
    "If you need the MIT License, the model is available for a fee.",
    "By contributing you agree that your code is licensed under the MIT License.",
    "Is the model available under the MIT License?",
    "We permit all uses that the law permits, with licensed tools.",
    "模型权重暂不采用 Apache 2.0 许可证发布。",
    "模型将会采用 Apache 2.0 许可证发布。",
    "第三方模型采用 Apache 2.0 许可证。",
]
GRANTS = [
    ("This model is released under the Apache 2.0 license.", "weights", "Apache-2.0"),
    ("Heron-7B is released under the MIT License.", "weights", "MIT"),
    ("Our weights are licensed under the Apache License 2.0.", "weights", "Apache-2.0"),
    ("The code is released under the MIT License.", "code", "MIT"),
    ("License: the data is available under CC BY 4.0.", "data", "CC-BY-4.0"),
    ("Additionally, the weights are available under the MIT License.", "weights", "MIT"),
    ("本模型采用 Apache 2.0 许可证。", "weights", "Apache-2.0"),
]
LIMITS = [
    ("The weights are for non-commercial use only.", "weights"),
    ("This model is intended for research purposes only.", "weights"),
    ("The code is for research use only.", "code"),
    ("本模型仅限研究用途。", "weights"),
    ("模型禁止商用。", "weights"),
]


def _said(*parts: Part) -> list[tuple[str, str | None]]:
    facts = stated(license_prose, *parts)
    return [(fact.scope.value, fact.expression) for fact in facts if isinstance(fact, Statement)]


@pytest.mark.parametrize("text", NO_GRANT)
def test_words_that_grant_nothing(text: str) -> None:
    assert _said(weights({"README.md": card(text)})) == []


@pytest.mark.parametrize(("text", "scope", "expression"), GRANTS)
def test_words_that_grant(text: str, scope: str, expression: str) -> None:
    assert _said(weights({"README.md": card(text)})) == [(scope, expression)]


@pytest.mark.parametrize(("text", "scope"), LIMITS)
def test_words_that_limit(text: str, scope: str) -> None:
    assert set(_said(weights({"README.md": card(text)}))) == {(scope, "LicenseRef-research-only")}


def test_what_others_publish_is_not_read() -> None:
    assert _said(base({"README.md": card(GRANTS[0][0])}, "hf:delta/Delta-8B")) == []


@pytest.mark.parametrize("path", ["LICENSE.md", "CHANGELOG.md", "requirements.txt", "train.py"])
def test_files_that_are_no_prose(path: str) -> None:
    assert _said(code({path: GRANTS[0][0]})) == []


def test_vendored_trees_and_other_branches_say_nothing() -> None:
    vendored: Files = {
        "pelican/README.md": GRANTS[0][0],
        "pelican/LICENSE": 900,
        "pelican/setup.py": 900,
    }
    assert _said(code({**vendored, "@main/README.md": GRANTS[0][0]})) == []


def test_a_page_on_data_speaks_of_data() -> None:
    assert _said(code({"docs/dataset.md": "Released under CC BY 4.0.\n"})) == [
        ("data", "CC-BY-4.0")
    ]


def test_terms_passed_on_from_the_base() -> None:
    text = "Use of the weights must comply with the license of the base model license."
    facts = stated(license_prose, code({"README.md": text}))
    assert [fact.subject for fact in facts if isinstance(fact, InheritedTerms)] == ["weights"]


BADGE = "[![License](https://img.shields.io/badge/License-MIT-x)]({})\n"


def test_a_badge_that_leads_to_another_project_grants_nothing() -> None:
    away = BADGE.format("https://github.com/other/pelican/blob/main/LICENSE")
    facts = stated(license_prose, code({"README.md": away}))
    assert [f.leads_to for f in facts if isinstance(f, BadgeElsewhere)] == ["other/pelican"]
    assert [f.class_ for f in facts if isinstance(f, Statement)] == ["unresolved"]


@pytest.mark.parametrize("url", ["LICENSE", "https://github.com/acme/heron/blob/main/LICENSE"])
def test_a_badge_that_stays_at_home_is_a_weak_statement(url: str) -> None:
    facts = stated(license_prose, code({"README.md": BADGE.format(url)}))
    assert [(f.kind.value, f.expression) for f in facts if isinstance(f, Statement)] == [
        ("badge", "MIT")
    ]


BIRDS = "[acme/birds](https://huggingface.co/datasets/acme/birds)"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        (f"| {BIRDS} | 330k | cc-by-nc-4.0 |", "data"),
        (f"- {BIRDS}, for non-commercial use only", "data"),
        ("## Data\n\n| birds | 330k | cc-by-nc-4.0 |", "data"),
        ("## Parts\n\n| Heron | 330k | cc-by-nc-4.0 |", "code"),
        (f"- The code is for research use only, as is {BIRDS}", "code"),
        (f"All of it, with {BIRDS}, is for research use only.", "code"),
    ],
)
def test_terms_of_a_data_set_in_a_row_are_not_those_of_the_code(text: str, scope: str) -> None:
    facts = stated(license_prose, code({"README.md": f"# Heron\n\n{text}\n"}))
    assert {fact.scope.value for fact in facts if isinstance(fact, Statement)} == {scope}


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        ("The 7B model is for research purposes only.", ""),
        ("The weights are for research purposes only.", "examples/pelican"),
        ("The 17B weights are for research purposes only.", "examples/pelican"),
        ("The 7B weights are under the MIT License.", "examples/pelican"),
    ],
)
def test_limits_in_a_folder_that_speaks_of_the_model(words: str, folder: str) -> None:
    """A page in the folder of another work that calls the model by its size limits the model; what
    it grants, it grants for the folder alone."""
    files = {"examples/pelican/README.md": f"# Pelican\n\n{words}\n"}
    facts = stated(license_prose, weights({"README.md": "# Heron\n"}), code(files))
    assert {fact.folder for fact in facts if isinstance(fact, Statement)} == {folder}
