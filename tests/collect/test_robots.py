from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.collect.answer_store import AnswerStore
from audit.collect.answers import Answer, Fault
from audit.collect.http import Door
from audit.collect.robots import MOST_BYTES, Robots, Turns
from audit.collect.settings import Settings
from audit.collect.web import ask
from audit.model import GapReason
from tests.collect.briefs import NOON, QUICK, Misbehaving, environment_of, misbehaving
from tests.hub import Answer as HubAnswer
from tests.hub import Hub, Shelf, serve


@contextmanager
def site(robots: str | None) -> Iterator[tuple[Hub, Door, list[float]]]:
    """A site with that robots.txt, a door to it, and the pauses that were made."""
    pauses: list[float] = []
    with serve(Shelf()) as hub:
        hub.robots = robots
        settings = Settings.from_environment(hub.environment(), QUICK)
        with Door(settings, now=lambda: NOON, sleep=pauses.append) as door:
            yield hub, door, pauses


def refused(door: Door, url: str) -> tuple[str, str] | None:
    try:
        door.robots.check(url)
    except Fault as fault:
        return fault.reason.value, fault.detail
    return None


def admit(door: Door, url: str) -> None:
    """What every request for a page does first."""
    door.robots.check(url)
    door.robots.wait(url)


OURS = "User-agent: openness-audit\n"
ALL = "User-agent: *\n"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        (None, "/a", True),
        ("", "/a", True),
        ("nonsense\n\n<html><p>Not found</p>", "/a", True),
        (f"{ALL}Disallow: /", "/a", False),
        (f"\ufeff{ALL}Disallow: /", "/a", False),
        (f"{ALL}Disallow:", "/a", True),
        (f"{ALL}Disallow: /a", "/ab", False),
        (f"{ALL}Disallow: /a", "/A", True),
        (f"{ALL}Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        (f"{ALL}Allow: /a/b\nDisallow: /a", "/a/c", False),
        (f"{ALL}Disallow: /*.html$", "/x/a.html", False),
        (f"{ALL}Disallow: /*.html$", "/x/a.html?q", True),
        (f"{ALL}Disallow: /*secret", "/x/secret/a", False),
        (f"{ALL}Disallow: /\n{OURS}Allow: /", "/a", True),
        (f"{OURS}Disallow: /\n{ALL}Allow: /", "/a", False),
        ("USER-AGENT: Openness-Audit # us\nDISALLOW: /", "/a", False),
        ("User-agent: openness\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nUser-agent: *\nDisallow: /", "/a", False),
        ("Disallow: /", "/a", True),
        (f"{ALL}Disallow: /\n", "/robots.txt", True),
        (f"{ALL}Disallow: /许可", "/%E8%AE%B8%E5%8F%AF", False),
    ],
    ids=range(22),
)
def test_what_a_robots_txt_allows(robots: str | None, path: str, allowed: bool) -> None:
    with site(robots) as (hub, door, _):
        found = refused(door, hub.hf_endpoint + path)
    said = ("not-looked", "the site's robots.txt asks programs not to read it")
    assert found == (None if allowed else said)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, None),
        (401, None),
        (403, None),
        (404, None),
        (410, None),
        (451, None),
        (429, "rate-limited"),
        (500, "unreachable"),
        (503, "unreachable"),
        (302, "unreadable"),
    ],
)
def test_a_robots_txt_that_is_not_served(status: int, reason: str | None) -> None:
    """RFC 9309, 2.3.1.3 and 2.3.1.4."""
    with site(None) as (hub, door, _):
        hub.instead["/robots.txt"] = HubAnswer(status=status)
        found = refused(door, f"{hub.hf_endpoint}/a")
    assert (found and found[0]) == reason
    if found:
        assert found[1].startswith("robots.txt could not be read: ")


def test_a_site_that_does_not_answer_allows_nothing() -> None:
    def hang_up(request: Misbehaving) -> None:
        request.close_connection = True

    with misbehaving(hang_up) as server:
        settings = Settings.from_environment(environment_of(server.url), QUICK)
        with Door(settings, sleep=lambda _: None) as door:
            found = refused(door, f"{server.url}/a")
            asked = len(server.asked)
            assert refused(door, f"{server.url}/b") == found
    assert found == ("unreachable", "robots.txt could not be read: no connection, or it broke")
    assert len(server.asked) == asked


