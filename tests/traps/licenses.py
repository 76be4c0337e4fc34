"""Traps on the terms of weights and code."""

from __future__ import annotations

from tests.small_models import code, weights
from tests.traps.model import (
    BSD,
    MIT,
    NEARLY_MIT,
    NO_CODE_TERMS,
    OPEN_CODE,
    OTHER_TERMS,
    OWN_TERMS,
    P_MET,
    P_UNKNOWN,
    P_UNMET,
    RELEASED_OPEN,
    SHARDS,
    SOURCES,
    UNFILLED,
    UNRESOLVED,
    UNSEEN_TERMS,
    VENDORED,
    Trap,
    heron,
)

LICENSES: dict[str, Trap] = {
    "plain and open": Trap(
        parts=(heron(), code({"LICENSE": MIT, **SOURCES})),
        rows={**RELEASED_OPEN, **OPEN_CODE},
        outcomes=P_MET | {"code": "unknown", "OSAID-C2": "met", "OSAID-C4": "unknown"},
    ),
    "open tag, restrictive model license in the code repository": Trap(
        parts=(heron(), code({"LICENSE": MIT, "MODEL_LICENSE": OWN_TERMS, **SOURCES})),
        rows={"weights-final": ("released", "custom-restricted"), **OPEN_CODE},
        outcomes=P_UNMET | {"OSAID-C2": "met"},
        conflicts=("tag-against-license-file",),
    ),
    "open tag, restrictive model license beside the weights": Trap(
        parts=(heron(files={"LICENSE": OWN_TERMS}),),
        rows={"weights-final": ("released", "custom-restricted")},
        outcomes=P_UNMET,
        conflicts=("tag-against-license-file",),
    ),
    "open tag, restrictive license in a folder of licenses": Trap(
        parts=(heron(files={"licenses/MODEL_LICENSE": OWN_TERMS}),),
        rows={"weights-final": ("released", "custom-restricted")},
        outcomes=P_UNMET,
    ),
    "restricted tag beside an open text": Trap(
        parts=(heron(tag="cc-by-nc-4.0", files={"LICENSE": MIT}),),
        rows=UNRESOLVED,
        outcomes=P_UNKNOWN,
        conflicts=("tag-against-license-file",),
    ),
    "open tag, policy of use beside the weights": Trap(
        parts=(
            heron(files={"USE_POLICY.md": "You will not use the model for any military end.\n"}),
        ),
        rows={"weights-final": ("released", "custom-restricted")},
        outcomes=P_UNMET,
    ),
    "open text and a policy of use": Trap(
        parts=(
            heron(
                files={
                    "LICENSE": MIT,
                    "USE_POLICY.md": "You will not use the model for any military end.\n",
                }
            ),
        ),
        rows=UNRESOLVED,
        outcomes=P_UNKNOWN,
    ),
    "a policy of use that says nothing known": Trap(
        parts=(heron(files={"USE_POLICY.md": "Please be kind.\n"}),),
        rows=UNRESOLVED,
        outcomes=P_UNKNOWN,
    ),
    "research only in prose under an open tag": Trap(
        parts=(heron("The weights are for non-commercial use only."),),
        rows={"weights-final": ("released", "noncommercial-or-research")},
        outcomes=P_UNMET,
        conflicts=("prose-against-tag",),
    ),
    "research only in Chinese under an open tag": Trap(
        parts=(heron("本模型仅限研究用途，禁止商用。"),),
        rows={"weights-final": ("released", "noncommercial-or-research")},
        outcomes=P_UNMET,
        conflicts=("prose-against-tag",),
    ),
    "research only in prose beside an open text": Trap(
        parts=(
            heron("This model may be used for research purposes only.", files={"LICENSE": MIT}),
        ),
        rows=UNRESOLVED,
        outcomes=P_UNKNOWN,
    ),
    "research only in the README of the code": Trap(
        parts=(
            heron(),
            code({"README.md": "# Heron\n\nThe weights are for research use only.\n", **SOURCES}),
        ),
        rows={"weights-final": ("released", "noncommercial-or-research")},
        outcomes=P_UNMET,
    ),
    "limits on another size do not count": Trap(
        parts=(
            heron(),
            code(
                {
                    "README.md": "# Heron\n\nThe 70B weights are for research use only.\n",
                    **SOURCES,
                }
            ),
        ),
        rows=RELEASED_OPEN,
        outcomes=P_MET,
    ),
    "license other, open text in a file": Trap(
        parts=(heron(tag="other", files={"LICENSE": MIT}),),
        rows=RELEASED_OPEN,
        outcomes=P_MET,
    ),
    "license other, own text in a file": Trap(
        parts=(heron(tag="other", files={"LICENSE": OWN_TERMS}),),
        rows={"weights-final": ("released", "custom-restricted")},
        outcomes=P_UNMET,
    ),
    "license other, nothing more": Trap(
        parts=(heron(tag="other"),), rows=UNRESOLVED, outcomes=P_UNKNOWN
    ),
    "license other by the name of an open one": Trap(
        parts=(heron(tag="other", license_name="mit"),), rows=UNRESOLVED, outcomes=P_UNKNOWN
    ),
    "license other by the name of a restricted one": Trap(
        parts=(heron(tag="other", license_name="llama3.1"),),
        rows={"weights-final": ("released", "community-restricted")},
        outcomes=P_UNMET,
    ),
    "two tags, one restricted": Trap(
        parts=(heron(tag=["apache-2.0", "cc-by-nc-4.0"]),),
        rows={"weights-final": ("released", "noncommercial-or-research")},
        outcomes=P_UNMET,
    ),
    "near variant of an open license": Trap(
        parts=(heron(tag="mit", files={"LICENSE": NEARLY_MIT}),),
        rows={"weights-final": ("released", "custom-restricted")},
        outcomes=P_UNMET,
    ),
    "no tag in a card that was read": Trap(
        parts=(heron(tag=None),), rows=UNSEEN_TERMS, outcomes=P_UNKNOWN
    ),
    "no card that was read": Trap(
        parts=(weights({"README.md": 300, **SHARDS}),), rows=UNSEEN_TERMS, outcomes=P_UNKNOWN
    ),
    "the letters of a license inside a word": Trap(
        parts=(heron("We permit licensed use under limits of our own.", tag=None),),
        rows=UNSEEN_TERMS,
        outcomes=P_UNKNOWN,
    ),
    "prose about another project": Trap(
        parts=(heron("Pelican, a rival model, is released under the MIT License.", tag=None),),
        rows=UNSEEN_TERMS,
        outcomes=P_UNKNOWN,
    ),
    "an open license promised in prose": Trap(
        parts=(heron("The weights will be released under the Apache 2.0 license.", tag=None),),
        rows=UNSEEN_TERMS,
        outcomes=P_UNKNOWN,
    ),
    "an open license denied in prose": Trap(
        parts=(heron("Our model is not under the Apache 2.0 license.", tag=None),),
        rows=UNSEEN_TERMS,
        outcomes=P_UNKNOWN,
    ),
    "the code's license is not the weights'": Trap(
        parts=(heron(tag=None), code({"LICENSE": MIT, **SOURCES})),
        rows={**UNSEEN_TERMS, **OPEN_CODE},
        outcomes=P_UNKNOWN,
    ),
    "license files in vendored folders alone": Trap(
        parts=(heron(), code({**SOURCES, **VENDORED})),
        rows=NO_CODE_TERMS,
        outcomes={"OSAID-C2": "unmet", "OSAID-C5": "unmet"},
        conflicts=("no-license-for-own-code",),
    ),
    "training code in a vendored folder alone": Trap(
        parts=(heron(), code({"LICENSE": MIT, "inference.py": 9000, **VENDORED})),
        rows={"training-code": ("not-found", "unknown")},
        outcomes={"OSAID-C2": "unmet"},
    ),
    "licensed folder that holds some of the files": Trap(
        parts=(
            heron(),
            code(
                {f"a/train_{n}.py": 90 for n in "xyz"}
                | {"a/LICENSE": MIT, "train.py": 9000, "configs/train.yaml": 900}
            ),
        ),
        rows={"training-code": ("released", "unknown")},
        outcomes={"OSAID-C2": "unknown"},
    ),
    "license of third parties at the root": Trap(
        parts=(heron(), code({"THIRD_PARTY_LICENSE": MIT, **SOURCES})),
        rows={"training-code": ("released", "unknown")},
        outcomes={"OSAID-C2": "unknown"},
    ),
    "unfilled template": Trap(
        parts=(heron(), code({"LICENSE": UNFILLED, **SOURCES})),
        conflicts=("license-template-unfilled",),
    ),
    "license of another branch": Trap(
        parts=(
            heron(),
            code(
                {"LICENSE": BSD, "@main/LICENSE": MIT, **SOURCES},
                branch="v2",
                default_branch="main",
            ),
        ),
        conflicts=("branch-against-branch",),
        rows=OPEN_CODE,
    ),
    "no license on the branch that is audited": Trap(
        parts=(
            heron(),
            code({"@main/LICENSE": MIT, **SOURCES}, branch="v2", default_branch="main"),
        ),
        rows=NO_CODE_TERMS,
        conflicts=("no-license-for-own-code",),
    ),
    "badge that leads to another project": Trap(
        parts=(
            heron(),
            code(
                {
                    "README.md": "[![Code License](https://img.shields.io/badge/License-Apache_2.0-x)]"
                    "(https://github.com/other/pelican/blob/main/LICENSE)\n",
                    **SOURCES,
                }
            ),
        ),
        rows=NO_CODE_TERMS,
        conflicts=("badge-elsewhere", "no-license-for-own-code"),
    ),
    "a badge alone": Trap(
        parts=(
            heron(),
            code(
                {
                    "README.md": "[![License](https://img.shields.io/badge/License-MIT-x)](LICENSE)\n",
                    "train.py": 900,
                },
                listing="part",
            ),
        ),
        rows={"training-code": ("partial", "unresolved")},
        outcomes={"OSAID-C2": "unmet"},
    ),
    "stray terms of another project": Trap(
        parts=(heron(), code({"LICENSE": MIT, "TERMS.md": OTHER_TERMS, **SOURCES})),
        rows=OPEN_CODE,
        conflicts=("stray-terms",),
    ),
    "own terms that speak of others too": Trap(
        parts=(heron(files={"TERMS.md": OTHER_TERMS + "Heron is for research purposes only.\n"}),),
        rows={"weights-final": ("released", "custom-restricted")},
        outcomes=P_UNMET,
    ),
    "words in a subfolder grant nothing": Trap(
        parts=(
            heron(tag=None),
            code(
                {
                    "projects/old/README.md": "The model is released under the MIT License.\n",
                    **SOURCES,
                }
            ),
        ),
        rows=UNSEEN_TERMS,
        outcomes=P_UNKNOWN,
    ),
    "called open source under restricted terms": Trap(
        parts=(heron("Heron is our open-source model for birds.", tag="cc-by-nc-4.0"),),
        rows={"weights-final": ("released", "noncommercial-or-research")},
        outcomes=P_UNMET | {"OSAID-K2": "unmet"},
        conflicts=("claim-against-terms",),
    ),
    "others called open source": Trap(
        parts=(heron("Heron outperforms all open-source models.", tag="cc-by-nc-4.0"),),
        outcomes={"OSAID-K2": "not-applicable"},
        quiet=("claim-against-terms",),
    ),
    "a text that adds a title to the tag's own license": Trap(
        parts=(heron(tag="mit", files={"LICENSE": "Heron\n\n" + MIT + "\nWith thanks to Bob.\n"}),),
        rows=UNRESOLVED,
        outcomes=P_UNKNOWN,
        quiet=("tag-against-license-file",),
    ),
}
