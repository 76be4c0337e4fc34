"""File notices: what the heads of source files and the packaging say of their license.

Looks at: source files that were read of the publisher's code, also of such beside the weights,
vendored trees apart, and the packaging at the root.
States: licenses that a head names, and for whom it claims the copyright where that is somebody
whom nothing at the root names; a head that refers to the license file at the root and claims the
copyright for such; one that says who licenses the file and sends to a notice file that is in no
place of the complete listing; the license of the packaging.
Misses: source files that were not collected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.declared import is_package_file, package_statements
from audit.licenses.headers import header_statements
from audit.model import Fact, FileNotice, LicensorNamed, PackageLicense
from audit.probes.license_files import is_license_file
from audit.probes.pages import ReadPage, Subject, View, is_inside

_SOURCE = re.compile(r"\.(?:py|sh|c|cc|cpp|cu|h|hpp|cuh|js|ts|rs|go|java)$", re.IGNORECASE)
_HEAD = 30
"""Lines at the head of a file in which a holder is looked for."""
_AT_THE_ROOT = re.compile(
    r"licen[cs]e(?: file)? (?:file )?(?:found )?in the (?:root|top)", re.IGNORECASE
)
_HOLDER = re.compile(
    r"copyright(?: \(c\)| ©)?(?: (?:19|20)\d\d(?:[-, ]{1,3}(?:19|20)\d\d)*)?,? "
    r"(?:by )?(?P<holder>[A-Z][\w&. -]{1,60})",
    re.IGNORECASE,
)
_LICENSOR = re.compile(
    r"licensed to (?:the )?(?P<who>[A-Z][\w.& -]{1,60}?) ?(?:\([\w .]{1,30}\) )?under one or more "
    r"contributor license agreements\. {0,3}see the notice file",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"(?:^|/)notices?(?:\.[\w.]+)?$", re.IGNORECASE)
_NAMES_HOLDERS = re.compile(
    r"^(?:readme|notice|authors|contributors|pyproject\.toml|setup\.(?:py|cfg))", re.IGNORECASE
)
_NOBODY = {
    "all",
    "the",
    "and",
    "authors",
    "contributors",
    "team",
    "author",
    "copyright",
    "affiliates",
}
_MOST = 200


def probe(view: View) -> Iterator[Fact]:
    """The notices in the publisher's code, also where it lies beside the weights."""
    for subject in view.own_code:
        yield from _packaging(subject)
        yield from _heads(view, subject)


def _packaging(subject: Subject) -> Iterator[PackageLicense]:
    for page in subject.pages:
        if "/" in page.path or not is_package_file(page.path):
            continue
        for said in package_statements(page.path, page.lines):
            if said.expression is not None:
                yield PackageLicense(
                    artifact=subject.artifact.id,
                    expression=said.expression,
                    evidence=(page.cite(said.first, said.last),),
                )


def _heads(view: View, subject: Subject) -> Iterator[FileNotice | LicensorNamed]:
    sources = [page for page in subject.pages if _SOURCE.search(page.path)]
    known = _named_at_root(subject) if sources else frozenset()
    for page in sources[:_MOST]:
        if page.path.startswith("@") or is_inside(page.path, subject.vendored):
            continue
        claimed = _claimed(view, page, known)
        for said in header_statements(page.lines):
            if said.expression is not None:
                yield FileNotice(
                    artifact=subject.artifact.id,
                    expression=said.expression,
                    holder=None,
                    claimed=claimed[0] if claimed else None,
                    evidence=(page.cite(said.first, said.last),),
                )
        yield from _foreign_holder(page, claimed)
        yield from _licensor(view, subject, page)


def _named_at_root(subject: Subject) -> frozenset[str]:
    """The words of the files at the root that say whose work it is, in lower case."""
    pages = (page for page in subject.pages if "/" not in page.path)
    named = (p for p in pages if is_license_file(p.path) or _NAMES_HOLDERS.match(p.path))
    return frozenset(w for page in named for w in re.findall(r"\w+", "\n".join(page.lines).lower()))


def _claimed(view: View, page: ReadPage, known: frozenset[str]) -> tuple[str, int] | None:
    """For whom the head claims the copyright, with the line, where nothing at the root names them
    and it is not the publisher."""
    if not known or "/" not in page.path:
        return None
    for number, line in enumerate(_head(page), 1):
        found = _HOLDER.search(line)
        if found is None:
            continue
        words = [word for word in re.findall(r"\w+", found["holder"].lower()) if len(word) > 2]
        telling = [word for word in words if word not in _NOBODY]
        if telling and telling[0] not in known and telling[0] not in view.own_words:
            return _without_rights(found["holder"]), number
    return None


def _without_rights(holder: str) -> str:
    return re.split(r"\.? all rights", holder, flags=re.IGNORECASE)[0].strip(" .")


def _head(page: ReadPage) -> list[str]:
    return [line[:500] for line in page.lines[:_HEAD]]


def _foreign_holder(page: ReadPage, claimed: tuple[str, int] | None) -> Iterator[FileNotice]:
    """A head that claims the copyright for somebody and refers to the license at the root."""
    head = _head(page)
    joined = " ".join(re.sub(r"^[\s#/*]+", "", line) for line in head)
    if claimed is None or not _AT_THE_ROOT.search(joined):
        return
    holder, number = claimed
    last = next((n for n, text in enumerate(head, 1) if "root" in text), number)
    yield FileNotice(
        artifact=page.artifact.id,
        expression=None,
        holder=holder,
        evidence=(page.cite(number, max(number, last)),),
    )


def _licensor(view: View, subject: Subject, page: ReadPage) -> Iterator[LicensorNamed]:
    """Who licenses the file by its head, where no notice file lies anywhere in the listing."""
    if not subject.is_listed_whole or any(_NOTICE.search(file.path) for file in subject.files):
        return
    head = _head(page)
    first = next((n for n, line in enumerate(head, 1) if "icensed to" in line), None)
    if first is None:
        return
    rows = (re.sub(r"^[\s#/*]+", "", line) for line in head[first - 1 : first + 5])
    found = _LICENSOR.search(" ".join(rows))
    if found is None or _first_word(found["who"]) in view.own_words:
        return
    claims = (claim for line in head if (claim := _HOLDER.search(line)))
    holder = next((_without_rights(claim["holder"]) for claim in claims), None)
    yield LicensorNamed(
        artifact=subject.artifact.id,
        licensor=found["who"].strip(),
        holder=holder,
        listing=subject.cite_listing(),
        evidence=(page.cite(first, min(first + 3, len(page.lines))),),
    )


def _first_word(name: str) -> str:
    return next(iter(re.findall(r"[a-z]+", name.lower())), "")
