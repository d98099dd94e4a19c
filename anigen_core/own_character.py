"""A user's own character: pictures of it, each with its pose, and the character in other poses.

The chain of the stages parse, lines and repose; `pipeline.Studio` and the command line run it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, check_size, to_rgb
from anigen_core.mannequin.skeleton import lift
from anigen_core.pose import Pose
from anigen_core.reposing.reference import Reference
from anigen_core.stages.lines import Lines
from anigen_core.stages.lines import has_network as draws_lines
from anigen_core.stages.parse import NAME as PARSER
from anigen_core.stages.parse import Parse, cutout

if TYPE_CHECKING:
    from anigen_core.document import Document
    from anigen_core.progress import Progress
    from anigen_core.runner import Runner

LEAST = 6
"""Joints that must be found in a picture for its figure to be carried."""


def find_reference(
    picture: np.ndarray, *, runner: Runner | None = None, pose: Pose | None = None
) -> Reference:
    """A picture of a character, ready to be carried into other poses: cut out of its ground, with its pose,
    its parts and its lines.

    Args:
        picture: (H, W, 3), or (H, W, 4) straight alpha, uint8.
        runner: finds pose, parts and lines where it has the weights; else rules guess them.
        pose: the pose as somebody has corrected it, on a canvas of the picture's proportions; None: it is
            found.

    Raises:
        InputError: no figure is found, or too little of a body.
    """
    check_size((picture.shape[1], picture.shape[0]), "The picture of the character")
    seer = runner if runner is not None and runner.card(PARSER) is not None else None
    parsed = Parse(seer)(picture)
    if parsed.empty:
        raise InputError(
            "No figure is found in the picture of the character; give one with a plain or transparent ground."
        )
    if pose is None:
        pose = parsed.pose
        if int(pose.visible.sum()) < LEAST:
            raise InputError(
                "Too little of a body is found in the picture of the character; give a picture that shows "
                "more of it, or put its pose there by hand."
            )
    elif pose.extent != Extent.of(picture):
        pose = pose.resized(Extent.of(picture))
    lift(pose)  # told now, not when it is drawn
    figure = cutout(picture, parsed)
    lines = Lines(runner if draws_lines(runner) else None)(np.ascontiguousarray(to_rgb(figure)))
    parts = parsed.parts if parsed.method == "network" else None
    return Reference(figure, pose, parts, lines)


def references_of(
    document: Document, runner: Runner | None = None, progress: Progress | None = None
) -> list[Reference]:
    """The pictures of a document's own character, ready to be carried. Raises what `find_reference` does, the
    picture's number said where there are several."""
    made = []
    count = len(document.references)
    for number, (picture, pose) in enumerate(document.references, 1):
        try:
            made.append(find_reference(picture, runner=runner, pose=pose))
        except InputError as error:
            raise InputError(f"Picture {number}: {error}" if count > 1 else str(error)) from None
        if progress is not None:
            progress(number / count)
    return made


def check_same(references: Sequence[Reference], runner: Runner | None = None) -> None:
    """Refuse pictures that clearly show different characters. In doubt nothing is said.

    Raises:
        InputError: with the number of the picture that differs.
    """
