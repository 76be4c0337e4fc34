"""The figures come from what was asked of the hub."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.chains import Step
from benchmarks.collect import check_order, main
from tests.hub import Request

PEER = """
import os, urllib.request

class AIBOMService:
    def generate_aibom(self, model):
        place = os.environ["HF_ENDPOINT"] + "/api/models/" + model
        with urllib.request.urlopen(place) as answer:
            answer.read()
        return {"components": [model]}
"""


def figures(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["--json", "--runs", "1", *arguments]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_chain_is_as_long_as_the_world_makes_it(capsys: pytest.CaptureFixture[str]) -> None:
    for bases in (3, 7):
        found = figures(capsys, "--latency", "0.05", "--bases", str(bases), "--files", "2")
        ours = found["openness"]
        code = 3 + sum("/github/repos/" in step for step in ours["chain"])
        assert ours["chain, requests"] == len(ours["chain"]) == max(code, 1 + bases + 1)
        assert ours["artifacts"] == 1 + 1 + 2 + bases
        assert ours["gaps"] == 0
        assert ours["ratio, min"] == ours["ratio, median"] == ours["ratio, max"] > 1
        assert ours["chain, seconds"] == pytest.approx(0.05 * len(ours["chain"]))
        assert ours["requests"] > len(ours["chain"])
        assert ours["bytes"] > 0
        assert (ours["offline, requests"], ours["offline, bytes"]) == (0, 0)
        assert 0 < ours["warm cache, requests"] < ours["requests"]
        assert ours["warm cache, bytes"] < ours["bytes"]
        assert ours["warm cache, same digest"] is ours["offline, same digest"] is True
        assert "not run" in found["OWASP AIBOM generator"]


def peer(folder: Path, text: str) -> list[str]:
    (folder / "src" / "models").mkdir(parents=True)
    (folder / "src" / "models" / "service.py").write_text(text)
    return ["--peer", sys.executable, "--peer-source", str(folder), "--latency", "0.01"]


def test_a_peer_is_measured_in_the_same_way(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([*peer(tmp_path, PEER), "--runs", "1"]) == 0
    out = capsys.readouterr().out
    ours, theirs = out.split("OWASP AIBOM generator\n")
    assert "    1. /api/models/acme/tiny?blobs=true: acme/tiny was named" in ours
    assert "    1. /api/models/acme/tiny: acme/tiny was named" in theirs
    assert "requests                     1\n" in theirs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise SystemExit('it needs a license key')", "it needs a license key"),
        (PEER.replace("[model]", "[]"), "it generated nothing"),
        (PEER.replace("place = ", "return {'components': [1]} #"), "asked the hub for nothing"),
        ("import os; os._exit(3)", "exit status 3"),
    ],
)
def test_a_peer_that_cannot_be_run_says_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, said: str
) -> None:
    found = figures(capsys, *peer(tmp_path, text))
    assert said in found["OWASP AIBOM generator"]["not run"]


def test_a_chain_that_was_not_made_in_order() -> None:
    asked = [Request(method="GET", target="/b"), Request(method="GET", target="/a")]
    with pytest.raises(ValueError, match="order of the chain"):
        check_order([Step("/a", ""), Step("/b", "")], asked)
