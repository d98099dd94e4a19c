"""The folder of a training run: what it was asked for, which code ran, its state, its figures, its weights.

config.json    options, architecture, parameters, device     log.txt            what was said on the screen
code.json      git commit and a hash of the sources          metrics.jsonl      a line per measurement
curve.png      the losses, drawn                             samples/           the validation strip
tensorboard/   the figures for TensorBoard                   state.safetensors  what a resumed run needs
NAME.safetensors, NAME.json                                  the weights as fp16 and their card
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from PIL import Image, ImageDraw
from torch import Tensor

from anigen_core.errors import InputError
from anigen_core.weights import WeightCard, most_bytes

ROOT = Path(__file__).resolve().parents[1]
log = logging.getLogger("train")
_INKS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#e377c2")


def write_safely(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Replace a file in one go: whoever looks sees the old or the new one, whole, whenever we are killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with half.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
    if sys.platform != "win32":  # the rename itself must reach the disk too
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def write_json(path: Path, values: Any) -> None:
    """Write JSON safely."""
    text = json.dumps(values, indent=2, ensure_ascii=False, default=str) + "\n"
    write_safely(path, lambda file: file.write(text.encode()))


def write_picture(path: Path, picture: np.ndarray) -> None:
    """Write HW3 uint8 as PNG safely."""
    write_safely(path, lambda file: Image.fromarray(picture).save(file, "PNG"))


def code_version() -> dict[str, Any]:
    """The git commit (None without git), whether files differ from it, and a SHA-256 of train/ and the
    networks."""

    def git(*words: str) -> str | None:
        try:
            done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, timeout=20)
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    total = hashlib.sha256()
    sources = [*(ROOT / "train").rglob("*.py"), *(ROOT / "anigen_core" / "networks").rglob("*.py")]
    for path in sorted(sources):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    changed = git("status", "--porcelain", "--", "train", "anigen_core/networks")
    commit = git("rev-parse", "HEAD")
    return {"commit": commit, "changed": bool(changed) if commit else None, "sources": total.hexdigest()}


def save_state(path: Path, state: Mapping[str, Any]) -> None:
    """Write tensors, numbers and words, nested in dicts and lists as deep as one likes, safely. The format is
    safetensors with the nesting as JSON in its head: a state, too, is data and never code."""
    from safetensors.torch import save

    tensors: dict[str, Tensor] = {}
    head = json.dumps(_apart(state, tensors))
    data = save(tensors, {"state": head})
    write_safely(path, lambda file: file.write(data))


def load_state(path: Path) -> dict[str, Any]:
    """Read what `save_state` wrote, on the CPU, tensors contiguous.

    Raises:
        InputError: damaged.
    """
    from safetensors import safe_open

    try:
        with safe_open(path, "pt") as file:
            return _together(json.loads(file.metadata()["state"]), file.get_tensor)
    except Exception as error:
        raise InputError(f"The state {path} cannot be read; choose another folder as --out.") from error


def _apart(value: Any, tensors: dict[str, Tensor]) -> Any:
    """The nesting as JSON can hold it, the tensors put into `tensors`."""
    if isinstance(value, Tensor):
        name = str(len(tensors))
        tensors[name] = value.detach().cpu().contiguous()
        return {"tensor": name}
    if isinstance(value, Mapping):
        return {"dict": [[key, _apart(inner, tensors)] for key, inner in value.items()]}
    if isinstance(value, list | tuple):
        return {"list": [_apart(inner, tensors) for inner in value]}
    return {"plain": value}


def _together(packed: Any, tensor: Callable[[str], Tensor]) -> Any:
    """The opposite of `_apart`."""
    ((kind, value),) = packed.items()
    if kind == "tensor":
        return tensor(value)
    if kind == "dict":
        return {key: _together(inner, tensor) for key, inner in value}
    if kind == "list":
        return [_together(inner, tensor) for inner in value]
    return value


class Figures:
    """metrics.jsonl, TensorBoard and the drawn curve of a run that goes on after step `step`."""

    def __init__(self, folder: Path, step: int, *, tensorboard: bool) -> None:
        self._path = folder / "metrics.jsonl"
        self._curve = folder / "curve.png"
        self.rows: list[dict[str, Any]] = []
        if self._path.exists():  # what a killed run wrote after its last state comes again
            lines = self._path.read_text("utf-8").splitlines(keepends=True)
            rows = [json.loads(line) for line in lines if line.endswith("\n")]
            self.rows = [row for row in rows if row["step"] <= step]
            text = "".join(json.dumps(row) + "\n" for row in self.rows)
            write_safely(self._path, lambda file: file.write(text.encode()))
        self._board = None
        if tensorboard:
            try:
                from torch.utils.tensorboard import SummaryWriter

                self._board = SummaryWriter(str(folder / "tensorboard"), purge_step=step + 1)
            except ImportError:
                log.info("TensorBoard is not installed; the figures are in metrics.jsonl and curve.png.")

    def add(self, row: dict[str, Any]) -> None:
        """Write one row: "step", numbers, and groups of numbers by name ("loss", "ema", "raw")."""
        self.rows.append(row)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        if self._board is not None:
            for name, value in row.items():
                for inner, number in value.items() if isinstance(value, dict) else [("", value)]:
                    tag = f"{name}/{inner}" if inner else name
                    if name != "step" and isinstance(number, int | float):
                        self._board.add_scalar(tag, number, row["step"])

    def picture(self, step: int, picture: np.ndarray) -> None:
        """Show HW3 uint8 in TensorBoard."""
        if self._board is not None:
            self._board.add_image("sample", picture, step, dataformats="HWC")

    def draw(self) -> None:
        """Draw the losses so far."""
        rows = [row for row in self.rows if "loss" in row]
        if rows:
            names = list(dict.fromkeys(name for row in rows for name in row["loss"]))
            curves = {n: [(r["step"], r["loss"][n]) for r in rows if n in r["loss"]] for n in names}
            write_safely(self._curve, lambda file: plot(curves).save(file, "PNG"))

    def close(self) -> None:
        """Finish the files."""
        self.draw()
        if self._board is not None:
            self._board.close()


def plot(curves: Mapping[str, list[tuple[int, float]]], size: tuple[int, int] = (960, 540)) -> Image.Image:
    """Curves over the step, the values on a logarithmic axis of their size."""
    width, height = size
    left, top, right, bottom = 70, 20, width - 190, height - 40
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    sizes = np.array([abs(v) for points in curves.values() for _, v in points if v and np.isfinite(v)])
    low, high = (np.log10(sizes.min()), np.log10(sizes.max())) if len(sizes) else (-1.0, 0.0)
    low, high = np.floor(low), max(np.ceil(high), np.floor(low) + 1)
    last = max((points[-1][0] for points in curves.values() if points), default=1) or 1

    def at(step: float, value: float) -> tuple[float, float]:
        y = (np.log10(max(abs(value), 10**low)) - low) / (high - low)
        return left + (right - left) * step / last, bottom - (bottom - top) * float(y)

    for power in range(int(low), int(high) + 1):
        _, y = at(0, 10.0**power)
        pen.line([(left, y), (right, y)], fill="#dddddd")
        pen.text((8, y - 6), f"{10.0**power:g}", fill="#444444")
    for share in range(5):
        x, _ = at(last * share / 4, 1)
        pen.text((x - 10, bottom + 10), f"{round(last * share / 4)}", fill="#444444")
    pen.rectangle([left, top, right, bottom], outline="#888888")
    for i, (name, points) in enumerate(curves.items()):
        ink = _INKS[i % len(_INKS)]
        line = [at(s, v) for s, v in points if np.isfinite(v)]
        if len(line) > 1:
            pen.line(line, fill=ink, width=2)
        for x, y in line if len(line) < 3 else []:
            pen.ellipse([x - 2, y - 2, x + 2, y + 2], fill=ink)
        pen.line([(right + 12, top + 12 + 20 * i), (right + 32, top + 12 + 20 * i)], fill=ink, width=3)
        pen.text((right + 40, top + 6 + 20 * i), name[:22], fill="#222222")
    return picture


def export(path: Path, state: Mapping[str, Tensor], card: Mapping[str, Any]) -> WeightCard:
    """Write weights as fp16 safetensors to `path` and their card beside it.

    card: the card's fields that differ from a network of our own without metrics.

    Raises:
        InputError: a weight does not fit into fp16, or the file is larger than may be shipped.
    """
    from datetime import UTC, datetime

    from safetensors.numpy import save

    arrays = {}
    for name, tensor in state.items():
        tensor = tensor.detach().cpu().contiguous()
        array = (tensor.half() if tensor.is_floating_point() else tensor).numpy()
        if tensor.is_floating_point() and not np.isfinite(array).all():
            raise InputError(f"The weights {name} do not fit into fp16; train again with a lower --rate.")
        arrays[name] = array
    data = save(arrays)
    if len(data) > most_bytes(str(card.get("architecture"))):
        raise InputError(f"The weights take {len(data) >> 20} MiB; a network must stay under 16 MiB in fp16.")
    fields: dict[str, Any] = {
        "name": path.stem,
        "license": "Apache-2.0",
        "source": "trained by this project",
        "credit": "The AniGen Studio authors",
        "data": "characters drawn by train/factory",
        "recipe": "",
        "scale": 1,
        "low": 0.0,
        "date": datetime.now(UTC).date().isoformat(),
        **card,
        "dtype": "float16",
        "params": sum(a.size for a in arrays.values() if a.dtype == np.float16),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    made = WeightCard(**fields)
    write_safely(path, lambda file: file.write(data))
    write_safely(path.with_suffix(".json"), lambda file: file.write(made.to_json().encode()))
    return made
