"""Train PI-REC: lines and color blocks become a picture, in three phases with one network.

    python -m train.pirec --minutes 60 --device cpu --out runs/pirec
    python -m train.pirec --minutes 24 --tall 768 --batch 64 --pictures 8192 --workers 16 \\
        --fresh 2 --tagger runs/tagger/tagger.safetensors --out runs/pirec
    (besides: --drawings FOLDER, figures by people on transparent grounds)
    python -m train.pirec --model original ... --out runs/pirec_original
    python -m train.pirec --model pix2pix ... --out runs/pix2pix

Phases    Imitation until 12 % (the truth under brush strokes: colors are copied, holes painted along the
          lines), then generating from lines and coarse blocks, from 55 % refinement of the network's own
          drafts, spoiled, beside the other two. Later phases keep a share of the earlier: one network has
          to know all three, and imitation is what repaints a selection.
Sizes     Half the store's size until 60 %: whole figures reduced, parts, and 40 % heads at full size (faces
          turn to mush under 30 %). Then two steps in three at the store's size, with a quarter of the batch.
Losses    Charbonnier, blunt (nearly squared) in the first tenth: with a sharp corner and gradients from the
          start, a network settles on copying its blocks. Gradients and features ramp in, the critic joins at
          40 %. Heads weigh more, eyes four times.
CPU       --tall 384: views of 128x192, then 256x384. On one core of an AMD EPYC with bf16, 8 views take 0.4 s
          to draw and 0.9 s through the network and back; a critic and a draft take as much again. An hour
          of two cores is a trial, not a model.
H100      --tall 768: views of 256x384, then 512x768. A picture takes 3.5 MB of GPU memory: 8,192 are 29 GB,
          64 views of a step about 10 GB (reckoned, not measured). --fresh: pictures that join with each
          step; no more than the workers draw in a step's time, else the GPU waits for them.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import torch
from torch import Tensor, nn

from anigen_core.errors import InputError
from anigen_core.networks.pirec import STRIDE, PiRec, planes
from anigen_core.networks.pirec_peers import Original, Pix2Pix
from anigen_core.networks.tagger import Tagger
from anigen_core.runner import pick_runner
from anigen_core.weights import list_weights
from train import loop, losses, pirec_checks, views
from train import pirec_views as seen
from train.critic import Critic
from train.factory.render.style import GRAY_STYLES
from train.pictures import Pictures
from train.pirec_drawings import Drawings
from train.recipe import Options as Common
from train.recipe import Step, small
from train.shapes import head_box
from train.tagger import features_of

PASSES = ("beauty", "part", "lines", "albedo")
IMITATE, REFINE, LARGE = 0.12, 0.55, 0.6
"""Progress until which there is imitation only; from which drafts are refined; and pictures are full."""

LATER = {
    "generate": (("imitate", 0.1), ("generate", 0.9)),
    "refine": (("imitate", 0.1), ("generate", 0.35), ("refine", 0.55)),
}
HEADS, PARTS = 0.4, 0.25
"""Shares of heads and of other parts at full size among the half-sized views."""

DRAWN = 0.08
"""Share of people's drawings, where there are any."""

MODELS = {
    "ours": (PiRec, "pirec"),
    "original": (Original, "pirec_original"),
    "pix2pix": (Pix2Pix, "pix2pix"),
}
_log = logging.getLogger("train")


@dataclass(frozen=True)
class Options(Common):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step at half size"] = 8
    model: Annotated[Literal["ours", "original", "pix2pix"], "ours, the paper's, or the plain peer"] = "ours"
    tall: Annotated[int, "height of the pictures, two thirds as wide; 768 where there is a GPU"] = 384
    fresh: Annotated[float, "pictures that join with each step"] = 1.0
    checks: Annotated[int, "validation pictures"] = 16
    tagger: Annotated[Path | None, "our tagger's weights, for the feature loss"] = None
    drawings: Annotated[Path | None, "a folder of figures on transparent grounds, mixed in"] = None
    # The norm-free body stands it once warmed up; 3e-4 and more wrecked an earlier trial on resume.
    rate: Annotated[float, "the highest learning rate"] = 2e-4
    feature_loss: Annotated[float, "weight of the loss on our tagger's features; 0 leaves it out"] = 0.5
    critic_from: Annotated[float, "progress from which the critic takes part; 1 leaves it out"] = 0.4
    hands: Annotated[bool, "simulated hands draw; else lines and blocks are the picture's own"] = True
    avatars: Annotated[Path | None, "learn from the VRM, GLB and PMX files of a folder alone"] = None
    widths: Annotated[str, "channels of ours by level, for trials; empty: as shipped"] = ""


