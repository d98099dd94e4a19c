"""Where the iris is inside a box round an eye: colors sorted out, then an ellipse fitted to what remains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab

WORK_SIDE = 56
"""The ellipse is searched in a copy of the box this large: coarse enough to be quick and to forgive noise."""

_MIN_CONTRAST = 0.5
_MIN_RING = 0.4
_RATIOS = (0.85, 1.0, 1.15, 1.3, 1.5)
"""Height to width. Painted irises are round or tall; a lid may cut one short."""

_Ellipse = tuple[float, float, float, float]
"""Center x, y and radii x, y."""


@dataclass(frozen=True)
class Iris:
    """An iris found in a crop.

    Attributes:
        center: (x, y) in pixels of the crop.
        radii: (x, y) in pixels.
        weight: (h, w) float32 0..1, how much each pixel belongs to the iris; 1 pixel of feather at its edge.
        darkness: (h, w) float32 0..1, how surely a pixel is pupil or outline: grey, far darker than the iris.
        core: (h, w) bool, what is iris for sure, without pupil and highlights.
        lightness, chroma: medians of the core in OKLab.
    """

    center: tuple[float, float]
    radii: tuple[float, float]
    weight: np.ndarray
    darkness: np.ndarray
    core: np.ndarray
    lightness: float
    chroma: float


def recounted(rgb: np.ndarray, iris: Iris) -> Iris:
    """The same iris with the colors that it has in another picture (h, w, 3) uint8 of the same size."""
    lab = srgb_to_oklab(rgb)
    chroma, inside = _chroma(lab), iris.weight > 0.5
    darkness = darkness_of(lab[..., 0], chroma, inside)
    core = (
        inside & (darkness < 0.5) & (_step(lab[..., 0], 0.88, 0.95) * (1 - _step(chroma, 0.015, 0.035)) < 0.5)
    )
    core = core if core.sum() >= 0.15 * inside.sum() else inside
    light = float(np.median(lab[core][:, 0]))
    return replace(iris, darkness=darkness, core=core, lightness=light, chroma=float(np.median(chroma[core])))


def find_iris(rgb: np.ndarray) -> Iris | None:
    """The iris of the open eye in a crop, (h, w, 3) uint8; None when nothing there looks like one."""
    lab = srgb_to_oklab(rgb)
    scale = WORK_SIDE / max(rgb.shape[:2])
    size = max(8, round(rgb.shape[1] * scale)), max(8, round(rgb.shape[0] * scale))
    small = cv2.resize(lab, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    found = _find_ellipse(small)
    if found is None:
        return None
    cx, cy, rx, ry = found
    kx, ky = rgb.shape[1] / size[0], rgb.shape[0] / size[1]
    return _weigh(lab, ((cx + 0.5) * kx - 0.5, (cy + 0.5) * ky - 0.5), (rx * kx, ry * ky))


def _step(values: np.ndarray, low: float, high: float) -> np.ndarray:
    t = np.clip((values - low) / max(high - low, 1e-6), 0, 1)
    return t * t * (3 - 2 * t)


def _chroma(lab: np.ndarray) -> np.ndarray:
    return np.hypot(lab[..., 1], lab[..., 2])


def _skin(lab: np.ndarray) -> np.ndarray:
    """(k, 3) the colors, none of them dark, that the box's border is made of; its top may be hair."""
    lower = lab[int(0.4 * len(lab)) :]
    border = np.concatenate([lower[-1], lower[:, 0], lower[:, -1]])
    pale = border[border[:, 0] > 0.35]
    if len(pale) < 4:
        return np.empty((0, 3), np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 20, 1e-3)
    cv2.setRNGSeed(0)
    count = min(3, len(pale))
    _, labels, centers = cv2.kmeans(pale, count, None, criteria, 3, cv2.KMEANS_PP_CENTERS)  # type: ignore[call-overload]
    share = np.bincount(labels.ravel(), minlength=count) / len(pale)
    return centers[share >= 0.2]


