"""A first picture that a person painted over: what they painted stays, the rest of it is refined."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from anigen_core.artwork import Art
from anigen_core.document import Document
from anigen_core.imaging import to_rgb, to_rgba
from anigen_core.painters import GIVEN, Painting, given
from anigen_core.redoing import blended

ROUNDED = 6
"""Largest difference of a channel between two pictures of which one was only saved and scaled."""

ANOTHER = 0.5
"""Share of pixels that differ from which on a picture is another one altogether."""


def refined_by_hand(
    document: Document, art: Art, mine: Painting, own: Painting, refined: Painting
) -> Painting:
    """A person's picture, refined where they left it as it was: the network knows lines and blocks alone, and
    would paint away what they put there. Another picture altogether is not refined.

    mine: theirs. own: what the painter made. refined: what it makes of its own.
    """
    theirs = painted_over(mine.picture, own.picture)
    if theirs.mean() > ANOTHER:
        return mine
    rim = cv2.GaussianBlur(theirs.astype(np.float32), (0, 0), max(1.0, max(theirs.shape) / 768))
    share = np.where(theirs, np.float32(1), np.minimum(2 * rim, 1))
    picture = blended(to_rgba(refined.picture), to_rgba(mine.picture), share)
    return replace(given(document, art, picture), method=f"{GIVEN}; {refined.method}")


def painted_over(mine: np.ndarray, own: np.ndarray) -> np.ndarray:
    """(H, W) bool: where a picture (H, W, 3 or 4) uint8 is another one than the other of its size, and not
    only rounded."""
    apart = np.abs(to_rgb(mine).astype(np.int16) - to_rgb(own)).max(axis=2)
    ours, theirs = (to_rgba(picture)[..., 3].astype(np.int16) for picture in (own, mine))
    return (apart > ROUNDED) | ((np.abs(ours - theirs) > ROUNDED) & (theirs < 255))
