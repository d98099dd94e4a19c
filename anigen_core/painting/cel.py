"""Cel paint: where two-tone shadow falls on flat colors, what color it has, and how ink is tinted.

A flat color says nothing about form, so areas are inflated like cushions (the idea of Lumo, Johnston 2002)
and lit from one upper side. The height field is a Gaussian of the area's own mask, as wide as the area is
thick: its slope turns smoothly, so the border of the shadow is one clean curve and never speckles.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import nearest_known, oklab_to_srgb, pack_rgb, srgb_to_oklab, unpack_rgb
from anigen_core.painting.paint import pairs

_WORK = 448  # pixels of the longer side at which height fields are computed; they are smooth.
_EDGE = 0.42  # slope facing away from the light at which shadow begins, 0..1


def areas(flats: np.ndarray, apart: np.ndarray | None = None) -> tuple[np.ndarray, int]:
    """Connected areas of one flat color.

    Args:
        flats: (H, W, 4) uint8; alpha 0 belongs to no area.
        apart: (H, W) bool, pixels that do not connect (ink), or None.

    Returns:
        (H, W) int32, areas from 1 up and 0 elsewhere, and their number.
    """
    use = flats[..., 3] > 0
    if apart is not None:
        use &= ~apart
    packed = pack_rgb(flats[..., :3])
    result, count = np.zeros(use.shape, np.int32), 0
    for value in np.unique(packed[use]):
        total, parts = cv2.connectedComponents(
            (use & (packed == value)).astype(np.uint8), connectivity=8, ltype=cv2.CV_32S
        )
        result += np.where(parts > 0, parts + count, 0)
        count += total - 1
    return result, count


def skin_like(lab: np.ndarray) -> np.ndarray:
    """(...) float 0..1: how much an OKLab color is one that skin has, from pale to dark."""
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    light = lab[..., 0]
    warm = np.clip((20 - np.abs(hue - 58)) / 10 + 1, 0, 1)
    soft = np.clip((chroma - 0.006) / 0.008, 0, 1) * np.clip((0.135 - chroma) / 0.02, 0, 1)
    return warm * soft * np.clip((light - 0.5) / 0.12, 0, 1)


def cel_shadow(flats: np.ndarray, lines: np.ndarray, light: str = "left") -> np.ndarray:
    """Where shadow falls.

    Small areas (eyes, mouth, buttons), backgrounds, and areas whose shadow the artist painted get none.

    Args:
        flats: (H, W, 4) uint8 flat colors, alpha 255 or 0.
        lines: (H, W) uint8, 0 = ink and 255 = paper.
        light: "left" or "right", the side of the picture the light comes from, always from above.

    Returns:
        (H, W) float32 in [0, 1], with anti-aliased borders; 0 where nothing is painted.
    """
    height, width = flats.shape[:2]
    shade = np.zeros((height, width), np.float32)
    label, count = areas(flats)
    if not count:
        return shade
    toward = np.array([-0.8 if light == "left" else 0.8, -0.6], np.float32)
    scale = min(1.0, _WORK / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))

    figure = cv2.resize((flats[..., 3] > 0).astype(np.float32), size, interpolation=cv2.INTER_AREA)
    whole = _slope(figure, 0.07 * max(size), toward)
    small = cv2.resize(label.astype(np.float32), size, interpolation=cv2.INTER_NEAREST).astype(np.int32)
    color = np.zeros((count + 1, 3), np.uint8)
    color[label] = flats[..., :3]
    lab = srgb_to_oklab(color)
    skin = skin_like(lab)
    skip = _behind(label, count) | _toned(label, lab, lines) | _uncolored(label, lab)
    boxes = _boxes(small)
    skip |= _features(small, boxes, skin)
    least = 0.011 * max(size)
    for number, box in boxes:
        if skip[number]:
            continue
        mask, thick = _solid(small[box] == number)
        if thick < least:
            continue
        # Faces are flat to an illustrator: a narrow shadow along the far jaw, none across the features.
        sigma = (0.4 - 0.15 * skin[number]) * thick
        pad = int(3 * sigma) + 2
        field = _slope(_padded(mask, box, small.shape, pad), sigma, toward)[pad:-pad, pad:-pad]
        field = field + (0.4 - 0.3 * skin[number]) * np.maximum(whole[box], -0.4)
        _lay(shade, label, number, field, box, scale)
        if skin[number] > 0.5:
            _lay(shade, label, number, _cast(figure, mask, box, 0.1 * thick, toward), box, scale)
    _, parts, stats, _ = cv2.connectedComponentsWithStats((shade > 0).astype(np.uint8), connectivity=8)
    speck = stats[:, cv2.CC_STAT_AREA] < max(12, 6e-5 * shade.size)
    shade[speck[np.asarray(parts, np.int32)]] = 0
    return shade


def _uncolored(label: np.ndarray, lab: np.ndarray) -> np.ndarray:
    """(N + 1,) bool: the white areas of a drawing that is white nearly all over.

    Such blocks are the paper of a pencil drawing, not paint, and a tinted shadow on it would be a stain.
    """
    area = np.bincount(label.ravel(), minlength=len(lab))
    area[0] = 0
    white = (lab[:, 0] > 0.93) & (np.hypot(lab[:, 1], lab[:, 2]) < 0.02)
    return white & (area[white].sum() >= 0.8 * area.sum())


def _behind(label: np.ndarray, count: int) -> np.ndarray:
    """(N + 1,) bool: areas that reach two sides of the frame or more, as backgrounds do."""
    sides = np.zeros(count + 1, int)
    for rim in (label[0], label[-1], label[:, 0], label[:, -1]):
        sides[np.unique(rim)] += 1
    return sides >= 2


def _features(
    small: np.ndarray, boxes: list[tuple[int, tuple[slice, slice]]], skin: np.ndarray
) -> np.ndarray:
    """(N + 1,) bool: areas that lie wholly in a skin area, as eyes and mouth do."""
    inside = np.zeros(len(skin), np.int64)
    for number, box in boxes:
        if skin[number] > 0.5:
            part = small[box]
            solid, _ = _solid(part == number)
            inside += np.bincount(part[(solid > 0) & (part != number)], minlength=len(skin))
    return (inside > 0) & (inside >= 0.9 * np.bincount(small.reshape(-1), minlength=len(skin)))


def _toned(label: np.ndarray, lab: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """(N + 1,) bool: areas that meet, with no ink between, a lighter or darker tone of themselves."""
    first, second = pairs(label)
    a, b = label.reshape(-1)[first], label.reshape(-1)[second]
    free = (lines.reshape(-1)[first] >= 200) & (lines.reshape(-1)[second] >= 200) & (a > 0) & (b > 0)
    a, b = a[free], b[free]
    area = np.bincount(label.reshape(-1), minlength=len(lab))
    step = lab[a] - lab[b]
    tone = (np.hypot(step[:, 1], step[:, 2]) < 0.05) & (np.abs(step[:, 0]) < 0.3)
    # A crease or two is no shading: the other tone must be of some size, and meet it along some length.
    open_ = np.bincount(a[tone & (area[b] > 0.08 * area[a])], minlength=len(lab))
    open_ += np.bincount(b[tone & (area[a] > 0.08 * area[b])], minlength=len(lab))
    return open_ > 0.7 * np.sqrt(area)


def _boxes(label: np.ndarray) -> list[tuple[int, tuple[slice, slice]]]:
    """Every label but 0 with its bounding box."""
    count = int(label.max()) + 1
    y, x = np.nonzero(label)
    which = label[y, x]
    low, high = np.full((2, count), 1 << 30), np.zeros((2, count), int)
    for axis, at in enumerate((y, x)):
        np.minimum.at(low[axis], which, at)
        np.maximum.at(high[axis], which, at + 1)
    return [
        (n, (slice(int(low[0, n]), int(high[0, n])), slice(int(low[1, n]), int(high[1, n]))))
        for n in range(1, count)
        if high[0, n]
    ]


def _solid(mask: np.ndarray) -> tuple[np.ndarray, float]:
    """The area as (h, w) float32 with its small holes filled (eyes in a face), and its largest half width."""
    solid = mask.astype(np.uint8)
    padded = cv2.copyMakeBorder(solid, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    _, holes, stats, _ = cv2.connectedComponentsWithStats(1 - padded, connectivity=4)
    area = int(mask.sum())
    fill = stats[:, cv2.CC_STAT_AREA] < 0.3 * area
    fill[holes[0, 0]] = False
    padded[fill[np.asarray(holes, np.int32)] & (padded == 0)] = 1
    thick = float(cv2.distanceTransform(padded, cv2.DIST_L2, 5).max())
    return padded[1:-1, 1:-1].astype(np.float32), thick


def _cast(
    figure: np.ndarray, mask: np.ndarray, box: tuple[slice, slice], reach: float, toward: np.ndarray
) -> np.ndarray:
    """The shadow hair and sleeves cast on skin below them, as a slope that crosses _EDGE at its rim."""
    above = figure.copy()
    above[box] = np.where(mask > 0, 0, above[box])
    # Only what is as large as hair or a sleeve stands off the skin; eyes and brows lie in it.
    disk = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(1.2 * reach) + 1,) * 2)
    above = cv2.morphologyEx(above, cv2.MORPH_OPEN, disk)
    shift = np.array([[1, 0, -0.5 * reach * np.sign(toward[0])], [0, 1, reach]], np.float32)
    moved = cv2.warpAffine(cv2.GaussianBlur(above, (0, 0), 1.2), shift, (above.shape[1], above.shape[0]))
    return moved[box] * (2 * _EDGE)


def _padded(mask: np.ndarray, box: tuple[slice, slice], shape: tuple[int, ...], pad: int) -> np.ndarray:
    """The mask with `pad` pixels around it: empty, but going on where only the frame cuts it off."""
    for axis in (0, 1):
        for end in (0, 1):
            cut = box[axis].stop == shape[axis] if end else box[axis].start == 0
            width = [(0, 0), (0, 0)]
            width[axis] = (0, pad) if end else (pad, 0)
            mask = np.pad(mask, width, mode="edge" if cut else "constant")
    return mask


def _slope(mask: np.ndarray, sigma: float, toward: np.ndarray) -> np.ndarray:
    """How much the inflated mask faces away from the light: about -1..1, 1 at a straight far edge."""
    height = cv2.GaussianBlur(mask, (0, 0), max(sigma, 0.6))
    dx = cv2.Sobel(height, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    dy = cv2.Sobel(height, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    return (dx * toward[0] + dy * toward[1]) * max(sigma, 0.6) * 2.5066


def _lay(
    shade: np.ndarray,
    label: np.ndarray,
    number: int,
    field: np.ndarray,
    box: tuple[slice, slice],
    scale: float,
) -> None:
    """Threshold one area's slope at full size, one pixel soft, and add it to `shade`."""
    top, left = round(box[0].start / scale), round(box[1].start / scale)
    bottom = min(shade.shape[0], round(box[0].stop / scale))
    right = min(shade.shape[1], round(box[1].stop / scale))
    if bottom <= top or right <= left:
        return
    big = cv2.resize(field, (right - left, bottom - top), interpolation=cv2.INTER_CUBIC)
    dx = cv2.Sobel(big, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    dy = cv2.Sobel(big, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    steep = np.maximum(np.hypot(dx, dy), 1e-4)
    amount = np.clip((big - _EDGE) / steep / 1.5 + 0.5, 0, 1)
    window = np.s_[top:bottom, left:right]
    here = label[window] == number
    shade[window][here] = np.maximum(shade[window], amount)[here]


def shaded(rgb: np.ndarray, depth: float) -> np.ndarray:
    """The shadow tone of flat colors.

    Skin turns warmer and redder, everything else cooler, as painters do; nothing turns grey.

    Args:
        rgb: (..., 3) uint8. depth: 0 (same color) to 1.

    Returns:
        (..., 3) uint8.
    """
    lab = srgb_to_oklab(rgb).copy()
    skin = skin_like(lab)[..., None]
    chroma = np.hypot(lab[..., 1:2], lab[..., 2:])
    light = lab[..., :1]
    warm = np.concatenate(
        [light * (1 - 0.2 * depth), lab[..., 1:2] + 0.045 * depth, lab[..., 2:] + 0.02 * depth], -1
    )
    # Pale colors turn lavender, greys and blacks hardly at all, saturated ones keep their hue.
    fade = np.clip(1 - chroma / 0.2, 0.3, 1) * np.clip(light - 0.15, 0.05, 0.6) / 0.6 * depth
    cool = np.concatenate(
        [
            light * (1 - 0.32 * depth),
            lab[..., 1:2] * (1 + 0.05 * depth) + 0.01 * fade,
            lab[..., 2:] * (1 - 0.05 * depth) - 0.035 * fade,
        ],
        -1,
    )
    return oklab_to_srgb(warm * skin + cool * (1 - skin))


def ink_color(flats: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """(H, W, 3) uint8 ink tinted by the darker of the flats beside it; solid blacks stay black."""
    height, width = lines.shape
    use = flats[..., 3] > 0
    ink = np.zeros((height, width, 3), np.uint8)
    if not use.any():
        return ink
    packed = pack_rgb(flats[..., :3])
    values = np.unique(packed[use])
    lab = srgb_to_oklab(unpack_rgb(values))
    order = np.argsort(lab[:, 0], kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    dark = np.full((height, width), 65535, np.uint16)
    dark[use] = rank[np.searchsorted(values, packed[use])]
    reach = 2 * max(1, round(max(height, width) / 400)) + 1
    dark = cv2.erode(dark, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    if (dark == 65535).any():
        dark = dark.reshape(-1)[nearest_known(dark != 65535)]
    tint = lab[order]
    tint[:, 0] = 0.06 + 0.36 * tint[:, 0]
    tint[:, 1:] *= 0.85
    tinted = oklab_to_srgb(tint)[np.asarray(dark, np.int32)]
    tinted = cv2.GaussianBlur(tinted, (0, 0), max(0.8, reach / 3))
    # Pupils, lashes and spot blacks are thick: a ball fits into the ink there that does not fit into a line.
    solid = cv2.distanceTransform(np.where(lines < 128, np.uint8(255), np.uint8(0)), cv2.DIST_L2, 5)
    ridge = (solid > 0) & (solid >= cv2.dilate(solid, np.ones((3, 3), np.uint8)))
    line = float(np.median(solid[ridge])) if ridge.any() else 1.0
    thick = min(max(1.75, 1.75 * line), max(2.5, max(height, width) / 260))
    _, parts, stats, _ = cv2.connectedComponentsWithStats((solid > thick).astype(np.uint8), connectivity=8)
    black = stats[:, cv2.CC_STAT_AREA] >= 4 * thick  # where lines merely cross it is smaller
    black[0] = False
    core = black[np.asarray(parts, np.int32)].astype(np.uint8)
    core = cv2.dilate(core, np.ones((3, 3), np.uint8), iterations=int(thick) + 1)
    keep = 1 - 0.8 * cv2.GaussianBlur(core.astype(np.float32), (0, 0), 1.5)[..., None]
    return (tinted * keep + 0.5).astype(np.uint8)


def soften(flats: np.ndarray) -> np.ndarray:
    """Anti-alias the borders of flats: (H, W, 4) uint8, unchanged a pixel away from any border."""
    edge = np.zeros(flats.shape[:2], np.uint8)
    for axis in (0, 1):
        step = (np.diff(flats, axis=axis) != 0).any(axis=2)
        first, second = [slice(None)] * 2, [slice(None)] * 2
        first[axis], second[axis] = slice(None, -1), slice(1, None)
        edge[tuple(first)] |= step
        edge[tuple(second)] |= step
    alpha = flats[..., 3:].astype(np.float32)
    premultiplied = np.dstack([flats[..., :3] * (alpha / 255), alpha])
    smooth = cv2.GaussianBlur(premultiplied, (0, 0), 0.8)
    smooth[..., :3] /= np.maximum(smooth[..., 3:] / 255, 1e-3)
    return np.where(edge[..., None] > 0, np.clip(smooth + 0.5, 0, 255).astype(np.uint8), flats)
