"""A drawing joined with a posed body: the artist's pixels first, the body where nothing is drawn."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.joining import join_body, silhouette
from anigen_core.mannequin.drawing import mannequin
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
