"""What comes onto the stage from files: documents, lines, splits, poses, figures without their ground."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.ui import drawing, files, panels
from anigen_core.ui.form import shown
from anigen_core.ui.guard import UNEXPECTED

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from anigen_core.pose import Pose
    from anigen_core.stages.parse import Parsed
    from anigen_core.ui.engine import Engine
    from anigen_core.ui.stage import StageData

log = logging.getLogger(__name__)

LARGEST = Extent(2048, 3072)
"""Pictures that become a drawing are scaled down to this, either way up; documents come as they are."""

NOTHING = "No file came with this; drop or choose one."
MOST_JOINTS = 10
"""Joints that OpenPose must see to be believed: it has learned from photographs."""

SECOND = 0.25
"""A second figure counts as one when it covers this share of what the largest does."""


def take(engine: Engine, value: StageData | None, kind: Any) -> dict[str, Any]:
    """What the stage's event "take" asks for.

    Keys: drawing (prop of the stage), controls (values by name of the page's choices, of documents only).

    Raises:
        InputError: the file cannot be read as this, or this is not a kind of import.
    """
    ways = {
        "document": lambda: _document(drawing.read_file(value, NOTHING)),
        "lines": lambda: _lines(engine, _picture(value)),
        "split": lambda: _split(engine, _picture(value)),
        "pose": lambda: _pose(engine, _picture(value), value),
        "cutout": lambda: _cutout(engine, _picture(value)),
    }
    if kind not in ways:
        raise InputError(f"A file can be taken in as {', '.join(ways)}.")
    return ways[kind]()


def example(path: Path) -> dict[str, Any]:
    """One of the drawings to begin with, as `take` gives a document."""
    return _document(path.read_bytes(), "An example to begin with; undo brings yours back.")


def use_lines(path: str | None) -> dict[str, Any]:
    """Lines that were taken on the other tab, as `take` gives lines."""
    from anigen_core.imaging import open_image, to_lines

    if path is None:
        raise InputError("There are no lines yet; take them from a picture first.")
    return _as_lines(to_lines(open_image(path)), "The lines are on the stage.")


def take_lines(
    engine: Engine, picture: Path | bytes | None, kind: Any, detail: Any
) -> Iterator[dict[str, Any]]:
    """The lines of a picture, for the page of its own. Yields what changed; never raises.

    Keys: panel (html), pair (before, after), lines (path), files (transparent PNG, SVG), notes (html).
    """
    from anigen_core.imaging import open_image, to_rgb, to_rgba
    from anigen_core.stages.lines import LinesOptions

    yield {"busy": True, "panel": panels.message("busy", "Taking the lines …")}
    try:
        if picture is None:
            raise InputError("There is no picture yet; drop one on the left, then take its lines.")
        source = open_image(picture)
        array = to_rgba(source) if source.mode == "RGBA" else to_rgb(source)
        start = time.perf_counter()
        lines, words = engine.lines(array, LinesOptions(kind=kind, detail=detail))
        seconds = time.perf_counter() - start
        yield {
            "panel": "",
            "pair": files.write_pair(to_rgb(source), to_rgb(lines)),
            "lines": files.write_picture(lines, "lines"),
            "files": files.write_lines(lines),
            "notes": panels.lines_notes(lines, words, seconds),
        }
    except InputError as error:
        yield {"panel": panels.message("error", str(error))}
    except Exception:
        log.exception("lines could not be taken")
        yield {"panel": panels.message("error", UNEXPECTED)}


def check_picture(picture: Path | bytes | None) -> None:
    """Tell at once, not later, that a file cannot be used. The input keeps it: nothing is cleared."""
    from anigen_core.imaging import open_image

    if picture is not None:
        open_image(picture)


def _document(data: bytes, note: str = "The drawing, its pose and its settings are back.") -> dict[str, Any]:
    from anigen_core.document import Document

    document = Document.open(data)
    return {"drawing": drawing.sent_document(document, note), "controls": shown(document.settings)}


def _picture(value: StageData | None) -> np.ndarray:
    """The picture that came along, no larger than `LARGEST`."""
    picture, _ = drawing.read_picture(value, NOTHING)
    extent = Extent.of(picture)
    upright = extent.height >= extent.width
    fitted = extent.fitted(LARGEST if upright else Extent(*reversed(LARGEST)))
    return picture if fitted == extent else resize(picture, fitted)


def _lines(engine: Engine, picture: np.ndarray) -> dict[str, Any]:
    from anigen_core.stages.lines import LinesOptions

    lines, words = engine.lines(picture, LinesOptions())
    return _as_lines(lines, f"{words}.")


def _as_lines(lines: np.ndarray, note: str) -> dict[str, Any]:
    prop = drawing.sent(
        Extent.of(lines), label="Lines from a picture", note=note, parts=("lines",), lines=lines
    )
    return {"drawing": prop}


def _split(engine: Engine, picture: np.ndarray) -> dict[str, Any]:
    lines, colors = engine.split(picture)
    prop = drawing.sent(
        Extent.of(lines),
        label="Lines and colors from a picture",
        note="The picture is now lines and color blocks.",
        parts=("lines", "colors"),
        lines=lines,
        colors=colors,
    )
    return {"drawing": prop}


def _pose(engine: Engine, picture: np.ndarray, value: StageData | None) -> dict[str, Any]:
    assert value is not None
    seen = seen_by_openpose(picture)
    pose, several = (seen, False) if seen is not None else find_pose(engine, picture)
    extent = drawing.canvas(value.width, value.height)
    note = "The pose of the figure was found; drag what is not right."
    if seen is not None:
        note = "The pose was found by OpenPose of controlnet-aux; drag what is not right."
    if several:
        note = "There are several figures; this is the pose of the largest one. Drag what is not right."
    prop = drawing.sent(
        extent, label="Pose from a picture", note=note, parts=("pose",), pose=pose.resized(extent)
    )
    return {"drawing": prop}


def seen_by_openpose(picture: np.ndarray) -> Pose | None:
    """The pose that OpenPose sees, where its weights are on this machine and it sees most of a body."""
    from anigen_core import adapters
    from anigen_core.imaging import to_rgb

    if adapters.weights_at_hand("openpose") is None:
        return None
    try:
        pose = adapters.detect_pose(to_rgb(picture))
    except InputError as error:
        log.warning("%s", error)
        return None
    return pose if pose is not None and pose.visible.sum() >= MOST_JOINTS else None


def find_pose(engine: Engine, picture: np.ndarray) -> tuple[Pose, bool]:
    """The pose of the largest figure, and whether there are others.

    Raises:
        InputError: there is no figure, or none whose joints can be seen.
    """
    parsed = engine.parse(picture)
    if parsed.empty or not parsed.pose.visible.any():
        raise InputError("No figure was found in this picture; try one that shows a whole person.")
    boxes = _figures(parsed)
    if len(boxes) == 1:
        return parsed.pose, False
    # Each joint was taken from whoever shows it best: look once more, at the largest figure alone.
    (left, top, right, bottom) = boxes[0]
    alone = engine.parse(picture[top:bottom, left:right])
    if alone.empty or not alone.pose.visible.any():
        return parsed.pose, True
    from anigen_core.pose import Pose

    moved = alone.pose.translated(left, top)
    return Pose(moved.joints, parsed.pose.width, parsed.pose.height, moved.left_hand, moved.right_hand), True


def _figures(parsed: Parsed) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom), a little wide, round figures that stand apart; the largest first."""
    import cv2
    import numpy as np

    height, width = parsed.figure.shape
    inside = (parsed.figure > 0.5).astype(np.uint8)
    reach = max(1, round(max(height, width) / 100))
    joined = cv2.dilate(inside, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))  # a hand beyond a sleeve
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = sorted(stats[1:], key=lambda row: -row[cv2.CC_STAT_AREA])
    boxes = []
    for x, y, w, h, area in found:
        if area >= SECOND * found[0][cv2.CC_STAT_AREA]:
            edge = round(0.05 * max(w, h))
            box = max(0, x - edge), max(0, y - edge), min(width, x + w + edge), min(height, y + h + edge)
            boxes.append(tuple(map(int, box)))
    return boxes


def _cutout(engine: Engine, picture: np.ndarray) -> dict[str, Any]:
    from anigen_core.stages.parse import cutout

    parsed = engine.parse(picture)
    if parsed.empty:
        raise InputError("No figure was found in this picture, so there is nothing to cut out.")
    prop = drawing.sent(
        Extent.of(picture),
        label="Figure without its background",
        note="The figure without its background is the reference now; draw over it.",
        parts=("reference",),
        reference=cutout(picture, parsed),
    )
    return {"drawing": prop}
