import json
import re
import zipfile
import zlib
from importlib import import_module
from pathlib import Path

import pytest

from audit.data import data_dir
from audit.licenses import build_index, scancode
from audit.licenses.figures import digest_of, figures_of, sample_of
from audit.licenses.index import MAGIC, NO_SEQUENCE, load_index, parse_index
from audit.licenses.normalize import read

INDEX = data_dir("criteria") / "licenses" / "fingerprints.bin"
LICENSE_REF = re.compile(r"LicenseRef-[A-Za-z0-9.-]+\Z")
TERMS = " ".join(f"term{chr(97 + n)}{chr(97 + n)}" for n in range(20))


def entry(key: str, spdx: str, text: str = TERMS, more: str = "") -> str:
    return f"---\nkey: {key}\nname: {key} name\nspdx_license_key: {spdx}\n{more}---\n\n{text}"


TEXT = "is_license_text: yes\n"
RULES = {
    "spelled": ("longer", TEXT, f"{TERMS} and then six more words"),
    "same": ("longer", TEXT, f"{TERMS} and then five more words"),
    "limited": ("longer", TEXT, f"{TERMS} and not then five more words"),
    "short": ("longer", TEXT, "terma termb"),
    "long": ("longer", TEXT, f"{TERMS} and then five more words of which nobody has heard before"),
    "notice": ("longer", "is_license_notice: yes\n", f"{TERMS} and then seven more words"),
    "old": ("longer", f"{TEXT}is_deprecated: yes\n", f"{TERMS} and then eight more words"),
    "two": ("longer AND one", TEXT, f"{TERMS} and then nine more words"),
}
ENTRIES = {
    scancode.TEXTS + "one.LICENSE": entry("one", "One-1.0"),
    scancode.TEXTS + "same.LICENSE": entry("same", "LicenseRef-scancode-same"),
    scancode.TEXTS + "longer.LICENSE": entry(
        "longer", "Long-1.0", f"{TERMS} and then five more words"
    ),
    scancode.TEXTS + "own.LICENSE": entry("own", "LicenseRef-scancode-own", f"own {TERMS}"),
    scancode.TEXTS + "generic.LICENSE": entry(
        "generic", "Gen", f"gen {TERMS}", "is_generic: yes\n"
    ),
    scancode.TEXTS + "unknown.LICENSE": entry(
        "unknown", "Unk", f"unk {TERMS}", "is_unknown: yes\n"
    ),
    scancode.TEXTS + "old.LICENSE": entry("old", "Old", f"old {TERMS}", "is_deprecated: yes\n"),
    scancode.TEXTS + "exception.LICENSE": entry(
        "exception", "Exc", f"exc {TERMS}", "is_exception: yes\n"
    ),
    scancode.TEXTS + "short.LICENSE": entry("short", "Short", "do as you like"),
    scancode.TEXTS + "broken.LICENSE": "no front matter",
    **{
        f"{scancode.RULES}{name}.RULE": f"---\nlicense_expression: {key}\n{more}---\n{text}"
        for name, (key, more, text) in RULES.items()
    },
}
REVIEW = scancode.Review(
    ids={"same": "LicenseRef-same"},
    starts={"longer": ["termcc termdd", "nowhere to be found"]},
    ends={"longer": ["and then", "termaa"]},
    titles={"one": "first"},
    neutral={"own": "termss termtt"},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in ENTRIES.items():
        path = tmp_path / "unpacked" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "unpacked" / "scancode_toolkit-1.2.3.dist-info").mkdir()
    return tmp_path / "unpacked"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "scancode.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("scancode_toolkit-1.2.3.dist-info/METADATA", "")
        for name, text in ENTRIES.items():
            archive.writestr(name, text)
    return path


def test_only_reviewed_and_spdx_licenses_go_in() -> None:
    texts = scancode.collect(ENTRIES, REVIEW)
    assert {text.id for text in texts} == {"Long-1.0", "One-1.0", "LicenseRef-same"}


def test_cuts_become_wordings_of_their_own() -> None:
    texts = scancode.collect(ENTRIES, REVIEW)
    long = [text for text in texts if text.id == "Long-1.0"]
    assert [len(text.words) for text in long] == [25, 20, 23, 18, 25, 25]
    assert [text.is_main for text in long] == [True, False, False, False, False, False]


def test_a_further_wording_says_no_more_and_no_less() -> None:
    texts = scancode.collect(ENTRIES, REVIEW)
    further = [text.words[-3] for text in texts if len(text.words) == 25]
    assert sorted(further) == ["five", "five", "six"]


def packed() -> bytes:
    return build_index.pack(build_index.from_scancode(ENTRIES, REVIEW), "source 1")


