"""How well and how fast licenses are read, beside the peers that PyPI offers.

    pip install '.[peers]'      # best into an environment of its own
    python -m benchmarks.licenses --corpus FOLDER --texts SCANCODE_WHEEL --peers PYTHON

FOLDER holds license files and READMEs with an `index.json` of labels: a list of objects with
`file`, `kind` (`license` or `readme`) and `expert_id`, where `custom:` marks a license that no list
holds. Prints a table; with `--json` one object of named figures. Times are the machine's of the
moment: read the ratios.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import mean, median
from typing import Any

import yaml

from audit.data import data_dir
from audit.licenses.catalog import hub_tags
from audit.licenses.documents import statements_in
from audit.licenses.identify import identify
from audit.licenses.index import load_index
from audit.licenses.scancode import TEXTS, load_review, main_texts, read_source
from benchmarks.license_peers import TOOLS
from benchmarks.perturbed import KINDS, perturbed

SET_ASIDE = 16
PEER_SAMPLE = 70
RUNS = 5
Figures = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0, or 2 where the folder holds no labels."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--texts", type=Path, help="wheel of scancode-toolkit to perturb")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--sample", type=int, default=300, help="texts that are perturbed")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    try:
        corpus = Corpus(options.corpus)
    except NoLabelsError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    figures: Figures = {"openness": ours(corpus)}
    figures["openness"]["hub tags"] = tags_read()
    for tool in TOOLS:
        figures[tool] = peer(tool, options.peers, corpus)
    if options.texts:
        perturbed_figures(figures, options)
    process_figures(figures, options)
    print(json.dumps(figures, indent=1) if options.json else table(figures))
    return 0


class NoLabelsError(Exception):
    """The folder holds no `index.json` that can be read as labels."""


class Corpus:
    """Labelled files, with labels by the names that are used here. Raises `NoLabelsError`."""

    def __init__(self, folder: Path) -> None:
        rows = _rows(folder / "index.json")
        path = Path(__file__).parent / "license_labels.yaml"
        self.folder = folder
        self._labels: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))["labels"]
        self._labels |= load_review().ids
        self.licenses = [row for row in rows if row["kind"] == "license"]
        readmes = [row for row in rows if row["kind"] == "readme"]
        self.readmes = sorted(readmes, key=lambda row: sha256(row["file"].encode()).hexdigest())

    def text(self, row: Figures) -> str:
        path = self.folder / str(row["file"])
        return path.read_text(encoding="utf-8", errors="replace")

    def path(self, row: Figures) -> str:
        return str(self.folder / row["file"])

    def name(self, label: str) -> str:
        return str(self._labels.get(label, label))

    def wanted(self, row: Figures) -> set[str]:
        label = row["expert_id"]
        if row["kind"] == "readme":
            labels = ast.literal_eval(label) if isinstance(label, str) else label
            return {self.name(one) for one in labels}
        return {self.name(part) for part in label.split(" AND ") if not part.startswith("none")}


def _rows(path: Path) -> list[Figures]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise NoLabelsError(f"{path}: {problem.strerror or problem}.") from problem
    except ValueError as problem:
        raise NoLabelsError(f"{path} is no JSON in UTF-8: {problem}.") from problem
    if not isinstance(rows, list) or not all(map(_is_label, rows)):
        raise NoLabelsError(f"{path} is no list of objects with file, kind and expert_id.")
    return rows


def _is_label(row: object) -> bool:
    return isinstance(row, dict) and {"file", "kind", "expert_id"} <= set(row)


def ours(corpus: Corpus) -> Figures:
    """This project's own figures on the labelled files."""
    answers = {row["file"]: identify(corpus.text(row)).expression for row in corpus.licenses}
    found = {name: set(e.split(" AND ")) if e else set() for name, e in answers.items()}
    stated = {row["file"]: _stated(corpus.text(row)) for row in corpus.readmes}
    return {
        **score_licenses(corpus, found),
        **score_readmes(corpus, stated),
        "ms per license file": timed([corpus.text(r) for r in corpus.licenses], identify),
        "ms per README": timed(
            [corpus.text(r) for r in corpus.readmes], lambda text: statements_in(text, "README.md")
        ),
    }


