"""Open eyes of factory pictures with the truth about every pixel, and the colors that are wished for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from anigen_core.color import oklab_to_srgb, srgb_to_oklab
from anigen_core.stages.eyes import Box
from train.factory.parts import Part
from train.iris import SIDES

from . import sources
from .example import Example

ROOM = 1.6
"""How much of the picture round an eye belongs to its case, in lengths of its box: all that is looked at."""

SLACK = 0.17
"""Share of its length by which a box is wider than the eye, as boxes from landmarks are."""

SIZES = ((0, 8), (8, 12), (12, 16), (16, 24), (24, 36), (36, 10_000))
"""Heights of irises in pixels, for the curve."""

TALL = 16
"""Height of the irises for which the bar of the IoU is."""

OUTLINE = (92, 90, 98)
"""Color round a white iris."""

SEEN = 12
"""Pixels of iris that must be seen for an eye to be measured."""


@dataclass(frozen=True, eq=False)
class Case:
    """An open eye. Arrays are (h, w), of a piece of a picture.

    picture: (h, w, 3) uint8. box: where a user would draw it. opening: white, iris, pupil, highlight. iris:
    the last three. body: the iris without pupil and highlight.
    """

    who: str
    kind: str
    side: str
    picture: np.ndarray
    box: Box
    corner: tuple[int, int]
    opening: np.ndarray
    iris: np.ndarray
    body: np.ndarray

    @property
    def height(self) -> int:
        """Of the iris as it is seen, in pixels."""
        rows = np.flatnonzero(self.iris.any(1))
        return int(rows[-1] - rows[0] + 1)


def cases(example: Example) -> Iterator[Case]:
    """The open eyes of a picture with its part pass."""
    picture, part = sources.on_paper(example.picture), example.passes["part"]
    for side in SIDES:
        names = {n: part == Part[f"{side.upper()}_{n}"] for n in ("SCLERA", "IRIS", "PUPIL", "HIGHLIGHT")}
        iris = names["IRIS"] | names["PUPIL"] | names["HIGHLIGHT"]
        if side not in example.labels["tags"]["eyes_seen"] or names["IRIS"].sum() < SEEN:
            continue
        marks = [row[:2] for n in ("eye", "iris") for row in example.labels["landmarks"][f"{side}_{n}"]]
        low, high = np.min(marks, axis=0), np.max(marks, axis=0)
        size = float((high - low).max())
        box = np.concatenate([low - SLACK * size, high + SLACK * size])
        reach = ROOM * size
        x0, y0 = (max(0, int(v - reach)) for v in low)
        x1, y1 = (int(v + reach) + 1 for v in high)
        piece = (slice(y0, y1), slice(x0, x1))
        x, y = round(box[0]) - x0, round(box[1]) - y0
        yield Case(
            example.who,
            example.kind,
            side,
            np.ascontiguousarray(picture[piece]),
            (x, y, max(8, round(box[2] - box[0])), max(8, round(box[3] - box[1]))),
            (x0, y0),
            (names["SCLERA"] | iris)[piece],
            iris[piece],
            names["IRIS"][piece],
        )


def blackened(case: Case) -> Case:
    """The same eye with an iris that is nearly black; its highlight stays."""
    dark = np.rint(case.picture * 0.3)
    return replace(case, picture=np.where(case.body[..., None], dark, case.picture).astype(np.uint8))


def whitened(case: Case) -> Case:
    """The same eye with an iris that is nearly white; pupil, highlight and what is dark stay. It gets an
    outline, without which nobody could tell it from the white of the eye."""
    lab = srgb_to_oklab(case.picture)
    level = np.median(lab[case.body], axis=0)[0]
    pale = 0.93 + 0.12 * (lab[..., 0] - level)
    lift = np.clip((lab[..., 0] / level - 0.5) / 0.3, 0, 1)[..., None]
    white = np.concatenate([np.minimum(pale, 0.99)[..., None], 0.12 * lab[..., 1:]], axis=-1)
    made = oklab_to_srgb(lab + (white - lab) * lift)
    thick = max(1, round(0.035 * case.height))
    whole = cv2.morphologyEx(case.iris.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    inner = cv2.erode(whole, np.ones((3, 3), np.uint8), iterations=thick) > 0
    made[case.iris & ~inner] = OUTLINE
    return replace(case, picture=np.where(case.body[..., None], made, case.picture))


def emptied(case: Case) -> Case:
    """The same eye with an iris of one flat color, as in pictures whose eyes are painted last."""
    flat = np.rint(np.median(case.picture[case.body], axis=0)).astype(np.uint8)
    return replace(case, picture=np.where(case.iris[..., None], flat, case.picture))


def wishes() -> tuple[np.ndarray, ...]:
    """50 colors, (3,) uint8: 12 hues pale, plain, deep, and dull, as far as sRGB has them; black, white."""
    found = []
    for n, hue in enumerate(np.arange(12) * np.pi / 6 + 0.2):
        for light, chroma in ((0.82, 0.09), (0.62, 0.14), (0.4, 0.11), (0.55, 0.05)):
            lab = np.array([light + 0.03 * (n % 3 - 1), chroma * np.cos(hue), chroma * np.sin(hue)])
            found.append(oklab_to_srgb(lab.astype(np.float32)))
    return (*found, np.array([18, 16, 20], np.uint8), np.array([245, 245, 248], np.uint8))
