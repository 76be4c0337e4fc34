from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.judge.load import frameworks
from audit.registers.osai import EDITIONS, read_osai
from audit.registers.score import framework_named, verdict_of
from tests.registers.files import OSAI_KEYS, OUC_KEYS, index_file

TOOLS = ("package", "api")


def score(text: str) -> tuple[str, float, float]:
    register, edition = read_osai(text, "tiny.yaml")
    verdict = verdict_of(register, framework_named(edition.framework))
    assert verdict.score is not None
    assert verdict.score.least == verdict.score.most
    return edition.framework, verdict.score.least, verdict.score.highest


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        (dict.fromkeys(OSAI_KEYS, "open"), ("osai-index-2026", 1, 1)),
        (dict.fromkeys(OSAI_KEYS, "partial"), ("osai-index-2026", 0.5, 1)),
        (dict.fromkeys(OSAI_KEYS, "closed"), ("osai-index-2026", 0, 1)),
        (dict.fromkeys(OSAI_KEYS), ("osai-index-2026", 0, 1)),
        ({**dict.fromkeys(OSAI_KEYS, "open"), "paper": "partial"}, ("osai-index-2026", 0.9583, 1)),
        ({**dict.fromkeys(OSAI_KEYS, "open"), "paper": None}, ("osai-index-2026", 0.9167, 1)),
        (dict.fromkeys(OSAI_KEYS[:9], "open"), ("osai-index-2026", 0.75, 1)),
        (dict.fromkeys((*OSAI_KEYS, *TOOLS), "partial"), ("osai-index-2025", 0.5, 1)),
        (
            {**dict.fromkeys(OSAI_KEYS, "open"), "package": "closed", "api": "partial"},
            ("osai-index-2025", 0.8929, 1),
        ),
        (dict.fromkeys(OUC_KEYS, "open"), ("opening-up-chatgpt", 14, 14)),
        ({**dict.fromkeys(OUC_KEYS, "open"), "api": "partial"}, ("opening-up-chatgpt", 13.5, 14)),
        (dict.fromkeys(OUC_KEYS, "closed"), ("opening-up-chatgpt", 0, 14)),
    ],
)
def test_the_score_of_a_file_by_its_own_cells(
    levels: dict[str, str | None], found: tuple[str, float, float]
) -> None:
    assert score(index_file(levels)) == found


def test_the_keys_are_those_of_the_frameworks() -> None:
    for edition in EDITIONS:
        ids = {f"{edition.prefix}-{key}" for key in edition.keys}
        assert ids == set(framework_named(edition.framework).requirements)


def test_cells_have_their_links_notes_and_place() -> None:
    text = index_file(
        dict.fromkeys(OSAI_KEYS, "Open"),
        ["https://huggingface.co/acme/tiny-chat/tree/main", "see https://acme.example/a)."],
    )
    register, _ = read_osai(text, "tiny.yaml")
    assert register.title == "Tiny Chat"
    assert register.model == "acme/tiny-chat"
    first = register.cells[0]
    assert (first.subject, first.finding) == ("OSAI26-datasources_basemodel", "open")
    assert first.links == (
        "https://huggingface.co/acme/tiny-chat/tree/main",
        "https://acme.example/a",
    )
    assert first.said == "on datasources_basemodel"
    assert first.lines == (3, 8)
    assert first.quote is not None
    assert first.quote.startswith("datasources_basemodel:")
    assert first.quote.endswith("notes: on datasources_basemodel")


def test_a_word_that_is_no_class_is_told_and_counts_as_closed() -> None:
    text = index_file({**dict.fromkeys(OSAI_KEYS, "open"), "paper": "half"})
    register, _ = read_osai(text, "tiny.yaml")
    assert register.unread == ("paper: 'half' is no class, expected open, partial, closed",)
    assert score(text)[1] == 0.9167


@pytest.mark.parametrize(
    "text", ["", "7", "- a", "a: 1", "code: {class: open}", "x: [", "a: &a b\nc: *a"]
)
def test_what_is_no_file_of_the_index_is_told_in_one_line(text: str) -> None:
    with pytest.raises(AuditError, match=r"tiny\.yaml"):
        read_osai(text, "tiny.yaml")


@given(
    st.dictionaries(
        st.sampled_from((*OSAI_KEYS, *OUC_KEYS, "system", "org")),
        st.none()
        | st.text(max_size=9)
        | st.lists(st.text(max_size=5), max_size=2)
        | st.dictionaries(
            st.sampled_from(["class", "link", "notes", "name"]),
            st.none() | st.integers() | st.text(max_size=9) | st.lists(st.text(max_size=5)),
        ),
    )
)
def test_no_file_ends_in_a_traceback(plain: dict[str, Any]) -> None:
    try:
        register, edition = read_osai(yaml.safe_dump(plain), "tiny.yaml")
    except AuditError:
        return
    assert verdict_of(register, framework_named(edition.framework)).score is not None


def test_a_silent_cell_of_another_kind_of_framework_is_not_known() -> None:
    framework = next(one for one in frameworks() if one.kind == "binary")
    register, _ = read_osai(index_file(dict.fromkeys(OSAI_KEYS, "open")), "tiny.yaml")
    assert verdict_of(register, framework).outcome == "unknown"
