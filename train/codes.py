"""Learning codes of bits: which pictures of a batch are alike, and the losses that make their codes so.

Relaxed codes are tanh(value / 2), the tagger's sigmoid stretched to -1..1; a bit is the sign.

Khosla et al. 2020, "Supervised Contrastive Learning", with likeness by degrees in place of same or not.
Quantization and balance as is usual since Liu et al. 2016, "Deep Supervised Hashing".
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from train.pictures import Pictures, index_of, place_of

TEMPERATURE = 0.1

CHARACTER, PICTURE, STYLE, POSE = 1.0, 1.0, 0.5, 0.5
"""What two views have in common counts so much; a sketch and its own picture share all but the style."""

NEAR_POSE = 0.05
"""Distance of joints (root mean square), in heights of the body, at which two poses are alike by 1/e. Of two
poses by chance it is 0.15, of two pictures of a pose 0.1, for they are seen from elsewhere."""

MIRRORED = [0, 1, 5, 6, 7, 2, 3, 4, 11, 12, 13, 8, 9, 10, 15, 14, 17, 16]
"""For each joint of the COCO order the one on the other side."""

NAMELESS = ("free", "between")
"""Names of poses that tell nothing."""


def pick_pairs(store: Pictures, generator: torch.Generator, size: int, sketches: int, among: int) -> Tensor:
    """Numbers (size,) of a batch's pictures out of the first `among`: two pictures of each of its characters,
    and first, to be seen as drawings, `sketches` of them once more."""
    pairs = max(1, -(-(size - sketches) // 2))
    first = store.pick(generator, pairs, among)
    steps = torch.randint(max(store.each - 1, 1), (pairs,), generator=generator)
    second = [_companion(n, 1 + s, store.each, among) for n, s in zip(*_listed(first, steps), strict=True)]
    both = torch.stack([first, torch.tensor(second)])
    sides = torch.randint(2, (sketches,), generator=generator)
    drawn = both[sides, torch.arange(sketches) % pairs]
    return torch.cat([drawn, both.flatten()])[:size]


def _listed(*tensors: Tensor) -> list[list[int]]:
    return [tensor.tolist() for tensor in tensors]


def _companion(n: int, step: int, each: int, among: int) -> int:
    """Another picture of the same character, `step` further; the same one where that is not there yet."""
    character, number = place_of(n, each)
    other = index_of(character, (number + step) % each, each)
    return other if other < among else n


def pose_of(labels: dict[str, Any]) -> tuple[np.ndarray, str]:
    """A picture's joints (18, 2) float32 about the middle of the trunk, in heights of the body, and the name
    of its pose. labels: of a picture (factory.labels.label)."""
    joints = np.asarray(labels["joints"], np.float32)[:, :2]
    middle = (joints[8] + joints[11] + 2 * joints[1]) / 4
    return (joints - middle) / np.float32(labels["body_height"]), labels["tags"]["pose"]


def pose_nearness(joints: Tensor, names: list[str]) -> Tensor:
    """(B, B) 0..1, how alike poses are: 1 where they have one name, else by their joints (B, 18, 2), of which
    one may be the other's mirror image, for a pose keeps its name when it is mirrored."""
    mirrored = joints[:, MIRRORED] * joints.new_tensor([-1.0, 1.0])
    away = [(joints[:, None] - other[None]).square().sum(-1).mean(-1) for other in (joints, mirrored)]
    near = torch.exp(-torch.minimum(*away) / NEAR_POSE**2)
    kinds = {name: i for i, name in enumerate(dict.fromkeys(names))}
    named = torch.tensor([kinds[name] for name in names], device=joints.device)
    told = torch.tensor([name not in NAMELESS for name in names], device=joints.device)
    return torch.maximum(near, ((named[:, None] == named) & told[:, None]).float())


def likeness(characters: Tensor, pictures: Tensor, styles: Tensor, poses: Tensor) -> Tensor:
    """(B, B), from 0, how alike the views of a batch are; 0 for a view and itself.

    characters, pictures: (B,) numbers. styles: (B, styles), 1 for the style, all 0 where it cannot be told.
    poses: (B, B) of `pose_nearness`.
    """
    alike = (
        CHARACTER * (characters[:, None] == characters).float()
        + PICTURE * (pictures[:, None] == pictures).float()
        + STYLE * (styles @ styles.T)
        + POSE * poses
    )
    return alike.fill_diagonal_(0)


def similarity(values: Tensor, alike: Tensor, temperature: float = TEMPERATURE) -> Tensor:
    """How far the neighbors of each view by code are from those by likeness: cross-entropy of the softmax
    over the cosines of relaxed codes against likeness brought to a sum of 1.

    values: (B, bits) before the sigmoid. alike: (B, B), rows of zeros count nothing.
    """
    codes = functional.normalize(torch.tanh(values / 2), dim=1)
    itself = torch.eye(len(values), dtype=torch.bool, device=values.device)
    chances = (codes @ codes.T / temperature).masked_fill(itself, -1e9).log_softmax(1)
    sums = alike.sum(1)
    wanted = alike / sums.clamp_min(1e-6)[:, None]
    each = -(wanted * chances.masked_fill(itself, 0.0)).sum(1)
    return (each * (sums > 0)).sum() / (sums > 0).sum().clamp_min(1)


def quantization(values: Tensor) -> Tensor:
    """How far relaxed codes are from -1 and 1."""
    return (1 - torch.tanh(values / 2).abs()).square().mean()


def balance(values: Tensor) -> Tensor:
    """How far each bit is from being set in half of the pictures."""
    return torch.tanh(values / 2).mean(0).square().mean()


def figures(pictures: Tensor, sketches: Tensor, characters: Tensor) -> dict[str, float]:
    """Quick figures of codes: the share of pictures whose nearest other one is of the same character, of
    sketches whose nearest picture is their own, and how far bits are from halves.

    pictures, sketches: (N, bits) values of the same N pictures. characters: (N,).
    """
    codes, drawn = (torch.where(values > 0, 1.0, -1.0) for values in (pictures, sketches))
    near = (codes @ codes.T).fill_diagonal_(-1e9).argmax(1)
    own = (drawn @ codes.T).argmax(1) == torch.arange(len(codes), device=codes.device)
    return {
        "code_character": float((characters[near] == characters).float().mean()),
        "code_sketch": float(own.float().mean()),
        "code_unbalance": float(((codes > 0).float().mean(0) - 0.5).abs().mean()),
    }
