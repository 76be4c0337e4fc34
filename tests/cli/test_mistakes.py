"""Whatever goes wrong: one line on stderr, the right exit code, and nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.cli import report_files, write
from tests.hub import Answer, Hub

from .running import Command, tree

WRITTEN = ("-o", "build/demo")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the following arguments are required: COMMAND. See `openness --help`."),
        (("audit",), "the following arguments are required: TARGET. See `openness audit --help`."),
        (("judge",), "invalid choice: 'judge'"),
        (("audit", "acme/tiny", "--lively"), "unrecognized arguments: --lively"),
        (("collect", "acme/tiny"), "There is no place for the snapshot. Name a folder with -o."),
        (("audit", "gone/gone", *WRITTEN), "The Hub has no model gone/gone, or does not show it."),
        (("audit", "datasets/gone/gone"), "The Hub has no dataset gone/gone"),
        (("audit", "github:gone/gone"), "GitHub has no gone/gone"),
        (("audit", "github:acme/tiny-code@gone"), "GitHub's acme/tiny-code has no gone"),
        (("audit", "acme/tiny@gone"), "no such revision"),
        (("audit", "acme/tiny", "gone/gone", *WRITTEN), "The Hub has no model gone/gone"),
        (("audit", "./gone"), "There is no file or folder ./gone."),
        (("audit", "model.yaml"), "There is no file or folder model.yaml."),
        (("audit", "."), "holds nothing to audit."),
        (("audit", ""), "'' is not a target."),
        (("audit", "two words"), "'two words' is not a target."),
        (("audit", "bundled:gone"), "There is no bundled model 'gone'. Known: all"),
        (("collect", "bundled:aria", *WRITTEN), "bundled:aria has nothing to collect."),
        (("export-facts", "gone/gone", *WRITTEN), "The Hub has no model gone/gone"),
        (("audit", "\x1b]0;title\x07\x1b[31mred"), "is not a target."),
        (("audit", "acme/tiny", "--\x1b[31mred"), "\\u001b[31mred"),
        (("audit", "./\x1b[31mred\u202e\n"), "There is no file or folder ./\\u001b[31mred\\u202e."),
        (("audit", "bundled:\x1b[31mred"), "There is no bundled model"),
    ],
    ids=range(23),
)
def test_usage(openness: Command, arguments: tuple[str, ...], said: str) -> None:
    assert said in openness.fails(*arguments)


@pytest.mark.parametrize("target", ["acme/tiny", "github:acme/code", "datasets/acme/mix"])
@pytest.mark.parametrize("command", ["audit", "collect", "export-facts"])
def test_no_network(offline: Command, command: str, target: str) -> None:
    said = offline.fails(command, target, *WRITTEN, code=3)
    assert said.endswith("no connection, or it broke. Check the network and try again.\n")


def test_no_network_for_a_model_file(offline: Command) -> None:
    Path("model.yaml").write_text("weights: acme/tiny\n")
    assert "no connection" in offline.fails("audit", "model.yaml", *WRITTEN, code=3)


def test_an_address_that_is_none(openness: Command) -> None:
    openness.point_at({"HF_ENDPOINT": "nonsense"})
    assert "HF_ENDPOINT is not an http or https address" in openness.fails("audit", "acme/tiny")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"weights: [acme/tiny\n",
        b"weight: acme/tiny\n",
        b"weights: 3\n",
        b"a: &a [x]\nweights: [*a, *a]\n",
        b"x" * 10_000_000,
        bytes(range(256)),
        b"weights: \x1b[31mred\n",
        b'weights: "\\e[31mred"\n',
        b'"\\e[31mred": 3\n',
    ],
    ids=range(10),
)
def test_a_broken_model_file(openness: Command, content: bytes) -> None:
    Path("model.yaml").write_bytes(content)
    said = openness.fails("audit", "model.yaml", *WRITTEN)
    assert said.startswith("openness: model.yaml: ")
    assert said.endswith("See the README for an example.\n")


def test_a_model_file_that_is_a_folder(openness: Command) -> None:
    Path("model.yaml").mkdir()
    assert "model.yaml holds nothing to audit" in openness.fails("audit", "model.yaml", *WRITTEN)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"schema": "\\u001b[31m/1"}', "\x00"])
def test_a_broken_assessment(openness: Command, content: str) -> None:
    Path("a.json").write_text(content)
    said = openness.fails("audit", "a.json", *WRITTEN)
    assert said.startswith("openness: a.json is neither an inventory nor an assessment: ")


def test_an_assessment_with_a_name_that_leads_elsewhere(openness: Command) -> None:
    openness("audit", "acme/tiny")
    found = json.loads(Path("acme--tiny.json").read_text())
    found["target"]["name"] = "../outside"
    Path("a.json").write_text(json.dumps(found))
    assert "is not fit for a file" in openness.fails("audit", "a.json", *WRITTEN)
    assert not (openness.folder.parent / "outside.json").exists()


@pytest.mark.parametrize("command", ["audit", "export-facts"])
def test_a_snapshot_with_a_changed_byte(openness: Command, command: str) -> None:
    openness("collect", "acme/tiny", "-o", "snap")
    document = sorted(Path("snap/documents").rglob("*"))[-1]
    document.write_bytes(b"!" + document.read_bytes()[1:])
    assert "has changed. Collect it again." in openness.fails(command, "snap", *WRITTEN)


def test_a_snapshot_with_a_broken_list(openness: Command) -> None:
    openness("collect", "acme/tiny", "-o", "snap")
    Path("snap/snapshot.json").write_text("{")
    assert "snap/snapshot.json is broken" in openness.fails("audit", "snap", *WRITTEN)


@pytest.mark.parametrize("command", ["audit", "collect", "export-facts"])
def test_an_output_that_is_a_file(openness: Command, hub: Hub, command: str) -> None:
    Path("taken").write_text("mine")
    said = openness.fails(command, "acme/tiny", "-o", "taken")
    assert "taken" in said
    openness.fails(command, "acme/tiny", "-o", "taken/deeper")
    assert Path("taken").read_text() == "mine"
    assert command == "collect" or hub.requests == []


def test_an_output_with_a_folder_in_the_place_of_a_report(openness: Command) -> None:
    Path("acme--tiny.json").mkdir()
    assert "acme--tiny.json is a folder" in openness.fails("audit", "acme/tiny")


def test_an_output_that_may_not_be_written(
    openness: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **rest: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    said = openness.fails("audit", "acme/tiny", *WRITTEN)
    assert said == (
        "openness: build/demo cannot be written: Permission denied. Choose another -o.\n"
    )


def test_a_name_that_is_too_long(openness: Command) -> None:
    assert "cannot be written" in openness.fails("audit", "acme/tiny", "-o", "x" * 300)


def test_a_full_disk_leaves_nothing(openness: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.suffix == ".html":
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "No space left on device" in openness.fails("audit", "acme/tiny", *WRITTEN)
    Path("build").mkdir()
    openness.fails("audit", "acme/tiny", *WRITTEN)
    assert tree(openness.folder) == ["build"]


@pytest.mark.parametrize("command", ["audit", "export-facts"])
def test_two_targets_with_one_name(openness: Command, command: str) -> None:
    said = openness.fails(command, "acme/mix", "datasets/acme/mix", *WRITTEN)
    assert "The Hub has no model acme/mix" in said
    said = openness.fails(command, "acme/base@main", "acme/base", *WRITTEN)
    assert "Two targets would both be written as acme--base." in said


def test_a_target_named_as_the_comparison(openness: Command) -> None:
    Path("m.yaml").write_text("name: Index\nweights: acme/base\n")
    assert openness("audit", "m.yaml", "-o", "alone").code == 0
    said = openness.fails("audit", "m.yaml", "acme/tiny", *WRITTEN)
    assert "is named Index, as the comparison is" in said


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=404, headers={"X-Error-Message": "\x1b[31mred"}, body=b"\x1b[31mred"),
        Answer(status=500, headers={}, body=b"\x1b[31mred"),
        Answer(headers={"Content-Type": "text/html"}, body=b"<html>\x1b[31m"),
        Answer(body=b'{"id": 3}'),
        Answer(body=b"\x1b[31m"),
    ],
    ids=range(5),
)
def test_what_a_server_says_does_not_reach_the_terminal(
    openness: Command, hub: Hub, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    hub.instead["/api/models/acme/tiny"] = answer
    ran = openness("audit", "acme/tiny", *WRITTEN)
    assert ran.code in (2, 3)
    assert ran.err.count("\n") == 1
    assert ran.err[:-1].isprintable()
    assert tree(openness.folder) == []


def test_an_id_with_escapes_does_not_reach_the_terminal(openness: Command, hub: Hub) -> None:
    body = json.dumps({"id": "acme/\x1b[31mred", "sha": "0" * 40, "siblings": []}).encode()
    hub.instead["/api/models/acme/tiny"] = Answer(body=body)
    ran = openness("audit", "acme/tiny", *WRITTEN)
    assert "\x1b" not in ran.out + ran.err


def test_an_interruption_leaves_nothing(openness: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*rest: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(write, "_write_all", interrupted)
    said = openness.fails("audit", "acme/tiny", *WRITTEN, code=130)
    assert said == "openness: interrupted; no file is left half-written.\n"


def test_a_bug_is_one_line_too(openness: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*rest: object) -> None:
        raise ZeroDivisionError("\x1b[31mred\nred")

    monkeypatch.setattr(report_files, "report_files", broken)
    said = openness.fails("audit", "acme/tiny", *WRITTEN, code=4)
    assert "a bug: ZeroDivisionError. Run again with OPENNESS_TRACEBACK=1" in said
    openness.point_at({"OPENNESS_TRACEBACK": "1"})
    assert "Traceback" in openness("audit", "acme/tiny", *WRITTEN).err
