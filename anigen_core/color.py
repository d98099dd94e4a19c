"""Color as the eye sees it: OKLab, CIEDE2000, palettes, and PI-REC's color domain.

OKLab: Ottosson 2020. CIEDE2000: Sharma, Wu and Dalal 2005, D65 white, 2 degree observer. Color domain: You
et al. 2019 (PI-REC); here the clusters are found in OKLab by the square root of their frequency, so that a
white background does not swallow pale skin, and small parts keep a color of their own.
"""

from __future__ import annotations

import re

import cv2
import numpy as np

from anigen_core.errors import InputError

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)
_FROM_OKLAB = np.linalg.inv(_TO_OKLAB).astype(np.float32)
_FROM_LMS = np.linalg.inv(_TO_LMS).astype(np.float32)
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ],
    np.float32,
)
_D65 = np.array([0.95047, 1.0, 1.08883], np.float32)

_BYTE_TO_LINEAR = np.array(
    [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in np.arange(256) / 255.0], np.float32
)

_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def parse_color(text: str) -> tuple[int, int, int]:
    """'#3a7bd5' or '#abc', with or without '#', to (r, g, b) in 0..255.

    Raises:
        InputError: anything else.
    """
    match = _HEX.fullmatch(text.strip()) if isinstance(text, str) else None
    if not match:
        raise InputError(f"'{str(text)[:40]}' is not a color; write it like #3a7bd5.")
    digits = match[1] if len(match[1]) == 6 else "".join(c * 2 for c in match[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def to_hex(rgb: np.ndarray | tuple[int, int, int]) -> str:
    """(r, g, b) in 0..255 to '#rrggbb'."""
    return "#{:02x}{:02x}{:02x}".format(*(int(v) for v in rgb))


def pack_rgb(rgb: np.ndarray) -> np.ndarray:
    """(..., 3) whole numbers 0..255 to (...) int32 0xRRGGBB, to compare, sort and count colors by."""
    packed = rgb[..., 0].astype(np.int32) << 16
    packed |= rgb[..., 1].astype(np.int32) << 8
    return packed | rgb[..., 2].astype(np.int32)


def unpack_rgb(packed: np.ndarray) -> np.ndarray:
    """(...) integers 0xRRGGBB to (..., 3) uint8; bits above these are left out."""
    # A byte at a time: of the largest pictures three planes of whole numbers would take 600 MB.
    return np.stack([(packed >> shift & 255).astype(np.uint8) for shift in (16, 8, 0)], axis=-1)


def srgb_to_linear(rgb: np.ndarray) -> np.ndarray:
    """(..., 3) uint8 sRGB to float32 linear light in [0, 1]."""
    return _BYTE_TO_LINEAR[rgb]


def linear_to_srgb(linear: np.ndarray) -> np.ndarray:
    """(..., 3) float linear light to uint8 sRGB, clipped to the gamut and rounded."""
    linear = np.clip(linear, 0.0, 1.0)
    encoded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return (encoded * 255.0 + 0.5).astype(np.uint8)


def srgb_to_oklab(rgb: np.ndarray) -> np.ndarray:
    """(..., 3) uint8 sRGB to float32 OKLab: L in [0, 1], a and b about [-0.4, 0.4]."""
    return np.cbrt(srgb_to_linear(rgb) @ _TO_LMS.T) @ _TO_OKLAB.T


def oklab_to_srgb(lab: np.ndarray) -> np.ndarray:
    """(..., 3) float OKLab to uint8 sRGB; colors outside the gamut are clipped per channel."""
    return linear_to_srgb(oklab_to_linear(lab))


def oklab_to_linear(lab: np.ndarray) -> np.ndarray:
    """(..., 3) float OKLab to float32 linear light; below 0 or above 1 where the screen has no such color."""
    return (lab.astype(np.float32) @ _FROM_OKLAB.T) ** 3 @ _FROM_LMS.T


def srgb_to_cielab(rgb: np.ndarray) -> np.ndarray:
    """(..., 3) uint8 sRGB to float32 CIELAB under D65: L in [0, 100]."""
    xyz = srgb_to_linear(rgb) @ _TO_XYZ.T / _D65
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.stack(
        [116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1
    )


def delta_e(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """CIEDE2000 between two (..., 3) uint8 sRGB arrays that broadcast; float (...)."""
    return delta_e_lab(srgb_to_cielab(np.asarray(first)), srgb_to_cielab(np.asarray(second)))


def delta_e_lab(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """CIEDE2000 between two (..., 3) CIELAB arrays that broadcast; float (...)."""
    l1, a1, b1 = np.moveaxis(np.asarray(first, np.float64), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(second, np.float64), -1, 0)
    mean_chroma7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(mean_chroma7 / (mean_chroma7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360

    grey = c1 * c2 == 0
    turn = np.where(grey, 0.0, (h2 - h1 + 180) % 360 - 180)
    # Exactly opposite hues: the paper takes the positive difference.
    turn = np.where(~grey & (np.abs(h2 - h1) == 180), h2 - h1, turn)
    dl, dc = l2 - l1, c2 - c1
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))

    l, c = (l1 + l2) / 2, (c1 + c2) / 2  # noqa: E741 (the paper's names)
    far = np.abs(h1 - h2) > 180
    total = h1 + h2
    h = np.where(grey, total, np.where(far, np.where(total < 360, total + 360, total - 360) / 2, total / 2))
    t = (
        1
        - 0.17 * np.cos(np.radians(h - 30))
        + 0.24 * np.cos(np.radians(2 * h))
        + 0.32 * np.cos(np.radians(3 * h + 6))
        - 0.20 * np.cos(np.radians(4 * h - 63))
    )
    sl = 1 + 0.015 * (l - 50) ** 2 / np.sqrt(20 + (l - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    rt = -np.sin(np.radians(60 * np.exp(-(((h - 275) / 25) ** 2)))) * 2 * np.sqrt(c**7 / (c**7 + 25.0**7))
    return np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh))


def palette(
    rgb: np.ndarray, k: int = 8, *, weights: np.ndarray | None = None, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """The colors a picture is made of, by K-means in OKLab.

    Colors are first counted in a 5-bit histogram; each cell weighs the square root of its count, so that
    a small iris still gets a color beside a large background.

    Args:
        rgb: (..., 3) uint8.
        k: number of colors wanted, at least 1; fewer come back where the picture has fewer.
        weights: (...) non-negative importance per pixel; 0 leaves a pixel out.
        seed: of the K-means++ start.

    Returns:
        centers (K, 3) uint8, most frequent first; labels (...) int32 into them, for every pixel.

    Raises:
        InputError: every weight is zero.
    """
    pixels = rgb.reshape(-1, 3)
    importance = np.ones(len(pixels)) if weights is None else np.asarray(weights, np.float64).reshape(-1)
    cell = (pixels >> 3).astype(np.int32) @ np.array([1024, 32, 1], np.int32)
    mass = np.bincount(cell, importance, minlength=32768)
    used = np.flatnonzero(mass)
    if not len(used):
        raise InputError("There is no color in the picture; paint something first.")
    sums = np.stack([np.bincount(cell, importance * pixels[:, c], minlength=32768) for c in range(3)], axis=1)
    means = (sums[used] / mass[used, None] + 0.5).astype(np.uint8)
    lab, weight = srgb_to_oklab(means), np.sqrt(mass[used])

    centers = _kmeans(lab, weight, min(k, len(used)), np.random.default_rng(seed))
    cell_label = np.zeros(32768, np.int32)
    every = np.unique(cell)
    middles = np.stack([every >> 10, every >> 5 & 31, every & 31], axis=1) * 8 + 4
    lab_every = srgb_to_oklab(middles.astype(np.uint8))
    lab_every[np.isin(every, used)] = lab
    cell_label[every] = np.argmin(((lab_every[:, None] - centers[None]) ** 2).sum(-1), axis=1)

    counts = np.bincount(cell_label[cell], importance, minlength=len(centers))
    order = np.argsort(-counts, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return oklab_to_srgb(centers[order]), rank[cell_label[cell]].astype(np.int32).reshape(rgb.shape[:-1])


def _kmeans(points: np.ndarray, weight: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Weighted K-means with a K-means++ start; (K, D) float32."""
    centers = [points[np.argmax(weight)]]
    distance = ((points - centers[0]) ** 2).sum(1)
    while len(centers) < k:
        chance = distance * weight
        if chance.sum() <= 0:
            break
        centers.append(points[rng.choice(len(points), p=chance / chance.sum())])
        distance = np.minimum(distance, ((points - centers[-1]) ** 2).sum(1))
    result = np.stack(centers)
    for _ in range(20):
        nearest = np.argmin(((points[:, None] - result[None]) ** 2).sum(-1), axis=1)
        mass = np.bincount(nearest, weight, minlength=len(result))
        sums = np.stack(
            [np.bincount(nearest, weight * points[:, c], minlength=len(result)) for c in range(3)], 1
        )
        moved = np.where(mass[:, None] > 0, sums / np.maximum(mass[:, None], 1e-12), result)
        if np.abs(moved - result).max() < 1e-5:
            break
        result = moved
    return result.astype(np.float32)


def color_domain(picture: np.ndarray, k: int = 8, *, blur: int | None = None, seed: int = 0) -> np.ndarray:
    """PI-REC's color domain: median blur, K-means, median blur. Flat blobs that only say what goes where.

    Args:
        picture: (H, W, 3) or (H, W, 4) uint8. Where alpha is under 128 nothing is painted.
        k: number of colors, 2 to 64.
        blur: odd kernel of the first blur in pixels; None takes 25 of every 512 pixels of the longer side,
            the strength the paper's code has at its own size.
        seed: of the clustering.

    Returns:
        (H, W, 4) uint8, alpha 255 where painted and 0 elsewhere.

    Raises:
        InputError: k out of range, or nothing opaque in the picture.
    """
    if not 2 <= k <= 64:
        raise InputError("The number of colors must lie between 2 and 64.")
    height, width = picture.shape[:2]
    kernel = blur if blur is not None else max(3, round(max(height, width) * 25 / 512) | 1)
    painted = picture[..., 3] >= 128 if picture.shape[2] == 4 else np.ones((height, width), bool)
    if not painted.any():
        raise InputError("The picture is fully transparent; choose one with something on it.")
    rgb = _spread(picture[..., :3], painted)
    blurred = cv2.medianBlur(np.ascontiguousarray(rgb), min(kernel | 1, 255))
    centers, labels = palette(blurred, k, weights=painted, seed=seed)
    flat = cv2.medianBlur(np.ascontiguousarray(centers[labels]), 3)
    return np.dstack([flat, np.where(painted, np.uint8(255), np.uint8(0))])


def _spread(rgb: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Give unknown pixels the color of the nearest known one, so that a blur has no edge to bleed from."""
    if known.all():
        return rgb
    nearest = nearest_known(known)
    return rgb.reshape(-1, 3)[nearest]


def nearest_known(known: np.ndarray) -> np.ndarray:
    """(H, W) bool to (H, W) int64 flat indices: for each pixel the (nearly) nearest one that is True.

    Raises:
        ValueError: nothing is True.
    """
    if not known.any():
        raise ValueError("nothing is known")
    unknown = np.where(known, np.uint8(0), np.uint8(1))
    _, found = cv2.distanceTransformWithLabels(unknown, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    labels = np.asarray(found, np.int32)
    index = np.empty(labels.max() + 1, np.int64)
    index[labels[known]] = np.flatnonzero(known)
    return index[labels]
