"""What changed between two states of a model, and what did not."""

from __future__ import annotations

from msgspec.structs import replace

from audit.model import Outcome, Versions
from audit.model.difference import How
from tests.collect.pasts import LATER_TERMS, MIT, TERMS
from tests.small_models import CODE, WEIGHTS, card, code, weights

from .states import MODEL, between, plain, state, unreachable


def test_a_state_beside_itself_has_no_difference() -> None:
    found = between(plain(), plain())
    assert found.is_empty
    assert found.by_criteria == ()


def test_lines_that_move_are_no_change() -> None:
    found = between(plain("Hello."), plain("\n\n\nHello.\n"))
    assert (found.statements, found.conflicts, found.frameworks) == ((), (), ())


def test_a_tag_that_flipped_with_the_words_on_both_sides() -> None:
    found = between(plain(license="mit"), plain(license="cc-by-nc-4.0"))
    (pair,) = found.statements
    assert pair.old is not None
    assert pair.new is not None
    assert (pair.how, pair.old.expression, pair.new.expression) == (
        How.CHANGED,
        "MIT",
        "CC-BY-NC-4.0",
    )
    assert "mit" in (pair.old.evidence[0].quote or "")
    assert "cc-by-nc" in (pair.new.evidence[0].quote or "")
    assert "weights-final" in [one.id for one in found.components]
    assert found.frameworks


def test_a_verdict_that_fell_names_requirement_and_reason() -> None:
    found = between(plain(license="mit"), plain(license="cc-by-nc-4.0"))
    changed = {f"{one.id}/{v.id}": v for one in found.frameworks for v in one.requirements}
    fell = [v for v in changed.values() if v.old and v.new and v.new.outcome == "unmet"]
    assert fell
    assert all(v.new.because for v in fell if v.new)


def test_files_that_came_went_and_changed() -> None:
    old = plain(**{"a.txt": "1", "b.txt": "2"})
    new = plain(**{"b.txt": "22", "c.txt": "3"})
    (change,) = between(old, new).artifacts
    assert change.files is not None
    assert (change.files.added, change.files.removed, change.files.changed) == (
        ("c.txt",),
        ("a.txt",),
        ("b.txt",),
    )


def test_files_alone_are_told_apart_from_what_is_read_in_them() -> None:
    files = between(plain(**{"a.txt": "1"}), plain(**{"a.txt": "22"}))
    assert (files.is_empty, files.is_of_files_alone) == (False, True)
    terms = between(plain(), plain(license="apache-2.0"))
    assert (terms.is_empty, terms.is_of_files_alone) == (False, False)


def test_files_of_a_listing_that_is_cut_short_are_not_said_to_be_gone() -> None:
    old = state(weights({"README.md": card(license="mit"), "a.txt": 1, **MODEL}))
    new = state(weights({"README.md": card(license="mit"), **MODEL}, listing="part"))
    changed = [one.files for one in between(old, new).artifacts]
    assert all(not files.removed and not files.complete for files in changed if files)


def test_terms_of_ones_own_that_were_reworded() -> None:
    old = state(code({"README.md": "# Heron\n", "LICENSE": TERMS}))
    new = state(code({"README.md": "# Heron\n", "LICENSE": LATER_TERMS}))
    (pair,) = between(old, new).statements
    assert pair.how is How.REWORDED


def test_a_license_file_under_another_name_has_moved() -> None:
    old = state(code({"README.md": "# Heron\n", "LICENSE": MIT}))
    new = state(code({"README.md": "# Heron\n", "LICENSE.txt": MIT}))
    (pair,) = between(old, new).statements
    assert pair.how is How.MOVED


def test_what_could_not_be_read_is_not_said_to_be_gone() -> None:
    old = state(code({"README.md": "# Heron\n", "LICENSE": MIT}))
    new = state(code({"README.md": "# Heron\n", "LICENSE": 900}), gaps=(unreachable("LICENSE"),))
    found = between(old, new)
    hows = {one.how for one in found.statements if one.new is None}
    assert How.GONE not in hows
    assert [one.new.path for one in found.gaps if one.new] == ["LICENSE"]


def test_a_gate_that_went_up() -> None:
    files = {"README.md": card(license="mit"), **MODEL}
    old = state(weights(files, record={"id": "acme/Heron-7B", "gated": False}))
    new = state(weights(files, record={"id": "acme/Heron-7B", "gated": "manual"}))
    (pair,) = between(old, new).gates
    assert pair.old is not None
    assert pair.new is not None
    assert (pair.old.gate, pair.new.gate) == ("none", "manual")


def test_conflicts_appear_and_go() -> None:
    agreed = plain("The code is MIT.", license="mit")
    torn = state(
        weights({"README.md": card(license="mit"), "LICENSE": TERMS, **MODEL}),
        code({"README.md": "# Heron\n", "LICENSE": MIT, "train.py": "import torch\n" * 9}),
    )
    came, went = between(agreed, torn), between(torn, agreed)
    assert {one.how for one in came.conflicts} == {How.APPEARED}
    assert {one.how for one in went.conflicts} == {How.GONE}


def test_a_copy_by_another_name_is_compared_by_its_part() -> None:
    old = state(code({"README.md": "# Heron\n", "LICENSE": MIT}, "folder:one"))
    new = state(code({"README.md": "# Heron\n", "LICENSE": MIT}, "folder:two"))
    assert between(old, new).is_empty


def test_two_of_a_part_are_not_guessed_to_be_each_other() -> None:
    old = state(code({"LICENSE": MIT}, "folder:one"), code({"LICENSE": MIT}, "folder:two"))
    new = state(code({"LICENSE": MIT}, "folder:three"))
    ids = {one.id: one.how for one in between(old, new).artifacts}
    assert ids == {
        "folder:three": How.APPEARED,
        "folder:one": How.GONE,
        "folder:two": How.GONE,
    }


def test_verdicts_that_other_criteria_gave_are_told_apart() -> None:
    today = plain()
    name, key = next(
        (name, key)
        for name, framework in today.assessment.frameworks.items()
        for key, verdict in framework.requirements.items()
        if verdict.outcome == Outcome.MET
    )
    framework = today.assessment.frameworks[name]
    verdict = framework.requirements[key]
    stricter = replace(
        framework,
        requirements={**framework.requirements, key: replace(verdict, outcome=Outcome.UNMET)},
    )
    saved = replace(
        today.assessment,
        versions=Versions(tool="0.0.1", criteria="f" * 64, licenses="2020-01-01"),
        frameworks={**today.assessment.frameworks, name: stricter},
    )
    found = between(replace(today, saved=saved), plain())
    assert found.is_empty
    assert [(one.id, [v.id for v in one.requirements]) for one in found.by_criteria] == [
        (name, [key])
    ]
    assert found.old.versions == saved.versions
    assert found.new.versions is None


def test_a_base_that_was_replaced() -> None:
    old = state(weights({"README.md": card(license="mit", base_model="acme/egg"), **MODEL}))
    new = state(weights({"README.md": card(license="mit", base_model="acme/nest"), **MODEL}))
    (pair,) = between(old, new).lineage
    assert pair.old is not None
    assert pair.new is not None
    assert "egg" in pair.old.parent
    assert "nest" in pair.new.parent


def test_the_ids_are_those_of_the_later_state() -> None:
    found = between(plain(license="mit"), plain(license="apache-2.0"))
    assert {pair.new.artifact for pair in found.statements if pair.new} == {WEIGHTS}
    assert CODE not in {pair.new.artifact for pair in found.statements if pair.new}
