"""The one door: every byte from the network comes through here, under one policy.

Two thin adapters serve two clients, `requests` for GitHub and httpx2 for `huggingface_hub`. Both
connect through `addresses.Guard`, are bounded in bytes and in time, and ask again as `patience`
says. Neither is imported before it is used: start-up counts.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING

from audit.collect.addresses import Guard, origin
from audit.collect.answers import Answer, Fault, refuse_web_page
from audit.collect.patience import Patience
from audit.collect.settings import Settings
from audit.model import GapReason

if TYPE_CHECKING:
    from huggingface_hub import HfApi

    from audit.collect.hub_session import HubSession
    from audit.collect.web_session import WebSession

HUB_VARIABLES = {
    "HF_HUB_DISABLE_XET": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
}
"""`huggingface_hub` reads them when it is imported."""


def _now() -> datetime:
    return datetime.now(UTC)


class Door:
    """The way to the network; close it, or use it in a `with` statement."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime] = _now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings
        self._now = now
        self._guard = Guard(settings.endpoints)
        self._patience = Patience(settings.limits, sleep)
        self._web: WebSession | None = None
        self._hub: HubSession | None = None

    def __enter__(self) -> Door:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections; the door can be used again."""
        for session in (self._web, self._hub):
            if session is not None:
                session.close()
        self._web = self._hub = None

    def stamp(self) -> str:
        """The time, UTC, ISO 8601, to the second."""
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, limit: int | None = None
    ) -> Answer:
        """The answer to a GET through requests; Fault when there is none."""
        self._refuse_offline()
        session, most = self._web_session(), limit or self.settings.limits.document_bytes
        return self._patience.ask(
            origin(url)[1], lambda deadline: session.get(url, headers or {}, most, deadline)
        )

    def raw_bytes(self, url: str) -> bytes:
        """A text file through requests; Fault when there is none, or a web page instead."""
        answer = self.get(url)
        refuse_web_page(answer.headers)
        return answer.body

    def hub(self) -> HfApi:
        """The configured client of the Hub, which connects through this door."""
        return self._hub_session().api

    def hub_info(self, kind: str, repo_id: str, revision: str | None) -> bytes:
        """The JSON of what the Hub says of a `model` or `dataset`; Fault when there is none."""
        self._refuse_offline()
        session = self._hub_session()
        return self._patience.ask(
            origin(self.settings.hf_endpoint)[1],
            lambda deadline: session.info(kind, repo_id, revision, deadline),
        )

    def hub_bytes(self, url: str) -> bytes:
        """A text file of the Hub through its own client; Fault when there is none."""
        self._refuse_offline()
        session, most = self._hub_session(), self.settings.limits.document_bytes
        return self._patience.ask(origin(url)[1], lambda deadline: session.get(url, most, deadline))

    def _refuse_offline(self) -> None:
        if self.settings.offline:
            raise Fault(GapReason.NOT_LOOKED, "offline")

    def _web_session(self) -> WebSession:
        if self._web is None:
            from audit.collect.web_session import WebSession

            self._web = WebSession(self.settings, self._guard, self._now)
        return self._web

    def _hub_session(self) -> HubSession:
        if self._hub is None:
            os.environ.update(HUB_VARIABLES)
            from audit.collect.hub_session import HubSession

            self._hub = HubSession(self.settings, self._guard, self._now)
        return self._hub
