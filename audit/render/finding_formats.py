"""The formats that findings can be written in, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from audit.model.finding import Findings

Writer = Callable[[Findings], str]


def _terminal(findings: Findings) -> str:
    from audit.render.finding_terminal import terminal

    return terminal(findings)


def _json(findings: Findings) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(findings), indent=2).decode("utf-8") + "\n"


def _sarif(findings: Findings) -> str:
    from audit.render.sarif import sarif

    return sarif(findings)


def _junit(findings: Findings) -> str:
    from audit.render.junit import junit

    return junit(findings)


def _github(findings: Findings) -> str:
    from audit.render.github import github

    return github(findings)


def _gitlab(findings: Findings) -> str:
    from audit.render.gitlab import gitlab

    return gitlab(findings)


def _markdown(findings: Findings) -> str:
    from audit.render.finding_markdown import markdown

    return markdown(findings)


FINDING_FORMATS: Mapping[str, Writer] = {
    "terminal": _terminal,
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "gitlab": _gitlab,
    "markdown": _markdown,
}
