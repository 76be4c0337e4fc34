from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from audit.judge.load import frameworks
from audit.judge.review_file import read_review_file
from audit.model.vocabulary import ROWS
from audit.registers.asked import Asked
from audit.registers.cells import Register
from audit.registers.mot import read_mot
from audit.registers.osai import read_osai
from audit.registers.review_yaml import review_yaml
from audit.registers.table import read_table
from audit.text.safe_yaml import load
from tests.registers.files import MOT, OSAI_KEYS, index_file, mot_file


def written(register: Register) -> dict[str, Any]:
    plain = load(review_yaml(register))
    assert isinstance(plain, dict)
    assert plain["schema"] == "openness-review/1"
    read = read_review_file(review_yaml(register), "register.yaml")
    assert len(read) == len(plain["reviews"]), "what is imported can be read as reviews"
    assert plain["revision"] is None
    for review in plain["reviews"]:
        assert review["evidence"][-1]["quote"], "every finding shows the register's words"
        assert isinstance(review["date"], str)
    return plain


def test_what_a_file_of_the_tool_lists() -> None:
    plain = written(read_mot(MOT, "tiny.yml"))
    assert plain["model"] == "acme/tiny"
    assert plain["reviewer"] == "Model Openness Tool"
    found = {one["component"]: one for one in plain["reviews"]}
    assert set(found) <= set(ROWS)
    assert found["training-code"] == {
        "component": "training-code",
        "finding": "released",
        "license": "MIT",
        "reason": "Model Openness Tool: Training code is listed, under: MIT",
        "evidence": [
            {"url": "https://github.com/acme/tiny"},
            {"url": "https://github.com/acme/tiny/blob/main/LICENSE"},
            {
                "url": "https://mot.isitopen.ai",
                "quote": "name: 'Training code' description: 'Trains it' license_path: "
                "'https://github.com/acme/tiny/blob/main/LICENSE' component_path: "
                "'https://github.com/acme/tiny'",
            },
        ],
        "date": "2026-02-03",
    }
    assert found["model-card"]["license"] == "NONE"
    assert found["research-paper"]["finding"] == "not-found"
    assert "license" not in found["technical-report"], "words that name no license are no license"
    assert "See the website" in found["technical-report"]["reason"]
    assert "training-data" not in found, "what is not listed is no finding"


def test_a_license_by_another_name_is_written_by_its_id() -> None:
    plain = written(read_mot(mot_file({"Datasets": "Apache 2.0"}, date="2026-01-01"), "tiny.yml"))
    assert plain["reviews"][0]["license"] == "Apache-2.0"
    assert plain["reviews"][0]["reason"].endswith("under: Apache 2.0")


def test_levels_of_the_index() -> None:
    register, _ = read_osai(
        index_file({**dict.fromkeys(OSAI_KEYS, "open"), "paper": None}), "tiny.yaml"
    )
    plain = written(replace(register, date="2026-06-12"))
    found = {one["requirement"]: one for one in plain["reviews"]}
    assert found["OSAI26-licenses"]["finding"] == "open"
    assert found["OSAI26-licenses"]["date"] == "2026-06-12"
    assert "OSAI26-paper" not in found, "an empty class is nobody's finding"


def test_a_table_without_an_address_names_its_file() -> None:
    text = (
        "model,requirement,value,quote\na/a,OSAID-P0,no,all rights reserved\na/a,mof-mot/class-1,no"
    )
    (register,) = read_table(text, "t.csv", Asked(frameworks()), "Ministry")
    plain = written(replace(register, date="2026-06-12"))
    assert "source" not in plain
    assert [one["requirement"] for one in plain["reviews"]] == ["OSAID-P0"]
    assert plain["reviews"][0]["evidence"] == [
        {"artifact": "t.csv", "quote": "all rights reserved"}
    ]


def test_strangers_text_steers_nothing() -> None:
    name = "Tiny\u202e\x1b]0;x\x07\nmodel: other"
    plain = written(read_mot(mot_file({"Datasets": "MIT"}, name=name, date="2026-01-01"), "t.yml"))
    assert "\u202e" not in plain["model"]
    assert "\x1b" not in plain["model"]
    assert "\n" not in plain["model"]
