"""What helps while one draws: the guide under the sketch, limbs it leaves, the skeleton on it, a palette.

The guide and the limbs are asked for with small pictures inside an event, and answered in kind: what is gone
with the next stroke needs no files.
"""

from __future__ import annotations

import base64
import logging
from typing import TYPE_CHECKING, Any

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, encode_png
from anigen_core.ui import drawing, files
from anigen_core.ui.guard import UNEXPECTED

if TYPE_CHECKING:
    from anigen_core.pose import Pose
    from anigen_core.ui.engine import Engine
    from anigen_core.ui.stage import StageData

log = logging.getLogger(__name__)

GUIDE = Extent(512, 512)
"""The guide is drawn to fit into this: lines that faint need no more, and a joint may be moving."""

MOST_COLORS = 6
NO_LINES = "There are no lines yet; sketch the figure first, then fit the skeleton to it."
NO_FIGURE = "No figure was found in your sketch; choose a pose and drag it near, then fit it."
NO_PICTURE = "No picture came with this; drop or choose one."


def guide(data: Any) -> dict[str, Any]:
    """The stage's prop "guide": a faint mannequin in the pose that was sent, as a data URL; never raises."""
    number = drawing.revision(data)
    try:
        from anigen_core.draft import guide as drawn

        pose, extent = _posed(data)
        picture = drawn(pose, extent.fitted(GUIDE)) if pose is not None else None
        url = None if picture is None else _inline(encode_png(picture, compress=1))
        return {"revision": number, "url": url, "words": ""}
    except InputError as error:
        return {"revision": number, "url": None, "words": str(error)}
    except Exception:
        log.exception("the guide could not be drawn")
        return {"revision": number, "url": None, "words": UNEXPECTED}


def check(data: Any) -> dict[str, Any]:
    """The stage's prop "strays": limbs of the pose that the sketch has elsewhere; never raises."""
    number = drawing.revision(data)
    try:
        from anigen_core.draft import stray

        pose, _ = _posed(data)
        lines = drawing.read_small_lines(data)
        limbs = [] if pose is None or lines is None else stray(lines, pose)
        return {"revision": number, "limbs": [vars(limb) for limb in limbs]}
    except InputError:
        return {"revision": number, "limbs": []}
    except Exception:
        log.exception("a sketch could not be compared with its pose")
        return {"revision": number, "limbs": []}


def fit(engine: Engine, value: StageData | None) -> dict[str, Any]:
    """The prop "drawing" with the skeleton moved onto the sketch.

    Raises:
        InputError: there are no lines, or no figure is found in them and there is no pose.
    """
    from anigen_core.draft import fitted

    document = drawing.read(value)
    if document.lines is None or not (document.lines < 128).any():
        raise InputError(NO_LINES)
    parsed = engine.parse(files.draft(document))  # colors tell the parser more than lines alone
    start = document.pose
    if start is None:
        if parsed.empty or not parsed.pose.visible.any():
            raise InputError(NO_FIGURE)
        start = _standing(document.extent, parsed.figure)
    found = parsed.pose if parsed.method == "network" and not parsed.empty else None
    pose = fitted(start, document.lines, found)
    note = "The skeleton lies on your sketch; drag what is not right. Undo brings the pose back."
    return drawing.sent(
        document.extent, label="Skeleton fitted to the sketch", note=note, parts=("pose",), pose=pose
    )


def palette(engine: Engine, value: StageData | None) -> dict[str, Any]:
    """The stage's prop "palette": colors of parts by name where a figure is seen, else the main colors.

    Raises:
        InputError: the picture cannot be read.
    """
    from anigen_core.color import palette as main_colors
    from anigen_core.color import to_hex
    from anigen_core.imaging import resize, to_rgb
    from anigen_core.part_colors import part_colors

    picture, _ = drawing.read_picture(value, NO_PICTURE)
    extent = Extent.of(picture).fitted(Extent(768, 768))
    small = resize(picture, extent) if extent.width < picture.shape[1] else picture
    parsed = engine.parse(small)
    parts = {} if parsed.empty or parsed.method != "network" else part_colors(small, parsed)
    weights = None if small.shape[2] == 3 else small[..., 3] >= 128
    centers, _ = main_colors(to_rgb(small), MOST_COLORS, weights=weights)
    return {"parts": parts, "colors": [to_hex(center) for center in centers]}


def _posed(data: Any) -> tuple[Pose | None, Extent]:
    """The pose and the canvas that an event names."""
    if not isinstance(data, dict):
        raise InputError(drawing.INCOMPLETE)
    extent = drawing.canvas(data.get("width"), data.get("height"))
    return drawing.read_pose(data.get("pose"), extent), extent


def _standing(extent: Extent, figure: Any) -> Pose:
    """A standing pose as large as the figure and where it is."""
    import numpy as np

    from anigen_core.pose_library import named_pose

    rows, columns = np.nonzero(figure > 0.5)
    pose = named_pose("standing", extent)
    x, y, width, height = pose.figure_box()
    scale = max(float(np.ptp(rows)), 8.0) / height
    pose = pose.scaled(scale, (x + width / 2, y + height / 2))
    middle = (columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2
    return pose.translated(float(middle[0] - x - width / 2), float(middle[1] - y - height / 2))


def _inline(png: bytes) -> str:
    return drawing.PNG_URL + base64.b64encode(png).decode()
