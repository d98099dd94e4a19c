"""What sleeves and trouser legs do after skinning: they crumple where the joint bends, hang from the limb
when they are wide, and stay out of the trunk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..body.body import Body
from ..body.bones import BONE
from ..body.collide import push
from ..body.skeleton import Frames
from ..geometry.mesh import Array, smooth, unit
from .folds import DRIVERS, drives
from .sheets import GROUND
from .surroundings import trunk


@dataclass(frozen=True, eq=False)
class Tube:
    """The deform of a tube of (rows, columns) vertices about a limb.

    side: "left" or "right"; limb: "Arm" or "Leg". along: (rows,) parameter of each ring (loft.Loft). slack:
    (rows,) heads between cloth and skin. drop: (rows, columns) heads that cloth hangs lower (kimono sleeves),
    which at rest points to `way`. clear: heads it stays off the trunk's skin; None: it may lie in it.
    """

    body: Body
    side: str
    limb: str
    along: Array
    slack: Array
    columns: int
    drop: Array | None = None
    way: tuple[float, float, float] = (0.0, -1.0, 0.0)
    clear: float | None = None
    seed: int = 0

    @cached_property
    def _crumple(self) -> Array:
        """(rows, columns, 1) how far cloth stands out, at most, where the joint is bent."""
        t, a = self.along[:, None], np.arange(self.columns) / self.columns * 2 * np.pi
        phase = np.random.default_rng(self.seed).uniform(0, 6)
        inside = (1 - np.cos(a)) / 2 if self.limb == "Arm" else (1 + np.cos(a)) / 2
        near = np.exp(-(((t - 1.02) / 0.22) ** 2))
        wave = np.sin((t - 1.02) * 34 + 1.1 * np.sin(a + phase) + phase)
        deep = np.clip(0.006 + 0.08 * self.slack, 0.007, 0.012)[:, None]
        return (deep * near * wave * (0.35 + 0.65 * inside[None]))[..., None].astype(np.float32)

    @cached_property
    def _hang(self) -> Array:
        """(rows, 1, 1) heads the rings sink on a level limb."""
        ends = smooth(-0.05, 0.5, self.along) * 0.85
        return (np.clip(self.slack - 0.035, 0, None) * ends)[:, None, None].astype(np.float32)

    def __call__(self, positions: Array, frames: Frames) -> Array:
        p = np.asarray(positions, np.float32).reshape(len(self.along), self.columns, 3)
        middle = p.mean(1, keepdims=True)
        bend = float(drives(frames)[DRIVERS.index(self.side + ("Elbow" if self.limb == "Arm" else "Knee"))])
        if bend > 0.02:
            p = p + (p - middle) * (self._crumple * bend / self._radius)
        if self._hang.max() > 0.01:
            axis = unit(np.gradient(middle[:, 0], axis=0))
            level = (1 - axis[:, 1:2] ** 2)[:, None].astype(np.float32)
            p = p + self._hang * level * np.array([0, -1, 0], np.float32)
        if self.drop is not None:
            turn = frames.turns[BONE[f"{self.side}Lower{self.limb}"]].astype(np.float32)
            turned = turn @ np.array(self.way, np.float32)
            now = unit(turned * 0.45 + np.array([0, -0.9, 0], np.float32))
            p = p + self.drop[..., None].astype(np.float32) * (now - turned)
        if self.clear is not None:
            free = self._free
            p = p.copy()
            p[free] = push(p[free].reshape(-1, 3), trunk(self.body, frames), self.clear).reshape(
                -1, self.columns, 3
            )
        if p[..., 1].min() < GROUND:
            p = np.concatenate([p[..., :1], np.maximum(p[..., 1:2], GROUND), p[..., 2:]], -1)
        return p.reshape(-1, 3)

    @cached_property
    def _free(self) -> slice:
        """Rings that may touch the trunk: those below the armpit."""
        return slice(int(np.searchsorted(self.along, 0.32)), None)

    @cached_property
    def _radius(self) -> Array:
        """(rows, 1, 1) about how thick the tube is, heads."""
        base = (0.095 if self.limb == "Arm" else 0.14) * self.body.proportions.width
        return (base + self.slack)[:, None, None].astype(np.float32)
