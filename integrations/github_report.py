"""Tells a pull request and code scanning what a check found, through GitHub's interface.

Reads `openness.md` and `openness.sarif` of the folder OPENNESS_FOLDER. One comment stands for one
check: it is found by a mark that is not shown, and changed by later runs. A pull request of a fork
has a token that may only read; that is said, and fails nothing. Stands on Python alone.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

LONGEST = 60_000
"""Characters; GitHub takes 65,536 in a comment."""
PAGES = 30
"""Of a hundred comments each, in which the mark is looked for."""
SECONDS = 30


class Refused(Exception):  # noqa: N818 - it is GitHub that refuses
    """GitHub did not do what it was asked; the message says why."""


class Repository:
    """One repository as GitHub's interface has it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        api = environment.get("GITHUB_API_URL", "https://api.github.com")
        self._root = f"{api}/repos/{environment['GITHUB_REPOSITORY']}"
        self._token = environment.get("GITHUB_TOKEN", "")

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """The answer as JSON; `Refused` where there is none."""
        request = urllib.request.Request(  # noqa: S310 - the runner says where GitHub is
            self._root + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "User-Agent": "openness-audit",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(f"GitHub answered {error.code} to {method} {path}") from error
        except (OSError, ValueError) as error:
            raise Refused(f"GitHub gave no answer to {method} {path}") from error


def mark_of(name: str) -> str:
    """By what a comment of this check is known; not shown to readers."""
    return f"<!-- openness-check: {name} -->"


def body_of(text: str, name: str) -> str:
    """The comment: its mark and the findings, cut at a line where they are too long."""
    if len(text) > LONGEST:
        text = text[:LONGEST].rpartition("\n")[0] + "\n\nMore stands in the summary of the job.\n"
    return f"{mark_of(name)}\n{text}"


def tell(repository: Repository, number: int, text: str, name: str) -> str:
    """Writes the comment, or changes the one that is there; says which."""
    body = {"body": body_of(text, name)}
    for comment in _comments(repository, number):
        if _is_ours(comment, mark_of(name)):
            if comment["body"].strip() == body["body"].strip():
                return "the comment says so already"
            repository.ask("PATCH", f"/issues/comments/{int(comment['id'])}", body)
            return "the comment was changed"
    repository.ask("POST", f"/issues/{number}/comments", body)
    return "a comment was written"


def _comments(repository: Repository, number: int) -> Iterator[dict[str, Any]]:
    for page in range(1, PAGES + 1):
        found = repository.ask("GET", f"/issues/{number}/comments?per_page=100&page={page}")
        yield from found
        if len(found) < 100:
            return


def _is_ours(comment: dict[str, Any], mark: str) -> bool:
    """People may quote the mark, so that the comment has to begin with it and be a bot's."""
    is_bot = (comment.get("user") or {}).get("type") == "Bot"
    return is_bot and str(comment.get("body") or "").startswith(mark)


def upload(repository: Repository, sarif: bytes, commit: str, ref: str) -> str:
    """Hands the findings to code scanning."""
    packed = base64.b64encode(gzip.compress(sarif, mtime=0)).decode()
    body = {"commit_sha": commit, "ref": ref, "sarif": packed}
    repository.ask("POST", "/code-scanning/sarifs", body)
    return "the findings went to code scanning"


def pull_request(environment: Mapping[str, str]) -> dict[str, Any] | None:
    """The pull request that the run is for; None where it is for none."""
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    found = event.get("pull_request")
    return found if isinstance(found, dict) else None


def main(environment: Mapping[str, str]) -> int:
    """Does what was asked for; what GitHub refuses is a warning, as the check itself decides."""
    folder = Path(environment["OPENNESS_FOLDER"])
    text, sarif = folder / "openness.md", folder / "openness.sarif"
    repository = Repository(environment)
    request = pull_request(environment)
    try:
        if environment.get("OPENNESS_COMMENT") == "true" and request and text.is_file():
            words = text.read_text(encoding="utf-8")
            print(tell(repository, int(request["number"]), words, environment["OPENNESS_NAME"]))
        if environment.get("OPENNESS_UPLOAD") == "true" and sarif.is_file():
            commit = request["head"]["sha"] if request else environment["GITHUB_SHA"]
            ref = f"refs/pull/{request['number']}/head" if request else environment["GITHUB_REF"]
            print(upload(repository, sarif.read_bytes(), commit, ref))
    except Refused as refused:
        print(f"::warning::{refused}. See docs/ci.md for the permissions that it takes.")
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
