"""`openness explain`: the manual page of a requirement, license, conflict, fact or probe."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from audit.cli.output import put
from audit.errors import AuditError, ExitCode


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "explain",
        description="Print the manual page of a requirement, a license, a kind of conflict, a kind "
        "of fact or a probe; without an id, list them all.",
    )
    parser.add_argument(
        "id", nargs="?", metavar="ID", help="such as OSAID-D0, Apache-2.0 or badge-elsewhere"
    )
    parser.add_argument(
        "--conflicts", action="store_true", help="print docs/conflicts.md, the page of all kinds"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints one page, the reference page of the conflicts, or the list of all ids."""
    if arguments.conflicts:
        put(conflicts_page())
        return ExitCode.DONE
    pages = manual()
    if arguments.id is None:
        from audit.licenses.entries import entry_ids

        put("\n".join([*sorted({*pages, *entry_ids()}), ""]))
        return ExitCode.DONE
    page = pages.get(arguments.id) or license_page(arguments.id)
    if page is None:
        raise AuditError(
            f"Nothing is called {arguments.id!r}.", "`openness explain` lists what there is."
        )
    put(f"{page}\n")
    return ExitCode.DONE


def manual() -> Mapping[str, str]:
    """Every page but those of licenses, by its id; where a fact and its probe share a name, both
    are on one page."""
    from audit.cli.framework_pages import requirement_pages

    found: dict[str, list[str]] = {}
    for name, page in (*_conflicts(), *_facts(), *_probes(), *requirement_pages()):
        found.setdefault(name, []).append(page)
    return {name: "\n\n".join(pages) for name, pages in found.items()}


def license_page(name: str) -> str | None:
    """What is known of a license by its id, tag or name: its class, and what a person read in it
    with the sections; None where no license goes by the name."""
    from audit.cli.license_words import of_license
    from audit.licenses.cards import card, find

    license_id = find(name)
    return None if license_id is None else f"License {of_license(card(license_id))}"


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
