"""Writes an inventory as a model file of the Model Openness Tool.

The form: https://github.com/lfai/model_openness_tool/blob/main/schema/mof_schema.json.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from audit.licenses.sets import is_doubted
from audit.model import Availability, Component, Inventory, Role
from audit.registers.mot import COMPONENTS, UNLICENSED
from audit.render.untrusted import one_line, web_link

_FRAMEWORK = {"name": "Model Openness Framework", "version": "1.0", "date": "2024-12-15"}
_IN_PART = frozenset(
    {"weights-intermediate", "model-metadata", "supporting-libraries", "sample-outputs"}
)
"""Rows that count as included where a part is there; of the others a part is not enough."""
_HOSTS = {"hf:": "https://huggingface.co/", "github:": "https://github.com/"}


def mot_yaml(inventory: Inventory) -> str:
    """A model file that lists the components that were seen, each with its own license.

    Terms that are not known are left out, by which the tool takes the component for unlicensed;
    no license holds for all, as none would be shown to.
    """
    plain = {"framework": _FRAMEWORK, "release": _release(inventory)}
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)


def _release(inventory: Inventory) -> dict[str, Any]:
    target = inventory.target
    name = _name(inventory)
    return {
        "name": one_line(name.rpartition("/")[2]) or target.name,
        "version": one_line(target.revision or ""),
        "date": inventory.snapshot.collected[:10],
        "origin": one_line(name),
        "producer": one_line(name.partition("/")[0] if "/" in name else ""),
        "contact": "",
        **_addresses(inventory),
        "license": {},
        "components": list(_components(inventory)),
    }


def _name(inventory: Inventory) -> str:
    """`owner/name` as the host has it, else the target's own name."""
    weights = (one.id for one in inventory.artifacts if one.own and one.role is Role.WEIGHTS)
    for name in (inventory.target.id, *weights):
        for host in _HOSTS:
            if name.startswith(host):
                return name.removeprefix(host)
    return inventory.target.id.partition(":")[2] or inventory.target.id


def _addresses(inventory: Inventory) -> dict[str, str]:
    """Where weights and code lie, by the keys that the tool has for them."""
    keys = {Role.WEIGHTS: "huggingface", Role.CODE: "repository"}
    found: dict[str, str] = {}
    for artifact in inventory.artifacts:
        key = keys.get(artifact.role) if artifact.own else None
        if key and (address := _host_of(artifact.id) or web_link(artifact.url)):
            found.setdefault(key, address)
    return found


def _host_of(artifact: str) -> str | None:
    for prefix, host in _HOSTS.items():
        if artifact.startswith(prefix):
            return web_link(host + artifact.removeprefix(prefix))
    return None


def _components(inventory: Inventory) -> Iterator[dict[str, str]]:
    for name, known in COMPONENTS.items():
        row = inventory.components.get(known.row)
        if row is not None and _is_there(known.row, row):
            yield _component(inventory, name, row)


def _is_there(name: str, row: Component) -> bool:
    if row.availability is Availability.PARTIAL:
        return name in _IN_PART
    return row.availability is Availability.RELEASED


def _component(inventory: Inventory, name: str, row: Component) -> dict[str, str]:
    terms = row.license
    found = {"name": name, "description": one_line(row.detail)}
    if terms.class_ == "none":
        found["license"] = UNLICENSED
    elif terms.expression is not None and not is_doubted(terms.expression, terms.class_):
        found["license"] = one_line(terms.expression)
    else:
        found["description"] = "; ".join(filter(None, (found["description"], "terms not known")))
    if path := _place(row.evidence):
        found["component_path"] = path
    if terms.statement is not None:
        stated = inventory.statements[terms.statement].evidence
        if path := _place(stated):
            found["license_path"] = path
    return found


def _place(evidence: tuple[Any, ...]) -> str | None:
    """The first place with an address, or with a path."""
    for one in evidence:
        if address := web_link(one.url):
            return address
    return next((one_line(one.path) for one in evidence if one.path), None)
