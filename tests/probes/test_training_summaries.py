"""Summaries of training content: which texts are one, of which model, and how fields were left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import DocumentSeen, Role, SummaryRead
from audit.probes import training_summaries
from audit.probes.summary_answers import answered
from audit.probes.summary_form import read_form
from audit.probes.summary_labels import label_of, plain, section_of
from audit.probes.summary_sizes import rows_of
from audit.text.html import read_html
from tests.small_models import Part, card, code, part, stated, weights
from tests.summaries import CARD, FULL, changed, emptied
from tests.text.growth import HOSTILE, growth

NAME = "training_data_summary.md"


def read(*parts: Part) -> dict[str, tuple[str, bool | None]]:
    """State and answer of each field; empty where no summary was stated."""
    facts = stated(training_summaries, *parts)
    found = [fact for fact in facts if isinstance(fact, SummaryRead)]
    return {one.id: (one.state.value, one.answer) for fact in found for one in fact.fields}


def of(text: str, name: str, path: str = NAME) -> tuple[str, bool | None]:
    return read(weights({path: text}))[name]


def row(*parts: Part) -> str | None:
    facts = stated(training_summaries, *parts)
    seen = [fact for fact in facts if isinstance(fact, DocumentSeen)]
    return seen[0].availability.value if seen else None


def test_a_full_summary_is_read_whole() -> None:
    found = read(weights({NAME: FULL}))
    assert len(found) == 48
    assert row(weights({NAME: FULL})) == "released"
    left = {name for name, (state, _) in found.items() if state != "filled"}
    assert left == {
        *("licensed-modalities", "private-modalities", "known-private-datasets"),
        *("other-private-datasets", "user-services", "user-modalities"),
        *("synthetic-modalities", "generators-on-market", "other-generators", "other-sources"),
    }
    answers = {name: answer for name, (_, answer) in found.items() if answer is not None}
    assert {name for name, answer in answers.items() if answer} == {
        *("public-datasets-used", "crawlers-used", "code-of-practice-signed"),
    }
    assert len(answers) == 9


def test_every_field_that_stands_there_is_cited_with_its_lines() -> None:
    (fact,) = [
        f for f in stated(training_summaries, weights({NAME: FULL})) if isinstance(f, SummaryRead)
    ]
    lines = FULL.splitlines()
    cited = [(one, one.evidence[0]) for one in fact.fields if one.state.value != "missing"]
    assert len(cited) == 38
    for _, where in cited:
        assert where.lines is not None
        first, last = where.lines
        assert where.quote == "\n".join(lines[first - 1 : last])[:600]
    listed = next(where for one, where in cited if one.id == "large-public-datasets")
    assert "WingBeat-2" in (listed.quote or "")


def test_a_data_card_in_another_numbering_is_read_by_its_words() -> None:
    found = read(weights({"data_summary_card.md": CARD}))
    assert row(weights({"data_summary_card.md": CARD})) == "partial"
    assert found["model-names"] == ("filled", None)
    assert found["sizes"] == ("filled", None)
    assert found["public-datasets-used"] == ("filled", True)
    assert found["licensed-data-used"] == ("evasive", None)
    assert found["private-data-used"] == ("evasive", None)
    assert found["synthetic-data-used"] == ("filled", False)
    assert found["union-market-date"] == ("missing", None)
    assert found["crawlers-used"] == ("missing", None)


def test_an_empty_template_is_not_filled() -> None:
    found = read(weights({NAME: emptied()}))
    assert row(weights({NAME: emptied()})) == "not-found"
    assert {state for state, _ in found.values()} == {"empty", "missing"}
    assert not [name for name, (_, answer) in found.items() if answer is not None]


@pytest.mark.parametrize(
    "words",
    [
        "TBD",
        "[to be filled]",
        "<name>",
        "To be provided",
        "DD/MM/YYYY",
        "…",
        "Please describe the languages.",
        "For example, English or Dutch.",
        "Providers may describe the languages here.",
        "<!-- Dutch and Welsh -->",
        "待填写",
        "请说明语言。",
    ],
)
def test_words_of_a_template_fill_nothing(words: str) -> None:
    text = changed("Dutch and Welsh.", words)
    assert of(text, "languages") == ("empty", None)


@pytest.mark.parametrize(
    ("name", "old", "new", "state"),
    [
        ("languages", "Dutch and Welsh.", "Not applicable", "evasive"),
        ("languages", "Dutch and Welsh.", "Various languages.", "evasive"),
        ("provider", "Acme Birds, summary@acme.example", "Acme Birds", "evasive"),
        ("summary-version", "Summary:** 1.2", "Summary:** first", "evasive"),
        ("latest-data-date", " 11/2025", " recently", "evasive"),
        ("latest-data-date", " 11/2025", " MM/YYYY", "empty"),
        ("crawler-names", "HeronBot/2.0", "Several crawlers of our own", "evasive"),
        ("crawler-names", "HeronBot/2.0", "", "empty"),
        ("crawled-domains", "reeds.example, marsh.example", "Most sites on the web", "evasive"),
        (
            "large-public-datasets",
            "- WingBeat-2 (https://data.example/wingbeat)\n- Wikipedia\n",
            "Various public datasets from the Internet.\n",
            "evasive",
        ),
        (
            "large-public-datasets",
            "- WingBeat-2 (https://data.example/wingbeat)\n- Wikipedia\n",
            "",
            "empty",
        ),
        (
            "opt-out-measures",
            "Pages with a noai tag were dropped.",
            "Acme follows all relevant laws and regulations.",
            "evasive",
        ),
        ("opt-out-measures", "Pages with a noai tag were dropped.", "Confidential.", "evasive"),
        ("sizes", "☒ 1 billion to", "☐ 1 billion to", "empty"),
        ("content-types", "Field notes and pages about birds", "", "empty"),
        ("modalities", "| ☒ Text |", "| ☐ Text |", "empty"),
        ("modalities", "| ☐ Image |", "| ☒ Image |", "filled"),
        ("sizes", "| ☐ Image |", "| ☒ Image |", "evasive"),
        ("model-dependencies", "dependencies:** None", "dependencies:** Egret-1B", "filled"),
    ],
)  # fmt: skip
def test_how_a_field_was_left(name: str, old: str, new: str, state: str) -> None:
    assert of(changed(old, new), name)[0] == state


@pytest.mark.parametrize(
    ("words", "state", "answer"),
    [
        ("Yes", "filled", True),
        ("**No.**", "filled", False),
        ("yes, from 2024 on", "filled", True),
        ("- [x] ☒ Yes\n- [ ] ☐ No", "filled", True),
        ("- [ ] Yes\n- [x] No", "filled", False),
        ("☐ Yes ☒ No", "filled", False),
        ("☐ Yes ☐ No", "empty", None),
        ("☒ Yes ☒ No", "evasive", None),
        ("☐ No", "evasive", None),
        ("Yes / No", "empty", None),
        ("", "empty", None),
        ("Not applicable", "evasive", None),
        ("No information is given.", "evasive", None),
        ("We keep to all laws.", "evasive", None),
        ("是", "filled", True),
        ("否。", "filled", False),
    ],
)
def test_questions_are_answered_by_yes_or_no(words: str, state: str, answer: bool | None) -> None:
    found = answered("crawlers-used", words.splitlines())
    assert (found.state.value, found.answer) == (state, answer)


def test_a_question_that_is_answered_in_two_ways_has_no_answer() -> None:
    twice = FULL.replace("☒ Yes ☐ No\n\n**If yes", "☒ Yes ☒ No\n\n**If yes")
    assert of(twice, "public-datasets-used") == ("evasive", None)


@pytest.mark.parametrize(
    "text",
    [
        card("# Heron\n\n## Training data\n\nPairs of birds.\n\n## Data summary\n\nMany pairs.\n"),
        "# Data Summary\n\n**Last update:** 2026\n\n## User data\n\nNone.\n",
        "# Notes\n\nVersion of the Summary: 1\n\nLast update: 2\n",
        "",
    ],
)
def test_a_heading_is_no_summary(text: str) -> None:
    assert read(weights({"README.md": text, "docs/a.md": text})) == {}
    assert row(weights({"README.md": text})) is None


@pytest.mark.parametrize(
    ("named", "repository", "is_own"),
    [
        ("Heron-7B", "hf:acme/Heron-7B", True),
        ("Heron", "hf:acme/Heron-7B", True),
        ("Egret-1B, Heron-7B", "hf:acme/Heron-7B", True),
        ("Heron 7B (https://huggingface.co/acme/Heron-7B)", "hf:acme/Heron-7B", True),
        ("Heron-7B", "hf:acme/Heron-7B-2509", True),
        ("Pelican-2", "hf:acme/Heron-7B", False),
        ("Heron-70B", "hf:acme/Heron-7B", False),
        ("Heron-7B-Chat", "hf:acme/Heron-7B", False),
        ("Heron 2", "hf:acme/Heron-7B", False),
    ],
)
def test_a_summary_is_of_the_model_that_it_names(
    named: str, repository: str, *, is_own: bool
) -> None:
    text = changed("model name(s):** Heron-7B", f"model name(s):** {named}")
    assert bool(read(weights({NAME: text}, repository))) is is_own


def test_away_from_the_weights_a_summary_has_to_name_the_model() -> None:
    anonymous = FULL.replace("model name(s):** Heron-7B", "model name(s):**")
    family = FULL.replace("model name(s):** Heron-7B", "model name(s):** Heron")
    home = weights({"README.md": card("Heron sees.")})
    assert read(weights({NAME: anonymous}))
    for text, is_own in ((FULL, True), (anonymous, False), (family, False)):
        assert bool(read(home, code({NAME: text}))) is is_own
    assert not read(home, code({NAME: FULL}, own=False))


def test_a_title_names_the_model_where_no_field_does() -> None:
    text = CARD.replace("**1.2.1 Versioned model name(s):** Heron-7B\n", "")
    assert read(weights({NAME: text}))
    assert not read(weights({NAME: text.replace("acme/Heron-7B", "acme/Pelican-2")}))


def test_plain_text_is_read_like_markdown() -> None:
    text = FULL.replace("**", "").replace("#", "").replace("\n- ", "\n  * ")
    assert read(weights({"public_summary.txt": text})) == read(weights({NAME: FULL}))


def test_labels_alone_on_their_line_are_followed_by_their_content() -> None:
    text = FULL.replace("☒ Yes ☐ No", "\n- [x] Yes\n- [ ] No")
    text = text.replace(":** ", ":**\n\n").replace("?** ", "?**\n\n")
    assert read(weights({NAME: text})) == read(weights({NAME: FULL}))


def test_a_form_of_one_table_is_read() -> None:
    rows = [
        "| Section | Text | Answer |",
        "| 0 | Version of the Summary | 1.0 |",
        "| 1 | General information | |",
        "| 1.1.(i) | Provider name and contact details | Acme, https://acme.example |",
        "| 1.2.(i) | Versioned model name(s) | Heron-7B |",
        "| 1.2.(ii) | Model dependencies | |",
        "| 2.1.(i) | Have you used publicly available datasets to train the model? | Yes |",
        "| 2.3.(i) | If yes, specify crawler name(s)/identifier(s) | |",
        "| 3.2 | General description of measures taken | Hashes were compared. |",
    ]
    found = read(weights({NAME: "# Public summary of training content\n\n" + "\n".join(rows)}))
    assert found["provider"] == ("filled", None)
    assert found["model-dependencies"] == ("empty", None)
    assert found["public-datasets-used"] == ("filled", True)
    assert found["crawler-names"] == ("empty", None)
    assert found["illegal-content-measures"] == ("filled", None)


PAGE = """<html><body><h1>Heron-7B</h1><h2>Public Summary of Training Content</h2>
<h3>1.1. Provider identification</h3><ul>
<li><strong>Provider name and contact details:</strong>
<ul><li>Acme, https://acme.example</li></ul></li>
<li><strong>Versioned model name(s):</strong><ul><li>Heron-7B</li></ul></li></ul>
<h3>1.3. Modalities, overall training data size and other characteristics</h3><ul>
<li><strong>TEXT</strong><ul><li>Size: more than 3 billion tokens</li>
<li>Notes on birds.</li></ul></li>
<li><strong>Latest date of data acquisition/collection for model training:</strong>
<ul><li>May 2025</li></ul></li>
<li>Description of the linguistic characteristics:<ul><li>Welsh.</li></ul></li></ul>
<h3>2.1. Publicly available datasets</h3><ul>
<li><strong>Have you used publicly available datasets to train the model?</strong>
<ul><li>☑ Yes</li></ul></li></ul><h3>2.5. Synthetic data</h3><ul>
<li><strong>Was synthetic AI-generated data created by the provider to train the model?</strong>
<ul><li>☐ No</li></ul></li></ul></body></html>"""


def test_a_page_of_the_publisher_is_read() -> None:
    text = "\n".join(read_html(PAGE.encode(), "https://acme.example/summary").lines)
    page = part("page:https://acme.example/summary", Role.PAGE, {"page.md": text})
    found = read(weights({"README.md": card("Heron sees.")}), page)
    filled = {name for name, (state, _) in found.items() if state == "filled"}
    assert filled == {
        *("provider", "model-names", "modalities", "sizes", "content-types"),
        *("latest-data-date", "languages", "public-datasets-used"),
    }
    assert found["synthetic-data-used"] == ("evasive", None)


CHINESE = """# 训练内容公开摘要

