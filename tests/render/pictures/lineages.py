"""Made-up lineages: small, in a cycle, long, wide, and any that hypothesis finds."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]
from msgspec.structs import replace

from audit.model import AncestorState, Assessment, Conflict, Edge, License, Severity, Side
from audit.model.vocabulary import RELATIONS
from tests.samples import WEIGHTS, sample_assessment

APACHE = License(expression="Apache-2.0", class_="osi-approved")
VENDOR = License(expression="LicenseRef-Delta-3", class_="community-restricted")
UNKNOWN = License(expression=None, class_="unknown")
SVG = "http://www.w3.org/2000/svg"


def edge(
    child: str,
    parent: str,
    relation: str = "base-model",
    *,
    how: str = "",
    terms: License = APACHE,
    state: AncestorState = AncestorState.READ,
    in_cycle: bool = False,
) -> Edge:
    return Edge(
        child=child,
        parent=parent,
        relation=relation,
        how=how,
        license=terms,
        state=state,
        in_cycle=in_cycle,
    )


def lineage(edges: Sequence[Edge], conflicts: Sequence[Conflict] = ()) -> Assessment:
    return replace(sample_assessment(), lineage=tuple(edges), conflicts=tuple(conflicts))


def against(kind: str, severity: Severity, says: str) -> Conflict:
    return Conflict(kind=kind, severity=severity, text="", sides=(Side(says=says, evidence=()),))


def family() -> Assessment:
    """Three steps up, a source that two share, one across, one back, and two conflicts."""
    base, mix = "hf:delta/D-8B-Instruct", "hf:datasets/heron/mix"
    return lineage(
        (
            edge(WEIGHTS, "delta/D-8B-Instruct", how="fine-tune", terms=VENDOR),
            edge(WEIGHTS, "gull/encoder", "vision-encoder"),
            edge(WEIGHTS, "datasets/heron/mix", "dataset"),
            edge(WEIGHTS, "datasets/tern/pairs", "dataset", state=AncestorState.NOT_LOOKED),
            edge(mix, "GPT-4", "data-generator", state=AncestorState.NAMED),
            edge("hf:datasets/tern/pairs", "GPT-4", "data-generator"),
            edge(base, "delta/D-8B", how="initialization", terms=VENDOR),
            edge(base, "datasets/tern/pairs", "dataset"),
            edge("hf:delta/D-8B", WEIGHTS.removeprefix("hf:"), in_cycle=True),
        ),
        (
            against("made-up-kind", Severity.CRITICAL, "starts from delta/D-8B-Instruct (x)"),
            against(
                "model-against-base-model",
                Severity.CRITICAL,
                "starts from delta/D-8B-Instruct (LicenseRef-Delta-3)",
            ),
            against(
                "duties-not-shown",
                Severity.MEDIUM,
                "starts from delta/D-8B-Instruct (LicenseRef-Delta-3)",
            ),
            against(
                "model-against-data",
                Severity.MEDIUM,
                "trained on hf:datasets/heron/mix, metadata tag: CC-BY-NC-4.0",
            ),
        ),
    )


def crowd(number: int) -> Assessment:
    """So many data sets of one model, a conflict on the last of them."""
    edges = [edge(WEIGHTS, f"datasets/lab/set-{one}", "dataset") for one in range(number)]
    last = f"trained on hf:datasets/lab/set-{number - 1}, prose"
    return lineage(edges, [against("model-against-data", Severity.MEDIUM, last)])


def chain(number: int) -> Assessment:
    """A model that was made from one that was made from one."""
    first = [edge(WEIGHTS, "lab/step-0")]
    return lineage(
        first + [edge(f"hf:lab/step-{one}", f"lab/step-{one + 1}") for one in range(number)]
    )


_NAMES = st.sampled_from([WEIGHTS, *(f"lab/{letter}" for letter in "abcdefghij")])
EDGES = st.lists(
    st.builds(
        edge,
        _NAMES,
        _NAMES,
        st.sampled_from(RELATIONS),
        how=st.sampled_from(["", "fine-tune", "a way of its own"]),
        terms=st.sampled_from([APACHE, VENDOR, UNKNOWN]),
        state=st.sampled_from(list(AncestorState)),
        in_cycle=st.booleans(),
    ),
    min_size=1,
    max_size=40,
)


def parsed(svg: str) -> etree._Element:
    """The picture as XML, which it has to be; inline ones get the name space that HTML implies."""
    svg = str(svg)  # `Markup` would escape what it is given
    whole = svg if "xmlns=" in svg else svg.replace("<svg ", f'<svg xmlns="{SVG}" ', 1)
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    return etree.fromstring(whole.encode("utf-8"), parser)


def words(root: etree._Element) -> list[str]:
    """What is written in the picture, in its order."""
    return [one.text or "" for one in root.iter(f"{{{SVG}}}text")]


ACTIVE = {"script", "style", "foreignObject", "image", "use", "animate", "set", "iframe"}


def faults(svg: str) -> list[str]:
    """What no picture may have, in words; nothing when all is well."""
    root = parsed(svg)
    found = []
    title = root.find(f"{{{SVG}}}title")
    if title is None or not (title.text or "").strip():
        found.append("no title")
    for one in root.iter():
        name = etree.QName(one).localname
        found += [f"<{name}>"] if name in ACTIVE else []
        found += [f"{key}=" for key in one.attrib if key == "style" or key.startswith("on")]
        href = one.get("href", "#")
        found += [href] if not href.startswith(("#", "http://", "https://")) else []
    return found
