"""The patch for one model: each change follows from evidence, and nothing else is changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from audit.mend.card import UnreadableCardError, Value, value_of, with_end, with_key
from audit.mend.license import OwnTerms, left_of_license, license_file, tag_keys
from audit.mend.lineage import RELATIONS, duties, named
from audit.mend.sections import UNFILLED, skeleton, unsaid
from audit.model import ArtifactSummary, Edge, Evidence, Inventory, Role
from audit.model.patch import Mend, Mended

CARD = "README.md"
Texts = Mapping[str, str]


def mended(
    inventory: Inventory, files: Texts, texts: Texts, listed: Collection[str] = ()
) -> Mended:
    """The patch. `files` are the texts of the weights' repository by path, `listed` all of its
    paths, `texts` the texts of licenses by SPDX id, as far as they could be had."""
    return _Work(inventory, files, texts, (*files, *listed)).finish()


def weights_of(inventory: Inventory) -> ArtifactSummary | None:
    """The repository that is to be mended: the first of the model's own with weights."""
    own = [one for one in inventory.artifacts if one.own]
    weights = [one for one in own if one.role is Role.WEIGHTS]
    return next(iter(weights or own), None)


class _Work:
    """The card and what was done to it so far."""

    def __init__(
        self, inventory: Inventory, files: Texts, texts: Texts, listed: Collection[str]
    ) -> None:
        self._inventory = inventory
        self._files = files
        self._texts = texts
        own = weights_of(inventory)
        self._id = own.id if own else ""
        self._terms = OwnTerms(inventory, self._id, listed)
        self._card = files.get(CARD, "")
        self._after: dict[str, str] = {}
        self._done: list[Mend] = []
        self._left: list[str] = []

    def finish(self) -> Mended:
        self._tag()
        self._base_models()
        self._datasets()
        self._naming()
        self._sections()
        self._license_file()
        if self._card != self._files.get(CARD, ""):
            self._after[CARD] = self._card
        return Mended(
            before=self._files,
            after=dict(sorted(self._after.items())),
            done=tuple(self._done),
            left=tuple(dict.fromkeys(self._left)),
        )

    def _tag(self) -> None:
        """The license file counts more than the tag."""
        text = self._terms.by_text
        if text is None or text.expression is None:
            return
        path = text.evidence[0].path if text.evidence else None
        tags = {one.expression for one in self._terms.tags}
        if text.expression in tags:
            return
        for key, value in tag_keys(text.expression, path or "LICENSE").items():
            why = f"the text in {path or 'the license file'} is {text.expression}"
            self._set(key, value, why, text.evidence)

    def _base_models(self) -> None:
        found = named(self._inventory, self._id, "base-model")
        self._add("base_model", found)
        ways = {RELATIONS.get(edge.how) for edge in found.values()}
        way = ways.pop() if len(ways) == 1 else None
        if way and found and value_of(self._card, "base_model_relation") is None:
            edge = next(iter(found.values()))
            self._set("base_model_relation", way, f"it is told as {edge.how}", edge.evidence)

    def _datasets(self) -> None:
        self._add("datasets", named(self._inventory, self._id, "dataset"))

    def _naming(self) -> None:
        """The words that the license of what the model was made from asks to be shown."""
        bases = named(self._inventory, self._id, "base-model").values()
        for edge, place, phrase, prefix in duties(iter(bases)):
            if phrase and phrase.lower() not in self._card.lower():
                self._card = with_end(self._card, phrase)
                why = f"the terms of {edge.parent} ask for these words ({place})"
                self._did(f"shows the words “{phrase}”", why, edge.evidence)
            name = self._id.rpartition("/")[2]
            if prefix and not name.lower().startswith(prefix.lower()):
                told = f"The name of the model has to begin with “{prefix}” ({place})."
                self._left.append(told)

    def _sections(self) -> None:
        questions = unsaid(self._inventory)
        if not questions:
            return
        self._left.append("Fill in the headings on the training data: they say nothing yet.")
        if UNFILLED in self._card:
            return
        self._card = with_end(self._card, skeleton(questions))
        why = "the documents that were read say nothing on: " + ", ".join(
            name.replace("-", " ") for name in questions
        )
        self._did("adds headings to be filled in on the training data", why, ())

    def _license_file(self) -> None:
        for text, mend in license_file(self._terms, self._texts):
            self._after[mend.path] = text
            self._done.append(mend)
        self._left.extend(left_of_license(self._terms, self._texts))

    def _add(self, key: str, found: Mapping[str, Edge]) -> None:
        """Puts what is named elsewhere to what the key has already."""
        had = value_of(self._card, key)
        known = (had,) if isinstance(had, str) else had or ()
        missing = [name for name in found if name not in known]
        if not missing:
            return
        names = (*known, *missing)
        value: Value = names[0] if len(names) == 1 and key == "base_model" else names
        evidence = tuple(place for name in missing for place in found[name].evidence[:1])
        self._set(key, value, f"the documents name {', '.join(missing)}", evidence)

    def _set(self, key: str, value: Value, why: str, evidence: tuple[Evidence, ...]) -> None:
        if value_of(self._card, key) == value:
            return
        try:
            self._card = with_key(self._card, key, value)
        except UnreadableCardError as error:
            self._left.append(
                f"The front matter of {CARD} does not parse ({error}): mend it first."
            )
            return
        told = value if isinstance(value, str) else ", ".join(value)
        self._did(f"sets {key} to {told}", why, evidence)

    def _did(self, what: str, why: str, evidence: tuple[Evidence, ...]) -> None:
        self._done.append(Mend(path=CARD, what=what, why=why, evidence=evidence))
