"""What the small trap models are made of: a release that is open throughout, and texts of terms.

All names are made up.
"""

from __future__ import annotations

from typing import NamedTuple

from audit.model import Gap, GapReason
from tests.small_models import Files, Part, card, weights

SHARDS: Files = {"config.json": '{"model_type": "heron"}\n', "model.safetensors": 9_000_000}
SOURCES: Files = {
    "train.py": 900,
    "configs/train.yaml": 9000,
    "evaluate.py": 9000,
    "inference.py": 9000,
    "prepare_data.py": 9000,
    "heron/modeling_heron.py": 900,
    "requirements.txt": 2000,
}
MIT = """MIT License

Copyright (c) 2025 Ada Example

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""
BSD = """Copyright (c) 2025, Ada Example
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted
provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions
and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of
conditions and the following disclaimer in the documentation and/or other materials provided with
the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR
IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER
IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT
OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
UNFILLED = MIT.replace("2025 Ada Example", "[year] [fullname]")
NEARLY_MIT = MIT.replace(
    "The above copyright",
    "Users with more than 100 million monthly active users must ask us for a license first.\n\n"
    "The above copyright",
)
OWN_TERMS = """The Heron Terms

1. You may use the Heron weights for academic research only.
2. You shall not use the Heron weights for any military purpose.
3. The licensor may end this license at any time.
"""
OTHER_TERMS = """Terms of PelicanChat

PelicanChat is offered for non-commercial use. PelicanChat may log what you type.
Whoever uses PelicanChat agrees to this license.
"""
VENDORED: Files = {"pelican/LICENSE": MIT, "pelican/setup.py": 9000, "pelican/train.py": 9000}


class Trap(NamedTuple):
    """A model and what has to come out."""

    parts: tuple[Part, ...]
    rows: dict[str, tuple[str, str]] = {}  # noqa: RUF012 - a constant, never changed
    outcomes: dict[str, str] = {}  # noqa: RUF012
    conflicts: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    quiet: tuple[str, ...] = ()
    """Kinds of conflicts that must not be reported."""
    at_most: dict[str, tuple[str, ...]] = {}  # noqa: RUF012
    """For a row, each availability that the words bear: the first is what they say, the others
    say less."""
    never_open: tuple[str, ...] = ()
    """Rows whose terms must not come out open."""
    silent: tuple[str, ...] = ()
    """Questions on the data to which nothing in the words may be taken for an answer."""


def tagged(body: str = "Heron sees.", tag: object = "apache-2.0", **more: object) -> str:
    """A card with a license tag; `tag=None` leaves the tag out."""
    return card(body, **({"language": "en"} if tag is None else {"license": tag}), **more)


def heron(body: str = "Heron sees.", *, files: Files | None = None, **front: object) -> Part:
    return weights({"README.md": tagged(body, **front), **SHARDS, **(files or {})})


def gap(artifact: str, reason: GapReason, path: str | None = None) -> Gap:
    return Gap(artifact=artifact, path=path, reason=reason, detail="")


RELEASED_OPEN = {"weights-final": ("released", "osi-approved")}
UNRESOLVED = {"weights-final": ("released", "unresolved")}
UNSEEN_TERMS = {"weights-final": ("released", "unknown")}
OPEN_CODE = {"training-code": ("released", "osi-approved")}
NO_CODE_TERMS = {"training-code": ("released", "none"), "inference-code": ("released", "none")}
P_MET, P_UNMET, P_UNKNOWN = (
    {"parameters": "met"},
    {"parameters": "unmet"},
    {"parameters": "unknown"},
)
