"""What the artist gave is kept: the colors of the blocks, and clean lines.

A network that paints drifts a little from every color it is told, and draws lines softer than a pen does. A
small drift is taken back, cell by cell, so that shadow and light stay; a large one is a decision (a block
that missed its cell, a part that is another thing) and stays as it is. Lines are laid over the picture again
only where they are clean: a rough sketch is what the network is there to draw anew.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import pack_rgb, srgb_to_oklab
from anigen_core.painting.fill import BARE, PAINTED

NEAR, FAR = 0.12, 0.24
"""Distance in OKLab up to which a drift from a block's color is taken back, and from which it stays."""

SHADE, LIGHT, STAIN = 42, 13, 9
"""How much darker and lighter than a block's color its cell may get, and how far beside, of 255."""

WHITE = 240
"""Of 255: what has more in all channels is white."""

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)

BROAD = 1 / 128
"""Half as wide as a shade is at least, as a share of the longer side."""

USUAL = 0.6
"""The strength from which colors are kept wholly and clean lines crisply."""


def clean_ink(lines: np.ndarray) -> bool:
    """Whether a line drawing (H, W) uint8 is dark ink on white paper, and not a sketch or a scan.

    Ink has a dark core with pale rims; pencil and paper have gray far from any.
    """
    core = (lines < 150).astype(np.uint8)
    ink = int(core.sum())
    if not ink:
        return False
    near = cv2.dilate(core, np.ones((5, 5), np.uint8)) > 0
    return int(((lines < 235) & ~near).sum()) < 0.05 * ink


def lit_colors(rgb: np.ndarray, cells: np.ndarray, use: np.ndarray, count: int) -> tuple[np.ndarray, ...]:
    """The color that each cell has in the light: the mean of its brighter half, highlights left out.

    rgb: (H, W, 3) float32. cells: (H, W) int numbers below `count`. use: (H, W) bool, pixels that count.
    Returns (count, 3) float32 and how many pixels were used, (count,); zeros where there are none.
    """
    values, which = rgb[use], cells[use]
    order = np.lexsort((values @ np.array([0.3, 0.6, 0.1], np.float32), which))
    values, which = values[order], which[order]
    size = np.bincount(which, minlength=count)
    rank = np.arange(len(which)) - (np.cumsum(size) - size)[which]
    share = (rank + 0.5) / size[which]
    lit = (share >= 0.45) & (share <= 0.9)
    lit |= size[which] < 4
    total = np.bincount(which[lit], minlength=count)
    sums = [np.bincount(which[lit], values[lit, c], minlength=count) for c in range(3)]
    return np.stack(sums, 1).astype(np.float32) / np.maximum(total, 1)[:, None], size