def _stated(text: str) -> set[str]:
    said = {one.expression for one in statements_in(text, "README.md")}
    return {one for one in said if one and one != "LicenseRef-research-only"}


def score_licenses(corpus: Corpus, found: dict[str, set[str]]) -> Figures:
    """Listed files that are named exactly; unlisted ones that are given another license's name."""
    listed = [r for r in corpus.licenses if not r["expert_id"].startswith(("custom:", "none"))]
    custom = [r for r in corpus.licenses if r["expert_id"].startswith("custom:")]
    exact = [row for row in listed if found[row["file"]] == corpus.wanted(row)]
    wrong = [row for row in custom if found[row["file"]] - corpus.wanted(row)]
    named = [row for row in custom if found[row["file"]] == corpus.wanted(row)]
    return {
        "listed, exact": f"{len(exact)} of {len(listed)}",
        "unlisted, named": f"{len(named)} of {len(custom)}",
        "unlisted, another's name": f"{len(wrong)} of {len(custom)}",
        "not exact": [row["file"] for row in listed if row not in exact],
    }


def score_readmes(corpus: Corpus, found: dict[str, set[str]]) -> Figures:
    """Set F1 over the READMEs that were set aside, and over the others."""
    parts = {
        "README F1, set aside": corpus.readmes[:SET_ASIDE],
        "README F1, others": corpus.readmes[SET_ASIDE:],
    }
    return {name: f1(corpus, rows, found) for name, rows in parts.items()}


def f1(corpus: Corpus, rows: Iterable[Figures], found: dict[str, set[str]]) -> float:
    """Micro-averaged F1 of sets of licenses, 0 to 1."""
    right = given = wanted = 0
    for row in rows:
        expected, answer = corpus.wanted(row), found[row["file"]]
        right += len(expected & answer)
        given += len(answer)
        wanted += len(expected)
    return round(2 * right / max(1, given + wanted), 3)


def tags_read() -> str:
    """How many of the Hub's license tags are read as what they are."""
    path = data_dir("criteria") / "licenses" / "hub-tags.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    tags = [*data["expressions"], *data["families"], *data["unresolved"]]
    right = 0
    for tag in tags:
        (said,) = statements_in(f"---\nlicense: {tag}\n---\n", "README.md")
        if tag in data["families"]:
            right += (said.expression, said.license_class) == (None, "family-ambiguous")
        else:
            right += said.expression == hub_tags().get(tag)
    return f"{right} of {len(tags)}"


def timed(texts: list[str], read: Callable[[str], object]) -> float:
    """Mean milliseconds per text, warm; of several rounds the median."""
    rounds = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        for text in texts:
            read(text)
        rounds.append((time.perf_counter() - started) / len(texts) * 1e3)
    return round(median(rounds[1:]), 3)


def peer(tool: str, python: str, corpus: Corpus) -> Figures:
    """A peer's figures on the labelled files."""
    licenses = [corpus.path(row) for row in corpus.licenses]
    readmes = [corpus.path(row) for row in corpus.readmes]
    answers = ask(tool, python, [*licenses, *readmes])
    if answers is None:
        return {"problem": "not installed"}
    found = {
        Path(path).name: {corpus.name(one) for one in answer["ids"]}
        for path, answer in answers.items()
    }
    return {
        **score_licenses(corpus, found),
        **score_readmes(corpus, found),
        "ms per license file": round(mean(answers[p]["seconds"] for p in licenses) * 1e3, 1),
        "ms per README": round(mean(answers[p]["seconds"] for p in readmes) * 1e3, 1),
    }


