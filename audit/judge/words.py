"""A rule as one sentence of plain English, for reports and manual pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import structs

from audit.judge import nouns
from audit.judge.rule import Rule, leading_word
from audit.licenses.entries import clause_table


def in_words(rule: Rule) -> str:
    """What has to hold for the rule to hold: one sentence, with a full stop."""
    said = clause(rule)
    first = 1 if said.startswith("(") else 0
    return f"{said[:first]}{said[first : first + 1].upper()}{said[first + 1 :]}."


def clause(rule: Rule) -> str:
    """The rule as part of a sentence."""
    return _WORDS[leading_word(rule)](rule)


def _inner(rule: Rule) -> str:
    """A rule within another; what is joined of several parts is set apart."""
    said = clause(rule)
    return f"({said})" if "; " in said or leading_word(rule) == "applies" else said


def _all(rule: Rule) -> str:
    parts: list[str] = []
    asked: list[Rule] = []
    for part in (*(rule.all or ()), None):
        if asked and (part is None or part.clause is None or part.of != asked[0].of):
            parts.append(_answers(asked))
            asked = []
        if part is not None and part.clause is not None:
            asked.append(part)
        elif part is not None:
            parts.append(_inner(part))
    return "; and ".join(parts)


def _any(rule: Rule) -> str:
    found = rule.any or ()
    if len({structs.replace(part, component="") for part in found}) == 1 and found[0].component:
        return _components([part.component or "" for part in found], found[0])
    parts = list(map(_inner, found))
    return f"either {'; or '.join(parts)}" if len(parts) > 1 else parts[0]


def _not(rule: Rule) -> str:
    inner = rule.not_ or Rule()
    if inner.component is not None and inner.access == "gated" and not inner.license:
        return f"no gate was seen before {nouns.noun(inner.component)}"
    return f"it is not so that {_inner(inner)}"


def _at_least(rule: Rule) -> str:
    if rule.at_least is None:
        return ""
    return f"at least {rule.at_least.count} of these: " + "; ".join(map(_inner, rule.at_least.of))


def _applies(rule: Rule) -> str:
    if rule.applies is None:
        return ""
    return f"where {_inner(rule.applies.when)}, {_inner(rule.applies.then)}"


def _component(rule: Rule) -> str:
    return _components([rule.component or ""], rule)


def _components(rows: list[str], rule: Rule) -> str:
    """One row, or one of several, as the rule asks for it."""
    parts = [_AVAILABLE[rule.available]] if rule.available else []
    if rule.license is not None:
        parts.append(f"under {nouns.terms(rule.license)}")
    if rule.access is not None:
        parts.append(_ACCESS[rule.access])
    names = nouns.listed([nouns.noun(row) for row in rows], "or")
    said = f"{names} {nouns.verb(rows[-1])} {', '.join(parts)}"
    return f"where found, {said}" if rule.if_found else said


def _question(rule: Rule) -> str:
    said = f"the documents say {nouns.question(rule.question or '')}"
    return f"{said}, if there is such" if rule.if_used else said


def _field(rule: Rule) -> str:
    name = (rule.field_ or "").replace("-", " ")
    if rule.answer is not None:
        return f'the summary of training content answers "{rule.answer}" to "{name}"'
    return f'the summary of training content fills in "{name}"'


def _freedom(rule: Rule) -> str:
    return f"the terms of {_rows(rule.of)} let everybody {rule.freedom} them without a condition"


def _clause(rule: Rule) -> str:
    return _answers([rule])


def _answers(rules: list[Rule]) -> str:
    """What the terms of some rows answer to questions of the clause table."""
    questions = clause_table().clauses
    parts = []
    for rule in rules:
        answers = nouns.listed([f'"{one.replace("-", " ")}"' for one in rule.is_], "or")
        parts.append(f'"{questions[rule.clause or ""].asks}" is answered {answers}')
    return f"by the terms of {_rows(rules[0].of)}, {nouns.listed(parts)}"


def _upstream(rule: Rule) -> str:
    return f"the base models, if any, are under {nouns.terms(rule.upstream or '')}"


def _lineage(rule: Rule) -> str:
    return f"the publisher names {nouns.relation(rule.lineage or '')}"


def _copyleft(rule: Rule) -> str:
    rows = nouns.listed([nouns.noun(row) for row in rule.copyleft or ()], "or")
    return f"a license that asks for the same terms is found on {rows}"


def _claimed(rule: Rule) -> str:
    return f"where the publisher calls the model open, {_inner(rule.claimed or Rule())}"


def _requirements(rule: Rule) -> str:
    names = rule.requirements or ()
    return f"{nouns.listed(names)} {'are' if len(names) > 1 else 'is'} met"


def _person(rule: Rule) -> str:
    return f"a person has to {rule.person}"


def _rows(rows: tuple[str, ...]) -> str:
    return nouns.listed([nouns.noun(row) for row in rows])


_AVAILABLE = {"whole": "released as a whole", "part": "released at least in part"}
_ACCESS = {"open": "open to everybody", "gated": "behind a gate"}
_WORDS: Mapping[str, Callable[[Rule], str]] = {
    "all": _all,
    "any": _any,
    "not_": _not,
    "at_least": _at_least,
    "applies": _applies,
    "component": _component,
    "question": _question,
    "field_": _field,
    "freedom": _freedom,
    "clause": _clause,
    "upstream": _upstream,
    "lineage": _lineage,
    "copyleft": _copyleft,
    "claimed": _claimed,
    "requirements": _requirements,
    "person": _person,
}
