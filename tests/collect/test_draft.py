"""Documents and gaps pile up, and come out in order."""

from __future__ import annotations

import msgspec
import pytest

from audit.collect.answers import Fault
from audit.collect.draft import Draft, listed
from audit.collect.links import Links
from audit.collect.reading import Brief, NotThere, Reading, failure
from audit.errors import AuditError, CollectError
from audit.model import GapReason, TreeFile
from tests.collect.briefs import CODE, QUICK, door_to, gaps, paths


def finished(draft: Draft) -> Reading:
    return draft.finish(tree=None, revision=None, url=None)


def drafted(brief: Brief = CODE, **limits: float) -> Draft:
    return Draft(door_to({}, msgspec.structs.replace(QUICK, **limits)), brief, "folder:x")


def test_order_does_not_depend_on_who_came_first() -> None:
    draft = drafted()
    for path in ("b", "a"):
        draft.add(path, path.encode(), None)
        draft.gap(path, GapReason.MISSING, "no such file")
        draft.gap(path, GapReason.MISSING, "no such file")
    reading = finished(draft)
    assert paths(reading) == ["a", "b"]
    assert [gap.path for gap in reading.gaps] == ["a", "b"]


def test_the_same_text_twice_is_kept_once() -> None:
    draft = drafted()
    draft.add("a", b"same", None)
    draft.add("b", b"same", None)
    reading = finished(draft)
    assert (len(reading.artifact.documents), len(reading.contents)) == (2, 1)


def test_a_document_that_is_too_large_is_a_gap() -> None:
    draft = drafted(document_bytes=3)
    draft.add("a", b"four", None)
    assert gaps(finished(draft)) == {"a": "too-large"}


def test_what_is_listed_and_what_is_only_likely() -> None:
    def missing(path: str) -> bytes:
        if path == "there":
            return b"text"
        raise Fault(GapReason.MISSING, "no such file (404)")

    draft = drafted()
    draft.read_each(["a"], missing, Links())
    draft.try_each(["b", "there"], missing, Links())
    reading = finished(draft)
    assert gaps(reading) == {"a": "unreadable", "b": "missing"}
    assert paths(reading) == ["there"]


def test_a_tree_is_in_order() -> None:
    tree = listed([TreeFile(path="b"), TreeFile(path="a")], complete=False)
    assert [file.path for file in tree.files] == ["a", "b"]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (GapReason.MISSING, NotThere),
        (GapReason.GATED, NotThere),
        (GapReason.RATE_LIMITED, CollectError),
        (GapReason.NOT_LOOKED, CollectError),
        (GapReason.UNREACHABLE, CollectError),
        (GapReason.UNREADABLE, CollectError),
    ],
)
def test_an_artifact_of_which_nothing_was_read(reason: GapReason, kind: type[AuditError]) -> None:
    error = failure(Fault(reason, "because"), "The Hub on x", "Do this.")
    assert type(error) is kind
    assert error.advice
