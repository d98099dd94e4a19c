"""Layers: the compositing formulas, and decompositions that composite back to what they came from."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from anigen_core.imaging import Extent, to_rgba
from anigen_core.layering.flats import blocks, enlarge_flats, spread_under_ink
from anigen_core.layering.peel import peel
from anigen_core.layers import Layer, composite, decompose, repainted, sketch_layers

SKIN, HAIR, WHITE = (243, 193, 167, 255), (60, 70, 140, 255), (255, 255, 255, 255)


def noise(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


def naive(layers: list[Layer], extent: Extent) -> np.ndarray:
    """The W3C formulas in float64, written down again the slow way, straight alpha."""
    color, alpha = np.zeros((*extent.shape, 3)), np.zeros((*extent.shape, 1))
    for layer in layers:
        if not layer.visible:
            continue
        image = layer.on(extent) / 255.0
        s, source = image[..., 3:] * layer.opacity, image[..., :3]
        blended = {
            "normal": source, "multiply": color * source, "screen": 1 - (1 - color) * (1 - source)
        }[layer.blend]  # fmt: skip
        mixed = (1 - alpha) * source + alpha * blended
        total = s + alpha * (1 - s)
        color = np.where(total > 0, (s * mixed + (1 - s) * alpha * color) / np.where(total > 0, total, 1), 0)
        alpha = total
    return np.concatenate([color, alpha], axis=2) * 255


def premultiplied(image: np.ndarray) -> np.ndarray:
    values = to_rgba(image).astype(np.float64)
    values[..., :3] *= values[..., 3:] / 255
    return values


def assert_same_picture(first: np.ndarray, second: np.ndarray, steps: float = 1.0) -> None:
    assert np.abs(premultiplied(first) - premultiplied(second)).max() <= steps + 1e-6


def by_name(layers: tuple[Layer, ...], name: str) -> Layer:
    return next(layer for layer in layers if layer.name == name)


# ---- composite


def test_composite_follows_the_formulas() -> None:
    layers = [
        Layer("a", noise(700, 40, 4, seed=1)),
        Layer("b", noise(300, 20, 4, seed=2), "multiply", 0.7, offset=(15, 350)),
        Layer("hidden", noise(700, 40, 4, seed=3), visible=False),
        Layer("c", noise(30, 30, 4, seed=4), opacity=0.3, offset=(20, 690)),
        Layer("d", noise(700, 40, 4, seed=5), "multiply"),
        Layer("e", noise(200, 40, 4, seed=6), "screen", 0.8, offset=(0, 100)),
    ]
    extent = Extent(40, 700)
    expected = naive(layers, extent)
    got = composite(layers, extent)
    seen = got[..., 3] > 0
    assert np.abs(got.astype(float) - expected)[seen].max() <= 0.501
    assert (got[~seen] == 0).all()
    assert composite(layers).shape == (720, 50, 4)  # "c" hangs over the edge; the canvas grows with it


def test_one_opaque_layer_comes_back_to_the_bit() -> None:
    image = noise(33, 17, 4)
    image[..., 3] = 255
    assert np.array_equal(composite([Layer("a", image)]), image)


def test_multiply_on_nothing_paints_its_own_color() -> None:
    pixel = np.array([[[10, 200, 30, 128]]], np.uint8)
    assert np.array_equal(composite([Layer("a", pixel, "multiply")]), pixel)


def test_a_layer_refuses_what_it_cannot_be() -> None:
    with pytest.raises(TypeError):
        Layer("a", noise(4, 4, 3))
    for wrong in ({"blend": "overlay"}, {"opacity": 1.5}, {"offset": (-1, 0)}):
        with pytest.raises(ValueError, match="layer 'a'"):
            Layer("a", noise(4, 4, 4), **wrong)  # type: ignore[arg-type]


def test_cropping_keeps_the_place() -> None:
    image = np.zeros((50, 60, 4), np.uint8)
    image[10:20, 30:35] = 255
    small = Layer("a", image, offset=(2, 3)).cropped()
    assert small.image.shape == (10, 5, 4) and small.offset == (32, 13)
    assert np.array_equal(small.on(Extent(62, 53))[3:, 2:], image)
    assert Layer("b", image[:5]).cropped().image.shape == (1, 1, 4)


# ---- decompose


def drawn() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A cel-shaded ball with a highlight, a colored outline, on white paper: picture, flats, lines."""
    height, width, fine = 160, 120, 8
    big = np.zeros((height * fine, width * fine), np.uint8)

    def disk(x: float, y: float, radius: float) -> np.ndarray:
        mask = cv2.circle(big.copy(), (int(x * fine), int(y * fine)), int(radius * fine), 255, -1)
        return cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA)

    lines = 255 - (disk(60, 80, 42) - disk(60, 80, 39))
    flats = np.zeros((height, width, 4), np.uint8)
    flats[disk(60, 80, 40.5) > 127] = SKIN
    flats[(flats[..., 3] > 0) & (np.arange(height)[:, None] < 60)] = HAIR
    picture = np.where(flats[..., 3:] > 0, flats, np.uint8(255))[..., :3].astype(np.float64)
    shade = ((disk(60, 80, 40.5) > 127) & (np.arange(width)[None] > 70))[..., None]
    picture = np.where(shade, picture * (0.8, 0.7, 0.85), picture)
    picture = picture + (255 - picture) * (disk(45, 90, 6) / 255 * 0.9)[..., None]
    ink = (255 - lines[..., None]) / 255
    return np.rint(picture * (1 - ink) + ink * (90, 30, 40)).astype(np.uint8), flats, lines


