from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.judge.assess import assess
from audit.judge.load import frameworks
from audit.model import Access, Assessment, Availability, Inventory, License
from audit.registers.against import Compared, Standing, compared
from audit.registers.asked import Asked
from audit.registers.cells import Register
from audit.registers.mot import read_mot
from audit.registers.osai import read_osai
from audit.registers.table import read_table
from audit.registers.telling import comparison
from tests.judge.inventories import (
    CC,
    HIDDEN_INVENTORY,
    NONE,
    OPEN_INVENTORY,
    UNKNOWN,
    base,
    inventory,
    row,
    stated,
)
from tests.registers.files import NAMES, OSAI_KEYS, index_file, mot_file


def beside(register: Register, found: Inventory | Assessment) -> dict[tuple[str, str], Compared]:
    assessment = assess(found) if isinstance(found, Inventory) else found
    return {
        (one.cell.title, one.aspect): one for one in compared(register, assessment, frameworks())
    }


def mot(*names: str, license_: str = "MIT") -> Register:
    return read_mot(mot_file(names, {"distribution": license_}), "tiny.yml")


def index(level: str, link: str | None = None) -> Register:
    return read_osai(index_file(dict.fromkeys(OSAI_KEYS, level), link), "tiny.yaml")[0]


@pytest.mark.parametrize(
    ("listed", "ours", "standing"),
    [
        (True, row(), Standing.AGREES),
        (True, row(Availability.PARTIAL), Standing.AGREES),
        (True, row(Availability.WITHHELD), Standing.CONTRADICTS),
        (True, row(Availability.NOT_FOUND), Standing.CONTRADICTS),
        (True, row(Availability.UNKNOWN), Standing.OPEN),
        (False, row(), Standing.CONTRADICTS),
        (False, row(Availability.ANNOUNCED), Standing.AGREES),
        (False, row(Availability.UNKNOWN), Standing.OPEN),
    ],
)
def test_whether_a_component_is_there(listed: bool, ours: object, standing: Standing) -> None:
    register = mot(*(("Training code",) if listed else ()))
    found = beside(register, inventory({"training-code": ours}))  # type: ignore[dict-item]
    assert found["Training code", "presence"].standing is standing


@pytest.mark.parametrize(
    ("theirs", "ours", "standing"),
    [
        ("MIT", row().license, Standing.AGREES),
        ("MIT License", row().license, Standing.AGREES),
        ("Apache-2.0", row().license, Standing.CONTRADICTS),
        ("MIT", CC, Standing.CONTRADICTS),
        ("MIT", NONE, Standing.CONTRADICTS),
        ("unlicensed", NONE, Standing.AGREES),
        ("unlicensed", row().license, Standing.CONTRADICTS),
        ("Our own terms", row().license, Standing.OPEN),
        ("MIT", UNKNOWN, Standing.OPEN),
        ("Apache-2.0", License(expression="MIT", class_="unresolved"), Standing.OPEN),
    ],
)
def test_under_which_license(theirs: str, ours: License, standing: Standing) -> None:
    register = read_mot(mot_file({"Datasets": theirs}), "tiny.yml")
    found = beside(register, inventory({"training-data": row(terms=ours)}))
    assert found["Datasets", "license"].standing is standing


def test_the_license_opens_to_the_statement() -> None:
    terms, statement = stated(row().license)
    made = inventory({"weights-final": row(terms=terms)}, statements=(statement,))
    found = beside(mot("Model parameters (Final)", license_="ISC"), made)
    (reason,) = found["Model parameters (Final)", "license"].because
    assert reason.evidence == statement.evidence


@pytest.mark.parametrize(
    ("theirs", "found", "ours", "standing"),
    [
        ("open", OPEN_INVENTORY, "open", Standing.AGREES),
        ("closed", OPEN_INVENTORY, "open", Standing.CONTRADICTS),
        ("open", inventory(default=row(access=Access.GATED)), "partial", Standing.CONTRADICTS),
        ("partial", inventory(default=row(access=Access.GATED)), "partial", Standing.AGREES),
        ("closed", inventory(default=row(access=Access.UNKNOWN)), "open or partial", None),
        ("open", HIDDEN_INVENTORY, "open or partial or closed", Standing.OPEN),
        ("closed", inventory(default=row(Availability.NOT_FOUND)), "closed", Standing.AGREES),
    ],
)
def test_levels(theirs: str, found: Inventory, ours: str, standing: Standing | None) -> None:
    one = beside(index(theirs), found)["weights_endmodel", "level"]
    assert one.ours == ours
    assert one.standing is (standing or Standing.CONTRADICTS)


def test_outcomes_and_labels_of_a_table() -> None:
    text = (
        "model,requirement,label,value\n"
        "a/a,OSAID-P0,,no\na/a,OSAID-D0,,yes\na/a,,mof-mot/class-1,no"
    )
    (register,) = read_table(text, "t.csv", Asked(frameworks()), "Ministry")
    found = beside(register, OPEN_INVENTORY)
    assert found["OSAID-P0", "outcome"].standing is Standing.CONTRADICTS
    assert found["OSAID-D0", "outcome"].standing is Standing.OPEN
    assert found["mof-mot/class-1", "outcome"].standing is Standing.CONTRADICTS


@pytest.mark.parametrize(
    ("link", "elsewhere"),
    [
        ("https://huggingface.co/acme/tiny/tree/main", False),
        ("https://huggingface.co/Acme/Tiny", False),
        ("https://huggingface.co/acme/base", False),
        ("https://huggingface.co/datasets/other/data", False),
        ("https://huggingface.co/other/model", True),
        ("https://acme.example/weights", False),
        (None, False),
    ],
)
def test_links_to_other_models(link: str | None, elsewhere: bool) -> None:
    found = beside(index("open", link), inventory(edges=(base(row().license),)))
    assert (("weights_endmodel", "link") in found) is elsewhere


def test_the_comparison_names_both_sides() -> None:
    assessment = assess(
        inventory({"training-code": row(Availability.NOT_FOUND, detail="none seen")})
    )
    register = mot(*NAMES)
    told = comparison(register, compared(register, assessment, frameworks()), assessment)
    assert told.startswith("Model Openness Tool on Tiny: 32 agree, 1 contradict, 0 not decided, 0 ")
    assert "Training code (training-code), presence:" in told
    assert "  Model Openness Tool: released\n    tiny.yml:" in told
    assert "  this audit: not-found\n    none seen\n" in told
    assert 'README.md:2 "license: mit"' in told


def test_the_comparison_says_when_the_register_speaks_of_another_model() -> None:
    assessment = assess(OPEN_INVENTORY)
    for model, told in (("acme/tiny", False), ("other/model", True)):
        register = replace(index("open"), model=model)
        text = comparison(register, compared(register, assessment, frameworks()), assessment)
        assert ("the register speaks of" in text) is told


def test_a_row_or_framework_that_an_audit_does_not_have_is_passed_over() -> None:
    assessment = replace(assess(OPEN_INVENTORY), components={}, frameworks={})
    assert not compared(mot(*NAMES), assessment, frameworks())
    assert not compared(index("open"), assessment, frameworks())
