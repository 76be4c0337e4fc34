"""Where findings are shown, and fingerprints that outlive moves of lines."""

from __future__ import annotations

from msgspec.structs import replace

from audit.model.finding import Answer, Findings, Level
from audit.render.finding_places import placed, places

from .findings import AWAY, TAG, TEXT, findings, model, point


def prints(found: Findings) -> list[str]:
    return [one.fingerprint for one in placed(found)]


def test_lines_of_the_repository_come_first() -> None:
    found = places(model(), point(Answer.UNMET, Level.FAIL, "x", AWAY, TAG, TEXT))
    assert [(one.path, one.lines, one.url) for one in found] == [
        ("README.md", (2, 2), None),
        ("LICENSE", (1, 3), None),
        (None, None, "https://hub.example/base#L4"),
    ]


def test_a_place_is_named_once() -> None:
    one = point(Answer.UNMET, Level.FAIL, "x", TAG)
    twice = replace(one, because=(*one.because, replace(one.because[0], text="because y")))
    assert [place.says for place in places(model(), twice)] == ["because x"]


def test_paths_are_those_of_the_repository() -> None:
    (first, *_) = places(model("models/tiny"), point(Answer.UNMET, Level.FAIL, "x", TAG))
    assert first.path == "models/tiny/README.md"


def test_what_has_no_place_is_shown_at_the_head_of_the_card() -> None:
    (only,) = places(model("models/tiny"), point(Answer.UNKNOWN, Level.WARN))
    assert (only.path, only.lines) == ("models/tiny/README.md", (1, 1))
    assert only.is_stand_in


def test_what_lies_elsewhere_has_an_address() -> None:
    far = model(root=None)
    (first,) = places(far, point(Answer.UNMET, Level.FAIL, "x", AWAY))
    assert (first.path, first.url) == (None, "https://hub.example/base#L4")
    (only,) = places(far, point(Answer.UNKNOWN, Level.WARN))
    assert (only.path, only.url, only.is_stand_in) == (None, "https://hub.example/tiny", True)


def test_files_of_others_are_not_those_of_the_repository() -> None:
    other = replace(TAG, artifact="hf:acme/other")
    (first, *_) = places(model(), point(Answer.UNMET, Level.FAIL, "x", other))
    assert first.is_stand_in


def moved(found: Findings, down: int, quote: str = "license: apache-2.0") -> Findings:
    tag = replace(TAG, lines=(2 + down, 2 + down), quote=quote)
    rules = dict(found.models[0].rules)
    first = point(Answer.UNMET, Level.FAIL, f"seen {down} times", AWAY, tag, TEXT)
    rules["failing"] = replace(rules["failing"], points=(first,))
    return replace(found, models=(replace(found.models[0], rules=rules),))


def test_a_fingerprint_outlives_lines_that_move_and_figures_that_change() -> None:
    found = findings()
    assert prints(moved(found, 40)) == prints(found)
    assert prints(moved(found, 0, "license:   apache-2.0")) == prints(found)


def test_other_words_are_another_finding() -> None:
    found = findings()
    first, *rest = prints(moved(found, 0, "license: mit"))
    assert first != prints(found)[0]
    assert rest == prints(found)[1:]


def test_no_two_findings_share_one() -> None:
    found = findings(model(), model(root=None))
    twice = point(Answer.UNMET, Level.FAIL, "x", TAG)
    rules = {"failing": replace(found.models[0].rules["failing"], points=(twice, twice))}
    both = replace(found, models=(replace(found.models[0], rules=rules), *found.models[1:]))
    assert len(set(prints(both))) == len(prints(both))


def test_the_folders_name_does_not_count_for_what_is_checked_in_place() -> None:
    here = findings(model(name="folder:tiny"))
    elsewhere = findings(model(name="folder:checkout-7"))
    assert prints(here)[1] == prints(elsewhere)[1]
