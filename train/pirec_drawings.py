"""Drawings by people beside the factory's pictures, so that PI-REC does not learn one renderer's style.

Nothing is known of a drawing but its pixels. What the simulated hands need is made of them: its lines by our
line stage, its colors without shadows by PI-REC's color domain, and which part is where by our parser. The
parser's network does that well, its rules only roughly; a part that is wrong costs a blob a wrong shape.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from anigen_core.color import color_domain
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, open_image, resize, to_rgba
from anigen_core.runner import Runner
from anigen_core.stages.lines import Lines, LinesOptions
from anigen_core.stages.parse import PARTS, Parse
from train.evaluate.sources import DRAWINGS
from train.factory.parts import Part
from train.shapes import head_in

_PART_OF = {
    "background": Part.NONE,
    "face": Part.FACE,
    "skin": Part.TORSO,
    "brow": Part.LEFT_BROW,
    "eye": Part.LEFT_IRIS,
    "mouth": Part.MOUTH,
    "hair_front": Part.HAIR_FRONT,
    "hair_back": Part.HAIR_BACK,
    "top": Part.TOP,
    "bottom": Part.BOTTOM,
    "sock": Part.LEFT_SOCK,
    "shoe": Part.LEFT_SHOE,
    "accessory": Part.ORNAMENT,
}
"""A factory part for each of the parser's."""

OPAQUE = 0.97
"""Pictures that cover more than this are scenes, not figures, and are left out."""


class Drawings:
    """All figures of a folder and its subfolders, in memory on a device.

    size: (width, height) that each is fitted into. passes: uint8 (N, C, H, W) by name, as a store's batch has
    them. head: (N, 4) x0, y0, x1, y1 of the face's surroundings, zeros where none is found.

    Raises:
        InputError: the folder holds no picture of a figure on a transparent ground.
    """

    def __init__(
        self, folder: Path, size: tuple[int, int], device: torch.device, parser: Runner | None = None
    ) -> None:
        made: dict[str, list[np.ndarray]] = {n: [] for n in ("beauty", "part", "lines", "albedo")}
        heads = []
        for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in DRAWINGS):
            picture = fitted(to_rgba(open_image(path)), size)
            if not 0.01 < float((picture[..., 3] > 127).mean()) < OPAQUE:
                continue
            passes = passes_of(picture, parser)
            for name, value in passes.items():
                made[name].append(value)
            heads.append(head_in(passes["part"]) or (0.0,) * 4)
        if not heads:
            raise InputError(f"There is no figure on a transparent ground in {folder}.")
        self.passes = {}
        for name, values in made.items():
            tensor = torch.from_numpy(np.stack(values)).to(device)
            self.passes[name] = tensor.permute(0, 3, 1, 2) if tensor.ndim == 4 else tensor[:, None]
        self.head = torch.tensor(heads, dtype=torch.float32, device=device)

    def __len__(self) -> int:
        return len(self.head)

    def mixed(
        self, pictures: dict[str, Tensor], head: Tensor, count: int, host: torch.Generator
    ) -> tuple[dict[str, Tensor], Tensor]:
        """The same batch with its first `count` pictures replaced by drawings that chance picks."""
        if not count:
            return pictures, head
        which = torch.randint(len(self), (count,), generator=host).to(self.head.device)
        out = {n: torch.cat([self.passes[n][which], value[count:]]) for n, value in pictures.items()}
        return out, torch.cat([self.head[which], head[count:]])


def fitted(picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """HW4 uint8 as large as fits into `size` (width, height), standing at the bottom of a bare canvas."""
    height, width = picture.shape[:2]
    scale = min(size[0] / width, size[1] / height)
    small = resize(picture, Extent(max(1, round(width * scale)), max(1, round(height * scale))))
    out = np.zeros((size[1], size[0], 4), np.uint8)
    left = (size[0] - small.shape[1]) // 2
    out[size[1] - small.shape[0] :, left : left + small.shape[1]] = small
    return out


def passes_of(picture: np.ndarray, parser: Runner | None = None) -> dict[str, np.ndarray]:
    """beauty, part, lines and albedo of a figure (H, W, 4) uint8, as the factory would name them."""
    table = np.array([_PART_OF[name] for name in PARTS], np.uint8)
    part = table[Parse(parser)(picture).parts]
    inside = picture[..., 3] > 127
    part[~inside] = Part.NONE
    part[inside & (part == Part.NONE)] = Part.TOP
    # Small things, eyes above all, are to survive: a weak blur, many colors.
    albedo = color_domain(picture, 16, blur=3)[..., :3]
    lines = Lines()(picture, LinesOptions(kind="picture"))
    return {"beauty": picture, "part": part, "lines": lines, "albedo": albedo}
