"""A repository whose files GitHub does not list: what was read stays, and nothing is taken for
absent."""

from __future__ import annotations

import msgspec
import pytest

from audit.collect.github import read_github
from audit.collect.reading import NotThere, Reading
from audit.collect.targets import name_target
from audit.errors import CollectError
from audit.model import Assessment, Availability, Outcome
from audit.pipeline import audit
from tests.collect.briefs import CODE, QUICK, door_to, gaps, paths, text
from tests.collect.worlds import MIT, coded, opened, tiny, world
from tests.hub import GitRepo, Hub, Request, Shelf, git_repo, serve
from tests.hub import faults as f

REPO = git_repo(
    "acme/code",
    {"LICENSE": MIT, "README.md": "# Code\n", "train.py": "run\n" * 99},
    branches={"dev": {"LICENSE": "Other\n"}},
    tags={"v1": {"LICENSE": "Old\n"}},
)
RECORD = "api/repository.json"


def is_tree(request: Request) -> bool:
    return "/git/trees/" in request.path


def unlisted(
    fault: f.Fault, ref: str | None = None, repo: GitRepo = REPO, **environment: str
) -> Reading:
    with serve(Shelf(repos=[repo])) as hub:
        hub.faults[is_tree] = fault
        with door_to({**hub.environment(), **environment}) as door:
            return read_github(door, repo.name, ref, CODE)


@pytest.mark.parametrize(
    ("fault", "reason", "detail"),
    [
        (f.status(404), "unreadable", "the commit is there, and not shown"),
        (f.status(422), "unreadable", "the server answered 422"),
        (f.status(403), "gated", "permission was refused (403)"),
        (f.status(500), "unreachable", "the server answered 500"),
        (f.body(f.HTML), "unreadable", "a web page came where JSON was due"),
        (f.body(b'{"tree": 1}'), "unreadable", "the answer's JSON has an unknown shape"),
        (f.reset_in_body, "unreachable", "no connection, or it broke"),
    ],
    ids=range(7),
)
def test_a_list_that_is_not_shown_costs_the_list_alone(
    fault: f.Fault, reason: str, detail: str
) -> None:
    reading = unlisted(fault)
    assert paths(reading) == ["LICENSE", "README.md", RECORD]
    assert [(gap.path, gap.reason, gap.detail) for gap in reading.gaps] == [
        (None, reason, f"the list of files: {detail}")
    ]
    artifact = reading.artifact
    assert (artifact.tree, artifact.branch, artifact.revision) == (
        None,
        "main",
        REPO.branches["main"].sha,
    )


def test_a_rate_limit_costs_no_raw_file() -> None:
    """The API's limit is that of its own host, as in the world."""
    with serve(Shelf(repos=[REPO])) as hub:
        raw = hub.github_raw.replace("127.0.0.1", "localhost")
        hub.faults[is_tree] = f.status(429, Retry_After="86400")
        with door_to({**hub.environment(), "OPENNESS_GITHUB_RAW": raw}) as door:
            reading = read_github(door, "acme/code", None, CODE)
    assert paths(reading) == ["LICENSE", "README.md", RECORD]
    assert gaps(reading) == {None: "rate-limited"}


def test_a_list_longer_than_is_taken_is_a_gap() -> None:
    repo = git_repo("acme/code", {"LICENSE": MIT, **{f"file-{n}": "x" for n in range(2_000)}})
    limits = msgspec.structs.replace(QUICK, listing_bytes=9_000)
    with serve(Shelf(repos=[repo])) as hub, door_to(hub.environment(), limits) as door:
        reading = read_github(door, "acme/code", None, CODE)
    assert paths(reading) == ["LICENSE", RECORD]
    assert gaps(reading) == {None: "too-large", "README.md": "missing"}


