"""The arithmetic behind `layers.decompose`: which shadow, details and ink make a picture out of its flats?

Per pixel, with ink coverage a, flat color F, shadow S, details D of alpha t, ink K and everything in 0..1:

    picture = a*K + (1-a)*((1-t)*F*S + t*D)

There are many answers. The one taken is what an artist expects: S is smooth under the lines, K is the color
of the ink nearby, t is zero where it can be and as small as it can be elsewhere. S is solved where there is
no ink and carried on under it; then K; where K would have to leave the gamut S gives way, and last of all D.
Every step uses the rounded values of the step before it, so rounding errors do not add up: what is left is at
most half a unit of the last one.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.color import nearest_known, pack_rgb

FAINT_INK = 2
"""Coverage, of 255, up to which a pixel counts as not inked when the shadow is solved."""
TOLERANCE = 0.5
"""Largest error left, in steps of 1/255, before the final rounding."""
CARRY_RINGS = 24
"""Pixels that a shadow is carried on under the ink."""
_INK_SIGMA = 1.5


@dataclass(frozen=True)
class Peeled:
    """What `peel` finds; all uint8, of the picture's height and width.

    Attributes:
        ground_alpha: (H, W) alpha the flats keep; less than given only where the picture is translucent.
        shading: (H, W, 4) for a multiply layer; alpha 255 where there is a shadow, else 0.
        details: (H, W, 4) for a normal layer above it.
        ink: (H, W, 3) color of the lines, 0 where there are none.
    """

    ground_alpha: np.ndarray
    shading: np.ndarray
    details: np.ndarray
    ink: np.ndarray


def peel(picture: np.ndarray, ground: np.ndarray, coverage: np.ndarray) -> Peeled:
    """Solve the equation above for every pixel.

    Args:
        picture: (H, W, 4) uint8 straight alpha.
        ground: (H, W, 4) uint8 color under the shadow, alpha 255, or 0 where there is nothing.
        coverage: (H, W) uint8 of the ink, 255 = solid.
    """
    a = coverage[..., None] * np.float32(1 / 255)
    flat = ground[..., :3].astype(np.float32)
    grounded = ground[..., 3] > 0
    under = _alpha_under_ink(picture[..., 3], coverage, grounded)
    wanted = picture[..., :3].astype(np.float32)  # premultiplied from the next line on
    wanted *= np.maximum(picture[..., 3], coverage)[..., None] * np.float32(1 / 255)
    solid = grounded & (under == 255)

    shadow = _solve_shadow(picture[..., :3], flat, solid, coverage)
    share = (1 - a) * (under[..., None] * np.float32(1 / 255))  # of the color under the ink
    below = np.where(grounded[..., None], flat * shadow * np.float32(1 / 255), picture[..., :3])
    ink = _solve_ink(wanted, share * below, a, coverage)
    details = np.zeros_like(picture)

    rest = wanted - a * ink
    missing = (np.abs(rest - share * below).max(axis=2) > TOLERANCE) & (share[..., 0] > 0)
    # Translucent or without a ground: flats and shadow cannot help unless the plain flat color fits.
    thin = (under > 0) & ~solid
    plain = thin & grounded & ~missing & (shadow == 255).all(axis=2)
    thin &= ~plain
    ground_alpha = np.where(solid, np.uint8(255), np.where(plain, under, np.uint8(0)))
    details[thin, :3] = np.clip(rest[thin] / np.maximum(share[thin], 1e-6) + 0.5, 0, 255)
    details[thin, 3] = under[thin]

    y, x = np.nonzero(missing & solid)
    shadow[y, x], details[y, x] = _mend(rest[y, x] / share[y, x], flat[y, x], share[y, x])

    shading = np.empty_like(picture)
    shading[..., :3] = shadow
    shading[..., 3] = np.where(solid & (shadow < 255).any(axis=2), np.uint8(255), np.uint8(0))
    shading[shading[..., 3] == 0] = 0
    return Peeled(ground_alpha, shading, details, ink)


def _alpha_under_ink(alpha: np.ndarray, coverage: np.ndarray, grounded: np.ndarray) -> np.ndarray:
    """(H, W) uint8: how opaque all that lies under the ink must be; full under solid ink on a ground."""
    if (alpha == 255).all():
        return np.full_like(alpha, 255)
    clear = 255.0 - coverage.astype(np.float32)
    share = (alpha.astype(np.float32) - coverage) / np.maximum(clear, 1) * 255
    result = np.clip(share + 0.5, 0, 255).astype(np.uint8)
    return np.where(coverage == 255, np.where(grounded, np.uint8(255), np.uint8(0)), result)


def _solve_shadow(rgb: np.ndarray, flat: np.ndarray, solid: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """(H, W, 3) float32 of whole numbers 0..255: picture / flat where no ink is, carried on under the ink."""
    ratio = rgb * np.float32(255) / np.maximum(flat, 1)
    ratio[flat == 0] = 255
    shadow = np.minimum(np.rint(ratio), 255)
    known = solid & (coverage <= FAINT_INK)
    if known.all():
        return shadow
    if not known.any():
        return np.full_like(shadow, 255)
    known = _carry_on(shadow, known, flat)
    if not known.all():
        y, x = np.nonzero(~known)
        shadow[y, x] = shadow.reshape(-1, 3)[nearest_known(known)[y, x]]
    return shadow


def _carry_on(shadow: np.ndarray, known: np.ndarray, flat: np.ndarray) -> np.ndarray:
    """Grow the known shadow under the ink, ring by ring, in place, never from one flat color into another.

    A shadow often ends at a line because the thing it lies on ends there; a mix would be wrong on both sides.
    Returns what is known then: all but the inside of large inked areas and flats without an uninked pixel.
    """
    height, width = known.shape
    # A frame of one pixel that is never known, so that neighbors need no bounds check.
    framed = np.zeros((height + 2, width + 2), bool)
    framed[1:-1, 1:-1] = known
    state, values = framed.ravel(), np.zeros((framed.size, 3), np.float32)
    code = np.zeros(framed.size, np.int32)
    code.reshape(framed.shape)[1:-1, 1:-1] = pack_rgb(flat)
    values.reshape(*framed.shape, 3)[1:-1, 1:-1] = shadow
    stride = width + 2
    around = (-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1)
    y, x = np.nonzero(~known)
    todo = (y + 1) * stride + x + 1
    for _ in range(CARRY_RINGS):
        total, count = np.zeros((len(todo), 3), np.float32), np.zeros((len(todo), 1), np.float32)
        for step in around:
            usable = state[todo + step] & (code[todo + step] == code[todo])
            total[usable] += values[todo[usable] + step]
            count[usable] += 1
        reached = count[:, 0] > 0
        if not reached.any():
            break
        values[todo[reached]] = total[reached] / count[reached]
        state[todo[reached]] = True
        todo = todo[~reached]
    shadow[y, x] = np.rint(values.reshape(*framed.shape, 3)[y + 1, x + 1])
    return framed[1:-1, 1:-1]


def _solve_ink(wanted: np.ndarray, lower: np.ndarray, a: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """(H, W, 3) uint8 color of the ink, given the share of the picture that comes from below it."""
    ink = np.zeros(wanted.shape, np.uint8)
    if not coverage.any():
        return ink
    exact = (wanted - lower) / np.maximum(a, 1 / 255)
    np.clip(np.rint(exact, out=exact), 0, 255, out=exact)
    # In faint pixels the division magnifies rounding into colored noise; the ink next to them, if it explains
    # the pixel as well, is the better answer.
    weight = a * a
    total = cv2.GaussianBlur(exact * weight, (0, 0), _INK_SIGMA)
    mass = cv2.GaussianBlur(weight[..., 0], (0, 0), _INK_SIGMA)[..., None]
    nearby = np.rint(np.clip(total / np.maximum(mass, 1e-6), 0, 255))
    fits = np.abs(a * nearby + lower - wanted).max(axis=2) <= TOLERANCE
    inked = coverage > 0
    ink[inked] = np.where(fits[inked, None], nearby[inked], exact[inked])
    return ink


def _mend(needed: np.ndarray, flat: np.ndarray, share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shadow (N, 3) and details (N, 4) for pixels that need the color `needed` (N, 3) under their ink."""
    needed = np.clip(needed, 0, 255)
    shadow = np.where(flat > 0, np.minimum(np.rint(needed * 255 / np.maximum(flat, 1)), 255), np.float32(255))
    have = flat * shadow / 255
    gap = needed - have
    # The least alpha with which a color inside the gamut closes the gap in all three channels.
    room = np.where(gap > 0, 255 - have, have)
    alpha = np.ceil((np.abs(gap) / np.maximum(room, 1e-3)).max(axis=1) * 255)
    alpha[(np.abs(gap) * share).max(axis=1) <= TOLERANCE] = 0
    t = np.clip(alpha, 0, 255)[:, None] / 255
    color = (needed - (1 - t) * have) / np.maximum(t, 1 / 255)
    details = np.concatenate([np.clip(np.rint(color), 0, 255), t * 255], axis=1)
    details[alpha == 0] = 0
    return shadow, np.rint(details).astype(np.uint8)
