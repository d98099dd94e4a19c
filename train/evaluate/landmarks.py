"""Face boxes and face landmarks. Boxes are those round all 45 points of a face (train/shapes.py).

face_ap50: average precision of the boxes at IoU 0.5, a picture's face being there where enough of its
points are seen and it is at least `LEAST` pixels large. nme: mean distance over the visible points of a face
that was found, over sqrt(w h) of its box; nme_eyes: over the distance of the eyes' middles, where the face is
turned by at most 45 degrees. The fallback's boxes and points are judged in the same way.

The study (train/README.md) asks less: `nme:true_box` and `seconds:face` are of the points alone, each method
being given the true box. With `--peer` its other methods are measured on the same pictures; otherwise what
was measured when they were trained (landmarks_study.json) is printed as recorded.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np

from anigen_core.runner import Runner
from anigen_core.stages.landmarks import GROUPS, Face, Landmarks, LandmarksOptions, locate, mean_shape
from train.shapes import face_box, flat_points

from . import peers, sources
from .options import Options
from .report import Report
from .statistics import match_boxes

STUDY = Path(__file__).parents[1] / "landmarks_study.json"
"""Test figures of the study: {"about": ..., "rows": {"picture" or a level: {ROW: {METRIC: {...}}}}}."""

LEAST = 16.0
"""Pixels of a face's longer side; smaller ones are neither asked for nor counted as wrong."""

TURNED = 45.0
"""Degrees of yaw up to which both eyes stand for a face's size."""

SCORE = 0.05
"""Boxes from this score on enter the precision-recall curve."""


def measure(options: Options, report: Report) -> None:
    """See the module."""
    runner = sources.runner(options, "landmarks")
    stages = {"ours": Landmarks(runner), "fallback": Landmarks(None)}
    others = {} if options.peer is None else peers.load(options.peer)
    locators: dict[str, Runner | None] = {"ours": runner, "fallback": None, **others}
    for example in sources.examples(options, ("beauty", "part", "lines")):
        picture = sources.seen(example, options.level)
        truth, box = None, None
        if example.labels.get("landmarks"):
            truth = flat_points(example.labels)
            box = face_box(truth)
        error = float("nan")
        shown: list[Face] = []
        for row, stage in stages.items():
            start = time.perf_counter()
            faces = stage(picture, LandmarksOptions(least=SCORE))
            report.add(row, "seconds", time.perf_counter() - start, example.who, example.kind)
            if row == "ours":
                shown = [face for face in faces if face.score >= LandmarksOptions().least]
            if truth is not None:
                found = _judge(report, row, faces, truth, box, example)
                error = found if row == "ours" else error
        if truth is not None and box is not None and not _small(box):
            for row, engine in locators.items():
                _locate(report, row, engine, picture, truth, box, example)
        report.show(_drawn(picture, shown), -error, example.who)
    if options.peer is None and options.avatars is None and options.drawings is None:
        recorded = json.loads(STUDY.read_text("utf-8"))["rows"] if STUDY.is_file() else {}
        for row, figures in recorded.get(options.level or "picture", {}).items():
            report.record(row, figures)


def _small(box: tuple[float, float, float, float]) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) < LEAST


def _locate(
    report: Report,
    row: str,
    engine: Runner | None,
    picture: np.ndarray,
    truth: np.ndarray,
    box: tuple[float, float, float, float],
    example: sources.Example,
) -> None:
    """Book the points of a face whose box is told."""
    start = time.perf_counter()
    corners = np.array(box)
    points = mean_shape(corners) if engine is None else locate(engine, picture, corners)
    report.add(row, "seconds:face", time.perf_counter() - start, example.who, example.kind)
    report.add(row, "nme:true_box", _nme(points, truth, box), example.who, example.kind)


def _nme(points: np.ndarray, truth: np.ndarray, box: tuple[float, float, float, float]) -> float:
    """Mean distance of the visible points over sqrt(w h) of the true box."""
    seen = truth[:, 2] > 0
    distance = np.linalg.norm(points[seen, :2] - truth[seen, :2], axis=1).mean()
    return float(distance / np.sqrt((box[2] - box[0]) * (box[3] - box[1])))


def _corners(face: Face) -> np.ndarray:
    x, y, w, h = face.box
    return np.array([x, y, x + w, y + h])


def _judge(
    report: Report,
    row: str,
    faces: list[Face],
    truth: np.ndarray,
    box: tuple[float, float, float, float] | None,
    example: sources.Example,
) -> float:
    """Book the figures of a picture with at most one face; returns the NME."""
    who, kind = example.who, example.kind
    there = np.zeros((0, 4)) if box is None else np.array([box])
    if (box is not None and _small(box)) or (
        box is None and truth[:, 2].any()
    ):  # half hidden: nobody can say whether it is a face
        return float("nan")
    corners = np.array([_corners(face) for face in faces]).reshape(-1, 4)
    hits = match_boxes(corners, there)
    scores = np.array([face.score for face in faces])
    report.add(row, "face_ap50", (scores, hits, len(there)), who, kind)
    if box is None or not hits.any():
        return float("nan")
    points = faces[int(hits.argmax())].points
    error = _nme(points, truth, box)
    report.add(row, "nme", error, who, kind)
    if abs(example.labels["tags"].get("face_yaw", 90.0)) <= TURNED:
        middles = [truth[_rows(f"{side}_eye"), :2].mean(0) for side in ("left", "right")]
        between = float(np.linalg.norm(middles[0] - middles[1]))
        size = float(np.sqrt((box[2] - box[0]) * (box[3] - box[1])))
        report.add(row, "nme_eyes", error * size / between, who, kind)
    return error


def _rows(group: str) -> slice:
    start = 0
    for name, count in GROUPS.items():
        if name == group:
            return slice(start, start + count)
        start += count
    raise KeyError(group)


def _drawn(picture: np.ndarray, faces: list[Face]) -> np.ndarray:
    """The picture with boxes (red) and points (visible green, hidden orange), HW3 uint8."""
    out = picture.copy()
    for face in faces:
        x0, y0, x1, y1 = (int(v) for v in _corners(face).round())
        height, width = out.shape[:2]
        x0, x1 = np.clip([x0, x1], 0, width - 1)
        y0, y1 = np.clip([y0, y1], 0, height - 1)
        for rows, columns in ((y0, slice(x0, x1)), (y1, slice(x0, x1))):
            out[rows, columns] = (230, 20, 20)
        for columns in (x0, x1):
            out[y0:y1, columns] = (230, 20, 20)
        for x, y, seen in face.points:
            r, c = int(y), int(x)
            out[max(r - 1, 0) : r + 2, max(c - 1, 0) : c + 2] = (
                (20, 170, 60) if seen > 0.5 else (240, 150, 20)
            )
    return out