def _iris_likeness(lab: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """(h, w) float32: -1 for skin and white of the eye, 1 for color, less for black: it may be lash."""
    chroma = _chroma(lab)
    white = _step(lab[..., 0], 0.66, 0.82) * (1 - _step(chroma, 0.03, 0.07))
    black = (1 - _step(lab[..., 0], 0.15, 0.35)) * (1 - _step(chroma, 0.03, 0.07))
    likeness = 1 - 2 * np.maximum(white, _skin_likeness(lab, skin))
    return likeness * (1 - 0.5 * black)


def _color_likeness(lab: np.ndarray, likeness: np.ndarray, ellipse: _Ellipse) -> np.ndarray:
    """`likeness` again, with color that is not the color inside `ellipse` no longer counting as iris."""
    inside = (_radius(lab.shape[:2], ellipse) < 0.75) & (likeness > 0.3)
    chroma = _chroma(lab)
    strong = inside & (chroma >= np.percentile(chroma[inside], 50)) if inside.any() else inside
    if not strong.any() or np.median(chroma[strong]) < 0.025:
        return likeness
    core = np.median(lab[strong], axis=0)[1:]
    apart = np.hypot(*np.moveaxis(lab[..., 1:] - core, 2, 0)) / np.hypot(*core)
    same = 1 - 2 * _step(apart, 0.4, 0.9)
    # Black tells nothing: pupil and lash look alike.
    black = 1 - _step(lab[..., 0], 0.15, 0.35)
    return np.minimum(likeness, same * (1 - black) + 0.2 * black)


def _radius(shape: tuple[int, int], ellipse: _Ellipse) -> np.ndarray:
    """(h, w) distance from the ellipse's center, 1 on the ellipse itself."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    return np.hypot((x - ellipse[0]) / ellipse[2], (y - ellipse[1]) / ellipse[3])


def _skin_likeness(lab: np.ndarray, skin: np.ndarray) -> np.ndarray:
    if not len(skin):
        return np.zeros(lab.shape[:2], np.float32)
    distance = np.sqrt(((lab[:, :, None] - skin) ** 2).sum(axis=3)).min(axis=2)
    return 1 - _step(distance, 0.04, 0.12)


def _find_ellipse(lab: np.ndarray) -> _Ellipse | None:
    likeness = _iris_likeness(lab, _skin(lab))
    found = _fit(likeness, _disk_kernel, _MIN_CONTRAST)
    if found is None or _is_black(lab, found):
        # Thin dark strokes: the outline of a pale iris, but neither a pupil nor a thick lash.
        hat = cv2.morphologyEx(lab[..., 0], cv2.MORPH_BLACKHAT, np.ones((7, 7), np.uint8))
        outline = _fit(np.clip(hat / 0.25, 0, 1), _outline_kernel, _MIN_RING)
        if outline and (found is None or _encloses(outline, found)):
            return outline
    if found is None:
        return None
    # Now that the iris's color is roughly known, look for just that color.
    return _fit(_color_likeness(lab, likeness, found), _disk_kernel, _MIN_CONTRAST) or found


def _fit(
    values: np.ndarray, make_kernel: Callable[[np.ndarray, np.ndarray], np.ndarray], least: float
) -> _Ellipse | None:
    """Slide ellipses of all likely sizes over `values` and take the one whose kernel answers best.

    Args:
        values: (h, w) float32.
        make_kernel: from the elliptic radius (1 on the ellipse) and a mask of all but its top, to weights.
        least: smallest answer that counts; 2 is the largest there can be.
    """
    height, width = values.shape
    ys, xs = np.mgrid[:height, :width]
    # The eye is somewhere in the middle of its box; a gentle pull decides between equals.
    aside, off = np.abs(xs - width / 2) / width, np.abs(ys - height / 2) / height
    pull = np.where((aside < 0.33) & (off < 0.25), 1 - 0.8 * (aside**2 + off**2), 0)
    best, found = 0.0, None
    for rx in np.linspace(0.12, 0.46, 18) * width:
        for ratio in _RATIOS:
            ry = rx * ratio
            if not 3 <= ry <= 0.6 * height:
                continue
            half_x, half_y = int(np.ceil(rx * 1.35)), int(np.ceil(ry * 1.35))
            y, x = np.mgrid[-half_y : half_y + 1, -half_x : half_x + 1].astype(np.float32)
            # The lid and its lashes may do at the top as they like.
            kernel = make_kernel(np.hypot(x / rx, y / ry), y > -0.35 * ry)
            answer = cv2.filter2D(values, cv2.CV_32F, kernel, borderType=cv2.BORDER_REPLICATE)
            # Larger is better: every part of an iris is as unlike skin as the whole.
            score = np.where(answer >= least, answer, 0) * (rx * ry / (width * height)) ** 0.3 * pull
            row, column = np.unravel_index(np.argmax(score), score.shape)
            if score[row, column] > best:
                best, found = score[row, column], (float(column), float(row), float(rx), float(ry))
    return found


def _disk_kernel(r: np.ndarray, low: np.ndarray) -> np.ndarray:
    """The disk and the band inside its edge against what lies around it."""
    inside = 0.5 * _share(r <= 1) + 0.5 * _share((r > 0.7) & (r <= 0.97) & low)
    return inside - _share((r > 1.05) & (r <= 1.32) & low)


def _outline_kernel(r: np.ndarray, low: np.ndarray) -> np.ndarray:
    """The outline against what it encloses."""
    return _share((np.abs(r - 1) < 0.1) & low) - _share((r > 0.5) & (r < 0.82) & low)


def _share(mask: np.ndarray) -> np.ndarray:
    return mask.astype(np.float32) / max(mask.sum(), 1)


def _is_black(lab: np.ndarray, ellipse: _Ellipse) -> bool:
    core = np.median(lab[_radius(lab.shape[:2], ellipse) < 0.7], axis=0)
    return bool(core[0] < 0.35 and np.hypot(*core[1:]) < 0.04)


def _encloses(outer: _Ellipse, inner: _Ellipse) -> bool:
    """Whether `inner` may be the pupil of `outer`."""
    apart = np.hypot(inner[0] - outer[0], inner[1] - outer[1])
    return bool(apart < 0.5 * inner[2] and outer[2] > 1.4 * inner[2])


def _weigh(lab: np.ndarray, center: tuple[float, float], radii: tuple[float, float]) -> Iris | None:
    """Turn an ellipse into an iris: what in it is skin, lash or pupil, and what color the rest is."""
    ellipse = (*center, *radii)
    r = _radius(lab.shape[:2], ellipse)
    skin = _outside(_skin_likeness(lab, _skin(lab)))
    light, chroma = lab[..., 0], _chroma(lab)
    # Distance to the edge in pixels, near enough; half a pixel to either side is the feather.
    disk = np.clip((1 - r) * min(radii) + 0.5, 0, 1) * (1 - skin) * ~_lash(lab, ellipse)
    clear = (disk > 0.5) & (r < 0.85)
    highlight = _step(light, 0.88, 0.95) * (1 - _step(chroma, 0.015, 0.035))
    body = clear & (highlight < 0.5)
    if body.sum() < 0.65 * clear.sum():
        body = clear  # so much white is no highlight, it is the iris
    if body.sum() < 6:
        return None
    darkness = darkness_of(light, chroma, body)
    core = body & (darkness < 0.5)
    if core.sum() >= 0.15 * body.sum():
        body = core
    lightness, color = float(np.median(light[body])), np.median(lab[body], axis=0)[1:]
    # A bluish black lash is no part of a blue iris.
    lit = _step(light, 0.35 * lightness, 0.65 * lightness)
    weight = np.maximum(disk, _overhang(lab, r, color) * lit * (1 - skin))
    weight *= _joined(weight, darkness, r)
    if (weight[0] > 0.5).sum() > radii[0]:
        return None  # no lid above it: hair that hangs into the box
    hue = float(np.median(chroma[body]))
    return Iris(center, radii, weight.astype(np.float32), darkness, body, lightness, hue)


def _outside(skin: np.ndarray) -> np.ndarray:
    """Skin, less the parts of the eye that have its color by chance and are cut off from the box's border."""
    parts = _parts(skin > 0.2)
    border = np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]])
    return np.where(np.isin(parts, border), skin, 0)


