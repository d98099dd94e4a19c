"""What is measured on: factory characters of a split, avatars, drawings of any kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import open_image, to_rgba
from train.factory.holdout import RANGES, Split, novelty_of
from train.factory.stream import Worker, read_round

DRAWINGS = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff"}


@dataclass(frozen=True, eq=False)
class Example:
    """A picture to measure on.

    who: the character or file, by which figures are resampled. kind: "new_draw", "new_kind", "avatar" or
    "drawing". picture: (H, W, 4) uint8 straight RGBA. passes: the factory's (renderer.Picture), by name.
    labels: the factory's (labels.py); empty where nothing is known.
    """

    who: str
    kind: str
    picture: np.ndarray
    passes: dict[str, np.ndarray] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)


def kind_of(seed: int) -> str:
    """What is new about a character: its draw, or a kind that training never shows."""
    return "new_draw" if novelty_of(seed) is None else "new_kind"


def choose_seeds(split: Split, count: int) -> list[int]:
    """`count` seeds spread over a split, half of them of new kinds in the test split. Always the same, and
    those of a small count are among those of a larger one."""
    if split not in RANGES:
        raise InputError(f"A split is one of {', '.join(RANGES)}, not {split!r}.")
    seeds = RANGES[split]
    if not 1 <= count <= len(seeds):
        raise InputError(f"The count must be 1 to {len(seeds)}.")
    order = np.random.default_rng(0xE7A1).permutation(len(seeds)) + seeds.start
    even, odd = order[order % 2 == 0], order[order % 2 == 1]
    return [int(s) for pair in zip(even, odd, strict=True) for s in pair][:count]


def characters(
    split: Split,
    count: int,
    size: tuple[int, int] = (512, 768),
    passes: Collection[str] = ("beauty", "part", "lines"),
    *,
    workers: int = 2,
) -> Iterator[Example]:
    """One picture of each of `count` characters of a split, drawn as they are asked for."""
    seeds = choose_seeds(split, count)
    orders = {"size": size, "passes": sorted({"beauty", *passes}), "numbers": 1}
    lanes = min(workers, len(seeds))
    running = [Worker({**orders, "seeds": seeds[i::lanes]}) for i in range(lanes)]
    try:
        for arrays, labels in read_round(running):
            seed = labels["seed"]
            yield Example(str(seed), kind_of(seed), arrays["beauty"], arrays, labels)
    finally:
        for worker in running:
            worker.close()


def drawings(folder: Path) -> Iterator[Example]:
    """Every picture of a folder and its subfolders, by name. Of an animation, nothing is taken."""
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}; --drawings takes a folder with pictures.")
    found = False
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in DRAWINGS):
        found = True
        yield Example(path.relative_to(folder).as_posix(), "drawing", to_rgba(open_image(path)))
    if not found:
        raise InputError(f"There is no picture in {folder}.")


def on_paper(picture: np.ndarray, paper: int = 255) -> np.ndarray:
    """HW4 uint8 straight alpha over a flat gray ground, HW3 uint8."""
    alpha = picture[..., 3:].astype(np.float32) / 255
    return np.rint(picture[..., :3] * alpha + paper * (1 - alpha)).astype(np.uint8)
