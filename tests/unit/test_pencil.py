"""Pencil scans made by arithmetic: light, shadow, grain, rulings, desk and strokes are known."""

import cv2
import numpy as np
import pytest

from anigen_core.inking.pencil import clean_pencil
from anigen_core.inking.rulings import find_rulings

SIZE = (640, 512)


def strokes(seed: int = 0, count: int = 16) -> np.ndarray:
    """(H, W) float32 darkness 0..1 of curves drawn with different pressure."""
    rng = np.random.default_rng(seed)
    height, width = SIZE
    darkness = np.zeros((2 * height, 2 * width), np.float32)
    t = np.linspace(0, 1, 80)[:, None]
    for _ in range(count):
        p = rng.uniform(0.12, 0.88, (4, 2)) * [2 * width, 2 * height]
        curve = (1 - t) ** 3 * p[0] + 3 * t * (1 - t) ** 2 * p[1] + 3 * t**2 * (1 - t) * p[2] + t**3 * p[3]
        one = np.zeros_like(darkness)
        points = [np.rint(curve * 16).astype(np.int32)]
        cv2.polylines(one, points, False, 1.0, int(rng.integers(3, 6)), cv2.LINE_AA, 4)
        darkness = np.maximum(darkness, one * rng.uniform(0.5, 0.95))
    return cv2.resize(darkness, (width, height), interpolation=cv2.INTER_AREA)


def rules(angle: float, period: float, upright: bool = False) -> np.ndarray:
    """(H, W) float32: 1 on printed lines, anti-aliased, one pixel and a half wide."""
    height, width = SIZE
    y, x = np.mgrid[:height, :width].astype(np.float32)
    across = (x if upright else y) - np.tan(np.radians(angle)) * (y if upright else x)
    distance = np.abs((across + 0.3 * period) % period - period / 2)
    return np.clip(1.25 - distance, 0, 1)


def scan(
    darkness: np.ndarray,
    *,
    lines: np.ndarray | None = None,
    ink: tuple[int, int, int] = (150, 170, 215),
    grain: float = 6.0,
    desk: np.ndarray | None = None,
    seed: int = 0,
) -> np.ndarray:
    """(H, W, 3) uint8: the drawing on toned paper under a lamp from one side, with a shadow's edge across."""
    rng = np.random.default_rng(seed)
    height, width = darkness.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    paper = np.ones((height, width, 3), np.float32) * (244, 238, 224)
    if lines is not None:
        paper += (np.array(ink, np.float32) - paper) * lines[..., None]
    light = 0.75 + 0.25 * x / width - 0.12 * y / height
    light *= 1 - 0.22 / (1 + np.exp(-(x + 0.6 * y - 0.75 * width) / 12))
    picture = paper * (1 - 0.85 * darkness[..., None]) * light[..., None]
    if desk is not None:
        picture[desk] = (70, 50, 40)
    noise = cv2.GaussianBlur(rng.normal(size=(height, width)).astype(np.float32), (0, 0), 0.8)
    picture += (noise / noise.std() * grain)[..., None]
    return np.clip(picture, 0, 255).astype(np.uint8)


def f1(lines: np.ndarray, darkness: np.ndarray, radius: int = 2) -> float:
    """Harmonic mean of precision and recall of strokes at `radius` px."""
    found, truth = lines < 200, darkness > 0.25
    square = np.ones((2 * radius + 1,) * 2, np.uint8)
    precision = (found & (cv2.dilate(truth.astype(np.uint8), square) > 0)).sum() / max(found.sum(), 1)
    recall = (truth & (cv2.dilate(found.astype(np.uint8), square) > 0)).sum() / truth.sum()
    return 2 * precision * recall / (precision + recall)


def white_share(lines: np.ndarray, darkness: np.ndarray) -> float:
    """Share of the bare paper that is exactly white."""
    bare = cv2.dilate(darkness, np.ones((7, 7), np.uint8)) < 0.02
    return float((lines[bare] == 255).mean())


