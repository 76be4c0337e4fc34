"""Reports in Chinese: what is read is Chinese, but for names, ids and quotes."""

from __future__ import annotations

import re
from functools import cache

import pytest

from audit.bundled import bundled_inventory, bundled_names
from audit.judge.assess import assess
from audit.model import Assessment
from audit.render.html import index_html, model_html
from audit.render.language import LANGUAGES, English, sentence, speaking, tongue
from tests.golden_files import assert_golden
from tests.languages.reading import english
from tests.render.hostile import HOSTILE
from tests.samples import open_assessment, sample_assessment

HERON, EGRET = sample_assessment(), open_assessment()


@cache
def bundled(name: str) -> Assessment:
    return assess(bundled_inventory(name))


def in_chinese(assessment: Assessment) -> str:
    with speaking("zh-Hans"):
        return model_html(assessment)


@pytest.mark.parametrize("name", bundled_names())
def test_nothing_english_is_left_in_a_report(name: str) -> None:
    page = in_chinese(bundled(name))
    assert english(page) == []
    assert '<span lang="en">' not in page


def test_nothing_english_is_left_in_the_comparison() -> None:
    models = [bundled(name) for name in bundled_names()]
    with speaking("zh-Hans"):
        page = index_html(models)
    assert english(page) == []


def test_the_page_says_its_language() -> None:
    assert '<html lang="zh-Hans">' in in_chinese(HERON)
    assert '<html lang="en">' in model_html(HERON)


def test_the_whole_report_in_chinese(request: pytest.FixtureRequest) -> None:
    assert_golden("render/heron.zh-Hans.html", in_chinese(HERON), request)


def test_english_stays_english_after_another_language_was_spoken() -> None:
    before = model_html(EGRET)
    in_chinese(EGRET)
    assert model_html(EGRET) == before


def test_the_same_bytes_on_every_run() -> None:
    assert in_chinese(HERON) == in_chinese(HERON)


def test_what_no_catalog_knows_is_marked_as_english() -> None:
    with speaking("zh-Hans"):
        said = sentence("words that were never written before")
    assert isinstance(said, English)
    assert not isinstance(sentence("words that were never written before"), English)


def test_no_mark_of_a_language_stands_in_an_attribute() -> None:
    for page in map(in_chinese, (HERON, EGRET)):
        assert not re.search(r'="[^">]*<span', page)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_strangers_text_is_kept_and_never_filled_in(text: str) -> None:
    with speaking("zh-Hans"):
        said = sentence(f"made from {text}: nothing was seen")
        kept = said.replace("；", "; ").replace("，", ", ").replace("：", ": ")
        assert text in kept or isinstance(said, English) or "：" in text or "；" in text
        alone = sentence(text)
    assert isinstance(alone, str)


@pytest.mark.parametrize(
    ("quote", "tag"),
    [
        ("Apache License", ""),
        ("本模型仅供学术研究使用。", "zh"),
        ("このモデルは研究目的で公開します。", "ja"),
        ("이 모델은 연구용입니다.", "ko"),
        ("Voilà le modèle", ""),
        ("The model 书生 was released under terms of its own", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_quote_says_its_language_where_its_script_tells_it(quote: str | None, tag: str) -> None:
    assert tongue(quote) == tag


def test_all_languages_name_themselves() -> None:
    assert set(LANGUAGES) == {"en", "zh-Hans"}
