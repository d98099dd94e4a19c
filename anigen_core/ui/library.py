"""The Library panel as a gradio component: pictures to be found again, and used.

What draws it is in `static/stage/library`, plain modules that the browser loads as they are. Its value in
Python are pictures that were uploaded. Upwards go the events

    look     {}: the panel is there
    keep     {batch}: the value's `pictures` are to be added
    search   {by: "words" | "picture" | "entry", place, words, key}: "picture" comes as the value's `query`
    between  {first, last}: keys of the two ends
    alike    {place}: near duplicates
    use      {key, way}: see `finding.WAYS`
    empty    {}: the pictures of this visit are taken away

and the stage's event "search" {by: "canvas" | "colors" | "pose", place}, which comes with the drawing. Down
go props, each with a fresh "id":

    shelf    {places: {name: count}, limit, local, entries: [ENTRY], batch, words, kind}
    found    {kind: "hits" | "chain" | "alike", place, by, hits: [ENTRY with distance, why], groups: [[key]]}
    used     {way, key, url, name, colors}: how a picture is to be used in the browser

ENTRY is {key, name, url, width, height}; keys are "here:3" or "own:12".
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from gradio.data_classes import FileData, GradioModel
from pydantic import Field

from anigen_core.ui.character import known
from anigen_core.ui.guard import UPLOAD_IT, plain_sentence
from anigen_core.ui.stage import uploaded

MODULE = Path(__file__).parent / "static" / "stage" / "library" / "panel.js"

EVENTS = ("look", "keep", "search", "between", "alike", "use", "empty")


class LibraryData(GradioModel):
    """Pictures on their way into a library, or to be searched by."""

    pictures: list[FileData] | None = Field(default=None, description="pictures to be added")
    query: FileData | None = Field(default=None, description="a picture to search by")


class LibraryPanel(gr.HTML):
    """The panel. Its value in Python is a `LibraryData` whose files were uploaded, or None."""

    data_model = LibraryData

    def __init__(
        self,
        value: Any = None,
        *,
        shelf: dict[str, Any] | None = None,
        found: dict[str, Any] | None = None,
        used: dict[str, Any] | None = None,
        catalog: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        options |= {"html_template": '<div class="library-panel"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__(value, shelf=shelf, found=found, used=used, catalog=catalog or known(), **options)

    def preprocess(self, payload: LibraryData | None) -> LibraryData | None:  # type: ignore[override]
        """The value as it came, if every file in it was uploaded."""
        if payload is None:
            return None
        files = [*(payload.pictures or ()), payload.query]
        if not all(file is None or uploaded(file) for file in files):
            raise plain_sentence(UPLOAD_IT)
        return payload

    def postprocess(self, value: Any) -> None:  # type: ignore[override]
        """Nothing: Python sends props, never a value."""
        return


def _bootstrap() -> str:
    """JavaScript that loads the modules. Gradio finds the names of the events in it, in quotes."""
    names = " ".join(f"'{name}'" for name in EVENTS)
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((panel) => panel.mount(element, { props, trigger, watch, upload }))"
        f".catch((error) => console.error(error)); // {names}"
    )
