"""What VRM adds to glTF: which node is which humanoid bone (0.x and 1.0), and the main pictures of toon
materials."""

from __future__ import annotations

from typing import Any

from ..body.bones import BONE

_THUMB0 = {"Proximal": "Metacarpal", "Intermediate": "Proximal", "Distal": "Distal"}
"""VRM 0.x calls the thumb's bones differently."""


def _dig(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def humanoid_of(document: dict, nodes: int) -> dict[str, int]:
    """Bone name (VRM 1.0) to node number; empty where the file has no VRM extension."""
    pairs: list[tuple[Any, Any]] = []
    first = _dig(document, "extensions", "VRM", "humanoid", "humanBones")
    if isinstance(first, list):
        for entry in first:
            name = str(_dig(entry, "bone"))
            for old, new in _THUMB0.items():
                if name.endswith("Thumb" + old):
                    name = name.removesuffix(old) + new
                    break
            pairs.append((name, _dig(entry, "node")))
    second = _dig(document, "extensions", "VRMC_vrm", "humanoid", "humanBones")
    if isinstance(second, dict):
        pairs += [(name, _dig(entry, "node")) for name, entry in second.items()]
    # JSON knows true and false, which Python takes for the numbers 1 and 0.
    return {n: i for n, i in pairs if n in BONE and type(i) is int and 0 <= i < nodes}


def main_pictures(document: dict) -> dict[int, int]:
    """VRM 0.x toon materials: row of the material to its main texture."""
    out = {}
    rows = _dig(document, "extensions", "VRM", "materialProperties")
    for i, row in enumerate(rows if isinstance(rows, list) else []):
        texture = _dig(row, "textureProperties", "_MainTex")
        if isinstance(texture, int) and texture >= 0:
            out[i] = texture
    return out
