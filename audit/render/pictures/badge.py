"""A badge of one framework's answer, as a file of its own that a README can show."""

from __future__ import annotations

from audit.model import FrameworkVerdict


def badge_svg(identifier: str, framework: FrameworkVerdict, *, model: str = "") -> str:
    """A standalone SVG, "OSAID 1.0 | unmet": the framework by its id, and what it comes to.

    `model` is told in the title, for those who hear it. In the language that is spoken now.
    """
    raise NotImplementedError
