"""Colors for avatars whose textures are missing: one for each class, with shades for separate pieces."""

from __future__ import annotations

import zlib

import numpy as np

_PLAIN = {
    "accessory": (0.55, 0.52, 0.50), "brow": (0.35, 0.27, 0.22), "lash": (0.16, 0.12, 0.13), "hair": (0.52, 0.44, 0.36),
    "sclera": (0.97, 0.97, 0.98), "highlight": (1.0, 1.0, 1.0), "mouth": (0.80, 0.45, 0.45), "eye": (0.30, 0.52, 0.42),
    "face": (0.995, 0.93, 0.89), "sock": (0.92, 0.92, 0.92), "shoes": (0.20, 0.18, 0.18), "bottom": (0.17, 0.16, 0.16),
    "top": (0.36, 0.32, 0.32), "skin": (0.995, 0.93, 0.89),
}  # fmt: skip


def plain_colors(kind: str, name: str, p: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """(n, 3) sRGB colors of the vertices of a surface without a texture."""
    return np.tile(np.array(_PLAIN[kind]), (len(p), 1))
