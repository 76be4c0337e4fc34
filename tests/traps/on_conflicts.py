"""Traps in which one place of a model's documents contradicts another, or the files."""

from __future__ import annotations

from tests.small_models import DATA, base, checkpoint, code, data, weights
from tests.traps.model import BSD, MIT, OWN_TERMS, SHARDS, SOURCES, Trap, heron, tagged

LLAMA = "meta-llama/Llama-3.1-8B"
HEAD_ELSEWHERE = (
    "# Copyright (c) Pelican Labs, Inc. and affiliates.\n# All rights reserved.\n\n"
    "# This source code is licensed under the license found in the\n"
    "# LICENSE file in the root directory of this source tree.\n\nimport torch\n"
)

ON_CONFLICTS: dict[str, Trap] = {
    "README runs what is not there": Trap(
        parts=(
            heron(),
            code({**SOURCES, "LICENSE": MIT, "README.md": "```\npython tools/go.py --x\n```\n"}),
        ),
        conflicts=("documentation-names-missing-file",),
    ),
    "README runs what it fetches": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "README.md": "```\ngit clone https://github.com/pelican/x\npython go.py\n```\n",
                }
            ),
        ),
        quiet=("documentation-names-missing-file",),
    ),
    "README links to what is not there": Trap(
        parts=(heron(), code({**SOURCES, "LICENSE": MIT, "README.md": "See [it](docs/it.md).\n"})),
        conflicts=("documentation-names-missing-file",),
    ),
    "two versions of one package": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "README.md": "Use transformers version 4.45.0.\n",
                    "requirements.txt": "transformers==4.46.3\ntorch>=2\n",
                }
            ),
        ),
        conflicts=("versions-exclude-each-other",),
    ),
    "the packaging declares another license": Trap(
        parts=(
            heron(),
            code({**SOURCES, "LICENSE": MIT, "pyproject.toml": 'license = "BSD-2-Clause"\n'}),
        ),
        conflicts=("package-against-license-file",),
    ),
    "a head names another license": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "train.py": "# SPDX-License-Identifier: GPL-3.0-only\n\nimport torch\n",
                }
            ),
        ),
        conflicts=("header-against-root-license",),
    ),
    "files of others without their license": Trap(
        parts=(heron(), code({**SOURCES, "LICENSE": MIT, "fast/model.py": HEAD_ELSEWHERE})),
        conflicts=("vendored-license-dropped",),
    ),
    "a notice and a name that are owed": Trap(
        parts=(
            heron("Built with Llama.", tag="llama3.1", base_model=LLAMA),
            base({"README.md": tagged(tag="llama3.1")}, f"hf:{LLAMA}"),
        ),
        conflicts=("duties-not-shown",),
        quiet=("model-against-base-model",),
    ),
    "terms that add those of another": Trap(
        parts=(
            heron(files={"MODEL_LICENSE": f"{OWN_TERMS}\n7. The Llama 2 license also applies.\n"}),
        ),
        conflicts=("duties-not-shown",),
    ),
    "open weights on restricted data": Trap(
        parts=(
            heron("Trained on acme/heron-mix.", datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="cc-by-nc-4.0")}, DATA),
        ),
        conflicts=("model-against-data",),
    ),
    "weights without a license": Trap(
        parts=(weights({"README.md": tagged(tag=None), **SHARDS}),),
        conflicts=("no-license-for-weights",),
    ),
    "weights with the license of the code": Trap(
        parts=(
            heron(tag="bsd-2-clause", files={"LICENSE": BSD}),
            code({**SOURCES, "LICENSE": BSD, "MODEL_LICENSE": OWN_TERMS}),
        ),
        conflicts=("code-license-for-weights",),
    ),
    "a code repository that limits the weights": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "README.md": "The Heron model weights are for research use only.\n",
                }
            ),
        ),
        conflicts=("card-against-code-repository",),
    ),
    "open, and the training code is not there": Trap(
        parts=(
            heron("Heron is an open-source language model. We made it."),
            code({"LICENSE": MIT, "inference.py": 9000}),
        ),
        conflicts=("claim-against-content",),
    ),
    "limits that a README had before": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "README.md": "# Heron\n",
                    f"@{'cd' * 20}^/README.md": "The weights are for research use only.\n",
                }
            ),
        ),
        conflicts=("revision-against-revision",),
        quiet=("card-against-code-repository",),
    ),
    "limits that a README still has": Trap(
        parts=(
            code(
                {
                    "LICENSE": MIT,
                    "README.md": "The weights are for research use only.\n",
                    f"@{'cd' * 20}^/README.md": "The weights are for research use only.\n",
                }
            ),
        ),
        quiet=("revision-against-revision",),
    ),
    "a promise of long ago": Trap(
        parts=(
            heron("- [2023/01/30] The training code will be released soon."),
            code({"LICENSE": MIT, "inference.py": 9000}),
        ),
        conflicts=("promise-overdue",),
    ),
    "a promise of what is there": Trap(
        parts=(
            heron("The heron-chorus data set is coming soon."),
            data({"README.md": tagged(), "a.parquet": 9000}, "hf:datasets/acme/heron-chorus"),
        ),
        conflicts=("promise-kept-elsewhere",),
    ),
    "checkpoint that was promised": Trap(
        parts=(
            heron("The Heron-70B-Chat model will be released soon."),
            checkpoint({"README.md": tagged(), **SHARDS}, "hf:acme/Heron-70B-Chat"),
        ),
        conflicts=("promise-kept-elsewhere",),
    ),
}
