from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.judge.reviews import entry, signed_entry, written

from .running import Command
from .test_reviews import ENTRY, write


def put(name: str, *entries: Any, **head: Any) -> None:
    Path(name).write_text(written(*entries, **head))


def test_two_reviewers(offline: Command) -> None:
    one = [entry(license="MIT"), entry(component="compute"), signed_entry()]
    other = [entry(license="MIT"), entry(component="compute", finding="withheld"), signed_entry()]
    put("jane.yaml", *one)
    put("bob.yaml", *other, entry(component="changelog"), reviewer="Bob")
    ran = offline("agreement", "jane.yaml", "bob.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "A  jane.yaml\n"
        "B  bob.yaml\n"
        "\n"
        "                both  same  agreement   kappa\n"
        "availability       2     1        50%    0.00\n"
        "license            1     1       100%       –\n"
        "access             0     0          –       –\n"
        "requirement        1     1       100%       –\n"
        "\n"
        "0 more that A alone finds, 1 that B alone finds\n"
        "–: kappa says nothing where one answer is all that both of them give\n"
        "\n"
        "Disagreements\n"
        "  acme/heron-7b  compute  availability\n"
        "    A: released (Jane: It lies in another folder.)\n"
        "    B: withheld (Bob: It lies in another folder.)\n"
    )


def test_folders_and_who_says_two_things(offline: Command) -> None:
    for folder in ("one", "other"):
        Path(folder).mkdir()
    put("one/a.yaml", entry())
    put("one/b.yaml", entry(finding="partial"), entry(component="compute"))
    put("other/a.yaml", entry(component="compute"), revision=None, reviewer="Bob")
    ran = offline("agreement", "one", "other")
    assert "1 left out, as A or B finds them in two ways" in ran.out
    assert "1 found at different revisions, or at one that is not named" in ran.out
    assert "Disagreements" not in ran.out


def test_a_reviewer_and_the_tool(openness: Command) -> None:
    assert openness("audit", "acme/tiny", "-o", "out").code == 0
    found = json.loads(Path("out/acme--tiny.json").read_text())
    revision = found["artifacts"][0]["revision"]
    write("jane.yaml", ENTRY, {**ENTRY, "component": "model-card"}, revision=revision)
    one = openness("agreement", "jane.yaml", "out/acme--tiny.json")
    assert one.code == 0
    assert "availability       1     1       100%" in one.out
    folder = openness("agreement", "jane.yaml", "out")
    assert folder.out.replace("B  out", "") == one.out.replace("B  out/acme--tiny.json", "")
    assert openness("audit", "acme/tiny", "-o", "out", "--reviews", "jane.yaml").code == 0
    assert openness("agreement", "jane.yaml", "out").out == folder.out, "the tool by itself"


def test_nothing_in_common(offline: Command) -> None:
    put("jane.yaml", entry())
    put("bob.yaml", entry(component="compute"))
    said = offline.fails("agreement", "jane.yaml", "bob.yaml")
    assert "jane.yaml and bob.yaml have no finding on the same thing." in said


def test_files_that_are_no_judges(offline: Command) -> None:
    put("jane.yaml", entry())
    Path("x.json").write_text("{}")
    assert "x.json is neither" in offline.fails("agreement", "jane.yaml", "x.json")
    assert "no.yaml cannot be read" in offline.fails("agreement", "jane.yaml", "no.yaml")


def test_hostile_words_do_not_steer_the_terminal(offline: Command) -> None:
    put("jane.yaml", entry(reason="\x1b[2J\u202ex"))
    put("bob.yaml", entry(finding="partial", reason="\x07"), reviewer="\x1b]8;;x")
    ran = offline("agreement", "jane.yaml", "bob.yaml")
    assert ran.code == 0
    assert ran.out.replace("\n", "").isprintable()
