"""What starts `openness` from other machines: scripts that stand on Python and bash alone."""