def ask(tool: str, python: str, paths: list[str]) -> Figures | None:
    """A peer's answers by path, or None where it is not installed."""
    worker = Path(__file__).with_name("license_peers.py")
    ran = subprocess.run(  # noqa: S603 - the interpreter that the user names
        [python, str(worker), tool],
        input=json.dumps(paths),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        return None
    answers: Figures = json.loads(ran.stdout[ran.stdout.index("{") :])
    return answers


def perturbed_figures(figures: Figures, options: argparse.Namespace) -> None:
    """Top-1 on perturbed texts: the license is named, or is the nearest."""
    chosen = sample(options.texts, options.sample)
    figures["openness"]["perturbed texts"] = len(chosen)
    for kind in KINDS:
        right = [is_top(perturbed(kind, text, 7), wanted) for wanted, text in chosen]
        figures["openness"][f"top-1, {kind}"] = f"{100 * sum(right) / len(right):.2f} %"
    for tool in TOOLS:
        if "problem" not in figures[tool]:
            for kind in KINDS:
                figures[tool][f"top-1, {kind}"] = _peer_top(tool, kind, chosen, options.peers)


def sample(source: Path, number: int) -> list[tuple[str, str]]:
    """Ids and texts of 400 bytes or more that the index holds, chosen by the hash of the id."""
    files = read_source(source)[1]
    texts = main_texts({name: e for name, e in files.items() if name.startswith(TEXTS)})
    known = set(load_index().ids)
    able = [(name, text) for name, text in texts if len(text) >= 400 and name in known]
    return sorted(able, key=lambda one: sha256(one[0].encode()).hexdigest())[:number]


def is_top(text: str, wanted: str) -> bool:
    """Whether this license is named or found nearest. What is cut may be word for word another
    license: naming that is no mistake."""
    found = identify(text)
    named = (found.expression or found.nearest or "").split(" AND ")
    return wanted in named or found.expression is not None


def _peer_top(tool: str, kind: str, chosen: list[tuple[str, str]], python: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, (wanted, text) in enumerate(chosen[:PEER_SAMPLE]):
            path = Path(folder, f"{number}.txt")
            path.write_text(perturbed(kind, text, 7), encoding="utf-8")
            paths[str(path)] = wanted
        answers = ask(tool, python, list(paths)) or {}
    names = load_review().ids
    right = sum(
        wanted in {names.get(one, one) for one in answers[path]["ids"]}
        for path, wanted in paths.items()
    )
    return f"{100 * right / len(paths):.1f} % of {len(paths)}"


def process_figures(figures: Figures, options: argparse.Namespace) -> None:
    """One process over the folder, and one over a single file: seconds and peak memory."""
    openness = [str(Path(sys.executable).with_name("openness")), "license", "--json"]
    scancode = [str(Path(options.peers).with_name("scancode")), "--license", "-q", "--json", "-"]
    one = str(Path(__file__).parents[1] / "LICENSE")
    folder = str(options.corpus)
    rows = {"openness": openness}
    if "problem" not in figures["ScanCode"]:
        rows["ScanCode"] = scancode
    for tool, command in rows.items():
        seconds, memory = run([*command, one])
        figures[tool]["one file, seconds"] = seconds
        figures[tool]["one file, MB"] = memory
        figures[tool]["folder, seconds"] = run([*command, folder])[0]
    if "ScanCode" in rows:
        ratio = figures["ScanCode"]["folder, seconds"] / figures["openness"]["folder, seconds"]
        figures["openness"]["folder, times faster than ScanCode"] = round(ratio)


_MEASURE = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps([code, seconds, peak]))
"""


def run(command: list[str]) -> tuple[float, float]:
    """Median wall seconds of some runs, one for what is slow, and the peak megabytes."""
    seconds: list[float] = []
    peak = 0.0
    for _ in range(RUNS):
        measured = subprocess.run(  # noqa: S603 - commands of this file
            [sys.executable, "-c", _MEASURE, *command], capture_output=True, text=True, check=True
        )
        code, took, peak = json.loads(measured.stdout)
        if code:
            raise SystemExit(f"{' '.join(command)} failed with exit code {code}")
        seconds.append(took)
        if took > 3:
            break
    return round(median(seconds), 3), round(peak)


def table(figures: Figures) -> str:
    """The figures as rows, one column per tool."""
    tools = list(figures)
    names = list(dict.fromkeys(name for tool in tools for name in figures[tool]))
    width = max(map(len, names))
    lines = [" " * width + "".join(f"  {tool:>16}" for tool in tools)]
    for name in names:
        if name == "not exact":
            continue
        cells = (str(figures[tool].get(name, "-")) for tool in tools)
        lines.append(f"{name:<{width}}" + "".join(f"  {cell:>16}" for cell in cells))
    missed = figures["openness"].get("not exact", [])
    return "\n".join([*lines, *(f"not exact: {name}" for name in missed)])


if __name__ == "__main__":
    sys.exit(main())
