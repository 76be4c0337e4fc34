"""The lineage as a graph: the model at the left, what it was made from to the right of it."""

from __future__ import annotations

from markupsafe import Markup

from audit.model import Assessment


def lineage_svg(assessment: Assessment, *, page: str = "", name: str = "lineage") -> Markup:
    """An inline SVG of the lineage and its conflicts; empty where nothing upstream is named.

    Conflicts link to `{page}#conflict-N` as numbered by `conflict_views`. Ids within begin with
    `name`, which is to be another for each picture of a page. To be put into a `scrolling` region.
    """
    raise NotImplementedError
