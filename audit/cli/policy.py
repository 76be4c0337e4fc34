"""`openness policy`: lists policies, shows what one asks, and tests policies like code."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import put
from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.judge.policy.cases import Tried
    from audit.model import Inventory

_TEST = "test"
_ENDINGS = (".yaml", ".yml")


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "policy",
        description="Without an argument, list the policies that come with the tool. With a name "
        "or a file, show what it asks, in words. `openness policy test PATH...` runs the tests in "
        "files or folders: exit code 0 where all come out as expected, 1 where one does not.",
    )
    parser.add_argument("name", nargs="?", metavar="POLICY", help="a name, a file, or `test`")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="with `test`: files or folders")
    parser.add_argument(
        "--page", action="store_true", help="print docs/policies.md, the page of all policies"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the list, one policy or the page; or runs tests and says how they came out."""
    if arguments.name == _TEST:
        return _test(arguments.paths)
    if arguments.paths:
        raise AuditError("One policy at a time.", "See `openness policy --help`.")
    if arguments.page:
        from audit.cli.policy_page import policies_page

        put(policies_page())
        return ExitCode.DONE
    if arguments.name is None:
        put("\n".join([*listing(), ""]))
        return ExitCode.DONE
    from audit.cli.policies import given_policy
    from audit.cli.policy_page import policy_text

    put(policy_text(given_policy(arguments.name).policy))
    return ExitCode.DONE


def listing() -> Iterator[str]:
    """A line for each policy that comes with the tool."""
    from audit.judge.policy.read import named_policy, policy_names

    width = max(map(len, policy_names()))
    for name in policy_names():
        policy = named_policy(name).policy
        yield f"{name:<{width}}  {len(policy.rules):>2} rules  {policy.name}"


def _test(paths: list[str]) -> int:
    if not paths:
        raise AuditError("There is nothing to test.", "Name files or folders with tests.")
    lines: list[str] = []
    failed = total = 0
    for file in _files(paths):
        for tried in _tried(file):
            total += 1
            failed += bool(tried.differences)
            lines += _told(file, tried)
    lines.append(f"{total - failed} of {total} cases came out as expected.")
    put("\n".join([*lines, ""]))
    return ExitCode.POLICY_NOT_MET if failed else ExitCode.DONE


def _files(paths: list[str]) -> Iterator[Path]:
    for text in paths:
        path = Path(text)
        if not path.is_dir():
            yield path
            continue
        found = sorted(file for file in path.rglob("*") if _is_test(file))
        if not found:
            said = f"{path} holds no tests of policies."
            raise AuditError(said, "They end in .yaml or .yml and begin with their schema.")
        yield from found


def _is_test(file: Path) -> bool:
    """Whether a file says that it is one: folders hold policies and waivers too."""
    if file.suffix.lower() not in _ENDINGS or not file.is_file():
        return False
    from audit.cli.review_files import text_of
    from audit.judge.policy.cases import SCHEMA

    return SCHEMA in text_of(file)


def _tried(file: Path) -> Iterator[Tried]:
    from audit.cli.policies import given_policy, given_waivers, is_file
    from audit.cli.review_files import text_of
    from audit.judge.policy.cases import read_cases, try_cases

    cases = read_cases(text_of(file), str(file))
    named = cases.policy
    policy = given_policy(str(file.parent / named) if is_file(named) else named).policy
    waivers = given_waivers([file.parent / name for name in cases.waivers], policy)
    yield from try_cases(cases, policy, waivers, lambda one: _inventory(one, file), str(file))


def _inventory(named: str, file: Path) -> Inventory:
    from audit.bundled import bundled_inventory
    from audit.pipeline import read_inventory

    if named.startswith("bundled:"):
        return bundled_inventory(named.removeprefix("bundled:"))
    return read_inventory(file.parent / named)


def _told(file: Path, tried: Tried) -> Iterator[str]:
    from audit.render.untrusted import one_line

    mark = "✗" if tried.differences else "✓"
    yield f"{mark} {one_line(str(file))}: {one_line(tried.name)}"
    for one in tried.differences:
        subject = one.rule or "the whole"
        yield f"    {subject}: expected {one.expected.value}, found {one.found.value}"
        if one.why:
            yield f"      {one_line(one.why)}"
