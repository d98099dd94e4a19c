"""Brows: long (thick inside, thin outside), short, thin, maro (two short ovals), arched, thick, straight,
angled (with a corner), bushy (single hairs) and faint."""

from __future__ import annotations

import numpy as np

from ..palette import Palette, lch
from ..parts import sided
from .canvas import Array, FaceCanvas, polar, ribbon
from .spec import FaceSpec, through

# expression: height of the inner end and of the outer end, arch (heads)
_BROWS = {
    "neutral": (0.0, 0.0, 0.014),
    "smile": (0.005, 0.003, 0.019),
    "open": (0.006, 0.004, 0.019),
    "angry": (-0.034, 0.014, 0.006),
    "sad": (0.026, -0.020, 0.008),
    "surprised": (0.024, 0.020, 0.020),
    "closed": (-0.002, -0.004, 0.013),
    "wink": (0.008, 0.004, 0.020),
    "laugh": (0.014, 0.006, 0.022),
    "smug": (-0.014, 0.010, 0.014),
    "embarrassed": (0.022, -0.014, 0.010),
    "crying": (0.034, -0.026, 0.008),
    "shouting": (-0.036, 0.018, 0.008),
}
# length, arch (heads), thickness
_KINDS = {
    "long": (1.0, 0.0, 1.0),
    "short": (0.80, -0.004, 1.4),
    "thin": (1.05, 0.008, 0.70),
    "maro": (0.42, -0.006, 2.0),
    "arched": (1.08, 0.016, 0.78),
    "thick": (1.04, -0.004, 1.35),
    "straight": (1.02, -0.014, 1.05),
    "angled": (1.06, 0.008, 1.15),
    "bushy": (1.04, 0.002, 1.25),
    "faint": (0.85, 0.004, 0.60),
}


def brow_shape(spec: FaceSpec, expression: str, side: str = "left") -> Array:
    """(17, 2) a brow as on the left side, inner to outer end, heads over the chin."""
    inner, outer, arch = _BROWS[expression]
    if expression == "smug" and side == "left":
        inner, outer, arch = 0.020, 0.020, 0.022
    family, kind = spec.family, spec.brow_kind
    length, more, _ = _KINDS[kind]
    w = min(spec.eye_width, 0.25) / 2 if family.sclera else 0.085
    arch = arch + more
    slope = family.slope + {"tareme": -0.006, "tsurime": 0.006, "sleepy": -0.005}.get(spec.eye, 0.0)
    y = spec.eye_y + spec.eye_height / 2 + spec.brow_y
    y = min(y, 0.60)
    x = spec.eye_x
    if kind == "maro":
        middle = x + (0.004 if inner >= 0 else -0.012)
        lift = y + 0.010 + (inner + outer) * 0.5
        tilt = (outer - inner) * 0.35 + slope * 0.5
        t = np.linspace(-1, 1, 17)
        return np.stack([middle + t * w * length, lift + t * tilt + 0.004 * (1 - t**2)], 1)
    if kind == "thick" or family.brow_gap < 0.6:  # low brows press on the eye by their inner ends
        inner = inner * 0.75
    points = (
        (x - w * 0.88 * length, y + inner - slope * 0.6),
        (x - w * 0.10, y + (inner + outer) * 0.5 + arch * 0.85),
        (x + w * 0.45 * length, y + inner * 0.15 + outer * 0.75 + arch + slope * 0.7),
        (x + w * 1.12 * length, y + outer - 0.006 + slope),
    )
    return through(points, 17, 0.85 if kind == "angled" else 0.0)


def paint_brow(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, side: str, expression: str) -> None:
    """A brow; the canvas is mirrored for its side."""
    lum, chroma, hue = polar(palette.hair)
    kind, part = spec.brow_kind, sided("BROW", side)
    dark = 0.55 if spec.ink in ("black", "brown") else 0.72
    color = lch(float(np.clip(lum * dark, 0.20, 0.60)), min(chroma, 0.10), hue)
    u = np.linspace(0, 1, 17)
    line = brow_shape(spec, expression, side)
    width = spec.brow * _KINDS[kind][2]
    if kind == "maro":
        widths = width * np.sqrt(np.clip(1 - (2 * u - 1) ** 2, 0, 1))
    elif kind in ("thick", "straight"):
        widths = width * np.sqrt(np.clip(u / 0.10 + 0.15, 0, 1)) * (1 - 0.55 * u**3)
    elif kind == "angled":
        widths = width * np.clip(u / 0.06 + 0.3, 0, 1) * (0.75 + 0.5 * np.exp(-(((u - 0.6) / 0.25) ** 2)))
        widths = widths * np.clip((1 - u) / 0.4, 0.05, 1)
    else:
        widths = width * np.sqrt(np.clip(u / 0.16 + 0.06, 0, 1)) * (1 - 0.72 * u**1.6)
        if kind == "short":
            widths = widths * (1 - 0.35 * u)
    alpha = 0.62 if kind == "faint" else 1.0
    canvas.draw(ribbon(line, widths), color, part, line=True, alpha=alpha)
    if kind != "bushy":
        return
    # single hairs stand off its upper edge, upright inside and along it outside
    t = np.linspace(0, 1, 4)[:, None]
    for i, j in enumerate(range(0, 10, 2)):
        angle = np.radians(66 - 58 * j / 16)
        way = np.array([np.cos(angle), np.sin(angle)]) * spec.brow * (0.95 - 0.2 * (i % 2))
        base = line[j] - np.array([0.0, widths[j] * 0.3])
        canvas.draw(ribbon(base + way * t, 0.0055 * (1 - t[:, 0])), color, part, line=True)
