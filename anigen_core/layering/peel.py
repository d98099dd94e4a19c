"""The arithmetic behind `layers.decompose`: which shadow, light and ink make a picture out of its flats?

Per pixel, with ink coverage a, flat color F, shadow S, light L, ink K and everything in 0..1:

    picture = a*K + (1-a)*screen(F*S, L)        screen(B, L) = B + L - B*L

In each channel either S = 1 or L = 0, so the two are one number: the tone T = S - 1 + L in -1..1, below zero
where the picture is darker than its flat and above where it is brighter. There are many answers. The one
taken is what an artist expects: T is smooth under the lines, and K is the color of the ink nearby. T is
solved where there is no ink and carried on under it; then K; where K would have to leave the gamut T gives
way. Every step uses the rounded values of the step before it, so rounding errors do not add up: what is left
is at most half a unit of the last one. Where the picture is translucent neither can help, as a layer that
covers adds alpha: there details, a normal layer above the light, hold the color.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.color import nearest_known, pack_rgb

FAINT_INK = 2
"""Coverage, of 255, up to which a pixel counts as not inked when the tone is solved."""
TOLERANCE = 0.5
"""Largest error left, in steps of 1/255, before the final rounding."""
CARRY_RINGS = 24
"""Pixels that a tone is carried on under the ink."""
_INK_SIGMA = 1.5


@dataclass(frozen=True)
class Peeled:
    """What `peel` finds; all uint8, of the picture's height and width.

    Attributes:
        ground_alpha: (H, W) alpha the flats keep; less than given only where the picture is translucent.
        shadow: (H, W, 4) for a multiply layer; alpha 255 where there is a shadow, else 0.
        light: (H, W, 4) for a screen layer above it; alpha 255 where there is light, else 0.
        details: (H, W, 4) for a normal layer above both; only where the picture is translucent.
        ink: (H, W, 3) color of the lines, 0 where there are none.
    """

    ground_alpha: np.ndarray
    shadow: np.ndarray
    light: np.ndarray
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

    tone = _solve_tone(picture[..., :3], flat, solid, coverage)
    share = (1 - a) * (under[..., None] * np.float32(1 / 255))  # of the color under the ink
    below = np.where(grounded[..., None], toned(flat, tone), picture[..., :3])
    ink = _solve_ink(wanted, share * below, a, coverage)
    details = np.zeros_like(picture)

    rest = wanted - a * ink
    missing = _any_channel(np.abs(rest - share * below) > TOLERANCE) & (share[..., 0] > 0)
    # Translucent or without a ground: flats and tone cannot help unless the plain flat color fits.
    thin = (under > 0) & ~solid
    plain = thin & grounded & ~missing & ~_any_channel(tone != 0)
    thin &= ~plain
    ground_alpha = np.where(solid, np.uint8(255), np.where(plain, under, np.uint8(0)))
    details[thin, :3] = np.clip(rest[thin] / np.maximum(share[thin], 1e-6) + 0.5, 0, 255)
    details[thin, 3] = under[thin]

    y, x = np.nonzero(missing & solid)
    tone[y, x] = tone_between(flat[y, x], np.clip(rest[y, x] / share[y, x], 0, 255))
    shadow, light = _layer(255 + np.minimum(tone, 0), 255, solid), _layer(np.maximum(tone, 0), 0, solid)
    return Peeled(ground_alpha, shadow, light, details, ink)


def toned(flat: np.ndarray, tone: np.ndarray) -> np.ndarray:
    """Flat colors (..., 3) float32 0..255 under a tone (..., 3) of -255..255: multiplied, then screened."""
    room = np.where(tone < 0, flat, 255 - flat)
    return flat + tone * room * np.float32(1 / 255)


def tone_between(flat: np.ndarray, color: np.ndarray) -> np.ndarray:
    """The tone, in whole numbers of -255..255, that turns flat colors into others, all (..., 3) 0..255."""
    room = np.where(color < flat, flat, 255 - flat)
    return np.rint((color - flat) * np.float32(255) / np.maximum(room, 1))


def _layer(values: np.ndarray, neutral: int, solid: np.ndarray) -> np.ndarray:
    """(H, W, 4) uint8: opaque where a value of (H, W, 3) is not neutral, empty elsewhere."""
    seen = solid & _any_channel(values != neutral)
    layer = np.zeros((*seen.shape, 4), np.uint8)
    layer[..., :3] = values
    layer[..., 3] = 255
    layer[~seen] = 0
    return layer


def _any_channel(found: np.ndarray) -> np.ndarray:
    """(H, W, 3) bool to (H, W): in any of the three. NumPy's own `any` takes ten times as long here."""
    return found[..., 0] | found[..., 1] | found[..., 2]


def _alpha_under_ink(alpha: np.ndarray, coverage: np.ndarray, grounded: np.ndarray) -> np.ndarray:
    """(H, W) uint8: how opaque all that lies under the ink must be; full under solid ink on a ground."""
    if (alpha == 255).all():
        return np.full_like(alpha, 255)
    clear = 255.0 - coverage.astype(np.float32)
    share = (alpha.astype(np.float32) - coverage) / np.maximum(clear, 1) * 255
    result = np.clip(share + 0.5, 0, 255).astype(np.uint8)
    return np.where(coverage == 255, np.where(grounded, np.uint8(255), np.uint8(0)), result)


def _solve_tone(rgb: np.ndarray, flat: np.ndarray, solid: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """(H, W, 3) float32 of whole numbers -255..255: from flat to picture where no ink is, carried on under
    the ink."""
    tone = tone_between(flat, rgb.astype(np.float32))
    known = solid & (coverage <= FAINT_INK)
    if known.all():
        return tone
    if not known.any():
        return np.zeros_like(tone)
    known = _carry_on(tone, known, flat)
    if not known.all():
        y, x = np.nonzero(~known)
        tone[y, x] = tone.reshape(-1, 3)[nearest_known(known)[y, x]]
    return tone


def _carry_on(tone: np.ndarray, known: np.ndarray, flat: np.ndarray) -> np.ndarray:
    """Grow the known tone under the ink, ring by ring, in place, never from one flat color into another.

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
    values.reshape(*framed.shape, 3)[1:-1, 1:-1] = tone
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
    tone[y, x] = np.rint(values.reshape(*framed.shape, 3)[y + 1, x + 1])
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
    fits = ~_any_channel(np.abs(a * nearby + lower - wanted) > TOLERANCE)
    inked = coverage > 0
    ink[inked] = np.where(fits[inked, None], nearby[inked], exact[inked])
    return ink
