"""One edge of the lineage as a probe states it, and how closely its place speaks of the model."""

from __future__ import annotations

import re

from audit.model import Evidence, Upstream
from audit.probes.pages import Subject

DECLARED, ABOUT_IT, SCRIPT, PROSE, OTHER_SIZE = 1, 2, 3, 4, 5
LONGEST_NAME = 120


def edge(
    subject: Subject, parent: str, relation: str, rank: int, where: Evidence, *, how: str = ""
) -> Upstream:
    """The statement that a model, or its data, comes from `parent`."""
    return Upstream(
        artifact=subject.artifact.id,
        parent=parent[:LONGEST_NAME],
        relation=relation,
        how=how,
        rank=rank,
        evidence=(where,),
    )


def own_id(subject: Subject) -> str:
    """The id of an artifact without the name of its host."""
    return subject.artifact.id.partition(":")[2].removeprefix("datasets/")


def is_the_same(subject: Subject, name: str) -> bool:
    """Whether a name is that of the artifact itself, with its owner or without."""
    own = own_id(subject).lower()
    return name.lower().strip("./") in (own, own.rpartition("/")[2])


def is_self(subject: Subject, name: str) -> bool:
    """Whether a name is that of the artifact itself or of another one of its owner."""
    same_owner = "/" in name and own_id(subject).lower().split("/")[0] == name.lower().split("/")[0]
    return same_owner or is_the_same(subject, name)


def words_of(text: str) -> list[str]:
    """The words and numbers of a name, in lower case."""
    return re.findall(r"[a-z]+\d*|v?\d+", text.lower())
