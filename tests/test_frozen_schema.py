"""Version 1 of what is written and read is frozen: `tests/frozen` holds it as it was.

What was frozen may grow. Where one of these tests fails, a program that reads our files, or a
review file that a person wrote, would fail as well: make a version 2 beside it (docs/formats.md).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.model.schema import schema_of

FROZEN = Path(__file__).parent / "frozen"
WRITTEN = ("assessment", "difference", "findings", "history", "inventory", "watch")
Schema = Any


def frozen(name: str) -> Schema:
    return json.loads((FROZEN / f"{name}.1.json").read_text(encoding="utf-8"))


def breaks(was: Schema, now: Schema, *, read: bool = False, at: str = "") -> Iterator[str]:
    """What stands in the way of a reader of `was`; with `read`, of a file written for `was`."""
    for key in ("$ref", "const", "$id"):
        if was.get(key) != now.get(key):
            yield f"{at}: {key} is {now.get(key)}, was {was.get(key)}"
    yield from _types(was, now, read=read, at=at)
    if gone := [one for one in was.get("enum", ()) if one not in now.get("enum", ())]:
        yield f"{at}: {gone} are no longer values"
    yield from _fields(was, now, read=read, at=at)
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(was.get(key), dict):
            yield from breaks(was[key], now.get(key) or {}, read=read, at=f"{at}/{key}")
    for key in ("anyOf", "prefixItems"):
        yield from _listed(was.get(key, []), now.get(key, []), read=read, at=f"{at}/{key}")


def _types(was: Schema, now: Schema, *, read: bool, at: str) -> Iterator[str]:
    before, after = ({*_list(one.get("type", []))} for one in (was, now))
    less, more = (after, before) if read else (before, after)
    if not more <= less or (before and not after):
        yield f"{at}: the type is {sorted(after)}, was {sorted(before)}"


def _fields(was: Schema, now: Schema, *, read: bool, at: str) -> Iterator[str]:
    for key in ("properties", "$defs"):
        for name, field in was.get(key, {}).items():
            if name not in now.get(key, {}):
                yield f"{at}/{name} is gone"
            else:
                yield from breaks(field, now[key][name], read=read, at=f"{at}/{name}")
    before, after = ({*one.get("required", ())} for one in (was, now))
    wrong = after - before if read else before - after
    if wrong:
        yield f"{at}: {sorted(wrong)} {'are now required' if read else 'may now be missing'}"


def _listed(was: list[Schema], now: list[Schema], *, read: bool, at: str) -> Iterator[str]:
    known, asked = (now, was) if read else (was, now)
    for one in asked:
        pairs = [(one, other) if read else (other, one) for other in known]
        if not any(not list(breaks(*pair, read=read)) for pair in pairs):
            yield f"{at}: {json.dumps(one)[:200]} fits nothing that there {'is' if read else 'was'}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_can_be_read_as_before(name: str) -> None:
    assert list(breaks(frozen(name), schema_of(name))) == []


def test_what_people_wrote_can_be_read_as_before() -> None:
    assert list(breaks(frozen("review"), schema_of("review"), read=True)) == []


@pytest.mark.parametrize("name", [*WRITTEN, "review"])
def test_every_file_says_its_version(name: str) -> None:
    fields = schema_of(name)["$defs"]
    version = {"const": f"openness-{name}/1"}
    assert any(
        version.items() <= one["properties"]["schema"].items()
        or one["properties"]["schema"].get("enum")
        for one in fields.values()
        if "schema" in one.get("properties", {})
    )


def _definition(schema: Schema) -> Schema:
    return schema["$defs"]["Evidence"]


def _drop(schema: Schema) -> None:
    del _definition(schema)["properties"]["quote"]


def _rename(schema: Schema) -> None:
    fields = _definition(schema)["properties"]
    fields["words"] = fields.pop("quote")


def _retype(schema: Schema) -> None:
    _definition(schema)["properties"]["artifact"] = {"type": "integer"}


def _loosen(schema: Schema) -> None:
    _definition(schema)["required"].remove("artifact")


def _widen(schema: Schema) -> None:
    _definition(schema)["properties"]["artifact"] = {
        "anyOf": [{"type": "string"}, {"type": "null"}]
    }


def _unvalue(schema: Schema) -> None:
    schema["$defs"]["Outcome"]["enum"].remove("met")


@pytest.mark.parametrize("change", [_drop, _rename, _retype, _loosen, _widen, _unvalue])
def test_a_change_that_breaks_readers_is_seen(change: Callable[[Schema], None]) -> None:
    changed = copy.deepcopy(frozen("assessment"))
    change(changed)
    assert list(breaks(frozen("assessment"), changed))


def test_what_is_added_breaks_nobody() -> None:
    grown = copy.deepcopy(frozen("assessment"))
    _definition(grown)["properties"]["page"] = {"type": "integer"}
    _definition(grown)["required"].append("page")
    grown["$defs"]["Outcome"]["enum"].append("withdrawn")
    grown["$defs"]["New"] = {"type": "object"}
    assert list(breaks(frozen("assessment"), grown)) == []


def test_what_people_wrote_must_not_be_asked_for_more() -> None:
    asked = copy.deepcopy(frozen("review"))
    asked["$defs"]["ReviewFile"]["required"].append("source")
    assert list(breaks(frozen("review"), asked, read=True))
