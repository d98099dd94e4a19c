"""Shoes: an upper with painted seams and openings, a shaft, laces, a sole."""

from __future__ import annotations

import numpy as np
import skia

from ..body.body import Body
from ..body.bones import SKIN_BONE, SKIN_BONES
from ..body.hands import foot_rings
from ..geometry.mesh import Array, Mesh, bind_dense, loft, outward, smooth, unit
from ..geometry.textures import brush, ink_of, path, shade
from ..palette import RGB
from ..parts import sided
from ..render.material import Material, plain

_SIZE = 160
_CLOTH = ("sneakers", "high_tops", "runners", "slippers")
_THICK = {
    "sneakers": 0.030, "high_tops": 0.030, "runners": 0.034, "boots": 0.030, "rain_boots": 0.036,
    "ankle_boots": 0.030, "low_boots": 0.030,
    "pumps": 0.014, "mary_janes": 0.018, "sandals": 0.013, "geta": 0.013,
    "slippers": 0.034,
}  # fmt: skip
_SOLES = {
    "sneakers": 0.075,
    "high_tops": 0.075,
    "runners": 0.095,
    "rain_boots": 0.07,
    "slippers": 0.04,
    "geta": 0.04,
}
_SHAFTS = {"boots": 1.42, "rain_boots": 1.46, "ankle_boots": 1.78, "high_tops": 1.86}


def _upper(kind: str, color: RGB, sole: RGB, trim: RGB, inside: tuple[RGB, int] | None) -> Material:
    """The upper's picture: u around (0.5 on top), v from heel to toes. inside: color and part of what an
    open instep shows."""
    pictures = [skia.Surface(_SIZE, _SIZE) for _ in range(3)]
    canvas, marks, ids = (p.getCanvas() for p in pictures)
    canvas.clear(skia.Color4f(*color, 1))
    marks.clear(skia.Color4f(0, 0, 0, 1))
    ids.clear(skia.Color4f(0, 0, 0, 1))
    dark = max(color) < 0.30
    ink = shade(color, 1.45) if dark else ink_of(color)  # seams of black leather catch the light

    def fill(points: list[tuple[float, float]], tint: RGB, part: int = 0, *, soft: bool = False) -> None:
        shape = path([(u * _SIZE, v * _SIZE) for u, v in points], soft=soft)
        canvas.drawPath(shape, brush(tint))
        marks.drawPath(shape, brush((0, 0, 0)))
        paint = brush((part / 255, part / 255, part / 255))
        paint.setAntiAlias(False)
        ids.drawPath(shape, paint)

    def line(points: list[tuple[float, float]], *, soft: bool = True, closed: bool = False) -> None:
        shape = path([(u * _SIZE, v * _SIZE) for u, v in points], closed=closed, soft=soft)
        canvas.drawPath(shape, brush(ink, 0.9, 1.8))
        marks.drawPath(shape, brush((1, 1, 1), 1, 1.8))

    apron = [(0.31, 0.46), (0.33, 0.74), (0.39, 0.90), (0.5, 0.93), (0.61, 0.90), (0.67, 0.74), (0.69, 0.46)]
    if kind in ("sneakers", "high_tops"):
        fill([(0, 0.83), (1, 0.83), (1, 1), (0, 1)], sole)
        line([(0, 0.83), (1, 0.83)], soft=False)
        fill([(0, 0), (1, 0), (1, 0.10), (0, 0.10)], trim)
        for u in (0.39, 0.61):
            line([(u, 0.34), (u, 0.66), (0.5, 0.76)])
    elif kind == "runners":
        fill([(0, 0.80), (1, 0.80), (1, 1), (0, 1)], shade(color, 0.8))
        for k in (-1, 1):
            swoosh = [
                (0.5 + k * 0.42, 0.30),
                (0.5 + k * 0.20, 0.52),
                (0.5 + k * 0.13, 0.70),
                (0.5 + k * 0.27, 0.60),
            ]
            fill(swoosh, trim)
            line(swoosh, soft=False, closed=True)
            line([(0.5 + k * 0.11, 0.34), (0.5 + k * 0.11, 0.64), (0.5, 0.74)])
        fill([(0, 0), (1, 0), (1, 0.09), (0, 0.09)], trim)
    elif kind in ("sandals", "geta", "slippers"):
        _open_upper(kind, canvas, ids, ink, color)
        if kind == "slippers" and inside is not None:
            hole = [(0.40, 0.02), (0.24, 0.06), (0.24, 0.36), (0.36, 0.46)]
            hole = [*hole, *((1 - u, v) for u, v in hole[::-1])]
            fill(hole, *inside)
            line(hole, soft=False, closed=True)
    elif kind in ("pumps", "mary_janes") and inside is not None:
        side = [(0.26, 0.22), (0.25, 0.52), (0.36, 0.76)]
        hole = [*side, (0.5, 0.80), *((1 - u, v) for u, v in side[::-1])]
        fill(hole, *inside, soft=True)
        line(hole, closed=True)
        if kind == "mary_janes":
            fill([(0.0, 0.41), (1.0, 0.41), (1.0, 0.50), (0.0, 0.50)], shade(color, 0.9))
            for v in (0.41, 0.50):
                line([(0.2, v), (0.8, v)], soft=False)
    elif kind == "loafers":
        if inside is not None:
            side = [(0.42, 0.12), (0.31, 0.24), (0.35, 0.45)]
            hole = [*side, (0.5, 0.52), *((1 - u, v) for u, v in side[::-1])]
            fill(hole, *inside, soft=True)
            line(hole, closed=True)
        line(apron)
        fill([(0.18, 0.53), (0.82, 0.53), (0.82, 0.64), (0.18, 0.64)], shade(color, 1.2 if dark else 0.78))
        for v in (0.53, 0.64):
            line([(0.18, v), (0.82, v)], soft=False)
        line([(0.46, 0.585), (0.54, 0.585)], soft=False)
    else:
        line([(0.12, 0.62), (0.34, 0.74), (0.5, 0.70), (0.66, 0.74), (0.88, 0.62)])
    form = skia.kRGBA_8888_ColorType
    texture, lines, parts = (np.array(p.makeImageSnapshot().toarray(colorType=form)) for p in pictures)
    cut = kind in ("sandals", "geta")
    return Material(
        "cloth" if kind in _CLOTH else "leather",
        np.ascontiguousarray(texture),
        np.ascontiguousarray(parts[..., 0]),
        np.ascontiguousarray(lines[..., 0]),
        cutout=cut,
        double_sided=cut,
    )


