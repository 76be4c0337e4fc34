from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.collect.model_file import ModelFile, read_model_file
from audit.errors import AuditError
from audit.model import Role

WHOLE = """\
name: Tiny Chat
weights: [acme/tiny-chat, acme/tiny]
checkpoints: hf:acme/tiny-base@v1
code:
  - id: https://github.com/acme/code/tree/main
  - {id: github:acme/data-tools, revision: v2, copy: tools}
data: [acme/mix, hf:datasets/acme/eval, https://huggingface.co/datasets/acme/more]
papers: [2401.00001, https://arxiv.org/abs/2401.00002, A talk of 2024]
base_models: [acme/base]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "tools").mkdir()
    return tmp_path / "model.yaml"


def read(file: Path, text: str | bytes) -> ModelFile:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_model_file(file)


def test_everything_that_can_be_listed(file: Path) -> None:
    with pytest.raises(AuditError, match=r"papers\[0\]: Expected `object`, got `float`"):
        read(file, WHOLE)
    model = read(file, WHOLE.replace("2401.00001,", "'2401.00001',"))
    assert (model.target.id, model.target.name) == ("file:model.yaml", "Tiny-Chat")
    listed = {e.named.target.id: (e.role, e.named.target.revision, e.line) for e in model.entries}
    assert listed == {
        "hf:acme/tiny-chat": (Role.WEIGHTS, None, 2),
        "hf:acme/tiny": (Role.WEIGHTS, None, 2),
        "hf:acme/tiny-base": (Role.CHECKPOINT, "v1", 3),
        "github:acme/code": (Role.CODE, "main", 5),
        "github:acme/data-tools": (Role.CODE, "v2", 6),
        "hf:datasets/acme/mix": (Role.DATA, None, 7),
        "hf:datasets/acme/eval": (Role.DATA, None, 7),
        "hf:datasets/acme/more": (Role.DATA, None, 7),
        "arxiv:2401.00001": (Role.PAPER, None, 8),
        "arxiv:2401.00002": (Role.PAPER, None, 8),
        "paper:A talk of 2024": (Role.PAPER, None, 8),
        "hf:acme/base": (Role.BASE_MODEL, None, 9),
    }
    copies = [entry.named.path for entry in model.entries if entry.named.path]
    assert copies == [file.parent / "tools"]


def test_the_file_gives_the_name_where_it_says_none(file: Path) -> None:
    assert read(file, "\ufeffweights: acme/tiny\n").target.name == "model"
    assert read(file, "name: ../../x\nweights: acme/tiny").target.name == "x"


def test_a_line_is_of_the_whole_id(file: Path) -> None:
    model = read(file, "weights:\n- acme/tiny-chat\n- acme/tiny\n")
    assert [entry.line for entry in model.entries] == [2, 3]


def test_a_branch_in_an_address_may_end_later(file: Path) -> None:
    (entry,) = read(file, "code: https://github.com/acme/code/tree/topic/fix").entries
    assert (entry.named.target.revision, entry.named.shorter) == ("topic/fix", ("topic",))
    text = "code: {id: 'https://github.com/acme/code/tree/topic/fix', revision: v1}"
    (entry,) = read(file, text).entries
    assert (entry.named.target.revision, entry.named.shorter) == ("v1", ())


def test_pages_and_papers_are_named_by_their_address(file: Path) -> None:
    at = "https://acme.example/" + "x" * 300
    text = f"pages: ['{at}#part', Our talk]\npapers: ['{at}', '2401.00001', 'A talk']\n"
    assert {entry.named.target.id for entry in read(file, text).entries} == {
        f"page:{at}",
        "page:Our talk",
        f"paper:{at}",
        "arxiv:2401.00001",
        "paper:A talk",
    }


BOMB = "a: &a [x, x]\n" + "\n".join(
    f"{new}: &{new} [*{old}, *{old}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it lists nothing under weights, checkpoints, code, data, papers, pages, base_models"),
        ("weights:\ncode: []", "it lists nothing under"),
        ("name: x", "it lists nothing under"),
        ("weights: [a/b\ncode: c/d", "line 2, column 5: did not find expected ',' or ']'"),
        ("weights: {", "line 2, column 1: "),
        ("wieghts: a/b", "unknown field `wieghts`; expected name, weights, checkpoints, "),
        ("- a/b", "Expected `object`, got `array`; expected name, weights"),
        ("just words", "Expected `object`, got `str`; expected name, weights"),
        ("name: 3\nweights: a/b", "Expected `str | null`, got `int` - at `$.name`"),
        ("weights: 3", "weights: Expected `object`, got `int`; expected an id, or a mapping"),
        ("weights: [[a/b]]", "weights[0]: Expected `object`, got `array`; expected an id"),
        ("weights: [{ref: x}]", "weights[0]: Object contains unknown field `ref`; expected an"),
        ("weights: [{}]", "weights[0]: Object missing required field `id`; expected an id"),
        ("weights: [{id: a/b, revision: 7}]", "got `int` - at `$.revision`; expected an id"),
        ("weights: ['']", "weights[0]: the id is empty; expected an id"),
        ("weights: two words", "weights: 'two words' is not a target"),
        ("code: bundled:aria", "code: 'bundled:aria' is not a target"),
        ("weights: [{id: a/b, copy: missing}]", "weights[0].copy is not a folder"),
        ("weights: {id: a/b, copy: ~nobody-of-that-name/x}", "weights.copy cannot be read"),
        ("weights: [a/b, A/B]", "weights[1]: A/B stands under weights[0] already"),
        ("weights: a/b\nbase_models: a/b", "base_models: a/b stands under weights already"),
        (BOMB, "aliases are not read"),
        ("[" * 60, "nested deeper than 50"),
        ("x" * 10_000_000, "it has more than 256,000 bytes"),
        (b"\x80\x81\x82", "it is not text in UTF-8"),
        (b"weights: \x00\x01", "control characters are not allowed"),
        ("weights: !!python/object:os.system x", "could not determine a constructor"),
    ],
    ids=range(27),
)
def test_a_mistake_is_named_with_its_place(file: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(AuditError) as caught:
        read(file, text)
    assert caught.value.exit_code == 2
    assert caught.value.problem.startswith("model.yaml: ")
    assert said in caught.value.problem
    assert str(file.parent) not in str(caught.value)


def test_a_file_that_cannot_be_read(file: Path) -> None:
    with pytest.raises(AuditError, match=r"model\.yaml: it cannot be read: No such file"):
        read_model_file(file)
    with pytest.raises(AuditError, match="it cannot be read: Is a directory"):
        read_model_file(file.parent)


def test_an_unreadable_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*rest: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AuditError, match="it cannot be read: Permission denied"):
        read_model_file(file)


@given(text=st.text() | st.binary())
def test_any_text_is_a_model_or_a_mistake(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(text.encode("utf-8", "replace") if isinstance(text, str) else text)
    with pytest.raises(AuditError):
        read_model_file(file)
