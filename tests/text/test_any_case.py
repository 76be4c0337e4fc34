"""A pattern that is searched for in any case finds what `re.IGNORECASE` finds, and no less."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import audit
from audit.text.any_case import AnyCase, alternatives, folded, words_of


def of_the_tool() -> dict[str, AnyCase]:
    """Every such pattern in the tool, by module and place."""
    found: dict[str, AnyCase] = {}
    for module in walk_packages(audit.__path__, "audit."):
        if module.name.startswith(("audit.probes.", "audit.licenses.", "audit.text.")):
            for name, value in vars(import_module(module.name)).items():
                for number, one in enumerate(inside(value)):
                    found[f"{module.name}.{name}.{number}"] = one
    return found


def inside(value: object) -> list[AnyCase]:
    if isinstance(value, AnyCase):
        return [value]
    if isinstance(value, tuple):
        return [one for part in value for one in inside(part)]
    return []


PATTERNS = of_the_tool()
PIECES = sorted(
    {
        piece.replace("?", "")
        for pattern in PATTERNS.values()
        for piece in re.findall(r"[\w'’/ .?-]{2,30}", pattern.pattern)
    }
)
SIGNS = ["ſ", "ı", "İ", "\u212a", "s", "i", "k", "’", "\n", "研究", "不", ".", "7", "_", "-", "/"]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from(PIECES).map(str.upper),
        st.sampled_from(PIECES).map(lambda piece: piece.replace("s", "ſ").replace("i", "İ")),
        st.sampled_from(SIGNS),
        st.text(max_size=6),
    ),
    max_size=14,
)


def span(found: re.Match[str] | None) -> tuple[int, int] | None:
    return found.span() if found else None


def check(pattern: AnyCase, text: str) -> None:
    plain = re.compile(pattern.pattern, re.IGNORECASE)
    assert span(pattern.search(text)) == span(plain.search(text)), (pattern.pattern, text)
    found = [one.span() for one in pattern.finditer(text)]
    assert found == [one.span() for one in plain.finditer(text)]


def test_the_tool_has_such_patterns() -> None:
    assert len(PATTERNS) > 60


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from((" ", "", "-")), TEXTS)
def test_all_patterns_find_what_re_finds(between: str, pieces: list[str]) -> None:
    for pattern in PATTERNS.values():
        check(pattern, between.join(pieces))


@pytest.mark.parametrize("name", PATTERNS)
def test_its_own_pieces_are_found(name: str) -> None:
    pattern = PATTERNS[name]
    for part in alternatives(pattern.pattern):
        plain = re.sub(r"\\[bB]|\(\?<?[!=][^()]*\)", "", part)
        for text in (plain, plain.upper(), re.sub(r"\((?:\?:)?([^()|]*)[^()]*\)\??", r"\1", plain)):
            check(pattern, text)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(st.data(), st.sampled_from(sorted(PATTERNS)))
def test_what_matches_is_found(data: st.DataObject, name: str) -> None:
    pattern = PATTERNS[name]
    part = data.draw(st.sampled_from(alternatives(pattern.pattern)))
    strategy = st.from_regex(re.compile(part, re.IGNORECASE))
    check(pattern, data.draw(strategy))


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("", [""]),
        ("a|b", ["a", "b"]),
        ("(?:a|b)c|d", ["(?:a|b)c", "d"]),
        (r"[|(]x|\|y|\(", ["[|(]x", r"\|y", r"\("]),
        (r"[]|]|[^]|]|[\]|]", ["[]|]", "[^]|]", r"[\]|]"]),
    ],
)
def test_alternatives(pattern: str, parts: list[str]) -> None:
    assert alternatives(pattern) == parts


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("licen[cs]e", ("licen",)),
        ("licen[cs]e|model license", ("licen",)),
        ("(?:for|to) (?:academic )?research", ("research",)),
        ("commercial use|商用", ("commercial use", "商用")),
        ("[仅僅]限?", ("仅", "僅")),
        ("(?:ab)+c?", ("ab",)),
        (r"\?$|n['’]t", ("'", "?", "’")),
        (r"(?:model|arch)\.py", ("arch", "model")),
        ("a|bc", ()),
        ("(?:soon)?", ()),
        (r"\w+", ()),
        ("É", ()),
    ],
)
def test_words_without_which_nothing_matches(pattern: str, words: tuple[str, ...]) -> None:
    assert words_of(pattern) == words


def test_a_pattern_with_its_own_letters_in_upper_case() -> None:
    found = AnyCase(r"\bTPU\W(?P<Name>[A-Z]+)").search("on a tpu pod")
    assert found is not None
    assert found["Name"] == "pod"


def test_alternatives_that_refer_to_each_other() -> None:
    check(AnyCase(r"(?P<a>x)y|z(?P=a)?"), "aZ xY")


def test_signs_that_are_one_letter_in_any_case() -> None:
    assert folded("LİCENſE \u212aıİ") == "license kii"
    assert folded("MIT") == "mit"
    assert AnyCase("license").search("the LİCENſE") is not None


def test_without_the_parser_every_text_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", gone)
    assert words_of("license") == ()
    check(AnyCase("licen[cs]e|terms"), "The Terms of the LICENSE")
