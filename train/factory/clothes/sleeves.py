"""Sleeves: how long, how full and where, with the folds at elbow and wrist; and their cuffs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import skia

from ..body.body import Body
from ..body.bones import SIDES
from ..cloth.fold_plans import key_of, sleeve_plan
from ..cloth.folds import Grid, folded
from ..cloth.tubes import Tube
from ..geometry.loft import places
from ..geometry.mesh import Array, Mesh, smooth
from ..geometry.textures import brush, ink_of, path, shade
from ..palette import RGB
from ..parts import sided
from ..render.material import Material
from .prints import lay_print

_ARM_LINES = {"left": 134, "right": 135}
"""Line groups of sleeves: lines between them and the trunk fade where they join."""


@dataclass(frozen=True)
class SleeveCut:
    """How a sleeve is cut.

    stop: where it ends (0 shoulder, 1 elbow, 2 wrist; 0 = none). shape: see `sleeves`. flare: how much wider
    its end is, heads. cuff: "plain", "band", "ribbed", "turned", "frill" or "none"; cuffs lie `tight` heads
    off the arm.
    """

    stop: float
    shape: str = "plain"
    flare: float = 0.04
    cuff: str = "plain"
    tight: float = 0.03


SLEEVES = {
    "none": SleeveCut(0.0),
    "cap": SleeveCut(0.24, "cap", 0.05),
    "short": SleeveCut(0.52, "plain", 0.045),
    "elbow": SleeveCut(0.92, "plain", 0.065),
    "rolled": SleeveCut(1.16, "loose", 0.01, "turned", 0.05),
    "three_quarter": SleeveCut(1.45, "plain", 0.035),
    "long": SleeveCut(1.92, "loose", 0.03, "band", 0.028),
    "ribbed": SleeveCut(1.88, "loose", 0.035, "ribbed", 0.026),
    "slim": SleeveCut(1.94, "slim", 0.012),
    "wide": SleeveCut(1.93, "plain", 0.075),
    "puff": SleeveCut(0.50, "puff", 0.03, "band", 0.06),
    "mutton": SleeveCut(1.92, "mutton", 0.01, "band", 0.024),
    "bishop": SleeveCut(1.88, "bishop", 0.0, "band", 0.024),
    "bell": SleeveCut(1.90, "bell", 0.03),
    "flared": SleeveCut(1.45, "flared", 0.02, "frill"),
    "raglan": SleeveCut(1.45, "plain", 0.03),
}
"""Kinds of sleeve."""


def _fullness(shape: str, t: Array, stop: float, s: Array) -> Array:
    """Heads that a shape stands off more than a plain sleeve."""
    if shape == "puff":
        return 0.085 * np.sin(np.clip((t + 0.12) / (stop + 0.12), 0, 1) * np.pi) ** 0.8
    if shape == "mutton":
        return 0.11 * np.exp(-(((t - 0.30) / 0.32) ** 2)) - 0.004 * smooth(0.7, 1.1, t)
    if shape == "bishop":
        return 0.105 * smooth(0.35, 1.55, t) * (1 - smooth(stop - 0.22, stop - 0.02, t))
    if shape == "loose":
        return 0.050 * smooth(0.5, 1.50, t) * (1 - smooth(stop - 0.16, stop - 0.02, t))
    if shape == "bell":
        return 0.13 * smooth(0.9, stop, t) ** 1.4
    if shape == "flared":
        return 0.12 * smooth(0.75, stop, t) ** 1.2
    if shape == "kimono":
        return 0.05 * smooth(0.2, stop, t)
    if shape == "cap":
        return 0.02 * smooth(0.3, 1.0, s)
    return np.zeros_like(t)


def sleeves(
    body: Body,
    stop: float,
    color: RGB,
    *,
    inflate: float = 0.026,
    flare: float = 0.03,
    kind: str = "plain",
    outer: bool = False,
    edge: int | None = None,
    material: Material | None = None,
    sides: tuple[str, ...] = SIDES,
) -> list[Mesh]:
    """Two sleeves to t = stop. kind: "plain", "slim", "cap", "puff" (gathered at shoulder and hem), "mutton"
    (full above the elbow), "loose" (gathers at the cuff), "bishop" (very full above the cuff), "bell" (wide
    at the wrist), "flared" (from the elbow), "kimono" (hangs below the arm)."""
    rows = int(12 + 18 * stop / 2)
    t = places(-0.27, stop, rows, (1.0, stop - 0.12) if stop > 1.3 else ())
    cap = smooth(-0.27, -0.02, t)
    s = (t + 0.27) / (stop + 0.27)
    long = stop > 1.3
    gathered = kind in ("loose", "bishop")
    cloth = material or sleeve_cloth(color, stop, gathered=kind in ("puff", "bishop", "mutton"))
    out = []
    for side in SIDES:
        if side not in sides:
            continue
        arm = body.arm(side, -0.27, stop, 0.0, rows=t, columns=20)
        a = arm.angles[None]
        amount = (inflate * cap + flare * smooth(0.1, 1.0, s) + _fullness(kind, t, stop, s))[:, None]
        amount = amount * np.ones_like(a)
        bias = np.zeros((rows, 20))
        if kind in ("puff", "mutton"):
            gather = np.sin(s * np.pi) if kind == "puff" else np.exp(-(((t - 0.2) / 0.35) ** 2))
            amount += 0.008 * np.sin(9 * a) * gather[:, None]
        elif gathered:
            full = smooth(0.5, 1.55, t) * (1 - smooth(stop - 0.14, stop - 0.02, t))
            ripple = 0.010 if kind == "loose" else 0.006
            amount += ripple * np.sin(t[:, None] * 17 + 0.8 * np.sin(a)) * full[:, None]
            if kind == "bishop":
                amount += 0.012 * np.sin(8 * a) * full[:, None]
                amount -= 0.05 * full[:, None] * np.clip(np.sin(a) * (1 if side == "left" else -1), 0, 1)
            amount -= (flare + inflate * 0.4) * smooth(stop - 0.12, stop - 0.02, t)[:, None]
        elif kind in ("bell", "flared"):
            amount += 0.022 * np.sin(6 * a + 0.5) * smooth(0.8, stop, t)[:, None]
        elbow = np.exp(-(((t - 1.0) / 0.15) ** 2))[:, None]
        if long:  # folds in the crook of the elbow, its point stands out behind, cloth piles at the wrist
            amount += 0.010 * elbow * np.sin((t[:, None] - 1) * 27 + 0.6 * np.cos(a))
            amount += 0.016 * np.exp(-(((t - 1.02) / 0.10) ** 2))[:, None] * np.clip(np.cos(a), 0, 1)
            amount -= 0.010 * np.exp(-(((t - 0.62) / 0.22) ** 2))[:, None]
            bias -= 0.10 * elbow * np.clip(np.sin((t[:, None] - 1) * 27 + 2.4), 0, 1)
            if kind in ("plain", "slim"):
                wrist = smooth(stop - 0.55, stop - 0.3, t) * (1 - smooth(stop - 0.12, stop - 0.05, t))
                turn = np.sin(a + (0.6 if side == "left" else -0.6))
                amount += 0.009 * wrist[:, None] * np.sin((t[:, None] - 1.5) * 26 + 1.3 * turn)
        sleeve = arm.inflated(amount)
        hanging: dict[str, Any] = {}
        if kind == "kimono":  # cloth hangs from the arm; its lower side is the thumb's other side
            drop = 0.34 * smooth(0.35, stop, t) ** 1.2
            lower = np.clip(np.sin(a) * (-1 if side == "left" else 1), 0, 1) ** 1.5
            turn = np.array([-0.72 if side == "left" else 0.72, -0.72, 0.0])
            low = drop[:, None] * lower * body.proportions.width
            sleeve = sleeve.moved(turn * low[..., None])
            low = np.concatenate([low, low[[-1, -1]]])
            hanging = {
                "drop": np.concatenate([low, low[:, :1]], 1),
                "way": (float(turn[0]), -0.72, 0.0),
            }
        slack, fold = amount.mean(1), key_of(color, stop, inflate)
        sleeve = sleeve.hemmed(0.016, depth=0.06)
        bias = np.concatenate([bias, np.full((2, 20), -0.35)])
        part = sided("OUTER_SLEEVE" if outer else "SLEEVE", side)
        group = edge if edge is not None else _ARM_LINES[side]
        tube = Tube(
            body, side, "Arm", sleeve.along, np.append(slack, slack[[-1, -1]]), 21,
            clear=0.03 if outer else 0.015, seed=fold, **hanging,
        )  # fmt: skip
        mesh = sleeve.mesh(
            f"{side} sleeve", part, bias=bias, edge=group, material=cloth, seam=True, deform=tube
        )
        rng = np.random.default_rng([fold, side == "left"])
        plan = sleeve_plan(rng, side, stop, min(8 * float(slack.max()), 1))
        out.append(folded(mesh, Grid.of(sleeve, seam=True), plan, color, shaded=material is None))
    return out


def sleeve_cloth(
    color: RGB,
    stop: float,
    *,
    fabric: str = "plain",
    second: RGB | None = None,
    third: RGB | None = None,
    gathered: bool = False,
    stripes: tuple[RGB, ...] = (),
    upper: RGB | None = None,
    hem: RGB | None = None,
) -> Material:
    """The picture of a sleeve that runs around from the back, with its seam and drawn folds. fabric: a print
    (clothes.prints); stripes: of a tracksuit, along its outer side; upper: the color of its shoulder; hem:
    of a band at its end."""
    w = 128
    long = max(0.25, 0.72 * (stop + 0.27))  # heads
    h = int(np.clip(64 * long + 40, 56, 192))
    around = 0.82
    surface, marks = skia.Surface(w, h), skia.Surface(w, h)
    canvas, ink = surface.getCanvas(), marks.getCanvas()
    canvas.clear(skia.Color4f(*color, 1))
    ink.clear(skia.Color4f(0, 0, 0, 1))
    if fabric != "plain" and second is not None:
        canvas.save()
        canvas.scale(w / around, -h / long)
        lay_print(canvas, fabric, color, second, third or second)
        canvas.restore()

    def v(t: float) -> float:
        return (t + 0.27) / (stop + 0.27) * h

    def band(start: float, end: float, tint: RGB) -> None:
        canvas.drawRect(skia.Rect.MakeLTRB(0, start, w, end), brush(tint))

    if upper is not None:
        band(0, v(min(0.34, 0.5 * stop)), upper)
        line = path([(0, v(min(0.34, 0.5 * stop))), (w, v(min(0.34, 0.5 * stop)))], closed=False)
        for target, tint in ((canvas, ink_of(color)), (ink, (1, 1, 1))):
            target.drawPath(line, brush(tint, 0.9, 1.5))
    for i, tint in enumerate(stripes):
        for u in (0.25, 0.75):
            x = (u + (i - (len(stripes) - 1) / 2) * 0.075) * w
            canvas.drawRect(skia.Rect.MakeXYWH(x - 0.02 * w, 0, 0.04 * w, h), brush(tint))
    if hem is not None:
        band(h * (1 - 0.11 / long), h, hem)
    folds = []  # u, v and their way, width: wedges that begin thick and run out
    if stop > 1.2:
        folds = [
            (0.36, v(0.95), 0.17, 0.012, 3.2), (0.66, v(1.04), -0.15, 0.02, 3.0),
            (0.34, v(1.12), 0.12, -0.02, 2.6),
            (0.70, v(0.86), -0.10, -0.02, 2.4), (0.06, v(0.98), 0.12, 0.02, 2.6),
            (0.30, v(stop - 0.22), 0.14, 0.015, 2.8), (0.72, v(stop - 0.30), -0.13, 0.01, 2.6),
            (0.05, v(stop - 0.26), 0.12, -0.01, 2.6),
        ]  # fmt: skip
    if stop > 0.3:
        folds += [(0.62, v(0.10), -0.10, 0.05, 2.4), (0.38, v(0.10), 0.10, 0.05, 2.4)]
    for u, y, du, dv, wide in folds:
        a, b = (u * w, y), ((u + du) * w, y + dv * h)
        m = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        wedge = [(a[0], a[1] - 0.7 * wide), (m[0], m[1] + 0.8 * wide), b, (a[0], a[1] + 0.7 * wide)]
        canvas.drawPath(path(wedge), brush(shade(color, 0.45), 0.22))
    if gathered:
        for i in range(11):
            u = (i + 0.5) / 11 * w
            for y, dy in ((0.10 * h, 0.16), (0.97 * h, -0.13)):
                long_ = (0.6 + 0.4 * ((i * 5) % 3) / 2) * dy * h
                canvas.drawPath(path([(u - 0.8, y), (u + 0.8, y), (u, y + long_)]), brush(ink_of(color), 0.5))
    if stop > 0.3 and fabric == "plain" and not gathered:
        y = h * (1 - 0.045 / long)
        seam = path([(0, y), (w, y)], closed=False)
        canvas.drawPath(seam, brush(shade(color, 0.62), 0.75, 1.3))
        ink.drawPath(seam, brush((1, 1, 1), 1, 1.3))
    form = skia.kRGBA_8888_ColorType
    texture = np.ascontiguousarray(surface.makeImageSnapshot().toarray(colorType=form))
    drawn = np.ascontiguousarray(marks.makeImageSnapshot().toarray(colorType=form)[..., 0])
    return Material("cloth", texture, np.zeros((h, w), np.uint8), drawn)


def cuffs(
    body: Body, start: float, stop: float, color: RGB, inflate: float, *, ribbed: bool = False
) -> list[Mesh]:
    """Bands at the ends of sleeves. ribbed: knitted, drawn in towards their ends."""
    out = []
    rows = 5
    amount = np.full(rows, inflate)
    if ribbed:
        amount = inflate + 0.012 * np.sin(np.linspace(0, np.pi, rows))
    for side in SIDES:
        ring = body.arm(side, start, stop, amount, rows=rows, columns=20).hemmed(0.016, start=True)
        colors = np.tile(np.array(color, np.float32), (*ring.rings.shape[:2], 1))
        if ribbed:
            colors[:, ::2] *= 0.88
        out.append(ring.mesh(f"{side} cuff", sided("CUFF", side), colors=colors))
    return out


def frills(body: Body, at: float, color: RGB, *, inflate: float = 0.05, wide: float = 0.10) -> list[Mesh]:
    """Ruffles at t = at of both arms."""
    out = []
    for side in SIDES:
        rows = 5
        t = np.linspace(at - 0.03, at + wide, rows)
        s = np.linspace(0, 1, rows)[:, None]
        arm = body.arm(side, t[0], t[-1], 0.0, rows=rows, columns=40)
        amount = inflate + 0.05 * s + 0.022 * s * np.sin(10 * arm.angles)[None]
        ring = arm.inflated(amount).hemmed(0.012)
        out.append(ring.mesh(f"{side} frill", sided("CUFF", side), colors=color, edge=138))
    return out
