"""The recipes of train/ with somebody's own pictures mixed in, each from where its schedule is settled on.

A script's schedule is made for a network that knows nothing: small pictures first, imitation before drawing.
One that is adapted knows all that, so that the whole budget passes as the late part of the script's.
"""

from __future__ import annotations

import importlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, make_dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from anigen_core.adapted import NETWORKS
from anigen_core.errors import InputError
from anigen_core.networks.psgan import LATENT
from anigen_core.weights import build, list_weights, load_card
from train import loop
from train.adapt_material import Material
from train.adapt_store import Mixed
from train.recipe import Step


@dataclass(frozen=True)
class Way:
    """How a network is adapted.

    late: the part of the script's schedule that the budget runs through, from and to. rate: the highest
    learning rate. batch: as the script means it, on a CPU and on a GPU. without: terms of the loss that need
    what is not shipped, and would teach from random numbers.
    """

    late: tuple[float, float]
    rate: float
    batch: tuple[int, int]
    without: tuple[str, ...] = ()


WAYS = {
    "pirec": Way((0.62, 1.0), 4e-4, (4, 64)),
    "psgan": Way((0.3, 0.7), 5e-4, (8, 96)),
    "colorize": Way((0.55, 1.0), 1e-3, (6, 96), ("gray", "color")),
    "repose": Way((0.6, 1.0), 2e-4, (8, 64)),
}
UNTOLD = 0.5
"""Share of the own pictures of which the colorizer is told nothing, besides those that training leaves so."""

Watch = Callable[[int, float], None]
"""Told the number of a step, and how far the budget is spent, 0 to 1."""


def adapting(
    model: str, material: Material, watch: Watch, shipped: Path | None = None
) -> tuple[type[loop.Recipe], type]:
    """The recipe of `train.MODEL` with a material mixed in, and its options, which have two fields more:
    `material`, its digest, and `share`, of each batch that is own. shipped: folder of the shipped weights.

    Raises:
        InputError: there is no such script, or no shipped weights to begin with.
    """
    known = list_weights(shipped)
    if model not in NETWORKS or model not in known:
        there = ", ".join(name for name in NETWORKS if name in known)
        raise InputError(f"The network {model!r} cannot be adapted; those that can are {there}.")
    script: Any = importlib.import_module(f"train.{model}")
    card = load_card(model, shipped)
    way = WAYS[model]
    options = make_dataclass(
        "Options", [("material", str, ""), ("share", float, 0.5)], bases=(script.Options,), frozen=True
    )

    class Adapting(script.Recipe):
        """See the module."""

        Options = options

        @cached_property
        def config(self) -> dict[str, Any]:
            """Arguments of the network: those of the shipped one."""
            return dict(card.config)

        @cached_property
        def features(self) -> Any:
            """The tagger on a GPU alone: on a CPU it is a third of the time, and is worth it after hours."""
            return super().features if self.device.type == "cuda" else None

        @cached_property
        def store(self) -> Mixed:
            o = self.options
            theirs = self.draw("train", material.size, tuple(material.passes))
            return Mixed(material, theirs, each=o.each, share=o.share)

        @cached_property
        def checked(self) -> Mixed:
            """The own pictures alone: what the sample shows."""
            return Mixed(material, None, each=self.options.each, share=1.0)

        def critic(self) -> nn.Module | None:
            """None: what a critic would have to learn takes longer than all of this."""
            return None

        def heads(self, store: Any, indices: Tensor) -> Tensor:
            return store.heads(indices, super().heads(store, indices))

        def turns(self, store: Any, indices: Tensor, chance: Any) -> Tensor:
            """Own colors stay as they are: they are what is to be learned."""
            own = (store.own(indices) >= 0).view(-1, 1, 1).to(self.device)
            same = torch.eye(3, device=self.device)
            return torch.where(own, same, super().turns(store, indices, chance))

        def batch(self, step: Step) -> dict[str, Tensor]:
            watch(step.number, step.progress)
            return super().batch(later(step, way))

        def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
            terms = super().loss(network, batch, later(step, way))
            return {name: term for name, term in terms.items() if name not in way.without}

        def measure(self, network: nn.Module) -> dict[str, float]:
            """Nothing: the figures of the script are of other characters; train.evaluate adapt has them."""
            return {}

    if model == "psgan":
        return _by_its_own_pictures(Adapting), options
    if model == "colorize":
        return _untold(Adapting), options
    return Adapting, options


def _untold(kind: Any) -> Any:
    """The colorizer's recipe, told nothing of most own pictures: whose colors they are is what it learns."""

    class Untold(kind):
        def turns(self, store: Any, indices: Tensor, chance: Any) -> Tensor:
            self.mine = (store.own(indices) >= 0).to(self.device)
            return super().turns(store, indices, chance)

        def batch(self, step: Step) -> dict[str, Tensor]:
            batch = super().batch(step)
            told = torch.rand(len(self.mine), generator=step.host).to(self.device) >= UNTOLD
            told |= ~self.mine
            for name in ("hints", "reference", "palette"):
                batch[name] = batch[name] * told.view(-1, *[1] * (batch[name].ndim - 1))
            return batch

    return Untold


