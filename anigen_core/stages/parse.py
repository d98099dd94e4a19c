"""What each pixel of a picture or a line drawing shows, where the joints are, and the bare figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.face_rules import skin_faces
from anigen_core.imaging import to_rgb
from anigen_core.pose import Pose
from anigen_core.progress import Progress
from anigen_core.silhouette import is_blank, mean_pose, refine, silhouette

if TYPE_CHECKING:
    from anigen_core.runner import Runner

PARTS = (
    *("background", "face", "skin", "brow", "eye", "mouth", "hair_front", "hair_back", "top", "bottom"),
    *("sock", "shoe", "accessory"),
)
"""Names of the part numbers; those of networks/parse.py, which would bring torch along."""

NAME = "parse"
"""The weights' name."""

SIDE = 512
"""Longer side at which the network looks: eyes of a full figure are still three pixels high there."""

LEAST = 0.12
"""Joints of less confidence are hidden."""

AGREED = 0.8
"""Share of the figure on which network and rules must agree for the rules' sharper outline to count."""

STRIDE = 32


@dataclass(frozen=True, eq=False)
class Parsed:
    """parts: (H, W) uint8 numbers of `PARTS`. pose: joints in the picture's pixels, confidence 0 = not seen.
    figure: (H, W) float32 0..1, how sure a pixel is not background. method: "network" or "rules"."""

    parts: np.ndarray
    pose: Pose
    figure: np.ndarray
    method: str

    @property
    def empty(self) -> bool:
        """Whether there is no figure: nothing, or less than a thousandth of the picture."""
        return float((self.figure > 0.5).mean()) < 0.001


class Parse:
    """Picture to parts and pose. Without a runner by rules: the border's color, proportions, colors."""

    def __init__(self, runner: Runner | None = None, *, side: int = SIDE) -> None:
        """side: longer side at which the network looks, in pixels; a smaller one is quicker and sees less."""
        self._runner, self._side = runner, side

    def __call__(self, picture: np.ndarray, *, progress: Progress | None = None) -> Parsed:
        """Parts and pose of the largest figure.

        Args:
            picture: (H, W), (H, W, 3) or (H, W, 4) uint8; what is transparent is background.
            progress: called with the finished fraction; may raise `Cancelled`.
        """
        report = progress or (lambda fraction: None)
        report(0.0)
        rgb = to_rgb(picture)
        alpha = picture[..., 3] if picture.ndim == 3 and picture.shape[2] == 4 else None
        runner = None if is_blank(rgb) else self._runner  # rules know that nothing is there
        parsed = _by_rules(rgb, alpha) if runner is None else _by_network(runner, rgb, alpha, self._side)
        report(1.0)
        return parsed


def cutout(picture: np.ndarray, parsed: Parsed) -> np.ndarray:
    """The figure without its ground.

    Args:
        picture: (H, W), (H, W, 3) or (H, W, 4) uint8, the one that was parsed.
        parsed: its parts.

    Returns:
        (H, W, 4) uint8 with soft edges, whose colors hold no ground; fully transparent without a figure.
    """
    rgb = to_rgb(picture)
    if picture.ndim == 3 and picture.shape[2] == 4 and (picture[..., 3] < 128).mean() > 0.005:
        return np.dstack([picture[..., :3], picture[..., 3]])  # somebody has cut it out already
    if parsed.empty:
        return np.dstack([rgb, np.zeros(rgb.shape[:2], np.uint8)])
    radius = max(2, round(max(rgb.shape[:2]) / 250))
    alpha = refine(parsed.figure, rgb, radius)
    # What shines through a half-covered pixel is the ground nearby: take it out.
    ground = (alpha < 0.05).astype(np.float32)
    size = (8 * radius + 1, 8 * radius + 1)
    weight = cv2.boxFilter(ground, -1, size)[..., None]
    behind = cv2.boxFilter(rgb.astype(np.float32) * ground[..., None], -1, size) / np.maximum(weight, 1e-3)
    soft = ((alpha > 0.05) & (alpha < 0.95) & (weight[..., 0] > 1e-3))[..., None]
    a = np.maximum(alpha, 0.25)[..., None]
    own = np.where(soft, (rgb - (1 - a) * behind) / a, rgb)
    return np.dstack([np.clip(np.rint(own), 0, 255), np.rint(alpha * 255)]).astype(np.uint8)


