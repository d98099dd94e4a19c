"""Train the face finder: boxes of 0 to 10 faces of any size in pictures and line drawings.

    python -m train.face_finder --minutes 10 --device cpu --out runs/face_finder

Views are composed: up to ten figures, some small, some cut off, some without a face, side by side or one
before the other. CPU: 10 minutes of one thread. H100: `--minutes 4 --batch 64 --pictures 40000`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import torch
from torch import Tensor, nn

from anigen_core.networks.landmarks import LARGEST, FaceFinder
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

    name = "face_finder"
    architecture = "face_finder"
    Options = Options

    def setup(self) -> None:
        self.known: dict[int, tuple[Tensor, Tensor]] = {}

    def network(self) -> nn.Module:
        return FaceFinder()

    def corners(self, store: Any, numbers: Tensor) -> Tensor:
        """(n, 4, 2) corners of the pictures' face boxes, NaN where they show none; on the CPU."""
        if id(store) not in self.known:
            self.known[id(store)] = torch.zeros(store.count, 4, 2), torch.zeros(store.count, dtype=torch.bool)
        corners, told = self.known[id(store)]
        for n in numbers[~told[numbers]].tolist():
            box = face_box(flat_points(store.labels(n)))
            x0, y0, x1, y1 = box if box is not None else [float("nan")] * 4
            corners[n] = torch.tensor([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
            told[n] = True
        return corners[numbers]

    def batch(self, step: Step) -> dict[str, Tensor]:
        chance = views.Chance(step.host, self.device)
        return self.compose(self.store, self.among(step), step.size, chance, step.host)

    def compose(
        self, store: Any, among: int, size: int, chance: views.Chance, host: torch.Generator
    ) -> dict[str, Tensor]:
        """picture (B, 3, H, W) and boxes (B, 10, 4) x0, y0, x1, y1 in its pixels, zeros where none is."""
        height, width = VIEW
        # What is where is settled on the CPU; the device draws one figure of every view at a time.
        kind, share = torch.rand(size, generator=host), torch.rand(size, generator=host)
        # Mostly one to three figures, sometimes a crowd, sometimes nobody.
        figures = torch.where(kind < 0.06, 0, 1 + (share * torch.where(kind < 0.8, 3, 10)).int())
        local = views.Chance(host, "cpu")
        layers = {
            "beauty": torch.zeros(size, 4, height, width, device=self.device),
            "lines": torch.full((size, 1, height, width), 255.0, device=self.device),
            "part": torch.zeros(size, 1, height, width, device=self.device),
        }
        boxes = torch.zeros(size, 10, 4, device=self.device)
        for layer in range(int(figures.max())):
            rows = (figures > layer).nonzero()[:, 0]
            numbers = store.pick(host, len(rows), among)
            pictures = store.batch(numbers)
            matrix = self._place(local, figures[rows], pictures["beauty"].shape[2:])
            box = _boxes(self.corners(store, numbers), matrix)
            at, matrix, box = (t.to(self.device, non_blocking=True) for t in (rows, matrix, box))
            over = views.resample(pictures["beauty"][:, 3:].float(), matrix, VIEW) > 127
            # Faces that this figure hides are faces no more.
            boxes[at] = boxes[at] * (_share(over[:, 0], boxes[at]) < 0.4)[..., None]
            boxes[at, layer] = box
            for name, value in layers.items():
                moved = pictures[name].float()
                if name == "lines":
                    moved = 255 - views.resample(255 - moved, matrix, VIEW)
                else:
                    moved = views.resample(moved, matrix, VIEW, nearest=name == "part")
                value[at] = torch.where(over, moved, value[at])
        pictures = {name: value.round().clamp(0, 255).to(torch.uint8) for name, value in layers.items()}
        still = torch.eye(3, device=self.device).expand(size, 3, 3)
        edits = {"hue": np.pi, "gray": 0.15}
        picture, _, _ = self.look(
            pictures, chance, VIEW, views.Moves(), self.options.lines, matrix=still, **edits
        )
        return {"picture": picture, "boxes": boxes}

    def _place(self, chance: views.Chance, figures: Tensor, source: Any) -> Tensor:
        """(n, 3, 3) on the CPU: one figure large or cut off, several smaller and spread, a crowd small."""
        kinds = (
            (figures == 1, views.Moves(zoom=(0.5, 1.8), angle=20.0, shift=0.25)),
            ((figures > 1) & (figures <= 3), views.Moves(zoom=(0.4, 1.2), angle=20.0, shift=0.45)),
            (figures > 3, views.Moves(zoom=(0.25, 0.8), angle=20.0, shift=0.45)),
        )
        out = torch.zeros(len(figures), 3, 3)
        for which, moves in kinds:
            count = int(which.sum())
            out[which] = views.affine(chance, count, (source[0], source[1]), VIEW, moves)
        return out

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
        return {"scale": 0, "recipe": "center heat-map and sizes on composed pictures; train/face_finder.py"}


def truth(boxes: Tensor, size: tuple[int, int]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Targets at (h, w) cells of 4 pixels: heat-map, middles, log sizes, offsets, ignored cells.

    Faces under `SMALLEST` pixels are ignored: neither wanted nor wrong.
    """
    count, (h, w) = len(boxes), size
    y = torch.arange(h, device=boxes.device)[:, None] + 0.5
    x = torch.arange(w, device=boxes.device)[None] + 0.5
    low, high = boxes[..., :2] / 4, boxes[..., 2:] / 4
    middle, sides = (low + high) / 2, high - low
    there = sides[..., 0] > 0
    tiny = there & (sides[..., 0] * 4 < SMALLEST)
    real = there & ~tiny
    column, row = middle[..., 0].long().clamp(0, w - 1), middle[..., 1].long().clamp(0, h - 1)
    spread = (sides.mean(2) * 0.12).clamp_min(0.7)[..., None, None]
    dx, dy = x - column[..., None, None] - 0.5, y - row[..., None, None] - 0.5
    bumps = torch.exp(-(dx.square() + dy.square()) / (2 * spread.square()))
    goal = (bumps * real[..., None, None]).amax(1)
    ignored = ((bumps > 0.1) & tiny[..., None, None]).any(1).float()
    # What is no face writes into a cell behind the last one.
    place = torch.where(real, row * w + column, h * w)
    offset = middle - torch.stack([column, row], 2) - 0.5
    values = torch.stack(
        [torch.ones_like(offset[..., 0]), *(sides * 4 / LARGEST).clamp_min(1e-6).log().unbind(2)]
    )
    values = torch.cat([values, offset.permute(2, 0, 1)]).permute(1, 0, 2)
    cells = torch.zeros(count, 5, h * w + 1, device=boxes.device)
    cells.scatter_(2, place[:, None].expand(-1, 5, -1), values)
    cells = cells[..., :-1].unflatten(2, (h, w))
    at, sizes, offsets = cells[:, 0], cells[:, 1:3], cells[:, 3:]
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


def _boxes(corners: Tensor, matrix: Tensor) -> Tensor:
    """(n, 4) boxes in the view of (n, 4, 2) corners in the source; zeros where there is none or its middle
    lies outside."""
    places = views.carry(corners, matrix)
    low, high = places.amin(1), places.amax(1)
    # Turned boxes grow; the middle stays and the sides are those of the unturned box.
    middle = (low + high) / 2
    scale = torch.det(matrix[:, :2, :2]).abs().sqrt()[:, None]
    half = (corners[:, 2] - corners[:, 0]) * scale / 2
    inside = (middle > 0).all(1) & (middle[:, 0] < VIEW[1]) & (middle[:, 1] < VIEW[0])  # never of NaN
    return torch.where(inside[:, None], torch.cat([middle - half, middle + half], 1), 0.0)


def _share(mask: Tensor, boxes: Tensor) -> Tensor:
    """(B, K): share of each of (B, K, 4) boxes that a (B, H, W) mask covers, by summed areas."""
    height, width = mask.shape[1:]
    sums = nn.functional.pad(mask.float().cumsum(1).cumsum(2), (1, 0, 1, 0)).flatten(1)
    x0, x1 = (boxes[..., i].long().clamp(0, width) for i in (0, 2))
    y0, y1 = (boxes[..., i].long().clamp(0, height) for i in (1, 3))

    def until(y: Tensor, x: Tensor) -> Tensor:
        return sums.gather(1, y * (width + 1) + x)

    covered = until(y1, x1) - until(y0, x1) - until(y1, x0) + until(y0, x0)
    return covered / ((x1 - x0) * (y1 - y0)).clamp_min(1)


if __name__ == "__main__":
    loop.main(Recipe)
