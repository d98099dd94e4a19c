"""Train the face maker after Jin et al. 2017: wishes and a latent become a face.

    python -m train.faces_crops --out runs/faces.safetensors --pictures 6144 --each 4
    python -m train.faces --crops runs/faces.safetensors --minutes 40 --device cpu --out runs/faces

Pairs     The paper has pictures with tags that another network guessed, and leaves everything to a critic. We
          know every face's wishes, colors and parts, so that most is taught: an observer, which is not
          shipped, reads the latent off the true face, and the network draws that face again. Its normal
          distribution is held near the one that the wishes imply (a conditional VAE, Sohn et al. 2015), from
          which a seed's latent is drawn later.
Wishes    Each group and each color is left open by chance, so that it may be.
Sizes     64 pixels first, 128 from --fine-from on: a step at 64 costs a third, and fields of 64 that are told
          each part's share of a pixel hold borders finer than that.
Losses    Colors over white, the face's own parts x4 (eyes are two pixels in a hundred); parts, coverage, ink;
          gradients; features of our tagger.
Critic    From --critic-from on, the paper's: an auxiliary classifier tells the words and the colors, wishes
          of what is made are drawn at random, group by group, and DRAGAN's penalty (Kodali et al. 2017) holds
          its slope near 1 around the true faces. It looks at 64 pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.errors import InputError
from anigen_core.facemaking.wishing import COLORED, face_labels
from anigen_core.networks.faces import LATENT, PARTS, SHARP, SIDE, Faces, Fields, composed
from anigen_core.networks.tagger import Tagger
from train import loop, losses, views
from train.faces_critic import Critic, dragan
from train.faces_crops import UNKNOWN
from train.observer import Observer
from train.psgan_told import word_spans
from train.recipe import Options as Common
from train.recipe import Step
from train.tagger import features_of

LATENT_WEIGHT = 1.5e-4
"""Of the divergence of the observer's latents from those that the wishes imply."""

PART_WEIGHTS = {
    **dict.fromkeys(("brow", "sclera", "iris", "pupil", "highlight", "lash", "mouth"), 4.0),
    "background": 0.5,
    "skin": 1.5,
    "cloth": 0.5,
}
"""Of a pixel; of what is not listed 1."""

FEATURES_FROM = 0.3
"""Progress from which the tagger's features are compared: it sees nothing in a fog."""

CRISP = 2.5
"""How much surer than it is the network appears to the critic."""

ADVERSARIAL = 0.03
"""Of the critic's opinion; its classes count a third of that each."""


@dataclass(frozen=True)
class Options(Common):
    """Options of this script; those of all scripts are in train/recipe.py."""

    crops: Annotated[Path | None, "faces that train.faces_crops has cut"] = None
    tagger: Annotated[Path | None, "our tagger's weights, for the feature loss"] = None
    rate: Annotated[float, "the highest learning rate"] = 2e-3  # standardized weights stand high rates
    critic_from: Annotated[float, "progress from which the critic takes part; 1 leaves it out"] = 0.75
    fine_from: Annotated[float, "progress from which 128 pixels are learned"] = 0.6
    checks: Annotated[int, "faces kept for checking, of characters that nothing is learned from"] = 64
    widths: Annotated[str, "channels by level, for trials; empty: as shipped"] = ""


class Taught(nn.Module):
    """The generator, and the observer that it learns with, of the true face at 64x64."""

    def __init__(self, generator: Faces) -> None:
        super().__init__()
        self.generator, self.observer = generator, Observer((4, 4), LATENT)


