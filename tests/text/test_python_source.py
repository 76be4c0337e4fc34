from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.python_source import Cause, Import, Source, Unparsed, read_source
from tests.text.growth import HOSTILE, growth

PYTHON = (
    "(", "[", "{", "()", "a.", "a+", "-", "not ", "a,", "a=", "lambda:", "x if y else ", "'a' ",
    "if a:\n pass\nelif b:\n pass\n", "f'{a}'", "import a.b\n", "from .a import b\n", "(a\n)\n",
    "@a\n", "\\\n", "#\n", "a;", "*a,", "a[", "a:b\n", "print 'x'\n", "{a:", "await ", "a and ",
    "<<<<<<< ", "0x1", "1_", "a := ", "case ", "except a,a", "ur'",
)  # fmt: skip


def _modules(text: str) -> list[str]:
    found = read_source(text)
    assert isinstance(found, Source)
    return ["." * each.level + each.module for each in found.imports]


def _undefined(text: str) -> list[str]:
    found = read_source(text)
    assert isinstance(found, Source)
    return [name for name, _ in found.undefined]


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("import a.b, c\n", ["a.b", "c"]),
        ("from a.b import c\n", ["a.b"]),
        ("from . import c\nfrom ..d import e\n", [".", "..d"]),
        ("if __name__ == '__main__':\n    import a\n", ["a"]),
        ("with b:\n    import a\nclass C:\n    import d\n", ["a", "d"]),
        ("try:\n    import a\nexcept ImportError:\n    pass\n", []),
        ("if b:\n    import a\n", []),
        ("if __name__ != '__main__':\n    import a\n", []),
        ("def f():\n    import a\n", []),
        ("# import a\n'import b'\n", []),
        ("\ufeffimport a\n", ["a"]),
        ("x = '\\d'\nimport a\n", ["a"]),
    ],
)
def test_imports_that_are_executed_whenever_the_file_is(text: str, modules: list[str]) -> None:
    assert _modules(text) == modules


def test_an_import_knows_its_names_and_lines() -> None:
    found = read_source("\nfrom a.b import (\n    c,\n    d as e,\n)\n")
    assert isinstance(found, Source)
    assert found.imports == (Import(module="a.b", level=0, names=("c", "d"), lines=(2, 5)),)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("setup(name='x')\n", ["setup"]),
        ("from a import setup\nsetup(extras=EVAL)\nEVAL\n", ["EVAL"]),
        ("from a import setup\nif __name__ == '__main__':\n    setup(x=EVAL)\n", ["EVAL"]),
        ("import a as b\na.c()\n", ["a"]),
        ("x: Unknown = 1\n", []),
        ("x: int = y\nz: int\n", ["y"]),
        ("def f():\n    return x\n", []),
        ("f = lambda: x\n", []),
        ("if a:\n    x\n", []),
        ("a = b if c else d\n", []),
        ("a = b and c\n", ["b"]),
        ("a = [x for x in y]\n", []),
        ("try:\n    x\nexcept NameError:\n    pass\n", []),
        ("from a import *\nx\n", []),
        ("exec(open('v.py').read())\nx\n", []),
        ("globals()['x'] = 1\nx\n", []),
        ("unicode(__file__)\nprint(len(__name__))\n", []),
        ("for x in range(1):\n    pass\nx\n", []),
        (
            "match 1:\n case {'a': b, **c}:\n  pass\n case [*d]:\n  pass\nb, c, d\n",
            [],
        ),
        ("try:\n    pass\nexcept E as x:\n    pass\nx\n", []),
        ("def f():\n    global x\n    x = 1\nx\n", []),
        ("def f(x):\n    pass\nx\n", []),
        ("async def f(): pass\nclass C: pass\nf, C\n", []),
        ("del x\n", []),
    ],
)
def test_names_that_nothing_binds(text: str, names: list[str]) -> None:
    assert _undefined(text) == names


@pytest.mark.parametrize(
    ("text", "cause", "line", "broken"),
    [
        ("a = 1\nb = = 2\n", Cause.SYNTAX, 2, True),
        ("a = 1\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n", Cause.MERGE, 2, True),
        ("a = 1\nprint 'x'\n", Cause.PYTHON_2, 2, False),
        ("try:\n    a\nexcept IOError, e:\n    pass\n", Cause.PYTHON_2, 3, False),
        ("x = 0777\n", Cause.PYTHON_2, 1, False),
        ("import {{ package }}.train\n", Cause.TEMPLATE, 1, False),
        ("path = <your path>\n", Cause.TEMPLATE, 1, False),
        ("!pip install a\nimport b\n", Cause.NOTEBOOK, 1, False),
        ("x = f'{a b}'\n", Cause.NEWER, 1, False),
        ("a = 1\rb = 2\r", Cause.LINE_ENDS, 1, False),
        ("(" * 61 + ")" * 61, Cause.DEPTH, 1, False),
        ("a" * 150_001, Cause.LENGTH, 1, False),
        ("a.b" * 1_000 + "." + "-" * 100_000 + "1", Cause.SYNTAX, 1, True),
    ],
)  # fmt: skip
def test_why_a_file_was_not_parsed(text: str, cause: Cause, line: int, broken: bool) -> None:
    found = read_source(text)
    assert isinstance(found, Unparsed)
    if cause is Cause.SYNTAX and found.cause is Cause.DEPTH:
        return  # a parser may give up before it sees the mistake
    assert (found.cause, found.line, found.is_broken) == (cause, line, broken)


@pytest.mark.parametrize("text", ["-" * 100_000 + "1", "not " * 40_000 + "a", "a." * 90_000 + "b"])
def test_deep_expressions_end_in_an_answer(text: str) -> None:
    assert isinstance(read_source(text), Source | Unparsed)


def test_a_null_byte_ends_in_an_answer() -> None:
    assert isinstance(read_source("a\0b"), Unparsed)


@given(st.text() | st.lists(st.sampled_from((*PYTHON, *HOSTILE, "\n", " "))).map("".join))
def test_any_text_is_read_and_its_lines_are_there(text: str) -> None:
    found = read_source(text)
    last = text.count("\n") + 1
    if isinstance(found, Unparsed):
        assert 1 <= found.line <= last
    else:
        assert all(1 <= each.lines[0] <= each.lines[1] <= last for each in found.imports)


@pytest.mark.parametrize(
    "piece", ["(", "a.", "a+", "-", "not ", "{a:", "f'{a}'", "except a,a", "<<<<<<< ", "0x1"]
)
def test_reading_is_linear(piece: str) -> None:
    assert growth(read_source, piece) < 8
