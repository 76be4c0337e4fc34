"""The one door: every byte from the network comes through here, under one policy.

Two thin adapters serve two clients, `requests` for GitHub, papers and pages, and httpx2 for
`huggingface_hub`. Both connect through `addresses.Guard`, are bounded in bytes and in time, and ask
again as `patience` says. What was answered is kept in the journal of the snapshot that is being
collected, and in the user's cache; there it is served again only after the server has vouched for
it, or, where an address names a commit, within a day.

Weighed for the cache: hishel, requests-cache and CacheControl. The last two serve one of the two
clients. hishel serves both, but stores each request's headers, a token's among them, and answers
from the cache while `max-age` lasts, where an audit has to ask.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import msgspec

from audit.collect.addresses import origin
from audit.collect.answer_store import AnswerStore, Asked
from audit.collect.answers import Answer, Deadline, Fault, Unchanged, refuse_web_page
from audit.collect.network import Network
from audit.collect.rate_limits import bucket, spent
from audit.collect.robots import Robots
from audit.collect.settings import Settings
from audit.errors import NotKept
from audit.model import GapReason

if TYPE_CHECKING:
    from huggingface_hub import HfApi

    from audit.collect.reading import Reading

T = TypeVar("T")
R = TypeVar("R")
Attempt = Callable[[Mapping[str, str], Deadline], Answer]
"""Asks once; it is given the conditions, as headers, and the deadline."""
Check = Callable[[Answer], object]
"""Raises Fault for an answer that is of no use: such a one is not kept."""

PINNED = re.compile(r"/[0-9a-f]{40}(?:[/?]|$)")
PINNED_SECONDS = 86_400.0
"""How long what stands at a commit's address counts as still served."""
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def _now() -> datetime:
    return datetime.now(UTC)


