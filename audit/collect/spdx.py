"""License texts of the SPDX list, at one release of it: https://github.com/spdx/license-list-data"""

from __future__ import annotations

import re

from audit.collect.answers import Fault
from audit.collect.http import Door

RELEASE = "v3.27.0"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,63}", re.ASCII)
LONGEST = 120_000


def license_text(door: Door, license_id: str) -> str | None:
    """The text of a license as the list has it; None where it cannot be had."""
    if not _ID.fullmatch(license_id) or ".." in license_id:
        return None
    url = f"{door.settings.github_raw}/spdx/license-list-data/{RELEASE}/text/{license_id}.txt"
    try:
        answer = door.text_file(url)
    except Fault:
        return None
    text = answer.body.decode("utf-8", "replace").replace("\r\n", "\n")
    return text if 0 < len(text) <= LONGEST and "\0" not in text else None
