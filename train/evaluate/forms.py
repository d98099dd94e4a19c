"""A drawing by a simulated hand, what else may be wrong with it, and the three forms that need no weights.

Both the evaluation and the checks inside PI-REC's training use these. Lines are (H, W) uint8, 0 = ink; blocks
(H, W, 4) uint8 straight RGBA, alpha 0 = not painted; pictures (H, W, 3) uint8 over white.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from anigen_core.color import pack_rgb
from anigen_core.stages.reconstruct import Reconstruct, ReconstructOptions
from train.factory.render.style import GRAY_STYLES
from train.strokes_levels import Hand

from .example import Example
from .sources import on_paper

CONDITIONS = ("usual", "missing", "shifted", "no_lines")
"""As it was drawn; a third of the colors missing; colors shifted by 6 px; no lines."""

FORMS = ("domain", "domain_lines", "fill")
"""The color blocks alone, with the lines on them, and lines and blocks filled and shaded without weights."""

SHIFT, THIRD = 6.0, 1 / 3
"""Pixels of a picture 768 high (others in proportion); the share of the painted area that is left out."""


class Drawing(NamedTuple):
    """What somebody drew: lines (H, W) and blocks (H, W, 4), see the head of this file."""

    lines: np.ndarray
    colors: np.ndarray


def drawn(example: Example, level: str | Hand, seed: int) -> Drawing:
    """Lines and blocks of a picture with its passes beauty, part, lines and albedo, by the hand of a level
    that a seed names. Who draws from a gray picture paints gray blocks."""
    import torch

    from train import pirec_views, strokes

    passes = {}
    for name in ("beauty", "part", "lines", "albedo"):
        tensor = torch.from_numpy(np.array(example.passes[name]))
        passes[name] = (tensor.permute(2, 0, 1) if tensor.ndim == 3 else tensor[None])[None]
    if example.labels.get("tags", {}).get("style") in GRAY_STYLES:
        passes["albedo"] = passes["beauty"][:, :3]
    made = strokes.draw(pirec_views.bled(passes), torch.tensor([seed]), level, colors=True)
    return Drawing(pirec_views.to_uint8(made.lines)[0, ..., 0], pirec_views.to_uint8(made.colors)[0])


def disturbed(drawing: Drawing, condition: str, seed: int = 0) -> Drawing:
    """The drawing under one of `CONDITIONS`; seed: which colors are missing, or which way they lie off."""
    lines, colors = drawing
    rng = np.random.default_rng(seed)
    if condition == "no_lines":
        return Drawing(np.full_like(lines, 255), colors)
    if condition == "shifted":
        angle, far = rng.uniform(0, 2 * np.pi), SHIFT * lines.shape[0] / 768
        return Drawing(lines, _moved(colors, round(far * np.sin(angle)), round(far * np.cos(angle))))
    if condition == "missing":
        return Drawing(lines, _fewer(colors, rng))
    return drawing


def _moved(colors: np.ndarray, down: int, right: int) -> np.ndarray:
    """Moved by whole pixels; what comes in is not painted."""
    height, width = colors.shape[:2]
    out = np.zeros_like(colors)
    rows, columns = slice(max(0, down), height + min(0, down)), slice(max(0, right), width + min(0, right))
    out[rows, columns] = np.roll(colors, (down, right), (0, 1))[rows, columns]
    return out


def _fewer(colors: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Without those colors that together cover nearest to a third of what is painted. Which they are is
    chance's: the best of some random choices. Of a single color, nothing is left out."""
    painted = colors[..., 3] >= 128
    tones, which, area = np.unique(pack_rgb(colors[painted][:, :3]), return_inverse=True, return_counts=True)
    if len(tones) < 2:
        return colors
    choices = rng.random((64, len(tones))) < THIRD
    choices = choices[~choices.all(1)]
    gone = choices[np.abs(choices @ area - THIRD * area.sum()).argmin()]
    out = colors.copy()
    out[painted] = np.where(gone[which.ravel()][:, None], 0, out[painted])
    return out


def forms(drawing: Drawing) -> dict[str, np.ndarray]:
    """`FORMS` of a drawing, by name."""
    domain = on_paper(drawing.colors)
    pasted = np.rint(domain * (drawing.lines[..., None] / 255)).astype(np.uint8)
    filled = on_paper(Reconstruct()(drawing.lines, drawing.colors, ReconstructOptions()))
    return {"domain": domain, "domain_lines": pasted, "fill": filled}
