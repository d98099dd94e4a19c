"""Color: against Sharma's published pairs, exact round trips, and pictures of known colors."""

from __future__ import annotations

import numpy as np
import pytest

from anigen_core.color import (
    color_domain,
    delta_e,
    delta_e_lab,
    nearest_known,
    oklab_to_srgb,
    pack_rgb,
    palette,
    parse_color,
    srgb_to_cielab,
    srgb_to_oklab,
    to_hex,
    unpack_rgb,
)
from anigen_core.errors import InputError

# Sharma, Wu, Dalal 2005, table 1: L1 a1 b1 L2 a2 b2 dE00.
SHARMA = np.array(
    [
        [50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425],
        [50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615],
        [50, 2.8361, -74.0200, 50, 0, -82.7485, 3.4412],
        [50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000],
        [50, -1.1848, -84.8006, 50, 0, -82.7485, 1.0000],
        [50, -0.9009, -85.5211, 50, 0, -82.7485, 1.0000],
        [50, 0, 0, 50, -1, 2, 2.3669],
        [50, -1, 2, 50, 0, 0, 2.3669],
        [50, 2.4900, -0.0010, 50, -2.4900, 0.0009, 7.1792],
        [50, 2.4900, -0.0010, 50, -2.4900, 0.0010, 7.1792],
        [50, 2.4900, -0.0010, 50, -2.4900, 0.0011, 7.2195],
        [50, 2.4900, -0.0010, 50, -2.4900, 0.0012, 7.2195],
        [50, -0.0010, 2.4900, 50, 0.0009, -2.4900, 4.8045],
        [50, -0.0010, 2.4900, 50, 0.0010, -2.4900, 4.8045],
        [50, -0.0010, 2.4900, 50, 0.0011, -2.4900, 4.7461],
        [50, 2.5, 0, 50, 0, -2.5, 4.3065],
        [50, 2.5, 0, 73, 25, -18, 27.1492],
        [50, 2.5, 0, 61, -5, 29, 22.8977],
        [50, 2.5, 0, 56, -27, -3, 31.9030],
        [50, 2.5, 0, 58, 24, 15, 19.4535],
        [50, 2.5, 0, 50, 3.1736, 0.5854, 1.0000],
        [50, 2.5, 0, 50, 3.2972, 0, 1.0000],
        [50, 2.5, 0, 50, 1.8634, 0.5757, 1.0000],
        [50, 2.5, 0, 50, 3.2592, 0.3350, 1.0000],
        [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
        [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630],
        [61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731],
        [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
        [22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373],
        [36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
        [90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441],
        [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
        [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
        [2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082],
    ]
)


def test_ciede2000_gives_the_published_values_both_ways() -> None:
    first, second, expected = SHARMA[:, :3], SHARMA[:, 3:6], SHARMA[:, 6]
    np.testing.assert_allclose(delta_e_lab(first, second), expected, atol=5.1e-5)
    np.testing.assert_allclose(delta_e_lab(second, first), expected, atol=5.1e-5)


def test_delta_e_of_srgb_broadcasts_and_is_zero_for_equal_colors() -> None:
    greys = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    assert np.all(delta_e(greys, greys) == 0)
    assert delta_e(greys, np.array([0, 0, 0], np.uint8)).shape == (256,)
    assert float(
        delta_e(np.array([0, 0, 0], np.uint8), np.array([255, 255, 255], np.uint8))
    ) == pytest.approx(100, abs=0.01)


def test_cielab_of_known_colors() -> None:
    known = {
        (255, 255, 255): (100, 0, 0),
        (0, 0, 0): (0, 0, 0),
        (255, 0, 0): (53.24, 80.09, 67.20),
        (0, 0, 255): (32.30, 79.19, -107.86),
        (119, 119, 119): (50.03, 0, 0),
    }
    lab = srgb_to_cielab(np.array(list(known), np.uint8))
    np.testing.assert_allclose(lab, np.array(list(known.values())), atol=0.03)


def test_oklab_of_known_colors() -> None:
    # Ottosson 2020 gives the matrices; these follow from them for the sRGB primaries.
    known = {
        (255, 255, 255): (1, 0, 0),
        (255, 0, 0): (0.6280, 0.2249, 0.1258),
        (0, 255, 0): (0.8664, -0.2339, 0.1795),
        (0, 0, 255): (0.4520, -0.0325, -0.3115),
    }
    lab = srgb_to_oklab(np.array(list(known), np.uint8))
    np.testing.assert_allclose(lab, np.array(list(known.values())), atol=2e-4)


def test_oklab_round_trip_is_exact() -> None:
    greys = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    assert np.array_equal(oklab_to_srgb(srgb_to_oklab(greys)), greys)
    many = np.random.default_rng(0).integers(0, 256, (400, 500, 3), dtype=np.uint8)
    assert np.array_equal(oklab_to_srgb(srgb_to_oklab(many)), many)
    corners = np.array(np.meshgrid([0, 1, 254, 255], [0, 1, 254, 255], [0, 1, 254, 255]), np.uint8)
    corners = corners.reshape(3, -1).T
    assert np.array_equal(oklab_to_srgb(srgb_to_oklab(corners)), corners)


def test_colors_outside_the_gamut_are_clipped() -> None:
    assert oklab_to_srgb(np.array([[1.3, 0.0, 0.0], [-0.5, 0.0, 0.0]])).tolist() == [[255] * 3, [0] * 3]
    assert oklab_to_srgb(np.array([0.7, 0.4, 0.0])).dtype == np.uint8


@pytest.mark.parametrize(
    ("text", "rgb"),
    [
        ("#3a7bd5", (58, 123, 213)),
        ("3A7BD5", (58, 123, 213)),
        (" #abc ", (170, 187, 204)),
        ("000", (0, 0, 0)),
    ],
)
def test_parse_color(text: str, rgb: tuple[int, int, int]) -> None:
    assert parse_color(text) == rgb
    assert parse_color(to_hex(rgb)) == rgb


@pytest.mark.parametrize(
    "text", ["", "#", "#12", "#12345", "#1234567", "blue", "#ggg", "#12 456", None, 7, "#fff\n#000"]
)
def test_parse_color_refuses_with_one_sentence(text: object) -> None:
    with pytest.raises(InputError, match=r"is not a color; write it like #3a7bd5\.$"):
        parse_color(text)  # type: ignore[arg-type]


def flag() -> np.ndarray:
    """Four flat colors of 70, 20, 9.9 and 0.1 %."""
    picture = np.empty((100, 100, 3), np.uint8)
    picture[:70] = 250, 240, 230
    picture[70:90] = 40, 60, 120
    picture[90:] = 200, 30, 60
    picture[95, 40:50] = 30, 200, 220
    return picture


def test_packing_keeps_every_color() -> None:
    rgb = np.array([[[0, 0, 0], [255, 255, 255]], [[58, 123, 213], [1, 2, 3]]], np.uint8)
    packed = pack_rgb(rgb)
    assert packed.tolist() == [[0, 0xFFFFFF], [0x3A7BD5, 0x010203]]
    assert np.array_equal(unpack_rgb(packed), rgb)
    assert unpack_rgb(np.array([0xFFFFFFFF], np.uint32)).tolist() == [[255, 255, 255]]


def test_palette_finds_the_very_colors_however_small() -> None:
    centers, labels = palette(flag(), 4)
    assert centers.tolist() == [[250, 240, 230], [40, 60, 120], [200, 30, 60], [30, 200, 220]]
    assert labels.shape == (100, 100)
    assert labels.dtype == np.int32
    assert np.array_equal(centers[labels], flag())


def test_palette_gives_no_more_colors_than_there_are() -> None:
    centers, _ = palette(flag(), 32)
    assert len(centers) == 4
    centers, labels = palette(np.full((1, 1, 3), 7, np.uint8), 5)
    assert centers.tolist() == [[7, 7, 7]]
    assert labels.tolist() == [[0]]


def test_palette_leaves_out_what_has_no_weight_but_still_labels_it() -> None:
    weights = np.ones((100, 100))
    weights[:70] = 0
    centers, labels = palette(flag(), 3, weights=weights)
    assert [250, 240, 230] not in centers.tolist()
    assert labels.min() == 0
    assert labels.max() == 2
    with pytest.raises(InputError, match=r"paint something"):
        palette(flag(), 3, weights=np.zeros((100, 100)))


def test_palette_is_the_same_for_the_same_seed() -> None:
    picture = np.random.default_rng(3).integers(0, 256, (60, 50, 3), dtype=np.uint8)
    first, second = palette(picture, 9, seed=5), palette(picture, 9, seed=5)
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])
    assert len(first[0]) == 9


def test_color_domain_is_few_flat_colors_and_keeps_alpha() -> None:
    picture = np.dstack([flag(), np.full((100, 100), 255, np.uint8)])
    picture[:20, :, 3] = 0
    picture[:20, :, :3] = 0, 255, 0
    domain = color_domain(picture, 3)
    assert domain.shape == (100, 100, 4)
    assert np.array_equal(domain[..., 3], picture[..., 3])
    colors = np.unique(domain[domain[..., 3] > 0][:, :3], axis=0)
    assert len(colors) <= 3
    assert float(delta_e(domain[40, 50, :3], picture[40, 50, :3])) < 2
    assert not (np.abs(colors.astype(int) - [0, 255, 0]).sum(axis=1) < 90).any(), "hidden color bled in"


def test_color_domain_of_the_smallest_pictures() -> None:
    assert color_domain(np.full((1, 1, 3), 9, np.uint8), 2).tolist() == [[[9, 9, 9, 255]]]
    assert color_domain(np.full((2, 300, 3), 9, np.uint8), 2).shape == (2, 300, 4)


def test_color_domain_refuses() -> None:
    with pytest.raises(InputError, match="between 2 and 64"):
        color_domain(flag(), 1)
    with pytest.raises(InputError, match="transparent"):
        color_domain(np.zeros((4, 4, 4), np.uint8), 3)


def test_nearest_known() -> None:
    known = np.zeros((5, 9), bool)
    known[2, 1] = known[2, 7] = True
    source = nearest_known(known)
    assert source[2, 1] == 2 * 9 + 1
    assert source[0, 0] == 2 * 9 + 1
    assert source[4, 8] == 2 * 9 + 7
    with pytest.raises(ValueError, match="nothing is known"):
        nearest_known(np.zeros((3, 3), bool))
