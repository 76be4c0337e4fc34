"""Runs one peer over files, in the peer's own interpreter: `python license_peers.py TOOL`.

Reads a JSON list of paths on standard input and prints one JSON object: for each path the license
ids that the tool gives, generic ones left out, and the seconds it took, warm. Needs nothing of this
project, so that peers can live in an environment of their own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Reader = Callable[[str], set[str]]


def _scancode() -> Reader:
    from licensedcode.cache import get_licenses_db  # type: ignore[import-not-found]
    from scancode.api import get_licenses  # type: ignore[import-not-found]

    known: Any = get_licenses_db()

    def read(path: str) -> set[str]:
        found = get_licenses(path)
        keys = {
            key
            for one in found.get("license_detections", ())
            for match in one["matches"]
            for key in _keys(match["license_expression"])
        }
        return {_spdx(known, key) for key in keys if not _is_generic(known.get(key))}

    return read


def _keys(expression: str) -> list[str]:
    words = expression.replace("(", " ").replace(")", " ").split()
    return [word for word in words if word not in ("AND", "OR", "WITH")]


def _is_generic(found: Any) -> bool:
    return found is None or bool(found.is_generic or found.is_unknown)


def _spdx(known: Any, key: str) -> str:
    spdx = known[key].spdx_license_key or ""
    return key if not spdx or spdx.startswith("LicenseRef-") else str(spdx)


def _askalono() -> Reader:
    import askalono  # type: ignore[import-not-found]

    def read(path: str) -> set[str]:
        found = askalono.identify(Path(path).read_text(encoding="utf-8", errors="replace"))
        return {found.name} if found is not None and found.score >= 0.9 else set()

    return read


def _infer_license() -> Reader:
    from infer_license.api import guess_text  # type: ignore[import-not-found]

    def read(path: str) -> set[str]:
        found = guess_text(Path(path).read_text(encoding="utf-8", errors="replace"))
        return {found.shortname} if found is not None else set()

    return read


TOOLS: dict[str, Callable[[], Reader]] = {
    "ScanCode": _scancode,
    "pyaskalono": _askalono,
    "infer-license": _infer_license,
}


def main() -> int:
    """Answers for every path; exit code 3 where the tool is not installed."""
    try:
        read = TOOLS[sys.argv[1]]()
    except ImportError as error:
        sys.stderr.write(f"{sys.argv[1]} is not installed: {error}\n")
        return 3
    answers: dict[str, Any] = {}
    paths = json.load(sys.stdin)
    if paths:
        read(paths[0])  # warm
    for path in paths:
        started = time.perf_counter()
        try:
            ids = sorted(read(path))
        except Exception as error:
            ids = [f"failed: {type(error).__name__}"]
        answers[path] = {"ids": ids, "seconds": time.perf_counter() - started}
    sys.stdout.write(json.dumps(answers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