def test_decomposition_of_a_drawing() -> None:
    picture, flats, lines = drawn()
    layers = decompose(picture, flats, lines)
    assert [layer.name for layer in layers] == [
        "background", "flat 1, beige", "flat 2, blue", "shadow", "light", "lines", "eyes",
    ]  # fmt: skip
    extent = Extent.of(picture)
    result = composite(layers)
    assert (result[..., 3] == 255).all()
    assert_same_picture(result, picture)
    # The ink is the artist's, to the bit, and of one color but where the shadow's edge crosses it.
    ink = by_name(layers, "lines").on(extent)
    assert np.array_equal(ink[..., 3], 255 - lines)
    off = np.abs(ink[..., :3].astype(int) - (90, 30, 40)).max(axis=2)
    assert (off[lines < 128] > 3).mean() < 0.01 and (off[lines < 235] > 12).mean() < 0.01
    # No seams: under the lines two flats meet without a gap, hard edged.
    covered = sum(layer.on(extent)[..., 3].astype(int) for layer in layers if layer.group == "flats")
    assert set(np.unique(covered)) == {0, 255}
    # Shadow where there is shadow, nothing on the lit side, and it goes on under the lines.
    shadow = by_name(layers, "shadow").on(extent)
    assert not shadow[70:90, 25:35, 3].any() and by_name(layers, "shadow").blend == "multiply"
    assert np.abs(shadow[78:82, 80:101, :3].astype(int) - (204, 178, 217)).max() <= 3
    # Light: the highlight, and close to nothing else.
    light = by_name(layers, "light").on(extent)
    assert light[90, 45, :3].min() > 200 and by_name(layers, "light").blend == "screen"
    light[80:100, 35:55] = 0
    assert (light[..., 3] > 0).mean() < 0.01
    assert not by_name(layers, "eyes").image.any()


