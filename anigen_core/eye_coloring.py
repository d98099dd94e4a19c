"""The eyes of a finished picture in the colors that are wished for: found, colored, and said where not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.painting.seen_iris import NAME as IRIS
from anigen_core.planning import eye_options
from anigen_core.progress import Run
from anigen_core.remembering import Memory, content, identity

if TYPE_CHECKING:
    from anigen_core.painting.eye_reference import EyeColors
    from anigen_core.pose import Pose
    from anigen_core.runner import Runner
    from anigen_core.settings import EyeWish, Settings
    from anigen_core.stages.eyes import Box, EyesOptions

FINDERS = ("face_finder", "landmarks")
"""Weights without which eyes are looked for nowhere but where a box or a pose says."""

FACE = 0.15
"""How sure a face must be whose eyes are looked at: less than elsewhere, for eyes must be seen in it then."""


def eyes_in(picture: np.ndarray, runner: Runner | None) -> dict[str, Box]:
    """Boxes (x, y, width, height) round the eyes of the face that is surest, by "left" and "right" of the
    character; empty where no face is found, or without the weights.

    picture: (H, W, 3) or (H, W, 4) uint8.
    """
    from anigen_core.stages.eyes import boxes_of_face
    from anigen_core.stages.landmarks import Landmarks, LandmarksOptions

    if runner is None or any(runner.card(name) is None for name in FINDERS):
        return {}
    faces = Landmarks(runner)(picture, LandmarksOptions(most=1, least=FACE))
    return boxes_of_face(faces[0].groups(), (picture.shape[1], picture.shape[0])) if faces else {}


def colors_in(picture: np.ndarray, runner: Runner | None) -> dict[str, EyeColors]:
    """What the eyes of a reference picture look like, by side; where it shows one only, both sides have it.

    picture: (H, W, 3) or (H, W, 4) uint8.

    Raises:
        InputError: there is no open eye in it.
    """
    from anigen_core.painting.eye_reference import colors_of
    from anigen_core.stages.eyes import find_eye

    found: dict[str, EyeColors] = {}
    for side, box in eyes_in(picture, runner).items():
        seen = find_eye(picture, box, runner, by_rule=False)
        if seen is not None:
            rgb = np.ascontiguousarray(picture[seen.piece][..., :3])
            found[side] = colors_of(rgb, seen.iris, seen.chances)
    if not found:
        raise InputError("No open eye was found in the reference picture; give one with a face that is seen.")
    for side, other in (("left", "right"), ("right", "left")):
        found.setdefault(side, found.get(other) or found[side])
    return found


def eyes_like(
    looks: Mapping[str, EyeColors],
    wishes: Sequence[EyeWish],
    boxes: Mapping[str, str | None],
    pose: Pose | None,
    found: Mapping[str, Box],
) -> EyesOptions:
    """Options that give eyes the colors of a reference, but those that are wished for where there are any.

    looks: of the reference, by side. boxes: "x,y,width,height" that a person gave. found: in the picture.

    Raises:
        InputError: nothing says where an eye is, or a box is none.
    """
    from anigen_core.intake import read_box
    from anigen_core.stages.eyes import EyesOptions, EyeSpec, eye_boxes

    drawn = {side: read_box(text) for side, text in boxes.items()}
    posed = {} if pose is None else eye_boxes(pose)
    colors = {wish.side: wish.color for wish in wishes}
    specs = {}
    for side in ("left", "right"):
        box = drawn.get(side) or found.get(side) or posed.get(side)
        if box is not None:
            specs[side] = EyeSpec(colors.get(side, looks[side]), box)
    if not specs:
        raise InputError("No eyes were found in the picture; give --left-box or --right-box.")
    return EyesOptions(**specs)


def details_of(settings: Settings) -> Literal["auto", "never"]:
    """Whether blank irises get details: not in a picture that is to stay flat."""
    return "never" if settings.painter == "colorize" and settings.flats else "auto"


REACH = 3
"""How far round its box an eye's surroundings tell where its iris is, in longer sides of the box; what lies
farther away the network never sees."""


def eyed(
    document: Document,
    picture: np.ndarray,
    mask: np.ndarray | None,
    run: Run,
    runner: Runner | None,
    memory: Memory | None = None,
    *,
    details: Literal["auto", "never"] = "auto",
) -> tuple[np.ndarray, bool]:
    """The picture with those of the wished eyes colored that lie in the mask, and there alone; None: all.

    runner: has the weights that find eyes and irises, as far as they are there. memory: knows the eyes that
    were colored before, each by the piece of picture round it and the wish. details: "never" leaves irises as
    blank as they are.

    Returns:
        The picture, and whether any network had to look.
    """
    from anigen_core.stages.eyes import EyesOptions

    settings, memory = document.settings, memory or Memory(0)
    details = details if details == "never" else details_of(settings)
    how = EyesOptions(details=details, light=settings.light)
    scale = picture.shape[1] / document.width
    wishes = sorted(settings.eyes, key=lambda wish: wish.side, reverse=True)
    found, looked = _found(picture, runner, memory) if any(not wish.box for wish in wishes) else ({}, False)
    for wish in wishes:
        try:
            # A face that is seen says better than a pose where its eyes are.
            if wish.box is None and wish.side in found:
                options = eye_options([wish], None, found=found)
            else:
                options = eye_options([wish], document.pose, scale)
        except InputError as error:
            run.notes.append(str(error))
            continue
        spec = getattr(options, wish.side)
        x, y, width, height = spec.box
        if mask is not None and not mask[max(0, y) : y + height, max(0, x) : x + width].any():
            continue
        try:
            colored, fresh = _one_eye(picture, spec.box, replace(how, **{wish.side: spec}), runner, memory)
            looked |= fresh
        except InputError as error:
            # The picture is finished all but for this eye; a note keeps it, an error would lose it.
            run.notes.append(str(error))
            looked = True
            continue
        picture = colored if mask is None else np.where(mask[..., None], colored, picture)
    return picture, looked


def _found(picture: np.ndarray, runner: Runner | None, memory: Memory) -> tuple[Mapping[str, Box], bool]:
    """The eyes of a picture, and whether they had to be looked for."""
    key = content("eyes in", picture, identity(runner, *FINDERS))
    boxes = memory.recall(key)
    if boxes is not None:
        return boxes, False
    boxes = eyes_in(picture, runner)
    memory.keep(key, boxes)
    return boxes, True


def _one_eye(
    picture: np.ndarray, box: Box, options: EyesOptions, runner: Runner | None, memory: Memory
) -> tuple[np.ndarray, bool]:
    """The picture with one eye colored, and whether it was not known yet.

    Raises:
        InputError: there is no iris in the box.
    """
    from anigen_core.stages.eyes import Eyes

    x, y, width, height = box
    reach = REACH * max(width, height)
    near = slice(max(0, y - reach), y + height + reach), slice(max(0, x - reach), x + width + reach)
    key = content("eye", picture[near], picture.shape, options, identity(runner, IRIS))
    piece = memory.recall(key)
    fresh = piece is None
    if piece is None:
        piece = Eyes(runner)(picture, options)[near].copy()
        memory.keep(key, piece)
    colored = picture.copy()
    colored[near] = piece
    return colored, fresh
