"""A row of a metadata dump as the ordinary pipeline would have collected it.

Only what the host says of a repository was read: the record, and the listing where the row has
one. The README and all other files are gaps that nobody looked into. The compiled findings of
this package are held to what the pipeline says of these snapshots.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from audit.collect.canonical import canonical_json
from audit.collect.draft import listed
from audit.model import (
    Artifact,
    Document,
    Gap,
    GapReason,
    Role,
    Snapshot,
    Target,
    TargetKind,
    TreeFile,
)
from audit.probes.declared_bases import BASE_TAG
from audit.probes.license_files import may_hold_terms
from audit.probes.starting_points import LONGEST_NAME
from audit.text.front_matter import texts_of
from audit.text.launch import is_hub_id

MOST_NAMED = 100
"""Names that count of one list of a row; more are cut off, and said to be."""
MOST_HOPS = 10
MOST_ANCESTORS = 1_000
"""Where a step up passes it, no further step is made."""
ID = r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]{0,95}/)?[A-Za-z0-9_-][A-Za-z0-9_.-]{0,95}"
"""What an id of a model looks like."""
BAD_ID = "it is no id of a model"
BAD_CARD = "cardData is no JSON that can be read"
NO_MAP = "cardData is no mapping of names to values"
CUT = f"more than {MOST_NAMED} names in one list; the first {MOST_NAMED} count"
CARD_KEYS = (
    "license", "license_name", "base_model", "datasets", "language", "metrics", "tags",
    "library_name",
)  # fmt: skip
"""What is read of a card's metadata."""
LISTS = ("license", "base_model", "datasets")
_STAMP = "1970-01-01T00:00:00Z"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Row(Struct, frozen=True, kw_only=True):
    """One model of a dump."""

    id: str
    gated: object = None
    """As the host says it; None where the dump does not."""
    closed: bool = False
    """Whether it is private or disabled."""
    tags: tuple[str, ...] | None = None
    files: tuple[str, ...] | None = None
    bases: tuple[str, ...] = ()
    """The ids in the host's own field of base models."""
    card: Mapping[str, Any] | None = None
    problem: str | None = None


def read_row(fields: Mapping[str, Any]) -> Row:
    """A row of a dump, by its column names."""
    card, problem = _card(fields.get("cardData"))
    tags = fields.get("tags")
    named = tuple(tag for tag in tags or () if isinstance(tag, str)) if tags is not None else None
    cut_tags, many_tags = _cut_tags(named)
    bases = _ids(fields.get("baseModels"))
    files = fields.get("siblings")
    kept, many_names = _cut_card(card)
    if problem is None and (many_tags or many_names or len(bases) > MOST_NAMED):
        problem = CUT
    model = fields.get("id")
    name = model if isinstance(model, str) else ""
    return Row(
        id=name,
        gated=_gate(fields.get("gated")),
        closed=any(_is_set(fields.get(name)) for name in ("private", "disabled")),
        tags=cut_tags,
        files=None if files is None else tuple(_paths(files)),
        bases=bases[:MOST_NAMED],
        card=kept,
        problem=problem if re.fullmatch(ID, name) else BAD_ID,
    )


def _gate(said: object) -> object:
    """The host's word on a gate; columns of text hold `false` as a word."""
    if said in ("", "false", "False"):
        return None if said == "" else False
    return said


def _is_set(said: object) -> bool:
    return said is True or (isinstance(said, str) and said.lower() == "true")


def _card(said: object) -> tuple[Mapping[str, Any] | None, str | None]:
    if said is None:
        return None, None
    if isinstance(said, str):
        try:
            said = json.loads(said, object_pairs_hook=_first_of_each)
        except ValueError:
            return None, BAD_CARD
        except RecursionError:
            return None, BAD_CARD if str(said).lstrip().startswith("{") else NO_MAP
    if not isinstance(said, dict):
        return None, None if said is None else NO_MAP
    if _SURROGATE.search(json.dumps(said, ensure_ascii=False)):
        return None, BAD_CARD
    return {key: said[key] for key in CARD_KEYS if key in said}, None


def _first_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return dict(reversed(pairs))


def _cut_card(card: Mapping[str, Any] | None) -> tuple[Mapping[str, Any] | None, bool]:
    if card is None:
        return None, False
    texts = {key: texts_of(card.get(key)) for key in LISTS}
    long = {key: list(found[:MOST_NAMED]) for key, found in texts.items()
            if len(found) > MOST_NAMED}  # fmt: skip
    return {**card, **long}, bool(long)


def _cut_tags(tags: tuple[str, ...] | None) -> tuple[tuple[str, ...] | None, bool]:
    """The tags, with so many of base models as count."""
    if tags is None:
        return None, False
    places = [n for n, tag in enumerate(tags) if BASE_TAG.fullmatch(tag)]
    dropped = frozenset(places[MOST_NAMED:])
    return tuple(tag for n, tag in enumerate(tags) if n not in dropped), bool(dropped)