def _open_upper(kind: str, canvas: skia.Canvas, ids: skia.Canvas, ink: RGB, color: RGB) -> None:
    """Clears all but the bands of sandals and geta; u around, v from heel to toes."""
    if kind == "slippers":
        return
    canvas.clear(skia.Color4f(0, 0, 0, 0))
    bands = (
        [
            [(0.0, 0.58), (1.0, 0.58), (1.0, 0.76), (0.0, 0.76)],
            [(0.0, 0.26), (1.0, 0.26), (1.0, 0.36), (0.0, 0.36)],
        ]
        if kind == "sandals"
        else [
            [(0.10, 0.42), (0.16, 0.42), (0.52, 0.80), (0.48, 0.86)],
            [(0.90, 0.42), (0.84, 0.42), (0.48, 0.80), (0.52, 0.86)],
        ]
    )
    for band in bands:
        shape = path([(u * _SIZE, v * _SIZE) for u, v in band])
        canvas.drawPath(shape, brush(color))
        canvas.drawPath(shape, brush(ink, 0.9, 1.8))


def _closed(rings: Array, shares: Array) -> tuple[Array, Array, Array, Array]:
    """Points, faces, weights and uv of rings closed at both ends; the seam runs below."""
    half = rings.shape[1] // 2
    rings, shares = np.roll(rings, -half, 1), np.roll(shares, -half, 1)
    rings, shares = (np.concatenate([v, v[:, :1]], 1) for v in (rings, shares))
    ends = [np.broadcast_to(rings[i, :-1].mean(0), rings[:1].shape) for i in (0, -1)]
    rings = np.concatenate([ends[0], rings, ends[1]])
    shares = np.concatenate([shares[:1], shares, shares[-1:]])
    m, k = rings.shape[:2]
    v = np.concatenate([[0.0], np.linspace(0, 1, m - 2), [1.0]])
    uv = np.stack(np.broadcast_arrays(np.linspace(0, 1, k)[None], v[:, None]), -1)
    points, faces = loft(rings, wrap=False)
    if outward(points, faces) < 0:
        faces = faces[:, ::-1]
    return points, faces, shares.reshape(-1, shares.shape[-1]), uv.reshape(-1, 2)


