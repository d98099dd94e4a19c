"""Line drawings as curves and SVG: where they run, how wide they are, what they look like drawn again."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest

from anigen_core.inking.curves import at, fit
from anigen_core.inking.vectors import svg, trace


def drawing(width: float = 3.0) -> np.ndarray:
    """A ring, a bent stroke that crosses it, a filled disc, (200, 300) uint8."""
    large = np.full((800, 1200), 255, np.uint8)
    pen = round(width * 4)
    cv2.circle(large, (480, 400), 240, 0, pen, cv2.LINE_AA)
    x = np.arange(80, 1120, 4)
    wave = np.stack([x, 400 + 120 * np.sin(x / 160)], 1).astype(np.int32)
    cv2.polylines(large, [wave], False, 0, pen, cv2.LINE_AA)
    cv2.circle(large, (1000, 160), 80, 0, -1, cv2.LINE_AA)
    return cv2.resize(large, (300, 200), interpolation=cv2.INTER_AREA)


def test_a_curve_lies_on_its_points_and_has_few_pieces() -> None:
    turn = np.linspace(0, np.pi, 200)
    arc = np.stack([100 * np.cos(turn), 100 * np.sin(turn)], 1)
    curve = fit(arc, 0.5)
    assert len(curve) <= 3 * 6 + 1
    assert np.allclose(curve[[0, -1]], arc[[0, -1]])
    dense = np.concatenate([at(curve[i : i + 4], np.linspace(0, 1, 50)) for i in range(0, len(curve) - 1, 3)])
    assert np.abs(np.hypot(*dense.T) - 100).max() < 0.6
    assert fit(np.array([[3.0, 4.0]]), 0.2).shape == (1, 2)
    assert fit(np.array([[0.0, 0.0], [0.0, 0.0], [6.0, 0.0]]), 0.2).shape == (4, 2)


@pytest.mark.parametrize("width", [1.5, 3.0, 5.0])
def test_strokes_keep_their_width_and_run_on_over_crossings(width: float) -> None:
    paths = trace(drawing(width))
    strokes = [p for p in paths if p.width > 0]
    spans = [float(np.hypot(*np.diff(p.curve, axis=0).T).sum()) for p in strokes]
    long = [p for p, span in zip(strokes, spans, strict=True) if span > 60]
    assert 2 <= len(long) <= 6
    assert all(abs(p.width - width) < 0.3 * width + 0.2 for p in long)
    assert sum(p.width == 0 for p in paths) == 1  # the disc
    assert trace(np.full((40, 40), 255, np.uint8)) == []


def test_a_file_is_small_and_draws_the_same_again() -> None:
    skia = pytest.importorskip("skia")
    lines = drawing()
    text = svg(lines)
    root = ElementTree.fromstring(text)
    assert root.attrib["viewBox"] == "0 0 300 200"
    assert len(text) < 3000
    surface = skia.Surface(300, 200)
    surface.getCanvas().clear(skia.ColorWHITE)
    picture = skia.SVGDOM.MakeFromStream(skia.MemoryStream(text.encode()))
    picture.setContainerSize(skia.Size(300, 200))
    picture.render(surface.getCanvas())
    again = surface.toarray()[..., 0]
    assert np.abs(again.astype(int) - lines).mean() < 3
    assert np.corrcoef(again.ravel(), lines.ravel())[0, 1] > 0.95


def test_one_pixel_is_a_dot_and_color_is_said() -> None:
    lines = np.full((20, 20), 255, np.uint8)
    lines[8:11, 8:11] = 0
    text = svg(lines, color="#3a5fcd")
    assert 'stroke="#3a5fcd"' in text
    assert len(re.findall("<path", text)) == 1
