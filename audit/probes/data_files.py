"""Data files: training data that lie among the code.

Looks at: the listing of each code repository; lines of its texts that name a data file of the
listing and say that the model was trained on it.
States: the files, as a part of the training data; whether they are all of it, a person has to say.
Misses: files that no line names; data that are fetched by a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Availability, Fact, Role, RowFiles, TreeFile
from audit.probes.pages import Subject, View
from audit.probes.pledges import is_pledged
from audit.probes.training_data import is_on_training
from audit.text.any_case import AnyCase

_DATA = re.compile(r"\.(?:jsonl?|parquet|csv|tsv|arrow|zip|tar|t?gz|zst|txt)$", re.IGNORECASE)
_NOT_DATA = AnyCase(
    r"dummy|toy|sample|demo|example|seed|test|eval|bench|config|package|tokenizer|vocab|index"
    r"|requirements|template|prompt",
)
_SMALLEST = 100_000
"""Bytes: what is shorter shows a format. A listing gives large files no size."""


def probe(view: View) -> Iterator[Fact]:
    """The data files that the publisher's texts call the training data."""
    for subject in view.of(Role.CODE):
        if subject.artifact.own:
            yield from _repository(subject)


def _repository(subject: Subject) -> Iterator[Fact]:
    files = [file for file in subject.own_files.ending_in(_DATA) if _may_be_data(file)]
    for page in subject.prose if files else ():
        for number, line in sorted(page.prose.items()):
            named = [file for file in files if _names(line, file.path)]
            if named and is_on_training(line, about=False) and not is_pledged(line):
                names = ", ".join(file.path for file in named)
                yield RowFiles(
                    artifact=subject.artifact.id,
                    row="training-data",
                    availability=Availability.PARTIAL,
                    detail=f"{names} among the code; whether it is all, a person has to say",
                    evidence=(page.cite(number), *(subject.cite_file(f.path) for f in named)),
                )


def _may_be_data(file: TreeFile) -> bool:
    large = file.size is None or file.size >= _SMALLEST
    return large and not _NOT_DATA.search(file.path)


def _names(line: str, path: str) -> bool:
    """Whether the line holds the file's name as a whole word."""
    name = re.escape(path.rpartition("/")[2])
    return bool(re.search(rf"(?<![\w.-]){name}(?![\w-])", line))
