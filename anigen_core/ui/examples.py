"""The drawings to begin with as a gradio component: cards, each of which opens as an editable drawing.

What draws it is in `static/stage/begin`, plain modules that the browser loads as they are. Downwards goes the
prop `cards`, [{name, label, url}], upwards the event "open" {name}.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.ui import files

MODULE = Path(__file__).parent / "static" / "stage" / "begin" / "shelf.js"

GONE = "This drawing is not here any more; reload the page to see which ones are."


class ExamplesShelf(gr.HTML):
    """The cards. It has no value."""

    def __init__(self, *, cards: Any = None, **options: Any) -> None:
        options |= {"html_template": '<div class="examples-shelf"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__("", cards=cards, **options)


def shown() -> Any:
    """An update of the shelf with the cards that there are."""
    return gr.update(cards=[_card(path, path.stat().st_mtime_ns) for path in files.examples()])


def chosen(data: Any) -> Path:
    """The document of the event "open".

    Raises:
        InputError: there is none of this name.
    """
    name = data.get("name") if isinstance(data, dict) else None
    for path in files.examples():
        if path.stem == name:
            return path
    raise InputError(GONE)


@cache
def _card(path: Path, changed: int) -> dict[str, str]:
    """Made once for each state of a file: every page shows all of them."""
    from anigen_core.document import Document
    from anigen_core.imaging import Extent, resize

    drawing = files.draft(Document.load(path))
    small = resize(drawing, Extent.of(drawing).fitted(files.THUMBNAIL))
    label = path.stem.replace("_", " ").capitalize()
    return {"name": path.stem, "label": label, "url": files.inline(small)}


def _bootstrap() -> str:
    """JavaScript that loads the module. Gradio finds the names of custom events in it, in quotes."""
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((shelf) => shelf.mount(element, { props, trigger, watch }))"
        ".catch((error) => console.error(error)); // 'open'"
    )
