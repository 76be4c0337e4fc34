from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.data import data_dir
from audit.errors import AuditError
from audit.licenses import catalog, sets
from tests.text.growth import HOSTILE, growth

LICENSE_REF = re.compile(r"LicenseRef-[A-Za-z0-9.-]+\Z")
NEWER_THAN_THE_LIST = {"OpenMDW-1.0", "ALGLIB-Documentation", "OSC-1.0", "WordNet"}
OPEN = {"osi-approved", "od-recommended", "od-other-conformant", "open-data-de-facto"}

# Ids that no class holds, knowingly: "unresolved" is never open, and nobody has read these closely.
UNRESOLVED = {
    "LicenseRef-apple-ascl": "to be reviewed, says the list of the Hub's tags",
    "LicenseRef-apple-excl": "permissive for samples; not reviewed",
    "LicenseRef-apple-sscl": "permissive for samples; not reviewed",
    "LicenseRef-dbcl-1.0": "covers contents of a database alone",
    "LicenseRef-fair-ai-public-1.0": "copyleft for services; no ruling",
    "LicenseRef-hippocratic-1.0": "ethical source; no class for it yet",
    "LicenseRef-hippocratic-1.1": "ethical source; no class for it yet",
    "LicenseRef-hippocratic-1.2": "ethical source; no class for it yet",
    "LicenseRef-hippocratic-2.0": "ethical source; no class for it yet",
    "LicenseRef-internlm-weights": "an application form, no text",
    "LicenseRef-megatron-lm": "the name of a file that holds several licenses",
    "LicenseRef-snap-sample-code-no-license": "says that there is none",
    "LicenseRef-yi-series": "the name of several versions",
}


def data(path: str) -> Any:
    text = data_dir("criteria").joinpath(*path.split("/")).read_text(encoding="utf-8")
    return yaml.safe_load(text)


def classified() -> list[tuple[str, str]]:
    groups = data("licenses/classification.yaml")["licenses"]
    return [
        (name, found.strip()) for name, group in groups.items() for found in group["ids"].split(",")
    ]


def test_every_file_of_licenses_is_plain_yaml() -> None:
    names = [entry.name for entry in (data_dir("criteria") / "licenses").iterdir()]
    files = sorted(name for name in names if name.endswith(".yaml"))
    assert files == [
        "classes.yaml",
        "classification.yaml",
        "clauses.yaml",
        "compatible.yaml",
        "fsf.yaml",
        "hub-tags.yaml",
        "links.yaml",
        "names.yaml",
        "scancode-keys.yaml",
    ]
    assert all(isinstance(data(f"licenses/{name}"), dict) for name in files)


def test_classes_that_are_used_are_defined() -> None:
    known = set(catalog.classes())
    assert {name for name, _ in classified()} <= known
    rules = data("licenses/classes.yaml")
    for group in rules["sets"].values():
        assert {*group.get("pass", ()), *group.get("presumed", ())} <= known
    assert set(rules["undecided"]) <= known


def test_freedoms_are_four_and_of_known_degree() -> None:
    for found in catalog.classes().values():
        assert list(found.freedoms) == ["use", "study", "modify", "share"]
        assert set(found.freedoms.values()) <= {"granted", "conditional", "denied", "unknown"}


def test_open_classes_come_before_all_others() -> None:
    opens = [catalog.is_open(name) for name in catalog.classes()]
    assert opens == sorted(opens, reverse=True)
    for name in ("osi-approved", "params-open", "doc-open", "data-open"):
        group = sets.open_set(name)
        assert all(catalog.is_open(member) for member in (*group.passes, *group.presumed))


def test_every_classified_id_is_spdx_or_a_license_ref_and_stands_once() -> None:
    ids = [found for _, found in classified()]
    assert len(ids) == len(set(ids))
    symbols = import_module("license_expression").get_spdx_licensing().known_symbols
    older = {alias for symbol in symbols.values() for alias in symbol.aliases}
    known = {*symbols, *older, *NEWER_THAN_THE_LIST}
    assert [found for found in ids if found not in known and not LICENSE_REF.match(found)] == []


def test_what_only_licenseref_can_name_is_never_osi_approved() -> None:
    for name, found in classified():
        if found.startswith("LicenseRef-"):
            assert name not in OPEN, found
        if re.search(r"-N[CD]\b|RAIL|research|noncommercial", found, re.IGNORECASE):
            assert not catalog.is_open(name), found


def expressions() -> list[tuple[str, str]]:
    tags = data("licenses/hub-tags.yaml")["expressions"].values()
    names = data("licenses/names.yaml")["names"]
    bases = [model["expression"] for model in data("base-models.yaml")["models"]]
    keys = data("licenses/scancode-keys.yaml")["ids"].values()
    groups = (("hub-tags", tags), ("names", names), ("base-models", bases), ("scancode-keys", keys))
    return [(where, found) for where, group in groups for found in group]


def test_every_expression_that_is_used_has_a_class() -> None:
    unclassed = {e for _, e in expressions() if catalog.license_class(e) == "unresolved"}
    assert unclassed == set(UNRESOLVED)


