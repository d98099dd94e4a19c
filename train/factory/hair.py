"""Hair: a cap on the skull and clumps swept from the crown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import Body
from .head import Head
from .loft import section
from .material import plain
from .mesh import Array, Mesh, bind, grid_faces, rigid, smooth, sweep, unit
from .palette import Palette
from .parts import Part
from .seeds import Draw, Traits

HAIRS = {"short": 0.26, "bob": 0.2, "medium": 0.18, "long": 0.2, "bun": 0.16}
_TIPS = {"short": 0.10, "bob": -0.03, "medium": -0.7, "long": -1.9, "bun": 0.14}


@dataclass(frozen=True)
class HairSpec:
    """kind: name out of HAIRS. tips: height over the chin where the back ends; sweep: how the fringe
    leans."""

    kind: str
    tips: float
    sweep: float
    fringe: float


@dataclass(frozen=True, eq=False)
class Hair:
    """Meshes, and tags hair_style and hair_length."""

    meshes: list[Mesh]
    tags: dict[str, str]


def draw_hair(draw: Draw, traits: Traits) -> HairSpec:
    """The hair of a seed."""
    rng = draw.rng("hair")
    boy = traits.presentation == "boy"
    weights = {k: w * (0.1 if boy and k not in ("short", "bob") else 1.0) for k, w in HAIRS.items()}
    kind = draw.choose("hair", weights, rng)
    return HairSpec(
        kind, _TIPS[kind] + rng.uniform(-0.06, 0.06), rng.uniform(-0.15, 0.15), rng.uniform(0.43, 0.47)
    )


def build_hair(spec: HairSpec, palette: Palette, head: Head, body: Body) -> Hair:
    """The hair on a head."""
    rng = np.random.default_rng(int(abs(spec.sweep) * 1e6))
    chin = body.proportions.chin
    crown = unit(np.array([0, 0.90, -0.44]))
    forth = np.array([0, 0.44, 0.90])
    left = np.array([1.0, 0, 0])
    meshes = [_cap(palette, head, crown, forth, left)]
    # azimuth 0 = front; each clump runs over the skull's ellipsoid and then falls
    front = np.linspace(-60, 60, 13) + rng.normal(0, 2, 13)
    fringe_tips = spec.fringe + rng.uniform(-0.04, 0.03, 13) - 0.05 * np.abs(front / 60) ** 2
    sides = np.array([-92, -78, -66, 66, 78, 92.0])
    back = np.concatenate([np.linspace(84, 276, 20), np.linspace(90, 270, 17)])
    for name, part, azimuth, tips, width, lift, lean in (
        ("fringe", Part.HAIR_FRONT, front, fringe_tips, 0.088, 0.062, spec.sweep),
        ("sides", Part.HAIR_SIDE, sides, np.full(6, -0.02), 0.10, 0.062, 0.0),
        ("back", Part.HAIR_BACK, back, spec.tips + rng.uniform(-0.09, 0.09, 37), 0.13, 0.07, 0.0),
    ):
        offset = lift + 0.02 * (np.arange(len(azimuth)) % 2) + rng.uniform(0, 0.012, len(azimuth))
        paths = _paths(head, crown, forth, left, azimuth, tips + chin, offset, lean)
        meshes.append(_clumps(name, part, paths, width, palette, head, body))
    length = {"short": "short", "bob": "short", "bun": "short", "medium": "medium", "long": "long"}[spec.kind]
    return Hair(meshes, {"hair_style": spec.kind, "hair_length": length})


def _cap(palette: Palette, head: Head, crown: Array, forth: Array, left: Array) -> Mesh:
    azimuth = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    way = np.cos(azimuth)[:, None] * forth - np.sin(azimuth)[:, None] * left
    limit = np.radians(118 - 44 * ((1 + np.cos(azimuth)) / 2) ** 1.2)
    polar = np.linspace(0.0, 1, 20)[:, None] * limit
    d = np.cos(polar)[..., None] * crown + np.sin(polar)[..., None] * way
    points = (head.center + d * (head.radii + 0.03)).reshape(-1, 3)
    bones, weights = rigid(len(points), "head")
    faces = grid_faces(20, 48)[:, ::-1]
    color = np.array(palette.hair) * 0.86
    return Mesh(
        "cap",
        points,
        faces,
        bones,
        weights,
        Part.HAIR_BACK,
        plain("hair"),
        colors=tuple(color),
        outline=0.0,
        normals=d.reshape(-1, 3).astype(np.float32),
    )


def _paths(head, crown, forth, left, azimuth, tips, offset, lean) -> Array:
    """(s, 24, 3) curves: over the skull from the crown, then straight down to height `tips`."""
    a = np.radians(azimuth)
    way = np.cos(a)[:, None] * forth + np.sin(a)[:, None] * left
    s = np.linspace(0, 1, 60)
    polar = np.radians(6 + 112 * s)
    d = np.cos(polar)[None, :, None] * crown + np.sin(polar)[None, :, None] * way[:, None]
    r = head.radii + (offset[:, None] * smooth(0, 0.4, s)[None])[..., None]
    p = head.center + unit(d) * r
    # where the skull turns inwards, fall straight
    outward = np.linalg.norm((p - head.center)[..., [0, 2]], axis=-1)
    peak = outward.argmax(1)
    drop = np.linalg.norm(np.diff(p, axis=1), axis=-1)[:, :1]
    steps = np.arange(60)[None] - peak[:, None]
    fall = np.take_along_axis(p, peak[:, None, None], 1) + np.maximum(steps, 0)[..., None] * drop[
        ..., None
    ] * np.array([0, -1.6, 0])
    p = np.where((steps > 0)[..., None], fall, p)
    arc = np.concatenate(
        [np.zeros((len(p), 1)), np.cumsum(np.linalg.norm(np.diff(p, axis=1), axis=-1), 1)], 1
    )
    below = p[..., 1] < tips[:, None]
    out = np.empty((len(p), 24, 3))
    u = np.linspace(0, 1, 24)
    for i in range(len(p)):
        if below[i].any():
            stop = (
                np.interp(-tips[i], -p[i, peak[i] :, 1], arc[i, peak[i] :])
                if p[i, peak[i], 1] > tips[i]
                else arc[i, below[i].argmax()]
            )
        else:  # longer than the curve: go on downwards
            extra = p[i, -1, 1] - tips[i]
            p[i, -1, 1], stop = tips[i], arc[i, -1] + extra
            arc[i, -1] = stop
        for c in range(3):
            out[i, :, c] = np.interp(u * stop, arc[i], p[i, :, c])
    out[..., 0] += lean * smooth(0.3, 1, u) ** 1.3
    return out


def _clumps(name, part, paths, width, palette, head, body) -> Mesh:
    count, m = paths.shape[:2]
    u = np.linspace(0, 1, m)
    taper = (0.25 + 0.75 * smooth(0, 0.4, u)) * np.clip((1 - u) / 0.35, 0.03, 1) ** 0.65
    ring = section(8, 2.0)[0]
    outward = unit((paths - head.center) * (1, 0.35, 1))
    points, faces = sweep(paths, outward, ring[::-1], width * taper, 0.036 * np.minimum(taper * 1.1, 1))
    faces = faces[:, ::-1]
    k = 8
    smoothed = unit(np.repeat((paths - head.center).reshape(-1, 3), k, 0))
    center = np.repeat(paths.reshape(-1, 3), k, 0)
    normals = unit(0.8 * smoothed + 0.55 * unit(points - center)).astype(np.float32)
    inner = (unit(points - center) * smoothed).sum(1) < -0.2
    color = np.array(palette.hair)[None] * (1 - u[:, None]) + np.array(palette.hair_tip) * u[:, None]
    colors = np.tile(np.repeat(color, k, 0), (count, 1)) * np.where(inner, 0.72, 1.0)[:, None]
    polar = np.arccos(np.clip(unit((points - head.center) / head.radii)[:, 1], -1, 1))
    across = np.tile(ring[::-1, 0], count * m)
    fall = 0.75 * smooth(body.proportions.chin - 0.15, body.proportions.chin - 1.2, points[:, 1])
    bones, weights = bind(len(points), {"head": 1 - fall, "upperChest": fall})
    outline = np.tile(np.repeat(0.8 * np.clip((1 - u) * 6, 0.3, 1), k), count)
    return Mesh(
        name,
        points,
        faces,
        bones,
        weights,
        part,
        plain("hair"),
        normals=normals,
        colors=colors,
        outline=outline,
        shine=np.stack([across, polar], 1),
    )
