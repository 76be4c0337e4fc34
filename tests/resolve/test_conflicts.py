from __future__ import annotations

import pytest

from audit.model import Conflict
from tests.small_models import Part, base, card, code, judged, small_model, weights
from tests.traps import TRAPS
from tests.traps.model import BSD, MIT, OTHER_TERMS, OWN_TERMS, SOURCES, UNFILLED

AWAY = (
    "[![License](https://img.shields.io/badge/License-MIT-x)]"
    "(https://github.com/other/pelican/blob/main/LICENSE)\n"
)


def _found(*parts: Part) -> list[tuple[str, str]]:
    found = judged(small_model(*parts)).conflicts
    return [(conflict.kind, conflict.severity.value) for conflict in found]


def _card(**front: str) -> Part:
    return weights({"README.md": card("Heron.", **front), "model.safetensors": 9_000})


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            (_card(license="mit"), code({"MODEL_LICENSE": OWN_TERMS})),
            [("tag-against-license-file", "critical")],
        ),
        (
            (weights({"README.md": card("", license="mit"), "LICENSE": BSD}),),
            [("tag-against-license-file", "high")],
        ),
        ((weights({"README.md": card("", license="mit"), "LICENSE": MIT}),), []),
        (
            (
                weights(
                    {"README.md": card("The weights are for research use only.", license="mit")}
                ),
            ),
            [("prose-against-tag", "high")],
        ),
        (
            (
                _card(license="mit", base_model="delta/D-8B"),
                base({"README.md": card("", license="gemma")}, "hf:delta/D-8B"),
            ),
            [("model-against-base-model", "critical"), ("duties-not-shown", "medium")],
        ),
        (
            (
                _card(license="gemma", base_model="delta/D-8B"),
                base({"README.md": card("", license="gemma")}, "hf:delta/D-8B"),
            ),
            [("duties-not-shown", "medium")],
        ),
        ((code(SOURCES),), [("no-license-for-own-code", "high")]),
        ((code({**SOURCES, "README.md": "The code is released under the MIT License.\n"}),), []),
        ((code({"README.md": "Nothing yet.\n"}),), []),
        ((code({"LICENSE": UNFILLED}),), [("license-template-unfilled", "high")]),
        ((code({"LICENSE": MIT, "@main/LICENSE": BSD}),), [("branch-against-branch", "high")]),
        ((code({"LICENSE": MIT, "@main/LICENSE": MIT}),), []),
        ((code({"LICENSE": MIT, "README.md": AWAY}),), [("badge-elsewhere", "low")]),
        ((code({"LICENSE": MIT, "TERMS.md": OTHER_TERMS}),), [("stray-terms", "medium")]),
    ],
)
def test_conflicts_by_kind(parts: tuple[Part, ...], expected: list[tuple[str, str]]) -> None:
    assert _found(*parts) == expected


def _sides_are_told(conflict: Conflict) -> bool:
    quoted = [bool(side.evidence) for side in conflict.sides]
    return len(quoted) == 2 and quoted[0] and (quoted[1] or "no " in conflict.sides[1].says)


@pytest.mark.parametrize("name", TRAPS)
def test_each_conflict_has_two_sides_or_one_and_a_stated_absence(name: str) -> None:
    found = judged(small_model(*TRAPS[name].parts, gaps=TRAPS[name].gaps)).conflicts
    assert all(map(_sides_are_told, found))


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"README.md": AWAY, "LICENSE": BSD}, "license file in github:acme/heron: BSD-2-Clause"),
        ({"README.md": AWAY}, "no license file of github:acme/heron itself was read"),
    ],
)
def test_the_other_side_of_a_badge_is_the_own_license(files: dict[str, str], says: str) -> None:
    found = judged(small_model(code(files))).conflicts
    assert [c.sides[1].says for c in found if c.kind == "badge-elsewhere"] == [says]