def _by_network(runner: Runner, rgb: np.ndarray, alpha: np.ndarray | None, side: int = SIDE) -> Parsed:
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    small = (max(1, round(width * scale)), max(1, round(height * scale)))
    shrink = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    seen = cv2.resize(rgb, small, interpolation=shrink)
    padded = np.full((-(-small[1] // STRIDE) * STRIDE, -(-small[0] // STRIDE) * STRIDE, 3), 255, np.uint8)
    padded[: small[1], : small[0]] = seen
    tensor = padded.astype(np.float32).transpose(2, 0, 1)[None] / 255
    out = runner.run(NAME, tensor)[0]
    # Half of the padded size, cut back to the picture; the last odd pixel stays.
    n = len(PARTS)
    out = out[:, : -(-small[1] // 2), : -(-small[0] // 2)]
    chances = np.exp(out[:n] - out[:n].max(0))
    chances /= chances.sum(0)
    figure = 1 - cv2.resize(chances[0], (width, height), interpolation=cv2.INTER_LINEAR)
    best, parts = np.full((height, width), -1.0, np.float32), np.zeros((height, width), np.uint8)
    for i in range(1, n):  # one after the other: all at once would take gigabytes for a large picture
        large = cv2.resize(chances[i], (width, height), interpolation=cv2.INTER_LINEAR)
        np.copyto(parts, i, where=large > best)
        np.maximum(best, large, out=best)
    if alpha is not None:
        figure = np.minimum(figure, alpha.astype(np.float32) / 255)
    figure = _sharper(figure, rgb, alpha)
    parts[figure < 0.5] = 0
    heat = 1 / (1 + np.exp(-out[n : n + 18]))
    visible = 1 / (1 + np.exp(-out[n + 18 : n + 36, 0, 0]))
    joints = np.zeros((18, 3))
    for i in range(18):
        x, y, height_of = _peak(heat[i])
        confidence = float(np.sqrt(height_of * visible[i]))
        joints[i] = x * 2 / scale, y * 2 / scale, confidence if confidence >= LEAST else 0.0
    if float((figure > 0.5).mean()) < 0.001:
        joints[:, 2] = 0
    return Parsed(parts, Pose(joints, width, height), figure, "network")


def _sharper(figure: np.ndarray, rgb: np.ndarray, alpha: np.ndarray | None) -> np.ndarray:
    """The network's figure, or what stands out from a plain ground where the two agree about what it is: the
    rules know its outline to the pixel, the network only at half of its own size."""
    plain = silhouette(rgb if alpha is None else np.dstack([rgb, alpha]))
    by_network, by_rules = figure > 0.5, plain > 0.5
    shared = float((by_network & by_rules).sum())
    agree = shared >= AGREED * by_network.sum() and shared >= AGREED * by_rules.sum()
    return plain if agree and by_rules.any() else figure


def _peak(heat: np.ndarray) -> tuple[float, float, float]:
    """x, y (cells, to a fraction) and value of the highest point."""
    row, column = np.unravel_index(int(heat.argmax()), heat.shape)
    y0, x0 = max(int(row) - 1, 0), max(int(column) - 1, 0)
    window = heat[y0 : int(row) + 2, x0 : int(column) + 2]
    total = float(window.sum()) + 1e-9
    y = float((window.sum(1) * (np.arange(window.shape[0]) + y0 + 0.5)).sum()) / total
    x = float((window.sum(0) * (np.arange(window.shape[1]) + x0 + 0.5)).sum()) / total
    return x, y, float(heat[row, column])


def _by_rules(rgb: np.ndarray, alpha: np.ndarray | None) -> Parsed:
    height, width = rgb.shape[:2]
    figure = silhouette(rgb if alpha is None else np.dstack([rgb, alpha]))
    inside = figure > 0.5
    faces = skin_faces(rgb if alpha is None else np.dstack([rgb, alpha])) if inside.any() else []
    joints = mean_pose(inside, faces[0][1] if faces else None)
    parts = np.zeros((height, width), np.uint8)
    if inside.any():
        y = np.arange(height)[:, None]
        chin, hips, feet = joints[1, 1] - 0.25 * (joints[1, 1] - joints[0, 1]), joints[8, 1], joints[10, 1]
        waist = joints[1, 1] + 0.75 * (hips - joints[1, 1])
        zones = np.select([y < chin, y < waist, y < feet], [6, 8, 9], 11)
        lab = srgb_to_oklab(rgb)
        # Skin of drawn people: bright, a little red and yellow.
        skin = (lab[..., 0] > 0.55) & (lab[..., 1] > 0.008) & (lab[..., 1] < 0.09) & (lab[..., 2] > 0.008)
        skin &= lab[..., 2] < 0.11
        zones = np.where(skin, np.where(y < chin, 1, 2), zones)
        parts[inside] = np.broadcast_to(zones, inside.shape)[inside]
    return Parsed(parts, Pose(joints, width, height), figure, "rules")
