"""Characters as a torch dataset without files: worker processes draw, torch reads.

The workers (stream.py) do not import torch, so that many of them fit into memory. Labels depend on seed and
picture number alone; their coordinates are equal on every machine to a thousandth of a pixel. Pixels are
equal on the same machine.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch.utils.data import IterableDataset, get_worker_info

from anigen_core.errors import InputError

from .avatars.shots import Where, avatar_files, avatar_split
from .holdout import RANGES, Split, split_of
from .shots import check_passes
from .stream import Worker, read_round

MOST_PIXELS = 4096 * 4096


def _check_size(size: Sequence[int]) -> tuple[int, int]:
    width, height = (int(v) for v in size)
    if width < 32 or height < 32 or width * height > MOST_PIXELS:
        raise InputError(f"A size of {width}x{height} is out of range; use 32 pixels to 16 megapixels.")
    return width, height


class CharacterDataset(IterableDataset):
    """A stream of pictures of characters.

    split: "train" (seeds 0 to 799,999), "val" (to 899,999) or "test" (to 999,999). size: (width, height).
    passes: names out of `renderer.PASSES`. seeds: those to use, in this order (None = all of the split,
    shuffled by `epoch`). pictures: how many of each character. workers: processes; pictures of different
    workers alternate, so that neighbors show different characters. shuffle: pictures held back and mixed.
    epoch: another order of seeds (and mixing). avatars: VRM, GLB and PMX files, or folders of them; those of
    this split (avatar_shots.avatar_split: by a hash of the file's bytes) take the place of avatar_share of
    the seeds, in those seeds' poses, views, styles and colors. Their tag "avatar" is the file's name.

    Each item is a dict: every pass as a tensor (channels, H, W) of the pass's own type (renderer.Picture),
    "seed", "number" (of the picture), "joints" (18, 4), "left_hand", "right_hand" (21, 4) float64 of x, y,
    visible, depth, and "labels", everything in labels.py as JSON.

    Raises:
        InputError: unknown split or pass, a seed outside the split, sizes or counts that make no sense.
    """

    def __init__(
        self,
        split: Split,
        size: tuple[int, int] = (512, 768),
        passes: Collection[str] = ("beauty", "part"),
        *,
        seeds: Sequence[int] | None = None,
        pictures: int = 16,
        workers: int = 1,
        shuffle: int = 0,
        epoch: int = 0,
        avatars: Where = (),
        avatar_share: float = 0.15,
    ) -> None:
        super().__init__()
        if split not in RANGES:
            raise InputError(f"A split is one of {', '.join(RANGES)}, not {split!r}.")
        if pictures < 1 or workers < 1 or shuffle < 0:
            raise InputError("Pictures and workers must be at least 1, shuffle at least 0.")
        for seed in seeds if seeds is not None else ():
            if split_of(int(seed)) != split:
                raise InputError(
                    f"Seed {seed} is of the split {split_of(int(seed))!r}, not {split!r}; "
                    f"use {RANGES[split].start} to {RANGES[split].stop - 1}."
                )
        if not 0 <= avatar_share <= 1:
            raise InputError("The share of avatars must be 0 to 1.")
        files = avatar_files(avatars) if avatars else []
        self.avatars = [str(p) for p in files if avatar_split(p) == split]
        self.avatar_share = avatar_share
        self.split: Split = split
        self.size = _check_size(size)
        self.passes = check_passes(passes)
        self.seeds = None if seeds is None else [int(s) for s in seeds]
        self.pictures, self.workers, self.shuffle, self.epoch = pictures, workers, shuffle, epoch
        self._running: list[Worker] = []

    def _order(self) -> list[int]:
        if self.seeds is not None:
            return self.seeds
        order = np.random.default_rng([self.epoch, 0x5EED]).permutation(len(RANGES[self.split]))
        return (order + RANGES[self.split].start).tolist()

    def _shared(self) -> tuple[int, int]:
        """This process's number and the number of processes, where torch's own loader has made several."""
        info = get_worker_info()
        return (0, 1) if info is None else (info.id, info.num_workers)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        self.close()
        number, of = self._shared()
        seeds = self._order()[number::of]
        orders = {"size": self.size, "passes": self.passes, "numbers": self.pictures}
        orders |= {"avatars": self.avatars, "avatar_share": self.avatar_share}
        count = min(self.workers, len(seeds))
        running = [Worker({**orders, "seeds": seeds[i::count]}) for i in range(count)]
        self._running = running
        try:
            yield from self._mixed(_item(a, labels) for a, labels in read_round(running))
        finally:
            for worker in running:
                worker.close()

    def _mixed(self, items: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        if not self.shuffle:
            yield from items
            return
        rng = np.random.default_rng([self.epoch, 1])
        held: list[dict[str, Any]] = []
        for item in items:
            held.append(item)
            if len(held) > self.shuffle:
                i = int(rng.integers(len(held)))
                held[i], held[-1] = held[-1], held[i]
                yield held.pop()
        rng.shuffle(held)  # type: ignore[arg-type]
        yield from held

    def close(self) -> None:
        """End the worker processes of the last iteration, if it was left half-way."""
        for worker in self._running:
            worker.close()
        self._running = []

    def __enter__(self) -> CharacterDataset:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_running": []}


def _item(arrays: dict[str, np.ndarray], labels: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, array in arrays.items():
        tensor = torch.from_numpy(array)
        out[name] = tensor.permute(2, 0, 1) if tensor.ndim == 3 else tensor[None]
    for name in ("joints", "left_hand", "right_hand"):
        out[name] = torch.tensor(labels[name], dtype=torch.float64)
    return {
        **out,
        "seed": labels["seed"],
        "number": labels["tags"]["number"],
        "labels": json.dumps(labels),
    }
