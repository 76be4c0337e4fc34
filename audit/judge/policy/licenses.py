"""What a policy says of terms: allowed, denied, or for somebody to approve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from audit.judge.leaves import ABSENT, NOT_RECORDED
from audit.judge.policy.file import ClausesAsk, LicenseAsk
from audit.judge.terms import Terms
from audit.licenses.catalog import class_file, classes, is_undecided, license_class
from audit.licenses.entries import clause_table
from audit.licenses.sets import is_doubted, open_set
from audit.model import (
    Availability,
    Edge,
    Evidence,
    Gap,
    GapReason,
    Inventory,
    License,
    Reason,
    Role,
)
from audit.model.finding import Answer, Point
from audit.model.vocabulary import RELATIONS

CARD = "README.md"
Stand = Literal["denied", "approval", "allowed"]
_ANSWERS = {"denied": Answer.UNMET, "approval": Answer.APPROVAL, "allowed": Answer.MET}
_WORDS = {
    Answer.MET: "which is allowed",
    Answer.PRESUMED: "which is allowed and known by a name alone",
    Answer.APPROVAL: "which needs an approval",
    Answer.UNMET: "which is not allowed",
    Answer.UNKNOWN: "of which nothing can be said",
}


def license_points(ask: LicenseAsk, inventory: Inventory) -> Iterator[Point]:
    """One point for each row, and for each thing of the lineage."""
    for one in _subjects(ask.of, inventory):
        if isinstance(one, Point):
            yield one
            continue
        name, reason, terms, by_name = one
        answer = stand_of(terms, ask)
        if by_name and answer is Answer.MET:
            answer = Answer.PRESUMED
        text = f"{reason.text}, {_WORDS[answer]}"
        yield Point(subject=name, answer=answer, text=text, because=(reason,))


def clause_points(ask: ClausesAsk, inventory: Inventory) -> Iterator[Point]:
    """One point for each row and edge: the clauses of it that come out worst."""
    told = Terms(inventory)
    for one in _subjects(ask.of, inventory):
        if isinstance(one, Point):
            yield one
            continue
        name, reason, _, by_name = one
        found = [_clause(told, clause, refused, one) for clause, refused in ask.refused.items()]
        answer = max((answer for answer, _ in found), key=_ORDER.index, default=Answer.MET)
        said = "; ".join(words for one_answer, words in found if one_answer is answer)
        if by_name and answer is Answer.MET:
            answer = Answer.PRESUMED
        text = f"{reason.text}: {said}"
        because = (Reason(text=text, evidence=reason.evidence),)
        yield Point(subject=name, answer=answer, text=text, because=because)


def _clause(
    told: Terms, clause: str, refused: tuple[str, ...], subject: Subject
) -> tuple[Answer, str]:
    """What the terms answer to one question, and in which words."""
    name, _, terms, _ = subject
    holding = set(clause_table().clauses[clause].values) - set(refused)
    truth, reason = told.clause(clause, holding, name, terms)
    answers = {True: Answer.MET, False: Answer.UNMET, None: Answer.UNKNOWN}
    return answers[truth], reason.text.rpartition(": ")[2]


Subject = tuple[str, Reason, License, bool]
"""Name, the terms in words, the terms, and whether they are known by a name alone."""


def _subjects(names: tuple[str, ...], inventory: Inventory) -> Iterator[Point | Subject]:
    """The terms of each row and edge; a point where there are none to look at."""
    told = Terms(inventory)
    for name in names:
        if name in RELATIONS:
            yield from _of_lineage(name, inventory)
            continue
        row = inventory.components.get(name, NOT_RECORDED)
        reason = Reason(text=f"{name} {_said(row.availability)}", evidence=row.evidence)
        if row.availability in ABSENT:
            yield _aside(name, reason)
        elif row.availability is Availability.UNKNOWN and row.license.class_ == "unknown":
            yield Point(subject=name, answer=Answer.UNKNOWN, text=reason.text, because=(reason,))
        else:
            yield name, told.told(name, row.license), row.license, False


def _of_lineage(relation: str, inventory: Inventory) -> Iterator[Point | Subject]:
    edges = [edge for edge in inventory.lineage if edge.relation == relation]
    if not edges:
        yield _none_named(relation, inventory)
    for edge in edges:
        by_name = edge.license.expression is not None and edge.license.statement is None
        yield relation, _made_from(edge, relation), edge.license, by_name


def _made_from(edge: Edge, relation: str) -> Reason:
    terms = edge.license
    known = classes()[terms.class_].words
    words = f"{terms.expression}, {known}" if terms.expression else known
    return Reason(
        text=f"{relation.replace('-', ' ')} {edge.parent}: {words}", evidence=edge.evidence
    )


def _none_named(relation: str, inventory: Inventory) -> Point:
    """Aside where none is named; a base model that an unread card may name, a person looks up."""
    text = f"no {relation.replace('-', ' ')} is named in what was read"
    card = _unread_card(inventory) if relation == "base-model" else None
    if card is None:
        return _aside(relation, Reason(text=text))
    text += f", and the card of {card.artifact} was not read: look there for one"
    evidence = (Evidence(artifact=card.artifact, path=card.path),)
    because = (Reason(text=text, evidence=evidence),)
    return Point(subject=relation, answer=Answer.WAITING, text=text, because=because)


def _unread_card(inventory: Inventory) -> Gap | None:
    own = {one.id for one in inventory.artifacts if one.own and one.role is Role.WEIGHTS}
    unread = (one for one in inventory.gaps if one.artifact in own and one.path == CARD)
    return next((one for one in unread if one.reason is not GapReason.MISSING), None)


def _aside(name: str, reason: Reason) -> Point:
    return Point(subject=name, answer=Answer.NOT_APPLICABLE, text=reason.text, because=(reason,))


def _said(availability: Availability) -> str:
    return availability.value.replace("-", " ")


def stand_of(terms: License, ask: LicenseAsk) -> Answer:
    """What the lists say of the terms; of terms against whose name something speaks, only what
    they say of the class."""
    expression = terms.expression
    if expression is None or is_doubted(expression, terms.class_):
        return _of_class(terms.class_, ask)
    if " " in expression.strip() and license_class(expression) != "unresolved":
        from license_expression import Licensing  # type: ignore[import-untyped]

        return _of_tree(Licensing().parse(expression), ask)
    return _of_id(expression, terms.class_, ask)


def _of_tree(tree: object, ask: LicenseAsk) -> Answer:
    """Of licenses that all apply the worst, of those to choose from the best."""
    from license_expression import AND, OR, LicenseWithExceptionSymbol

    if isinstance(tree, AND | OR):
        found = [_of_tree(part, ask) for part in tree.args]
        choose = max if isinstance(tree, AND) else min
        return choose(found, key=_ORDER.index)
    if isinstance(tree, LicenseWithExceptionSymbol):
        tree = tree.license_symbol
    key = str(getattr(tree, "key", ""))
    return _of_id(key, license_class(key), ask)


_ORDER = (Answer.MET, Answer.PRESUMED, Answer.APPROVAL, Answer.UNKNOWN, Answer.UNMET)


def _of_id(name: str, class_name: str, ask: LicenseAsk) -> Answer:
    stand = _listed({name, name.removesuffix("+")}, ask)
    return _ANSWERS[stand] if stand else _of_class(class_name, ask, name)


def _of_class(class_name: str, ask: LicenseAsk, name: str = "") -> Answer:
    stand = _listed({class_name}, ask)
    found = _ANSWERS[stand] if stand else _of_sets(class_name, name, ask)
    if found is not None:
        return found
    return Answer.UNKNOWN if is_undecided(class_name) else _ANSWERS[ask.otherwise]


def _listed(names: set[str], ask: LicenseAsk) -> Stand | None:
    if names & set(ask.denied):
        return "denied"
    if names & set(ask.approval):
        return "approval"
    return "allowed" if names & set(ask.allowed) else None


def _of_sets(class_name: str, name: str, ask: LicenseAsk) -> Answer | None:
    """What the first list says of which a set holds the class or the license."""
    stands: tuple[Stand, ...] = ("denied", "approval", "allowed")
    for stand in stands:
        found = [_in_set(class_name, name, one) for one in getattr(ask, stand)]
        if Answer.MET in found or (Answer.PRESUMED in found and stand != "allowed"):
            return _ANSWERS[stand]
        if Answer.PRESUMED in found:
            return Answer.PRESUMED
    return None


def _in_set(class_name: str, name: str, wanted: str) -> Answer | None:
    """How a set holds a class or a license of it; a class by its own name was looked up."""
    if wanted in classes() or wanted not in class_file().sets:
        return None
    found = open_set(wanted)
    if class_name in found.passes or name in found.ids:
        return Answer.MET
    is_presumed = class_name in found.presumed or name in found.presumed_ids
    return Answer.PRESUMED if is_presumed else None
