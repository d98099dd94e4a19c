"""A character's own pictures and another pose: the same character in that pose.

With the weights of networks/repose.py the network says where each place of the new picture comes from; the
references themselves are taken there at their full size. Without weights the references are cut into pieces
that are carried by their bones (reposing/); that is the baseline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeGuard, get_args

import cv2
import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize, to_rgb
from anigen_core.inking.extraction import extract_lines
from anigen_core.inking.thinning import draw_skeleton
from anigen_core.painting import learned as learned_painter
from anigen_core.painting.blocks import color_blocks
from anigen_core.pose import Pose
from anigen_core.progress import Progress
from anigen_core.reposing.carrying import Carried, carry
from anigen_core.reposing.choosing import choose
from anigen_core.reposing.learned import NAME, imagine
from anigen_core.reposing.reference import MOST, Reference, check_count
from anigen_core.reposing.rig import rig_of

if TYPE_CHECKING:
    from anigen_core.runner import Runner

__all__ = ["MOST", "NAME", "Reference", "Repose", "ReposeOptions", "Reposed", "by_whom", "learned", "repose"]

_SURE, _SURE_SOFT = 0.55, 0.25
"""Sureness from which on nothing is gone over, and how far below it all is."""

_FACE = (1, 3, 4, 5)
"""Parts of the parser that are a face's."""

_STROKES = 0.01
"""Width of what is taken from it, in sides of the picture."""

_MOST_PIXELS = 640 * 960
"""Size up to which PI-REC works; of larger pictures a smaller copy."""

BY_NETWORK = False
"""Whether the network goes first where nobody says who shall. It does once it beats the rule on new
characters, to the eye as well (`python -m train.evaluate repose`)."""

Method = Literal["repose", "warp"]


@dataclass(frozen=True)
class ReposeOptions:
    """How a character is brought into another pose.

    refine: let the painting network go over what is not sure, where its weights are. seed: of that.
    extent: (width, height) of the picture; None = the pose's canvas. method: "repose", the network, where
    the runner has its weights; "warp" and otherwise: by rule; "auto": see `BY_NETWORK`. mirror: whether, by
    rule, a limb that is not seen may be the other side's, and a figure that faces the other way its mirror
    image.

    Raises:
        InputError: a value out of its range.
    """

    refine: bool = True
    seed: int = 0
    extent: tuple[int, int] | None = None
    method: Literal["auto", "repose", "warp"] = "auto"
    mirror: bool = True

    def __post_init__(self) -> None:
        if self.method != "auto" and self.method not in get_args(Method):
            raise InputError("The method must be 'auto', 'repose' or 'warp'.")
        if self.seed < 0:
            raise InputError("The seed must be 0 or more.")


@dataclass(frozen=True, eq=False)
class Reposed:
    """A character in another pose, all (height, width).

    picture: HW4 uint8, straight alpha, empty around the figure. sure: HW float32 0..1, how far a place is to
    be trusted; 1 where nothing is. lines: HW uint8, 0 = ink, 255 = paper. parts: HW uint8 numbers into
    `stages.parse.PARTS` where the references have theirs, else None. method: "repose" or "warp".
    """

    picture: np.ndarray
    sure: np.ndarray
    lines: np.ndarray
    parts: np.ndarray | None
    method: Method

    @property
    def certainty(self) -> float:
        """Mean of `sure` over the figure, 0 to 1; 0 where nothing is drawn."""
        drawn = self.picture[..., 3] >= 128
        return float(self.sure[drawn].mean()) if drawn.any() else 0.0


class Repose:
    """The stage: references and a pose in, RGBA picture out. A runner without the weights goes by rule."""

    def __init__(self, runner: Runner | None = None) -> None:
        self._runner = runner

    def __call__(
        self,
        references: Sequence[Reference],
        pose: Pose,
        options: ReposeOptions = ReposeOptions(),
        *,
        progress: Progress | None = None,
    ) -> np.ndarray:
        """(height, width, 4) uint8 RGBA, straight alpha, empty around the figure.

        Raises:
            InputError: no reference or too many, or a pose that shows too little of a body.
        """
        return repose(references, pose, options, runner=self._runner, progress=progress).picture


