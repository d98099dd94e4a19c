"""Studio: everything the program can do, behind one face. The chain itself is in chain.py.

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

from anigen_core import choosing, painters, redoing
from anigen_core.artwork import Art, drawn, on_ground
from anigen_core.chain import SHARES, Chain, Plan
from anigen_core.character import ANYBODY, Character
from anigen_core.document import Document, Settings
from anigen_core.enlarging import Enlarger
from anigen_core.errors import Cancelled, InputError
from anigen_core.eye_coloring import FINDERS
from anigen_core.imaging import Extent, to_rgba
from anigen_core.layers import Layer
from anigen_core.ledger import Ledger
from anigen_core.pace import Pace
from anigen_core.painters import SEER
from anigen_core.planning import (
    check_drawing,
    chosen_notes,
    counting,
    eye_options,
    has_colors,
    has_lines,
    output_extent,
    preview_extent,
    wants_body,
    working_extent,
)
from anigen_core.progress import Event, Run
from anigen_core.remembering import Memory
from anigen_core.result import Result, arranged, signed
from anigen_core.running import Engine, Runners
from anigen_core.shortage import is_shortage, too_large
from anigen_core.steps import check_names
from anigen_core.tidying import tidied
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

AGAIN = "The steps to run again"


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
        self._memory, self._pace = Memory(), Pace()
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
            InputError: the drawing is empty or lacks what this needs, or memory is too short for its size.
            Cancelled: stopped; `partial` holds the painted result if there was one.
        """
        settings = counting(document.settings, preview=preview)
        given, notes = self._meant(replace(document, settings=settings))
        if not all(map(self._runners.having, FINDERS)):
            eye_options(settings.eyes, document.pose)  # nobody will look for them later
        work, output = working_extent(document.extent), output_extent(given)
        if preview:
            work = output = preview_extent(document.extent)
        plan = Plan(given, document, work, output, preview)
        tasks = plan.tasks()
        shares = {step: SHARES[step] for step in tasks}
        run = Run(shares, progress, cancel, pace=self._pace, tasks=tasks)
        run.notes += notes
        ledger = Ledger(run, self._memory, again=check_names(tuple(again), AGAIN), off=settings.off)
        chain = Chain(plan, ledger, self._runners)
        try:
            result = signed(chain.finish(), run, ledger.steps())
        except Cancelled as cancelled:
            partial = chain.so_far
            if isinstance(partial, np.ndarray):
                picture = on_ground(partial, settings)
                partial = arranged(document, (Layer("picture", to_rgba(picture)),))
            cancelled.partial = partial and signed(partial, run, ledger.steps())
            raise
        except Exception as error:
            if is_shortage(error):
                raise too_large(document) from error
            raise
        return result if preview else self._checked(result)

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
        result = redoing.around(document, picture, art, run, self._runners.having(SEER))
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
        settings = counting(document.settings)
        settings = settings if seed is None else replace(settings, seed=seed)
        eyes = {"eyes": 1.0} if settings.eyes else {}
        steps = {"paint": 4.0, "upscale": 1.0, "layers": 2.0} | eyes
        run, art = self._again(document, steps, progress, cancel)
        enlarges = settings.upscaler != "lanczos" and Extent.of(picture) != Extent.of(art.lines)
        enlarger = Enlarger(settings, self.runner() if enlarges else None)
        engines = redoing.Engines(
            self._runners.painters(settings), enlarger, self._runners.having(FINDERS[0])
        )
        fresh = redoing.repaint(replace(document, settings=settings), picture, inside, art, engines, run)
        run.tell("upscale", "Painted", picture=fresh)
        run.notes.append(redoing.CHANGED_NOTE)
        made = redoing.around(document, fresh, art, run, self._runners.having(SEER))
        return self._checked(signed(made, run))

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
        from anigen_core.animating import FramePainter, draw_motion
        from anigen_core.motion import move
        from anigen_core.stages.generate import GenerateOptions

        if len(poses) == 1 and toward is None:
            raise InputError("One key pose alone does not move; give another one, or a second character.")
        motion = move(poses, frames, easing=easing, course=course)
        paint = None
        if painted is not None:
            painted = replace(painted, settings=counting(painted.settings))
            character, weights = self._character_of(painted, cancel), painted.settings.weights
            who = self._runners.painters(painted.settings)
            paint = FramePainter(painted, who, self._runners.having(FINDERS[0]), self._memory)
        options = GenerateOptions(character, toward, figure=figure, extent=size)
        runner = self._runners.drawer(Settings(figure=figure, weights=weights))
        return draw_motion(motion, options, fps, runner=runner, paint=paint, progress=progress, cancel=cancel)

    def _character_of(self, document: Document, cancel: threading.Event | None) -> Character:
        """Who a document draws, see `likeness`."""
        from anigen_core.likeness import likeness
        from anigen_core.tagging import NAME

        if not has_lines(document) and not has_colors(document):
            return document.settings.character
        settings = replace(document.settings, upscale=1, eyes=(), transparent=True)
        result = self.finish(replace(document, settings=settings), cancel=cancel)
        return likeness(result, self._runners.having(SEER), self._runners.having(NAME))

    def varies(self, document: Document) -> Owner:
        """Whose seed makes other pictures of a document; InputError where none does. See `choosing.owner`."""
        document = replace(document, settings=counting(document.settings))
        drawer, painter = (of(document.settings) for of in (self._runners.drawer, self._runners.painter))
        paints = painter is not None and "paint" not in document.settings.off
        return choosing.owner(document, drawer, paints=paints, memory=self._memory)

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
        given, _ = self._meant(replace(document, settings=counting(document.settings, preview=True)))
        drawer = self._runners.drawer(given.settings)

        def make(variant: Document, work: Extent) -> tuple[np.ndarray, Art]:
            ledger = Ledger(choosing.quiet(cancel), self._memory, off=variant.settings.off)
            art = drawn(variant, work, ledger, drawer)
            if art.figure is not None:
                return art.figure, art
            painting = painters.first(variant, art, self._runners.painters(variant.settings)).painting
            layer = Layer("picture", to_rgba(on_ground(painting.picture, variant.settings)))
            return arranged(variant, (layer,)).picture, art

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
        given, notes = self._meant(replace(document, settings=counting(document.settings)))
        body = {"body": 1.0, "lines": 1.0} if wants_body(given) else {}
        run = Run(body | steps, progress, cancel)
        run.notes += notes
        ledger = Ledger(run, self._memory, off=given.settings.off)
        work = working_extent(document.extent)
        return run, drawn(given, work, ledger, self._runners.drawer(given.settings))

    def _meant(self, document: Document) -> tuple[Document, list[str]]:
        """A document with its lines and colors as they are meant, and sentences on what was changed.

        Raises:
            InputError: what is missing cannot be made up for.
        """
        self._runners.check(document.settings.weights)
        meant = tidied(document.lines, document.colors)
        seen = replace(document, lines=meant.lines, colors=meant.colors)
        chooses = self._runners.painter(document.settings) is not None or "paint" in document.settings.off
        check_drawing(seen, chooses=chooses)
        return seen, [*meant.notes, *chosen_notes(seen)]

    def runner(self, weights: str = "") -> Runner:
        """The engine that runs the networks, made when first asked for; other stages may share it. weights:
        name of the user's own ones.

        Raises:
            InputError: there are none of that name.
        """
        return self._runners.runner(weights)
