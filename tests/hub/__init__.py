"""A loopback Hugging Face Hub, GitHub and arXiv, for the real clients, from folders or dicts.

In a test:

    shelf = Shelf(
        models=[hub_repo("acme/tiny", {"README.md": "---\\nlicense: mit\\n---\\n"})],
        repos=[git_repo("acme/code", {"LICENSE": "..."})],
    )
    with serve(shelf) as hub:
        HfApi(endpoint=hub.hf_endpoint).model_info("acme/tiny")
        requests.get(hub.github_api + "/repos/acme/code", timeout=5)

`git_server.serve_git(FOLDER)` serves the bare repositories of a folder to the real git.

`load(FOLDER...)` reads a shelf from the two layouts of the corpus and from small models:

    <folder>/hub/<owner>__<name>/             a model: README.md with front matter, config.json, ...
    <folder>/hub/datasets/<owner>__<name>/    a dataset
    <folder>/github/<owner>__<name>/          a GitHub repository

Everything there is served as it is. What cannot be seen in the files stands in `.hub.json`:

    revision          40 hex digits; otherwise it follows from the content
    gated             "auto", "manual" or false (default)
    private           true, false (default)
    tags              tags besides those that follow from the card
    siblings          [{"path", "size", "lfs_sha256"}]: files that are listed but have no bytes
    served            false: no bytes at all, only the listing
    complete          false: the listing lacks files
    moved_from        an earlier id, or several
    other_branches    {"refs/pr/1": folder}, the folder named from that of the repository's parent
    fields            further JSON fields of the info answer

and in `.github.json`: `revision`, `default_branch`, `branch` (the one that the folder holds, if not
the default), `archived`, `pushed_at`, `license` (an SPDX id), `moved_from`, `other_branches`,
`complete`. A folder for another branch is best named `<owner>__<name>@<branch>`.

Papers stand on the shelf as `Paper`; a paper that does not is one that nobody recorded. Other pages
are put into `hub.pages` by their path, and a robots.txt into `hub.robots`.

`hub.windows.set("api", 500, seconds=300.0)` has the Hub's API count its visitors and refuse those
that are too many (`windows.py`); `RateLimit` in `github.py` does so for GitHub. `hub_list.py`
serves the list of models.

Beyond what the real services send, answers say what nobody recorded: `revisionMadeUp`,
`siblingsTruncated`, `storedPage` and `recordedFrom` in the info of a model or dataset, the header
`X-Not-Recorded: 1` on a 404 for what may well exist, `X-Siblings-Truncated: 1` on a file listing.
"""

from __future__ import annotations

from .answer import Answer, Request, json_answer
from .folders import load
from .server import Hub, serve
from .shelf import GitRepo, HubRepo, Paper, Revision, Shelf, StoredFile, stored
from .written import git_repo, hub_past, hub_repo

__all__ = [
    "Answer",
    "GitRepo",
    "Hub",
    "HubRepo",
    "Paper",
    "Request",
    "Revision",
    "Shelf",
    "StoredFile",
    "git_repo",
    "hub_past",
    "hub_repo",
    "json_answer",
    "load",
    "serve",
    "stored",
]