@pytest.mark.parametrize("kind", ["noise", "extremes", "few flats", "faint ink", "no ink", "all ink", "tall"])
def test_any_picture_composites_back(kind: str) -> None:
    height = 1100 if kind == "tall" else 150
    picture, flats, lines = noise(height, 80, 3), noise(height, 80, 4, seed=1), noise(height, 80, seed=2)
    match kind:
        case "extremes":
            picture, flats = (np.where(x > 127, np.uint8(255), np.uint8(0)) for x in (picture, flats))
            lines[::2] = np.where(lines[::2] > 127, np.uint8(255), np.uint8(0))
        case "few flats":
            flats = np.where(flats[..., :1] > 99, np.array(SKIN, np.uint8), np.uint8(0))
        case "faint ink":
            lines = 255 - lines // 25
        case "no ink":
            lines[:] = 255
        case "all ink":
            lines[:] = 0
    layers = decompose(picture, flats, lines)
    assert np.array_equal(by_name(layers, "lines").image[..., 3], 255 - lines)
    assert np.abs(composite(layers)[..., :3].astype(int) - picture).max() <= 1
    assert len([layer for layer in layers if layer.group == "flats"]) <= 24


def test_a_transparent_picture_composites_back() -> None:
    picture, flats, lines = noise(150, 80, 4), noise(150, 80, 4, seed=1), noise(150, 80, seed=2)
    picture[:50, :, 3] = np.where(picture[:50, :, 3] > 127, 255, 0)
    # The lines win over transparency, so a picture that is not to change is at least as opaque as they are.
    lines = np.maximum(lines, 255 - picture[..., 3])
    layers = decompose(picture, flats, lines)
    assert not by_name(layers, "background").visible
    assert_same_picture(composite(layers), picture, 1.5)
    assert np.abs(composite(layers)[..., 3].astype(int) - picture[..., 3]).max() <= 1


def test_lines_win_over_transparency() -> None:
    lines = np.full((20, 20), 55, np.uint8)
    picture = np.zeros((20, 20, 4), np.uint8)
    layers = decompose(picture, np.zeros_like(picture), lines)
    assert (composite(layers)[..., 3] == 200).all()


def test_a_soft_outline_on_transparency_needs_no_white_fringe() -> None:
    picture, flats, lines = drawn()
    inside = flats[..., 3] > 0
    alpha = np.where(inside, 255, 255 - lines).astype(np.uint8)
    # The outer half of the outline is ink alone: pure ink color at the ink's own alpha.
    rgb = np.where(inside[..., None], picture, np.array([90, 30, 40], np.uint8))
    layers = decompose(np.dstack([rgb, alpha]), flats, lines)
    assert_same_picture(composite(layers), np.dstack([rgb, alpha]))
    assert {layer.name for layer in layers if layer.group is None and layer.visible} == {
        "shadow", "light", "lines", "eyes",
    }  # fmt: skip


def test_sizes_must_agree() -> None:
    picture, flats, lines = drawn()
    with pytest.raises(ValueError, match="sizes differ"):
        decompose(picture[:-1], flats, lines)


def test_peel_leaves_exact_flats_alone() -> None:
    flats = np.full((20, 20, 4), SKIN, np.uint8)
    part = peel(flats, flats, np.zeros((20, 20), np.uint8))
    assert not any(array.any() for array in (part.shadow, part.light, part.details, part.ink))
    assert (part.ground_alpha == 255).all()


def test_sketch_layers_are_the_drawing() -> None:
    _, flats, lines = drawn()
    colors, ink = sketch_layers(lines, flats)
    assert not colors.visible and not ink.visible and colors.group == ink.group == "sketch"
    assert np.array_equal(colors.image, flats)
    paper = Layer("paper", np.full((*lines.shape, 4), 255, np.uint8))
    shown = composite([paper, Layer("ink", ink.image)])
    assert np.array_equal(shown[..., 0], lines)
    assert sketch_layers(None, None) == ()


def test_a_late_change_goes_into_its_layer() -> None:
    picture, flats, lines = drawn()
    layers = decompose(picture, flats, lines)
    changed = composite(layers)
    changed[50:60, 50:70, :3] = (20, 90, 200)
    after = repainted(layers, changed)
    assert np.array_equal(composite(after), changed)
    assert (by_name(after, "eyes").image[..., 3] > 0).sum() == 200
    assert np.array_equal(composite(repainted(after, composite(layers))), composite(layers))
    with pytest.raises(ValueError, match="no layer"):
        repainted(layers, changed, "nose")


