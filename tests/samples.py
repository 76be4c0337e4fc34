"""A made-up model with something of everything, for tests of what is written about it."""

from __future__ import annotations

import msgspec

from audit.model import (
    Access,
    AccessCondition,
    AncestorState,
    ArtifactSummary,
    Asked,
    AskedField,
    Assessment,
    Availability,
    Basis,
    Claim,
    Component,
    Conflict,
    DataQuestion,
    DataState,
    Edge,
    ElementVerdict,
    Evidence,
    FrameworkVerdict,
    Gap,
    GapReason,
    GateKind,
    License,
    Mention,
    Outcome,
    Reason,
    Role,
    Scope,
    Severity,
    Side,
    SnapshotReference,
    Statement,
    StatementKind,
    Target,
    TargetKind,
    Verdict,
    Versions,
)

WEIGHTS = "hf:heron-lab/Heron-VL-7B"
CODE = "github:heron-lab/heron-vl"
BASE = "hf:delta-ai/Delta-3-8B"
DATA = "hf:datasets/heron-lab/heron-mix"
REVISIONS = {
    WEIGHTS: "4c1f0a2be9d8736150fe4a7bb2c3d4e5f6071829",
    CODE: "c121f0499b1a2c3d4e5f60718293a4b5c6d7e8f9",
    BASE: "90aa17c3d4e5f60718293a4b5c6d7e8f9c121f04",
    DATA: "5e5e17c3d4e5f60718293a4b5c6d7e8f9c121f04",
}
UNKNOWN = License(expression=None, class_="unknown")
APACHE = License(expression="Apache-2.0", class_="osi-approved", statement=0)
NONE = License(expression=None, class_="none")


def evidence(
    artifact: str, path: str, lines: tuple[int, int] | None, quote: str | None
) -> Evidence:
    revision = REVISIONS[artifact]
    kind, _, name = artifact.partition(":")
    host = "https://github.com" if kind == "github" else "https://huggingface.co"
    span = "" if lines is None else f"#L{lines[0]}-L{lines[1]}"
    return Evidence(
        artifact=artifact,
        revision=revision,
        path=path,
        lines=lines,
        quote=quote,
        url=f"{host}/{name}/blob/{revision}/{path}{span}",
        sha256="ab" * 32,
    )


TAG = evidence(WEIGHTS, "README.md", (2, 2), "license: apache-2.0")
TERMS = evidence(
    WEIGHTS,
    "MODEL_LICENSE",
    (14, 17),
    "2. License Grant\n\nThe Licensor grants You a non-exclusive licence to use the Software "
    "solely for Your non-commercial research purposes.",
)
CARD_DATA = evidence(
    WEIGHTS,
    "README.md",
    (61, 64),
    "Heron-VL was tuned on 1.2M instructions, filtered for length and language.\n"
    "训练数据包括公开的图文对，以及内部数据。",
)
CODE_README = evidence(CODE, "README.md", (12, 12), "pip install -e . && bash scripts/finetune.sh")
TREE = evidence(CODE, "train/finetune.py", None, None)
CLAIM = evidence(CODE, "README.md", (3, 3), "The first *fully open-source* vision-language heron.")


def sample_assessment() -> Assessment:
    """Heron-VL-7B, unmet under the OSAID, with conflicts, gaps and words in two scripts."""
    return Assessment(
        target=Target(kind=TargetKind.HUB_MODEL, id="heron-lab/Heron-VL-7B", name="Heron-VL-7B"),
        snapshot=SnapshotReference(digest="sha256:" + "0d" * 32, collected="2026-11-20"),
        versions=Versions(tool="0.1.0", criteria="sha256:" + "c0" * 32, licenses="2026-07-16"),
        artifacts=_artifacts(),
        components=_components(),
        access_conditions=_access_conditions(),
        statements=_statements(),
        data_questions=_questions(),
        lineage=_lineage(),
        conflicts=_conflicts(),
        claims=(Claim(text=CLAIM.quote, evidence=(CLAIM,)),),
        gaps=_gaps(),
        mentions=_mentions(),
        frameworks={"osaid-1.0": osaid(_requirements(), Outcome.UNMET)},
    )


