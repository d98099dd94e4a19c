"""What the seeing networks look at while they learn: factory pictures and line drawings, moved and worn.

Everything is batched, runs on the tensors' device, and draws all chance from the generator it is given.
"""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional


def _module(name: str) -> Any:
    """A module of this package, or None: then clean lines and flat grounds have to do."""
    try:
        return importlib.import_module(f"train.{name}")
    except ImportError:
        return None


strokes, backgrounds = _module("strokes"), _module("backgrounds")

LEVEL_SHARES = (("clean", 0.3), ("usual", 0.4), ("rough", 0.3))
"""How often a batch is drawn at each level: networks must hold on rough sketches, which are hardest."""


@functools.cache
def constant(values: tuple[float, ...], device: torch.device) -> Tensor:
    """A few fixed numbers on a device, copied there once: a copy would wait for the GPU."""
    return torch.tensor(values, dtype=torch.float32, device=device)


class Chance:
    """Random tensors on a device from a generator that may live on another one. A GPU is not waited for."""

    def __init__(self, generator: torch.Generator, device: torch.device | str) -> None:
        self.generator, self.device = generator, torch.device(device)

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> Tensor:
        values = torch.rand(*shape, generator=self.generator, device=self.generator.device)
        return (values * (high - low) + low).to(self.device, non_blocking=True)

    def normal(self, *shape: int) -> Tensor:
        values = torch.randn(*shape, generator=self.generator, device=self.generator.device)
        return values.to(self.device, non_blocking=True)

    def below(self, count: int, limit: int) -> Tensor:
        """(count,) int64 out of 0..limit-1."""
        place = self.generator.device
        values = torch.randint(limit, (count,), generator=self.generator, device=place)
        return values.to(self.device, non_blocking=True)

    def yes(self, count: int, share: float) -> Tensor:
        """(count,) bool, true for about `share` of them."""
        return self.uniform(count) < share

    def one(self) -> float:
        return float(torch.rand(1, generator=self.generator, device=self.generator.device))


@dataclass(frozen=True)
class Moves:
    """How far a view may move from the picture.

    zoom: size of the picture in the view, 1 = as large as fits. angle: degrees either way. shift: share of
    the view's sides. flip: share of mirrored views.
    """

    zoom: tuple[float, float] = (0.75, 1.3)
    angle: float = 20.0
    shift: float = 0.12
    flip: float = 0.5


def affine(
    chance: Chance, count: int, source: tuple[int, int], view: tuple[int, int], moves: Moves
) -> Tensor:
    """(count, 3, 3) matrices from source pixels (x, y, 1) to view pixels. Sizes are (height, width)."""
    (h, w), (vh, vw) = source, view
    fit = min(vh / h, vw / w)
    low, high = (torch.tensor(z).log().item() for z in moves.zoom)
    scale = fit * chance.uniform(count, low=low, high=high).exp()
    angle = torch.deg2rad(chance.uniform(count, low=-1, high=1) * moves.angle)
    mirror = torch.where(chance.yes(count, moves.flip), -1.0, 1.0)
    shift = chance.uniform(count, 2, low=-1, high=1) * moves.shift * constant((vw, vh), scale.device)
    cos, sin = scale * angle.cos(), scale * angle.sin()
    out = torch.zeros(count, 3, 3, device=scale.device)
    out[:, 0, 0], out[:, 0, 1], out[:, 1, 0], out[:, 1, 1] = cos * mirror, -sin, sin * mirror, cos
    out[:, 2, 2] = 1
    middle = constant((w / 2, h / 2), scale.device)
    goal = constant((vw / 2, vh / 2), scale.device)
    out[:, :2, 2] = goal + shift - out[:, :2, :2] @ middle
    return out


def mirrored(matrix: Tensor) -> Tensor:
    """(B,) bool: which matrices flip the picture, so that left and right change places."""
    return torch.det(matrix[:, :2, :2]) < 0


