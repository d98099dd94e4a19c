"""One look at a picture or a canvas: what it is found by later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.imaging import Extent, resize, to_rgb, to_rgba
from anigen_core.library.entries import WORK, Looked
from anigen_core.library.figures import LEAST
from anigen_core.library.palettes import palette_of
from anigen_core.library.styles import style_of
from anigen_core.own_pose import SURE
from anigen_core.painting.composing import laid_lines
from anigen_core.silhouette import silhouette
from anigen_core.stages.parse import NAME as PARSER
from anigen_core.stages.parse import Parse
from anigen_core.stages.similar import Similar
from anigen_core.tagging import NAME as TAGGER

if TYPE_CHECKING:
    from anigen_core.document import Document
    from anigen_core.pose import Pose
    from anigen_core.runner import Runner

POSE_SIDE = 320
"""Longer side at which poses are looked for: as many joints are found right as at the parser's own 512, in
less than half of the time."""


class Looker:
    """Picture to what it is found by.

    coder: who codes; see `stages.similar.Similar`. poses: whether it looks for poses.

    Args:
        runner: finds tags, code and pose where it has the weights; None goes by rules: a code of colors and
            edges, the main colors, no pose.
        poses: whether poses are looked for, which takes most of the time.
    """

    def __init__(self, runner: Runner | None = None, *, poses: bool = True) -> None:
        self.poses = poses and runner is not None and runner.card(PARSER) is not None
        self._similar = Similar(runner if runner is not None and runner.card(TAGGER) else None)
        self.coder = self._similar.coder
        self._parse = Parse(runner, side=POSE_SIDE) if self.poses else None

    def __call__(self, picture: np.ndarray, *, pose: Pose | None = None) -> Looked:
        """Look at a picture.

        Args:
            picture: (H, W), (H, W, 3) or (H, W, 4) uint8; what is transparent is no figure.
            pose: where it is known already, on a canvas of the picture's proportions.
        """
        extent = Extent.of(picture)
        small = resize(picture, extent.fitted(WORK))
        rgb = np.ascontiguousarray(to_rgb(small))
        seen = self._similar(small)
        figure = None
        if pose is None and self._parse is not None:
            parsed = self._parse(small)
            figure, pose = parsed.figure, _sure(parsed.pose)
            pose = None if parsed.empty or pose is None else pose.resized(extent)
        if figure is None:
            figure = silhouette(small if small.ndim == 3 else rgb)
        palette = palette_of(rgb, figure)
        style = style_of(rgb, figure)
        return Looked(seen.code, self.coder, seen.tags, palette, pose, style, seen.form)

    def canvas(self, document: Document) -> Looked:
        """Look at a drawing: its blocks of color and its lines over white, and the pose that was given."""
        return self(canvas_picture(document), pose=document.pose)


def canvas_picture(document: Document) -> np.ndarray:
    """(H, W, 3) uint8: what is on a canvas, over white paper; a rough sketch without its paper's gray."""
    paper = np.full((document.height, document.width, 3), 255, np.uint8)
    if document.colors is not None:
        paper = to_rgb(to_rgba(document.colors))
    if document.lines is not None:
        ink = laid_lines(document.lines).astype(np.uint16)[..., None]
        paper = (paper * ink // 255).astype(np.uint8)
    return paper


def _sure(pose: Pose) -> Pose | None:
    """A pose without the joints the parser doubts; None where too few are left to tell anything."""
    joints = pose.joints.copy()
    joints[joints[:, 2] < SURE, 2] = 0.0
    return replace(pose, joints=joints) if int((joints[:14, 2] > 0).sum()) > LEAST else None
