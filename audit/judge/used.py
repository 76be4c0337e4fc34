"""What is found of the models that a code base uses: the policy's answers, with the lines that use
them, whether they are pinned, and where they differ from what was agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from audit.judge.lock import Lock, drifts
from audit.judge.policy.check_all import worst
from audit.model import Assessment, Evidence, Reason, SnapshotReference, Target, TargetKind
from audit.model.finding import (
    CODE_BASE,
    Answer,
    Findings,
    Level,
    ModelFindings,
    Point,
    PolicyReference,
    PolicyRuleText,
    RuleFinding,
)
from audit.model.use import Kind, Use

AGREED, PINNED, NAMED = "as-agreed", "pinned", "named"
_RULES: Mapping[str, PolicyRuleText] = {
    AGREED: PolicyRuleText(
        says="Nothing differs from what was agreed in the lock file.",
        words="Licenses, gates, conflicts and verdicts are those of the lock file.",
        handling="What differs fails.",
        help="Look at what has changed. Where it is acceptable, write the lock file anew with "
        "--update-lock and commit it.",
    ),
    PINNED: PolicyRuleText(
        says="The code names the commit of what it loads.",
        words="Every place that loads it names a commit.",
        handling="Where none is named there is a warning.",
        help="Add revision=COMMIT, so that tomorrow's model is the one that was checked today.",
    ),
    NAMED: PolicyRuleText(
        says="Every model and data set that is loaded can be told from the code.",
        words="The names are texts, of repositories on the Hub.",
        handling="Where one is worked out at run time, or names no repository, there is a warning.",
        help="Name it in a setting or constant, or check it by hand.",
    ),
}
NO_POLICY = PolicyReference(
    id="lock",
    name="What was agreed",
    says="The models that the code uses are as they were when they were agreed to.",
    digest="",
    rules={},
)
"""Stands where no policy was named."""


class Judged(Struct, frozen=True, kw_only=True):
    """One model that the code uses."""

    name: str
    """Under which a lock file has it."""
    revision: str | None
    """The one that the code names, where it names one."""
    assessment: Assessment


class CodeBase(Struct, frozen=True, kw_only=True):
    """What was found in the code, and how it is called."""

    name: str
    uses: tuple[Use, ...]
    unread: tuple[tuple[str, str], ...] = ()
    """Files that may name something, and why they were not read."""


def used_findings(
    findings: Findings, judged: Sequence[Judged], code: CodeBase, agreed: Lock | None = None
) -> Findings:
    """The policy's findings on each model, with the places of the code that use it; then the code
    base itself, with what names no repository. `judged` is in the order of the models."""
    models = tuple(
        _used(model, one, code, agreed) for model, one in zip(findings.models, judged, strict=True)
    )
    models = (*models, _code_base(findings, code))
    policy = replace(findings.policy, rules={**findings.policy.rules, **_RULES})
    level = worst(model.level for model in models)
    return replace(findings, policy=policy, models=models, level=level)


def _used(
    model: ModelFindings, judged: Judged, code: CodeBase, agreed: Lock | None
) -> ModelFindings:
    uses = [use for use in code.uses if _is_of(use, model.target, judged.revision)]
    here = tuple(map(_reason, uses))
    rules = {name: _placed(found, here) for name, found in model.rules.items()}
    if agreed is not None:
        rules[AGREED] = _finding(_drifted(judged, agreed, here))
    rules[PINNED] = _finding(_pinned(uses))
    return replace(model, rules=rules, level=worst(one.level for one in rules.values()))


def _is_of(use: Use, target: Target, revision: str | None) -> bool:
    is_named = use.target is not None and use.target.lower() == target.id.lower()
    return is_named and use.revision == revision


def _placed(found: RuleFinding, here: tuple[Reason, ...]) -> RuleFinding:
    """The finding, shown where the code uses the model."""
    points = tuple(
        point if point.level is Level.PASS else replace(point, because=(*here, *point.because))
        for point in found.points
    )
    return replace(found, points=points)


def _drifted(judged: Judged, agreed: Lock, here: tuple[Reason, ...]) -> Iterator[Point]:
    found = drifts(judged.name, agreed.models.get(judged.name), judged.assessment)
    for one in found:
        yield Point(
            subject=one.what, answer=Answer.UNMET, level=Level.FAIL, text=one.text, because=here
        )
    if not found:
        yield Point(subject="", answer=Answer.MET, text="as it was agreed")


def _pinned(uses: Sequence[Use]) -> Iterator[Point]:
    loose = [use for use in uses if not use.is_pinned]
    for use in loose:
        named = f"names {use.revision!r}, which may move" if use.revision else "names no revision"
        yield Point(
            subject=f"{use.path}: {use.way}",
            answer=Answer.UNMET,
            level=Level.WARN,
            text=f"{use.way} {named}",
            because=(_reason(use),),
        )
    if not loose:
        yield Point(subject="", answer=Answer.MET, text="a commit is named wherever it is loaded")


def _code_base(findings: Findings, code: CodeBase) -> ModelFindings:
    rule = _finding(_unnamed(code))
    target = Target(kind=TargetKind.FOLDER, id=f"folder:{code.name}", name=code.name)
    return ModelFindings(
        target=target,
        snapshot=SnapshotReference(digest="", collected=findings.day),
        level=rule.level,
        root="",
        rules={NAMED: rule},
    )


def _unnamed(code: CodeBase) -> Iterator[Point]:
    for use in code.uses:
        if use.target is None:
            what = "a name of Ollama's library" if use.kind is Kind.OLLAMA else "worked out later"
            text = f"{use.way}: {use.id} ({what})"
            yield _unknown(f"{use.path}: {use.id}", text, _reason(use))
    for path, why in code.unread:
        place = Evidence(artifact=CODE_BASE, path=path)
        yield _unknown(path, f"{path} was not read: {why}", Reason(text=why, evidence=(place,)))
    if all(use.target for use in code.uses) and not code.unread:
        yield Point(subject="", answer=Answer.MET, text="all names can be told from the code")


def _unknown(subject: str, text: str, reason: Reason) -> Point:
    return Point(
        subject=subject, answer=Answer.UNKNOWN, level=Level.WARN, text=text, because=(reason,)
    )


def _reason(use: Use) -> Reason:
    place = Evidence(artifact=CODE_BASE, path=use.path, lines=(use.line, use.line))
    return Reason(text=f"used by {use.way}", evidence=(place,))


def _finding(points: Iterator[Point]) -> RuleFinding:
    found = tuple(points)
    return RuleFinding(level=worst(one.level for one in found), points=found)
