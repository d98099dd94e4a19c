"""A picture of a character together with the pose that it has there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, to_rgb
from anigen_core.pose import Pose
from anigen_core.silhouette import refine, silhouette

if TYPE_CHECKING:
    from anigen_core.reposing.cutting import Puppet

MOST = 4
"""References of one character that are looked at together."""


@dataclass(frozen=True, eq=False)
class Reference:
    """A picture of a character and its pose.

    picture: (H, W, 3), or (H, W, 4) straight alpha, uint8; without transparency it stands before a plain
    ground. pose: on a canvas of that size; one of another size is brought to it. parts: (H, W) uint8 numbers
    of `stages.parse.PARTS`, where somebody has looked. lines: (H, W) uint8, 0 = ink, where the picture's
    lines are known; they are carried along.

    Raises:
        InputError: the picture is of another kind, or lines or parts have another size.
    """

    picture: np.ndarray
    pose: Pose
    parts: np.ndarray | None = None
    lines: np.ndarray | None = None

    def __post_init__(self) -> None:
        shape = self.picture.shape
        if self.picture.dtype != np.uint8 or len(shape) != 3 or shape[2] not in (3, 4):
            raise InputError("A picture of the character must be RGB or RGBA with 8 bits a channel.")
        for plane, what in ((self.parts, "parts"), (self.lines, "lines")):
            if plane is not None and plane.shape != shape[:2]:
                raise InputError(f"The {what} of a character's picture must have the picture's size.")
        if self.pose.extent != Extent.of(self.picture):
            object.__setattr__(self, "pose", self.pose.resized(Extent.of(self.picture)))

    @cached_property
    def figure(self) -> np.ndarray:
        """(H, W, 4) uint8 straight alpha: the picture without its ground."""
        if self.picture.shape[2] == 4 and (self.picture[..., 3] < 128).mean() > 0.005:
            return self.picture
        rgb = to_rgb(self.picture)
        matte = refine(silhouette(rgb), rgb, max(2, round(max(rgb.shape[:2]) / 250)))
        return np.dstack([rgb, np.rint(matte * 255).astype(np.uint8)])

    @cached_property
    def mirrored(self) -> Reference:
        """The same seen in a mirror: her right is her left."""
        planes = {
            name: None if plane is None else np.ascontiguousarray(plane[:, ::-1])
            for name, plane in (("parts", self.parts), ("lines", self.lines))
        }
        turned = np.ascontiguousarray(self.figure[:, ::-1])
        return replace(self, picture=turned, pose=self.pose.mirrored(), **planes)

    @cached_property
    def puppet(self) -> Puppet:
        """The figure cut into pieces, made once.

        Raises:
            InputError: the pose shows too little of a body.
        """
        from anigen_core.reposing.cutting import cut

        return cut(self.figure, self.pose, parts=self.parts, lines=self.lines)


def check_count(references: int) -> None:
    """Refuse no pictures, and more than `MOST`.

    Raises:
        InputError: with what to do.
    """
    if not references:
        raise InputError("There is no picture of the character; give one to four, each with its pose.")
    if references > MOST:
        raise InputError(f"These are {references} pictures of the character; give at most {MOST}.")
