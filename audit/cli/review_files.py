"""What the commands share on reviews: the files that were named, and which of them wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from audit.cli.output import say
from audit.errors import AuditError

if TYPE_CHECKING:
    from audit.model import Assessment
    from audit.model.review import Review

_ENDINGS = (".yaml", ".yml")


class Given(NamedTuple):
    """The reviews that the user named, and the day on which they are to be valid."""

    reviews: tuple[Review, ...] = ()
    day: str | None = None


def given_reviews(paths: Sequence[Path], day: str | None = None) -> Given:
    """The reviews in files and folders, each file once; `AuditError` names the first mistake."""
    from audit.text.days import is_day

    if day is not None and not is_day(day):
        raise AuditError(f"{day!r} is no day.", "Give one such as 2026-11-28.")
    files: dict[Path, tuple[Path, str]] = {}
    for path in paths:
        for file, name in _files(path):
            files.setdefault(file.resolve(), (file, name))
    return Given(tuple(one for file, name in files.values() for one in read_file(file, name)), day)


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    """Each file with what reports call it: no folder of this machine."""
    if not path.is_dir():
        yield path, path.name
        return
    found = sorted(
        file for file in path.rglob("*") if file.suffix.lower() in _ENDINGS and file.is_file()
    )
    if not found:
        raise AuditError(f"{path} holds no review files.", "They end in .yaml or .yml.")
    for file in found:
        yield file, file.relative_to(path).as_posix()


def read_file(file: Path, name: str) -> tuple[Review, ...]:
    """The reviews in one file; `AuditError` when it cannot be read or holds a mistake."""
    from audit.judge.review_file import read_review_file

    return read_review_file(text_of(file), name, str(file))


def text_of(file: Path) -> str:
    """What stands in the file; no more of it than any review file may have."""
    from audit.text.safe_yaml import MOST_BYTES

    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
            if len(content) > MOST_BYTES:
                problem = f"{file} is larger than {MOST_BYTES:,} bytes."
                raise AuditError(problem, "Spread the reviews over several files.")
            return content.decode("utf-8")
    except OSError as error:
        raise AuditError(f"{file} cannot be read: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise AuditError(f"{file} is not UTF-8 text.", "Save it as UTF-8.") from error


def tell(assessments: Iterable[Assessment]) -> None:
    """Says on stderr which reviews do not decide, and of which targets there is none."""
    from audit.render.untrusted import one_line

    for assessment in assessments:
        if not assessment.reviews:
            say(f"no review is of {one_line(assessment.target.id)}")
        for one in assessment.reviews:
            if one.why:
                review = one.review
                place = f"{review.file}, entry {review.entry} ({review.subject})"
                say(f"{one_line(place)} does not decide: {one_line(one.why)}")