class Recipe(loop.Recipe):
    """See the module."""

    name = "faces"
    architecture = "faces"
    Options = Options

    def __init__(self, options: Any, device: torch.device, rank: int = 0, world: int = 1) -> None:
        super().__init__(options, device, rank, world)
        if options.crops is None or not options.crops.is_file():
            raise InputError("Give the faces to learn from: --crops FILE, which train.faces_crops writes.")
        self.critic_from = options.critic_from
        self.words = face_labels()
        self.spans = word_spans(self.words)

    @cached_property
    def _faces(self) -> tuple[dict[str, Tensor], Tensor, Tensor]:
        """The crops, and which are learned from and which checked with."""
        crops = load_file(self.options.crops)
        if crops["wish"].shape[1] != len(self.words) + 4 * len(COLORED):
            raise InputError("These faces were cut for other words; cut them again.")
        # By the character's number, so that more faces in the same file change nothing for those there.
        kept = crops["owner"].numpy() % 16 == 0
        if kept.all() or not kept.any():
            kept = np.arange(len(kept)) % 4 == 0
        learned, checked = np.flatnonzero(~kept), np.flatnonzero(kept)[: self.options.checks]
        return crops, torch.from_numpy(learned), torch.from_numpy(checked)

    @cached_property
    def config(self) -> dict[str, Any]:
        """Arguments of the network."""
        widths = [int(w) for w in self.options.widths.split(",")] if self.options.widths else []
        return {"words": len(self.words), **({"widths": widths} if widths else {})}

    def network(self) -> nn.Module:
        return Taught(Faces(**self.config))

    def started(self, state: dict[str, Tensor], own: dict[str, Tensor], path: Path) -> dict[str, Tensor]:
        return own | {f"generator.{name}": value for name, value in state.items()}

    def shipped(self, state: dict[str, Tensor]) -> dict[str, Tensor]:
        return {k.removeprefix("generator."): v for k, v in state.items() if k.startswith("generator.")}

    def critic(self) -> nn.Module:
        return Critic(5, len(self.words) + 4 * len(COLORED))

    @cached_property
    def features(self) -> Tagger | None:
        """Our tagger, frozen, where its weights are."""
        return features_of(self.options.tagger, self.device)

    # --- batches ---------------------------------------------------------------------------------------

    def facts(self, indices: Tensor, *, fine: bool = True) -> dict[str, Tensor]:
        """goal (B, 4, S, S) over white and coverage, ink (B, 1, S, S), parts (B, 13, S, S) shares of a pixel,
        known (B, 1, S, S) 1 on the picture, wish (B, words + 12). S: 128, or 64 where not fine."""
        crops = self._faces[0]
        picture, ink, parts, wish = (
            crops[k][indices].to(self.device) for k in ("picture", "ink", "parts", "wish")
        )
        picture = picture.permute(0, 3, 1, 2).float() / 255
        alpha = picture[:, 3:]
        known = parts != UNKNOWN
        numbers = torch.arange(len(PARTS), dtype=torch.uint8, device=self.device)
        maps = {
            "goal": torch.cat([picture[:, :3] * alpha + 1 - alpha, alpha], 1),
            "ink": ink[:, None].float() / 255,
            "parts": (torch.where(known, parts, 0)[:, None] == numbers[:, None, None]).float(),
            "known": known[:, None].float(),
        }
        if not fine:
            maps = {name: functional.avg_pool2d(value, 2) for name, value in maps.items()}
        return maps | {"wish": wish.float()}

    def batch(self, step: Step) -> dict[str, Tensor]:
        crops, learned, _ = self._faces
        chance = views.Chance(step.generator, self.device)

        def some() -> Tensor:
            return learned[torch.randint(len(learned), (step.size,), generator=step.host)]

        facts = self.facts(some(), fine=step.progress >= self.options.fine_from)
        facts["true"] = facts["wish"]
        facts["wish"] = self.opened(facts["wish"], chance)
        facts["noise"] = chance.normal(step.size, LATENT)
        # Every group of what the critic is shown comes from a face of its own.
        rows = crops["wish"]
        mixed = torch.cat([rows[some()][:, a:b] for a, b in self._loose], 1).to(self.device)
        facts["mixed"] = self.opened(mixed[:, self._order.to(self.device)].float(), chance, 0.25)
        facts["free"] = chance.normal(step.size, LATENT)
        return facts

    @cached_property
    def _loose(self) -> list[tuple[int, int]]:
        """Columns of a wish that are drawn together; the colors of all parts go with one another."""
        return [*self.spans, (len(self.words), len(self.words) + 4 * len(COLORED))]

    @cached_property
    def _order(self) -> Tensor:
        return torch.cat([torch.arange(a, b) for a, b in self._loose]).argsort()

    def opened(self, wish: Tensor, chance: views.Chance, most: float = 1.0) -> Tensor:
        """Wishes with groups and colors left open; some with hardly any, some with nearly all. most: the
        largest share."""
        wish, count = wish.clone(), len(wish)
        share = most * chance.uniform(count, 1) ** 2
        for a, b in self.spans:
            wish[:, a:b] *= (chance.uniform(count, 1) > share).float()
        colors = wish[:, len(self.words) :].view(count, -1, 4)
        colors *= (chance.uniform(count, len(COLORED)) > 0.5 * share).float()[..., None]
        return wish

    # --- losses ----------------------------------------------------------------------------------------

    def loss(self, network: Any, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        maker, wish = network.generator, batch["wish"]
        mean, spread = network.observer(small(batch["goal"]))
        latent = mean + (0.5 * spread).exp() * batch["noise"]
        side = batch["goal"].shape[-1]
        fields = maker.said(wish, latent, fine=side == SIDE)
        made = composed(fields, side)
        over = on_white(made)
        terms = judged(made, over, fields, batch)
        terms["latent"] = LATENT_WEIGHT * divergence(mean, spread, *maker.expected(wish))
        half = (len(wish) + 1) // 2  # of the dearer losses
        if step.progress > FEATURES_FROM and self.features is not None:
            known = batch["known"][:half]
            goal, shown = (x[:half, :3] * known + 1 - known for x in (batch["goal"], over))
            terms["features"] = 0.2 * losses.perceptual(self.features, shown, goal)
        if isinstance(step.critic, Critic):
            mixed = batch["mixed"] = batch["mixed"][:half]
            free = maker.said(mixed, maker.latent(mixed, batch["free"][:half]), fine=side == SIDE)
            dreamt = small(on_white(composed(free, side, CRISP)))
            real, told = step.critic(dreamt)
            terms["gan"] = ADVERSARIAL * functional.softplus(-real).mean()
            terms["classes"] = ADVERSARIAL * step.critic.mistaken(told, mixed)
            batch["made"] = dreamt.detach()
        return terms

    def critic_loss(
        self, critic: nn.Module, network: nn.Module, batch: dict[str, Tensor], step: Step
    ) -> dict[str, Tensor]:
        assert isinstance(critic, Critic)
        count = len(batch["made"])
        true = small(torch.cat([batch["goal"], batch["ink"]], 1)[:count])
        real, told = critic(true)
        fake, _ = critic(batch["made"])
        return {
            "real": functional.softplus(-real).mean(),
            "fake": functional.softplus(fake).mean(),
            "classes": critic.mistaken(told, batch["true"][:count]),
            "dragan": 0.5 * dragan(lambda x: critic(x)[0], true, step.generator),
        }

    # --- what is told ----------------------------------------------------------------------------------

    @torch.no_grad()
    def measure(self, network: Any) -> dict[str, float]:
        """Of faces kept apart: PSNR over the figure and parts' accuracy as the observer sees them, the latter
        also over eyes, brows and mouths."""
        facts = self.facts(self._faces[2])
        latent = network.observer(small(facts["goal"]))[0]
        fields = network.generator.said(facts["wish"], latent)
        over = on_white(composed(fields, facts["goal"].shape[-1], CRISP))
        weight = facts["known"] * (facts["goal"][:, 3:] > 0.5)
        error = ((over[:, :3] - facts["goal"][:, :3]).square() * weight).sum((1, 2, 3))
        mean = error / (3 * weight.sum((1, 2, 3))).clamp_min(1)
        truth = facts["parts"].argmax(1)
        right = (fields.parts.argmax(1) == truth).float()
        eyes = (truth >= PARTS.index("brow")) & (truth <= PARTS.index("mouth"))
        known = facts["known"][:, 0]
        return {
            "psnr": float((-10 * mean.clamp_min(1e-6).log10()).mean()),
            "parts": float((right * known).sum() / known.sum()),
            "features_found": float((right * eyes).sum() / eyes.sum().clamp_min(1)),
        }

    @torch.no_grad()
    def sample(self, network: Any) -> np.ndarray:
        """Faces kept apart: the truth, the same by the observer's latent, by chance with the same wishes, and
        by chance as they are shipped."""
        facts = self.facts(self._faces[2][:12])
        maker, wish, side = network.generator, facts["wish"], facts["goal"].shape[-1]
        seen = network.observer(small(facts["goal"]))[0]
        noise = torch.randn(wish.shape[0], LATENT, generator=torch.Generator().manual_seed(1)).to(wish)
        free = maker.said(wish, maker.latent(wish, noise))
        rows = [
            facts["goal"],
            on_white(composed(maker.said(wish, seen), side)),
            on_white(composed(free, side)),
            on_white(functional.avg_pool2d(composed(free, 2 * side, SHARP, outlined=True), 2)),
        ]
        return views.strip(torch.cat([row[:, :3] for row in rows]).clamp(0, 1), len(wish)).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 0, "config": self.config, "labels": list(self.words)}


