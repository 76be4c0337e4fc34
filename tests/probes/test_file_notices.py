from __future__ import annotations

import pytest

from audit.model import FileNotice, PackageLicense
from audit.probes import added_terms, file_notices, phrases
from tests.small_models import Files, code, stated, weights
from tests.traps.model import MIT, OWN_TERMS
from tests.traps.on_conflicts import HEAD_ELSEWHERE


def _notices(files: Files) -> list[tuple[str | None, str | None]]:
    facts = stated(file_notices, code({"LICENSE": MIT, **files}))
    return [(fact.expression, fact.holder) for fact in facts if isinstance(fact, FileNotice)]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.py": "# SPDX-License-Identifier: MIT\n"}, [("MIT", None)]),
        ({"fast/m.py": HEAD_ELSEWHERE}, [(None, "Pelican Labs")]),
        (
            {"fast/m.py": HEAD_ELSEWHERE, "README.md": "The pelicans' metadata.\n"},
            [(None, "Pelican Labs")],
        ),
        ({"m.py": HEAD_ELSEWHERE}, []),
        ({"fast/m.py": HEAD_ELSEWHERE, "README.md": "fast/ is by Pelican Labs.\n"}, []),
        ({"fast/m.py": HEAD_ELSEWHERE, "NOTICE": "Pelican Labs\n"}, []),
        ({"fast/m.py": HEAD_ELSEWHERE.replace("Pelican Labs", "Acme")}, []),
        ({"fast/m.py": HEAD_ELSEWHERE.replace("Pelican Labs, Inc.", "The Authors")}, []),
        ({"fast/m.py": "# Copyright (c) Pelican Labs\n"}, []),
        ({"v/LICENSE": MIT, "v/setup.py": "x = 1\n", "v/m.py": HEAD_ELSEWHERE}, []),
        ({"notes.md": "SPDX-License-Identifier: MIT\n"}, []),
    ],
)
def test_heads_of_files(files: Files, expected: list[tuple[str | None, str | None]]) -> None:
    assert _notices(files) == expected


def test_without_a_file_that_names_holders_nobody_is_foreign() -> None:
    assert stated(file_notices, code({"fast/m.py": HEAD_ELSEWHERE})) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("pyproject.toml", 'license = "MIT"\n', ["MIT"]),
        ("setup.py", 'setup(\n    license="Whatever",\n)\n', []),
        ("sub/pyproject.toml", 'license = "MIT"\n', []),
    ],
)
def test_the_license_of_the_packaging(path: str, text: str, expected: list[str]) -> None:
    facts = stated(file_notices, code({path: text}))
    assert [fact.expression for fact in facts if isinstance(fact, PackageLicense)] == expected


def test_phrases_of_the_card_and_not_of_licenses() -> None:
    card = weights({"README.md": "**Built with Llama**.\n", "LICENSE": "Built with Llama\n"})
    assert [fact.phrase for fact in stated(phrases, card)] == ["Built with Llama**."]  # type: ignore[union-attr]
    assert stated(phrases, code({"README.md": "Built with care.\n"})) == []


@pytest.mark.parametrize(
    ("path", "line", "expected"),
    [
        ("MODEL_LICENSE", "The Llama 2 license also applies.", ["LicenseRef-llama2"]),
        ("MODEL_LICENSE", "The Llama 2 license is another one.", []),
        ("LICENSE", "The Llama 2 license also applies.", []),
    ],
)
def test_terms_that_are_added(path: str, line: str, expected: list[str]) -> None:
    facts = stated(added_terms, code({path: f"{OWN_TERMS}{line}\n"}))
    assert [fact.expression for fact in facts] == expected  # type: ignore[union-attr]
