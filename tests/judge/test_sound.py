from __future__ import annotations

from msgspec.structs import replace

from audit.judge.sound import problems
from audit.model import License

from .inventories import CLOSED_INVENTORY, HIDDEN_INVENTORY, MIT, OPEN_INVENTORY, row, stated


def test_what_the_tool_makes_is_sound() -> None:
    for found in (OPEN_INVENTORY, CLOSED_INVENTORY, HIDDEN_INVENTORY):
        assert list(problems(found)) == []


def test_each_problem_is_told() -> None:
    terms, statement = stated(MIT)
    odd = License(expression=None, class_="odd", statement=-1)
    rows = {"weights-final": row(terms=terms), "changelog": row(terms=odd), "paint": row()}
    told = list(problems(replace(OPEN_INVENTORY, components=rows, statements=(statement,))))
    assert [text.partition(";")[0] for text in told] == [
        "there is no component 'paint'",
        "component changelog has the license class 'odd'",
        "component changelog names statement -1, which is not there",
    ]