def open_assessment() -> Assessment:
    """A second model: everything met, or waiting for a person."""
    waiting = {
        key: msgspec.structs.replace(
            verdict,
            outcome=Outcome.UNKNOWN if verdict.needs else Outcome.MET,
            because=(),
        )
        for key, verdict in _requirements().items()
    }
    return msgspec.structs.replace(
        sample_assessment(),
        target=Target(kind=TargetKind.HUB_MODEL, id="egret/Egret-1B", name="Egret-1B"),
        conflicts=(),
        gaps=(),
        mentions=(),
        claims=(),
        access_conditions=_access_conditions()[1:2],
        components={**_components(), "weights-final": _row(Availability.RELEASED, APACHE)},
        frameworks={"osaid-1.0": osaid(waiting, Outcome.UNKNOWN)},
    )


def unquoted_assessment() -> Assessment:
    """The sample as a bundled model: the places without the words."""
    raw = msgspec.to_builtins(sample_assessment())
    raw["snapshot"]["quotes"] = False
    raw["target"] = {"kind": "bundled", "id": "heron-lab/Heron-VL-7B", "name": "heron-vl-7b"}
    return msgspec.convert(_without_words(raw), Assessment)


def osaid(
    requirements: dict[str, Verdict], outcome: Outcome, basis: Basis = Basis.AUTOMATIC
) -> FrameworkVerdict:
    if outcome is Outcome.UNMET:
        outcomes = (Outcome.PARTLY, Outcome.PARTLY, Outcome.UNMET)
    else:
        outcomes = (outcome, Outcome.MET, Outcome.MET)
    return FrameworkVerdict(
        name="Open Source AI Definition",
        version="1.0",
        source="https://opensource.org/ai/open-source-ai-definition",
        outcome=outcome,
        basis=basis,
        elements={
            "data-information": ElementVerdict(
                name="Data information", outcome=outcomes[0], basis=Basis.AUTOMATIC
            ),
            "code": ElementVerdict(name="Code", outcome=outcomes[1], basis=Basis.PRESUMED),
            "parameters": ElementVerdict(
                name="Parameters", outcome=outcomes[2], basis=Basis.AUTOMATIC
            ),
        },
        requirements=requirements,
    )


def verdict(
    name: str,
    outcome: Outcome,
    *because: Reason,
    needs: str | None = None,
    required: bool = True,
    basis: Basis = Basis.AUTOMATIC,
) -> Verdict:
    return Verdict(
        name=name, required=required, outcome=outcome, basis=basis, needs=needs, because=because
    )


def _reason(text: str, *places: Evidence) -> Reason:
    return Reason(text=text, evidence=places)


def _requirements() -> dict[str, Verdict]:
    sign_off = "a person's sign-off that a skilled reader could build an equivalent system"
    restricted = _reason("The terms of the weights allow research only.", TERMS, TAG)
    return {
        "OSAID-F1": verdict("Use for any purpose, without asking", Outcome.UNMET, restricted),
        "OSAID-F3": verdict("Modify for any purpose", Outcome.UNMET, restricted),
        "OSAID-D0": verdict(
            "Data information is sufficient, under open terms",
            Outcome.UNKNOWN,
            _reason("Passages that describe the data were found.", CARD_DATA),
            needs=sign_off,
        ),
        "OSAID-D1a": verdict(
            "All training data described: where it comes from",
            Outcome.UNMET,
            _reason("Internal data is named and not described.", CARD_DATA),
        ),
        "OSAID-C2": verdict(
            "Training code with the settings used",
            Outcome.MET,
            _reason("Fine-tuning code is there, under Apache-2.0.", TREE, CODE_README),
            basis=Basis.PRESUMED,
        ),
        "OSAID-C3": verdict("Validation and testing code", Outcome.UNKNOWN),
        "OSAID-P0": verdict("Weights and settings under open terms", Outcome.UNMET, restricted),
        "OSAID-P1": verdict("Intermediate checkpoints", Outcome.NOT_APPLICABLE, required=False),
    }


