from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.licenses.clauses import find_clauses
from tests.licenses.test_identify import APACHE, BSD_3, MIT
from tests.text.growth import HOSTILE, growth

CC0 = """\
The person who made this work waives all of their rights in it, worldwide and for all time, so far
as the law lets them. Should the waiver be invalid, they grant everyone a royalty-free,
non-exclusive, irrevocable and unconditional license instead.
"""
CC_BY = """\
We grant you a worldwide, royalty-free, non-sublicensable, non-exclusive, irrevocable license to
reproduce and share the material and to produce and share adapted material. Downstream recipients:
every recipient of the material automatically receives an offer from us on these very terms. You
may not impose other terms on it. You must give credit and say what you changed.
"""


def kinds(text: str) -> dict[str, int]:
    return {clause.kind: clause.line for clause in find_clauses(tuple(text.splitlines()))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("For non-commercial use.", ["non-commercial"]),
        ("You may use it for noncommercial purposes.", ["non-commercial"]),
        ("Any commercial use is prohibited.", ["non-commercial"]),
        ("It must not be used for any commercial gain.", ["non-commercial"]),
        ("本模型禁止商用。", ["non-commercial"]),
        ("For research purposes only.", ["research-only"]),
        ("Free for academic research.", ["research-only"]),
        ("仅限学术研究使用。", ["research-only"]),
        ("Whoever sells it must register with us.", ["registration"]),
        ("You must obtain a license from us first.", ["registration"]),
        ("商业使用需完成登记。", ["registration"]),
        ("Not for any military end.", ["field-of-use"]),
        ("You agree not to use the Model to spy.", ["field-of-use"]),
        ("See our Acceptable Use Policy.", ["field-of-use"]),
        ("不得用于军事目的。", ["field-of-use"]),
        ("A non-sublicensable license.", ["not-sublicensable"]),
        ("不可再许可的许可。", ["not-sublicensable"]),
        ("A revocable license.", ["revocable"]),
        ("可撤销的许可。", ["revocable"]),
        ("Above 700 million monthly active users ask us.", ["user-cap"]),
        ("If annual revenue is above a million, pay.", ["revenue-cap"]),
        ("No outputs may serve to improve another model.", ["output-use"]),
        ("You may not modify the model.", ["no-derivatives"]),
        ("You shall not distribute the model.", ["no-redistribution"]),
        ("You may not distribute it except as allowed here.", []),
        ("You will not modify it for any unlawful end.", []),
        ("An irrevocable license.", []),
        ("A non-revocable license.", []),
        ("A non revocable, nonrevocable and not revocable license.", []),
        ("不可撤销的许可。", []),
        ("Commercial use is welcome.", []),
        ("Nothing here may modify the law.", []),
        ("You must keep this notice.", []),
        ("", []),
    ],
)
def test_clauses(text: str, found: list[str]) -> None:
    assert list(kinds(text)) == found


@pytest.mark.parametrize("wrap", [40, 79, 100_000])
@pytest.mark.parametrize(
    "text", [APACHE, MIT, BSD_3.format(holder="Ada"), CC0, CC_BY], ids=str.__len__
)
def test_open_licenses_have_no_such_clause_however_they_are_wrapped(text: str, wrap: int) -> None:
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    assert kinds("\n\n".join(textwrap.fill(part, wrap) for part in paragraphs)) == {}
    assert kinds(text) == {}


def test_a_phrase_may_be_broken_over_two_lines() -> None:
    text = "1. Grant\n\nYou may use it for non-commercial\npurposes; the grant is\nrevocable."
    assert kinds(text) == {"non-commercial": 3, "revocable": 5}


def test_the_first_line_of_each_kind() -> None:
    assert kinds("A revocable license.\n\nIt is revocable.\n\nNo military, please.") == {
        "revocable": 1,
        "field-of-use": 5,
    }


def test_the_model_license_of_the_seeds(corpus: Path) -> None:
    path = corpus / "seeds" / "cogvlm" / "github" / "MODEL_LICENSE"
    found = kinds(path.read_text(encoding="utf-8"))
    assert set(found) == {
        "registration",
        "research-only",
        "not-sublicensable",
        "revocable",
        "field-of-use",
    }


def test_its_chinese_half_alone(corpus: Path) -> None:
    path = corpus / "seeds" / "cogvlm" / "github" / "MODEL_LICENSE"
    _, _, chinese = path.read_text(encoding="utf-8").partition("1. 定义")
    assert set(kinds(chinese)) == {
        "registration",
        "research-only",
        "not-sublicensable",
        "revocable",
        "field-of-use",
    }


@given(st.text() | st.lists(st.sampled_from(["may not", "revocable", "许可", "."])).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    for line in kinds(text).values():
        assert 1 <= line <= len(text.splitlines())


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    assert growth(kinds, piece, "you may not ") < 12
