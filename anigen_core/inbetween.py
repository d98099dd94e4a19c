"""Frames between two drawn key frames of one character.

Each key is brought into the pose of every frame between them (stages/repose.py); what comes from the two
sides is moved onto one another and blended by time and by how sure each side is. The keys themselves are
met to the bit.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anigen_core.animation import Animation, check_amount
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, to_rgba
from anigen_core.motion import move
from anigen_core.own_character import check_same, find_reference
from anigen_core.pose import Pose
from anigen_core.pose_moves import Easing, ease
from anigen_core.progress import Progress
from anigen_core.stages.repose import Reference, Reposed, ReposeOptions, by_whom, learned, repose

if TYPE_CHECKING:
    from anigen_core.runner import Runner

DOUBT = 0.58
"""Mean sureness of a frame's figure below which somebody should look at it."""

_NEAR = 0.03
"""How far, in sides of the picture, what comes from the two keys is moved at most to meet."""

_APART = 0.7
"""Difference of the two sides (0..1, of the channel where it is largest) that halves the sureness."""

_ALIKE = 0.1
"""The same difference up to which the two sides are mixed."""

_BEFORE, _AFTER = (214, 69, 65), (47, 111, 214)
"""Colors of an onion skin."""


@dataclass(frozen=True, eq=False)
class Key:
    """A drawn key frame.

    picture: (H, W, 3), or (H, W, 4) straight alpha, uint8; finished, or colors and lines as they are. pose:
    on a canvas of that size. lines: (H, W) uint8, 0 = ink, as drawn; None: they are found.
    """

    picture: np.ndarray
    pose: Pose
    lines: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Inbetweens:
    """Frames from one key to another, both included.

    pictures: (H, W, 4) uint8 straight alpha. lines: (H, W) uint8, 0 = ink. sure: (H, W) float32 0..1, how far
    a place is to be trusted. poses: of the frames. engine: what made them, in words. seconds: how long it
    took.
    """

    pictures: tuple[np.ndarray, ...]
    lines: tuple[np.ndarray, ...]
    sure: tuple[np.ndarray, ...]
    poses: tuple[Pose, ...]
    engine: str = ""
    seconds: float = 0.0

    @cached_property
    def certainty(self) -> tuple[float, ...]:
        """How far each frame is to be trusted, 0..1; the keys 1."""
        found = []
        for picture, sure in zip(self.pictures, self.sure, strict=True):
            drawn = picture[..., 3] >= 128
            found.append(float(sure[drawn].mean()) if drawn.any() else 0.0)
        return (1.0, *found[1:-1], 1.0)

    @property
    def unsure(self) -> tuple[int, ...]:
        """Numbers of the frames, from 0, that somebody should look at."""
        return tuple(number for number, sure in enumerate(self.certainty) if sure < DOUBT)

    def animation(self, fps: float = 12.0, *, lines: bool = False, repeats: bool = True) -> Animation:
        """The frames in time; lines: the line art on white in place of the pictures."""
        pictures = self.pictures
        if lines:
            pictures = tuple(np.repeat(ink[..., None], 3, axis=2) for ink in self.lines)
        order = tuple(range(len(pictures)))
        return Animation(pictures, order, fps, repeats, self.poses, self.engine, self.seconds)


def between(
    first: Key,
    last: Key,
    frames: int = 12,
    easing: Easing = "smooth",
    *,
    runner: Runner | None = None,
    anyway: bool = False,
    progress: Progress | None = None,
    show: Callable[[int, np.ndarray], None] | None = None,
) -> Inbetweens:
    """The frames from one key to another.

    Args:
        first, last: one character on canvases of one size.
        frames: in all, the keys among them; see `motion.move` for how many.
        easing: how time goes.
        runner: brings the keys into poses where it has the weights; else they are cut up and carried.
        anyway: also where the two seem to show different characters.
        progress: called with the finished fraction. show: called with the number and picture of every frame.

    Raises:
        InputError: canvases of two sizes, too many frames, no figure, or too little of a body.
    """
    began = time.perf_counter()
    report, tell = progress or (lambda fraction: None), show or (lambda number, picture: None)
    extent = Extent.of(first.picture)
    if Extent.of(last.picture) != extent:
        raise InputError(
            f"The two drawings are {extent} and {Extent.of(last.picture)} pixels; they must have one size."
        )
    check_amount(frames, extent)
    motion = move((first.pose, last.pose), frames, easing=easing, inside=False)  # the keys are drawn
    sides = [_reference(key, runner) for key in (first, last)]
    if not anyway:
        check_same(sides, runner)
    ends = [_end(key, side) for key, side in zip((first, last), sides, strict=True)]
    pictures, lines = [ends[0].picture], [ends[0].lines]
    sure = [np.ones(extent.shape, np.float32)]
    tell(0, ends[0].picture)
    options = ReposeOptions(refine=False, mirror=False)
    for number in range(1, frames - 1):
        report(number / frames)
        made = [repose([side], motion.poses[number], options, runner=runner) for side in sides]
        frame = blended(made[0], made[1], ease(number / (frames - 1), easing))
        pictures.append(frame.picture)
        lines.append(frame.lines)
        sure.append(frame.sure)
        tell(number, frame.picture)
    pictures.append(ends[1].picture)
    lines.append(ends[1].lines)
    sure.append(np.ones(extent.shape, np.float32))
    tell(frames - 1, ends[1].picture)
    report(1.0)
    by = by_whom(replace(ends[0], method="repose" if learned(runner, options) else "warp"), runner)
    spent = time.perf_counter() - began
    return Inbetweens(tuple(pictures), tuple(lines), tuple(sure), motion.poses, f"In-betweens: {by}", spent)


