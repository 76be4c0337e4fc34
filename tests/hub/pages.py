"""A Hub repository from the facts that people saw on its stored pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .recorded import (
    LICENSE_NAME,
    full_sha,
    hub_ids,
    is_tag,
    named_ref,
    size_in_bytes,
    tags_with_metadata,
    without_nulls,
)
from .shelf import Gate, HubRepo, Named, Revision, StoredFile, made_up_sha


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What was recorded of one repository; None is not seen."""

    id: str
    header_seen: bool
    """True when a page showed which license tag there is, or that there is none."""
    license: str | None = None
    license_name: str | None = None
    licenses_elsewhere: Mapping[str, str] = field(default_factory=dict)
    """License tags at other revisions, by full sha."""
    tags: tuple[str, ...] | None = None
    pipeline_tag: str | None = None
    language: list[str] | None = None
    base_model: object = None
    datasets: object = None
    gated: object = None
    siblings: Iterable[Mapping[str, Any]] | None = None
    complete: bool = False
    revision: str | None = None
    stored_page: str | None = None
    evidence: str | None = None
    """How the facts were come by where that is not the repository's own page."""

    @property
    def listing(self) -> tuple[StoredFile, ...] | None:
        """The files and folders, sizes in bytes, none with content."""
        if self.siblings is None:
            return None
        return tuple(
            StoredFile(path=each["path"], size=size_in_bytes(each["size"]))
            for each in self.siblings
        )

    @property
    def metadata(self) -> dict[str, Any]:
        """What was seen of the card, in the keys that a card uses."""
        named = self.license_name is not None and LICENSE_NAME.fullmatch(self.license_name)
        return without_nulls(
            license=self.license,
            license_name=self.license_name if self.license and named else None,
            language=self.language,
            pipeline_tag=self.pipeline_tag,
            base_model=list(hub_ids(self.base_model)) or None,
            datasets=list(hub_ids(self.datasets)) or None,
        )

    @property
    def card(self) -> dict[str, Any] | None:
        """The metadata, or None where nobody saw if there is a license tag.

        Never an empty one: the real client takes that for a card that was not sent.
        """
        return (self.metadata or {"tags": []}) if self.header_seen else None

    @property
    def all_tags(self) -> Named | None:
        """The tags seen and those that follow from the metadata."""
        seen = [tag for tag in self.tags or () if is_tag(tag)]
        tags = tags_with_metadata(seen, self.metadata)
        return tags if tags or self.tags is not None else None


def gate(recorded: object) -> Gate | None:
    """The gate in the Hub's words; one of which only the existence is known is its default."""
    if recorded is True:
        return "auto"
    return recorded if recorded in ("auto", "manual", False) else None


def hub_repo(facts: PageFacts) -> HubRepo:
    """The repository, with a listing that was seen at a branch or pull request put there."""
    sha, ref = full_sha(facts.revision), named_ref(facts.revision)
    listed = Revision(
        sha=sha or made_up_sha(facts.id, ref or ""),
        made_up=sha is None,
        files=facts.listing,
        complete=facts.complete
        and not any(each.path.endswith("/") for each in facts.listing or ()),
        card=facts.card,
        tags=facts.all_tags,
    )
    revisions = {"main": listed} if ref is None else {"main": unlisted(facts), ref: listed}
    fields = without_nulls(
        pipeline_tag=facts.pipeline_tag,
        storedPage=facts.stored_page,
        recordedFrom=facts.evidence,
    )
    earlier = {sha: at_earlier(sha, name) for sha, name in facts.licenses_elsewhere.items()}
    return HubRepo(
        id=facts.id,
        revisions={**revisions, **earlier},
        gated=gate(facts.gated),
        private=None,
        fields=fields,
    )


def unlisted(facts: PageFacts) -> Revision:
    """The main branch of a repository whose files were seen elsewhere only."""
    sha = made_up_sha(facts.id)
    return Revision(sha=sha, made_up=True, files=None, card=facts.card, tags=facts.all_tags)


def at_earlier(sha: str, license_tag: str) -> Revision:
    """A revision of which nothing but the license tag was seen."""
    tags = (f"license:{license_tag}",)
    return Revision(sha=sha, files=None, card={"license": license_tag}, tags=tags)