def kept_colors(
    picture: np.ndarray,
    flats: np.ndarray,
    kind: np.ndarray,
    labels: np.ndarray,
    lines: np.ndarray,
    *,
    strength: float,
    blocks: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """The picture with the blocks' colors taken up where it drifts from them only a little.

    Args:
        picture: (H, W, 4) uint8 straight alpha, as the network painted it.
        flats, kind: (H, W, 4) and (H, W) uint8 of `fill.fill_flats`. labels: (H, W) int32 cells.
        lines: (H, W) uint8, 0 = ink.
        strength: 0..1; below `USUAL` less is taken back.
        blocks: (H, W, 4) uint8 as the artist painted them, where the artist's lines are clean and laid over
            the picture afterwards: then what the network drew of lines, stains beside them and smoke on bare
            ground can go.

    Returns:
        The picture, and the flats under it, (H, W, 4) uint8, alpha 0 or 255: a block's own color where that
        is kept, else what the network has there in the light; nothing where it painted nothing.
    """
    cells, first = _numbered(
        labels.astype(np.int64) << 25 | pack_rgb(flats[..., :3]).astype(np.int64) << 1 | (flats[..., 3] > 0)
    )
    count = len(first)
    rgb = picture[..., :3].astype(np.float32)
    step = 2 if lines.size > 150_000 else 1
    use = (lines > 240) & (picture[..., 3] > 128)
    some = np.zeros_like(use)
    some[::step, ::step] = use[::step, ::step]
    lit, seen = lit_colors(rgb, cells, some, count)
    wanted = flats.reshape(-1, 4)[first].astype(np.float32)
    apart = srgb_to_oklab(np.clip(lit + 0.5, 0, 255).astype(np.uint8)) - srgb_to_oklab(
        wanted[:, :3].astype(np.uint8)
    )
    apart = np.linalg.norm(apart, axis=1)
    share = np.clip((FAR - apart) / (FAR - NEAR), 0, 1) * min(1.0, strength / USUAL)
    share[(kind.reshape(-1)[first] != PAINTED) | (seen == 0)] = 0
    shift = (wanted[:, :3] - lit) * share[:, None]
    moved = cv2.GaussianBlur(shift.astype(np.float32)[cells], (0, 0), 0.8)
    kept = np.clip(rgb + moved + 0.5, 0, 255).astype(np.uint8)
    alpha = picture[..., 3]
    # What lies in the light under it all. A cell too small to be seen keeps the block's color.
    under = np.where((seen > 0)[:, None], lit + shift, wanted[:, :3])
    covered = np.bincount(cells.reshape(-1), (picture[..., 3] >= 128).reshape(-1), minlength=count)
    filled = covered > 0.5 * np.bincount(cells.reshape(-1), minlength=count)
    ground = np.concatenate([np.clip(under + 0.5, 0, 255), np.where(filled, 255, 0)[:, None]], 1)
    if blocks is not None:
        top, low, left, right = (
            np.bincount(rim, minlength=count) > 0 for rim in (cells[0], cells[-1], cells[:, 0], cells[:, -1])
        )
        frame = top | low | left | right
        # The network casts smoke on a painted ground, which goes round the figure, and on what of its color
        # lies between arm and body; white may be cloth as well. Of the rim of what the frame cuts off but is
        # not painted up to there, the network knows nothing.
        color = pack_rgb(wanted)
        dyed = (wanted[:, 3] > 0) & (wanted[:, :3].min(axis=1) < WHITE)
        smoky = dyed & np.isin(color, color[top & left & right & dyed])
        told = np.where(smoky[cells] | (frame[cells] & (blocks[..., 3] < 128)), np.uint8(0), alpha)
        kept = _unstained(kept, told, wanted[:, :3], cells, share)
        bare = (kind.reshape(-1)[first] == BARE) & (frame | ~filled)
        solid = np.maximum(alpha, np.round(255 * share).astype(np.uint8)[cells])
        alpha = np.where(bare[cells], np.uint8(0), solid)
        filled &= ~bare
    ground[~filled] = 0
    return np.dstack([kept, alpha]), ground.astype(np.uint8)[cells]


def _unstained(
    rgb: np.ndarray, told: np.ndarray, wanted: np.ndarray, cells: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """(H, W, 3) uint8 in which a cell has its color in light and shade, but no stains of other colors.

    Shade scales a color down. What lies further beside that than `STAIN`, or is lighter than `LIGHT` or
    darker than `SHADE` allow, is brought back to there; `share` (one for each cell) of it. `told`,
    (H, W) uint8, is how much the network's word counts at all.
    """
    count = len(share)
    own = wanted.astype(np.float32)
    own_luma = np.maximum(own @ _LUMA, 1).astype(np.float32)
    # Thin and dark is a line, and lines are the artist's: only what is broad is shade.
    side = 2 * round(max(cells.shape) * BROAD) + 1
    luma = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    broad = cv2.morphologyEx(luma, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)).astype(np.float32)
    ground = np.take(own, cells, axis=0)
    base = np.take(own_luma, cells)
    shaded = ground * (np.clip(broad, base - SHADE, base + LIGHT) / base)[..., None]
    aside = rgb - shaded
    far = np.sqrt(cv2.transform(aside * aside, np.ones((1, 3), np.float32)))
    shaded += aside * np.minimum(1, STAIN / np.maximum(far, 1e-3))[..., None]
    limited = ground + (shaded - ground) * (told[..., None] / np.float32(255))
    much = np.take(share.astype(np.float32).reshape(count), cells)[..., None]
    return np.clip(rgb + (limited - rgb) * much + 0.5, 0, 255).astype(np.uint8)


def drawn_ink(picture: np.ndarray, tint: np.ndarray) -> np.ndarray:
    """(H, W, 3) uint8 color for the artist's lines over a network's picture (H, W, 4) as it was painted: half
    the `tint` of a cel painter, half the darkest that the network itself drew within two pixels. Measured on
    clean drawings of factory figures: pure tint costs 1.2 dB, this 0.1 dB, and both keep the same share of
    the lines."""
    dark = cv2.erode(picture[..., :3], np.ones((5, 5), np.uint8))
    return cv2.addWeighted(dark, 0.5, tint, 0.5, 0)


def inked(picture: np.ndarray, lines: np.ndarray, ink: np.ndarray) -> np.ndarray:
    """Lines (H, W) uint8 of color `ink` (H, W, 3) laid over a picture (H, W, 4).

    The picture has straight alpha, as uint8 or as float32 in 0..255; the result is uint8."""
    alpha = 1 - lines.astype(np.float32)[..., None] / 255
    under = picture[..., 3:].astype(np.float32) / 255 * (1 - alpha)
    total = alpha + under
    rgb = (ink * alpha + picture[..., :3] * under) / np.maximum(total, 1e-6)
    return np.dstack([rgb + 0.5, total * 255 + 0.5]).astype(np.uint8)


def _numbered(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers from 0 for the values of an array (H, W), and the place of each value's first run."""
    flat = keys.reshape(-1)
    starts = np.concatenate([[0], np.flatnonzero(flat[1:] != flat[:-1]) + 1])
    _, index, number = np.unique(flat[starts], return_index=True, return_inverse=True)
    lengths = np.diff(np.append(starts, flat.size))
    return np.repeat(number, lengths).reshape(keys.shape), starts[index]
