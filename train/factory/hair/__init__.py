"""Hairstyles: kinds, fringes, strands and plaits as meshes, colors, ornaments, and how they fall."""