class Door:
    """The way to the network; close it, or use it in a `with` statement."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime] = _now,
        sleep: Callable[[float], None] = time.sleep,
        *,
        network: Network | None = None,
        journal: AnswerStore | None = None,
        shared: Path | None = None,
    ) -> None:
        """`shared` is the folder in which all workers of a fleet keep the servers' limits."""
        self.settings = settings
        self._network = network or Network(settings, now, sleep, shared)
        self._journal = journal
        self.robots = Robots(self.get, self._network.turns, settings)
        self._allowance = _Allowance(settings.limits.run_bytes)
        self.announce: Callable[[Reading], None] = _ignore
        """Told of an artifact as soon as its record is there, before its files are."""

    def __enter__(self) -> Door:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        interrupted = kind is not None and not issubclass(kind, Exception)
        self._network.close(wait=not interrupted)

    def begin(self, journal: AnswerStore | None = None) -> Door:
        """A door of one run, on the same connections, with an allowance of its own.

        What the journal holds is not asked for again, and what is answered is added to it.
        """
        return Door(self.settings, network=self._network, journal=journal)

    def close(self) -> None:
        """Closes all connections; the door can be used again."""
        self._network.close()

    def stamp(self) -> str:
        """The time, UTC, ISO 8601, to the second; that of `SOURCE_DATE_EPOCH` where it is set."""
        said = self.settings.source_date
        return (self._network.now() if said is None else said).astimezone(UTC).strftime(_TIME)

    def clock(self) -> float:
        """Seconds, to measure with; those that servers' limits make this process wait are none."""
        shared = self._network.shared
        return time.monotonic() if shared is None else shared.clock()

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        limit: int | None = None,
        check: Check | None = None,
        turn: Callable[[], None] | None = None,
        cut: bool = False,
    ) -> Answer:
        """The answer to a GET through requests; Fault when there is none, or of the check.

        Where the server has to be asked, `turn` is called first: it may wait. With `cut`, a body
        that is longer than the limit is cut there; such a caller sends an `Accept` of its own, so
        that nobody else is given what it was.
        """
        given, most = dict(headers or {}), limit or self.settings.limits.document_bytes
        asked = Asked(
            url=url,
            accept=given.get("Accept", "*/*"),
            with_token=self._network.web().has_token(url),
        )

        def ask(conditions: Mapping[str, str], deadline: Deadline) -> Answer:
            sent = {**given, **conditions}
            return self._network.web().get(url, sent, most, deadline, cut=cut)

        return self._answer(asked, ask, check, turn)

    def text_file(self, url: str) -> Answer:
        """A text file through requests; Fault when there is none, or a web page instead."""
        return self.get(url, check=lambda answer: refuse_web_page(answer.headers))

    def raw_bytes(self, url: str) -> bytes:
        """The bytes of a text file; Fault as `text_file`."""
        return self.text_file(url).body

    def hub(self) -> HfApi:
        """The configured client of the Hub, which connects through this door."""
        return self._network.hub().api

    def hub_info(
        self, kind: str, repo_id: str, revision: str | None, check: Check | None = None
    ) -> Answer:
        """The JSON of what the Hub says of a `model` or `dataset`; Fault as `get`."""
        endpoint, at = self.settings.hf_endpoint, f"/revision/{revision}" if revision else ""
        return self._answer(
            self._asked_of_hub(f"{endpoint}/api/{kind}s/{repo_id}{at}?blobs=true"),
            lambda conditions, deadline: self._network.hub().info(
                kind, repo_id, revision, conditions, deadline
            ),
            check,
        )

    def hub_file(self, url: str) -> Answer:
        """A text file of the Hub through its own client; Fault when there is none."""
        most = self.settings.limits.document_bytes
        return self._answer(
            self._asked_of_hub(url),
            lambda conditions, deadline: self._network.hub().get(url, conditions, most, deadline),
        )

    def hub_list(self, url: str, check: Check) -> Answer:
        """A page of one of the Hub's lists; Fault when there is none, or of the check."""
        most = self.settings.limits.listing_bytes
        return self._answer(
            self._asked_of_hub(url),
            lambda conditions, deadline: self._network.hub().get(url, conditions, most, deadline),
            check,
        )

    def hub_part(self, url: str, first: int, last: int) -> Answer:
        """The bytes of a file of the Hub from `first` to `last`; Fault when there are none."""
        part = {"Range": f"bytes={first}-{last}"}
        return self._answer(
            self._asked_of_hub(f"{url}#bytes={first}-{last}"),
            lambda conditions, deadline: self._network.hub().get(
                url, {**conditions, **part}, last - first + 1, deadline
            ),
        )

    def hub_bytes(self, url: str) -> bytes:
        """The bytes of a text file of the Hub; Fault as `hub_file`."""
        return self.hub_file(url).body

    def side_by_side(self, read: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """What `read` returns for each item, in their order, several at a time."""
        return self._network.files().map(read, items)

    def in_background(self, read: Callable[[], R]) -> Future[R]:
        """What will be returned by something that may itself call `side_by_side`."""
        return self._network.artifacts().submit(read)

    def _asked_of_hub(self, url: str) -> Asked:
        return Asked(url=url, with_token=self.settings.hf_token is not None)

    def _answer(
        self,
        asked: Asked,
        attempt: Attempt,
        check: Check | None = None,
        turn: Callable[[], None] | None = None,
    ) -> Answer:
        """The answer from the journal, the cache or the server."""
        journal = self._journal
        if journal is None:
            return self._cached_or_asked(asked, attempt, check, turn)
        if told := _kept(journal, asked, check):
            return told
        with ExitStack() as alone:
            with _writing(journal), self._network.held_back():
                alone.enter_context(journal.alone(asked, self._network.interrupted))
            if told := _kept(journal, asked, check):
                return told
            try:
                answer = self._cached_or_asked(asked, attempt, check, turn)
            except Fault as fault:
                if not self._repeats_token(fault.body):
                    with _writing(journal):
                        journal.refuse(asked, fault)
                raise
            with _writing(journal):
                journal.put(asked, answer)
            return answer

    def _cached_or_asked(
        self,
        asked: Asked,
        attempt: Attempt,
        check: Check | None,
        turn: Callable[[], None] | None,
    ) -> Answer:
        cache = self._network.cache
        known = cache.get(asked) if cache is not None else None
        known = known if known is not None and _passes(known, check) else None
        if known is not None and (self.settings.offline or self._is_fresh(asked, known)):
            return self._stamped(known)
        if self.settings.offline:
            raise Fault(GapReason.NOT_LOOKED, "offline")
        if turn is not None:
            turn()
        answer = self._fetched(asked, attempt, known)
        if check is not None:
            check(answer)
        if cache is not None:
            with suppress(OSError):  # a cache that cannot be written must not cost an audit
                cache.put(asked, answer)
        return self._stamped(answer)

    def _stamped(self, answer: Answer) -> Answer:
        """With the time of `SOURCE_DATE_EPOCH` where it is set; the cache needs the true one."""
        if self.settings.source_date is None:
            return answer
        return msgspec.structs.replace(answer, retrieved_at=self.stamp())

    def _fetched(self, asked: Asked, attempt: Attempt, known: Answer | None) -> Answer:
        conditions = known.conditions if known is not None else {}
        origin(asked.url)  # an address that is none ends here, in a Fault
        host = bucket(asked.url, self.settings.endpoints)
        self._allowance.check()
        try:
            answer = self._network.patience.ask(host, lambda end: attempt(conditions, end))
        except Unchanged:
            if known is None:
                raise Fault(GapReason.UNREADABLE, "the server answered 304") from None
            answer = known
        else:
            self._allowance.take(len(answer.body))
            self._refuse_tokens(answer)
        if until := spent(answer.headers, self._network.now()):
            self._network.patience.leave(host, until)
        seen = self._network.now().astimezone(UTC).strftime(_TIME)
        return msgspec.structs.replace(answer, retrieved_at=seen)

    def _refuse_tokens(self, answer: Answer) -> None:
        """Fault for an answer that repeats a token: whoever gets the snapshot would read it."""
        said = (answer.body, answer.url.encode(), *(v.encode() for v in answer.headers.values()))
        if self._repeats_token(*said):
            raise Fault(GapReason.UNREADABLE, "the answer repeats a token that is yours")

    def _repeats_token(self, *said: bytes) -> bool:
        return any(token.encode() in text for token in self.settings.tokens for text in said)

    def _is_fresh(self, asked: Asked, known: Answer) -> bool:
        """Whether a public file at a commit was seen there within a day."""
        if (
            asked.with_token
            or not PINNED.search(urlsplit(asked.url).path)
            or "/revision/" in asked.url
        ):
            return False
        try:
            seen = datetime.strptime(known.retrieved_at, _TIME).replace(tzinfo=UTC)
        except ValueError:
            return False
        return 0 <= (self._network.now() - seen).total_seconds() < PINNED_SECONDS


def _passes(answer: Answer, check: Check | None) -> bool:
    try:
        if check is not None:
            check(answer)
    except Fault:
        return False
    return True


def _kept(journal: AnswerStore, asked: Asked, check: Check | None) -> Answer | None:
    told = journal.get(asked)
    return told if told is not None and _passes(told, check) else None


@contextmanager
def _writing(journal: AnswerStore) -> Iterator[None]:
    """Ends the run where the journal cannot be written."""
    try:
        yield
    except OSError as error:
        problem = f"{journal.folder} cannot be written: {error.strerror}."
        raise NotKept(problem, "Make room, or name another folder.") from error


def _ignore(reading: Reading) -> None:
    """Does nothing."""


class _Allowance:
    """How many bytes may still be taken in a run."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._left = most
        self._lock = Lock()

    def check(self) -> None:
        """Fault when nothing is left."""
        if self._left <= 0:
            detail = f"more than {self._most} bytes were read for this model before"
            raise Fault(GapReason.CUT_SHORT, detail)

    def take(self, size: int) -> None:
        with self._lock:
            self._left -= size
