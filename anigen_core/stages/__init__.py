"""Capabilities, one per file, all with the same face: a class, a frozen options dataclass, one call."""
