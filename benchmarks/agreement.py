"""How well the inventory agrees with what people said of the same models.

    python -m benchmarks.agreement --corpus FOLDER
    python -m benchmarks.agreement --disagreements | less    # or --unanswered
    python -m benchmarks.agreement --write docs/agreement.md

FOLDER holds `labels.json` and `models/`, one folder of recorded repositories each. They are served
on loopback to the real collectors, and the inventory is scored over the cells that the recorded
inputs can decide (`agreement_cells.yaml`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from audit.model import Inventory
from benchmarks.agreement_cells import CELLS, VERDICTS, Cells, Verdicts, read_cells, read_verdicts
from benchmarks.agreement_disagreements import described, disagreements, unanswered
from benchmarks.agreement_labels import CAREFUL, NoLabelsError, read_labels
from benchmarks.agreement_run import Wanted, take_inventories
from benchmarks.agreement_score import Compared, compare, feature_lines, target_lines
from benchmarks.agreement_table import Results, as_json, page, terminal

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table; returns 0, or 2 where the folder holds no labels."""
    options = _options(argv)
    try:
        decisions = read_labels(options.corpus, frozenset(options.tiers))
    except NoLabelsError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    wanted = {(decision.model, decision.weights) for decision in decisions}
    inventories = take_inventories(options.corpus / "models", wanted)
    cells = read_cells(options.cells)
    compared = compare(decisions, inventories)
    verdicts = read_verdicts(options.verdicts)
    results = score(compared, cells)
    if options.write:
        options.write.write_text(page(results, verdicts), encoding="utf-8")
    if options.json:
        print(json.dumps(as_json(results), indent=1))
    elif options.disagreements:
        print(listed(results.disagreements, inventories, cells, verdicts))
    elif options.unanswered:
        print(listed(unanswered(compared, cells.with_stated()), inventories, cells, verdicts))
    else:
        print(terminal(results))
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--cells", type=Path, default=CELLS)
    parser.add_argument("--verdicts", type=Path, default=VERDICTS)
    parser.add_argument("--tiers", default="".join(sorted(CAREFUL)), help="of labels: A, AB, ...")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--disagreements", action="store_true", help="list each, worst first")
    parser.add_argument("--unanswered", action="store_true", help="list what is left open")
    parser.add_argument("--write", type=Path, help="page of the documentation to write")
    return parser.parse_args(argv)


def score(compared: Sequence[Compared], cells: Cells) -> Results:
    """All figures, over what was recorded and with what is stated."""
    stated = cells.with_stated()
    return Results(
        lines=feature_lines(compared, cells),
        stated=feature_lines(compared, stated),
        targets=target_lines(compared, cells),
        targets_stated=target_lines(compared, stated),
        disagreements=disagreements(compared, cells),
        models=len({one.decision.model for one in compared}),
    )


def listed(
    compared: Sequence[Compared],
    inventories: Mapping[Wanted, Inventory],
    cells: Cells,
    verdicts: Verdicts,
) -> str:
    """Every comparison with both sides."""
    return "\n".join(
        line for one in compared for line in described(one, inventories, cells, verdicts)
    )


if __name__ == "__main__":
    sys.exit(main())
