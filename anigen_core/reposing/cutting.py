"""A drawn figure cut into pieces that can be carried one by one, with what is hidden under others made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.pose import Pose
from anigen_core.reposing.owning import owners
from anigen_core.reposing.rig import PIECES, Rig, rig_of

_RIM = 0.035
"""How far a piece reaches into its neighbors, in heads: their common outline belongs to both."""

_CAP = 0.2
"""Radius round a joint, in heads, within which a limb has what its neighbor shows too."""

_MADE_UP = 0.3
"""How sure what was hidden is."""

_HAIR_BACK = 7


class Piece(NamedTuple):
    """planes: (h, w, 4) float32 0..1, premultiplied RGBA. sure: (h, w) float32, premultiplied as well. ink:
    (h, w) float32 0..1 or None. corner: (x, y) of its upper left pixel in the picture. bone: whose it is.
    seen: share of what such a piece usually shows, 0 to 1."""

    planes: np.ndarray
    sure: np.ndarray
    ink: np.ndarray | None
    corner: tuple[int, int]
    bone: str
    seen: float


@dataclass(frozen=True, eq=False)
class Puppet:
    """A figure in pieces: those of `PIECES` that can be seen, and "hair", what hangs behind."""

    rig: Rig
    pieces: dict[str, Piece]


def cut(
    figure: np.ndarray, pose: Pose, *, parts: np.ndarray | None = None, lines: np.ndarray | None = None
) -> Puppet:
    """Cut a figure up by its bones.

    Args:
        figure: (H, W, 4) uint8 straight alpha.
        pose: on its canvas.
        parts: (H, W) uint8 of `stages.parse.PARTS`; without them bones and outlines alone decide.
        lines: (H, W) uint8, 0 = ink, of the figure.

    Raises:
        InputError: the pose shows too little of a body.
    """
    rig = rig_of(pose)
    owner = owners(figure, rig, parts)
    alpha = figure[..., 3].astype(np.float32) / 255
    pieces: dict[str, Piece] = {}
    for number, name in enumerate(PIECES, 1):
        own = owner == number
        if name not in rig.bones or not own.any():
            continue
        if name == "head" and parts is not None:
            behind = own & (parts == _HAIR_BACK)
            if behind.sum() > 0.02 * own.sum():
                pieces["hair"] = _piece(figure, alpha, lines, behind, own, rig, "head")
        pieces[name] = _piece(figure, alpha, lines, own, _reach(own, owner, name, rig), rig, name)
    return Puppet(rig, pieces)


def _reach(own: np.ndarray, owner: np.ndarray, name: str, rig: Rig) -> np.ndarray:
    """(H, W) bool: a piece's pixels and those of its neighbors that it has too."""
    size = 2 * max(1, round(_RIM * rig.head)) + 1
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    return (cv2.dilate(own.astype(np.uint8), brush) > 0) & (owner > 0)


def _piece(
    figure: np.ndarray,
    alpha: np.ndarray,
    lines: np.ndarray | None,
    own: np.ndarray,
    reach: np.ndarray,
    rig: Rig,
    name: str,
) -> Piece:
    bone = rig.bones[name]
    x, y, w, h = cv2.boundingRect(reach.astype(np.uint8))
    x0, y0 = max(0, x - 2), max(0, y - 2)
    window = (slice(y0, y + h + 2), slice(x0, x + w + 2))
    cover = alpha[window] * cv2.GaussianBlur(reach[window].astype(np.float32), (0, 0), 0.6)
    cover[own[window]] = alpha[window][own[window]]
    color = figure[window][..., :3].astype(np.float32) / 255
    planes = np.dstack([color * cover[..., None], cover]).astype(np.float32)
    ink = None
    if lines is not None:
        ink = (255 - lines[window]).astype(np.float32) / 255 * cover
    thick = 0.5 if name in ("trunk", "head") else 0.16
    usual = thick * rig.head * bone.length
    return Piece(planes, cover, ink, (x0, y0), name, min(1.0, float(own.sum()) / max(usual, 1.0)))
