"""Drawing in a real browser: pen, fill, lasso, figure, undo, keys. Every claim is about exact pixels."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.ui.artist import APP, Artist, Place


@pytest.fixture
def artist(page: Page) -> Artist:
    return Artist(page)


def along(start: Place, end: Place, step: float = 12.0) -> list[Place]:
    """Places on the way from one to the other, as a hand makes them; the curve through them hardly strays."""
    count = max(2, round(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / step))
    return [
        (start[0] + (end[0] - start[0]) * i / count, start[1] + (end[1] - start[1]) * i / count)
        for i in range(count + 1)
    ]


def width_at(ink: np.ndarray, x: int) -> float:
    """Height of the ink in a column, in whole pixels of black."""
    return float(ink[:, x].sum()) / 255


def test_pressure_makes_the_line_wide(artist: Artist):
    artist.app("app.set({'options.lines.size': 20, 'options.stabilizer': 0})")
    points = [(60 + 20.0 * i, 200.0) for i in range(20)]
    artist.pen(points, [0.05 + 0.95 * i / 19 for i in range(20)])
    ink = artist.ink()
    thin, middle, wide = (width_at(ink, x) for x in (80, 250, 420))
    assert 1 < thin < 0.6 * middle < 0.6 * wide and wide <= 20.5
    artist.pen([(x, y + 200) for x, y in points], 0.5)
    even = [width_at(artist.ink()[300:], x) for x in (100, 250, 420)]
    assert max(even) - min(even) < 0.6, "even pressure, even line"


def test_a_fast_stroke_stays_in_one_piece(artist: Artist):
    artist.pen([(40.0, 60.0), (470.0, 380.0), (60.0, 700.0)], 0.8)
    drawn = artist.ink() > 128
    from scipy.ndimage import label

    _, pieces = label(drawn, np.ones((3, 3)))  # type: ignore[misc]
    assert pieces == 1
    assert drawn[:, :60].any() and drawn[:, 440:].any()


def test_undo_goes_back_to_the_exact_pixels_and_redo_forth(artist: Artist):
    states = [(artist.ink(), artist.paint())]

    def drawn() -> None:
        states.append((artist.ink(), artist.paint()))

    artist.pen([(100, 100), (300, 120), (250, 400)], [0.2, 0.9, 0.4])
    drawn()
    artist.act("tool:eraser")
    artist.pen([(180, 60), (200, 300)], 0.7)
    drawn()
    artist.key("2")
    artist.key("b")
    artist.app("app.set({color: '#3a7bd5'})")
    artist.pen([(80, 300), (400, 350), (380, 600)], 0.6)
    drawn()
    artist.key("g")
    artist.click((10, 10))
    drawn()
    artist.act("clear-layer", {"layer": "lines"})
    drawn()
    assert len({state[0].tobytes() + state[1].tobytes() for state in states}) == len(states)
    for ink, paint in states[-2::-1]:
        artist.key("Control+z")
        assert np.array_equal(artist.ink(), ink) and np.array_equal(artist.paint(), paint)
    assert not artist.act("undo"), "nothing is left to take back"
    for ink, paint in states[1:]:
        artist.key("Control+Shift+Z")
        assert np.array_equal(artist.ink(), ink) and np.array_equal(artist.paint(), paint)


def test_a_shape_with_a_gap_is_filled_and_the_page_is_not(artist: Artist):
    artist.app("app.set({'options.lines.size': 6, 'options.stabilizer': 0, 'options.gap': 8})")
    # a square with an opening of some five pixels in its upper side
    corners = [(222, 200), (150, 200), (150, 300), (300, 300), (300, 200), (233, 200)]
    artist.pen([point for pair in pairwise(corners) for point in along(*pair)], 1.0)
    artist.key("2")
    artist.key("g")
    artist.app("app.set({color: '#c83214'})")
    artist.click((200, 250))
    artist.wait("!app.planes.isBlank('paint')")
    paint = artist.paint()
    filled = paint[..., 3] > 0
    assert filled[205:296, 155:296].all(), "up to and under the lines"
    assert not filled[:190].any() and not filled[312:].any() and not filled[:, :140].any()
    assert {tuple(color) for color in paint[filled]} == {(200, 50, 20, 255)}
    assert set(np.unique(paint[..., 3])) == {0, 255}


def test_a_piece_is_moved_with_the_lasso_and_put_back(artist: Artist):
    artist.app("app.set({'options.lines.size': 8, 'options.stabilizer': 0})")
    artist.pen([(120, 120), (180, 150)], 0.9)
    artist.pen([(330, 500), (400, 560)], 0.9)
    before = artist.ink()
    artist.key("l")
    artist.drag((90, 90), (220, 90), (220, 190), (90, 190), (90, 95))
    artist.wait("app.selection")
    inside = artist.selection()
    assert inside[120:150, 120:180].all() and not inside[400:].any()
    assert np.array_equal(artist.ink(), before), "a loop alone changes nothing"
    artist.drag((150, 135), (190, 235))
    artist.key("Enter")
    artist.wait("!app.floating && !app.selection")
    moved = artist.ink()
    scale = artist.app("app.view.scale")
    piece = before * inside
    # the drag went in screen pixels: find by how many canvas pixels
    ys, xs = np.nonzero(piece)
    mys, mxs = np.nonzero(moved[:400])
    dx, dy = mxs.min() - xs.min(), mys.min() - ys.min()
    assert abs(dx - 40) <= 2 / scale and abs(dy - 100) <= 2 / scale
    expected = before * ~inside
    expected = np.maximum(expected, np.roll(piece, (dy, dx), (0, 1)))
    assert np.abs(moved.astype(int) - expected).mean() < 0.5
    assert np.array_equal(moved[400:], before[400:])
    artist.key("Control+z")
    assert np.array_equal(artist.ink(), before)


def lengths(joints: Any) -> tuple[float, float]:
    """Of her left upper arm and forearm."""
    at = np.array(joints)[:, :2]
    return float(np.hypot(*(at[6] - at[5]))), float(np.hypot(*(at[7] - at[6])))


def test_a_figure_is_posed_by_hand(artist: Artist):
    page = artist.page
    artist.key("3")
    artist.act("choose-pose", "standing")
    artist.wait("app.pose")
    before = artist.app("app.pose.joints")
    wrist = artist.screen(tuple(before[7][:2]))
    page.mouse.move(*wrist)
    page.mouse.down()
    page.mouse.move(wrist[0] + 40, wrist[1] - 90, steps=6)
    page.mouse.up()
    artist.wait("app.pose.joints[7][1] < argument - 40", before[7][1])
    after = artist.app("app.pose.joints")
    assert np.allclose(lengths(after), lengths(before), rtol=0.01), "locked limbs keep their lengths"
    still = [i for i in range(18) if i not in (6, 7)]
    assert np.allclose(np.array(after)[still], np.array(before)[still])

    artist.act("toggle-joint", 4)
    hidden = artist.app("app.pose.joints")
    assert hidden[4][2] == 0 and hidden[4][:2] == after[4][:2], "hidden, and its place kept"
    artist.act("mirror-pose")
    mirrored = np.array(artist.app("app.pose.joints"))
    assert mirrored[7][2] == 0 and mirrored[4][2] > 0, "her right hand's story is her left hand's now"
    heights = (mirrored[4][1], mirrored[7][1])
    assert heights == pytest.approx((after[7][1], after[4][1]), abs=0.01)
    for _ in range(2):
        artist.key("Control+z")
    assert artist.app("app.pose.joints") == after
    artist.key("Control+z")
    assert artist.app("app.pose.joints") == before


def test_keys_work_in_the_stage_and_nowhere_else(artist: Artist):
    page = artist.page
    artist.key("e")
    assert artist.app("app.tool") == "eraser"
    page.get_by_role("button", name="Settings").first.click()
    page.get_by_label("Seed").fill("")
    page.get_by_label("Seed").press_sequentially("b1")
    assert artist.app("app.tool") == "eraser", "typing is typing"
    page.get_by_role("button", name="Finish", exact=True).focus()
    page.keyboard.press("b")
    assert artist.app("app.tool") == "eraser"
    artist.key("b")
    assert artist.app("app.tool") == "brush"
    size = artist.app("app.size")
    artist.key("]")
    assert artist.app("app.size") > size
    artist.key("[")
    artist.key("m")
    assert artist.app("app.view.flipped")


@pytest.mark.parametrize(
    ("key", "code", "tool"),
    [
        ("\u0443", "KeyE", "eraser"),  # Cyrillic letters stand where Latin ones do
        ("\u043f", "KeyG", "bucket"),
        ("g", "KeyU", "bucket"),  # Dvorak: the letter counts, wherever it is
    ],
)
def test_keys_work_on_other_layouts(artist: Artist, key: str, code: str, tool: str):
    artist.app("app.root.focus({ preventScroll: true })")
    artist.page.evaluate(
        f"([key, code]) => {APP}.root.dispatchEvent("
        "new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))",
        [key, code],
    )
    assert artist.app("app.tool") == tool
