"""Train the parser: which part each pixel shows, and where the 18 joints are, in pictures and line drawings.

    python -m train.parse --minutes 30 --device cpu --out runs/parse

CPU: 30 minutes of one thread; half size for 70 % of the time, for four times the pictures, then larger.
H100: `--minutes 10 --batch 96 --pictures 40000`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.parse import CHANNELS, CLASSES, JOINTS, Parse
from anigen_core.pose import TWINS
from train import loop, views
from train.factory.parts import CLASS_OF, Part
from train.factory.parts import CLASSES as FACTORY
from train.recipe import Step
from train.seeing import Seeing, SeeingOptions

SIDES = ((0.0, (192, 128)), (0.7, (320, 224)))
"""Progress from which on the views have this (height, width)."""

MOVES = views.Moves(zoom=(0.6, 1.5), angle=25.0, shift=0.15)
"""Wide: figures of any size, lying and cut off."""

SIGMA = 1.75
"""Of a joint's Gaussian in output pixels (half of the view's): sharper than the 5 % that count."""

WEIGHTS = {
    "brow": 4.0,
    "eye": 4.0,
    "mouth": 4.0,
    "face": 1.5,
    "sock": 2.0,
    "accessory": 1.5,
    "background": 0.7,
}
"""Of a pixel in the cross-entropy: eyes are two pixels in a hundred, and everything later needs them."""

SECOND = 0.15
"""Share of views with another figure behind the one that counts."""


def part_table() -> np.ndarray:
    """(256,) the parser's class of each factory part."""
    names = {
        "sclera": "eye",
        "iris": "eye",
        "pupil": "eye",
        "highlight": "eye",
        "lash": "eye",
        "outer": "top",
    }
    of = np.array([CLASSES.index(names.get(FACTORY[c], FACTORY[c])) for c in CLASS_OF], np.int64)
    of[[Part.FACE, Part.NOSE]] = CLASSES.index("face")
    return of


@dataclass(frozen=True)
class Options(SeeingOptions):
    """Options of this script; those of all scripts are in train/loop.py."""

    batch: Annotated[int, "pictures a step"] = 12  # about a second on one core at half size
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates


