"""Registers: what others found of models, read as the reviews of a named source, and written."""
