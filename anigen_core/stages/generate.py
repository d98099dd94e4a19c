"""Pose to full body: PSGAN's task (Hamada et al. 2018).

With the weights of networks/psgan.py the network draws the character that is wished for. Without weights a
croquis mannequin is drawn (mannequin/), in the colors that are wished for; that is the baseline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeGuard, get_args

import numpy as np

from anigen_core import bodies
from anigen_core.character import ANYBODY, Character, settled
from anigen_core.errors import InputError
from anigen_core.mannequin.costume import costume_of
from anigen_core.mannequin.drawing import Look, mannequin
from anigen_core.mannequin.solid import MATERIALS
from anigen_core.pose import Pose
from anigen_core.progress import Progress
from anigen_core.settings import Figure

if TYPE_CHECKING:
    from anigen_core.runner import Runner

NAME = "psgan"
"""The weights' name."""

_MADE_OF = {"skin": 2, "hair": 6, "top": 8, "bottom": 9, "shoes": 11, "face": 1, "socks": 10}
_REGION = np.array([0, *(_MADE_OF[material] for material in MATERIALS)], np.uint8)
"""The part (`stages.parse.PARTS`) of what the mannequin is made of."""


@dataclass(frozen=True)
class GenerateOptions:
    """Who is drawn, and how.

    character: the wishes, the colors, and the seed of what is left open. toward, share: another character,
    and how far the way to it has been gone, 0 to 1: words, colors and seed are blended. figure: "psgan", the
    network, where the runner has its weights; "mannequin" and otherwise: the croquis figure; "auto": the
    mannequin, which wears the hair and clothes that are wished for and keeps closer to them than the network
    that has not learned long, but for the way from one character to another. extent: (width, height) of the
    picture; None = the pose's canvas. light, shading (of the mannequin only): side of the picture the light
    comes from; how dark the second tone is, 0 to 1.

    Raises:
        InputError: a value out of its range.
    """

    character: Character = ANYBODY
    toward: Character | None = None
    share: float = 0.0
    figure: Figure = "auto"
    extent: tuple[int, int] | None = None
    light: Literal["left", "right"] = "left"
    shading: float = 0.5

    def __post_init__(self) -> None:
        if self.figure not in get_args(Figure):
            raise InputError("The figure must be 'auto', 'psgan' or 'mannequin'.")
        if not 0 <= self.share <= 1:
            raise InputError("The share of the way to another character goes from 0 to 1.")
        self.look()

    def look(self) -> Look:
        """The mannequin's part of the options: what it can show of the wishes. Where nothing is wished it has
        colors of its own."""
        character = self.character if self.character == ANYBODY else settled(self.character)
        worn = {"skin": "skin", "hair": "hair", "eyes": "iris", "top": "top", "bottom": "bottom"}
        worn |= {"shoes": "shoes", "socks": "socks", "outer": "top"}
        if self.character.color("outer") is None and self.character.color("top") is not None:
            del worn["outer"]  # a coat that nobody wished for leaves the top its color
        colors: dict[str, Any] = {worn[part]: hue for part, hue in character.colors if part in worn}
        expression = self.character.word("expression") or "smile"
        return Look(
            extent=self.extent,
            light=self.light,
            shading=self.shading,
            expression=expression,
            costume=costume_of(self.character),
            **colors,
        )


@dataclass(frozen=True, eq=False)
class Body:
    """A drawn figure and what it is made of, all (height, width).

    picture: HW4 uint8, straight alpha, shaded and outlined on nothing. colors: HW4 uint8, flat colors without
    lines, alpha 255 inside. lines: HW uint8, 0 = ink, 255 = paper. limbs: HW uint8 numbers into
    `anigen_core.mannequin.solid.PARTS`, 0 = none. parts: HW uint8 numbers into
    `anigen_core.stages.parse.PARTS`, 0 = background. method: "psgan" or "mannequin". aided: whether lines or
    the face of the network's body are drawn by rule. notes: plain sentences the user should read.
    """

    picture: np.ndarray
    colors: np.ndarray
    lines: np.ndarray
    limbs: np.ndarray
    parts: np.ndarray
    method: Literal["psgan", "mannequin"]
    aided: bool = False
    notes: tuple[str, ...] = ()


class Generate:
    """The stage: pose in, RGBA picture of a full body out. A runner without the weights draws a mannequin."""

    def __init__(self, runner: Runner | None = None) -> None:
        self._runner = runner

    def __call__(
        self, pose: Pose, options: GenerateOptions = GenerateOptions(), *, progress: Progress | None = None
    ) -> np.ndarray:
        """(height, width, 4) uint8 RGBA, straight alpha, empty around the figure.

        Raises:
            InputError: the pose shows too little of a body.
        """
        return draw_body(pose, options, runner=self._runner, progress=progress).picture


def draw_body(
    pose: Pose,
    options: GenerateOptions = GenerateOptions(),
    *,
    runner: Runner | None = None,
    progress: Progress | None = None,
) -> Body:
    """The posed body with its lines, flat colors and parts. Takes and raises what `Generate` does."""
    if options.extent is not None and tuple(options.extent) != pose.extent:
        pose = pose.resized(options.extent)
    if learned(runner, options):
        return _by_network(runner, pose, options, progress or (lambda fraction: None))
    figure = mannequin(pose, options.look(), progress=progress)
    return Body(
        picture=figure.picture,
        colors=figure.colors,
        lines=figure.lines,
        limbs=figure.parts,
        parts=_REGION[figure.materials],
        method="mannequin",
    )


def _by_network(runner: Runner, pose: Pose, options: GenerateOptions, report: Progress) -> Body:
    report(0.0)
    card = runner.card(NAME)
    assert card is not None
    wish = bodies.wish_of(options.character, options.toward, options.share, tuple(card.labels))
    report(0.1)
    figure = bodies.draw(runner, NAME, pose, wish)
    report(0.7)
    if bodies.lacks_eyes(figure):
        figure = bodies.with_face(figure, mannequin(pose, options.look()))
    body = Body(
        picture=figure.picture,
        colors=figure.flats,
        lines=(255 * (1 - figure.ink) + 0.5).astype(np.uint8),
        limbs=bodies.limbs_of(pose, figure),
        parts=figure.parts,
        method="psgan",
        aided=figure.aided,
    )
    report(1.0)
    return body


def learned(runner: Runner | None, options: GenerateOptions) -> TypeGuard[Runner]:
    """Whether the network draws."""
    wanted = options.figure == "psgan"
    if options.figure == "auto":
        wanted = options.toward is not None
    return wanted and runner is not None and runner.card(NAME) is not None


def by_whom(body: Body, runner: Runner | None) -> str:
    """What drew a body, in words."""
    if body.method == "psgan" and runner is not None:
        return f"body by PSGAN{', lines and face by rule' * body.aided} ({runner.describe(NAME)})"
    return "posed mannequin (no trained network)"
