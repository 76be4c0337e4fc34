from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.judge.assess import judge
from audit.judge.sound import problems
from audit.model import FrameworkVerdict
from audit.registers.cells import Cell
from audit.registers.mot import COMPONENTS, license_of, read_mot
from audit.registers.mot_inventory import inventory_of
from audit.registers.score import framework_named
from tests.registers.files import MOT, NAMES, mot_file

CLASS_3 = (
    "Model architecture",
    "Model parameters (Final)",
    "Technical report",
    "Evaluation results",
    "Model card",
    "Data card",
)
CLASS_2 = (*CLASS_3, "Training code", "Inference code", "Evaluation code", "Evaluation data")
CLASS_1 = (
    *CLASS_2,
    "Datasets",
    "Data preprocessing code",
    "Research paper",
    "Model parameters (Intermediate)",
)
STEPS = {1: "class-1", 2: "class-2", 3: "class-3", 0: None}


def judged(text: str, framework: str = "mof-mot") -> FrameworkVerdict:
    inventory = inventory_of(read_mot(text, "tiny.yml"), "tiny")
    assert not list(problems(inventory))
    return judge(framework_named(framework), inventory)


def percents(verdict: FrameworkVerdict) -> dict[str, float | None]:
    return {
        name: step.progress[0] if step.progress else None for name, step in verdict.steps.items()
    }


def without(names: tuple[str, ...], *left_out: str) -> tuple[str, ...]:
    return tuple(name for name in names if name not in left_out)


def cells(text: str) -> dict[str, Cell]:
    return {cell.title: cell for cell in read_mot(text, "tiny.yml").cells}


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ((), (0, 0, 0)),
        (("Model card",), (0, 0, 100 / 6)),
        (CLASS_3, (0, 60, 100)),
        (CLASS_2, (1000 / 14, 100, 100)),
        (CLASS_1, (100, 100, 100)),
        (NAMES, (100, 100, 100)),
        # what lacks something below counts for nothing above
        (without(CLASS_1, "Data card"), (0, 0, 500 / 6)),
        (without(CLASS_1, "Evaluation code"), (0, 90, 100)),
        # the paper stands in for the report, and counts once
        (without(CLASS_1, "Technical report"), (100, 100, 100)),
        ((*without(CLASS_2, "Technical report"), "Research paper"), (1000 / 13, 100, 100)),
        ((*without(CLASS_3, "Technical report"), "Research paper"), (0, 60, 100)),
        # but not the report for the paper
        (without(CLASS_1, "Research paper"), (1300 / 14, 100, 100)),
        (without(CLASS_3, "Technical report"), (0, 0, 500 / 6)),
    ],
)
def test_progress_is_counted_as_the_tool_does(
    names: tuple[str, ...], found: tuple[float, float, float]
) -> None:
    verdict = judged(mot_file(names, {"distribution": "MIT"}))
    assert list(percents(verdict).values()) == pytest.approx(list(found))
    reached = next((n for n, percent in zip((1, 2, 3), found, strict=True) if percent == 100), 0)
    assert verdict.reached == STEPS[reached]
    assert verdict.possible == verdict.reached, "a file leaves nothing open"


@pytest.mark.parametrize(
    ("license_", "tool", "spec"),
    [
        ("MIT", True, True),
        ("mit", False, True),
        ("MIT License", False, True),
        ("MIT OR Apache-2.0", False, True),
        ("MIT AND CC-BY-NC-4.0", False, False),
        ("WTFPL", True, False),
        ("BSD-3-Clause-Clear", True, False),
        ("CC-BY-3.0-US", True, True),
        ("Apache-1.0", True, None),
        ("PDDL-1.0", False, True),
        ("ODC-PDDL-1.0", True, None),
        ("C-UDA-1.0", False, False),
        ("OpenMDW-1.0", True, True),
        ("OpenMDW-1.1", False, True),
        ("CDLA-Permissive-2.0", True, True),
        ("CC-BY-NC-4.0", False, False),
        ("Our own terms", False, None),
        ("unlicensed", False, False),
        ("", False, False),
    ],
)
def test_licenses_as_the_tool_takes_them_and_as_the_framework_means_them(
    license_: str, tool: bool, spec: bool | None
) -> None:
    text = mot_file({"Model parameters (Final)": license_}, {"distribution": "MIT"})
    words = {True: "met", False: "unmet", None: "unknown"}
    assert judged(text).requirements["MOF-10"].outcome == words[tool]
    assert judged(text, "mof-spec").requirements["MOFS-10"].outcome == words[spec]


