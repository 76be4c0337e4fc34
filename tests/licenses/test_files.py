from __future__ import annotations

import pytest

from audit.errors import AuditError
from audit.licenses.cards import card, expression_of, find
from audit.licenses.files import MOST_BYTES, read_file
from tests.licenses.test_identify import APACHE, MIT


def test_a_license_by_name() -> None:
    found = read_file("LICENSE", MIT.encode())
    assert (found.kind, found.expression, found.statements) == ("exact", "MIT", ())
    assert {clause.kind: clause.value for clause in found.clauses}["commercial-use"] == "allowed"
    assert all(clause.section for clause in found.clauses)
    assert set((found.freedoms or {}).values()) == {"granted"}


def test_a_variant_shows_its_differences_and_its_own_clauses() -> None:
    text = MIT.replace("to deal", "for non-commercial purposes only, to deal")
    found = read_file("LICENSE", text.encode())
    assert (found.kind, found.expression, found.nearest) == ("variant", None, "MIT")
    assert found.differences
    clauses = {clause.kind: clause for clause in found.clauses}
    assert clauses["commercial-use"].value == "forbidden"
    assert clauses["commercial-use"].quote
    assert (found.freedoms or {})["use"] == "denied"


def test_the_title_of_a_changed_license_states_nothing() -> None:
    extended = read_file("LICENSE", f"{MIT}\nNobody may sell it.\n".encode())
    assert (extended.kind, extended.expression, extended.statements) == ("extended", None, ())
    changed = read_file("LICENSE", MIT.replace("to deal", "not to deal").encode())
    assert (changed.kind, changed.statements) == ("variant", ())
    unknown = read_file("LICENSE", b"MIT License\n\nYou may bake cakes.\n")
    assert (unknown.kind, unknown.statements) == ("unknown", ())


def test_what_stands_beside_a_license_is_stated() -> None:
    text = f"{MIT}\n\nThe weights are under CC BY-NC 4.0.\n"
    found = read_file("LICENSE", text.encode())
    assert [(s.scope, s.expression) for s in found.statements] == [("weights", "CC-BY-NC-4.0")]


def test_a_page_is_no_license() -> None:
    found = read_file("README.md", b"# Cake\n\nThe code is under Apache 2.0.\n")
    assert (found.kind, found.expression) == ("none", None)
    assert [(s.scope, s.expression, s.lines) for s in found.statements] == [
        ("code", "Apache-2.0", (3, 3))
    ]
    assert found.clauses == ()


def test_a_page_that_holds_a_license_says_so() -> None:
    found = read_file("README.md", f"# Cake\n\n{'We bake cakes. ' * 400}\n\n{MIT}".encode())
    assert (found.kind, found.nearest, found.expression) == ("extended", "MIT", None)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK\x03\x04\0\0\0", "not a text"),
        (b"", None),
        (b"\xff\xfe\xfd", None),
        (b"\0" * 100, "not a text"),
        (b"a" * (MOST_BYTES + 10), "only the first 1,000,000 characters were read"),
    ],
)
def test_what_is_no_license_at_all(data: bytes, problem: str | None) -> None:
    found = read_file("LICENSE", data)
    assert (found.expression, found.problem) == (None, problem)


def test_other_encodings() -> None:
    assert read_file("LICENSE", APACHE.encode("utf-16")).expression == "Apache-2.0"
    assert read_file("LICENSE", ("\ufeff" + APACHE).encode()).expression == "Apache-2.0"


@pytest.mark.parametrize(
    ("name", "license_id"),
    [
        ("mit", "MIT"),
        ("MIT", "MIT"),
        ("llama3.1", "LicenseRef-llama3.1"),
        ("LicenseRef-Llama3.1", "LicenseRef-llama3.1"),
        ("bsl-1.0", "BSL-1.0"),
        ("openrail++", "LicenseRef-openrail-plus-plus"),
        ("Apache License 2.0", "Apache-2.0"),
        ("never heard of", None),
    ],
)
def test_a_license_by_any_of_its_names(name: str, license_id: str | None) -> None:
    assert find(name) == license_id


def test_an_expression_by_names() -> None:
    assert expression_of("mit OR (apache-2.0 AND llama3.1)") == (
        "MIT OR (Apache-2.0 AND LicenseRef-llama3.1)"
    )
    with pytest.raises(AuditError, match="'cake'"):
        expression_of("MIT AND cake")


def test_a_card_holds_all_that_is_known() -> None:
    found = card("LicenseRef-llama3.1")
    assert (found.family, found.version, found.hub_tags) == ("llama", "3.1", ("llama3.1",))
    assert found.freedoms == {
        "use": "conditional",
        "study": "granted",
        "modify": "conditional",
        "share": "conditional",
    }
    assert found.sources[0].path == "models/llama3_1/LICENSE"
    unread = card("AAL")
    assert (unread.name, unread.clauses, unread.license_class) == (None, (), "osi-approved")
