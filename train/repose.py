"""Train repose: a character's pictures in some poses become a picture of it in another pose.

    python -m train.repose --minutes 24 --batch 64 --pictures 8192 --workers 14 --references 3  # one H100
    python -m train.repose --minutes 75 --device cpu --each 4 --out runs/repose

Task      Two or more pictures of one of the factory's characters: one is the truth, the others are
          references (train/repose_told.py: which go together, how they are framed, what wear they have).
Sizes     Frames of half the pictures' size; from 60 % on two steps in three whole ones, a quarter of the
          batch.
Losses    Charbonnier over premultiplied RGBA (heads weigh more), gradients, our tagger's features; a smaller
          share of it on what the network paints itself and on what the references alone show, so that neither
          hides behind the other; bent flow costs a little; sureness against the network's own error.
CPU       On one core of an AMD EPYC with bf16 a step of 8 pictures of 128x192 takes about 1 s.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.errors import InputError
from anigen_core.networks.limb_warps import bones_of, by_rule, places, sizes_of
from anigen_core.networks.psgan import PLANES, pose_maps
from anigen_core.networks.repose import Planes, Repose, apart, premultiplied, warped
from anigen_core.networks.tagger import Tagger
from train import loop, losses, pirec_views, repose_told, views
from train.critic import Critic
from train.pictures import Pictures
from train.recipe import Options as Common
from train.recipe import Step
from train.tagger import features_of

PASSES = ("beauty", "part", "lines", "albedo")
"""Those of PSGAN's store, so that nothing is drawn anew."""

LARGE = 0.6
"""Progress from which pictures are whole."""
SURE = 10.0
"""Sureness stands for exp(-SURE * error), error the mean absolute difference of a pixel and its neighbors."""


@dataclass(frozen=True)
class Options(Common):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step at half size"] = 8
    tall: Annotated[int, "height of the pictures, two thirds as wide"] = 384
    fresh: Annotated[float, "pictures that join with each step"] = 4.0
    checks: Annotated[int, "validation pictures"] = 32
    references: Annotated[int, "references of a character at most"] = 2
    tagger: Annotated[Path | None, "our tagger's weights, for the feature loss"] = None
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates
    feature_loss: Annotated[float, "weight of the loss on our tagger's features; 0 leaves it out"] = 0.2
    critic_from: Annotated[float, "progress from which a critic takes part; 1 leaves it out"] = 1.0


