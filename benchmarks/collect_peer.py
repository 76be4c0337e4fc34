"""Runs the OWASP AIBOM generator in its own interpreter: `python collect_peer.py SOURCE MODEL`.

Prints as its last line the seconds that the generator took for a model, imports not counted. Needs
nothing of this project.
"""

from __future__ import annotations

import sys
import time


def main() -> int:
    """Runs it once; returns 0."""
    source, model = sys.argv[1:]
    sys.path.insert(0, source)
    from src.models.service import AIBOMService  # type: ignore[import-not-found]

    started = time.perf_counter()
    found = AIBOMService().generate_aibom(model)
    took = time.perf_counter() - started
    if not found.get("components"):
        raise SystemExit("it generated nothing")
    print(took)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
