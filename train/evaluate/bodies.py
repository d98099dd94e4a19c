"""What bodies are measured on, and who draws them: characters of a split in five pictures each, as a pose and
wishes; PSGAN and its peers through the stage, the mannequin, and the nearest picture of the training set."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from anigen_core.character import Character
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.pose import FACE_JOINTS, L_EAR, L_EYE, NOSE, R_EAR, R_EYE, Pose
from anigen_core.runner import Runner, pick_runner
from anigen_core.stages.generate import NAME, Body, GenerateOptions, draw_body
from anigen_core.weights import WeightCard
from train.factory.holdout import Split
from train.factory.render.style import GRAY_STYLES
from train.pictures import Pictures
from train.seeing import SIZE
from train.wishes import palette_of, wishes_of

from . import frames, sources
from .example import Example
from .options import Options

PASSES = ("beauty", "part", "albedo")
JUDGED = ("hair_color", "hair", "outfit", "eye_color")
"""The wishes that are judged, and by whose number of equal words the nearest picture is chosen first."""

STORED = ("beauty", "part", "lines", "albedo")
"""Passes of the training pictures, those that PSGAN's own training keeps: one store for both."""


class Asked(NamedTuple):
    """A true picture, and what is asked for: who, in which pose. frame: a name of `frames.BODIES`."""

    example: Example
    frame: str
    pose: Pose
    character: Character


def asked(split: Split, count: int, size: tuple[int, int] = (512, 768)) -> Iterator[Asked]:
    """Five pictures of each of `count` characters. What expression and style are wished for is the picture's;
    all else, the colors too, is the character's: a color is that of the first picture that shows it. Of
    pictures in gray no colors are wished for."""
    shown = frames.framed(split, count, PASSES, size, frames.BODIES)
    while examples := list(islice(shown, len(frames.BODIES))):
        palette: dict[str, str] = {}
        for example in examples:
            palette = palette_of(example.passes["albedo"], example.passes["part"]) | palette
        for frame, example in zip(frames.BODIES, examples, strict=True):
            gray = example.labels["tags"]["style"] in GRAY_STYLES
            character = replace(wishes_of(example.labels), colors=() if gray else tuple(palette.items()))
            yield Asked(example, frame, pose_of(example.labels), character)


def pose_of(labels: dict[str, Any]) -> Pose:
    """The pose of a picture as a user would give it: joints of the body and hands whether or not something
    lies in front; those of the face as the head is turned, as in the pose library."""
    joints = np.asarray(labels["joints"], np.float64).copy()
    depth = joints[:, 3]
    view = labels["tags"]["face_view"]
    turned = view in ("back", "three_quarter_back")
    near_eye = R_EYE if depth[R_EYE] < depth[L_EYE] else L_EYE
    near_ear = R_EAR if depth[R_EAR] < depth[L_EAR] else L_EAR
    eyes = {"front": {R_EYE, L_EYE}, "three_quarter": {R_EYE, L_EYE}, "side": {near_eye}}.get(view, set())
    ears = {R_EAR, L_EAR} if turned or view == "front" else {near_ear}
    shown = eyes | ears | (set() if turned else {NOSE})
    joints[:, 2] = [joint not in FACE_JOINTS or joint in shown for joint in range(len(joints))]
    hands = {}
    for name in ("left_hand", "right_hand"):
        hand = np.asarray(labels[name], np.float64)[:, :3].copy()
        if hand[:, 2].any():  # of a hand that is hidden whole a user would give no fingers
            hand[:, 2] = 1
            hands[name] = hand
    width, height = labels["size"]
    return Pose(joints[:, :3], width, height, **hands)


