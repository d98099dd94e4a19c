"""Pictures to look at: some by chance, the best and the worst, kept small and few while they come in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

GRID = 16
CELL = (240, 320)
"""(width, height) of a picture in a grid, at most."""

CAPTION = 13
"""Pixels for the line under a picture."""


@dataclass(frozen=True, eq=False)
class _Cell:
    order: float
    score: float
    image: np.ndarray


@dataclass
class Grids:
    """Collects pictures; see `show`, `drawn`. cell: largest (width, height) of one. columns: of a grid."""

    cell: tuple[int, int] = CELL
    columns: int = 4
    _cells: dict[str, list[_Cell]] = field(default_factory=dict)
    _chance: np.random.Generator = field(default_factory=lambda: np.random.default_rng(0))

    def show(self, image: np.ndarray, score: float, who: str, group: str = "") -> None:
        """Keep a picture (HW3 uint8). score: higher is better; NaN: in no best or worst. group: grids of its
        own; there only some by chance."""
        small = Image.fromarray(image)
        small.thumbnail(self.cell, Image.Resampling.LANCZOS)
        words = who if math.isnan(score) else f"{who}  {score:.2f}"
        board = Image.new("RGB", (small.width, small.height + CAPTION), "white")
        board.paste(small, (0, 0))
        ImageDraw.Draw(board).text((2, small.height + 1), words, "black")
        cells = self._cells.setdefault(group, [])
        cells.append(_Cell(float(self._chance.random()), score, np.asarray(board)))
        if len(cells) > 8 * GRID:
            kept = {id(c): c for chosen in _chosen(cells).values() for c in chosen}
            self._cells[group] = list(kept.values())

    def drawn(self) -> dict[str, np.ndarray]:
        """random, best and worst, and one grid for each group, as HW3 uint8."""
        out = {}
        for group, cells in self._cells.items():
            for name, chosen in _chosen(cells).items():
                if chosen and (not group or name == "random"):
                    out[group or name] = _grid([c.image for c in chosen], self.columns)
        return out


def _chosen(cells: Sequence[_Cell]) -> dict[str, list[_Cell]]:
    ranked = sorted((c for c in cells if math.isfinite(c.score)), key=lambda c: c.score)
    by_chance = sorted(cells, key=lambda c: c.order)
    return {"random": by_chance[:GRID], "best": ranked[::-1][:GRID], "worst": ranked[:GRID]}


def strip(pictures: Sequence[np.ndarray], gap: int = 4) -> np.ndarray:
    """Pictures (H, W, 3) uint8 of one height side by side."""
    space = np.full((pictures[0].shape[0], gap, 3), 160, np.uint8)
    parts = [part for picture in pictures for part in (picture, space)]
    return np.hstack(parts[:-1])


def _grid(cells: Sequence[np.ndarray], columns: int) -> np.ndarray:
    height, width = max(c.shape[0] for c in cells), max(c.shape[1] for c in cells)
    rows = -(-len(cells) // columns)
    out = np.full((rows * (height + 4), columns * (width + 4), 3), 255, np.uint8)
    for i, cell in enumerate(cells):
        y, x = i // columns * (height + 4), i % columns * (width + 4)
        out[y : y + cell.shape[0], x : x + cell.shape[1]] = cell
    return out
