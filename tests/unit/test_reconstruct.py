"""The weight-free reconstruction: what an artist would check on the finished picture."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from anigen_core.color import delta_e, srgb_to_oklab
from anigen_core.errors import Cancelled, InputError
from anigen_core.painting.cel import cel_shadow, ink_color, shaded, soften
from anigen_core.painting.segments import fill_flats, segment
from anigen_core.stages.reconstruct import Reconstruct, ReconstructOptions, paint
from tests.figure import PAINTS, draw_figure, shifted

FIGURE = draw_figure(scale=2)
OFF = FIGURE.lines == 255
FLAT = ReconstructOptions(shading=0.0, ink="black")


def inner(name: str, by: int = 2) -> np.ndarray:
    """(H, W) bool: pixels of a part, away from ink and borders."""
    kernel = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return cv2.erode(((FIGURE.part == name) & OFF).astype(np.uint8), kernel) > 0


def test_without_shading_and_tint_it_is_flats_under_the_artists_ink() -> None:
    picture = Reconstruct()(FIGURE.lines, FIGURE.colors, FLAT)
    assert picture.shape == FIGURE.colors.shape
    assert picture.dtype == np.uint8
    for name, color in PAINTS.items():
        where = inner(name)
        if where.any():
            assert (picture[where] == (*color, 255)).all(), name


def test_ink_keeps_its_alpha_to_the_bit() -> None:
    # Outside the figure nothing else is there: the picture's alpha is the line's.
    lines = FIGURE.lines.copy()
    lines[20:40, 20:60] = np.arange(40, dtype=np.uint8) * 6
    nothing = np.zeros((*lines.shape, 4), np.uint8)
    picture = Reconstruct()(lines, nothing)
    assert np.array_equal(picture[..., 3], 255 - lines)
    # Inside, black ink over a flat is exactly that share of the flat.
    full = np.full((*lines.shape, 4), (200, 150, 100, 255), np.uint8)
    mixed = Reconstruct()(lines, full, FLAT)
    assert (mixed[..., 3] == 255).all()
    exact = np.array([200, 150, 100]) * (lines[..., None] / 255)
    assert np.abs(mixed[..., :3] - exact).max() <= 0.51


def test_unpainted_background_is_transparent() -> None:
    picture = Reconstruct()(FIGURE.lines, FIGURE.colors)
    outside = cv2.erode(((FIGURE.part == "") & OFF).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert not picture[outside][:, 3].any()
    assert (picture[(FIGURE.part != "") & OFF][:, 3] > 250).mean() > 0.995


def test_it_bleeds_little_from_shifted_blocks() -> None:
    moved = shifted(FIGURE.colors, 6, -4)
    right = Reconstruct()(FIGURE.lines, FIGURE.colors)
    seen = Reconstruct()(FIGURE.lines, moved)
    inside = (FIGURE.part != "") & OFF
    assert (delta_e(seen[..., :3], right[..., :3])[inside] > 3).mean() < 0.01


def test_it_paints_with_the_shared_flats() -> None:
    flats, _ = fill_flats(segment(FIGURE.lines), FIGURE.lines, FIGURE.colors)
    picture = Reconstruct()(FIGURE.lines, FIGURE.colors, FLAT)
    even = (cv2.dilate(flats, np.ones((3, 3))) == cv2.erode(flats, np.ones((3, 3)))).all(axis=2)
    assert np.array_equal(picture[even & OFF], flats[even & OFF])


def test_the_flats_that_come_with_it_are_the_shared_ones() -> None:
    painted = paint(FIGURE.lines, FIGURE.colors)
    assert np.array_equal(painted.picture, Reconstruct()(FIGURE.lines, FIGURE.colors))
    assert np.array_equal(painted.flats, fill_flats(segment(FIGURE.lines), FIGURE.lines, FIGURE.colors)[0])


def test_same_input_same_picture() -> None:
    options = ReconstructOptions(seed=4)
    first = Reconstruct()(FIGURE.lines, FIGURE.colors, options)
    assert np.array_equal(first, Reconstruct()(FIGURE.lines, FIGURE.colors, options))


# --- shading -----------------------------------------------------------------------------------------------


def test_shadow_lies_away_from_the_light_and_mirrors_with_it() -> None:
    flats, _ = fill_flats(segment(FIGURE.lines), FIGURE.lines, FIGURE.colors)
    dress = FIGURE.part == "dress"
    column = np.arange(dress.shape[1])[None] * np.ones((dress.shape[0], 1))
    center = column[dress].mean()
    for light, sign in (("left", 1), ("right", -1)):
        shade = cel_shadow(flats, FIGURE.lines, light)
        assert shade.min() >= 0
        assert shade.max() <= 1
        dark = dress & (shade > 0.5)
        assert 0.03 < dark.sum() / dress.sum() < 0.5
        assert sign * (column[dark].mean() - center) > 15


def test_shadow_is_two_tone_and_without_specks() -> None:
    flats, _ = fill_flats(segment(FIGURE.lines), FIGURE.lines, FIGURE.colors)
    shade = cel_shadow(flats, FIGURE.lines)
    assert ((shade > 0.05) & (shade < 0.95)).mean() < 0.05, "the border of a cel shadow is hard"
    _, _, stats, _ = cv2.connectedComponentsWithStats((shade > 0).astype(np.uint8), connectivity=8)
    assert 4 < len(stats) < 30
    assert stats[1:, cv2.CC_STAT_AREA].min() >= 12


def test_eyes_and_mouth_get_no_shadow() -> None:
    picture = Reconstruct()(FIGURE.lines, FIGURE.colors, ReconstructOptions(shading=1.0))
    for name in ("iris", "white", "mouth"):
        where = inner(name, 1)
        assert where.any()
        assert (picture[where][:, :3] == PAINTS[name]).all(), name


def test_the_face_stays_mostly_light() -> None:
    picture = Reconstruct()(FIGURE.lines, FIGURE.colors, ReconstructOptions(shading=1.0))
    face = inner("skin")
    face[280:] = False
    lit = (picture[..., :3] == PAINTS["skin"]).all(axis=2)
    assert 0.5 < lit[face].mean() < 0.98


def test_painted_shading_and_backgrounds_are_left_alone() -> None:
    lines = np.full((300, 300), 255, np.uint8)
    cv2.circle(lines, (150, 150), 100, 0, 2)
    flats = np.zeros((300, 300, 4), np.uint8)
    cv2.circle(flats, (150, 150), 100, (110, 140, 190, 255), -1)
    assert cel_shadow(flats, lines).any()
    cv2.ellipse(flats, (190, 180), (50, 60), 0, 0, 360, (80, 105, 150, 255), -1)
    assert not cel_shadow(flats, lines).any()
    background = np.full((300, 300, 4), (180, 220, 240, 255), np.uint8)
    assert not cel_shadow(background, lines).any()


def test_the_frame_casts_no_shadow() -> None:
    lines = np.full((200, 200), 255, np.uint8)
    flats = np.zeros((200, 200, 4), np.uint8)
    flats[60:, 60:140] = 60, 90, 160, 255  # cut off by the lower frame only
    shade = cel_shadow(flats, lines)
    assert shade.any()
    assert not shade[190:, 70:100].any()


def test_skin_shadow_is_warm_cloth_shadow_cool_and_nothing_grey() -> None:
    paints = np.array([PAINTS["skin"], (245, 245, 250), PAINTS["dress"], PAINTS["hair"]], np.uint8)
    before, after = srgb_to_oklab(paints), srgb_to_oklab(shaded(paints, 0.5))
    assert (after[:, 0] < before[:, 0] - 0.03).all()
    assert after[0, 1] > before[0, 1] + 0.01, "skin turns redder"
    assert after[1, 2] < before[1, 2] - 0.008, "white turns bluish"
    chroma = np.hypot(after[:, 1], after[:, 2])
    assert (chroma >= 0.8 * np.hypot(before[:, 1], before[:, 2])).all()
    assert np.array_equal(shaded(paints, 0.0), paints)


def test_depth_of_shadow_follows_the_option() -> None:
    mean = [
        Reconstruct()(FIGURE.lines, FIGURE.colors, ReconstructOptions(shading=depth))[..., :3][OFF].mean()
        for depth in (0.0, 0.5, 1.0)
    ]
    assert mean[0] > mean[1] > mean[2]


# --- ink ---------------------------------------------------------------------------------------------------


def test_ink_takes_the_darker_neighbors_hue_and_stays_dark() -> None:
    lines = np.full((120, 200), 255, np.uint8)
    lines[:, 99:102] = 0
    flats = np.zeros((120, 200, 4), np.uint8)
    flats[:, :100] = (*PAINTS["skin"], 255)
    flats[:, 100:] = (200, 40, 60, 255)
    tint = srgb_to_oklab(ink_color(flats, lines)[60, 100])
    paint = srgb_to_oklab(np.array([200, 40, 60], np.uint8))
    assert tint[0] < 0.35
    assert np.hypot(tint[1], tint[2]) > 0.05
    turn = np.degrees(np.arctan2(tint[2], tint[1]) - np.arctan2(paint[2], paint[1]))
    assert abs(turn) < 15


def test_thick_blacks_stay_black() -> None:
    lines = np.full((200, 200), 255, np.uint8)
    cv2.circle(lines, (100, 100), 20, 0, -1)
    flats = np.full((200, 200, 4), (*PAINTS["skin"], 255), np.uint8)
    assert ink_color(flats, lines)[100, 100].max() < 40
    cv2.line(lines, (10, 20), (190, 20), 0, 1)
    assert ink_color(flats, lines)[20, 100].max() > 60


def test_lashes_are_thick_beside_the_lines_of_the_same_drawing() -> None:
    lines = np.full((200, 200), 255, np.uint8)
    for y in range(20, 120, 10):
        cv2.line(lines, (10, y), (190, y), 0, 1)
    cv2.line(lines, (40, 160), (160, 160), 0, 5)
    cv2.line(lines, (50, 15), (60, 125), 0, 1)  # crosses them all
    flats = np.full((200, 200, 4), (*PAINTS["skin"], 255), np.uint8)
    tint = ink_color(flats, lines)
    assert tint[160, 100].max() < 40
    assert tint[20:111].max(2).min() > 60


def test_black_ink_is_black() -> None:
    picture = Reconstruct()(FIGURE.lines, FIGURE.colors, ReconstructOptions(ink="black"))
    assert (picture[FIGURE.lines == 0] == (0, 0, 0, 255)).all()


def test_borders_without_ink_are_anti_aliased() -> None:
    flats = np.zeros((60, 60, 4), np.uint8)
    flats[...] = 200, 0, 0, 255
    flats[:, 30:] = 0, 0, 200, 255
    soft = soften(flats)
    steps = np.abs(np.diff(soft[30, :, 0].astype(int)))
    assert steps.max() < 150
    assert np.array_equal(soft[:, :27], flats[:, :27])
    assert (soft[..., 3] == 255).all()


# --- doors -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (2, 90), (0, 0)])
@pytest.mark.parametrize("ink", [0, 255])
@pytest.mark.parametrize("alpha", [0, 255])
def test_the_smallest_canvases(shape: tuple[int, int], ink: int, alpha: int) -> None:
    colors = np.full((*shape, 4), 90, np.uint8)
    colors[..., 3] = alpha
    picture = Reconstruct()(np.full(shape, ink, np.uint8), colors)
    assert picture.shape == (*shape, 4)
    assert (picture[..., 3] == (255 if alpha or ink == 0 else 0)).all()


def test_progress_runs_to_one_and_cancel_passes_through() -> None:
    seen: list[float] = []
    Reconstruct()(FIGURE.lines, FIGURE.colors, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def stop(fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Reconstruct()(FIGURE.lines, FIGURE.colors, progress=stop)


@pytest.mark.parametrize(
    "bad", [{"shading": 1.5}, {"shading": float("nan")}, {"light": "above"}, {"ink": "red"}, {"gap": -1}]
)
def test_options_refuse_with_one_sentence(bad: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        ReconstructOptions(**bad)
    assert str(caught.value).endswith(".")


def test_wrong_arrays_are_refused() -> None:
    lines, colors = np.zeros((4, 5), np.uint8), np.zeros((4, 5, 4), np.uint8)
    with pytest.raises(InputError, match="5x4 but the colors are 4x5"):
        Reconstruct()(lines, np.zeros((5, 4, 4), np.uint8))
    with pytest.raises(InputError, match="RGBA"):
        Reconstruct()(lines, colors[..., :3])
    with pytest.raises(InputError, match="grey"):
        Reconstruct()(colors, colors)


def test_an_uncolored_drawing_gets_no_shadow() -> None:
    white = FIGURE.colors.copy()
    white[..., :3] = 253
    flats, _ = fill_flats(segment(FIGURE.lines), FIGURE.lines, white)
    assert not cel_shadow(flats, FIGURE.lines).any()
    colored, _ = fill_flats(segment(FIGURE.lines), FIGURE.lines, FIGURE.colors)
    assert cel_shadow(colored, FIGURE.lines).any()
