"""Links, submodules and LFS, as the files of a stranger's tree speak of them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.collect.lfs import may_be_pointers, patterns_of
from audit.collect.submodules import submodule_addresses
from audit.collect.symlinks import LONGEST_LINK, followed
from audit.model import TreeFile


@pytest.mark.parametrize(
    ("path", "links", "target"),
    [
        ("a", {"a": "b"}, "b"),
        ("d/a", {"d/a": "../b"}, "b"),
        ("d/a", {"d/a": ".//b"}, "d/b"),
        ("a", {"a": "b", "b": "c"}, "c"),
        ("a", {"a": "d/x", "d": "e"}, "e/x"),
        ("d/a", {"d/a": "..", "d": "e"}, "e/a"),
        ("a", {"a": "../b"}, None),
        ("a", {"a": "/b"}, None),
        ("a", {"a": "a"}, None),
        ("a", {"a": "b", "b": "a"}, None),
        ("a", {"a": "x" * (LONGEST_LINK + 1)}, None),
        ("a", {"a": "d/../../b"}, None),
    ],
)
def test_links_are_followed_by_name(path: str, links: dict[str, str], target: str | None) -> None:
    found = followed(path, frozenset(links), lambda name: links[name].encode())
    assert found == target


PARTS = st.sampled_from(["a", "b", "..", ".", "", "c"])
PATHS = st.lists(PARTS, min_size=1, max_size=5).map("/".join)


@given(st.dictionaries(PATHS, st.one_of(PATHS, st.text(max_size=9)), min_size=1, max_size=6))
def test_no_link_leads_out_of_the_tree(links: dict[str, str]) -> None:
    for path in links:
        found = followed(path, frozenset(links), lambda name: links[name].encode())
        assert found is None or not {"..", ".", "\0"} & set(found.split("/"))


@given(st.text(max_size=300), st.one_of(st.none(), st.just("https://git.example.org/a/b")))
def test_any_gitmodules_give_addresses(text: str, base: str | None) -> None:
    for url in submodule_addresses(text.encode(), base).values():
        assert url.isprintable()
        assert "@" not in url.partition("://")[2].partition("/")[0]


@given(st.text(alphabet='[]submodule=\n pathurl.:/@x#;"', max_size=200))
def test_gitmodules_like_texts_give_addresses(text: str) -> None:
    submodule_addresses(f'[submodule "x"]\n{text}'.encode(), "https://git.example.org/a/b")


@pytest.mark.parametrize(
    "url",
    ["ext::sh -c x", "/local/path", "file:///etc", "../" * 3, "https://[x/y", "https://", "-u"],
)
def test_addresses_that_are_none_are_left_out(url: str) -> None:
    text = f'[submodule "x"]\npath = x\nurl = {url}\n'.encode()
    assert submodule_addresses(text, None) == {}


@given(st.text(alphabet="*?[]!ab./ \t\n#-", max_size=200))
def test_any_gitattributes_give_candidates(text: str) -> None:
    lines = "".join(f"{line} filter=lfs\n" for line in text.split("\n"))
    patterns = patterns_of(lines.encode())
    may_be_pointers([TreeFile(path="a/b.a", size=130)], patterns)


@pytest.mark.parametrize(
    ("pattern", "path", "held"),
    [
        ("*.bin", "a.bin", True),
        ("*.bin", "d/e/a.bin", True),
        ("/*.bin", "a.bin", True),
        ("**/*.bin", "d/a.bin", True),
        ("w/*.bin", "w/a.bin", True),
        ("w/*.bin", "v/a.bin", False),
        ("*.bin", "a.txt", False),
    ],
)
def test_patterns_of_lfs(pattern: str, path: str, *, held: bool) -> None:
    patterns = patterns_of(f"# x\n{pattern} filter=lfs -text\n*.txt text\n".encode())
    for size in (None, 130):
        assert bool(may_be_pointers([TreeFile(path=path, size=size)], patterns)) is held
    assert not may_be_pointers([TreeFile(path=path, size=99)], patterns)


def test_no_lfs_at_all() -> None:
    assert may_be_pointers([TreeFile(path="x", size=130)], patterns_of(b"*.py text\n")) == ()


def test_costly_patterns_cost_little() -> None:
    lines = "".join(f"{'a*' * 50}{n} filter=lfs\n" for n in range(200))
    lines += "".join(f"*a*a*a*{n} filter=lfs\n" for n in range(200))
    start = time.monotonic()
    files = [TreeFile(path="a" * 200 + f"/{n}", size=130) for n in range(1000)]
    may_be_pointers(files, patterns_of(lines.encode()))
    assert time.monotonic() - start < 5
