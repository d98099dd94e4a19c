"""Capes, cloaks, capelets, shawls, tails of coats, hanging sleeves, ends of ribbons: sheets that hang
(sheet_cloth) from the neck, the hips, the wrists or any point.

All heights are those of the reference body (body.Body.torso): 5.26 base of the neck, 5.06 shoulders, 4.15
waist, 3.48 hips, 1.84 knees, 0.27 ankles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import skia

from ..body.body import Body
from ..body.bones import SIDES, SKIN_BONE, SKIN_BONES
from ..geometry.mesh import Array, Mesh, curve, smooth
from ..geometry.textures import path
from ..palette import RGB
from ..parts import Part, sided
from ..render.material import Material
from .sheets import Arms, sheet

# height, half width, back, front of what lies on the shoulders, about z = middle
_MANTLE = np.array(
    [
        (5.30, 0.255, 0.240, 0.190, -0.068),
        (5.22, 0.360, 0.290, 0.220, -0.062),
        (5.13, 0.480, 0.318, 0.245, -0.052),
        (5.03, 0.570, 0.315, 0.260, -0.045),
        (4.88, 0.620, 0.315, 0.280, -0.035),
        (4.66, 0.645, 0.330, 0.305, -0.020),
        (4.15, 0.660, 0.345, 0.320, -0.010),
        (3.50, 0.680, 0.375, 0.340, -0.010),
    ][::-1]
)


@dataclass(frozen=True)
class CapeCut:
    """How a cape is cut.

    top: height of its seam; low: height of its hem. open: radians left open at the front (pi: it hangs only
    over the back half, 0.5: a cloak that shows a stripe of the front, 0: closed all around like a poncho).
    flare: heads the hem stands out. folds: how many fall over the whole turn, and deep: how deep, heads.
    tattered: 0..1 torn hem. point: heads that the hem is longer in the middle of the back (negative: shorter,
    as with a swallow's tail). over: heads of other clothes below it (a shirt .05, a coat .09, armor .13).
    arms: "behind" them or "over" them. lopsided: -1..1 radians by which it is turned to one side (a cape over
    one shoulder: open=2.6, lopsided=0.9).
    """

    top: float = 5.24
    low: float = 1.3
    open: float = 2.7
    flare: float = 0.32
    folds: int = 9
    deep: float = 0.06
    tattered: float = 0.0
    point: float = 0.0
    over: float = 0.07
    arms: Arms = "behind"
    lopsided: float = 0.0
    thickness: float = 0.018


CAPES = {
    "cape": CapeCut(),
    "hero": CapeCut(low=0.75, open=3.0, flare=0.42, folds=8, deep=0.06),
    "short cape": CapeCut(low=3.3, open=2.9, flare=0.26, folds=9),
    "cloak": CapeCut(low=0.6, open=0.9, flare=0.40, folds=13, arms="over", over=0.08),
    "capelet": CapeCut(low=4.25, open=0.35, flare=0.16, folds=12, deep=0.022, arms="over"),
    "poncho": CapeCut(low=3.55, open=0.0, flare=0.30, folds=10, deep=0.030, arms="over", over=0.06),
    "shawl": CapeCut(top=5.10, low=4.25, open=0.8, flare=0.10, folds=7, deep=0.02, arms="over", point=0.35),
    "tattered": CapeCut(low=0.9, open=2.7, flare=0.36, tattered=0.8, point=-0.1),
}
"""Cuts to start from: `replace(CAPES["cloak"], low=1.0)`."""


def cape(
    body: Body,
    cut: CapeCut,
    color: RGB,
    *,
    lining: RGB | None = None,
    part: int = Part.OUTER,
    name: str = "cape",
    edge: int | None = None,
    material: Material | None = None,
    seed: int = 0,
    **hang: Any,
) -> Mesh:
    """A cape. lining: the color inside; edge: line group (100..250 are free); material: a texture, u from the
    character's right by the back to its left, v down; seed: folds and tears.

    Example::

        below = (top - spec.length, 0.3) if spec.legs == "skirt" else None
        self.add(cape(self.body, CAPES["cape"], c.main, lining=c.accent, edge=171, seed=7, skirt=below))
    """
    p = body.proportions
    w = p.width
    rng = np.random.default_rng(seed)
    closed = cut.open <= 0
    half = np.pi if closed else np.pi - cut.open / 2
    columns = int(np.clip(round(2 * half / (2 * np.pi) * (cut.folds * 5 + 12)), 17, 61))
    a = np.linspace(-half, half, columns) + cut.lopsided
    long = cut.top - cut.low
    rows = int(np.clip(6 + 5.5 * long, 9, 28))
    s = np.linspace(0, 1, rows)
    y = cut.top - long * s**1.15  # closer together about the shoulders
    shown = np.maximum(y, 3.5)
    wide, back, front, middle = curve(_MANTLE[:, 0], _MANTLE[:, 1:], shown).T
    wide = wide * (1 + (p.shoulders - 1) * smooth(5.3, 5.05, y))
    x, z = np.sin(a), -np.cos(a)
    deep = np.where(z[None] > 0, front[:, None], back[:, None])
    grown = smooth(0.10, 1.0, s)[:, None]
    phase = a * cut.folds + 0.9 * np.sin(2 * a + rng.uniform(0, 6)) + rng.uniform(0, 6)
    wave = np.sin(phase)[None] + 0.35 * np.sin(2 * phase + 1.0)[None] * grown
    out = cut.flare * np.clip((5.0 - y) / (5.0 - 1.0), 0, None)[:, None] ** 0.9 + cut.deep * grown * wave
    stand = cut.over - 0.07
    radius = np.stack([(wide[:, None] + out + stand) * x, (deep + out * 1.1 + stand) * z], -1) * w
    edge_rows = _hem(cut, a - cut.lopsided, half, rng)
    height = y[:, None] - edge_rows[None] * smooth(0.35, 1.0, s)[:, None]
    rest = np.stack([radius[..., 0], p.y(height), radius[..., 1] + middle[:, None] * w], -1)
    seam = body._torso_shares(rest[:1], np.array([min(cut.top, 5.10)]))[0]
    bias = -0.55 * smooth(0.1, 1.0, -np.sin(phase))[None] * smooth(0.05, 0.5, s)[:, None]
    if material is None:
        material = fold_lines(columns, np.sin(phase), rng)
    options: dict[str, Any] = {"over": cut.over, "arms": cut.arms, **hang}
    return sheet(
        body, name, rest, seam, part, color, lining=lining, thickness=cut.thickness, bias=bias,
        material=material, edge=edge, closed=closed, **options,
    )  # fmt: skip


def fold_lines(columns: int, wave: Array, rng: np.random.Generator) -> Material:
    """White cloth with drawn folds that rise from the hem in the valleys of `wave` (columns,), and some
    that fall from the seam."""
    width, height = 512, 384
    surface, marks = skia.Surface(width, height), skia.Surface(width, height)
    surface.getCanvas().clear(skia.Color4f(1, 1, 1, 1))
    marks.getCanvas().clear(skia.Color4f(0, 0, 0, 1))
    low = np.flatnonzero((wave[1:-1] < wave[:-2]) & (wave[1:-1] <= wave[2:])) + 1
    step = width / max(len(low) * 2.2, 4)
    for i in low:
        x = i / (columns - 1) * width
        if rng.random() < 0.15:
            continue
        top = height * rng.uniform(0.12, 0.7)
        lean = rng.uniform(-0.3, 0.3) * step
        shade = path([(x - lean, top), (x + 0.55 * step, height), (x - 0.15 * step, height)])
        surface.getCanvas().drawPath(shade, _tint((0.50, 0.47, 0.58), 0.26))
        thin = rng.uniform(0.5, 1.3)
        line = path(
            [(x - lean, top + 8), (x + thin, 0.75 * height), (x + 0.4, height), (x - thin, 0.75 * height)]
        )
        surface.getCanvas().drawPath(line, _tint((0.22, 0.18, 0.24), 0.75))
        if thin > 0.8:
            marks.getCanvas().drawPath(line, _tint((1, 1, 1), 1))
    for _ in range(int(rng.integers(1, 4))):  # from where it is sewn on
        x = rng.uniform(0.05, 0.95) * width
        line = path(
            [(x - 1.6, 0), (x + rng.uniform(-0.5, 0.5) * step, height * rng.uniform(0.18, 0.4)), (x + 1.6, 0)]
        )
        surface.getCanvas().drawPath(line, _tint((0.30, 0.26, 0.34), 0.55))
    kind = skia.kRGBA_8888_ColorType
    texture = np.ascontiguousarray(surface.makeImageSnapshot().toarray(colorType=kind))
    drawn = np.ascontiguousarray(marks.makeImageSnapshot().toarray(colorType=kind)[..., 0])
    return Material("cloth", texture, np.zeros((height, width), np.uint8), drawn)


def _tint(color: RGB, alpha: float) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Color4f=skia.Color4f(*color, alpha))


def _hem(cut: CapeCut, a: Array, half: float, rng: np.random.Generator) -> Array:
    """(columns,) how much lower the hem is."""
    out = cut.point * np.cos(np.clip(a / half, -1, 1) * np.pi / 2) ** 2
    if cut.tattered:
        tear = rng.uniform(-1, 1, len(a)) + 0.8 * np.where(np.arange(len(a)) % 2, 1, -1)
        out = out + 0.13 * cut.tattered * tear
    return out


def coat_tails(
    body: Body,
    color: RGB,
    *,
    top: float = 4.05,
    low: float = 2.0,
    middle: float = 0.0,
    half: float = 0.95,
    apart: float = 0.06,
    taper: float = 0.35,
    flare: float = 0.22,
    over: float = 0.08,
    lining: RGB | None = None,
    part: int = Part.OUTER,
    name: str = "coat tail",
    edge: int | None = None,
    seed: int = 0,
) -> list[Mesh]:
    """Two tails that hang from the waist behind (a tail coat, a coat's long skirts that open): from `apart`
    radians beside the middle of the back to `half` (over 1.6: they come round to the front). taper: how much
    narrower the hem is; middle: radians by which both are turned."""
    p, w = body.proportions, body.proportions.width
    long = top - low
    rows, columns = int(np.clip(6 + 6 * long, 9, 22)), int(np.clip(6 + 8 * half, 9, 21))
    s = np.linspace(0, 1, rows)
    y = top - long * s
    rng = np.random.default_rng(seed)
    surface = body.torso(3.5, 4.6, over, rows=45, columns=72)
    out = []
    for sign in (1, -1):
        share = np.linspace(0, 1, columns)
        turn = (apart + (half - apart) * share) if sign > 0 else -(half - (half - apart) * share)
        # the free corner rounds off towards the middle
        place = share if sign > 0 else 1 - share
        a = turn[None] * (1 - taper * s[:, None] * 0.5) + middle
        index = (4.6 - np.maximum(y, 3.5)) / 1.1 * 44
        i = np.clip(index.astype(int), 0, 43)
        f = (index - i)[:, None, None]
        col = (a % (2 * np.pi)) / (2 * np.pi) * 72
        lo, g = np.floor(col).astype(int) % 72, (col - np.floor(col))[..., None]
        hi = (lo + 1) % 72

        def pick(v: Array, i=i, f=f, lo=lo, hi=hi, g=g) -> Array:
            top_, low_ = v[i], v[i + 1]
            rows_ = np.arange(len(i))[:, None]
            first = top_[rows_, lo] * (1 - g) + top_[rows_, hi] * g
            second = low_[rows_, lo] * (1 - g) + low_[rows_, hi] * g
            return first * (1 - f) + second * f

        rest = np.array(pick(surface.rings))
        wave = 0.03 * np.sin(place[None] * 9 + rng.uniform(0, 6)) * smooth(0.15, 1.0, s)[:, None]
        far = (flare * s[:, None] ** 1.2 + wave) * w
        way = np.stack([np.sin(a), 0 * a, -np.cos(a)], -1)
        rest = rest + way * far[..., None]
        corner = 0.5 * taper * long * place[None] ** 2 * s[:, None]
        rest[..., 1] = p.y(y[:, None] + corner)
        rest[..., 2] = (
            np.minimum(rest[..., 2], np.minimum.accumulate(rest[..., 2], 0) + 0.02)
            if half < 1.5
            else rest[..., 2]
        )
        seam = body._torso_shares(rest[:1], np.array([top]))[0]
        bias = -0.3 * smooth(0.3, 1.0, -np.sin(place[None] * 9)) * smooth(0.1, 0.6, s)[:, None]
        side = "left" if sign > 0 else "right"
        out.append(
            sheet(body, f"{side} {name}", rest, seam, part, color, lining=lining, bias=bias, edge=edge,
                  over=over, arms="off")
        )  # fmt: skip
    return out


def hanging_sleeves(
    body: Body,
    color: RGB,
    *,
    start: float = 0.75,
    stop: float = 1.9,
    drop: float = 0.85,
    inflate: float = 0.06,
    thickness: float = 0.05,
    lining: RGB | None = None,
    outer: bool = False,
    name: str = "hanging sleeve",
    edge: int | None = None,
    material: Material | None = None,
) -> list[Mesh]:
    """The bags of a kimono's sleeves, which hang below the forearms from t = start to stop (1 elbow, 2 wrist)
    by `drop` heads; wear them with `tops.sleeves(kind="kimono")` or wide plain ones of the same color."""
    out = []
    w = body.proportions.width
    for side in SIDES:
        rows, columns = 12, 15
        t = np.linspace(start, stop, columns)
        arm = body.arm(side, start, stop, inflate * 0.6, rows=t, columns=20)
        sign = 1.0 if side == "left" else -1.0
        lower = 5 if side == "right" else 15  # the column below the arm at rest
        line = arm.rings[:, lower]
        s = np.linspace(0, 1, rows)[:, None]
        # it hangs a little towards the elbow, and deeper at the wrist
        way = np.array([-0.40 * sign, -0.92, 0.0])
        deep = drop * w * (0.55 + 0.45 * smooth(0, 0.55, np.linspace(0, 1, columns)))
        rest = line[None] + way * (s * deep[None])[..., None]
        seam = arm.shares[:, lower]
        thick = thickness * (1 - 0.75 * np.abs(2 * s - 0.9).clip(0, 1) ** 3) * np.ones((1, columns))
        rest = rest + np.array([0, 0, 1.0]) * (thick / 2)[..., None]
        if side == "right":  # columns so that the front is the outside
            pass
        order = slice(None, None, -1) if side == "left" else slice(None)
        out.append(
            sheet(body, f"{side} {name}", rest[:, order], seam[order],
                  sided("OUTER_SLEEVE" if outer else "SLEEVE", side), color, lining=lining or color,
                  thickness=thick[:, order], material=material, edge=edge, over=0.05, arms="off", legs=True,
                  stiff=0.35, fall=True)
        )  # fmt: skip
    return out


def ribbon_end(
    body: Body,
    at: Array,
    bone: str,
    color: RGB,
    *,
    length: float = 0.9,
    width: float = 0.13,
    way: tuple[float, float, float] = (0.0, -1.0, 0.0),
    out: tuple[float, float, float] = (0.0, 0.0, 1.0),
    notch: float = 0.06,
    part: int = Part.BELT,
    name: str = "ribbon end",
    edge: int | None = None,
    over: float = 0.05,
    air: float = 1.4,
    legs: bool = True,
) -> Mesh:
    """One end of a ribbon or sash that hangs from the rest point `at` (3,), fixed to a bone. way: where it
    runs at rest; out: where its outer side looks; notch: how deep its end is cut out."""
    rows, columns = int(np.clip(5 + 9 * length, 7, 18)), 5
    s = np.linspace(0, 1, rows)
    down, ahead = np.array(way, float), np.array(out, float)
    down = down / np.linalg.norm(down)
    across = np.cross(down, ahead)
    across = across / np.linalg.norm(across)
    x = np.linspace(-0.5, 0.5, columns)
    spread_ = width * (0.55 + 0.45 * smooth(0, 0.5, s))
    ripple = 0.02 * np.sin(7 * s)
    rest = (
        np.asarray(at, float)
        + down * (s * length)[:, None, None]
        + across * (x[None] * spread_[:, None])[..., None]
        + ahead * ripple[:, None, None]
    )
    rest = rest - down * (notch * np.clip(1 - 2 * np.abs(x), 0, 1)[None] * (s[:, None] > 0.999))[..., None]
    shares = np.zeros((columns, len(SKIN_BONES)), np.float32)
    shares[:, SKIN_BONE[bone]] = 1
    return sheet(
        body, name, rest, shares, part, color, thickness=0.012, edge=edge, over=over, arms="off", legs=legs,
        air=air, fall=way[1] < -0.7,
    )  # fmt: skip
