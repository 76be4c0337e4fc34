from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import MissingFile
from audit.probes import named_files
from tests.small_models import Files, code, stated, weights


def _named(readme: str, *, files: Files | None = None, listing: str = "whole") -> list[str]:
    repository = code({"README.md": readme, **(files or {})}, listing=listing)
    facts = stated(named_files, repository)
    return [fact.named for fact in facts if isinstance(fact, MissingFile)]


@pytest.mark.parametrize(
    ("readme", "expected"),
    [
        ("See [docs](docs/a.md).\n", ["docs/a.md"]),
        ("See [docs](./docs/a%20b.md#part).\n", ["docs/a b.md"]),
        ("See [docs](/docs/a.md?plain=1).\n", ["docs/a.md"]),
        ("See [there](src) and [this](src/train.py).\n", []),
        ("![picture](a.png) and [issues](../../issues) and [mail](me@example.org)\n", []),
        ("[top](#top) [web](https://example.org/a.md) [word](word)\n", []),
        ("```\npython run.py\n```\n", ["run.py"]),
        (
            "```bash\n$ CUDA_VISIBLE_DEVICES=0 torchrun --n 8 \\\n  go/run.py --x\n```\n",
            ["go/run.py"],
        ),
        ("```\npip install -r needs.txt\n```\n", ["needs.txt"]),
        ("```\npython src/train.py\npython train.py\n```\n", []),
        ("python run.py\n", []),
        ("```\ncd elsewhere\npython run.py\n```\n", []),
        ("```\ncd heron/src\npython run.py\n```\n", []),
        ("```\ncd heron\npython run.py\n```\n", ["run.py"]),
        ("```\ngit clone https://github.com/acme/heron\npython run.py\n```\n", ["run.py"]),
        ("```\nwget https://example.org/run.py\npython run.py\n```\n", []),
        ("```\npython $HOME/run.py\npython <your>.py\npython /opt/run.py\n```\n", []),
        ("Create a file `run.py` first.\n```\npython run.py\n```\n", []),
    ],
)
def test_what_is_named_and_not_there(readme: str, expected: list[str]) -> None:
    assert _named(readme, files={"src/train.py": 900}) == expected


def test_of_a_listing_in_part_nothing_is_missing() -> None:
    assert _named("[a](a.md)\n", listing="part") == []
    assert _named("[a](a.md)\n", listing="none") == []


def test_what_may_lie_in_a_submodule_is_not_missing() -> None:
    files: Files = {".gitmodules": 90, "docs/x.md": 9}
    readme = "[a](other/a.md) [b](docs/b.md)\n```\npython run.py\n```\n"
    assert _named(readme, files=files) == ["docs/b.md"]


def test_a_card_may_run_what_the_code_repository_has() -> None:
    card = weights({"README.md": "```\npython run.py\n```\n[a](a.md)\n"})
    facts = stated(named_files, card, code({"src/run.py": 90}))
    assert [fact.named for fact in facts if isinstance(fact, MissingFile)] == ["a.md"]


def test_a_command_is_run_in_another_repository_of_the_model() -> None:
    readme = code({"README.md": "```\npython run.py\n```\n"})
    assert stated(named_files, readme, code({"run.py": 90}, "github:acme/heron-train")) == []


def test_one_file_that_is_named_twice_is_stated_once() -> None:
    text = "[a](gone.md)\n```\npython run.py\npython run.py\n```\n[b](gone.md)\n"
    assert _named(text) == ["gone.md", "run.py"]


@given(st.text(alphabet="[]()#/.`\\\n pyth-r$cd<>&;w", max_size=300))
def test_a_strangers_text_ends_in_facts(text: str) -> None:
    assert isinstance(_named(text), list)
