from __future__ import annotations

from typing import Any

import pytest

from audit.model import BrokenCode, Gap, GapReason, Unknown
from audit.probes import sources
from tests.small_models import CODE, Files, code, data, judged, quotes, small_model, stated, weights
from tests.traps.model import SHARDS, VENDORED

PACKAGE: Files = {"heron/__init__.py": 0, "heron/model.py": 900}
FILL = "\n# " + "x" * 80 + "\n"


def _broken(files: Files, **more: Any) -> dict[str, str]:
    gaps = more.pop("gaps", ())
    facts = stated(sources, code(files, **more), gaps=gaps)
    return {fact.row: fact.why for fact in facts if isinstance(fact, BrokenCode)}


def _train(text: str, more: Files | None = None, **rest: Any) -> dict[str, str]:
    return _broken({"train.py": text + FILL, **PACKAGE, **(more or {})}, **rest)


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("from heron.data import load", "heron.data"),
        ("import heron.data.load", "heron.data.load"),
        ("from heron.model_zoo import x", "heron.model_zoo"),
    ],
)
def test_a_module_of_its_own_package_that_is_not_there(text: str, module: str) -> None:
    assert _train(text) == {
        "training-code": f"train.py cannot run: it imports {module}, which is not in the listing"
    }


@pytest.mark.parametrize(
    "text",
    [
        "from heron.model import Heron",
        "from heron.model.inner import x",
        "import heron",
        "from heron import anything",
        "from heron.MODEL import x",
        "from torch.missing import x",
        "from pelican.missing import x",
        "import json.missing",
        "from heron.version import x",
        "from heron.pb.a_pb2 import x",
        "from heron.grpc import heron_pb2",
        "from heron._C import x",
        "try:\n    from heron.data import x\nexcept ImportError:\n    x = None",
        "if True:\n    from heron.data import x",
        "def f():\n    from heron.data import x",
        "# from heron.data import x\nx = 1",
        "from . import x",
    ],
)
def test_an_import_that_may_well_lead_somewhere(text: str) -> None:
    assert _train(text) == {}


@pytest.mark.parametrize(
    "more",
    [
        {"heron/data.py": 90},
        {"heron/data/load.py": 90},
        {"heron/data.cpython-311.so": 90},
        {"heron/data.pyx": 90},
        {"heron/data": 12},
        {"src/heron/__init__.py": 0, "src/heron/data.py": 90},
        {"requirements.txt": "torch\nheron>=1\n"},
        {"heron/__init__.py": "import sys\nsys.modules['heron.data'] = sys\n"},
        {"__init__.py": 0},
    ],
)
def test_files_that_make_the_module_be_there(more: Files) -> None:
    assert _train("from heron.data import load", more) == {}


def test_a_submodule_may_hold_what_is_missing() -> None:
    gap = Gap(artifact=CODE, path="heron/data", reason=GapReason.NOT_LOOKED, detail="")
    assert _train("from heron.data.load import x", gaps=(gap,)) == {}


@pytest.mark.parametrize("listing", ["part", "none"])
def test_nothing_is_missing_from_a_listing_that_is_not_complete(listing: str) -> None:
    assert _train("from heron.data import load", listing=listing) == {}


def test_a_folder_that_is_called_like_a_library_is_not_judged() -> None:
    files: Files = {"train.py": "from datasets.load import x" + FILL, "datasets/__init__.py": 0}
    assert _broken(files) == {}


def test_a_package_elsewhere_in_the_tree_is_not_the_one_that_is_imported() -> None:
    files: Files = {"a/train.py": "from heron.data import x" + FILL, "b/heron/__init__.py": 0}
    assert _broken(files) == {}


def test_relative_imports() -> None:
    there = {"heron/__init__.py": 0, "heron/model.py": 90}
    broken = _broken({**there, "heron/train.py": "from .data import x" + FILL})
    assert broken == {
        "training-code": "heron/train.py cannot run: it imports .data, which is not in the listing"
    }
    assert _broken({**there, "heron/train.py": "from .model import x" + FILL}) == {}
    assert _broken({**there, "heron/a/train.py": "from ..model import x" + FILL}) == {}
    assert _broken({**there, "heron/train.py": "from .....data import x" + FILL}) == {}


def test_a_fault_is_found_along_the_files_that_are_executed() -> None:
    broken = _train(
        "from heron.model import Heron",
        {
            "heron/__init__.py": "from .core import Core\n",
            "heron/core.py": "from heron import model\nimport heron.lost.parts\n",
        },
    )
    assert broken == {
        "training-code": "train.py cannot run: it executes heron/core.py: it imports "
        "heron.lost.parts, which is not in the listing"
    }