def _artifacts() -> tuple[ArtifactSummary, ...]:
    rows = (
        (WEIGHTS, Role.WEIGHTS, "named by the user", True, 31, True),
        (CODE, Role.CODE, "named as the code in the card, same owner", True, 1204, False),
        (DATA, Role.DATA, "listed under datasets in the card", True, 12, True),
        (BASE, Role.BASE_MODEL, "declared as base_model in the card", False, None, None),
    )
    return tuple(
        ArtifactSummary(
            id=identifier,
            role=role,
            revision=REVISIONS[identifier],
            url=f"https://example.org/{identifier.partition(':')[2]}",
            reason=reason,
            own=own,
            files=files,
            complete=complete,
        )
        for identifier, role, reason, own, files, complete in rows
    )


def _row(
    availability: Availability, license_: License, detail: str = "", *places: Evidence
) -> Component:
    released = availability in {Availability.RELEASED, Availability.PARTIAL}
    return Component(
        availability=availability,
        access=Access.OPEN if released else Access.UNKNOWN,
        license=license_,
        detail=detail,
        evidence=places,
    )


def _components() -> dict[str, Component]:
    research = License(
        expression="LicenseRef-Heron-Research",
        class_="noncommercial-or-research",
        statement=1,
    )
    return {
        "weights-final": msgspec.structs.replace(
            _row(Availability.RELEASED, research, "4 safetensors files, 15.2 GB", TERMS),
            access=Access.GATED,
        ),
        "weights-intermediate": _row(Availability.UNKNOWN, UNKNOWN),
        "architecture-code": _row(Availability.RELEASED, APACHE, "modeling_heron.py", TREE),
        "training-code": _row(
            Availability.ANNOUNCED, UNKNOWN, "Pre-training code is promised.", CODE_README
        ),
        "fine-tuning-code": _row(Availability.RELEASED, APACHE, "scripts and settings", TREE),
        "evaluation-code": _row(Availability.NOT_FOUND, NONE, "not in the complete listing"),
        "training-data": _row(
            Availability.PARTIAL, UNKNOWN, "1 of 3 sources can be had", CARD_DATA
        ),
        "model-card": _row(Availability.RELEASED, UNKNOWN, "README.md, 212 lines", TAG),
        "research-paper": _row(Availability.WITHHELD, UNKNOWN),
        "compute": _row(Availability.UNKNOWN, UNKNOWN),
    }


def _access_conditions() -> tuple[AccessCondition, ...]:
    form = Asked(
        heading="Ask for the heron",
        prompt="You agree to watch herons from afar, and to tell nobody where they nest.",
        fields=(
            AskedField(name="Full name", type="text"),
            AskedField(name="Country", type="country"),
            AskedField(name="Purpose", type="select", options=("Research", "Teaching", "Other")),
            AskedField(name="I agree to the terms of the lab", type="checkbox"),
        ),
        more_fields=2,
        button="Ask",
        eu_disallowed=True,
    )
    record = "api/model-info.json"
    manual = evidence(WEIGHTS, record, (31, 31), ' "gated": "manual",')
    asked = evidence(WEIGHTS, "README.md", (6, 12), 'extra_gated_heading: "Ask for the heron"')
    none = evidence(DATA, "api/dataset-info.json", (9, 9), ' "gated": false,')
    auto = evidence(BASE, record, (22, 22), ' "gated": "auto",')
    return (
        AccessCondition(
            artifact=WEIGHTS, gate=GateKind.MANUAL, asked=form, evidence=(manual, asked)
        ),
        AccessCondition(artifact=DATA, gate=GateKind.NONE, evidence=(none,)),
        AccessCondition(artifact=BASE, gate=GateKind.AUTO, evidence=(auto,)),
    )


