"""A finished drawing: the picture, its layers, what it was made from, and the files of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PIL import Image

from anigen_core.document import Document, write_atomically
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize, to_rgba
from anigen_core.layers import Layer, canvas_extent, composite, repainted, sketch_layers
from anigen_core.progress import Run
from anigen_core.steps import StepResult


@dataclass(frozen=True)
class Result:
    """A finished drawing.

    Attributes:
        picture: (H, W, 3) uint8, or (H, W, 4) straight alpha where the settings ask for transparency.
        layers: what the picture is made of, bottom first; the visible ones composite to it.
        document: what it was made from, settings included; the same document gives the same picture.
        notes: plain sentences the user should read, such as what was guessed.
        seconds: time of each step.
        engine: which methods and engines made it, in words.
        plain: the picture before its eyes were colored, of the same shape; None where they were not.
        steps: what became of each of `steps.STEPS`, in their order; empty where the chain did not run.
    """

    picture: np.ndarray
    layers: tuple[Layer, ...]
    document: Document
    notes: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    engine: str = ""
    plain: np.ndarray | None = None
    steps: tuple[StepResult, ...] = ()

    def to_bytes(self, suffix: str) -> bytes:
        """The file of a kind: ".png" (recipe inside), ".psd", ".ora" or ".anigen".

        Raises:
            InputError: any other ending.
        """
        from anigen_core import export

        match suffix.lower():
            case ".png":
                return export.png_bytes(self.picture, self.document, engine=self.engine)
            case ".psd":
                return export.psd_bytes(self.layers, self.picture)
            case ".ora":
                return export.ora_bytes(self.layers, self.picture)
            case ".anigen":
                return self.document.to_bytes()
        raise InputError(f"'{suffix}' cannot be written; use .png, .psd, .ora or .anigen.")

    def save(self, path: str | Path) -> None:
        """Write the file that its ending names: .png, .psd, .ora or .anigen."""
        write_atomically(path, self.to_bytes(Path(path).suffix))


def arranged(document: Document, layers: Sequence[Layer]) -> Result:
    """The picture as its layers make it, with the artist's own drawing as hidden layers on top."""
    visible = tuple(layer for layer in layers if layer.group != "sketch")
    picture = composite(visible, canvas_extent(visible))
    if not document.settings.transparent:
        picture = np.ascontiguousarray(picture[..., :3])
    return with_sketch(document, picture, visible)


def with_sketch(document: Document, picture: np.ndarray, layers: tuple[Layer, ...]) -> Result:
    """A picture and the layers that make it, with the artist's own drawing as hidden layers on top."""
    # Enlarged by repeating pixels, so that every one the artist drew is still there.
    own = [
        array if array is None else resize(array, Extent.of(picture), Image.Resampling.NEAREST)
        for array in (document.lines, document.colors)
    ]
    return Result(picture, (*layers, *sketch_layers(*own)), document)


def recolored(result: Result, picture: np.ndarray) -> Result:
    """A result with a late change on top of everything, such as the color of its eyes, in the layer for it.

    picture: of the same shape; where the old one is translucent it stays as it was, as a layer can only add.
    """
    eyes = next(layer for layer in result.layers if layer.name == "eyes")
    if eyes.image[..., 3].any():
        layers = repainted([layer for layer in result.layers if layer.group != "sketch"], picture)
        return arranged(result.document, layers)
    changed = (picture != result.picture).any(axis=2)
    if picture.shape[2] == 4:
        changed &= picture[..., 3] == 255
    image = np.zeros((*changed.shape, 4), np.uint8)
    image[changed] = to_rgba(picture)[changed]
    fresh = replace(eyes, image=image, offset=(0, 0), visible=True)
    layers = tuple(fresh if layer is eyes else layer for layer in result.layers)
    return replace(result, picture=np.where(changed[..., None], picture, result.picture), layers=layers)


def signed(result: Result, run: Run, steps: tuple[StepResult, ...] = ()) -> Result:
    """The result with what its run, and each of its steps, have to say."""
    words = "; ".join(run.methods)
    engine = words[:1].upper() + words[1:]
    return replace(result, notes=tuple(run.notes), seconds=dict(run.seconds), engine=engine, steps=steps)