def _reference(key: Key, runner: Runner | None) -> Reference:
    found = find_reference(key.picture, runner=runner, pose=key.pose)
    return found if key.lines is None else replace(found, lines=key.lines)


def _end(key: Key, side: Reference) -> Reposed:
    """A key as a frame: its picture and its lines as they are."""
    assert side.lines is not None
    picture = key.picture if key.picture.shape[2] == 4 else side.figure
    return Reposed(to_rgba(picture), np.ones(side.lines.shape, np.float32), side.lines, side.parts, "warp")


def blended(first: Reposed, last: Reposed, share: float) -> Reposed:
    """Two pictures of one pose as one: moved onto one another, then mixed by `share`, 0 = the first, and by
    how sure each is at a place."""
    sides = [_premultiplied(side.picture) for side in (first, last)]
    inks = [1 - side.lines / np.float32(255) for side in (first, last)]
    trust = [first.sure, last.sure]
    there, back = _apart(*sides), _apart(*sides[::-1])
    moved = [
        [_moved(plane, flow, part) for plane in (side, ink, sure)]
        for side, ink, sure, flow, part in zip(
            sides, inks, trust, (there, back), (share, 1 - share), strict=True
        )
    ]
    differ = np.abs(moved[0][0] - moved[1][0]).max(2)
    # Where the two differ a mixture would show both: there it is the nearer key's alone.
    alike = np.exp2(-((cv2.dilate(differ, np.ones((3, 3), np.uint8)) / _ALIKE) ** 2))
    soft, hard = np.clip((share - 0.5) * 1.6 + 0.5, 0, 1), np.clip((share - 0.5) * 40 + 0.5, 0, 1)
    late = (hard + (soft - hard) * alike).astype(np.float32)
    weights = [(1 - late) * (0.1 + moved[0][2]), late * (0.1 + moved[1][2])]
    late = weights[1] / (weights[0] + weights[1] + 1e-6)
    mixed, ink, sure = (
        one + (other - one) * (late if one.ndim == 2 else late[..., None])
        for one, other in zip(*moved, strict=True)
    )
    wide = cv2.GaussianBlur(differ, (0, 0), max(1.0, 0.006 * max(differ.shape)))
    sure = sure * np.exp2(-wide / _APART)
    alpha = mixed[..., 3:]
    rgb = mixed[..., :3] / np.maximum(alpha, 1e-4)
    picture = (np.dstack([rgb, alpha]) * 255 + 0.5).clip(0, 255).astype(np.uint8)
    picture[picture[..., 3] == 0] = 0
    lines = (255.5 - 255 * ink.clip(0, 1)).astype(np.uint8)
    return Reposed(picture, sure.clip(0, 1).astype(np.float32), lines, first.parts, first.method)


def _premultiplied(picture: np.ndarray) -> np.ndarray:
    """(H, W, 4) float32 0..1."""
    planes = picture.astype(np.float32) / 255
    planes[..., :3] *= planes[..., 3:]
    return planes


def _apart(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(H, W, 2) float32 pixels: where the other picture has what one has at a place, by optical flow (Kroeger
    et al. 2016); no further than `_NEAR`."""
    grays = []
    for planes in (one, other):
        over_gray = planes[..., :3] + (1 - planes[..., 3:]) * 0.5
        grays.append((cv2.cvtColor(over_gray, cv2.COLOR_RGB2GRAY) * 255).clip(0, 255).astype(np.uint8))
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    flow = finder.calc(grays[0], grays[1], np.zeros((*grays[0].shape, 2), np.float32))
    far = np.hypot(flow[..., 0], flow[..., 1])
    most = _NEAR * max(far.shape)
    flow *= np.minimum(1, most / np.maximum(far, 1e-6))[..., None]
    sigma = max(1.0, 0.004 * max(far.shape))
    return cv2.GaussianBlur(flow, (0, 0), sigma)


def _moved(plane: np.ndarray, flow: np.ndarray, share: float) -> np.ndarray:
    """A plane moved by a share of the way to where the other has it."""
    y, x = np.mgrid[: plane.shape[0], : plane.shape[1]].astype(np.float32)
    found = cv2.remap(
        plane,
        x - np.float32(share) * flow[..., 0],
        y - np.float32(share) * flow[..., 1],
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return found.clip(0, 1)


def onion_skin(frames: Sequence[np.ndarray], number: int, reach: int = 2) -> np.ndarray:
    """The lines of the frames before and behind one, to be laid under its drawing.

    Args:
        frames: (H, W) uint8 lines, 0 = ink, all of one size.
        number: of the frame that is drawn, from 0.
        reach: how many frames on either side.

    Returns:
        (H, W, 4) uint8 straight alpha: those before in red, those behind in blue, fainter the further off.

    Raises:
        InputError: there is no such frame.
    """
    if not 0 <= number < len(frames):
        raise InputError(f"There are {len(frames)} frames; choose one of them.")
    color = np.zeros((*frames[number].shape, 3), np.float32)
    cover = np.zeros(frames[number].shape, np.float32)
    for away in range(reach, 0, -1):
        for other, hue in ((number - away, _BEFORE), (number + away, _AFTER)):
            if 0 <= other < len(frames):
                ink = (1 - frames[other] / np.float32(255)) * (0.7 / away)
                color += (np.array(hue, np.float32) - color) * ink[..., None]
                cover += (1 - cover) * ink
    return np.dstack([color, cover * 255]).round().clip(0, 255).astype(np.uint8)