def test_names_lead_to_one_license_each_and_are_found() -> None:
    aliases = [
        (expression, alias)
        for expression, group in data("licenses/names.yaml")["names"].items()
        for alias in group
    ]
    pairs = {(expression, re.sub(r"[\s_,*-]", "", alias)) for expression, alias in aliases}
    assert len({alias for _, alias in pairs}) == len(pairs)
    for expression, alias in aliases:
        assert catalog.names_in(f"the {alias.upper()} here")[0][2] == expression
        assert catalog.named(alias) == expression


def test_all_tags_of_the_hub_are_there() -> None:
    tags = data("licenses/hub-tags.yaml")
    known = [*tags["expressions"], *tags["families"], *tags["unresolved"]]
    assert len(known) == len(set(known)) == 83


def test_sources_are_pages_of_the_secure_web() -> None:
    groups = data("licenses/classification.yaml")["licenses"].values()
    sources = [group["source"] for group in groups]
    sources += [model["source"] for model in data("base-models.yaml")["models"]]
    assert [source for source in sources if not source.startswith("https://")] == []
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", catalog.lists_date())


def test_base_models_are_written_as_they_are_looked_up() -> None:
    names = [name for model in data("base-models.yaml")["models"] for name in model["names"]]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9.]+(?:-[a-z0-9.]+)*", name) for name in names)


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        (None, "unknown"),
        ("", "unresolved"),
        ("MIT", "osi-approved"),
        ("mit", "unresolved"),
        ("MIT AND Apache-2.0", "osi-approved"),
        ("MIT AND CC-BY-NC-4.0", "noncommercial-or-research"),
        ("MIT OR CC-BY-NC-4.0", "osi-approved"),
        ("MIT and CC-BY-NC-4.0", "noncommercial-or-research"),
        ("MIT or CC-BY-NC-4.0", "osi-approved"),
        ("(MIT)", "osi-approved"),
        ("((MIT))", "osi-approved"),
        ("MIT AND (Apache-2.0 OR CC-BY-NC-4.0)", "osi-approved"),
        ("(MIT OR Apache-2.0) AND CC-BY-NC-4.0", "noncommercial-or-research"),
        ("MIT OR Apache-2.0 AND CC-BY-NC-4.0", "osi-approved"),
        ("(MIT AND (Apache-2.0 AND (ISC OR LicenseRef-llama2)))", "osi-approved"),
        ("(MIT AND (Apache-2.0 AND (ISC AND LicenseRef-llama2)))", "community-restricted"),
        ("Apache-2.0 WITH LLVM-exception", "osi-approved"),
        ("MIT AND Apache-2.0 WITH LLVM-exception", "osi-approved"),
        ("MIT WITH LicenseRef-no-sale", "unresolved"),
        ("CC-BY-NC-4.0 WITH LicenseRef-no-sale", "noncommercial-or-research"),
        ("GPL-2.0+", "osi-approved"),
        ("MPL-2.0+", "osi-approved"),
        ("LicenseRef-who-knows+", "unresolved"),
        ("MIT AND LicenseRef-who-knows", "unresolved"),
        ("LicenseRef-who-knows AND CC-BY-NC-4.0", "noncommercial-or-research"),
        ("LicenseRef-who-knows OR CC-BY-NC-4.0", "unresolved"),
        ("MIT AND CC0-1.0", "od-recommended"),
        ("MIT AND", "unresolved"),
        ("AND MIT", "unresolved"),
        ("(MIT", "unresolved"),
        ("MIT)", "unresolved"),
        ("MIT (", "unresolved"),
        ("MIT Apache-2.0", "unresolved"),
        ("MIT, Apache-2.0", "unresolved"),
        ("MIT / Apache-2.0", "unresolved"),
        ("MIT AND AND Apache-2.0", "unresolved"),
        ("MIT with extra terms", "unresolved"),
        ("( AND MIT", "unresolved"),
        ("MIT +", "unresolved"),
        ("+", "unresolved"),
        ("MIT\0 OR ISC", "unresolved"),
        ("MIT OR " * 400 + "MIT", "unresolved"),
        ("(" * 900 + "MIT" + ")" * 900, "osi-approved"),
    ],
)
def test_class_of_an_expression(expression: str | None, found: str) -> None:
    assert catalog.license_class(expression) == found


PARTS = st.sampled_from(["MIT", "CC-BY-NC-4.0", "LicenseRef-x", "AND", "OR", "WITH", "(", ")", "+"])


@given(st.text() | st.lists(PARTS, max_size=12).map(" ".join))
def test_any_expression_has_a_class(expression: str) -> None:
    assert catalog.license_class(expression) in catalog.classes()


