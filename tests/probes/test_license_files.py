from __future__ import annotations

import pytest

from audit.model import Gap, GapReason, NoLicense, Statement, StrayTerms, TemplateLeft
from audit.probes import license_files
from tests.small_models import CODE, Files, code, stated, weights
from tests.traps.model import MIT, NEARLY_MIT, OTHER_TERMS, OWN_TERMS, UNFILLED


def _statements(files: Files) -> list[tuple[str, str | None, str, str]]:
    facts = stated(license_files, code(files))
    return [
        (fact.scope.value, fact.expression, fact.class_, fact.folder)
        for fact in facts
        if isinstance(fact, Statement)
    ]


@pytest.mark.parametrize(
    ("path", "scope", "folder"),
    [
        ("LICENSE", "code", ""),
        ("LICENSE.txt", "code", ""),
        ("LICENCE.md", "code", ""),
        ("MIT-LICENSE", "code", ""),
        ("COPYING", "code", ""),
        ("LICENSE-MODEL", "weights", ""),
        ("MODEL_LICENSE", "weights", ""),
        ("LICENSE_DATA.txt", "data", ""),
        ("licenses/LICENSE", "code", ""),
        ("legal/MODEL_LICENSE", "weights", ""),
        ("模型许可协议.md", "weights", ""),
        ("heron_LICENSE", "code", ""),
        ("pelican/LICENSE", "code", "pelican"),
        ("THIRD_PARTY_LICENSE", "code", "THIRD_PARTY_LICENSE"),
        ("LICENSE-pelican", "code", "LICENSE-pelican"),
        ("@main/LICENSE", "code", "@main"),
    ],
)
def test_what_a_license_file_speaks_for(path: str, scope: str, folder: str) -> None:
    assert _statements({path: MIT}) == [(scope, "MIT", "osi-approved", folder)]


@pytest.mark.parametrize(
    "path", ["license.py", "license_check.json", "licenses.svg", "docs/use.md"]
)
def test_files_that_only_sound_like_licenses(path: str) -> None:
    assert _statements({path: MIT}) == []


@pytest.mark.parametrize(
    ("text", "expression", "license_class"),
    [
        (NEARLY_MIT, None, "custom-restricted"),
        (OWN_TERMS, "LicenseRef-The-Heron-Terms", "custom-restricted"),
        (MIT + "\nBe kind as well.\n", None, "unresolved"),
        ("See the website for the license.\n", None, "unresolved"),
    ],
)
def test_texts_that_are_no_known_license(
    text: str, expression: str | None, license_class: str
) -> None:
    assert _statements({"LICENSE": text}) == [("code", expression, license_class, "")]


@pytest.mark.parametrize("text", ["", "Hello.\n"])
def test_a_license_file_that_tells_nothing_is_a_statement_all_the_same(text: str) -> None:
    ((_, expression, license_class, _),) = _statements({"LICENSE": text})
    assert (expression, license_class) == (None, "unresolved")


def test_limits_in_a_file_with_a_foreign_name_count_for_the_whole() -> None:
    assert [folder for *_, folder in _statements({"LICENSE-pelican": OTHER_TERMS})] == [""]


def test_a_template_that_was_left_unfilled() -> None:
    facts = stated(license_files, code({"LICENSE": UNFILLED}))
    assert [fact.evidence[0].lines for fact in facts if isinstance(fact, TemplateLeft)] == [(3, 3)]


@pytest.mark.parametrize(
    ("files", "vendored"),
    [
        ({"train.py": 900}, []),
        ({"train.py": 900, "pelican/LICENSE": MIT, "pelican/setup.py": 900}, ["pelican/LICENSE"]),
    ],
)
def test_a_complete_listing_without_a_license(files: Files, vendored: list[str]) -> None:
    facts = [f for f in stated(license_files, code(files)) if isinstance(f, NoLicense)]
    assert [[evidence.path for evidence in fact.vendored] for fact in facts] == [vendored]


