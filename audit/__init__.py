"""Audits how open an AI model is, from what its publishers put online."""

__version__ = "0.1.0"
