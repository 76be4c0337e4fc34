from __future__ import annotations

import pytest

from audit.licenses.catalog import license_class
from audit.model import Evidence, License, Scope, Statement, StatementKind
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements, is_open, is_restricted, joined
from tests.small_models import CODE, code, small_model, weights

TEXT, TAG, PROSE = StatementKind.LICENSE_FILE, StatementKind.METADATA_TAG, StatementKind.PROSE
PACKAGE, BADGE, INHERITED = (
    StatementKind.PACKAGE_METADATA,
    StatementKind.BADGE,
    StatementKind.INHERITED,
)
RESEARCH = "LicenseRef-research-only"


def _say(
    kind: StatementKind, expression: str | None, folder: str = "", scope: Scope = Scope.CODE
) -> Statement:
    return Statement(
        artifact=CODE,
        scope=scope,
        kind=kind,
        raw=expression,
        expression=expression,
        class_=license_class(expression) if expression else "unresolved",
        folder=folder,
        evidence=(Evidence(artifact=CODE, path=f"{folder}/{kind}", lines=(1, 1)),),
    )


def _statements(*said: Statement) -> Statements:
    return Statements(Facts(small_model(code({}), weights({})).snapshot, said))


@pytest.mark.parametrize(
    ("said", "expression", "license_class"),
    [
        ((), None, "unknown"),
        ([(TEXT, "MIT")], "MIT", "osi-approved"),
        ([(TEXT, "MIT"), (TAG, "Apache-2.0")], "MIT", "osi-approved"),
        ([(TEXT, "CC-BY-NC-4.0"), (TAG, "MIT")], "CC-BY-NC-4.0", "noncommercial-or-research"),
        ([(TEXT, "MIT"), (TAG, "CC-BY-NC-4.0")], None, "unresolved"),
        ([(TEXT, "MIT"), (PROSE, RESEARCH)], None, "unresolved"),
        ([(TEXT, None), (TAG, "MIT")], None, "unresolved"),
        ([(TEXT, None), (PROSE, RESEARCH)], None, "unresolved"),
        ([(TEXT, "MIT"), (BADGE, "CC-BY-NC-4.0")], "MIT", "osi-approved"),
        ([(TEXT, "MIT"), (TEXT, "CC-BY-NC-4.0")], "CC-BY-NC-4.0", "noncommercial-or-research"),
        ([(TAG, "MIT"), (PROSE, RESEARCH)], RESEARCH, "noncommercial-or-research"),
        ([(PROSE, "MIT"), (TAG, "CC-BY-NC-4.0")], "CC-BY-NC-4.0", "noncommercial-or-research"),
        ([(PROSE, "MIT"), (PACKAGE, "GPL-3.0-only")], "MIT", "osi-approved"),
        ([(BADGE, "MIT")], None, "unresolved"),
        ([(BADGE, "CC-BY-NC-4.0")], "CC-BY-NC-4.0", "noncommercial-or-research"),
    ],
)
def test_what_several_statements_come_to(
    said: list[tuple[StatementKind, str | None]], expression: str | None, license_class: str
) -> None:
    statements = _statements(*(_say(kind, name) for kind, name in said))
    found = statements.in_artifact(CODE, Scope.CODE)
    assert (found.expression, found.class_) == (expression, license_class)
    assert (found.statement is None) is (not said)


@pytest.mark.parametrize(
    ("paths", "expression"),
    [
        (("pelican/a.py",), "BSD-3-Clause"),
        (("pelican/a.py", "pelican/deep/b.py"), "BSD-3-Clause"),
        (("pelican/deep/b.py",), "CC-BY-NC-4.0"),
        (("pelican/a.py", "b.py"), "MIT"),
        (("pelicans/a.py",), "MIT"),
        ((), "MIT"),
    ],
)
def test_a_license_in_a_folder_holds_for_that_folder_alone(
    paths: tuple[str, ...], expression: str
) -> None:
    statements = _statements(
        _say(TEXT, "MIT"),
        _say(TEXT, "BSD-3-Clause", "pelican"),
        _say(TEXT, "Apache-2.0", "pelican", Scope.WEIGHTS),
        _say(TEXT, "Apache-2.0", "pelican/deep"),
        _say(TEXT, "CC-BY-NC-4.0", "pelican/deep"),
        _say(TEXT, "Apache-2.0", "@main"),
    )
    assert statements.in_artifact(CODE, Scope.CODE, paths).expression == expression


@pytest.mark.parametrize(
    ("folder", "expression", "counts"),
    [
        ("", "MIT", True),
        ("docs", "MIT", True),
        ("docs/more", "MIT", True),
        ("projects/old", "MIT", False),
        ("projects/old", RESEARCH, True),
    ],
)
def test_words_in_a_subfolder(folder: str, expression: str, counts: bool) -> None:
    statements = _statements(_say(PROSE, expression, folder))
    assert bool(statements.about(CODE, Scope.CODE)) is counts


def test_a_statement_counts_once() -> None:
    assert len(_statements(_say(TAG, "MIT"), _say(TAG, "MIT")).all) == 1


@pytest.mark.parametrize(
    ("names", "expression", "license_class"),
    [
        ([], None, "unknown"),
        (["MIT"], "MIT", "osi-approved"),
        (["MIT", "CC-BY-4.0"], "MIT AND CC-BY-4.0", "od-recommended"),
        (["MIT OR BSD-3-Clause", "ISC"], "(MIT OR BSD-3-Clause) AND ISC", "osi-approved"),
        (["MIT", None], None, "unknown"),
        (["CC-BY-NC-4.0", None], "CC-BY-NC-4.0", "noncommercial-or-research"),
    ],
)
def test_terms_of_several_things_together(
    names: list[str | None], expression: str | None, license_class: str
) -> None:
    from audit.licenses.catalog import license_class as class_of

    found = joined(tuple(License(expression=name, class_=class_of(name)) for name in names))
    assert (found.expression, found.class_) == (expression, license_class)


@pytest.mark.parametrize(
    ("license_class", "open_", "restricted"),
    [
        ("osi-approved", True, False),
        ("od-recommended", True, False),
        ("unresolved", False, False),
        ("unknown", False, False),
        ("inherited", False, False),
        ("none", False, True),
        ("community-restricted", False, True),
    ],
)
def test_open_restricted_and_neither(license_class: str, open_: bool, restricted: bool) -> None:
    assert (is_open(license_class), is_restricted(license_class)) == (open_, restricted)


@pytest.mark.parametrize(
    ("folder", "scope", "counts"),
    [
        ("examples/pelican", Scope.WEIGHTS, False),
        ("toolkit/projects/pelican", Scope.WEIGHTS, False),
        ("examples/heron_lm", Scope.WEIGHTS, True),
        ("examples/finetune", Scope.WEIGHTS, True),
        ("examples/7", Scope.WEIGHTS, True),
        ("pelican", Scope.WEIGHTS, True),
        ("examples/pelican", Scope.CODE, True),
    ],
)
def test_limits_of_another_work_in_a_toolkit(folder: str, scope: Scope, counts: bool) -> None:
    said = _say(PROSE, RESEARCH, folder, scope)
    facts = Facts(small_model(weights({}), code({})).snapshot, (said,))
    assert bool(Statements(facts).about(CODE, scope)) is counts
