"""Train the face landmarks on crops of 128 pixels, ours or the study's baseline.

    python -m train.landmarks --minutes 15 --device cpu --out runs/landmarks
    python -m train.landmarks --model yamaoka --optimizer sgd --rate 0.05 --minutes 5 --out runs/yamaoka_sgd
    python -m train.landmarks --model yamaoka --optimizer rmsprop --rate 5e-4 --minutes 5 --out runs/rmsprop

Crops come from pictures whose face is at least `LEAST` pixels large: bust and face shots mostly. CPU: 15
minutes of one thread. H100: `--minutes 5 --batch 256 --pictures 40000`. The finder is train/face_finder.py,
the regression trees train/landmarks_trees.py, the table README.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.errors import InputError
from anigen_core.networks.landmarks import CROP, POINTS, Landmarks, Yamaoka, soft_argmax
from train import loop, views
from train.recipe import Step
from train.seeing import Seeing, SeeingOptions
from train.shapes import face_box, flat_points, twins

LEAST = 24.0
"""Smallest face in a picture of the store that is cropped: below, the truth is finer than the pixels."""

MARGIN = 1.5
"""Side of the crop over the face box's longer side: room for a box that is 15 % wrong, and for turning."""

SIGMA = 1.5
"""Of a point's Gaussian in output pixels (half of the crop's)."""


@dataclass(frozen=True)
class Options(SeeingOptions):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step"] = 16  # about a second on one core
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates
    model: Annotated[Literal["ours", "yamaoka"], "heat-maps, or plain regression"] = "ours"
    optimizer: Annotated[Literal["adamw", "sgd", "rmsprop"], "for the study"] = "adamw"
    crops: Annotated[Path | None, "learn from these alone, made by train.landmarks_crops"] = None


