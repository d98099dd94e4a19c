"""The character panel as a gradio component: wishes as pictures, colors of parts, dice, favorites.

What draws it is in `static/stage/character`, plain modules that the browser loads as they are. Its value is
the character as JSON, both ways; the event "input" says that somebody changed it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from anigen_core.character import ANYBODY, DICE, PALETTE, SETS, groups
from anigen_core.ui.form import written

MODULE = Path(__file__).parent / "static" / "stage" / "character" / "panel.js"


class CharacterPanel(gr.HTML):
    """The wishes. Its value is the JSON of a `Character`."""

    def __init__(self, value: Any = None, *, catalog: dict[str, Any] | None = None, **options: Any) -> None:
        options |= {"html_template": '<div class="character-panel"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__(value or written(ANYBODY), catalog=catalog or known(), **options)


def known() -> dict[str, Any]:
    """What can be wished for, as the panel's modules take it (model.js)."""
    return {
        "groups": {name: list(words) for name, words in groups().items()},
        "parts": list(PALETTE),
        "sets": list(SETS),
        "dice": list(DICE),
    }


def _bootstrap() -> str:
    """JavaScript that loads the modules. Gradio finds the name of the event in it, in quotes."""
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((panel) => panel.mount(element, { props, trigger, watch }))"
        ".catch((error) => console.error(error)); // 'input'"
    )
