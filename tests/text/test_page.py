from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Artifact, Document, Role
from audit.text.page import LONGEST_QUOTE, Page
from tests.text.growth import HOSTILE, growth

URL = "https://github.com/ada/model/blob/0123abc/README.md"


def page(content: bytes | str, path: str = "README.md", url: str | None = URL) -> Page:
    data = content.encode() if isinstance(content, str) else content
    document = Document(
        path=path, url=url, sha256="ab" * 32, size=len(data), retrieved_at="2026-01-01T00:00:00Z"
    )
    artifact = Artifact(
        id="github:ada/model",
        role=Role.CODE,
        revision="0123abc",
        url=None,
        own=True,
        reason="named",
    )
    return Page(artifact, document, data)


def test_a_citation_says_where() -> None:
    cited = page("one\ntwo\nthree").cite(2, 3)
    assert (cited.artifact, cited.revision, cited.path) == (
        "github:ada/model",
        "0123abc",
        "README.md",
    )
    assert (cited.lines, cited.quote, cited.url) == ((2, 3), "two\nthree", f"{URL}#L2-L3")
    assert cited.sha256 == "ab" * 32


def test_one_line_is_cited_without_a_range() -> None:
    cited = page("one\ntwo").cite(2)
    assert (cited.lines, cited.quote, cited.url) == ((2, 2), "two", f"{URL}#L2")


@pytest.mark.parametrize("url", [None, "https://huggingface.co/api/models/ada/model"])
def test_links_that_have_no_lines(url: str | None) -> None:
    assert page("one", url=url).cite(1).url == url


def test_a_long_quote_is_cut_to_whole_lines() -> None:
    cited = page("x" * 400 + "\n" + "y" * 400 + "\n" + "z").cite(1, 3)
    assert (cited.lines, cited.quote) == ((1, 1), "x" * 400)


def test_a_long_line_is_cut() -> None:
    assert page("x" * 1_000_000).cite(1).quote == "x" * LONGEST_QUOTE


@pytest.mark.parametrize(
    ("path", "is_readme"),
    [("README.md", True), ("docs/readme_zh.md", True), ("READ.md", False), ("README/x.md", False)],
)
def test_readme(path: str, is_readme: bool) -> None:
    assert page("", path).is_readme is is_readme


@pytest.mark.parametrize(
    ("content", "path", "after"),
    [
        ("---\nlicense: mit\n---\ntext", "README.md", 3),
        ("---\nlicense: mit\n---\ntext", "README.txt", 0),
        ("text", "README.md", 0),
    ],
)
def test_where_the_body_starts(content: str, path: str, after: int) -> None:
    assert page(content, path).body_starts_after == after


@pytest.mark.parametrize(
    ("content", "record"),
    [
        ('{"a": [1]}', {"a": [1]}),
        ("[1]", {}),
        ("{", {}),
        ("", {}),
        ("[" * 100_000, {}),
        ('{"a": NaN}', None),
    ],
)
def test_record(content: str, record: object) -> None:
    assert record is None or page(content).record == record


@pytest.mark.parametrize(
    ("words", "after", "line"),
    [('"x"', "", 1), ('"x"', '"b"', 4), ('"y"', "", 1), ('"y"', '"b"', 3)],
)
def test_line_with(words: str, after: str, line: int) -> None:
    assert page('"a": "x"\n\n"b":\n"x"').line_with(words, after) == line


@given(st.binary(), st.integers(1, 5), st.integers(1, 5))
def test_any_bytes_are_read(content: bytes, first: int, more: int) -> None:
    read = page(content)
    cited = read.cite(first, first + more)
    assert len(cited.quote or "") <= LONGEST_QUOTE
    assert read.body_starts_after <= len(read.lines)
    assert isinstance(read.record, dict)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "\ufeffa".encode(), b"a\0b", b"\xe8\xae"])
def test_broken_encodings(content: bytes) -> None:
    assert len(page(content).lines) == 1


def cite_all(text: str) -> object:
    read = page(text)
    return read.cite(1, len(read.lines))


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    assert growth(cite_all, piece) < 12
