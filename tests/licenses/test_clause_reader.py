from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.licenses.clause_patterns import WORDINGS
from audit.licenses.clause_reader import LONGEST_QUOTE, freedoms_read, read_clauses, table
from audit.licenses.entries import clause_table
from tests.licenses.test_identify import APACHE, BSD_3, MIT
from tests.text.growth import HOSTILE, growth


def answers(text: str) -> dict[str, str]:
    return {kind: c.value for kind, c in table(read_clauses(tuple(text.splitlines()))).items()}


SAID = [
    ("Use it for non-commercial purposes.", "commercial-use", "forbidden"),
    ("No commercial use, please.", "commercial-use", "forbidden"),
    ("本模型仅可用于非商业用途。", "commercial-use", "forbidden"),
    ("For commercial use you must request a license.", "commercial-use", "conditional"),
    ("商业使用须向作者申请。", "commercial-use", "conditional"),
    ("The cake model is free for academic research.", "commercial-use", "conditional"),
    ("It may be used for commercial and non-commercial ends alike.", "commercial-use", "allowed"),
    ("You may use it for any purpose.", "commercial-use", "allowed"),
    ("本模型允许商用。", "commercial-use", "allowed"),
    ("You may use the model solely for academic research.", "field-of-use", "research-only"),
    ("仅限学术研究使用。", "field-of-use", "research-only"),
    ("Nobody may use it for any military end.", "field-of-use", "restricted"),
    ("不得将本模型用于任何军事目的。", "field-of-use", "restricted"),
    ("With more than 5 million monthly active users, ask us.", "user-cap", "capped"),
    ("月活用户超过一亿时须另行授权。", "user-cap", "capped"),
    ("You must obtain a written permission first.", "registration", "required"),
    ("Companies must register with us for commercial use.", "registration", "for-commercial-use"),
    ("使用前须完成登记。", "registration", "required"),
    ("It may not be used in the European Union.", "territory", "limited"),
    ("本许可不适用于欧盟。", "territory", "limited"),
    ("The license is worldwide.", "territory", "worldwide"),
    ("全球性的许可。", "territory", "worldwide"),
    ("You will not use any outputs to train another model.", "output-use", "restricted"),
    ("不得使用输出训练其他模型。", "output-use", "restricted"),
    (
        "If outputs are used to train a model, include Cake at the beginning of its name.",
        "output-use",
        "named",
    ),
    ("There are no restrictions on outputs.", "output-use", "unrestricted"),
    ("You may not modify the model.", "derivatives", "forbidden"),
    ("不得修改本模型。", "derivatives", "forbidden"),
    ("You may copy and modify the model.", "derivatives", "allowed"),
    ("您可以复制和修改本模型。", "derivatives", "allowed"),
    ("You shall not distribute the model.", "redistribution", "forbidden"),
    ("禁止传播本模型。", "redistribution", "forbidden"),
    ("The model may be distributed only to friends.", "redistribution", "conditional"),
    ("You may distribute copies.", "redistribution", "allowed"),
    ("您可以分发本模型。", "redistribution", "allowed"),
    ("A non-sublicensable license.", "sublicensing", "forbidden"),
    ("不可再许可的许可。", "sublicensing", "forbidden"),
    ("Each recipient automatically receives a license.", "sublicensing", "direct"),
    ("You are granted the right to sublicense it.", "sublicensing", "allowed"),
    ("Derivative works must be under this license.", "same-terms", "same-license"),
    ("衍生作品须以相同许可发布。", "same-terms", "same-license"),
    ("You must include these restrictions as an enforceable provision.", "same-terms",
     "same-restrictions"),
    ("Include a copy of this license.", "pass-through", "license-copy"),
    ("须附本协议的副本。", "pass-through", "license-copy"),
    ("Keep all copyright notices: retain every copyright line.", "attribution", "required"),
    ("请保留版权声明。", "attribution", "required"),
    ("Files must carry prominent notices of what was changed.", "attribution", "changes-stated"),
    ("Prominently display the words on your page.", "naming", "required"),
    ("在页面显著位置展示名称。", "naming", "required"),
    ("Its name must begin with Cake.", "naming", "required"),
    ('Put this within a "Notice" text file.', "notice-file", "required"),
    ('If the work has a "NOTICE" text file, carry it.', "notice-file", "if-present"),
    ("We grant you a patent license.", "patent-grant", "granted"),
    ("Patents are excluded: no patent rights are given.", "patent-grant", "excluded"),
    ("If you start patent litigation, this license terminates.", "patent-grant",
     "granted-until-suit"),
    ("授予您专利许可。", "patent-grant", "granted"),
    ("A revocable license.", "termination", "at-will"),
    ("可撤销的许可。", "termination", "at-will"),
    ("We may terminate it at any time.", "termination", "at-will"),
    ("It terminates if you fail to comply.", "termination", "on-breach"),
    ("违反本协议的，许可终止。", "termination", "on-breach"),
    ("If you start a lawsuit, the license terminates.", "termination", "on-suit"),
    ("We may restrict its use remotely.", "remote-restriction", "reserved"),
    ("You must use the latest version.", "update-clause", "newest-version"),
    ("We may update these terms.", "update-clause", "terms-may-change"),
    ("我们有权修改本协议。", "update-clause", "terms-may-change"),
    ("You must not reverse engineer it.", "reverse-engineering", "forbidden"),
    ("不得进行反向工程。", "reverse-engineering", "forbidden"),
    ("This is governed by the laws of Freedonia.", "governing-law", "stated"),
    ("本协议适用中华人民共和国法律。", "governing-law", "stated"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "question", "value"), SAID)
