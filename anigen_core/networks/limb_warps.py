"""Where each place of a posed figure lies on the same character in another pose, limb by limb.

Differentiable and traceable; knows joints only, learns nothing. Each part of the body has a frame along its
bone, in both poses: lengths are scaled by the bone's own, widths by the size of the whole figure, and what
lies beyond a bone's ends (a hand, a foot, a hat) goes along rigidly. Each part has a second candidate, the
part of the other side, reflected: one arm tells what the other one looks like.

Points are those of networks/psgan.py: (B, 60, 4) x and y in widths of the frame, presence, and how far in
front of the neck in heads.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

PARTS = (
    *("head", "chest", "hips", "r_upper_arm", "l_upper_arm", "r_forearm", "l_forearm"),
    *("r_thigh", "l_thigh", "r_shin", "l_shin"),
)
TWINS = (0, 1, 2, 4, 3, 6, 5, 8, 7, 10, 9)
CANDIDATES = 2 * len(PARTS)
"""Each part's own, then each part's mirrored one."""

_FROM = ((2, 3), (5, 6), (3, 4), (6, 7), (8, 9), (11, 12), (9, 10), (12, 13))
"""Joints of the limbs, in the order of `PARTS` from the fourth on."""

_THICK = (0.5, 0.45, 0.55, 0.16, 0.16, 0.13, 0.13, 0.25, 0.25, 0.16, 0.16)
"""Half the thickness of a part in heads, clothes and hair not counted."""
_BEYOND = (0.3, 0.0, 0.3, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0, 0.3, 0.3)
"""How far a part reaches past its bone, in heads: crown, seat, hands, feet."""
_FRONT = (1.5, 0.0, 0.0, 1.5, 1.5, 2.0, 2.0, 0.5, 0.5, 1.0, 1.0)
"""Where two parts overlap the thinner one is mostly seen."""

_MEASURED = (
    *((1, 2, 0.62), (1, 5, 0.62), (2, 5, 1.25), (2, 3, 1.15), (5, 6, 1.15), (3, 4, 1.0), (6, 7, 1.0)),
    *((1, 8, 2.2), (1, 11, 2.2), (8, 9, 1.75), (11, 12, 1.75), (9, 10, 1.75), (12, 13, 1.75)),
    *((1, 0, 0.65), (14, 15, 0.42), (16, 17, 0.75)),
)
"""Two joints and how far they are from each other at most, in heads, in a common figure."""

_ABSENT = -14.0
_MIRRORED = (4.0, 3.0, 3.0, *([2.0] * 8))
SOFTNESS = 0.05
"""In heads: how far from a part's surface its likelihood falls by a factor of e."""


class Bones(NamedTuple):
    """The parts' bones of one pose: first and last (B, 11, 2), here (B, 11) 0 or 1, near (B, 11) heads."""

    first: Tensor
    last: Tensor
    here: Tensor
    near: Tensor


def sizes_of(points: Tensor, others: Tensor) -> tuple[Tensor, Tensor]:
    """(B,) each: the size of a head in both poses, in widths of the frame: a mean over the bones that both
    show. Those that lie in the picture's plane in both count most, for depths are not always known and
    figures differ from the usual one: what is wrong is then wrong in both."""
    a, b = [m[0] for m in _MEASURED], [m[1] for m in _MEASURED]
    whole = points.new_tensor([m[2] for m in _MEASURED])[None, :, None]
    shown = points[..., 2] * others[..., 2]
    weight = (shown[:, a] * shown[:, b])[..., None]
    found = []
    for p in (points, others):
        place, near = p[..., :2], p[..., 3]
        deep = ((near[:, a] - near[:, b])[..., None] / whole).square()
        flat = (1 - deep).clamp_min(0.1)
        # In this order: of a quotient by `whole` times `weight` OpenVINO 2026 makes something else.
        apart = (place[:, a] - place[:, b]) / (whole * flat.sqrt())
        size = apart.square().sum(2, keepdim=True).add(1e-8).sqrt()
        most = (size * weight.clamp(0, 1).ceil()).amax(1, keepdim=True).clamp_min(1e-4)
        weight = weight * flat.square() * (size / most).clamp(0, 1).square()
        found.append(size)
    total = weight.sum(1).clamp_min(1e-6)
    first, second = (((size * weight).sum(1) / total)[:, 0].clamp_min(0.02) for size in found)
    return first, second


def bones_of(points: Tensor, head: Tensor) -> Bones:
    """The parts' bones. Where hips or the face are not known they are taken to be where they are in a
    figure that stands upright. head: (B,) its size."""
    place, here, near = points[..., :2], points[..., 2], points[..., 3]
    neck, h = place[:, 1], head[:, None]
    face = [0, 14, 15, 16, 17]
    weight = here[:, face]
    seen = weight.amax(1, keepdim=True)
    middle = (place[:, face] * weight[..., None]).sum(1) / weight.sum(1, keepdim=True).clamp_min(1e-3)
    hips = here[:, 8:9] * here[:, 11:12]
    low = (place[:, 8] + place[:, 11]) * 0.5
    up = torch.cat([torch.zeros_like(h), -h], 1)
    # A face above unknown hips says where up is, and hips where the head of a figure without face is.
    leaning = (middle - neck) * seen + up * (1 - seen)
    leaning = leaning / leaning.square().sum(1, keepdim=True).add(1e-8).sqrt()
    low = low * hips + (neck - leaning * h * 2.2) * (1 - hips)
    trunk = (neck - low) / (neck - low).square().sum(1, keepdim=True).add(1e-8).sqrt()
    middle = middle * seen + (neck + trunk * h * 0.7) * (1 - seen)
    waist = (neck + low) * 0.5
    a, b = [i for i, _ in _FROM], [j for _, j in _FROM]
    one = here[:, 1:2]
    return Bones(
        torch.cat([torch.stack([neck, neck, waist], 1), place[:, a]], 1),
        torch.cat([torch.stack([middle, waist, low], 1), place[:, b]], 1),
        torch.cat([one, one, one, here[:, a] * here[:, b]], 1),
        torch.cat([torch.zeros_like(near[:, :3]), (near[:, a] + near[:, b]) * 0.5], 1),
    )


