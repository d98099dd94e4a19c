"""A drawn figure cut into pieces that can be carried one by one, with what is hidden under others made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.color import nearest_known, srgb_to_oklab
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

_FACE, _HAIR, _HAIR_BACK = (1, 2, 3, 4, 5), (6, 7), 7
"""Numbers of `stages.parse.PARTS`."""

_SKULL = 0.6
"""How far from the head's bone a head can reach, hair aside, in heads."""

_OTHER_HUE, _INK, _BRIGHTER = 0.07, 0.35, 0.3
"""What is no hair: colors this far from the hair's (OKLab a, b) that are no dark lines, and what is so much
brighter."""


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
            strands = own & (parts == _HAIR_BACK)
            if strands.sum() > 0.02 * own.sum():
                pieces["hair"] = sheet.piece(strands, "head")
            strands, faced = _crown(figure, own, parts, rig)
            if strands.sum() > 0.02 * own.sum():
                pieces["crown"] = sheet.piece(strands, "head", under=faced)
        pieces[name] = sheet.piece(own, name)
    return Puppet(rig, pieces, reaches)


def _crown(figure: np.ndarray, own: np.ndarray, parts: np.ndarray, rig: Rig) -> tuple[np.ndarray, np.ndarray]:
    """(H, W) bool: the hair of a head, without what only lies beside it (collars, headphones), and what of
    the head is behind hair to somebody who looks from behind. own: (H, W) bool, the head."""
    strands = own & np.isin(parts, _HAIR)
    if not strands.any():
        return strands, strands
    lab = srgb_to_oklab(np.ascontiguousarray(figure[..., :3]))
    tone = np.median(lab[strands], axis=0)
    other = np.hypot(lab[..., 1] - tone[1], lab[..., 2] - tone[2]) > _OTHER_HUE
    strange = (other & (lab[..., 0] > _INK)) | (lab[..., 0] > tone[0] + _BRIGHTER)
    strands &= ~strange
    size = 2 * max(1, round(_THIN * rig.head)) + 1
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    solid = cv2.morphologyEx(strands.astype(np.uint8), cv2.MORPH_OPEN, brush)
    y, x = np.mgrid[: own.shape[0], : own.shape[1]] + 0.5
    near = rig.bones["head"].distance(x, y) < _SKULL * rig.head
    head = (((solid > 0) | (own & np.isin(parts, _FACE))) & near).astype(np.uint8)
    points, inside = cv2.findNonZero(head), np.zeros(own.shape, np.uint8)
    if points is not None:
        cv2.fillConvexPoly(inside, cv2.convexHull(points), 1)
    return strands, own & (inside > 0) & near & ~strands


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

    def piece(
        self,
        own: np.ndarray,
        bone: str,
        *,
        more: np.ndarray | None = None,
        under: np.ndarray | None = None,
    ) -> Piece:
        """One piece of (H, W) bool: with a rim of its neighbors, and with what they hide of it; or with
        `more` of the figure in place of that; or it alone, gone on over what lies `under` it."""
        head = self.rig.head
        figure = self.figure[..., 3] > 0
        rim = grow(own, max(1, round(_RIM * head))) & figure
        extra = np.zeros_like(own)
        if under is not None:
            rim, extra = own, under & figure
        elif more is not None:
            rim |= more
        else:
            extra = hidden(bone, own, self.figure[..., 3] >= 128, self.rig) & ~rim
        x, y, w, h = cv2.boundingRect((rim | extra).astype(np.uint8))
        corner = (max(0, x - 2), max(0, y - 2))
        window = (slice(corner[1], y + h + 2), slice(corner[0], x + w + 2))
        if under is None:
            rgb = colored(self.figure[window], own[window], extra[window])
        else:  # one smooth tone, as far as it is not drawn
            tone = np.median(self.figure[own][:, :3], axis=0)
            rgb = np.where(extra[window][..., None], tone, self.figure[window][..., :3])
        rgb = rgb.astype(np.float32) / 255
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