def test_of_two_ids_with_the_same_text_the_spdx_id_stands() -> None:
    index = parse_index(packed())
    digest = digest_of(TERMS.split())
    whole = [index.ids[w.license] for w in index.wordings if w.digest == digest]
    # "Long-1.0" cut before "and then" has the same words as well, and comes first by name.
    assert whole == ["Long-1.0"]


def test_the_index_is_read_as_it_was_written() -> None:
    index = parse_index(packed())
    assert index.source == "source 1"
    figures = figures_of(f"{TERMS} and then five more words".split())
    assert list(index.sequence(0)) == figures
    kept = {three for three in sample_of(figures).threes if index.holders(three)}
    assert index.wordings[0].kept == len(kept) > 0
    assert list(index.shared(kept)[0]).count(0) == len(kept)
    assert index.holders(0) is None
    assert index.holders(2**32 - 1) is None


def test_further_wordings_are_known_whole_only() -> None:
    index = parse_index(packed())
    further = [number for number, w in enumerate(index.wordings) if w.sequence == NO_SEQUENCE]
    assert further
    assert all(not index.sequence(number) and not index.wordings[number].kept for number in further)


def test_what_many_have_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_index, "COMMON", 0)
    index = parse_index(packed())
    sampled = sample_of(figures_of(TERMS.split())).threes
    assert index.shared(sampled) == (index.shared([])[0], len(sampled))


def test_folder_and_wheel_give_the_same_bytes(
    folder: Path, wheel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = [folder / "a.bin", folder / "b.bin"]
    for source, output in zip([folder, wheel], outputs, strict=True):
        assert build_index.main([str(source), "-o", str(output)]) == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes()
    assert parse_index(outputs[0].read_bytes()).source == "scancode-toolkit 1.2.3"
    assert "texts" in capsys.readouterr().err


def test_a_source_without_licenses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no license entries"):
        scancode.read_source(tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", MAGIC[:4] + b"\x09\0\0\0" + b"\0" * 8])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a license fingerprint index"):
        parse_index(data)


def test_the_shipped_index_is_small_and_read_once() -> None:
    stored = data_dir("criteria") / "licenses" / "taken.jsonl"
    assert len(INDEX.read_bytes()) + len(stored.read_bytes()) < 2_000_000
    assert load_index() is load_index()
    assert load_index().source.startswith("scancode-toolkit 32.")
    assert len(load_index().ids) > 700


def test_the_shipped_index_holds_ids_and_figures_only() -> None:
    data = INDEX.read_bytes()
    start = len(MAGIC) + 4
    header = json.loads(data[start : start + int.from_bytes(data[len(MAGIC) : start], "little")])
    assert set(header) == {"counts", "ids", "neutral", "packed", "source", "titles", "wordings"}
    assert not [spdx for spdx in header["ids"] if " " in spdx]
    assert all(isinstance(figure, int) for title in header["titles"] for figure in title)
    for content in (data, zlib.decompress(load_index().packed)):
        assert not re.search(rb"[A-Za-z]{4,} [A-Za-z]{2,} [A-Za-z]{2,}", content)


def test_every_id_of_the_index_is_spdx_or_a_license_ref() -> None:
    known = import_module("license_expression").get_spdx_licensing().known_symbols
    newer = {"OpenMDW-1.0", ""}
    strange = {
        license_id
        for license_id in load_index().ids
        if license_id not in known and not LICENSE_REF.match(license_id)
    }
    assert strange <= newer


def test_reviewed_keys_are_sorted_and_indexed() -> None:
    review = scancode.load_review()
    indexed = set(load_index().ids)
    assert list(review.ids) == sorted(review.ids)
    assert set(review.ids.values()) <= indexed


def test_words_keep_their_lines() -> None:
    reading = read("One two\n\n  * 3. three 3.1\n<p>fo&uuml;r\n</p>五六")
    assert reading.words == ["one", "two", "three", "3.1", "foür", "五", "六"]
    assert reading.lines_of(*range(7)) == [1, 1, 3, 3, 4, 5, 5]


def test_a_number_that_ends_a_sentence_is_not_a_list_item() -> None:
    assert read("under version\n3. You may").words == ["under", "version", "3", "you", "may"]
    assert read("You may.\n3. You must").words == ["you", "may", "you", "must"]


def test_page_numbers_do_not_count() -> None:
    assert read("and so\n\n- 12 -\n\non").words == ["and", "so", "on"]
    assert read("version\n\n12\nof it").words == ["version", "12", "of", "it"]


def test_bytes_do_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    # A machine of the other byte order, as far as can be played here: what it swaps on the way
    # out it swaps on the way in. What was taken from repositories is swapped once only.
    monkeypatch.setattr("sys.byteorder", "big")
    swapped = parse_index(packed())
    figures = list(swapped.sequence(0))
    monkeypatch.undo()
    plain = parse_index(packed())
    assert (figures, swapped.threes) == (list(plain.sequence(0)), plain.threes)
