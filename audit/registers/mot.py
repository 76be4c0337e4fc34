"""Reads the files of the Model Openness Tool.

The form: https://github.com/lfai/model_openness_tool/blob/main/schema/mof_schema.json. That a
component is listed says that it is included; its license is its own, else that of its kind of
content, else that of the distribution.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from audit.errors import AuditError
from audit.registers.cells import (
    NO_LICENSE,
    Cell,
    Register,
    addresses,
    day,
    hub_ids,
    plain_text,
    terms,
)
from audit.text.safe_yaml import UnsafeYamlError, load
from audit.text.yaml_lines import lines_of_items, quoted

NAME = "Model Openness Tool"
SOURCE = "https://mot.isitopen.ai"
UNLICENSED = "unlicensed"
_SAID_ABSENT = re.compile(r"\bnot\s+includ", re.IGNORECASE)


class Known(NamedTuple):
    """A component of the framework, by the tool's name."""

    row: str
    kind: str
    """`code`, `data` or `document`: whose general license it falls back to."""


COMPONENTS: Mapping[str, Known] = {
    "Model architecture": Known("architecture-code", "code"),
    "Data preprocessing code": Known("preprocessing-code", "code"),
    "Training code": Known("training-code", "code"),
    "Inference code": Known("inference-code", "code"),
    "Evaluation code": Known("evaluation-code", "code"),
    "Supporting libraries and tools": Known("supporting-libraries", "code"),
    "Model parameters (Final)": Known("weights-final", "data"),
    "Model parameters (Intermediate)": Known("weights-intermediate", "data"),
    "Datasets": Known("training-data", "data"),
    "Evaluation data": Known("evaluation-data", "data"),
    "Model metadata": Known("model-metadata", "data"),
    "Sample model outputs": Known("sample-outputs", "document"),
    "Model card": Known("model-card", "document"),
    "Data card": Known("data-description", "document"),
    "Technical report": Known("technical-report", "document"),
    "Research paper": Known("research-paper", "document"),
    "Evaluation results": Known("evaluation-results", "document"),
}


def read_mot(text: str, file: str) -> Register:
    """What a file says of one model; `AuditError` where it is no file of the tool's.

    Components that the file does not list follow those that it lists, without a finding.
    """
    release = _release(text, file)
    listed, unread = _listed(release, text)
    hub = hub_ids((plain_text(release.get("huggingface")) or "",))
    return Register(
        name=NAME,
        source=SOURCE,
        file=file,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=(plain_text(release.get("name")) or "").strip() or file,
        model=hub[0] if hub else None,
        date=day(release.get("date")),
        cells=(*listed.values(), *_unlisted(listed)),
        unread=tuple(unread),
    )


def _release(text: str, file: str) -> Mapping[str, Any]:
    advice = "Give a model file of the Model Openness Tool."
    try:
        plain = load(text)
    except UnsafeYamlError as error:
        raise AuditError(f"{file}: {error}.", advice) from error
    release = plain.get("release") if isinstance(plain, dict) else None
    if not isinstance(release, dict) or not isinstance(release.get("components"), list):
        raise AuditError(f"{file} has no release with components.", advice)
    return release


def _listed(release: Mapping[str, Any], text: str) -> tuple[dict[str, Cell], list[str]]:
    """The listed components by row, the last of two that are alike; and what was not taken."""
    found: dict[str, Cell] = {}
    unread: list[str] = []
    places = lines_of_items(text, "release", "components")
    written = text.splitlines()
    for one, lines in zip(release["components"], places, strict=True):
        name = plain_text(one.get("name")) if isinstance(one, dict) else None
        known = COMPONENTS.get((name or "").strip())
        if known is None:
            unread.append(f"line {lines[0]}: {name or 'no name'} is no component of the framework")
            continue
        if known.row in found:
            unread.append(f"line {lines[0]}: {name} stands twice, the last one counts")
        raw = license_of(one, known.kind, release.get("license"))
        cell = _cell(known.row, str(name).strip(), one, raw)
        found[known.row] = replace(cell, lines=lines, quote=quoted(written, lines))
    return found, unread


def _cell(row: str, name: str, one: Mapping[str, Any], raw: str | None) -> Cell:
    paths = (plain_text(one.get(key)) or "" for key in ("component_path", "license_path"))
    absent = bool(raw and _SAID_ABSENT.search(raw))
    return Cell(
        kind="component",
        subject=row,
        title=name,
        finding="not-found" if absent else "released",
        license=None if absent else terms(raw) if raw else NO_LICENSE,
        said=raw or UNLICENSED,
        links=tuple(link for path in paths for link in addresses(path)),
    )


def license_of(one: Mapping[str, Any], kind: str, general: object) -> str | None:
    """The license of a component by the tool's rule; None where there is none. A component that is
    called unlicensed, or whose license is empty, has none, whatever holds in general."""
    own = plain_text(one.get("license"))
    if own is not None:
        return own if own not in ("", UNLICENSED) else None
    whole = general if isinstance(general, dict) else {}
    for key in (kind, "distribution"):
        part = whole.get(key)
        name = plain_text(part.get("name")) if isinstance(part, dict) else None
        if name:
            return None if name == UNLICENSED else name
    return None


def _unlisted(listed: Mapping[str, Cell]) -> Iterator[Cell]:
    for name, known in COMPONENTS.items():
        if known.row not in listed:
            yield Cell(kind="component", subject=known.row, title=name, finding=None)
