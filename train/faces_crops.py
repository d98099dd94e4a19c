"""Faces of the factory, level and of one size, cut once so that a step of training/faces costs no cutting.

    python -m train.faces_crops --out runs/faces.safetensors --pictures 6144 --each 4

A file of safetensors, N faces of `SIDE` pixels: picture (N, S, S, 4) uint8 straight alpha; ink (N, S, S)
uint8, 255 = ink; parts (N, S, S) uint8, places in `networks.faces.PARTS`, `UNKNOWN` off the picture; wish
(N, words + 12) float32; owner (N,) int64, the character. The eyes of all lie on one level and their middle at
`EYES`; the picture's side is `AROUND` times the size of the face's box. Faces from the front and in three
quarters, in color, at least --least pixels large.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from typing import Annotated, Any

import cv2
import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor

from anigen_core.character import PALETTE
from anigen_core.color import to_hex
from anigen_core.errors import InputError
from anigen_core.facemaking.wishing import COLORED, face_labels, face_numbers
from anigen_core.networks.faces import PARTS, SIDE
from train import options as command
from train.factory.holdout import Split
from train.factory.parts import CLASS_OF, CLASSES, Part
from train.factory.render.style import GRAY_STYLES
from train.pictures import Pictures
from train.recipe import Options as Common
from train.seeing import PASSES, SIZE
from train.shapes import face_box, flat_points
from train.wishes import LEAST, PALETTE_OF, wishes_of

EYES = (0.5, 0.58)
"""Where the middle between the eyes is, in sides of the crop."""

AROUND = 2.45
"""Side of a crop over the size of the face's box, sqrt(w h): about 1.5 times the head with its hair."""

UNKNOWN = 255
"""What lies off the picture."""

_STEEP, _TURNED = 30.0, 42.0
"""Degrees of roll, and of yaw, above which a face is left out."""

_log = logging.getLogger("train")


@dataclass(frozen=True)
class CropOptions(Common):
    """Those of every script; what only concerns networks is ignored."""

    least: Annotated[float, "smallest face, sqrt(w h) of its box in pixels"] = 52.0
    split: Annotated[Split, "whose characters"] = "train"


def part_table() -> np.ndarray:
    """(256,) uint8 the place in `PARTS` of each factory part."""
    clothes = ("top", "outer", "bottom", "sock", "shoe")
    names = {name: name for name in PARTS} | dict.fromkeys(clothes, "cloth")
    of = np.array([PARTS.index(names[CLASSES[c]]) for c in CLASS_OF], np.uint8)
    of[[Part.LEFT_PUPIL, Part.RIGHT_PUPIL]] = PARTS.index("pupil")
    return of


def placing(labels: dict[str, Any], least: float) -> np.ndarray | None:
    """(2, 3) float64 from the picture to the crop, in pixels; None where no face fits."""
    tags = labels["tags"]
    if not labels["landmarks"] or abs(tags["face_yaw"]) > _TURNED or abs(tags["pitch"]) > _TURNED:
        return None
    if tags["face_view"] not in ("front", "three_quarter"):
        return None
    points = flat_points(labels)
    box = face_box(points)
    eyes = [np.asarray(labels["landmarks"].get(f"{side}_eye", ()), np.float64) for side in ("right", "left")]
    if box is None or not all(len(eye) and eye[:, 2].mean() >= 0.4 for eye in eyes):
        return None
    size = float(np.sqrt((box[2] - box[0]) * (box[3] - box[1])))
    right, left = (eye[:, :2].mean(0) for eye in eyes)
    along = left - right
    roll = np.degrees(np.arctan2(along[1], along[0]))
    if size < least or abs(roll) > _STEEP:
        return None
    scale = SIDE / (AROUND * size)
    turn = scale * np.array(
        [[np.cos(np.radians(roll)), np.sin(np.radians(roll))],
         [-np.sin(np.radians(roll)), np.cos(np.radians(roll))]]
    )  # fmt: skip
    middle = (right + left) / 2
    matrix = np.column_stack([turn, np.array(EYES) * SIDE - turn @ middle])
    nose = turn[0] @ (np.array(labels["landmarks"]["nose"][0][:2]) - middle)
    if nose > 0:
        matrix[0] = [0, 0, SIDE] - matrix[0]
    return matrix


