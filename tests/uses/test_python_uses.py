from __future__ import annotations

import json

import pytest

from audit.uses import Kind, Use, read_uses

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def uses(text: str, path: str = "app.py") -> list[tuple[str, str, int]]:
    return [(one.kind.value, one.id, one.line) for one in read_uses([(path, text)]).uses]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('AutoModel.from_pretrained("acme/heron-7b")', [("model", "acme/heron-7b")]),
        ('AutoModel.from_pretrained("gpt2")', [("model", "gpt2")]),
        ('AutoModel.from_pretrained("./out/heron")', []),
        ('AutoModel.from_pretrained("out/heron/last")', []),
        ('AutoModel.from_pretrained("your-org/your-model")', []),
        ('pipeline("text-generation", model="acme/heron-7b")', [("model", "acme/heron-7b")]),
        ('pipeline("summarization", "acme/heron-7b")', [("model", "acme/heron-7b")]),
        ('pipeline("summarization")', []),
        ('PeftModel.from_pretrained(base, "acme/heron-lora")', [("model", "acme/heron-lora")]),
        ('hf_hub_download("acme/heron-7b", "config.json")', [("model", "acme/heron-7b")]),
        ('hf_hub_download(repo_id="acme/d", repo_type="dataset")', [("dataset", "acme/d")]),
        ('snapshot_download("acme/demo", repo_type="space")', []),
        ('load_dataset("acme/birds")', [("dataset", "acme/birds")]),
        ('load_dataset("squad")', [("dataset", "squad")]),
        ('load_dataset("json", data_files="a.json")', []),
        ('SentenceTransformer("acme/wren")', [("model", "acme/wren")]),
        ('LLM(model="acme/heron-7b", tensor_parallel_size=2)', [("model", "acme/heron-7b")]),
        ('timm.create_model("hf_hub:acme/wren")', [("model", "acme/wren")]),
        ('timm.create_model("resnet50")', []),
        ('pd.read_parquet("hf://datasets/acme/birds/a.parquet")', [("dataset", "acme/birds")]),
        ('get("https://huggingface.co/acme/wren/resolve/main/a.bin")', [("model", "acme/wren")]),
        ("# see https://huggingface.co/acme/wren", []),
        ("# AutoModel.from_pretrained('acme/wren')", []),
        ('open("https://huggingface.co/docs/transformers")', []),
        ('print("acme/heron-7b")', []),
        ("AutoModel.from_pretrained(load())", []),
    ],
)
def test_a_line(line: str, expected: list[tuple[str, str]]) -> None:
    assert uses(line) == [(*one, 1) for one in expected]


@pytest.mark.parametrize(
    "text",
    [
        'NAME = "acme/heron-7b"\nAutoModel.from_pretrained(NAME)',
        'class Settings:\n    name: str = "acme/heron-7b"\nAutoModel.from_pretrained(s.name)',
        'def load(name="acme/heron-7b"):\n    return AutoModel.from_pretrained(name)',
        'def load(*, name="acme/heron-7b"):\n    return AutoModel.from_pretrained(name)',
        'p.add_argument("--name-or", default="acme/heron-7b")\nM.from_pretrained(a.name_or)',
        'name = os.environ.get("NAME", "acme/heron-7b")\nM.from_pretrained(name)',
        'name = args.name or "acme/heron-7b"\nM.from_pretrained(name)',
        'OWNER = "acme"\nM.from_pretrained(f"{OWNER}/heron-7b")',
        'OWNER = "acme"\nM.from_pretrained(OWNER + "/heron-7b")',
        'TABLE = {"big": "acme/heron-7b"}\nM.from_pretrained(TABLE[size])',
        'for name in ["acme/heron-7b"]:\n    M.from_pretrained(name)',
        'a, b = "acme/heron-7b", 2\nM.from_pretrained(a)',
        'if (name := "acme/heron-7b"):\n    M.from_pretrained(name)',
    ],
)
def test_a_name_is_followed_to_its_text(text: str) -> None:
    assert {(kind, name) for kind, name, _ in uses(text)} == {("model", "acme/heron-7b")}


def test_every_text_that_a_name_may_have_is_told() -> None:
    text = 'n = "acme/a" if big else "acme/b"\nn = "acme/c"\nM.from_pretrained(n)'
    assert [name for _, name, _ in uses(text)] == ["acme/a", "acme/b", "acme/c"]


def test_a_constant_for_other_files_is_told_where_it_stands() -> None:
    assert uses('BASE_MODEL = "acme/heron-7b"\nDATASET = "acme/birds"\nX = "a/b"') == [
        ("model", "acme/heron-7b", 1),
        ("dataset", "acme/birds", 2),
    ]


def test_what_is_worked_out_at_run_time_is_told_as_not_known() -> None:
    (found,) = read_uses([("app.py", "M.from_pretrained(sys.argv[1])")]).uses
    assert found == Use(
        kind=Kind.UNKNOWN, id="sys.argv[1]", path="app.py", line=1, way="M.from_pretrained"
    )
    assert found.target is None


@pytest.mark.parametrize(
    ("revision", "pinned"), [(f'"{COMMIT}"', True), ('"main"', False), ("REV", False)]
)
def test_a_commit_pins(revision: str, pinned: bool) -> None:
    (found,) = read_uses([("a.py", f'M.from_pretrained("a/b", revision={revision})')]).uses
    assert found.is_pinned is pinned


def test_an_address_with_a_commit_pins() -> None:
    (found,) = read_uses([("a.py", f'x("https://huggingface.co/a/b/resolve/{COMMIT}/c")')]).uses
    assert found.is_pinned


def test_a_line_that_asks_to_be_left_out_is_counted() -> None:
    found = read_uses([("a.py", 'M.from_pretrained("a/b")  # openness: ignore')])
    assert (found.uses, found.ignored) == ((), 1)


def test_a_folder_of_the_code_base_is_no_name() -> None:
    assert read_uses([("a.py", 'M.from_pretrained("out/heron")')], ["out/heron"]).uses == ()


def test_a_notebook_has_the_lines_of_its_file() -> None:
    source = ["import x\n", 'M.from_pretrained("acme/heron-7b")\n', "!vllm serve acme/wren"]
    cells = [
        {"cell_type": "markdown", "source": ["M.from_pretrained('acme/no')"]},
        {"cell_type": "code", "source": source},
    ]
    text = json.dumps({"cells": cells, "nbformat": 4}, indent=1)
    found = uses(text, "a.ipynb")
    assert [name for _, name, _ in found] == ["acme/heron-7b", "acme/wren"]
    for _, name, line in found:
        assert name in text.splitlines()[line - 1]


@pytest.mark.parametrize("text", ['{"cells": 3}', "{", "[]", "3", '{"cells": [4, {}]}'])
def test_a_broken_notebook_is_told_or_empty(text: str) -> None:
    found = read_uses([("a.ipynb", text)])
    assert found.uses == ()
    assert len(found.unread) == (0 if "[4" in text else 1)


@pytest.mark.parametrize("text", ["def (", "print 'a'", "(" * 5_000, "x = " + "-" * 9_000 + "1"])
def test_python_that_does_not_parse_is_told(text: str) -> None:
    found = read_uses([("a.py", text)])
    assert found.unread == (("a.py", "it does not parse as Python 3"),)


def test_names_that_are_given_to_each_other_end() -> None:
    names = [f"a{n}" for n in range(60)]
    text = "\n".join(f"{one} = {other}" for one in names for other in names)
    assert uses(text + "\nM.from_pretrained(a0)") == [("unknown", "a0", 3_601)]
