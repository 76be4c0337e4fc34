"""Traps of words that do not count: commented out, struck out, examples, quotations, pictures."""

from __future__ import annotations

from tests.small_models import code, weights
from tests.traps.model import MIT, RELEASED_OPEN, SHARDS, SOURCES, UNSEEN_TERMS, Trap, heron, tagged

PIPED = "https://huggingface.co/datasets/delta/web"


def _no_grant(words: str) -> Trap:
    return Trap(parts=(heron(words, tag=None),), rows=UNSEEN_TERMS)


def _no_data(words: str) -> Trap:
    """Words that name no training data of this model."""
    return Trap(
        parts=(heron(words),),
        at_most={"training-data": ("not-found", "unknown", "withheld")},
        silent=("provenance", "public-sources"),
    )


HIDDEN: dict[str, Trap] = {
    "license in a comment": _no_grant("<!-- The weights are released under the MIT License. -->"),
    "license in a comment of several lines": _no_grant(
        "<!--\nFor later:\n\nThe weights are released under the MIT License.\n\n-->\n\nHeron sees."
    ),
    "license in a comment behind an arrow": _no_grant(
        "<!-- a -> b\n\nThe weights are released under the MIT License.\n-->"
    ),
    "license struck out": _no_grant("~~The weights are released under the MIT License.~~"),
    "license struck out by a tag": _no_grant(
        "<del>The weights are released under the MIT License.</del>"
    ),
    "license badge in a comment": _no_grant(
        "<!-- [![License](https://img.shields.io/badge/License-MIT-green)](LICENSE) -->"
    ),
    "license in a block of code": _no_grant(
        "```\nThe weights are released under the MIT License.\n```"
    ),
    "license in a block within a block": _no_grant(
        "````\n```\nx\n```\nThe weights are released under the MIT License.\n````"
    ),
    "license in code of a line": _no_grant(
        "Write `The weights are released under the MIT License.` into the card of your own model."
    ),
    "license in a quotation of others": _no_grant(
        "As the authors of Pelican write:\n\n> The weights are released under the MIT License.\n"
    ),
    "license in an example of a card": _no_grant(
        "For example, your card may say: the weights are released under the MIT License."
    ),
    "license of a tool in an acknowledgement": _no_grant(
        "## Acknowledgements\n\nThe code of PelicanKit is released under the MIT License.\n"
    ),
    "license of others in a table": _no_grant(
        "| Model | License |\n|---|---|\n| Pelican-7B | released under MIT License |\n"
    ),
    "license of a release in a citation": _no_grant(
        "```bibtex\n@misc{heron, note={released under the MIT License}}\n```"
    ),
    "card of another model": _no_grant(
        "# Pelican-7B\n\nPelican-7B is released under the MIT License.\n"
    ),
    "data in a comment": _no_data(
        f"## Training data\n\n<!-- Heron was trained on [web]({PIPED}). -->\n\nTo be written.\n"
    ),
    "data in a comment of several lines": _no_data(
        f"## Training data\n\n<!--\n- [web]({PIPED}), 3 million pairs\n-->\n\nNothing yet.\n"
    ),
    "data struck out": _no_data(
        f"## Training data\n\n~~Heron was trained on [web]({PIPED}).~~\n\nNot told.\n"
    ),
    "data in a block of code": _no_data(
        f"## Training\n\n```\n# data: {PIPED}\n```\n\nAs you like.\n"
    ),
    "data that the model was not trained on": _no_data(
        f"## Training data\n\nHeron was not trained on [web]({PIPED}).\n\nOf what, we do not say.\n"
    ),
    "data that were left out": _no_data(
        f"## Training data\n\nWe excluded [web]({PIPED}) from training.\n\nThat is all.\n"
    ),
    "data of others' models": _no_data(
        f"## Related work\n\nPelican-7B was trained on [web]({PIPED}).\n\nHeron was not.\n"
    ),
    "data asked about": _no_data(
        f"## FAQ\n\nWas Heron trained on [web]({PIPED})?\n\nWe do not say.\n"
    ),
    "data in a picture": _no_data(
        "## Training data\n\n![training data: 3 million pairs](data.png)\n\nSee above.\n"
    ),
    "results in a picture": Trap(
        parts=(heron("## Results\n\n![results](results.png)\n"),),
        at_most={"evaluation-results": ("unknown", "not-found")},
    ),
    "results in a comment": Trap(
        parts=(heron("## Results\n\n<!--\n| MMLU | 60 |\n|---|---|\n-->\n\nTo be added.\n"),),
        at_most={"evaluation-results": ("unknown", "not-found", "announced")},
    ),
    "results to come in a table": Trap(
        parts=(heron("## Results\n\n| MMLU | HumanEval |\n|---|---|\n| TBD | TBD |\n"),),
        at_most={"evaluation-results": ("unknown", "not-found", "announced")},
    ),
    "report in a comment": Trap(
        parts=(heron("<!-- [Paper](https://arxiv.org/abs/2401.00001) -->\n\nHeron sees."),),
        at_most={"technical-report": ("unknown", "not-found")},
    ),
    "report that is to come": Trap(
        parts=(heron("[Paper](#) (coming soon)"),),
        at_most={"technical-report": ("unknown", "announced", "not-found")},
    ),
    "compute in a comment": Trap(
        parts=(heron("<!-- Heron was trained on 8 A100 GPUs. -->\n\nHeron sees."),),
        at_most={"compute": ("unknown", "not-found")},
    ),
    "compute that the user needs": Trap(
        parts=(heron("To train your own model you need 8 A100 GPUs."),),
        at_most={"compute": ("unknown", "not-found")},
    ),
    "compute that is not told": Trap(
        parts=(heron("We do not say whether Heron was trained on 8 A100 GPUs or on more."),),
        at_most={"compute": ("unknown", "not-found")},
    ),
    "a card that is all comment": Trap(
        parts=(heron("<!--\nHeron sees birds.\n\nIt sees them well.\n-->"),),
        at_most={"model-card": ("partial", "unknown", "not-found")},
    ),
    "a card that is a template": Trap(
        parts=(
            heron(
                "# Model Card for Model ID\n\n[More Information Needed]\n\n## Uses\n\n"
                "[More Information Needed]\n"
            ),
        ),
        at_most={"model-card": ("partial", "unknown", "not-found")},
    ),
    "a ban in a comment is still a tag alone": Trap(
        parts=(heron("<!-- For research use only. -->"),),
        at_most={"weights-final": ("released",)},
    ),
    "a change log that is empty": Trap(
        parts=(heron(), code({"LICENSE": MIT, **SOURCES, "CHANGELOG.md": "\n"})),
        at_most={"changelog": ("unknown", "not-found", "partial")},
    ),
    "called open source in a comment": Trap(
        parts=(
            weights(
                {
                    **SHARDS,
                    "README.md": tagged(
                        "<!-- Heron is an open-source model. -->\n\nHeron sees.",
                        tag="cc-by-nc-4.0",
                    ),
                }
            ),
        ),
        rows={"weights-final": ("released", "noncommercial-or-research")},
        quiet=("claim-against-terms",),
    ),
    "not called open source": Trap(
        parts=(
            weights(
                {
                    **SHARDS,
                    "README.md": tagged("Heron is not an open-source model.", tag="cc-by-nc-4.0"),
                }
            ),
        ),
        rows={"weights-final": ("released", "noncommercial-or-research")},
        quiet=("claim-against-terms",),
    ),
    "words that the model writes": Trap(
        parts=(heron('Heron answers: "I am released under the GPL-3.0 license."', tag=None),),
        rows=UNSEEN_TERMS,
    ),
    "a promise in a comment": Trap(
        parts=(heron("<!-- The weights will be released. -->"),), rows=RELEASED_OPEN
    ),
}