@pytest.mark.parametrize(
    ("name", "license_", "warns"),
    [
        ("Training code", "Apache-2.0", False),
        ("Training code", "BSD-3-Clause", True),
        ("Training code", "GPL-3.0-only", True),
        ("Training code", "CC-BY-4.0", True),
        ("Datasets", "CDLA-Permissive-2.0", False),
        ("Datasets", "CC0-1.0", True),
        ("Model card", "CC0-1.0", False),
        ("Model card", "CC-BY-4.0", False),
        ("Model card", "MIT", True),
    ],
)
def test_an_open_license_of_another_kind_is_a_warning(
    name: str, license_: str, warns: bool
) -> None:
    framework = framework_named("mof-mot")
    key = next(key for key, one in framework.requirements.items() if one.name == name)
    verdict = judged(mot_file({name: license_})).requirements[key]
    assert verdict.outcome == "met"
    assert bool(verdict.warnings) is warns


@pytest.mark.parametrize(
    ("own", "kind", "general", "found"),
    [
        ("Apache-2.0", "code", {"code": "MIT"}, "Apache-2.0"),
        (None, "code", {"code": "MIT", "distribution": "ISC"}, "MIT"),
        (None, "data", {"code": "MIT", "distribution": "ISC"}, "ISC"),
        (None, "data", {"code": "MIT"}, None),
        (None, "code", {"code": "", "distribution": "ISC"}, "ISC"),
        (None, "code", {"distribution": "unlicensed"}, None),
        ("unlicensed", "code", {"distribution": "ISC"}, None),
        ("", "code", {"distribution": "ISC"}, None),
    ],
)
def test_the_license_of_a_component(
    own: str | None, kind: str, general: Mapping[str, str], found: str | None
) -> None:
    one = {"name": "x"} if own is None else {"name": "x", "license": own}
    assert license_of(one, kind, {key: {"name": name} for key, name in general.items()}) == found


def test_no_general_license_at_all() -> None:
    cases: tuple[object, ...] = (
        None,
        "MIT",
        [],
        {"distribution": "MIT"},
        {"distribution": {"name": None}},
    )
    for general in cases:
        assert license_of({}, "code", general) is None


def test_cells_have_their_place_and_words() -> None:
    register = read_mot(MOT, "tiny.yml")
    assert register.model == "acme/tiny"
    assert register.date == "2026-02-03"
    assert register.unread == ("line 32: Kitchen sink is no component of the framework",)
    found = cells(MOT)
    code = found["Training code"]
    assert code.subject == "training-code"
    assert code.lines == (16, 19)
    assert code.quote is not None
    assert code.quote.startswith("name: 'Training code'")
    assert code.quote.endswith("component_path: 'https://github.com/acme/tiny'")
    assert code.links == (
        "https://github.com/acme/tiny",
        "https://github.com/acme/tiny/blob/main/LICENSE",
    )
    assert code.said == "MIT"
    assert found["Model parameters (Final)"].said == "CC-BY-4.0"
    assert found["Model card"].said == "unlicensed"
    assert found["Datasets"].finding is None
    assert found["Datasets"].lines is None


def test_what_is_called_not_included_is_not_there() -> None:
    paper = cells(MOT)["Research paper"]
    assert paper.finding == "not-found"
    row = inventory_of(read_mot(MOT, "tiny.yml"), "tiny").components["research-paper"]
    assert row.availability == "not-found"
    assert "Component not included" in row.detail


