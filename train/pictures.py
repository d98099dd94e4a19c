"""Pictures of the character factory, drawn once and read at random.

Picture n of a store is a fixed picture: which character and which of its pictures it is follows from n and
the store's seed alone, never from the number of workers. What is drawn lies in a folder (raw uint8 arrays
that are memory-mapped, and a file of labels), so that several trainings and a resumed one share it. A picture
of 256x384 with the passes beauty, part and lines takes 590 KB: 4,000 of them are 2.4 GB on the disk.

Exactly one process draws (a file lock says which); the others of the machine follow its file of labels, and
one of them takes over where it ends early.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import logging
import os
import threading
import time
import weakref
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from filelock import FileLock, Timeout
from torch import Tensor

from anigen_core.errors import InputError
from train.factory.avatars.shots import avatar_files
from train.factory.holdout import RANGES, Split
from train.factory.shots import check_passes
from train.factory.stream import Worker

ROOT = Path(__file__).resolve().parents[1]
CHANNELS = {"beauty": 4, "shading": 3, "lines": 1, "albedo": 3, "part": 1}
"""The passes that are bytes, and how many a pixel takes."""

LANES = 4
"""Characters that take turns in the order: neighbors are always different characters, and a single worker
has to draw only this many characters before the first pictures stand without a gap."""

_log = logging.getLogger("train")


def place_of(n: int, each: int) -> tuple[int, int]:
    """(how many-th character, which of its pictures) of picture n."""
    block, inside = divmod(n, LANES * each)
    number, lane = divmod(inside, LANES)
    return block * LANES + lane, number


def index_of(character: int, number: int, each: int) -> int:
    """The picture that shows the `number`-th picture of the `character`-th character."""
    block, lane = divmod(character, LANES)
    return block * LANES * each + number * LANES + lane


def factory_hash() -> str:
    """Of everything that decides how a picture looks, as far as it is in this repository."""
    total = hashlib.sha256()
    folder = ROOT / "train" / "factory"
    core = sorted((ROOT / "anigen_core").glob("pose*.py"))
    made = (path for path in folder.rglob("*") if path.suffix in (".py", ".frag", ".vert"))
    for path in [*sorted(made), *core]:
        if path.name not in ("sheet.py", "bench.py", "__main__.py"):
            total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


class Pictures:
    """`count` pictures of a split. See the module.

    size: (width, height). passes: of `CHANNELS`. each: pictures of each character. workers: processes that
    draw. folder: where stores are kept (None: runs/pictures of the checkout). shuffle_seed: another choice of
    characters. avatars: a folder of VRM, GLB and PMX files that take the place of all characters. joints:
    (count, 18, 4) float32 of x, y, visible, depth; zeros where not drawn yet.

    Raises:
        InputError: an unknown split or pass, sizes or counts that make no sense.
    """

    def __init__(
        self,
        split: Split,
        size: tuple[int, int] = (256, 384),
        passes: Collection[str] = ("beauty", "part", "lines"),
        *,
        count: int,
        each: int = 16,
        workers: int = 1,
        folder: Path | None = None,
        shuffle_seed: int = 0,
        avatars: Path | None = None,
    ) -> None:
        if split not in RANGES:
            raise InputError(f"A split is one of {', '.join(RANGES)}, not {split!r}.")
        self.passes = check_passes(passes)
        if not set(self.passes) <= set(CHANNELS):
            raise InputError(f"A store keeps the passes {', '.join(CHANNELS)} only.")
        if min(size) < 32 or size[0] * size[1] > 1 << 24:
            raise InputError(
                f"A size of {size[0]}x{size[1]} is out of range; use 32 pixels to 16 megapixels."
            )
        if count < 1 or each < 1 or workers < 1:
            raise InputError(
                "The numbers of pictures, of pictures of each character and of workers start at 1."
            )
        block = LANES * each
        self._whole = -(-count // block) * block  # characters are drawn whole
        if self._whole // each > len(RANGES[split]):
            raise InputError(f"The split {split} has {len(RANGES[split])} characters only; ask for fewer.")
        self.split, self.size, self.count, self.each, self.workers = split, size, count, each, workers
        key = json.dumps([factory_hash(), split, list(size), self.passes, each, shuffle_seed, LANES])
        self.avatars = [] if avatars is None else [str(p) for p in avatar_files(avatars)]
        if self.avatars:
            key += " " + " ".join(hashlib.sha256(Path(p).read_bytes()).hexdigest() for p in self.avatars)
        name = f"{split}_{size[0]}x{size[1]}_{hashlib.sha256(key.encode()).hexdigest()[:12]}"
        self.folder = (folder or ROOT / "runs" / "pictures") / name
        self.folder.mkdir(parents=True, exist_ok=True)
        order = np.random.default_rng([shuffle_seed, 0x5EED]).permutation(len(RANGES[split]))
        self._seeds = (order[: self._whole // each] + RANGES[split].start).tolist()
        self.joints = np.zeros((self._whole, 18, 4), np.float32)
        self._lines = np.full((self._whole, 2), -1, np.int64)  # where a picture's labels stand: start, end
        self._read_to = self.ready = 0
        self.device = torch.device("cpu")
        self._resident: dict[str, Tensor] = {}
        self._on_device = 0
        with FileLock(self.folder / "make.lock"):
            for name in self.passes:
                _grow(self.folder / f"{name}.u8", self._whole * self._bytes(name))
            (self.folder / "labels.jsonl").touch()
            (self.folder / "about.json").write_text(key + "\n", "utf-8")
        shape = (self._whole, size[1], size[0])
        self._maps = {
            n: np.memmap(self.folder / f"{n}.u8", np.uint8, "r", shape=(*shape, CHANNELS[n]))
            for n in self.passes
        }
        self._follow()
        self._drawing: _Drawing | None = None

    def _bytes(self, name: str) -> int:
        return self.size[0] * self.size[1] * CHANNELS[name]

    def start(self) -> None:
        """Begin to draw in the background, unless all is drawn; `need` does it too."""
        if self._drawing is None and self.ready < self.count:
            self._drawing = _Drawing(self)
            weakref.finalize(self, self._drawing.close)

    def need(self, n: int) -> None:
        """Wait until pictures 0 to n-1 are drawn (and copied to the device).

        Raises:
            InputError: the store has not so many. RuntimeError: the factory failed.
        """
        if n > self.count:
            raise InputError(f"The store has {self.count} pictures, not {n}.")
        self.start()
        told = time.monotonic()
        while self.ready < n:
            self._follow()
            if self.ready >= n:
                break
            assert self._drawing is not None
            self._drawing.check()
            if time.monotonic() - told > 10:
                told = time.monotonic()
                _log.info("Waiting for pictures: %d of %d drawn.", self.ready, n)
            time.sleep(0.05)
        self._upload(n)

    def visible(self, step: int, first: int, fresh: float) -> int:
        """How many pictures a step may use: a pure function of the step, so that a resumed run sees the same
        pictures as an unbroken one."""
        return min(self.count, first + int(fresh * step))

    def pick(self, generator: torch.Generator, size: int, among: int) -> Tensor:
        """`size` random pictures of the first `among`, waited for: (size,) int64 on the CPU, from a generator
        of the CPU (`Step.host`)."""
        self.need(among)
        return torch.randint(among, (size,), generator=generator)

    def batch(self, indices: Tensor | Sequence[int], passes: Collection[str] = ()) -> dict[str, Tensor]:
        """The pictures by name of pass: (B, channels, H, W) uint8 on the store's device, channels last in
        memory. beauty is straight-alpha RGBA, part `factory.parts.Part` numbers, lines 0 = ink, 255 = paper.
        passes: only these, where not all are needed.

        Raises:
            InputError: a picture that the store does not have.
        """
        chosen = torch.as_tensor(indices, dtype=torch.int64).cpu()
        if len(chosen) == 0:
            raise InputError("A batch needs at least one picture.")
        low, high = int(chosen.min()), int(chosen.max())
        if low < 0:
            raise InputError("Pictures are counted from 0.")
        self.need(high + 1)
        names = passes or self.passes
        if self._resident:
            on_device = chosen.to(self.device, non_blocking=True)
            return {n: self._resident[n][on_device].permute(0, 3, 1, 2) for n in names}
        rows = chosen.numpy()
        return {n: torch.from_numpy(self._maps[n][rows]).permute(0, 3, 1, 2) for n in names}

    def to(self, device: torch.device | str) -> Pictures:
        """Keep the whole set on a device as uint8 from now on."""
        self.device = torch.device(device)
        self._resident, self._on_device = {}, 0
        if self.device.type != "cpu":
            shape = (self.count, self.size[1], self.size[0])
            for name in self.passes:
                self._resident[name] = torch.empty(
                    (*shape, CHANNELS[name]), dtype=torch.uint8, device=self.device
                )
            self._upload(min(self.ready, self.count))
        return self

    def _upload(self, n: int) -> None:
        if not self._resident or n <= self._on_device:
            return
        n = max(n, min(self.ready, self.count))
        for name, tensor in self._resident.items():
            for a in range(self._on_device, n, 256):
                b = min(a + 256, n)
                tensor[a:b] = torch.from_numpy(np.array(self._maps[name][a:b])).to(self.device)
        self._on_device = n

    def labels(self, n: int) -> dict[str, Any]:
        """Everything that `factory.labels.label` says about picture n."""
        self.need(n + 1)
        start, end = self._lines[n]
        with (self.folder / "labels.jsonl").open("rb") as file:
            file.seek(start)
            return json.loads(file.read(end - start))["labels"]

    def tags(self, n: int) -> dict[str, Any]:
        """The tags of picture n."""
        return self.labels(n)["tags"]

    def _follow(self) -> None:
        """Read what the drawing process has added."""
        with (self.folder / "labels.jsonl").open("rb") as file:
            file.seek(self._read_to)
            for line in itertools.takewhile(_is_whole, file):
                entry = json.loads(line)
                n = entry["n"]
                if n < self._whole:
                    self.joints[n] = entry["labels"]["joints"]
                    self._lines[n] = self._read_to, self._read_to + len(line)
                self._read_to += len(line)
        while self.ready < self._whole and self._lines[self.ready, 0] >= 0:
            self.ready += 1

    def close(self) -> None:
        """Stop to draw. What is drawn stays and can be read."""
        if self._drawing is not None:
            self._drawing.close()
            self._drawing = None

    def __enter__(self) -> Pictures:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Drawing:
    """The background threads of the process that draws, or that waits to take over. It holds no reference to
    the store, so that a forgotten store ends its workers."""

    def __init__(self, store: Pictures) -> None:
        self._folder, self._each, self._passes = store.folder, store.each, store.passes
        self._seeds, self._size, self._workers = store._seeds, store.size, store.workers
        self._avatars = store.avatars
        self._bytes = {name: store._bytes(name) for name in store.passes}
        self._lock = FileLock(store.folder / "draw.lock", thread_local=False)
        self._append = threading.Lock()
        self._running: list[Worker] = []
        self._stop = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Raise what went wrong in the background."""
        if self._error is not None:
            raise RuntimeError(f"The pictures could not be drawn: {self._error}") from self._error

    def close(self) -> None:
        self._stop.set()
        for worker in list(self._running):
            with contextlib.suppress(ProcessLookupError):
                worker.process.terminate()
        if self._thread is not threading.current_thread():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                try:
                    with self._lock.acquire(timeout=0):
                        self._draw()
                    return
                except Timeout:
                    self._stop.wait(0.5)  # another process draws; it may end early
        except BaseException as error:
            if not self._stop.is_set():
                self._error = error

    def _draw(self) -> None:
        done = self._repair()
        todo = [c for c in range(len(self._seeds)) if done.get(c, 0) < self._each]
        threads = []
        for w in range(min(self._workers, len(todo))):
            threads.append(threading.Thread(target=self._work, args=(todo[w :: self._workers],), daemon=True))
            threads[-1].start()
        for thread in threads:
            thread.join()

    def _repair(self) -> dict[int, int]:
        """Pictures in the file of labels by character; half a line at its end (a killed process) is cut."""
        path = self._folder / "labels.jsonl"
        done: dict[int, int] = {}
        whole = 0
        with path.open("rb") as file:
            for line in itertools.takewhile(_is_whole, file):
                character, _ = place_of(json.loads(line)["n"], self._each)
                done[character] = done.get(character, 0) + 1
                whole += len(line)
        if whole < path.stat().st_size:
            os.truncate(path, whole)
        return done

    def _work(self, characters: list[int]) -> None:
        seeds = [self._seeds[c] for c in characters]
        orders = {"seeds": seeds, "numbers": self._each, "size": self._size, "passes": self._passes}
        if self._avatars:
            orders |= {"avatars": self._avatars, "avatar_share": 1.0}
        which = dict(zip(seeds, characters, strict=True))
        worker, files = None, {}
        try:
            files = {n: (self._folder / f"{n}.u8").open("r+b") for n in self._passes}
            worker = Worker(orders)
            self._running.append(worker)
            lines: list[bytes] = []
            while not self._stop.is_set() and (got := worker.read()) is not None:
                arrays, labels = got
                n = index_of(which[labels["seed"]], labels["tags"]["number"], self._each)
                for name, array in arrays.items():
                    files[name].seek(n * self._bytes[name])
                    files[name].write(array.tobytes())
                lines.append(json.dumps({"n": n, "labels": labels}).encode() + b"\n")
                if len(lines) == self._each:  # a character is whole: first its pixels, then its labels
                    for file in files.values():
                        file.flush()
                        os.fsync(file.fileno())
                    with self._append, (self._folder / "labels.jsonl").open("ab") as out:
                        out.write(b"".join(lines))
                    lines = []
        except BaseException as error:
            if not self._stop.is_set():
                self._error = error
        finally:
            for file in files.values():
                file.close()
            if worker is not None:
                with contextlib.suppress(OSError):
                    worker.close()


def _is_whole(line: bytes) -> bool:
    """Whether a line of labels was written to its end."""
    return line.endswith(b"\n")


def _grow(path: Path, size: int) -> None:
    """Make the file at least so long; what it holds stays (a larger count adds to a store)."""
    with path.open("ab"):
        pass
    if path.stat().st_size < size:
        os.truncate(path, size)
