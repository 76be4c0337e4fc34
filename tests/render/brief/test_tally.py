from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.model import Basis, Outcome
from audit.render.brief.share import FEWEST, Share, slices
from audit.render.brief.tally import Counts, tallies
from tests.render.brief.briefs import named
from tests.samples import open_assessment, osaid, sample_assessment, verdict


def test_each_outcome_is_a_count_of_its_own() -> None:
    models = [named(outcome.name, one=outcome) for outcome in Outcome]
    (found,) = tallies(models)
    counts = found.counts
    assert (counts.met, counts.partly, counts.unmet, counts.unknown, counts.not_applicable) == (
        (1,) * 5
    )
    assert counts.number == 5
    assert str(counts.meeting) == "1 of 5"
    assert str(counts.failing) == "2 of 5"
    assert str(counts.open) == "1 of 5"


def test_the_first_definition_comes_first_and_each_counts_its_own_models() -> None:
    models = (named("A", other=Outcome.MET), open_assessment())
    assert [(one.id, one.counts.number) for one in tallies(models)] == [
        ("osaid-1.0", 1),
        ("other", 1),
    ]


def test_editions_of_a_definition_are_not_added_up() -> None:
    model = named("A", one=Outcome.MET)
    later = replace(model, frameworks={"one": replace(model.frameworks["one"], version="2.0")})
    assert [one.counts.number for one in tallies((model, later))] == [1, 1]


def test_unknown_for_want_of_a_person_is_told_apart() -> None:
    asked = verdict("Asked", Outcome.UNKNOWN, needs="a sign-off")
    unseen = verdict("Unseen", Outcome.UNKNOWN)
    base = sample_assessment()
    models = [
        replace(base, frameworks={"one": osaid(requirements, Outcome.UNKNOWN)})
        for requirements in ({"a": asked}, {"a": asked, "b": unseen})
    ]
    (found,) = tallies(models)
    assert (found.counts.unknown, found.counts.waiting) == (2, 1)
    assert [(one.id, one.counts.number, one.counts.waiting) for one in found.requirements] == [
        ("a", 2, 2),
        ("b", 1, 0),
    ]


def test_met_on_a_presumption_is_told_apart() -> None:
    met = {"a": verdict("Met", Outcome.MET, basis=Basis.PRESUMED)}
    base = sample_assessment()
    model = replace(base, frameworks={"one": osaid(met, Outcome.MET, Basis.PRESUMED)})
    (found,) = tallies((model, named("B", one=Outcome.MET)))
    assert (found.counts.met, found.counts.presumed) == (2, 1)


@pytest.mark.parametrize(
    ("number", "of", "words"),
    [
        (0, 0, "0 of 0"),
        (3, FEWEST - 1, "3 of 19"),
        (3, 20, "3 of 20 (15 %)"),
        (1, 2_000, "1 of 2,000 (<1 %)"),
        (1_999, 2_000, "1,999 of 2,000 (>99 %)"),
        (0, 2_000, "0 of 2,000 (0 %)"),
        (40, 40, "40 of 40 (100 %)"),
    ],
)
def test_a_share_never_stands_without_its_number(number: int, of: int, words: str) -> None:
    assert str(Share(number=number, of=of)) == words


def test_a_bar_has_a_slice_for_what_there_is() -> None:
    found = slices(("good", 1), ("mixed", 0), ("bad", 3))
    assert [(one.tone, one.start, one.width) for one in found] == [
        ("good", "0", "25"),
        ("bad", "25", "75"),
    ]
    assert Counts().slices == ()
