"""Wishes to a face: the attribute face maker of Jin et al. 2017 ("Towards the Automatic Anime Characters
Creation with Generative Adversarial Networks").

With the weights of networks/faces.py the network can draw the face that is wished for. Else it is drawn by
rule (facemaking/); that is the baseline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeGuard, get_args

import cv2
import numpy as np

from anigen_core.character import Character
from anigen_core.errors import InputError
from anigen_core.facemaking import form, wishing
from anigen_core.facemaking.drawing import draw_form
from anigen_core.progress import Progress

if TYPE_CHECKING:
    from anigen_core.runner import Runner

NAME = "faces"
"""The weights' name."""

BY_NETWORK = False
"""Whether "auto" is the network. Its first weights learned for less than an hour on a part of one core: what
the rule draws is cleaner and keeps closer to the wishes (train/README.md has the figures)."""

FACE_GROUPS = wishing.face_groups()
"""The groups of wishes that a face obeys, and their words; others are passed over."""

MOST = 64
"""Faces that are made at once."""

BY_RULE = "face by rule (no trained network)"

Size = Literal[128, 256]
Maker = Literal["auto", "network", "rule"]


@dataclass(frozen=True)
class FacesOptions:
    """How a face is drawn.

    size: side of the square picture in pixels. maker: "network", where the runner has its weights; "rule" and
    otherwise: by rule; "auto": whichever is better today (`BY_NETWORK`).

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
        character: who it is, what was left open filled in where it can be named: drawing it again gives the
            same face, and its wishes can be used elsewhere. In a morph the nearer end.
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
        ends = wishing.filled(first), wishing.filled(last)
        shares = np.linspace(0, 1, count) if count > 1 else np.zeros(1)
        report(0.0)
        faces = []
        for number, share in enumerate(shares):
            nearer = ends[int(share >= 0.5)]
            if learned(self._runner, options):
                picture, lines = _by_network(self._runner, *ends, float(share), options.size)
                words = f"face by network ({self._runner.describe(NAME)})"
            else:
                between = form.between(form.form_of(ends[0]), form.form_of(ends[1]), float(share))
                (picture, lines), words = draw_form(between, options.size), BY_RULE
            faces.append(Face(picture, lines, nearer, words))
            report((number + 1) / count)
        return faces


def learned(runner: Runner | None, options: FacesOptions) -> TypeGuard[Runner]:
    """Whether the network draws."""
    wanted = options.maker == "network" or (options.maker == "auto" and BY_NETWORK)
    return wanted and runner is not None and runner.card(NAME) is not None


def _by_network(
    runner: Runner, first: Character, last: Character, share: float, size: int
) -> tuple[np.ndarray, np.ndarray]:
    card = runner.card(NAME)
    assert card is not None
    known = tuple(card.labels)
    told = wishing.between(wishing.told(first, known), wishing.told(last, known), share)
    made = np.asarray(runner.run(NAME, told[None]))[0].transpose(1, 2, 0).astype(np.float32)
    if size != made.shape[0]:
        # Colors are averaged by their coverage: those of empty pixels mean nothing.
        made[..., :3] *= made[..., 3:4]
        made = cv2.resize(made, (size, size), interpolation=cv2.INTER_AREA)
        made[..., :3] /= np.maximum(made[..., 3:4], 1e-3)
    pixels = (made * 255 + 0.5).clip(0, 255).astype(np.uint8)
    picture = pixels[..., :4] * (pixels[..., 3:4] > 0)
    return np.ascontiguousarray(picture), np.ascontiguousarray(255 - pixels[..., 4])