**摘要版本：** 1.0
**最后更新：** 2026-01-05

## 1. 一般信息

**提供者名称及联系方式：** 苍鹭实验室，邮箱 heron@acme.example
**模型名称：** Heron-7B

### 1.3 模态、训练数据规模及其他特征

| 模态 | 规模 | 内容类型 |
| --- | --- | --- |
| 文本 | 400 亿词元 | 观鸟笔记 |

**训练数据的语言特征：** 中文和英文

## 2. 数据来源列表

### 2.1 公开数据集

**是否使用了公开数据集？** 是

### 2.3 爬取的数据

**是否使用了爬虫？** 否

## 3. 数据处理

### 3.2 清除非法内容

**采取的措施：** 用哈希表过滤
"""


def test_a_summary_in_chinese_is_read() -> None:
    found = read(weights({"训练内容摘要.md": CHINESE}))
    filled = {name for name, (state, _) in found.items() if state == "filled"}
    assert filled == {
        *("summary-version", "summary-date", "provider", "model-names", "modalities", "sizes"),
        *("content-types", "languages", "public-datasets-used", "crawlers-used"),
        "illegal-content-measures",
    }
    assert found["crawlers-used"] == ("filled", False)


@pytest.mark.parametrize("listing", ["whole", "part"])
def test_a_summary_that_was_not_read_is_not_known(listing: str) -> None:
    found = weights({"EU_Public_Summary.pdf": 9000}, listing=listing)
    assert row(found) == "unknown"
    assert read(found) == {}
    assert row(weights({"EU_Public_Summary.pdf": 9000, NAME: FULL})) == "released"
    assert row(weights({"notes.pdf": 9000})) is None


def test_the_best_filled_of_several_is_taken() -> None:
    found = read(weights({"data_summary_card.md": CARD, "docs/public_summary.md": FULL}))
    assert found == read(weights({NAME: FULL}))


def test_a_text_beyond_the_limit_of_lines_is_not_read_up_to_its_end() -> None:
    text = CARD + "\n" * 20_001 + "\nEnd.\n"
    assert of(text, "crawlers-used") == ("unread", None)


def test_labels_and_sections_are_told_apart() -> None:
    assert section_of(plain("### 2.4. User data")) == "user"
    assert section_of(plain("### 2.4 User data {#user}")) == "user"
    assert section_of(plain("User data was not used.")) is None
    assert label_of(plain("**2.1.1 Have you used publicly available datasets?** Yes"), "") == (
        "public-datasets-used",
        "Yes",
    )
    assert label_of(plain("Additional comments (optional): none"), "user") == ("", "none")
    assert label_of(plain("Modality of the data: text"), "model") is None


@given(st.lists(st.sampled_from([*FULL.splitlines(), "| a |", "☒", "[ ]", "?", "是", "```"])))
@settings(max_examples=60, deadline=None)
def test_no_order_of_lines_fails(lines: list[str]) -> None:
    read(weights({NAME: "\n".join(lines)}))


@pytest.mark.parametrize(
    "piece", [*HOSTILE[:30], "☒ ", "[ ] ", "Text ", "1.", "| Text ", "(", "不"]
)
def test_time_grows_with_the_text(piece: str) -> None:
    def whole(text: str) -> object:
        form = read_form(tuple((FULL + text).splitlines()))
        return rows_of(form.of("overall"))

    assert growth(whole, piece) < 10
