"""What the public lists say of a license: OSI, Open Definition, Free Software Foundation."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.licenses import catalog
from audit.text.safe_yaml import UnsafeYamlError, load_own

_OPEN_DEFINITION = {
    "od-recommended": "conformant, recommended",
    "od-other-conformant": "conformant",
}


class _Libre(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    date: str
    source: str
    ids: str


def lists_about(license_id: str) -> dict[str, str]:
    """What each list says of the license, with the list's day; `not listed` is not a refusal."""
    found = catalog.classed_ids().get(license_id, "")
    libre = _libre()
    is_libre = license_id in {name.strip() for name in libre.ids.split(",")}
    day = catalog.lists_date()
    return {
        "OSI": f"{'approved' if found == 'osi-approved' else 'not listed'} (list of {day})",
        "Open Definition": f"{_OPEN_DEFINITION.get(found, 'not listed as conformant')} (2.1)",
        "FSF": f"{'free' if is_libre else 'not listed as free'} (list of {libre.date})",
    }


@cache
def _libre() -> _Libre:
    path = data_dir("criteria") / "licenses" / "fsf.yaml"
    try:
        data: Any = load_own(path.read_text(encoding="utf-8"))
        return msgspec.convert(data, _Libre)
    except (UnsafeYamlError, msgspec.ValidationError) as error:
        raise AuditError(f"criteria/licenses/fsf.yaml: {error}.", "Correct the file.") from error
