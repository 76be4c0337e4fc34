"""Versions: which versions of a package a repository asks for.

Looks at: `requirements.txt`, `pyproject.toml`, `setup.py`, `setup.cfg`, `cog.yaml` and
`environment.yml` at the root of code repositories; commands and sentences of the README there.
States: the version specifier of each package, and where it stands.
Misses: optional dependencies, lock files, conditions on platform or Python, and ranges in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Fact, RequiredVersion, Role
from audit.probes.pages import ReadPage, Subject, View

_CLAUSE = r"(?:==|>=|<=|~=|<|>)\s?\d[\w.*]{0,30}(?:\+\w{1,20})?"
_REQUIREMENT = re.compile(
    rf"(?P<name>[A-Za-z][\w.-]{{0,60}})(?:\[[\w,. -]{{0,60}}\])?\s?"
    rf"(?P<versions>{_CLAUSE}(?:\s?,\s?{_CLAUSE}){{0,4}})"
)
_QUOTED = re.compile(
    rf"^\s*(?:dependencies\s*=\s*\[|install_requires\s*=\s*\[)?\s*[\"']{_REQUIREMENT.pattern}[\"']"
)
_STARTS = re.compile(r"(?:^|[\s(])(?:dependencies\s*=\s*\[|install_requires\s*=\s*[\[\n]?)")
_OF_CONDA = re.compile(
    r"^\s*-\s+(?P<name>[A-Za-z][\w.-]{0,60})(?P<versions>={1,2}\d[\w.*]{0,30})\s*$"
)
_OF_COG = re.compile(rf"^\s*-\s+[\"']{_REQUIREMENT.pattern}[\"']\s*$")
_INSTALLS = re.compile(r"\bpip3?\s+install\s")
_SAID = re.compile(
    r"\b(?:use|uses|using|requires?|needs?|install) (?:the )?`?(?P<name>[A-Za-z][\w-]{1,40})`?"
    r" (?:version )?`?v?(?P<version>\d{1,3}(?:\.\d{1,4}){1,3})`?(?P<after>[^.\n]{0,24})",
    re.IGNORECASE,
)
_NO_PACKAGE = {"version", "a", "an", "at", "least", "it", "only", "about", "over", "up"}
_AND_MORE = re.compile(r"^\s*(?:\+|or |and |-|以上|及|~|to |/)", re.IGNORECASE)
_LONGEST = 2_000


def probe(view: View) -> Iterator[Fact]:
    """What each code repository of the publisher asks for."""
    for subject in view.of(Role.CODE):
        if subject.artifact.own:
            for page in subject.pages:
                yield from _page(subject, page)


def _page(subject: Subject, page: ReadPage) -> Iterator[RequiredVersion]:
    name = page.path.lower()
    if name == "readme.md":
        yield from (_stated(subject, page, *found, packaging=False) for found in _in_readme(page))
    elif (reader := _READERS.get(name)) is not None:
        yield from (_stated(subject, page, *found, packaging=True) for found in reader(page))


def _stated(
    subject: Subject, page: ReadPage, line: int, name: str, versions: str, *, packaging: bool
) -> RequiredVersion:
    return RequiredVersion(
        artifact=subject.artifact.id,
        package=re.sub(r"[-_.]+", "-", name).lower(),
        versions=re.sub(r"\s", "", versions),
        packaging=packaging,
        evidence=(page.cite(line),),
    )


def _in_list(page: ReadPage) -> Iterator[tuple[int, str, str]]:
    """The lines of a `requirements.txt`; those with a condition are left out."""
    for number, line in enumerate(page.lines, 1):
        text = line[:_LONGEST].split("#")[0].strip()
        if found := _REQUIREMENT.fullmatch(text):
            yield number, found["name"], found["versions"]


def _in_code(page: ReadPage) -> Iterator[tuple[int, str, str]]:
    """The quoted requirements between the bracket that opens the list and the one that ends it."""
    within = False
    for number, line in enumerate(page.lines, 1):
        text = line[:_LONGEST]
        within = within or bool(_STARTS.search(text))
        if within and (found := _QUOTED.match(text)):
            yield number, found["name"], found["versions"]
        if within and re.search(r"\]\s*,?\s*$", text) and not re.search(r"\[[\w,]+\][\"']", text):
            within = False


def _in_setup_cfg(page: ReadPage) -> Iterator[tuple[int, str, str]]:
    within = False
    for number, line in enumerate(page.lines, 1):
        text = line[:_LONGEST].rstrip()
        if not text.startswith((" ", "\t")):
            within = text.replace(" ", "").startswith("install_requires=")
        elif within and (found := _REQUIREMENT.fullmatch(text.strip())):
            yield number, found["name"], found["versions"]


def _in_environment(page: ReadPage) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(page.lines, 1):
        if found := _OF_CONDA.match(line[:_LONGEST]):
            yield number, found["name"], f"=={found['versions'].lstrip('=')}"


def _in_cog(page: ReadPage) -> Iterator[tuple[int, str, str]]:
    """The packages of a container recipe: https://github.com/replicate/cog/blob/main/docs/yaml.md"""
    for number, line in enumerate(page.lines, 1):
        if found := _OF_COG.match(line[:_LONGEST]):
            yield number, found["name"], found["versions"]


def _in_readme(page: ReadPage) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(page.lines, 1):
        text = line[:_LONGEST]
        if installs := _INSTALLS.search(text):
            for found in _REQUIREMENT.finditer(text, installs.end()):
                yield number, found["name"], found["versions"]
        elif (said := _SAID.search(text)) and not _AND_MORE.match(said["after"]):
            if said["name"].lower() in _NO_PACKAGE:
                continue
            yield number, said["name"], f"=={said['version']}"


_READERS = {
    "requirements.txt": _in_list,
    "pyproject.toml": _in_code,
    "setup.py": _in_code,
    "setup.cfg": _in_setup_cfg,
    "cog.yaml": _in_cog,
    "environment.yml": _in_environment,
    "environment.yaml": _in_environment,
}
