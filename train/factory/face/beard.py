"""Beards: painted stubble, moustaches and edges, and a layer of hair over the jaw."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Array, smooth
from ..palette import RGB, Palette, lch
from .canvas import FaceCanvas, oval, polar, polygon, ribbon, tone
from .spec import FaceSpec, through


def beard_color(palette: Palette) -> RGB:
    """A little darker than the hair."""
    lum, chroma, hue = polar(palette.hair)
    return lch(max(lum * 0.88, 0.16), chroma * 0.9, hue)


def upper_edge(spec: FaceSpec, x: Array) -> Array:
    """How high the beard reaches at |x|, heads over the chin."""
    m, x = spec.mouth_y, np.abs(x)
    if spec.beard == "goatee":
        return np.where(x < 0.062, m - 0.036 - 9.0 * x**2, -1.0)
    half = spec.mouth * 0.72 + 0.012
    side = m + 0.006 + (0.36 - m) * np.clip((x - half) / (0.335 - half), 0, 1) ** 1.9
    return np.where(x < half, m - 0.032 + 0.038 * (x / half) ** 4, side)


def cover(spec: FaceSpec, x: Array, y: Array, z: Array, front: Array) -> Array:
    """How thick the layer of hair lies on points of the head, 0..1. front: 1 in front, -1 behind."""
    if spec.beard not in ("goatee", "full"):
        return np.zeros(np.shape(x))
    below = smooth(0.0, 0.030, upper_edge(spec, x) - y)
    if spec.beard == "goatee":
        return below * smooth(0.085, 0.045, np.abs(x)) * smooth(0.10, 0.18, z)
    return below * smooth(-0.10, 0.0, z) * smooth(-0.75, -0.45, front)


def displaced(spec: FaceSpec, x: Array, y: Array, share: Array) -> Array:
    """(..., 3) how far the layer stands off the skin: outwards, and down to a tip at the chin."""
    tip = np.exp(-((x / 0.07) ** 2)) * smooth(0.10, 0.0, y)
    size = 0.55 if spec.beard == "goatee" else 1.0
    # its border dips into the skin, so that the edge is as smooth as the surface, not as the triangles
    out = 0.016 * share * size - 0.005 * (1 - share)
    side = out * np.sign(x) * np.minimum(np.abs(x) / 0.15, 1.0)
    down = -share * (0.010 + 0.050 * tip) * size
    return np.stack([side, down, out * 0.8 + 0.020 * tip * share * size], -1)


def paint_beard(canvas: FaceCanvas, spec: FaceSpec, palette: Palette) -> None:
    """What is painted of a beard."""
    if spec.beard == "none":
        return
    color = beard_color(palette)
    m = spec.mouth_y
    if spec.beard == "stubble":
        _stubble(canvas, spec, palette)
        return
    if spec.beard in ("goatee", "full"):
        half = 0.075 if spec.beard == "goatee" else 0.345
        x = np.linspace(-half, half, 61)
        top = np.maximum(upper_edge(spec, x), 0.0)
        area = np.concatenate([np.stack([x, top], 1), [[half, -0.02], [-half, -0.02]]])
        if spec.beard == "goatee":
            a = np.linspace(0, 2 * np.pi, 41)
            area = np.stack([0.060 * np.cos(a), 0.046 + (m - 0.082) * np.sin(a)], 1)
        canvas.draw(polygon(area), color)
        if spec.beard == "full":  # short hairs along the edge
            for at, high in zip(x[1::2], top[1::2], strict=True):
                tip = np.array([[at, high - 0.012], [at * 1.005, high + 0.007]])
                canvas.draw(ribbon(tip, np.array([0.011, 0.0])), color)
    if spec.beard == "full" or (spec.beard == "goatee" and spec.tint % 2) or spec.beard == "moustache":
        _moustache(canvas, spec, color)


def _moustache(canvas: FaceCanvas, spec: FaceSpec, color: RGB) -> None:
    high = spec.nose_y - 0.022
    low = spec.mouth_y + 0.008
    middle = (high + low) / 2
    reach = spec.mouth * 0.62 + 0.014
    down = {0: 0.000, 1: -0.012, 2: 0.008, 3: -0.016, 4: 0.004}[spec.tint]
    for s in (1.0, -1.0):
        line = through(
            ((0.0, middle + 0.004), (s * reach * 0.5, middle - 0.001), (s * reach, low + down)), 15
        )
        t = np.linspace(0, 1, 15)
        widths = (
            max(high - low, 0.022)
            * 0.66
            * (0.72 + 0.45 * np.sin(np.pi * t))
            * np.sqrt(np.clip(1.02 - t, 0, 1))
        )
        canvas.draw(ribbon(line, widths), color)
        canvas.draw(
            ribbon(line - np.array([0, 0.25]) * widths[:, None], 0.003 * (1 - t)),
            tone(color, -0.10),
            alpha=0.8,
        )


def _stubble(canvas: FaceCanvas, spec: FaceSpec, palette: Palette) -> None:
    lum, _, hue = polar(palette.hair)
    shade = lch(min(lum, 0.45), 0.02, hue)
    rng = np.random.default_rng(7)
    m = spec.mouth_y
    soft = np.concatenate([
        np.stack([np.linspace(-0.20, 0.20, 21), m - 0.034 + 2.2 * np.linspace(-0.20, 0.20, 21) ** 2], 1),
        [[0.13, 0.035], [0.0, 0.006], [-0.13, 0.035]],
    ])  # fmt: skip
    canvas.draw(polygon(soft), shade, alpha=0.20, blur=0.018)
    canvas.draw(oval(0, (spec.nose_y + m) / 2 - 0.002, 0.046, 0.011), shade, alpha=0.14, blur=0.006)
    x, y = rng.uniform(-0.22, 0.22, 260), rng.uniform(0.012, 0.20, 260)
    keep = (y < m - 0.028 + 2.0 * x**2) & (y > 0.012 + 2.6 * x**2)
    lip = (np.abs(x) < 0.05) & (y > m + 0.012) & (y < spec.nose_y - 0.022)
    for px, py in zip(x[keep | lip], y[keep | lip], strict=True):
        dot = np.array([[px, py], [px * 1.01, py - 0.007]])
        canvas.draw(ribbon(dot, np.array([0.0020, 0.0010])), shade, alpha=0.34)