class Recipe(loop.Recipe):
    """See the module."""

    name = "pirec"
    architecture = "pirec"
    models: ClassVar[dict[str, tuple[Any, str]]] = MODELS
    Options = Options

    def __init__(self, options: Any, device: torch.device, rank: int = 0, world: int = 1) -> None:
        super().__init__(options, device, rank, world)
        if options.tall % (6 * STRIDE):
            raise InputError(f"The height --tall must be a multiple of {6 * STRIDE}: 384 or 768.")
        self.kind, self.architecture = self.models[options.model]  # type: ignore[misc]
        self.name = self.architecture
        self.critic_from = options.critic_from
        self.size = (options.tall * 2 // 3, options.tall)
        self.each = min(4, max(1, options.checks // 4))  # pictures of each validation character
        self._boxes: dict[int, Tensor] = {}
        self._gray: dict[int, Tensor] = {}

    # --- what it is made of ----------------------------------------------------------------------------

    @cached_property
    def store(self) -> Pictures:
        return self.draw("train", self.size, PASSES, avatars=self.options.avatars)

    @cached_property
    def checked(self) -> Pictures:
        return self.draw("val", self.size, PASSES, count=self.options.checks, each=self.each)

    @cached_property
    def config(self) -> dict[str, Any]:
        """Arguments of the network."""
        return small(self.options.widths)

    def network(self) -> nn.Module:
        return self.kind(**self.config)

    def critic(self) -> nn.Module:
        return Critic(4 + 5)

    @cached_property
    def features(self) -> Tagger | None:
        """Our tagger, frozen, where its weights are."""
        return features_of(self.options.tagger, self.device) if self.options.feature_loss else None

    @cached_property
    def drawings(self) -> Drawings | None:
        """Drawings by people, where a folder is given; parts by our parser, where it is trained."""
        if self.options.drawings is None:
            return None
        parser = pick_runner("torch") if "parse" in list_weights() else None
        return Drawings(self.options.drawings, self.size, self.device, parser)

    def heads(self, store: Pictures, indices: Tensor) -> Tensor:
        """(B, 4) boxes of whole heads, zeros where no face is seen. Labels are read once for each picture."""
        known = self._boxes.setdefault(id(store), torch.full((store.count, 4), -1e9))
        gray = self._gray.setdefault(id(store), torch.zeros(store.count, dtype=torch.bool))
        for n in indices[known[indices, 0] < -1e8].tolist():
            labels = store.labels(n)
            box = head_box(labels, store.batch([n], ("part",))["part"][0, 0].cpu().numpy())
            known[n] = torch.tensor(box or (0.0,) * 4)
            gray[n] = labels["tags"].get("style") in GRAY_STYLES
        return known[indices].to(self.device, non_blocking=True)

    def figures(self, store: Pictures, indices: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        """The pictures, and the boxes of their heads. Gray pictures' blocks are gray too: what they show has
        no color that could be met, so that their own colors take the albedo's place."""
        pictures, head = store.batch(indices), self.heads(store, indices)
        gray = self._gray[id(store)][indices].to(self.device, non_blocking=True)[:, None, None, None]
        albedo = torch.where(gray, pictures["beauty"][:, :3], pictures["albedo"])
        return {**pictures, "albedo": albedo}, head

    def turns(self, store: Pictures, indices: Tensor, chance: views.Chance) -> Tensor:
        """(B, 3, 3) by which the colors of pictures are turned, so that no color belongs to a thing."""
        del store
        return seen.turns(len(indices), chance)

    # --- steps -----------------------------------------------------------------------------------------

    def batch(self, step: Step) -> dict[str, Tensor]:
        among = self.store.visible(step.number, min(self.store.count, 64), self.options.fresh * step.world)
        large = step.progress >= LARGE and step.number % 3 != 0
        indices = self.store.pick(step.host, max(1, step.size // 4) if large else step.size, among)
        chance = views.Chance(step.generator, self.device)
        luck = float(torch.rand((), generator=step.host))
        pictures, head = self.figures(self.store, indices)
        if self.drawings is not None:
            count = int(len(indices) * DRAWN + luck)
            pictures, head = self.drawings.mixed(pictures, head, count, step.host)
        if large:
            view = seen.full_views(pictures, head, chance)
        else:
            view = seen.half_views(pictures, head, chance, HEADS, PARTS)
        view = seen.recolored(
            seen.View(seen.bled(view.pictures), view.head), self.turns(self.store, indices, chance)
        )
        goal, on = seen.truth(view, chance, seen.GROUNDED)
        levels = seen.LEVELS if self.options.hands else seen.EXACT
        facts = seen.drawn(view, goal, on, chance, luck, levels)
        if phase_of(step.number, step.progress) == "imitate":
            count, _, height, width = goal.shape
            hole = seen.brushed(count, height, width, chance)
            # In half of the holes the blocks show: that is repainting a selection with new colors.
            inside = facts["colors"] * chance.yes(count, 0.5)[:, None, None, None]
            outside = torch.cat([goal[:, :3], torch.ones_like(hole)], 1)
            facts["colors"] = torch.where(hole > 0, inside, outside)
        return {**facts, "goal": goal, "weight": seen.weights(view), "noise": seen.noise(goal, chance)}

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        phase = phase_of(step.number, step.progress)
        draft = None
        if phase == "refine":
            with torch.no_grad():
                draft = self.made(network, batch, "generate")
                if step.number % 4 == 0:  # now and then what was refined is refined again
                    draft = self.made(network, batch, "refine", draft)
                draft = seen.spoiled(draft, views.Chance(step.generator, self.device))
        made = self.made(network, batch, phase, draft)
        goal, weight, progress = batch["goal"], batch["weight"], step.progress
        softness = 0.1 if progress < 0.1 else 1e-3
        scale = 4.0 if progress < 0.1 else 1.0  # the blunt one is small for small errors
        terms = {
            "pixels": scale * losses.charbonnier(made[:, :3], goal[:, :3], weight, softness=softness),
            "alpha": 0.5 * losses.charbonnier(made[:, 3:], goal[:, 3:]),
            "blocks": 0.5 * block_colors(made, goal, batch["colors"][:, 3:]),
        }
        if (ramp := min(1.0, max(0.0, (progress - 0.08) / 0.15))) > 0:
            terms["gradient"] = 0.5 * ramp * losses.gradient(made[:, :3], goal[:, :3], weight)
            if self.features is not None:
                terms["features"] = (
                    self.options.feature_loss
                    * ramp
                    * losses.perceptual(self.features, made[:, :3].clamp(0, 1), goal[:, :3])
                )
        if isinstance(step.critic, Critic):
            told = conditions(batch)
            opinions, layers = step.critic.judge(made, told)
            with torch.no_grad():
                real = step.critic.judge(goal, told)[1]
            strength = 0.02 + 0.03 * min(1.0, (progress - self.critic_from) / 0.3)
            terms["gan"] = strength * losses.hinge_maker(opinions)
            terms["matching"] = losses.feature_matching(layers, real)
            batch["made"] = made.detach()
        return terms

    def critic_loss(
        self, critic: nn.Module, network: nn.Module, batch: dict[str, Tensor], step: Step
    ) -> dict[str, Tensor]:
        told = conditions(batch)
        terms = {"hinge": losses.hinge_critic(critic(batch["goal"], told), critic(batch["made"], told))}
        if step.r1:
            terms["r1"] = losses.r1(critic, batch["goal"], told)
        return terms

    @staticmethod
    def made(network: nn.Module, facts: dict[str, Tensor], phase: str, draft: Tensor | None = None) -> Tensor:
        """(B, 4, H, W) float32 of a phase."""
        x = planes(facts["ink"], facts["colors"], phase, facts["strength"], draft=draft, noise=facts["noise"])
        return network(x).float()

    # --- what is told ----------------------------------------------------------------------------------

    @cached_property
    def checks(self) -> pirec_checks.Checks:
        """Validation pictures with drawings of them, and what does without weights makes of them."""
        indices = torch.arange(self.options.checks)
        view = seen.View(*self.figures(self.checked, indices))
        return pirec_checks.Checks(view, self.device)

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """PSNR over figure and head box, of both phases, worse drawings, and the three weight-free forms."""
        return self.checks.measure(lambda facts, phase, draft: self.made(network, facts, phase, draft))

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray:
        """Eight validation views, mostly heads: lines, blocks, draft, result, truth."""
        chance = views.Chance(torch.Generator().manual_seed(2), self.device)
        indices = torch.arange(min(8, self.options.checks))
        pictures, head = self.figures(self.checked, indices)
        view = seen.half_views(pictures, head, chance, 0.5, 0.0)
        facts, goal = pirec_checks.facts_of(seen.View(seen.bled(view.pictures), view.head), 2)
        draft = self.made(network, facts, "generate")
        result = self.made(network, facts, "refine", draft)
        colors = facts["colors"]
        blocks = colors[:, :3] * colors[:, 3:] + 1 - colors[:, 3:]
        ink = (1 - facts["ink"]).expand(-1, 3, -1, -1)
        rows = [ink, blocks, draft[:, :3], result[:, :3], goal[:, :3]]
        return views.strip(torch.cat(rows), len(indices)).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 1, "config": self.config, "recipe": "PI-REC's three phases; train/pirec.py"}


def phase_of(number: int, progress: float) -> str:
    """The phase of a step; shares are kept exactly, not by chance."""
    if progress < IMITATE:
        return "imitate"
    place = number * 0.6180339887 % 1
    for phase, share in LATER["generate" if progress < REFINE else "refine"]:
        if place < share:
            return phase
        place -= share
    return "generate"


def conditions(batch: dict[str, Tensor]) -> Tensor:
    """(B, 5, H, W) what the critic is told: lines and blocks. It then asks for pictures of this drawing."""
    colors = batch["colors"]
    return torch.cat([batch["ink"], colors[:, :3] * colors[:, 3:], colors[:, 3:]], 1)


def block_colors(made: Tensor, goal: Tensor, painted: Tensor) -> Tensor:
    """How far the mean colors of places of 16 pixels are off, where they are painted: a color that is given
    is to be met, whatever becomes of the details."""
    pool = nn.functional.avg_pool2d
    return losses.charbonnier(pool(made[:, :3], 16), pool(goal[:, :3], 16), pool(painted, 16) + 0.05)


if __name__ == "__main__":
    loop.main(Recipe)
