"""The model sheet of a document's character as a result: its picture, in layers, with the document."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from anigen_core.document import Document
from anigen_core.progress import Event, Run
from anigen_core.result import Result, signed

if TYPE_CHECKING:
    from anigen_core.runner import Runner


def sheet(
    document: Document,
    runner: Runner | None,
    *,
    progress: Callable[[Event], None] | None = None,
    cancel: threading.Event | None = None,
) -> Result:
    """The sheet of the character that the document's references show, or without any of the one that is
    wished for.

    Args:
        runner: has the networks' weights; what it lacks goes by rule.
        progress: called with news, on the calling thread. cancel: set it from another thread to stop.

    Returns:
        A result whose picture is larger than the document's canvas.

    Raises:
        InputError: a reference shows no figure, or too little of a body.
        Cancelled: stopped.
    """
    from anigen_core.model_sheet import model_sheet
    from anigen_core.own_character import references_of

    own = bool(document.references)
    run = Run(({"references": 3.0} if own else {}) | {"sheet": 8.0}, progress, cancel)
    references = []
    if own:
        with run.step("references", "Looking at your character") as report:
            references = references_of(document, runner, report)
    settings = document.settings
    with run.step("sheet", "Drawing the character sheet") as report:
        made = model_sheet(
            settings.character, references, runner=runner, figure=settings.figure, progress=report
        )
    run.methods.append(made.engine)
    return signed(Result(made.picture, made.layers, document), run)
