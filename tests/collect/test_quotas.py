"""What is documented of the services' limits, and what their answers say of them."""

from __future__ import annotations

import pytest

from audit.collect.quotas import Window, counted_as, is_service, quota
from audit.collect.rate_limits import Told, told
from audit.collect.settings import Settings
from audit.collect.windows import State

from .briefs import NOON

HUB = "https://huggingface.co"
PLAIN = Settings()
WITH_TOKENS = Settings(hf_token="hf_x", github_token="ghp_x")

KNOWN = [
    (f"{HUB}/api/models/a/b", f"{HUB} api", 500, 1_000, 300.0),
    (f"{HUB}/a/b/resolve/main/README.md", f"{HUB} resolvers", 3_000, 5_000, 300.0),
    (f"{HUB}/api/resolve-cache/models/a/b/x/y", f"{HUB} resolvers", 3_000, 5_000, 300.0),
    (f"{HUB}/a/b", f"{HUB} pages", 100, 200, 300.0),
    ("https://api.github.com/repos/a/b", "https://api.github.com", 60, 5_000, 3_600.0),
]


@pytest.mark.parametrize(("url", "name", "anonymous", "with_token", "seconds"), KNOWN)
def test_the_documented_figures(
    url: str, name: str, anonymous: int, with_token: int, seconds: float
) -> None:
    for settings, most in ((PLAIN, anonymous), (WITH_TOKENS, with_token)):
        assert counted_as(url, settings) == name
        assert is_service(name, settings)
        assert quota(name, settings).windows[0] == Window(most, seconds)


UNKNOWN = [
    "https://raw.githubusercontent.com/a/b/x",
    "https://github.com/a/b.git/info/refs",
    "https://arxiv.org/abs/1",
    "https://elsewhere.example/api/x",
]


@pytest.mark.parametrize("url", UNKNOWN)
def test_of_the_others_nothing_is_documented(url: str) -> None:
    name = counted_as(url, PLAIN)
    assert quota(name, PLAIN).windows == ()
    assert is_service(name, PLAIN) == ("elsewhere" not in url)


def test_a_mirror_has_no_documented_limits() -> None:
    mirror = Settings(hf_endpoint="https://mirror.example", github_api="https://git.example/api/v3")
    for url in (f"{mirror.hf_endpoint}/api/models/a/b", f"{mirror.github_api}/repos/a/b"):
        assert quota(counted_as(url, mirror), mirror).windows == ()


POLICY = '"fixed window";"api";q=2500;w=300'
RESET = str(int(NOON.timestamp()) + 50)
SAID = [
    (200, {}, Told()),
    (
        200,
        {"ratelimit": '"api";r=489;t=271', "ratelimit-policy": POLICY},
        Told(part="api", requests=2500, seconds=300.0, left=489, reset=271.0),
    ),
    (
        429,
        {"ratelimit": '"api";r=0;t=55'},
        Told(part="api", left=0, reset=55.0, refused=True, hold=55.0),
    ),
    (429, {"ratelimit": '"api";r=7;t=55'}, Told(part="api", left=7, reset=55.0, refused=True)),
    (429, {}, Told(refused=True)),
    (403, {}, Told()),
    (
        200,
        {
            "x-ratelimit-limit": "60",
            "x-ratelimit-remaining": "12",
            "x-ratelimit-reset": RESET,
        },
        Told(requests=60, left=12, reset=50.0),
    ),
    (
        403,
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET},
        Told(left=0, reset=50.0, refused=True, hold=50.0),
    ),
    (200, {"x-ratelimit-remaining": "5"}, Told()),
    (200, {"ratelimit-policy": '"x";q=0;w=0'}, Told()),
    (200, {"ratelimit-policy": "q=" + "9" * 300}, Told()),
    (200, {"x-ratelimit-limit": "-1", "ratelimit": "r=1;t=" + "9" * 100}, Told()),
]


@pytest.mark.parametrize(("status", "headers", "expected"), SAID)
def test_what_an_answer_says(status: int, headers: dict[str, str], expected: Told) -> None:
    assert told(status, headers, None, NOON) == expected


def test_retry_after_goes_before_the_end_of_the_window() -> None:
    assert told(429, {"ratelimit": '"api";r=0;t=55'}, 9.0, NOON).hold == 9.0
    assert told(403, {}, 9.0, NOON).hold == 9.0


def test_a_paid_account_is_told_by_the_hub() -> None:
    now = NOON.timestamp()
    state, known = State(asked=True), quota(f"{HUB} api", WITH_TOKENS)
    state.hear(told(200, {"ratelimit-policy": POLICY}, None, NOON), known, now)
    assert state.windows(known) == (Window(2_500, 300.0),)


def test_github_says_how_many_an_hour() -> None:
    known = quota("https://api.github.com", PLAIN)
    state = State(asked=True)
    state.hear(told(200, {"x-ratelimit-limit": "15000"}, None, NOON), known, NOON.timestamp())
    assert state.windows(known) == (Window(15_000, 3_600.0), Window(900, 60.0))
