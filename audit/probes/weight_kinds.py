"""What weights are besides their files: how many parameters, quantised or added to others, and
which steps of the training they show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Evidence, TreeFile
from audit.probes.pages import ReadPage, Subject

_COUNTS = "api/safetensors.json"
"""What the collector counted in the headers of the files."""
_INDEX = re.compile(r"model\.safetensors\.index\.json")
_MOST = 2**53
_AFTER_TRAINING = frozenset(
    [
        "aqlm", "auto-round", "auto_round", "autoawq", "awq", "bitsandbytes", "eetq", "exl2",
        "gptq", "higgs", "hqq", "quanto", "quip", "spqr", "vptq",
    ]
)  # fmt: skip
"""Ways to quantise that follow the training; others may be how a model was trained."""
DERIVED = re.compile(r"base_model:(adapter|quantized):.*")
_STEP = re.compile(
    r"(?:^|/)(?:checkpoint|ckpt|global_?step|step|iter|epoch)s?[-_]?(\d+)(?:[-_]\w+)?/",
    re.IGNORECASE,
)


def parameters(subject: Subject) -> tuple[int, Evidence] | None:
    """How many parameters the files hold, by the host's record, by the files' headers or by their
    index, and the line that says so."""
    for page, inside, key in _places(subject):
        found = page.record
        for name in inside:
            inner = found.get(name)
            found = inner if isinstance(inner, dict) else {}
        count = found.get(key)
        if type(count) is int and 0 < count < _MOST:
            after = f'"{inside[0]}"' if inside else ""
            return count, page.cite(page.line_with(f'"{key}": {count}', after=after))
    return None


def _places(subject: Subject) -> Iterator[tuple[ReadPage, tuple[str, ...], str]]:
    if (record := subject.metadata) is not None:
        yield record, ("safetensors",), "total"
    if (counts := subject.page(_COUNTS)) is not None:
        yield counts, (), "all_parameters"
    for page in subject.pages:
        if _INDEX.fullmatch(page.path):
            yield page, ("metadata",), "total_parameters"


def in_words(count: int) -> str:
    """A number of parameters as people say it."""
    for unit, name in ((10**9, "billion"), (10**6, "million")):
        if count >= unit:
            return f"{count / unit:.3g} {name} parameters"
    return f"{count:,} parameters"


def derived(subject: Subject) -> tuple[str, Evidence] | None:
    """Why the weights are not those of a whole model: quantised after training, or added to
    another model; with the line that says so."""
    config = subject.page("config.json")
    said = config.record.get("quantization_config") if config is not None else None
    method = said.get("quant_method") if isinstance(said, dict) else None
    if config is not None and isinstance(method, str) and method.lower() in _AFTER_TRAINING:
        where = config.line_with('"quant_method"', after='"quantization_config"')
        return f"quantised after training ({method.lower()})", config.cite(where)
    return _tagged(subject.metadata) if subject.metadata is not None else None


def _tagged(record: ReadPage) -> tuple[str, Evidence] | None:
    tags = record.record.get("tags")
    for tag in tags if isinstance(tags, list) else ():
        if isinstance(tag, str) and (found := DERIVED.fullmatch(tag)):
            kind = "an adapter for" if found[1] == "adapter" else "a quantised form of"
            where = record.line_with(f'"{tag}"', after='"tags"')
            return f"the Hub calls it {kind} another model", record.cite(where)
    return None


def steps(files: list[TreeFile]) -> dict[int, TreeFile]:
    """The weight files that lie in folders named for a step of the training: one of each step."""
    found: dict[int, TreeFile] = {}
    for file in files:
        if step := _STEP.search(file.path):
            found.setdefault(int(step[1][:18]), file)
    return dict(sorted(found.items()))
