"""Colors for avatars whose textures are missing: one for each class, painted eyes, dark brows and lashes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..geometry.mesh import weld
from ..parts import Part
from .raw import RawMaterial

_PLAIN = {
    "accessory": (0.55, 0.52, 0.50),
    "brow": (0.35, 0.27, 0.22),
    "lash": (0.16, 0.12, 0.13),
    "hair": (0.56, 0.48, 0.39),
    "sclera": (0.97, 0.97, 0.98),
    "highlight": (1.0, 1.0, 1.0),
    "mouth": (0.80, 0.45, 0.45),
    "eye": (0.30, 0.52, 0.42),
    "face": (0.995, 0.93, 0.89),
    "sock": (0.92, 0.92, 0.92),
    "shoes": (0.20, 0.18, 0.18),
    "bottom": (0.17, 0.16, 0.16),
    "top": (0.36, 0.32, 0.32),
    "skin": (0.995, 0.93, 0.89),
}
ACCENT = (0.72, 0.16, 0.18)
"""Ornaments in hair without a texture."""

_SIDE = 192  # texels of one eye


def components(p: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """(m,) number of the connected piece that each triangle belongs to."""
    corner = weld(p.astype(np.float32))[faces]
    label = np.arange(int(corner.max()) + 1)
    while True:
        least = label[corner].min(1)
        fresh = label.copy()
        np.minimum.at(fresh, corner.ravel(), np.repeat(least, 3))
        fresh = fresh[fresh]
        if np.array_equal(fresh, label):
            return np.unique(label[corner[:, 0]], return_inverse=True)[1]
        label = fresh


def _eye_picture() -> tuple[np.ndarray, np.ndarray]:
    """(s, 2 s, 4) RGBA and part numbers of a left and a right eye; the last rows are plain white."""
    y, x = np.mgrid[0:_SIDE, 0:_SIDE] / (_SIDE - 1) * 2 - 1
    r = np.hypot(x / 0.62, y / 0.66)
    iris = np.array(_PLAIN["eye"])
    deep = np.clip((y + 0.7) / 1.3, 0, 1)[..., None]
    paint = np.where(r[..., None] < 1, iris * (0.45 + 0.75 * deep), np.array([0.97, 0.965, 0.97]))
    paint = np.where(((r > 0.86) & (r < 1))[..., None], iris * 0.4, paint)
    paint = np.where((np.hypot(x / 0.24, y / 0.28) < 1)[..., None], iris * 0.22, paint)
    spot = np.hypot((x + 0.22) / 0.16, (y + 0.16) / 0.14) < 1
    paint = np.where(spot[..., None], 1.0, paint)
    rgba = np.concatenate([np.clip(paint, 0, 1) * 255, np.full((_SIDE, _SIDE, 1), 255)], -1).astype(np.uint8)
    halves = []
    for side in ("LEFT", "RIGHT"):
        part = np.where(r < 1, Part[f"{side}_IRIS"], Part[f"{side}_SCLERA"])
        part = np.where(np.hypot(x / 0.24, y / 0.28) < 1, Part[f"{side}_PUPIL"], part)
        halves.append(np.where(spot, Part[f"{side}_HIGHLIGHT"], part).astype(np.uint8))
    return np.hstack([rgba, rgba]), np.hstack(halves)


def painted(
    raw: RawMaterial, kind: str, p: np.ndarray, faces: np.ndarray, eye: np.ndarray
) -> tuple[RawMaterial, np.ndarray, np.ndarray, np.ndarray]:
    """Colors for a surface whose texture is missing. eye: the middle between the eyes, in heads. Material,
    (n, 3) vertex colors, (n, 2) texture coordinates, (n,) part numbers (0 = not known)."""
    n = len(p)
    colors, uv, parts = (
        np.tile(np.array(_PLAIN[kind]), (n, 1)),
        np.zeros((n, 2), np.float32),
        np.zeros(n, np.uint8),
    )
    if kind == "top" and raw.name[-1:].isdigit() and int(raw.name[-1]) > 1:
        colors[:] = (0.84, 0.82, 0.79)  # a second cloth of the same garment
    if kind not in ("eye", "face"):
        return raw, colors, uv, parts
    piece = components(p, faces)
    sizes = np.bincount(piece)
    spans = [p[faces[piece == k]].reshape(-1, 3) for k in range(len(sizes))]
    if kind == "eye":
        return _eyes(raw, p, faces, piece, spans)
    for k, span in enumerate(spans):
        if k == sizes.argmax():
            continue
        own = np.unique(faces[piece == k])
        middle, side = span.mean(0), "LEFT" if span[:, 0].mean() > 0 else "RIGHT"
        up = middle[1] - eye[1]
        if abs(middle[0]) > 0.03 and 0.06 < up < 0.25:
            colors[own], parts[own] = _PLAIN["brow"], Part[f"{side}_BROW"]
        elif abs(middle[0]) > 0.03 and abs(up) <= 0.06:
            colors[own], parts[own] = _PLAIN["lash"], Part[f"{side}_LASH"]
        elif up < -0.08 and abs(middle[0]) < 0.03:
            colors[own], parts[own] = (0.93, 0.66, 0.63), Part.MOUTH
    return raw, colors, uv, parts


def _eyes(
    raw: RawMaterial, p: np.ndarray, faces: np.ndarray, piece: np.ndarray, spans: list[np.ndarray]
) -> tuple[RawMaterial, np.ndarray, np.ndarray, np.ndarray]:
    """The widest piece of each side is the eye; smaller ones on it are highlights."""
    texture, marks = _eye_picture()
    texture[:2], marks[:2] = 255, 0
    uv, parts = np.full((len(p), 2), 0.001, np.float32), np.zeros(len(p), np.uint8)
    width = np.array([np.ptp(s[:, 0]) for s in spans])
    for left in (True, False):
        mine = [k for k, s in enumerate(spans) if (s[:, 0].mean() > 0) == left]
        if not mine:
            continue
        big = max(mine, key=lambda k: width[k])
        low, high = spans[big].min(0), spans[big].max(0)
        at = np.unique(faces[piece == big])
        x = (p[at, 0] - low[0]) / max(high[0] - low[0], 1e-6)
        y = (high[1] - p[at, 1]) / max(high[1] - low[1], 1e-6)
        uv[at] = np.column_stack([np.clip(x, 0.01, 0.99) / 2 + (0 if left else 0.5), np.clip(y, 0.03, 0.99)])
        for k in mine:
            if width[k] < 0.4 * width[big]:
                parts[np.unique(faces[piece == k])] = Part.LEFT_HIGHLIGHT if left else Part.RIGHT_HIGHLIGHT
    white = np.ones((len(p), 3))
    return replace(raw, texture=texture, parts=marks), white, uv, parts
