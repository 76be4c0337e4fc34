"""Small files of registers, made for tests: no model in them exists."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import yaml

from audit.registers.mot import COMPONENTS

NAMES = tuple(COMPONENTS)
MOT = """\
framework:
  name: 'Model Openness Framework'
  version: '1.0'
  date: '2024-12-15'
release:
  name: Tiny
  date: '2026-02-03'
  huggingface: 'https://huggingface.co/acme/tiny'
  license:
    distribution:
      name: MIT
    data:
      name: CC-BY-4.0
  components:
    -
      name: 'Training code'
      description: 'Trains it'
      license_path: 'https://github.com/acme/tiny/blob/main/LICENSE'
      component_path: 'https://github.com/acme/tiny'
    -
      name: 'Model parameters (Final)'
    -
      name: 'Model card'
      license: unlicensed
    -
      name: 'Research paper'
      license: 'Component not included'
    -
      name: 'Technical report'
      license: 'See the website'
    -
      name: 'Kitchen sink'
"""
OSAI_KEYS = (
    "datasources_basemodel",
    "datasources_endmodel",
    "weights_basemodel",
    "weights_endmodel",
    "trainingcode",
    "code",
    "hardware_architecture",
    "preprint",
    "paper",
    "modelcard",
    "datasheet",
    "licenses",
)
OUC_KEYS = (
    "opencode",
    "llmdata",
    "llmweights",
    "rldata",
    "rlweights",
    "license",
    "code",
    "architecture",
    "preprint",
    "paper",
    "modelcard",
    "datasheet",
    "package",
    "api",
)


def mot_file(
    components: Mapping[str, str | None] | tuple[str, ...] = (),
    general: Mapping[str, str] | None = None,
    **release: Any,
) -> str:
    """A model file that lists components, each with a license where one is given."""
    given = components if isinstance(components, Mapping) else dict.fromkeys(components)
    listed = [
        {"name": name, **({} if license_ is None else {"license": license_})}
        for name, license_ in given.items()
    ]
    licenses = {key: {"name": name, "path": ""} for key, name in (general or {}).items()}
    plain = {"release": {"name": "Tiny", "license": licenses, "components": listed, **release}}
    return yaml.safe_dump(plain)


def index_file(levels: Mapping[str, str | None], link: Any = None) -> str:
    """A file of the index with a level, a link and a note for each parameter."""
    plain: dict[str, Any] = {"system": {"name": "Tiny Chat"}}
    for key, level in levels.items():
        plain[key] = {"class": level, "link": deepcopy(link), "notes": f"on {key}"}
    return yaml.safe_dump(plain, sort_keys=False)
