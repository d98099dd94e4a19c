"""What is measured on: factory characters of a split, avatars, drawings of any kind."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import open_image, to_rgba
from anigen_core.runner import Runner, pick_runner
from train.factory.holdout import RANGES, Split, novelty_of
from train.factory.stream import Worker, read_round

from .avatars import avatars
from .example import Example

if TYPE_CHECKING:
    from .options import Options

DRAWINGS = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff"}


def examples(options: Options, passes: Collection[str]) -> Iterator[Example]:
    """What the options ask for: avatars, drawings, or else characters of a split, at 512x768."""
    if options.drawings is not None:
        return drawings(options.drawings)
    if options.avatars is not None:
        return avatars(options.avatars, options.count, passes=passes)
    return characters(options.split, options.count, passes=passes, workers=options.workers)


def seen(example: Example, level: str | None) -> np.ndarray:
    """What a stage is shown: the picture on white, or a drawing of it by a simulated hand of a level. The
    same hand for the same character. (H, W, 3) uint8."""
    if level is None or "lines" not in example.passes:
        return on_paper(example.picture)
    import torch

    from train import strokes

    names = [n for n in ("beauty", "part", "lines", "albedo") if n in example.passes]
    pictures = {}
    for name in names:
        tensor = torch.from_numpy(example.passes[name])
        pictures[name] = (tensor.permute(2, 0, 1) if tensor.ndim == 3 else tensor[None])[None]
    seeds = torch.tensor([zlib.crc32(example.who.encode())])
    lines = strokes.draw(pictures, seeds, level).lines[0, 0]
    gray = (lines.clamp(0, 1) * 255).round().to(torch.uint8).numpy()
    return np.repeat(gray[..., None], 3, 2)


def runner(options: Options, name: str) -> Runner:
    """The engine users get, with the shipped weights, or with those of `--weights FILE` under their name.

    Raises:
        InputError: the weights are missing or damaged.
    """
    if options.weights is None:
        return pick_runner(options.engine)
    path = options.weights.resolve()
    if path.stem != name or not path.is_file():
        raise InputError(f"--weights takes a file {name}.safetensors with its card {name}.json beside it.")
    return pick_runner(options.engine, folder=path.parent)


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
    each: int = 1,
    workers: int = 2,
) -> Iterator[Example]:
    """`each` pictures of each of `count` characters of a split, drawn as they are asked for."""
    seeds = choose_seeds(split, count)
    orders = {"size": size, "passes": sorted({"beauty", *passes}), "numbers": each}
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