def _lash(lab: np.ndarray, ellipse: _Ellipse) -> np.ndarray:
    """(h, w) bool: where the upper lash crosses the ellipse, and everything above.

    A lash can be told from a colored iris by its darkness, but not from a black one; so it is taken to be
    about as thick as it is to the left and right of the iris.
    """
    height, width = lab.shape[:2]
    cx, cy, rx, ry = ellipse
    dark = (lab[..., 0] < 0.35) & (_chroma(lab) < 0.07)
    found = np.zeros(dark.shape, bool)
    middle = int(np.clip(cy, 0, height - 1))
    beside = [_run_above(dark[:, c], middle) for c in range(width) if 1.1 < abs(c - cx) / rx < 1.5]
    thickness = [low - top for top, low in beside if low > top]
    if not thickness:
        return found
    thick = min(1.35 * float(np.median(thickness)), 0.5 * ry)
    for c in range(max(0, int(cx - 1.3 * rx)), min(width, int(cx + 1.3 * rx) + 2)):
        reach = ry * np.sqrt(max(0.0, 1 - ((c - cx) / rx) ** 2))
        start = int(np.clip(cy - 0.6 * reach, 0, height - 1))
        top, low = _run_above(dark[:, c], start)
        above, above_low = _run_above(dark[:, c], top - 1)
        if above_low - above >= 0.5 * thick and top - above_low < 0.5 * ry:
            # Two runs: the lower one is the iris itself, or its outline, and does not touch the lash.
            top = low = above_low
        found[: min(low, round(top + thick)), c] = True
    return found


