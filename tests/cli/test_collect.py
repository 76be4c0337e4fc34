from __future__ import annotations

from pathlib import Path

from audit.collect.store import digest, load

from .running import Command, tree


def test_a_snapshot_is_saved_and_told(openness: Command) -> None:
    ran = openness("collect", "acme/tiny", "-o", "deep/snap")
    assert (ran.code, ran.err) == (0, "")
    snapshot, _ = load(Path("deep/snap"))
    assert ran.out.splitlines() == [
        f"deep/snap: {len(snapshot.artifacts)} artifacts, "
        f"{sum(len(a.documents) for a in snapshot.artifacts)} documents, "
        f"{len(snapshot.gaps)} gaps",
        f"digest {digest(snapshot)}",
    ]


def test_a_snapshot_has_nothing_to_collect(openness: Command) -> None:
    openness("collect", "acme/tiny", "-o", "snap")
    assert "has nothing to collect" in openness.fails("collect", "snap", "-o", "again")


def test_another_folder_is_left_alone(openness: Command) -> None:
    Path("photos").mkdir()
    Path("photos/cat.jpg").write_text("cat")
    assert "is not a snapshot" in openness.fails("collect", "acme/tiny", "-o", "photos")
    assert tree(openness.folder) == ["photos", "photos/cat.jpg"]
