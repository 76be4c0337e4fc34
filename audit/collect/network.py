"""The clients of a process, and what they learned of the hosts: shared by all that is collected.

Neither client is imported before it is used: start-up counts.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from audit.collect.addresses import Guard
from audit.collect.answer_store import AnswerStore
from audit.collect.patience import Patience
from audit.collect.robots import Turns
from audit.collect.settings import Settings

if TYPE_CHECKING:
    from audit.collect.hub_session import HubSession
    from audit.collect.shared_limits import SharedLimits
    from audit.collect.web_session import WebSession

HUB_VARIABLES = {
    "HF_HUB_DISABLE_XET": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
}
"""`huggingface_hub` reads them when it is imported."""

KEPT_SECONDS = 90 * 86_400.0
"""How long an answer stays in the cache that is not asked for again."""


class Network:
    """Sessions, threads and the user's cache, each made when it is first needed."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        shared: Path | None = None,
    ) -> None:
        self.settings = settings
        self.now = now
        self.interrupted = Event()
        """Set when the run was interrupted: nobody is to wait any longer."""
        self.shared = _shared(shared, settings) if shared is not None else None
        self.patience = Patience(
            settings.limits, sleep, services=settings.endpoints if shared else ()
        )
        self.turns = Turns(sleep, self.shared)
        self.cache = AnswerStore(settings.cache, durable=False) if settings.cache else None
        self._guard = Guard(settings.endpoints)
        self._lock = Lock()
        self._web: WebSession | None = None
        self._hub: HubSession | None = None
        self._files: ThreadPoolExecutor | None = None
        self._artifacts: ThreadPoolExecutor | None = None

    def web(self) -> WebSession:
        """The session of requests."""
        with self._lock:
            if self._web is None:
                from audit.collect.web_session import WebSession

                self._web = WebSession(self.settings, self._guard, self.now, self.shared)
            return self._web

    def hub(self) -> HubSession:
        """The session of `huggingface_hub`."""
        with self._lock:
            if self._hub is None:
                os.environ.update(HUB_VARIABLES)
                from audit.collect.hub_session import HubSession

                self._hub = HubSession(self.settings, self._guard, self.now, self.shared)
            return self._hub

    def files(self) -> ThreadPoolExecutor:
        """Threads that read single files; what they run waits for no other thread."""
        with self._lock:
            if self._files is None:
                self._files = ThreadPoolExecutor(self.settings.limits.workers, "file")
            return self._files

    def artifacts(self) -> ThreadPoolExecutor:
        """Threads that read whole artifacts; what they run may wait for `files`."""
        with self._lock:
            if self._artifacts is None:
                self._artifacts = ThreadPoolExecutor(self.settings.limits.workers, "artifact")
            return self._artifacts

    def held_back(self) -> AbstractContextManager[None]:
        """Within the block this thread waits for another process."""
        return nullcontext() if self.shared is None else self.shared.held_back()

    def close(self, *, wait: bool = True) -> None:
        """Closes all connections and ends the threads; everything can be used again.

        Without waiting, what is under way comes to its end unheard, and what waits for a server's
        window ends.
        """
        with self._lock:
            web, hub, pools = self._web, self._hub, (self._artifacts, self._files)
            self._web = self._hub = self._artifacts = self._files = None
        if not wait:
            self.interrupted.set()
            if self.shared is not None:
                self.shared.interrupt()
        for pool in pools:
            if pool is not None:
                pool.shutdown(wait=wait, cancel_futures=True)
        for session in (web, hub):
            if session is not None:
                session.close()
        if self.shared is not None and wait:
            self.shared.close()
        if self.cache is not None:
            self.cache.tidy(KEPT_SECONDS)


def _shared(folder: Path, settings: Settings) -> SharedLimits:
    from audit.collect.shared_limits import SharedLimits

    return SharedLimits(folder, settings)
