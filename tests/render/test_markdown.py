from __future__ import annotations

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from audit.model import Assessment, Claim, Gap, GapReason
from audit.render.markdown.report import MOST, index_markdown, model_markdown
from audit.render.markdown.words import code, fenced, link, words
from tests.golden_files import assert_golden
from tests.render.brief.briefs import RESEARCH
from tests.render.hostile import HOSTILE, poisoned
from tests.render.markdown_pages import blocks, faults, links, seen
from tests.samples import open_assessment, sample_assessment, unquoted_assessment

BOTH = (sample_assessment(), open_assessment())
PLAIN = "plain words"
SHORT = [text for text in HOSTILE if text.strip() and len(text) < 2_000]


@pytest.mark.parametrize(
    ("name", "assessment"),
    [
        ("heron", sample_assessment()),
        ("egret", open_assessment()),
        ("heron-unquoted", unquoted_assessment()),
    ],
)
def test_the_report(name: str, assessment: Assessment, request: pytest.FixtureRequest) -> None:
    text = model_markdown(assessment)
    assert faults(text) == []
    assert model_markdown(assessment) == text
    assert_golden(f"render/{name}.md", text, request)


def test_the_comparison(request: pytest.FixtureRequest) -> None:
    text = index_markdown(BOTH)
    assert faults(text) == []
    assert index_markdown(BOTH) == text
    assert_golden("render/index.md", text, request)


def test_it_begins_with_the_answer_and_leads_to_the_lines() -> None:
    text = model_markdown(sample_assessment())
    assert text.split("\n")[2].startswith("**No.** ")
    assert any(one.endswith("/MODEL_LICENSE#L14-L17") for one in links(text))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_shown_and_not_interpreted(text: str) -> None:
    poison = poisoned(sample_assessment(), text)
    for page in (model_markdown(poison), index_markdown((poison, open_assessment()))):
        assert faults(page) == []
        assert len(page) <= MOST
        page.encode("utf-8")


@pytest.mark.parametrize("text", SHORT, ids=range(len(SHORT)))
def test_a_hostile_text_changes_no_block(text: str) -> None:
    plain, poison = (poisoned(sample_assessment(), one) for one in (PLAIN, text))
    assert blocks(model_markdown(poison)) == blocks(model_markdown(plain))
    assert blocks(index_markdown((poison,) * 2)) == blocks(index_markdown((plain,) * 2))


@given(st.text(max_size=80))
@example("\\|")
@example("http://www.a@b.c#1:x:")
@settings(max_examples=300)
def test_any_text_is_words_and_nothing_else(text: str) -> None:
    row = f"| a | b |\n| --- | --- |\n| {words(text)} | {code(text)} |\n"
    page = f"{words(text)}\n\n- {words(text)}\n\n{row}"
    assert faults(page) == []
    assert set(blocks(page)) <= set(blocks("a\n\n- b\n\n| a | b |\n| --- | --- |\n| c | d |\n"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "plain words"),
        ("0.5 of 1", "0.5 of 1"),
        ("1. first", "1\\. first"),
        ("# head", "\\# head"),
        ("a_b*c", "a\\_b\\*c"),
        ("@name", "@\u200bname"),
        ("#1", "\\#\u200b1"),
        ("C# and a # b", "C# and a # b"),
        ("https://example.org", "https:\u200b//example.org"),
        ("hf:owner/name", "hf:owner/name"),
        ("two\nlines", "two lines"),
    ],
)
def test_words(text: str, written: str) -> None:
    assert words(text) == written


def test_code_stays_code_where_it_can() -> None:
    assert code("hf:a/b") == "`hf:a/b`"
    assert code("a`b") == "a\\`b"
    assert code("a|b") == "a\\|b"
    assert code("") == ""


def test_links_are_plain_web_addresses() -> None:
    assert link("a", "https://example.org/x(1)?a=1&copy;") == (
        "[a](https://example.org/x%281%29?a=1&amp;copy;)"
    )
    assert link("a[b]", "javascript:alert(1)") == "a\\[b\\]"
    assert link("a", "https://github.com/o/n/issues/1") == "a"
    assert link("a", "https://github.com/o/n/blob/main/README.md") != "a"
    assert link("a", None) == "a"


def test_a_fence_is_longer_than_any_in_it() -> None:
    assert fenced("a\n````\nb", "yaml") == "`````yaml\na\n````\nb\n`````"
    assert isinstance(fenced("a"), Markup)


def test_what_is_left_out_is_counted() -> None:
    gaps = tuple(
        Gap(artifact=f"hf:heron/part-{n}", path="x" * 250, reason=GapReason.MISSING, detail="")
        for n in range(700)
    )
    text = model_markdown(msgspec.structs.replace(sample_assessment(), gaps=gaps))
    assert len(text) <= MOST
    assert "640 more are in the JSON report." in seen(text)


def test_many_long_statements_leave_less_room_for_each() -> None:
    sample = sample_assessment()
    framework = sample.frameworks["osaid-1.0"]
    verdict = framework.requirements["OSAID-F1"]
    long = msgspec.structs.replace(verdict, because=verdict.because * 3, name="n" * 500)
    many = {f"R-{n}": long for n in range(300)}
    one = msgspec.structs.replace(framework, requirements=many)
    text = model_markdown(msgspec.structs.replace(sample, frameworks={"osaid-1.0": one}))
    assert len(text) <= MOST
    assert "more are in the JSON report." in seen(text)


def test_a_bare_assessment_has_a_report() -> None:
    bare = msgspec.structs.replace(
        sample_assessment(), components={}, conflicts=(), gaps=(), frameworks={}
    )
    assert "Not judged: no definition was asked." in seen(model_markdown(bare)).replace("  ", " ")
    assert faults(index_markdown((bare, bare))) == []
    assert faults(index_markdown(())) == []


def test_the_freedoms_with_the_clauses_that_limit_them() -> None:
    text = model_markdown(msgspec.structs.replace(sample_assessment(), terms=(RESEARCH,)))
    assert faults(text) == []
    assert "✗ denied: LicenseRef-Heron-Research" in " ".join(seen(text).split())
    poison = poisoned(msgspec.structs.replace(sample_assessment(), terms=(RESEARCH,)), "<b>|`@a")
    assert faults(model_markdown(poison)) == []


def test_claims_stand_in_the_html_report_alone() -> None:
    claimed = msgspec.structs.replace(
        sample_assessment(), claims=(Claim(text="open to all of us", evidence=()),)
    )
    assert "open to all of us" not in model_markdown(claimed)
