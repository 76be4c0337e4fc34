from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from audit.text.any_case import AnyCase
from audit.text.many_texts import ManyTexts

PATTERNS = (
    r"(?:^|/)(?:licen[cs]e|copying)[^/]*$",
    r"train(?:er|ing)?(?=[/_.-])|^run",
    r"训练|kelvin",
    r"\d+",
    r"a|b",
)
SIGNS = "Licens/eCOPYINGtr._-runabKelvinK\u212a\u0130\u017f训练12\n "
WHOLE = ["LICENSE", "a/COPYING.txt", "Train.py", "x/training/run", "\u212aelvin", ""]
texts = st.lists(
    st.text(
        st.sampled_from("Licens/eCOPYINGtr._-runabKelvinK\u212a\u0130\u017f训练12\n "), max_size=20
    )
    | st.sampled_from(
        ["LICENSE", "a/COPYING.txt", "Train.py", "x/training/run", "\u212aelvin", ""]
    ),
    max_size=12,
)


@given(texts, st.sampled_from(PATTERNS))
def test_what_is_found_is_what_a_search_of_each_finds(given_texts: list[str], text: str) -> None:
    pattern, plain = AnyCase(text), re.compile(text, re.IGNORECASE)
    found = [number for number, one in enumerate(given_texts) if plain.search(one)]
    many = ManyTexts(given_texts)
    assert many.having(pattern) == found
    assert set(found) <= set(many.may_have(pattern))