def _ids(bases: object) -> tuple[str, ...]:
    groups = bases if isinstance(bases, list) else [bases]
    models = [group.get("models") for group in groups if isinstance(group, dict)]
    listed_ = [one for found in models if isinstance(found, list) for one in found]
    ids = [one.get("id") for one in listed_ if isinstance(one, dict)]
    return tuple(name for name in ids if isinstance(name, str))


def _paths(files: Iterable[Any]) -> Iterable[str]:
    for file in files:
        path = file.get("rfilename") if isinstance(file, dict) else None
        if isinstance(path, str):
            yield path


def declared(row: Row) -> tuple[str, ...]:
    """The names under which a row says what its model was made from, each once, as the lineage
    takes them."""
    tagged = [found[2] for tag in row.tags or () if (found := BASE_TAG.fullmatch(tag))]
    own = (row.id.lower(), row.id.lower().rpartition("/")[2])
    names = (
        *texts_of((row.card or {}).get("base_model")),
        *(name for name in row.bases if name.lower().strip("./") not in own),
        *(name for name in tagged if name not in row.bases),
    )
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(re.sub(r"[^a-z0-9]+", "", name[:LONGEST_NAME].lower()), name)
    return tuple(name[:LONGEST_NAME] for name in first.values())


def ancestors(row: Row, rows: Mapping[str, Row]) -> tuple[Row, ...]:
    """What the dump holds of that from which a model was made, step by step."""
    seen = {row.id}
    found: list[Row] = []
    step = [row]
    for _ in range(MOST_HOPS):
        names = dict.fromkeys(name for one in step for name in declared(one))
        step = [
            rows[name] for name in names if name in rows and name not in seen and is_hub_id(name)
        ]
        found.extend(step)
        seen.update(one.id for one in step)
        if not step or len(found) > MOST_ANCESTORS:
            break
    return tuple(found)


def snapshot_of(row: Row, above: tuple[Row, ...] = ()) -> tuple[Snapshot, dict[str, bytes]]:
    """The snapshot of a row and of its ancestors, and the bytes of its documents by sha256."""
    contents: dict[str, bytes] = {}
    artifacts = [_artifact(row, Role.WEIGHTS, contents)]
    artifacts += [_artifact(one, Role.BASE_MODEL, contents) for one in above]
    held = {one.id for one in (row, *above)}
    named = sorted({name for one in (row, *above) for name in declared(one)} - held)
    gaps = [*_unread(row)]
    gaps += [
        _gap(f"hf:{name}", None, "not in the dump, or too far up")
        for name in named
        if is_hub_id(name)
    ]
    name = re.sub(r"[^A-Za-z0-9._-]+", "--", row.id)
    target = Target(kind=TargetKind.HUB_MODEL, id=f"hf:{row.id}", name=name)
    snapshot = Snapshot(target=target, artifacts=tuple(artifacts), gaps=tuple(gaps), mentions=())
    return snapshot, contents


def _artifact(row: Row, role: Role, contents: dict[str, bytes]) -> Artifact:
    content = canonical_json(_record(row))
    digest = hashlib.sha256(content).hexdigest()
    contents[digest] = content
    document = Document(
        path="api/model-info.json",
        url=f"https://huggingface.co/api/models/{row.id}",
        sha256=digest,
        size=len(content),
        retrieved_at=_STAMP,
    )
    files = None if row.files is None else [TreeFile(path=path) for path in row.files]
    return Artifact(
        id=f"hf:{row.id}",
        role=role,
        revision=None,
        url=f"https://huggingface.co/{row.id}",
        reason="named in the dump",
        own=role is Role.WEIGHTS,
        tree=None if files is None else listed(files, complete=True),
        documents=(document,),
    )


def _record(row: Row) -> dict[str, Any]:
    """The host's record; what the dump does not say is not in it."""
    fields: dict[str, Any] = {"id": row.id}
    if row.gated is not None:
        fields["gated"] = row.gated
    if row.closed:
        fields["private"] = True
    if row.tags is not None:
        fields["tags"] = list(row.tags)
    if row.bases:
        fields["baseModels"] = {"models": [{"id": name} for name in row.bases]}
    if row.card is not None:
        fields["cardData"] = dict(row.card)
    return fields


def _unread(row: Row) -> Iterable[Gap]:
    """The card, and the files that may hold terms."""
    if row.files is None:
        yield _gap(f"hf:{row.id}", None, "the dump has no list of files")
    paths = ("README.md", "LICENSE") if row.files is None else sorted(set(row.files))
    for path in paths:
        if path == "README.md" or may_hold_terms(path):
            yield _gap(f"hf:{row.id}", path, "a dump of metadata holds no files")


def _gap(artifact: str, path: str | None, detail: str) -> Gap:
    return Gap(artifact=artifact, path=path, reason=GapReason.NOT_LOOKED, detail=detail, at=_STAMP)
