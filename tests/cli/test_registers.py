"""`openness import` and `openness export`."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.pipeline import read_inventory
from audit.text.safe_yaml import load
from tests.registers.files import MOT, OSAI_KEYS, index_file, mot_file

from .running import Command, tree

TABLE = "model,requirement,value,date\nacme/tiny,OSAID-P0,no,2026-01-02\nacme/base,OSAID-P0,yes,\n"


@pytest.fixture
def files(openness: Command) -> Command:
    """The command in a folder with a file of each register."""
    Path("Tiny.yml").write_text(MOT)
    Path("chat.yaml").write_text(
        index_file(dict.fromkeys(OSAI_KEYS, "open"), "https://huggingface.co/acme/tiny")
    )
    Path("table.csv").write_text(TABLE)
    return openness


def test_a_file_of_the_tool_becomes_reviews_and_an_inventory(files: Command) -> None:
    ran = files("import", "mot", "Tiny.yml", "-o", "out")
    assert (ran.code, ran.err) == (0, "")
    told = ran.out.splitlines()
    assert told[0].startswith("Tiny: 5 findings; Unclassified; Class I - Open Science Model 0 %")
    assert told[1] == "Tiny.yml: line 32: Kitchen sink is no component of the framework"
    assert told[2:] == ["out/Tiny.review.yaml", "out/Tiny.inventory.json"]
    assert load(Path("out/Tiny.review.yaml").read_text())["model"] == "acme/tiny"
    assert read_inventory(Path("out/Tiny.inventory.json")).target.id == "mot:Tiny"


def test_what_the_tool_lists_can_be_audited(files: Command) -> None:
    files("import", "mot", "Tiny.yml", "-o", "out")
    assert files("audit", "out/Tiny.inventory.json", "-o", "reports").code == 0
    assert "reports/Tiny.html" in tree(files.folder)


def test_a_file_of_the_index_needs_a_day(files: Command) -> None:
    ran = files("import", "osai", "chat.yaml", "-o", "out")
    assert ran.code == 2
    assert "does not say on which day" in ran.err
    ran = files("import", "osai", "chat.yaml", "-o", "out", "--date", "2026-06-12")
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("Tiny Chat: 12 findings; 1 of 1 (European Open")
    reviews = load(Path("out/Tiny-Chat.review.yaml").read_text())["reviews"]
    assert {one["date"] for one in reviews} == {"2026-06-12"}


def test_a_table_needs_a_name_and_keeps_models_apart(files: Command) -> None:
    assert "Give --name" in files("import", "table", "table.csv").err
    options = (
        "--name",
        "Ministry",
        "--source",
        "https://acme.example/list",
        "--date",
        "2026-06-12",
    )
    ran = files("import", "table", "table.csv", "-o", "out", *options)
    assert ran.out.splitlines()[-2:] == [
        "out/acme-tiny.review.yaml",
        "out/acme-base.review.yaml",
    ]
    plain = load(Path("out/acme-base.review.yaml").read_text())
    assert plain["reviewer"] == "Ministry"
    assert plain["source"] == "https://acme.example/list"


def test_the_user_says_which_model_a_file_speaks_of(files: Command) -> None:
    files("import", "mot", "Tiny.yml", "-o", "out", "--model", "acme/other")
    assert load(Path("out/Tiny.review.yaml").read_text())["model"] == "acme/other"


def test_a_register_against_an_audit(files: Command) -> None:
    files("audit", "acme/tiny", "-o", "kept")
    ran = files("import", "mot", "Tiny.yml", "--against", "kept/acme--tiny.json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Model Openness Tool on Tiny: ")
    assert " contradict, " in ran.out
    assert tree(files.folder) == [
        "Tiny.yml",
        "chat.yaml",
        "kept",
        "kept/acme--tiny.html",
        "kept/acme--tiny.json",
        "table.csv",
    ]


def test_a_table_against_an_audit_is_read_for_its_model_alone(files: Command) -> None:
    files("audit", "acme/tiny", "-o", "kept")
    options = ("--name", "Ministry", "--against", "kept/acme--tiny.json")
    ran = files("import", "table", "table.csv", *options)
    assert ran.out.count("Ministry on") == 1
    assert "Ministry on acme/tiny" in ran.out
    Path("table.csv").write_text(TABLE.replace("acme/tiny", "acme/other"))
    ran = files("import", "table", "table.csv", *options)
    assert ran.code == 2
    assert "None of the models" in ran.err


def test_two_files_of_one_name_are_not_written_over_each_other(files: Command) -> None:
    Path("other.yml").write_text(MOT)
    ran = files("import", "mot", "Tiny.yml", "other.yml", "-o", "out")
    assert ran.code == 2
    assert "Two files would both be written" in ran.err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("mot", "nowhere.yml"), "nowhere.yml cannot be read"),
        (("mot", "latin.yml"), "latin.yml is not UTF-8 text"),
        (("mot", "large.yml"), "large.yml has more than"),
        (("mot", "chat.yaml"), "no release with components"),
        (("osai", "Tiny.yml"), "parameters of the index"),
        (("mot", "Tiny.yml", "--date", "soon"), "--date is 'soon'"),
        (("mot", "Tiny.yml", "--source", "javascript:x"), "--source is 'javascript:x'"),
        (("table", "table.csv", "--name", "x", "--model", "a/b"), "--model names one model"),
        (("mot",), "required: FILE"),
        ((), "required: REGISTER"),
    ],
)
def test_mistakes_are_one_line(files: Command, arguments: tuple[str, ...], told: str) -> None:
    Path("latin.yml").write_bytes("name: é".encode("latin-1"))
    Path("large.yml").write_bytes(b"#" * 5_000_000)
    ran = files("import", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert len(ran.err.splitlines()) == 1


def test_an_audit_as_a_file_of_the_tool(files: Command) -> None:
    ran = files("export", "mot", "acme/tiny", "-o", "out")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == ["out/acme--tiny.yml"]
    release = load(Path("out/acme--tiny.yml").read_text())["release"]
    assert release["name"] == "tiny"
    assert release["producer"] == "acme"
    assert files("import", "mot", "out/acme--tiny.yml", "-o", "back").code == 0


def test_a_name_that_leads_elsewhere_is_made_plain(files: Command) -> None:
    Path("Tiny.yml").write_text(mot_file(("Datasets",), name="../../etc/x", date="2026-01-01"))
    assert files("import", "mot", "Tiny.yml", "-o", "out").code == 0
    assert "out/etc-x.review.yaml" in tree(files.folder)
