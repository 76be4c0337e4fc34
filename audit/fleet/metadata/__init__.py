"""Metadata depth: what the host's records alone say of each model of a dump."""
