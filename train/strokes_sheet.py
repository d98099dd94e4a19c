"""The contact sheet of the simulated hands, beside drawings of people: to look at, never to train on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import Tensor

from anigen_core.errors import InputError
from anigen_core.imaging import open_image
from train.factory.holdout import RANGES
from train.factory.shots import Studio

SIZE = (256, 384)
_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True)
class SheetOptions:
    """What the command understands."""

    out: Annotated[Path, "the sheet, a PNG file"]
    drawings: Annotated[Path | None, "folder of drawings by people to set beside"] = None
    count: Annotated[int, "characters, one a row"] = 6
    seed: Annotated[int, "other characters and other hands"] = 0


def factory_pictures(count: int, seed: int = 0) -> dict[str, Tensor]:
    """`count` validation pictures of as many characters as tensors that `strokes.draw` takes."""
    studio = Studio(SIZE, ("beauty", "part", "lines"))
    passes: dict[str, list[np.ndarray]] = {}
    for n in range(count):
        for sample in studio.pictures(RANGES["val"][seed + n], [n % 16]):
            for name in ("beauty", "part", "lines"):
                passes.setdefault(name, []).append(getattr(sample.picture, name))
    stacked = {name: torch.from_numpy(np.stack(arrays)) for name, arrays in passes.items()}
    return {n: t.permute(0, 3, 1, 2) if t.ndim == 4 else t[:, None] for n, t in stacked.items()}


def sheet(options: SheetOptions) -> Image.Image:
    """One row a character: picture, lines and colors of every level, and two drawings of people.

    Raises:
        InputError: a count below 1, or a folder without pictures.
    """
    from train.strokes import LEVELS, draw

    if options.count < 1:
        raise InputError("The number of characters starts at 1.")
    real = people(options.drawings, options.count) if options.drawings else []
    pictures = factory_pictures(options.count, options.seed)
    straight = pictures["beauty"].float() / 255
    columns = [("picture", _on_white(straight))]
    made = {
        name: draw(pictures, torch.arange(options.count) + 1000 * options.seed + 100 * i, name, colors=True)
        for i, name in enumerate(LEVELS)
    }
    columns += [(f"lines, {name}", drawing.lines.expand(-1, 3, -1, -1)) for name, drawing in made.items()]
    columns += [(f"colors, {name}", _on_white(drawing.colors)) for name, drawing in made.items()]
    width, height, head = *SIZE, 16
    extra = -(-len(real) // options.count)
    board = Image.new("RGB", ((len(columns) + extra) * width, options.count * height + head), "white")
    words = ImageDraw.Draw(board)
    for x, (name, pile) in enumerate(columns):
        words.text((x * width + 4, 2), name, fill="black")
        for y, picture in enumerate(pile):
            array = (picture.clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()
            board.paste(Image.fromarray(array), (x * width, y * height + head))
    for n, picture in enumerate(real):
        x, y = len(columns) + n // options.count, n % options.count
        words.text((x * width + 4, 2), "by people", fill="black")
        board.paste(picture, (x * width, y * height + head))
    return board


def people(folder: Path, count: int) -> list[Image.Image]:
    """Up to two drawings a row, each fitted into a cell.

    Raises:
        InputError: no such folder, or no picture in it.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}.")
    files = [p for p in sorted(folder.rglob("*")) if p.suffix.lower() in _SUFFIXES]
    if not files:
        raise InputError(f"There is no picture in {folder}.")
    cells = []
    for path in files[: 2 * count]:
        picture = open_image(path).convert("RGBA")
        picture.thumbnail(SIZE)
        cell = Image.new("RGBA", SIZE, "white")
        cell.alpha_composite(picture, ((SIZE[0] - picture.width) // 2, (SIZE[1] - picture.height) // 2))
        cells.append(cell.convert("RGB"))
    return cells


def _on_white(rgba: Tensor) -> Tensor:
    return rgba[:, :3] * rgba[:, 3:] + 1 - rgba[:, 3:]
