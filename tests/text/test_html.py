from __future__ import annotations

import time

import bs4
import pytest
from bs4.exceptions import ParserRejectedMarkup
from hypothesis import given
from hypothesis import strategies as st

from audit.text.html import LITTLE_TEXT, decode_html, read_html
from audit.text.html_bounds import (
    DEEPEST,
    MOST_BYTES,
    MOST_TAGS,
    UnreadableHtmlError,
    check_markup,
)
from audit.text.html_lines import is_web
from audit.text.markdown import links, sections
from tests.text.growth import growth

PLACE = "https://acme.example/models/tiny"


def lines(html: str, url: str = PLACE) -> list[str]:
    return list(read_html(html.encode(), url).lines)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>One  \n two<p>Three", ["One two", "", "Three"]),
        ("just words", ["just words"]),
        ("", []),
        ("<p> \n </p><div></div>", []),
        ("a<br>b<br/>c", ["a", "b", "c"]),
        ("<h1>Tiny</h1>It sees.<h3>How</h3>", ["# Tiny", "", "It sees.", "", "### How"]),
        ("<h2 id=terms>Terms</h2>", ["## Terms {#terms}"]),
        ("<section id=s1><h2>Terms</h2></section>", ["## Terms {#s1}"]),
        ("<section id=s1><h2 id=h1>Terms</h2></section>", ["## Terms {#h1}"]),
        ("<h2><a name=old></a>Terms</h2>", ["## Terms {#old}"]),
        ("<div id=far>Words</div><h2>Terms</h2>", ["Words", "", "## Terms"]),
        ("<h2 id='a b'>Terms</h2>", ["## Terms"]),
        ("<h2><div>Two</div><div>parts</div>", ["## Two parts"]),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d", ["- a", "- b", "  - c", "", "d"]),
        ("<ol start=3><li>a<li><p>b</p></ol>", ["3. a", "4. b"]),
        ("<ol start=x><li>a</ol>", ["1. a"]),
        ("<li>alone", ["- alone"]),
        ("<ul><li><h3>Head</h3>body</ul>", ["### Head", "", "body"]),
        ("<ul></ul></ul></ol></li></td></tr></table></a></pre></h1>x", ["x"]),
        ("<dl><dt>License<dd>MIT</dl>", ["License", "MIT"]),
        ("<pre>a\n  b\n\n</pre>", ["```", "a", "  b", "```"]),
        ("<pre>a\n```\nb</pre>", ["```", "a", "\\```", "b", "```"]),
        ("<pre><div>a</div><div>b</div>c<br>d</pre>", ["```", "a", "b", "c", "d", "```"]),
        ("<pre>  </pre><pre>open", ["```", "open", "```"]),
        ("<blockquote>said</blockquote>x", ["> said", "", "x"]),
        ("10<sup>5</sup> H<sub>2</sub>", ["10^5 H_2"]),
        ("under <del>MIT</del> <s>BSD</s> terms", ["under ~~MIT~~ ~~BSD~~ terms"]),
        (
            "<math><msup><mn>10</mn><mn>5</mn></msup><annotation>10^7</annotation></math>",
            ["10^5"],
        ),
        (
            "<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup><mfrac><mn>1</mn> <mn>2</mn>"
            "</mfrac></math>",
            ["x_1^21 /2"],
        ),
        ("&lt;b&gt; &amp; &#77;&#x49;T &nope; &amp", ["<b> & MIT &nope; &"]),
        ("M\u200bI\u00adT\u00a0terms", ["MIT terms"]),
        ("a\0b", ["a\ufffdb"]),
        ("<p>许可协议：仅限研究</p>", ["许可协议：仅限研究"]),
    ],
    ids=range(33),
)
def test_what_is_written_of_a_page(html: str, found: list[str]) -> None:
    assert lines(html) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (
            "<table><tr><th>a<th>b|c<tr><td>1<td><p>2</p><p>3</p></table>",
            ["| a | b\\|c |", "| --- | --- |", "| 1 | 2 3 |"],
        ),
        (
            "<table><caption>Scores</caption><tbody><tr><td>a <a href=/x>b</a></table>",
            ["Scores", "", "| a [b](https://acme.example/x) |", "| --- |"],
        ),
        ("<table><tr><td><ul><li>x</ul></table>", ["| x |", "| --- |"]),
        ("<table><tr><td>x<br>y</table>", ["| x y |", "| --- |"]),
        ("<table><tr><td></td></tr></table>", []),
        ("<table><td>x<td></table>", ["x"]),
        ("<table role=presentation><tr><td>x<td>y</table>", ["x", "y"]),
        ("<table><tr><td><h2>Head</h2>x<td>y</table>", ["## Head", "", "x", "y"]),
        (
            "<table><tr><td>out<table><tr><td>in</table></table>",
            ["out", "", "| in |", "| --- |"],
        ),
    ],
    ids=range(9),
)
def test_tables(html: str, found: list[str]) -> None:
    assert lines(html) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<a href='/l'>the license</a>", "[the license](https://acme.example/l)"),
        (
            "see<a href=x> the [MIT] </a>terms",
            "see [the (MIT)](https://acme.example/models/x) terms",
        ),
        ("<a href='https://b.example/a(1) b'>x</a>", "[x](https://b.example/a%281%29%20b)"),
        ("<a href=x><img alt='MIT license' src=y></a>", "[](https://acme.example/models/x)"),
        ("<a href='#top'>x</a>", "x"),
        ("<a href=''>x</a>", "x"),
        ("<a>x</a>", "x"),
        ("<a href='javascript:alert(1)'>x</a>", "x"),
        ("<a href=' JaVaScRiPt:alert(1)'>x</a>", "x"),
        ("<a href='java\nscript:alert(1)'>x</a>", "x"),
        ("<a href='data:text/html,x'>x</a>", "x"),
        ("<a href='mailto:a@b.example'>x</a>", "x"),
        ("<a href='file:///etc/passwd'>x</a>", "x"),
        ("<a href='https://user:word@b.example/'>x</a>", "x"),
        ("<a href='http://[::1'>x</a>", "x"),
        (f"<a href='{'x' * 3000}'>x</a>", "x"),
        ("<a href=x><h3>Head</h3>", "### [Head](https://acme.example/models/x)"),
        ("<base href='https://b.example/d/'><a href=x>y</a>", "[y](https://b.example/d/x)"),
        ("<base href='javascript:1'><a href=x>y</a>", "[y](https://acme.example/models/x)"),
        ("<base href='http://[::1'><a href=x>y</a>", "[y](https://acme.example/models/x)"),
        ("<base target=x><a href=x>y</a>", "[y](https://acme.example/models/x)"),
    ],
    ids=range(21),
)
def test_links_lead_to_the_web_alone(html: str, found: str) -> None:
    assert lines(html) == [found]


