"""The variation sheet as a gradio component: candidates to choose from, the best first.

What draws it is in `static/stage/sheet`, plain modules that the browser loads as they are. Downwards goes one
prop, sheet {id, character, candidates: [{url, width, height, seed, owner, words, reasons, shown}]}, upwards
the event "pick" with {owner, seed, character}: which of them is to be made the drawing's own.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.ui import files
from anigen_core.ui.form import character_of, whole, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anigen_core.document import Document
    from anigen_core.stages.pick import Candidate

MODULE = Path(__file__).parent / "static" / "stage" / "sheet" / "sheet.js"

COUNT = 8
"""So many candidates are made at once."""

VIEW = Extent(480, 720)
"""Largest size at which a candidate is shown."""

UNKNOWN = "This candidate is not known here; ask for new ones."


class VariationSheet(gr.HTML):
    """The sheet. It has no value: Python sends the prop `sheet`."""

    def __init__(self, *, sheet: dict[str, Any] | None = None, **options: Any) -> None:
        options |= {"html_template": '<div class="variation-sheet"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__("", sheet=sheet, **options)


def told(document: Document, candidates: Sequence[Candidate]) -> dict[str, Any]:
    """The prop of the sheet that shows these candidates of a document."""
    return {
        "character": written(document.settings.character),
        "candidates": [_shown(one, len(candidates)) for one in candidates],
    }


def picked(data: Any) -> dict[str, Any]:
    """Values by name of the page's choices that make a candidate the next result.

    data: what came with the event "pick".

    Raises:
        InputError: it is not what the sheet sends.
    """
    if not isinstance(data, dict) or data.get("owner") not in ("character", "drawing"):
        raise InputError(UNKNOWN)
    seed = whole(data.get("seed"), "The seed of a candidate")
    if data["owner"] == "drawing":
        return {"seed": seed}
    return {"character": written(replace(character_of(data.get("character")), seed=seed))}


def _shown(candidate: Candidate, count: int) -> dict[str, Any]:
    from anigen_core.stages.pick import reasons

    picture = candidate.picture
    small = files.on_checks(resize(picture, Extent.of(picture).fitted(VIEW)))
    return {
        "url": files.address(files.write_view(small, "candidate")),
        "width": small.shape[1],
        "height": small.shape[0],
        "seed": candidate.seed,
        "owner": candidate.owner,
        "words": candidate.words,
        "reasons": reasons(candidate.scores, count),
        "shown": candidate.shown,
    }


def _bootstrap() -> str:
    """JavaScript that loads the modules. Gradio finds the name of the custom event in it, in quotes."""
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((sheet) => sheet.mount(element, { props, trigger, watch }))"
        ".catch((error) => console.error(error)); // 'pick'"
    )
