"""Weights of a tiny network of faces that has learned nothing, for tests of what is done with them."""

from __future__ import annotations

from pathlib import Path

import torch

from anigen_core.facemaking.wishing import face_labels
from anigen_core.networks.faces import Faces
from train.runs import export

CONFIG = {"words": len(face_labels()), "widths": (8, 8, 8, 4), "blocks": (1, 1, 1), "control": 16}


def write_tiny_faces(folder: Path) -> Path:
    """Write them into a folder, the same at every call; returns the folder."""
    torch.manual_seed(0)
    card = {"architecture": "faces", "config": CONFIG, "labels": list(face_labels()), "scale": 0}
    export(folder / "faces.safetensors", Faces(**CONFIG).state_dict(), card)
    return folder
