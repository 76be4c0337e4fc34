"""Routes of the GitHub API, under `/github`, and of raw files, under `/raw`."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Mapping

from .answer import NOT_RECORDED, Answer, Request, in_range, json_answer, unchanged
from .git_objects import (
    LICENSE_FILE,
    README_FILE,
    branches,
    commit,
    document,
    head_files,
    license_entry,
    repository,
    tree,
)
from .shelf import GitRepo, Revision, made_up_sha, revision_of
from .site import Site

DOCUMENTATION = "https://docs.github.com/rest"
PER_PAGE = 30
"""GitHub's page size where none is asked for."""


class RateLimit:
    """How many API requests are left; with no limit given they are never used up."""

    def __init__(self, limit: int | None, *, seconds: int = 3600) -> None:
        self.limit = limit
        self.seconds = seconds
        self.used = 0
        self.refused = 0
        self.reset = int(time.time()) + seconds
        self._lock = threading.Lock()

    def take(self) -> bool:
        """True when one more request may be answered, which then counts."""
        with self._lock:
            if time.time() >= self.reset:
                self.used, self.reset = 0, int(time.time()) + self.seconds
            if self.limit is not None and self.used >= self.limit:
                self.refused += 1
                return False
            self.used += 1
            return True

    def give_back(self) -> None:
        """Uncounts a request: one that was answered 304."""
        with self._lock:
            self.used -= 1

    @property
    def headers(self) -> dict[str, str]:
        """What GitHub says of the limit on every answer."""
        limit = 5000 if self.limit is None else self.limit
        left = max(0, limit - self.used)
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(left if self.limit is not None else max(1, left)),
            "X-RateLimit-Reset": str(self.reset),
            "X-RateLimit-Resource": "core",
            "X-RateLimit-Used": str(self.used),
        }


def api_answer(site: Site, request: Request, limit: RateLimit) -> Answer:
    """The API's answer to any path below `/github`, with an ETag and the limit's state."""
    if not limit.take():
        return failure(403, "API rate limit exceeded for 127.0.0.1.").with_headers(limit.headers)
    answer = routed(site, request, request.segments[1:])
    if answer.status == 200:
        etag = f'W/"{hashlib.sha256(answer.body).hexdigest()}"'
        answer = unchanged(request, answer.with_headers({"ETag": etag}))
    if answer.status == 304:
        limit.give_back()
    return answer.with_headers(limit.headers)


