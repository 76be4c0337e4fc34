"""Routes of the Hub: `/api/...` and `/{id}/resolve/{revision}/{path}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, quote

from .answer import NOT_RECORDED, Answer, Request, in_range, json_answer, unchanged
from .hub_info import Json, commits, expanded, file_entry, info, refs, tree
from .hub_list import list_answer
from .shelf import HubRepo, Kind, Revision, StoredFile, blob_sha, revision_of
from .site import Site

KINDS: Mapping[str, Kind] = {"models": "models", "datasets": "datasets"}
VERBS = {"revision", "tree", "refs", "commits", "paths-info", "resolve"}
"""Words after an id, which tell an id of one part from one of two."""

NO_HARNESSES: Mapping[str, object] = {"standardEnvVars": [], "harnesses": {}}
NO_PAGE = "Sorry, we can't find the page you are looking for."
EXPANDED_PAGE = 50
"""The Hub's page size for a tree with `expand`."""


def hub_answer(site: Site, request: Request) -> Answer:
    """The Hub's answer to any path."""
    match request.segments:
        case ("api", "agent-harnesses"):
            return json_answer(NO_HARNESSES)
        case ("api", "whoami-v2"):
            return failure(401, "Invalid username or password.")
        case ("api", kind) if kind in KINDS:
            return list_answer(site, request, KINDS[kind])
        case ("api", kind, *words) if kind in KINDS and words[:1] != [""]:
            return repository_answer(site, request, KINDS[kind], tuple(words))
        case ("datasets", *words) if "resolve" in words:
            return repository_answer(site, request, "datasets", tuple(words))
        case (*words,) if "resolve" in words[1:3]:
            return repository_answer(site, request, "models", tuple(words))
        case _:
            return failure(404, NO_PAGE)