class Recipe(Seeing):
    """See the module."""

    name = "parse"
    architecture = "parse"
    Options = Options

    def setup(self) -> None:
        self.classes = torch.from_numpy(part_table()).to(self.device)
        self.twins = torch.tensor(TWINS, device=self.device)
        self.weights = torch.tensor([WEIGHTS.get(name, 1.0) for name in CLASSES], device=self.device)

    def network(self) -> nn.Module:
        return Parse()

    def batch(self, step: Step) -> dict[str, Tensor]:
        view = [size for start, size in SIDES if step.progress >= start][-1]
        indices = self.pick(step)
        chance = views.Chance(step.host, self.device)
        return self.facts(
            self.store, indices, chance, view, MOVES, self.options.lines, second=SECOND, shuffle=True
        )

    def facts(
        self,
        store: Any,
        indices: Tensor,
        chance: views.Chance,
        view: tuple[int, int],
        moves: views.Moves,
        lines: float,
        *,
        second: float = 0.0,
        shuffle: bool = False,
    ) -> dict[str, Tensor]:
        """Views with their truth: picture (B, 3, h, w), parts (B, h/2, w/2) int64, joints (B, 18, 3) in view
        pixels with visibility, known (B, 18): inside the view."""
        pictures = store.batch(indices)
        joints = torch.from_numpy(store.joints[indices.numpy()]).to(self.device, non_blocking=True)[..., :3]
        edit: dict[str, Any] = {"hue": np.pi, "gray": 0.15} if shuffle else {}
        if second:
            pictures = self._crowded(pictures, chance, second)
        picture, matrix, _ = self.look(pictures, chance, view, moves, lines, **edit)
        small = torch.diag(views.constant((0.5, 0.5, 1.0), self.device)) @ matrix
        half = (view[0] // 2, view[1] // 2)
        parts = views.resample(pictures["part"].float(), small, half, nearest=True)[:, 0].round().long()
        flip = views.mirrored(matrix)[:, None, None]
        joints = torch.where(flip, joints[:, self.twins], joints)
        places = views.carry(joints[..., :2], matrix)
        inside = (places >= 0).all(2) & (places[..., 0] < view[1]) & (places[..., 1] < view[0])
        visible = (joints[..., 2] > 0.5) & inside
        if shuffle:
            picture, hidden = _occluded(picture, chance)
            visible &= ~_inside(places, hidden)
            parts = torch.where(_mask(hidden, half, 2.0), 0, parts)
        return {
            "picture": picture,
            "parts": self.classes[parts],
            "joints": torch.cat([places, visible[..., None].float()], 2),
            "known": inside,
        }

    def _crowded(self, pictures: dict[str, Tensor], chance: views.Chance, share: float) -> dict[str, Tensor]:
        """Now and then the next picture's figure, smaller, behind the one that counts."""
        count, _, height, width = pictures["beauty"].shape
        moves = views.Moves(zoom=(0.4, 0.7), angle=5.0, shift=0.3)
        matrix = views.affine(chance, count, (height, width), (height, width), moves)
        crowd = chance.yes(count, share)[:, None, None, None]
        free = (pictures["beauty"][:, 3:] < 128) & crowd
        out = {}
        for name, value in pictures.items():
            other = value.roll(1, 0).float()
            if name == "lines":
                moved = 255 - views.resample(255 - other, matrix, (height, width), nearest=True)
            else:
                moved = views.resample(other, matrix, (height, width), nearest=True)
            out[name] = torch.where(free, moved.to(torch.uint8), value)
        return out

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        out = network(batch["picture"]).float()
        n = len(CLASSES)
        maps, heat, visible = out[:, :n], out[:, n : n + JOINTS], out[:, n + JOINTS : CHANNELS, 0, 0]
        truth = batch["parts"]
        cross = functional.cross_entropy(maps, truth, self.weights)
        hot = functional.one_hot(truth, n).permute(0, 3, 1, 2).float()
        chance = maps.softmax(1)
        both, either = (chance * hot).sum((0, 2, 3)), (chance + hot).sum((0, 2, 3))
        dice = (1 - (2 * both + 50) / (either + 50)).mean()
        goal = gaussians(batch["joints"][..., :2] / 2, heat.shape[2:]) * batch["known"][..., None, None]
        # Focal as in CenterNet: far pixels are easy and a thousand times as many as the joint's own.
        p = heat.sigmoid().clamp(1e-4, 1 - 1e-4)
        near = -(goal * (1 - p) ** 2 * p.log())
        far = -((1 - goal) ** 4 * p**2 * (1 - p).log())
        joints = (near + far).sum((2, 3)).mean() / (2 * np.pi * SIGMA**2)
        seen = functional.binary_cross_entropy_with_logits(visible, batch["joints"][..., 2])
        return {"parts": cross, "dice": dice, "joints": 4 * joints, "visible": 0.3 * seen}

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """Mean IoU of the parts and PCK of visible joints (5 % of the figure's height)."""
        still = views.Moves((1.0, 1.0), 0.0, 0.0, 0.0)
        figures: dict[str, float] = {}
        for kind, lines in (("picture", 0.0), ("lines", 1.0)):
            both = torch.zeros(len(CLASSES))
            either = torch.zeros(len(CLASSES))
            hits: list[float] = []
            for first in range(0, self.options.checks, 16):
                indices = torch.arange(first, min(first + 16, self.options.checks))
                chance = views.Chance(torch.Generator().manual_seed(first), self.device)
                facts = self.facts(self.checked, indices, chance, (384, 256), still, lines)
                out = network(facts["picture"]).float()
                found = out[:, : len(CLASSES)].argmax(1)
                for c in range(len(CLASSES)):
                    a, b = found == c, facts["parts"] == c
                    both[c] += float((a & b).sum())
                    either[c] += float((a | b).sum())
                places = peaks(out[:, len(CLASSES) : len(CLASSES) + JOINTS]) * 2
                distance = (places - facts["joints"][..., :2]).norm(dim=2)
                for i, n in enumerate(indices.tolist()):
                    box = self.checked.labels(n)["box"]
                    told = facts["joints"][i, :, 2] > 0.5
                    hits += (distance[i][told] <= 0.05 * (box[3] - box[1])).float().tolist()
            figures[f"{kind}_miou"] = float((both / either.clamp_min(1))[either > 0].mean())
            figures[f"{kind}_pck"] = float(np.mean(hits))
            if kind == "picture":
                figures |= {
                    f"iou_{c}": float(both[i] / either[i].clamp_min(1)) for i, c in enumerate(CLASSES)
                }
        return figures

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray:
        """Eight validation views over what is found in them: parts in colors, joints as dots."""
        chance = views.Chance(torch.Generator().manual_seed(1), self.device)
        indices = torch.arange(min(8, self.options.checks))
        facts = self.facts(self.checked, indices, chance, (384, 256), MOVES, 0.5)
        out = network(facts["picture"]).float()
        wheel = torch.tensor(
            [(i * 67 % 200 + 40, i * 113 % 200 + 40, i * 181 % 200 + 40) for i in range(len(CLASSES))]
        )
        wheel[0] = 255
        colors = wheel[out[:, : len(CLASSES)].argmax(1).cpu()].permute(0, 3, 1, 2) / 255
        places = peaks(out[:, len(CLASSES) : len(CLASSES) + JOINTS]).round().long().cpu()
        for i, points in enumerate(places.tolist()):
            for x, y in points:
                colors[i, :, max(y - 1, 0) : y + 2, max(x - 1, 0) : x + 2] = torch.tensor([1.0, 0, 0])[
                    :, None, None
                ]
        small = functional.interpolate(facts["picture"].cpu(), scale_factor=0.5, mode="area")
        return views.strip(torch.cat([small, colors])).numpy()

    def card(self) -> dict[str, Any]:
        return {
            "scale": 0,
            "labels": list(CLASSES),
            "recipe": "cross-entropy, Dice, focal heat-maps; train/parse.py",
        }


def gaussians(places: Tensor, size: tuple[int, int] | torch.Size) -> Tensor:
    """(B, K, h, w): 1 at (B, K, 2) places, falling off with `SIGMA`."""
    y = torch.arange(size[0], device=places.device) + 0.5
    x = torch.arange(size[1], device=places.device) + 0.5
    # The nearest cell is exactly 1, for the focal loss knows joints by that.
    places = places.floor() + 0.5
    dx = (x - places[..., :1]).square()
    dy = (y - places[..., 1:]).square()
    return torch.exp(-(dx[..., None, :] + dy[..., :, None]) / (2 * SIGMA**2))


def peaks(heat: Tensor) -> Tensor:
    """(B, K, 2) x, y of the highest pixel of (B, K, h, w)."""
    best = heat.flatten(2).argmax(2)
    return torch.stack([best % heat.shape[3], best // heat.shape[3]], 2) + 0.5


def _occluded(picture: Tensor, chance: views.Chance) -> tuple[Tensor, Tensor]:
    """A plain box over a quarter of the views; (B, 4) boxes x0, y0, x1, y1 in pixels (empty where none)."""
    count, _, height, width = picture.shape
    whole = views.constant((width, height), picture.device)
    size = chance.uniform(count, 2, low=0.1, high=0.35) * whole
    corner = chance.uniform(count, 2) * (whole - size)
    size = size * chance.yes(count, 0.25)[:, None]
    boxes = torch.cat([corner, corner + size], 1)
    color = chance.uniform(count, 3, 1, 1)
    return torch.where(_mask(boxes, (height, width), 1.0)[:, None], color, picture), boxes


def _mask(boxes: Tensor, size: tuple[int, int], scale: float) -> Tensor:
    """(B, h, w) bool: inside the boxes, which are in pixels of a picture `scale` times as large."""
    y = ((torch.arange(size[0], device=boxes.device) + 0.5) * scale)[None, :, None]
    x = ((torch.arange(size[1], device=boxes.device) + 0.5) * scale)[None, None]
    x0, y0, x1, y1 = boxes[:, :, None, None].unbind(1)
    return (x >= x0) & (x < x1) & (y >= y0) & (y < y1)


def _inside(places: Tensor, boxes: Tensor) -> Tensor:
    """(B, K) bool."""
    return (places >= boxes[:, None, :2]).all(2) & (places < boxes[:, None, 2:]).all(2)


if __name__ == "__main__":
    loop.main(Recipe)
