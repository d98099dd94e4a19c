"""Eye colors: find the iris inside a box round the eye, and give it the color the artist asked for.

With the weights of networks/iris.py the network says what is iris, pupil and highlight; without, an ellipse
is fitted to what is neither skin nor white of the eye. Either is recolored in OKLab through a tone curve that
takes the iris's median to the wish, black to black and white to white, so that highlights, pupil and the
painted light and dark stay where they are. What the poster of Akita et al. 2019 asks of a network, to be
accurate about the eyes' color, is here a matter of arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.color import oklab_to_srgb, parse_color, srgb_to_oklab
from anigen_core.errors import InputError
from anigen_core.painting.iris import Iris, find_iris
from anigen_core.painting.seen_iris import NAME, see_iris
from anigen_core.progress import Progress

if TYPE_CHECKING:
    from anigen_core.pose import Pose
    from anigen_core.runner import Runner

Box = tuple[int, int, int, int]

MIN_BOX = 8
"""Smallest side of a box, in pixels, in which an iris can be told from its surroundings."""


@dataclass(frozen=True)
class EyeSpec:
    """One eye: the color wanted, '#rrggbb', and the box (x, y, width, height) round the eye in pixels."""

    color: str
    box: Box

    def __post_init__(self) -> None:
        parse_color(self.color)
        if min(self.box[2:]) < MIN_BOX:
            raise InputError(f"The box round an eye must be at least {MIN_BOX} pixels wide and high.")


@dataclass(frozen=True)
class EyesOptions:
    """What to do with the character's own left and right eye; None leaves one alone."""

    left: EyeSpec | None = None
    right: EyeSpec | None = None


class Eyes:
    """Recolor irises."""

    def __init__(self, runner: Runner | None = None) -> None:
        self._runner = runner

    def __call__(
        self,
        picture: np.ndarray,
        options: EyesOptions = EyesOptions(),
        *,
        progress: Progress | None = None,
    ) -> np.ndarray:
        """The picture with the irises recolored.

        Args:
            picture: (H, W, 3) or (H, W, 4) uint8.
            options: which eyes, which colors.
            progress: called with the finished fraction; may raise `Cancelled`.

        Returns:
            A new array like `picture`; outside of the irises found, and so of the boxes, not a bit differs.

        Raises:
            InputError: a box outside of the picture, or one without an iris.
        """
        result = picture.copy()
        for done, side in enumerate(("left", "right"), start=1):
            spec: EyeSpec | None = getattr(options, side)
            if spec is not None:
                _recolor(result, spec, side, self._runner)
            if progress is not None:
                progress(done / 2)
        return result


def _recolor(picture: np.ndarray, spec: EyeSpec, side: str, runner: Runner | None) -> None:
    """Recolor one iris in place."""
    height, width = picture.shape[:2]
    x, y = max(0, spec.box[0]), max(0, spec.box[1])
    right, bottom = min(width, spec.box[0] + spec.box[2]), min(height, spec.box[1] + spec.box[3])
    if right - x < MIN_BOX or bottom - y < MIN_BOX:
        raise InputError(f"The {side} eye's box lies outside of the picture; draw it round the open eye.")
    crop = picture[y:bottom, x:right]
    iris = None
    if runner is not None and runner.card(NAME) is not None:
        iris = _seen(runner, picture, spec.box, (x, y, right, bottom))
    if iris is None:
        iris = find_iris(np.ascontiguousarray(crop[..., :3]))
    if iris is None:
        raise InputError(
            f"No iris was found in the {side} eye's box; draw the box tightly round the open eye."
        )
    painted = recolored(crop[..., :3], iris, parse_color(spec.color))
    changed = iris.weight > 0
    if crop.shape[2] == 4:
        changed &= crop[..., 3] > 0
    crop[changed, :3] = painted[changed]


def _seen(runner: Runner, picture: np.ndarray, box: Box, clip: tuple[int, int, int, int]) -> Iris | None:
    """The iris by the network, its arrays over the part `clip` (x0, y0, x1, y1) of the picture."""
    seen = see_iris(runner, np.ascontiguousarray(picture[..., :3]), box)
    if seen is None:
        return None
    x0, y0, x1, y1 = clip
    weight = np.zeros((y1 - y0, x1 - x0), np.float32)
    darkness = np.zeros_like(weight)
    (left, top), (height, width) = seen.corner, seen.iris.weight.shape
    a, b, c, d = max(x0, left), max(y0, top), min(x1, left + width), min(y1, top + height)
    if a >= c or b >= d:
        return None
    for out, plane in ((weight, seen.iris.weight), (darkness, seen.iris.darkness)):
        out[b - y0 : d - y0, a - x0 : c - x0] = plane[b - top : d - top, a - left : c - left]
    if not (weight > 0.5).any():
        return None
    middle = seen.iris.center[0] + left - x0, seen.iris.center[1] + top - y0
    return replace(seen.iris, center=middle, weight=weight, darkness=darkness)