def failure(
    status: int, message: str, *, code: str | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    """An error as the Hub sends it: the message in a header too, with a code where it has one."""
    said = {"X-Error-Message": message, **({"X-Error-Code": code} if code else {})}
    return json_answer({"error": message}, status=status, headers={**said, **(headers or {})})


def repository_answer(site: Site, request: Request, kind: Kind, words: tuple[str, ...]) -> Answer:
    """What is asked of one repository, after it was found under this or a former id."""
    length = 1 if len(words) == 1 or words[1] in VERBS else 2
    name, rest = "/".join(words[:length]), words[length:]
    repo = site.shelf.hub(kind, name)
    if repo is None or (repo.private and not granted(site, request)):
        status = 404 if repo is None else 401
        return failure(status, "Repository not found", code="RepoNotFound")
    if repo.id != name:
        return renamed(request, name, repo.id)
    if rest[:1] == ("resolve",):
        return file_answer(site, request, repo, rest[1:])
    return api_answer(site, request, kind, repo, rest)


def granted(site: Site, request: Request) -> bool:
    """True when the request's token may read gated and private repositories."""
    return request.token in site.shelf.tokens


def renamed(request: Request, old: str, new: str) -> Answer:
    """A redirect to the same path of the repository's present id."""
    whole_words = rf"/{re.escape(old)}(?=[/?]|$)"
    location = re.sub(whole_words, lambda _: f"/{new}", request.target, count=1)
    return Answer(status=307, headers={"Location": location})


def api_answer(
    site: Site, request: Request, kind: Kind, repo: HubRepo, rest: tuple[str, ...]
) -> Answer:
    """The answer of the API on a repository."""
    if rest == ("refs",):
        return json_answer(refs(repo, pull_requests=request.asks("include_prs")))
    revision = revision_of(repo.revisions, rest[1] if len(rest) > 1 else "main")
    if revision is None:
        return no_revision(rest[1])
    match rest:
        case () | ("revision", _):
            return info_answer(request, kind, repo, revision)
        case ("tree", _, *folder):
            return tree_answer(site, request, revision, "/".join(folder))
        case ("commits", _):
            return page_answer(site, request, commits(revision))
        case ("paths-info", _):
            return paths_answer(request, revision)
        case _:
            return failure(404, NO_PAGE)


def no_revision(name: str) -> Answer:
    """The answer for a revision that the repository does not have."""
    printable = name.encode("ascii", "backslashreplace").decode()
    return failure(404, f"Invalid rev id: {printable}", code="RevisionNotFound")


def info_answer(request: Request, kind: Kind, repo: HubRepo, revision: Revision) -> Answer:
    """The info of a repository, whole or in the fields that `expand` names."""
    whole = info(kind, repo, revision, blobs=request.asks("blobs"))
    wanted = request.query.get("expand", []) + request.query.get("expand[]", [])
    answer = json_answer(expanded(whole, wanted) if wanted else whole)
    etag = f'W/"{blob_sha(answer.body)}"'
    return unchanged(request, answer.with_headers({"ETag": etag}))


def page_answer(site: Site, request: Request, entries: list[Json]) -> Answer:
    """One page of a list, with a link to the next."""
    limit, start = request.number("limit", site.page_size), request.number("cursor", 0)
    headers = {}
    if start + limit < len(entries):
        following = site.origin + request.next_target(cursor=start + limit)
        headers["Link"] = f'<{following}>; rel="next"'
    return json_answer(entries[start : start + limit], headers=headers)


def tree_answer(site: Site, request: Request, revision: Revision, folder: str) -> Answer:
    """One page of a tree, with a link to the next."""
    entries = tree(revision, folder, recursive=request.asks("recursive"))
    if revision.files is None or entries is None:
        return no_entry(revision, folder)
    limit = EXPANDED_PAGE if request.asks("expand") else site.page_size
    limit, start = request.number("limit", limit), request.number("cursor", 0)
    headers = {} if revision.complete else {"X-Siblings-Truncated": "1"}
    if start + limit < len(entries):
        following = site.origin + request.next_target(cursor=start + limit)
        headers["Link"] = f'<{following}>; rel="next"'
    return json_answer(entries[start : start + limit], headers=headers)


def paths_answer(request: Request, revision: Revision) -> Answer:
    """The entries of the paths in the posted form; paths that do not exist are left out."""
    paths = parse_qs(request.body.decode()).get("paths", [])
    found = (revision.file(path) for path in paths)
    return json_answer([file_entry(file) for file in found if file is not None])


def no_entry(revision: Revision, path: str) -> Answer:
    """404 for a path, or 451 where it may exist in the world and was not recorded."""
    unsure = revision.file(path) is not None or not revision.lists_everything
    headers = {"X-Repo-Commit": revision.sha, **(NOT_RECORDED if unsure else {})}
    if unsure:
        return failure(451, "Not recorded", headers=headers)
    return failure(404, "Entry not found", code="EntryNotFound", headers=headers)


def file_answer(site: Site, request: Request, repo: HubRepo, rest: tuple[str, ...]) -> Answer:
    """The bytes of `{revision}/{path}`, or the redirect to them for an LFS file."""
    revision = revision_of(repo.revisions, rest[0]) if rest else None
    if revision is None:
        return no_revision("/".join(rest[:1]))
    if repo.gated and not granted(site, request):
        return gated(request, repo)
    path = "/".join(rest[1:])
    file = revision.file(path)
    content = file.read() if file else None
    if file is None or content is None:
        return no_entry(revision, path)
    if file.lfs_sha256 is not None:
        return linked(site, revision, file)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Type": "text/plain; charset=utf-8",
        "ETag": f'"{file.blob}"',
        "X-Repo-Commit": revision.sha,
    }
    return in_range(request, unchanged(request, Answer(headers=headers, body=content)))


def gated(request: Request, repo: HubRepo) -> Answer:
    """The refusal of a gated repository's file: 401 without a token, 403 with another's."""
    status = 401 if request.token is None else 403
    return failure(status, f"Access to model {repo.id} is restricted.", code="GatedRepo")


def linked(site: Site, revision: Revision, file: StoredFile) -> Answer:
    """The redirect of an LFS file to the other origin."""
    location = f"{site.lfs_origin}/lfs/{quote(file.lfs_sha256 or '')}"
    etag = f'"{file.lfs_sha256}"'
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Location": location,
        "X-Linked-ETag": etag,
        "X-Linked-Size": str(file.size),
        "X-Repo-Commit": revision.sha,
    }
    return Answer(status=302, headers=headers)


def lfs_answer(site: Site, request: Request) -> Answer:
    """The bytes of `/lfs/{sha256}`."""
    match request.segments:
        case ("lfs", sha256):
            file = site.shelf.lfs(sha256)
        case _:
            file = None
    content = file.read() if file else None
    if file is None or content is None:
        return failure(404, "Not found")
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Type": "application/octet-stream",
        "ETag": f'"{file.lfs_sha256}"',
    }
    return in_range(request, Answer(headers=headers, body=content))
