from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import RequiredVersion
from audit.probes import versions
from tests.small_models import code, stated


def _asked(path: str, text: str) -> list[tuple[str, str, bool]]:
    facts = [f for f in stated(versions, code({path: text})) if isinstance(f, RequiredVersion)]
    return [(fact.package, fact.versions, fact.packaging) for fact in facts]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("requirements.txt", "Torch_X[a] >= 2.1, <3  # why\n-r b.txt\n", [("torch-x", ">=2.1,<3")]),
        ("requirements.txt", "a==1; python_version<'3.9'\ngit+https://x/y\nb\n", []),
        ("pyproject.toml", 'dependencies = [\n "a==1.0",\n "b[c]>=2",\n]\nx = ["d==1"]\n', None),
        ("setup.py", 'setup(install_requires=[\n  "a==1",\n ],\n extras={"x": ["b==2"]})\n', None),
        ("setup.cfg", "install_requires =\n    a==1\n    b\nother =\n    c==1\n", [("a", "==1")]),
        ("environment.yml", "dependencies:\n  - python=3.10\n  - x\n", [("python", "==3.10")]),
    ],
)
def test_what_the_packaging_asks_for(
    path: str, text: str, expected: list[tuple[str, str]] | None
) -> None:
    found = _asked(path, text)
    if expected is None:
        assert {name for name, _, _ in found} == ({"a", "b"} if "b[c]" in text else {"a"})
    else:
        assert [(name, wanted) for name, wanted, _ in found] == expected
    assert all(packaging for _, _, packaging in found)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "pip install transformers==4.45.0 torch>=2",
            [("transformers", "==4.45.0"), ("torch", ">=2")],
        ),
        ("- Use transformers version 4.45.0", [("transformers", "==4.45.0")]),
        ("This requires `peft` 0.12.0.", [("peft", "==0.12.0")]),
        ("Use transformers version 4.45.0 or later", []),
        ("requires torch 2.1+", []),
        ("We use version 4.45.0 of it", []),
    ],
)
def test_what_the_readme_asks_for(line: str, expected: list[tuple[str, str]]) -> None:
    found = _asked("README.md", f"{line}\n")
    assert [(name, wanted) for name, wanted, _ in found] == expected


def test_lists_in_subfolders_are_of_other_environments() -> None:
    assert _asked("eval/requirements.txt", "a==1\n") == []


@given(st.text(alphabet="a=<>~1.,[]\"' \n-;#+*", max_size=200))
def test_a_strangers_list_ends_in_facts(text: str) -> None:
    for path in ("requirements.txt", "setup.py", "setup.cfg", "environment.yml", "README.md"):
        assert isinstance(_asked(path, text), list)
