"""The arrow and the one door, held by the imports themselves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.text.safe_yaml import load

PACKAGE = Path(__file__).resolve().parents[1] / "audit"
STAGES = {
    "collect",
    "probes",
    "resolve",
    "judge",
    "render",
    "licenses",
    "text",
    "model",
    "registers",
    "uses",
    "mend",
}
MAY_SEE = {
    "model": set(),
    "text": {"model"},
    "licenses": {"model", "text"},
    "collect": {"model", "text"},
    "probes": {"model", "licenses", "text"},
    "resolve": {"model", "licenses"},
    "judge": {"model", "licenses", "text"},
    "render": {"model"},
    "compare": {"model", "text", "probes", "resolve"},
    "registers": {"model", "licenses", "text", "judge", "render"},
    "uses": {"model", "text"},
    "mend": {"model", "licenses", "text"},
}
"""Which stages each stage may import, besides `audit.data` and `audit.errors`."""
SEES_ALL = {"cli", "fleet", "interface", "pipeline"}
NETWORK = {"requests", "httpx", "httpx2", "httpcore2", "huggingface_hub", "socket"}
NETWORK_PARTS = {("urllib", "request"), ("http", "client")}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def stage_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_stage_sees_only_what_is_before_it(module: Path) -> None:
    stage = stage_of(module)
    if stage in SEES_ALL or stage not in STAGES:
        return
    seen = {name.split(".")[1] for name in imported(module) if name.startswith("audit.")}
    assert seen & STAGES - {stage} <= MAY_SEE[stage]


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_collect_reaches_the_network(module: Path) -> None:
    if stage_of(module) == "collect":
        return
    for name in imported(module):
        parts = tuple(name.split("."))
        assert parts[0] not in NETWORK
        assert parts[:2] not in NETWORK_PARTS


def test_only_the_pipeline_and_the_commands_know_all_stages() -> None:
    for module in modules():
        seen = {name.split(".")[1] for name in imported(module) if name.startswith("audit.")}
        if {"collect", "probes"} <= seen or {"collect", "judge"} <= seen:
            assert stage_of(module) in SEES_ALL


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("folder", ["criteria", "reports"])
def test_data_folders_hold_no_python(folder: str) -> None:
    assert not list((PACKAGE.parent / folder).rglob("*.py"))


def test_no_code_names_a_model() -> None:
    """What is known of single models is data, with its source; rules speak of none."""
    listed = load((PACKAGE.parent / "criteria" / "base-models.yaml").read_text(encoding="utf-8"))
    names = " ".join(name for known in listed["models"] for name in known["names"])
    words = set(re.findall(r"[a-z]{5,}", names)) - {"large", "patch", "llama", "openai"}
    assert {"vicuna", "mistral", "gemma"} <= words
    for module in modules():
        text = module.read_text(encoding="utf-8").lower()
        assert not [word for word in words if word in text], module
