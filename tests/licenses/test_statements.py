from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.licenses import catalog
from audit.licenses.statements import inherits, leads_to_license, spoken
from audit.model import Scope, StatementKind
from audit.text.markdown import links
from benchmarks.licenses import SET_ASIDE, Corpus
from tests.text.growth import HOSTILE, growth

CODE, WEIGHTS, DATA, DOCUMENTS = Scope.CODE, Scope.WEIGHTS, Scope.DATA, Scope.DOCUMENTS
RESEARCH = "LicenseRef-research-only"
Found = list[tuple[Scope, str | None]]


def said(text: str, default: Scope = CODE) -> Found:
    return [(s.scope, s.expression) for s in spoken(tuple(text.splitlines()), default)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The code is licensed under the [MIT License](LICENSE).", [(CODE, "MIT")]),
        ("Released under Apache 2.0.", [(CODE, "Apache-2.0")]),
        ("**License:** Apache 2.0", [(CODE, "Apache-2.0")]),
        ("The paper is under CC BY 4.0.", [(DOCUMENTS, "CC-BY-4.0")]),
        ("The weights are under the Gemma Terms of Use.", [(WEIGHTS, "LicenseRef-gemma")]),
        (
            "Code and weights are released under the Apache 2.0 license.",
            [(CODE, "Apache-2.0"), (WEIGHTS, "Apache-2.0")],
        ),
        (
            "Code is released under Apache 2.0, model weights are released under CC-BY-NC 4.0.",
            [(CODE, "Apache-2.0"), (WEIGHTS, "CC-BY-NC-4.0")],
        ),
        (
            "The code is Apache-2.0 licensed, but the data is CC BY-NC-SA 4.0.",
            [(CODE, "Apache-2.0"), (DATA, "CC-BY-NC-SA-4.0")],
        ),
        (
            "The weights are released under Apache 2.0 and the code under the MIT License.",
            [(WEIGHTS, "Apache-2.0"), (CODE, "MIT")],
        ),
        ("The weights in this repository are under Apache 2.0.", [(WEIGHTS, "Apache-2.0")]),
        ("All Ada Code Models are under Apache 2.0.", [(WEIGHTS, "Apache-2.0")]),
        ("The model was released under the Apache 2.0 license.", [(WEIGHTS, "Apache-2.0")]),
        ("The dataset is CC BY-NC-SA 3.0.", [(DATA, "CC-BY-NC-SA-3.0")]),
        ("代码采用 Apache-2.0 许可证。", [(CODE, "Apache-2.0")]),
        ("模型权重仅供学术研究使用。", [(WEIGHTS, RESEARCH)]),
        ("The model is for research purposes only.", [(WEIGHTS, RESEARCH)]),
        ("The data must not be used for commercial ends.", [(DATA, RESEARCH)]),
        (
            "Models trained on it should not be used outside of research.",
            [(WEIGHTS, RESEARCH)],
        ),
        ("Our code is under the Apache 2.0 license, which is permissive.", [(CODE, "Apache-2.0")]),
        ("This is about the weather.", []),
        ("", []),
    ],
)
def test_what_is_said(text: str, found: Found) -> None:
    assert said(text) == found


def test_the_default_is_what_the_page_speaks_of() -> None:
    assert said("Released under Apache 2.0.", DATA) == [(DATA, "Apache-2.0")]


@pytest.mark.parametrize(
    "text",
    [
        "A permit license is needed, and we admit license fees are under review.",
        "This project is not under the MIT license.",
        "The model is not released under the MIT License.",
        "It isn't licensed under Apache 2.0.",
        "It comes with no Apache 2.0 license.",
        "The model is licensed under neither the MIT License nor Apache 2.0.",
        "The weights are under a license similar to Apache 2.0.",
        "The code is under an MIT-like license.",
        "Licensed under terms other than Apache 2.0.",
        "The license is compatible with Apache 2.0.",
        "It is under an Apache 2.0-compatible license.",
        "Released under the non-MIT license of Ada.",
        "The model was licensed under Apache 2.0 until version 2.",
        "The weights used to be available under Apache 2.0.",
        "It was originally released under Apache 2.0.",
        "Weights derived from Basis, which are licensed under Apache 2.0.",
        "The weights will be released under Apache 2.0.",
        "We plan to release the model under Apache 2.0.",
        "If you need it under the Apache 2.0 license, write to us.",
        "The MIT license does not apply to the weights.",
        "The Apache 2.0 license doesn't cover the data.",
        "By contributing you agree that your work is licensed under Apache 2.0.",
        "The code was filtered to permissive licenses such as the MIT License.",
        "This repository uses Torchlet (BSD 3-Clause, released in 2020).",
        "We depend on Torchlet, which is licensed under the MIT license.",
        "Thanks to Ada for a model under the MIT License.",
        "Parts are available under separate terms: Torchlet is under the MIT license.",
        "This repository is based off code of Ada that is licensed under Apache 2.0.",
        "代码不采用 Apache-2.0 许可证。",
        "代码采用类似 Apache-2.0 的许可证。",
    ],
)
def test_a_name_that_is_denied_compared_past_or_anothers_grants_nothing(text: str) -> None:
    assert not [found for _, found in said(text) if found]


