"""Traps of papers and pages: they speak of several models and of others' work."""

from __future__ import annotations

from audit.model import Role
from tests.small_models import Files, Part, code, data, part, weights
from tests.traps.model import MIT, RELEASED_OPEN, SHARDS, SOURCES, UNRESOLVED, Trap, heron

BARE: Files = {"README.md": "# Heron\n\nHeron sees.\n", **SHARDS}
LISTED: Files = {"README.md": "# Mix\n", "train.parquet": 900}
CARD_AND_DATA = (heron(), data(LISTED, reason="listed in model.yaml"))
HUB = "https://huggingface.co"
MIX = f"{HUB}/datasets/acme/heron-mix"


def paper(text: str, title: str = "Heron: a Model of Birds") -> Part:
    files = {"abs.md": f"# {title}\n", "paper.md": f"# {title}\n\n{text}\n"}
    return part("arxiv:2401.00001", Role.PAPER, files, listing="none")


def page(text: str, title: str = "Heron") -> Part:
    files = {"page.md": f"# {title}\n\n{text}\n"}
    return part("page:https://heron.example", Role.PAGE, files, listing="none")


def listed(readme: str, name: str = "github:gull/kit") -> Part:
    files: Files = {**SOURCES, "LICENSE": MIT, "README.md": readme}
    return code(files, artifact=name, reason="listed in model.yaml")


OTHERS_DATA = f"## Training data\n\nGull is trained on [a mix]({MIX}) of 3 million samples."
APART: dict[str, Trap] = {
    "a paper grants what no file does": Trap(
        parts=(weights(BARE), paper("We release the weights of Heron under the MIT License.")),
        rows={"weights-final": ("released", "unknown")},
        never_open=("weights-final",),
    ),
    "a page grants what no file does": Trap(
        parts=(weights(BARE), page("The weights are available under the Apache 2.0 license.")),
        rows={"weights-final": ("released", "unknown")},
        never_open=("weights-final",),
    ),
    "a page sets limits that a file does not": Trap(
        parts=(
            heron(files={"LICENSE": MIT}, tag="mit"),
            page("The weights of Heron are for research purposes only."),
        ),
        rows=UNRESOLVED,
    ),
    "a paper limits another size": Trap(
        parts=(heron(), paper("The weights of Heron-70B are for research purposes only.")),
        rows=RELEASED_OPEN,
    ),
    "a paper limits the work of others": Trap(
        parts=(heron(), paper("The weights of Gull are for research purposes only.")),
        rows=RELEASED_OPEN,
    ),
    "a paper tells of others' data": Trap(
        parts=(*CARD_AND_DATA, paper(OTHERS_DATA)),
        rows={"training-data": ("unknown", "unknown")},
        silent=("scope", "provenance"),
    ),
    "a paper about another model": Trap(
        parts=(*CARD_AND_DATA, paper(OTHERS_DATA.replace("Gull is", "We have"), "Gull")),
        rows={"training-data": ("unknown", "unknown")},
        silent=("scope", "provenance"),
    ),
    "a paper denies the data": Trap(
        parts=(heron(), paper("We will not release the training data.")),
        rows={"training-data": ("withheld", "unknown")},
    ),
    "a page promises the data": Trap(
        parts=(heron(), page("The training data will be released in May.")),
        rows={"training-data": ("announced", "unknown")},
    ),
    "a toolkit of others in the list": Trap(
        parts=(heron(), listed(f"# Gull\n\n[Gull]({HUB}/gull/gull-9b)\n")),
        rows={"training-code": ("unknown", "unknown"), "inference-code": ("unknown", "unknown")},
    ),
    "the base's code in the list, which links its fine-tunes": Trap(
        parts=(
            heron(),
            listed(
                f"# Heron base\n\n[a]({HUB}/gull/a) [b]({HUB}/gull/b) [c]({HUB}/acme/Heron-7B)\n",
                "github:gull/heron",
            ),
        ),
        rows={"training-code": ("unknown", "unknown"), "evaluation-code": ("unknown", "unknown")},
    ),
    "a text beside the code that limits the weights": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": "The Heron Terms\n\nThe model weights may be used for academic"
                    " research only.\n",
                }
            ),
        ),
        rows={"weights-final": ("released", "custom-restricted")},
    ),
}