@pytest.mark.parametrize("grain", [0.0, 6.0, 14.0])
def test_strokes_come_through_uneven_light_and_grain(grain):
    truth = strokes()
    lines = clean_pencil(scan(truth, grain=grain))
    assert f1(lines, truth) >= 0.98
    assert white_share(lines, truth) >= 0.999


@pytest.mark.parametrize(
    ("angle", "ink"), [(0.0, (150, 170, 215)), (1.3, (150, 170, 215)), (-3.0, (170, 170, 170))]
)
def test_ruled_paper_goes_and_the_strokes_stay(angle, ink):
    truth = strokes(1)
    lines = clean_pencil(scan(truth, lines=rules(angle, 24), ink=ink))
    assert f1(lines, truth) >= 0.97
    assert white_share(lines, truth) >= 0.995


@pytest.mark.parametrize("ink", [(150, 170, 215), (175, 175, 175)])
def test_squared_paper_goes_and_the_strokes_stay(ink):
    truth = strokes(2)
    grid = np.maximum(rules(0.8, 20), rules(-0.8, 20, upright=True))
    lines = clean_pencil(scan(truth, lines=grid, ink=ink))
    assert f1(lines, truth) >= 0.97
    assert white_share(lines, truth) >= 0.995


def test_the_desk_around_the_sheet_is_left_out():
    truth = strokes(3)
    desk = np.ones(SIZE, np.uint8)
    cv2.fillPoly(desk, [np.array([[30, 36], [480, 22], [494, 600], [44, 618]], np.int32)], [0])
    truth[cv2.dilate(desk, np.ones((15, 15), np.uint8)) > 0] = 0
    lines = clean_pencil(scan(truth, desk=desk > 0))
    assert f1(lines, truth) >= 0.98
    assert (lines[desk > 0] == 255).all()


def test_pressure_stays():
    truth = np.zeros(SIZE, np.float32)
    for i, pressure in enumerate((0.3, 0.5, 0.7, 0.95)):
        truth[100 + 100 * i : 104 + 100 * i, 60:450] = pressure
    lines = clean_pencil(scan(truth))
    grey = [np.median(lines[101 + 100 * i : 103 + 100 * i, 80:430]) for i in range(4)]
    assert grey[0] > grey[1] + 20 > grey[2] + 40 > grey[3] + 50
    assert grey[3] < 30


def test_a_colored_pencil_is_a_pencil():
    truth = strokes(4)
    paper = np.ones((*SIZE, 3), np.float32) * (246, 240, 228)
    blue = np.array((70, 110, 200), np.float32)
    picture = paper + (blue - paper) * np.minimum(1, truth * 1.1)[..., None]
    assert f1(clean_pencil(picture.astype(np.uint8)), truth) >= 0.97


def test_rulings_are_found_where_they_are_and_only_there():
    [ruling] = find_rulings(rules(1.0, 24) * 0.3)
    assert not ruling.upright
    assert ruling.period == pytest.approx(24, abs=0.2)
    assert ruling.slope == pytest.approx(np.tan(np.radians(1.0)), abs=0.001)
    assert [r.upright for r in find_rulings(np.maximum(rules(0, 20), rules(0, 20, upright=True)) * 0.3)] == [
        False,
        True,
    ]
    assert find_rulings(strokes()) == []
    assert find_rulings(np.zeros(SIZE, np.float32)) == []


def test_straight_strokes_are_no_ruling():
    truth = np.zeros(SIZE, np.float32)
    for row in (80, 200, 290, 500):
        truth[row : row + 3, 40:470] = 0.8
    assert find_rulings(truth) == []
    assert f1(clean_pencil(scan(truth)), truth) >= 0.98


@pytest.mark.parametrize("shape", [(1, 1), (7, 7), (16, 16), (3, 200)])
@pytest.mark.parametrize("value", [0, 128, 255])
def test_smallest_and_plainest_scans(shape, value):
    lines = clean_pencil(np.full((*shape, 3), value, np.uint8))
    assert lines.shape == shape and lines.dtype == np.uint8
    if value == 255:
        assert (lines == 255).all()