@pytest.mark.parametrize(
    "text",
    [
        "The code is released under a modified MIT license.",
        "The code is released under the [Modified MIT License](LICENSE).",
        "The code is released under a custom Apache 2.0 license.",
        "The code is released under an Apache 2.0-style license.",
        "The code is under the MIT License with additional restrictions.",
        "The code is subject to the Apache 2.0 License and the Ada Community License Agreement.",
        "The code is released under Apache 2.0 and our Acceptable Use Policy.",
        "The code must follow the Apache 2.0 许可证和《某某社区许可协议》。",
        "[![License](https://img.example/badge/License-Modified_MIT-blue)](LICENSE)",
        "[![License](https://img.example/badge/License-MIT--like-blue)](LICENSE)",
    ],
)
def test_a_license_that_was_changed_is_not_the_license(text: str) -> None:
    assert {(scope, found) for scope, found in said(text)} == {(CODE, None)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Unlike Basis, which is MIT licensed, our model is under CC BY-NC 4.0.",
            [(WEIGHTS, "CC-BY-NC-4.0")],
        ),
        (
            "Previously under the MIT license, it is now under CC-BY-NC-4.0.",
            [(CODE, "CC-BY-NC-4.0")],
        ),
        (
            "All is released under Apache 2.0 except for the weights, which are CC-BY-NC 4.0.",
            [(CODE, "Apache-2.0"), (WEIGHTS, "CC-BY-NC-4.0")],
        ),
        ("The code is Apache-2.0, except tools/, which is CC-BY-NC 4.0.", [(CODE, "CC-BY-NC-4.0")]),
        (
            "权重采用 Apache 2.0 许可证，不得用于商业用途。",
            [(WEIGHTS, "Apache-2.0"), (WEIGHTS, RESEARCH)],
        ),
        ("It is built on Basis and for research use only.", [(CODE, RESEARCH)]),
        ("It may not be sold under CC BY-NC 4.0.", [(CODE, "CC-BY-NC-4.0")]),
    ],
)
def test_a_limit_stands_whatever_is_said_beside_it(text: str, found: Found) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The use of the weights is subject to the Model License.", [(WEIGHTS, None)]),
        ("Models are released under the Ada Open Model License.", [(WEIGHTS, None)]),
        ("使用模型权重必须遵守模型许可。", [(WEIGHTS, None)]),
        ("模型的使用需要遵循《某某模型社区许可协议》", [(WEIGHTS, None)]),
        ("Use of the checkpoints must comply with the base model's model license.", []),
    ],
)
def test_terms_of_which_only_the_name_is_known(text: str, found: Found) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[![License](https://b.example/License-MIT-blue)](LICENSE)", (CODE, "MIT")),
        ("[![Data License](https://b.example/CC%20By%20NC%204.0)](X)", (DATA, "CC-BY-NC-4.0")),
        ("[![Weight License](https://b.example/Apache_2.0)](X)", (WEIGHTS, "Apache-2.0")),
        ('<a href="X"><img alt="Model License" src="b/x.svg"></a>', (WEIGHTS, None)),
        ('<a\nhref="X"><img\nalt="Code License" src="b/MIT.svg"></a>', (CODE, "MIT")),
        ("[![license](l.svg)](LICENSE)", (CODE, None)),
        ("[![PERMIT LICENSE](l.svg)](LICENSE)", (CODE, None)),
        ("[![License](b/MIT_License_and_CC_BY_NC_4.0)](X)", (CODE, "CC-BY-NC-4.0")),
        ("[![build](b/MIT.svg)](X)", None),
        ("[License MIT](LICENSE)", None),
    ],
)
def test_badges(text: str, found: tuple[Scope, str | None] | None) -> None:
    badges = [s for s in spoken(tuple(text.splitlines()), CODE) if s.kind is StatementKind.BADGE]
    assert [(s.scope, s.expression) for s in badges] == ([found] if found else [])


