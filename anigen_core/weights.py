"""Trained weights: one safetensors file per network, and beside it a card that says where it comes from.

Weights are data, never code: only safetensors is read, a file is refused above `MAX_WEIGHT_BYTES` before it
is opened, and its SHA-256 must be the one on the card. The folder is `assets/weights` of a checkout or
`anigen_core/assets/weights` of an installed package.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from anigen_core.errors import InputError

if TYPE_CHECKING:
    from torch import nn

MAX_WEIGHT_BYTES = 16 * 1024 * 1024
"""No network of this project ships more: weights must stay small to carry and quick to load."""

MAX_CARD_BYTES = 256 * 1024

ARCHITECTURES = {
    "cunet": ("anigen_core.networks.cunet", "CUNet"),
    "upconv_7": ("anigen_core.networks.upconv7", "UpConv7"),
    "tagger": ("anigen_core.networks.tagger", "Tagger"),
    "parse": ("anigen_core.networks.parse", "Parse"),
    "face_finder": ("anigen_core.networks.landmarks", "FaceFinder"),
    "landmarks": ("anigen_core.networks.landmarks", "Landmarks"),
    "yamaoka": ("anigen_core.networks.landmarks", "Yamaoka"),
    "pirec": ("anigen_core.networks.pirec", "PiRec"),
    "pirec_original": ("anigen_core.networks.pirec_peers", "Original"),
    "pix2pix": ("anigen_core.networks.pirec_peers", "Pix2Pix"),
    "psgan": ("anigen_core.networks.psgan", "Psgan"),
    "psgan_original": ("anigen_core.networks.psgan_peers", "Original"),
    "colorizer": ("anigen_core.networks.colorizer", "Colorizer"),
    "colorizer_original": ("anigen_core.networks.colorizer_peers", "Original"),
    "colorizer_pix2pix": ("anigen_core.networks.colorizer_peers", "Pix2Pix"),
    "repose": ("anigen_core.networks.repose", "Repose"),
    "lines": ("anigen_core.networks.lines", "Lines"),
    "iris": ("anigen_core.networks.iris", "Iris"),
    "upscale": ("anigen_core.networks.upscaler", "Upscaler"),
    "faces": ("anigen_core.networks.faces", "Faces"),
}
"""What a card's `architecture` may say: the module and class that its weights fit."""

PEERS = {"pirec_original", "pix2pix", "psgan_original", "colorizer_original", "colorizer_pix2pix"}
"""Networks that are trained only to be measured against, never shipped: they may be as large as they are."""

REINSTALL = "install AniGen Studio again, or restore the folder assets/weights of your checkout"


@dataclass(frozen=True)
class WeightCard:
    """What is known about one weight file. Stored as JSON beside it.

    name          file name without its ending, such as "waifu2x_cunet_scale2x"
    architecture  a key of `ARCHITECTURES`
    sha256        of the safetensors file, lower-case hexadecimal
    license       SPDX identifier of the weights
    source        where the numbers come from, in words
    credit        whom to name
    data          what they were trained on, as far as it is known
    recipe        how they were trained or converted
    dtype         how the tensors are stored; they are always loaded as float32
    params        number of parameters
    scale         output size over input size; 0 where the output is no picture
    low           lowest value of the input pixels (the highest is 1): 0 or -1
    date          of the file, ISO 8601
    metrics       measured figures by name
    config        keyword arguments of the network's class
    labels        what the outputs say, in order, where the network's own module does not say it
    adapted_from  SHA-256 of the shipped weights that these began with, where they are somebody's own
    """

    name: str
    architecture: str
    sha256: str
    license: str
    source: str
    credit: str
    data: str
    recipe: str
    dtype: str
    params: int
    scale: int
    low: float
    date: str
    metrics: Mapping[str, Any] = field(default_factory=dict)
    config: Mapping[str, Any] = field(default_factory=dict)
    labels: Sequence[str] = ()
    adapted_from: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> WeightCard:
        """Raises ValueError, TypeError or KeyError where the text is not such a card."""
        values = json.loads(text)
        known = {entry.name for entry in fields(cls)}
        if not isinstance(values, dict) or not set(values) <= known:
            raise ValueError("not a weight card")
        card = cls(**{**values, "labels": tuple(values.get("labels", ()))})
        if card.architecture not in ARCHITECTURES or not re.fullmatch("[0-9a-f]{64}", card.sha256):
            raise ValueError("not a weight card")
        return card


def most_bytes(architecture: str) -> int:
    """How large a weight file of an architecture may be."""
    return 2 * MAX_WEIGHT_BYTES if architecture in PEERS else MAX_WEIGHT_BYTES


def weights_folder() -> Path:
    """The folder with the weights: inside the installed package, else that of the checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "assets" / "weights"
    return inside if inside.is_dir() else package.parent / "assets" / "weights"


def list_weights(folder: Path | None = None) -> tuple[str, ...]:
    """Names of all weights that have both a card and a file, sorted."""
    folder = folder or weights_folder()
    return tuple(sorted(p.stem for p in folder.glob("*.safetensors") if p.with_suffix(".json").is_file()))


def load_card(name: str, folder: Path | None = None) -> WeightCard:
    """The card of the weights `name`. Raises InputError if there is none or it is damaged."""
    path = _path(name, ".json", folder)
    if path.stat().st_size > MAX_CARD_BYTES:
        raise InputError(f"The card {path.name} is too large to be one; {REINSTALL}.")
    try:
        card = WeightCard.from_json(path.read_text("utf-8"))
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"The card {path.name} is damaged; {REINSTALL}.") from error
    if card.name != name:
        raise InputError(f"The card {path.name} belongs to other weights; {REINSTALL}.")
    return card


def load_weights(name: str, folder: Path | None = None) -> dict[str, np.ndarray]:
    """Tensors by name, float32, checked against the card. Raises InputError if missing or damaged."""
    from safetensors.numpy import load

    card = load_card(name, folder)
    path = _path(name, ".safetensors", folder)
    if path.stat().st_size > most_bytes(card.architecture):
        raise InputError(f"The weights {path.name} are larger than 16 MiB; {REINSTALL}.")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != card.sha256:
        raise InputError(f"The weights {path.name} do not match their card; {REINSTALL}.")
    return {key: value.astype(np.float32) for key, value in load(data).items()}


def build(name: str, folder: Path | None = None) -> nn.Module:
    """The network with its weights, float32 on the CPU, in evaluation mode."""
    try:
        return assemble(load_card(name, folder), load_weights(name, folder))
    except RuntimeError as error:
        raise InputError(f"The weights {name} do not fit their network; {REINSTALL}.") from error


def assemble(card: WeightCard, state: Mapping[str, np.ndarray]) -> nn.Module:
    """The network of a card with these weights. Raises RuntimeError where they do not fit it."""
    import torch

    module_name, class_name = ARCHITECTURES[card.architecture]
    network = getattr(importlib.import_module(module_name), class_name)(**card.config)
    network.load_state_dict({key: torch.from_numpy(value) for key, value in state.items()})
    return network.eval().requires_grad_(False)


def _path(name: str, suffix: str, folder: Path | None) -> Path:
    """A file of the weights folder that exists. The name is checked, for it may come from a request."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", name):
        raise InputError(f"There are no weights called {name!r}; choose one of {_choices(folder)}.")
    path = (folder or weights_folder()) / (name + suffix)
    if not path.is_file():
        raise InputError(f"The file {path.name} is missing; {REINSTALL}.")
    return path


def _choices(folder: Path | None) -> str:
    return ", ".join(list_weights(folder)) or "none"
