"""What is there, and under which terms."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from audit.model.collected import Evidence, Gap, Mention, Role, Target
from audit.model.summary import SummaryField


class Availability(StrEnum):
    """Whether a component can be had."""

    RELEASED = "released"
    PARTIAL = "partial"
    ANNOUNCED = "announced"
    WITHHELD = "withheld"
    NOT_FOUND = "not-found"
    UNKNOWN = "unknown"


class Access(StrEnum):
    """What stands between a reader and a released component."""

    OPEN = "open"
    GATED = "gated"
    REGISTRATION = "registration"
    PAID = "paid"
    UNKNOWN = "unknown"


class GateKind(StrEnum):
    """What a host puts before the files of an artifact."""

    NONE = "none"
    AUTO = "auto"
    """Whoever asks and agrees is let in at once."""
    MANUAL = "manual"
    """The owner decides on each request."""
    PRIVATE = "private"
    """Strangers are not even told that it is there."""
    DISABLED = "disabled"
    """The host itself has closed it."""
    UNKNOWN = "unknown"
    """There are questions, or a refusal, and the host's word on the gate was not seen."""


class Scope(StrEnum):
    """What a license statement speaks of."""

    WEIGHTS = "weights"
    CODE = "code"
    DATA = "data"
    DOCUMENTS = "documents"


class StatementKind(StrEnum):
    """How a license was stated, from the strongest to the weakest."""

    LICENSE_FILE = "license-file"
    FILE_HEADER = "file-header"
    PROSE = "prose"
    METADATA_TAG = "metadata-tag"
    PACKAGE_METADATA = "package-metadata"
    INHERITED = "inherited"
    BADGE = "badge"


class License(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The terms of a component."""

    expression: str | None
    """An SPDX expression, `LicenseRef-...` for terms that SPDX does not list."""
    class_: str = field(name="class")
    """A class of `criteria/licenses/classes.yaml`; `none` or `unknown` when there is none."""
    statement: int | None = None
    """Index in the inventory's statements of the one that decided."""


class Statement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One license statement, as it was made."""

    artifact: str
    scope: Scope
    kind: StatementKind
    raw: str | None
    """The words of the statement; None when they were left out."""
    expression: str | None
    class_: str = field(name="class")
    folder: str = ""
    """The subfolder that the statement speaks for; empty for the whole artifact."""
    evidence: tuple[Evidence, ...] = ()


class Component(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the inventory."""

    availability: Availability
    access: Access = Access.UNKNOWN
    license: License
    detail: str = ""
    """What was found, in the tool's own words."""
    evidence: tuple[Evidence, ...] = ()
    reviewed: bool = False
    """Whether a person's finding stands here in place of the tool's."""


class AskedField(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that the form of a gate asks for."""

    name: str
    """The question, as the publisher words it."""
    type: str = ""
    """As written: `text`, `checkbox`, `date_picker`, `country`, `select`; empty where it is not."""
    options: tuple[str, ...] = ()
    more_options: int = 0
    """Options beyond those that are kept."""


class Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a card says that the form of its gate asks; long words are cut and end in `…`."""

    heading: str | None = None
    prompt: str | None = None
    """What one has to agree to."""
    description: str | None = None
    fields: tuple[AskedField, ...] = ()
    more_fields: int = 0
    """Fields beyond those that are kept."""
    button: str | None = None
    eu_disallowed: bool = False
    """Whether people in the European Union are to be refused."""


class AccessCondition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands before the files of one artifact, and what is asked of those who want them."""

    artifact: str
    gate: GateKind
    asked: Asked = Asked()
    """In force only where there is a gate."""
    evidence: tuple[Evidence, ...] = ()


class AncestorState(StrEnum):
    """What is known of the source of an edge."""

    READ = "read"
    """Its own repository was read."""
    GATED = "gated"
    PRIVATE = "private"
    MISSING = "missing"
    """The host knows no repository of this name, or shows it to nobody."""
    UNREACHABLE = "unreachable"
    """It was looked for, and no answer came that could be used."""
    NOT_LOOKED = "not-looked"
    """It is named by an id and was not looked for."""
    LOCAL = "local"
    """A path on the publisher's own disk."""
    NAMED = "named"
    """A name alone, by which nothing can be looked for."""
    UNKNOWN = "unknown"
    """Not recorded."""


class Edge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step upstream: what the model, or its data, was made from."""

    child: str
    parent: str
    """An id, or the bare name by which the publisher calls it."""
    relation: str
    """`base-model`, `vision-encoder`, `speech-encoder`, `dataset`, `data-generator`."""
    how: str = ""
    """A relation of `criteria/relations.yaml`; empty where nobody says."""
    license: License
    state: AncestorState = AncestorState.UNKNOWN
    revision: str | None = None
    """The revision of the parent at which its terms were read."""
    in_cycle: bool = False
    """Whether the way up leads back to the child."""
    evidence: tuple[Evidence, ...] = ()


class Severity(StrEnum):
    """How much a conflict weighs, by the rule on its manual page."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Side(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the statements of a conflict, or a stated absence."""

    says: str
    evidence: tuple[Evidence, ...]


class Conflict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two statements that cannot both hold."""

    kind: str
    severity: Severity
    text: str
    sides: tuple[Side, ...]


class Claim(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by which the publisher calls the model, or a part of it, open."""

    text: str | None
    evidence: tuple[Evidence, ...]


class DataState(StrEnum):
    """Whether the documents that were read speak to a question about the training data."""

    STATED = "stated"
    CANDIDATE = "candidate"
    """Passages that may answer it; a person has to read them."""
    INCOMPLETE = "incomplete"
    """A part is stated, and another part is shown to be missing."""
    SILENT = "silent"
    """Documents that speak of the data were read, and none speaks to this."""
    UNREAD = "unread"


class DataQuestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the questions that the data information has to answer."""

    id: str
    state: DataState
    detail: str
    evidence: tuple[Evidence, ...] = ()


class ArtifactSummary(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An artifact as the inventory names it."""

    id: str
    role: Role
    revision: str | None
    url: str | None
    reason: str
    own: bool
    files: int | None = None
    complete: bool | None = None


class SnapshotReference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which snapshot an inventory was made from."""

    digest: str
    collected: str
    """The day of collection, UTC."""
    quotes: bool = True
    """False when the quotes were left out on export."""


class Inventory(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is there, under which terms: the one thing that every framework is judged on."""

    schema: str = "openness-inventory/1"
    target: Target
    snapshot: SnapshotReference
    artifacts: tuple[ArtifactSummary, ...]
    components: Mapping[str, Component]
    access_conditions: tuple[AccessCondition, ...] = ()
    statements: tuple[Statement, ...] = ()
    data_questions: tuple[DataQuestion, ...] = ()
    training_summary: tuple[SummaryField, ...] = ()
    """Every field of the template, where a summary was read; empty where none was."""
    lineage: tuple[Edge, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    claims: tuple[Claim, ...] = ()
    gaps: tuple[Gap, ...] = ()
    mentions: tuple[Mention, ...] = ()
