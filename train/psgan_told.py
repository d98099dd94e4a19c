"""What PSGAN is told of a picture while it learns, and what of that is left out: joints, words and colors."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from anigen_core.networks.psgan import POINTS
from train import views
from train.pictures import index_of, place_of

HIDDEN, DROPPED, FLAT = 0.3, 0.03, 0.5
"""Share of covered joints that are not told; of any joints; of the samples whose depth is not told."""


def other(n: int, each: int, count: int) -> int:
    """Another picture of the character that picture n shows (the same where the store has only one)."""
    character, number = place_of(n, each)
    found = index_of(character, (number + 1) % each, each)
    return found if found < count else n


def points_of(rows: np.ndarray, width: int) -> np.ndarray:
    """(60, 4) as the network reads them, of (60, 4) x, y, visible, depth of the labels. The third column is 1
    for what is seen and 0.5 for what lies behind something or outside the picture."""
    neck = rows[1, 3]
    out = np.empty((POINTS, 4), np.float32)
    out[:, :2] = rows[:, :2] / width
    out[:, 2] = np.where(rows[:, 2] > 0, 1.0, 0.5)
    out[:, 3] = (neck - rows[:, 3]).clip(-2, 2)
    return out


def word_spans(words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where each group of words begins and ends."""
    names = [word.partition(":")[0] for word in words]
    return tuple((names.index(name), len(names) - names[::-1].index(name)) for name in dict.fromkeys(names))


def left_open(
    facts: dict[str, Tensor], chance: views.Chance, spans: tuple[tuple[int, int], ...]
) -> dict[str, Tensor]:
    """The same with wishes and colors left open, joints hidden and depth unknown, each by chance."""
    points, wish = facts["points"].clone(), facts["wish"].clone()
    count, device = len(points), points.device
    # Some wish for nearly everything and some for nearly nothing.
    share = chance.uniform(count, 1) ** 2
    for a, b in spans:
        wish[:, a:b] *= (chance.uniform(count, 1) > share).float()
    colors = wish[:, spans[-1][1] :].view(count, -1, 4)
    share = chance.uniform(count, 1)
    colors *= (chance.uniform(count, colors.shape[1]) > share).float()[..., None]
    behind = points[..., 2] < 0.75
    face = torch.zeros(POINTS, dtype=torch.bool, device=device)
    face[[0, 14, 15, 16, 17]] = True
    gone = behind & (face | (chance.uniform(count, POINTS) < HIDDEN))
    gone |= chance.uniform(count, POINTS) < DROPPED
    gone |= (chance.uniform(count, POINTS) < 0.5) & chance.yes(count, 0.05)[:, None]
    hands = torch.zeros_like(gone)
    hands[:, 18:39] = chance.yes(count, 0.6)[:, None]
    hands[:, 39:] = chance.yes(count, 0.6)[:, None]
    points[..., 2] = (~(gone | hands)).float()
    points[..., 3] *= (~chance.yes(count, FLAT)).float()[:, None]
    return {**facts, "points": points, "wish": wish}
