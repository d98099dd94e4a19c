"""The steps of a finished picture as a gradio component: seen, switched off, made anew, painted over.

What draws it is in `static/stage/steps`, plain modules that the browser loads as they are. Its value names
the steps that are switched off, as "upscale,eyes"; the event "input" says that somebody changed it. What a
person put in the place of a step belongs to the drawing, and so to the stage. Downwards go three props, each
with a fresh "id":

    steps   {steps: [{name, state, url, width, height, seconds}], stopped}: of another picture; [] are unknown
    running {step}: which one is being made, null: none
    whole   {step, url, words}: its picture as it is, after the event "whole" {step}; words: why there is none
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from anigen_core.imaging import Extent, resize, to_rgb
from anigen_core.ui import files
from anigen_core.ui.stage import prop

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.pipeline import Result
    from anigen_core.ui.parking import Parked

MODULE = Path(__file__).parent / "static" / "stage" / "steps" / "panel.js"

VIEW = Extent(640, 960)
"""Largest size at which a step is shown."""

GONE = "The steps of this picture are not here any more; press Finish, and they are."


class StepsPanel(gr.HTML):
    """The strip. Its value is a text with the names of the steps that are switched off."""

    def __init__(
        self,
        value: Any = "",
        *,
        steps: dict[str, Any] | None = None,
        running: dict[str, Any] | None = None,
        whole: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        options |= {"html_template": '<div class="steps-panel"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__(value, steps=steps, running=running, whole=whole, **options)


def told(result: Result, *, stopped: bool = False) -> dict[str, Any]:
    """The prop `steps` of a result. stopped: it is as far as a run came."""
    return prop(stopped=stopped, steps=[_told(step) for step in result.steps])


def _told(step: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {"name": step.name, "state": step.state, "seconds": step.seconds}
    if step.picture is None:
        return shown | {"url": None, "width": 0, "height": 0}
    extent = Extent.of(step.picture)
    small = resize(step.picture, extent.fitted(VIEW)) if max(extent) > max(VIEW) else step.picture
    url = files.address(files.write_view(_opaque(small), step.name))
    return shown | {"url": url, "width": extent.width, "height": extent.height}


def whole(made: Parked | None, data: Any) -> dict[str, Any]:
    """The prop `whole` that answers the event of the same name."""
    name = data.get("step") if isinstance(data, dict) else None
    pictures = [step.picture for step in made.light.steps if step.name == name] if made is not None else []
    picture = pictures[0] if pictures else None
    if picture is None:
        return prop(step=name, url=None, words=GONE)
    return prop(step=name, url=files.address(files.write_picture(picture, f"anigen_{name}")), words="")


def _opaque(picture: np.ndarray) -> np.ndarray:
    """(H, W, 3) of any picture of a step."""
    return to_rgb(picture) if picture.ndim == 2 else files.on_checks(picture)


def _bootstrap() -> str:
    """JavaScript that loads the modules. Gradio finds the names of the events in it, in quotes."""
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((panel) => panel.mount(element, { props, trigger, watch }))"
        ".catch((error) => console.error(error)); // 'input' 'whole'"
    )
