"""Eye colors: find the iris inside a box round the eye, and give it the color the artist asked for.

With the weights of networks/iris.py the network says what is iris, pupil and highlight; without, an ellipse
is fitted to what is neither skin nor white of the eye. Either is recolored in OKLab through a tone curve that
takes the iris's median to the wish, black to black and white to white (painting/tint.py), so that highlights,
pupil and the painted light and dark stay where they are. An iris that was left blank gets details
(painting/pupils.py), and the colors may be those of another picture's eyes (painting/eye_reference.py). What
the poster of Akita et al. 2019 asks of a network, to be accurate about the eyes' color, is here a matter of
arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from anigen_core.color import parse_color
from anigen_core.errors import InputError
from anigen_core.painting.eye_reference import EyeColors, like
from anigen_core.painting.iris import find_iris, recounted
from anigen_core.painting.pupils import detailed, is_blank
from anigen_core.painting.seen_iris import NAME, Seen, see_iris
from anigen_core.painting.tint import tinted
from anigen_core.progress import Progress

if TYPE_CHECKING:
    from anigen_core.pose import Pose
    from anigen_core.runner import Runner

Box = tuple[int, int, int, int]

MIN_BOX = 8
"""Smallest side of a box, in pixels, in which an iris can be told from its surroundings."""


@dataclass(frozen=True, eq=False)
class EyeSpec:
    """One eye: what it is to look like, and the box (x, y, width, height) round it in pixels.

    color: '#rrggbb'; or the colors of another picture's eye; None: its own, and only details if it has none.
    """

    color: str | EyeColors | None
    box: Box

    def __post_init__(self) -> None:
        if isinstance(self.color, str):
            parse_color(self.color)
        if min(self.box[2:]) < MIN_BOX:
            raise InputError(f"The box round an eye must be at least {MIN_BOX} pixels wide and high.")


@dataclass(frozen=True)
class EyesOptions:
    """What to do with the character's own left and right eye; None leaves one alone.

    details: whether a gradient, a ring, a pupil and highlights are painted into an iris: "auto" where it was
    left blank. light: the side of the picture that the light comes from.
    """

    left: EyeSpec | None = None
    right: EyeSpec | None = None
    details: Literal["auto", "always", "never"] = "auto"
    light: Literal["left", "right"] = "left"


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
            A new array like `picture`; outside of the irises found not a bit differs.

        Raises:
            InputError: a box outside of the picture, or one without an iris.
        """
        result = picture.copy()
        for done, side in enumerate(("left", "right"), start=1):
            spec: EyeSpec | None = getattr(options, side)
            if spec is not None:
                _recolor(result, spec, side, options, self._runner)
            if progress is not None:
                progress(done / 2)
        return result


def _recolor(
    picture: np.ndarray, spec: EyeSpec, side: str, options: EyesOptions, runner: Runner | None
) -> None:
    """Recolor one iris in place."""
    seen = find_eye(picture, spec.box, runner)
    if seen is None:
        if _inside(picture, spec.box) is None:
            raise InputError(f"The {side} eye's box lies outside of the picture; draw it round the open eye.")
        raise InputError(
            f"No iris was found in the {side} eye's box; draw the box tightly round the open eye."
        )
    piece = picture[seen.piece]
    piece[..., :3] = painted_eye(piece, seen, spec.color, details=options.details, light=options.light)


def painted_eye(
    piece: np.ndarray,
    seen: Seen,
    color: str | EyeColors | None,
    *,
    details: Literal["auto", "always", "never"] = "auto",
    light: Literal["left", "right"] = "left",
) -> np.ndarray:
    """(h, w, 3) uint8: the piece of a picture that `seen` covers, (h, w, 3) or (h, w, 4), as `EyeSpec` and
    `EyesOptions` say. Where the iris's weight or alpha is 0 not a bit differs."""
    rgb = np.ascontiguousarray(piece[..., :3])
    plain = parse_color(color) if isinstance(color, str) else None if color is None else color.color
    iris, made = seen.iris, rgb
    if details == "always" or (details == "auto" and is_blank(rgb, iris)):
        made = detailed(rgb, iris, plain, light=light)
        iris = recounted(made, iris)
    if isinstance(color, EyeColors):
        made = like(made, iris, color, seen.chances)
    elif plain is not None and made is rgb:
        made = tinted(rgb, iris, plain)
    changed = iris.weight > 0
    if piece.shape[2] == 4:
        changed &= piece[..., 3] > 0
    return np.where(changed[..., None], made, rgb)


def _inside(picture: np.ndarray, box: Box) -> Box | None:
    """x0, y0, x1, y1 of the part of a box that lies in the picture; None where it is too small."""
    height, width = picture.shape[:2]
    x0, y0 = max(0, box[0]), max(0, box[1])
    x1, y1 = min(width, box[0] + box[2]), min(height, box[1] + box[3])
    return None if x1 - x0 < MIN_BOX or y1 - y0 < MIN_BOX else (x0, y0, x1, y1)


def find_eye(picture: np.ndarray, box: Box, runner: Runner | None, *, by_rule: bool = True) -> Seen | None:
    """The iris of the eye in a box (x, y, width, height) of a picture (H, W, 3) or (H, W, 4) uint8; None
    where there is none.

    by_rule: whether the colors alone may say where it is when the network sees none, as is right where a
    person drew the box. Without the network they always do.
    """
    inside = _inside(picture, box)
    if inside is None:
        return None
    if runner is not None and runner.card(NAME) is not None:
        seen = see_iris(runner, np.ascontiguousarray(picture[..., :3]), box)
        if seen is not None or not by_rule:
            return seen
    x0, y0, x1, y1 = inside
    iris = find_iris(np.ascontiguousarray(picture[y0:y1, x0:x1, :3]))
    return None if iris is None else Seen(iris, (x0, y0))


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