def resample(image: Tensor, matrix: Tensor, view: tuple[int, int], *, nearest: bool = False) -> Tensor:
    """(B, C, h, w) float views of (B, C, H, W) by source-to-view matrices; 0 outside the picture.

    Much smaller views are made from means of 2 x 2 or 4 x 4 pixels: bilinear sampling alone would lose thin
    lines.
    """
    if nearest:
        return _sample(image, matrix, view, "nearest")
    area = torch.det(matrix[:, :2, :2].float()).abs()
    level = (area < 0.4).int() + (area < 0.1).int()
    out = None
    for n in range(3):
        which = level == n
        if image.device.type == "cpu":  # only what is needed; a GPU does all rather than be asked what is
            if not which.any():
                continue
            if which.all():
                return _sample(_less(image, n), _larger(matrix, n), view, "bilinear")
            seen = _sample(_less(image[which], n), _larger(matrix[which], n), view, "bilinear")
            out = seen.new_zeros(len(image), image.shape[1], *view) if out is None else out
            out[which] = seen
        else:
            seen = _sample(_less(image, n), _larger(matrix, n), view, "bilinear")
            out = seen if out is None else torch.where(which[:, None, None, None], seen, out)
    assert out is not None
    return out


def _less(image: Tensor, halvings: int) -> Tensor:
    return functional.avg_pool2d(image, 2**halvings) if halvings else image


def _larger(matrix: Tensor, halvings: int) -> Tensor:
    """For a source with each side so often halved."""
    return matrix * constant((2.0**halvings, 2.0**halvings, 1.0), matrix.device)


def _sample(image: Tensor, matrix: Tensor, view: tuple[int, int], mode: str) -> Tensor:
    height, width = image.shape[2:]
    vh, vw = view
    y, x = torch.meshgrid(
        torch.arange(vh, device=image.device) + 0.5,
        torch.arange(vw, device=image.device) + 0.5,
        indexing="ij",
    )
    points = torch.stack([x, y, torch.ones_like(x)], -1).flatten(0, 1)
    back = torch.linalg.inv_ex(matrix.float())[0]
    places = points @ back[:, :2].transpose(1, 2) / constant((width, height), image.device) * 2 - 1
    grid = places.unflatten(1, (vh, vw))
    return functional.grid_sample(image, grid, mode=mode, padding_mode="zeros", align_corners=False)


def carry(points: Tensor, matrix: Tensor) -> Tensor:
    """(B, K, 2) pixels of the source to pixels of the view."""
    return points @ matrix[:, :2, :2].transpose(1, 2) + matrix[:, None, :2, 2]


def drawn(pictures: dict[str, Tensor], chance: Chance) -> Tensor:
    """(B, 1, H, W) float line drawings of factory pictures, 1 = paper, by a simulated hand."""
    draw, level = chance.one(), "rough"
    for name, share in LEVEL_SHARES:
        if draw < share:
            level = name
            break
        draw -= share
    seeds = chance.below(len(pictures["beauty"]), 2**31 - 1)
    if strokes is None:
        return pictures["lines"].float() / 255
    return strokes.draw(pictures, seeds, level).lines


def painted(beauty: Tensor, matrix: Tensor, view: tuple[int, int], chance: Chance) -> Tensor:
    """(B, 3, h, w) float views of (B, 4, H, W) uint8 pictures before random grounds."""
    straight = beauty.float() / 255
    premultiplied = torch.cat([straight[:, :3] * straight[:, 3:], straight[:, 3:]], 1)
    seen = resample(premultiplied, matrix, view)
    seeds = chance.below(len(beauty), 2**31 - 1)
    if backgrounds is None:
        ground = chance.uniform(len(beauty), 3, 1, 1).sqrt()
        ground = torch.where(chance.yes(len(beauty), 0.5)[:, None, None, None], 1.0, ground)
        return seen[:, :3] + ground * (1 - seen[:, 3:])
    blank = torch.zeros(len(beauty), 4, *view, dtype=torch.uint8, device=beauty.device)
    ground = backgrounds.behind(blank, seeds).clamp(0, 1)
    return seen[:, :3] + ground * (1 - seen[:, 3:])


