"""Weights of somebody's own: shipped networks that have learned one character or style (train/adapt.py).

Each is one safetensors file of at most 16 MiB that holds its own card: JSON under "card" in the head of the
file. The card's `name` says in whose place the weights run, its `sha256` is that of everything behind the
head. A file holds all weights of its network, or what is added to the shipped ones as products of two narrow
matrices (NAME.down, NAME.up); then it fits those only that it began with.

Files lie anywhere for the command line and Python. The studio knows them by name, out of the user's folder:
NAME.safetensors, or NAME.MODEL.safetensors where a character has taught several networks; all of a name are
used together. A name is looked for in the folder's list and never made into a path.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from anigen_core import weights
from anigen_core.errors import InputError
from anigen_core.folders import data_folder

if TYPE_CHECKING:
    from torch import nn

NETWORKS = {"pirec": "pirec", "psgan": "psgan", "colorize": "colorizer", "repose": "repose"}
"""The shipped weights that can be adapted, and their architecture."""

MAX_HEAD = 1 << 20
"""Bytes of a file's head, which lists its tensors and holds the card."""

MAX_FILES = 200
"""Files of the user's folder that are looked at."""

ENDING = ".safetensors"
DOWN, UP = ".down", ".up"
AGAIN = "make it again with `python -m train.adapt`, or choose another file"


@dataclass(frozen=True)
class Adapted:
    """A file of adapted weights whose head has been checked; the weights themselves are read by `build`.

    name: what the user calls it. network: the shipped weights in whose place it runs, of `NETWORKS`.
    """

    name: str
    path: Path
    card: weights.WeightCard

    @property
    def network(self) -> str:
        return self.card.name

    def load(self, folder: Path | None = None) -> dict[str, np.ndarray]:
        """All weights by name, float32. folder: of the shipped ones, see `weights.weights_folder`.

        Raises:
            InputError: the file is damaged, or does not go with the shipped weights that are here.
        """
        from safetensors.numpy import load

        shipped = _shipped(self.network, folder)
        data, start = _read(self.path)
        if hashlib.sha256(data[start:]).hexdigest() != self.card.sha256:
            raise InputError(f"The weights {self.path.name} are damaged; {AGAIN}.")
        try:
            found = {key: value.astype(np.float32) for key, value in load(data).items()}
        except Exception as error:  # the reader's own errors have no common kind
            raise InputError(f"The weights {self.path.name} are damaged; {AGAIN}.") from error
        if not all(np.isfinite(value).all() for value in found.values()):
            raise InputError(f"The weights {self.path.name} hold values that are no numbers; {AGAIN}.")
        if not any(key.endswith(UP) for key in found):
            return found
        if self.card.adapted_from != shipped.sha256:
            raise InputError(
                f"The weights {self.path.name} change other weights than those that are here; {AGAIN}."
            )
        return _added(weights.load_weights(self.network, folder), found, self.path.name)

    def build(self, folder: Path | None = None) -> nn.Module:
        """The network with these weights, float32 on the CPU, in evaluation mode. Raises InputError as `load`
        does, and where they do not fit."""
        try:
            return weights.assemble(self.card, self.load(folder))
        except RuntimeError as error:
            raise InputError(f"The weights {self.path.name} do not fit their network; {AGAIN}.") from error


def own_folder() -> Path:
    """Where the user's own weights lie; it may not exist."""
    return data_folder() / "weights"


def name_of(path: Path) -> str:
    """What a file is called: "rin" for rin.safetensors and for rin.pirec.safetensors."""
    stem = path.name.removesuffix(ENDING)
    head, _, model = stem.rpartition(".")
    return head if head and model in NETWORKS else stem


def open_adapted(path: Path | str, folder: Path | None = None) -> Adapted:
    """A file of adapted weights, its head checked against the shipped weights in `folder`.

    Raises:
        InputError: not such a file, too large, damaged, or of another network than the shipped one.
    """
    path = Path(path)
    if path.suffix != ENDING or not path.is_file():
        raise InputError(f"There is no file of weights {str(path)!r}; give a {ENDING} file of train.adapt.")
    if path.stat().st_size > weights.MAX_WEIGHT_BYTES:
        raise InputError(f"The weights {path.name} are larger than 16 MiB; {AGAIN}.")
    card = _card(path)
    shipped = _shipped(card.name, folder)
    same = card.architecture == shipped.architecture and dict(card.config) == dict(shipped.config)
    if not same:
        raise InputError(
            f"The weights {path.name} belong to another form of the network {card.name}; {AGAIN}."
        )
    return Adapted(name_of(path), path, replace(card, config=shipped.config))