def cut(passes: dict[str, np.ndarray], matrix: np.ndarray) -> dict[str, np.ndarray]:
    """picture, ink and parts of one face, without the first axis of the file."""
    beauty = passes["beauty"].astype(np.float32)
    beauty[..., :3] *= beauty[..., 3:] / 255
    stack = np.dstack([beauty, 255.0 - passes["lines"].astype(np.float32)])
    size = (SIDE, SIDE)
    # Sampled at twice the size and averaged: what is made smaller must not alias.
    double = np.array([[2.0, 0, 0.5], [0, 2.0, 0.5]])
    fine = double[:, :2] @ matrix
    fine[:, 2] += double[:, 2]
    moved = cv2.warpAffine(stack, fine, (2 * SIDE, 2 * SIDE), flags=cv2.INTER_LINEAR)
    moved = cv2.resize(moved, size, interpolation=cv2.INTER_AREA).clip(0, 255)
    alpha = moved[..., 3:4]
    color = np.where(alpha > 0, moved[..., :3] * 255 / np.maximum(alpha, 1e-3), 255)
    parts = cv2.warpAffine(
        part_table()[passes["part"]], matrix, size, flags=cv2.INTER_NEAREST, borderValue=UNKNOWN
    )
    picture = (np.dstack([color, alpha]) + 0.5).clip(0, 255).astype(np.uint8)
    return {"picture": picture, "ink": (moved[..., 4] + 0.5).astype(np.uint8), "parts": parts}


def colors_of(beauty: np.ndarray, part: np.ndarray) -> dict[str, str]:
    """The lit color of skin, hair and eyes, "#rrggbb", where enough of them is seen: what lies at two thirds
    of the brightness, for darker is shade and lines, and lighter is shine."""
    out = {}
    for name in COLORED:
        pixels = beauty[(PALETTE_OF[part] == PALETTE.index(name)) & (beauty[..., 3] > 250)][:, :3]
        if len(pixels) < LEAST:
            continue
        bright = pixels.astype(np.int32).sum(1)
        near = np.argsort(np.abs(bright - np.quantile(bright, 0.66)))[: max(8, len(pixels) // 20)]
        red, green, blue = (int(v) for v in np.median(pixels[near], 0))
        out[name] = to_hex((red, green, blue))
    return out


def make(options: CropOptions) -> dict[str, Tensor]:
    """The crops of a store.

    Raises:
        InputError: there is no such face in it.
    """
    store = Pictures(
        options.split, SIZE, PASSES, count=options.pictures, each=options.each,
        workers=options.workers, folder=options.store,
    )  # fmt: skip
    rows: dict[str, list[np.ndarray]] = {}
    words = face_labels()
    try:
        for n in range(options.pictures):
            labels = store.labels(n)
            matrix = placing(labels, options.least)
            if matrix is None or labels["tags"]["style"] in GRAY_STYLES:
                continue
            passes = {k: v[0].permute(1, 2, 0).numpy() for k, v in store.batch([n]).items()}
            passes = {k: v if k == "beauty" else v[..., 0] for k, v in passes.items()}
            character = wishes_of(labels)
            for part, color in colors_of(passes["beauty"], passes["part"]).items():
                character = character.colored(part, color)
            made = cut(passes, matrix) | {
                "wish": face_numbers(character, words),
                "owner": np.int64(labels["seed"]),
            }
            for name, value in made.items():
                rows.setdefault(name, []).append(np.asarray(value))
    finally:
        store.close()
    if not rows:
        raise InputError("There is no face large enough in these pictures; set --pictures higher.")
    _log.info("%d faces", len(rows["owner"]))
    return {name: torch.from_numpy(np.stack(values)) for name, values in rows.items()}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        asked = command.parse(CropOptions, sys.argv[1:])
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        save_file(make(asked), asked.out)
    except InputError as wrong:
        print(wrong, file=sys.stderr)
        raise SystemExit(2) from None
