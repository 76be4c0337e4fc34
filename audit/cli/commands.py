"""The commands by name: the module that runs each, and what the list of commands says of it.

Only the module of the command that was named is imported, so that none pays for the others.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import MappingProxyType

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

COMMANDS = MappingProxyType(
    {
        "audit": ("audit", "audit models and write reports"),
        "fleet": ("fleet", "audit many models, with several workers"),
        "site": ("site", "make a static site of assessments"),
        "check": ("check", "check models against a policy, for people and for machines"),
        "policy": ("policy", "list, show or test policies"),
        "query": ("query", "ask the tables of a fleet"),
        "brief": ("brief", "sum up many assessments for policy review, with letters"),
        "review": ("review", "decide what a person has to decide, and write it down"),
        "agreement": ("agreement", "compare two sets of reviews, or reviews with the tool"),
        "collect": ("collect", "save a snapshot of a model"),
        "diff": ("diff", "say what changed between two states of a model"),
        "history": ("history", "say when a repository came to its terms"),
        "watch": ("watch", "audit again what moved, and say what changed"),
        "verify": ("verify", "check that a snapshot is as it was collected"),
        "license": ("licenses", "read license files, or say what a license allows"),
        "frameworks": ("frameworks", "list the definitions of openness, or show how one is read"),
        "explain": (
            "explain",
            "say what a requirement, a license, a conflict, a fact or a probe means",
        ),
        "export-facts": ("export_facts", "write inventories without any quote"),
        "fix": ("fix", "write the patch that a publisher could merge"),
        "init": ("init", "write a first model.yaml, policy or workflow"),
        "cache": ("cache", "show or clear what was kept of earlier runs"),
        "completion": ("completion", "print what makes a shell complete commands"),
        "import": ("register_in", "read what registers say of models"),
        "export": ("register_out", "write audits in the form of a register"),
    }
)
"""A line for each command, in the order of `openness --help`. The module in `audit.cli` has
`add_command(commands)`, which adds a parser of that name and sets what it runs."""


def add_commands(commands: Commands, argv: tuple[str, ...]) -> None:
    """Adds the command that was named; where none was, the names of all."""
    named = next((word for word in argv if not word.startswith("-")), "")
    if named in COMMANDS:
        _adder(named)(commands)
        return
    for name, (_, told) in COMMANDS.items():
        commands.add_parser(name, help=told)


def add_all(commands: Commands) -> None:
    """Adds every command with all that it takes."""
    for name in COMMANDS:
        _adder(name)(commands)


def _adder(name: str) -> Callable[[Commands], None]:
    module = importlib.import_module(f"audit.cli.{COMMANDS[name][0]}")
    adder: Callable[[Commands], None] = module.add_command
    return adder