def list_adapted(folder: Path | None = None, shipped: Path | None = None) -> dict[str, tuple[str, ...]]:
    """The names in the user's folder, sorted, with the networks that each has. Files that are none, or
    damaged, are left out. folder: None is `own_folder()`. shipped: folder of the shipped weights."""
    found: dict[str, set[str]] = {}
    for path in _files(folder):
        try:
            found.setdefault(name_of(path), set()).add(open_adapted(path, shipped).network)
        except InputError:
            continue
    return {name: tuple(sorted(found[name])) for name in sorted(found) if found[name]}


def find_adapted(name: str, folder: Path | None = None, shipped: Path | None = None) -> tuple[Adapted, ...]:
    """The weights of a name, at most one for each network. shipped: folder of the shipped weights.

    Raises:
        InputError: there are none of that name, two for one network, or one is damaged.
    """
    found = [open_adapted(path, shipped) for path in _files(folder) if name_of(path) == name]
    if not found:
        names = ", ".join(list_adapted(folder, shipped)) or "none"
        raise InputError(f"There are no weights of your own called {name!r} here; there are: {names}.")
    return one_each(found)


def one_each(found: Sequence[Adapted]) -> tuple[Adapted, ...]:
    """The same, if no two are for one network. Raises InputError where they are."""
    by_network: dict[str, Adapted] = {}
    for own in found:
        if own.network in by_network:
            other = by_network[own.network].path.name
            raise InputError(f"{other} and {own.path.name} are both for {own.network}; keep one of them.")
        by_network[own.network] = own
    return tuple(found)


def write_adapted(path: Path, state: dict[str, np.ndarray], card: weights.WeightCard) -> weights.WeightCard:
    """Write a file of adapted weights in one go; returns the card as written, its `sha256` filled in.

    state: by name, as they are to be stored. card: `name` is the network's of `NETWORKS`.

    Raises:
        InputError: larger than 16 MiB.
    """
    from safetensors.numpy import save

    from anigen_core.document import write_atomically

    state = {key: np.ascontiguousarray(value) for key, value in state.items()}
    bare = save(state)
    start = 8 + int.from_bytes(bare[:8], "little")
    card = replace(card, sha256=hashlib.sha256(bare[start:]).hexdigest())
    data = save(state, {"card": card.to_json()})
    if len(data) > weights.MAX_WEIGHT_BYTES:
        raise InputError(f"The weights take {len(data) / 2**20:.1f} MiB; they must stay under 16 MiB.")
    write_atomically(path, data)
    return card


def _files(folder: Path | None) -> list[Path]:
    folder = own_folder() if folder is None else folder
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix == ENDING and path.is_file())[:MAX_FILES]


def _read(path: Path) -> tuple[bytes, int]:
    """The bytes of a file, and where its head ends."""
    if path.stat().st_size > weights.MAX_WEIGHT_BYTES:
        raise InputError(f"The weights {path.name} are larger than 16 MiB; {AGAIN}.")
    data = path.read_bytes()
    return data, 8 + int.from_bytes(data[:8], "little")


def _card(path: Path) -> weights.WeightCard:
    """The card in a file's head. Nothing behind the head is read."""
    refusal = f"{path.name} is no file of train.adapt: it has no card; {AGAIN}."
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if not 2 <= length <= MAX_HEAD:
            raise InputError(refusal)
        head = file.read(length)
    try:
        text = json.loads(head)["__metadata__"]["card"]
        card = weights.WeightCard.from_json(text)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InputError(refusal) from None
    if NETWORKS.get(card.name) != card.architecture:
        raise InputError(f"{path.name} holds weights of no network that can be adapted; {AGAIN}.")
    return card


def _shipped(network: str, folder: Path | None) -> weights.WeightCard:
    """The card of the shipped weights in whose place others are to run."""
    if network not in weights.list_weights(folder):
        raise InputError(f"The network {network} did not come with this program, so nothing can replace it.")
    return weights.load_card(network, folder)


def _added(base: dict[str, np.ndarray], change: dict[str, np.ndarray], file: str) -> dict[str, np.ndarray]:
    """Shipped weights with a change of low rank added; what is not of low rank is given whole."""
    out = dict(base)
    for key, value in change.items():
        name = key.removesuffix(UP)
        try:
            if key.endswith(UP):
                out[name] = base[name] + (value @ change[name + DOWN]).reshape(base[name].shape)
            elif not key.endswith(DOWN):
                out[key] = base[key] + value
        except (KeyError, ValueError) as error:
            raise InputError(f"The weights {file} do not fit their network; {AGAIN}.") from error
    return out