def test_the_line_is_quoted() -> None:
    facts = stated(
        sources, code({"train.py": "import os\nfrom heron.data import x" + FILL, **PACKAGE})
    )
    assert quotes(facts, BrokenCode) == ["from heron.data import x"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("x = = 1\n", True),
        ("<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> z\n", True),
        ("print 'x'\n", False),
        ("import {{ x }}\n", False),
    ],
)
def test_a_file_that_does_not_parse(text: str, broken: bool) -> None:
    facts = stated(sources, code({"train.py": text + FILL}))
    assert [type(fact) for fact in facts] == [BrokenCode if broken else Unknown]


def test_packaging_that_reads_a_name_which_nothing_defines() -> None:
    setup = "from setuptools import setup\n\nsetup(extras_require={'all': EVAL})\n"
    assert _broken({"setup.py": setup}) == {
        "supporting-libraries": "setup.py cannot run: it reads `EVAL`, which nothing in it defines"
    }
    assert _broken({"train.py": "EVAL" + FILL}) == {}


@pytest.mark.parametrize("folder", ["examples", "demo"])
def test_an_example_that_is_broken_says_nothing_of_the_code_beside_it(folder: str) -> None:
    bad = "from heron.data import x" + FILL
    files: Files = {**PACKAGE, "train.py": 900, f"{folder}/train_a.py": bad}
    assert _broken(files) == {}
    alone: Files = {**PACKAGE, f"{folder}/train_a.py": bad}
    assert list(_broken(alone)) == ["training-code"]


def test_vendored_trees_and_the_code_of_others_are_not_judged() -> None:
    bad = "from .data import x" + FILL
    assert _broken({**VENDORED, "pelican/train.py": bad, "pelican/__init__.py": 0}) == {}
    assert stated(sources, data({"train.py": bad}), code({"train.py": bad}, own=False)) == []


def test_more_than_can_be_parsed_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_MOST_CHARACTERS", 10)
    assert _train("from heron.data import load") == {}


@pytest.mark.parametrize(
    ("readme", "row"),
    [
        ("```\npython tools/train.py\n```\n", "training-code"),
        ("```\nbash finetune_lora.sh\n```\n", "fine-tuning-code"),
        ("运行 `python evaluate.py`\n", "evaluation-code"),
    ],
)
def test_a_command_that_names_a_file_which_is_not_there(readme: str, row: str) -> None:
    files: Files = {"README.md": readme, "a.py": 900}
    assert list(_broken(files)) == [row]
    assert _broken({**files, "README.md": 900}) == {}
    assert _broken(files, listing="part") == {}


@pytest.mark.parametrize(
    "readme",
    [
        "python plot.py\n",
        "python path/to/train.py\n",
        "git clone https://github.com/x/pelican\ncd pelican\npython train.py\n",
        "wget https://x.org/train.py\npython train.py\n",
        "Save this as `train.py`:\n\npython train.py\n",
        "```python\n# train.py\nimport torch\n```\n```\npython train.py\n```\n",
        "python -m heron.train\n",
        "cd heron/tools && python train2.py\n",
    ],
)
def test_a_command_that_does_not_show_that_a_file_is_missing(readme: str) -> None:
    assert _broken({"README.md": readme, "heron/tools/train2.py": 900}) == {}


def test_a_command_may_start_what_a_submodule_holds() -> None:
    gap = Gap(artifact=CODE, path="pelican", reason=GapReason.NOT_LOOKED, detail="")
    assert _broken({"README.md": "python train.py\n", "a.py": 900}, gaps=(gap,)) == {}


def test_code_that_cannot_run_is_there_in_part_and_says_why() -> None:
    model = small_model(
        weights({"README.md": "# Heron\n", **SHARDS}),
        code(
            {
                "train.py": "from heron.data import load" + FILL,
                "configs/train.yaml": 900,
                "evaluate.py": 900,
                **PACKAGE,
            }
        ),
    )
    rows = judged(model).components
    row = rows["training-code"]
    assert row.availability.value == "partial"
    assert row.detail.endswith("it imports heron.data, which is not in the listing")
    assert row.evidence[-1].quote == "from heron.data import load"
    assert rows["evaluation-code"].availability.value == "released"


def test_a_command_makes_nothing_of_code_that_is_not_there() -> None:
    files: Files = {"README.md": "python train.py\n", "heron.py": 900}
    rows = judged(small_model(weights(SHARDS), code(files))).components
    assert rows["training-code"].availability.value == "not-found"


def test_whole_code_of_another_repository_outweighs_what_is_broken() -> None:
    broken: Files = {"train.py": "import = 1" + FILL, "configs/train.yaml": 900}
    whole: Files = {"train.py": 900, "configs/train.yaml": 900}
    model = small_model(weights(SHARDS), code(broken), code(whole, "github:acme/heron-2"))
    row = judged(model).components["training-code"]
    assert row.availability.value == "released"


@pytest.mark.parametrize(
    "text",
    [
        "# Soon\n",
        "pass\n",
        "def main():\n    raise NotImplementedError\n\n\nmain()\n",
        "print('soon')\n",
    ],
)
def test_a_file_that_does_nothing(text: str) -> None:
    assert "nothing in it does a thing" in _train(text)["training-code"]
