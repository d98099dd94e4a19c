"""Color blocks as a user throws them on: few, coarse, shifted, bleeding, missing.

The figure is cut into at most `GROUPS` groups by part or by cluster; each group is one blob that is moved,
grown or left out on its own. Eyes, mouth and brows keep blobs of their own: nothing downstream can guess
their colors. White ground is not painted.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from train.factory.parts import CLASS_OF
from train.strokes_chance import Chance, column
from train.strokes_detail import among, eye
from train.strokes_filters import blur
from train.strokes_levels import Hand

GROUPS = 8
_MOUTH = (28, 29, 30, 31)
_BROWS = (16, 17)


def _oklab(rgb: Tensor) -> Tensor:
    """(..., 3) sRGB 0..1 to OKLab (Ottosson 2020)."""
    linear = torch.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_cones = rgb.new_tensor([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
    to_lab = rgb.new_tensor([[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])
    return (linear @ to_cones.T).clamp(min=0) ** (1 / 3) @ to_lab.T


def clusters(rgb: Tensor, inside: Tensor, count: Tensor, chance: Chance) -> Tensor:
    """(B, N) int64 labels of (B, N, 3) colors: K-means in OKLab, started at far-apart colors.

    inside (B, N) bool: pixels that count. count (B,): clusters wanted, at most `GROUPS`.
    """
    lab = _oklab(rgb)
    weight = inside.float()
    first = (weight * chance.many("first", lab.shape[1], 0.5, 1.0)).argmax(1)
    centers = lab.gather(1, first[:, None, None].expand(-1, 1, 3))
    for _ in range(GROUPS - 1):
        far = torch.cdist(lab, centers, compute_mode="donot_use_mm_for_euclid_dist").amin(2) * weight
        # Not the farthest pixel of all, which is an odd one, but a far one that chance picks.
        pick = (far * chance.many(f"far {_}", lab.shape[1], 0.7, 1.0)).argmax(1)
        centers = torch.cat([centers, lab.gather(1, pick[:, None, None].expand(-1, 1, 3))], 1)
    unused = torch.arange(GROUPS, device=rgb.device)[None] >= count[:, None]
    labels = torch.zeros(lab.shape[:2], dtype=torch.int64, device=rgb.device)
    for _ in range(5):
        gap = torch.cdist(lab, centers, compute_mode="donot_use_mm_for_euclid_dist")
        labels = gap.masked_fill(unused[:, None], 9).argmin(2)
        member = functional.one_hot(labels, GROUPS).float() * weight[..., None]
        total = member.sum(1)[..., None]
        mean = torch.stack([(member * lab[..., c : c + 1]).sum(1) for c in range(3)], -1) / total.clamp(min=1)
        centers = torch.where(total > 0, mean, centers)
    return labels


def blocks(straight: Tensor, part: Tensor, shift: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """(B, 4, H, W) straight RGBA blocks of a picture (B, 4, H, W) in 0..1; shift (B, 2, H, W) px is how the
    colors' drawing is bent."""
    height, width = straight.shape[2:]
    scale = height / 384
    size = (height // 2, width // 2)
    half = functional.interpolate(straight, size, mode="area")
    half_part = functional.interpolate(part.float(), size, mode="nearest").to(torch.uint8)
    rgb, alpha = half[:, :3], half[:, 3:]
    inside = alpha > 0.5
    flat = rgb.permute(0, 2, 3, 1).flatten(1, 2)
    low, high = hand.clusters
    count = chance.uniform("clusters", low, high + 0.99).long().clamp(2, GROUPS)
    small = functional.interpolate(half, (size[0] // 2, size[1] // 2), mode="area")
    del small
    by_color = clusters(flat, inside.flatten(1), count, chance).view(-1, 1, *size)
    # By part: classes folded onto the groups; the folding differs, so that top and skirt may be one blob.
    fold = torch.tensor([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 2, 5, 6], device=part.device)
    coarse = torch.from_numpy(CLASS_OF).to(part.device).long()[half_part.long()]
    limit = fold.new_full((1,), int(fold.max()))
    by_part = fold[coarse.clamp(max=len(fold) - 1)].minimum(limit)
    labels = torch.where(column(chance.yes("by part", 0.5)), by_part, by_color)
    member = functional.one_hot(labels[:, 0], GROUPS).permute(0, 3, 1, 2).float() * inside
    area = member.sum((2, 3))
    colors = torch.stack([(member * rgb[:, c : c + 1]).sum((2, 3)) for c in range(3)], -1)
    colors = colors / area.clamp(min=1)[..., None]
    # The rest is one more group, the ground, which has no color.
    ground = 1 - inside.float()
    field = torch.cat([member, ground], 1)
    rough = chance.within("coarse", hand.coarse) * scale / 2
    field = blur(field, rough)
    reach = chance.within("shifted", hand.shifted) * scale / 2
    angle = chance.many("blob way", GROUPS + 1, 0, 6.2832)
    far = chance.many("blob far", GROUPS + 1, 0.2, 1.0) * reach[:, None]
    wander = functional.interpolate(shift, size, mode="area") * 0.5
    moved = []
    for g in range(GROUPS):
        off = torch.stack([far[:, g] * angle[:, g].cos(), far[:, g] * angle[:, g].sin()], 1)
        moved.append(_moved(field[:, g : g + 1], wander + off[:, :, None, None]))
    moved.append(field[:, -1:])
    field = torch.cat(moved, 1)
    # A bias widens or narrows a blob by about so many px: a blurred edge's slope is 0.4 / sigma.
    grow = chance.many("bleed", GROUPS, *hand.bleed) * scale / 2
    field[:, :GROUPS] += (grow * 0.4 / rough.clamp(min=0.5)[:, None]).clamp(-0.4, 0.4)[:, :, None, None] * (
        field[:, :GROUPS] > 0.02
    )
    gone = chance.many("missing", GROUPS) < chance.within("missing", hand.missing)[:, None]
    # Something is always painted: the largest blob stays.
    gone = gone & (area < area.amax(1, keepdim=True))
    best = field.argmax(1)
    best = torch.where(field.amax(1) < 0.15, GROUPS, best)
    painted = (best < GROUPS) & ~torch.cat([gone, gone[:, :1]], 1).gather(1, best.flatten(1)).view_as(best)
    index = best.clamp(max=GROUPS - 1).flatten(1)
    colors = colors + (chance.many("tint", GROUPS * 3, -0.03, 0.03).view(-1, GROUPS, 3))
    rgb_out = colors.gather(1, index[..., None].expand(-1, -1, 3)).view(-1, *size, 3).permute(0, 3, 1, 2)
    out = torch.cat([rgb_out.clamp(0, 1), painted[:, None].float()], 1)
    out = functional.interpolate(out, (height, width), mode="nearest")
    return _features(out, straight, part, chance, hand)


def _moved(x: Tensor, shift: Tensor) -> Tensor:
    from train.strokes_filters import displaced

    return displaced(x, shift)


def _features(out: Tensor, straight: Tensor, part: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """Eyes, mouth and brows as blobs of their own over the blocks."""
    scale = out.shape[2] / 384
    reach = chance.within("shifted", hand.shifted) * scale * 0.25
    masks = {"mouth": among(part, _MOUTH), "brows": among(part, _BROWS)}
    masks |= {side: eye(part, side) for side in ("LEFT", "RIGHT")}
    for name, mask in masks.items():
        area = mask.sum((2, 3), keepdim=True)
        color = (straight[:, :3] * mask).sum((2, 3), keepdim=True) / area.clamp(min=1)
        off = chance.many(f"{name} off", 2, -1, 1) * reach[:, None]
        spot = _moved(
            blur(mask, chance.uniform(f"{name} soft", 0.5, 2.0) * scale),
            off[:, :, None, None].expand(-1, -1, *mask.shape[2:]),
        )
        there = chance.yes(f"{name} there", 0.5 if name == "brows" else 0.85)
        spot = (spot > column(chance.uniform(f"{name} size", 0.2, 0.5))).float() * column(there) * (area > 3)
        out = torch.cat([out[:, :3] * (1 - spot) + color * spot, torch.maximum(out[:, 3:], spot)], 1)
    return out