class Drawers:
    """Everybody who draws through the stage: ours where its weights are, the peers, the mannequin."""

    def __init__(self, options: Options) -> None:
        ours = sources.runner(options, NAME)
        self.runners: dict[str, Runner | None] = {"ours": ours} if ours.card(NAME) is not None else {}
        if options.peer is not None:
            self.runners |= peers(options.peer, options)
        self.runners["mannequin"] = None
        self._warm = False

    def draw(self, pose: Pose, character: Character) -> tuple[dict[str, Body], dict[str, float]]:
        """Everybody's body, and how many seconds it took.

        Raises:
            InputError: the pose shows too little of a body.
        """
        options = GenerateOptions(character=character, figure="psgan", extent=pose.extent)
        if not self._warm:  # networks are loaded, and converted, at first use
            for runner in self.runners.values():
                draw_body(pose, options, runner=runner)
            self._warm = True
        made, seconds = {}, {}
        for row, runner in self.runners.items():
            start = time.perf_counter()
            made[row] = draw_body(pose, options, runner=runner)
            seconds[row] = time.perf_counter() - start
        return made, seconds


class _Renamed:
    """A runner in which weights of another name stand in the stage's place."""

    def __init__(self, runner: Runner, name: str) -> None:
        self._runner, self._name = runner, name

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        return self._runner.run(self._name, *arrays)

    def describe(self, name: str | None = None) -> str:
        return self._runner.describe(self._name)

    def card(self, name: str) -> WeightCard | None:
        return self._runner.card(self._name)


def peers(place: Path, options: Options) -> dict[str, Runner]:
    """PSGAN's peers: weights `psgan*.safetensors` with their cards in a folder or its subfolders. The row is
    the name of the folder that they lie in, such as `plain` (no adversary) or `original`.

    Raises:
        InputError: there are none.
    """
    files = [p for p in sorted(place.rglob(f"{NAME}*.safetensors")) if p.with_suffix(".json").is_file()]
    if not files:
        raise InputError(
            f"There are no weights of a peer at {place}; --peer takes a folder with plain/{NAME}.safetensors "
            f"or original/{NAME}.safetensors and the cards beside them."
        )
    return {
        p.resolve().parent.name: _Renamed(pick_runner(options.engine, folder=p.parent), p.stem) for p in files
    }


@dataclass(frozen=True, eq=False)
class _Known:
    """A training picture: number, words of `JUDGED`, joints (18, 3) in sides of the picture."""

    number: int
    words: tuple[str | None, ...]
    joints: np.ndarray


class Pool:
    """Training pictures, drawn once and kept (train/pictures.py), those of bodies among them."""

    def __init__(
        self, count: int, workers: int, folder: Path | None = None, size: tuple[int, int] = SIZE
    ) -> None:
        self._store = Pictures("train", size, STORED, count=count, each=4, workers=workers, folder=folder)
        self._store.need(count)
        self._known = []
        for number in range(count):
            labels = self._store.labels(number)
            if labels["tags"]["framing"] not in ("full", "knees"):
                continue
            joints = np.asarray(labels["joints"], np.float64)[:, :3] / (*labels["size"], 1)
            self._known.append(_Known(number, _judged(wishes_of(labels)), joints))
        if not self._known:
            raise InputError("There is no whole body among so few training pictures; set --pool higher.")

    def nearest(self, pose: Pose, character: Character) -> np.ndarray:
        """(height, width, 3) uint8 over white: of the pictures with most of the wished words the one whose
        joints lie nearest, mean over those that the pose shows."""
        words = _judged(character)
        joints = pose.joints[:, :2] / pose.extent
        shown = pose.visible

        def cost(known: _Known) -> tuple[int, float]:
            equal = sum(a == b for a, b in zip(words, known.words, strict=True) if a is not None)
            away = np.linalg.norm((known.joints[:, :2] - joints) * pose.extent, axis=1)[shown]
            return -equal, float(away.mean())

        best = min(self._known, key=cost)
        beauty = self._store.batch([best.number], ("beauty",))["beauty"][0].permute(1, 2, 0).numpy()
        return resize(sources.on_paper(beauty), Extent(*pose.extent))

    def close(self) -> None:
        """Stop to draw."""
        self._store.close()


def _judged(character: Character) -> tuple[str | None, ...]:
    return tuple(character.word(group) for group in JUDGED)
