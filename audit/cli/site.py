"""`openness site`: a static site of many assessments."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audit.cli.output import put
from audit.cli.results import RESULTS
from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.render.site.links import Plan


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "site",
        description="Make a static site of assessments: a table of all, and a page for each model, "
        "definition, license and kind of conflict. A site that is there is brought up to date.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="results:\n  " + RESULTS.replace("\n", "\n  "),
    )
    parser.add_argument(
        "results",
        nargs="+",
        metavar="RESULT",
        help="what the site is about; see below",
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="the folder of the site"
    )
    parser.add_argument(
        "--base-url",
        default="",
        metavar="URL",
        help="where it will stand; needed for a sitemap and for previews",
    )
    parser.add_argument(
        "--language",
        nargs="+",
        default=["en"],
        metavar="TAG",
        help="en or zh-Hans; of several, the first stands at the root (default: en)",
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes that write pages (default: one for each processor)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Makes the site, then says what was written."""
    from audit.cli.site_build import build
    from audit.cli.site_inputs import inputs
    from audit.render.untrusted import one_line

    plan = _plan(arguments.base_url, arguments.language)
    if arguments.workers < 1:
        raise AuditError("--workers is below 1.", "Give 1 or more, or leave it out.")
    done = build(inputs(arguments.results), arguments.output, plan, workers=arguments.workers)
    models, files = _number(done.models, "model"), _number(done.files, "file")
    written = f"{done.written:,} written, {done.removed:,} removed"
    front = one_line(str(arguments.output / "index.html"))
    put(f"{models}, {files}: {written}. Open {front}\n")
    return ExitCode.DONE


def _plan(base_url: str, languages: list[str]) -> Plan:
    from audit.render.language import LANGUAGES
    from audit.render.site.links import Plan
    from audit.render.untrusted import web_link

    for one in languages:
        if one not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise AuditError(f"There is no report in {one!r}.", f"Known: {known}.")
    if base_url and (web_link(base_url) != base_url or urlsplit(base_url).query or "#" in base_url):
        raise AuditError(f"{base_url!r} is not an address for a site.", "Give https://host/path/.")
    spelled = base_url.rstrip("/") + "/" if base_url else ""
    return Plan(languages=tuple(dict.fromkeys(languages)), base_url=spelled)


def _number(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