@pytest.mark.parametrize("listing", ["part", "none"])
def test_an_absent_license_says_nothing_where_the_listing_is_not_complete(listing: str) -> None:
    assert stated(license_files, code({"train.py": 900}, listing=listing)) == []


def test_a_license_that_was_listed_and_not_read_is_not_absent() -> None:
    assert stated(license_files, code({"train.py": 900, "LICENSE": 900})) == []


def test_terms_of_another_project_are_stray() -> None:
    facts = stated(license_files, code({"TERMS.md": OTHER_TERMS}))
    assert [fact.project for fact in facts if isinstance(fact, StrayTerms)] == ["PelicanChat"]


def test_terms_that_name_this_model_are_its_own() -> None:
    facts = stated(license_files, code({"TERMS.md": OTHER_TERMS + "So is Heron.\n"}))
    assert [fact.class_ for fact in facts if isinstance(fact, Statement)] == ["custom-restricted"]


@pytest.mark.parametrize(
    ("text", "license_class"),
    [
        ("You will not use the model for any military end.\n", "custom-restricted"),
        ("Be kind.\n", "unresolved"),
    ],
)
def test_a_policy_of_use_is_never_silent(text: str, license_class: str) -> None:
    facts = stated(license_files, weights({"USE_POLICY.md": text}))
    assert [fact.class_ for fact in facts if isinstance(fact, Statement)] == [license_class]


def test_terms_without_a_limit_state_nothing() -> None:
    assert stated(license_files, weights({"TERMS.md": "Be kind.\n"})) == []


@pytest.mark.parametrize(
    ("listing", "reason", "classes"),
    [
        ("none", GapReason.UNREACHABLE, ["unresolved"]),
        ("part", GapReason.GATED, ["unresolved"]),
        ("whole", GapReason.UNREACHABLE, []),
        ("none", GapReason.MISSING, []),
    ],
)
def test_terms_that_may_be_there_were_passed_over(
    listing: str, reason: GapReason, classes: list[str]
) -> None:
    """A license that was asked for by name, where the files were not listed, and not served."""
    gap = Gap(artifact=CODE, path="LICENSE", reason=reason, detail="")
    facts = stated(license_files, code({"README.md": "x"}, listing=listing), gaps=(gap,))
    assert [fact.class_ for fact in facts if isinstance(fact, Statement)] == classes


LIMITED = "The Heron Terms\n\nYou may use the model weights for research purposes only.\n"


@pytest.mark.parametrize(
    ("path", "text", "scopes"),
    [
        ("LICENSE", LIMITED, {"code", "weights"}),
        ("LICENSE", LIMITED.replace("model weights", "software"), {"code"}),
        ("LICENSE", MIT + "\nThe model weights are heavy.\n", {"code"}),
        ("LICENSE_DATA", LIMITED, {"data"}),
        ("pelican/LICENSE", LIMITED, {"code"}),
    ],
)
def test_limits_beside_the_code_that_name_the_weights(
    path: str, text: str, scopes: set[str]
) -> None:
    assert {scope for scope, *_ in _statements({path: text})} == scopes


@pytest.mark.parametrize(
    ("path", "reason", "detail", "listing", "there"),
    [
        ("LICENSE", GapReason.UNREADABLE, "not text", "none", True),
        ("LICENSE", GapReason.UNREADABLE, "withheld by the host (451)", "none", False),
        ("LICENSE", GapReason.MISSING, "the server answered 404", "none", False),
        ("licenses/LICENSE", GapReason.GATED, "gated", "none", True),
        ("licenses/LICENSE", GapReason.GATED, "gated", "whole", False),
        ("pelican/LICENSE", GapReason.GATED, "gated", "none", False),
    ],
)
def test_terms_that_may_be_there_and_were_not_read(
    path: str, reason: GapReason, detail: str, listing: str, there: bool
) -> None:
    gap = Gap(artifact=CODE, path=path, reason=reason, detail=detail, at="2024-01-01T00:00:00Z")
    facts = stated(license_files, code({"README.md": "x\n"}, listing=listing), gaps=(gap,))
    assert bool([fact for fact in facts if isinstance(fact, Statement)]) is there
