"""The study's other methods, run as the landmark network is: from a face's crop to its points."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from anigen_core.errors import InputError
from anigen_core.runner import Runner, TorchRunner

FILES = ("yamaoka.safetensors", "predictor.dat", "landmarks.safetensors")
"""What a run of the study leaves in its folder, whose name is the row's."""


class Network:
    """The network of a run folder in the place of the shipped landmarks."""

    def __init__(self, file: Path) -> None:
        self._runner, self._name = TorchRunner(folder=file.parent, device="cpu"), file.stem

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        return self._runner.run(self._name, *arrays)

    def describe(self) -> str:
        return self._runner.describe()


class Trees:
    """dlib's regression trees in the same place."""

    def __init__(self, file: Path) -> None:
        from train.landmarks_trees import Trees as Predictor

        self._trees = Predictor.load(file)

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        import torch

        return self._trees(torch.from_numpy(arrays[0])).numpy()

    def describe(self) -> str:
        return "dlib"


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
