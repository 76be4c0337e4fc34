"""How often the loopback hub lets itself be asked."""

from __future__ import annotations

import time

import pytest
import requests
from huggingface_hub.utils._http import parse_ratelimit_headers

from tests.hub import Shelf, hub_repo, serve
from tests.hub.windows import Window

SHELF = Shelf(models=[hub_repo("acme/tiny", {"README.md": "#\n"})])


def test_windows_are_counted_apart_and_said_as_the_hub_says_them() -> None:
    with serve(SHELF) as hub, requests.Session() as session:
        hub.windows.set("api", 2)
        api = f"{hub.hf_endpoint}/api/models/acme/tiny"
        answers = [session.get(api, timeout=5) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        file = session.get(f"{hub.hf_endpoint}/acme/tiny/resolve/main/README.md", timeout=5)
        assert (file.status_code, "RateLimit" in file.headers) == (200, False)
        said = parse_ratelimit_headers(answers[0].headers)
        assert said is not None
        assert (said.resource_type, said.remaining, said.limit) == ("api", 1, 2)
        assert said.window_seconds == said.reset_in_seconds == 300
        assert answers[2].headers["Retry-After"] == "300"
        assert [visit.path for visit in hub.windows.refused()] == ["/api/models/acme/tiny"]
        assert hub.windows.most("api", 300.0) == 3


@pytest.mark.parametrize(("sliding", "taken"), [(False, 2), (True, 1)])
def test_a_window_is_fixed_or_slides(sliding: bool, taken: int) -> None:
    window = Window(quota=2, seconds=10.0, sliding=sliding)
    assert [window.take(moment) for moment in (0.0, 9.0, 9.5)] == [True, True, False]
    assert sum(window.take(moment) for moment in (10.5, 11.0)) == taken


def test_the_most_in_any_span() -> None:
    with serve(SHELF) as hub, requests.Session() as session:
        hub.windows.set("pages", 9, seconds=0.5)
        for pause in (0.0, 0.3, 0.3):
            time.sleep(pause)
            session.get(f"{hub.hf_endpoint}/acme", timeout=5)
        assert hub.windows.most("pages", 0.5) == 2
        assert hub.windows.most("pages", 5.0) == 3