def places(height: int, width: int, like: Tensor) -> tuple[Tensor, Tensor]:
    """y (height, 1) and x (1, width) of pixels' middles, in widths of the frame."""
    y = ((torch.arange(height, device=like.device, dtype=torch.float32) + 0.5) / width)[:, None]
    x = ((torch.arange(width, device=like.device, dtype=torch.float32) + 0.5) / width)[None]
    return y, x


def _frame(first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
    """Direction (B, K, 2) and length (B, K) of bones."""
    along = last - first
    length = along.square().sum(2).add(1e-8).sqrt()
    return along / length[..., None], length


def warps(
    reference: Tensor, target: Tensor, height: int, width: int
) -> tuple[Tensor, Tensor, tuple[Tensor, Tensor]]:
    """For every place of the target pose its place in the reference by each candidate.

    reference, target: points (B, 60, 4). Returns where (B, 22, 2, height, width) x and y in widths of the
    frame, the logits (B, 22, height, width) of how likely the place belongs to that candidate, and the heads'
    sizes in both.
    """
    reference, target = reference.float(), target.float()
    size, goal = sizes_of(reference, target)
    theirs, ours = bones_of(reference, size), bones_of(target, goal)
    y, x = places(height, width, target)
    share = (size / goal)[:, None]
    unit, length = _frame(ours.first, ours.last)
    px, py = x - ours.first[..., :1, None], y - ours.first[..., 1:, None]
    ux, uy = unit[..., :1, None], unit[..., 1:, None]
    s, r = px * ux + py * uy, py * ux - px * uy
    thick = size.new_tensor(_THICK)[None, :, None, None]
    scale = goal[:, None, None, None]
    beyond = size.new_tensor(_BEYOND) * goal[:, None]
    over = s - s.clamp_min(0).minimum((length + beyond)[..., None, None])
    away = (over.square() + r.square()).add(1e-10).sqrt() / scale - thick
    # Inside of parts: the thin and the near ones. Outside: the nearest.
    likely = -away.clamp_min(-0.02) / SOFTNESS
    front = size.new_tensor(_FRONT) + 1.5 * ours.near
    likely = likely + (front * ours.here)[..., None, None] + _ABSENT * (1 - ours.here[..., None, None])

    twins = list(TWINS)
    where, logits = [], []
    for mirrored in (False, True):
        first = theirs.first[:, twins] if mirrored else theirs.first
        last = theirs.last[:, twins] if mirrored else theirs.last
        here = theirs.here[:, twins] if mirrored else theirs.here
        to, other = _frame(first, last)
        stretch = (other / length).clamp_min(share / 3).minimum(share * 3)
        # The head has no length of its own: the nose goes up and down as she nods.
        rigid = torch.cat([share, stretch[:, 1:]], 1)
        inside = s.clamp_min(0).minimum(length[..., None, None])
        along = inside * rigid[..., None, None] + (s - inside) * share[..., None, None]
        across = r * (-share if mirrored else share)[..., None, None]
        start = torch.cat([last[:, :1] - to[:, :1] * (length[:, :1] * share)[..., None], first[:, 1:]], 1)
        tx, ty = to[..., :1, None], to[..., 1:, None]
        where.append(
            torch.stack(
                [
                    start[..., :1, None] + along * tx - across * ty,
                    start[..., 1:, None] + along * ty + across * tx,
                ],
                2,
            )
        )
        less = size.new_tensor(_MIRRORED) if mirrored else torch.zeros_like(here)
        logits.append(likely + (_ABSENT * (1 - here) - less)[..., None, None])
    return torch.cat(where, 1), torch.cat(logits, 1), (size, goal)


def sample(pictures: Tensor, where: Tensor) -> Tensor:
    """(B, C, h, w): the pictures (B, C, H, W) at places (B, 2, h, w) in widths of the frame; 0 outside."""
    height, width = pictures.shape[-2], pictures.shape[-1]
    grid = torch.stack([where[:, 0] * 2 - 1, where[:, 1] * (2 * width / height) - 1], 3)
    return functional.grid_sample(
        pictures, grid.to(pictures.dtype), padding_mode="zeros", align_corners=False
    )


def sample_all(pictures: Tensor, where: Tensor) -> Tensor:
    """(B, C K, h, w): the same for K places each, (B, K, 2, h, w); channels of a picture stay together."""
    count, many, _, height, width = where.shape
    stacked = where.permute(0, 2, 1, 3, 4).reshape(count, 2, many * height, width)
    return sample(pictures, stacked).reshape(count, -1, height, width)


def by_rule(pictures: Tensor, points: Tensor, target: Tensor) -> Tensor:
    """(B, C, H, W): the pictures with each limb carried to the target pose, as likelihood alone says."""
    where, logits, _ = warps(points, target, pictures.shape[2], pictures.shape[3])
    # Half a head away from all parts there is nothing.
    near = torch.sigmoid((logits.amax(1, keepdim=True) * SOFTNESS + 0.5) * 16)
    return sample(pictures, (where * logits.softmax(1)[:, :, None]).sum(1)) * near
