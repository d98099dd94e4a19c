"""What a training script is made of: its options, its recipe, and a step as the recipe sees it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import torch
from torch import Tensor, nn

from train.factory.holdout import Split

from .pictures import Pictures


def option(default: Any, words: str) -> Any:
    """A field of Options with a line of help, an alternative to `Annotated[kind, words]`."""
    return field(default=default, metadata={"help": words})


def small(widths: str) -> dict[str, Any]:
    """Arguments of a U-Net of these channels by level ("16,32,64"), one block each; none for ""."""
    channels = [int(w) for w in widths.split(",")] if widths else []
    return {"widths": channels, "blocks": [1] * len(channels)} if channels else {}


@dataclass(frozen=True)
class Options:
    """What every script understands; a script's own options extend it. The words are the help."""

    out: Annotated[Path, "the run folder; a run that it holds goes on"] = Path("runs/latest")
    steps: Annotated[int | None, "how many steps, or"] = None
    minutes: Annotated[float | None, "how many minutes, counting those before a resume"] = None
    batch: Annotated[int, "pictures a step and process"] = 16
    rate: Annotated[float, "the highest learning rate"] = 3e-4
    seed: Annotated[int, "another seed, another run"] = 0
    device: Annotated[Literal["auto", "cpu", "cuda"], "where to train"] = "auto"
    precision: Annotated[Literal["auto", "fp32", "bf16"], "auto: bf16 where the hardware has it"] = "auto"
    start: Annotated[Path | None, "weights (.safetensors) to begin with, with a fresh optimizer"] = None
    pictures: Annotated[int, "pictures drawn for training; 590 KB each at 256x384"] = 4096
    each: Annotated[int, "pictures of each character"] = 16
    workers: Annotated[int, "processes that draw"] = 1
    store: Annotated[Path | None, "where drawn pictures are kept (default runs/pictures)"] = None
    save_every: Annotated[int, "steps between states"] = 200
    sample_every: Annotated[int, "steps between samples and validation figures"] = 500
    log_every: Annotated[int, "steps between figures; the GPU is only waited for then"] = 20
    export: Annotated[Path | None, "also write the weights there, card beside them"] = None
    compile: Annotated[bool, "torch.compile, on CUDA"] = False
    tensorboard: Annotated[bool, "write for TensorBoard too"] = True
    # 0.999 averages about the last thousand steps; it starts shorter (engine.Average)
    ema: Annotated[float, "decay of the averaged weights, which are what is exported"] = 0.999
    clip: Annotated[float, "longest gradient"] = 1.0
    decay: Annotated[float, "weight decay"] = 0.01
    critic_rate: Annotated[float, "the highest learning rate of the critic, where there is one"] = 4e-4


@dataclass
class Step:
    """One step as a recipe sees it.

    number: from 0. progress: 0 to 1 of the budget. size: pictures to give. generator: of `device`; host: of
    the CPU; both start anew from (seed, rank, number). critic: the critic while it takes part, else None; its
    own steps compute the gradient penalty where `r1` says so.
    """

    number: int
    progress: float
    size: int
    device: torch.device
    rank: int
    world: int
    generator: torch.Generator
    host: torch.Generator
    critic: nn.Module | None = None
    r1: bool = False


class Recipe(ABC):
    """What is trained, on what, and against which losses. One subclass per script."""

    name: str
    """The weights' file name without its ending; a recipe may change its own."""
    architecture: ClassVar[str]
    """A key of `anigen_core.weights.ARCHITECTURES`."""
    Options: ClassVar[type] = Options
    critic_from: float = 0.4
    """The progress from which the critic takes part."""

    def __init__(self, options: Any, device: torch.device, rank: int = 0, world: int = 1) -> None:
        self.options, self.device, self.rank, self.world = options, device, rank, world
        self._stores: list[Pictures] = []

    def draw(
        self,
        split: Split,
        size: tuple[int, int],
        passes: Collection[str],
        *,
        count: int | None = None,
        each: int | None = None,
        avatars: Path | None = None,
    ) -> Pictures:
        """A store of pictures as the options say, kept on the training device where that is a GPU."""
        o = self.options
        made = Pictures(
            split,
            size,
            passes,
            count=o.pictures if count is None else count,
            each=o.each if each is None else each,
            workers=o.workers,
            folder=o.store,
            avatars=avatars,
        )
        self._stores.append(made)
        return made.to(self.device) if self.device.type != "cpu" else made

    @abstractmethod
    def network(self) -> nn.Module:
        """A new network. torch's global generator is seeded."""

    def started(self, state: dict[str, Tensor], own: dict[str, Tensor], path: Path) -> dict[str, Tensor]:
        """The weights that `--start` gave, made to fit where the network has changed since. own: what a new
        network has. path: their file; its card lies beside it."""
        del own, path
        return state

    def shipped(self, state: dict[str, Tensor]) -> dict[str, Tensor]:
        """The part of the network's weights that is exported."""
        return state

    def optimizer(self, network: nn.Module) -> torch.optim.Optimizer | None:
        """Another optimizer than the loop's AdamW, or None. The loop sets its learning rate."""
        return None

    def critic(self) -> nn.Module | None:
        """The critic of a GAN, or None."""
        return None

    @abstractmethod
    def batch(self, step: Step) -> dict[str, Tensor]:
        """A batch on step.device, all randomness from step.generator and step.host. No gradients."""

    @abstractmethod
    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        """Weighted terms by name; their sum is minimized. May add to `batch` what `critic_loss` needs."""

    def critic_loss(
        self, critic: nn.Module, network: nn.Module, batch: dict[str, Tensor], step: Step
    ) -> dict[str, Tensor]:
        """Weighted terms of the critic (losses.hinge_critic, and where step.r1 losses.r1). Only asked for
        where there is a critic."""
        raise TypeError(f"{type(self).__name__} has a critic, so it must say what the critic's loss is.")

    def sample(self, network: nn.Module) -> np.ndarray | None:
        """A fixed strip of the validation split, HW3 uint8, by the averaged network."""
        return None

    def measure(self, network: nn.Module) -> dict[str, float]:
        """Quick figures on the validation split, by name."""
        return {}

    def card(self) -> dict[str, Any]:
        """Fields of the WeightCard: data, recipe, config ..."""
        return {}

    def close(self) -> None:
        """Let go of everything."""
        for store in self._stores:
            store.close()
