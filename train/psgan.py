"""Train PSGAN: a pose and wishes become a full body, sizes one after the other.

    python -m train.psgan --minutes 24 --tall 768 --batch 96 --pictures 8192 --workers 14 \
        --tagger assets/weights/tagger.safetensors --out runs/psgan          # one H100
    python -m train.psgan --minutes 75 --device cpu --each 4 --out runs/psgan
    python -m train.psgan --model original ...                               # the peer, in the same way

Pairs     Every picture of the factory comes with its joints, its words and its parts' colors, so that a
          network can be told what to draw: most of the loss is supervised, and no game between two networks
          has to find out what a body is. What the words leave open, the latent says: a small observer, which
          is not shipped, looks at ANOTHER picture of the same character. Its normal distributions are held
          near the standard one, so that a seed's random numbers mean something too.
Wishes    Each group is left open with a chance of its own, and so is every color; joints are hidden, depth
          is left unknown. What may be missing must have been missing.
Sizes     64x96, 128x192, 256x384, 512x768: `GROWTH`. All smaller pictures go on being judged, at a third of
          the weight, for the next size adds to them. A size up, half the batch.
Losses    Charbonnier over white and on the coverage, cross-entropy of the parts, ink, gradients, features of
          our tagger. The critic joins at half of the budget and never below 128x192: in 64 pixels there is
          nothing to be sharp about.
CPU       --tall 384. On one core of an AMD EPYC with bf16 a step takes about 1.6 s (16 pictures of 64x96 or 8
          of 128x192). An hour is a trial, not a model.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.character import labels, wish_numbers
from anigen_core.errors import InputError
from anigen_core.networks.psgan import LATENT, PARTS, PLANES, Psgan, pose_maps
from anigen_core.networks.psgan_peers import Original
from anigen_core.networks.tagger import Tagger
from anigen_core.pose import TWINS
from train import loop, losses, psgan_original, views
from train.critic import Critic
from train.factory.parts import CLASS_OF, Part
from train.factory.parts import CLASSES as FACTORY
from train.observer import Observer
from train.pictures import Pictures
from train.pirec_views import halved
from train.psgan_told import left_open, other, points_of, word_spans
from train.recipe import Options as Common
from train.recipe import Step
from train.tagger import features_of
from train.wishes import palette_of, wishes_of

PASSES = ("beauty", "part", "lines", "albedo")

GROWTH = {192: (0.0, 0.4), 384: (0.0, 0.3, 0.75), 768: (0.0, 0.15, 0.4, 0.75)}
"""Progress from which on 64x96, 128x192, 256x384 and 512x768 are learned, by the height of the pictures."""

LATENT_WEIGHT = 1e-4
"""Of the Kullback-Leibler divergence: with more, the latent says nothing at all."""

SMALLER = 0.3
"""Weight of the pictures below the largest."""

_log = logging.getLogger("train")

MODELS = {"ours": (Psgan, "psgan"), "original": (Original, "psgan_original")}


@dataclass(frozen=True)
class Options(Common):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step at 64x96; a size up, half of it"] = 16
    model: Annotated[Literal["ours", "original"], "ours, or the paper's form"] = "ours"
    tall: Annotated[int, "height of the pictures: 192 to try, 384, or 768 where there is a GPU"] = 384
    fresh: Annotated[float, "pictures that join with each step"] = 4.0
    checks: Annotated[int, "validation pictures"] = 48
    tagger: Annotated[Path | None, "our tagger's weights, for the feature loss"] = None
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates
    critic_from: Annotated[float, "progress from which the critic takes part; 1 leaves it out"] = 0.5
    widths: Annotated[str, "channels by level, for trials; empty: as shipped"] = ""


def part_table() -> np.ndarray:
    """(256,) the generator's part of each factory part."""
    names = {name: name for name in PARTS} | {"sclera": "eye", "pupil": "iris", "highlight": "iris"}
    names |= {"lash": "eye"}
    of = np.array([PARTS.index(names[FACTORY[c]]) for c in CLASS_OF], np.int64)
    of[[Part.FACE, Part.NOSE]] = PARTS.index("face")
    return of


class Taught(nn.Module):
    """The generator, and the observer that it learns with, of another picture of the character, 96x64."""

    def __init__(self, generator: nn.Module) -> None:
        super().__init__()
        self.generator, self.observer = generator, Observer((6, 4), LATENT)