def test_the_license_of_the_default_branch_is_asked_for_all_the_same() -> None:
    reading = unlisted(f.status(500), "dev")
    assert text(reading, "LICENSE") == "Other\n"
    assert text(reading, "@main/LICENSE") == MIT
    assert gaps(reading)[None] == "unreachable"


@pytest.mark.parametrize("status", [404, 422])
def test_a_commit_that_only_the_user_named_is_not_there(status: int) -> None:
    with pytest.raises(NotThere, match=r"acme/code has no f{40}\."):
        unlisted(f.status(status), "f" * 40)


def test_a_commit_that_the_refs_name_is_there() -> None:
    sha = REPO.branches["dev"].sha
    assert gaps(unlisted(f.status(404), sha))[None] == "unreadable"


def test_a_commit_that_the_api_names_is_there() -> None:
    """Without refs, as of a private repository."""
    reading = unlisted(f.status(404), "v1", OPENNESS_GITHUB_SITE="http://127.0.0.1:9")
    assert (text(reading, "LICENSE"), gaps(reading)[None]) == ("Old\n", "unreadable")


def test_a_repository_that_is_blocked_meanwhile_is_not_read() -> None:
    said = b'{"message": "blocked", "block": {"reason": "tos"}}'
    with pytest.raises(CollectError, match=r"blocked \(tos\)"):
        unlisted(f.status(403, said))


def audited(hub: Hub) -> Assessment:
    with opened(hub) as door:
        return audit(name_target("acme/tiny"), door)


CODE_ROWS = ("training-code", "fine-tuning-code", "evaluation-code", "inference-code")


@pytest.mark.parametrize("fault", [f.status(404), f.status(500), f.body(b"[]")], ids=range(3))
def test_nothing_is_taken_for_absent_or_there_where_nothing_was_listed(fault: f.Fault) -> None:
    code = coded("acme/tiny-code", **{"LICENSE": MIT, "eval.py": "run\n" * 99})
    with serve(world(tiny(), repos=(code,))) as hub:
        usual = audited(hub)
        with hub.faults.at(is_tree, fault):
            unseen = audited(hub)
    known, rows = usual.components, unseen.components
    assert known["training-code"].availability is not Availability.UNKNOWN
    assert {row: rows[row].availability for row in CODE_ROWS} == dict.fromkeys(
        CODE_ROWS, Availability.UNKNOWN
    )
    assert not claims(unseen, Outcome.MET) - claims(usual, Outcome.MET)
    failing = claims(usual, Outcome.UNMET) | claims(usual, Outcome.PARTLY)
    assert sorted(claims(unseen, Outcome.UNMET) - failing) == []


def claims(assessment: Assessment, outcome: Outcome) -> set[str]:
    """The requirements and elements, below their framework, that have this outcome."""
    found = set()
    for name, framework in assessment.frameworks.items():
        elements, requirements = framework.elements.items(), framework.requirements.items()
        found |= {f"{name} element {part}" for part, each in elements if each.outcome is outcome}
        found |= {f"{name} {part}" for part, each in requirements if each.outcome is outcome}
    return found


@pytest.mark.parametrize("fault", [f.status(403), f.status(500)], ids=range(2))
def test_a_license_that_may_be_there_is_not_passed_over(fault: f.Fault) -> None:
    """What the host says in its record does not stand in for a text that nobody could read."""
    code = git_repo("acme/tiny-code", {"LICENSE": MIT, "README.md": "x"}, license="MIT")
    with serve(world(tiny(), repos=(code,))) as hub:
        hub.faults[lambda r: r.path.startswith("/raw/acme/") and "LICENSE" in r.path] = fault
        listed = audited(hub)
        with hub.faults.at(is_tree, f.status(500)):
            unseen = audited(hub)
    assert statements(unseen) == statements(listed)


def statements(assessment: Assessment) -> list[tuple[str, str]]:
    return sorted(
        (each.artifact, each.class_)
        for each in assessment.statements
        if each.artifact.startswith("github:")
    )
