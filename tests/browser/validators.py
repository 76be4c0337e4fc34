"""What HTML validators say of files: html-validate, and the Nu checker where there is a Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.browser import tools

CHUNK = 200
"""Files at a time, so that no command line grows too long."""


def html_validate(files: Sequence[Path]) -> list[str]:
    """The errors in HTML files, by the rules of html-validate.json."""
    program = tools.package("html-validate/bin/html-validate.mjs")
    config = tools.FOLDER / "html-validate.json"
    fixed = [tools.node(), str(program), "--config", str(config), "--formatter", "json"]
    said = [found for part in _parts(files) for found in json.loads(_run([*fixed, *part]))]
    return [
        f"{Path(one['filePath']).name}:{error['line']}: {error['ruleId']}: {error['message']}"
        for one in said
        for error in one["messages"]
    ]


def nu_checker(files: Sequence[Path]) -> list[str]:
    """The errors in HTML, SVG and CSS files; a warning is no error. Skips where no Java is."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("there is no Java for the Nu checker")
    jar = tools.package("vnu-jar/build/dist/vnu.jar")
    fixed = [java, "-Xss4m", "-jar", str(jar), "--format", "json", "--stdout"]
    fixed += ["--exit-zero-always", "--also-check-svg", "--also-check-css"]
    said = [_run([*fixed, *part]) for part in _parts(files)]
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']}"
        for part in said
        for one in json.loads(part)["messages"]
        if one["type"] == "error"
    ]


def _parts(files: Sequence[Path]) -> list[list[str]]:
    names = [str(file) for file in files]
    return [names[at : at + CHUNK] for at in range(0, len(names), CHUNK)]


def _run(command: list[str]) -> str:
    """What a program prints, through a file: Node gives up what it has not yet piped."""
    with TemporaryFile("w+", encoding="utf-8") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False, timeout=300)
        out.seek(0)
        said = out.read()
    assert said.strip(), done.stderr.decode(errors="replace")
    return said
