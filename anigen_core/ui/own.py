"""The "My character" panel as a gradio component, and the poses of its pictures.

What draws it is in `static/stage/own`, plain modules that the browser loads as they are. It has no value: the
pictures belong to the drawing, and so to the stage, which asks with its events "find" and "repose".
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.imaging import Extent
from anigen_core.own_pose import likely_pose
from anigen_core.ui import drawing
from anigen_core.ui.guard import UNEXPECTED
from anigen_core.ui.imports import find_pose

if TYPE_CHECKING:
    from anigen_core.ui.engine import Engine
    from anigen_core.ui.stage import StageData

log = logging.getLogger(__name__)

MODULE = Path(__file__).parent / "static" / "stage" / "own" / "panel.js"

NOTHING = "No picture came with this; choose one."


class OwnPanel(gr.HTML):
    """The panel. It has no value."""

    def __init__(self, **options: Any) -> None:
        options |= {"html_template": '<div class="own-panel"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__("", **options)


def find(engine: Engine, value: StageData | None, data: Any) -> dict[str, Any]:
    """The stage's prop "found": the pose in a picture, or why there is none; never raises."""
    asked = data.get("reference") if isinstance(data, dict) else None
    try:
        picture, _ = drawing.read_picture(value, NOTHING)
        pose, _ = find_pose(engine, picture)
        pose = likely_pose(pose, engine.parse(picture).figure)
        return {"reference": asked, "pose": pose.resized(Extent.of(picture)).to_dict(), "words": ""}
    except InputError as error:
        return {"reference": asked, "pose": None, "words": str(error)}
    except Exception:
        log.exception("the pose of a picture could not be found")
        return {"reference": asked, "pose": None, "words": UNEXPECTED}


def _bootstrap() -> str:
    """JavaScript that loads the modules."""
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((panel) => panel.mount(element, { props, trigger, watch }))"
        ".catch((error) => console.error(error));"
    )
