"""Train the face finder: boxes of 0 to 10 faces of any size in pictures and line drawings.

    python -m train.faces --minutes 10 --device cpu --out runs/faces

Views are composed: up to ten figures, some small, some cut off, some without a face, side by side or one
before the other. CPU: 10 minutes of one thread. H100: `--minutes 4 --batch 64 --pictures 40000`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import torch
from torch import Tensor, nn

from anigen_core.networks.landmarks import LARGEST, Faces
from train import loop, views
from train.recipe import Step
from train.seeing import Seeing, SeeingOptions
from train.shapes import face_box, flat_points

VIEW = (256, 256)
"""Large enough for ten faces of 20 pixels; the stage scales pictures and uses tiles."""

SMALLEST = 10.0
"""Faces below this many pixels are not asked for (and not counted as wrong)."""


@dataclass(frozen=True)
class Options(SeeingOptions):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step"] = 10  # about a second on one core
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates


class Recipe(Seeing):
    """See the module."""

    name = "faces"
    architecture = "faces"
    Options = Options

    def setup(self) -> None:
        self.known: dict[tuple[int, int], Tensor] = {}

    def network(self) -> nn.Module:
        return Faces()

    def corners(self, store: Any, n: int) -> Tensor:
        """(4, 2) corners of a picture's face box, or (0, 2) where it shows none."""
        key = (id(store), n)
        if key not in self.known:
            box = face_box(flat_points(store.labels(n)))
            x0, y0, x1, y1 = box if box is not None else (0, 0, 0, 0)
            corners = torch.tensor([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=torch.float32)
            self.known[key] = corners if box is not None else corners[:0]
        return self.known[key].to(self.device)

    def batch(self, step: Step) -> dict[str, Tensor]:
        chance = views.Chance(step.host, self.device)
        return self.compose(self.store, self.among(step), step.size, chance, step.host)

    def compose(
        self, store: Any, among: int, size: int, chance: views.Chance, host: torch.Generator
    ) -> dict[str, Tensor]:
        """picture (B, 3, H, W) and boxes (B, 10, 4) x0, y0, x1, y1 in its pixels, zeros where none is."""
        height, width = VIEW
        canvas: dict[str, list[Tensor]] = {"beauty": [], "lines": [], "part": []}
        boxes = torch.zeros(size, 10, 4, device=self.device)
        for b in range(size):
            # Mostly one to three figures, sometimes a crowd, sometimes nobody.
            kind = chance.one()
            figures = 0 if kind < 0.06 else 1 + int(chance.one() * (3 if kind < 0.8 else 10))
            layers = {
                "beauty": torch.zeros(1, 4, height, width, device=self.device),
                "lines": torch.full((1, 1, height, width), 255.0, device=self.device),
                "part": torch.zeros(1, 1, height, width, device=self.device),
            }
            found: list[Tensor] = []
            for n in store.pick(host, max(figures, 1), among)[:figures].tolist():
                picture = store.batch([n])
                matrix = self._place(chance, figures, picture["beauty"].shape[2:])
                free = views.resample(picture["beauty"][:, 3:].float(), matrix, VIEW)
                over = free > 127
                # Faces that this figure hides are faces no more.
                found = [box for box in found if float(_share(over[0, 0], box)) < 0.4]
                for name in layers:
                    value = picture[name].float()
                    if name == "lines":
                        moved = 255 - views.resample(255 - value, matrix, VIEW)
                    else:
                        moved = views.resample(value, matrix, VIEW, nearest=name == "part")
                    layers[name] = torch.where(over, moved, layers[name])
                corners = self.corners(store, n)
                if len(corners):
                    places = views.carry(corners[None], matrix)[0]
                    low, high = places.amin(0), places.amax(0)
                    # Turned boxes grow; the middle stays and the sides are those of the unturned box.
                    middle = (low + high) / 2
                    scale = float(torch.det(matrix[0, :2, :2]).abs().sqrt())
                    half = (corners[2] - corners[0]) * scale / 2
                    if (middle > 0).all() and middle[0] < width and middle[1] < height:
                        found.append(torch.cat([middle - half, middle + half]))
            for i, box in enumerate(found[:10]):
                boxes[b, i] = box
            for name, value in layers.items():
                canvas[name].append(value)
        pictures = {
            name: torch.cat(value).round().clamp(0, 255).to(torch.uint8) for name, value in canvas.items()
        }
        still = torch.eye(3, device=self.device).expand(size, 3, 3)
        edits = {"hue": np.pi, "gray": 0.15}
        picture, _, _ = self.look(
            pictures, chance, VIEW, views.Moves(), self.options.lines, matrix=still, **edits
        )
        return {"picture": picture, "boxes": boxes}

    def _place(self, chance: views.Chance, figures: int, source: Any) -> Tensor:
        crowd = figures > 1
        moves = views.Moves(
            zoom=(0.25, 0.8) if figures > 3 else (0.4, 1.2) if crowd else (0.5, 1.8),
            angle=20.0,
            shift=0.45 if crowd else 0.25,
        )
        return views.affine(chance, 1, (source[0], source[1]), VIEW, moves)

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        out = network(batch["picture"]).float()
        goal, at, sizes, offsets, ignored = truth(batch["boxes"], (out.shape[2], out.shape[3]))
        p = out[:, 0].sigmoid().clamp(1e-4, 1 - 1e-4)
        near = -(at * (1 - p) ** 2 * p.log())
        far = -((1 - goal) ** 4 * p**2 * (1 - p).log()) * (1 - at) * (1 - ignored)
        count = at.sum().clamp_min(1)
        size = ((out[:, 1:3] - sizes).abs() * at[:, None]).sum() / count
        offset = ((out[:, 3:5] - offsets).abs() * at[:, None]).sum() / count
        return {"middle": (near + far).sum() / count, "size": 0.5 * size, "offset": 0.3 * offset}

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """Average precision at IoU 0.5 on composed validation views, pictures and line drawings mixed."""
        entries: list[tuple[float, bool]] = []
        total = 0
        for seed in range(6):
            host = torch.Generator().manual_seed(seed)
            batch = self.compose(self.checked, self.options.checks, 8, views.Chance(host, self.device), host)
            out = network(batch["picture"]).float().cpu()
            for b in range(8):
                want = [box for box in batch["boxes"][b].cpu().numpy() if box[2] - box[0] >= SMALLEST]
                total += len(want)
                for score, box in decode(out[b].numpy()):
                    overlap = [iou(box, w) for w in want]
                    hit = bool(overlap) and max(overlap) >= 0.5
                    if hit:
                        want.pop(int(np.argmax(overlap)))
                    entries.append((score, hit))
        entries.sort(reverse=True)
        hits = np.cumsum([hit for _, hit in entries]) if entries else np.zeros(0)
        precision = hits / np.arange(1, len(hits) + 1)
        best = np.maximum.accumulate(precision[::-1])[::-1]
        gained = sum(float(p) for p, (_, hit) in zip(best, entries, strict=True) if hit)
        return {"face_ap50": gained / max(total, 1)}

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray:
        """Eight validation views with what is found (red) and what is there (green)."""
        host = torch.Generator().manual_seed(99)
        batch = self.compose(self.checked, self.options.checks, 8, views.Chance(host, self.device), host)
        out = network(batch["picture"]).float().cpu()
        shown = batch["picture"].clone().cpu()
        for b in range(8):
            found = [(box, (0.9, 0.0, 0.0)) for score, box in decode(out[b].numpy()) if score > 0.3]
            there = [(box, (0.0, 0.7, 0.1)) for box in batch["boxes"][b].cpu().numpy() if box[2] > box[0]]
            for box, color in there + found:
                x0, y0, x1, y1 = (int(np.clip(v, 0, 254)) for v in box)
                ink = torch.tensor(color)[:, None]
                shown[b, :, y0, x0:x1] = shown[b, :, y1, x0:x1] = ink
                shown[b, :, y0:y1, x0] = shown[b, :, y0:y1, x1] = ink
        return views.strip(shown, 4).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 0, "recipe": "center heat-map and sizes on composed pictures; train/faces.py"}


