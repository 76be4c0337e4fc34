from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.licenses.documents import statements_in
from audit.licenses.linked import license_at
from audit.model import Scope, StatementKind
from tests.text.growth import HOSTILE, growth

CODE, WEIGHTS, DATA = Scope.CODE, Scope.WEIGHTS, Scope.DATA
Found = list[tuple[Scope, StatementKind, str | None, int]]


def found(text: str, path: str) -> Found:
    return [(s.scope, s.kind, s.expression, s.first) for s in statements_in(text, path)]


def said(text: str, path: str = "README.md") -> list[tuple[Scope, str | None]]:
    return [(s.scope, s.expression) for s in statements_in(text, path)]


CARD = """\
---
license: other
license_name: cc-by-nc-4.0
---
# Cake

The code is released under Apache 2.0.
"""
FILES: dict[str, tuple[str, str, list[tuple[Scope, str | None]]]] = {
    "card": (CARD, "README.md", [(WEIGHTS, "CC-BY-NC-4.0"), (CODE, "Apache-2.0")]),
    "spdx": ("#!/bin/sh\n# SPDX-License-Identifier: MIT\n", "run.sh", [(CODE, "MIT")]),
    "spdx expression": (
        "/* SPDX-License-Identifier: MIT OR Apache-2.0 */\n",
        "a.c",
        [(CODE, "MIT OR Apache-2.0")],
    ),
    "spdx ref": (
        "// SPDX-License-Identifier: LicenseRef-cake\n",
        "a.js",
        [(CODE, "LicenseRef-cake")],
    ),
    "spdx unknown": ("# SPDX-License-Identifier: Cake-1.0\n", "a.py", [(CODE, None)]),
    "apache header": (
        '# Licensed under the Apache License, Version 2.0 (the "License");\n# you may not\n',
        "a.py",
        [(CODE, "Apache-2.0")],
    ),
    "gnu header": (
        " * under the terms of the GNU General Public License as published by\n"
        " * the Free Software Foundation, either version 3 of the License, or\n"
        " * (at your option) any later version. See the license.\n",
        "a.c",
        [(CODE, "GPL-3.0-or-later")],
    ),
    "lesser header": (
        "# GNU Lesser General Public License version 2.1 only, the license.\n",
        "a.py",
        [(CODE, "LGPL-2.1-only")],
    ),
    "notice in a license file": (
        "Cake is free software: you can redistribute it and/or modify it under the terms of the\n"
        "GNU Lesser General Public License as published by the Free Software Foundation, either\n"
        "version 2.1 of the License, or (at your option) any later version.\n",
        "LICENSE",
        [(CODE, "LGPL-2.1-or-later")],
    ),
    "no header": ("import os\n", "a.py", []),
    "denied header": ("# This license: it is not licensed under the MIT License.\n", "a.py", []),
    "pyproject": (
        '[project]\nname = "cake"\nlicense = "MIT"\nclassifiers = [\n'
        '  "License :: OSI Approved :: MIT License",\n]\n',
        "pyproject.toml",
        [(CODE, "MIT")],
    ),
    "pyproject table": (
        'license = {text = "BSD-3-Clause"}\n',
        "pyproject.toml",
        [(CODE, "BSD-3-Clause")],
    ),
    "setup.py": ('setup(\n    license="Apache 2.0",\n)\n', "setup.py", [(CODE, "Apache-2.0")]),
    "setup.cfg": ("[metadata]\nlicense = MIT\n", "setup.cfg", [(CODE, "MIT")]),
    "classifier of a family": (
        'classifiers=["License :: OSI Approved :: BSD License"]\n',
        "setup.py",
        [(CODE, None)],
    ),
    "package.json": ('{\n  "license": "ISC"\n}\n', "package.json", [(CODE, "ISC")]),
    "cargo": (
        '[package]\nlicense = "MIT OR Apache-2.0"\n',
        "Cargo.toml",
        [(CODE, "MIT OR Apache-2.0")],
    ),
    "citation": ("cff-version: 1.2.0\nlicense: MIT\n", "CITATION.cff", [(CODE, "MIT")]),
    "citation list": (
        "cff-version: 1.2.0\nlicense:\n  - MIT\n  - Apache-2.0\nkeywords:\n  - GPL-3.0-only\n",
        "CITATION.cff",
        [(CODE, "MIT"), (CODE, "Apache-2.0")],
    ),
    "scopes": (
        "Our code is released under MIT, model weights are released under CC-BY-NC 4.0.\n",
        "README.md",
        [(CODE, "MIT"), (WEIGHTS, "CC-BY-NC-4.0")],
    ),
    "chinese": (
        "代码采用 Apache 2.0 许可，而模型权重采用 CC BY-NC 4.0 许可。\n",
        "README_zh.md",
        [(CODE, "Apache-2.0"), (WEIGHTS, "CC-BY-NC-4.0")],
    ),
    "link": (
        "The weights are under [these terms](https://creativecommons.org/licenses/by-nc/4.0/).\n",
        "README.md",
        [(WEIGHTS, "CC-BY-NC-4.0")],
    ),
    "link of another": (
        "Unlike Pie, which is under [these terms](https://spdx.org/licenses/MIT), ours is not.\n",
        "README.md",
        [],
    ),
    "bare link": (
        "The license is to be had.\n\nhttps://www.apache.org/licenses/LICENSE-2.0\n",
        "README.md",
        [(CODE, "Apache-2.0")],
    ),
    "notice in a block": (
        "## License\n\n```\nLicensed under the Apache License, Version 2.0\n```\n",
        "README.md",
        [(CODE, "Apache-2.0")],
    ),
    "data page": (
        "The set is available under CC BY 4.0.\n",
        "docs/dataset.md",
        [(DATA, "CC-BY-4.0")],
    ),
    "nothing": ("# Cake\n\nA model of cakes.\n", "README.md", []),
    "empty": ("", "README.md", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "path", "expected"), FILES.values(), ids=FILES.keys())
