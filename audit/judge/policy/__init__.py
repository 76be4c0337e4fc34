"""Policies: what somebody asks of models before they are published or used."""