def truth(boxes: Tensor, size: tuple[int, int]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Targets at (h, w) cells of 4 pixels: heat-map, middles, log sizes, offsets, ignored cells.

    Faces under `SMALLEST` pixels are ignored: neither wanted nor wrong.
    """
    count, (h, w) = len(boxes), size
    goal, at, ignored = (torch.zeros(count, h, w, device=boxes.device) for _ in range(3))
    sizes, offsets = (torch.zeros(count, 2, h, w, device=boxes.device) for _ in range(2))
    y = torch.arange(h, device=boxes.device)[:, None] + 0.5
    x = torch.arange(w, device=boxes.device)[None] + 0.5
    for b, i in (boxes[..., 2] > boxes[..., 0]).nonzero().tolist():
        x0, y0, x1, y1 = (boxes[b, i] / 4).tolist()
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        column, row = min(max(int(cx), 0), w - 1), min(max(int(cy), 0), h - 1)
        spread = max((x1 - x0 + y1 - y0) / 2 * 0.12, 0.7)
        bump = torch.exp(-((x - column - 0.5) ** 2 + (y - row - 0.5) ** 2) / (2 * spread**2))
        if (x1 - x0) * 4 < SMALLEST:
            ignored[b] = torch.maximum(ignored[b], (bump > 0.1).float())
            continue
        goal[b] = torch.maximum(goal[b], bump)
        at[b, row, column] = 1
        sizes[b, :, row, column] = (
            torch.tensor([x1 - x0, y1 - y0], device=boxes.device).mul(4 / LARGEST).log()
        )
        offsets[b, :, row, column] = torch.tensor([cx - column - 0.5, cy - row - 0.5], device=boxes.device)
    return goal, at, sizes, offsets, ignored


def decode(out: np.ndarray, least: float = 0.05) -> list[tuple[float, np.ndarray]]:
    """Scores and boxes (x0, y0, x1, y1) of a (5, h, w) output, best first."""
    from anigen_core.stages.landmarks import decode_faces

    return decode_faces(out, least)


def iou(a: np.ndarray, b: np.ndarray) -> float:
    """Of two boxes."""
    low, high = np.maximum(a[:2], b[:2]), np.minimum(a[2:], b[2:])
    both = float(np.prod(np.clip(high - low, 0, None)))
    return both / max(float(np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2])) - both, 1e-6)


def _share(mask: Tensor, box: Tensor) -> Tensor:
    """Share of a box that a (H, W) mask covers."""
    x0, y0, x1, y1 = (max(int(v), 0) for v in box.tolist())
    inside = mask[y0 : y1 + 1, x0 : x1 + 1]
    return inside.float().mean() if inside.numel() else torch.zeros(())


if __name__ == "__main__":
    loop.main(Recipe)
