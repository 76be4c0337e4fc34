"""`openness explain`: the manual page of a probe, a kind of fact or a kind of conflict."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from audit.errors import AuditError, ExitCode


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "explain",
        help="say what a conflict, a fact or a probe means",
        description="Print the manual page of a kind of conflict, a kind of fact or a probe; "
        "without an id, list them all.",
    )
    parser.add_argument("id", nargs="?", metavar="ID", help="such as tag-against-license-file")
    parser.add_argument(
        "--conflicts", action="store_true", help="print docs/conflicts.md, the page of all kinds"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints one page, the reference page of the conflicts, or the list of all ids."""
    if arguments.conflicts:
        print(conflicts_page(), end="")
        return ExitCode.DONE
    pages = manual()
    if arguments.id is None:
        print("\n".join(sorted(pages)))
        return ExitCode.DONE
    if arguments.id not in pages:
        raise AuditError(
            f"Nothing is called {arguments.id!r}.", "`openness explain` lists what there is."
        )
    print(pages[arguments.id])
    return ExitCode.DONE


def manual() -> Mapping[str, str]:
    """Every page by its id; where a fact and its probe share a name, both are on one page."""
    found: dict[str, list[str]] = {}
    for name, page in (*_conflicts(), *_facts(), *_probes()):
        found.setdefault(name, []).append(page)
    return {name: "\n\n".join(pages) for name, pages in found.items()}


def conflict_kinds() -> Mapping[str, Any]:
    """What `criteria/conflicts.yaml` says of each kind."""
    kinds: Mapping[str, Any] = _data("conflicts.yaml")["conflicts"]
    return kinds


def conflicts_page() -> str:
    """The reference page of the conflicts, as Markdown."""
    lines = [
        "# Conflicts",
        "",
        "<!-- Written by `openness explain --conflicts`; do not edit. -->",
        "",
        "A conflict is two statements that cannot both hold, with both of them quoted, or one and",
        "an absence that was established. `openness explain ID` prints one of these entries.",
        "",
        "- **critical**: terms that are called open rest on terms that are known to be restricted",
        "- **high**: it cannot be said which of two licenses holds, terms that were read",
        "  contradict a claim, or something was published without a license",
        "- **medium**: a duty, a notice, a promise or a command is left open",
        "- **low**: a pointer leads to the wrong place",
    ]
    for name, kind in conflict_kinds().items():
        lines += ["", f"## {name}", "", kind["means"], "", f"*Look at:* {kind['look']}", ""]
        lines += [f"*Severity:* {_severity(kind)}"]
    return "\n".join(lines) + "\n"


def _severity(kind: Mapping[str, Any]) -> str:
    rules = kind["severity"].items()
    return "; ".join(name if rule == "always" else f"{name} where {rule}" for name, rule in rules)


def _conflicts() -> Iterator[tuple[str, str]]:
    for name, kind in conflict_kinds().items():
        yield (
            name,
            f"Conflict {name}\n\n{kind['means']}\n\nLook at: {kind['look']}\n"
            f"Severity: {_severity(kind)}",
        )


def _facts() -> Iterator[tuple[str, str]]:
    for name, fact in _data("facts.yaml")["facts"].items():
        probes = ", ".join(fact["probes"])
        yield name, f"Fact {name}\n\nStates: {fact['states']}\nProbes: {probes}"


def _probes() -> Iterator[tuple[str, str]]:
    from audit.probes.run import PROBES

    for module in PROBES:
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        yield name, f"Probe {name}\n\n{(module.__doc__ or '').strip()}"


def _data(name: str) -> Any:
    from audit.data import data_dir
    from audit.text.safe_yaml import load_own

    return load_own(data_dir("criteria").joinpath(name).read_text(encoding="utf-8"))
