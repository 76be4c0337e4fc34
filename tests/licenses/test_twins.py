"""Texts that differ in few words, or only bear the same title: one is never named the other."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.licenses import build_index, scancode
from audit.licenses.identify import IdentificationKind, identify
from audit.licenses.index import Index, load_index, parse_index
from audit.licenses.scancode import load_review

LIMIT = "You will not use it or its outputs in connection with any commercial uses. "
FRAME = "".join(
    f"Clause {name} grants to you what the owner of part{name} may grant under law{name}. "
    for name in (f"{a}{b}" for a in "bcdfghjk" for b in "aeiouy")
)
PLACE = FRAME.index("Clause ga")
RESEARCH = f"Research License. {FRAME[:PLACE]}{LIMIT}{FRAME[PLACE:]}"
OPEN = f"Frame License. {FRAME}"
TWINS = {"LicenseRef-research": RESEARCH, "LicenseRef-frame": OPEN}


def an_index(*ids: str) -> Index:
    """An index that holds these of the twins."""
    keys = {license_id.removeprefix("LicenseRef-"): license_id for license_id in ids}
    files = {
        f"{scancode.TEXTS}{key}.LICENSE": (
            f"---\nkey: {key}\nname: {key}\nspdx_license_key: LicenseRef-scancode-{key}\n---\n"
            f"{TWINS[license_id]}"
        )
        for key, license_id in keys.items()
    }
    review = scancode.Review(ids=keys, starts={}, ends={}, titles={}, neutral={})
    return parse_index(build_index.pack(build_index.from_scancode(files, review), "twins"))


@pytest.fixture
def known(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    index = an_index(*request.param)
    monkeypatch.setattr(import_module("audit.licenses.identify"), "load_index", lambda: index)


@pytest.mark.parametrize("known", [tuple(TWINS)], indirect=True)
@pytest.mark.usefixtures("known")
def test_of_two_that_are_known_each_is_itself() -> None:
    for license_id, text in TWINS.items():
        assert identify(text).expression == license_id


@pytest.mark.parametrize(
    ("known", "text", "nearest"),
    [
        (("LicenseRef-research",), OPEN, "LicenseRef-research"),
        (("LicenseRef-frame",), RESEARCH, "LicenseRef-frame"),
    ],
    indirect=["known"],
)
@pytest.mark.usefixtures("known")
def test_of_two_the_known_one_is_the_nearest_and_no_name(text: str, nearest: str) -> None:
    found = identify(text)
    assert found.kind is IdentificationKind.VARIANT
    assert (found.expression, found.nearest) == (None, nearest)
    assert 0.95 < found.score < 1
    assert found.differences


@pytest.mark.parametrize("known", [tuple(TWINS)], indirect=True)
@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("text", [RESEARCH.replace("not ", ""), OPEN.replace("Clause ba", "")])
def test_what_is_near_to_both_is_neither(text: str) -> None:
    assert identify(text).expression is None


INDEX = an_index(*TWINS)
WORDS = RESEARCH.split(" ")


@given(st.integers(min_value=2, max_value=len(WORDS) - 2))
def test_no_word_can_be_left_out(place: int) -> None:
    text = " ".join(WORDS[:place] + WORDS[place + 1 :])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("audit.licenses.identify"), "load_index", lambda: INDEX)
        assert identify(text).expression is None


def test_both_real_twins_are_known() -> None:
    """The VGGT License has nearly all words of the FAIR Noncommercial Research License; it is its
    limit to research that it lacks."""
    assert {"LicenseRef-vggt", "LicenseRef-fair-noncommercial-research-license"} <= set(
        load_index().ids
    )


def test_the_example_code_license_of_apple_has_one_id() -> None:
    """The text of one of its models stood under an id of its own; the words were the same."""
    ids = load_review().ids
    assert ids["apple-ml-ferret-2023"] == ids["apple-excl"] == "LicenseRef-apple-excl"
    assert [found for found in load_index().ids if "ferret" in found] == []


# Three texts go by "Microsoft Research License Terms". Of the two in the index neither lets a copy
# be passed on; the third (MSR-LA) does, and the index does not hold it.
MSR = {"LicenseRef-msr-license-terms", "LicenseRef-ms-research-license-terms"}


def test_terms_of_one_title_are_known_apart(corpus: Path) -> None:
    assert set(load_index().ids) >= MSR
    path = corpus / "licenses" / "microsoft__LLaVA-Med__LICENSE"
    text = path.read_text(encoding="utf-8")
    assert identify(text).expression == "LicenseRef-msr-license-terms"
    other = re.sub(r"\n  c\) Models\..*", "", text)
    assert other != text
    found = identify(other)
    assert (found.kind, found.expression) == (IdentificationKind.VARIANT, None)


def test_a_title_over_other_terms_names_nothing() -> None:
    found = identify(
        "MICROSOFT RESEARCH LICENSE TERMS\n\nYou may use, copy, modify and distribute the"
        " software for non-commercial purposes, under the same terms and conditions."
    )
    assert found.expression is None
