from __future__ import annotations

import json
from typing import Any

import msgspec
from msgspec.structs import replace

from audit.model import Inventory
from audit.pipeline import without_verdicts
from audit.render.facts import facts_json, facts_only
from tests.samples import CLAIM, WEIGHTS, sample_assessment

FULL = without_verdicts(sample_assessment())


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts(one)]


def test_no_quote_is_left() -> None:
    bare = facts_only(FULL, "heron")
    assert bare.target.name == "heron"
    assert not bare.snapshot.quotes
    assert '"quote": null' in facts_json(bare)
    assert json.loads(facts_json(bare)).keys() == json.loads(facts_json(FULL)).keys()
    said = [" ".join(text.split()) for text in texts(json.loads(msgspec.json.encode(FULL)))]
    quotes = [text for text in said if "Licensor grants" in text or "fully open-source" in text]
    assert quotes
    assert not set(quotes) & set(texts(json.loads(facts_json(bare))))


def test_what_is_a_fact_stays() -> None:
    bare = facts_only(FULL, "heron")
    assert [s.expression for s in bare.statements] == [s.expression for s in FULL.statements]
    assert bare.components.keys() == FULL.components.keys()
    first, was = bare.conflicts[0].sides[1].evidence[0], FULL.conflicts[0].sides[1].evidence[0]
    assert first == replace(was, quote=None)
    assert [claim.text for claim in bare.claims] == [None]
    assert len(bare.mentions) == len(FULL.mentions)


def test_what_a_gate_asks_stays_by_its_first_words() -> None:
    asked = facts_only(FULL, "heron").access_conditions[0].asked
    was = FULL.access_conditions[0].asked
    assert asked.heading is asked.prompt is asked.description is asked.button is None
    assert [one.name for one in asked.fields] == [
        "Full name",
        "Country",
        "Purpose",
        "I agree to the",
    ]
    assert [one.options for one in asked.fields] == [one.options for one in was.fields]
    assert (asked.more_fields, asked.eu_disallowed) == (2, True)


def test_a_name_stays_and_a_sentence_goes() -> None:
    long = replace(FULL.statements[0], raw="terms that go on and on")
    short = replace(FULL.statements[0], raw="Heron Research License")
    bare = facts_only(replace(FULL, statements=(long, short)), "heron")
    assert [statement.raw for statement in bare.statements] == [None, "Heron Research License"]


def test_a_sentence_that_slipped_into_a_fact_is_cut() -> None:
    assert CLAIM.quote is not None
    edge = replace(FULL.lineage[0], parent=CLAIM.quote)
    bare = facts_only(replace(FULL, lineage=(edge,)), "heron")
    assert bare.lineage[0].parent == "The first *fully open-source*"
    assert bare.lineage[0].child == WEIGHTS


def test_it_reads_back_and_is_the_same_again() -> None:
    bare = facts_only(FULL, "heron")
    assert msgspec.json.decode(facts_json(bare), type=Inventory) == bare
    assert facts_only(bare, "heron") == bare