def test_the_inventory_opens_to_the_lines_of_the_file() -> None:
    inventory = inventory_of(read_mot(MOT, "tiny.yml"), "tiny")
    weights = inventory.components["weights-final"]
    assert weights.evidence[0].path == "tiny.yml"
    assert weights.evidence[0].lines == (21, 21)
    assert weights.license.statement is not None
    assert inventory.statements[weights.license.statement].raw == "CC-BY-4.0"
    assert inventory.components["compute"].availability == "unknown"
    assert inventory.components["training-data"].availability == "not-found"
    assert inventory.snapshot.collected == "2026-02-03"


def test_a_component_that_stands_twice_counts_once_by_the_last() -> None:
    text = """\
release:
  name: Tiny
  components:
    - {name: Datasets, license: MIT}
    - {name: Datasets, license: unlicensed}
"""
    register = read_mot(text, "tiny.yml")
    assert register.unread == ("line 5: Datasets stands twice, the last one counts",)
    assert [cell.said for cell in register.cells if cell.finding] == ["unlicensed"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a list",
        "release: {name: x}",
        "release: {name: x, components: many}",
        "release: [x",
        "a: &a [1]\nb: *a",
        "[" * 100,
    ],
)
def test_what_is_no_file_of_the_tool_is_told_in_one_line(text: str) -> None:
    with pytest.raises(AuditError, match=r"tiny\.yml"):
        read_mot(text, "tiny.yml")


def test_odd_values_are_passed_over() -> None:
    text = """\
release:
  name: [x]
  date: soon
  license: 7
  components:
    - just words
    - {name: {a: b}}
    - {name: 12, license: 3}
    - {name: Datasets, license: 2.0, component_path: [x]}
    -
"""
    register = read_mot(text, "tiny.yml")
    assert register.title == "tiny.yml"
    assert register.date is None
    assert len(register.unread) == 4
    assert [cell.said for cell in register.cells if cell.finding] == ["2.0"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "license", "distribution", "code", "component_path", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(
    components=st.lists(
        st.fixed_dictionaries({"name": st.sampled_from(NAMES)}, optional={"license": values})
        | values,
        max_size=4,
    ),
    general=values,
    name=values,
)
def test_no_file_ends_in_a_traceback(components: list[Any], general: Any, name: Any) -> None:
    plain = {"release": {"name": name, "license": general, "components": components}}
    text = yaml.dump(plain, Dumper=_NoAliases)
    try:
        register = read_mot(text, "tiny.yml")
    except AuditError:
        return
    assert not list(problems(inventory_of(register, "tiny")))


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def test_the_names_and_kinds_are_those_of_the_framework() -> None:
    framework = framework_named("mof-mot")
    assert {one.name for one in framework.requirements.values()} == set(COMPONENTS)
    for requirement in framework.requirements.values():
        assert requirement.rule is not None
        assert requirement.warn is not None
        known = COMPONENTS[requirement.name]
        assert requirement.rule.component == known.row
        assert requirement.warn.rule.license == f"mot-type-{known.kind}"


def conformance() -> list[Any]:
    """The tool's own test files with what it expects of each, where a checkout has them."""
    path = Path(__file__).resolve().parents[3] / "shared" / "reference" / "mof_conformance.json"
    if not path.is_file():
        return []
    return list(json.loads(path.read_text(encoding="utf-8"))["cases"])


@pytest.mark.parametrize("case", conformance(), ids=lambda case: str(case["file"])[:40])
def test_the_tools_own_files(case: dict[str, Any]) -> None:
    given = case["input"]
    plain = {
        "release": {
            "name": case["name"],
            "license": given["global_licenses"],
            "components": given["components"],
        }
    }
    verdict = judged(yaml.safe_dump(plain))
    expected = [case["expected_exact"][key] for key in ("C1", "C2", "C3")]
    assert list(percents(verdict).values()) == pytest.approx(expected, abs=1e-9)
    assert verdict.reached == STEPS[case["expected_class"]]