def test_a_link_over_several_blocks_is_written_once() -> None:
    found = lines("<a href=x><div>Head</div><div>body</div></a><p>then")
    assert found == ["[Head](https://acme.example/models/x)", "", "body", "", "then"]


def test_the_links_that_are_written_are_links_to_markdown() -> None:
    found = links(tuple(lines("<p>Under <a href=/l>the license</a>. <a href=x><img src=y></a>")))
    assert [(link.text, link.url) for link in found] == [
        ("the license", "https://acme.example/l"),
        ("", "https://acme.example/models/x"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<script>MIT</script>",
        "<style>MIT</style>",
        "<noscript>MIT</noscript>",
        "<template>MIT</template>",
        "<!-- MIT -->",
        "<title>MIT</title>",
        "<nav>MIT</nav>",
        "<footer>MIT</footer>",
        "<div role=navigation>MIT</div>",
        "<div role=' BANNER '>MIT</div>",
        "<p hidden>MIT</p>",
        "<p hidden=until-found>MIT</p>",
        "<div popover>MIT</div>",
        "<dialog>MIT</dialog>",
        "<p aria-hidden=true>MIT</p>",
        "<p aria-hidden='TRUE'><b>MIT</b></p>",
        "<p style='display:none'>MIT</p>",
        "<p style='color:red; DISPLAY : none'>MIT</p>",
        "<p style='display/**/:/* x */none'>MIT</p>",
        "<p style='visibility:hidden'>MIT</p>",
        "<p style='opacity:0'>MIT</p>",
        "<p style='opacity: 0.0;'>MIT</p>",
        "<p style='font-size:0px'>MIT</p>",
        "<p class='a sr-only'>MIT</p>",
        "<select><option>MIT</select>",
        "<button>MIT</button>",
        "<textarea>MIT</textarea>",
        "<input value=MIT>",
        "<img alt=MIT>",
        "<a href=x title=MIT></a>",
        "<meta name=license content=MIT>",
        "<iframe>MIT</iframe>",
        "<svg><text>MIT</text></svg>",
        "<table hidden><tr><td>MIT</table>",
        "<ul><li hidden>MIT</ul>",
        "<![CDATA[MIT]]>",
        "<?php MIT ?>",
    ],
)
def test_what_no_reader_sees_is_no_text(html: str) -> None:
    assert "MIT" not in "".join(lines(f"{html}<p>seen</p>"))