def worn(x: Tensor, chance: Chance, *, hue: float, gray: float = 0.0) -> Tensor:
    """Color edits of (B, 3, H, W) in 0..1: contrast, brightness, warmth, saturation, hue, blur, noise, JPEG.

    hue: largest turn of the hue in radians. gray: share of gray or sepia pictures.
    """
    n = len(x)
    column = (n, 1, 1, 1)
    x = (x - 0.5) * chance.uniform(*column, low=0.75, high=1.25) + 0.5
    x = x + chance.uniform(*column, low=-0.12, high=0.08)
    x = x * chance.uniform(n, 3, 1, 1, low=0.93, high=1.07)
    gamma = chance.uniform(*column, low=-0.3, high=0.3).exp()
    x = x.clamp(1e-3, 1) ** gamma
    light = (x * constant((0.299, 0.587, 0.114), x.device)[None, :, None, None]).sum(1, keepdim=True)
    x = light + (x - light) * chance.uniform(*column, low=0.6, high=1.3)
    if hue:
        x = _turn_hue(x, chance.uniform(n, low=-hue, high=hue))
    if gray:
        tint = torch.where(
            chance.yes(n, 0.4)[:, None],
            constant((1.0, 0.93, 0.8), x.device),
            torch.ones(3, device=x.device),
        )
        x = torch.where(chance.yes(n, gray)[:, None, None, None], light * tint[:, :, None, None], x)
    soft = functional.avg_pool2d(functional.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
    x = torch.where(chance.yes(n, 0.15)[:, None, None, None], soft, x)
    noisy = x + chance.normal(*x.shape) * chance.uniform(*column, high=0.05)
    x = torch.where(chance.yes(n, 0.3)[:, None, None, None], noisy, x)
    return torch.where(chance.yes(n, 0.3)[:, None, None, None], jpeg(x, chance), x).clamp(0, 1)


def _turn_hue(x: Tensor, angle: Tensor) -> Tensor:
    """Rotate around the gray axis."""
    cos, sin = angle.cos()[:, None, None], angle.sin()[:, None, None]
    third, root = torch.full((3, 3), 1 / 3, device=x.device), 3**-0.5
    cross = constant((0.0, -root, root, root, 0.0, -root, -root, root, 0.0), x.device).reshape(3, 3)
    turn = cos * torch.eye(3, device=x.device) + (1 - cos) * third + sin * cross
    return torch.einsum("bij,bjhw->bihw", turn, x)


def jpeg(x: Tensor, chance: Chance) -> Tensor:
    """Blocks of 8 x 8 whose cosine transform is rounded, coarser for finer waves."""
    height, width = x.shape[2:]
    x = functional.pad(x, (0, -width % 8, 0, -height % 8), mode="replicate")
    k = torch.arange(8, device=x.device, dtype=torch.float32)
    basis = torch.cos((k[None] + 0.5) * k[:, None] * torch.pi / 8) * 0.5
    basis[0] *= 0.5**0.5
    blocks = x.unfold(2, 8, 8).unfold(3, 8, 8)  # B, C, rows, columns, 8, 8
    waves = basis @ blocks @ basis.T
    step = (1 + k[:, None] + k[None]) * chance.uniform(len(x), 1, 1, 1, 1, 1, low=0.01, high=0.06)
    blocks = basis.T @ (torch.round(waves / step) * step) @ basis
    back = blocks.permute(0, 1, 2, 4, 3, 5).reshape(*x.shape)
    return back[:, :, :height, :width]


def strip(pictures: Tensor, columns: int = 8) -> Tensor:
    """(H, W, 3) uint8 sheet of (B, 3, h, w) pictures in 0..1."""
    count, _, height, width = pictures.shape
    rows = -(-count // columns)
    sheet = torch.ones(3, rows * height, columns * width)
    for i, picture in enumerate(pictures.detach().float().cpu()):
        y, x = i // columns * height, i % columns * width
        sheet[:, y : y + height, x : x + width] = picture.clamp(0, 1)
    return (sheet * 255).round().byte().permute(1, 2, 0)
