from __future__ import annotations

from msgspec.structs import replace

from audit.model import Availability, Outcome
from audit.render.brief.reasons import (
    availability_words,
    component_rows,
    failing_rows,
    terms_tallies,
)
from audit.render.brief.tally import tallies
from tests.render.brief.briefs import RESEARCH, named
from tests.samples import open_assessment, osaid, sample_assessment, verdict


def test_the_commonest_come_first_and_what_is_for_the_record_not_at_all() -> None:
    base = sample_assessment()
    requirements = {
        "rare": verdict("Rare", Outcome.UNKNOWN),
        "common": verdict("Common", Outcome.UNMET),
        "record": verdict("For the record", Outcome.UNMET, required=False),
    }
    one = replace(base, frameworks={"f": osaid(requirements, Outcome.UNMET)})
    also = {**requirements, "rare": verdict("Rare", Outcome.PARTLY)}
    other = replace(base, frameworks={"f": osaid(also, Outcome.UNMET)})
    rows = failing_rows(tallies((one, other)))
    assert [(row.id, str(row.counts.failing), str(row.counts.open)) for row in rows] == [
        ("common", "2 of 2", "0 of 2"),
        ("rare", "1 of 2", "1 of 2"),
    ]


def test_what_is_met_by_all_is_no_reason() -> None:
    assert failing_rows(tallies((named("A", one=Outcome.MET),))) == ()


def test_a_component_that_is_unknown_is_not_lacking() -> None:
    base = sample_assessment()
    row = base.components["weights-final"]
    models = [
        replace(base, components={"weights-final": replace(row, availability=state)})
        for state in Availability
    ]
    (found,) = component_rows(models)
    assert found.number == len(Availability) == len(availability_words())
    assert found.lacking == 3
    assert set(found.counts) == {1}


def test_clauses_are_counted_over_models_whose_terms_were_read() -> None:
    base = sample_assessment()
    free = replace(RESEARCH, license="Apache-2.0", answers=())
    unread = replace(RESEARCH, license=None, is_read=False, answers=())
    choice = replace(RESEARCH, choice=True)
    several = ((RESEARCH, free), (free,), (free, unread), (choice,), ())
    models = [replace(base, terms=terms) for terms in several]
    weights, _data = terms_tallies(models)
    assert str(weights.read) == "2 of 5"
    assert [(one.says, str(one.share), one.licenses) for one in weights.clauses] == [
        ("Do not use it commercially.", "1 of 2", ("LicenseRef-Heron-Research",))
    ]
    assert weights.clauses[0].freedoms == ("use it for any purpose", "change it")
    assert [str(share) for _said, share in weights.classes] == ["5 of 5"]


def test_no_models_have_no_terms() -> None:
    assert terms_tallies(()) == ()
    assert component_rows((replace(open_assessment(), components={}),)) == ()
