"""What hats are made of: caps of even thickness, bands, peaks, brims, flowers and feathers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..geometry.mesh import Array
from ..geometry.textures import shade
from ..palette import RGB
from .headwear_fit import DOME
from .kit import Kit, rotated, smoothed

STRAW: RGB = (0.90, 0.80, 0.58)


WHITE: RGB = (0.96, 0.96, 0.97)


GOLD: RGB = (0.93, 0.76, 0.36)


STEEL: RGB = (0.74, 0.77, 0.83)


@dataclass(frozen=True)
class Dyes:
    """Colors of a thing: most of it, its trim, ribbons, dark and light parts, metal. turn: 0..1, details."""

    main: RGB
    trim: RGB
    accent: RGB
    dark: RGB
    light: RGB
    metal: RGB
    turn: float = 0.5


def shell(
    kit: Kit,
    line: Array | float,
    color: RGB,
    *,
    scale: float = 1.0,
    thick: float = 0.02,
    columns: int = 36,
    rows: int = 9,
    waves: tuple[int, float] = (0, 0.0),
    **more,
) -> None:
    """A cap of even thickness over the head down to `line` (height over the skull's middle, one number or
    one for each column from the front over the left around)."""
    phi = np.arange(columns) / columns * 2 * np.pi
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(DOME, axis=0), axis=1))])
    stop = np.interp(-np.broadcast_to(np.asarray(line, float), (columns,)), -DOME[:, 0], way)
    s = np.linspace(0, 1, rows)[:, None] ** 0.85 * stop[None]
    y, r = (np.interp(s, way, DOME[:, i]) for i in (0, 1))
    r = r * (1 + waves[1] * np.cos(waves[0] * phi))[None]

    def surface(y: Array, r: Array) -> Array:
        return np.stack([np.sin(phi) * r, y, np.cos(phi) * r * 1.02], -1) * scale

    inside = slice(None, None, -3)
    rings = np.concatenate(
        [surface(y, r), surface(y[inside] - 0.3 * thick, np.maximum(r[inside] - thick, 0.004))]
    )
    kit.rings(rings, color, **more)


def band(
    kit: Kit, low: float, high: float, color: RGB, *, out: float = 0.012, wide: float = 1.0, **more
) -> None:
    """A flat ribbon around a hat that fits closely, between two heights."""
    y = np.array([low, low, high, high])
    r = np.interp(-y, -DOME[:, 0], DOME[:, 1]) * wide + np.array([-0.02, out, out, -0.02])
    more.setdefault("detail", True)
    kit.turned(list(zip(y, r, strict=True)), color, columns=36, deep=1.02, caps=(False, False), **more)


def visor(
    kit: Kit, reach: float, color: RGB, *, y: float = 0.16, drop: float = 0.10, span: float = 62, **more
) -> None:
    """A stiff peak over the brow."""
    a = np.radians(np.linspace(-span, span, 17))
    u = np.linspace(0, 1, 5)
    edge = np.cos(a * 90 / span) ** 0.6
    r = 0.50 + (0.035 + reach * edge[None]) * u[:, None]
    x, z = np.sin(a) * r, np.cos(a) * r * 1.02
    high = y - drop * u[:, None] ** 1.3 + 0.10 * (1 - np.cos(a))[None] * -0.6 * u[:, None]
    high = high - 0.05 * (np.abs(a) / a.max())[None] ** 2 * u[:, None]
    top = np.stack([x, np.broadcast_to(high, x.shape), z], -1)
    rings = np.concatenate([top, (top - (0, 0.018, 0))[:, ::-1]], 1)  # each row goes out and back below
    more.setdefault("detail", True)
    kit.rings(rings, color, **more)


def brim(kit: Kit, profile: list[tuple[float, float]], color: RGB, *, sway: float = 0.0, **more) -> None:
    """A brim: profile of (height, radius) outwards on top; sway: its sides rise and its front falls."""
    p = smoothed(profile, 7)
    under = (p - (0.016, 0.0))[::-1]
    p = np.concatenate([p, under])
    phi = np.arange(40) / 40 * 2 * np.pi
    out = (p[:, 1:] - p[:, 1].min()) / np.ptp(p[:, 1])
    y = p[:, :1] + sway * out * -np.cos(2 * phi)[None]
    rings = np.stack([np.sin(phi) * p[:, 1:], y, np.cos(phi) * p[:, 1:] * 1.02], -1)
    kit.rings(rings, color, caps=(False, False), **more)


def star(k: Kit, size: float, color: RGB) -> None:
    a = np.arange(10) / 10 * 2 * np.pi + np.pi / 2
    r = np.where(np.arange(10) % 2, 0.42, 1.0) * size
    k.plate(np.stack([np.cos(a) * r, np.sin(a) * r], 1), 0.02, color, bulge=0.01, kind="metal", detail=True)


def flower(k: Kit, size: float, petal: RGB, heart: RGB, petals: int = 5) -> None:
    """A flower that looks along z."""
    a = np.linspace(0, 2 * np.pi, petals * 4, endpoint=False)
    r = size * (0.72 + 0.28 * np.cos(a * petals))
    k.plate(
        np.stack([np.sin(a) * r, np.cos(a) * r], 1),
        size * 0.2,
        petal,
        rows=0,
        bevel=0.7,
        detail=True,
        outline=0.6,
    )
    k.moved((0, 0, size * 0.12)).ball(
        (size * 0.28, size * 0.28, size * 0.16), heart, rows=4, columns=8, detail=True
    )


def feather(k: Kit, color: RGB, length: float = 0.5) -> None:
    """A feather that stands up along y and leans back."""
    o = (
        np.array(
            [
                (0, 0),
                (0.06, 0.14),
                (0.085, 0.3),
                (0.06, 0.44),
                (0.0, 0.5),
                (-0.05, 0.42),
                (-0.06, 0.26),
                (-0.03, 0.1),
            ]
        )
        * length
        * 2
    )
    k.moved((0, 0, 0), rotated(y=78)).plate(o, 0.014, color, middle=(0.0, length * 0.55), detail=True)
    k.tube([(0, -0.05, 0), (0, length * 0.9, 0.0)], [0.012, 0.004], shade(color, 0.8), columns=5, detail=True)
