from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from audit.model import TreeFile
from audit.probes.listing import Listing
from audit.text.any_case import AnyCase

paths = st.lists(
    st.sampled_from(
        ["a.py", "b/A.PY", "b/c.sh", "LICENSE", "b/license.md", "x/y/z", "x/y/Z.tar.gz", "b/a.pyc"]
    ),
    unique=True,
)


@given(paths)
def test_files_are_found_by_their_paths(names: list[str]) -> None:
    listing = Listing(TreeFile(path=name, size=1) for name in names)
    assert [f.path for f in listing.having(AnyCase("licen[cs]e"))] == [
        name for name in names if "license" in name.lower()
    ]
    ends = re.compile(r"\.(?:py|sh)$", re.IGNORECASE)
    assert [f.path for f in listing.ending_in(ends)] == [n for n in names if ends.search(n)]
    assert listing.known == frozenset(names)
    assert {name for found in listing.folders.values() for name in found} == {
        name.rpartition("/")[2] for name in names
    }
