from __future__ import annotations

from pathlib import Path

import pytest

from audit.errors import AuditError
from audit.judge import load
from audit.judge.load import criteria_digest, frameworks, read_framework

FRAMEWORK = """\
id: mine
name: Mine
publisher: me
version: '1'
date: '2026-01-02'
kind: binary
source: https://example.org
elements:
  code: {{name: Code, requirements: [A]}}
requirements:
  A: {{name: a, says: something, rule: {rule}}}
  B: {{name: b, says: something, rule: {{requirements: [A]}}}}
"""
GOOD = "{component: weights-final, available: whole}"


def written(rule: str = GOOD, old: str = "", new: str = "") -> str:
    return FRAMEWORK.format(rule=rule).replace(old, new)


def problem(text: str) -> str:
    with pytest.raises(AuditError) as caught:
        read_framework(text, "mine.yaml")
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_good_file() -> None:
    found = read_framework(written(), "mine.yaml")
    rule = found.requirements["A"].rule
    assert rule is not None
    assert rule.component == "weights-final"
    assert found.elements["code"].requirements == ("A",)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{componet: weights-final}", "unknown field `componet` - at `$.rule`; expected all, any,"),
        ("{all: [{any: [{x: 1}]}]}", "unknown field `x` - at `$.rule.all[0].any[0]`; expected all"),
        ("{component: w, available: part}", "there is no component w; known: weights-final, "),
        ("{copyleft: [w]}", "there is no component w; known: weights-final, "),
        ("{freedom: use, of: [w]}", "there is no component w; known: weights-final, "),
        ("{question: when}", "there is no question when; known: provenance, "),
        ("{upstream: free}", "There is no license set 'free'; Known: "),
        (
            "{component: weights-final, license: free}",
            "There is no license set 'free'; Known: ",
        ),
        ("{requirements: [Z]}", "there is no requirement Z; known: A, B."),
        (
            "{component: weights-final, question: scope, available: part}",
            "expected just one of: all, any, not, at-least, applies, component, question, "
            "field, freedom, clause, upstream, lineage, copyleft, claimed, requirements, person; "
            "found component, question.",
        ),
        ("{}", "found none."),
        ("{not: {all: [{}]}}", "found none."),
        ("3", "Expected `object | null`, got `int` - at `$.rule`."),
        ("{component: [a]}", "Expected `str | null`, got `array` - at `$.rule.component`."),
        (
            "{component: weights-final, available: all}",
            "Invalid enum value 'all' - at `$.rule.available`; expected whole or part.",
        ),
        (
            "{component: weights-final, access: shut}",
            "Invalid enum value 'shut' - at `$.rule.access`; expected open or gated.",
        ),
        (
            "{freedom: fly, of: [weights-final]}",
            "Invalid enum value 'fly' - at `$.rule.freedom`; expected use, study, modify or share.",
        ),
        ("{component: weights-final}", "weights-final needs available, license or access."),
        ("{freedom: use}", "freedom needs of, a list of components."),
        ("{all: []}", "all is empty, expected at least one."),
        ("{person: ''}", "person is empty, expected at least one."),
        ("{question: scope, license: x}", "license goes with component, not with question."),
        ("{question: scope, if-found: true}", "if-found goes with component, not with question."),
        ("{person: look, of: [changelog]}", "of goes with freedom and clause, not with person."),
        ("{requirements: [A]}", "it builds on itself: A -> A."),
        ("{requirements: [B]}", "it builds on itself: A -> B -> A."),
        ("{not: {any: [{requirements: [B]}]}}", "it builds on itself: A -> B -> A."),
    ],
)
def test_a_mistake_in_a_rule_is_named_with_file_and_requirement(rule: str, said: str) -> None:
    told = problem(written(rule))
    assert told.startswith("criteria/frameworks/mine.yaml, A: ")
    assert said in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "criteria/frameworks/mine.yaml: line 2, column 1: "),
        ("", "criteria/frameworks/mine.yaml: Expected `object`, got `null`."),
        ("- 1", "criteria/frameworks/mine.yaml: Expected `object`, got `array`."),
        (written("&a {all: [*a]}"), "criteria/frameworks/mine.yaml: aliases are not read."),
        (written(old="publisher", new="published"), "unknown field `published`; expected id, na"),
        (written(old="id: mine", new="id: yours"), "its id is yours, expected the name of the fi"),
        (written(old="binary", new="grade"), "'grade' - at `$.kind`; expected binary, adv"),
        (written(old="[A]}\nreq", new="[Z]}\nreq"), "element code: there is no requirement Z; kno"),
        (written(old="[A]}\nreq", new="[]}\nreq"), "element code: it has no requirements, expect"),
        (written(old="date: '2026-01-02'", new="date: 2026"), "Expected `str`, got `int` - at `$."),
        (written(old="name: b, ", new=""), "mine.yaml, B: Object missing required field `name`."),
        (written(old="says: something", new="say: something"), "A: Object contains unknown field"),
        (written(old="requirements:\n", new="requirements: 3\nx:\n"), "mine.yaml: "),
    ],
)
def test_a_mistake_elsewhere_is_named_with_its_place(text: str, said: str) -> None:
    assert said in problem(text)


def test_a_long_chain_is_no_cycle() -> None:
    links = [f"  R{n}: {{name: r, says: s, rule: {{requirements: [R{n + 1}]}}}}" for n in range(50)]
    end = "  R50: {name: r, says: s, rule: {requirements: [A, B]}}\n"
    found = read_framework(written() + "\n".join(links) + "\n" + end, "mine.yaml")
    assert len(found.requirements) == 53


def test_the_files_are_read_in_order_and_broken_ones_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "frameworks"
    folder.mkdir()
    others = written(old="id: mine", new="id: b").replace("  A:", "  C:").replace("[A]", "[C]")
    (folder / "b.yaml").write_text(others.replace("  B:", "  D:"))
    (folder / "a.yaml").write_text(written(old="id: mine", new="id: a"))
    (folder / "notes.txt").write_text("nothing")
    monkeypatch.setattr(load, "data_dir", lambda name: tmp_path)
    for name in ("framework", "framework_ids"):
        monkeypatch.setattr(load, name, getattr(load, name).__wrapped__)
    read = frameworks.__wrapped__
    assert [framework.id for framework in read()] == ["a", "b"]
    (folder / "a.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(AuditError, match=r"a\.yaml: it cannot be read as UTF-8 text"):
        read()


def test_the_digest_follows_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "data_dir", lambda name: tmp_path)
    digest = criteria_digest.__wrapped__
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "a.yaml").write_text("a: 1")
    first = digest()
    (tmp_path / "licenses" / "notes.md").write_text("nothing")
    assert digest() == first
    (tmp_path / "licenses" / "a.yaml").write_text("a: 2")
    assert digest() != first


def test_every_requirement_has_a_secure_source() -> None:
    for framework in frameworks():
        sources = [requirement.source for requirement in framework.requirements.values()]
        for source in (framework.source, *sources):
            assert source is None or source.startswith("https://")
        named = [name for element in framework.elements.values() for name in element.requirements]
        assert len(named) == len(set(named))
