"""A publisher's repository in CI: from a bad card to one that passes `publish-open-source`."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.hub import Shelf, hub_repo, serve

from .running import Command, Ran

CHECK = ("check", ".", "--policy", "publish-open-source")
CARD = """\
---
license: mit
---
# Wren 1B

Wren is a small open source language model.
"""
SCRIPT = 'import json\n\n\ndef main() -> None:\n    print(json.dumps({"step": 1}))\n\n\nmain()\n'
TRUE_WORDS = (
    "The training data is one set of ours: https://huggingface.co/datasets/acme/wren-texts. "
    "No other data was used for training.",
    "The training data has 4 million documents, all in English, on birds, from 2001 to 2024.",
    "The data was collected by volunteers; documents of 200 characters or more were selected.",
    "The training data carries no labels: nothing was annotated.",
    "prepare_data.py removed markup from the data and filtered the corpus by its language.",
    "- https://huggingface.co/datasets/acme/wren-texts, the training data as a whole",
    "There is no third-party data: all data was written for this set.\n\n## License\n\n"
    "The training data is licensed under CC BY 4.0.",
)
APPROVED = """\
schema: openness-waivers/1
waivers:
  - model: .
    rule: definition
    subject: OSAID-F1
    reason: A folder has no gate. The weights will be published without one.
    approver: A. Publisher
    expires: 2999-12-31
  - model: .
    rule: definition
    subject: OSAID-FAQ-D4
    reason: acme/wren-texts is ours, which a folder cannot show. All of it is public.
    approver: A. Publisher
    expires: 2999-12-31
"""
ANSWERS = """\
---
license: cc-by-4.0
---
# Wren texts

Texts on birds, under CC BY 4.0.
"""


@pytest.fixture
def repository(offline: Command) -> Path:
    """A git repository with weights, the code of a model, a license file and a bad card."""
    folder = offline.folder
    license_text = (Path(__file__).resolve().parents[2] / "LICENSE").read_text(encoding="utf-8")
    files = {
        "README.md": CARD,
        "LICENSE": license_text,
        "config.json": '{"model_type": "wren"}\n',
        "configs/train.yaml": "learning_rate: 0.0003\nsteps: 100000\n",
        "requirements.txt": "torch>=2.4\n",
        **dict.fromkeys(("train.py", "evaluate.py", "inference.py", "prepare_data.py"), SCRIPT),
        "modeling_wren.py": SCRIPT,
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "model.safetensors").write_bytes(bytes(5_000))
    subprocess.run(["git", "init", "-q", folder], check=True)
    return folder


@pytest.fixture
def hub(offline: Command) -> Any:
    texts = {"README.md": ANSWERS, "data/train.jsonl": '{"text": "A wren sings."}\n' * 40}
    with serve(Shelf(datasets=[hub_repo("acme/wren-texts", texts)])) as running:
        offline.point_at(running.environment())
        yield running


def marked(ran: Ran) -> dict[str, set[tuple[str, int]]]:
    """For each rule the lines that are annotated."""
    found: dict[str, set[tuple[str, int]]] = {}
    for result in json.loads(ran.out)["runs"][0]["results"]:
        for each in result["locations"]:
            place = each["physicalLocation"]
            where = (place["artifactLocation"]["uri"], place.get("region", {}).get("startLine", 0))
            found.setdefault(result["ruleId"], set()).add(where)
    return found


def fill(card: Path, words: tuple[str, ...]) -> None:
    answers = iter(words)
    text = card.read_text(encoding="utf-8")
    filled = re.sub(r"<!-- To be filled in:.*?-->", lambda _: next(answers), text)
    assert next(answers, None) is None
    card.write_text(filled, encoding="utf-8")


@pytest.mark.usefixtures("hub")
def test_from_a_bad_card_to_one_that_passes(offline: Command, repository: Path) -> None:
    first = offline(*CHECK, "--format", "sarif")
    assert first.code == 1
    lines = marked(first)
    assert ("README.md", 2) in lines["publish-open-source/no-contradiction"]
    assert lines["publish-open-source/definition"]

    patch = offline("fix", ".")
    assert "-license: mit\n+license: apache-2.0" in patch.out
    apply = ["git", "-C", str(repository), "apply", "-"]
    subprocess.run(apply, input=patch.out, text=True, check=True)
    skeleton = offline(*CHECK, "--format", "sarif")
    assert skeleton.code == 1, "headings that nobody has filled in say nothing"
    assert "publish-open-source/no-contradiction" not in marked(skeleton)

    fill(repository / "README.md", TRUE_WORDS)
    (repository / "waivers.yaml").write_text(APPROVED, encoding="utf-8")
    without = offline(*CHECK)
    assert without.code == 1
    assert "OSAID-F1" in without.out
    last = offline(*CHECK, "--waivers", "waivers.yaml")
    assert last.code == 0, last.out


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize("missing", ["train.py", "inference.py", "LICENSE"])
def test_what_is_missing_is_not_passed_by_words(
    offline: Command, repository: Path, missing: str
) -> None:
    offline("fix", ".", "--write")
    fill(repository / "README.md", TRUE_WORDS)
    (repository / "waivers.yaml").write_text(APPROVED, encoding="utf-8")
    (repository / missing).unlink()
    if missing == "LICENSE":
        card = (repository / "README.md").read_text(encoding="utf-8")
        (repository / "README.md").write_text(card.replace("license: apache-2.0\n", ""))
    assert offline(*CHECK, "--waivers", "waivers.yaml").code == 1
