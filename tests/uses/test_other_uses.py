from __future__ import annotations

import pytest

from audit.uses import read_uses
from audit.uses.read import is_read

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def names(text: str, path: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.id) for one in read_uses([(path, text)]).uses]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.yaml", "model: acme/heron-7b", [("model", "acme/heron-7b")]),
        ("a.yaml", 'base_model: "acme/heron-7b" # old', [("model", "acme/heron-7b")]),
        ("a.yaml", "datasets:\n  - acme/birds\n  - acme/fish", [("dataset", "acme/birds")]),
        ("a.yaml", "datasets: [acme/birds, 'acme/fish']", [("dataset", "acme/birds")]),
        ("a.yaml", "model: models/heron.gguf", []),
        ("a.yaml", "title: acme/heron-7b", []),
        ("a.json", '{"_name_or_path": "acme/heron-7b"}', [("model", "acme/heron-7b")]),
        ("a.json", '  "model_name_or_path": "acme/heron-7b",', [("model", "acme/heron-7b")]),
        ("a.toml", 'model_id = "acme/heron-7b"', [("model", "acme/heron-7b")]),
        (".env", "export HF_MODEL_ID=acme/heron-7b", [("model", "acme/heron-7b")]),
        ("Dockerfile", "ENV MODEL_ID=acme/heron-7b", [("model", "acme/heron-7b")]),
        ("Dockerfile", 'CMD ["--model", "acme/heron-7b"]', [("model", "acme/heron-7b")]),
        ("Dockerfile", "FROM acme/heron-image:1", []),
        ("run.sh", "vllm serve acme/heron-7b --port 1", [("model", "acme/heron-7b")]),
        ("run.sh", "# vllm serve acme/heron-7b", []),
        ("run.sh", "hf download acme/heron-7b", [("model", "acme/heron-7b")]),
        ("run.sh", "hf download acme/b --repo-type dataset", [("dataset", "acme/b")]),
        ("run.sh", "hf download acme/b --repo-type=space", []),
        ("run.sh", "python t.py --dataset_name=acme/b", [("dataset", "acme/b")]),
        ("run.sh", "python t.py --model_path ./out/x", []),
        ("run.sh", "ollama run heron:7b", [("ollama", "heron:7b")]),
        ("run.sh", "ollama run hf.co/acme/heron-GGUF:Q4", [("model", "acme/heron-GGUF")]),
        ("run.sh", "git clone https://huggingface.co/acme/wren", [("model", "acme/wren")]),
        ("compose.yaml", "    command: --model acme/wren", [("model", "acme/wren")]),
        ("compose.yaml", "      - --model=acme/wren", [("model", "acme/wren")]),
        ("Modelfile", "FROM heron:7b\nPARAMETER x 1", [("ollama", "heron:7b")]),
        ("Modelfile", "FROM ./heron.gguf", []),
        ("Modelfile", "FROM hf.co/acme/heron-GGUF", [("model", "acme/heron-GGUF")]),
        ("requirements.txt", "x @ https://huggingface.co/acme/w/resolve/main/x.whl",
         [("model", "acme/w")]),
    ],
)  # fmt: skip
def test_a_file(path: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert is_read(path)
    assert names(text, path)[:1] == expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.yaml", f"model:\n  repo_id: acme/w\n  revision: {COMMIT}"),
        ("a.yaml", f"revision: '{COMMIT}'\nmodel_id: acme/w"),
        ("a.json", f'"repo_id": "acme/w",\n"revision": "{COMMIT}",'),
        ("a.sh", f"vllm serve acme/w --revision {COMMIT}"),
        ("a.sh", f"hf download acme/w \\\n  --revision={COMMIT}"),
    ],
)
def test_a_revision_beside_a_name_is_its_own(path: str, text: str) -> None:
    (found,) = read_uses([(path, text)]).uses
    assert found.is_pinned


def test_a_revision_behind_another_name_is_not_its_own() -> None:
    text = f"model_id: acme/w\nbase_model: acme/h\nrevision: {COMMIT}"
    found = {one.id: one.revision for one in read_uses([("a.yaml", text)]).uses}
    assert found == {"acme/w": None, "acme/h": COMMIT}


@pytest.mark.parametrize("path", ["a.png", "uv.lock", "README.md", "a.c"])
def test_other_files_are_not_read(path: str) -> None:
    assert not is_read(path)


@pytest.mark.parametrize("path", ["a.yaml", "a.sh", "a.json", "Modelfile", "a.py", "a.ipynb"])
@pytest.mark.parametrize(
    "text", ["", "\n\n", "\0", "-" * 200_000, "model: " * 40_000, "--model " * 40_000, "{" * 90_000]
)
def test_odd_texts_name_nothing(path: str, text: str) -> None:
    assert names(text, path) == []
