"""What the repose network is shown while it learns: which pictures go together, how they are framed and worn.

The factory draws every picture in a style of its own, and nobody redraws a character in a reference's pencil
as oil: most pairs are therefore laid anew, flat colors under lines, and only where both styles are much alike
(`ALIKE`) the finished pictures are taken.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from anigen_core.networks.repose import premultiplied
from anigen_core.pose import TWINS
from train import views
from train.pictures import Pictures, index_of, place_of
from train.psgan_told import points_of

FRAMINGS = ("face", "bust", "knees", "full")
ALIKE = ("cel", "soft", "crisp", "bold", "sticker")
"""Styles whose colors and lines are about the same."""

FINISHED = 0.5
"""Share of pairs of like styles that are taken as they are."""

FILLS = 0.86
"""Share of the frame that a small figure fills (anigen_core.bodies)."""

JITTER = 0.004
"""How far found joints are from the true ones, in widths of the frame."""

FACE = (0, 14, 15, 16, 17)
TURNED = 100
"""Degrees from which a face is turned away."""
_MIRROR = (*TWINS, *range(39, 60), *range(18, 39))


class Known(NamedTuple):
    """What is known about a picture: points (60, 4) with presence 1 or 0.5 (behind something or outside);
    framing, a number in `FRAMINGS`; yaw in degrees; like, whether its style is one of `ALIKE`; box x, y,
    right, bottom in pixels."""

    points: np.ndarray
    framing: int
    yaw: float
    like: bool
    box: tuple[float, float, float, float]


def known_of(told: dict[str, Any], width: int) -> Known:
    """Out of a picture's labels. width: of the picture."""
    rows = np.array([*told["joints"], *told["right_hand"], *told["left_hand"]], np.float32)
    tags = told["tags"]
    framing = FRAMINGS.index(tags["framing"]) if tags.get("framing") in FRAMINGS else len(FRAMINGS) - 1
    like = tags.get("style", "cel") in ALIKE
    x, y, right, bottom = (float(v) for v in told["box"])
    points = points_of(rows, width)
    if abs(float(tags.get("face_yaw", tags.get("yaw", 0)))) < TURNED:
        # Glasses and hair hide a nose from the camera, not from who looks for a face.
        points[list(FACE), 2] = 1
    return Known(points, framing, float(tags.get("yaw", 0)), like, (x, y, right, bottom))


def likes(target: Known, reference: Known) -> float:
    """How good a reference is for a target: it should show what is asked for, and from a side that is not
    all another one. Above 0."""
    turn = abs((target.yaw - reference.yaw + 180) % 360 - 180)
    more = target.framing - reference.framing
    return (1.0 if turn < 60 else 0.6 if turn < 110 else 0.25) * (
        0.2 if more > 0 else 0.6 ** max(0, -more - 1)
    )


def siblings(n: int, each: int, count: int) -> list[int]:
    """The other pictures of the character that picture n shows."""
    character, number = place_of(n, each)
    found = (index_of(character, k, each) for k in range(each) if k != number)
    return [m for m in found if m < count]


def chosen(
    store: Pictures, targets: list[int], many: int, known: Any, generator: torch.Generator | None
) -> list[list[int]]:
    """For each target `many` pictures of its character, the better ones more often; without a generator the
    best. known: picture number to `Known`."""
    out = []
    for n in targets:
        others = siblings(n, store.each, store.count) or [n]
        scores = torch.tensor([likes(known(n), known(m)) for m in others])
        take = min(many, len(others))
        if generator is None:
            picked = scores.argsort(descending=True, stable=True)[:take]
        else:
            picked = torch.multinomial(scores, take, generator=generator)
        row = [others[i] for i in picked.tolist()]
        out.append((row * many)[:many])
    return out


def laid(passes: dict[str, Tensor], finished: Tensor, strength: Tensor) -> Tensor:
    """(B, 4, H, W) float straight alpha, 0..1: flat colors under lines, or the finished picture where
    finished (B,) is true. strength (B,): how black the lines are."""
    beauty = passes["beauty"].float() / 255
    ink = (1 - passes["lines"].float() / 255) * strength[:, None, None, None]
    flat = passes["albedo"].float() / 255 * (1 - ink)
    rgb = torch.where(finished[:, None, None, None], beauty[:, :3], flat)
    return torch.cat([rgb, beauty[:, 3:]], 1)


