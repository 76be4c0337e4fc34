"""Reads the world, and alone does so: the network, the disk and the clock."""
