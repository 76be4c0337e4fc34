"""Runs the steps of `action.yml` in bash as a runner of GitHub would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
_VALUE = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
PYTHON = """\
#!/usr/bin/env bash
# Stands for a Python whose `venv` and `pip` need no network.
if [[ $1 == -m && $2 == venv ]]; then
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
  printf '#!/usr/bin/env bash\\nexec "{real}" -m audit "$@"\\n' > "$3/bin/openness"
  chmod +x "$3/bin/openness"
elif [[ $1 == -m && $2 == pip ]]; then
  echo "${{@: -1}}" > "$RUNNER_TEMP/installed"
else
  exec "{real}" "$@"
fi
"""


class Job(NamedTuple):
    """What came out of the steps."""

    code: int
    log: str
    summary: str
    outputs: Mapping[str, Mapping[str, str]]
    temp: Path


def run_action(work: Path, temp: Path, inputs: Mapping[str, str], event: str, api: str) -> Job:
    """Runs the steps until one fails, in the folder `work`."""
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    temp.mkdir(exist_ok=True)
    python = temp / "python-of-the-runner"
    python.write_text(PYTHON.format(real=sys.executable), encoding="utf-8")
    python.chmod(0o755)
    values = {f"inputs.{name}": str(one.get("default", "")) for name, one in _items(action)}
    values |= {f"inputs.{name}": value for name, value in inputs.items()}
    values |= {"inputs.python": str(python), "inputs.token": "made-up-token"}
    (temp / "event.json").write_text(event, encoding="utf-8")
    summary, outputs, log, code = temp / "summary.md", {}, "", 0
    for number, step in enumerate(action["runs"]["steps"]):
        said = temp / f"output-{number}"
        said.write_text("")
        assert step["shell"] == "bash"
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("OPENNESS_")},
            **{name: filled(value, values) for name, value in step.get("env", {}).items()},
            "OPENNESS_CACHE": "",
            "PYTHONPATH": str(ROOT),
            "RUNNER_TEMP": str(temp),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(said),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_EVENT_PATH": str(temp / "event.json"),
            "GITHUB_API_URL": api,
            "GITHUB_REPOSITORY": "acme/wren",
            "GITHUB_SHA": "a" * 40,
            "GITHUB_REF": "refs/heads/main",
        }
        where = work / filled(step.get("working-directory", "."), values)
        assert "${{" not in step["run"], "no value is written into a script"
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        ran = subprocess.run(
            command, cwd=where, env=environment, capture_output=True, text=True, check=False
        )
        log += ran.stdout + ran.stderr
        found = dict(line.split("=", 1) for line in said.read_text().splitlines())
        if "id" in step:
            outputs[step["id"]] = found
            values |= {f"steps.{step['id']}.outputs.{k}": v for k, v in found.items()}
        code = ran.returncode
        if code:
            break
    told = summary.read_text(encoding="utf-8") if summary.exists() else ""
    return Job(code, log, told, outputs, temp)


def _items(action: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return list(action["inputs"].items())


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the values that a runner would put in."""
    return _VALUE.sub(lambda found: values.get(found[1], ""), text)
