"""Who runs the networks of a studio: the shipped weights, and somebody's own in the place of some of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from anigen_core.adapted import Adapted, find_adapted, one_each, open_adapted
from anigen_core.painters import SEER, Painters, weights_of
from anigen_core.weights import list_weights

if TYPE_CHECKING:
    from anigen_core.runner import OpenVinoRunner, Runner, TorchRunner
    from anigen_core.settings import Settings
    from anigen_core.weights import WeightCard

Engine = Literal["auto", "torch", "openvino"]

KEPT = 2
"""Sets of somebody's own weights that stay loaded; a set takes up to some 100 MB."""


class Runners:
    """The runners of a studio, each made when first asked for. Thread-safe.

    engine: see `runner.pick_runner`. folder: of the shipped weights, None for those of the program. adapted:
    files of somebody's own weights that run wherever a document names no others.

    Raises:
        InputError: a file of `adapted` is no such file, or two of them are for one network.
    """

    def __init__(self, engine: Engine, folder: Path | None, adapted: Sequence[Path | str] = ()) -> None:
        self._engine: Engine = engine
        self._folder = folder
        self._given = one_each([open_adapted(path, folder) for path in adapted])
        self._shipped: TorchRunner | OpenVinoRunner | None = None
        self._owned: OrderedDict[tuple[object, ...], Owned] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, weights: str) -> None:
        """Raises InputError where a document's own weights are not here, or damaged."""
        self._chosen(weights)

    def runner(self, weights: str = "") -> Runner:
        """What runs the networks, with the user's weights of that name where there is one."""
        from anigen_core.runner import pick_runner

        own = self._chosen(weights)
        with self._lock:
            if self._shipped is None:
                self._shipped = pick_runner(self._engine, folder=self._folder)
            if not own:
                return self._shipped
            key = tuple((one.path, one.card.sha256) for one in own)
            if key not in self._owned:
                fresh = pick_runner(self._engine, folder=self._folder, adapted=own)
                self._owned[key] = Owned(self._shipped, fresh, own)
            self._owned.move_to_end(key)
            while len(self._owned) > KEPT:
                self._owned.popitem(last=False)
            return self._owned[key]

    def release(self) -> None:
        """Give back the memory that networks computed in, see `TorchRunner.release`."""
        with self._lock:
            made = [self._shipped, *self._owned.values()]
        for runner in made:
            if runner is not None:
                runner.release()

    def having(self, name: str, weights: str = "") -> Runner | None:
        """The runner, where there are shipped weights `name`."""
        return self.runner(weights) if name in list_weights(self._folder) else None

    def painter(self, settings: Settings) -> Runner | None:
        """The runner where a network is to paint and its weights are there."""
        name = weights_of(settings)
        return self.having(name, settings.weights) if name else None

    def painters(self, settings: Settings) -> Painters:
        """Who paints as the settings say."""
        return Painters(self.painter(settings), self.having(SEER) if settings.painter == "colorize" else None)

    def drawer(self, settings: Settings) -> Runner | None:
        """The runner where the network may draw the body and its weights are there."""
        from anigen_core.stages.generate import NAME

        return None if settings.figure == "mannequin" else self.having(NAME, settings.weights)

    def _chosen(self, weights: str) -> tuple[Adapted, ...]:
        """The user's own weights of a name; "" are those that the studio was given."""
        if not weights:
            return self._given
        given = tuple(own for own in self._given if own.name == weights)
        return given or find_adapted(weights, shipped=self._folder)


class Owned:
    """A runner with somebody's own weights in the place of some; all others are the shipped one's, so that
    they are in memory once."""

    def __init__(
        self, shipped: Runner, own: TorchRunner | OpenVinoRunner, adapted: Sequence[Adapted]
    ) -> None:
        self._shipped, self._own = shipped, own
        self._names = {one.network: one.name for one in adapted}

    def _of(self, name: str | None) -> Runner:
        return self._own if name in self._names else self._shipped

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        """As `Runner.run`."""
        return self._of(name).run(name, *arrays)

    def describe(self, name: str | None = None) -> str:
        """As `Runner.describe`; says whose weights run."""
        words = self._of(name).describe(name)
        return f"{words}, your weights {self._names[name]}" if name in self._names else words

    def card(self, name: str) -> WeightCard | None:
        """As `Runner.card`."""
        return self._of(name).card(name)

    def release(self) -> None:
        """As `TorchRunner.release`, of somebody's own networks."""
        self._own.release()
