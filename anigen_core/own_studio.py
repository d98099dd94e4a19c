"""What a studio does with pictures of somebody's own character: the chain of own_character.py and
inbetween.py, with layers."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.artwork import on_ground
from anigen_core.bodies import flat_colors
from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.eye_coloring import FINDERS, eyed
from anigen_core.layers import decompose, repainted
from anigen_core.library_studio import LibraryStudio
from anigen_core.painting.blocks import color_blocks
from anigen_core.planning import output_extent
from anigen_core.progress import Event, Run
from anigen_core.remembering import Memory
from anigen_core.result import Result, arranged, signed
from anigen_core.running import Runners

if TYPE_CHECKING:
    from anigen_core.inbetween import Inbetweens, Key
    from anigen_core.pose import Pose
    from anigen_core.pose_moves import Easing
    from anigen_core.reposing.reference import Reference
    from anigen_core.stages.repose import Reposed
    from anigen_core.steps import StepName

COLORS = 24
"""Most colors of the flat layers where the parts are not known."""

SMALLER = "The character is drawn smaller than the pose, so that all of it is in the picture."
_CUT_OFF, _SHRINK, _TRIES = 0.02, 0.88, 3
"""Share of the picture's side on its border from which on something is cut off; how much smaller the figure
is then tried, and how often."""

UNSURE = 0.4
"""Share of the figure from which on it is said that much of it is a guess."""


class OwnStudio(LibraryStudio, ABC):
    """The part of `pipeline.Studio` that is about one's own character."""

    _runners: Runners
    _memory: Memory

    def find_reference(self, picture: np.ndarray, pose: Pose | None = None) -> Reference:
        """A picture of a character, ready for `repose`. Takes and raises what `own_character.find_reference`
        does."""
        from anigen_core.own_character import find_reference

        return find_reference(picture, runner=self._runners.runner(), pose=pose)

    def repose(
        self,
        document: Document,
        *,
        anyway: bool = False,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Result:
        """The character of a document's references in the document's pose.

        Args:
            document: with references and a pose; its settings say the ground, the size, the seed and the
                eyes. Poses that the references lack are found.
            anyway: also where the references seem to show different characters.
            progress, cancel: as for `finish`.

        Raises:
            InputError: no reference, no pose, too little of a body in one of them, or references of different
                characters.
            Cancelled: stopped.
        """
        from anigen_core.own_character import check_same, references_of
        from anigen_core.stages.repose import ReposeOptions, by_whom, repose

        settings = document.settings
        if not document.references:
            raise InputError("There is no picture of your character; add one to four of them.")
        if document.pose is None:
            raise InputError("There is no pose to bring your character into; choose one, or draw one.")
        steps = {"references": 1.0 * len(document.references), "repose": 2.0, "layers": 1.0}
        run = Run(steps | ({"eyes": 1.0} if settings.eyes else {}), progress, cancel)
        runner = self._runners.runner(settings.weights)
        extent = output_extent(document)
        with run.step("references", "Looking at your character") as report:
            references = references_of(document, runner, report)
            if not anyway:
                check_same(references, runner)
        with run.step("repose", "Bringing your character into the pose") as report:
            options = ReposeOptions(seed=settings.seed, extent=extent, refine=settings.refine > 0)
            pose = document.pose.resized(extent)
            made = repose(references, pose, options, runner=runner, progress=report)
            for _ in range(_TRIES):
                smaller = _smaller(made.picture, pose)
                if smaller is None:
                    break
                pose = smaller
                made = repose(references, pose, options, runner=runner)
                run.notes = [SMALLER]
            run.methods.append(by_whom(made, runner))
        run.tell("repose", "Posed", picture=made.picture)
        with run.step("layers", "Sorting into layers"):
            layers = decompose(on_ground(made.picture, settings), _flats(made), made.lines, parts=made.parts)
            result = arranged(document, layers)
        if settings.eyes:
            with run.step("eyes", "Coloring the eyes"):
                seer = self._runners.having(FINDERS[0])
                picture, _ = eyed(document, result.picture, None, run, seer, self._memory)
                recolored = arranged(document, repainted(result.layers, picture))
                result = replace(recolored, plain=result.picture)
        run.notes += _notes(made)
        return self._checked(signed(result, run))

    def between(
        self,
        first: Document,
        last: Document,
        frames: int = 12,
        *,
        easing: Easing = "smooth",
        anyway: bool = False,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Inbetweens:
        """The frames between two drawings of one character.

        Args:
            first, last: drawings with poses, of one size; each is finished as its settings say.
            frames, easing: see `inbetween.between`.
            anyway: also where the two seem to show different characters.
            progress: news of every frame, with its picture. cancel: set it from another thread to stop.

        Raises:
            InputError: a drawing without a pose, or as `finish` and `inbetween.between`.
            Cancelled: stopped.
        """
        from anigen_core.inbetween import between

        for document, what in ((first, "first"), (last, "last")):
            if document.pose is None:
                raise InputError(f"The {what} drawing has no pose; put one on its figure.")
        run = Run({"keys": 2.0, "between": float(frames)}, progress, cancel)
        with run.step("keys", "Finishing the two drawings") as report:
            keys = []
            for number, document in enumerate((first, last)):
                keys.append(self._key(document, cancel))
                report((number + 1) / 2)
        runner = self._runners.runner(first.settings.weights)
        with run.step("between", "Drawing") as report:

            def show(number: int, picture: np.ndarray) -> None:
                run.tell("between", f"Frame {number + 1} of {frames}", picture=picture)

            return between(
                keys[0], keys[1], frames, easing, runner=runner, anyway=anyway, progress=report, show=show
            )

    def sheet(
        self,
        document: Document,
        *,
        title: str = "",
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Result:
        """The model sheet of the character that a document's references show, or without any of the one that
        is wished for. The picture is larger than the document's canvas.

        title: written at the top. progress, cancel: as for `finish`.

        Raises:
            InputError: a reference shows no figure, or too little of a body.
            Cancelled: stopped.
        """
        from anigen_core.model_sheet import model_sheet
        from anigen_core.own_character import references_of

        settings = document.settings
        runner = self._runners.runner(settings.weights)
        own = bool(document.references)
        run = Run(({"references": 3.0} if own else {}) | {"sheet": 8.0}, progress, cancel)
        references = []
        if own:
            with run.step("references", "Looking at your character") as report:
                references = references_of(document, runner, report)
        with run.step("sheet", "Drawing the character sheet") as report:
            made = model_sheet(
                settings.character,
                references,
                runner=runner,
                figure=settings.figure,
                title=title,
                progress=report,
            )
        run.methods.append(made.engine)
        return signed(Result(made.picture, made.layers, document), run)

    def _key(self, document: Document, cancel: threading.Event | None) -> Key:
        """A drawing as a key frame, finished without ground and not enlarged."""
        from anigen_core.inbetween import Key

        assert document.pose is not None
        settings = replace(document.settings, transparent=True, upscale=1)
        picture = self.finish(replace(document, settings=settings), cancel=cancel).picture
        lines = document.lines
        return Key(picture, document.pose, None if lines is None or (lines > 200).all() else lines)

    @abstractmethod
    def finish(
        self,
        document: Document,
        *,
        preview: bool = False,
        again: Collection[StepName] = (),
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Result:
        """See `pipeline.Studio.finish`."""


def _smaller(picture: np.ndarray, pose: Pose) -> Pose | None:
    """A pose that is smaller, its feet where they were, for a figure (H, W, 4) uint8 whose head or sides are
    cut off where the pose's own are not: heads are larger in some characters. None where all fits."""
    x, y, width, height = pose.figure_box()
    if x < 0 or y < 0 or x + width > pose.width or y + height > pose.height:
        return None
    cut = max((edge >= 128).sum() for edge in (picture[0, :, 3], picture[:, 0, 3], picture[:, -1, 3]))
    if cut < _CUT_OFF * max(pose.extent):
        return None
    return pose.scaled(_SHRINK, (x + width / 2, y + height))


def _flats(made: Reposed) -> np.ndarray:
    """(H, W, 4) uint8: one color for each part, or for each area."""
    if made.parts is None or not made.parts.any():
        return (
            color_blocks(made.picture, COLORS) if made.picture[..., 3].any() else np.zeros_like(made.picture)
        )
    return flat_colors(made.picture.astype(np.float32), 1 - made.lines / np.float32(255), made.parts)


def _notes(made: Reposed) -> list[str]:
    """What the user should know."""
    drawn = made.picture[..., 3] >= 128
    if not drawn.any():
        return ["Nothing of the character is seen in this pose; show more of it in the pictures."]
    share = float((made.sure[drawn] < 0.5).mean())
    if share >= UNSURE:
        return ["Much of this is a guess; a picture that shows the character more like this pose helps."]
    return []
