"""A drawn figure cut into pieces that can be carried one by one, with what is hidden under others made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.color import nearest_known
from anigen_core.inking.thinning import grow
from anigen_core.pose import Pose
from anigen_core.reposing.making_up import colored, hidden
from anigen_core.reposing.owning import owners
from anigen_core.reposing.rig import PIECES, Rig, kind_of, rig_of
from anigen_core.reposing.skirts import find_skirt

_RIM = 0.035
"""How far a piece reaches into its neighbors, in heads: their common outline belongs to both."""

_BELT = 0.1
"""The same of a skirt, which trunk and legs go on under."""

_THIN = 0.03
"""Half width of a line in heads."""

_SKIRT = 255
"""A skirt's number among the owners."""

_MADE_UP = 0.3
"""How sure what was hidden is."""

_HAIR_BACK = 7


class Piece(NamedTuple):
    """planes: (h, w, 4) float32 0..1, premultiplied RGBA. sure: (h, w) float32, premultiplied as well.
    ink: (h, w) float32 0..1 or None. parts: (h, w) uint8 of `stages.parse.PARTS` or None. corner: (x, y) of
    its upper left pixel in the picture. bone: whose it is. seen: share of what such a piece usually shows, 0
    to 1."""

    planes: np.ndarray
    sure: np.ndarray
    ink: np.ndarray | None
    parts: np.ndarray | None
    corner: tuple[int, int]
    bone: str
    seen: float


@dataclass(frozen=True, eq=False)
class Puppet:
    """A figure in pieces: those of `PIECES` that can be seen, "hair", what hangs behind, "crown", the
    hair without a face, and "skirt". reaches: how many pieces of the legs the skirt goes along."""

    rig: Rig
    pieces: dict[str, Piece]
    reaches: int = 0


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
    sheet = _Sheet(figure, lines, parts, owner, rig)
    pieces: dict[str, Piece] = {}
    reaches = 0
    if parts is not None:
        kinds = [kind_of(name) for name in PIECES]
        legs = tuple(n for n, kind in enumerate(kinds, 1) if kind in ("trunk", "thigh", "shin"))
        skirt, reaches = find_skirt(figure, owner, parts, rig, legs)
        if reaches:
            # At the belt the trunk goes on under it; at the hem it ends.
            belt = grow(skirt, max(1, round(_BELT * rig.head))) & (owner == 1 + PIECES.index("trunk"))
            pieces["skirt"] = sheet.piece(skirt, "trunk", more=belt)
            owner[skirt] = _SKIRT
    owner = _solid(owner, rig.head)
    for number, name in enumerate(PIECES, 1):
        own = owner == number
        if name not in rig.bones or not own.any():
            continue
        if name == "head" and parts is not None:
            for part, labels in (("hair", (_HAIR_BACK,)), ("crown", (6, 7))):
                strands = own & np.isin(parts, labels)
                if strands.sum() > 0.02 * own.sum():
                    pieces[part] = sheet.piece(strands, "head")
        pieces[name] = sheet.piece(own, name)
    return Puppet(rig, pieces, reaches)


def _solid(owner: np.ndarray, head: float) -> np.ndarray:
    """(H, W) uint8 owners without specks: pieces of less than a twelfth of their largest, and of legs what is
    as thin as a line, go to whom they lie beside."""
    lost = np.zeros(owner.shape, bool)
    size = 2 * max(1, round(_THIN * head)) + 1
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    for number, name in enumerate(PIECES, 1):
        own = (owner == number).astype(np.uint8)
        if kind_of(name) in ("thigh", "shin"):
            thick = cv2.dilate(cv2.morphologyEx(own, cv2.MORPH_OPEN, brush), brush)
            lost |= (own > 0) & (thick == 0)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(own)
        if count > 2:
            area = stats[:, cv2.CC_STAT_AREA].copy()
            area[0] = area.max() + 1
            lost |= (area < area[1:].max() / 12)[labels.astype(np.intp)]
    known = (owner > 0) & ~lost
    if not lost.any() or not known.any():
        return owner
    return np.where(lost, owner.ravel()[nearest_known(known)], owner)


class _Sheet(NamedTuple):
    """A figure that pieces are cut out of: (H, W, 4) uint8, its lines, parts, owners and bones."""

    figure: np.ndarray
    lines: np.ndarray | None
    parts: np.ndarray | None
    owner: np.ndarray
    rig: Rig

    def piece(self, own: np.ndarray, bone: str, *, more: np.ndarray | None = None) -> Piece:
        """One piece of (H, W) bool: with a rim of its neighbors, and with what they hide of it; or with
        `more` in place of that."""
        head = self.rig.head
        figure = self.figure[..., 3] > 0
        rim = grow(own, max(1, round(_RIM * head))) & figure
        extra = np.zeros_like(own)
        if more is not None:
            rim |= more
        else:
            extra = hidden(bone, own, self.figure[..., 3] >= 128, self.rig) & ~rim
        x, y, w, h = cv2.boundingRect((rim | extra).astype(np.uint8))
        corner = (max(0, x - 2), max(0, y - 2))
        window = (slice(corner[1], y + h + 2), slice(corner[0], x + w + 2))
        rgb = colored(self.figure[window], own[window], extra[window]).astype(np.float32) / 255
        alpha = self.figure[window][..., 3].astype(np.float32) / 255
        cover = cv2.GaussianBlur((rim | extra)[window].astype(np.float32), (0, 0), 0.6)
        cover = np.where(own[window], alpha, alpha * cover)
        made_up = cv2.GaussianBlur(extra[window].astype(np.float32), (0, 0), 1.0)
        ink = None
        if self.lines is not None:
            ink = (255 - self.lines[window]).astype(np.float32) / 255 * cover * (1 - made_up)
        planes = np.dstack([rgb * cover[..., None], cover]).astype(np.float32)
        thick = 0.5 if bone in ("trunk", "head") else 0.16
        usual = thick * head * self.rig.bones[bone].length
        seen = min(1.0, float(own.sum()) / max(usual, 1.0))
        parts = None
        if self.parts is not None:  # under others a piece goes on as what it is nearby
            parts = self.parts[window]
            known = own[window] & (parts > 0)
            if known.any():
                parts = np.where(known, parts, parts.ravel()[nearest_known(known)])
        trust = cover * (1 - (1 - _MADE_UP) * made_up)
        return Piece(planes, trust, ink, parts, corner, bone, seen)
