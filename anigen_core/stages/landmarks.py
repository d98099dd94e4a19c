"""Faces of a picture or a line drawing, and the landmarks of each (groups: networks/landmarks.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from anigen_core.errors import InputError
from anigen_core.face_rules import best_of, skin_faces
from anigen_core.imaging import to_rgb
from anigen_core.progress import Progress
from anigen_core.silhouette import is_blank

if TYPE_CHECKING:
    from anigen_core.runner import Runner

GROUPS = {
    **dict(zip(("left_eye", "left_iris", "left_brow"), (8, 5, 3), strict=True)),
    **dict(zip(("right_eye", "right_iris", "right_brow"), (8, 5, 3), strict=True)),
    **dict(zip(("mouth", "nose", "chin", "jaw"), (4, 1, 1, 7), strict=True)),
}
"""Those of networks/landmarks.py, which would bring torch along."""

POINTS = sum(GROUPS.values())
CROP = 128
MARGIN = 1.5
LARGEST = 64.0
SIDES = (256, 512, 1024)
"""Longer sides of the pyramid: the finder learned faces of 10 to 200 pixels. A side above the picture's
own is left out."""


@dataclass(frozen=True)
class LandmarksOptions:
    """least: lowest score of a face, 0 to 1. most: how many faces at most."""

    least: float = 0.3
    most: int = 20

    def __post_init__(self) -> None:
        if not 0 <= self.least <= 1:
            raise InputError("The least score must lie between 0 and 1.")
        if self.most < 1:
            raise InputError("At least one face must be allowed.")


@dataclass(frozen=True, eq=False)
class Face:
    """box: x, y, width, height in pixels. score: 0..1. points: (45, 3) x, y in pixels, visible 0..1."""

    box: tuple[float, float, float, float]
    score: float
    points: np.ndarray

    def groups(self) -> dict[str, np.ndarray]:
        """Points by group."""
        ends = np.cumsum(list(GROUPS.values()))[:-1]
        return dict(zip(GROUPS, np.split(self.points, ends), strict=True))

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        groups = {name: np.round(rows, 2).tolist() for name, rows in self.groups().items()}
        return {
            "box": [round(float(v), 1) for v in self.box],
            "score": round(self.score, 3),
            "points": groups,
        }


class Landmarks:
    """Picture to faces, best first. Without a runner: skin-colored blobs and a mean shape."""

    def __init__(self, runner: Runner | None = None) -> None:
        self._runner = runner

    def __call__(
        self,
        picture: np.ndarray,
        options: LandmarksOptions = LandmarksOptions(),
        *,
        progress: Progress | None = None,
    ) -> list[Face]:
        """Faces of (H, W), (H, W, 3) or (H, W, 4) uint8; none is an empty list."""
        report = progress or (lambda fraction: None)
        report(0.0)
        rgb = to_rgb(picture)
        faces: list[Face] = []
        if is_blank(rgb):
            pass
        elif self._runner is None:
            found = skin_faces(picture)
            faces = [Face(_xywh(box), score, mean_shape(box)) for score, box in found[: options.most]]
        else:
            found = find_faces(self._runner, rgb, options.least)[: options.most]
            for i, (score, box) in enumerate(found):
                faces.append(Face(_xywh(box), score, locate(self._runner, rgb, box)))
                report((i + 1) / (len(found) + 1))
        report(1.0)
        return faces


def find_faces(runner: Runner, rgb: np.ndarray, least: float) -> list[tuple[float, np.ndarray]]:
    """Scores and boxes (x0, y0, x1, y1) in pixels of (H, W, 3) uint8, best first, over a pyramid."""
    height, width = rgb.shape[:2]
    longer = max(height, width)
    found: list[tuple[float, np.ndarray]] = []
    for side in [s for s in SIDES if s <= 1.05 * longer] or [SIDES[0]]:
        scale = side / longer
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        padded = np.full((-(-size[1] // 16) * 16, -(-size[0] // 16) * 16, 3), 255, np.uint8)
        padded[: size[1], : size[0]] = small
        out = runner.run("face_finder", padded.astype(np.float32).transpose(2, 0, 1)[None] / 255)[0]
        found += [(score, box / scale) for score, box in decode_faces(out, least)]
    return best_of(found)


def locate(runner: Runner, rgb: np.ndarray, box: np.ndarray) -> np.ndarray:
    """(45, 3) points of the face in a box (x0, y0, x1, y1) of (H, W, 3) uint8."""
    side = max(float((box[2:] - box[:2]).max()), 4.0) * MARGIN
    corner = (box[:2] + box[2:]) / 2 - side / 2
    scale = CROP / side
    if scale < 0.5:  # means first: thin lines would fall between the samples
        near = [max(int(corner[0]), 0), max(int(corner[1]), 0)]
        rgb = rgb[near[1] : max(int(corner[1] + side) + 1, 1), near[0] : max(int(corner[0] + side) + 1, 1)]
        less = 1 / int(1 / scale)
        size = (max(1, round(rgb.shape[1] * less)), max(1, round(rgb.shape[0] * less)))
        shrunk = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        factor = np.array(size) / np.array([rgb.shape[1], rgb.shape[0]])
        start = (corner - near) * factor
        matrix = np.array([[scale / factor[0], 0, 0], [0, scale / factor[1], 0]])
        matrix[:, 2] = -matrix[[0, 1], [0, 1]] * start
        rgb = shrunk
    else:
        matrix = np.array([[scale, 0, -corner[0] * scale], [0, scale, -corner[1] * scale]])
    crop = cv2.warpAffine(rgb, matrix, (CROP, CROP), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    out = runner.run("landmarks", crop.astype(np.float32).transpose(2, 0, 1)[None] / 255).reshape(3, POINTS)
    seen = 1 / (1 + np.exp(-out[2]))
    return np.stack([corner[0] + out[0] * side, corner[1] + out[1] * side, seen], 1)


def decode_faces(out: np.ndarray, least: float) -> list[tuple[float, np.ndarray]]:
    """Scores and boxes (x0, y0, x1, y1) in input pixels of the finder's (5, h, w) output, best first.

    A cell counts where it is the highest of its neighborhood and its score is at least `least`.
    """
    score = 1 / (1 + np.exp(-np.ascontiguousarray(out[0], np.float32)))
    highest = cv2.dilate(score, np.ones((3, 3), np.uint8))
    rows, columns = np.nonzero((score >= highest) & (score >= least))
    order = np.argsort(-score[rows, columns])[:100]
    found = []
    for row, column in zip(rows[order], columns[order], strict=True):
        w, h = np.exp(np.clip(out[1:3, row, column], -5, 3)) * LARGEST
        x, y = (np.array([column, row]) + 0.5 + np.clip(out[3:5, row, column], -1, 1)) * 4
        found.append((float(score[row, column]), np.array([x - w / 2, y - h / 2, x + w / 2, y + h / 2])))
    return best_of(found)


def _xywh(box: np.ndarray) -> tuple[float, float, float, float]:
    return float(box[0]), float(box[1]), float(box[2] - box[0]), float(box[3] - box[1])


def mean_shape(box: np.ndarray) -> np.ndarray:
    """(45, 3): a face seen from the front in a box; visibility 0.5, for nothing was looked at."""
    shape = np.array(_FRONT).reshape(-1, 2) / 1000
    return np.column_stack([box[:2] + shape * (box[2:] - box[:2]), np.full(POINTS, 0.5)])


# fmt: off
_FRONT = (
    609, 373, 654, 256, 760, 205, 870, 228, 922, 330, 878, 443, 778, 498, 667, 472, 761, 339, 862, 332,
    761, 175, 658, 343, 761, 507, 628, 85, 785, 52, 938, 76, 391, 373, 346, 256, 240, 205, 130, 228,
    78, 330, 122, 443, 222, 498, 333, 472, 239, 339, 138, 332, 239, 175, 342, 343, 239, 507, 372, 85,
    215, 52, 62, 76, 561, 744, 500, 739, 439, 744, 500, 776, 500, 567, 500, 999, 4, 443, 116, 692,
    311, 900, 500, 999, 689, 900, 884, 692, 996, 443,
)
# fmt: on
"""Mean of the factory's faces seen from the front: x, y in thousandths of the box."""
