from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from audit.data import data_dir
from audit.errors import AuditError
from audit.licenses import catalog, entries
from audit.licenses.entries import clause_table, entry, entry_ids, freedoms, freedoms_of
from audit.licenses.lists import lists_about

IDS = entry_ids()
POLICIES = {license_id for license_id in IDS if (e := entry(license_id)) and e.kind == "policy"}
UNCLASSED = {
    "LicenseRef-apple-excl": "permissive in its words, on no list",
    "LicenseRef-dbcl-1.0": "no ruling",
    "LicenseRef-fair-ai-public-1.0": "copyleft without a ruling",
    "LicenseRef-snap-sample-code-no-license": "says that there is no license",
}


def test_there_are_entries_for_what_models_carry() -> None:
    assert sum(license_id.startswith("LicenseRef-") for license_id in IDS) >= 90
    tagged = set(catalog.hub_tags().values())
    missing = tagged - set(IDS)
    assert len(missing) <= 20, sorted(missing)


@pytest.mark.parametrize("license_id", IDS)
def test_an_entry_is_whole(license_id: str) -> None:
    found = entry(license_id)
    assert found is not None
    assert set(found.clauses) == set(clause_table().clauses)
    assert found.kind in ("license", "policy", "waiver")
    assert re.fullmatch(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?", found.date)
    assert found.text == "" or found.text.startswith("https://")
    for source in found.sources:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", source.repository)
        assert re.fullmatch(r"[0-9a-f]{40}", source.revision)
        assert re.fullmatch(r"[0-9a-f]{64}", source.sha256)
    for cell in found.clauses.values():
        assert cell.section
        assert len(cell.note) <= 120
    if found.policy:
        assert found.policy in POLICIES
    assert bool(found.phrase or found.prefix) <= (found.clauses["naming"].value != "none")


@pytest.mark.parametrize("license_id", IDS)
def test_notes_are_short_words_of_our_own(license_id: str) -> None:
    found = entry(license_id)
    assert found is not None
    for cell in found.clauses.values():
        assert not cell.note.endswith(".")
        # A name or a phrase that has to be shown may be quoted, a sentence may not.
        assert all(len(quoted.split()) <= 6 for quoted in re.findall('["“](.*?)["”]', cell.note))


@pytest.mark.parametrize("license_id", sorted(set(IDS) - POLICIES))
def test_what_is_said_has_a_section(license_id: str) -> None:
    found = entry(license_id)
    assert found is not None
    for clause, cell in found.clauses.items():
        said = cell.value not in ("silent", "none")
        assert not (said and cell.section == "-"), clause


@pytest.mark.parametrize("license_id", IDS)
def test_an_id_is_spdx_or_a_license_ref(license_id: str) -> None:
    symbols = import_module("license_expression").get_spdx_licensing().known_symbols
    listed = license_id in symbols or license_id == "OpenMDW-1.0"
    assert listed or re.fullmatch(r"LicenseRef-[A-Za-z0-9.-]+", license_id)


@pytest.mark.parametrize("license_id", sorted(set(IDS) - set(UNCLASSED)))
def test_freedoms_and_class_agree(license_id: str) -> None:
    found = entry(license_id)
    assert found is not None
    name = catalog.license_class(license_id)
    assert name != "unresolved"
    if not catalog.is_undecided(name):
        all_granted = set(freedoms_of(found).values()) == {"granted"}
        assert all_granted == catalog.is_open(name)


def test_the_worst_answer_stays() -> None:
    found = freedoms({"commercial-use": "forbidden", "derivatives": "allowed"})
    assert found == {
        "use": "denied",
        "study": "granted",
        "modify": "conditional",
        "share": "conditional",
    }
    assert set(freedoms({}).values()) == {"granted"}


def test_every_value_has_an_effect_that_is_known() -> None:
    rules = clause_table()
    for question in rules.clauses.values():
        assert question.asks.endswith("?")
        for effect in question.values.values():
            assert set(effect) <= set(rules.freedoms)
            assert set(effect.values()) <= set(rules.marks)


def test_a_policy_takes_only_what_it_speaks_of() -> None:
    for license_id in POLICIES:
        found = entry(license_id)
        assert found is not None
        assert "denied" not in freedoms_of(found).values() or any(
            cell.value in ("forbidden", "research-only") for cell in found.clauses.values()
        )


def test_what_nobody_read_has_no_entry() -> None:
    assert entry("LicenseRef-never-heard-of") is None
    assert entry("../clauses") is None


BROKEN = {
    "missing": ({"field-of-use": ["none", "-"]}, "commercial-use is missing"),
    "value": ({"commercial-use": ["perhaps", "1"]}, "'perhaps'; expected one of: allowed"),
    "section": ({"commercial-use": ["allowed", ""]}, "cites no section"),
    "strange": ({"cake": ["allowed", "1"]}, "cake is not a question"),
}


@pytest.mark.parametrize(("change", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_entry_is_one_line(
    change: dict[str, list[str]], problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    good = data_dir("criteria") / "licenses"
    data: Any = yaml.safe_load((good / "entries" / "MIT.yaml").read_text(encoding="utf-8"))
    if change == BROKEN["missing"][0]:
        data["clauses"] = change
    else:
        data["clauses"] |= change
    folder = tmp_path / "criteria" / "licenses" / "entries"
    folder.mkdir(parents=True)
    (folder / "LicenseRef-broken.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    rules = (good / "clauses.yaml").read_text(encoding="utf-8")
    (folder.parent / "clauses.yaml").write_text(rules, encoding="utf-8")
    monkeypatch.setattr(entries, "data_dir", lambda name: tmp_path / name)
    with pytest.raises(AuditError, match=r"LicenseRef-broken\.yaml") as raised:
        entries.entry.__wrapped__("LicenseRef-broken")
    assert problem in str(raised.value)
    (folder / "LicenseRef-torn.yaml").write_text("name: [", encoding="utf-8")
    with pytest.raises(AuditError, match=r"LicenseRef-torn\.yaml"):
        entries.entry.__wrapped__("LicenseRef-torn")


def test_lists_have_a_day() -> None:
    assert lists_about("Apache-2.0")["OSI"] == "approved (list of 2026-07-16)"
    assert lists_about("CC-BY-4.0")["Open Definition"] == "conformant, recommended (2.1)"
    assert lists_about("Apache-2.0")["FSF"] == "free (list of 2024-05-21)"
    llama = lists_about("LicenseRef-llama3.1")
    assert all(status.startswith("not listed") for status in llama.values())
