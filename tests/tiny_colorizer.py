"""Weights of a tiny colorizer that has learned nothing, for tests of what is done with them."""

from __future__ import annotations

from pathlib import Path

import torch

from anigen_core.networks.colorizer import Colorizer
from anigen_core.painting.colorist import NAME
from train.runs import export


def write_tiny_colorizer(folder: Path) -> Path:
    """Write them into a folder, the same at every call; returns the folder."""
    torch.manual_seed(0)
    config = {"widths": (8, 8, 12, 16, 16), "blocks": (1, 1, 1, 1, 1), "look": (4, 8, 8, 12)}
    network = Colorizer(**config)
    with torch.no_grad():
        for layer in (network.last, network.parts):
            assert layer.bias is not None
            layer.weight *= 10  # so that what it is told can be seen in the picture
        network.last.bias[3] += 3  # type: ignore[index]
        network.parts.bias[0] -= 3  # and the figure is there  # type: ignore[index]
    card = {"architecture": "colorizer", "config": config, "scale": 0}
    export(folder / f"{NAME}.safetensors", network.state_dict(), card)
    return folder
