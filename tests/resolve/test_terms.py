from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.licenses.catalog import license_class
from audit.model import Evidence, Scope, Statement, StatementKind
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements
from audit.resolve.terms import weights_terms
from tests.small_models import CODE, WEIGHTS, code, small_model, weights

TEXT = StatementKind.LICENSE_FILE


def _text(artifact: str, expression: str | None) -> Statement:
    return Statement(
        artifact=artifact,
        scope=Scope.WEIGHTS,
        kind=TEXT,
        raw=expression,
        expression=expression,
        class_=license_class(expression) if expression else "unresolved",
        evidence=(Evidence(artifact=artifact, path="LICENSE-MODEL", lines=(1, 1)),),
    )


@pytest.mark.parametrize(
    ("at_home", "elsewhere", "expected"),
    [
        (None, "CC-BY-NC-4.0", "noncommercial-or-research"),
        (None, "MIT", "unresolved"),
        ("MIT", "CC-BY-NC-4.0", "osi-approved"),
        ("CC-BY-NC-4.0", "MIT", "noncommercial-or-research"),
    ],
)
def test_a_text_that_nobody_could_read_hides_no_limits(
    at_home: str | None, elsewhere: str, expected: str
) -> None:
    """A license listed beside the weights, its bytes missing, and the same file in the code."""
    files = {"README.md": "# Heron\n\nIt sees birds.\n"}
    snapshot = small_model(weights(files), code(files)).snapshot
    facts = Facts(snapshot, (_text(WEIGHTS, at_home), _text(CODE, elsewhere)))
    found = weights_terms(facts, Statements(facts), (), WEIGHTS)
    assert found.class_ == expected


def _said(artifact: str, kind: StatementKind, expression: str | None) -> Statement:
    where = Evidence(artifact=artifact, path="README.md", lines=(3, 3), quote="words")
    return replace(_text(artifact, expression), kind=kind, evidence=(where,))


UNREAD = replace(
    _text(WEIGHTS, None), evidence=(Evidence(artifact=WEIGHTS, path="LICENSE", lines=None),)
)
TAG = _said(WEIGHTS, StatementKind.METADATA_TAG, "MIT")
WORDS = _said(CODE, StatementKind.PROSE, "MIT")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((TAG, WORDS), "osi-approved"),
        ((TAG,), "unresolved"),
        ((WORDS,), "unresolved"),
        ((TAG, _said(CODE, StatementKind.PROSE, "Apache-2.0")), "unresolved"),
        ((TAG, WORDS, _said(CODE, StatementKind.PROSE, None)), "unresolved"),
        ((TAG, WORDS, _said(CODE, StatementKind.PROSE, "CC-BY-NC-4.0")), "unresolved"),
        ((TAG, WORDS, _said(CODE, StatementKind.BADGE, None)), "osi-approved"),
        ((TAG, WORDS, _text(WEIGHTS, None)), "unresolved"),
    ],
)
def test_a_license_listed_and_unread_beside_what_is_said_twice(
    said: tuple[Statement, ...], expected: str
) -> None:
    files = {"README.md": "# Heron\n\nIt sees birds.\n"}
    facts = Facts(small_model(weights(files), code(files)).snapshot, (UNREAD, *said))
    assert weights_terms(facts, Statements(facts), (), WEIGHTS).class_ == expected
