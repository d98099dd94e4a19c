"""The eyes of a finished picture, to be colored again and again: found once, then a matter of arithmetic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from anigen_core.color import to_hex
from anigen_core.errors import InputError
from anigen_core.eye_coloring import details_of, eyes_in
from anigen_core.layers import repainted
from anigen_core.result import Result, arranged
from anigen_core.settings import EyeWish

if TYPE_CHECKING:
    from anigen_core.painting.seen_iris import Seen
    from anigen_core.runner import Runner
    from anigen_core.stages.eyes import Box

SIDES = ("right", "left")
"""The character's own, as they lie in the picture."""


class Eye(NamedTuple):
    """box: x, y, width, height in pixels of the picture. placed: whether a person drew it. own: '#rrggbb' of
    the iris as it was painted. blank: nothing but that color is in it."""

    box: Box
    seen: Seen
    placed: bool
    own: str
    blank: bool


class FinishedEyes:
    """The eyes of a result.

    Attributes:
        result: with the colors that are wished for once `finished` was called.
        base: the picture before anything was done to the eyes.
        eyes: those that were found, by side.
        colors: '#rrggbb' that is wished for, by side.
    """

    def __init__(self, result: Result, runner: Runner | None) -> None:
        from anigen_core.stages.eyes import eye_boxes

        self.result = result
        self.base = result.picture if result.plain is None else result.plain
        self.eyes: dict[str, Eye] = {}
        self.colors: dict[str, str] = {wish.side: wish.color for wish in result.document.settings.eyes}
        document = result.document
        self._scale = self.base.shape[1] / document.width
        for wish in document.settings.eyes:
            if wish.box is not None:
                self._find(wish.side, self._scaled(wish.box, self._scale), runner, placed=True)
        for side, box in eyes_in(self.base, runner).items():
            if side not in self.eyes:
                self._find(side, box, runner, placed=False)
        for side, box in (eye_boxes(document.pose) if document.pose is not None else {}).items():
            if side not in self.eyes:
                self._find(side, self._scaled(box, self._scale), runner, placed=False)

    def place(self, side: str, box: Box, runner: Runner | None) -> None:
        """Look for an eye where a person says it is, in pixels of the picture.

        Raises:
            InputError: no such side, a box that is none, or no iris there.
        """
        from anigen_core.stages.eyes import MIN_BOX

        height, width = self.base.shape[:2]
        x, y, wide, high = box
        inside = 0 <= x + wide / 2 < width and 0 <= y + high / 2 < height
        if (
            side not in SIDES
            or not inside
            or min(wide, high) < MIN_BOX
            or max(wide, high) > max(width, height)
        ):
            raise InputError(
                "The ellipse is too small, or outside of the picture; drag it onto the open eye."
            )
        if not self._find(side, box, runner, placed=True):
            raise InputError("No iris was found there; drag the ellipse tightly round the open eye.")

    def color(self, side: str, color: str | None) -> None:
        """Wish for a color, '#rrggbb'; None: as it was painted.

        Raises:
            InputError: it is no color, or there is no such eye.
        """
        if side not in self.eyes:
            raise InputError("This eye was not found; drag the ellipse onto it first.")
        if color is None:
            self.colors.pop(side, None)
        else:
            self.colors[side] = EyeWish(side, color).color  # type: ignore[arg-type]

    def painted(self, side: str) -> np.ndarray:
        """(h, w, 3) uint8: the piece of the picture that the eye's `seen` covers, in the color wished for."""
        from anigen_core.stages.eyes import painted_eye

        seen, settings = self.eyes[side].seen, self.result.document.settings
        piece = self.base[seen.piece]
        if side not in self.colors:
            return np.ascontiguousarray(piece[..., :3])
        return painted_eye(piece, seen, self.colors[side], details=details_of(settings), light=settings.light)

    def picture(self) -> np.ndarray:
        """The whole picture with every eye as wished for, like `base`."""
        out = self.base.copy()
        for side in SIDES:
            if side in self.eyes:
                seen = self.eyes[side].seen
                changed = seen.iris.weight > 0
                out[seen.piece][changed, :3] = self.painted(side)[changed]
        return out

    def wishes(self) -> tuple[EyeWish, ...]:
        """What the document is to keep: colors, and boxes in canvas pixels where a person drew them."""
        found = []
        for side in ("left", "right"):
            if side in self.colors and side in self.eyes:
                eye = self.eyes[side]
                box = self._scaled(eye.box, 1 / self._scale) if eye.placed else None
                found.append(EyeWish(side, self.colors[side], box))
        return tuple(found)

    def finished(self) -> Result:
        """The result with the wished colors in its picture, its layers and its document."""
        document = self.result.document
        document = replace(document, settings=replace(document.settings, eyes=self.wishes()))
        layers = repainted(self.result.layers, self.picture())
        made = arranged(document, layers)
        self.result = replace(
            self.result, picture=made.picture, layers=made.layers, document=document, plain=self.base
        )
        return self.result

    def _find(self, side: str, box: Box, runner: Runner | None, *, placed: bool) -> bool:
        from anigen_core.painting.pupils import is_blank
        from anigen_core.stages.eyes import MIN_BOX, find_eye

        if min(box[2:]) < MIN_BOX:
            return False
        seen = find_eye(self.base, box, runner, by_rule=placed)
        if seen is None or not seen.iris.core.any():
            return False
        rgb = np.ascontiguousarray(self.base[seen.piece][..., :3])
        own = to_hex(np.median(rgb[seen.iris.core], axis=0))
        self.eyes[side] = Eye(box, seen, placed, own, is_blank(rgb, seen.iris))
        return True

    @staticmethod
    def _scaled(box: Box, scale: float) -> Box:
        x, y, width, height = (round(value * scale) for value in box)
        return x, y, width, height
