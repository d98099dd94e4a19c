"""The Faces panel as a gradio component: faces that obey the wishes, and strips between two of them.

What draws it is in `static/stage/faces`, plain modules that the browser loads as they are. It has no value.
Upwards go the events

    make     {run, count, seed}: faces of the wishes in the Character panel
    morph    {run, first, last}: two faces of the newest sheet, by number
    wish     {run, face}: the wishes are to be those of this face
    halt     {}: stop

downwards two props, "faces" and "morph", each {id, run, state, fraction, words, faces}: state is "making",
"done", "stopped" or "failed"; a face is {url, lines, seed, notes}, of one on its way only the url is known.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from anigen_core.errors import Cancelled, InputError
from anigen_core.settings import MAX_SEED
from anigen_core.ui import files
from anigen_core.ui.form import character_of, whole, written
from anigen_core.ui.guard import UNEXPECTED
from anigen_core.ui.stage import prop

if TYPE_CHECKING:
    import threading

    import numpy as np

    from anigen_core.character import Character
    from anigen_core.stages.faces import Face
    from anigen_core.ui.engine import Engine

log = logging.getLogger(__name__)

MODULE = Path(__file__).parent / "static" / "stage" / "faces" / "panel.js"

COUNTS = (4, 8, 16, 32)
"""So many faces can be asked for at once."""

STEPS = 6
"""Faces of a strip, both ends among them."""

GONE = "There is another sheet of faces now; choose from that one."
STOPPED = "Stopped; these faces were made by then."
UNKNOWN = "The wish for faces did not arrive whole; ask once more."


class FacesPanel(gr.HTML):
    """The panel. It has no value: Python sends props."""

    def __init__(
        self,
        *,
        faces: dict[str, Any] | None = None,
        morph: dict[str, Any] | None = None,
        counts: Any = None,
        **options: Any,
    ) -> None:
        options |= {"html_template": '<div class="faces-panel"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        super().__init__("", faces=faces, morph=morph, counts=counts or list(COUNTS), **options)


class Sheet:
    """The faces of the newest sheet of a session."""

    def __init__(self, run: Any, faces: list[Face]) -> None:
        self.run, self.faces = run, faces

    def character(self, data: Any, name: str) -> Character:
        """The character of the face that `data[name]` numbers.

        Raises:
            InputError: it is none of this sheet.
        """
        asked = data if isinstance(data, dict) else {}
        number = asked.get(name)
        if asked.get("run") != self.run or type(number) is not int or not 0 <= number < len(self.faces):
            raise InputError(GONE)
        return self.faces[number].character


def make(
    engine: Engine, character: Any, data: Any, cancel: threading.Event
) -> Iterator[tuple[dict[str, Any], Sheet | None]]:
    """Props "faces" while a sheet is made, the last with the sheet. Never raises.

    character: the value of the Character panel. data: of the event "make".
    """
    made: list[np.ndarray] = []
    urls: list[str] = []

    def told() -> list[dict[str, Any]]:
        urls.extend(_url(picture) for picture in made[len(urls) :])
        return [{"url": url} for url in urls]

    asked = data if isinstance(data, dict) else {}
    run = asked.get("run")
    yield _prop(run, "making"), None
    try:
        count, seed = asked.get("count"), whole(asked.get("seed"), "The seed of the faces")
        if count not in COUNTS or not 0 <= seed <= MAX_SEED:
            raise InputError(UNKNOWN)
        wished = replace(character_of(character), seed=seed)
        for update in engine.faces(wished, count, cancel, made.append):
            if isinstance(update, list):
                yield _prop(run, "done", 1.0, faces=_whole(update, told())), Sheet(run, update)
            else:
                fraction = getattr(update, "fraction", 0.0)
                yield _prop(run, "making", fraction, update.message, told()), None
    except Cancelled:
        yield _prop(run, "stopped", 1.0, STOPPED, told()), None
    except InputError as error:
        yield _prop(run, "failed", words=str(error)), None
    except Exception:
        log.exception("faces could not be made")
        yield _prop(run, "failed", words=UNEXPECTED), None


def morph(
    engine: Engine, sheet: Sheet | None, data: Any, cancel: threading.Event
) -> Iterator[dict[str, Any]]:
    """Props "morph" of a strip from one face to another. Never raises."""
    run = data.get("run") if isinstance(data, dict) else None
    yield _prop(run, "making")
    try:
        if sheet is None:
            raise InputError(GONE)
        first, last = sheet.character(data, "first"), sheet.character(data, "last")
        for update in engine.morph_faces(first, last, STEPS, cancel):
            if isinstance(update, list):
                yield _prop(run, "done", 1.0, faces=_whole(update, []))
            else:
                yield _prop(run, "making", words=update.message)
    except Cancelled:
        yield _prop(run, "stopped")
    except InputError as error:
        yield _prop(run, "failed", words=str(error))
    except Exception:
        log.exception("faces could not be morphed")
        yield _prop(run, "failed", words=UNEXPECTED)


def wished(sheet: Sheet | None, data: Any) -> str:
    """The value of the Character panel that wishes for a face of the sheet, in the colors that it has.

    Raises:
        InputError: it is none of the sheet.
    """
    if sheet is None:
        raise InputError(GONE)
    from anigen_core.character import settled

    return written(settled(sheet.character(data, "face")))


def _prop(
    run: Any, state: str, fraction: float = 0.0, words: str = "", faces: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    return prop(run=run, state=state, fraction=fraction, words=words, faces=faces or [])


def _whole(faces: list[Face], told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Faces as the panel takes them; those whose picture was told are not written again."""
    return [
        {
            "url": told[i]["url"] if i < len(told) else _url(face.picture),
            "lines": files.address(files.write_picture(face.lines, "lines")),
            "seed": face.character.seed,
            "notes": [*face.notes],
        }
        for i, face in enumerate(faces)
    ]


def _url(picture: np.ndarray) -> str:
    return files.address(files.write_picture(picture, "face"))


def _bootstrap() -> str:
    """JavaScript that loads the modules. Gradio finds the names of the events in it, in quotes."""
    return (
        f"import((window.gradio_config?.root ?? '') + '/gradio_api/file={MODULE.as_posix()}')"
        ".then((panel) => panel.mount(element, { props, trigger, watch }))"
        ".catch((error) => console.error(error)); // 'make' 'morph' 'wish' 'halt'"
    )
