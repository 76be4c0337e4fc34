"""Traps that were once fallen into: each came out open before its rule was mended."""

from __future__ import annotations

from audit.model import GapReason
from tests.small_models import WEIGHTS, code, data, weights
from tests.traps.model import MIT, P_UNKNOWN, P_UNMET, SHARDS, Trap, gap, heron, tagged

_SOURCES = ("train.py", "evaluate.py", "inference.py", "prepare_data.py", "heron/modeling_heron.py")

ATTACKS: dict[str, Trap] = {
    "source files with nothing in them": Trap(
        parts=(
            heron(),
            code({"LICENSE": MIT, "configs/train.yaml": 0, **dict.fromkeys(_SOURCES, 0)}),
        ),
        rows={},
        outcomes={"OSAID-C2": "unmet", "OSAID-C3": "unmet", "code": "unmet"},
    ),
    "training code, and the rest promised": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    "README.md": "# Heron\n\nThe full training code will be released.\n",
                    "train.py": 9000,
                    "configs/train.yaml": 900,
                }
            ),
        ),
        rows={},
        outcomes={"OSAID-C2": "unmet"},
    ),
    "a license file that could not be read": Trap(
        parts=(weights({**SHARDS, "README.md": tagged(), "LICENSE": 2_000_000}),),
        gaps=(gap(WEIGHTS, GapReason.TOO_LARGE, "LICENSE"),),
        rows={"weights-final": ("released", "unresolved")},
        outcomes=P_UNKNOWN,
    ),
    "a license file as a picture of a page": Trap(
        parts=(weights({**SHARDS, "README.md": tagged(), "LICENSE.pdf": 20_000}),),
        gaps=(gap(WEIGHTS, GapReason.UNREADABLE, "LICENSE.pdf"),),
        rows={"weights-final": ("released", "unresolved")},
        outcomes=P_UNKNOWN,
    ),
    "a license file of one forbidding line": Trap(
        parts=(
            weights(
                {
                    **SHARDS,
                    "README.md": tagged(),
                    "LICENSE": "You may not use this model for commercial purposes.\n",
                }
            ),
        ),
        rows={},
        outcomes={"parameters": "unmet"},
    ),
    "a license file that says nothing": Trap(
        parts=(weights({**SHARDS, "README.md": tagged(), "LICENSE": "see website\n"}),),
        rows={"weights-final": ("released", "unresolved")},
        outcomes=P_UNKNOWN,
    ),
    "an agreement under another name": Trap(
        parts=(
            weights(
                {**SHARDS, "README.md": tagged(), "EULA.md": "You may not distribute it further.\n"}
            ),
        ),
        rows={},
        outcomes=P_UNMET,
    ),
    "a notice of a base model's terms": Trap(
        parts=(
            weights(
                {
                    **SHARDS,
                    "README.md": tagged(),
                    "NOTICE": "The base is licensed under the Llama 3.1 Community License.\n",
                }
            ),
        ),
        rows={},
        outcomes=P_UNMET,
    ),
    "a ban in the body of a card": Trap(
        parts=(heron("You may not use this model for commercial purposes.\n"),),
        rows={},
        outcomes=P_UNMET,
    ),
    "limits under the heading of the license": Trap(
        parts=(heron("## License\n\nUsers must register with us before they put it to work.\n"),),
        rows={},
        outcomes=P_UNMET,
    ),
    "limits that the gate asks people to agree to": Trap(
        parts=(heron(extra_gated_prompt="You agree to non-commercial use only."),),
        rows={},
        outcomes=P_UNMET,
    ),
    "a card that is to refuse people in the European Union": Trap(
        parts=(heron(extra_gated_eu_disallowed=True),),
        rows={},
        outcomes=P_UNKNOWN,
    ),
    "a gate that asks for something unknown": Trap(
        parts=(heron(extra_gated_prompt="You agree to our conditions."),),
        rows={},
        outcomes=P_UNKNOWN,
    ),
    "a restricted badge beside an open tag": Trap(
        parts=(
            heron("[![License](https://img.shields.io/badge/License-CC_BY--NC_4.0-x)](LICENSE)\n"),
        ),
        rows={"weights-final": ("released", "unresolved")},
        outcomes=P_UNKNOWN,
    ),
    "words in a card that may set limits": Trap(
        parts=(heron("By downloading Heron you agree to our terms of use.\n"),),
        rows={"weights-final": ("released", "unresolved")},
        outcomes=P_UNKNOWN,
    ),
    "words in a card that allow": Trap(
        parts=(heron("Heron is free for academic and commercial use.\n"),),
        rows={"weights-final": ("released", "osi-approved")},
        outcomes={"parameters": "met"},
    ),
    "a ban in Chinese": Trap(
        parts=(heron("禁止用于商业用途。\n"),),
        rows={},
        outcomes=P_UNMET,
    ),
    "gated data under open terms": Trap(
        parts=(
            heron(datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="cc-by-4.0"), "a.csv": 900}, record={"gated": "auto"}),
        ),
        rows={},
        outcomes={"OSAID-FAQ-D4": "unmet"},
    ),
    "a private repository": Trap(
        parts=(weights({**SHARDS, "README.md": tagged()}, record={"private": True}),),
        rows={},
        outcomes=P_UNMET,
    ),
    "an open tag with another license's name": Trap(
        parts=(heron(license_name="llama3"),),
        rows={},
        outcomes=P_UNKNOWN,
    ),
    "two licenses under one key": Trap(
        parts=(
            weights(
                {
                    **SHARDS,
                    "README.md": "---\nlicense: cc-by-nc-4.0\nlicense: mit\n---\n\nHeron.\n",
                },
                record={"cardData": {"license": "mit"}},
            ),
        ),
        rows={"weights-final": ("released", "unresolved")},
        outcomes=P_UNKNOWN,
    ),
    "a restricted model in the repository's own name": Trap(
        parts=(weights({**SHARDS, "README.md": tagged()}, "hf:acme/Llama-3-8B-heron"),),
        rows={},
        outcomes=P_UNMET,
    ),
    "a base in the settings of an adapter": Trap(
        parts=(
            weights(
                {
                    **SHARDS,
                    "README.md": tagged(),
                    "adapter_config.json": '{"base_model_name_or_path": "meta-llama/Llama-2-7b"}\n',
                }
            ),
        ),
        rows={},
        outcomes=P_UNMET,
    ),
    "a base in the words of the card's template": Trap(
        parts=(heron("- **Finetuned from model:** meta-llama/Llama-2-7b-hf\n"),),
        rows={},
        outcomes=P_UNMET,
    ),
    "an owner whose name is a part of another's": Trap(
        parts=(heron(base_model="phi/phi-3-mini"),),
        rows={},
        outcomes=P_UNKNOWN,
    ),
    "a difference to another model's weights": Trap(
        parts=(heron("These are delta weights of another model.\n"),),
        rows={},
        outcomes=P_UNMET,
    ),
    "a data set that only the user lists": Trap(
        parts=(
            heron(),
            data(
                {"README.md": tagged(tag="cc-by-4.0"), "a.parquet": 90_000},
                reason="listed in model.yaml",
            ),
        ),
        rows={"training-data": ("unknown", "unknown")},
        outcomes={"OSAID-D1a": "unknown", "OSAID-FAQ-D4": "unknown"},
    ),
    "names that name no data set": Trap(
        parts=(heron(datasets=["private", "tbd"]),),
        rows={},
        outcomes={"OSAID-D1a": "unknown"},
    ),
}