def test_a_statement_says_where_it_stands() -> None:
    text = ("---", "license: mit", "---", "Intro.", "", "The code is released", "under Apache 2.0.")
    (statement,) = spoken(text, WEIGHTS, skip=3)
    assert (statement.first, statement.last, statement.raw) == (6, 7, "Apache 2.0")
    assert (statement.kind, statement.license_class) == (StatementKind.PROSE, "osi-approved")


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Use of the checkpoints must comply with the base model's license.", [WEIGHTS]),
        ("The data is subject to the licenses of its original sources' license.", [DATA]),
        ("Weights and data follow the respective licenses.", [WEIGHTS, DATA]),
        ("The code must comply with the original license.", []),
        ("The weights are under the MIT license.", []),
        ("x" * 3_000, []),
    ],
)
def test_terms_that_are_passed_on(text: str, scopes: list[Scope]) -> None:
    assert [found.scope for found in inherits((text,))] == scopes


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("[![License](l.svg)](https://github.com/a/b/blob/main/LICENSE)", "a/b"),
        ("[license](https://www.github.com/a/b/raw/v1/docs/licence.md)", "a/b"),
        ("[docs](https://github.com/a/b/blob/main/LICENSE)", None),
        ("[license](https://github.com/a/b)", None),
        ("[license](https://example.org/a/b/blob/main/LICENSE)", None),
        ("[license](LICENSE)", None),
    ],
)
def test_where_a_link_to_a_license_leads(text: str, leads_to: str | None) -> None:
    assert leads_to_license(links((text,))[0]) == leads_to


VOCABULARY = (
    "the code weights data is are not under released license MIT Apache-2.0 CC BY-NC 4.0 License"
    " for research only and which uses ( ) , . ; 许可 代码 不 Model unlike based on"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))


@given(st.text() | st.lists(WORDS, max_size=30).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    page = tuple(text.splitlines())
    for statement in spoken(page, CODE):
        assert 1 <= statement.first <= statement.last <= len(page)
        assert statement.license_class in catalog.classes()
    for words in inherits(page):
        assert 1 <= words.first <= words.last <= len(page)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    for before, after in (("", ""), ("the code is under the apache 2.0 license ", " x")):
        assert growth(said, piece, before, after) < 12
        assert growth(lambda text: list(inherits(tuple(text.splitlines()))), piece, before) < 12


def test_a_megabyte_on_one_line_is_cut() -> None:
    assert said("Under Apache 2.0 " + "x" * 1_000_000) == [(CODE, "Apache-2.0")]


def readmes(corpus: Path) -> list[tuple[Path, str]]:
    """The labelled READMEs but those that `benchmarks.licenses` sets aside: nothing is learnt from
    these, not even by a failing test."""
    entries = json.loads((corpus / "licenses" / "index.json").read_text(encoding="utf-8"))
    named = [entry for entry in entries if entry["kind"] == "readme"]
    named.sort(key=lambda entry: sha256(entry["file"].encode()).hexdigest())
    return [
        (corpus / "licenses" / entry["file"], str(entry["expert_id"]))
        for entry in named[SET_ASIDE:]
    ]


def test_what_the_benchmark_sets_aside_is_not_read_here(corpus: Path) -> None:
    aside = {row["file"] for row in Corpus(corpus / "licenses").readmes[:SET_ASIDE]}
    assert len(aside) == SET_ASIDE
    assert aside.isdisjoint(path.name for path, _ in readmes(corpus))


def test_no_license_is_found_in_the_prose_that_an_expert_did_not_find(corpus: Path) -> None:
    spdx = {found for found in catalog._class_by_id() if not found.startswith("LicenseRef-")}
    for path, expert in readmes(corpus):
        lines = tuple(path.read_text(encoding="utf-8", errors="replace").splitlines())
        found = {s.expression for s in spoken(lines, CODE)} & spdx
        strange = {name for name in found if f"'{name}'" not in expert}
        assert not [name for name in strange if catalog.is_open(catalog.license_class(name))]