def _run_above(dark: np.ndarray, start: int) -> tuple[int, int]:
    """[top, low) of the first dark run met going up from `start`; empty where there is none."""
    hits = np.flatnonzero(dark[: max(0, start + 1)])
    if not len(hits):
        return 0, 0
    low = int(hits[-1]) + 1
    gaps = np.flatnonzero(~dark[:low])
    return (int(gaps[-1]) + 1 if len(gaps) else 0), low


def _overhang(lab: np.ndarray, r: np.ndarray, color: np.ndarray) -> np.ndarray:
    """(h, w) 0..1: pixels round the ellipse that have the iris's hue; painted irises are no ellipses."""
    strength = float(np.hypot(*color))
    if strength < 0.03:
        return np.zeros(r.shape)
    along = (lab[..., 1:] @ color) / strength**2
    across = np.abs(lab[..., 1] * color[1] - lab[..., 2] * color[0]) / strength**2
    same_hue = 1 - _step(across / np.maximum(along, 1e-3), 0.5, 0.9)
    return same_hue * _step(along, 0.15, 0.4) * (1 - _step(r, 1.15, 1.3))


def _joined(weight: np.ndarray, darkness: np.ndarray, r: np.ndarray) -> np.ndarray:
    """(h, w) 0 or 1: drops what the lash or an outline cuts off from the iris, such as a stripe of lid."""
    free = (weight > 0) & (darkness < 0.5)
    parts = _parts(free)
    deep = np.zeros(parts.max() + 1, bool)
    deep[parts[free & (r < 0.7)]] = True
    deep[0] = True  # all that is not free: pupil, outline
    return deep[parts]


def _parts(mask: np.ndarray) -> np.ndarray:
    """(h, w) int32: connected parts of a mask, numbered from 1."""
    return cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)[1].astype(np.int32)


def darkness_of(light: np.ndarray, chroma: np.ndarray, body: np.ndarray) -> np.ndarray:
    """How surely each pixel is pupil or outline, judged against the lighter half of the iris."""
    level = float(np.percentile(light[body], 65))
    color = float(np.percentile(chroma[body], 65))
    grey = 1 - _step(chroma, 0.35 * color, 0.75 * color) if color > 0.03 else np.ones_like(chroma)
    if level < 0.25:  # black throughout: there is no pupil to tell from it
        return np.zeros_like(light)
    return ((1 - _step(light, 0.35 * level, 0.6 * level)) * grey).astype(np.float32)
