"""Snapshot -> facts: one module per probe, all of them in `PROBES`.

A probe reads what was collected and states what it saw, with the line. It never judges.
"""