class Recipe(Seeing):
    """See the module."""

    name = "landmarks"
    architecture = "landmarks"
    Options = Options

    def setup(self) -> None:
        if self.options.model == "yamaoka":
            self.name = self.architecture = "yamaoka"  # type: ignore[misc]
        self.twins = torch.tensor(twins(), device=self.device)
        self.known: dict[tuple[int, int], np.ndarray] = {}

    def network(self) -> nn.Module:
        return Yamaoka() if self.options.model == "yamaoka" else Landmarks()

    def optimizer(self, network: nn.Module) -> torch.optim.Optimizer | None:
        """The study's optimizers; None is the loop's own AdamW."""
        rate = self.options.rate
        if self.options.optimizer == "sgd":
            return torch.optim.SGD(network.parameters(), rate, momentum=0.9)
        if self.options.optimizer == "rmsprop":
            return torch.optim.RMSprop(network.parameters(), rate, alpha=0.99)
        return None

    def points(self, store: Any, n: int) -> np.ndarray:
        """(POINTS, 3), zeros where the face is too small or not seen."""
        key = (id(store), n)
        if key not in self.known:
            points = flat_points(store.labels(n))
            box = face_box(points)
            large = box is not None and max(box[2] - box[0], box[3] - box[1]) >= LEAST
            self.known[key] = points if large else np.zeros_like(points)
        return self.known[key]

    def faces(self, store: Any, generator: torch.Generator, size: int, among: int) -> tuple[Tensor, Tensor]:
        """Numbers of `size` pictures with a face and their points (size, POINTS, 3)."""
        numbers: list[int] = []
        for n in store.pick(generator, size * 12, among).tolist():
            if self.points(store, n).any():
                numbers.append(n)
            if len(numbers) == size:
                break
        if not numbers:
            raise RuntimeError("None of the pictures shows a face; draw more with --pictures.")
        numbers = (numbers * size)[:size]
        points = torch.from_numpy(np.stack([self.points(store, n) for n in numbers]))
        return torch.tensor(numbers), points.to(self.device, non_blocking=True)

    @cached_property
    def kept(self) -> dict[str, Tensor]:
        """Crops that were made before."""
        assert self.options.crops is not None
        if not self.options.crops.is_file():
            raise InputError(f"There are no crops {self.options.crops}; make them by train.landmarks_crops.")
        return load_file(self.options.crops, str(self.device))

    def batch(self, step: Step) -> dict[str, Tensor]:
        if self.options.crops is not None:
            chosen = torch.randint(len(self.kept["size"]), (step.size,), generator=step.host)
            chosen = chosen.to(self.device, non_blocking=True)
            batch = {name: value[chosen] for name, value in self.kept.items()}
            return {**batch, "picture": batch["picture"].float() / 255}
        chance = views.Chance(step.host, self.device)
        numbers, points = self.faces(self.store, step.host, step.size, self.among(step))
        return self.crops(self.store, numbers, points, chance, self.options.lines, wild=1.0)

    def crops(
        self, store: Any, numbers: Tensor, points: Tensor, chance: views.Chance, lines: float, *, wild: float
    ) -> dict[str, Tensor]:
        """picture (B, 3, 128, 128), points (B, POINTS, 2) 0..1 of the crop, seen (B, POINTS) 0 or 1, size
        (B,) sqrt(w h) of the face box in shares of the crop. wild: 1 = boxes 15 % wrong, turned by up to 40
        degrees."""
        count = len(numbers)
        low, high = points[..., :2].amin(1), points[..., :2].amax(1)
        side = (high - low).amax(1) * MARGIN
        side = side * (1 + wild * chance.uniform(count, low=-0.15, high=0.2))
        middle = (low + high) / 2 + wild * chance.uniform(count, 2, low=-0.1, high=0.1) * side[:, None]
        angle = torch.deg2rad(chance.uniform(count, low=-1, high=1) ** 3 * 40 * wild)
        mirror = torch.where(chance.yes(count, 0.5 * wild), -1.0, 1.0)
        scale = CROP / side
        cos, sin = scale * angle.cos(), scale * angle.sin()
        matrix = torch.zeros(count, 3, 3, device=self.device)
        matrix[:, 0, 0], matrix[:, 0, 1], matrix[:, 1, 0], matrix[:, 1, 1] = (
            cos * mirror,
            -sin,
            sin * mirror,
            cos,
        )
        matrix[:, 2, 2] = 1
        matrix[:, :2, 2] = CROP / 2 - torch.einsum("bij,bj->bi", matrix[:, :2, :2], middle)
        edits = {"hue": np.pi * wild, "gray": 0.15 * wild}
        picture, _, _ = self.look(
            store.batch(numbers), chance, (CROP, CROP), views.Moves(), lines, matrix=matrix, **edits
        )
        points = torch.where((mirror < 0)[:, None, None], points[:, self.twins], points)
        places = views.carry(points[..., :2], matrix) / CROP
        inside = ((places > 0) & (places < 1)).all(2)
        size = ((high - low).prod(1)).sqrt() / side
        return {
            "picture": picture,
            "points": places,
            "seen": points[..., 2] * inside,
            "inside": inside,
            "size": size,
        }

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        points, seen, inside = batch["points"], batch["seen"], batch["inside"].float()
        if self.options.model == "yamaoka":
            out = network(batch["picture"]).float().flatten(1)
            places = out[:, : 2 * POINTS].unflatten(1, (2, POINTS)).transpose(1, 2)
            # 100: the blog's loss is the plain mean square, which a clipped gradient would hardly notice.
            return {"places": 100 * ((places - points).square() * inside[..., None]).mean()}
        maps, visible = network.maps(batch["picture"])  # type: ignore[operator]
        maps, visible = maps.float(), visible.float()
        size = (maps.shape[2], maps.shape[3])
        goal = _gaussians(points, size)
        cross = -(goal * maps.flatten(2).log_softmax(2)).sum(2)
        places = soft_argmax(maps).unflatten(1, (2, POINTS)).transpose(1, 2)
        off = functional.smooth_l1_loss(places, points, beta=0.02, reduction="none").sum(2)
        # Hidden points count less: where an eye behind hair lies is a guess.
        weight = inside * (0.25 + 0.75 * seen)
        total = weight.sum().clamp_min(1)
        return {
            "maps": (cross * weight).sum() / total,
            "places": 10 * (off * weight).sum() / total,
            "visible": 0.5 * functional.binary_cross_entropy_with_logits(visible, seen),
        }

    @cached_property
    def still(self) -> dict[str, dict[str, Tensor]]:
        """Validation crops on exact boxes, as pictures and as line drawings; empty without a face."""
        numbers = [n for n in range(self.options.checks) if self.points(self.checked, n).any()]
        if not numbers:
            return {}
        points = torch.from_numpy(np.stack([self.points(self.checked, n) for n in numbers])).to(self.device)
        out = {}
        for kind, lines in (("picture", 0.0), ("lines", 1.0)):
            chance = views.Chance(torch.Generator().manual_seed(5), self.device)
            out[kind] = self.crops(self.checked, torch.tensor(numbers), points, chance, lines, wild=0.0)
        return out

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """NME: mean distance of seen points over sqrt(w h) of the face box, on exact boxes."""
        figures = {}
        for kind, batch in self.still.items():
            out = network(batch["picture"]).float().flatten(1)
            places = out[:, : 2 * POINTS].unflatten(1, (2, POINTS)).transpose(1, 2)
            distance = (places - batch["points"]).norm(dim=2) / batch["size"][:, None]
            seen = batch["seen"] > 0.5
            figures[f"{kind}_nme"] = float(distance[seen].mean())
            hits = (out[:, 2 * POINTS :] > 0) == seen
            figures[f"{kind}_visible"] = float(hits.float().mean())
        return figures

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray | None:
        """Sixteen validation crops, enlarged: truth green, found red."""
        numbers = [n for n in range(self.options.checks) if self.points(self.checked, n).any()][:16]
        if not numbers:
            return None
        points = torch.from_numpy(np.stack([self.points(self.checked, n) for n in numbers])).to(self.device)
        chance = views.Chance(torch.Generator().manual_seed(5), self.device)
        batch = self.crops(self.checked, torch.tensor(numbers), points, chance, 0.5, wild=0.5)
        out = network(batch["picture"]).float().flatten(1)
        places = out[:, : 2 * POINTS].unflatten(1, (2, POINTS)).transpose(1, 2)
        shown = functional.interpolate(batch["picture"], scale_factor=2.0).cpu()
        for which, color in ((batch["points"], (0.0, 0.8, 0.1)), (places, (0.95, 0.0, 0.0))):
            for b, rows in enumerate((which * CROP * 2).round().long().clamp(1, 2 * CROP - 2).tolist()):
                for x, y in rows:
                    shown[b, :, y - 1 : y + 1, x - 1 : x + 1] = torch.tensor(color)[:, None, None]
        return views.strip(shown, 8).numpy()

    def card(self) -> dict[str, Any]:
        o = self.options
        return {"scale": 0, "recipe": f"{o.model}, {o.optimizer}, rate {o.rate:g}; train/landmarks.py"}


def _gaussians(points: Tensor, size: tuple[int, int]) -> Tensor:
    """(B, P, h * w) distributions around (B, P, 2) places in 0..1."""
    h, w = size
    y = torch.arange(h, device=points.device) + 0.5
    x = torch.arange(w, device=points.device) + 0.5
    dx = (x - points[..., :1] * w).square()
    dy = (y - points[..., 1:] * h).square()
    return (-(dx[..., None, :] + dy[..., :, None]) / (2 * SIGMA**2)).flatten(2).softmax(2)


if __name__ == "__main__":
    loop.main(Recipe)