@pytest.mark.parametrize(
    "html",
    [
        "<p style='opacity:0.5'>seen</p>",
        "<p style='font-size:0.9em'>seen</p>",
        "<p style='display:block'>seen</p>",
        "<p aria-hidden=false>seen</p>",
        "<dialog open>seen</dialog>",
        "<details>seen</details>",
        "<p class=hidden-gem>seen</p>",
        "<header>seen</header>",
        "<aside>seen</aside>",
        "<custom-tag>seen</custom-tag>",
        "<p/>seen",
        "<p title='>'>seen",
        "<p seen<p>seen",
    ],
)
def test_what_a_reader_sees_is(html: str) -> None:
    assert lines(html) == ["seen"]


@pytest.mark.parametrize(
    "words", ["---", "===", "# x", "```", "~~~", "| a |", "> x", "--- ", "######"]
)
def test_text_that_looks_like_markdown_stays_text(words: str) -> None:
    html = words.replace("<", "&lt;").replace(">", "&gt;")
    found = tuple(lines(f"<p>{html}</p><p>license: mit</p><p>{html}</p><p>after</p>"))
    assert found[0] == f"\\{words.strip()}"
    assert [section.title for section in sections(found)] == [""]


def test_a_long_paragraph_is_written_sentence_by_sentence() -> None:
    text = "We trained it on birds of many kinds, e.g. on ducks that swim. " * 5
    link = '<a href="/l">the license. It is long. It has two</a>'
    found = lines(f"<p>{text}{link} and more. End of it.</p>")
    assert all(len(line) < 200 for line in found)
    assert " ".join(found).count("ducks that swim.") == 5
    assert any("[the license. It is long. It has two](https://acme.example/l)" in x for x in found)
    assert len(lines(f"<p>{'我们在鸟类数据上训练了这个模型。' * 20}</p>")) > 4


@pytest.mark.parametrize(
    ("body", "scripted", "sends_on"),
    [
        ("<div id=root></div><script src=app.js></script>", True, None),
        ("<p>Loading</p><script>go()</script>", True, None),
        ("<p>Words</p>", False, None),
        ("<script type='application/ld+json'>{}</script><p>Words", False, None),
        (f"<script>go()</script><p>{'word ' * LITTLE_TEXT}", False, None),
        (
            "<meta http-equiv=Refresh content='0; URL=/next'>",
            False,
            "https://acme.example/next",
        ),
        ("<meta http-equiv=refresh content='0;url=javascript:x'>", False, None),
        ("<meta http-equiv=refresh content=30>", False, None),
        (f"<meta http-equiv=refresh content='0;url=/x'>{'word ' * LITTLE_TEXT}", False, None),
    ],
    ids=range(9),
)
def test_a_page_that_holds_no_text_of_its_own(
    body: str, scripted: bool, sends_on: str | None
) -> None:
    page = read_html(body.encode(), PLACE)
    assert (page.scripted, page.sends_on) == (scripted, sends_on)


CHINESE = "<meta charset={}><p>许可协议</p>"


@pytest.mark.parametrize(
    ("data", "header"),
    [
        (CHINESE.format("utf-8").encode(), ""),
        (CHINESE.format("gb2312").encode("gbk"), ""),
        (CHINESE.format("big5").replace("许可协议", "許可協議").encode("big5"), ""),
        ("<p>许可协议</p>".encode("gb18030"), "text/html; charset=GBK"),
        ("<p>许可协议</p>".encode("gb18030"), "text/html"),
        ("<p>许可协议</p>".encode("utf-16"), "text/html; charset=gbk"),
        ("<p>许可协议</p>".encode("utf-8-sig"), "text/html; charset=gbk"),
        (CHINESE.format("utf-16").encode(), ""),
        (CHINESE.format("zlib").encode(), 'text/html; charset="hex"'),
        (CHINESE.format("nonsense").encode(), "text/html; charset=rot13"),
        ("<?xml version='1.0' encoding='utf-8'?>\n<html><p>许可协议</p></html>".encode(), ""),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=gbk'>许可协议".encode("gbk"),
            "",
        ),
    ],
    ids=range(12),
)
def test_encodings(data: bytes, header: str) -> None:
    assert read_html(data, PLACE, header).lines in {("许可协议",), ("許可協議",)}


