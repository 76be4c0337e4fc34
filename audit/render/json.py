"""An assessment as JSON: two-space indent, UTF-8, the order of the nouns."""

from __future__ import annotations

import msgspec

from audit.model import Assessment


def model_json(assessment: Assessment) -> str:
    """The whole assessment, a line break at the end."""
    packed = msgspec.json.encode(assessment)
    return msgspec.json.format(packed, indent=2).decode("utf-8") + "\n"
