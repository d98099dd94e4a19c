"""Train the colorizer: lines, and hints or a reference picture or a palette, become a colored picture.

    python -m train.colorize --minutes 60 --device cpu --out runs/colorize
    python -m train.colorize --minutes 20 --tall 768 --batch 96 --pictures 8192 --workers 14 --fresh 2

Task      The four ways to say a color are each given or left out by chance (train/colorize_told.py), so that
          one network knows all of them, and none. Lines by simulated hands of all levels; pupils are emptied
          among them (train/strokes_detail.py).
Sizes     As train/pirec.py: views of half the store's size, many of them heads, and from 50 % on two steps in
          three at the store's size with a quarter of the batch.
Losses    Charbonnier (hinted places and heads weigh more), gradient, our tagger's features; parts by
          cross-entropy, since the palette is laid on them; the colors that attention fetches against the
          picture's mean there, so that correspondence is learned before anything is painted with it. The
          paper's two guide decoders: gray at the entry of the middle level (0.3), color at its exit (0.9).
          From 60 % a critic that tells style as well as truth (its classes are our tagger's features).
Original  --model original: a style vector alone, L1, guide decoders, and the paper's critic, who answers
          nothing but the style (its numbers for a true picture, zeros for a made one).
CPU       Half views of 128x192: 12 take 1.5 s on one core of an AMD EPYC with bf16, 3 full ones 1.2 s. Ninety
          minutes told hair from skin from clothes, obeyed hints, and left what nobody speaks of gray.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.blocks import Conv, activate
from anigen_core.networks.colorizer import Colorizer, Painting
from anigen_core.networks.colorizer_peers import Original, Pix2Pix
from train import colorize_told as told_of
from train import loop, losses, pirec, strokes, views
from train import pirec_views as seen
from train.critic import StyleCritic
from train.pictures import Pictures
from train.psgan import part_table
from train.psgan_told import other
from train.recipe import Options as Common
from train.recipe import Step

LARGE = 0.5
"""Progress from which pictures are full."""
HEADS, PARTS = 0.3, 0.15
"""Shares of heads and of other parts at full size among the half-sized views."""
GRAY, COLOR = 0.3, 0.9
"""The paper's weights of its guide decoders."""
INK = 0.6
"""How much less a pixel under a line counts: the artist's own lines are laid over it."""
STYLE = 256
"""Features of our tagger's last level."""
PAPER_GAN = 0.01
MODELS = {
    "ours": (Colorizer, "colorizer"),
    "original": (Original, "colorizer_original"),
    "pix2pix": (Pix2Pix, "colorizer_pix2pix"),
}
CONDITIONS = ("hints", "reference", "palette", "nothing")
"""Under which validation pictures are colored."""


@dataclass(frozen=True)
class Options(Common):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step at half size"] = 12
    model: Annotated[Literal["ours", "original", "pix2pix"], "ours, the paper's, or the plain peer"] = "ours"
    tall: Annotated[int, "height of the pictures, two thirds as wide; 768 where there is a GPU"] = 384
    fresh: Annotated[float, "pictures that join with each step"] = 2.0
    checks: Annotated[int, "validation pictures"] = 16
    tagger: Annotated[Path | None, "our tagger's weights, for features and style"] = None
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates
    feature_loss: Annotated[float, "weight of the loss on our tagger's features; 0 leaves it out"] = 0.3
    critic_from: Annotated[float, "progress from which the critic takes part; 1 leaves it out"] = 0.6


class Guides(nn.Module):
    """The paper's two decoders without skips: gray from the entry of the middle level, color from its exit,
    both (B, 1 or 3, H/4, W/4). Without them the output learns from the topmost skips alone."""

    def __init__(self, wide: int) -> None:
        super().__init__()
        self.gray = nn.ModuleList((Conv(wide, 48), Conv(48, 32), Conv(32, 24), nn.Conv2d(24, 1, 3, 1, 1)))
        self.color = nn.ModuleList((Conv(wide, 64), Conv(64, 32), Conv(32, 24), nn.Conv2d(24, 3, 3, 1, 1)))

    def forward(self, entry: Tensor, middle: Tensor) -> tuple[Tensor, Tensor]:
        return self._up(self.gray, entry), self._up(self.color, middle)

    @staticmethod
    def _up(layers: nn.ModuleList, x: Tensor) -> Tensor:
        for layer in layers[:-1]:
            x = functional.interpolate(layer(activate(x)), scale_factor=2.0, mode="nearest")
        return layers[-1](activate(x)) * 0.5 + 0.5


