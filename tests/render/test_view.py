from __future__ import annotations

import msgspec

from audit.model import (
    Access,
    ArtifactSummary,
    Availability,
    Component,
    Gap,
    GapReason,
    License,
    Mention,
    Outcome,
    Role,
    Target,
    TargetKind,
)
from audit.render import labels
from audit.render.view import command, framework_views, model_view
from audit.render.view_index import index_view
from audit.render.view_inventory import artifact_view, component_view, license_view
from tests.samples import evidence, open_assessment, osaid, sample_assessment, verdict

VIEW = model_view(sample_assessment())


def test_every_value_of_the_nouns_has_a_word() -> None:
    for words in (
        labels.OUTCOMES,
        labels.SEVERITIES,
        labels.AVAILABILITY,
        labels.DATA_STATES,
        labels.BASES,
        labels.BASIS_NOTES,
        labels.ACCESS,
        labels.GATES,
        labels.SCOPES,
        labels.KINDS,
        labels.ROLES,
        labels.GAPS,
    ):
        assert set(words) == set(type(next(iter(words))))


def test_ids_without_a_word_show_as_themselves() -> None:
    assert labels.component_name("weights-final") == "Final weights"
    assert labels.component_name("new-row") == "New row"
    assert labels.conflict_name("badge-elsewhere") == "A badge leads to another project's license"
    assert labels.class_name("new-class") == "new-class"


def test_the_gravest_conflict_comes_first() -> None:
    assert [one.severity.word for one in VIEW.conflicts] == ["critical", "high", "low"]
    assert [one.anchor for one in VIEW.conflicts] == ["conflict-1", "conflict-2", "conflict-3"]


def test_a_component_leads_to_the_statement_that_decided() -> None:
    weights = VIEW.components[0]
    assert weights.license.statement == "#statement-2"
    assert VIEW.statements[1].anchor == "statement-2"
    elsewhere = License(expression="MIT", class_="osi-approved", statement=0)
    assert license_view(elsewhere, page="./a.html").statement == "./a.html#statement-1"


def test_what_is_not_there_has_no_access_to_speak_of() -> None:
    def access(availability: Availability, access: Access) -> str:
        unknown = License(expression=None, class_="unknown")
        row = Component(availability=availability, access=access, license=unknown)
        return component_view("compute", row).access

    assert access(Availability.NOT_FOUND, Access.UNKNOWN) == ""
    assert access(Availability.UNKNOWN, Access.UNKNOWN) == "not known"
    assert access(Availability.WITHHELD, Access.GATED) == "behind a gate"


def test_an_artifact_says_how_much_of_it_was_listed() -> None:
    def files(count: int | None, *, complete: bool | None) -> str:
        summary = ArtifactSummary(
            id="a",
            role=Role.CODE,
            revision=None,
            url=None,
            reason="",
            own=True,
            files=count,
            complete=complete,
        )
        return artifact_view(summary).files

    assert files(None, complete=None) == "no listing seen"
    assert files(1, complete=True) == "1 file"
    assert files(1_204, complete=False) == "1,204 files, listing cut short"


def test_a_paper_says_whether_its_text_was_kept() -> None:
    def files(role: Role, *gaps: Gap) -> str:
        paper = ArtifactSummary(id="a", role=role, revision=None, url=None, reason="", own=True)
        return artifact_view(paper, gaps).files

    unread = Gap(artifact="a", path=None, reason=GapReason.NOT_LOOKED, detail="")
    in_part = Gap(artifact="a", path="paper.md", reason=GapReason.MISSING, detail="")
    another = Gap(artifact="b", path=None, reason=GapReason.NOT_LOOKED, detail="")
    for role in (Role.PAPER, Role.PAGE):
        assert files(role, unread) == "named, not read"
        assert files(role, in_part, another) == "text read"


def test_questions_are_named_by_their_requirement() -> None:
    assert VIEW.questions[0].name == "All training data described: where it comes from"
    assert VIEW.questions[1].name == "OSAID-D1e"


def test_upstream_that_was_read_is_linked() -> None:
    assert VIEW.lineage[0].href == "https://example.org/delta-ai/Delta-3-8B"
    assert VIEW.lineage[1].href is None


def test_what_a_person_has_to_decide() -> None:
    framework = VIEW.frameworks[0]
    assert [one.id for one in framework.waiting] == ["OSAID-D0"]
    assert [one.id for one in framework.failing] == [
        "OSAID-F1",
        "OSAID-F3",
        "OSAID-D1a",
        "OSAID-P0",
    ]


def test_the_open_source_ai_definition_answers_first() -> None:
    other = osaid({"X-1": verdict("Something", Outcome.MET)}, Outcome.MET)
    both = {"another-1.0": other, **sample_assessment().frameworks}
    assessment = msgspec.structs.replace(sample_assessment(), frameworks=both)
    assert [one.id for one in framework_views(assessment)] == ["osaid-1.0", "another-1.0"]


def test_without_a_definition_nothing_is_judged() -> None:
    assessment = msgspec.structs.replace(sample_assessment(), frameworks={})
    assert model_view(assessment).answer.text == "Not judged: no definition was asked."


def test_the_command_makes_the_report_again() -> None:
    def line(kind: TargetKind, identifier: str) -> str:
        target = Target(kind=kind, id=identifier, name="heron")
        return command(msgspec.structs.replace(sample_assessment(), target=target))

    assert line(TargetKind.HUB_MODEL, "owner/name") == "openness audit owner/name"
    assert line(TargetKind.BUNDLED, "owner/name") == "openness audit bundled:heron"
    assert line(TargetKind.BUNDLED, "bundled:heron") == "openness audit bundled:heron"
    assert line(TargetKind.HUB_MODEL, "my model; rm") == "openness audit 'my model; rm'"
    assert line(TargetKind.FOLDER, "folder:my-model") == "openness audit PATH"


def test_the_comparison_fills_gaps_with_nothing() -> None:
    bare = msgspec.structs.replace(open_assessment(), frameworks={}, components={})
    view = index_view((sample_assessment(), bare))
    assert view.elements == ("Data information", "Code", "Parameters")
    assert view.rows[1].outcome is None
    assert view.rows[1].elements == (None, None, None)
    assert view.rows[1].license is None
    assert view.matrices[0].rows[0].cells[1].mark is None
    assert index_view((bare,)).matrices == ()


def test_the_comparison_leads_to_the_reports() -> None:
    odd = Target(kind=TargetKind.FOLDER, id="x", name="a b#c")
    view = index_view((msgspec.structs.replace(open_assessment(), target=odd),))
    assert view.rows[0].href == "./a%20b%23c.html"
    assert view.rows[0].license is not None
    assert view.rows[0].license.statement == "./a%20b%23c.html#statement-1"


def test_a_mention_keeps_its_place() -> None:
    seen = evidence("github:heron-lab/heron-vl", "README.md", (1, 1), "quote")
    mentions = (Mention(id="github:a/b", evidence=seen),)
    view = model_view(msgspec.structs.replace(sample_assessment(), mentions=mentions))
    assert view.mentions[0].place.short == "README.md:1"
