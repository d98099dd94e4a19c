"""What legs and feet wear: trousers, shorts, socks, shoes, boots."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .body import Body, Cover
from .bones import SIDES, SKIN_BONE, SKIN_BONES
from .cloth import Seat
from .hands import foot_rings
from .loft import places
from .material import Material, plain
from .mesh import Mesh, bind_dense, curve, loft, outward, smooth, unit
from .palette import RGB
from .parts import Part, sided
from .textures import Atlas, leg_cloth, path, shade

# t, inflation by cut
CUTS = {
    "slim": ([-0.1, 0.2, 0.6, 1.0, 1.3, 1.6, 2.0], [0.026, 0.026, 0.026, 0.030, 0.024, 0.036, 0.040]),
    "tapered": ([-0.1, 0.2, 0.6, 1.0, 1.3, 1.6, 2.0], [0.03, 0.042, 0.052, 0.048, 0.036, 0.040, 0.036]),
    "straight": ([-0.1, 0.2, 0.6, 1.0, 1.3, 1.6, 2.0], [0.03, 0.034, 0.042, 0.046, 0.050, 0.072, 0.094]),
    "wide": ([-0.1, 0.2, 0.6, 1.0, 1.3, 1.6, 2.0], [0.03, 0.045, 0.08, 0.11, 0.13, 0.175, 0.20]),
    "jogger": ([-0.1, 0.2, 0.6, 1.0, 1.4, 1.72, 1.86, 2.0], [0.03, 0.05, 0.07, .08, .08, .095, .05, .02]),
}  # fmt: skip


_LEG_LINES = {"left": 130, "right": 131}
"""Line groups of trouser legs: among free groups lines fade where surfaces join (see mesh.Mesh)."""


def trousers(
    body: Body,
    cut: str,
    color: RGB,
    *,
    stop: float = 1.97,
    top: float = 4.04,
    cuffed: bool = False,
    crease: bool = False,
) -> tuple[list[Mesh], list[Cover]]:
    """Trousers down to t = stop (under 1: shorts). cuffed: turned up; crease: pressed, not seamed."""
    meshes, covers = [], []
    short = stop < 1.2
    rows = 18 if short else 38
    t = places(-0.12, stop, rows, () if short else (1.03, 1.78))
    amount = curve(*CUTS[cut], t) if not short else 0.03 + 0.085 * smooth(0.0, stop, t)
    fabric = leg_cloth(color, crease=crease)
    for side in SIDES:
        leg = body.leg(side, -0.12, stop, 0.0, rows=t, columns=20)
        a = leg.angles[None]
        each = np.broadcast_to(amount[:, None], (rows, 20)).copy()
        inside = np.clip(-np.sin(a) if side == "left" else np.sin(a), 0, 1)
        each -= (
            np.maximum(each - 0.028, 0) * inside * (0.8 - 0.6 * smooth(1.2, 1.7, t))[:, None]
        )  # the legs of wide trousers do not meet
        if not short:  # cloth gathers behind the knee and over the shoe, in few soft folds
            knee = np.exp(-(((t - 1.04) / 0.13) ** 2))[:, None] * (1.3 + np.cos(a)) / 2
            each += 0.010 * knee * np.sin((t[:, None] - 1.0) * 25 + 0.7 * np.sin(a))
            ankle = smooth(1.5, 1.75, t)[:, None] * (1 - smooth(1.90, 1.97, t)[:, None])
            twist = np.sin(a + (0.5 if side == "left" else -0.5))
            each += 0.010 * ankle * np.sin((t[:, None] - 1.6) * 24 + 1.2 * twist)
            each += 0.022 * smooth(1.7, 2.0, t)[:, None] * np.clip(-np.cos(a), 0, 1) * (cut != "jogger")
        crotch = np.exp(-(((t - 0.06) / 0.10) ** 2))[:, None]
        bias = -0.10 * crotch - 0.55 * smooth(0.72, 0.98, inside) * smooth(0.05, 0.3, t)[:, None]
        leg = leg.inflated(each).hemmed(0.016)
        bias = np.concatenate([bias, np.full((2, 20), -0.3)])
        meshes.append(
            leg.mesh(
                f"{side} trouser",
                sided("TROUSER", side),
                material=fabric,
                seam=True,
                edge=_LEG_LINES[side],
                bias=bias,
            )
        )
        if cuffed:
            roll = body.leg(side, stop - 0.11, stop + 0.005, float(amount[-1]) + 0.014, rows=4, columns=20)
            meshes.append(
                roll.hemmed(0.02, start=True).mesh(
                    f"{side} turn-up", sided("TROUSER", side), colors=shade(color, 1.35), edge=140
                )
            )
        covers.append(Cover(f"{side}Leg", -0.2, stop - 0.10))
    atlas = Atlas(top, 3.13, color, density=110)
    fly = [(0.0, top - 0.05), (0.0, 3.42)]
    atlas.line(path(fly, closed=False), width=0.007)
    atlas.line(path([(0.05, top - 0.06), (0.05, 3.62), (0.02, 3.52)], closed=False, soft=True), width=0.005)
    for s in (1, -1):
        atlas.line(
            path([(s * 0.20, top - 0.06), (s * 0.27, 3.78), (s * 0.47, 3.66)], closed=False, soft=True),
            width=0.007,
        )
        atlas.line(
            path([(s * 0.13, 3.80), (s * 0.33, 3.80), (s * 0.33, 3.62), (s * 0.23, 3.57), (s * 0.13, 3.62)]),
            width=0.006, side="back",
        )  # fmt: skip
    seat = body.torso(3.13, top, 0.038, rows=16, columns=40)
    mesh = atlas.mesh(seat, "trousers", Part.BOTTOM, body.proportions.width, edge=132)
    flat = Seat(mesh.positions, float(body.proportions.y(3.44)), body.proportions.width)
    meshes.append(replace(mesh, deform=flat))
    return meshes, covers


def belt(
    body: Body, y: float, color: RGB, metal: RGB, *, inflate: float = 0.052, height: float = 0.085
) -> list[Mesh]:
    """A belt with a buckle."""
    strap = body.torso(y - height, y, inflate, rows=3, columns=40).hemmed(0.018, start=True)
    out = [strap.mesh("belt", Part.BELT, material=plain("leather"), colors=color)]
    front = strap.rings[2:5, 20]
    middle, size = (
        front.mean(0) + np.array([0, 0, 0.012]),
        (height * 0.72 * body.proportions.width, height * 0.62),
    )
    corners = np.array([(-1, 1), (1, 1), (1, -1), (-1, -1)], float)
    ring = np.stack([corners[:, 0] * size[0], corners[:, 1] * size[1], np.zeros(4)], 1)
    rings = np.stack([ring * 0.6 + (0, 0, 0.02), ring + np.array([0, 0, 0.014]), ring - (0, 0, 0.012)])
    points, faces = loft((rings + middle)[:, ::-1][..., :], caps=(True, False))
    if _toward_viewer(points, faces) < 0:
        faces = faces[:, ::-1]
    dense = np.repeat(strap.shares[2, 20][None], len(points), 0)
    out.append(
        Mesh(
            "buckle",
            points,
            faces,
            *bind_dense(dense),
            Part.BELT,
            plain("metal"),
            colors=metal,
            edge=141,
            outline=0.6,
        )
    )
    return out


def _toward_viewer(points: np.ndarray, faces: np.ndarray) -> float:
    a = points[faces[-1]]
    return float(np.cross(a[1] - a[0], a[2] - a[0])[2])


def sock(
    body: Body, side: str, start: float, color: RGB, *, stripes: RGB | None = None, loose: bool = False
) -> list[Mesh]:
    """A sock from t = start down into the shoe."""
    rows = int(8 + (22 if loose else 10) * (2.05 - start))
    t = np.linspace(start, 2.05, rows)
    amount = np.full(rows, 0.012) + 0.006 * (1 - smooth(0, 0.06, t - start))
    if loose:
        amount = amount + 0.05 * smooth(start, start + 0.35, t) + 0.014 * np.sin(t * 27)
    leg = body.leg(side, start, 2.05, amount, rows=rows, columns=20).hemmed(0.012, start=True, end=False)
    colors = np.tile(np.array(color, np.float32), (*leg.rings.shape[:2], 1))
    mesh = leg.mesh(f"{side} sock", sided("SOCK", side), colors=colors, edge=int(sided("SOCK", side)))
    out = [mesh]
    if stripes is not None:
        for at in (0.06, 0.15):
            band = body.leg(side, start + at, start + at + 0.045, 0.0165, rows=3, columns=20)
            out.append(band.mesh(f"{side} sock stripe", sided("SOCK", side), colors=stripes, outline=0.0))
    return out


def shoe(body: Body, side: str, kind: str, color: RGB, sole: RGB, trim: RGB) -> list[Mesh]:
    """Shoes: "loafers", "sneakers", "pumps", "boots" (to mid-calf), "ankle_boots", "sandals"."""
    part = sided("SHOE", side)
    boot = kind in ("boots", "ankle_boots")
    thick = {"sneakers": 0.030, "boots": 0.030, "ankle_boots": 0.030, "pumps": 0.016}.get(kind, 0.020)
    rings, shares = foot_rings(body, side, thick, rows=24, columns=20)
    size = body.proportions.feet * body.proportions.extremity
    y = rings[..., 1]
    ground = y.min()
    height = 0.055 * size if kind != "sneakers" else 0.075 * size
    y0 = rings[..., 1] - ground
    # the upper: flat below, and open at the instep for low shoes
    rings[..., 1] = ground + 0.012 + y0
    cloth = np.zeros((*rings.shape[:2], 3), np.float32) + color
    share_z = np.linspace(0, 1, rings.shape[0])
    if kind == "sneakers":
        cap = smooth(0.82, 0.86, share_z)[:, None] * np.ones(rings.shape[1])
        cloth = np.where(cap[..., None] > 0.5, np.array(sole), cloth)
    elif kind in ("loafers",):
        strap = (np.abs(share_z - 0.55) < 0.07)[:, None] & (y0 > 0.45 * y0.max(1, keepdims=True))
        cloth = np.where(strap[..., None], np.array(shade(color, 0.72)), cloth)
    points, faces = loft(rings, caps=(True, True))
    ends = np.concatenate([shares.reshape(-1, shares.shape[-1]), shares[0, :1], shares[-1, :1]])
    tint = np.concatenate([cloth.reshape(-1, 3), cloth[0, :1], cloth[-1, :1]])
    material = plain("cloth" if kind == "sneakers" else "leather")
    out = [
        Mesh(f"{side} shoe", points, faces, *bind_dense(ends), part, material, colors=tint, edge=int(part))
    ]
    out.append(_sole(rings, shares, side, sole, height))
    if kind == "sneakers":  # laces
        for at in (0.46, 0.56, 0.66):
            i = int(at * 23)
            top = rings[i, [2, 1, 0, 19, 18]]
            lace = top + np.array([[[0, 0.012, -0.016]], [[0, 0.016, 0.0]], [[0, 0.01, 0.016]]])
            p, f = loft(lace, wrap=False)
            f = f if np.cross(p[f[0, 1]] - p[f[0, 0]], p[f[0, 2]] - p[f[0, 0]])[1] > 0 else f[:, ::-1]
            dense = np.repeat(shares[i, 0][None], len(p), 0)
            out.append(
                Mesh(f"{side} lace", p, f, *bind_dense(dense), part, colors=trim, edge=142, outline=0.0)
            )
    if kind != "pumps" and kind != "sandals":
        start = {"boots": 1.42, "ankle_boots": 1.78, "loafers": 1.965}.get(kind, 1.93)
        amount = 0.028 + 0.010 * np.linspace(1, 0, 14) if boot else 0.022
        shaft = body.leg(side, start, 2.06, amount, rows=14, columns=20).hemmed(0.016, start=True, end=False)
        out.append(shaft.mesh(f"{side} shaft", part, material=material, colors=color, edge=int(part)))
        if boot:
            band = body.leg(side, start - 0.005, start + 0.06, 0.05, rows=4, columns=20).hemmed(
                0.02, start=True
            )
            out.append(band.mesh(f"{side} boot band", part, material=material, colors=trim, edge=143))
    return out


def _sole(rings, shares, side: str, color: RGB, height: float) -> Mesh:
    """A flat plate under the shoe, following its outline."""
    left, right, z = rings[..., 0].min(1), rings[..., 0].max(1), rings[:, 0, 2]
    outline = np.concatenate([np.stack([right, z], 1), np.stack([left, z], 1)[::-1]])
    along = np.roll(outline, -1, 0) - np.roll(outline, 1, 0)
    outline = outline + unit(np.stack([along[:, 1], -along[:, 0]], 1)) * 0.012
    k, zz, middle = len(outline), outline[:, 1], outline.mean(0)
    levels = ((height, 0.985), (height * 0.9, 1.0), (0.004, 1.0), (0.0, 0.97))
    plate = np.stack(
        [
            np.stack(
                [
                    middle[0] + (outline[:, 0] - middle[0]) * f,
                    np.full(k, y),
                    middle[1] + (zz - middle[1]) * f,
                ],
                1,
            )
            for y, f in levels
        ]
    )
    points, faces = loft(plate, caps=(True, True))
    toe = smooth(0.20, 0.34, (zz - z[0]) / (z[-1] - z[0]) - 0.42)
    dense = np.zeros((4, k, len(SKIN_BONES)), np.float32)
    dense[..., SKIN_BONE[side + "Toes"]] = toe
    dense[..., SKIN_BONE[side + "Foot"]] = 1 - toe
    flat = np.concatenate([dense.reshape(-1, dense.shape[-1]), dense[0, :1], dense[-1, :1]])
    if outward(points, faces) < 0:
        faces = faces[:, ::-1]
    material: Material = plain("leather")
    part = sided("SHOE", side)
    return Mesh(f"{side} sole", points, faces, *bind_dense(flat), part, material, colors=color, edge=144)
