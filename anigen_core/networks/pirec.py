"""PI-REC: lines and color blocks become a picture, in three phases by one network.

Paper     You, You, Pan 2019, "PI-REC: Progressive Image Reconstruction Network With Edge and Color Domain".
Differs   A U-Net on pixel-unshuffled input instead of the paper's generator (networks/pirec_peers.py has
          that one): no instance norm, which lets every stroke change the colors of the whole picture, and a
          receptive field that covers a full body. One set of weights with a flag for the phase, so that all
          three are one file. Distance to the lines, and a guess of what was not painted, are computed inside
          the network by pooling alone, so that training and every engine see the same planes.
Phases    "imitate": the colors are a picture with holes; the holes are painted along the lines.
          "generate": the colors are coarse blocks. "refine": besides, a draft made before is improved.
Input     B15HW float32 (`planes` makes it), H and W multiples of 32; channels: `INPUTS`.
Output    B4HW float32: RGB over white in about [0, 1], not clipped, and the coverage (alpha) in (0, 1).
Size      7.52 M parameters, 20.9 GMAC at 512x768, 5.2 at 256x384.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.trunk import Finish, Trunk

PHASES = ("imitate", "generate", "refine")

INPUTS = (
    "ink",  # 0 = paper, 1 = ink; all 0: no lines, you choose
    *("red", "green", "blue"),  # of the blocks, 0..1; ignored where nothing is painted
    "painted",  # 1 = painted, 0 = you choose
    *("draft red", "draft green", "draft blue", "draft alpha"),  # over white; ignored but in "refine"
    *(
        "noise 1",
        "noise 2",
        "noise 3",
    ),  # smooth, about standard normal (`CELL`); another seed, another picture
    *("generate", "refine"),  # the phase: 1 everywhere where it is this one
    "strength",  # 0..1 everywhere: how strictly lines and colors are followed
)
CHANNELS = len(INPUTS)
STRIDE = 32
CELL = 32
"""The noise is a grid of normal numbers, one for so many pixels, enlarged bilinearly."""

REACH = 16
"""Pixels from a line at which its distance is cut."""

STEPS = 24
"""How far paint flows into what is not painted, in steps of four pixels, before lines stop to matter."""


def planes(
    ink: Tensor,
    colors: Tensor,
    phase: str,
    strength: Tensor | float,
    *,
    draft: Tensor | None = None,
    noise: Tensor | None = None,
) -> Tensor:
    """The network's input: (B, 15, H, W) float32.

    ink: (B, 1, H, W), 1 = ink. colors: (B, 4, H, W) straight RGBA in 0..1, alpha 0 = not painted. strength:
    (B,) or one number. draft: (B, 4, H, W) as the network gives it; needed to refine. noise: (B, 3, H, W).
    """
    count, _, height, width = ink.shape
    plain = ink.new_zeros(count, 4, height, width)
    flags = ink.new_zeros(count, 2, height, width)
    if phase != "imitate":
        flags[:, PHASES.index(phase) - 1] = 1
    strong = torch.as_tensor(strength, dtype=ink.dtype, device=ink.device).reshape(-1, 1, 1, 1)
    return torch.cat(
        [
            ink,
            colors,
            plain if draft is None else draft,
            plain[:, :3] if noise is None else noise,
            flags,
            strong.expand(count, 1, height, width),
        ],
        1,
    )


def strokes_of(ink: Tensor) -> Tensor:
    """(B, 1, H, W) in 0..1: ink without the tone of its paper, the palest place within some 20 pixels."""
    paper = functional.avg_pool2d(ink, 8)
    paper = -functional.max_pool2d(-paper, 5, 1, 2)
    paper = functional.interpolate(paper, scale_factor=8.0, mode="nearest")
    return ((ink - paper) * 1.5).clamp(0, 1)


def nearness(ink: Tensor) -> Tensor:
    """(B, 1, H/2, W/2): 1 at a line, falling to 0 at `REACH` pixels (chessboard distance)."""
    near = functional.max_pool2d(ink, 2)
    for _ in range(REACH // 2):
        near = torch.maximum(near, functional.max_pool2d(near, 3, 1, 1) - 2 / REACH)
    return near.clamp_min(0)


def guess(rgb: Tensor, painted: Tensor, ink: Tensor) -> tuple[Tensor, Tensor]:
    """What the unpainted may look like: the paint nearest to it that no line parts from it, else the nearest.

    rgb (B, 3, H, W), painted and ink (B, 1, H, W) in 0..1. Returns colors (B, 3, H/4, W/4) in about -1..1
    (zeros where nothing at all is painted) and 1 where paint reached without crossing a line (B, 1, ...).
    """
    known = functional.avg_pool2d(painted, 4)
    colors = functional.avg_pool2d((rgb * 2 - 1) * painted, 4) / known.clamp_min(1e-3)
    known = (known > 0.2).float()
    colors = colors * known
    free = (functional.max_pool2d(ink, 4) < 0.4).float()
    for _ in range(STEPS):
        spread = functional.avg_pool2d(torch.cat([colors, known], 1), 3, 1, 1)
        total = spread[:, 3:]
        fresh = (total > 1e-3).float() * (1 - known) * free
        colors = colors + fresh * spread[:, :3] / total.clamp_min(1e-3)
        known = known + fresh
    # What is walled in takes the color of its surroundings, from as near as there is one.
    levels = [(colors, known)]
    for _ in range(3):
        both = functional.avg_pool2d(torch.cat(levels[-1], 1), 2)
        there = (both[:, 3:] > 1e-3).float()
        levels.append((there * both[:, :3] / both[:, 3:].clamp_min(1e-3), there))
    last, there = levels.pop()
    mean = last.sum((2, 3), keepdim=True) / there.sum((2, 3), keepdim=True).clamp_min(1)
    out = last + (1 - there) * mean
    for fine, there in reversed(levels):
        out = fine + (1 - there) * functional.interpolate(out, scale_factor=2.0, mode="nearest")
    return out, known


def places(like: Tensor) -> Tensor:
    """(B, 2, h, w) x and y from -1 to 1. Sums of ones: engines trace them for every size. Counted in whole
    numbers, for bfloat16 cannot count beyond 256."""
    ones = torch.ones_like(like[:, :1]).long()
    x, y = ones.cumsum(3).to(like.dtype), ones.cumsum(2).to(like.dtype)
    return torch.cat([x / x[:, :, :, -1:], y / y[:, :, -1:]], 1) * 2 - 1


class PiRec(nn.Module):
    """See the head of this file. thin: channels of the path at full size."""

    def __init__(
        self,
        widths: Sequence[int] = (24, 64, 128, 192, 256),
        blocks: Sequence[int] = (1, 2, 2, 2, 3),
        thin: int = 12,
    ) -> None:
        super().__init__()
        # 9 sharp planes unshuffled; nearness, guess, reached, place and noise are smooth: half size will do.
        self.trunk = Trunk(9 * 4 + 10, 3, widths, blocks)
        self.finish = Finish(widths[0], 9, thin, 4)

    def forward(self, x: Tensor) -> Tensor:
        ink, painted, refine = x[:, :1], x[:, 4:5], x[:, 13:14]
        rgb = x[:, 1:4]
        sharp = torch.cat(
            [ink * 2 - 1, (rgb * 2 - 1) * painted, painted * 2 - 1, (x[:, 5:9] * 2 - 1) * refine], 1
        )
        strokes = strokes_of(ink)
        near = nearness(strokes)
        guessed, reached = guess(rgb, painted, strokes)
        far = functional.interpolate(torch.cat([guessed, reached], 1), scale_factor=2.0, mode="nearest")
        noise = functional.avg_pool2d(x[:, 9:12], 2)
        half = torch.cat([functional.pixel_unshuffle(sharp, 2), near, far, places(near), noise], 1)
        control = x[:, 12:15].mean((2, 3), keepdim=True) * 2 - 1
        out = self.finish(self.trunk(half, control), sharp)
        return torch.cat([out[:, :3] * 0.5 + 0.5, out[:, 3:].sigmoid()], 1)