def recolored(rgb: np.ndarray, iris: Iris, color: tuple[int, int, int]) -> np.ndarray:
    """(h, w, 3) uint8: the crop with its iris in another color.

    Lightness runs through a curve with L=0 -> 0, the iris's median -> the wish, 1 -> 1, rising everywhere.
    Chroma is the wish's, in the proportion each pixel had to the iris's own, fading towards white and black.
    """
    lab = srgb_to_oklab(rgb)
    target = srgb_to_oklab(np.array(color, np.uint8))
    light, chroma = lab[..., 0], np.hypot(lab[..., 1], lab[..., 2])
    wish, median = float(np.clip(target[0], 0.02, 0.98)), float(np.clip(iris.lightness, 0.02, 0.98))

    # Below the median: in proportion when darkening. When lightening, proportion would tear a dark iris
    # apart, so its slope is limited; what is far darker than the iris (pupil, outline) is left as it is.
    slope = min(wish / median, 1.5)
    below = wish - (median - light) * slope
    # Above it: up to white, where the highlights are. A white iris has none to be told from it.
    rise = (1 - wish) / (1 - median)
    above = wish + (light - median) * (rise if iris.lightness < 0.93 else min(rise, 4.0))
    tone = np.clip(np.where(light < median, below, above), 0, 1)
    weight = iris.weight
    if wish > median:
        weight = weight * (1 - iris.darkness)

    # A grey iris has no proportions of chroma to keep; one that has color does, and its whites stay white.
    colored = _smooth(iris.chroma, 0.02, 0.05)
    share = colored * np.minimum(chroma / max(iris.chroma, 1e-3), 1.4) + (1 - colored)
    fade = np.where(tone > wish, (1 - tone) / (1 - wish), tone / wish)
    share = share * np.sqrt(np.clip(fade, 0, 1))
    new = np.stack([tone, target[1] * share, target[2] * share], axis=-1)
    return oklab_to_srgb(lab + (new - lab) * weight[..., None])


def boxes_of_face(groups: Mapping[str, np.ndarray], extent: tuple[int, int]) -> dict[str, Box]:
    """Boxes round the open eyes of a face, by "left" and "right" of the character.

    groups: points (x, y, visible) by name, as `stages.landmarks.Face.groups` gives them; eyes that are hardly
    seen are absent. extent: (width, height) of the picture.
    """
    boxes = {}
    for side in ("left", "right"):
        points = np.concatenate([groups[f"{side}_eye"], groups[f"{side}_iris"]])
        if points[:, 2].mean() < 0.5:
            continue
        # A third more than the points' own box, for they are never exact.
        low, high = points[:, :2].min(0), points[:, :2].max(0)
        room = 0.17 * float((high - low).max())
        x, y = (max(0, round(float(v) - room)) for v in low)
        right, bottom = (min(e, round(float(v) + room)) for v, e in zip(high, extent, strict=True))
        if min(right - x, bottom - y) >= MIN_BOX:
            boxes[side] = (x, y, right - x, bottom - y)
    return boxes


def _smooth(value: float, low: float, high: float) -> float:
    t = min(max((value - low) / (high - low), 0.0), 1.0)
    return t * t * (3 - 2 * t)


def eye_boxes(pose: Pose) -> dict[str, Box]:
    """Boxes round the eyes a pose shows, by "left" and "right" of the character; hidden eyes are absent.

    The size comes from the distance of the eyes, or from the head where one is hidden or it is turned away.
    """
    points = {side: pose.point(joint) for side, joint in (("left", "l_eye"), ("right", "r_eye"))}
    seen = {side: point for side, point in points.items() if point is not None}
    if not seen:
        return {}
    apart = 0.0
    if len(seen) == 2:
        apart = float(np.hypot(*(seen["left"][:2] - seen["right"][:2])))
    size = max(apart, 0.28 * pose.head_size())
    boxes = {}
    for side, point in seen.items():
        left, top = point[0] - 0.42 * size, point[1] - 0.42 * size
        right, bottom = left + 0.84 * size, top + 0.84 * size
        x, y = max(0, round(left)), max(0, round(top))
        width, height = min(pose.width, round(right)) - x, min(pose.height, round(bottom)) - y
        if min(width, height) >= MIN_BOX:
            boxes[side] = (x, y, width, height)
    return boxes
