"""What has to go with a work that stands on a license, and whether an artifact shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.entries import Cell, Entry
from audit.licenses.offers import Duty, Relation, Shown, reason

_WORDS = {
    ("pass-through", "license-copy"): "hand on a copy of the license",
    ("pass-through", "use-policy"): "hand on the use policy",
    ("pass-through", "license-and-policy"): "hand on a copy of the license and its use policy",
    ("attribution", "required"): "keep the names and notices of the authors",
    ("attribution", "changes-stated"): (
        "keep the names and notices of the authors, and say what was changed"
    ),
    ("naming", "above-cap"): "above the numbers that the section names, {name}",
    ("naming", "required"): "{name}",
    ("notice-file", "if-present"): "carry the notice file, where the work came with one",
    ("notice-file", "required"): "carry the notice file",
    ("derivatives", "conditional"): "keep to the conditions on changing the work",
    ("redistribution", "conditional"): "keep to the conditions on passing it on",
}
_COPIES = ("pass-through", "attribution", "naming", "notice-file", "derivatives", "redistribution")
_OF = {
    Relation.BASE_MODEL: _COPIES,
    Relation.CODE: _COPIES,
    # A model holds no copy of its data: what has to be shown is shown to be on the safe side.
    Relation.TRAINING_DATA: ("attribution", "naming"),
    Relation.OUTPUTS: ("attribution",),
}
_MAY_BE_LINKED = re.compile(r"\b(?:link|address) is enough")
"""How a note says that a link to the license will do."""


def duties_of(
    license_id: str, found: Entry, relation: Relation, shown: Shown | None
) -> tuple[Duty, ...]:
    """What a work with `relation` to something under the license owes, in a fixed order."""
    return tuple(_duties(license_id, found, relation, shown))


def naming_duty(license_id: str, found: Entry, shown: Shown | None) -> Duty:
    """The name that a model trained on outputs has to bear, or the phrase that goes with it."""
    because = reason(license_id, found, "output-use")
    phrase = "" if found.prefix else found.phrase
    return Duty(
        kind="naming",
        words=_name(phrase, found.prefix),
        because=because,
        shown=_shows_name(phrase, found.prefix, shown),
    )


def _duties(
    license_id: str, found: Entry, relation: Relation, shown: Shown | None
) -> Iterator[Duty]:
    for clause in _OF[relation]:
        cell = found.clauses[clause]
        if words := _WORDS.get((clause, cell.value)):
            yield Duty(
                kind=clause,
                words=_filled(words, clause, found),
                because=reason(license_id, found, clause),
                shown=_shows(clause, cell, license_id, found, shown),
            )


def _filled(words: str, clause: str, found: Entry) -> str:
    if clause == "pass-through" and found.policy and "policy" not in words:
        return f"{words}, of which {found.policy} is a part"
    return words.format(name=_name(found.phrase, found.prefix))


def _name(phrase: str, prefix: str) -> str:
    parts = []
    if phrase:
        parts.append("show " + " or ".join(f'"{one}"' for one in _either(phrase)))
    if prefix:
        parts.append(f'begin the name of the model with "{prefix}"')
    return " and ".join(parts) or "show the name or phrase that the license asks for"


def _either(phrase: str) -> list[str]:
    return phrase.split(" or ")


def _shows(
    clause: str, cell: Cell, license_id: str, found: Entry, shown: Shown | None
) -> bool | None:
    """Whether the artifact shows that a duty was fulfilled; None where that cannot be told."""
    if shown is None or cell.value == "above-cap":
        return None
    match clause:
        case "pass-through":
            return _shows_terms(cell, license_id, found, shown)
        case "notice-file":
            held = None if shown.files is None else any(map(_is_notice, shown.files))
            return held or (False if held is False and cell.value == "required" else None)
        case "naming":
            return _shows_name(found.phrase, found.prefix, shown)
        case _:
            return None


def _shows_terms(cell: Cell, license_id: str, found: Entry, shown: Shown) -> bool | None:
    if shown.licenses is None:
        return None
    if "license" in cell.value and license_id not in shown.licenses:
        # A link may stand anywhere in the card, in many spellings.
        return None if _MAY_BE_LINKED.search(cell.note) else False
    if "policy" in cell.value:
        return found.policy in shown.licenses if found.policy else None
    return True


def _shows_name(phrase: str, prefix: str, shown: Shown | None) -> bool | None:
    if shown is None or not (phrase or prefix):
        return None
    says = begins = None
    if shown.text is not None:
        says = any(_letters(one) in _letters(shown.text) for one in _either(phrase))
    if shown.name is not None:
        begins = _letters(shown.name.rpartition("/")[2]).startswith(_letters(prefix))
    asked = ([says] if phrase else []) + ([begins] if prefix else [])
    if False in asked:
        return False
    return None if None in asked else True


def _letters(words: str) -> str:
    """Letters and digits alone: names are spelled with blanks, hyphens and stars."""
    return re.sub(r"[\W_]+", "", words.lower())


def _is_notice(path: str) -> bool:
    return path.rpartition("/")[2].lower().split(".")[0] == "notice"