def test_a_robots_txt_may_have_500_kib() -> None:
    filling = "# x\n" * (MOST_BYTES // 4 - 20)
    with site(f"{filling}{ALL}Disallow: /a") as (hub, door, _):
        assert refused(door, f"{hub.hf_endpoint}/a")
        assert refused(door, f"{hub.hf_endpoint}/b") is None


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_of_a_longer_robots_txt_500_kib_are_read(end: str) -> None:
    """RFC 9309, 2.5; half a line is no rule."""
    first = f"User-agent: *{end}Disallow: /no{end}"
    last = f"{end}Allow: /no/"
    filling = "#" * (MOST_BYTES - len(first) - len(last))
    with site(f"{first}{filling}{last}but/this{end}") as (hub, door, _):
        assert refused(door, f"{hub.hf_endpoint}/no/a")
        assert refused(door, f"{hub.hf_endpoint}/b") is None
    with site(f"{first}{filling}{last}") as (hub, door, _):
        assert refused(door, f"{hub.hf_endpoint}/no/a") is None


def test_a_longer_robots_txt_of_one_line_has_no_rule() -> None:
    with site("Disallow: /" * MOST_BYTES) as (hub, door, _):
        assert refused(door, f"{hub.hf_endpoint}/b") is None


def test_a_page_is_not_taken_from_what_was_cut_of_it(tmp_path: Path) -> None:
    whole = "# x\n" * MOST_BYTES
    with site(whole) as (hub, door, _):
        run = door.begin(AnswerStore(tmp_path, durable=False))
        url = f"{hub.hf_endpoint}/robots.txt"
        run.robots.check(url)
        assert run.get(url, limit=len(whole)).body == whole.encode()


def test_a_robots_txt_that_has_moved_is_followed() -> None:
    with site(None) as (hub, door, _):
        hub.instead["/robots.txt"] = HubAnswer(status=301, headers={"Location": "/there"})
        hub.pages["/there"] = ("text/plain", f"{ALL}Disallow: /a".encode())
        assert refused(door, f"{hub.hf_endpoint}/a")


def test_it_is_fetched_once_per_origin() -> None:
    with site(f"{ALL}Disallow: /a") as (hub, door, _):
        for path in ("/a", "/b", "/c"):
            refused(door, hub.hf_endpoint + path)
        assert hub.requests == [("GET", "/robots.txt")]
        refused(door, f"{hub.lfs_endpoint}/a")
        assert hub.requests == [("GET", "/robots.txt")] * 2
        agent = hub.received[0].headers["user-agent"]
    assert agent.startswith("openness-audit/")


def test_many_at_once_fetch_it_once() -> None:
    with site(f"{ALL}Disallow: /b") as (hub, door, _):
        hub.latency = 0.05
        askers = [
            threading.Thread(target=admit, args=[door, f"{hub.hf_endpoint}/{n}"]) for n in range(8)
        ]
        for thread in askers:
            thread.start()
        for thread in askers:
            thread.join()
        assert hub.requests == [("GET", "/robots.txt")]


@pytest.mark.parametrize(
    ("delay", "pauses"),
    [
        ("2", [2, 4]),
        ("0.5", [0.5, 1]),
        ("86400", [15, 30]),
        ("1e400", []),
        ("nan", []),
        ("-3", []),
        ("soon", []),
    ],
)
def test_a_crawl_delay_is_kept_up_to_a_cap(delay: str, pauses: list[float]) -> None:
    with site(f"{ALL}Crawl-delay: {delay}\nDisallow: /no") as (hub, door, made):
        for path in ("/a", "/b", "/c"):
            admit(door, hub.hf_endpoint + path)
        with pytest.raises(Fault):
            admit(door, f"{hub.hf_endpoint}/no")
    assert made == pytest.approx(pauses, abs=0.3)


@pytest.mark.parametrize("url", ["", "ftp://a.example/x", "javascript:1", "http://[::1", "x"])
def test_what_is_no_address_is_not_asked_for(url: str) -> None:
    with site(None) as (_, door, _), pytest.raises(Fault, match="other than a web address"):
        door.robots.check(url)


def test_two_runs_of_a_process_share_the_turns() -> None:
    with site(f"{ALL}Crawl-delay: 2\n") as (hub, door, made):
        for run in (door.begin(), door.begin(), door.begin()):
            admit(run, f"{hub.hf_endpoint}/a")
    assert made == pytest.approx([2, 4], abs=0.3)


def test_offline_no_site_is_asked() -> None:
    with Door(Settings(offline=True)) as door:
        assert refused(door, "https://acme.example/a") is None


def test_what_was_kept_needs_no_turn(tmp_path: Path) -> None:
    with site(f"{ALL}Crawl-delay: 2\n") as (hub, door, made):
        for _ in range(3):
            run = door.begin(AnswerStore(tmp_path, durable=False))
            hub.pages["/page"] = ("text/plain", b"words")
            ask(run, f"{hub.hf_endpoint}/page")
    assert made == []


def robots_of(text: bytes) -> Robots:
    def get(url: str, *, headers: Mapping[str, str], limit: int, cut: bool) -> Answer:
        return Answer(url=url, headers={}, body=text[:limit])

    return Robots(get, Turns(lambda _: None), Settings())


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(15_000)) + "Disallow: /x\n" * 15_000,
        ALL + "Disallow: /" + "*a" * 100_000,
        ALL + "Disallow: /*a*a*a*a*a*a*a*a*b\n" * 15_000,
        ALL + "Disallow: /$$$$\n" * 15_000,
    ],
    ids=range(4),
)
def test_a_hostile_robots_txt_is_read_in_time(text: str) -> None:
    robots = robots_of(text.encode()[:MOST_BYTES])
    robots.check(f"https://acme.example/{'c' * 900}")


@given(text=st.binary() | st.text().map(lambda t: f"{ALL}{t}".encode("utf-8", "replace")))
def test_any_bytes_are_rules_or_none(text: bytes) -> None:
    reason = GapReason.NOT_LOOKED
    try:
        robots_of(text).check("https://acme.example/a?b")
    except Fault as fault:
        reason = fault.reason
    assert reason is GapReason.NOT_LOOKED
