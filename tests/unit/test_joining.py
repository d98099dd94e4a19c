"""A drawing joined with a posed body: the artist's pixels first, the body where nothing is drawn."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.joining import join_body, silhouette
from anigen_core.mannequin.drawing import mannequin
from anigen_core.mannequin.solid import PARTS
from anigen_core.pose_library import named_poses


def head(extent: tuple[int, int], center: tuple[int, int], radius: int) -> tuple[np.ndarray, np.ndarray]:
    """A circle drawn and painted by an artist."""
    lines, colors = np.full(extent[::-1], 255, np.uint8), np.zeros((*extent[::-1], 4), np.uint8)
    cv2.circle(lines, center, radius, 0, 3, cv2.LINE_AA)
    cv2.circle(colors, center, radius - 6, (250, 40, 90, 255), -1)
    return lines, colors


def test_the_artist_wins_and_the_body_fills() -> None:
    pose = next(iter(named_poses().values())).pose((256, 384))
    body = mannequin(pose)
    x, y = pose.joints[0, :2].astype(int)
    lines, colors = head((256, 384), (int(x), int(y)), 40)
    joined = join_body(lines, colors, body.lines, body.colors, body.parts)

    drawn = silhouette(lines, colors)
    assert np.array_equal(joined.lines[drawn], lines[drawn])
    painted = colors[..., 3] > 0
    assert np.array_equal(joined.colors[painted], colors[painted])
    # The legs are the body's own, ink and color.
    below = slice(int(pose.joints[8, 1]) + 10, 384)
    assert (joined.lines[below] < 128).sum() > 0.9 * (body.lines[below] < 128).sum()
    assert (joined.colors[below, :, 3] > 0).sum() == (body.colors[below, :, 3] > 0).sum()
    assert not (joined.lines < lines)[drawn].any()


def test_a_finished_figure_gets_no_second_body() -> None:
    pose = next(iter(named_poses().values())).pose((256, 384))
    body = mannequin(pose)
    joined = join_body(body.lines, body.colors, body.lines, body.colors, body.parts)
    assert joined.parts == ()
    assert np.array_equal(joined.lines, body.lines)
    assert np.array_equal(joined.colors, body.colors)


def test_an_uncolored_drawing_takes_the_colors_of_the_body() -> None:
    pose = next(iter(named_poses().values())).pose((256, 384))
    body = mannequin(pose)
    joined = join_body(body.lines, np.zeros_like(body.colors), body.lines, body.colors, body.parts)
    assert np.array_equal(joined.colors, body.colors)


def test_nothing_drawn_is_all_body() -> None:
    pose = next(iter(named_poses().values())).pose((128, 192))
    body = mannequin(pose)
    blank = np.full_like(body.lines, 255)
    joined = join_body(blank, np.zeros_like(body.colors), body.lines, body.colors, body.parts)
    assert np.array_equal(joined.lines, body.lines)
    assert not silhouette(blank, np.zeros_like(body.colors)).any()


# ---- seams


def legs(cut: int = 100) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """An artist's two strokes that end at row `cut`, and a body whose strokes lie 3 px further out, in a part
    that goes all the way down."""
    lines, body = np.full((192, 128), 255, np.uint8), np.full((192, 128), 255, np.uint8)
    parts = np.zeros((192, 128), np.uint8)
    for x, shift in ((50, -3), (78, 3)):
        cv2.line(lines, (x, 20), (x, cut), 0, 2)
        cv2.line(body, (x + shift, 10), (x + shift, 180), 0, 2)
    parts[10:180, 47:82] = PARTS.index("torso")
    colors = np.zeros((192, 128, 4), np.uint8)
    colors[parts > 0] = (200, 160, 150, 255)
    return lines, body, parts, colors


def test_lines_run_into_one_another_without_a_step_or_a_double() -> None:
    lines, body, parts, body_colors = legs()
    colors = np.zeros_like(body_colors)
    colors[20:101, 50:79] = (10, 20, 30, 255)
    joined = join_body(lines, colors, body, body_colors, parts)
    assert joined.parts == (PARTS.index("torso"),)
    ink = joined.lines < 128
    for row in range(20, 178):
        assert cv2.connectedComponents(ink[row : row + 1].astype(np.uint8))[0] == 3, (
            f"two strokes in row {row}"
        )
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    assert count == 3 and stats[1:, cv2.CC_STAT_HEIGHT].min() > 155, "each one stroke from top to bottom"
    assert np.array_equal(joined.lines[:80], lines[:80])
    # Far from the seam the body is where it was.
    assert np.flatnonzero(ink[176])[0] in (46, 47)
    assert tuple(joined.colors[60, 64]) == (10, 20, 30, 255) and tuple(joined.colors[150, 64])[:1] == (200,)


def test_a_line_under_a_hem_runs_on_to_the_hem() -> None:
    lines, colors = np.full((192, 128), 255, np.uint8), np.zeros((192, 128, 4), np.uint8)
    cv2.rectangle(lines, (30, 30), (98, 90), 0, 2)
    body, parts = np.full_like(lines, 255), np.zeros_like(lines)
    for x in (50, 78):
        cv2.line(body, (x, 60), (x, 170), 0, 2)
    parts[60:170, 50:79] = PARTS.index("l_thigh")
    joined = join_body(lines, colors, body, colors, parts)
    assert np.array_equal(joined.lines[:92], lines[:92])
    assert (joined.lines[92:165, 50] < 128).all() and (joined.lines[92:165, 78] < 128).all()


# ---- what is whose


def doll() -> tuple[np.ndarray, np.ndarray]:
    """A whole figure, the mannequin's but wider, painted in one color, on a painted ground."""
    pose = named_poses()["standing"].pose((256, 384))
    body = mannequin(pose)
    wide = cv2.dilate((body.parts > 0).astype(np.uint8), np.ones((7, 7), np.uint8))
    lines = np.where(cv2.morphologyEx(wide, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0, 0, 255)
    colors = np.zeros((384, 256, 4), np.uint8)
    colors[10:-10, 10:-10] = (180, 220, 240, 255)
    colors[wide > 0] = (90, 30, 120, 255)
    return lines.astype(np.uint8), colors


def test_paint_behind_the_figure_is_no_figure() -> None:
    lines, colors = doll()
    pose = named_poses()["standing"].pose((256, 384))
    body = mannequin(pose)
    half = int(pose.joints[8, 1])
    lines[half:] = 255
    colors[half:][colors[half:, :, 0] == 90] = (180, 220, 240, 255)
    joined = join_body(lines, colors, body.lines, body.colors, body.parts)
    below = slice(half + 20, 384)
    assert (joined.lines[below] < 128).sum() > 0.9 * (body.lines[below] < 128).sum()
    inside = body.colors[below, :, 3] > 0
    assert (joined.colors[below] == body.colors[below]).all(2)[inside].mean() > 0.98
    assert (joined.colors[below][~inside] == (180, 220, 240, 255)).all(1).mean() > 0.8


def test_the_slider_goes_from_the_drawing_to_the_body() -> None:
    lines, colors = doll()
    pose = named_poses()["standing"].pose((256, 384))
    body = mannequin(pose)
    own, theirs = [], []
    for mix in (0.1, 0.5, 0.6, 0.75, 0.9, 1.0):
        joined = join_body(lines, colors, body.lines, body.colors, body.parts, mix=mix)
        own.append(int((joined.colors[..., 0] == 90).sum()))
        theirs.append(int((joined.colors == body.colors).all(2)[body.parts > 0].sum()))
        if mix <= 0.5:
            assert joined.parts == () and np.array_equal(joined.lines, lines)
    assert own == sorted(own, reverse=True) and own[-1] == 0
    assert theirs == sorted(theirs) and theirs[-1] == (body.parts > 0).sum()


def test_toward_the_drawing_only_what_is_wholly_missing_is_added() -> None:
    pose = named_poses()["standing"].pose((256, 384))
    body = mannequin(pose)
    lines, colors = body.lines.copy(), body.colors.copy()
    half = int(pose.joints[8, 1]) - 20
    lines[half:], colors[half:] = 255, 0
    names = [
        {PARTS[part] for part in join_body(lines, colors, body.lines, body.colors, body.parts, mix=mix).parts}
        for mix in (0.05, 0.5)
    ]
    assert names[0] < names[1]
    assert {"l_shin", "r_foot"} <= names[0] and "torso" in names[1] and not names[1] & {"head", "hair"}


def test_cells_that_the_artist_left_bare_take_the_body_s_color() -> None:
    pose = named_poses()["standing"].pose((256, 384))
    body = mannequin(pose)
    colors = np.where((body.parts == PARTS.index("hair"))[..., None], body.colors, np.uint8(0))
    joined = join_body(body.lines, colors, body.lines, body.colors, body.parts)
    torso = cv2.erode((body.parts == PARTS.index("torso")).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    assert (joined.colors[torso, 3] == 255).mean() > 0.95
    assert np.array_equal(joined.lines, body.lines)
