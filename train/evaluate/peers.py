"""Other methods in the place of ours: the landmark study's, from a face's crop to its points, and the
networks that PI-REC is measured against, from the same planes to a picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from anigen_core.errors import InputError
from anigen_core.runner import Runner, TorchRunner
from anigen_core.weights import WeightCard, load_card

FILES = ("yamaoka.safetensors", "predictor.dat", "landmarks.safetensors")
"""What a run of the study leaves in its folder, whose name is the row's."""


PAINTERS = {"pix2pix": "pix2pix", "pirec_original": "original"}
"""Rows of PI-REC's peers by the architecture on their card."""

COLORISTS = {"colorizer_original": "original", "colorizer_pix2pix": "pix2pix"}
"""The same of the colorizer's."""


class Network:
    """The network of a file in the place of the shipped one, whatever that is called. sides: of its pictures
    must be multiples of this."""

    def __init__(self, file: Path, sides: int = 1) -> None:
        self._runner, self._name = TorchRunner(folder=file.parent, device="cpu"), file.stem
        self._card, self._sides = load_card(file.stem, file.parent), sides

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        height, width = arrays[0].shape[2:]
        room = ((0, 0), (0, 0), (0, -height % self._sides), (0, -width % self._sides))
        wide = (np.pad(array, room) if array.ndim == 4 else array for array in arrays)
        made = self._runner.run(self._name, *wide)
        return made[:, :, :height, :width] if made.ndim == 4 and self._sides > 1 else made

    def describe(self, name: str | None = None) -> str:
        return self._runner.describe()

    def card(self, name: str) -> WeightCard | None:
        return self._card


class Trees:
    """dlib's regression trees in the same place."""

    def __init__(self, file: Path) -> None:
        from train.landmarks_trees import Trees as Predictor

        self._trees = Predictor.load(file)

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        import torch

        return self._trees(torch.from_numpy(arrays[0])).numpy()

    def describe(self, name: str | None = None) -> str:
        return "dlib"

    def card(self, name: str) -> WeightCard | None:
        return None


def load(place: Path) -> dict[str, Runner]:
    """The methods of a file, of a run folder, or of all run folders in a folder, by the folders' names.

    Raises:
        InputError: there are none, or one is damaged.
    """
    found = [place] if place.name in FILES and place.is_file() else []
    if place.is_dir():
        found = sorted(p for name in FILES for where in ("", "*/") for p in place.glob(where + name))
    if not found:
        raise InputError(f"There is no run of the study at {place}; --peer takes one of {', '.join(FILES)}.")
    return {p.resolve().parent.name: Trees(p) if p.suffix == ".dat" else Network(p) for p in found}


def painters(place: Path, rows: Mapping[str, str] = PAINTERS) -> dict[str, Runner]:
    """A painter's peers of a weights file (its card beside it), or of all such files in a folder and its
    subfolders, by row. rows: the row of each architecture.

    Raises:
        InputError: there are none, or one is damaged.
    """
    files = [place] if place.suffix == ".safetensors" else sorted(place.rglob("*.safetensors"))
    found: dict[str, Runner] = {}
    for file in files:
        if file.is_file() and file.with_suffix(".json").is_file():
            row = rows.get(load_card(file.stem, file.parent).architecture)
            if row is not None:
                found[row] = Network(file, 64)
    if not found:
        raise InputError(
            f"There are no weights of a peer at {place}; --peer takes a file of weights with its card, of "
            f"{' or '.join(rows)}, or a folder with them."
        )
    return found
