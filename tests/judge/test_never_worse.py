"""Who releases more, under an open license and for everybody, is never judged worse."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from audit.judge.assess import judge_all
from audit.licenses.catalog import license_class
from audit.model import (
    Access,
    Availability,
    Component,
    DataState,
    FrameworkVerdict,
    License,
    Outcome,
)
from audit.model.vocabulary import QUESTIONS, ROWS

from .inventories import CC, MIT, NONE, OPEN, UNKNOWN, base, inventory, row

COPIES = "mof-mot"
"""It gives the results of a tool, with that tool's own turns."""

EXPRESSIONS = (
    "CC-BY-NC-4.0",
    "LicenseRef-llama3",
    "LicenseRef-bigcode-openrail-m",
    "LicenseRef-tencent-hunyuan-a13b",
    "WTFPL",
    "OpenMDW-1.0",
    "GPL-3.0-only",
)
TERMS = st.sampled_from(
    (
        MIT,
        CC,
        UNKNOWN,
        NONE,
        *(License(expression=one, class_=license_class(one)) for one in EXPRESSIONS),
    )
)
COMPONENTS = st.builds(
    row, st.sampled_from(Availability), TERMS, st.sampled_from((Access.OPEN, Access.GATED))
)
RANK = {Outcome.UNMET: 0, Outcome.PARTLY: 1, Outcome.UNKNOWN: 1, Outcome.MET: 2}


def worth(verdict: FrameworkVerdict) -> tuple[float, float]:
    """The step that is reached, from the lowest, and the least score."""
    steps = list(verdict.steps)
    reached = len(steps) - steps.index(verdict.reached) if verdict.reached else 0
    return reached, verdict.score.least if verdict.score else 0.0


@given(
    rows=st.fixed_dictionaries(dict.fromkeys(ROWS, COMPONENTS)),
    states=st.fixed_dictionaries(dict.fromkeys(QUESTIONS, st.sampled_from(DataState))),
    bases=st.lists(TERMS, max_size=1),
    name=st.sampled_from(ROWS),
)
def test_an_open_release_makes_nothing_worse(
    rows: dict[str, Component], states: dict[str, DataState], bases: list[License], name: str
) -> None:
    edges = tuple(base(terms) for terms in bases)
    before = inventory(rows, states, edges=edges)
    after = replace(before, components={**before.components, name: OPEN})
    old, new = judge_all(before), judge_all(after)
    for one in old.keys() - {COPIES}:
        assert worth(new[one]) >= worth(old[one]), one
        assert RANK.get(new[one].outcome, 2) >= RANK.get(old[one].outcome, 2), one
        for asked, told in old[one].requirements.items():
            now = new[one].requirements[asked].outcome
            assert RANK.get(now, 2) >= RANK.get(told.outcome, 2), asked
