"""A license expression as the alternatives that it leaves, each a set of licenses that all hold."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import Any

from audit.licenses.catalog import LONGEST_EXPRESSION, license_class

_MOST = 64
"""Alternatives; an expression with more of them is left to a person."""


def alternatives(expression: str) -> tuple[tuple[str, ...], ...] | None:
    """Every alternative of an SPDX expression, in order, with the ids that SPDX uses now; None for
    what is no expression. A license may be `X`, `X+` or `X WITH Y`."""
    from license_expression import (  # type: ignore[import-untyped]
        ExpressionError,
        Licensing,
    )

    if len(expression) > LONGEST_EXPRESSION:
        return None
    try:
        return _alternatives(Licensing().parse(expression))
    except (ExpressionError, AssertionError, AttributeError, IndexError, TypeError, ValueError):
        # boolean.py trips over some unbalanced brackets instead of refusing them.
        return None


def plain(term: str) -> str:
    """The license of a term without its exception and without `+`."""
    return term.partition(" ")[0].removesuffix("+")


def only_permits_more(term: str) -> bool:
    """Whether the license of a term alone, without its exception or `+`, may be taken."""
    return " WITH " not in term or license_class(f"MIT WITH {term.rpartition(' ')[2]}") != (
        "unresolved"
    )


def _alternatives(tree: Any) -> tuple[tuple[str, ...], ...]:
    from license_expression import AND, OR

    if isinstance(tree, OR):
        found = [one for part in tree.args for one in _alternatives(part)]
    elif isinstance(tree, AND):
        sums = islice(product(*(_alternatives(part) for part in tree.args)), _MOST + 1)
        found = [tuple(term for part in one for term in part) for one in sums]
    else:
        found = [(_current(tree),)]
    if len(found) > _MOST:
        raise ValueError("too many alternatives")
    return tuple(sorted({tuple(sorted(set(one))) for one in found}))


def _current(symbol: Any) -> str:
    """The id that SPDX uses now: `GPL-3.0` and `GPL-3.0+` are deprecated."""
    license_id, _, exception = str(symbol or "").partition(" WITH ")
    if not license_id or re.search(r"\s", license_id + exception):
        raise ValueError("not the name of a license")
    if found := re.fullmatch(r"((?:[AL]?GPL|GFDL)-\d\.\d)(\+?)", license_id):
        license_id = f"{found[1]}-or-later" if found[2] else f"{found[1]}-only"
    return f"{license_id} WITH {exception}" if exception else license_id
