"""Each trap, from the snapshot to the verdicts: what is restricted, promised, denied or absent is
never released or met."""

from __future__ import annotations

import pytest

from audit.model import Assessment
from audit.resolve.statements import is_open
from tests.small_models import code, judged, small_model, weights
from tests.traps import TRAPS, Trap
from tests.traps.model import MIT, OWN_TERMS, SOURCES, VENDORED, heron

ANSWERED = ("stated", "candidate")
DATA_SECTION = "# Heron\n\n## Training data\n\nPairs of birds.\n\nMany.\n"


def _outcomes(assessment: Assessment) -> dict[str, str]:
    osaid = assessment.frameworks["osaid-1.0"]
    elements = {name: verdict.outcome.value for name, verdict in osaid.elements.items()}
    return elements | {name: verdict.outcome.value for name, verdict in osaid.requirements.items()}


@pytest.mark.parametrize("name", TRAPS)
def test_trap(name: str) -> None:
    trap: Trap = TRAPS[name]
    found = judged(small_model(*trap.parts, gaps=trap.gaps))
    rows = {
        row: (found.components[row].availability.value, found.components[row].license.class_)
        for row in trap.rows
    }
    assert rows == trap.rows
    outcomes = _outcomes(found)
    assert {key: outcomes[key] for key in trap.outcomes} == trap.outcomes
    for row, bearable in trap.at_most.items():
        assert found.components[row].availability.value in bearable
    assert not [row for row in trap.never_open if is_open(found.components[row].license.class_)]
    kinds = {conflict.kind for conflict in found.conflicts}
    assert kinds >= set(trap.conflicts)
    assert not kinds & set(trap.quiet)
    answered = {
        question.id for question in found.data_questions if question.state.value in ANSWERED
    }
    assert not answered & set(trap.silent)


def _element(model: str) -> tuple[str, str, str]:
    outcomes = _outcomes(judged(small_model(*EIGHT_ALIKE[model])))
    return outcomes["data-information"], outcomes["code"], outcomes["parameters"]


OURS = heron("## Training data\n\nHeron saw 3 million pairs.\n\nMore.\n", datasets=["acme/mix"])
EIGHT_ALIKE = {
    "data of the user alone, code in part, open weights": (
        heron(),
        code(
            {
                "LICENSE": MIT,
                "README.md": "# Heron\n\n## Training\n\nBring data.\n\nStart.\n\nWait.\n",
                "inference.py": 9000,
            }
        ),
    ),
    "open weights, no license for the code": (OURS, code({**SOURCES, **VENDORED})),
    "open tag on a restricted base in a script, no license for the code": (
        OURS,
        code(
            {**SOURCES, **VENDORED, "train_7b.sh": "x --model_name_or_path meta-llama/Llama-2-7b\n"}
        ),
    ),
    "model license in the code repository": (
        OURS,
        code({"LICENSE": MIT, "MODEL_LICENSE": OWN_TERMS, "inference.py": 9000}),
    ),
    "weights under the terms of a base": (
        heron(
            "The weights are subject to the license of the base model license.",
            tag=None,
            base_model="lmsys/vicuna-7b-v1.5",
            datasets=["mix"],
        ),
        code({"LICENSE": MIT, **SOURCES}),
    ),
    "weights on an open base, code in part": (
        heron(base_model="mistralai/Mistral-7B-v0.1", datasets=["mix"]),
        code({"LICENSE": MIT, "train.py": 9000, "inference.py": 9000, "README.md": DATA_SECTION}),
    ),
    "weights for no commerce": (
        heron(tag="cc-by-nc-4.0", datasets=["mix"]),
        code({"LICENSE": MIT, "inference.py": 9000, "README.md": DATA_SECTION}),
    ),
    "nothing but a name": (weights({}, listing="none"),),
}


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        *zip(
            EIGHT_ALIKE,
            [
                ("unmet", "partly", "met"),
                ("partly", "unmet", "met"),
                ("partly", "unmet", "unmet"),
                ("partly", "partly", "unmet"),
                ("partly", "unknown", "unmet"),
                ("partly", "partly", "met"),
                ("partly", "partly", "unmet"),
                ("unknown", "unknown", "unknown"),
            ],
            strict=True,
        )
    ],
)
def test_models_like_those_that_were_called_open(model: str, expected: tuple[str, ...]) -> None:
    assert _element(model) == expected


@pytest.mark.parametrize("name", TRAPS)
def test_nothing_absent_is_met_and_every_met_component_is_there(name: str) -> None:
    found = judged(small_model(*TRAPS[name].parts, gaps=TRAPS[name].gaps))
    outcomes = _outcomes(found)
    for requirement, row in ROW_OF.items():
        if outcomes[requirement] == "met":
            assert found.components[row].availability.value == "released"
            assert found.components[row].evidence
            assert found.components[row].license.statement is not None
    assert outcomes["OSAID-D0"] != "met"


ROW_OF = {
    "OSAID-C1": "preprocessing-code",
    "OSAID-C2": "training-code",
    "OSAID-C3": "evaluation-code",
    "OSAID-C5": "inference-code",
    "OSAID-C6": "architecture-code",
    "OSAID-P0": "weights-final",
}