def failure(status: int, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    """An error as GitHub sends it."""
    said = {"message": message, "documentation_url": DOCUMENTATION, "status": str(status)}
    return json_answer(said, status=status, headers=headers)


def routed(site: Site, request: Request, words: tuple[str, ...]) -> Answer:
    """The answer on a repository found by its name or its number, or the way to a moved one."""
    match words:
        case ("repos", owner, name, *rest):
            repo = site.shelf.git(f"{owner}/{name}")
            if repo is not None and f"{owner}/{name}" in repo.moved_from:
                return moved(site, repo, request)
        case ("repositories", number, *rest):
            numbered = (each for each in site.shelf.repos if str(each.number) == number)
            repo = next(numbered, None)
        case _:
            repo, rest = None, []
    if repo is None or is_hidden(site, request, repo):
        return failure(404, "Not Found")
    if repo.block is not None:
        said = {"message": "Repository access blocked", "block": repo.block}
        return json_answer(said, status=451 if repo.block.get("reason") == "dmca" else 403)
    return about(site, request, repo, tuple(rest))


def is_hidden(site: Site, request: Request, repo: GitRepo) -> bool:
    """True for a private repository, to whoever may not see it."""
    return repo.private and request.token not in site.shelf.github_tokens


def moved(site: Site, repo: GitRepo, request: Request) -> Answer:
    """The permanent redirect of a renamed or transferred repository."""
    rest = re.sub(r"^/github/repos/[^/?]+/[^/?]+", "", request.target)
    location = f"{site.github}/repositories/{repo.number}{rest}"
    said = {"message": "Moved Permanently", "url": location, "documentation_url": DOCUMENTATION}
    return json_answer(said, status=301, headers={"Location": location})


def about(site: Site, request: Request, repo: GitRepo, rest: tuple[str, ...]) -> Answer:
    """The answer on one repository."""
    match rest:
        case ():
            return json_answer(repository(site.github, repo))
        case ("branches",):
            return paged(site, request, branches(site.github, repo))
        case ("commits", *ref):
            return commit_answer(site, request, repo, "/".join(ref))
        case ("git", "trees", *ref) if ref:
            return tree_answer(site, request, repo, "/".join(ref))
        case ("license",):
            return document_answer(site, repo, LICENSE_FILE)
        case ("readme",):
            return document_answer(site, repo, README_FILE)
        case _:
            return failure(404, "Not Found")


def paged(site: Site, request: Request, entries: list[dict[str, object]]) -> Answer:
    """One page of a list, with a link to the next."""
    size = min(100, request.number("per_page", PER_PAGE)) or PER_PAGE
    page = request.number("page", 1) or 1
    headers = {}
    if page * size < len(entries):
        following = f"{site.origin}{request.next_target(page=page + 1)}"
        headers["Link"] = f'<{following}>; rel="next"'
    return json_answer(entries[(page - 1) * size : page * size], headers=headers)


def revision_at(repo: GitRepo, ref: str) -> Revision | None:
    """The revision of a branch, tag, `HEAD`, sha or unique prefix of one."""
    known = {**{f"refs/tags/{tag}": each for tag, each in repo.tags.items()}, **repo.tags}
    name = repo.default_branch if ref == "HEAD" else ref
    return revision_of({**known, **repo.branches}, name)


def commit_answer(site: Site, request: Request, repo: GitRepo, ref: str) -> Answer:
    """One commit, or with no ref the history of the branch asked for: its last commit."""
    if not repo.branches:
        return failure(409, "Git Repository is empty.")
    wanted = ref or request.query.get("sha", [repo.default_branch])[-1]
    revision = revision_at(repo, wanted)
    if revision is None:
        return failure(422, f"No commit found for SHA: {wanted}")
    found = commit(site.github, repo, revision)
    return json_answer(found if ref else [found])


def tree_answer(site: Site, request: Request, repo: GitRepo, ref: str) -> Answer:
    """The tree of a branch or commit."""
    if not repo.branches:
        return failure(409, "Git Repository is empty.")
    revision = revision_at(repo, ref)
    if revision is None:
        return failure(404, "Not Found")
    recursive = "recursive" in request.query
    return json_answer(tree(site.github, repo, revision, recursive=recursive))


def document_answer(site: Site, repo: GitRepo, kind: re.Pattern[str]) -> Answer:
    """The license file or README at the root of the default branch."""
    head = repo.branches.get(repo.default_branch)
    file = next((each for each in head_files(repo) if kind.fullmatch(each.path)), None)
    content = file.read() if file else None
    if head is None or file is None or content is None:
        unsure = file is not None or (head is not None and not head.lists_everything)
        return failure(451, "Not recorded", NOT_RECORDED) if unsure else failure(404, "Not Found")
    found = document(site.raw, repo, head, file, content)
    return json_answer({**found, "license": license_entry(repo)} if kind is LICENSE_FILE else found)


def raw_answer(site: Site, request: Request) -> Answer:
    """The bytes of `/raw/{owner}/{name}/{ref}/{path}`, where a ref may hold slashes."""
    match request.segments:
        case ("raw", owner, name, *rest):
            repo = site.shelf.git(f"{owner}/{name}")
        case _:
            repo, rest = None, []
    if repo is not None and is_hidden(site, request, repo):
        repo = None
    unsure = False
    for end in range(len(rest) - 1, 0, -1):
        revision = revision_at(repo, "/".join(rest[:end])) if repo else None
        if revision is not None:
            file = revision.file("/".join(rest[end:]))
            content = file.read() if file else None
            if file is not None and content is not None:
                return raw_file(request, file.blob, content)
            unsure = file is not None or not revision.lists_everything
    headers = {"Content-Type": "text/plain; charset=utf-8", **(NOT_RECORDED if unsure else {})}
    status, words = (451, b"451: Not recorded") if unsure else (404, b"404: Not Found")
    return Answer(status=status, headers=headers, body=words)


def raw_file(request: Request, blob: str | None, content: bytes) -> Answer:
    """The bytes of a file with its ETag."""
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "max-age=300",
        "Content-Type": "text/plain; charset=utf-8",
        "ETag": f'"{blob}"',
    }
    return in_range(request, unchanged(request, Answer(headers=headers, body=content)))


def refs_answer(site: Site, request: Request) -> Answer:
    """What `/site/{owner}/{name}.git/info/refs` tells git clients; 401 for what they may not see.

    https://git-scm.com/docs/http-protocol, "Smart Server Response".
    """
    asked = request.path.removeprefix("/site/").removesuffix("/info/refs").removesuffix(".git")
    repo = site.shelf.git(asked)
    if repo is None or repo.private:
        return Answer(status=401, headers={"WWW-Authenticate": 'Basic realm="GitHub"'})
    if repo.block is not None:
        return Answer(status=403, body=b"Access to this repository has been disabled.")
    if asked in repo.moved_from:
        place = f"{site.github_site}/{repo.name}.git/info/refs?service=git-upload-pack"
        return Answer(status=301, headers={"Location": place})
    lines = [packet("# service=git-upload-pack\n"), "0000", *map(packet, refs(repo)), "0000"]
    kind = "application/x-git-upload-pack-advertisement"
    headers = {"Content-Type": kind, "Cache-Control": "no-cache"}
    return Answer(headers=headers, body="".join(lines).encode())


def packet(line: str) -> str:
    """A line behind its length in four hex digits."""
    return f"{len(line.encode()) + 4:04x}{line}"


def refs(repo: GitRepo) -> list[str]:
    """A repository's refs with their commits; tags as objects of their own, with what they tag."""
    offers = f"\0multi_ack symref=HEAD:refs/heads/{repo.default_branch} agent=git/github\n"
    named = {f"refs/heads/{name}": each.sha for name, each in sorted(repo.branches.items())}
    for tag, each in sorted(repo.tags.items()):
        named[f"refs/tags/{tag}"] = made_up_sha("tag", tag)
        named[f"refs/tags/{tag}^{{}}"] = each.sha
    head = named.get(f"refs/heads/{repo.default_branch}")
    whole = {**({"HEAD": head} if head else {}), **named, "refs/pull/1/head": made_up_sha("pull")}
    if not named:
        return [f"{'0' * 40} capabilities^{{}}{offers}"]
    return [f"{sha} {name}{'' if at else offers}" for at, (name, sha) in enumerate(whole.items())]
