"""Recall: the conflicts that an expert found in five systems, and whether the tool finds them."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from audit.collect.http import Door
from audit.collect.settings import Settings
from audit.collect.targets import name_target
from audit.model import Inventory
from audit.pipeline import audit, without_verdicts
from tests.hub import load, serve
from tests.test_eight_models import COGVLM, LLAVA, VARIANTS

SHOWN = {
    **VARIANTS,
    "cogvlm": ("THUDM/CogVLM", *COGVLM),
    "llava-v1.5-13b": ("liuhaotian/llava-v1.5-13b", *LLAVA),
}
"""The weights, the code and the data of each variant."""

RECORDED = "the recorded files"
WHOLE = "the whole repository with its history"
SOURCES = "the sources of the whole repository"
NOWHERE = "texts of the Hub that were not recorded"
BY_ID: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "aria-c2": ("aria", ("vendored-license-dropped",), SOURCES),
    "aria-c3": ("aria", ("versions-exclude-each-other",), RECORDED),
    "aria-c5": ("aria", ("claim-against-content",), RECORDED),
    "leopard-c1": ("leopard-llava", ("model-against-base-model", "duties-not-shown"), WHOLE),
    "leopard-c2": ("leopard-llava", ("no-license-for-own-code",), RECORDED),
    "leopard-c5": ("leopard-llava", ("code-cannot-run",), SOURCES),
    "leopard-c3": ("leopard-llava", ("data-against-its-sources",), NOWHERE),
    "cogvlm-c1": ("cogvlm-chat-hf", ("tag-against-license-file",), RECORDED),
    "cogvlm-c2": ("cogvlm-chat-hf", ("claim-against-terms",), RECORDED),
    "cogvlm-c3": ("cogvlm-chat-hf", ("revision-against-revision",), WHOLE),
    "cogvlm-c5": ("cogvlm", ("duties-not-shown",), RECORDED),
    "llava-c1": ("llava-v1.5-7b", ("revision-against-revision", "branch-against-branch"), WHOLE),
    "llava-c3": ("llava-v1.5-7b", ("tag-against-earlier-tag",), NOWHERE),
    "llava-c4": ("llava-v1.5-13b", ("duties-not-shown", "no-license-for-weights"), NOWHERE),
    "llava-c7": ("llava-v1.5-7b", ("badge-elsewhere",), RECORDED),
    "llava-c8": ("llava-v1.6-mistral-7b", ("promise-overdue",), RECORDED),
    "xgen-c1": ("xgen-mm-instruct-interleave-v1.5", ("license-template-unfilled",), RECORDED),
    "xgen-c2": ("xgen-mm-instruct-interleave-v1.5", ("branch-against-branch",), RECORDED),
    "xgen-c6": ("xgen-mm-instruct-interleave-v1.5", ("prose-against-tag",), NOWHERE),
    "xgen-c8": ("xgen-mm-instruct-interleave-v1.5", ("promise-kept-elsewhere",), RECORDED),
}
"""The variant that shows a conflict, the kinds of which one has to be reported, and what proves
it."""


def seed_inventories(folder: Path, whole: Path | None = None) -> Mapping[str, Inventory]:
    """An inventory of each variant of the five systems, served on loopback; the code from bare
    git folders in `whole`, called `owner+name/repo`, where one is given."""
    with tempfile.TemporaryDirectory() as place, serve(load(folder)) as hub:
        settings = Settings(
            hf_endpoint=hub.hf_endpoint,
            github_api=hub.github_api,
            github_raw=hub.github_raw,
            arxiv=hub.arxiv,
        )
        with Door(settings) as door:
            return {
                name: without_verdicts(audit(name_target(_write(Path(place), name, whole)), door))
                for name in SHOWN
            }


def _write(place: Path, name: str, whole: Path | None) -> str:
    """The variant's model file."""
    weights, code, data = SHOWN[name]
    path = place / f"{name}.yaml"
    lines = [f"name: {name}", f"weights: [{weights}]", f"data: [{', '.join(data)}]"]
    repository, _, revision = code.removeprefix("github:").partition("@")
    copy = whole / repository.replace("/", "+") / "repo" if whole else None
    where = f", copy: '{copy}'" if copy and copy.is_dir() else ""
    lines.append(f"code: [{{id: '{repository}', revision: '{revision}'{where}}}]")
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def recall_lines(inventories: Mapping[str, Inventory], expected: Path) -> Iterator[str]:
    """Each expected conflict with whether one of its kinds is reported, and what proves it."""
    systems = json.loads(expected.read_text(encoding="utf-8"))["systems"]
    ids = [one["id"] for system in systems.values() for one in system["conflicts"]]
    found: Counter[str] = Counter()
    for name in ids:
        variant, kinds, proof = BY_ID[name]
        hit = sorted({c.kind for c in inventories[variant].conflicts} & set(kinds))
        found[proof] += bool(hit)
        words = ", ".join(hit) or f"{' or '.join(kinds)}: needs {proof}"
        yield f"{name:12} {'found' if hit else '-':6} {words}"
    wanted = Counter(BY_ID[name][2] for name in ids)
    for proof, count in wanted.items():
        yield f"recall by {proof}: {found[proof]} of {count}"
