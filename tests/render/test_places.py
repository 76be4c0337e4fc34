from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Evidence
from audit.render.places import MOST_PLACES, anchor, place, proof, short_revision

HERE = Evidence(
    artifact="github:owner/name",
    revision="c121f0499b1a2c3d4e5f60718293a4b5c6d7e8f9",
    path="README.md",
    lines=(61, 61),
    quote="words",
    url="https://example.org/README.md#L61",
)


def test_a_place_names_file_line_revision_and_artifact() -> None:
    assert place(HERE).label == "README.md:61 at c121f04 in github:owner/name"
    span = msgspec.structs.replace(HERE, lines=(61, 64), revision="v1.0")
    assert place(span).label == "README.md:61–64 at v1.0 in github:owner/name"
    whole = msgspec.structs.replace(HERE, lines=None, revision=None)
    assert place(whole).label == "README.md in github:owner/name"
    listing = msgspec.structs.replace(HERE, path=None, lines=None)
    assert place(listing).label == "github:owner/name at c121f04"
    assert place(listing).short == "github:owner/name"


def test_a_long_quote_is_cut_and_the_rest_counted() -> None:
    shown = place(msgspec.structs.replace(HERE, quote="x" * 1_000_000))
    assert shown.quote == "x" * 1_000
    assert shown.cut == 999_000


def test_an_address_that_is_not_the_webs_is_no_link() -> None:
    assert place(msgspec.structs.replace(HERE, url="javascript:alert(1)")).href is None


def test_the_same_place_is_shown_once_and_many_are_counted() -> None:
    assert len(proof((HERE, HERE)).places) == 1
    many = tuple(msgspec.structs.replace(HERE, path=f"file-{n}") for n in range(30))
    assert len(proof(many).places) == MOST_PLACES
    assert proof(many).more == 30 - MOST_PLACES
    assert proof(many).summary == "file-0:61 and 29 more"


def test_only_quotes_and_long_lists_are_folded() -> None:
    bare = msgspec.structs.replace(HERE, quote=None)
    assert proof((HERE,)).is_folded
    assert not proof((bare,)).is_folded
    assert proof(tuple(msgspec.structs.replace(bare, path=str(n)) for n in range(3))).is_folded


def test_a_revision_is_shortened_only_when_it_is_a_commit() -> None:
    assert short_revision("a" * 40) == "aaaaaaa"
    assert short_revision("b" * 64) == "bbbbbbb"
    assert short_revision("release-candidate") == "release-candidate"


@given(st.text(), st.text())
def test_anchors_are_safe_and_different(one: str, two: str) -> None:
    assert anchor("row", one).replace("-", "").replace(".", "").replace("_", "").isalnum()
    assert anchor("row", one).isascii()
    assert (anchor("row", one) == anchor("row", two)) == (one == two)
