"""Results of a character of one's own: in the pose of a document, or on a model sheet, in layers.

The character is the document's references. Each is looked at once (cut out of its ground, its parts and lines
found) and kept, as the same ones come again with every pose.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.artwork import on_ground
from anigen_core.bodies import flat_colors
from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.layers import decompose
from anigen_core.own_character import find_reference
from anigen_core.progress import Event, Run
from anigen_core.reposing.reference import Reference
from anigen_core.result import Result, arranged, signed
from anigen_core.stages.repose import ReposeOptions, by_whom, repose

if TYPE_CHECKING:
    from anigen_core.pose import Pose
    from anigen_core.runner import Runner

KEPT = 8
"""References that are kept ready: two characters of four pictures."""

NOT_LARGER = "One's own character comes at the size of the canvas; take a larger canvas for a larger picture."

Listener = Callable[[Event], None]


class References:
    """Pictures of characters made ready to be posed. Thread-safe."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Reference] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, document: Document, runner: Runner | None, run: Run) -> tuple[Reference, ...]:
        """The references of a document, in a step "references" of the run.

        Raises:
            InputError: there is none, or one shows no figure; the sentence says which.
        """
        if not document.references:
            raise InputError("There is no picture of the character yet; add one to four under My character.")
        count = len(document.references)
        found = []
        with run.step("references", "Looking at the pictures") as report:
            for number, (picture, pose) in enumerate(document.references, 1):
                report((number - 1) / count)
                try:
                    found.append(self._one(picture, pose, runner))
                except InputError as error:
                    if count == 1:
                        raise
                    raise InputError(f"Picture {number} of the character: {error}") from None
        return tuple(found)

    def _one(self, picture: np.ndarray, pose: Pose | None, runner: Runner | None) -> Reference:
        key = hashlib.sha256(repr(picture.shape).encode() + np.ascontiguousarray(picture).tobytes())
        key.update(b"" if pose is None else pose.to_json().encode())
        name = key.hexdigest()
        with self._lock:
            if name in self._known:
                self._known.move_to_end(name)
                return self._known[name]
        made = find_reference(picture, runner=runner, pose=pose)
        with self._lock:
            self._known[name] = made
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return made


def posed(
    document: Document,
    references: References,
    runner: Runner | None,
    *,
    progress: Listener | None = None,
    cancel: threading.Event | None = None,
) -> Result:
    """The character of a document's references in the document's pose.

    Args:
        runner: has the networks' weights; what it lacks goes by rule.
        progress: called with news, on the calling thread. cancel: set it from another thread to stop.

    Returns:
        A result whose layers are those of the picture; its document is the one that was given.

    Raises:
        InputError: there is no picture of the character, no pose, or one of them shows too little of a body.
        Cancelled: stopped.
    """
    if document.pose is None:
        raise InputError(
            "There is no pose yet; choose one or drag one on the stage, then pose the character."
        )
    run = Run({"references": 3.0, "repose": 4.0, "layers": 1.0}, progress, cancel)
    ready = references.of(document, runner, run)
    settings = document.settings
    with run.step("repose", "Posing the character") as report:
        options = ReposeOptions(refine=settings.refine > 0, seed=settings.seed)
        made = repose(ready, document.pose, options, runner=runner, progress=report)
        run.methods.append(by_whom(made, runner))
    with run.step("layers", "Sorting into layers"):
        parts = made.parts
        if parts is None:
            parts = np.where(made.picture[..., 3] >= 128, 1, 0).astype(np.uint8)
        ink = 1 - made.lines / np.float32(255)
        flats = flat_colors(made.picture.astype(np.float32), ink, parts)
        layers = decompose(on_ground(made.picture, settings), flats, made.lines, parts=made.parts)
        result = arranged(document, layers)
    run.notes.append(f"How sure this is, by its own estimate: {made.certainty:.0%}.")
    if settings.upscale != 1:
        run.notes.append(NOT_LARGER)
    run.tell("layers", "Posed", picture=result.picture)
    return signed(result, run)


def sheet(
    document: Document,
    references: References,
    runner: Runner | None,
    *,
    progress: Listener | None = None,
    cancel: threading.Event | None = None,
) -> Result:
    """The model sheet of a document's character: its references', or without any the one that is wished for.

    Arguments, result and errors as of `posed`, but for the pose, of which none is needed.
    """
    from anigen_core.model_sheet import model_sheet

    own = bool(document.references)
    run = Run(({"references": 3.0} if own else {}) | {"sheet": 8.0}, progress, cancel)
    ready = references.of(document, runner, run) if own else ()
    settings = document.settings
    with run.step("sheet", "Drawing the character sheet") as report:
        made = model_sheet(settings.character, ready, runner=runner, figure=settings.figure, progress=report)
    run.methods.append(made.engine)
    return signed(Result(made.picture, made.layers, document), run)
