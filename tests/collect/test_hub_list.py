"""The Hub's list of models, read page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from huggingface_hub import HfApi

from audit.collect.hub_list import Query, Sort, list_models
from audit.errors import AuditError, CollectError
from tests.hub import Answer, Hub, HubRepo, Shelf, hub_repo, serve
from tests.hub.faults import Fault, body, edited, first, status
from tests.hub.server import Handler

from .briefs import door_to

DAYS = ("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01")


def model(number: int, author: str = "acme", **fields: object) -> HubRepo:
    changed = f"{DAYS[number]}T10:00:00.000Z"
    created = f"{DAYS[4 - number]}T10:00:00.000Z"
    told = {"lastModified": changed, "createdAt": created, "likes": number % 3, **fields}
    return hub_repo(f"{author}/m{number}", {"README.md": f"# {number}\n"}, fields=told)


@pytest.fixture
def hub() -> Iterator[Hub]:
    models = [
        model(0, pipeline_tag="text-generation", tags=["license:mit", "en"]),
        model(1, pipeline_tag="text-generation", tags=["license:mit", "zh"]),
        model(2, pipeline_tag="fill-mask", tags=["license:mit"]),
        model(3, author="other", pipeline_tag="text-generation"),
        model(4),
        hub_repo("acme/hidden", {"README.md": "#"}, private=True),
    ]
    with serve(Shelf(models=models), page_size=2) as served:
        yield served


def ids(hub: Hub, query: Query) -> list[str]:
    with door_to(hub.environment()) as door:
        return [each.id for each in list_models(door, query)]


QUERIES = [
    (Query(), ["acme/m0", "acme/m1", "acme/m2", "other/m3", "acme/m4"], 3),
    (Query(author="other"), ["other/m3"], 1),
    (Query(task="text-generation"), ["acme/m0", "acme/m1", "other/m3"], 2),
    (Query(tags=("license:mit", "zh")), ["acme/m1"], 1),
    (Query(sort=Sort.MODIFIED, limit=3), ["acme/m4", "other/m3", "acme/m2"], 2),
    (Query(sort=Sort.LIKES, limit=1), ["acme/m2"], 1),
    (Query(since=date(2025, 4, 1)), ["acme/m4", "other/m3"], 2),
    (Query(since=date(2025, 4, 2), sort=Sort.CREATED), ["acme/m0"], 1),
    (Query(since=date(2025, 4, 1), sort=Sort.LIKES), ["acme/m4", "other/m3"], 3),
    (Query(author="nobody"), [], 1),
    (Query(limit=0), [], 0),
]


@pytest.mark.parametrize(("query", "found", "pages"), QUERIES)
def test_what_is_asked_for(hub: Hub, query: Query, found: list[str], pages: int) -> None:
    assert ids(hub, query) == found
    assert len(hub.received) == pages


def test_the_commit_is_told(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        listed = next(list_models(door, Query(author="other")))
    assert listed.sha == HfApi(endpoint=hub.hf_endpoint, token=False).model_info("other/m3").sha


def test_the_real_client_reads_the_same_list(hub: Hub) -> None:
    api = HfApi(endpoint=hub.hf_endpoint, token=False)
    by_client = [each.id for each in api.list_models(author="acme", sort="last_modified")]
    assert by_client == ids(hub, Query(author="acme", sort=Sort.MODIFIED))


def test_what_moves_between_pages_is_listed_once(hub: Hub) -> None:
    hub.faults["/api/models"] = edited(lambda page: [{"id": "acme/m0"}, *page])
    assert ids(hub, Query()) == ["acme/m0", "acme/m1", "acme/m2", "other/m3", "acme/m4"]


@pytest.mark.parametrize("moment", [None, "yesterday", "2025-04-30T23:59:59+00:00"])
def test_what_has_no_time_is_not_said_to_be_old(hub: Hub, moment: str | None) -> None:
    entry = {"id": "acme/m0", "lastModified": moment, "sha": "no commit"}
    hub.faults["/api/models"] = edited(lambda _: [entry])
    found = ids(hub, Query(since=date(2025, 5, 1)))
    assert found == ([] if moment and moment.startswith("2") else ["acme/m0"])


def test_an_invalid_commit_is_none(hub: Hub) -> None:
    hub.faults["/api/models"] = edited(lambda _: [{"id": "acme/m0", "sha": "no commit"}])
    with door_to(hub.environment()) as door:
        assert next(list_models(door, Query())).sha is None


def linked(target: str) -> Fault:
    return lambda handler, answer: handler.send(
        answer.with_headers({"Link": f'<{target}>; rel="next"'})
    )


def round_and_round(handler: Handler, answer: Answer) -> None:
    other = "b" if handler.path.endswith("cursor=a") else "a"
    linked(f"/api/models?limit=2&cursor={other}")(handler, answer)


BROKEN: list[tuple[Fault, str]] = [
    (status(404), "Check HF_ENDPOINT"),
    (status(500), "the server answered 500"),
    (body(b"<html>", "text/html"), "a web page came"),
    (body(b'{"error": 1}'), "unknown shape"),
    (body(b"["), "something else came"),
    (edited(lambda page: [{"id": "../../etc"}]), "a name that no model can have"),
    (linked("https://elsewhere.example/api/models?cursor=2"), "next page is none of the list"),
    (linked("/api/datasets?cursor=2"), "next page is none of the list"),
    (lambda handler, answer: linked(handler.path)(handler, answer), "is none of the list"),
    (round_and_round, "go round in circles"),
]


@pytest.mark.parametrize(("fault", "words"), BROKEN)
def test_a_broken_page_ends_the_list_in_an_error(hub: Hub, fault: Fault, words: str) -> None:
    hub.faults[lambda request: "cursor" in request.target] = fault
    with pytest.raises(AuditError, match=words):
        ids(hub, Query())


def test_a_page_that_fails_once_is_asked_for_again(hub: Hub) -> None:
    hub.faults["/api/models"] = first(1, status(502))
    assert len(ids(hub, Query())) == 5


def test_offline(hub: Hub) -> None:
    with pytest.raises(CollectError, match="offline"):
        ids_offline(hub)


def ids_offline(hub: Hub) -> list[str]:
    with door_to({**hub.environment(), "HF_HUB_OFFLINE": "1"}) as door:
        return [each.id for each in list_models(door, Query())]