def framed(
    known: list[Known], source: tuple[int, int], view: tuple[int, int], chance: views.Chance | None
) -> Tensor:
    """(B, 3, 3) matrices from pixels of the pictures to those of the view, (height, width) both: a whole
    figure that is small fills the frame, others stay, a little moved by chance."""
    out = torch.zeros(len(known), 3, 3)
    out[:, 2, 2] = 1
    zoom = torch.ones(len(known)) if chance is None else chance.uniform(len(known), low=0.85, high=1.12).cpu()
    shift = torch.zeros(len(known), 2)
    if chance is not None:
        shift = chance.uniform(len(known), 2, low=-0.05, high=0.05).cpu()
    for i, one in enumerate(known):
        x, y, right, bottom = one.box
        needed = max(right - x, (bottom - y) * 2 / 3) / FILLS
        inside = x > 0 and y > 0 and right < source[1] and bottom < source[0]
        # No more than twice as large as it was drawn, or than the view is.
        width = max(needed, source[1] / 2, view[1] / 2) if inside and needed < source[1] else source[1]
        middle = ((x + right) / 2, (y + bottom) / 2) if width < source[1] else (source[1] / 2, source[0] / 2)
        scale = view[1] / width * float(zoom[i])
        out[i, 0, 0] = out[i, 1, 1] = scale
        out[i, 0, 2] = view[1] * (0.5 + float(shift[i, 0])) - scale * middle[0]
        out[i, 1, 2] = view[0] * (0.5 + float(shift[i, 1])) - scale * middle[1]
    return out


def moved(points: Tensor, matrix: Tensor, source: int, view: int) -> Tensor:
    """Points (B, 60, 4) of the pictures as points of the views. source, view: widths in pixels."""
    place = views.carry(points[..., :2] * source, matrix.to(points.device)) / view
    return torch.cat([place, points[..., 2:]], 2)


def mirrored(pictures: Tensor, points: Tensor, turn: Tensor) -> tuple[Tensor, Tensor]:
    """Both, where turn (B,) is true left and right changed."""
    other = points[:, list(_MIRROR)].clone()
    other[..., 0] = 1 - other[..., 0]
    return (
        torch.where(turn[:, None, None, None], pictures.flip(-1), pictures),
        torch.where(turn[:, None, None], other, points),
    )


def told(points: Tensor, chance: views.Chance | None) -> Tensor:
    """Points as a finder or the stage tells them: presence 0 or 1; faces turned away and by chance joints
    outside, hands and depth unknown; by chance a little off. Without chance: all that is inside, no hands."""
    out = points.clone()
    count = len(out)
    behind = out[..., 2] < 0.75
    x, y = out[..., 0], out[..., 1]
    outside = (x < 0) | (x > 1) | (y < 0) | (y > 1.5)
    face = torch.zeros_like(behind)
    face[:, list(FACE)] = True
    gone = behind & face
    hands = torch.zeros_like(behind)
    hands[:, 18:] = True
    if chance is None:
        gone = gone | outside | hands
    else:
        gone = gone | (outside & chance.yes(count, 0.6)[:, None]) | (chance.uniform(*behind.shape) < 0.015)
        gone[:, 18:39] |= chance.yes(count, 0.6)[:, None]
        gone[:, 39:] |= chance.yes(count, 0.6)[:, None]
        out[..., 3] *= (~chance.yes(count, 0.4)).float()[:, None]
        out[..., :2] += chance.normal(count, 60, 2) * JITTER * chance.uniform(count, 1, 1)
    gone[:, 1] = False
    out[..., 2] = (~gone).float()
    return out * out[..., 2:3]


def worn(pictures: Tensor, chance: views.Chance) -> Tensor:
    """References (B, 4, H, W) straight alpha as people cut them out: halos of their ground, frayed edges."""
    count = len(pictures)
    alpha = pictures[:, 3:]
    wide = functional.max_pool2d(alpha, 3, 1, 1)
    soft = functional.avg_pool2d(wide, 3, 1, 1)
    ground = torch.where(chance.yes(count, 0.6)[:, None, None, None], 1.0, chance.uniform(count, 3, 1, 1))
    halo = torch.cat([premultiplied(pictures)[:, :3] + ground * (1 - alpha), soft], 1)
    coarse = chance.uniform(count, 1, pictures.shape[2] // 8, pictures.shape[3] // 8)
    rough = functional.interpolate(coarse, size=pictures.shape[2:], mode="bilinear")
    edge = wide + functional.max_pool2d(-alpha, 3, 1, 1)
    frayed = torch.cat([pictures[:, :3], alpha * (1 - edge * rough)], 1)
    luck = chance.uniform(count, 1, 1, 1)
    return torch.where(luck < 0.2, halo, torch.where(luck < 0.35, frayed, pictures))