class _Nobody(nn.Module):
    """In the place of PSGAN's observer, which is not shipped: tells nothing of a character, so that latents
    are chance and whoever has taught the network looks so for every seed."""

    def forward(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        nothing = seen.new_zeros(len(seen), LATENT)
        return nothing, nothing


def _by_its_own_pictures(kind: Any) -> Any:
    """PSGAN's recipe at the largest size that the shipped weights know, whatever the store's. Of the
    factory's characters it is taught what the shipped network draws of them: with latents by chance, the
    truth would blur them all."""

    class Kept(kind):
        @property
        def most(self) -> int:
            return len(self.config["widths"])

        def levels(self, progress: float) -> int:
            return self.most

        def network(self) -> nn.Module:
            taught = super().network()
            taught.observer = _Nobody()
            return taught

        @cached_property
        def before(self) -> Any:
            """The network as it was shipped."""
            return build(self.name, self.options.start.parent).to(self.device)

        def facts(self, store: Any, indices: Tensor, levels: int, chance: Any) -> dict[str, Tensor]:
            own = store.own(indices) >= 0
            return {**super().facts(store, indices, levels, chance), "own": own.to(self.device)}

        def batch(self, step: Step) -> dict[str, Tensor]:
            batch = super().batch(step)
            theirs = ~batch["own"]
            if bool(theirs.any()):
                told = torch.cat([batch["wish"], batch["noise"]], 1)[theirs]
                with torch.no_grad():
                    drawn = self.before.grown(batch["points"][theirs], told, self.most)[-1].float()
                for name, value in (
                    ("goal", drawn[:, :4].clamp(0, 1)),
                    ("ink", drawn[:, 4:5].clamp(0, 1)),
                    ("parts", drawn[:, 5:].argmax(1)),
                ):
                    batch[name] = batch[name].clone()
                    batch[name][theirs] = value
            return batch

    return Kept


def later(step: Step, way: Way) -> Step:
    """The step as the script is to see it."""
    a, b = way.late
    return replace(step, progress=a + (b - a) * step.progress)


def options_for(
    kind: type,
    model: str,
    out: Path,
    material: Material,
    start: Path,
    *,
    minutes: float | None,
    steps: int | None,
    device: str,
    share: float,
    pictures: int,
    each: int,
    workers: int,
    store: Path | None,
    rate: float | None,
    batch: int | None,
    seed: int,
) -> Any:
    """The script's options, for a short run from the shipped weights."""
    way = WAYS[model]
    gpu = device == "cuda" or (device == "auto" and torch.cuda.is_available())
    values: dict[str, Any] = {
        "out": out,
        "minutes": minutes,
        "steps": steps,
        "batch": batch or way.batch[gpu],
        "rate": rate or way.rate,
        "seed": seed,
        "device": device,
        "start": start,
        "pictures": pictures,
        "each": each,
        "workers": workers,
        "store": store,
        "save_every": 50,
        "sample_every": 1 << 40,
        "tensorboard": False,
        "ema": 0.99,
        "checks": 8,
        "tall": material.size[1],
        "critic_from": 1.0,
        "material": material.digest(),
        "share": share,
    }
    known = set(kind.__dataclass_fields__)  # type: ignore[attr-defined]
    return kind(**{name: value for name, value in values.items() if name in known})


class Progress:
    """What a page can read of a run: a small JSON file, replaced in one go.

    state: preparing, learning, paused, done or failed. fraction: of that state, 0 to 1. seconds_left: of
    all, null while nobody knows. message: a plain sentence.
    """

    EVERY = 1.0

    def __init__(self, path: Path, minutes: float | None) -> None:
        self._path, self._minutes = path, minutes
        self._told = -np.inf

    def tell(self, state: str, fraction: float, message: str, **more: Any) -> None:
        """Write it, at most once a second while something goes on."""
        from train.runs import write_safely

        now = time.monotonic()
        if (
            state in ("preparing", "learning")
            and fraction not in (0.0, 1.0)
            and now - self._told < self.EVERY
        ):
            return
        self._told = now
        told = {
            "state": state,
            "fraction": round(fraction, 4),
            "seconds_left": None,
            "message": message,
            **more,
        }
        write_safely(self._path, lambda file: file.write(json.dumps(told).encode()))

    def watch(self, number: int, progress: float) -> None:
        """A step is about to be taken."""
        left = None if self._minutes is None else round(self._minutes * 60 * (1 - progress))
        words = f"Learning: step {number}"
        if left is not None:
            words += f", about {max(1, round(left / 60))} minutes left"
        self.tell("learning", progress, words + ".", seconds_left=left, steps=number)
