from __future__ import annotations

from typing import Any

import pytest

from audit.model import NoTag, Statement
from audit.probes import license_tags
from tests.small_models import card, code, data, stated, weights


def _tags(front: dict[str, Any]) -> list[tuple[str | None, str]]:
    facts = stated(license_tags, weights({"README.md": card("Heron.", **front)}))
    return [(fact.expression, fact.class_) for fact in facts if isinstance(fact, Statement)]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"license": "apache-2.0"}, [("Apache-2.0", "osi-approved")]),
        ({"license": "MIT"}, [("MIT", "osi-approved")]),
        (
            {"license": ["mit", "cc-by-nc-4.0"]},
            [("MIT", "osi-approved"), ("CC-BY-NC-4.0", "noncommercial-or-research")],
        ),
        ({"license": "llama3.1"}, [("LicenseRef-llama3.1", "community-restricted")]),
        ({"license": "other"}, [(None, "unresolved")]),
        ({"license": "other", "license_name": "heron-terms"}, [(None, "unresolved")]),
        ({"license": "other", "license_name": "mit"}, [(None, "unresolved")]),
        ({"license": "other", "license_name": "Apache License 2.0"}, [(None, "unresolved")]),
        (
            {"license": "other", "license_name": "gemma"},
            [("LicenseRef-gemma", "community-restricted")],
        ),
        ({"license": "cc"}, [(None, "family-ambiguous")]),
        ({"license": "no-such-license"}, [(None, "unresolved")]),
    ],
)
def test_tags_of_a_card(front: dict[str, Any], expected: list[tuple[str | None, str]]) -> None:
    assert _tags(front) == expected


def test_a_tag_is_quoted_with_its_lines() -> None:
    facts = stated(
        license_tags, weights({"README.md": card("Heron.", language="en", license=["mit"])})
    )
    assert [
        (f.evidence[0].lines, f.evidence[0].quote) for f in facts if isinstance(f, Statement)
    ] == [((3, 3), 'license: ["mit"]')]


def test_no_tag_in_a_card_that_was_read() -> None:
    facts = stated(license_tags, weights({"README.md": card("Heron.", language="en")}))
    assert [type(fact) for fact in facts] == [NoTag]


def test_no_card_states_nothing() -> None:
    assert stated(license_tags, weights({"README.md": 300})) == []


@pytest.mark.parametrize("block", ["---\nlicense: [mit\n---\n", "---\n---\n", "---\n- mit\n---\n"])
def test_a_card_whose_metadata_is_broken_states_nothing(block: str) -> None:
    assert stated(license_tags, weights({"README.md": block})) == []


@pytest.mark.parametrize(
    ("record", "kinds"),
    [
        ({"cardData": {"license": "mit"}}, [Statement]),
        ({"cardData": {"language": "en"}}, [NoTag]),
        ({"cardData": None}, []),
        ({}, []),
    ],
)
def test_the_host_record_speaks_where_no_card_was_read(
    record: dict[str, Any], kinds: list[type]
) -> None:
    facts = stated(license_tags, data({}, record=record))
    assert [type(fact) for fact in facts] == kinds


@pytest.mark.parametrize(
    ("path", "text", "expression"),
    [
        ("pyproject.toml", '[project]\nlicense = "MIT"\n', "MIT"),
        ("pyproject.toml", '[project]\nlicense = { text = "Apache-2.0" }\n', "Apache-2.0"),
        (
            "setup.py",
            'classifiers=["License :: OSI Approved :: Apache Software License"]\n',
            "Apache-2.0",
        ),
        (
            "setup.cfg",
            "[metadata]\nclassifiers =\n    License :: OSI Approved :: MIT License\n",
            "MIT",
        ),
    ],
)
def test_metadata_of_packages(path: str, text: str, expression: str) -> None:
    facts = stated(license_tags, code({path: text}))
    assert [(f.kind.value, f.expression) for f in facts if isinstance(f, Statement)] == [
        ("package-metadata", expression)
    ]


@pytest.mark.parametrize("text", ['license = "see the file"\n', "name = 'heron'\n", ""])
def test_package_metadata_that_names_no_license(text: str) -> None:
    assert stated(license_tags, code({"pyproject.toml": text})) == []