def test_what_a_file_states(text: str, path: str, expected: list[tuple[Scope, str | None]]) -> None:
    assert said(text, path) == expected


def test_lines_are_those_of_the_file() -> None:
    filler = "We bake.\n\n" * 40
    text = f"{CARD}\n{filler}\nThe data is under CC BY 4.0.\n"
    lines = {s.expression: (s.first, s.last) for s in statements_in(text, "README.md")}
    assert lines == {
        "CC-BY-NC-4.0": (2, 2),
        "Apache-2.0": (7, 7),
        "CC-BY-4.0": (text.count("\n"), text.count("\n")),
    }
    notice = "# Cake.\n#\n# It is licensed under the\n# Apache License, Version 2.0.\n"
    assert [(s.first, s.last) for s in statements_in(notice, "x.py")] == [(4, 4)]
    assert found("# SPDX-License-Identifier: MIT\n", "x.py") == [
        (CODE, StatementKind.FILE_HEADER, "MIT", 1)
    ]


@pytest.mark.parametrize(
    ("url", "expression"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://www.creativecommons.org/licenses/by-nc-sa/4.0/legalcode", "CC-BY-NC-SA-4.0"),
        ("https://ai.meta.com/llama/license", "LicenseRef-llama2"),
        ("https://spdx.org/licenses/MIT.html", "MIT"),
        ("https://spdx.org/licenses/MIT-0.html", None),
        ("https://example.org/licenses/by/4.0/", None),
        ("", None),
    ],
)
def test_addresses(url: str, expression: str | None) -> None:
    assert license_at(url) == expression


PIECES = st.sampled_from(
    [text for text, _, _ in FILES.values()] + ["```\n", "---\n", "\0", "\u2028"]
)
PATHS = st.sampled_from(["README.md", "a.py", "setup.py", "CITATION.cff", "pyproject.toml", "x"])


@settings(deadline=None)
@given(st.text() | st.lists(PIECES, max_size=6).map("".join), PATHS)
def test_any_text_is_read(text: str, path: str) -> None:
    for statement in statements_in(text, path):
        assert 1 <= statement.first <= statement.last <= max(1, len(text.splitlines()))


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("path", ["README.md", "a.py", "setup.py"])
def test_time_is_linear(piece: str, path: str) -> None:
    def reads(text: str) -> object:
        return statements_in(text, path)

    assert growth(reads, piece, "licensed under the apache license ") < 12
