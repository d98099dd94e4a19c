"""What legs and feet wear: trousers, shorts, socks, shoes, boots."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..body.body import Body, Cover
from ..body.bones import SIDES
from ..cloth.cloth import Seat
from ..cloth.fold_plans import key_of, leg_plan
from ..cloth.folds import Grid, folded
from ..cloth.tubes import Tube
from ..geometry.loft import places
from ..geometry.mesh import Mesh, bind_dense, curve, loft, smooth
from ..geometry.textures import Atlas, path, shade
from ..palette import RGB
from ..parts import Part, sided
from ..render.material import plain
from .leg_cloth import LegLook, leg_cloth

# t, inflation by cut
CUTS = {
    "slim": ([-0.1, 0.2, 0.6, 1.0, 1.3, 1.6, 2.0], [0.026, 0.026, 0.026, 0.030, 0.022, 0.030, 0.034]),
    "tapered": ([-0.1, 0.2, 0.6, 1.0, 1.3, 1.6, 2.0], [0.03, 0.048, 0.058, 0.048, 0.034, 0.038, 0.034]),
    "straight": ([-0.1, 0.2, 0.6, 1.0, 1.3, 1.6, 2.0], [0.03, 0.036, 0.044, 0.044, 0.042, 0.066, 0.088]),
    "baggy": ([-0.1, 0.2, 0.6, 1.0, 1.3, 1.6, 1.9, 2.0], [0.03, 0.055, 0.10, 0.115, 0.105, 0.12, 0.13, 0.11]),
    "flare": ([-0.1, 0.2, 0.6, 1.0, 1.3, 1.6, 2.0], [0.026, 0.026, 0.024, 0.026, 0.050, 0.115, 0.19]),
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
    look: LegLook | None = None,
    waist: float = 0.0,
) -> tuple[list[Mesh], list[Cover]]:
    """Trousers down to t = stop (under 1: shorts). cuffed: turned up; crease: pressed, not seamed; look: what
    is drawn on them; waist: height of a waistband, heads."""
    meshes, covers = [], []
    short = stop < 1.2
    rows = 18 if short else 38
    t = places(-0.12, stop, rows, () if short else (1.03, 1.78))
    amount = curve(*CUTS[cut], t) if not short else 0.03 + 0.085 * smooth(0.0, stop, t)
    look = look or LegLook(crease=crease)
    fabrics = leg_cloth(color, look, stop=stop)
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
            if cut not in ("jogger", "flare"):  # it breaks over the shoe, and the knee shows
                pile = (
                    smooth(1.66, 1.80, t) * (1 - smooth(1.93, 1.98, t)) * (0.016 if cut != "slim" else 0.010)
                )
                ahead = 0.35 + 0.65 * np.clip(-np.cos(a + 0.25), 0, 1)
                each += pile[:, None] * ahead * np.sin((t[:, None] - 1.66) * 40)
                each += 0.012 * np.exp(-(((t - 0.99) / 0.09) ** 2))[:, None] * np.clip(-np.cos(a), 0, 1)
        crotch = np.exp(-(((t - 0.06) / 0.10) ** 2))[:, None]
        bias = -0.10 * crotch - 0.55 * smooth(0.72, 0.98, inside) * smooth(0.05, 0.3, t)[:, None]
        leg = leg.inflated(each)
        slack, fold = each.mean(1), key_of(color, stop, top)
        leg = leg.hemmed(0.016)
        tube = Tube(body, side, "Leg", leg.along, np.append(slack, slack[[-1, -1]]), 21, seed=fold)
        bias = np.concatenate([bias, np.full((2, 20), -0.3)])
        mesh = leg.mesh(
            f"{side} trouser",
            sided("TROUSER", side),
            material=fabrics[side],
            seam=True,
            edge=_LEG_LINES[side],
            bias=bias,
            deform=tube,
        )
        plan = leg_plan(
            np.random.default_rng([fold, side == "left"]), side, stop, min(6 * float(slack.max()), 1)
        )
        meshes.append(folded(mesh, Grid.of(leg, seam=True), plan, color))
        if cuffed:
            roll = body.leg(side, stop - 0.11, stop + 0.005, float(amount[-1]) + 0.014, rows=4, columns=20)
            meshes.append(
                roll.hemmed(0.02, start=True).mesh(
                    f"{side} turn-up", sided("TROUSER", side), colors=shade(color, 1.45), edge=140
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
    if look.kind in ("jeans", "cargo"):
        for s in (1, -1):
            pocket = [
                (s * 0.10, 3.86),
                (s * 0.31, 3.86),
                (s * 0.31, 3.66),
                (s * 0.205, 3.60),
                (s * 0.10, 3.66),
            ]
            atlas.fill(path(pocket), shade(color, 1.12), side="back", outlined=0.008)
    if look.fabric != "plain" and look.second is not None:
        atlas.print(look.fabric, look.second, look.third)
    if waist:  # a band with loops for the belt
        for y in (top - waist, top - 0.008):
            atlas.line(path([(-2, y), (2, y)], closed=False), width=0.008, side="both")
        for x in (-0.34, -0.16, 0.16, 0.34):
            loop = [(x - 0.014, top), (x + 0.014, top), (x + 0.014, top - waist), (x - 0.014, top - waist)]
            atlas.fill(path(loop), shade(color, 0.9), side="both", outlined=0.005)
        atlas.button(
            0.0, top - waist / 2, (0.80, 0.66, 0.42) if look.kind == "jeans" else shade(color, 0.7), 0.02
        )
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
    rows = int(4 + (24 if loose else 11) * (2.05 - start))
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


def warmer(body: Body, side: str, color: RGB, *, start: float = 1.22, stop: float = 1.93) -> list[Mesh]:
    """A leg warmer: a knitted tube that lies in folds from below the knee to the ankle."""
    rows = 26
    t = np.linspace(start, stop, rows)
    s = (t - start) / (stop - start)
    amount = 0.030 + 0.045 * smooth(0.05, 0.9, s) + 0.012 * np.sin(t * 34) * smooth(0.1, 0.4, s)
    leg = body.leg(side, start, stop, amount, rows=rows, columns=20).hemmed(0.014, start=True)
    colors = np.tile(np.array(color, np.float32), (*leg.rings.shape[:2], 1))
    colors[:, ::2] *= 0.90
    return [leg.mesh(f"{side} leg warmer", sided("SOCK", side), colors=colors, edge=148)]
