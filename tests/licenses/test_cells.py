"""Cells of the clause table that were read wrongly once, and the rules of `clauses.yaml` by which
texts of one kind get one answer."""

from __future__ import annotations

import re

import pytest

from audit.data import data_dir
from audit.licenses.entries import Cell, Entry, clause_table, entry, entry_ids

REF = "LicenseRef-"
# License, question, answer, and the section that gives it.
CELLS = [
    ("seer", "reverse-engineering", "forbidden", "2.b"),
    ("seer", "field-of-use", "research-only", "1.a and 2.a"),
    ("seer", "output-use", "restricted", "2.a"),
    ("seer", "same-terms", "same-restrictions", "2.a"),
    ("seer", "update-clause", "none", "10"),
    ("seer", "termination", "at-will", "1.a and 6"),
    ("seer", "patent-grant", "excluded", "1.a and 1.c"),
    ("mg-by-nd-2.0", "termination", "at-will", "2.1.a and 5"),
    ("mg-by-nd-2.0", "sublicensing", "forbidden", "2.1.a"),
    ("mg-by-sa-2.0", "sublicensing", "forbidden", "2.1.a"),
    ("mg-by-sa-2.0", "termination", "on-breach-or-suit", "5"),
    ("mg-by-sa-2.0", "output-use", "restricted", "1, 2.1 and 2.2"),
    ("mg-by-2.0", "output-use", "silent", "-"),
    ("bilibili-model-ula-2025-09-09", "user-cap", "capped", "2.2"),
    ("bilibili-model-ula-2025-09-09", "commercial-use", "conditional", "2.2"),
    ("nsclv1", "derivatives", "conditional", "2.1 and 3.3"),
    ("nvidia-source-code-nc", "redistribution", "conditional", "3.1 and 3.3"),
    ("nvidia-source-code-1-way", "derivatives", "conditional", "2.1 and 3.3"),
    ("adobe-research-terms", "field-of-use", "restricted", "2.a"),
    ("qwen-2024", "field-of-use", "restricted", "5.a"),
    ("llama2-use-policy", "output-use", "restricted", "Prohibited Uses"),
    ("llama3-use-policy", "output-use", "restricted", "Prohibited Uses"),
    ("llama3.1-use-policy", "output-use", "restricted", "Prohibited Uses"),
    ("llama3.2-use-policy", "output-use", "restricted", "Prohibited Uses"),
    ("llama3.3-use-policy", "output-use", "restricted", "Prohibited Uses"),
    ("llama4-use-policy", "output-use", "restricted", "Prohibited Uses"),
    ("cogagent", "output-use", "restricted", "3(7)"),
    ("cohere-acceptable-use", "output-use", "restricted", "Universal Requirements"),
    ("minimax-model", "output-use", "restricted", "Prohibited Uses Policy"),
    ("k-exaone", "output-use", "restricted", "3.2, 3.3 and 4.2"),
    ("cogvideox", "output-use", "silent", "2"),
    ("nvidia-open-model-2024-06-14", "output-use", "silent", "2.4"),
    ("nvidia-model-training-2025", "output-use", "silent", "2.3.3"),
    ("nvidia-model-training-2025", "commercial-use", "conditional", "2.1, 2.2 and 2.3.3"),
    ("gretelai-sal-1.0", "field-of-use", "restricted", "1.a, 1.b, 1.d and 1.e"),
    ("gretelai-sal-1.0", "patent-grant", "excluded", "1.a and 1.d"),
    ("responsible-ai-source-1.1", "field-of-use", "restricted", "3.2 and 3.4"),
    ("mdl-2021", "redistribution", "conditional", "3.a.iii and 5"),
    ("fair-noncommercial-research-license", "commercial-use", "forbidden", "1.b.i"),
    ("vggt", "commercial-use", "allowed", "1.a"),
    *(
        (name, question, value, section)
        for name in ("sam", "dinov3")
        for question, value, section in (
            ("field-of-use", "restricted", "1.b.iii and 1.b.v"),
            ("attribution", "required", "1.b.ii"),
            ("patent-grant", "granted-until-suit", "1.a and 5.b"),
            ("termination", "on-breach-or-suit", "5.b and 6"),
        )
    ),
]
FREES_OUTPUTS = {"C-UDA-1.0": "2.2 says so", "SSPL-1.0": "covers what contains the work alone"}
"""What limits the use of a work and yet frees what it puts out."""


def known(license_id: str) -> Entry:
    found = entry(license_id)
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "question", "value", "section"), CELLS)
def test_a_cell_that_was_read_again(name: str, question: str, value: str, section: str) -> None:
    cell: Cell = known(REF + name).clauses[question]
    assert (cell.value, cell.section) == (value, section)


def test_the_day_on_a_text_is_the_day_of_its_entry() -> None:
    assert known("LicenseRef-dinov3").date == "2025-08-19"


@pytest.mark.parametrize("license_id", entry_ids())
def test_who_forbids_commerce_gives_no_right_without_condition(license_id: str) -> None:
    cells = known(license_id).clauses
    limits = (cells["commercial-use"].value, cells["field-of-use"].value)
    if limits[0] == "forbidden" or limits[1] == "research-only":
        assert cells["derivatives"].value != "allowed"
        assert cells["redistribution"].value != "allowed"


@pytest.mark.parametrize("license_id", entry_ids())
def test_a_cap_is_no_registration(license_id: str) -> None:
    cells = known(license_id).clauses
    if cells["user-cap"].value == "capped":
        assert cells["registration"].value in ("none", "for-commercial-use")


def test_who_limits_use_seldom_frees_outputs() -> None:
    found = {
        license_id
        for license_id in entry_ids()
        if known(license_id).clauses["field-of-use"].value == "restricted"
        and known(license_id).clauses["output-use"].value == "unrestricted"
    }
    assert found == set(FREES_OUTPUTS)


def test_the_rules_stand_beside_the_questions() -> None:
    text = data_dir("criteria").joinpath("licenses", "clauses.yaml").read_text(encoding="utf-8")
    head = text[: text.index("\nclauses:\n")]
    named = set(re.findall(r"^# - `([a-z-]+)`", head, re.MULTILINE))
    assert named == {"field-of-use", "registration", "output-use", "derivatives", "patent-grant"}
    assert named <= set(clause_table().clauses)
