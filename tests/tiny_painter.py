"""Weights of a tiny PI-REC that has learned nothing, for tests of what is done with them."""

from __future__ import annotations

from pathlib import Path

import torch

from anigen_core.networks import pirec
from anigen_core.painting.learned import NAME
from train.runs import export


def write_tiny_painter(folder: Path) -> Path:
    """Write them into a folder, the same at every call; returns the folder."""
    torch.manual_seed(0)
    shape = {"widths": (8, 8, 8, 8, 8), "blocks": (1, 1, 1, 1, 1), "thin": 4}
    network = pirec.PiRec(**shape)
    with torch.no_grad():
        network.finish.last.weight *= 20  # so that what it is told can be seen in the picture
    export(folder / f"{NAME}.safetensors", network.state_dict(), {"architecture": "pirec", "config": shape})
    return folder
