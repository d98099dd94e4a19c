"""Train the network that knows what an eye is made of, on crops of 128 pixels round one eye.

    python -m train.iris --minutes 12 --device cpu --out runs/iris

Crops come from pictures in which the eye is open enough to be painted and its iris at least `LEAST` pixels
high; the box that the landmarks give is wrong by up to a fifth, and turned. Some of the crops (`--nothing`)
show no open eye: closed ones, skin, hair, clothes; and some of the eyes (`--empty`) have irises of one flat
color, as in pictures whose eyes are painted last. CPU: 12 minutes of one thread. H100: `--minutes 4
--batch 256 --pictures 40000`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.iris import CLASSES, CROP, Iris
from train import loop, views
from train.factory.parts import Part
from train.iris_places import SIDES, eyeless
from train.recipe import Step
from train.seeing import Seeing, SeeingOptions

LEAST = 5.0
"""Pixels of the store's pictures: an iris below is a dot."""

MARGIN = 2.0
"""Side of the crop over the longer side of the eye's box: room for a box that is wrong, and for turning."""

WEIGHTS = (0.5, 1.0, 2.0, 2.0, 2.0, 1.0)
"""Of a pixel of each of `CLASSES`: most of a crop is outside of the eye."""

MEMBERS = ("SCLERA", "IRIS", "PUPIL", "HIGHLIGHT", "LASH")
"""The factory's parts of an eye, in the order of `CLASSES`."""


FLAT = ("IRIS", "PUPIL", "HIGHLIGHT")
"""What has one color in an eye whose details are painted later."""

TOUCHED = 8
"""Pixels of the output, 64 x 64, that may be taken for an iris where there is none."""


def part_table(side: str) -> np.ndarray:
    """(256,) the class of each factory part, for the eye of a side; all of the other one is outside."""
    table = np.zeros(256, np.int64)
    for number, name in enumerate(MEMBERS, 1):
        table[Part[f"{side.upper()}_{name}"]] = number
    return table


@dataclass(frozen=True)
class Options(SeeingOptions):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "eyes a step"] = 24  # half a second on one core
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates
    lines: Annotated[float, "share of line drawings among the views"] = 0.3
    nothing: Annotated[float, "share of crops without an open eye"] = 0.2
    empty: Annotated[float, "share of eyes whose iris has one flat color"] = 0.12