def test_what_a_sentence_answers(text: str, question: str, value: str) -> None:
    assert answers(text).get(question) == value


def test_every_question_has_words_in_the_table() -> None:
    assert {question for _, question, _ in SAID} == set(clause_table().clauses)
    for wording in WORDINGS:
        assert wording.value in clause_table().clauses[wording.question].values


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("An irrevocable license.", "termination"),
        ("不可撤销的许可。", "termination"),
        ("A non-revocable license.", "termination"),
        ("For commercial and non-commercial use.", "registration"),
        ("You may not remove this notice.", "redistribution"),
        ("You may not use the trademarks of the licensor.", "field-of-use"),
        ("You may not use this cake except in compliance with the recipe.", "field-of-use"),
        ("The licensor 许可方 distributes 软件.", "redistribution"),
        ("This provision shall apply.", "registration"),
        ("", "commercial-use"),
    ],
)
def test_what_is_not_said_is_not_found(text: str, question: str) -> None:
    assert question not in answers(text)


def test_a_grant_for_some_ends_is_conditional() -> None:
    found = answers("You may modify and distribute it.\n\nFor non-commercial purposes only.")
    assert found["derivatives"] == found["redistribution"] == "conditional"


def test_several_sentences_together() -> None:
    text = (
        "It terminates if you fail to comply. If you start a lawsuit it terminates. "
        "Include a copy of this license. "
        "Give notice to subsequent users that the model is subject to rules. "
        "Above 700 million monthly active users, ask. A non-sublicensable license. "
        "Each recipient automatically receives a license."
    )
    found = answers(text)
    assert found["termination"] == "on-breach-or-suit"
    assert found["pass-through"] == "license-and-policy"
    assert found["commercial-use"] == "conditional"
    assert found["sublicensing"] == "direct"


def test_notes_hold_the_figures() -> None:
    lines = (
        "More than 700 million monthly active users.",
        "",
        "Governed by the laws of Freedonia.",
    )
    notes = {clause.kind: clause.note for clause in read_clauses(lines)}
    assert notes == {"user-cap": "700 million", "governing-law": "Freedonia"}


def test_open_licenses_set_no_limit() -> None:
    for text in (APACHE, MIT, BSD_3.format(holder="Ada")):
        found = freedoms_read(read_clauses(tuple(text.splitlines())))
        assert "denied" not in found.values()
        assert "conditional" not in found.values()


def test_what_is_not_found_is_unknown_and_never_granted() -> None:
    assert set(freedoms_read(()).values()) == {"unknown"}
    found = freedoms_read(read_clauses(("You may use it for any purpose.",)))
    assert found == {"use": "granted", "study": "unknown", "modify": "unknown", "share": "unknown"}


def test_a_model_license_with_registration(corpus: Path) -> None:
    path = corpus / "seeds" / "cogvlm" / "github" / "MODEL_LICENSE"
    lines = tuple(path.read_text(encoding="utf-8").splitlines())
    clauses = read_clauses(lines)
    found = table(clauses)
    assert "free for academic research" in {clause.note for clause in clauses}
    assert {kind: found[kind].value for kind in found if kind != "attribution"} == {
        "commercial-use": "conditional",
        "field-of-use": "restricted",
        "registration": "for-commercial-use",
        "territory": "worldwide",
        "sublicensing": "forbidden",
        "pass-through": "license-copy",
        "termination": "at-will",
        "governing-law": "stated",
    }
    assert found["governing-law"].note == "People's Republic of China"
    marks = freedoms_read(clauses)
    assert marks["use"] in ("conditional", "denied")
    assert marks["share"] in ("conditional", "denied")


def quoted(lines: tuple[str, ...], first: int, last: int) -> str:
    return " ".join(" ".join(lines[first - 1 : last]).split())


def test_every_quote_stands_at_its_lines(corpus: Path) -> None:
    for path in sorted((corpus / "licenses").glob("*LICENSE*"))[:40]:
        lines = tuple(path.read_text(encoding="utf-8", errors="replace").splitlines())
        for clause in read_clauses(lines):
            assert clause.quote in quoted(lines, clause.first, clause.last), path.name
            assert len(clause.quote) <= LONGEST_QUOTE


PIECES = st.sampled_from([text for text, _, _ in SAID] + ["\n", "not ", "；", "\0", "İ", "许可"])


@settings(deadline=None)
@given(st.text() | st.lists(PIECES, max_size=12).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    lines = tuple(text.splitlines())
    for clause in read_clauses(lines):
        assert 1 <= clause.first <= clause.last <= len(lines)
        assert clause.value in clause_table().clauses[clause.kind].values


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    def reads(text: str) -> object:
        return read_clauses(tuple(text.splitlines()))

    assert growth(reads, piece, "you may not ") < 12
    assert growth(reads, piece, "commercial outputs patent distribute ") < 12