class Recipe(loop.Recipe):
    """See the module."""

    name = "repose"
    architecture = "repose"
    Options = Options

    def __init__(self, options: Any, device: torch.device, rank: int = 0, world: int = 1) -> None:
        super().__init__(options, device, rank, world)
        if options.tall % 192:
            raise InputError("The height --tall must be a multiple of 192.")
        if not 1 <= options.references < options.each:
            raise InputError("There must be at least one of the --references, and more pictures of --each.")
        self.critic_from = options.critic_from
        self.size = (options.tall * 2 // 3, options.tall)
        self._known: dict[tuple[int, int], repose_told.Known] = {}

    @cached_property
    def store(self) -> Pictures:
        return self.draw("train", self.size, PASSES)

    @cached_property
    def checked(self) -> Pictures:
        return self.draw("val", self.size, PASSES, count=self.options.checks, each=min(4, self.options.each))

    def network(self) -> nn.Module:
        return Repose()

    def critic(self) -> nn.Module | None:
        return Critic(4 + PLANES) if self.critic_from < 1 else None

    @cached_property
    def features(self) -> Tagger | None:
        """Our tagger, frozen, where its weights are."""
        return features_of(self.options.tagger, self.device) if self.options.feature_loss else None

    # --- facts -----------------------------------------------------------------------------------------

    def known(self, store: Pictures, n: int) -> repose_told.Known:
        """What is known about a picture, read once."""
        key = id(store), n
        if key not in self._known:
            self._known[key] = repose_told.known_of(store.labels(n), store.size[0])
        return self._known[key]

    def facts(
        self, store: Pictures, targets: list[int], references: list[list[int]], height: int, chance: Any
    ) -> dict[str, Tensor]:
        """goal (B, 4, H, W) premultiplied; target (B, 60, 4); references (B R, 4, H, W) straight alpha; their
        points (B R, 60, 4). chance: None for no moves, wear or gaps."""
        count, many = len(targets), len(references[0])
        order = [*targets, *(m for row in references for m in row)]
        owner = torch.tensor([*range(count), *(i for i in range(count) for _ in range(many))])
        passes = store.batch(order, ("beauty", "lines", "albedo"))
        like = torch.tensor([self.known(store, n).like for n in order])
        alike = torch.stack([like[owner == i].all() for i in range(count)]).to(self.device)
        owner = owner.to(self.device)
        if chance is None:
            strength = torch.full((count,), 0.85, device=self.device)
        else:
            alike &= chance.yes(count, repose_told.FINISHED)
            strength = chance.uniform(count, low=0.5, high=1.0)
            matrix = pirec_views.turns(count, chance)[owner]
            passes = {n: pirec_views.turned(v, matrix) if n != "lines" else v for n, v in passes.items()}
        pictures = premultiplied(repose_told.laid(passes, alike[owner], strength[owner]))
        known = [self.known(store, n) for n in order]
        view = (height, height * 2 // 3)
        matrix = repose_told.framed(known, (store.size[1], store.size[0]), view, chance).to(self.device)
        pictures = views.resample(pictures.contiguous(), matrix, view)
        points = torch.from_numpy(np.stack([one.points for one in known])).to(self.device)
        points = repose_told.moved(points, matrix, store.size[0], view[1])
        if chance is not None:
            turn = chance.yes(count, 0.5)[owner]
            pictures, points = repose_told.mirrored(pictures, points, turn)
        points = repose_told.told(points, chance)
        straight = torch.cat([pictures[:, :3] / pictures[:, 3:].clamp_min(1e-3), pictures[:, 3:]], 1)
        shown = straight[count:].clamp(0, 1)
        return {
            "goal": pictures[:count],
            "target": points[:count],
            "references": shown if chance is None else repose_told.worn(shown, chance),
            "points": points[count:],
        }

    def batch(self, step: Step) -> dict[str, Tensor]:
        among = self.store.visible(step.number, min(self.store.count, 256), self.options.fresh * step.world)
        large = step.progress >= LARGE and step.number % 3 != 0
        size = max(2, step.size // 4) if large else step.size
        targets = self.store.pick(step.host, size, among).tolist()
        many = 1 + int(torch.rand((), generator=step.host) ** 1.5 * self.options.references)
        rows = repose_told.chosen(self.store, targets, many, lambda n: self.known(self.store, n), step.host)
        chance = views.Chance(step.generator, self.device)
        height = self.options.tall if large else self.options.tall // 2
        return self.facts(self.store, targets, rows, height, chance)

    # --- losses ----------------------------------------------------------------------------------------

    def loss(self, network: Any, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        goal, target = batch["goal"], batch["target"]
        planes = apart(network(batch["references"], batch["points"], target).float())
        shown, made = pictured(batch["references"], planes, goal.shape[2:])
        weight = weights_of(goal, target)
        softness = 0.1 if step.progress < 0.05 else 1e-3  # blunt at first, see train/pirec.py
        ramp = min(1.0, max(0.0, (step.progress - 0.04) / 0.1))
        small, light = functional.avg_pool2d(goal, 2), functional.avg_pool2d(weight, 2)
        terms = {
            "pixels": losses.charbonnier(made, goal, weight, softness=softness),
            "alpha": 0.3 * losses.charbonnier(made[:, 3:], goal[:, 3:]),
            "warped": 0.4 * losses.charbonnier(shown, goal, weight * (0.2 + goal[:, 3:]), softness=softness),
            "painted": 0.3 * losses.charbonnier(planes.painted, small, light, softness=softness),
            "gradient": 0.4 * ramp * losses.gradient(made, goal, weight),
            "smooth": 0.01 * bent(planes.places),
        }
        with torch.no_grad():
            error = (made - goal).abs().mean(1, keepdim=True)
            error = functional.avg_pool2d(functional.avg_pool2d(error, 2), 3, 1, 1)
        terms["sure"] = 0.1 * losses.charbonnier(planes.sure, (-SURE * error).exp(), light)
        if ramp > 0 and self.features is not None:
            seen, true = ((p[:, :3] + 1 - p[:, 3:]).clamp(0, 1) for p in (made, goal))
            share = self.options.feature_loss * ramp
            terms["features"] = share * losses.perceptual(self.features, seen, true)
        if isinstance(step.critic, Critic):
            told = pose_maps(target, goal.shape[2])
            opinions, layers = step.critic.judge(made, told)
            with torch.no_grad():
                real = step.critic.judge(goal, told)[1]
            terms["gan"] = 0.02 * losses.hinge_maker(opinions)
            terms["matching"] = 0.5 * losses.feature_matching(layers, real)
            batch["made"], batch["told"] = made.detach(), told
        return terms

    def critic_loss(
        self, critic: nn.Module, network: nn.Module, batch: dict[str, Tensor], step: Step
    ) -> dict[str, Tensor]:
        told = batch["told"]
        terms = {"hinge": losses.hinge_critic(critic(batch["goal"], told), critic(batch["made"], told))}
        if step.r1:
            terms["r1"] = losses.r1(critic, batch["goal"], told)
        return terms

    # --- what is told ----------------------------------------------------------------------------------

    def checks(self, indices: list[int], many: int, height: int) -> dict[str, Tensor]:
        """Facts of validation pictures, each with its best references, neither moved nor worn."""
        rows = repose_told.chosen(self.checked, indices, many, lambda n: self.known(self.checked, n), None)
        return self.facts(self.checked, indices, rows, height, None)

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """PSNR over the figure at half size: of the result from one reference and from two, of the limbs
        carried by rule, and of a mere copy."""
        figures: dict[str, list[Tensor]] = {}
        for first in range(0, self.options.checks, 8):
            indices = list(range(first, min(first + 8, self.options.checks)))
            for many in (1, 2):
                facts = self.checks(indices, many, self.options.tall // 2)
                made, rule = results(network, facts)
                rows = {"psnr" if many == 1 else "psnr_two": made}
                if many == 1:
                    rows |= {"rule": rule, "copy": premultiplied(facts["references"])}
                for name, value in rows.items():
                    figures.setdefault(name, []).append(psnr(value, facts["goal"]))
        return {name: float(torch.cat(values).mean()) for name, values in figures.items()}

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray:
        """Eight validation characters: the reference, its limbs carried by rule, the result, the truth."""
        indices = [n for n in (0, 1, 2, 3, 16, 17, 18, 19) if n < self.options.checks]
        facts = self.checks(indices, 1, self.options.tall)
        made, rule = results(network, facts)
        rows = [premultiplied(facts["references"]), rule, made, facts["goal"]]
        over = [row[:, :3] + 1 - row[:, 3:] for row in rows]
        return views.strip(torch.cat(over).clamp(0, 1), len(indices)).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 0, "config": {}, "recipe": "pairs of pictures of a character; train/repose.py"}


def pictured(references: Tensor, planes: Planes, size: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """What the references show and the whole picture, (B, 4, *size) premultiplied both."""
    height, width = size[-2], size[-1]
    shown = warped(premultiplied(references), planes, (height, width))
    visible, painted = (
        functional.interpolate(p, size=(height, width), mode="bilinear")
        for p in (planes.visible, planes.painted)
    )
    return shown, painted + (shown - painted) * visible


def results(network: nn.Module, facts: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """What the network makes of facts, and of the first references the limbs carried by rule."""
    size = facts["goal"].shape[2:]
    planes = apart(network(facts["references"], facts["points"], facts["target"]).float())
    many = len(facts["points"]) // len(facts["target"])
    first = premultiplied(facts["references"][::many])
    rule = by_rule(first, facts["points"][::many], facts["target"])
    return pictured(facts["references"], planes, size)[1], rule


def weights_of(goal: Tensor, target: Tensor) -> Tensor:
    """(B, 1, H, W) what a pixel counts: heads three, the figure and its border one, the ground a third."""
    height, width = goal.shape[2:]
    size = sizes_of(target, target)[0]
    middle = bones_of(target, size).last[:, 0]
    y, x = places(height, width, goal)
    away = (x - middle[:, :1, None]).square() + (y - middle[:, 1:, None]).square()
    near = torch.exp(-0.5 * away / (0.45 * size[:, None, None]).square())
    inside = functional.avg_pool2d(goal[:, 3:], 9, 1, 4, count_include_pad=False).clamp(0, 0.25) * 4
    return (0.3 + 0.7 * inside) * (1 + 2 * near[:, None])


def bent(where: Tensor) -> Tensor:
    """How far places (B, R, 2, h, w) are from lying in a plane, in pixels, on average."""
    flow = where.flatten(0, 1) * where.shape[-1]
    along = flow[..., 2:] - 2 * flow[..., 1:-1] + flow[..., :-2]
    down = flow[..., 2:, :] - 2 * flow[..., 1:-1, :] + flow[..., :-2, :]
    return along.abs().clamp(max=4).mean() + down.abs().clamp(max=4).mean()


def psnr(made: Tensor, goal: Tensor) -> Tensor:
    """(B,) dB over white, where either shows a figure."""
    over = [p[:, :3] + 1 - p[:, 3:] for p in (made.clamp(0, 1), goal)]
    weight = torch.maximum(made[:, 3:], goal[:, 3:]) > 0.5
    error = ((over[0] - over[1]).square().mean(1, keepdim=True) * weight).sum((1, 2, 3))
    return -10 * (error / weight.sum((1, 2, 3)).clamp_min(1)).clamp_min(1e-6).log10()


if __name__ == "__main__":
    loop.main(Recipe)
