from __future__ import annotations

import re
import unicodedata

import msgspec
import pytest
from rich.cells import cell_len

from audit.model import Assessment, Outcome, Reason
from audit.render.terminal import summary, wants_color
from tests.golden_files import assert_golden
from tests.render.hostile import HOSTILE, poisoned
from tests.samples import open_assessment, osaid, sample_assessment, verdict

ESCAPE = re.compile(r"\x1b\[[\d;]*m")
BOTH = (sample_assessment(), open_assessment())


@pytest.mark.parametrize(
    ("name", "assessments"), [("heron", BOTH[:1]), ("egret", BOTH[1:]), ("both", BOTH)]
)
def test_the_summary(
    name: str, assessments: tuple[Assessment, ...], request: pytest.FixtureRequest
) -> None:
    text = summary(assessments, ("out/heron.html", "out/heron.json"), width=100)
    assert text == summary(assessments, ("out/heron.html", "out/heron.json"), width=100)
    assert_golden(f"render/{name}.txt", text, request)


def test_each_unmet_requirement_has_one_reason_and_its_place() -> None:
    text = summary(BOTH[:1])
    assert text.count("The terms of the weights allow research only.") == 3
    assert "MODEL_LICENSE:14–17 at 4c1f0a2 in hf:heron-lab/Heron-VL-7B" in text


def test_nothing_to_tell() -> None:
    assert summary(()) == "\n"
    bare = msgspec.structs.replace(sample_assessment(), frameworks={}, conflicts=(), gaps=())
    assert "Not judged" in summary((bare,))
    assert "Conflicts" not in summary((bare,))
    assert "not asked" in summary((bare, bare))


def test_gates_that_stand_are_told() -> None:
    text = summary(BOTH[:1])
    assert "Access\n" in text
    assert "hf:datasets/heron-lab/heron-mix" not in text
    assert "Access\n" not in summary(BOTH[1:])


def test_the_digest_of_the_snapshot_stands_in_every_summary() -> None:
    assert BOTH[0].snapshot.digest in summary(BOTH[:1])
    assert summary(BOTH).count(BOTH[0].snapshot.digest) == 2


def test_a_framework_with_nothing_missing() -> None:
    met = osaid({"A": verdict("Use", Outcome.MET)}, Outcome.MET)
    unmet = osaid({"A": verdict("Use", Outcome.UNMET, Reason(text="No."))}, Outcome.UNMET)
    both = msgspec.structs.replace(sample_assessment(), frameworks={"x": met, "osaid-1.0": unmet})
    text = summary((both,))
    assert text.count("Not met\n") == 1
    assert "For a person to decide" not in text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for assessments in (BOTH, BOTH[:1]):
        for line in summary(assessments, width=width).split("\n"):
            assert cell_len(line) <= max(width, 40)


def test_a_narrow_comparison_leaves_columns_out() -> None:
    assert "Weights" in summary(BOTH, width=120)
    assert "Weights" not in summary(BOTH, width=110)
    assert "Parameters" in summary(BOTH, width=90)
    assert "Parameters" not in summary(BOTH, width=60)


def test_color_adds_escapes_and_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    colored = summary(BOTH[:1], color=True)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    plain = summary(BOTH[:1])
    assert ESCAPE.search(colored)
    assert "\x1b" not in plain
    assert ESCAPE.sub("", colored).split() == plain.split()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_stays_text(text: str) -> None:
    one = poisoned(sample_assessment(), text)
    for assessments in ((one,), (one, open_assessment())):
        out = summary(assessments, (text,), width=100)
        signs = {sign for sign in out if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"}}
        assert signs <= set("\n\u200c\u200d")
        assert len(out) < 200_000


def test_markup_of_the_library_is_not_read() -> None:
    text = "[bold]x[/bold] [/] :smile:"
    assert text in summary((poisoned(sample_assessment(), text),))


@pytest.mark.parametrize(
    ("is_terminal", "environment", "expected"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": ""}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_when_color_is_wanted(
    *, is_terminal: bool, environment: dict[str, str], expected: bool
) -> None:
    assert wants_color(is_terminal=is_terminal, environment=environment) is expected
