"""What a studio does with pictures that are there already, and with faces: it looks at a picture, says
whether one that was made is too close to another, and makes faces that are wished for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from anigen_core.character import MAX_SEED, Character
from anigen_core.errors import InputError
from anigen_core.progress import Event, Run
from anigen_core.running import Runners

if TYPE_CHECKING:
    from anigen_core.library import Library, Looked
    from anigen_core.library.looking import Looker
    from anigen_core.result import Result
    from anigen_core.stages.faces import Face, FacesOptions
    from anigen_core.stages.generate import Body

Made = TypeVar("Made", "Result", "Body", "Face")

TAGGER, MAKER = "tagger", "faces"
"""Weights of the network that codes pictures, and of the one that makes faces."""


class LibraryStudio:
    """The part of `pipeline.Studio` that is about pictures to find, and about faces.

    _library: pictures that are made are compared with it; None compares with the training renders only.
    """

    _runners: Runners
    _library: Library | None

    def looker(self) -> Looker:
        """What looks at pictures for a library."""
        from anigen_core.library.looking import Looker

        return Looker(self._runners.having(TAGGER))

    def look(self, picture: np.ndarray) -> Looked:
        """Code, tags, palette, pose and style of a picture, (H, W), (H, W, 3) or (H, W, 4) uint8."""
        return self.looker()(picture)

    def too_close(self, picture: np.ndarray, *libraries: Library) -> str:
        """A sentence where a picture that was made is nearly a training render or one of a library, else "".

        picture: (H, W, 3) or (H, W, 4) uint8. libraries: none takes the studio's own, if it has one.
        """
        from anigen_core.library.known import too_close
        from anigen_core.stages.similar import Similar

        similar = Similar(self._runners.having(TAGGER))
        own = (self._library,) if self._library is not None else ()
        near = too_close(similar(picture).code, similar.coder, *(libraries or own))
        return "" if near is None else near.sentence

    def _checked(self, made: Made) -> Made:
        """What was made, with that sentence among its notes."""
        words = self.too_close(made.picture)
        return replace(made, notes=(*made.notes, words)) if words else made

    def faces(
        self,
        character: Character,
        count: int = 1,
        options: FacesOptions | None = None,
        *,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> list[Face]:
        """Faces of a character, by its seed and those that follow it.

        Args:
            count: 1 to `stages.faces.MOST`.
            progress: brings every face as it is made. cancel: set it from another thread to stop.

        Raises:
            InputError: too many faces. Cancelled: stopped.
        """
        from anigen_core.stages.faces import MOST, Faces, FacesOptions

        if not 1 <= count <= MOST:
            raise InputError(f"There can be 1 to {MOST} faces; give a count in that range.")
        stage, options = Faces(self._runners.having(MAKER)), options or FacesOptions()
        run = Run({"faces": 1.0}, progress, cancel)
        made = []
        with run.step("faces", f"Making {count} faces" if count > 1 else "Making a face") as report:
            for number in range(count):
                seed = (character.seed + number) % (MAX_SEED + 1)
                face = stage(replace(character, seed=seed), options)
                made.append(self._checked(face))
                report((number + 1) / count)
                run.tell("faces", f"Face {number + 1} of {count}", picture=face.picture)
        return made

    def morph_faces(
        self, first: Character, last: Character, count: int, options: FacesOptions | None = None
    ) -> list[Face]:
        """`count` faces from one character to another, both ends among them.

        Raises:
            InputError: a count that `stages.faces.Faces.morph` does not make.
        """
        from anigen_core.stages.faces import Faces, FacesOptions

        faces = Faces(self._runners.having(MAKER)).morph(first, last, count, options or FacesOptions())
        return [self._checked(face) for face in faces]
