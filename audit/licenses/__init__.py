"""Reads licenses: which license a text is, from fingerprints that hold no texts."""
