from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.render.site.names import page_name, page_names, past_name

SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,118}[A-Za-z0-9])?")


@pytest.mark.parametrize("plain", ["aria", "Aria-7B", "rhymes-ai--Aria", "xgen.v1_5"])
def test_a_plain_name_stays(plain: str) -> None:
    assert page_name(plain) == plain


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "Aux.html", "lpt9.x"])
def test_names_of_devices_get_a_digest(name: str) -> None:
    assert page_name(name) != name
    assert page_name(name).startswith(f"{name}-")


@given(st.text(max_size=400))
def test_every_name_is_safe(name: str) -> None:
    assert SAFE.fullmatch(page_name(name))
    assert SAFE.fullmatch(past_name("x", name, name).removeprefix("x/"))


@given(st.lists(st.tuples(st.text(max_size=9), st.text("aA./é", max_size=4)), max_size=12))
def test_different_models_have_different_names_on_every_disk(models: list[tuple[str, str]]) -> None:
    names = page_names(models)
    assert set(names) == set(models)
    assert len({name.lower() for name in names.values()}) == len(names)


def test_alike_names_are_told_apart_by_their_ids() -> None:
    names = page_names([("hf:one/aria", "aria"), ("hf:two/aria", "Aria"), ("hf:x/y", "y")])
    assert names["hf:x/y", "y"] == "y"
    assert names["hf:one/aria", "aria"].startswith("aria-")
    assert names["hf:two/aria", "Aria"].startswith("Aria-")