class Taught(nn.Module):
    """The network, and the guide decoders that it learns with."""

    def __init__(self, painter: nn.Module, wide: int) -> None:
        super().__init__()
        self.painter, self.guides = painter, Guides(wide)

    def forward(self, facts: dict[str, Tensor]) -> tuple[Painting, Tensor, Tensor]:
        made: Painting = self.painter.painted(  # type: ignore[operator]
            torch.cat([facts["ink"], facts["hints"]], 1), facts["reference"], facts["palette"].flatten(1)
        )
        return made, *self.guides(made.entry, made.exit)


class Recipe(pirec.Recipe):
    """See the module. The store, heads and gray pictures are PI-REC's."""

    name = "colorize"
    architecture = "colorizer"
    models: ClassVar[dict[str, tuple[Any, str]]] = MODELS
    Options = Options

    def __init__(self, options: Any, device: torch.device, rank: int = 0, world: int = 1) -> None:
        super().__init__(options, device, rank, world)
        self.name = "colorize" if options.model == "ours" else self.architecture
        self.classes = torch.from_numpy(part_table()).to(device)
        self.paper = options.model == "original"

    # --- what it is made of ----------------------------------------------------------------------------

    @cached_property
    def store(self) -> Pictures:
        return self.draw("train", self.size, pirec.PASSES)

    @property
    def config(self) -> dict[str, Any]:  # type: ignore[override]
        """Arguments of the network: as it is."""
        return {}

    def network(self) -> nn.Module:
        painter = self.kind(**self.config)
        with torch.no_grad():
            small = torch.zeros(1, 5, 64, 64)
            wide = painter.painted(small, small, torch.zeros(1, 32)).entry.shape[1]
        return Taught(painter, wide)

    def started(self, state: dict[str, Tensor], own: dict[str, Tensor], path: Path) -> dict[str, Tensor]:
        return own | {f"painter.{name}": value for name, value in state.items()}

    def shipped(self, state: dict[str, Tensor]) -> dict[str, Tensor]:
        return {k.removeprefix("painter."): v for k, v in state.items() if k.startswith("painter.")}

    def critic(self) -> nn.Module:
        return StyleCritic(4 + 5, STYLE)

    # --- steps -----------------------------------------------------------------------------------------

    def batch(self, step: Step) -> dict[str, Tensor]:
        among = self.store.visible(step.number, min(self.store.count, 64), self.options.fresh * step.world)
        large = step.progress >= LARGE and step.number % 3 != 0
        indices = self.store.pick(step.host, max(2, step.size // 4) if large else step.size, among)
        chance = views.Chance(step.generator, self.device)
        luck = float(torch.rand((), generator=step.host))
        pictures, head = self.figures(self.store, indices)
        if large:
            view = seen.full_views(pictures, head, chance)
        else:
            view = seen.half_views(pictures, head, chance, HEADS, PARTS)
        view = seen.View(seen.bled(view.pictures), view.head)
        matrix = self.turns(self.store, indices, chance)
        view = seen.recolored(view, matrix)
        another = seen.turned(self.another(self.store, indices, half=not large), matrix)
        whole = pictures if large else seen.halved(pictures)
        flat = seen.turned(whole["albedo"], matrix)
        facts = self.facts(view, chance)
        facts |= told_of.left_open(
            {
                "hints": facts["hints"],
                "reference": told_of.reference(
                    view.pictures["beauty"].float() / 255, another.float() / 255, chance
                ),
                "palette": told_of.palette(flat.float() / 255, whole["part"]),
            },
            chance,
        )
        return {**facts, "ink": drawn(view.pictures, chance, luck)}

    def another(self, store: Pictures, indices: Tensor, *, half: bool) -> Tensor:
        """(B, 4, H, W) uint8: another picture of each character."""
        others = torch.tensor([other(n, store.each, store.count) for n in indices.tolist()])
        pictures = store.batch(others, ("beauty",))
        return (seen.halved(pictures) if half else pictures)["beauty"]

    def facts(self, view: seen.View, chance: views.Chance, *, most: int | None = None) -> dict[str, Tensor]:
        """The truth at half size, what its pixels count, its parts, and hints. most: as `told_of.hints`."""
        beauty = view.pictures["beauty"].float() / 255
        alpha, part = beauty[:, 3:], view.pictures["part"]
        # Pooling a few channels is slow when they come last in memory.
        goal = torch.cat([beauty[:, :3] * alpha + 1 - alpha, alpha], 1).contiguous()
        flat = view.pictures["albedo"].float() / 255 * alpha + 1 - alpha
        ink = 1 - view.pictures["lines"].float() / 255
        pool = functional.avg_pool2d
        return {
            "goal": pool(goal, 2),
            "weight": pool((seen.weights(view) * (1 - INK * ink)).contiguous(), 2),
            "parts": self.classes[part[:, 0, ::4, ::4].long()],
            "hints": told_of.hints(goal[:, :3], flat, part, alpha * (1 - ink), chance, most=most),
        }

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        made, gray, color = network(batch)
        picture, goal, weight = made.picture.float(), batch["goal"], batch["weight"]
        pool = functional.avg_pool2d
        small = pool(goal, 2)
        softness = 0.1 if step.progress < 0.05 else 1e-3  # blunt at first, see train/pirec.py
        terms = {
            "pixels": losses.charbonnier(picture[:, :3], goal[:, :3], weight, softness=softness),
            "gray": GRAY * losses.charbonnier(gray, small[:, :3].mean(1, keepdim=True)),
            "color": COLOR * losses.charbonnier(color, small[:, :3]),
        }
        if not self.paper:
            terms |= self._our_terms(made, batch, step.progress)
        if isinstance(step.critic, StyleCritic):
            terms |= self._critics_terms(step.critic, picture, batch)
        return terms

    def _our_terms(self, made: Painting, batch: dict[str, Tensor], progress: float) -> dict[str, Tensor]:
        picture, goal, weight = made.picture.float(), batch["goal"], batch["weight"]
        pool = functional.avg_pool2d
        ramp = min(1.0, max(0.0, (progress - 0.04) / 0.1))
        hints = pool(batch["hints"], 2)
        hinted = hints[:, 3:]
        terms = {
            "alpha": 0.5 * losses.charbonnier(picture[:, 3:], goal[:, 3:]),
            "hints": 0.3 * losses.charbonnier(picture[:, :3], hints[:, :3] / hinted.clamp_min(1e-3), hinted),
            "gradient": 0.5 * ramp * losses.gradient(picture[:, :3], goal[:, :3], weight),
        }
        if self.options.model == "ours":
            coarse = pool(torch.cat([goal[:, :3] * goal[:, 3:], goal[:, 3:]], 1), 4)
            there = coarse[:, 3:] * made.draft[:, 3:]
            terms["parts"] = 0.3 * functional.cross_entropy(made.parts.float(), batch["parts"])
            terms["fetched"] = losses.charbonnier(
                made.draft[:, :3], coarse[:, :3] / coarse[:, 3:].clamp_min(1e-3), there + 1e-4
            )
        if ramp > 0 and self.features is not None:
            terms["features"] = (
                self.options.feature_loss
                * ramp
                * losses.perceptual(self.features, picture[:, :3].clamp(0, 1), goal[:, :3])
            )
        return terms

    # --- the critic ------------------------------------------------------------------------------------

    def described(self, goal: Tensor) -> Tensor:
        """(B, 256) the style of true pictures: our tagger's last features, averaged; zeros without it."""
        if self.features is None:
            return goal.new_zeros(len(goal), STYLE)
        with torch.no_grad():
            return self.features.features(goal[:, :3])[-1].float().mean((2, 3))

    def _critics_terms(
        self, critic: StyleCritic, picture: Tensor, batch: dict[str, Tensor]
    ) -> dict[str, Tensor]:
        told = conditions(batch)
        opinions, layers = critic.judge(picture, told)
        batch["made"], batch["told"] = picture.detach(), told
        batch["style"] = self.described(batch["goal"])
        style = losses.charbonnier(critic.told(layers), batch["style"])
        if self.paper:
            return {"gan": PAPER_GAN * style}
        with torch.no_grad():
            real = critic.judge(batch["goal"], told)[1]
        return {
            "gan": 0.03 * losses.hinge_maker(opinions),
            "matching": losses.feature_matching(layers, real),
            "style": 0.05 * style,
        }

    def critic_loss(
        self, critic: nn.Module, network: nn.Module, batch: dict[str, Tensor], step: Step
    ) -> dict[str, Tensor]:
        assert isinstance(critic, StyleCritic)
        told = batch["told"]
        real, true = critic.judge(batch["goal"], told)
        false, made = critic.judge(batch["made"], told)
        terms = {"style": losses.charbonnier(critic.told(true), batch["style"])}
        if self.paper:
            nothing = torch.zeros_like(batch["style"])
            return {**terms, "made": losses.charbonnier(critic.told(made), nothing)}
        terms["hinge"] = losses.hinge_critic(real, false)
        if step.r1:
            terms["r1"] = losses.r1(critic, batch["goal"], told)
        return terms

    # --- what is told ----------------------------------------------------------------------------------

    @cached_property
    def strips(self) -> dict[str, dict[str, Tensor]]:
        """Validation pictures, whole, drawn by a usual hand, under each of `CONDITIONS`."""
        indices = torch.arange(self.options.checks)
        pictures, head = self.figures(self.checked, indices)
        view = seen.View(seen.bled(pictures), head)
        chance = views.Chance(torch.Generator().manual_seed(1), self.device)
        facts = self.facts(view, chance, most=20)
        seeds = torch.arange(len(indices), device=self.device) + 1000
        facts["ink"] = 1 - strokes.draw(pictures, seeds, "usual").lines
        full = {
            "hints": facts["hints"],
            "reference": told_of.looked_at(self.another(self.checked, indices, half=False).float() / 255),
            "palette": told_of.palette(pictures["albedo"].float() / 255, pictures["part"]),
        }
        empty = {name: torch.zeros_like(value) for name, value in full.items()}
        return {
            condition: {**facts, **empty, **({condition: full[condition]} if condition in full else {})}
            for condition in CONDITIONS
        }

    def made(self, network: nn.Module, facts: dict[str, Tensor]) -> Painting:  # type: ignore[override]
        """Paintings without gradients, four at a time."""
        some = [
            network({name: value[i : i + 4] for name, value in facts.items()})[0]
            for i in range(0, len(facts["ink"]), 4)
        ]
        return Painting(*(torch.cat(values).float() for values in zip(*some, strict=True)))

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """PSNR over the figure under each condition, in half size, and share of the right parts."""
        out = {}
        for condition, facts in self.strips.items():
            made = self.made(network, facts)
            figure = facts["goal"][:, 3:] > 0.5
            error = (made.picture[:, :3].clamp(0, 1) - facts["goal"][:, :3]).square().mean(1, keepdim=True)
            each = (error * figure).sum((1, 2, 3)) / figure.sum((1, 2, 3)).clamp_min(1)
            out[condition] = float((-10 * each.clamp_min(1e-6).log10()).mean())
            if condition == "nothing" and self.options.model == "ours":
                right = (made.parts.argmax(1) == facts["parts"]) & (facts["parts"] > 0)
                out["parts"] = float(right.sum() / (facts["parts"] > 0).sum())
        return out

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray:
        """Eight validation drawings: lines with hints, colored by them; the reference, what was fetched from
        it, colored by it; colored by the palette, and by nothing; the truth."""
        rows = []
        for condition, facts in self.strips.items():
            facts = {name: value[:8] for name, value in facts.items()}
            made = self.made(network, facts)
            if condition == "hints":
                hints = facts["hints"]
                paper = (1 - facts["ink"]).expand(-1, 3, -1, -1)
                rows.append(functional.avg_pool2d(hints[:, :3] + paper * (1 - hints[:, 3:]), 2))
            if condition == "reference":
                rows.append(functional.avg_pool2d(facts["reference"][:, :3], 2))
                rows.append(functional.interpolate(made.draft[:, :3], scale_factor=4.0))
            rows.append(made.picture[:, :3])
        rows.append(self.strips["hints"]["goal"][:8, :3])
        return views.strip(torch.cat(rows), len(rows[0])).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 0, "config": {}, "recipe": "hints, references, palettes; train/colorize.py"}


def drawn(pictures: dict[str, Tensor], chance: views.Chance, luck: float) -> Tensor:
    """(B, 1, H, W) ink by hands of all levels. luck: 0 to 1, rounds the shares of small batches."""
    count, done, total = len(pictures["beauty"]), 0, 0.0
    seeds = chance.below(count, 2**31 - 1)
    ink = []
    for level, share, _ in seen.LEVELS:
        total += share * count
        end = count if level == seen.LEVELS[-1][0] else min(count, int(total + luck))
        if end > done:
            some = {name: value[done:end] for name, value in pictures.items()}
            ink.append(1 - strokes.draw(some, seeds[done:end], level).lines)
            done = end
    return torch.cat(ink)


def conditions(batch: dict[str, Tensor]) -> Tensor:
    """(B, 5, H/2, W/2) what the critic is told: lines and hints."""
    return functional.avg_pool2d(torch.cat([batch["ink"], batch["hints"]], 1), 2)


if __name__ == "__main__":
    loop.main(Recipe)
