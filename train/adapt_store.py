"""Somebody's own pictures beside the factory's, as one store: every script learns from it unchanged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from anigen_core.errors import InputError
from train.adapt_material import Material
from train.pictures import LANES, Pictures


class Mixed:
    """Has the face of `pictures.Pictures`.

    The factory's pictures come first, then the own ones. These are repeated to whole blocks of the order
    (`pictures.place_of`), so that the other picture of an own one's character is an own one, too.

    material: the own pictures. factory: None for the own ones alone. share: of each batch that is own.
    """

    def __init__(self, material: Material, factory: Pictures | None, *, each: int, share: float) -> None:
        if factory is not None and (factory.size != material.size or factory.each != each):
            raise InputError("Own pictures and the factory's must have one size.")
        self.material, self.factory, self.each = material, factory, each
        self.share = share if factory is not None else 1.0
        block = LANES * each
        self.first = 0 if factory is None else -(-factory.count // block) * block
        self.count = self.first + max(1, -(-len(material) // block)) * block
        self.size = material.size
        self.device = torch.device("cpu") if factory is None else factory.device
        self._own = {name: torch.from_numpy(array) for name, array in material.passes.items()}
        self._own = {name: array.to(self.device) for name, array in self._own.items()}

    def need(self, n: int) -> None:
        """Wait until pictures 0 to n-1 are drawn."""
        if self.factory is not None:
            self.factory.need(min(n, self.factory.count))

    def visible(self, step: int, first: int, fresh: float) -> int:
        """How many of the factory's pictures a step may use."""
        return self.factory.visible(step, first, fresh) if self.factory is not None else 0

    def pick(self, generator: torch.Generator, size: int, among: int) -> Tensor:
        """`size` random pictures, a `share` of them own, the others among the factory's first `among`."""
        luck = float(torch.rand((), generator=generator))
        own = size if self.factory is None else min(size, int(self.share * size + luck))
        mine = self.first + torch.randint(self.count - self.first, (own,), generator=generator)
        if self.factory is None or own == size:
            return mine
        return torch.cat([mine, self.factory.pick(generator, size - own, among)])

    def own(self, indices: Tensor | Sequence[int]) -> Tensor:
        """(B,) int64 the place of each picture in the material; -1 for the factory's."""
        chosen = torch.as_tensor(indices, dtype=torch.int64).cpu()
        return torch.where(chosen < self.first, -1, (chosen - self.first) % len(self.material))

    def batch(self, indices: Tensor | Sequence[int], passes: Collection[str] = ()) -> dict[str, Tensor]:
        """As `Pictures.batch`."""
        own = self.own(indices)
        chosen = torch.as_tensor(indices, dtype=torch.int64).cpu()
        names = passes or (self.factory.passes if self.factory is not None else tuple(self._own))
        theirs = {}
        if self.factory is not None and bool((own < 0).any()):
            theirs = self.factory.batch(chosen[own < 0], names)
        out = {}
        for name in names:
            mine = self._own[name]
            made = mine.new_empty((len(own), *mine.shape[1:]))
            place = own.to(self.device)
            made[place >= 0] = mine[place[place >= 0]]
            if theirs:
                made[place < 0] = theirs[name].permute(0, 2, 3, 1)
            out[name] = made.permute(0, 3, 1, 2)
        return out

    def labels(self, n: int) -> dict[str, Any]:
        """As `Pictures.labels`."""
        place = int(self.own([n])[0])
        if place < 0:
            assert self.factory is not None
            return self.factory.labels(n)
        return self.material.labels[place]

    def heads(self, indices: Tensor, boxes: Tensor) -> Tensor:
        """The boxes (B, 4) of pictures' heads, those of own pictures put in: they have no landmarks."""
        own = self.own(indices)
        known = torch.from_numpy(self.material.heads[np.maximum(own.numpy(), 0)]).to(boxes)
        return torch.where((own >= 0)[:, None].to(boxes.device), known, boxes)

    def close(self) -> None:
        """Stop to draw."""
        if self.factory is not None:
            self.factory.close()