def repose(
    references: Sequence[Reference],
    pose: Pose,
    options: ReposeOptions = ReposeOptions(),
    *,
    runner: Runner | None = None,
    progress: Progress | None = None,
) -> Reposed:
    """The character of the references in a pose. Takes and raises what `Repose` does."""
    check_count(len(references))
    if options.extent is not None and tuple(options.extent) != pose.extent:
        pose = pose.resized(options.extent)
    report = progress or (lambda fraction: None)
    report(0.0)
    method: Method = "warp"
    if learned(runner, options):
        method = "repose"
        carried = imagine(runner, references, pose)
    else:
        new = rig_of(pose)
        chosen = choose(references, new, mirror=options.mirror)
        report(0.4)
        carried = carry(chosen, new, pose.extent)
    report(0.7)
    color = carried.rgba[..., :3] / np.maximum(carried.rgba[..., 3:], 1e-4)
    picture = np.dstack([color, carried.rgba[..., 3:]])
    picture = (picture * 255 + 0.5).clip(0, 255).astype(np.uint8)
    picture[picture[..., 3] == 0] = 0
    report(0.9)
    if carried.ink is not None:
        lines = (255.5 - 255 * carried.ink.clip(0, 1)).astype(np.uint8)
    else:
        lines = _lines(picture)
    if method == "repose" and options.refine and runner is not None and runner.card(learned_painter.NAME):
        picture = _refined(runner, picture, lines, carried, options.seed)
    report(1.0)
    return Reposed(picture, carried.sure.clip(0, 1), lines, carried.parts, method)


def _refined(
    runner: Runner, picture: np.ndarray, lines: np.ndarray, carried: Carried, seed: int
) -> np.ndarray:
    """The picture with what is not sure gone over by PI-REC's refine pass; what the references show surely,
    and every face, stays as it is to the bit.

    picture: (H, W, 4) uint8; lines: (H, W) uint8, 0 = ink.
    """
    doubt = ((_SURE - carried.sure) / _SURE_SOFT).clip(0, 1)
    if carried.parts is not None:
        doubt[np.isin(carried.parts, _FACE)] = 0
    doubt = np.minimum(doubt, cv2.GaussianBlur(doubt, (0, 0), 2))
    if not (doubt * carried.rgba[..., 3] > 0.05).any():
        return picture
    height, width = lines.shape
    scale = min(1.0, float(np.sqrt(_MOST_PIXELS / lines.size)))
    size = Extent(round(width * scale), round(height * scale))
    draft = resize(picture, size)
    over_white = to_rgb(draft).astype(np.float32) / 255
    planes = np.dstack([over_white, draft[..., 3] / np.float32(255)])
    right, below = -size.width % learned_painter.STRIDE, -size.height % learned_painter.STRIDE
    pad = ((0, below), (0, right))
    told = learned_painter.input_planes(
        np.pad(resize(lines, size), pad, constant_values=255),
        np.pad(color_blocks(draft), (*pad, (0, 0))),
        strength=0.6,
        draft=np.pad(planes, (*pad, (0, 0)), mode="edge").transpose(2, 0, 1),
        noise=learned_painter.seed_noise(seed, size.height + below, size.width + right),
    )
    made = runner.run(learned_painter.NAME, told)[0].clip(0, 1)[:, : size.height, : size.width]
    fresh = learned_painter.unblended(np.ascontiguousarray(made.transpose(1, 2, 0)))
    fresh = fresh if size == (width, height) else resize(fresh, Extent(width, height))
    share = doubt[..., None]
    # Its strokes and its light are taken, its colors are not: it was never told what the cloth is like.
    wide = max(1.0, _STROKES * max(lines.shape))
    detail = _over_gray(fresh) - cv2.GaussianBlur(_over_gray(fresh), (0, 0), wide)
    detail -= _over_gray(picture) - cv2.GaussianBlur(_over_gray(picture), (0, 0), wide)
    mixed = picture.astype(np.float32)
    mixed[..., :3] += detail * share
    bare = fresh[..., 3] < 128  # no color is known there
    out = np.where((share > 0) & ~bare[..., None], mixed + 0.5, picture)
    return out.clip(0, 255).astype(np.uint8)


def _over_gray(picture: np.ndarray) -> np.ndarray:
    """(H, W, 3) float32 0..255 of (H, W, 4) uint8."""
    alpha = picture[..., 3:] / np.float32(255)
    return picture[..., :3] * alpha + 128 * (1 - alpha)


def _lines(picture: np.ndarray) -> np.ndarray:
    """(H, W) uint8, 0 = ink: lines of a picture by rule."""
    found = extract_lines(picture[..., :3], picture[..., 3])
    edges = draw_skeleton(found.edges, 1.6)
    return np.minimum((255.5 - 255 * found.ink).astype(np.uint8), edges)


def learned(runner: Runner | None, options: ReposeOptions = ReposeOptions()) -> TypeGuard[Runner]:
    """Whether the network brings characters into other poses."""
    wanted = options.method == "repose" or (options.method == "auto" and BY_NETWORK)
    return wanted and runner is not None and runner.card(NAME) is not None


def by_whom(reposed: Reposed, runner: Runner | None) -> str:
    """What brought a character into a pose, in words."""
    if reposed.method == "repose" and runner is not None:
        return f"own character reposed by network ({runner.describe(NAME)})"
    return "own character's pieces carried by their bones (no trained network)"
