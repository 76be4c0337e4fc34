"""What probes state of single lines and files, by which one place can be held against another."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from audit.model.collected import Evidence
from audit.model.inventory import Scope


class MissingFile(Struct, frozen=True, kw_only=True):
    """A file that the documentation names and that a complete listing does not have."""

    name: ClassVar[str] = "missing-file"
    artifact: str
    named: str
    command: bool
    """Whether a command runs it; else a link leads to it."""
    listing: Evidence
    evidence: tuple[Evidence, ...]


class RequiredVersion(Struct, frozen=True, kw_only=True):
    """The versions of a package that one place asks for."""

    name: ClassVar[str] = "required-version"
    artifact: str
    package: str
    """In lower case, with hyphens: PEP 503."""
    versions: str
    """The clauses of a version specifier, such as `>=4.45,<5`."""
    packaging: bool
    """Whether the packaging of the repository asks for it; else its README does."""
    evidence: tuple[Evidence, ...]


class FileNotice(Struct, frozen=True, kw_only=True):
    """A license notice in the head of a source file."""

    name: ClassVar[str] = "file-notice"
    artifact: str
    expression: str | None
    holder: str | None
    """Who claims the copyright, where the head refers to the license file at the root and nothing
    at the root names them."""
    claimed: str | None = None
    """Who claims the copyright in a head that names a license, where it is not the publisher and
    nothing at the root names them."""
    evidence: tuple[Evidence, ...]


class LicensorNamed(Struct, frozen=True, kw_only=True):
    """A head that says who licenses the file, in words that send readers to a notice file."""

    name: ClassVar[str] = "licensor-named"
    artifact: str
    licensor: str
    holder: str | None
    """Who claims the copyright in the same head, where that is somebody else."""
    listing: Evidence
    """The complete listing, which has no notice file."""
    evidence: tuple[Evidence, ...]


class PackageLicense(Struct, frozen=True, kw_only=True):
    """The license that the packaging of a repository declares."""

    name: ClassVar[str] = "package-license"
    artifact: str
    expression: str
    evidence: tuple[Evidence, ...]


class PhraseShown(Struct, frozen=True, kw_only=True):
    """A phrase that a license asks for, in the publisher's own words."""

    name: ClassVar[str] = "phrase-shown"
    artifact: str
    phrase: str
    evidence: tuple[Evidence, ...]


class AddedTerms(Struct, frozen=True, kw_only=True):
    """A license that the publisher's own terms of the weights say applies as well."""

    name: ClassVar[str] = "added-terms"
    artifact: str
    expression: str
    evidence: tuple[Evidence, ...]


class PastWords(Struct, frozen=True, kw_only=True):
    """A limit that the README set before a commit changed it."""

    name: ClassVar[str] = "past-words"
    artifact: str
    commit: str
    scope: Scope
    expression: str | None
    class_: str
    evidence: tuple[Evidence, ...]
