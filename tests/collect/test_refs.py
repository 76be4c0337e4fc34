"""What a git server says of its refs is read in bounds, whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.collect.answers import Answer, Fault
from audit.collect.refs import SMART, advertised, packets

A, B, C = "a" * 40, "b" * 40, "c" * 40


def packet(line: str) -> bytes:
    return f"{len(line.encode()) + 4:04x}{line}".encode()


def said(*lines: str, kind: str = SMART, end: bytes = b"0000") -> Answer:
    body = packet("# service=git-upload-pack\n") + b"0000" + b"".join(map(packet, lines)) + end
    return Answer(url="https://git.example.org/x", headers={"content-type": kind}, body=body)


WHOLE = (
    f"{A} HEAD\0multi_ack symref=HEAD:refs/heads/main object-format=sha1\n",
    f"{A} refs/heads/main\n",
    f"{B} refs/heads/user/topic\n",
    f"{C} refs/pull/1/head\n",
    f"{C} refs/tags/v1\n",
    f"{B} refs/tags/v1^{{}}\n",
)


def test_branches_and_tags_with_their_commits() -> None:
    found = advertised(said(*WHOLE))
    assert found.default_branch == "main"
    names = ("main", "user/topic", "v1", "HEAD", "refs/tags/v1", C, "pull/1/head", "nope")
    assert [found.commit(name) for name in names] == [A, B, B, A, B, C, None, None]
    assert (found.is_branch("main"), found.is_branch("v1"), found.is_empty) == (True, False, False)
    assert (found.branch_at(A), found.branch_at(B), found.branch_at(C)) == (
        "main",
        "user/topic",
        None,
    )


def test_the_first_version_of_the_protocol_says_so() -> None:
    assert advertised(said("version 1\n", *WHOLE)).commit("main") == A


@pytest.mark.parametrize(
    "lines", [(), (f"{'0' * 40} capabilities^{{}}\0multi_ack symref=HEAD:refs/heads/main\n",)]
)
def test_an_empty_repository(lines: tuple[str, ...]) -> None:
    found = advertised(said(*lines))
    assert (found.is_empty, found.default_branch, found.commit("main")) == (True, None, None)


def test_a_head_that_is_on_no_branch() -> None:
    assert advertised(said(f"{A} HEAD\0multi_ack\n")).default_branch is None


@pytest.mark.parametrize(
    "answer",
    [
        said(*WHOLE, kind="text/html"),
        said(*WHOLE, end=b""),
        said("nonsense\n"),
        said(f"{A[:-1]} refs/heads/main\n"),
        said("ERR not allowed\n"),
        said(end=b"0003"),
        said(end=b"zzzz"),
        said(end=b"00ff short"),
        Answer(url="x", headers={"content-type": SMART}, body=b""),
        Answer(url="x", headers={"content-type": SMART}, body=b"0000"),
        Answer(url="x", headers={"content-type": SMART}, body=packet("# service=other") + b"0000"),
        Answer(url="x", headers={}, body=b"<html>"),
    ],
)
def test_what_is_no_list_of_refs_is_a_fault(answer: Answer) -> None:
    with pytest.raises(Fault):
        advertised(answer)


@given(st.binary(max_size=400))
def test_any_bytes_give_packets_or_a_fault(body: bytes) -> None:
    try:
        lines = list(packets(body))
    except Fault:
        return
    assert sum(map(len, lines)) <= len(body)


@given(st.lists(st.text(max_size=30), max_size=4), st.integers(0, 400))
def test_any_lines_give_refs_or_a_fault(lines: list[str], cut: int) -> None:
    whole = said(*(f"{A} {line}" for line in lines))
    for body in (whole.body, whole.body[:cut]):
        try:
            found = advertised(Answer(url="x", headers={"content-type": SMART}, body=body))
        except Fault:
            continue
        assert all(name.startswith(("HEAD", "refs/")) for name in found.tips)
        assert found.default_branch is None or found.is_branch(found.default_branch)


def test_many_refs_are_read_quickly() -> None:
    body = said(*(f"{A} refs/pull/{n}/head\n" for n in range(200_000)))
    assert advertised(body).is_empty


def test_a_list_that_broke_off_at_once_was_that_of_an_empty_repository() -> None:
    """The service's name and its flush, and nothing of the list that follows."""
    with pytest.raises(Fault, match="cut short"):
        advertised(said(end=b""))
    assert advertised(said()).is_empty
