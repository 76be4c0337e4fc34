"""How the frameworks read what is there: terms by kind, gates, absences, and what people sign."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from audit.judge.assess import judge
from audit.judge.kleene import Finding
from audit.judge.load import frameworks
from audit.licenses.catalog import license_class
from audit.model import (
    Access,
    Availability,
    Component,
    DataState,
    FrameworkVerdict,
    Inventory,
    License,
    Outcome,
)

from .inventories import (
    ABSENT,
    CC,
    CLOSED_INVENTORY,
    HIDDEN,
    HIDDEN_INVENTORY,
    MIT,
    NONE,
    OPEN_INVENTORY,
    UNKNOWN,
    base,
    inventory,
    row,
)

KNOWN = {framework.id: framework for framework in frameworks()}
NC = "CC-BY-NC-4.0"
RAIL = "LicenseRef-bigcode-openrail-m"
CAPPED = "LicenseRef-llama3"
POLICY = "LicenseRef-gemma-2024-02-21"
PLACES = "LicenseRef-tencent-hunyuan-a13b"
PARTIAL = Availability.PARTIAL


def under(expression: str) -> License:
    return License(expression=expression, class_=license_class(expression))


def with_weights(terms: License, access: Access = Access.OPEN) -> Inventory:
    return inventory({"weights-final": row(terms=terms, access=access)})


def judged(
    framework: str, found: Inventory, signed: Mapping[str, bool] | None = None
) -> FrameworkVerdict:
    findings = {n: Finding(truth=truth, reviewed=True) for n, truth in (signed or {}).items()}
    return judge(KNOWN[framework], found, findings)


def outcomes(verdict: FrameworkVerdict, names: str) -> str:
    """`+` met, `-` unmet, `?` not known, `/` not applicable, in the order of the names."""
    signs = {"met": "+", "unmet": "-", "unknown": "?", "not-applicable": "/"}
    return "".join(signs[verdict.requirements[name].outcome.value] for name in names.split())


EU = "EU-L1 EU-L2 EU-L3 EU-L4 EU-L5 EU-M1"


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (under("Apache-2.0"), "++++++"),
        (under("GPL-3.0-only"), "++++++"),
        (CC, "++++++"),
        (under("OpenMDW-1.0"), "++++++"),
        (under(NC), "+----?"),
        (under(CAPPED), "+-??--"),
        (under(PLACES), "--??--"),
        (under(RAIL), "+?????"),
        (under(POLICY), "+?????"),
        (NONE, "?----?"),
        (UNKNOWN, "??????"),
        (License(expression=None, class_="unresolved"), "??????"),
        (License(expression="CC-BY-NC-9.9", class_="noncommercial-or-research"), "?----?"),
        (License(expression="LicenseRef-made-up", class_="community-restricted"), "??????"),
    ],
    ids=lambda one: one if isinstance(one, str) else f"{one.expression} {one.class_}",
)
def test_terms_by_the_guidelines_on_the_ai_act(terms: License, told: str) -> None:
    verdict = judged("eu-ai-act-foss-gpai", with_weights(terms))
    assert outcomes(verdict, EU) == told
    assert verdict.outcome is (Outcome.UNMET if "-" in told else Outcome.UNKNOWN)
    assert verdict.says == ("not met" if "-" in told else "needs legal review")


SIGNED_EU = dict.fromkeys(("EU-S0", "EU-S1", "EU-M2", "EU-P3", "EU-P4"), True)


def test_the_exemption_is_an_indication_and_duties_remain() -> None:
    verdict = judged("eu-ai-act-foss-gpai", OPEN_INVENTORY, SIGNED_EU)
    assert verdict.says == "exemption conditions met (indication)"
    assert outcomes(verdict, "EU-R1 EU-R2") == "??"
    assert verdict.basis.value == "reviewed"


@pytest.mark.parametrize(
    ("signed", "says"),
    [
        ({"EU-S0": False}, "out of scope (indication)"),
        ({"EU-S1": False}, "not met"),
        ({"EU-R1": False, "EU-R2": False}, "exemption conditions met (indication)"),
        ({"EU-M2": False}, "not met"),
    ],
)
def test_scope_and_what_is_apart(signed: dict[str, bool], says: str) -> None:
    told = judged("eu-ai-act-foss-gpai", OPEN_INVENTORY, SIGNED_EU | signed)
    assert told.says == says


def test_a_gate_is_for_review_wherever_access_is_asked() -> None:
    gated = with_weights(MIT, Access.GATED)
    assert (
        outcomes(judged("eu-ai-act-foss-gpai", gated), "EU-L1 EU-M1 EU-M3 EU-M4 EU-P1") == "?????"
    )
    assert outcomes(judged("g7-openness-2026", gated), "G7-W") == "?"
    assert outcomes(judged("owd-0.3", gated), "OWD-2") == "?"
    assert outcomes(judged("open-weights-meeker", gated), "OWM-1") == "?"
    assert outcomes(judged("dpg-ai", gated), "DPG-2-model") == "?"
    assert outcomes(judged("osaid-checklist", gated), "OSAIDCL-10") == "-"
    assert outcomes(judged("fmti-2025", gated), "FMTI25-041") == "?"


@pytest.mark.parametrize(
    ("terms", "told"), [(MIT, "+"), (under(RAIL), "?"), (under(CAPPED), "?"), (under(NC), "-")]
)
def test_the_terms_of_the_base_count(terms: License, told: str) -> None:
    made = inventory(edges=(base(terms),))
    assert outcomes(judged("eu-ai-act-foss-gpai", made), "EU-L2") == told
    expected = "+" if told == "+" else "-"
    assert outcomes(judged("g7-openness-2026", made), "G7-L") == expected
    assert outcomes(judged("owd-0.3", made), "OWD-6") == expected
    assert outcomes(judged("open-weights-meeker", made), "OWM-3 OWM-4 OWM-7") == expected * 3


OPEN_DATA = "open-source-ai-with-open-data"


@pytest.mark.parametrize(
    ("rows", "signed", "reached", "possible"),
    [
        ({}, {}, "open-weights-ai", OPEN_DATA),
        ({}, {"G7-X": True}, OPEN_DATA, OPEN_DATA),
        ({"training-data": ABSENT}, {}, "open-weights-ai", "open-source-ai"),
        ({"training-data": ABSENT}, {"G7-I": True}, "open-source-ai", "open-source-ai"),
        ({"training-data": row(PARTIAL)}, {"G7-X": False}, "open-weights-ai", "open-source-ai"),
        ({"training-code": ABSENT}, {}, "open-weights-ai", "open-weights-ai"),
        ({"training-code": HIDDEN}, {"G7-X": True}, "open-weights-ai", OPEN_DATA),
        ({"weights-final": row(terms=under(CAPPED))}, {}, "weights-available-ai", None),
        ({"weights-final": row(terms=under(NC))}, {}, "weights-available-ai", None),
        ({"weights-final": row(terms=NONE)}, {}, None, None),
        ({"weights-final": row(terms=UNKNOWN)}, {}, None, OPEN_DATA),
        ({"weights-final": row(PARTIAL)}, {}, None, None),
        ({"weights-final": ABSENT}, {}, None, None),
        ({"weights-final": row(terms=MIT, access=Access.GATED)}, {}, None, OPEN_DATA),
        ({"inference-code": row(terms=under(NC))}, {}, "weights-available-ai", None),
        ({"inference-code": ABSENT}, {}, None, OPEN_DATA),
        ({"inference-code": ABSENT}, {"G7-D": True}, "weights-available-ai", OPEN_DATA),
        ({"inference-code": ABSENT}, {"G7-D": True, "G7-L": True}, "open-weights-ai", OPEN_DATA),
    ],
)
def test_the_ladder_of_labels(
    rows: dict[str, Component],
    signed: dict[str, bool],
    reached: str | None,
    possible: str | None,
) -> None:
    verdict = judged("g7-openness-2026", inventory(rows), signed)
    assert verdict.reached == reached
    assert verdict.possible == (possible if possible is not None else reached)
    assert verdict.says.startswith("no label") is (reached is None)


def test_code_and_configuration_known_to_be_absent_deploy_nothing() -> None:
    rows = dict.fromkeys(("inference-code", "architecture-code", "model-metadata"), ABSENT)
    assert outcomes(judged("g7-openness-2026", inventory(rows)), "G7-D") == "-"


OWD = " ".join(f"OWD-{n}" for n in range(1, 11))


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (MIT, "++++++++++"),
        (CC, "++++++++++"),
        (under(RAIL), "++++--+???"),
        (under(NC), "-+----+???"),
        (under(CAPPED), "-++?---???"),
        (under("WTFPL"), "+++++++???"),
        (NONE, "-+--------"),
        (UNKNOWN, "?+????????"),
    ],
    ids=lambda one: one if isinstance(one, str) else str(one.expression),
)
def test_the_ten_criteria_for_open_weights(terms: License, told: str) -> None:
    verdict = judged("owd-0.3", with_weights(terms))
    assert outcomes(verdict, OWD) == told


def test_open_weights_of_two_kinds_differ() -> None:
    bare = inventory({"training-code": ABSENT, "data-description": ABSENT})
    assert judged("owd-0.3", bare).outcome is Outcome.MET
    assert judged("open-weights-meeker", bare).outcome is Outcome.UNMET
    public_domain = inventory({"training-code": row(terms=under("CC0-1.0"))})
    told = judged("open-weights-meeker", public_domain).requirements["OWM-6"]
    assert (told.outcome, told.basis.value) == (Outcome.MET, "presumed")
    assert judged("open-weights-meeker", OPEN_INVENTORY, {"OWM-2": True}).outcome is Outcome.MET


@pytest.mark.parametrize("name", ["OSAIDCL-01", "OSAIDCL-02", "OSAIDCL-03", "OSAIDCL-04"])
def test_one_data_component_carries_the_data_information(name: str) -> None:
    verdict = judged("osaid-checklist", OPEN_INVENTORY, {name: True, "OSAIDCL-08": True})
    assert verdict.outcome is Outcome.MET
    assert verdict.requirements["OSAIDCL-04"].outcome is Outcome.MET
    assert verdict.says == "all components of the checklist are there"


def test_data_information_fails_only_where_all_four_are_absent() -> None:
    rows = ("training-data", "research-paper", "technical-report", "data-description")
    for name in rows:
        left = inventory(dict.fromkeys(set(rows) - {name}, ABSENT))
        assert outcomes(judged("osaid-checklist", left), "OSAIDCL-04") == "?"
    gone = inventory(dict.fromkeys(rows, ABSENT))
    assert outcomes(judged("osaid-checklist", gone), "OSAIDCL-04") == "-"


def test_the_alliance_has_the_last_word() -> None:
    names = [name for name in KNOWN["dpg-ai"].requirements if name not in ("DPG-2-code",)]
    verdict = judged("dpg-ai", OPEN_INVENTORY, dict.fromkeys(names, True))
    assert verdict.says == "all indicators are shown; the alliance decides"
    told = judged("dpg-ai", OPEN_INVENTORY).requirements["DPG-2-model"]
    assert (told.outcome, told.basis.value) == (Outcome.MET, "presumed")
    for terms, outcome in (("OpenMDW-1.0", "?"), (RAIL, "-"), (NC, "-")):
        assert outcomes(judged("dpg-ai", with_weights(under(terms))), "DPG-2-model") == outcome
    network = inventory({"architecture-code": row(terms=under(NC))})
    assert outcomes(judged("dpg-ai", network), "DPG-2-code") == "-"
    assert outcomes(judged("dpg-ai", inventory({"architecture-code": ABSENT})), "DPG-2-code") == "+"


@pytest.mark.parametrize(("one", "counted"), [("fmti-2025", 5), ("fmti-2023", 7)])
def test_the_count_of_evidence_is_unofficial_and_partial(one: str, counted: int) -> None:
    framework = KNOWN[one]
    assert "unofficial" in framework.name
    assert framework.notes[0].startswith("Unofficial.")
    assert len(framework.requirements) == 100
    assert len(framework.counted()) == counted
    named = [n for element in framework.elements.values() for n in element.requirements]
    assert named == list(framework.requirements)
    verdict = judged(one, OPEN_INVENTORY)
    assert verdict.says == f"{counted} of {counted} automatic checks shown, 0 not known"
    assert verdict.outcome is Outcome.UNKNOWN
    assert judged(one, HIDDEN_INVENTORY).says.startswith(f"0 of {counted} ")
    everything = dict.fromkeys(framework.requirements, True)
    assert judged(one, OPEN_INVENTORY, everything).outcome is Outcome.UNKNOWN


def test_absence_and_silence_fail_in_the_index() -> None:
    silent = inventory(default=ABSENT, state=DataState.SILENT)
    verdict = judged("fmti-2025", silent)
    assert outcomes(verdict, "FMTI25-013 FMTI25-019 FMTI25-032 FMTI25-041") == "----"
    assert outcomes(verdict, "FMTI25-006 FMTI25-037 FMTI25-074") == "???"
    assert outcomes(judged("fmti-2023", silent), "FMTI23-002 FMTI23-036 FMTI23-038") == "---"


@pytest.mark.parametrize(
    "one",
    ["dpg-ai", "eu-ai-act-foss-gpai", "g7-openness-2026", "open-weights-meeker", "osaid-checklist"],
)
def test_nothing_is_met_of_what_nobody_saw(one: str) -> None:
    verdict = judge(KNOWN[one], HIDDEN_INVENTORY)
    assert not [n for n, told in verdict.requirements.items() if told.outcome is Outcome.MET]
    assert judge(KNOWN[one], CLOSED_INVENTORY).outcome is not Outcome.MET
