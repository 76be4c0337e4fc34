"""The chain is found in requests and answers, whoever made them."""

from __future__ import annotations

import pytest

from benchmarks.chains import Exchange, longest_chain

ONE, TWO = "1" * 40, "2" * 40
INFO = Exchange("/api/models/a/b?blobs=true", f'{{"sha": "{ONE}", "base": "c/d"}}'.encode())
CARD = Exchange(f"/a/b/resolve/{ONE}/README.md", b"code: github.com/E/F, data: g/h")
BASE = Exchange("/api/models/c/d", b"{}")
CODE = Exchange("/github/repos/e/f", b'{"default_branch":"main"}')
COMMIT = Exchange("/github/repos/e/f/commits/main", TWO.encode())
TREE = Exchange(f"/github/repos/e/f/git/trees/{TWO}?recursive=1", b'{"path":"docs/a b.md"}')
FILE = Exchange(f"/raw/e/f/{TWO}/docs/a%20b.md", b"text")
DATA = Exchange("/api/datasets/g/h/revision/main", b"{}")


def targets(*exchanges: Exchange) -> list[str]:
    return [step.target for step in longest_chain(exchanges, "a/b")]


def test_a_chain_goes_by_what_an_answer_shows() -> None:
    listed = INFO._replace(body=INFO.body + b'{"rfilename":"README.md"}')
    chain = longest_chain([FILE, BASE, TREE, COMMIT, CODE, DATA, CARD, listed], "a/b")
    wanted = (listed, CARD, CODE, COMMIT, TREE, FILE)
    assert [step.target for step in chain] == [each.target for each in wanted]
    assert [step.why.partition(" stands")[0] for step in chain] == [
        "a/b was named",
        "the commit 1111111",
        "the name e/f",
        "the branch main",
        "the commit 2222222",
        "the path docs/a b.md",
    ]


def test_a_name_that_stands_in_two_answers_counts_where_it_stood_first() -> None:
    card = Exchange("/a/b/resolve/main/README.md", b"base_model: c/d")
    assert targets(INFO, card, BASE) == [INFO.target, BASE.target]


def test_a_file_of_no_commit_waits_for_a_name_alone() -> None:
    readme = Exchange("/raw/e/f/HEAD/README.md", b"")
    info = INFO._replace(body=b"see e/f")
    assert targets(info, readme) == [info.target, readme.target]
    assert targets(Exchange("/datasets/a/b/resolve/main/README.md", b"")) == [
        "/datasets/a/b/resolve/main/README.md"
    ]


def test_refs_show_a_commit_without_the_branch() -> None:
    refs = Exchange("/site/e/f.git/info/refs?service=git-upload-pack", TWO.encode())
    info = INFO._replace(body=b"see e/f")
    assert targets(info, CODE, refs, TREE) == [info.target, refs.target, TREE.target]


def test_no_requests_make_no_chain() -> None:
    assert targets() == []


def test_an_address_that_no_answer_shows() -> None:
    with pytest.raises(ValueError, match="no answer shows the addresses of /api/models/c/d"):
        targets(INFO._replace(body=b"{}"), BASE)


def test_an_address_of_another_place() -> None:
    with pytest.raises(ValueError, match="not an address of this hub: /about"):
        targets(Exchange("/about", b""))
