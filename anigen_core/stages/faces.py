"""Wishes to a face: the attribute face maker of Jin et al. 2017 ("Towards the Automatic Anime Characters
Creation with Generative Adversarial Networks").

With the weights of networks/faces.py the network draws the face that is wished for. Without weights it is
drawn by rule (facemaking/); that is the baseline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from anigen_core.character import Character
from anigen_core.errors import InputError
from anigen_core.facemaking.bust import draw_bust
from anigen_core.facemaking.wishing import face_groups
from anigen_core.progress import Progress

if TYPE_CHECKING:
    from anigen_core.runner import Runner

NAME = "faces"
"""The weights' name."""

FACE_GROUPS = face_groups()
"""The groups of wishes that a face obeys, and their words; others are passed over."""

MOST = 64
"""Faces that are made at once."""

Size = Literal[128, 256]
Maker = Literal["auto", "network", "rule"]


@dataclass(frozen=True)
class FacesOptions:
    """How a face is drawn.

    size: side of the square picture in pixels. maker: "network", where the runner has its weights; "rule" and
    otherwise: by rule; "auto": whichever is better today.

    Raises:
        InputError: another size or maker.
    """

    size: Size = 256
    maker: Maker = "auto"

    def __post_init__(self) -> None:
        if self.size not in get_args(Size):
            raise InputError("A face can be 128 or 256 pixels large; choose one of these sizes.")
        if self.maker not in get_args(Maker):
            raise InputError("The maker of a face must be 'auto', 'network' or 'rule'.")


@dataclass(frozen=True, eq=False)
class Face:
    """A face that was made.

    Attributes:
        picture: (size, size, 4) uint8, straight alpha, nothing behind the head.
        lines: (size, size) uint8, 0 = ink, 255 = paper.
        character: what it was made of; drawing it again gives the same face. In a morph the nearer end.
        engine: who drew it, in words.
        notes: plain sentences the user should read.
    """

    picture: np.ndarray
    lines: np.ndarray
    character: Character
    engine: str
    notes: tuple[str, ...] = ()


class Faces:
    """The stage: a character's wishes in, its face out."""

    def __init__(self, runner: Runner | None = None) -> None:
        self._runner = runner

    def __call__(
        self,
        character: Character,
        options: FacesOptions = FacesOptions(),
        *,
        progress: Progress | None = None,
    ) -> Face:
        """The face of a character."""
        return self.morph(character, character, 1, options, progress=progress)[0]

    def morph(
        self,
        first: Character,
        last: Character,
        count: int,
        options: FacesOptions = FacesOptions(),
        *,
        progress: Progress | None = None,
    ) -> list[Face]:
        """`count` faces from one character to another in equal steps, both ends among them.

        Raises:
            InputError: a count out of 1 to `MOST`.
        """
        if not 1 <= count <= MOST:
            raise InputError(f"There can be 1 to {MOST} faces; give a count in that range.")
        report = progress or (lambda fraction: None)
        faces = []
        for number in range(count):
            share = number / max(count - 1, 1)
            nearer = first if share < 0.5 else last
            picture, lines = draw_bust(nearer, options.size)
            faces.append(Face(picture, lines, nearer, "face by rule"))
            report((number + 1) / count)
        return faces
