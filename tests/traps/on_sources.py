"""Traps in sources: their heads, what they import, and what documentation makes of them."""

from __future__ import annotations

from tests.small_models import DATA, code, data, weights
from tests.traps.model import MIT, SHARDS, SOURCES, Trap, heron, tagged

_ASF = (
    "# Copyright 2025 Acme Birds. All rights reserved.\n#\n"
    "# Licensed to the Pelican Software Foundation (PSF) under one\n"
    "# or more contributor license agreements.  See the NOTICE file\n"
    "# distributed with this work for additional information.\n\nimport torch\n"
)
_THEIRS = (
    "# Copyright (c) 2023 Pelican Team.\n#\n"
    '# Licensed under the Apache License, Version 2.0 (the "License");\n\nimport torch\n'
)
_LISTED = "heron/__init__.py"
_SETS = (
    "This corpus is compiled from the following public sets:\n\n"
    "- BirdQA\n- NestVQA-2\n- FeatherBench\n"
)

ON_SOURCES: dict[str, Trap] = {
    "a head names another licensor": Trap(
        parts=(heron(), code({**SOURCES, "LICENSE": MIT, "heron/modeling_heron.py": _ASF})),
        conflicts=("header-names-another-licensor",),
    ),
    "a head names another licensor, and the notice is there": Trap(
        parts=(
            heron(),
            code(
                {**SOURCES, "LICENSE": MIT, "heron/modeling_heron.py": _ASF, "NOTICE": "Pelican\n"}
            ),
        ),
        quiet=("header-names-another-licensor",),
    ),
    "files of others and no license at all": Trap(
        parts=(
            heron(),
            code({**SOURCES, "README.md": "# Heron\n", "heron/modeling_heron.py": _THEIRS}),
        ),
        conflicts=("vendored-license-dropped",),
    ),
    "files of others and nobody saw the whole listing": Trap(
        parts=(heron(), code({**SOURCES, "heron/modeling_heron.py": _THEIRS}, listing="part")),
        quiet=("vendored-license-dropped", "header-names-another-licensor"),
    ),
    "files of others under the license that lies at the root": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "fast/model.py": "# Copyright (c) Pelican Labs, Inc.\n"
                    "# Licensed under the MIT License, found in the\n"
                    "# LICENSE file in the root directory of this source tree.\n",
                }
            ),
        ),
        quiet=("vendored-license-dropped", "header-against-root-license"),
    ),
    "training code imports what was not committed": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    _LISTED: 90,
                    "train.py": "from heron.corpus import birds\n\n" + "birds()\n" * 60,
                }
            ),
        ),
        conflicts=("code-cannot-run",),
    ),
    "packaging reads a name that nothing defines": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "setup.py": "from setuptools import setup\n\n"
                    'setup(name="heron", extras_require={"eval": EVAL})\n',
                }
            ),
        ),
        conflicts=("code-cannot-run",),
    ),
    "training code that imports what others publish": Trap(
        parts=(
            heron(),
            code({**SOURCES, "LICENSE": MIT, _LISTED: 90, "train.py": "import birdlib.corpus\n"}),
        ),
        quiet=("code-cannot-run",),
    ),
    "documentation makes an environment of a missing file": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "README.md": "```\nconda env create -f environment.yml\n```\n",
                }
            ),
        ),
        conflicts=("documentation-names-missing-file",),
    ),
    "documentation runs a missing script in a folder": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "README.md": "```\ncd nests/ && python load_nests.py\n```\n",
                    "nests/load_all.py": 900,
                }
            ),
        ),
        conflicts=("documentation-names-missing-file",),
    ),
    "documentation runs what a run has written": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "README.md": "```\ncd runs/heron && python gather_it.py .\n```\n",
                }
            ),
        ),
        quiet=("documentation-names-missing-file",),
    ),
    "documentation runs what the words above fetch elsewhere": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "README.md": "Prepare it as in [this](https://github.com/pelican/x#prepare):\n"
                    "```\npython tools/convert_it.py\n```\n",
                }
            ),
        ),
        quiet=("documentation-names-missing-file",),
    ),
    "links of a site that is made of the texts": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "docs/a.md": "See [b](./sub/b), [c](/docs/x/c), [d](//pelican.org/d/).\n",
                    "docs/sub/b.md": 90,
                }
            ),
        ),
        quiet=("documentation-names-missing-file",),
    ),
    "a container asks for other versions": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "cog.yaml": 'build:\n  python_packages:\n    - "torch==2.0.1"\n',
                    "requirements.txt": "torch==2.1.2\n",
                }
            ),
        ),
        conflicts=("versions-exclude-each-other",),
    ),
    "a data set of others under one open tag": Trap(
        parts=(heron(), data({"README.md": tagged(_SETS), "a.parquet": 9000}, DATA)),
        conflicts=("data-against-its-sources",),
    ),
    "a data set of others that gives their licenses": Trap(
        parts=(
            heron(),
            data(
                {"README.md": tagged(f"{_SETS}\nEach keeps its own license.\n"), "a.parquet": 9000},
                DATA,
            ),
        ),
        quiet=("data-against-its-sources",),
    ),
    "a data set with a restricted source": Trap(
        parts=(
            heron("Trained on acme/heron-mix."),
            data({"README.md": tagged(_SETS), "a.parquet": 9000}, DATA),
            data(
                {"README.md": tagged(tag="cc-by-nc-4.0")}, "hf:datasets/pelican/BirdQA", own=False
            ),
        ),
        conflicts=("data-against-its-sources",),
    ),
    "everything is promised and there": Trap(
        parts=(
            heron("The code and model checkpoints will be released in one month. Stay tuned!"),
            code({**SOURCES, "LICENSE": MIT}),
        ),
        conflicts=("promise-kept-elsewhere",),
    ),
    "more is promised than is there": Trap(
        parts=(
            heron("The code and checkpoints of larger models will be released in one month."),
            code({**SOURCES, "LICENSE": MIT}),
        ),
        quiet=("promise-kept-elsewhere",),
    ),
    "a term that is over": Trap(
        parts=(
            heron("The training code will be released in June 2026."),
            code({"LICENSE": MIT, "inference.py": 9000}),
        ),
        conflicts=("promise-overdue",),
    ),
    "a term that is still to come": Trap(
        parts=(
            heron("The training code will be released in June 2027."),
            code({"LICENSE": MIT, "inference.py": 9000}),
        ),
        quiet=("promise-overdue",),
    ),
    "a promise that a later entry keeps": Trap(
        parts=(
            heron(
                "- [2024.3.1] The code of Heron-HD will be released very soon!\n"
                "- [2024.5.2] The code of Heron-HD is released.\n"
            ),
            code({"LICENSE": MIT, "inference.py": 9000}),
        ),
        quiet=("promise-overdue",),
    ),
    "a promise that a later entry keeps for another": Trap(
        parts=(
            heron(
                "- [2024.3.1] The training code of Heron-HD will be released very soon!\n"
                "- [2024.5.2] The code of Stork-2 is released.\n"
            ),
            code({"LICENSE": MIT, "inference.py": 9000}),
        ),
        conflicts=("promise-overdue",),
    ),
    "a promise in what was not touched for years": Trap(
        parts=(
            weights(
                {"README.md": tagged("The training code will be released soon."), **SHARDS},
                record={"lastModified": "2024-02-01T00:00:00.000Z"},
            ),
            code({"LICENSE": MIT, "inference.py": 9000}),
        ),
        conflicts=("promise-overdue",),
    ),
}
