"""Which event of the stage leads to which help for a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.ui import drafting, drawing
from anigen_core.ui.guard import PRIVATE, one_sentence
from anigen_core.ui.stage import StageData, send

if TYPE_CHECKING:
    from anigen_core.ui.wiring import Parts


def wire_drafting(parts: Parts) -> None:
    """Connect the guide, the limbs that the sketch leaves, the fitted skeleton and a picture's palette."""
    engine, stage = parts.engine, parts.stage

    def guide(data: gr.EventData) -> Any:
        return send(guide=drafting.guide(getattr(data, "_data", None)))

    def check(data: gr.EventData) -> Any:
        return send(strays=drafting.check(getattr(data, "_data", None)))

    def fit(data: gr.EventData, value: StageData | None) -> Any:
        try:
            with one_sentence():
                return send(
                    drawing=drafting.fit(engine, drawing.arrived(value, getattr(data, "_data", None)))
                )
        except InputError as error:
            return _refused(error)

    def palette(value: StageData | None) -> Any:
        try:
            with one_sentence():
                return send(palette=drafting.palette(engine, value))
        except InputError as error:
            return _refused(error)

    # Past gradio's queue, as previews: these follow the pen and the joints.
    quick: dict[str, Any] = {"queue": False, "trigger_mode": "always_last", **PRIVATE}
    stage.guide(guide, None, stage, **quick)
    stage.check(check, None, stage, **quick)
    stage.fit(fit, stage, stage, concurrency_limit=4, **PRIVATE)
    stage.palette(palette, stage, stage, concurrency_limit=4, **PRIVATE)


def _refused(error: InputError) -> Any:
    return send(message={"text": str(error), "kind": "error"})