def on_white(made: Tensor) -> Tensor:
    """(B, 5, S, S): straight RGB, coverage, ink to color over white, coverage, ink."""
    alpha = made[:, 3:4]
    return torch.cat([made[:, :3] * alpha + 1 - alpha, made[:, 3:]], 1)


def small(picture: Tensor) -> Tensor:
    """At 64 pixels."""
    return functional.avg_pool2d(picture, 2) if picture.shape[-1] == SIDE else picture


def divergence(mean: Tensor, spread: Tensor, wanted: Tensor, width: Tensor) -> Tensor:
    """Kullback-Leibler divergence of normal distributions (B, K) from others, log variances; summed over K,
    mean over B."""
    far = ((mean - wanted).square() + spread.exp()) / width.exp()
    return 0.5 * (far - 1 + width - spread).sum(1).mean()


def judged(made: Tensor, over: Tensor, fields: Fields, facts: dict[str, Tensor]) -> dict[str, Tensor]:
    """The supervised losses. made (B, 5, S, S) and the same over white; facts as in `Recipe.facts`."""
    table = torch.tensor([PART_WEIGHTS.get(name, 1.0) for name in PARTS], device=made.device)
    goal, ink, known = facts["goal"], facts["ink"], facts["known"]
    counted = facts["parts"] * table[:, None, None]
    weight = counted.sum(1, keepdim=True) * known
    parts = -(fields.parts.log_softmax(1) * counted).sum(1, keepdim=True)
    return {
        "pixels": 1.5 * losses.charbonnier(over[:, :3], goal[:, :3], weight),
        "alpha": 0.5 * losses.charbonnier(made[:, 3:4], goal[:, 3:], known),
        "ink": 0.15 * losses.bce(fields.ink, ink, known, positive=2.0),
        "parts": 0.3 * (parts * known).sum() / weight.sum().clamp_min(1),
        "gradient": 0.5 * losses.gradient(over[:, :3], goal[:, :3], weight, scales=2),
        "rest": 0.03 * fields.rest.abs().mean(),
    }


if __name__ == "__main__":
    loop.main(Recipe)
