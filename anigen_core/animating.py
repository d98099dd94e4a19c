"""Drawing a movement: one body for each of its poses, in the same character or on the way to another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from anigen_core.animation import Animation, check_amount, check_fps
from anigen_core.mannequin.skeleton import lift
from anigen_core.progress import Event, Run, portion
from anigen_core.stages.generate import GenerateOptions, by_whom, draw_body, learned

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.motion import Motion
    from anigen_core.runner import Runner


def draw_motion(
    motion: Motion,
    options: GenerateOptions,
    fps: float,
    *,
    runner: Runner | None = None,
    progress: Callable[[Event], None] | None = None,
    cancel: threading.Event | None = None,
) -> Animation:
    """The movement as pictures; those in a row that would be the same are drawn once.

    Args:
        motion: poses, and how far the way to the character `options.toward` has been gone in each.
        options: who is drawn; `share` is the motion's.
        fps: frames a second.
        runner: see `draw_body`.
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
                pictures.append(body.picture)
                by = by_whom(body, runner)
            numbers.append(len(pictures) - 1)
            run.tell("body", f"Frame {frame + 1} of {count}", (frame + 1) / count, pictures[-1])
    order = tuple(numbers[frame] for frame in motion.order)
    shown = tuple(motion.poses[numbers.index(number)] for number in range(len(pictures)))
    spent = time.perf_counter() - start
    return Animation(tuple(pictures), order, fps, motion.repeats, shown, by, spent)


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
