"""PI-REC's validation figures: PSNR over figure and head, beside three forms that need no weights.

Every picture is drawn by a usual hand; besides without lines, with colors shifted by 6 pixels (of a picture
768 high), and with a third of the parts not painted.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from anigen_core.stages.reconstruct import Reconstruct
from train import pirec_views as seen
from train import strokes, views
from train.evaluate.metrics import psnr
from train.strokes_detail import looked_up
from train.strokes_filters import grow

Maker = Callable[[dict[str, Tensor], str, Tensor | None], Tensor]
CONDITIONS = ("usual", "no_lines", "shifted", "missing")


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
        part = view.pictures["part"]
        height, width = part.shape[2:]
        by = max(1, round(6 * height / 768))
        table = torch.rand(256, generator=torch.Generator().manual_seed(3)) < 1 / 3
        gone = grow(looked_up(part, table.float()), by)
        colors = usual["colors"]
        fewer = torch.cat([colors[:, :3], colors[:, 3:] * (1 - gone)], 1)
        self.facts = {
            "usual": usual,
            "no_lines": {**usual, "ink": torch.zeros_like(usual["ink"])},
            "shifted": {**usual, "colors": colors.roll((by, by), (2, 3))},
            "missing": {**usual, "colors": fewer},
        }
        self.truth = seen.to_uint8(self.goal[:, :3])
        self.figure = (view.pictures["beauty"][:, 3] > 127).cpu().numpy()
        self.head = seen.boxed(view.head, height, width)[:, 0].bool().cpu().numpy() & self.figure
        self.free = {**self._free("usual"), **self._free("missing")}

    def _free(self, condition: str) -> dict[str, float]:
        """The color domain alone, with the lines on it, and cells filled: no weights."""
        facts = self.facts[condition]
        colors, ink = facts["colors"], facts["ink"]
        domain = colors[:, :3] * colors[:, 3:] + 1 - colors[:, 3:]
        lines, rgba = seen.to_uint8(1 - ink)[..., 0], seen.to_uint8(colors)
        filled = []
        for n in range(len(lines)):
            made = Reconstruct()(lines[n], rgba[n]).astype(np.float32)
            alpha = made[..., 3:] / 255
            filled.append((made[..., :3] * alpha + 255 * (1 - alpha)).round().astype(np.uint8))
        out: dict[str, float] = {}
        for name, made in (
            ("domain", seen.to_uint8(domain)),
            ("domain_lines", seen.to_uint8(domain * (1 - ink))),
            ("fill", np.stack(filled)),
        ):
            out |= self._score(f"{name}_{condition}", made)
        return out

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
