"""Reads licenses: which license a text is, from fingerprints that hold no texts."""

from audit.licenses.identify import Identification, IdentificationKind, identify

__all__ = ["Identification", "IdentificationKind", "identify"]
