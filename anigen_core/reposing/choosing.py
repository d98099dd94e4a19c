"""Which picture of a character each piece of it in a new pose is taken from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from anigen_core.reposing.cutting import Piece, Puppet
from anigen_core.reposing.reference import Reference
from anigen_core.reposing.rig import Rig, from_behind

_MIRRORED = 0.25
"""What a mirror image costs: buttons, partings and patches are on the wrong side."""

_SAME = 0.15
"""What another picture than the trunk's costs a limb."""

_BONE = {"hair": "head", "crown": "head", "skirt": "trunk"}
"""Of pieces that have none of their own."""


def choose(
    references: Sequence[Reference], new: Rig, *, mirror: bool = True
) -> list[tuple[str, Piece, Puppet, float]]:
    """For each piece of the figure in the new pose: its name, the piece, the puppet that it comes from, and
    how sure it is there, 0 to 1. Pieces that nobody shows are left out."""
    sources: list[tuple[Puppet, float]] = [(reference.puppet, 0.0) for reference in references]
    if mirror:
        sources += [(reference.mirrored.puppet, _MIRRORED) for reference in references]
    costs = [cost + _turned(puppet.rig, new) for puppet, cost in sources]
    whole = int(np.argmin(costs))
    chosen = []
    names = {name for puppet, _ in sources for name in puppet.pieces}
    for name in sorted(names):
        bone = _BONE.get(name, name)
        if bone not in new.bones or (name == "crown" and not _from_behind(new, sources[whole][0].rig)):
            continue
        together = name in ("head", "hair", "neck", "trunk", *_BONE)
        prices = []
        for number, (puppet, _) in enumerate(sources):
            if name not in puppet.pieces:
                prices.append(np.inf)
                continue
            price = costs[number]
            if not together:
                price = 0.4 * price + _SAME * (number != whole) + _bent(puppet, new, name)
            prices.append(price)
        best = whole if together and name in sources[whole][0].pieces else int(np.argmin(prices))
        if best != whole and name in _BONE:
            continue
        puppet, cost = sources[best]
        certain = float(np.exp(-0.6 * (_turned(puppet.rig, new) + cost) - 0.5 * _bent(puppet, new, bone)))
        chosen.append((name, puppet.pieces[name], puppet, certain))
    return chosen


def _from_behind(new: Rig, old: Rig) -> bool:
    """Whether a head that showed its face now shows hair only."""
    return from_behind(new) and not from_behind(old)


def _turned(old: Rig, new: Rig) -> float:
    """How differently two figures are turned, 0 the same, about 2 from the front and from behind."""
    body = 1 - float(old.forward @ new.forward)
    return 0.5 * body + 0.5 * (1 - float(old.looks @ new.looks) / _long(old.looks) / _long(new.looks))


def _long(vector: np.ndarray) -> float:
    return max(float(np.linalg.norm(vector)), 1e-6)


def _bent(puppet: Puppet, new: Rig, name: str) -> float:
    """What it costs that a piece shows little of itself, or is shorter or longer than it shall be."""
    if name not in puppet.pieces or name not in puppet.rig.bones:
        return 2.0
    ratio = new.bones[name].length / new.head * puppet.rig.head / puppet.rig.bones[name].length
    stretch = abs(float(np.log(np.clip(ratio, 0.05, 20))))
    if name == "head":
        stretch = 0.0
    return 0.5 * stretch + 0.8 * (1 - puppet.pieces[name].seen)
