"""`python -m tests.hub FOLDER...`: serves folders until interrupted, printing what to set."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence

from .folders import load
from .server import serve
from .shelf import Shelf, joined

ADVICE = "name a folder of the corpus, of a system, of a model or of small models"


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code: 0 after an interrupt, 2 when a folder holds nothing to serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.hub", description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--port", type=int, default=0, help="default: any free one")
    options = parser.parse_args(argv)
    shelves = {folder: load(folder) for folder in options.folders}
    for folder, shelf in shelves.items():
        if not shelf:
            print(f"{folder}: nothing to serve, {ADVICE}", file=sys.stderr)
            return 2
    return serve_until_interrupted(joined(shelves.values()), options.port)


def serve_until_interrupted(shelf: Shelf, port: int) -> int:
    """Serves, with the environment to set as shell lines on stdout, until SIGINT or SIGTERM."""
    interrupted = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: interrupted.set())
    with serve(shelf, port=port) as hub:
        for name, value in hub.environment().items():
            print(f"export {name}={value}")
        sys.stdout.flush()
        interrupted.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
