"""What the licenses of a model's components say, question by question."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class TermsAnswer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a license, or the use policy that it makes part of itself, answers to one question of
    the clause table (`criteria/licenses/clauses.yaml`)."""

    clause: str
    value: str
    section: str
    """Where the text says so; with the name of the policy where that one does."""
    of_policy: bool = False
    """Whether the policy says so, and not the license itself."""
    lowers: Mapping[str, str] = {}
    """The freedoms that the answer limits, each as `conditional` or `denied`."""


class LicenseTerms(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One license, and the components that stand under it."""

    license: str | None
    """An SPDX id or `LicenseRef-...`; None for terms without a name, which nobody has read."""
    class_: str = field(name="class")
    name: str = ""
    url: str = ""
    """Where the text stands that was read; at a fixed revision where it is kept at one."""
    policy_url: str = ""
    """The same of the use policy that the license makes part of itself."""
    is_read: bool
    """Whether a person has read the text and answered the questions."""
    components: tuple[str, ...]
    choice: bool = False
    """Whether it is one of several that a user may choose from."""
    freedoms: Mapping[str, str]
    """`use`, `study`, `modify` and `share`: `granted`, `conditional`, `denied` or `unknown`."""
    answers: tuple[TermsAnswer, ...] = ()
    """What is said on the questions; silence only where it limits a freedom."""
    phrase: str = ""
    """The words that have to be shown, where some do."""
    prefix: str = ""
    """What the name of a derived model has to begin with, where it has to."""
