"""Gated and private repositories, from the loopback hub through the real client to the report."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from audit.collect.http import Door
from audit.collect.reading import NotThere
from audit.collect.run import collect
from audit.collect.settings import Settings
from audit.collect.targets import name_target
from audit.model import AccessCondition, Assessment, Snapshot
from audit.pipeline import audit
from audit.render.html import model_html
from audit.render.json import model_json
from audit.render.terminal import summary
from tests.collect.briefs import NOON, QUICK
from tests.hub import Answer, Hub, Shelf, hub_repo, serve
from tests.render.pages import Page, problems

SHA = "0123456789abcdef0123456789abcdef01234567"
TOKEN = "hf_granted"
CARD = """\
---
license: mit
datasets: [acme/mix]
extra_gated_heading: Ask for the heron
extra_gated_fields:
  Full name: text
  Purpose:
    type: select
    options: [Research, Teaching]
extra_gated_eu_disallowed: true
---
# Heron

Trained on mix.
"""
FILES = {"README.md": CARD, "LICENSE": "MIT License\n", "model.safetensors": "w" * 4_000}
ROWS = {"README.md": "---\nlicense: mit\n---\n", "train.jsonl": "{}\n" * 900}
HOSTILE = "\n".join(
    ["---", 'extra_gated_prompt: "a\\e[2J</p><script>"', "extra_gated_fields:"]
    + [f"  <b>f{number}: [{number}]" for number in range(10_000)]
    + ["---", ""]
)


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    shelf = Shelf(
        models=[
            hub_repo("acme/auto", FILES, gated="auto", revision=SHA),
            hub_repo("acme/manual", FILES, gated="manual", revision=SHA),
            hub_repo("acme/private", FILES, private=True, revision=SHA),
            hub_repo("acme/hostile", {"README.md": HOSTILE}, gated="manual", revision=SHA),
        ],
        datasets=[hub_repo("acme/mix", ROWS, gated="manual", revision=SHA)],
    )
    with serve(shelf) as running:
        yield running


def door_to(hub: Hub, *, token: str = "") -> Door:
    environment = {**hub.environment(), **({"HF_TOKEN": token} if token else {})}
    return Door(Settings.from_environment(environment, QUICK), now=lambda: NOON)


def collected(hub: Hub, name: str, *, token: str = "") -> Snapshot:
    with door_to(hub, token=token) as door:
        return collect(name_target(name), door)[0]


def audited(hub: Hub, name: str, *, token: str = "") -> Assessment:
    with door_to(hub, token=token) as door:
        return audit(name_target(name), door)


def conditions(found: Assessment) -> dict[str, AccessCondition]:
    return {one.artifact: one for one in found.access_conditions}


def gaps(found: Snapshot | Assessment, artifact: str) -> dict[str | None, str]:
    return {gap.path: gap.reason.value for gap in found.gaps if gap.artifact == artifact}


@pytest.mark.parametrize("kind", ["auto", "manual"])
def test_without_a_token_the_names_and_the_record_are_read(hub: Hub, kind: str) -> None:
    name = f"hf:acme/{kind}"
    snapshot = collected(hub, f"acme/{kind}")
    artifact = snapshot.artifacts[0]
    assert artifact.tree is not None
    assert [file.path for file in artifact.tree.files] == sorted(FILES)
    assert [document.path for document in artifact.documents] == ["api/model-info.json"]
    assert gaps(snapshot, name) == {"README.md": "gated", "LICENSE": "gated"}


@pytest.mark.parametrize("kind", ["auto", "manual"])
def test_without_a_token_the_questions_come_from_the_record(hub: Hub, kind: str) -> None:
    found = audited(hub, f"acme/{kind}")
    condition = conditions(found)[f"hf:acme/{kind}"]
    assert condition.gate == kind
    assert condition.asked.heading == "Ask for the heron"
    assert [one.name for one in condition.asked.fields] == ["Full name", "Purpose"]
    assert condition.asked.fields[1].options == ("Research", "Teaching")
    assert condition.asked.eu_disallowed
    assert {one.path for one in condition.evidence} == {"api/model-info.json"}
    assert condition.evidence[0].quote == f' "gated": "{kind}",'
    weights = found.components["weights-final"]
    assert (weights.availability, weights.access) == ("released", "gated")


@pytest.mark.parametrize("kind", ["auto", "manual"])
def test_with_a_token_more_is_read_and_the_gate_stays(hub: Hub, kind: str) -> None:
    found = audited(hub, f"acme/{kind}", token=TOKEN)
    assert gaps(found, f"hf:acme/{kind}") == {}
    condition = conditions(found)[f"hf:acme/{kind}"]
    assert condition.gate == kind
    lines = [(one.path, one.lines) for one in condition.evidence]
    assert lines[1:] == [("README.md", (4, 4)), ("README.md", (5, 9)), ("README.md", (10, 10))]
    assert found.components["weights-final"].access == "gated"
    assert TOKEN not in model_json(found)


def test_a_card_that_the_hub_serves_before_the_gate_is_read(hub: Hub) -> None:
    path = f"/acme/manual/resolve/{SHA}/README.md"
    hub.instead[path] = Answer(headers={"Content-Type": "text/plain"}, body=CARD.encode())
    try:
        found = audited(hub, "acme/manual")
    finally:
        del hub.instead[path]
    assert gaps(found, "hf:acme/manual") == {"LICENSE": "gated"}
    assert [one.path for one in conditions(found)["hf:acme/manual"].evidence] == [
        "api/model-info.json",
        "README.md",
        "README.md",
        "README.md",
    ]


@pytest.mark.parametrize("token", ["", TOKEN])
def test_the_gate_of_a_data_set(hub: Hub, token: str) -> None:
    found = audited(hub, "acme/manual", token=token)
    condition = conditions(found)["hf:datasets/acme/mix"]
    assert (condition.gate, condition.evidence[0].path) == ("manual", "api/dataset-info.json")
    if token:
        assert found.components["training-data"].access == "gated"
        assert "not open to all: hf:datasets/acme/mix" in found.components["training-data"].detail


def test_a_private_model_is_not_there_without_a_token(hub: Hub) -> None:
    with pytest.raises(NotThere, match="acme/private"):
        collected(hub, "acme/private")


def test_a_private_model_is_read_with_a_token_and_shown_as_private(hub: Hub) -> None:
    found = audited(hub, "acme/private", token=TOKEN)
    condition = conditions(found)["hf:acme/private"]
    assert condition.gate == "private"
    assert condition.evidence[0].quote == ' "private": true,'
    weights = found.components["weights-final"]
    assert (weights.availability, weights.access) == ("withheld", "gated")
    unmet = found.frameworks["osaid-1.0"].requirements["OSAID-P0"]
    assert unmet.outcome == "unmet"
    quotes = [place.quote for reason in unmet.because for place in reason.evidence]
    assert ' "private": true,' in quotes
    text = Page(model_html(found)).text
    assert "Only those whom acme lets in see that it is there." in text


def test_the_report_says_whom_to_ask_and_what_is_asked(hub: Hub) -> None:
    found = audited(hub, "acme/manual")
    text = Page(model_html(found)).text
    assert "Each request is decided by acme" in text
    assert "Full name" in text
    assert "one of a list: Research, Teaching" in text
    assert "people in the European Union" in text
    assert "2026-01-02 12:00:00 UTC" in text
    assert {gap["at"] for gap in json.loads(model_json(found))["gaps"]} == {"2026-01-02T12:00:00Z"}
    told = summary((found,))
    assert "2 things asked for, people in the European Union refused" in " ".join(told.split())
    for form in (text, model_json(found), told):
        assert found.snapshot.digest in form


def test_a_hostile_form_is_cut_and_harmless(hub: Hub) -> None:
    for token in ("", TOKEN):
        found = audited(hub, "acme/hostile", token=token)
        asked = conditions(found)["hf:acme/hostile"].asked
        assert (len(asked.fields), asked.more_fields) == (50, 9_950)
        assert asked.prompt == "a\ufffd[2J</p><script>"
        page = model_html(found)
        assert problems(page) == []
        assert len(page) < 400_000
        assert len(model_json(found)) < 600_000
