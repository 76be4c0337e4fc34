"""Findings that the tests of their formats share: one of each level, and a stranger's words."""

from __future__ import annotations

from audit.model import Evidence, Reason, SnapshotReference, Target, TargetKind
from audit.model.finding import (
    Answer,
    Findings,
    IdleWaiver,
    Level,
    ModelFindings,
    Point,
    PolicyReference,
    PolicyRuleText,
    RuleFinding,
    Waiver,
)

WAIVER = Waiver(
    model="acme/tiny",
    rule="waived",
    reason="Legal has read it.",
    approver="A. Lawyer",
    expires="2027-01-31",
)
TAG = Evidence(artifact="folder:tiny", path="README.md", lines=(2, 2), quote="license: apache-2.0")
TEXT = Evidence(artifact="folder:tiny", path="LICENSE", lines=(1, 3), quote="MIT License")
AWAY = Evidence(artifact="hf:acme/base", path="README.md", url="https://hub.example/base#L4")


def point(answer: Answer, level: Level, text: str = "seen", *places: Evidence) -> Point:
    because = (Reason(text=f"because {text}", evidence=places),) if places else ()
    return Point(subject="weights-final", answer=answer, level=level, text=text, because=because)


def rules(text: str = "The tag says one thing, the text another.") -> dict[str, RuleFinding]:
    from msgspec.structs import replace

    waived = replace(point(Answer.APPROVAL, Level.WAIVED, text, AWAY), waiver=WAIVER)
    expired = replace(
        point(Answer.APPROVAL, Level.FAIL, text, TAG),
        waiver=replace(WAIVER, expires="2026-01-01"),
        why_not="the waiver expired on 2026-01-01",
    )
    points = {
        "failing": (point(Answer.UNMET, Level.FAIL, text, AWAY, TAG, TEXT),),
        "warning": (point(Answer.UNKNOWN, Level.WARN, text),),
        "waived": (waived,),
        "expired": (expired, point(Answer.MET, Level.PASS)),
        "passing": (point(Answer.MET, Level.PASS, text, TAG),),
    }
    order = list(Level)
    return {
        name: RuleFinding(level=max((one.level for one in found), key=order.index), points=found)
        for name, found in points.items()
    }


def model(
    root: str | None = "", text: str | None = None, name: str = "folder:tiny"
) -> ModelFindings:
    return ModelFindings(
        target=Target(kind=TargetKind.FOLDER, id=name, name="tiny"),
        snapshot=SnapshotReference(digest="0" * 64, collected="2026-11-28"),
        level=Level.FAIL,
        url="https://hub.example/tiny",
        root=root,
        rules=rules(text) if text is not None else rules(),
    )


def findings(*models: ModelFindings) -> Findings:
    told = {
        name: PolicyRuleText(
            says=f"It is {name}.", words="Asked in words.", handling="Fails.", help="Mend it."
        )
        for name in rules()
    }
    return Findings(
        tool="0.0.0",
        criteria="1" * 64,
        policy=PolicyReference(id="ours", name="Ours", says="What.", digest="2" * 64, rules=told),
        day="2026-11-28",
        level=Level.FAIL,
        models=models or (model(),),
        idle_waivers=(IdleWaiver(waiver=WAIVER, why="no model that was checked is acme/tiny"),),
    )
