import json
import re
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from audit.data import data_dir
from audit.licenses import build_index
from audit.licenses.index import MAGIC, digest_of, load_index, parse_index
from audit.licenses.normalize import read, trigrams

INDEX = data_dir("criteria") / "licenses" / "fingerprints.bin"
LICENSE_REF = re.compile(r"LicenseRef-[A-Za-z0-9.-]+\Z")
TERMS = " ".join(f"term{chr(97 + n)}" for n in range(20))


def entry(key: str, spdx: str, text: str = TERMS, more: str = "") -> str:
    return f"---\nkey: {key}\nname: {key} name\nspdx_license_key: {spdx}\n{more}---\n\n{text}"


ENTRIES = {
    "one.LICENSE": entry("one", "One-1.0"),
    "same.LICENSE": entry("same", "LicenseRef-scancode-same"),
    "longer.LICENSE": entry("longer", "Long-1.0", f"{TERMS} and then five more words"),
    "own.LICENSE": entry("own", "LicenseRef-scancode-own", f"own {TERMS}"),
    "generic.LICENSE": entry("generic", "Gen", f"gen {TERMS}", "is_generic: yes\n"),
    "unknown.LICENSE": entry("unknown", "Unk", f"unk {TERMS}", "is_unknown: yes\n"),
    "old.LICENSE": entry("old", "Old", f"old {TERMS}", "is_deprecated: yes\n"),
    "exception.LICENSE": entry("exception", "Exc", f"exc {TERMS}", "is_exception: yes\n"),
    "short.LICENSE": entry("short", "Short", "do as you like"),
    "broken.LICENSE": "no front matter",
}
REVIEW = build_index.Review(
    ids={"same": "LicenseRef-same"},
    starts={"longer": ["termc termd", "nowhere to be found"]},
    ends={"longer": ["and then", "terma"]},
    titles={"one": "first"},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "unpacked" / build_index.FOLDER
    texts.mkdir(parents=True)
    for name, text in ENTRIES.items():
        (texts / name).write_text(text, encoding="utf-8")
    (tmp_path / "unpacked" / "scancode_toolkit-1.2.3.dist-info").mkdir()
    return tmp_path / "unpacked"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "scancode.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("scancode_toolkit-1.2.3.dist-info/METADATA", "")
        for name, text in ENTRIES.items():
            archive.writestr(build_index.FOLDER + name, text)
    return path


def test_only_reviewed_and_spdx_licenses_go_in() -> None:
    texts = build_index.collect(ENTRIES, REVIEW)
    assert list(dict.fromkeys(text.id for text in texts)) == [
        "Long-1.0",
        "One-1.0",
        "LicenseRef-same",
    ]


def test_cuts_become_wordings_of_their_own() -> None:
    texts = build_index.collect(ENTRIES, REVIEW)
    assert [len(text.words) for text in texts if text.id == "Long-1.0"] == [25, 20, 23, 18]


def test_of_two_ids_with_the_same_text_the_spdx_id_stands() -> None:
    texts = build_index.collect(ENTRIES, REVIEW)
    index = parse_index(build_index.pack(texts, "test"))
    words = TERMS.split()
    whole = [s for s in index.openings[trigrams(words)[0]] if s.digest == digest_of(words)]
    # "Long-1.0" cut before "and then" has the same words as well, and comes first by name.
    assert [index.licenses[signature.license].id for signature in whole] == ["Long-1.0"]


def test_the_index_is_read_as_it_was_written() -> None:
    texts = build_index.collect(ENTRIES, REVIEW)
    index = parse_index(build_index.pack(texts, "source 1"))
    assert index.source == "source 1"
    figures = set(trigrams(f"{TERMS} and then five more words".split()))
    kept = {figure for figure in figures if index.holders(figure)}
    assert index.shared(kept)[0] == index.licenses[0].kept == len(kept) > 0
    assert not index.holders(0)
    assert not index.holders(2**32 - 1)


def test_folder_and_wheel_give_the_same_bytes(
    folder: Path, wheel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = [folder / "a.bin", folder / "b.bin"]
    for source, output in zip([folder, wheel], outputs, strict=True):
        assert build_index.main([str(source), "-o", str(output)]) == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert parse_index(outputs[0].read_bytes()).source == "scancode-toolkit 1.2.3"
    assert "2 texts" in capsys.readouterr().err


def test_a_source_without_licenses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no license entries"):
        build_index.read_source(tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", MAGIC[:4] + b"\x09\0\0\0" + b"\0" * 8])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a license fingerprint index"):
        parse_index(data)


def test_the_shipped_index_is_small_and_read_once() -> None:
    assert len(INDEX.read_bytes()) < 2_000_000
    assert load_index() is load_index()
    assert load_index().source.startswith("scancode-toolkit 32.")
    assert len(load_index().licenses) > 700


def test_the_shipped_index_holds_ids_and_figures_only() -> None:
    data = INDEX.read_bytes()
    start = len(MAGIC) + 4
    header = json.loads(data[start : start + int.from_bytes(data[len(MAGIC) : start], "little")])
    assert set(header) == {"counts", "licenses", "source"}
    for spdx, kept, title in header["licenses"]:
        assert " " not in spdx
        assert all(isinstance(figure, int) for figure in [kept, *title])
    assert not re.search(rb"[A-Za-z]{4,} [A-Za-z]{2,} [A-Za-z]{2,}", data)


def test_every_id_of_the_index_is_spdx_or_a_license_ref() -> None:
    known = import_module("license_expression").get_spdx_licensing().known_symbols
    newer = {"OpenMDW-1.0"}
    strange = {
        license_.id
        for license_ in load_index().licenses
        if license_.id not in known and not LICENSE_REF.match(license_.id)
    }
    assert strange <= newer


def test_reviewed_keys_are_sorted_and_indexed() -> None:
    review = build_index.load_review()
    indexed = {license_.id for license_ in load_index().licenses}
    assert list(review.ids) == sorted(review.ids)
    assert set(review.ids.values()) <= indexed
    assert "LicenseRef-llama3" not in indexed


def test_words_keep_their_lines() -> None:
    reading = read("One two\n\n  * 3. three 3.1\n<p>fo&uuml;r\n</p>五六")
    assert reading.words == ["one", "two", "three", "3.1", "foür", "五", "六"]
    assert reading.lines == [1, 1, 3, 3, 4, 5, 5]


def test_a_number_that_ends_a_sentence_is_not_a_list_item() -> None:
    assert read("under version\n3. You may").words == ["under", "version", "3", "you", "may"]
    assert read("You may.\n3. You must").words == ["you", "may", "you", "must"]


def test_page_numbers_do_not_count() -> None:
    assert read("and so\n\n- 12 -\n\non").words == ["and", "so", "on"]
    assert read("version\n\n12\nof it").words == ["version", "12", "of", "it"]


def test_bytes_do_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = build_index.collect(ENTRIES, REVIEW)
    # A machine of the other byte order, as far as can be played here: what it swaps on the way
    # out it swaps on the way in.
    monkeypatch.setattr("sys.byteorder", "big")
    swapped = parse_index(build_index.pack(texts, "test"))
    monkeypatch.undo()
    assert swapped == parse_index(build_index.pack(texts, "test"))
