"""Drawing a movement: one body for each of its poses, in the same character or on the way to another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from anigen_core.animation import Animation, check_amount, check_fps
from anigen_core.artwork import Art
from anigen_core.eye_coloring import eyed
from anigen_core.imaging import Extent
from anigen_core.mannequin.skeleton import lift
from anigen_core.painters import Painters, painted
from anigen_core.progress import Event, Run, portion
from anigen_core.stages.generate import GenerateOptions, by_whom, draw_body, learned

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.document import Document
    from anigen_core.motion import Motion
    from anigen_core.pose import Pose
    from anigen_core.remembering import Memory
    from anigen_core.runner import Runner
    from anigen_core.stages.generate import Body


def draw_motion(
    motion: Motion,
    options: GenerateOptions,
    fps: float,
    *,
    runner: Runner | None = None,
    paint: FramePainter | None = None,
    progress: Callable[[Event], None] | None = None,
    cancel: threading.Event | None = None,
) -> Animation:
    """The movement as pictures; those in a row that would be the same are drawn once.

    Args:
        motion: poses, and how far the way to the character `options.toward` has been gone in each.
        options: who is drawn; `share` is the motion's.
        fps: frames a second.
        runner: see `draw_body`.
        paint: paints every body anew; None: as it is drawn.
        progress: an event for every frame, with its picture.
        cancel: set it from another thread to stop.

    Raises:
        InputError: a pose shows too little of a body, or all pictures together are too large; told before
            anything is drawn.
        Cancelled: stopped.
    """
    check_fps(fps)
    check_amount(len(motion.poses), options.extent or motion.poses[0].extent)
    for pose in motion.poses:
        lift(pose)
    if learned(runner, options):  # one of the two draws all frames
        options = replace(options, figure="psgan")
    run = Run({"body": 1.0}, progress, cancel)
    start, count = time.perf_counter(), len(motion.poses)
    pictures: list[np.ndarray] = []
    numbers: list[int] = []
    by = ""
    with run.step("body", "Drawing") as report:
        for frame, (pose, share) in enumerate(zip(motion.poses, motion.shares, strict=True)):
            same_way = options.toward is None or (frame and share == motion.shares[frame - 1])
            if not (frame and same_way and pose == motion.poses[frame - 1]):
                asked = _at(options, share)
                within = portion(report, frame / count, (frame + 1) / count)
                body = draw_body(pose, asked, runner=runner, progress=within)
                by = by_whom(body, runner)
                if paint is None:
                    pictures.append(body.picture)
                else:
                    pictures.append(paint(pose, body, run))
                    by = f"{by}; {paint.method}"
            numbers.append(len(pictures) - 1)
            run.tell("body", f"Frame {frame + 1} of {count}", (frame + 1) / count, pictures[-1])
    order = tuple(numbers[frame] for frame in motion.order)
    shown = tuple(motion.poses[numbers.index(number)] for number in range(len(pictures)))
    spent = time.perf_counter() - start
    return Animation(tuple(pictures), order, fps, motion.repeats, shown, by, spent)


class FramePainter:
    """Paints bodies as a document's drawing is painted.

    document: says how: painter, seed, passes of refinement, ink, eyes, style reference. painters: who paints.
    seer: has the weights that find eyes, or None. memory: knows eyes that were colored before.
    """

    def __init__(
        self, document: Document, painters: Painters, seer: Runner | None = None, memory: Memory | None = None
    ) -> None:
        eyes = tuple(replace(wish, box=None) for wish in document.settings.eyes)  # they move
        settings = replace(document.settings, eyes=eyes)
        self._document = replace(document, lines=None, colors=None, settings=settings)
        self._painters, self._seer, self._memory = painters, seer, memory
        self.method = ""

    def __call__(self, pose: Pose, body: Body, run: Run) -> np.ndarray:
        """(H, W, 4) uint8 straight alpha: a body painted, as large as it is."""
        extent = Extent.of(body.lines)
        document = replace(self._document, width=extent.width, height=extent.height, pose=pose)
        art = Art(body.lines, body.colors, body.lines)
        made = painted(document, art, self._painters)
        self.method = made.method
        if not document.settings.eyes:
            return made.picture
        run.notes.clear()  # an eye that is hidden in a frame is nothing to speak of
        # Which iris is blank is a matter of a few pixels: details would come and go from frame to frame.
        seer, memory = self._seer, self._memory
        return eyed(document, made.picture, None, run, seer, memory, details="never")[0]


def _at(options: GenerateOptions, share: float) -> GenerateOptions:
    """Who is drawn when this share of the way to another character is gone: at its ends nobody else, but
    by the same hand as between them."""
    if options.toward is None:
        return options
    if 0 < share < 1:
        return replace(options, share=share)
    figure = "psgan" if options.figure == "auto" else options.figure
    return replace(
        options, character=options.toward if share else options.character, toward=None, figure=figure
    )
