"""The artifacts of two states: which came, went or moved on, and what their listings hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from audit.model import ArtifactSummary, Assessment, Role, Tree, TreeFile
from audit.model.difference import ArtifactChange, FilesChanged, How

_OF_ONE = {Role.WEIGHTS, Role.CODE, Role.DATA}
"""Parts of a model that are one repository as a rule."""
_OUR_WORDS = {"says", "text", "detail"}
"""Fields in which sentences of our own name artifacts."""
_IDS = {"artifact", "id", "child", "parent"}


def artifacts_changed(
    old: Assessment, new: Assessment, trees: Mapping[str, Tree], later: Mapping[str, Tree]
) -> tuple[ArtifactChange, ...]:
    """The artifacts that came, went, or stand at another revision or hold other files."""
    before = {one.id: one for one in old.artifacts}
    after = {one.id: one for one in new.artifacts}
    found = (
        _artifact(name, before.get(name), after.get(name), trees.get(name), later.get(name))
        for name in dict.fromkeys((*after, *before))
    )
    return tuple(one for one in found if one is not None)


def _artifact(
    name: str,
    old: ArtifactSummary | None,
    new: ArtifactSummary | None,
    tree: Tree | None,
    later: Tree | None,
) -> ArtifactChange | None:
    if old is None or new is None:
        how = How.APPEARED if old is None else How.GONE
        return ArtifactChange(id=name, how=how, old=old, new=new)
    files = files_changed(tree, later) if tree and later else None
    if (old.revision, old.role, old.own) == (new.revision, new.role, new.own) and not files:
        return None
    return ArtifactChange(id=name, how=How.CHANGED, old=old, new=new, files=files)


def files_changed(old: Tree, new: Tree) -> FilesChanged:
    """The paths that differ; of listings that are not whole, those alone that both have."""
    before, after = _files(old), _files(new)
    whole = old.complete and new.complete
    return FilesChanged(
        added=tuple(sorted(after.keys() - before.keys())) if whole else (),
        removed=tuple(sorted(before.keys() - after.keys())) if whole else (),
        changed=tuple(
            sorted(
                path for path in before.keys() & after.keys() if _differ(before[path], after[path])
            )
        ),
        complete=whole,
    )


def _files(tree: Tree) -> dict[str, TreeFile]:
    return {file.path: file for file in tree.files}


def _differ(old: TreeFile, new: TreeFile) -> bool:
    """Whether a file holds something else; by its size where a listing has no ids."""
    if old.sha and new.sha:
        return old.sha != new.sha
    return old.size != new.size


def renamed(old: Assessment, new: Assessment) -> dict[str, str]:
    """The new ids of artifacts by their old ones, where each state has one of a part that the other
    has not: two copies of a folder, or a repository that was renamed."""
    gone = _only_in(old, new)
    come = _only_in(new, old)
    return {gone[part]: come[part] for part in gone if part in come}


def _only_in(one: Assessment, other: Assessment) -> dict[tuple[Role, bool], str]:
    """The ids of artifacts that only the first has, by their part; none where a part has more."""
    known = {artifact.id for artifact in other.artifacts}
    parts: dict[tuple[Role, bool], list[str]] = {}
    for artifact in one.artifacts:
        if artifact.id not in known and artifact.role in _OF_ONE:
            parts.setdefault((artifact.role, artifact.own), []).append(artifact.id)
    return {part: ids[0] for part, ids in parts.items() if len(ids) == 1}


def called(assessment: Assessment, names: Mapping[str, str]) -> Assessment:
    """The assessment with its artifacts by other ids."""
    if not names:
        return assessment
    plain: dict[str, Any] = msgspec.to_builtins(assessment)
    return msgspec.convert(_called(plain, names), Assessment)


def _called(value: Any, names: Mapping[str, str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _called(inner, names, name) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_called(inner, names, key) for inner in value]
    if not isinstance(value, str):
        return value
    if key in _OUR_WORDS:
        for old, new in names.items():
            value = re.sub(rf"(?<![\w:/.-]){re.escape(old)}(?![\w/-])", lambda _: new, value)  # noqa: B023
        return value
    return names.get(value, value) if key in _IDS else value