class Recipe(Seeing):
    """See the module."""

    name = "iris"
    architecture = "iris"
    Options = Options

    def setup(self) -> None:
        tables = [*(part_table(side) for side in SIDES), np.zeros(256, np.int64)]
        self.tables = torch.from_numpy(np.stack(tables)).to(self.device)
        self.weights = torch.tensor(WEIGHTS, device=self.device)
        self.inner = torch.tensor([CLASSES.index(name.lower()) for name in FLAT], device=self.device)
        self.known: dict[tuple[int, int], list[tuple[int, np.ndarray]]] = {}
        self.bare: dict[tuple[int, int], list[tuple[int, np.ndarray]]] = {}

    def network(self) -> nn.Module:
        return Iris()

    def eyes(self, store: Any, n: int) -> list[tuple[int, np.ndarray]]:
        """The open eyes of picture n: number of the side, and the box x0, y0, x1, y1."""
        key = (id(store), n)
        if key not in self.known:
            self.known[key] = open_eyes(store.labels(n))
        return self.known[key]

    def nowhere(self, store: Any, n: int) -> list[tuple[int, np.ndarray]]:
        """Places of picture n that show no open eye, in the terms of `eyes`."""
        key = (id(store), n)
        if key not in self.bare:
            part = store.batch([n], ("part",))["part"][0, 0].cpu().numpy()
            self.bare[key] = eyeless(store.labels(n), part, n)
        return self.bare[key]

    def chosen(
        self, store: Any, generator: torch.Generator, size: int, among: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Numbers of `size` pictures, which side (0 left, 1 right, 2 none), and the eye's box."""
        found: list[tuple[int, int, np.ndarray]] = []
        bare = round(size * self.options.nothing)
        size -= bare
        for n in store.pick(generator, size * 12, among).tolist():
            found += [(n, side, box) for side, box in self.eyes(store, n)]
            if len(found) >= size:
                break
        if not found:
            raise RuntimeError("None of the pictures shows an eye; draw more with --pictures.")
        without = []
        for n in store.pick(generator, bare * 2, among).tolist() if bare else ():
            places = self.nowhere(store, n)
            if places:
                turn = int(torch.randint(len(places), (1,), generator=generator))
                without.append((n, *places[turn]))
        found = [*(found * size)[:size], *without[:bare]]
        # The first of a batch are seen as line drawings: both kinds must be among them.
        order = torch.randperm(len(found), generator=generator).tolist()
        return self._stacked([found[i] for i in order])

    def _stacked(self, found: list[tuple[int, int, np.ndarray]]) -> tuple[Tensor, Tensor, Tensor]:
        numbers, sides, boxes = zip(*found, strict=True)
        box = torch.from_numpy(np.stack(boxes)).to(self.device)
        return torch.tensor(numbers), torch.tensor(sides, device=self.device), box

    def batch(self, step: Step) -> dict[str, Tensor]:
        chance = views.Chance(step.host, self.device)
        numbers, sides, boxes = self.chosen(self.store, step.host, step.size, self.among(step))
        return self.crops(self.store, numbers, sides, boxes, chance, self.options.lines, wild=1.0)

    def crops(
        self,
        store: Any,
        numbers: Tensor,
        sides: Tensor,
        boxes: Tensor,
        chance: views.Chance,
        lines: float,
        *,
        wild: float,
    ) -> dict[str, Tensor]:
        """picture (B, 3, 128, 128), parts (B, 64, 64) int64 of `CLASSES`. wild: 1 = boxes a fifth wrong,
        turned by up to 40 degrees."""
        count = len(numbers)
        side = (boxes[:, 2:] - boxes[:, :2]).amax(1) * MARGIN
        side = side * (1 + wild * chance.uniform(count, low=-0.25, high=0.3))
        middle = (boxes[:, :2] + boxes[:, 2:]) / 2
        middle = middle + wild * chance.uniform(count, 2, low=-0.1, high=0.1) * side[:, None]
        angle = torch.deg2rad(chance.uniform(count, low=-1, high=1) ** 3 * 40 * wild)
        mirror = torch.where(chance.yes(count, 0.5 * wild), -1.0, 1.0)
        scale = CROP / side
        cos, sin = scale * angle.cos(), scale * angle.sin()
        matrix = torch.zeros(count, 3, 3, device=self.device)
        matrix[:, 0, 0], matrix[:, 0, 1] = cos * mirror, -sin
        matrix[:, 1, 0], matrix[:, 1, 1] = sin * mirror, cos
        matrix[:, 2, 2] = 1
        matrix[:, :2, 2] = CROP / 2 - torch.einsum("bij,bj->bi", matrix[:, :2, :2], middle)
        pictures = store.batch(numbers)
        if wild and self.options.empty:
            pictures = flat_irises(pictures, chance.yes(count, self.options.empty), chance)
        edits = {"hue": np.pi * wild, "gray": 0.1 * wild}
        picture, _, _ = self.look(
            pictures, chance, (CROP, CROP), views.Moves(), lines, matrix=matrix, **edits
        )
        small = torch.diag(views.constant((0.5, 0.5, 1.0), self.device)) @ matrix
        half = (CROP // 2, CROP // 2)
        parts = views.resample(pictures["part"].float(), small, half, nearest=True)[:, 0].round().long()
        return {"picture": picture, "parts": self.tables[sides[:, None, None], parts]}

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        out, truth = network(batch["picture"]).float(), batch["parts"]
        hot = functional.one_hot(truth, len(CLASSES)).permute(0, 3, 1, 2).float()
        chance = out.softmax(1)
        both, either = (chance * hot).sum((0, 2, 3)), (chance + hot).sum((0, 2, 3))
        return {
            "parts": functional.cross_entropy(out, truth, self.weights),
            "dice": (1 - (2 * both + 20) / (either + 20)).mean(),
        }

    @cached_property
    def plain(self) -> dict[str, dict[str, Tensor]]:
        """Validation crops without an open eye, as pictures and as line drawings."""
        found = [(n, *place) for n in range(self.options.checks) for place in self.nowhere(self.checked, n)]
        return self._kinds(found[:: max(1, len(found) // 128)])

    @cached_property
    def still(self) -> dict[str, dict[str, Tensor]]:
        """Validation crops on exact boxes, as pictures and as line drawings; empty without an eye."""
        found = [(n, s, box) for n in range(self.options.checks) for s, box in self.eyes(self.checked, n)]
        return self._kinds(found)

    def _kinds(self, found: list[tuple[int, int, np.ndarray]]) -> dict[str, dict[str, Tensor]]:
        if not found:
            return {}
        out = {}
        for kind, lines in (("picture", 0.0), ("lines", 1.0)):
            chance = views.Chance(torch.Generator().manual_seed(5), self.device)
            out[kind] = self.crops(self.checked, *self._stacked(found), chance, lines, wild=0.0)
        return out

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """IoU of each class over all validation eyes; share of places without an eye where none is seen."""
        figures = {}
        for kind, batch in self.still.items():
            found = network(batch["picture"]).argmax(1)
            for i, name in enumerate(CLASSES[1:], 1):
                a, b = found == i, batch["parts"] == i
                figures[f"{kind}_{name}"] = float((a & b).sum() / (a | b).sum().clamp_min(1))
        for kind, batch in self.plain.items():
            seen = torch.isin(network(batch["picture"]).argmax(1), self.inner).sum((1, 2))
            figures[f"{kind}_nothing"] = float((seen < TOUCHED).float().mean())
        return figures

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray | None:
        """Validation eyes, what is found in them, and the truth, below each other."""
        if not self.still:
            return None
        wheel = torch.tensor(
            [(0.9, 0.85, 0.8), (1, 1, 1), (0.2, 0.5, 0.9), (0.05, 0.1, 0.3), (1, 0.9, 0.2), (0.4, 0.2, 0.2)]
        )
        rows = []
        for batch in self.still.values():
            picture = batch["picture"][:12].cpu()
            maps = [network(batch["picture"][:12]).argmax(1).cpu(), batch["parts"][:12].cpu()]
            painted = [functional.interpolate(wheel[m].permute(0, 3, 1, 2), scale_factor=2.0) for m in maps]
            rows += [picture, *painted]
        return views.strip(torch.cat(rows), len(rows[0])).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 0, "labels": list(CLASSES), "recipe": "cross-entropy and Dice; train/iris.py"}


def flat_irises(pictures: dict[str, Tensor], which: Tensor, chance: views.Chance) -> dict[str, Tensor]:
    """The pictures, beauty (B, 4, H, W) and part (B, 1, H, W) uint8, with the irises of some of them in one
    color, theirs or white, and no pupil or highlight in them. which: (B,) bool."""
    beauty, part = pictures["beauty"], pictures["part"]
    table = torch.arange(256, dtype=torch.uint8, device=part.device)
    for side in SIDES:
        table[[int(Part[f"{side.upper()}_{name}"]) for name in FLAT]] = int(Part[f"{side.upper()}_IRIS"])
    flat = table[part.long()]
    inside = torch.isin(flat, table[[int(Part.LEFT_IRIS), int(Part.RIGHT_IRIS)]]) & which[:, None, None, None]
    count = inside.sum((2, 3), keepdim=True).clamp_min(1)
    color = (beauty[:, :3].float() * inside).sum((2, 3), keepdim=True) / count
    color = torch.where(chance.yes(len(beauty), 0.4)[:, None, None, None], 245.0, color)
    rgb = torch.where(inside, color.round().to(torch.uint8), beauty[:, :3])
    return {**pictures, "beauty": torch.cat([rgb, beauty[:, 3:]], 1), "part": torch.where(inside, flat, part)}


def open_eyes(labels: dict[str, Any]) -> list[tuple[int, np.ndarray]]:
    """Number in `SIDES` and box (4,) float32 x0, y0, x1, y1 of each eye that is open and large enough."""
    found = []
    for number, side in enumerate(SIDES):
        if side not in labels["tags"]["eyes_seen"]:
            continue
        eye, iris = (np.array(labels["landmarks"][f"{side}_{name}"], np.float32) for name in ("eye", "iris"))
        if len(iris) and np.ptp(iris[:, 1]) >= LEAST:
            rows = np.concatenate([eye, iris])[:, :2]
            found.append((number, np.concatenate([rows.min(0), rows.max(0)])))
    return found


if __name__ == "__main__":
    loop.main(Recipe)