def test_western_pages_are_read_as_browsers_do() -> None:
    assert decode_html("“é”".encode("cp1252"), "text/html; charset=iso-8859-1") == "“é”"
    assert decode_html(b"\xff\xfea\x00", "text/html") == "a"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<div>" * 100_000, f"nested deeper than {DEEPEST}"),
        ("<b>" * 1_000 + "</i>" * 1_000, "nested deeper"),
        ("<table>" * 10_000, "nested deeper"),
        ("<p>x" * (MOST_TAGS + 1), f"more than {MOST_TAGS} tags"),
        ("x" * (MOST_BYTES + 1), f"more than {MOST_BYTES} bytes"),
    ],
    ids=range(5),
)
def test_a_page_that_is_too_much_is_refused_at_once(html: str, said: str) -> None:
    started = time.process_time()
    with pytest.raises(UnreadableHtmlError, match=said):
        lines(html)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "html",
    [
        "<!-- " + "<div>" * 1_000 + " --><p>x",
        "<script>" + "<div>" * 1_000 + "</SCRIPT><p>x",
        "<p>x<!--" + "<div>" * 1_000,
        "<p>x<style>" + "<div>" * 1_000,
        "<br>" * 1_000 + "<p>x",
        "<p>" * 1_000 + "x",
        "</div>" * 1_000 + "x",
        "<div>" * (DEEPEST - 1) + "x",
    ],
    ids=range(8),
)
def test_what_is_not_deep_is_read(html: str) -> None:
    assert lines(html) == ["x"]


HOSTILE = (
    "<", "<a ", "<!--", "<!", "</", "<?", "<a href='", "<p ", "<p>x", "<p x=1>", "</i>", "&amp",
    "&#", "[", "[. ", "a. ", "。", "<td>x", "<br>", "<li>", "\0", "<p style='/*", "<a href=x>y</a>",
    "<h1>x</h1>", "<pre>x</pre>", "<table><tr><td>x</table>", "<title>", "<script></script>",
    "<sup>x</sup>", "<h1 id=x></h1>", "charset=", "<meta ", "```",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_grows_with_the_page(piece: str) -> None:
    def read(html: str) -> object:
        try:
            return lines(html)
        except UnreadableHtmlError:
            return None

    assert growth(read, piece) < 9 or growth(read, piece) < 9


def test_a_huge_attribute_costs_little() -> None:
    started = time.process_time()
    huge = "x" * 900_000
    assert lines(f"<p title='{huge}' id='{huge}'>a <b class='{huge[:9]}'>b</b></p>") == ["a b"]
    assert lines(f"<p style='{'/*' * 900_000}'>a</p>") == ["a"]
    assert lines(f"<base href='https://a.example/{huge}'><a href=y>z</a>") == [
        "[z](https://acme.example/models/y)"
    ]
    assert time.process_time() - started < 10


def test_links_cannot_blow_a_page_up() -> None:
    html = "<a href=x>y</a>" * 6_000
    far = f"https://acme.example/{'d' * 900}/"
    assert len(read_html(html.encode(), far).content) < 6 * len(html) + 2_000


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<h2 id=a>", "<li>", "<ul>", "</ul>", "<pre>", "</pre>", "<table>", "<tr>",
         "<td>", "</table>", "<a href=x>", "</a>", "<br>", "<blockquote>", "</blockquote>", "```",
         "---", "x", " ", "<sup>", "<script>", "</script>", "<math>", "<msup>", "&lt;", "\n", "。",
         "<html>", "<body hidden>", "<frameset>", "<base href=//b.example>", "<!--", "-->", "<?xml"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(data=st.binary() | MARKUP.map(str.encode) | st.text().map(str.encode), header=st.text())
def test_any_bytes_are_text_of_bounded_size(data: bytes, header: str) -> None:
    page = read_html(data, PLACE, header)
    assert len(page.content) <= 12 * len(data) + 2_000
    assert not any("\n" in line for line in page.lines)


@given(text=MARKUP | st.text())
def test_any_markup_is_checked(text: str) -> None:
    check_markup(text)


@pytest.mark.parametrize("url", ["http://[x", "http://", "//a.example", "https://a@b.example/"])
def test_what_is_no_address_of_the_web(url: str) -> None:
    assert not is_web(url)


def test_what_the_parser_rejects_is_no_html(monkeypatch: pytest.MonkeyPatch) -> None:
    def reject(*given: object) -> None:
        raise ParserRejectedMarkup("no")

    monkeypatch.setattr(bs4, "BeautifulSoup", reject)
    with pytest.raises(UnreadableHtmlError, match="no HTML"):
        read_html(b"x", PLACE)