# ---- flats


def test_blocks_are_the_colors_largest_first() -> None:
    flats = np.zeros((10, 20, 4), np.uint8)
    flats[:, 5:] = SKIN
    flats[2:4, 10:14] = HAIR
    labels, colors = blocks(flats)
    assert colors == [SKIN[:3], HAIR[:3]]
    assert (labels[:, :5] == 0).all() and labels[3, 11] == 2 and labels[0, 6] == 1
    assert blocks(np.zeros_like(flats))[1] == []


def test_many_colors_share_blocks_by_likeness() -> None:
    base = np.repeat(np.array([SKIN, HAIR, (10, 200, 40, 255)], np.uint8), 30, axis=0)[None]
    base[..., :3] += noise(1, 90, 3) // 64
    labels, colors = blocks(base, most=3)
    assert len(colors) == 3
    assert all(len(np.unique(labels[0, part : part + 30])) == 1 for part in (0, 30, 60))


def test_flats_meet_under_the_ink() -> None:
    flats, lines = np.zeros((9, 21, 4), np.uint8), np.full((9, 21), 255, np.uint8)
    flats[:, :8], flats[:, 13:] = SKIN, HAIR
    lines[:, 8:13] = 0
    flats[:, 18:], lines[:, 17:20] = 0, 0  # paper at the right, behind a line that is painted to its middle
    spread = spread_under_ink(flats, lines)
    assert (spread[:, :10] == SKIN).all() and (spread[:, 11:18] == HAIR).all() and not spread[:, 19:].any()
    clean = np.full((9, 21), 255, np.uint8)
    assert spread_under_ink(flats, clean) is flats


def test_enlarged_flats_keep_their_colors_and_lose_their_stairs() -> None:
    size, scale = 64, 4
    y, x = np.mgrid[:size, :size] + 0.5
    flats = np.zeros((size, size, 4), np.uint8)
    flats[(x - 32) ** 2 + (y - 32) ** 2 < 24**2] = SKIN
    flats[(y > 0.37 * x + 20) & (flats[..., 3] > 0)] = HAIR
    large = enlarge_flats(flats, Extent(size * scale, size * scale), strip=50)
    assert {tuple(color) for color in np.unique(large.reshape(-1, 4), axis=0)} == {(0, 0, 0, 0), SKIN, HAIR}
    y, x = (np.mgrid[: size * scale, : size * scale] + 0.5) / scale
    truth = (x - 32) ** 2 + (y - 32) ** 2 < 24**2
    nearest = np.repeat(np.repeat(flats, scale, 0), scale, 1)
    wrong, stairs = ((image[..., 3] > 0) != truth for image in (large, nearest))
    assert wrong.sum() < 0.5 * stairs.sum()
    line = truth & (np.abs(y - 0.37 * x - 20) < 2)
    truth_line = y > 0.37 * x + 20
    wrong, stairs = (((image == HAIR).all(axis=2) != truth_line) & line for image in (large, nearest))
    assert wrong.sum() < 0.6 * stairs.sum()


def test_enlarging_keeps_thin_parts_and_does_not_depend_on_strips() -> None:
    flats = np.full((40, 40, 4), SKIN, np.uint8)
    flats[:, 20] = HAIR
    flats[10:12, 5:7] = (255, 0, 0, 255)
    large = enlarge_flats(flats, Extent(120, 120))
    dark = (large == HAIR).all(axis=2).sum(axis=1)
    assert (dark >= 2).all() and (dark <= 4).all()
    assert (large == (255, 0, 0, 255)).all(axis=2).sum() >= 20
    assert np.array_equal(large, enlarge_flats(flats, Extent(120, 120), strip=7))
    assert enlarge_flats(flats, Extent(57, 91)).shape == (91, 57, 4)
