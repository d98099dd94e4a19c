"""The Colorize panel as a gradio component: a picture whose colors are wanted, colors of parts, flats.

What draws it is in `static/stage/colorize`, plain modules that the browser loads as they are. Its value is
whether flats are kept; the event "input" says that somebody changed it. The colors are the character's:
downwards they go as the prop palette {id, colors}, upwards with the events "recolor" and "swap" {colors}, of
which "swap" asks for the variation sheet anew. The picture belongs to the drawing, and so to the stage.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from anigen_core.character import PALETTE
from anigen_core.errors import InputError
from anigen_core.ui.form import character_of, written
from anigen_core.ui.stage import prop

MODULE = Path(__file__).parent / "static" / "stage" / "colorize" / "panel.js"

UNKNOWN = "These colors did not arrive whole; choose them again."


class ColorizePanel(gr.HTML):
    """The panel. Its value is a bool."""

    def __init__(
        self,
        value: Any = False,
        *,
        palette: dict[str, Any] | None = None,
        parts: Any = None,
        **options: Any,
    ) -> None:
        options |= {"html_template": '<div class="colorize-panel"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__(value, palette=palette, parts=parts or list(PALETTE), **options)


def told(character: Any, flats: bool | None = None) -> Any:
    """An update of the panel: the colors of a character, a value as `form.character_of` reads it, and whether
    flats are kept (None: as it is)."""
    kept: dict[str, Any] = {} if flats is None else {"value": flats}
    return gr.update(palette=prop(colors=dict(character_of(character).colors)), **kept)


def recolored(character: Any, data: Any) -> str:
    """The value of a character with the colors that came with the event "recolor" or "swap".

    Raises:
        InputError: it is not what the panel sends.
    """
    colors = data.get("colors") if isinstance(data, dict) else None
    if not isinstance(colors, dict):
        raise InputError(UNKNOWN)
    return written(replace(character_of(character), colors=tuple(colors.items())))


def _bootstrap() -> str:
    """JavaScript that loads the modules. Gradio finds the names of the events in it, in quotes."""
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((panel) => panel.mount(element, { props, trigger, watch }))"
        ".catch((error) => console.error(error)); // 'input' 'recolor' 'swap'"
    )