def shoe(
    body: Body,
    side: str,
    kind: str,
    color: RGB,
    sole: RGB,
    trim: RGB,
    *,
    inside: tuple[RGB, int] | None = None,
) -> list[Mesh]:
    """Shoes: "loafers", "sneakers", "high_tops", "runners", "pumps", "mary_janes" (with a strap), "boots" (to
    mid-calf), "rain_boots", "ankle_boots", "low_boots" (those without shafts), "sandals", "slippers",
    "geta" (on wooden teeth, worn with bare feet or socks). inside: color and part of the sock or the skin
    in the opening of low shoes."""
    part = sided("SHOE", side)
    boot = kind in ("boots", "ankle_boots", "rain_boots")
    thick = _THICK.get(kind, 0.020)
    rings, shares = foot_rings(body, side, thick, rows=24, columns=20)
    size = body.proportions.feet * body.proportions.extremity
    height = _SOLES.get(kind, 0.055) * size
    rings[..., 1] += 0.012  # the ground of a shoe is its sole
    points, faces, dense, uv = _closed(rings, shares)
    skin = _upper(kind, color, sole, trim, inside)
    material = plain("cloth" if kind in _CLOTH else "leather")
    out = [Mesh(f"{side} shoe", points, faces, *bind_dense(dense), part, skin, uv=uv, edge=int(part))]
    out.append(_sole(rings, shares, side, sole, height))
    if kind == "geta":
        out += _teeth(rings, shares, side, sole)
    if kind in ("sneakers", "high_tops", "runners"):  # laces
        for at in (0.42, 0.51, 0.60, 0.69):
            i = int(at * 23)
            top = rings[i, [2, 1, 0, 19, 18]]
            lace = top + np.array([[[0, 0.012, -0.018]], [[0, 0.018, 0.0]], [[0, 0.01, 0.018]]])
            p, f = loft(lace, wrap=False)
            f = f if np.cross(p[f[0, 1]] - p[f[0, 0]], p[f[0, 2]] - p[f[0, 0]])[1] > 0 else f[:, ::-1]
            dense = np.repeat(shares[i, 0][None], len(p), 0)
            out.append(
                Mesh(f"{side} lace", p, f, *bind_dense(dense), part, colors=trim, edge=142, outline=0.0)
            )
    if kind not in ("pumps", "loafers", "mary_janes", "sandals", "geta", "slippers"):
        start = _SHAFTS.get(kind, 1.93)
        amount = 0.028 + 0.010 * np.linspace(1, 0, 14) if boot else np.full(14, 0.022)
        if kind == "rain_boots":  # wide all the way up
            amount = amount + 0.030 * np.sin(np.linspace(0.15, 0.95, 14) * np.pi)
        elif boot:  # leather gathers at the ankle
            amount = amount + 0.007 * np.sin(np.linspace(0, 1, 14) * 16) * smooth(
                0.4, 0.7, np.linspace(0, 1, 14)
            )
        shaft = body.leg(side, start, 2.06, amount, rows=14, columns=20).hemmed(0.016, start=True, end=False)
        out.append(shaft.mesh(f"{side} shaft", part, material=material, colors=color, edge=int(part)))
        if boot or kind == "high_tops":
            band = body.leg(side, start - 0.005, start + 0.06, 0.05, rows=4, columns=20).hemmed(
                0.02, start=True
            )
            out.append(band.mesh(f"{side} boot band", part, material=material, colors=trim, edge=143))
    return out


def _teeth(rings, shares, side: str, color: RGB) -> list[Mesh]:
    """The two teeth of a wooden clog, which stand into the sole's height."""
    z, x = rings[:, 0, 2], rings[..., 0]
    out = []
    for at in (0.30, 0.66):
        i = int(at * (len(rings) - 1))
        left, right = float(x[i].min()), float(x[i].max())
        middle, deep = float(z[i]), 0.035
        corners = [
            (left, middle - deep),
            (right, middle - deep),
            (right, middle + deep),
            (left, middle + deep),
        ]
        block = np.array([[(a, y, b) for a, b in corners] for y in (0.05, 0.0)])
        points, faces = loft(block, caps=(True, True))
        if outward(points, faces) < 0:
            faces = faces[:, ::-1]
        dense = np.repeat(shares[i, :1], len(points), 0)
        out.append(
            Mesh(
                f"{side} tooth", points, faces, *bind_dense(dense), sided("SHOE", side), plain("cloth"),
                colors=color, edge=149,
            )
        )  # fmt: skip
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
