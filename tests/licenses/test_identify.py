import json
import re
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.licenses.identify import LONGEST, Identification, IdentificationKind, identify
from audit.licenses.scancode import DECISIVE, load_review

EXACT = IdentificationKind.EXACT
ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
APACHE = (ROOT / "LICENSE").read_text(encoding="utf-8")
APACHE_BODY = APACHE[: APACHE.index("END OF TERMS")]

MIT_GRANT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:
"""
MIT_CONDITION = """\
The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.
"""
MIT_WARRANTY = """\
THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""
MIT_BODY = f"{MIT_GRANT}\n{MIT_CONDITION}\n{MIT_WARRANTY}"
MIT = f"MIT License\n\nCopyright (c) 2024 Ada Example\n\n{MIT_BODY}"

BSD_HEAD = """\
Copyright (c) 2024, {holder}
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.
"""
BSD_THIRD = """\
3. Neither the name of {holder} nor the names of its
   contributors may be used to endorse or promote products derived from
   this software without specific prior written permission.
"""
BSD_WARRANTY = """\
THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
BSD_3 = f"{BSD_HEAD}\n{BSD_THIRD}\n{BSD_WARRANTY}"
BSD_2 = f"{BSD_HEAD}\n{BSD_WARRANTY}"


def commented(text: str, sign: str) -> str:
    return "".join(f"{sign} {line}".rstrip() + "\n" for line in text.splitlines())


def rewrapped(text: str, width: int) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip("\n"))
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)


def html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace('"', "&quot;")
    paragraphs = re.split(r"\n\s*\n", escaped)
    return "<html><body>" + "".join(f"<p>{p}</p>\n\n" for p in paragraphs) + "</body></html>"


HARMLESS = {
    "as it is": MIT,
    "other title": MIT.replace("MIT License", "# The MIT License (MIT)"),
    "no title": MIT_BODY,
    "no year": MIT.replace("(c) 2024 ", ""),
    "many holders": MIT.replace("Ada Example", ", ".join(["Ada Example"] * 12)),
    "two holders": MIT.replace("Ada Example", "Ada\nCopyright © 2025, Bob <bob@example.org>"),
    "CRLF": MIT.replace("\n", "\r\n"),
    "CR": MIT.replace("\n", "\r"),
    "other case": MIT.replace("Software", "software").upper(),
    "smart quotes": MIT.replace('"Software"', "“Software”").replace('"AS IS"', "``AS IS''"),
    "byte order mark": "\ufeff" + MIT,
    "rewrapped": rewrapped(MIT, 50),
    "one line each": rewrapped(MIT, 5000),
    "comment": commented(MIT, "#"),
    "html": html(MIT),
    "markdown": MIT.replace("MIT License", "## **MIT License**").replace("THE SOFT", "> THE SOFT"),
    "blanks": MIT.replace(" ", "  \u00a0"),
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_does_not_count(text: str) -> None:
    found = identify(text)
    assert (found.kind, found.expression, found.score) == (EXACT, "MIT", 1.0)


APACHE_FORMS = {
    "canonical": APACHE,
    "body": APACHE_BODY,
    "ends with the terms": f"{APACHE_BODY}END OF TERMS AND CONDITIONS\n",
    "filled in": APACHE.replace("[yyyy] [name of copyright owner]", "2024 Ada Example, Inc."),
    "old brackets": APACHE.replace("[yyyy] [name of copyright owner]", "{yyyy} {name of owner}"),
    "https": APACHE.replace("http://", "https://"),
    "rewrapped": rewrapped(APACHE, 64),
    "comment": commented(APACHE, "//"),
    "html": html(APACHE),
    "short title": "Apache License 2.0\n\n" + APACHE[APACHE.index("TERMS AND") :],
    "notice": "Apache Software License 2.0\n\n" + APACHE[APACHE.index("Licensed under the Ap") :],
    "body and notice": APACHE_BODY + APACHE[APACHE.index("Licensed under the Ap") :],
}


@pytest.mark.parametrize("text", APACHE_FORMS.values(), ids=APACHE_FORMS.keys())
def test_forms_of_apache(text: str) -> None:
    found = identify(text)
    assert (found.kind, found.expression, found.unfilled) == (EXACT, "Apache-2.0", ())


@pytest.mark.parametrize("holder", ["the copyright holder", "Example.org, Inc.", "ORGANIZATION"])
def test_bsd_takes_any_name(holder: str) -> None:
    assert identify(BSD_3.format(holder=holder)).expression == "BSD-3-Clause"
    assert identify(BSD_2.format(holder=holder)).expression == "BSD-2-Clause"


def test_bsd_name_is_no_place_for_terms() -> None:
    text = BSD_3.format(holder="x").replace("name of x", "name of x, without permission,")
    assert identify(text).kind is IdentificationKind.VARIANT


def test_bullets_and_numbers_of_lists_do_not_count() -> None:
    text = BSD_3.format(holder="Ada")
    for sign in ("*", "-", "(a)", "iv."):
        assert identify(re.sub(r"^\d\.", sign, text, flags=re.MULTILINE)).kind is EXACT


EXTRA = "The Software shall not be used for military purposes.\n"
NOT_MIT = {
    "extra clause at the end": f"{MIT}\n{EXTRA}",
    "extra clause at the start": MIT.replace(MIT_GRANT, f"{EXTRA}\n{MIT_GRANT}"),
    "extra clause within": MIT.replace(MIT_WARRANTY, f"{EXTRA}\n{MIT_WARRANTY}"),
    "condition removed": f"{MIT_GRANT}\n{MIT_WARRANTY}",
    "warranty removed": f"{MIT_GRANT}\n{MIT_CONDITION}",
    "may not": MIT.replace("to deal", "not to deal"),
    "terms in the copyright line": MIT.replace("Ada Example", "Ada. For research use only."),
    "terms in Chinese": MIT.replace("Ada Example", "Ada。仅限非商业使用"),
    "all rights reserved, for now": MIT.replace(
        "Ada Example", "Ada\nAll rights reserved, and fees"
    ),
    "modified": MIT.replace("MIT License", "Modified MIT License"),
    "other title": MIT.replace("MIT License", "Apache License 2.0"),
    "version": MIT.replace("MIT License", "MIT License, version 1.1"),
    "introduced": f"The weights are under other terms; the code is under:\n\n{MIT}",
}


@pytest.mark.parametrize("text", NOT_MIT.values(), ids=NOT_MIT.keys())
def test_more_or_less_than_mit_is_never_mit(text: str) -> None:
    found = identify(text)
    assert found.kind in {IdentificationKind.EXTENDED, IdentificationKind.VARIANT}
    assert found.expression is None
    assert found.score < 1


def test_extra_terms_are_told_from_changed_ones() -> None:
    extended = identify(NOT_MIT["extra clause at the end"])
    assert extended.kind is IdentificationKind.EXTENDED
    assert (extended.nearest, extended.lines) == ("MIT", (5, 21))
    variant = identify(NOT_MIT["may not"])
    assert (variant.kind, variant.nearest) == (IdentificationKind.VARIANT, "MIT")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Version 2.0", "Version 2.1"),
        ("January 2004", "January 2005"),
        ("fifty percent (50%)", "fifty percent (60%)"),
        ("irrevocable", "revocable"),
    ],
)
def test_another_version_date_or_number_is_a_variant(old: str, new: str) -> None:
    found = identify(APACHE.replace(old, new))
    assert (found.expression, found.nearest) == (None, "Apache-2.0")


def test_two_licenses_in_one_file() -> None:
    found = identify(f"{MIT}\n\n{APACHE}")
    assert found.kind is IdentificationKind.COMPOSITE
    assert found.expression == "MIT AND Apache-2.0"
    third = identify(f"{MIT}\n\nThe converter in tools/ is different:\n\n{APACHE}")
    assert third.kind is IdentificationKind.COMPOSITE
    assert (third.expression, third.nearest) == (None, "MIT AND Apache-2.0")


@pytest.mark.parametrize(
    ("between", "expression"),
    [
        ("---- LICENSE FOR the Babbage tokenizer ----", "MIT AND Apache-2.0"),
        ("Licenses of the files in tools", "MIT AND Apache-2.0"),
        ("License for everybody except the army", None),
        ("The license is void where you owe us a cake.", None),
        ("许可 license", None),
        ("We like cake and the sea and long walks by the shore.", None),
    ],
)
def test_what_only_introduces_a_license_sets_no_terms(between: str, expression: str | None) -> None:
    found = identify(f"{MIT}\n\n{between}\n\n{APACHE}")
    assert (found.kind, found.expression) == (IdentificationKind.COMPOSITE, expression)
    assert found.nearest == "MIT AND Apache-2.0"
    assert [match.expression for match in found.matches] == ["MIT", "Apache-2.0"]
    assert found.matches[0].lines == (5, 21)


DIFFERENT = {
    "added": (("to deal", "not to deal"), (6, 7), "not", 0, ()),
    "removed": (("without restriction, ", ""), (7, 8), "", 2, ("without",)),
    "changed": (("free of charge", "for a fee"), (5, 5), "for a fee", 3, ("free",)),
}


@pytest.mark.parametrize(
    ("change", "lines", "added", "removed", "missing"), DIFFERENT.values(), ids=DIFFERENT.keys()
)
def test_a_variant_tells_what_differs(
    change: tuple[str, str],
    lines: tuple[int, int],
    added: str,
    removed: int,
    missing: tuple[str, ...],
) -> None:
    text = MIT.replace(*change)
    (difference,) = identify(text).differences
    assert lines[0] <= difference.lines[0] <= difference.lines[1] <= lines[1]
    assert (difference.added, difference.removed, difference.missing) == (added, removed, missing)


def test_a_long_difference_is_cut() -> None:
    found = identify(
        MIT.replace("THE SOFTWARE IS", "Also " + "cake and tea " * 40 + "THE SOFTWARE IS")
    )
    assert found.kind is IdentificationKind.VARIANT
    assert found.differences[0].added.endswith(" ...")


def test_a_license_within_a_longer_text() -> None:
    text = f"{'We trained the model on words from many books. ' * 40}\n\n{MIT}"
    found = identify(text)
    assert found.kind is IdentificationKind.EXTENDED
    assert (found.nearest, found.lines) == ("MIT", (7, 23))


def test_the_same_license_twice_is_one() -> None:
    assert identify(f"{MIT}\n{MIT.replace('Ada', 'Bob')}").expression == "MIT"


@pytest.mark.parametrize(
    "text",
    ["", " \n\n", "\0\0\0", "import os\nprint(os.name)\n", "A model of the weather in May.", "!?"],
)
def test_no_license_wording(text: str) -> None:
    assert identify(text) == Identification(kind=IdentificationKind.NONE)


@pytest.mark.parametrize(
    "text",
    [
        "The Example License\n\nYou may look at the weights on Sundays and owe us a cake.",
        "许可协议\n\n本模型仅供学术研究使用, 商业使用须登记。",
        "Copyright 2024 Ada Example",
        "Lizenz: Die Gewichte dürfen sonntags angesehen werden.",
        "Лицензия: смотреть можно по воскресеньям.",
    ],
)
def test_wording_of_a_license_that_nobody_knows(text: str) -> None:
    assert identify(text).kind is IdentificationKind.UNKNOWN


@pytest.mark.parametrize(
    "template",
    [
        "Copyright (c) [year] [fullname]",
        "Copyright (c) <year> <copyright holders>",
        "Copyright [yyyy] [name of copyright owner]",
        "Copyright (c) {{ year }} {{ organization }}",
    ],
)
def test_an_unfilled_template(template: str) -> None:
    found = identify(MIT.replace("Copyright (c) 2024 Ada Example", template))
    assert (found.expression, found.unfilled) == ("MIT", (3,))


def test_a_filled_template() -> None:
    assert (identify(MIT).unfilled, identify(MIT).lines) == ((), (5, 21))


def test_only_the_first_megabyte_is_read() -> None:
    found = identify(MIT + "\n" * LONGEST)
    assert (found.kind, found.nearest) == (IdentificationKind.UNKNOWN, "MIT")


WORD = re.compile(r"[A-Za-z]{4,}")
WORDS = st.sampled_from(
    ["not", "no", "except", "only", "commercial", "license", "use", "3.1", "不"]
)


@st.composite
def changed(draw: st.DrawFn, text: str) -> str:
    """The text with one word inserted, removed or replaced, never at its very edge. What is put
    in or taken out may decide."""
    words = list(WORD.finditer(text))
    word = words[draw(st.integers(1, len(words) - 2))]
    match draw(st.sampled_from(["insert", "remove", "replace"])):
        case "insert":
            return f"{text[: word.end()]} {draw(WORDS)} {text[word.end() :]}"
        case "remove":
            word = draw(
                st.sampled_from([w for w in words[1:-1] if DECISIVE.fullmatch(w[0].lower())])
            )
            return text[: word.start()] + text[word.end() :]
        case _:
            other = draw(WORDS.filter(lambda new: new != word[0].lower()))
            return text[: word.start()] + other + text[word.end() :]


@settings(max_examples=300, deadline=None)
@given(changed(MIT_BODY))
def test_one_changed_word_of_mit_is_seen(text: str) -> None:
    found = identify(text)
    assert (found.kind, found.expression) == (IdentificationKind.VARIANT, None)
    assert found.nearest is not None
    assert found.differences


@settings(max_examples=300, deadline=None)
@given(changed(APACHE_BODY))
def test_one_changed_word_of_apache_is_seen(text: str) -> None:
    found = identify(text)
    assert found.kind in {IdentificationKind.VARIANT, IdentificationKind.EXTENDED}
    assert (found.expression, found.nearest) == (None, "Apache-2.0")


@settings(max_examples=200, deadline=None)
@given(changed(BSD_WARRANTY.split(".", 1)[1]))
def test_one_changed_word_of_bsd_is_seen(tail: str) -> None:
    text = BSD_3.format(holder="Ada").replace(BSD_WARRANTY.split(".", 1)[1], tail)
    # The place of the name is open.
    if re.search(r"(?i)in no event shall the copyright holder or contributors be liable", tail):
        assert identify(text).expression is None


@settings(max_examples=200, deadline=None)
@given(st.text() | st.text(alphabet="()[]<>&;.#*\r\n\0 aiv1©（许可）copyright"))
def test_any_text_gets_an_answer(text: str) -> None:
    found = identify(text)
    assert 0 <= found.score <= 1
    assert found.expression is None or found.kind is EXACT


HOSTILE = (
    "permission is hereby granted ",
    "redistribution and use in source ",
    "in no event shall ",
    "neither the name of ",
    "copyright (c) [year ",
    "copyright (c) 2024 free software foundation, ",
    "51 franklin street, fifth floor, ",
    "<a href=",
    "</p>",
    "[a](b ",
    "&amp;",
    "1. (a) ",
    "\n",
    "许",
    "\ufdfa",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    identify(piece * (400_000 // len(piece)))
    assert time.process_time() - started < 10


needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of third parties' texts is not beside this checkout"
)


def corpus_licenses() -> list[tuple[Path, str]]:
    entries = json.loads((CORPUS / "licenses" / "index.json").read_text(encoding="utf-8"))
    return [
        (CORPUS / "licenses" / entry["file"], str(entry["expert_id"]))
        for entry in entries
        if entry["kind"] == "license"
    ]


@needs_corpus
def test_a_license_that_no_list_holds_is_never_given_the_id_of_another() -> None:
    listed = set(load_review().ids.values())
    customs = [path for path, wanted in corpus_licenses() if wanted.startswith("custom:")]
    assert len(customs) >= 26
    for path in customs:
        text = path.read_text(encoding="utf-8", errors="replace")
        named = identify(text).expression
        assert named is None or named.startswith("LicenseRef-"), path.name
        assert named not in listed, path.name


@needs_corpus
@pytest.mark.parametrize("name", ["Apache-2.0", "MIT", "BSD-3-Clause", "CC", "AGPL", "GPL"])
def test_common_licenses_of_the_corpus_are_exact(name: str) -> None:
    # One holds a second disclaimer below Apache-2.0, one three licenses.
    special = {"InternLM__InternLM__LICENSE", "QwenLM__Qwen__NOTICE"}
    for path, wanted in corpus_licenses():
        if wanted.startswith(name) and path.name not in special:
            assert identify(path.read_text(encoding="utf-8")).expression == wanted, path.name


@needs_corpus
@pytest.mark.parametrize(
    ("path", "expression", "unfilled"),
    [
        ("aria/github/LICENSE", "Apache-2.0", ()),
        ("llava/github/LICENSE", "Apache-2.0", ()),
        ("cogvlm/github/LICENSE", "Apache-2.0", ()),
        ("cogvlm/github/MODEL_LICENSE", "LicenseRef-cogvlm", ()),
        ("xgen-mm/github/LICENSE", "MIT", (3,)),
        ("xgen-mm/github_other_branches/main/LICENSE.txt", "BSD-3-Clause", ()),
    ],
)
def test_license_files_of_the_seeds(
    path: str, expression: str | None, unfilled: tuple[int, ...]
) -> None:
    found = identify((CORPUS / "seeds" / path).read_text(encoding="utf-8"))
    assert (found.expression, found.unfilled) == (expression, unfilled)
