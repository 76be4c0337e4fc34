"""Sources: code that is there and cannot run.

Looks at: the Python files of each code repository, and those beside the weights, that were read,
parsed and never run, vendored trees apart; the lines of its README that start a script.
States: code of a row that imports a module of the repository's own package that the complete
listing lacks, itself or through files that were read; that does not parse, or does nothing;
packaging that reads names which nothing defines; commands that name files which are not there;
which files could not be judged, and why.
Misses: what fails only when it is run; imports within functions, branches and `try`; files that
were not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from audit.model import BrokenCode, Evidence, Fact, Gap, Role, TreeFile, Unknown
from audit.probes import code_files, file_names
from audit.probes.modules import Modules
from audit.probes.pages import ReadPage, Subject, View, is_inside
from audit.text.python_source import Source, Unparsed, read_source
from audit.text.run_commands import started_scripts

_PACKAGING = re.compile(r"(?:^|/)setup\.py$", re.IGNORECASE)
_NEEDS = re.compile(
    r"(?:^|/)(?:requirements[\w.-]*\.txt|environment[\w.-]*\.ya?ml|pyproject\.toml)$", re.IGNORECASE
)
_FIRST_NAME = re.compile(r"""[\s"'\[-]*(?:dependencies\s*=\s*\[\s*["'])?([A-Za-z][\w.-]*)""")
_REWRITES_MODULES = re.compile(r"sys\.modules(?!\[__name__)|__path__|extend_path|meta_path")
_MAKES_FILES = re.compile(
    r"\bclone\b|submodule|\bwget\b|\bcurl\b|gsutil|\baria2c?\b|download|\bcat\b.*>|\bcp\b|\bmv\b|\btee\b"
    r"|create|save|write|新建|创建|保存|下载",
    re.IGNORECASE,
)
"""Words of a README that lead to files which are in no listing."""
_ONLY_A_NAME = re.compile(
    r"[\s#/*`:>-]*(?:file\S*\s+)?[`*]*[\w./-]+\.(?:py|sh)[\s`*:]*", re.IGNORECASE
)
"""A line above a listing that gives the file's name."""
_HOLLOW_OFTEN = re.compile(r"(?:^|/)__\w+__\.py$")
_MOST_CHARACTERS = 600_000
_LONGEST_WAY = 200


class Fault(NamedTuple):
    """What is wrong with a file, and where it is seen."""

    says: str
    where: Evidence


def probe(view: View) -> Iterator[Fact]:
    """What is broken of each row of the publisher's code."""
    for subject in view.own_code:
        read = Read(subject, view.gaps_of(subject.artifact.id))
        yield from _rows(subject, read)
        if subject.artifact.role is Role.CODE:  # a card starts scripts of the code repository, too
            yield from _commands(subject, read)
        yield from _not_judged(subject, read)


class Read:
    """The sources that were read of a repository."""

    def __init__(self, subject: Subject, gaps: tuple[Gap, ...]) -> None:
        self._subject = subject
        self.unseen = tuple(gap.path for gap in gaps if gap.path)
        self.pages: dict[str, ReadPage] = {}
        self.parsed: dict[str, Source | Unparsed] = {}
        left = _MOST_CHARACTERS
        for page in subject.pages:
            if page.path.endswith(".py") and not is_inside(page.path, subject.vendored):
                text = "\n".join(page.lines)
                left -= len(text)
                if left >= 0:
                    self.pages[page.path], self.parsed[page.path] = page, read_source(text)
        paths = [file.path for file in subject.files] if self.parsed else []
        rewriting = [path for path, page in self.pages.items() if _rewrites_modules(page)]
        self._modules = Modules(
            paths, unseen=self.unseen, needed=_needed(subject), rewriting=rewriting
        )

    def fault(self, path: str) -> Fault | None:
        """Why the file cannot be executed, itself or through what it imports; None when nothing
        shows it."""
        waiting, seen = [path], {path}
        while waiting and len(seen) < _LONGEST_WAY:
            at = waiting.pop(0)
            if (own := self._own_fault(at)) is not None:
                way = own.says if at == path else f"it executes {at}: {own.says}"
                return Fault(way, own.where)
            parsed = self.parsed.get(at)
            for found in parsed.imports if isinstance(parsed, Source) else ():
                for next_one in self._modules.leads_to(at, found):
                    if next_one not in seen:
                        seen.add(next_one)
                        waiting.append(next_one)
        return None

    def _own_fault(self, path: str) -> Fault | None:
        parsed = self.parsed.get(path)
        if parsed is None:
            return None
        page = self.pages[path]
        if isinstance(parsed, Unparsed):
            return Fault(parsed.cause, page.cite(parsed.line)) if parsed.is_broken else None
        if _PACKAGING.search(path) and parsed.undefined:
            name, line = parsed.undefined[0]
            return Fault(f"it reads `{name}`, which nothing in it defines", page.cite(line))
        if parsed.is_hollow and not _HOLLOW_OFTEN.search(path):
            return Fault("nothing in it does a thing", page.cite(1, min(5, len(page.lines))))
        if self._subject.is_listed_whole:
            for found in parsed.imports:
                if self._modules.missing(path, found):
                    module = "." * found.level + found.module
                    says = f"it imports {module}, which is not in the listing"
                    return Fault(says, page.cite(*found.lines))
        return None


def _needed(subject: Subject) -> frozenset[str]:
    """The names of packages that the repository says it needs, as they are imported."""
    return frozenset(
        found[1].lower().replace("-", "_")
        for page in subject.pages
        if _NEEDS.search(page.path)
        for line in page.lines
        if (found := _FIRST_NAME.match(line[:200]))
    )


def _rewrites_modules(page: ReadPage) -> bool:
    return any(_REWRITES_MODULES.search(line) for line in page.lines)


def _rows(subject: Subject, read: Read) -> Iterator[Fact]:
    if not read.parsed:
        return
    for row, files in code_files.serving(subject).items():
        for file in _telling(row, files):
            if (fault := read.fault(file.path)) is not None:
                yield BrokenCode(
                    artifact=subject.artifact.id,
                    row=row,
                    why=f"{file.path} cannot run: {fault.says}",
                    evidence=(fault.where,),
                )
                break


def _telling(row: str, files: list[TreeFile]) -> list[TreeFile]:
    """The sources whose faults are those of the row: of training those that start it, and none
    that lie among examples and demos unless all do."""
    sources = [file for file in files if file.path.endswith(".py")]
    if row in ("training-code", "fine-tuning-code"):
        sources = [file for file in sources if file_names.starts_training(file.path)]
    return [file for file in sources if not code_files.is_aside(file.path)] or sources


def _commands(subject: Subject, read: Read) -> Iterator[Fact]:
    """Commands of the README that start scripts of which the complete listing has none."""
    if not subject.is_listed_whole or any(not path.endswith(".py") for path in read.unseen):
        return
    stated: set[str] = set()
    for page in subject.pages:
        if not page.is_readme or "/" in page.path:
            continue
        for started in started_scripts(page.lines):
            name = started.path.rpartition("/")[2]
            row = code_files.row_by_name(started.path)
            if row is None or row in stated or name.lower() in subject.listing.names:
                continue
            lines = (line for line in page.lines if name in line or " clone " in line)
            if not any(_tells_of_a_file(line[:2_000]) for line in lines):
                stated.add(row)
                yield BrokenCode(
                    artifact=subject.artifact.id,
                    row=row,
                    why=f"{page.path} starts {started.path}, which is not in the listing",
                    evidence=(page.cite(started.line),),
                )


def _tells_of_a_file(line: str) -> bool:
    """Whether a line may make the file that it names, or is the name of one to be written."""
    return bool(_MAKES_FILES.search(line) or _ONLY_A_NAME.fullmatch(line[:200]))


def _not_judged(subject: Subject, read: Read) -> Iterator[Fact]:
    for path, parsed in read.parsed.items():
        if isinstance(parsed, Unparsed) and not parsed.is_broken:
            yield Unknown(
                artifact=subject.artifact.id, about=f"source {path}", why=str(parsed.cause)
            )
