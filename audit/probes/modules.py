"""The Python modules of a listing: which file an import leads to, and which are not there.

Only a module of a package of the repository's own can be missing: a package of the standard
library, one that the repository says it needs, and one that widely used libraries are called by
belong to others.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from audit.text.python_source import Import

_OF_OTHERS = frozenset(
    [
        "accelerate", "apex", "bitsandbytes", "cv2", "datasets", "deepspeed", "detectron2",
        "diffusers", "evaluate", "fairseq", "fairscale", "flash_attn", "gradio", "hydra", "jax",
        "keras", "lightning", "lm_eval", "matplotlib", "megatron", "mmcv", "mmdet", "mmengine",
        "nltk", "numpy", "omegaconf", "onnx", "pandas", "peft", "PIL", "pytorch_lightning",
        "scipy", "sklearn", "slowfast", "tensorflow", "timm", "tokenizers", "torch",
        "torchaudio", "torchvision", "transformers", "trl", "triton", "vllm", "wandb",
        "xformers", "yaml",
    ]
)  # fmt: skip
"""Names under which libraries are imported; a folder of that name may be a part of a fork."""
_GENERATED = re.compile(
    r"^_[^_]|version|generated|_pb2|^(?:pb\d?|grpc|ext|exts|cuda|build|proto|protos)$|(?:_ext|_cuda|_c|_op|_ops)$"
    r"|^lib|kernel",
    re.IGNORECASE,
)
"""Modules that a build writes."""
_COMPILED = re.compile(r"_pb2(?:_grpc)?$")


class Modules:
    """The modules of a listing. Names are compared without regard to case."""

    def __init__(
        self,
        paths: Iterable[str],
        *,
        unseen: Iterable[str] = (),
        needed: frozenset[str] = frozenset(),
        rewriting: Iterable[str] = (),
    ) -> None:
        """`unseen` are paths of which nothing is known, `needed` the packages of others, and
        `rewriting` the files that change which modules there are."""
        self._files = {path.lower(): path for path in paths}
        self._stems = {_stem(path) for path in self._files}
        self._folders = {folder for path in self._files for folder in _folders(path)}
        self._unseen = {path.lower() for path in unseen}
        self._needed = needed
        self._rewriting = tuple(path.lower() for path in rewriting)

    def missing(self, path: str, found: Import) -> bool:
        """Whether the import, in the file at `path`, surely leads nowhere."""
        if not found.module:
            return False
        parts = found.module.lower().split(".")
        generated = [name for name in found.names if _COMPILED.search(name)]
        if generated or any(_GENERATED.search(part) for part in parts):
            return False
        places = list(self._places(path, found))
        return bool(places) and not any(self._may_lead(place, parts) for place in places)

    def leads_to(self, path: str, found: Import) -> Iterator[str]:
        """The files of the listing that the import executes."""
        parts = found.module.lower().split(".") if found.module else []
        steps = [*parts, *(name.lower() for name in found.names[:50])]
        for place in self._places(path, found):
            at = place
            for step in parts:
                at = f"{at}/{step}" if at else step
                yield from self._modules(at)
            for name in steps[len(parts) :]:
                yield from self._modules(f"{at}/{name}" if at else name)

    def _modules(self, stem: str) -> Iterator[str]:
        for name in (f"{stem}.py", f"{stem}/__init__.py"):
            if name in self._files:
                yield self._files[name]

    def _places(self, path: str, found: Import) -> Iterator[str]:
        """The folders in which the first part of the module is looked for: those that hold the
        package of that name, so that it is the repository's own."""
        folder = path.lower().rpartition("/")[0]
        if found.level:
            steps = folder.split("/") if folder else []
            up = found.level - 1
            if up <= len(steps):
                yield "/".join(steps[: len(steps) - up])
            return
        top = found.module.partition(".")[0]
        if top in sys.stdlib_module_names or top in _OF_OTHERS or top.lower() in self._needed:
            return
        for above in ["", *_folders(f"{folder}/")] if folder else [""]:
            for place in (above, f"{above}/src" if above else "src"):
                if self._is_package(place, top.lower()):
                    yield place

    def _is_package(self, place: str, name: str) -> bool:
        """Whether a package lies there that is no part of another one."""
        prefix = f"{place}/" if place else ""
        return (
            f"{prefix}{name}/__init__.py" in self._files
            and f"{prefix}__init__.py" not in self._files
        )

    def _may_lead(self, place: str, parts: list[str]) -> bool:
        """Whether there is such a module, or something that may hold or make it."""
        at = place
        prefix = f"{place}/{parts[0]}/".lstrip("/")
        if any(path.startswith(prefix) for path in self._rewriting):
            return True
        for part in parts:
            at = f"{at}/{part}" if at else part
            if at in self._stems or at in self._unseen:
                # A file ends the way: what hangs on it may be made when it is executed.
                return True
            if at not in self._folders:
                return False
        return True


def _stem(path: str) -> str:
    """The path up to the first dot of its last part."""
    folder, slash, name = path.rpartition("/")
    return folder + slash + (name.partition(".")[0] or name)


def _folders(path: str) -> Iterator[str]:
    """Every folder that a path goes through."""
    at = path.find("/")
    while at > 0:
        yield path[:at]
        at = path.find("/", at + 1)
