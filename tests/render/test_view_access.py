"""Who must be asked, and what they ask."""

from __future__ import annotations

import pytest

from audit.model import AccessCondition, Asked, AskedField, Gap, GapReason, GateKind
from audit.render.view_access import MOST_ASKED, MOST_OPTIONS, GateView, gate_view
from audit.render.view_inventory import gap_view

NOTHING = Asked()


def view(gate: GateKind, asked: Asked = NOTHING, artifact: str = "hf:acme/heron") -> GateView:
    return gate_view(AccessCondition(artifact=artifact, gate=gate, asked=asked), {})


@pytest.mark.parametrize(
    ("gate", "words", "stands"),
    [
        (GateKind.NONE, "Nobody has to be asked.", False),
        (GateKind.AUTO, "e-mail address with acme.", True),
        (GateKind.MANUAL, "Each request is decided by acme;", True),
        (GateKind.PRIVATE, "Only those whom acme lets in see", True),
        (GateKind.DISABLED, "Nobody is let in: the host has closed it.", True),
        (GateKind.UNKNOWN, "was not seen.", True),
    ],
)
def test_who_is_to_be_asked(gate: GateKind, words: str, *, stands: bool) -> None:
    found = view(gate)
    assert words in found.who
    assert found.stands is stands


@pytest.mark.parametrize(
    ("artifact", "owner"),
    [
        ("hf:datasets/acme/mix", "acme"),
        ("github:acme/heron", "acme"),
        ("hf:heron", "its owner"),
        ("hf:/heron", "its owner"),
        ("odd", "its owner"),
    ],
)
def test_the_owner_is_named(artifact: str, owner: str) -> None:
    assert f"decided by {owner};" in view(GateKind.MANUAL, artifact=artifact).who


def test_what_is_asked() -> None:
    options = tuple(f"o{number}" for number in range(MOST_OPTIONS + 3))
    fields = (
        AskedField(name="Name", type="text"),
        AskedField(name="Odd", type="slider"),
        AskedField(name="Bare"),
        AskedField(name="Purpose", type="select", options=options, more_options=4),
    )
    asked = Asked(prompt="You agree.", description="Soon.", fields=fields, eu_disallowed=True)
    found = view(GateKind.AUTO, asked)
    listed = ", ".join(options[:MOST_OPTIONS])
    assert [(one.kind, one.words, one.note) for one in found.asks] == [
        ("to be agreed to", "You agree.", ""),
        ("description", "Soon.", ""),
        ("asked for", "Name", "in words"),
        ("asked for", "Odd", "slider"),
        ("asked for", "Bare", ""),
        ("asked for", "Purpose", f"one of a list: {listed} and 7 more"),
        ("refused", "", "people in the European Union"),
    ]
    assert found.counted == (
        "Its form: 4 things asked for, terms to be agreed to, people in the European Union refused."
    )


def test_fields_beyond_the_limit_are_counted() -> None:
    many = tuple(AskedField(name=f"f{number}") for number in range(MOST_ASKED + 5))
    found = view(GateKind.AUTO, Asked(fields=many, more_fields=9_900))
    assert len(found.asks) == MOST_ASKED + 1
    assert found.asks[-1].note == "9,905 more"
    one = Asked(fields=(AskedField(name="Name"),))
    assert view(GateKind.AUTO, one).counted == "Its form: 1 thing asked for."


def test_a_form_without_a_gate_is_idle() -> None:
    assert view(GateKind.NONE, Asked(button="Ask")).idle
    assert not view(GateKind.NONE).idle
    assert not view(GateKind.AUTO, Asked(button="Ask")).idle


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (None, ""),
        ("2026-11-20T09:41:07Z", "2026-11-20 09:41:07 UTC"),
        ("2026-11-20T09:41:07Z<b>", "2026-11-20T09:41:07Z<b>"),
        ("once", "once"),
    ],
)
def test_when_a_gap_was_looked_for(at: str | None, shown: str) -> None:
    gap = Gap(artifact="hf:acme/heron", path=None, reason=GapReason.MISSING, detail="", at=at)
    assert gap_view(gap).at == shown
