"""PI-REC's validation figures: PSNR over figure and head, beside three forms that need no weights.

Every picture is drawn by a usual hand; besides a third of the colors missing, colors shifted, and no lines:
conditions and forms are those of the evaluation (train/evaluate/forms.py), which measures far more.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from train import pirec_views as seen
from train import strokes, views
from train.evaluate.forms import CONDITIONS, Drawing, disturbed, forms
from train.evaluate.metrics import psnr

Maker = Callable[[dict[str, Tensor], str, Tensor | None], Tensor]
FREE = ("usual", "missing")
"""Conditions under which the weight-free forms are measured as well."""


def facts_of(view: seen.View, seed: int) -> tuple[dict[str, Tensor], Tensor]:
    """What a usual hand makes of a view, without anything else that may go wrong, and the truth."""
    count = len(view.head)
    device = view.head.device
    drawing = strokes.draw(
        view.pictures, torch.arange(count, device=device) + 1000 * seed, "usual", colors=True
    )
    chance = views.Chance(torch.Generator().manual_seed(seed), device)
    goal, _ = seen.truth(view, chance)
    return {
        "ink": 1 - drawing.lines,
        "colors": drawing.colors,
        "strength": torch.full((count,), seen.USUAL, device=device),
        "noise": torch.zeros_like(goal[:, :3]),  # as the first result is made
    }, goal


class Checks:
    """Validation pictures under all conditions. view: whole pictures."""

    def __init__(self, view: seen.View, device: torch.device) -> None:
        view = seen.View(seen.bled(view.pictures), view.head)
        usual, self.goal = facts_of(view, 1)
        height, width = view.pictures["part"].shape[2:]
        lines, colors = seen.to_uint8(1 - usual["ink"])[..., 0], seen.to_uint8(usual["colors"])
        drawings = [Drawing(*both) for both in zip(lines, colors, strict=True)]
        given = {c: [disturbed(d, c, n) for n, d in enumerate(drawings)] for c in CONDITIONS}
        self.facts = {c: {**usual, **_tensors(given[c], device)} for c in CONDITIONS}
        self.truth = seen.to_uint8(self.goal[:, :3])
        self.figure = (view.pictures["beauty"][:, 3] > 127).cpu().numpy()
        self.head = seen.boxed(view.head, height, width)[:, 0].bool().cpu().numpy() & self.figure
        self.free: dict[str, float] = {}
        for condition in FREE:
            made = [forms(d) for d in given[condition]]
            for name in made[0]:
                self.free |= self._score(f"{name}_{condition}", np.stack([m[name] for m in made]))

    def _score(self, name: str, made: np.ndarray) -> dict[str, float]:
        figure = [psnr(m, t, mask) for m, t, mask in zip(made, self.truth, self.figure, strict=True)]
        head = [psnr(m, t, mask) for m, t, mask in zip(made, self.truth, self.head, strict=True)]
        return {f"{name}_figure": float(np.nanmean(figure)), f"{name}_head": float(np.nanmean(head))}

    def measure(self, make: Maker) -> dict[str, float]:
        """All figures. make: (facts, phase, draft) to (B, 4, H, W)."""
        out: dict[str, float] = {}
        for condition in CONDITIONS:
            drafts, results = [], []
            for first in range(0, len(self.truth), 4):
                facts = {k: v[first : first + 4] for k, v in self.facts[condition].items()}
                draft = make(facts, "generate", None)
                drafts.append(seen.to_uint8(draft[:, :3]))
                results.append(seen.to_uint8(make(facts, "refine", draft)[:, :3]))
            if condition == "usual":
                out |= self._score("draft_usual", np.concatenate(drafts))
            out |= self._score(f"result_{condition}", np.concatenate(results))
        return {**out, **self.free}


def _tensors(drawings: list[Drawing], device: torch.device) -> dict[str, Tensor]:
    """ink (B, 1, H, W) and colors (B, 4, H, W) in 0..1, as the network is told."""
    ink = 255 - np.stack([d.lines for d in drawings])[:, None]
    colors = np.stack([d.colors for d in drawings]).transpose(0, 3, 1, 2)
    return {
        "ink": torch.from_numpy(ink).to(device).float() / 255,
        "colors": torch.from_numpy(np.ascontiguousarray(colors)).to(device).float() / 255,
    }
