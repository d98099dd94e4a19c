"""Meshes bound to a skeleton: how they are built, painted, joined and skinned."""