def _statements() -> tuple[Statement, ...]:
    return (
        Statement(
            artifact=WEIGHTS,
            scope=Scope.WEIGHTS,
            kind=StatementKind.METADATA_TAG,
            raw="apache-2.0",
            expression="Apache-2.0",
            class_="osi-approved",
            evidence=(TAG,),
        ),
        Statement(
            artifact=WEIGHTS,
            scope=Scope.WEIGHTS,
            kind=StatementKind.LICENSE_FILE,
            raw="The Heron Research License",
            expression="LicenseRef-Heron-Research",
            class_="noncommercial-or-research",
            evidence=(TERMS,),
        ),
        Statement(
            artifact=CODE,
            scope=Scope.CODE,
            kind=StatementKind.LICENSE_FILE,
            raw="MIT License",
            expression="MIT",
            class_="osi-approved",
            folder="third_party/tinyeval",
            evidence=(evidence(CODE, "third_party/tinyeval/LICENSE", (1, 1), "MIT License"),),
        ),
    )


def _questions() -> tuple[DataQuestion, ...]:
    return (
        DataQuestion(
            id="OSAID-D1a",
            state=DataState.INCOMPLETE,
            detail="Two sources are named; internal data is not described.",
            evidence=(CARD_DATA,),
        ),
        DataQuestion(id="OSAID-D1e", state=DataState.CANDIDATE, detail="", evidence=(CARD_DATA,)),
        DataQuestion(id="OSAID-D3", state=DataState.SILENT, detail="3 documents were read."),
    )


def _lineage() -> tuple[Edge, ...]:
    vendor = License(expression="LicenseRef-Delta-3", class_="community-restricted")
    named = evidence(WEIGHTS, "README.md", (4, 4), "base_model: delta-ai/Delta-3-8B")
    return (
        Edge(
            child=WEIGHTS,
            parent=BASE,
            relation="base-model",
            how="fine-tune",
            license=vendor,
            state=AncestorState.GATED,
            revision=REVISIONS[BASE],
            evidence=(named,),
        ),
        Edge(
            child=WEIGHTS,
            parent="SigLIP",
            relation="vision-encoder",
            license=UNKNOWN,
            state=AncestorState.NAMED,
        ),
    )


def _conflicts() -> tuple[Conflict, ...]:
    listing = Evidence(artifact=CODE, revision=REVISIONS[CODE])
    return (
        Conflict(
            kind="no-license-for-own-code",
            severity=Severity.HIGH,
            text="The code repository has no license file of its own.",
            sides=(
                Side(says="Its complete listing has no license file", evidence=(listing,)),
                Side(says="A subfolder carries MIT", evidence=_statements()[2].evidence),
            ),
        ),
        Conflict(
            kind="tag-against-license-file",
            severity=Severity.CRITICAL,
            text="The tag says Apache-2.0; the license file allows research only.",
            sides=(
                Side(says="Apache-2.0", evidence=(TAG,)),
                Side(says="LicenseRef-Heron-Research", evidence=(TERMS,)),
            ),
        ),
        Conflict(
            kind="made-up-kind",
            severity=Severity.LOW,
            text="Something that has no name yet.",
            sides=(Side(says="Neither", evidence=()),),
        ),
    )


def _gaps() -> tuple[Gap, ...]:
    return (
        Gap(
            artifact=BASE,
            path="LICENSE",
            reason=GapReason.GATED,
            detail="HTTP 401",
            at="2026-11-20T09:41:07Z",
        ),
        Gap(artifact=CODE, path=None, reason=GapReason.CUT_SHORT, detail=""),
    )


def _mentions() -> tuple[Mention, ...]:
    seen = evidence(CODE, "README.md", (80, 80), "Thanks to [LLaVA](https://example.org/llava)")
    return (Mention(id="github:example/llava", evidence=seen),)


def _without_words(value: object) -> object:
    if isinstance(value, dict):
        left_out = {"quote", "raw", "heading", "prompt", "button"} | (
            {"text"} if value.keys() == {"text", "evidence"} else set()
        )
        return {
            key: None if key in left_out and _is_quoted(key, value) else _without_words(one)
            for key, one in value.items()
        }
    return [_without_words(one) for one in value] if isinstance(value, list | tuple) else value


def _is_quoted(key: str, holder: dict[str, object]) -> bool:
    """A claim's words are left out; a reason's text, which is our own, stays."""
    return key != "text" or str(holder["text"]).startswith("The first")
