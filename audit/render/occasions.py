"""What a clause asks of a user, in plain words, and on which occasion."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import TermsAnswer
from audit.render.language import _, marked

OCCASIONS: Mapping[str, str] = {
    "use": marked("If you use it"),
    "output": marked("If you use what it puts out"),
    "change": marked("If you change it"),
    "share": marked("If you pass it on"),
}
_NAMED: Mapping[str, str] = {
    "required": marked("Show the words that the terms ask for: {phrase}"),
    "above-cap": marked("Above the size that the terms name, show the words: {phrase}"),
}
DUTIES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("commercial-use", "conditional"): (
        "use",
        marked("Commercial use has conditions: read them before you begin."),
    ),
    ("commercial-use", "forbidden"): ("use", marked("Do not use it commercially.")),
    ("field-of-use", "restricted"): (
        "use",
        marked("Keep to the purposes and users that the terms allow."),
    ),
    ("field-of-use", "research-only"): ("use", marked("Use it for research alone.")),
    ("user-cap", "capped"): (
        "use",
        marked("Above a number of users, or a revenue, ask for another license."),
    ),
    ("registration", "for-commercial-use"): (
        "use",
        marked("Register or ask before you use it commercially."),
    ),
    ("registration", "required"): ("use", marked("Register or ask before you use it.")),
    ("territory", "limited"): ("use", marked("Do not use it in the places that are left out.")),
    ("output-use", "named"): (
        "output",
        marked("What you make with its output has to bear the name that the terms ask for."),
    ),
    ("output-use", "restricted"): (
        "output",
        marked("Keep to the limits that the terms set to what it puts out."),
    ),
    ("derivatives", "conditional"): ("change", marked("You may change it on conditions alone.")),
    ("derivatives", "unshared"): ("change", marked("Keep to yourself what you have changed.")),
    ("derivatives", "forbidden"): ("change", marked("Do not change it.")),
    ("derivatives", "silent"): ("change", marked("No right to change it is given.")),
    ("redistribution", "conditional"): (
        "share",
        marked("You may pass it on with conditions alone."),
    ),
    ("redistribution", "forbidden"): ("share", marked("Do not pass it on.")),
    ("redistribution", "silent"): ("share", marked("No right to pass it on is given.")),
    ("sublicensing", "forbidden"): ("share", marked("Do not license it to others yourself.")),
    ("same-terms", "same-license"): (
        "share",
        marked("What you have changed has to come under the same license."),
    ),
    ("same-terms", "same-restrictions"): (
        "share",
        marked("What you have changed has to keep the same limits of use."),
    ),
    ("pass-through", "license-copy"): ("share", marked("Add a copy of the terms.")),
    ("pass-through", "use-policy"): ("share", marked("Add the use policy, and bind others to it.")),
    ("pass-through", "license-and-policy"): (
        "share",
        marked("Add a copy of the terms and the use policy, and bind others to it."),
    ),
    ("attribution", "required"): ("share", marked("Keep the notices, and name the authors.")),
    ("attribution", "changes-stated"): (
        "share",
        marked("Keep the notices, and say what you have changed."),
    ),
    ("naming", "required"): ("share", marked("Show the name that the terms ask for.")),
    ("naming", "above-cap"): (
        "share",
        marked("Above the size that the terms name, show the name that they ask for."),
    ),
    ("notice-file", "if-present"): (
        "share",
        marked("Hand on the NOTICE file, where there is one."),
    ),
    ("notice-file", "required"): ("share", marked("Add the file with the notice to each copy.")),
    ("patent-grant", "excluded"): ("use", marked("Patents are not licensed: look after them.")),
    ("patent-grant", "granted-until-suit"): (
        "use",
        marked("The patent license ends for those who sue over patents."),
    ),
    ("termination", "on-breach"): ("use", marked("The grant ends when the terms are broken.")),
    ("termination", "on-suit"): ("use", marked("The grant ends for those who sue.")),
    ("termination", "on-breach-or-suit"): (
        "use",
        marked("The grant ends when the terms are broken, and for those who sue."),
    ),
    ("termination", "at-will"): ("use", marked("The licensor may end the grant at will.")),
    ("termination", "fixed-term"): ("use", marked("The grant ends on a set day.")),
    ("remote-restriction", "reserved"): (
        "use",
        marked("The licensor keeps the right to restrict the use from afar."),
    ),
    ("update-clause", "newest-version"): ("use", marked("Use the newest version.")),
    ("update-clause", "terms-may-change"): (
        "use",
        marked("Look at the terms again: they may change for the copy that you have."),
    ),
    ("reverse-engineering", "forbidden"): ("use", marked("Do not take it apart.")),
}
"""By question and answer of the clause table; other answers ask nothing of a user."""


def duty(answer: TermsAnswer, phrase: str, prefix: str) -> tuple[str, str] | None:
    """Occasion and sentence; None where the answer asks nothing. `phrase` has to be shown, and
    `prefix` has to begin the name of a changed model, where there are such."""
    found = DUTIES.get((answer.clause, answer.value))
    if found is None:
        return None
    occasion, text = found
    if answer.clause != "naming" or not phrase:
        return occasion, _(text)
    shown = _(_NAMED[answer.value], phrase=f"“{phrase}”")
    if not prefix:
        return occasion, shown
    begin = _("begin the name of what you have changed with {prefix}", prefix=f"“{prefix}”")
    return occasion, _("{first}, and {second}", first=shown, second=begin)
