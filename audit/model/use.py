"""One place in a code base that names a model or a data set."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What is used."""

    MODEL = "model"
    DATASET = "dataset"
    OLLAMA = "ollama"
    """A name of Ollama's own library, which tells no repository on the Hub."""
    UNKNOWN = "unknown"
    """A call that loads something by a name that is worked out when it runs."""


class Use(Struct, frozen=True, kw_only=True, order=True):
    """A name in a file. Equal uses on one line are one."""

    kind: Kind
    id: str
    """`owner/name` on the Hub, or `name` of an old model; of `unknown`, the words that stand in
    place of a name."""
    path: str
    line: int
    """Counted from 1."""
    way: str
    """What names it: a call, an option, a key, an address."""
    revision: str | None = None
    """As it stands there: a commit, a branch or a tag; None where none is named."""

    @property
    def is_pinned(self) -> bool:
        """Whether a commit is named, so that the same is loaded tomorrow."""
        return self.revision is not None and bool(_COMMIT.fullmatch(self.revision))

    @property
    def target(self) -> str | None:
        """How an audit is asked for it, without a revision; None for what does not stand on the
        Hub."""
        if self.kind is Kind.MODEL:
            return f"hf:{self.id}"
        return f"hf:datasets/{self.id}" if self.kind is Kind.DATASET else None


ID = r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}"
"""https://huggingface.co/docs/hub/repositories-settings: letters, digits, `-`, `_` and `.`."""
_ID = re.compile(ID, re.ASCII)
_BARE = re.compile(r"[A-Za-z][\w.-]{1,95}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")
_FILE = re.compile(
    r"\.(?:bin|ckpt|conf|cfg|csv|gguf|gz|ini|ipynb|jsonl?|md|onnx|parquet|pkl|pth?|py|safetensors"
    r"|sh|tar|toml|tsv|txt|ya?ml|zip)$",
    re.IGNORECASE,
)
_FILL_IN = re.compile(
    r"^(?:your|my|path|some|org|owner|user(?:name)?|namespace)[-_]?\w*/|[-_/](?:your|my)[-_]"
    r"|/(?:your|my)[-_]?(?:model|dataset)\b|^owner/name$|^x{3,}/",
    re.IGNORECASE,
)


def is_id(name: str) -> bool:
    """Whether the name may be `owner/name` on the Hub: no file and no place to fill in."""
    is_shaped = _ID.fullmatch(name) is not None and ".." not in name and "--" not in name
    return is_shaped and not _FILE.search(name) and not _FILL_IN.search(name)


def is_old_id(name: str) -> bool:
    """Whether the name may be one of the models of the Hub's first years, without an owner."""
    return _BARE.fullmatch(name) is not None and not _FILE.search(name)
