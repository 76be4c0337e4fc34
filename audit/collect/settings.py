"""Where the collectors look, with which tokens, and how much they take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from audit import __version__
from audit.errors import AuditError

ADDRESS = "https://github.com/openness-audit/openness-audit"
"""Where the people who run a server can read what asks them, and reach its makers."""
USER_AGENT = f"openness-audit/{__version__} (+{ADDRESS})"

HUB = "https://huggingface.co"
GITHUB_API = "https://api.github.com"
GITHUB_SITE = "https://github.com"
GITHUB_RAW = "https://raw.githubusercontent.com"
ARXIV = "https://arxiv.org"

TRUE = {"1", "ON", "YES", "TRUE"}
"""What counts as set, as in `huggingface_hub`."""


class Limits(Struct, frozen=True, kw_only=True):
    """What is taken at most."""

    document_bytes: int = 1_000_000
    listing_bytes: int = 50_000_000
    """For the answers of an API, such as the list of a repository's files."""
    files: int = 80
    """Documents of one artifact."""
    artifact_bytes: int = 20_000_000
    run_bytes: int = 1_000_000_000
    """All answers for one model."""
    host_requests: int = 32
    """How many requests a host has to answer at once."""
    workers: int = 40
    """How many files, and how many artifacts, are read at once."""
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    request_seconds: float = 90.0
    """For one request with its redirects and retries."""
    clone_bytes: int = 200_000_000
    """On disk, for a repository that is fetched with `git`."""
    clone_seconds: float = 300.0
    artifact_seconds: float = 600.0
    pause_seconds: float = 20.0
    """The longest pause that a server's `Retry-After` is granted."""
    wait_seconds: float = 3_900.0
    """The longest that a server's window, or its `Retry-After`, is waited for where workers share
    their limits; GitHub counts by the hour."""
    crawl_seconds: float = 15.0
    """The longest `Crawl-delay` of a robots.txt that is kept; it is that of arXiv."""
    backoff_seconds: float = 0.5
    """The first pause before asking again; it doubles each time."""


class Settings(Struct, frozen=True, kw_only=True):
    """How the world is reached."""

    hf_endpoint: str = HUB
    hf_token: str | None = None
    github_api: str = GITHUB_API
    github_raw: str = GITHUB_RAW
    github_site: str | None = GITHUB_SITE
    """Where GitHub's repositories are cloned from; None when that is not known."""
    private_sites: tuple[str, ...] = ()
    """Servers of one's own that may be reached although they have no public address."""
    github_token: str | None = None
    arxiv: str = ARXIV
    offline: bool = False
    cache: Path | None = None
    """Where answers are kept between runs; None when none are."""
    ca_bundle: str | None = None
    """A file or folder of certificates to trust instead of the usual ones."""
    source_date: datetime | None = None
    """What goes for the time in all that is written; None for the clock's."""
    limits: Limits = Limits()

    def __repr__(self) -> str:
        # Tokens must not reach a log or a traceback.
        return f"Settings({self.hf_endpoint}, {self.github_api}, {self.github_raw})"

    def offline_if(self, offline: bool) -> Settings:
        """The same, without any network where that was asked for."""
        return replace(self, offline=self.offline or offline)

    @property
    def tokens(self) -> tuple[str, ...]:
        """What must not be told to anybody."""
        return tuple(token for token in (self.hf_token, self.github_token) if token)

    @property
    def endpoints(self) -> tuple[str, ...]:
        """The addresses that the user chose, or the services' own."""
        chosen = (self.hf_endpoint, self.github_api, self.github_raw, self.arxiv)
        return (*chosen, *([self.github_site] if self.github_site else []), *self.private_sites)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], limits: Limits | None = None) -> Settings:
        """Settings from environment variables; an address that is none raises AuditError."""
        return cls(
            hf_endpoint=_endpoint(environ, "HF_ENDPOINT", HUB),
            hf_token=_said(environ, "HF_TOKEN"),
            github_api=_endpoint(environ, "OPENNESS_GITHUB_API", GITHUB_API),
            github_raw=_endpoint(environ, "OPENNESS_GITHUB_RAW", GITHUB_RAW),
            github_site=_github_site(environ),
            private_sites=_private_sites(environ),
            github_token=_said(environ, "GITHUB_TOKEN"),
            arxiv=_endpoint(environ, "OPENNESS_ARXIV", ARXIV),
            offline=environ.get("HF_HUB_OFFLINE", "").upper() in TRUE,
            cache=cache_folder(environ),
            ca_bundle=_ca_bundle(environ),
            source_date=_source_date(environ),
            limits=limits or Limits(),
        )


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """`OPENNESS_CACHE` (empty for none), else below the user's cache folder (XDG)."""
    if "OPENNESS_CACHE" in environ:
        own = _said(environ, "OPENNESS_CACHE")
        return Path(own).expanduser() if own else None
    home = _said(environ, "HOME")
    base = _said(environ, "XDG_CACHE_HOME") or (f"{home}/.cache" if home else None)
    return Path(base) / "openness-audit" if base else None


def _said(environ: Mapping[str, str], name: str) -> str | None:
    return environ.get(name, "").strip() or None


def _source_date(environ: Mapping[str, str]) -> datetime | None:
    """The time in `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/)."""
    said = _said(environ, "SOURCE_DATE_EPOCH")
    if said is None:
        return None
    try:
        if said.isascii() and said.isdigit():
            return datetime.fromtimestamp(int(said), UTC)
    except (OverflowError, ValueError, OSError):
        pass
    raise AuditError(
        "SOURCE_DATE_EPOCH is not a number of seconds since 1970.", "Correct it or unset it."
    )


def _ca_bundle(environ: Mapping[str, str]) -> str | None:
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        path = _said(environ, name)
        if path is None:
            continue
        if not Path(path).exists():
            raise AuditError(f"{name} names a file that is not there.", "Unset it or correct it.")
        return path
    return None


def _private_sites(environ: Mapping[str, str]) -> tuple[str, ...]:
    name = "OPENNESS_PRIVATE_SITES"
    sites = tuple(site.rstrip("/") for site in (_said(environ, name) or "").split())
    if not all(map(is_web_address, sites)):
        raise AuditError(
            f"{name} holds something other than http or https addresses.",
            "Write them with spaces between, or unset it.",
        )
    return sites


def _github_site(environ: Mapping[str, str]) -> str | None:
    """The site beside GitHub's API: github.com, or the host of an Enterprise Server."""
    api = _said(environ, "OPENNESS_GITHUB_API") or GITHUB_API
    api = api.rstrip("/")
    derived = GITHUB_SITE if api == GITHUB_API else ""
    if api.endswith("/api/v3"):
        derived = api.removesuffix("/api/v3")
    return _endpoint(environ, "OPENNESS_GITHUB_SITE", derived) or None


def _endpoint(environ: Mapping[str, str], name: str, default: str) -> str:
    address = (_said(environ, name) or default).rstrip("/")
    if address and not is_web_address(address):
        advice = f"Unset it or set it to {default or 'one'}."
        raise AuditError(f"{name} is not an http or https address.", advice)
    return address


def is_web_address(address: str) -> bool:
    """True for an http or https address with a host, a valid port and no name or password."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
            and "@" not in parts.netloc
        )
    except ValueError:
        return False
