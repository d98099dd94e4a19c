"""Weights of a tiny PSGAN that has learned nothing, for tests of what is done with them."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from anigen_core.character import labels
from anigen_core.networks.psgan import Psgan
from anigen_core.stages.generate import NAME
from train.runs import export


def write_tiny_body(folder: Path) -> Path:
    """Write them into a folder, the same at every call; returns the folder. Pictures are 64x96."""
    torch.manual_seed(0)
    config = {"words": len(labels()), "widths": (8, 8, 8), "control": 16}
    network = Psgan(**config)
    with torch.no_grad():
        for head in network.heads:
            assert isinstance(head, nn.Conv2d) and head.bias is not None
            head.weight *= 20  # so that what it is told can be seen in the picture
            head.bias.view(-1, 4)[3] += 2  # and the figure is there
    card = {"architecture": "psgan", "config": config, "labels": list(labels()), "scale": 0}
    export(folder / f"{NAME}.safetensors", network.state_dict(), card)
    return folder