class Recipe(loop.Recipe):
    """See the module."""

    name = "psgan"
    architecture = "psgan"
    Options = Options

    def __init__(self, options: Any, device: torch.device, rank: int = 0, world: int = 1) -> None:
        super().__init__(options, device, rank, world)
        if options.tall not in GROWTH:
            raise InputError(f"The height --tall must be one of {', '.join(map(str, GROWTH))}.")
        self.kind, self.architecture = MODELS[options.model]  # type: ignore[misc]
        self.name = self.architecture
        self.original = options.model == "original"
        self.critic_from = 0.0 if self.original else options.critic_from
        self.size = (options.tall * 2 // 3, options.tall)
        self.classes = torch.from_numpy(part_table()).to(device)
        self.twins = torch.tensor([*TWINS, *range(39, 60), *range(18, 39)], device=device)
        self.words = labels()
        self.spans = word_spans(self.words)
        self._known: dict[int, dict[int, tuple[np.ndarray, np.ndarray]]] = {}

    @property
    def most(self) -> int:
        """Levels of the largest pictures."""
        return 2 + len(GROWTH[self.options.tall])

    @property
    def depth(self) -> int:
        """Levels of the network; the original's begin smaller, and its pictures are as large as they."""
        return self.most + 2 * self.original

    def levels(self, progress: float) -> int:
        """How many levels are learned."""
        return 2 + sum(progress >= start for start in GROWTH[self.options.tall])

    @cached_property
    def store(self) -> Pictures:
        return self.draw("train", self.size, PASSES)

    @cached_property
    def checked(self) -> Pictures:
        return self.draw("val", self.size, PASSES, count=self.options.checks, each=4)

    @cached_property
    def config(self) -> dict[str, Any]:
        """Arguments of the network."""
        widths = [int(w) for w in self.options.widths.split(",")] if self.options.widths else None
        if widths is None:
            widths = [*self.kind.WIDTHS[: self.depth]]
        if len(widths) != self.depth:
            raise InputError(f"Pictures {self.options.tall} high need {self.depth} --widths.")
        return {"words": len(self.words), "widths": widths}

    def network(self) -> nn.Module:
        return Taught(self.kind(**self.config))

    def started(self, state: dict[str, Tensor], own: dict[str, Tensor], path: Path) -> dict[str, Tensor]:
        return own | {f"generator.{name}": value for name, value in state.items()}

    def shipped(self, state: dict[str, Tensor]) -> dict[str, Tensor]:
        return {k.removeprefix("generator."): v for k, v in state.items() if k.startswith("generator.")}

    def critic(self) -> nn.Module:
        return psgan_original.Critic(self.config["widths"]) if self.original else Critic(4 + PLANES)

    @cached_property
    def features(self) -> Tagger | None:
        """Our tagger, frozen, where its weights are."""
        return features_of(self.options.tagger, self.device)

    # --- facts -----------------------------------------------------------------------------------------

    def known(self, store: Pictures, n: int) -> tuple[np.ndarray, np.ndarray]:
        """Points (60, 4) and wish (words + 32,) of a picture, read once."""
        cache = self._known.setdefault(id(store), {})
        if n not in cache:
            told = store.labels(n)
            rows = np.array([*told["joints"], *told["right_hand"], *told["left_hand"]], np.float32)
            passes = store.batch([n], ("albedo", "part"))
            albedo = passes["albedo"][0].permute(1, 2, 0).cpu().numpy()
            colors = palette_of(albedo, passes["part"][0, 0].cpu().numpy(), told["tags"].get("style", ""))
            character = wishes_of(told)
            for part, color in colors.items():
                character = character.colored(part, color)
            cache[n] = points_of(rows, store.size[0]), wish_numbers(character, self.words)
        return cache[n]

    def facts(
        self, store: Pictures, indices: Tensor, levels: int, chance: views.Chance | None
    ) -> dict[str, Tensor]:
        """goal (B, 4, H, W) over white and coverage, ink (B, 1, H, W), parts (B, H, W), points, wish, seen
        (B, 4, 96, 64) another picture of each character. chance: what is left out and mirrored; None:
        nothing."""
        pictures = self._sized(store.batch(indices, ("beauty", "part", "lines")), 48 * 2 ** (levels - 2))
        others = torch.tensor([other(n, store.each, store.count) for n in indices.tolist()])
        seen = self._sized(store.batch(others, ("beauty",)), 96)["beauty"].float() / 255
        beauty = pictures["beauty"].float() / 255
        alpha = beauty[:, 3:]
        pairs = [self.known(store, n) for n in indices.tolist()]
        points, wish = (torch.from_numpy(np.stack(p)).to(self.device) for p in zip(*pairs, strict=True))
        made = {
            "goal": torch.cat([beauty[:, :3] * alpha + 1 - alpha, alpha], 1),
            "ink": 1 - pictures["lines"].float() / 255,
            "parts": self.classes[pictures["part"][:, 0].long()],
            "points": points,
            "wish": wish,
            "seen": torch.cat([seen[:, :3] * seen[:, 3:] + 1 - seen[:, 3:], seen[:, 3:]], 1),
        }
        return made if chance is None else self._mirrored(left_open(made, chance, self.spans), chance)

    @staticmethod
    def _sized(pictures: dict[str, Tensor], height: int) -> dict[str, Tensor]:
        while pictures["beauty"].shape[2] > height:
            pictures = halved(pictures)
        return pictures

    def _mirrored(self, facts: dict[str, Tensor], chance: views.Chance) -> dict[str, Tensor]:
        turn = chance.yes(len(facts["goal"]), 0.5)
        out = dict(facts)
        for name in ("goal", "ink", "parts"):
            value = facts[name]
            out[name] = torch.where(turn.view(-1, *[1] * (value.ndim - 1)), value.flip(-1), value)
        points = facts["points"][:, self.twins].clone()
        points[..., 0] = 1 - points[..., 0]
        out["points"] = torch.where(turn[:, None, None], points, facts["points"])
        return out

    def batch(self, step: Step) -> dict[str, Tensor]:
        among = self.store.visible(step.number, min(self.store.count, 256), self.options.fresh * step.world)
        levels = self.levels(step.progress)
        indices = self.store.pick(step.host, max(2, step.size >> (levels - 3)), among)
        chance = views.Chance(step.generator, self.device)
        facts = self.facts(self.store, indices, levels, chance)
        facts["noise"] = chance.normal(len(indices), LATENT)
        return facts

    # --- losses ----------------------------------------------------------------------------------------

    def loss(self, network: Any, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        levels = self.levels(step.progress)
        if self.original:
            return psgan_original.loss(network, batch, step, self._fading(step.progress), levels)
        mean, spread = network.observer(batch["seen"])
        latent = mean + (0.5 * spread).exp() * batch["noise"]
        made = network.generator.grown(batch["points"], torch.cat([batch["wish"], latent], 1), levels)
        away = 0.5 * (mean.square() + spread.exp() - 1 - spread).sum(1).mean()
        terms = {"latent": LATENT_WEIGHT * away}
        goal, ink, parts = batch["goal"], batch["ink"], batch["parts"]
        for size, picture in enumerate(reversed(made)):
            share = 1.0 if size == 0 else SMALLER
            if size:
                goal, ink = functional.avg_pool2d(goal, 2), functional.avg_pool2d(ink, 2)
                parts = parts[:, ::2, ::2]
            for name, term in judged(picture, goal, ink, parts).items():
                terms[name] = terms.get(name, 0) + share * term
        best, goal = made[-1], batch["goal"]
        if step.progress > 0.1 and self.features is not None:
            terms["features"] = 0.3 * losses.perceptual(self.features, best[:, :3].clamp(0, 1), goal[:, :3])
        if isinstance(step.critic, Critic):
            told = pose_maps(batch["points"], goal.shape[2])
            opinions, layers = step.critic.judge(best[:, :4], told)
            with torch.no_grad():
                real = step.critic.judge(goal, told)[1]
            terms["gan"] = 0.05 * losses.hinge_maker(opinions)
            terms["matching"] = 0.5 * losses.feature_matching(layers, real)
            batch["made"], batch["told"] = best[:, :4].detach(), told
        return terms

    def critic_loss(
        self, critic: nn.Module, network: nn.Module, batch: dict[str, Tensor], step: Step
    ) -> dict[str, Tensor]:
        if self.original:
            return psgan_original.critic_loss(critic, batch, self._fading(step.progress))
        told = batch["told"]
        terms = {"hinge": losses.hinge_critic(critic(batch["goal"], told), critic(batch["made"], told))}
        if step.r1:
            terms["r1"] = losses.r1(critic, batch["goal"], told)
        return terms

    def _fading(self, progress: float) -> float:
        """How far the newest size has faded in: over the first half of its time, as in the paper."""
        starts = [*GROWTH[self.options.tall], 1.0]
        place = self.levels(progress) - 3
        return (
            min(1.0, 2 * (progress - starts[place]) / (starts[place + 1] - starts[place])) if place else 1.0
        )

    # --- what is told ----------------------------------------------------------------------------------

    @torch.no_grad()
    def drawn(self, network: Any, facts: dict[str, Tensor], *, seen: bool = True) -> Tensor:
        """The largest pictures, as the observer sees the characters, or of the likeliest latent."""
        latent = (
            network.observer(facts["seen"])[0]
            if seen
            else facts["wish"].new_zeros(len(facts["wish"]), LATENT)
        )
        wish = torch.cat([facts["wish"], latent], 1)
        return network.generator.grown(facts["points"], wish, self.most)[-1]

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """PSNR over the figure, coverage and parts against the truth; "open" without any latent."""
        figures: dict[str, list[Tensor]] = {}
        for first in range(0, self.options.checks, 8):
            indices = torch.arange(first, min(first + 8, self.options.checks))
            facts = self.facts(self.checked, indices, self.most, None)
            for name, seen in (("", True), ("_open", False)):
                made, goal = self.drawn(network, facts, seen=seen), facts["goal"]
                weight = (goal[:, 3:] > 0.5).float()
                error = ((made[:, :3].clamp(0, 1) - goal[:, :3]).square() * weight).sum((1, 2, 3))
                mean = error / (3 * weight.sum((1, 2, 3))).clamp_min(1)
                figures.setdefault(f"psnr{name}", []).append(-10 * mean.clamp_min(1e-6).log10())
            a, b = made[:, 3] > 0.5, goal[:, 3] > 0.5
            figures.setdefault("alpha_iou", []).append((a & b).sum((1, 2)) / (a | b).sum((1, 2)).clamp_min(1))
            right = (made[:, 5:].argmax(1) == facts["parts"]).float() * weight[:, 0]
            figures.setdefault("parts", []).append(right.sum((1, 2)) / weight[:, 0].sum((1, 2)).clamp_min(1))
        return {name: float(torch.cat(values).float().mean()) for name, values in figures.items()}

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray:
        """Eight validation characters: the limbs that are told, the picture without and with the observer's
        latent, the truth; below each other."""
        indices = torch.arange(min(16, self.options.checks))[::2]
        facts = self.facts(self.checked, indices, self.most, None)
        maps = pose_maps(facts["points"], facts["goal"].shape[2])
        limbs = 1 - maps[:, 18:35].amax(1, keepdim=True).expand(-1, 3, -1, -1)
        rows = [limbs, *(self.drawn(network, facts, seen=seen)[:, :3] for seen in (False, True))]
        return views.strip(torch.cat([*rows, facts["goal"][:, :3]]).clamp(0, 1), len(indices)).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 0, "config": self.config, "labels": list(self.words)}


PART_WEIGHTS = {"background": 0.6, "eye": 4.0, "iris": 4.0, "brow": 4.0, "mouth": 4.0, "face": 1.5}
"""Of a pixel; of what is not listed 1. Eyes are two pixels in a hundred."""


def judged(made: Tensor, goal: Tensor, ink: Tensor, parts: Tensor) -> dict[str, Tensor]:
    """The supervised losses of one size. made (B, 20, H, W); goal, ink and parts as in `facts`."""
    table = torch.tensor([PART_WEIGHTS.get(name, 1.0) for name in PARTS], device=made.device)
    weight = table[parts][:, None]
    return {
        "pixels": losses.charbonnier(made[:, :3], goal[:, :3], weight),
        "alpha": 0.5 * losses.charbonnier(made[:, 3:4], goal[:, 3:]),
        "ink": 0.3 * losses.charbonnier(made[:, 4:5], ink, 1 + 2 * ink),
        "parts": 0.1 * functional.cross_entropy(made[:, 5:].float(), parts, table),
        "gradient": 0.3 * losses.gradient(made[:, :3], goal[:, :3], weight, scales=2),
    }


if __name__ == "__main__":
    loop.main(Recipe)
