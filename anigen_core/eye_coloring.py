"""The eyes of a finished picture in the colors that are wished for: found, colored, and said where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.planning import eye_options
from anigen_core.progress import Run

if TYPE_CHECKING:
    from anigen_core.runner import Runner
    from anigen_core.stages.eyes import Box

FINDERS = ("faces", "landmarks")
"""Weights without which eyes are looked for nowhere but where a box or a pose says."""


def eyes_in(picture: np.ndarray, runner: Runner | None) -> dict[str, Box]:
    """Boxes (x, y, width, height) round the eyes of the face that is surest, by "left" and "right" of the
    character; empty where no face is found, or without the weights.

    picture: (H, W, 3) or (H, W, 4) uint8.
    """
    from anigen_core.stages.eyes import boxes_of_face
    from anigen_core.stages.landmarks import Landmarks, LandmarksOptions

    if runner is None or any(runner.card(name) is None for name in FINDERS):
        return {}
    faces = Landmarks(runner)(picture, LandmarksOptions(most=1))
    return boxes_of_face(faces[0].groups(), (picture.shape[1], picture.shape[0])) if faces else {}


def eyed(
    document: Document, picture: np.ndarray, mask: np.ndarray | None, run: Run, runner: Runner | None
) -> np.ndarray:
    """The picture with those of the wished eyes colored that lie in the mask, and there alone; None: all.

    runner: has the weights that find eyes and irises, as far as they are there.
    """
    from anigen_core.stages.eyes import Eyes, EyesOptions

    scale = picture.shape[1] / document.width
    found: dict[str, Box] | None = None
    for wish in sorted(document.settings.eyes, key=lambda wish: wish.side, reverse=True):
        try:
            options = eye_options([wish], document.pose, scale)
        except InputError as error:
            found = eyes_in(picture, runner) if found is None else found
            if wish.side not in found:
                run.notes.append(str(error))
                continue
            options = eye_options([wish], None, found=found)
        spec = getattr(options, wish.side)
        x, y, width, height = spec.box
        if mask is not None and not mask[max(0, y) : y + height, max(0, x) : x + width].any():
            continue
        try:
            colored = Eyes(runner)(picture, EyesOptions(**{wish.side: spec}))
        except InputError as error:
            # The picture is finished all but for this eye; a note keeps it, an error would lose it.
            run.notes.append(str(error))
            continue
        picture = colored if mask is None else np.where(mask[..., None], colored, picture)
    return picture
