"""Each kind of conflict: what decides, what must stay quiet, and its entry in the table."""

from __future__ import annotations

import pytest

from audit.cli.explain import conflict_kinds, conflicts_page
from audit.data import data_dir
from audit.model import Conflict, Severity
from audit.resolve.conflicts.own_words import exclude_each_other
from tests.small_models import Part, base, code, data, judged, small_model
from tests.traps import TRAPS
from tests.traps.model import BSD, MIT, OWN_TERMS, SOURCES, heron

ROOT = data_dir("criteria").parent
CHANGE = "@" + "ab" * 20 + "^"


def _conflicts(*parts: Part) -> tuple[Conflict, ...]:
    return judged(small_model(*parts)).conflicts


def _kinds(*parts: Part) -> set[str]:
    return {conflict.kind for conflict in _conflicts(*parts)}


def _of_all_traps() -> list[Conflict]:
    return [c for trap in TRAPS.values() for c in judged(small_model(*trap.parts)).conflicts]


def test_the_table_and_the_rules_name_the_same_kinds_and_weights() -> None:
    table = {
        (name, weight) for name, kind in conflict_kinds().items() for weight in kind["severity"]
    }
    seen = {(c.kind, c.severity.value) for c in _of_all_traps()}
    assert seen <= table
    assert {kind for kind, _ in table} == {kind for kind, _ in seen}


def test_every_entry_says_what_it_means_and_what_to_look_at() -> None:
    for name, kind in conflict_kinds().items():
        assert name == name.lower()
        assert sorted(kind) == ["look", "means", "severity"]
        assert kind["means"].endswith(".")
        assert kind["look"].endswith(".")
        assert set(kind["severity"]) <= {each.value for each in Severity}


def test_the_page_of_the_conflicts_is_fresh() -> None:
    page = ROOT / "docs" / "conflicts.md"
    assert page.read_text(encoding="utf-8") == conflicts_page()


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        ("==4.45.0", "==4.46.3", True),
        ("==4.45", "==4.45.0", False),
        ("==4.45.0", ">=4.46", True),
        ("==4.45.0", "<=4.45", False),
        ("==4.45.0", ">4.45,<5", True),
        (">=2", "<2", True),
        (">=2", "<=2", False),
        (">2", "<3", False),
        ("~=4.45", "<4.40", True),
        ("~=4.45", "==4.50", False),
        ("==2.1.0+cu118", "==2.1.0", False),
        ("==2.*", "==3.0", False),
        ("<2", "<1", False),
    ],
)
def test_versions_that_exclude_each_other(one: str, other: str, excluded: bool) -> None:
    assert exclude_each_other(one, other) is excluded
    assert exclude_each_other(other, one) is excluded


def test_what_a_license_file_said_before_a_commit() -> None:
    parts = code({"LICENSE": MIT, f"{CHANGE}/LICENSE": BSD})
    found = [c for c in _conflicts(parts) if c.kind == "revision-against-revision"]
    assert [c.text for c in found] == [
        "LICENSE of github:acme/heron is MIT; before commit abababababab it was BSD-2-Clause."
    ]
    assert {"branch-against-branch"}.isdisjoint(_kinds(parts))


@pytest.mark.parametrize("before", [MIT, MIT.replace("Ada Example", "[fullname]"), "Ask us.\n"])
def test_an_earlier_wording_of_the_same_terms_is_no_conflict(before: str) -> None:
    kinds = _kinds(code({"LICENSE": MIT, f"{CHANGE}/LICENSE": before}))
    assert kinds.isdisjoint({"revision-against-revision", "license-template-unfilled"})


def test_a_restriction_of_the_past_was_lifted() -> None:
    kinds = _kinds(code({"MODEL_LICENSE": MIT, f"{CHANGE}/MODEL_LICENSE": OWN_TERMS}))
    assert "revision-against-revision" in kinds


def test_code_of_other_makers_says_nothing_of_these_weights() -> None:
    readme = "The Heron model weights are for research use only.\n"
    other = code({**SOURCES, "LICENSE": MIT, "README.md": readme}, "github:pelican/pouch")
    assert "card-against-code-repository" not in _kinds(heron(), other)


def test_nobody_owes_himself_a_copy_of_his_terms() -> None:
    parts = (
        heron("Heron.", tag="gemma", base_model="acme/Heron-Base"),
        base({"README.md": "---\nlicense: gemma\n---\n"}, "hf:acme/Heron-Base"),
    )
    assert "duties-not-shown" not in _kinds(*parts)


def test_a_listing_in_part_shows_no_absence() -> None:
    kinds = _kinds(code({"README.md": "See [it](docs/it.md).\n", "LICENSE": MIT}, listing="part"))
    assert "documentation-names-missing-file" not in kinds


def test_a_promise_of_last_month_is_not_overdue() -> None:
    body = "- [2026/10/30] The training code will be released soon."
    assert "promise-overdue" not in _kinds(heron(body), code({"LICENSE": MIT, "infer.py": 9000}))


def test_a_promise_of_what_has_a_picture_alone_is_not_kept() -> None:
    promised = heron("The heron-chorus data set is coming soon.")
    empty = data({"README.md": "Soon.", "a.png": 9000}, "hf:datasets/acme/heron-chorus")
    assert "promise-kept-elsewhere" not in _kinds(promised, empty)


def test_two_badges_to_one_project_are_one_conflict() -> None:
    badge = (
        "[![License](https://img.shields.io/badge/License-MIT-x)]"
        "(https://github.com/other/pelican/blob/main/{})\n"
    )
    readme = badge.format("LICENSE") + "\n" + badge.format("DATA_LICENSE")
    found = [c for c in _conflicts(code({"README.md": readme})) if c.kind == "badge-elsewhere"]
    assert [len(c.sides[0].evidence) for c in found] == [2]
