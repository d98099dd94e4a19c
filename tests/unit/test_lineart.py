"""XDoG, Canny, merging, and the small helpers, on pictures whose lines are known."""

import cv2
import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.lineart import canny, ink_density, is_inverted, merge_lines, thin, xdog


def page(height: int = 200, width: int = 200) -> np.ndarray:
    return np.full((height, width), 255, np.uint8)


def test_xdog_draws_a_dark_stroke_once():
    picture = np.full((120, 120, 3), (240, 210, 190), np.uint8)
    cv2.line(picture, (60, 15), (60, 105), (40, 20, 20), 3, cv2.LINE_AA)
    ink = xdog(picture, 1.0) < 128
    assert all(np.count_nonzero(np.diff(row.astype(int)) == 1) == 1 for row in ink[25:95])
    assert abs(np.argwhere(ink[25:95])[:, 1].mean() - 60) < 0.5


def test_xdog_leaves_dark_areas_empty_and_the_papers_form_fills_them():
    picture = np.full((120, 120, 3), 235, np.uint8)
    picture[30:90, 30:90] = 15
    assert (xdog(picture)[40:80, 40:80] == 255).all()
    assert (xdog(picture, tone=1.0)[40:80, 40:80] < 60).all()


def test_xdog_of_a_flat_picture_is_paper():
    for value in (0, 128, 255):
        assert (xdog(np.full((40, 40, 3), value, np.uint8)) == 255).all()


def test_canny_traces_a_border_between_colors_of_one_brightness():
    # Same OKLab lightness to 0.01: only the hue changes.
    picture = np.full((80, 80, 3), (190, 95, 95), np.uint8)
    picture[:, 40:] = (60, 140, 75)
    edges = canny(picture)
    assert (edges[5:75].sum(axis=1) == 1).all()
    assert abs(np.argwhere(edges)[:, 1].mean() - 39.5) <= 1


def test_canny_thresholds_are_heights_of_steps():
    picture = np.full((60, 60), 120, np.uint8)
    picture[:, 30:] = 150
    assert canny(picture, low=0.02, high=0.05).any()
    assert not canny(picture, low=0.1, high=0.2).any()


def two_heads() -> tuple[np.ndarray, np.ndarray]:
    """The artist's head, and a body whose own head lies 4 px beside it."""
    artist, body = page(400, 300), page(400, 300)
    cv2.circle(artist, (150, 110), 60, 0, 3, cv2.LINE_AA)
    cv2.circle(body, (154, 113), 61, 0, 3, cv2.LINE_AA)
    cv2.rectangle(body, (90, 220), (210, 380), 0, 3, cv2.LINE_AA)
    return artist, body


def test_merging_keeps_the_first_exactly_and_silences_the_second_near_it():
    artist, body = two_heads()
    merged = merge_lines(artist, body, radius=10)
    assert np.array_equal(merged[artist < 255], artist[artist < 255])
    assert np.array_equal(merged[:200], artist[:200])
    assert np.array_equal(merged[200:], body[200:])


def test_nothing_of_the_second_is_darker_than_it_was_and_nothing_lies_within_the_radius():
    artist, body = two_heads()
    cv2.line(body, (150, 20), (150, 390), 0, 3, cv2.LINE_AA)
    merged = merge_lines(artist, body, radius=10)
    assert (merged >= np.minimum(artist, body)).all()
    distance = cv2.distanceTransform((artist >= 200).astype(np.uint8), cv2.DIST_L2, 5)
    close = (distance <= 9.5) & (artist == 255)
    assert (merged[close] == 255).all()
    # Beyond the fade the crossing line is whole again, apart from where another stroke is cut.
    assert (merged[80:140, 150] == 0).all()


def test_a_region_belongs_to_the_first_even_where_it_is_empty():
    artist, body = two_heads()
    region = np.zeros(artist.shape, bool)
    region[300:] = True
    merged = merge_lines(artist, body, region=region, radius=10)
    assert (merged[300:] == 255).all()
    assert np.array_equal(merged[210:280], body[210:280])


def test_merging_leaves_no_stubs_but_keeps_small_marks_of_their_own():
    artist, body = page(), page()
    cv2.line(artist, (100, 10), (100, 190), 0, 3)
    cv2.line(body, (80, 50), (120, 50), 0, 2)  # 20 px to both sides: 8 px of it would be left
    cv2.circle(body, (40, 120), 2, 0, -1)  # a nostril, far away
    merged = merge_lines(artist, body, radius=12)
    assert (merged[40:60, :95] == 255).all() and (merged[40:60, 106:] == 255).all()
    assert np.array_equal(merged[110:130, 30:50], body[110:130, 30:50])


def test_merging_with_empty_drawings():
    artist, _ = two_heads()
    empty = np.full_like(artist, 255)
    assert np.array_equal(merge_lines(artist, empty), artist)
    assert np.array_equal(merge_lines(empty, artist), artist)
    assert (merge_lines(empty, empty) == 255).all()


def test_merging_drawings_of_different_sizes_is_refused():
    with pytest.raises(InputError, match="same size"):
        merge_lines(page(10, 10), page(10, 11))


def test_inverted_drawings_are_recognized():
    artist, body = two_heads()
    assert not is_inverted(artist)
    assert is_inverted(255 - body)
    assert not is_inverted(page()) and not is_inverted(255 - page())
    night = 255 - page()
    cv2.circle(night, (100, 100), 45, 255, -1)
    assert not is_inverted(night)


def test_ink_density_is_a_share():
    lines = page(10, 10)
    lines[:3] = 0
    assert ink_density(lines) == pytest.approx(0.3)


@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (1, 40)])
@pytest.mark.parametrize("value", [0, 255])
def test_smallest_and_plainest_pictures(shape, value):
    lines = np.full(shape, value, np.uint8)
    rgb = np.repeat(lines[..., None], 3, axis=2)
    assert (xdog(rgb) == 255).all() and (xdog(lines) == 255).all()
    assert not canny(rgb).any()
    assert merge_lines(lines, lines).shape == shape
    assert ink_density(lines) == (value == 0)
    is_inverted(lines)
    assert thin(lines).shape == shape
