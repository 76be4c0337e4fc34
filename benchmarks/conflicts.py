"""The conflicts that the tool reports of recorded models, to be read one by one.

    python -m benchmarks.conflicts --corpus FOLDER            # counts per kind, recall on the seeds
    python -m benchmarks.conflicts --list | less              # each with both quotes
    python -m benchmarks.conflicts --sample 100               # a sample of those of the models

FOLDER holds `models/`, one folder of recorded repositories each, and `seeds/` with what a person
found in them, `seeds-expected.json`. What a person said of conflicts that were read stands in
`conflicts_read.yaml`; precision is counted over these.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from audit.model import Conflict, Inventory
from audit.text.safe_yaml import load_own
from benchmarks.agreement_run import take_inventories
from benchmarks.conflicts_seeds import recall_lines, seed_inventories

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
READ = Path(__file__).with_name("conflicts_read.yaml")
LONGEST = 300
"""Characters of a quote that are shown."""
Found = tuple[str, Conflict]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the conflicts or their counts; returns 0, or 2 where the folder holds no models."""
    options = _options(argv)
    if not (options.corpus / "models").is_dir():
        sys.stderr.write(f"{options.corpus} holds no models.\n")
        return 2
    found = [] if options.seeds else list(of_models(options.corpus))
    if options.sample:
        drawn = random.Random(options.seed)  # noqa: S311 - a sample to read, no secret
        found = drawn.sample(found, min(options.sample, len(found)))
    seeds = seed_inventories(options.corpus / "seeds", options.whole)
    if options.list or options.sample or options.seeds:
        shown = found if not options.seeds else list(each_conflict(seeds))
        print("\n\n".join(described(*one) for one in shown))
    print("\n".join(count_lines(found, verdicts())))
    print("\n".join(recall_lines(seeds, options.corpus / "seeds-expected.json")))
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--list", action="store_true", help="print each with both quotes")
    parser.add_argument("--sample", type=int, default=0, help="print as many, drawn by a seed")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--whole", type=Path, help="bare git folders of the seeds' code")
    parser.add_argument("--seeds", action="store_true", help="print those of the seeds instead")
    return parser.parse_args(argv)


def of_models(corpus: Path) -> Iterator[Found]:
    """The conflicts of every recorded model, by its slug, judged by its first weights."""
    folders = sorted(path for path in (corpus / "models").iterdir() if path.is_dir())
    wanted = [(folder.name, _first_weights(folder)) for folder in folders]
    taken = take_inventories(corpus / "models", wanted)
    yield from each_conflict({one[0]: taken[one] for one in wanted if one in taken})


def _first_weights(folder: Path) -> str | None:
    records = sorted((folder / "huggingface").glob("*.json"))
    return next((path.stem.replace("__", "/", 1) for path in records), None)


def each_conflict(inventories: Mapping[str, Inventory]) -> Iterator[Found]:
    """Every conflict with the name of its model."""
    for name, inventory in inventories.items():
        yield from ((name, conflict) for conflict in inventory.conflicts)


def key_of(name: str, conflict: Conflict) -> str:
    """What a person's word on a conflict is filed under."""
    return f"{name} | {conflict.kind} | {conflict.text}"


def verdicts() -> Mapping[str, bool]:
    """For each conflict that a person read whether it is right."""
    known = load_own(READ.read_text(encoding="utf-8"))
    return {str(key): bool(right) for key, right in known.items()}


def described(name: str, conflict: Conflict) -> str:
    """A conflict with both sides and the places, for a reader."""
    lines = [f"== {key_of(name, conflict)} [{conflict.severity.value}]"]
    for side in conflict.sides:
        lines.append(f"   - {side.says}")
        for proof in side.evidence[:4]:
            place = f"{proof.path or '(listing)'}:{proof.lines[0] if proof.lines else '-'}"
            quote = " / ".join((proof.quote or "").splitlines())[:LONGEST]
            lines.append(f"       {place}  {quote}")
    return "\n".join(lines)


def count_lines(found: Sequence[Found], read: Mapping[str, bool]) -> Iterator[str]:
    """How many conflicts of each kind there are, and how many of those read are right."""
    kinds = Counter(conflict.kind for _, conflict in found)
    rows = [(conflict.kind, read.get(key_of(name, conflict))) for name, conflict in found]
    judged = [(kind, right) for kind, right in rows if right is not None]
    yield f"{'kind':36} {'found':>6} {'read':>6} {'right':>6}"
    for kind, count in sorted(kinds.items()):
        own = [right for of_kind, right in judged if of_kind == kind]
        yield f"{kind:36} {count:6} {len(own):6} {sum(own):6}"
    right = sum(right for _, right in judged)
    share = f"{right / len(judged):.3f}" if judged else "-"
    yield f"{'all':36} {len(found):6} {len(judged):6} {right:6}   precision {share}"


if __name__ == "__main__":
    raise SystemExit(main())
