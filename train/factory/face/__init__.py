"""Heads, and the faces that are painted on them with their landmarks."""
