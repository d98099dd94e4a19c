"""Weights of a tiny repose network that has learned nothing, for tests of what is done with them: it carries
limbs by rule and paints next to nothing."""

from __future__ import annotations

from pathlib import Path

import torch

from anigen_core.networks.repose import Repose
from train.runs import export

CONFIG = {"widths": (8, 8, 12, 12), "look": (4, 8, 8), "detail": 8}


def write_tiny_repose(folder: Path, name: str = "repose") -> Path:
    """Write them into a folder, the same at every call; returns the folder."""
    torch.manual_seed(0)
    network = Repose(**CONFIG)
    with torch.no_grad():
        assert network.last.bias is not None
        network.last.bias[0] += 4  # what the references show is taken
    card = {"architecture": "repose", "config": CONFIG, "scale": 0}
    export(folder / f"{name}.safetensors", network.state_dict(), card)
    return folder