@given(st.lists(st.sampled_from(["MIT", "Apache-2.0", "CC0-1.0", "("]), max_size=4))
def test_terms_that_are_joined_are_never_more_open_than_the_strictest(others: list[str]) -> None:
    joined = " AND ".join([*others, "CC-BY-NC-4.0"])
    assert not catalog.is_open(catalog.license_class(joined))


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("mit", ("MIT", "osi-approved")),
        (" MIT ", ("MIT", "osi-approved")),
        ("bsl-1.0", ("BSL-1.0", "osi-approved")),
        ("llama3.1", ("LicenseRef-llama3.1", "community-restricted")),
        ("openrail++", ("LicenseRef-openrail-plus-plus", "rail-use-restricted")),
        ("lgpl-lr", ("LGPLLR", "custom-restricted")),
        ("gpl", (None, "family-ambiguous")),
        ("openrail", (None, "family-ambiguous")),
        ("cc", (None, "family-ambiguous")),
        ("other", (None, "unresolved")),
        ("unknown", (None, "unresolved")),
        ("", (None, "unresolved")),
        ("permit", (None, "unresolved")),
        ("mit or apache-2.0", (None, "unresolved")),
        ("ｍｉｔ", (None, "unresolved")),
    ],
)
def test_tags(tag: str, found: tuple[str | None, str]) -> None:
    assert catalog.read_tag(tag) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Apache License, Version 2.0", ["Apache-2.0"]),
        ("Apache-2.0, apache_2.0 and Apache%202.0", ["Apache-2.0"] * 3),
        ("apache\u00a02.0 and Apache\u20112.0", ["Apache-2.0"] * 2),
        ("Apache 2.1, Apache 20", []),
        ("the MIT License, the mit licence", ["MIT", "MIT"]),
        ("a permit license, we admit license fees, submit license", []),
        ("a research license, MIT and others", []),
        ("license: MIT", ["MIT"]),
        ("License mitigation", []),
        ("MIT", []),
        ("CC BY 4.0 and CC-BY-NC-4.0", ["CC-BY-4.0", "CC-BY-NC-4.0"]),
        ("CC BY-NC-SA 3.0", ["CC-BY-NC-SA-3.0"]),
        ("GPLv3 and AGPLv3 and LGPL 2.1", ["GPL-3.0-only", "AGPL-3.0-only", "LGPL-2.1-only"]),
        ("GPL v3+", []),
        ("Llama 3.1 Community License", ["LicenseRef-llama3.1"]),
        ("Llama 3 Community License", ["LicenseRef-llama3"]),
        ("the mıt licenſe", []),
        ("OpenRAIL++-M", ["LicenseRef-openrail-plus-plus"]),
    ],
)
def test_names_in_prose(text: str, found: list[str]) -> None:
    places = catalog.names_in(text)
    assert [expression for _, _, expression in places] == found
    assert all(text[start:end].strip() for start, end, _ in places)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("MIT", "MIT"),
        ("apache 2", "Apache-2.0"),
        ("MIT-like", None),
        ("not mit", None),
        ("modified mit license", None),
        ("", None),
    ],
)
def test_a_name_that_stands_alone(name: str, found: str | None) -> None:
    assert catalog.named(name) == found


@given(st.text() | st.text(alphabet="MmıİiITtſslLICENScenAaPpacheKk 2.0-_,*%CcBbYy"))
def test_any_text_is_searched_for_names(text: str) -> None:
    for start, end, expression in catalog.names_in(text):
        assert 0 <= start < end <= len(text)
        assert catalog.license_class(expression) in catalog.classes()
    catalog.named(text)
    catalog.read_tag(text)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    assert growth(catalog.names_in, piece, "license ", " 2.0") < 12


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("meta-llama/Llama-3.1-8B", "LicenseRef-llama3.1"),
        ("Meta-Llama-3-8B", "LicenseRef-llama3"),
        ("lab/llama-2-7b", "LicenseRef-llama2"),
        ("llama-20b", None),
        ("vicuna-13b-v1.5", "LicenseRef-llama2"),
        ("vicuna-13b-v1.1", "LicenseRef-llama"),
        ("mistral_7b", "Apache-2.0"),
        ("gemma2-9b", None),
        ("", None),
    ],
)
def test_starting_points_known_by_name(name: str, expression: str | None) -> None:
    known = catalog.base_model(name)
    assert (known.expression if known else None) == expression


def test_composed_model_types() -> None:
    assert catalog.is_composed("LLaVA")
    assert not catalog.is_composed("llama")


@pytest.mark.parametrize(
    ("expression", "copyleft"),
    [("MIT AND (GPL-3.0-only)", True), ("MIT", False), ("ODbL-1.0", True)],
)
def test_copyleft(expression: str, copyleft: bool) -> None:
    assert catalog.is_copyleft(expression) is copyleft


def test_undecided_classes() -> None:
    assert catalog.is_undecided("unresolved")
    assert not catalog.is_undecided("osi-approved")


def test_a_set_that_is_not_there() -> None:
    with pytest.raises(AuditError, match="no license set 'free'"):
        sets.open_set("free")


def test_a_criteria_file_that_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    catalog._tags.cache_clear()
    monkeypatch.setattr(catalog, "load_own", lambda _: {"expressions": 3})
    with pytest.raises(AuditError, match=r"criteria/licenses/hub-tags\.yaml: .*Correct the file"):
        catalog.read_tag("mit")
    monkeypatch.undo()
    assert catalog.read_tag("mit")[0] == "MIT"
