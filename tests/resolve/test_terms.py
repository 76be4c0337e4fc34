from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.licenses.catalog import license_class
from audit.model import DataSource, Evidence, Scope, Statement, StatementKind
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements
from audit.resolve.terms import data_terms, weights_terms
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


def _of_code(expression: str, sha256: str | None = "0" * 64) -> Statement:
    where = Evidence(artifact=CODE, path="LICENSE", lines=(1, 3), sha256=sha256)
    return replace(_text(CODE, expression), scope=Scope.CODE, evidence=(where,))


READ = _of_code("MIT")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((TAG, WORDS, READ), "osi-approved"),
        ((TAG, WORDS), "unresolved"),
        ((TAG, WORDS, _of_code("MIT", None)), "unresolved"),
        ((TAG, WORDS, _of_code("Apache-2.0")), "unresolved"),
        ((TAG,), "unresolved"),
        ((WORDS,), "unresolved"),
        ((TAG, _said(CODE, StatementKind.PROSE, "Apache-2.0")), "unresolved"),
        ((TAG, WORDS, READ, _said(CODE, StatementKind.PROSE, None)), "unresolved"),
        ((TAG, WORDS, READ, _said(CODE, StatementKind.PROSE, "CC-BY-NC-4.0")), "unresolved"),
        ((TAG, WORDS, READ, _said(CODE, StatementKind.BADGE, None)), "osi-approved"),
        ((TAG, WORDS, READ, _text(WEIGHTS, None)), "unresolved"),
    ],
)
def test_a_license_listed_and_unread_beside_what_is_said_three_times(
    said: tuple[Statement, ...], expected: str
) -> None:
    files = {"README.md": "# Heron\n\nIt sees birds.\n"}
    facts = Facts(small_model(weights(files), code(files)).snapshot, (UNREAD, *said))
    assert weights_terms(facts, Statements(facts), (), WEIGHTS).class_ == expected


@pytest.mark.parametrize(
    ("link", "folder", "expected"),
    [
        ("https://huggingface.co/datasets/other/eggs", "tuning", "unknown"),
        ("https://huggingface.co/datasets/other/eggs", "", "noncommercial-or-research"),
        ("https://huggingface.co/datasets/acme/birds", "tuning", "noncommercial-or-research"),
        ("a page", "tuning", "noncommercial-or-research"),
    ],
)
def test_terms_of_other_data_in_a_subfolder(link: str, folder: str, expected: str) -> None:
    """A row on a data set that the model is not said to be trained on."""
    path = f"{folder}/README.md" if folder else "README.md"
    where = Evidence(artifact=CODE, path=path, lines=(3, 3), quote=f"| {link} | x |")
    row = _said(CODE, StatementKind.PROSE, "CC-BY-NC-4.0")
    row = replace(row, scope=Scope.DATA, folder=folder, evidence=(where,))
    source = DataSource(
        artifact=CODE,
        source="hf:datasets/acme/birds",
        location=None,
        announced=False,
        evidence=(where,),
    )
    facts = Facts(small_model(weights({}), code({})).snapshot, (row, source))
    assert data_terms(facts, Statements(facts)).class_ == expected
