"""Studio: the chain from a drawing to a finished, layered picture.

    document -> posed body where nothing is drawn -> picture -> layers -> enlarged -> eyes -> Result

No stage knows another; what passes between them are plain arrays. The picture that is delivered is, by
definition, its visible layers laid over one another, so a PSD and the PNG can never disagree.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from anigen_core import choosing, redoing
from anigen_core.artwork import Art, drawn, lay_ink, on_ground, spread
from anigen_core.character import ANYBODY, Character
from anigen_core.document import Document, Settings
from anigen_core.enlarging import Enlarger
from anigen_core.errors import Cancelled, InputError
from anigen_core.eye_coloring import FINDERS, eyed
from anigen_core.imaging import Extent, resize, to_rgba
from anigen_core.layering.flats import enlarge_regions
from anigen_core.layers import Layer, composite, decompose, flats_of, repainted
from anigen_core.painters import SEER, Painting, paint
from anigen_core.planning import (
    check_drawing,
    chosen_notes,
    eye_options,
    output_extent,
    preview_extent,
    wants_body,
    working_extent,
)
from anigen_core.progress import Event, Run, portion
from anigen_core.result import Result, arranged, signed
from anigen_core.running import Engine, Runners
from anigen_core.sorting import parts_of
from anigen_core.tidying import Tidied, tidied
from anigen_core.varying_studio import VaryingStudio

if TYPE_CHECKING:
    from anigen_core.animation import Animation
    from anigen_core.library import Library
    from anigen_core.motion import Course
    from anigen_core.pose import Pose
    from anigen_core.pose_moves import Easing
    from anigen_core.runner import Runner
    from anigen_core.settings import Figure
    from anigen_core.stages.generate import Body
    from anigen_core.stages.pick import Candidate, Owner
    from anigen_core.steps import StepName

__all__ = ["Event", "Result", "Studio"]


class Studio(VaryingStudio):
    """Runs the chain. Cheap to make; engines load when first needed, or by `warm_up`. Thread-safe."""

    def __init__(
        self,
        engine: Engine = "auto",
        *,
        weights: Path | None = None,
        adapted: Sequence[Path | str] = (),
        library: Library | None = None,
    ) -> None:
        """weights: folder with trained weights; None takes those that come with the program. adapted: files
        of your own weights (adapted.py), for every document that names no others. library: what is made is
        compared with its pictures, too, and said to be too close to one.

        Raises:
            InputError: a file of `adapted` is no such file, or two are for one network.
        """
        self._runners = Runners(engine, weights, adapted)
        self._library = library

    def warm_up(self) -> None:
        """Load the engine, the painter and the default enlarger: the first Finish does not wait for them."""
        from anigen_core.stages.reconstruct import Reconstruct
        from anigen_core.stages.upscale import Upscale, UpscaleOptions

        blank = np.full((64, 64), 255, np.uint8)
        Reconstruct(self.runner())(blank, np.zeros((64, 64, 4), np.uint8))
        Upscale(self.runner())(np.zeros((64, 64, 3), np.uint8), UpscaleOptions())

    def warm_up_rest(self) -> None:
        """Load what is asked for later, if at all: the colorizer, where its weights are there."""
        from anigen_core.stages.colorize import NAME, Colorize

        if (runner := self._runners.having(NAME)) is not None:
            Colorize(runner)(np.full((64, 64), 255, np.uint8), np.zeros((64, 64, 4), np.uint8))

    def finish(
        self,
        document: Document,
        *,
        preview: bool = False,
        again: Collection[StepName] = (),
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Result:
        """Turn a drawing into a finished picture.

        Args:
            document: lines, colors and pose, any of which may be missing where a pose fills the gap, or where
                the network chooses.
            preview: quickly and small, as many pixels as 256x384 has: not refined, not enlarged, eyes as they
                are, all of the picture in one layer.
            again: steps that are run anew even if nothing changed.
            progress: called with news, on the calling thread.
            cancel: set it from another thread to stop; what is finished by then is kept.

        Raises:
            InputError: the drawing is empty or lacks what this needs.
            Cancelled: stopped; `partial` holds the painted result if there was one.
        """
        settings = document.settings
        meant = self._meant(document)
        if not all(map(self._runners.having, FINDERS)):
            eye_options(settings.eyes, document.pose)  # nobody will look for them later
        work, output = working_extent(document.extent), output_extent(document)
        if preview:
            work = output = preview_extent(document.extent)
        steps = {"body": 1.0} if wants_body(document) else {}
        steps |= {"paint": 4.0, "layers": 1.0}
        steps |= {"upscale": 8.0} if output != work else {}
        steps |= {"eyes": 1.0} if settings.eyes and not preview else {}
        run = Run(steps, progress, cancel)
        run.notes += meant.notes
        result = None
        try:
            meant_so = replace(document, lines=meant.lines, colors=meant.colors)
            art = drawn(meant_so, work, run, self._runners.drawer(settings))
            result, art = self._paint(document, art, run, preview)
            if output != work:
                result = self._enlarge(result, art, output, run)
            if settings.eyes and not preview:
                result = self._recolor_eyes(result, run)
        except Cancelled as cancelled:
            cancelled.partial = result and signed(result, run)
            raise
        return signed(result, run) if preview else self._checked(signed(result, run))

    def reopen(self, document: Document, picture: np.ndarray) -> Result:
        """A picture that was finished before, in layers again.

        Args:
            document: what it was made from, or what has been drawn since.
            picture: (H, W, 3), or (H, W, 4) straight alpha; 1, 2 or 4 times the size of the drawing.

        Returns:
            A result whose picture and whose layers are this picture to the bit.

        Raises:
            InputError: the picture is not of this drawing.
        """
        document = redoing.checked(document, picture)
        run, art = self._again(document, {"layers": 1.0}, None, None)
        result = redoing.around(document, picture, art, run)
        run.methods, run.notes = ["opened as it was finished"], []
        return signed(result, run)

    def redo(
        self,
        document: Document,
        picture: np.ndarray,
        selection: np.ndarray,
        *,
        seed: int | None = None,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Result:
        """Paint a part of a finished picture anew; all the rest of it stays as it is, to the bit.

        Args:
            document, picture: as for `reopen`.
            selection: (H, W) uint8 at the size of the drawing, inside from 128 on.
            seed: another one paints another picture of what the drawing leaves open; None takes the
                document's.
            progress, cancel: as for `finish`.

        Raises:
            InputError: nothing is selected, or sizes do not fit.
            Cancelled: stopped; the old picture is as it was.
        """
        document = redoing.checked(document, picture)
        inside = redoing.checked_selection(document, selection)
        eyes = {"eyes": 1.0} if document.settings.eyes else {}
        steps = {"paint": 4.0, "upscale": 1.0, "layers": 2.0} | eyes
        run, art = self._again(document, steps, progress, cancel)
        enlarges = document.settings.upscaler != "lanczos" and Extent.of(picture) != Extent.of(art.lines)
        enlarger = Enlarger(document.settings, self.runner() if enlarges else None)
        engines = redoing.Engines(
            self._runners.painters(document.settings), enlarger, self._runners.having(FINDERS[0])
        )
        settings = document.settings if seed is None else replace(document.settings, seed=seed)
        fresh = redoing.repaint(replace(document, settings=settings), picture, inside, art, engines, run)
        run.tell("upscale", "Painted", picture=fresh)
        run.notes.append(redoing.CHANGED_NOTE)
        return self._checked(signed(redoing.around(document, fresh, art, run), run))

    def body(
        self,
        pose: Pose,
        character: Character = ANYBODY,
        *,
        figure: Figure = "auto",
        size: tuple[int, int] | None = None,
        weights: str = "",
        progress: Callable[[float], None] | None = None,
    ) -> Body:
        """A character in a pose, alone on nothing, with its lines, flat colors and parts.

        Args:
            figure: who draws it, see `Settings`.
            size: (width, height); None is the pose's canvas.
            weights: name of the user's own ones, see `Settings`.

        Raises:
            InputError: the pose shows too little of a body.
        """
        from anigen_core.stages.generate import GenerateOptions, draw_body

        options = GenerateOptions(character, figure=figure, extent=size)
        settings = Settings(figure=figure, weights=weights)
        drawer = self._runners.drawer(settings)
        return self._checked(draw_body(pose, options, runner=drawer, progress=progress))

    def animate(
        self,
        poses: Sequence[Pose],
        character: Character = ANYBODY,
        frames: int = 24,
        *,
        easing: Easing = "smooth",
        course: Course = "once",
        toward: Character | None = None,
        figure: Figure = "auto",
        size: tuple[int, int] | None = None,
        fps: float = 12.0,
        weights: str = "",
        painted: Document | None = None,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> Animation:
        """A character moving through key poses.

        Args:
            poses, frames, easing, course: see `motion.move`.
            toward: turns into this character on the way; then one pose is enough.
            figure, size, weights: see `body`.
            fps: frames a second.
            painted: each frame goes through the chain with the settings, colors, character and seed of this
                document, whose finished picture the frames are to look like; None: the body as it is drawn.
            progress: news of every frame, with its picture. cancel: set it from another thread to stop.

        Raises:
            InputError: poses that show too little, or frames too many or too large; told before any is drawn.
            Cancelled: stopped.
        """
        from anigen_core.animating import draw_motion
        from anigen_core.motion import move
        from anigen_core.stages.generate import GenerateOptions

        if len(poses) == 1 and toward is None:
            raise InputError("One key pose alone does not move; give another one, or a second character.")
        motion = move(poses, frames, easing=easing, course=course)
        options = GenerateOptions(character, toward, figure=figure, extent=size)
        runner = self._runners.drawer(Settings(figure=figure, weights=weights))
        return draw_motion(motion, options, fps, runner=runner, progress=progress, cancel=cancel)

    def varies(self, document: Document) -> Owner:
        """Whose seed makes other pictures of a document; InputError where none does. See `choosing.owner`."""
        settings = document.settings
        return choosing.owner(
            document, self._runners.drawer(settings), paints=self._runners.painter(settings) is not None
        )

    def candidates(
        self,
        document: Document,
        count: int,
        *,
        progress: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> tuple[Candidate, ...]:
        """Pictures to choose from, best first, the best four `shown`.

        They differ by the seed that `varies` names, from the one in the settings on; `choosing.seeded` gives
        the settings that finish one. A body alone comes at its own size, a drawing as a preview.

        Args:
            document, cancel: as for `finish`. count: 1 to 16. progress: brings every picture as it is made.

        Raises:
            InputError: as `finish`, and where nothing varies.
            Cancelled: stopped.
        """
        meant = self._meant(document)
        given = replace(document, lines=meant.lines, colors=meant.colors)
        drawer = self._runners.drawer(given.settings)

        def make(variant: Document, work: Extent) -> tuple[np.ndarray, Art]:
            art = drawn(variant, work, choosing.quiet(cancel), drawer)
            if art.figure is not None:
                return art.figure, art
            return self._paint(variant, art, choosing.quiet(cancel), preview=True)[0].picture, art

        run = Run(choosing.STEPS, progress, cancel)
        return choosing.ranked(given, self.varies(given), count, make, self._runners.having(SEER), run)

    def _again(
        self,
        document: Document,
        steps: dict[str, float],
        progress: Callable[[Event], None] | None,
        cancel: threading.Event | None,
    ) -> tuple[Run, Art]:
        """A run over a picture that is there already, and its drawing at working size."""
        meant = self._meant(document)
        run = Run(({"body": 1.0} if wants_body(document) else {}) | steps, progress, cancel)
        run.notes += meant.notes
        document = replace(document, lines=meant.lines, colors=meant.colors)
        return run, drawn(
            document, working_extent(document.extent), run, self._runners.drawer(document.settings)
        )

    def _meant(self, document: Document) -> Tidied:
        """Lines and colors as they are meant.

        Raises:
            InputError: what is missing cannot be made up for.
        """
        self._runners.check(document.settings.weights)
        meant = tidied(document.lines, document.colors)
        seen = replace(document, lines=meant.lines, colors=meant.colors)
        check_drawing(seen, chooses=self._runners.painter(document.settings) is not None)
        meant.notes.extend(chosen_notes(seen))
        return meant

    def _paint(self, document: Document, art: Art, run: Run, preview: bool) -> tuple[Result, Art]:
        """The painted result, and the drawing with what counts as its lines from now on."""
        from anigen_core.painting.segments import fill_flats, segment

        settings = document.settings
        with run.step("paint", "Painting") as report:
            if art.figure is None:
                refine = 0 if preview else settings.refine
                painted = paint(document, art, self._runners.painters(settings), refine=refine, report=report)
                run.methods.append(painted.method)
            else:
                flats, _ = fill_flats(segment(art.lines), art.lines, art.colors)
                painted = Painting(art.figure, flats, art.lines, True, None, "")
            if not painted.own:
                full = resize(painted.lines, Extent.of(art.full_lines))
                art = replace(art, lines=painted.lines, full_lines=full, own=False)
            art = replace(art, parts=painted.parts)
        with run.step("layers", "Sorting into layers"):
            picture = on_ground(painted.picture, settings)
            if preview:
                layers = (Layer("picture", to_rgba(picture)),)
            else:
                if art.parts is None:
                    seer = self._runners.having(SEER)
                    parts = parts_of(painted.picture, painted.flats, art.lines, seer)
                    art = replace(art, parts=parts)
                layers = decompose(picture, painted.flats, art.lines, parts=art.parts)
            result = arranged(document, layers)
        run.tell("layers", "Painted", picture=result.picture)
        return result, art

    def _enlarge(self, result: Result, art: Art, output: Extent, run: Run) -> Result:
        """The result at another size, and taken into layers anew."""
        document, settings = result.document, result.document.settings
        work = Extent.of(result.picture)
        flats = composite(flats_of(result.layers), work)
        with run.step("upscale", f"Enlarging to {output}") as report:
            enlarger = Enlarger(settings, None if settings.upscaler == "lanczos" else self.runner())
            picture = enlarger(result.picture, output, portion(report, 0.0, 0.6))
            lines = enlarger(art.full_lines, output, portion(report, 0.6, 0.9))
            if document.extent != work and art.own:
                # The picture was made from a scaled copy: the artist's own lines go over the softer ones.
                ink = next(layer for layer in result.layers if layer.name == "lines").image
                picture = lay_ink(picture, lines, resize(spread(ink), output))
            flats, parts = enlarge_regions(flats, art.parts, output)
            layers = decompose(picture, flats, lines, parts=parts)
            result = arranged(document, layers)
        run.methods.append(enlarger.method)
        if document.extent != work:
            run.notes.append(f"The drawing is large, so it was painted at {work} and enlarged from there.")
        run.tell("upscale", "Enlarged", picture=result.picture)
        return result

    def _recolor_eyes(self, result: Result, run: Run) -> Result:
        with run.step("eyes", "Coloring the eyes"):
            picture = eyed(result.document, result.picture, None, run, self._runners.having(FINDERS[0]))
            layers = repainted(result.layers, picture)
        return replace(arranged(result.document, layers), plain=result.picture)

    def runner(self, weights: str = "") -> Runner:
        """The engine that runs the networks, made when first asked for; other stages may share it. weights:
        name of the user's own ones.

        Raises:
            InputError: there are none of that name.
        """
        return self._runners.runner(weights)
