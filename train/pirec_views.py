"""What PI-REC sees while it learns: views of figures and of heads, drawn and painted by simulated hands.

Everything is batched on the pictures' device. A store holds pictures of one size; a view of half that size is
the whole picture, reduced, or a part of it at full size, so that one store serves small and large sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from train import backgrounds, strokes
from train.factory.parts import Part
from train.strokes_detail import among
from train.strokes_filters import displaced, grow
from train.strokes_levels import TRACED, Hand
from train.views import Chance, constant

Levels = tuple[tuple[str | Hand, float, tuple[float, float]], ...]
LEVELS: Levels = (("clean", 0.25, (0.6, 1.0)), ("usual", 0.45, (0.3, 0.8)), ("rough", 0.3, (0.0, 0.5)))
"""Level of the hand, its share, and the strength it is told to have. That is how the slider gets its meaning:
where it is high the drawing was right, where it is low the drawing only meant well."""

EXACT: Levels = ((TRACED, 1.0, (0.0, 1.0)),)
"""No hand at all, for the ablation: lines and blocks lie where the picture has them."""

USUAL = 0.6
"""The strength of everyday use."""

NO_LINES, NO_COLORS, FEW_COLORS, GROUNDED, RECOLORED = 0.06, 0.04, 0.3, 0.15, 0.3
"""Shares of the samples: without any lines; without any color; with some parts not painted; on a ground that
is painted; turned in hue, so that no color belongs to a thing."""

EYES = tuple(range(Part.LEFT_SCLERA, Part.RIGHT_LASH + 1))
FIGURE, HEAD, EYE = 1.0, 1.0, 3.0
"""What a pixel counts besides the ground's 0.5: an eye counts four times and more what a sleeve does."""

LEAN = 0.6
"""How much the noise tells of the truth. A network that is fed pure noise learns to ignore it; one whose
noise leans on the truth listens, and paints another picture for another seed where nothing is painted."""


NOISY = 0.5
"""Share of the samples that have noise. Without it the network paints what is likeliest: the first result."""


@dataclass(frozen=True)
class View:
    """pictures: uint8 passes of one size, by name. head: (B, 4) x0, y0, x1, y1; empty where no face is."""

    pictures: dict[str, Tensor]
    head: Tensor


def halved(pictures: dict[str, Tensor]) -> dict[str, Tensor]:
    """Every pass at half the size, uint8: colors as means of what covers, parts as one of four."""
    alpha = pictures["beauty"][:, 3:].float().contiguous()
    small = functional.avg_pool2d(alpha, 2)
    out = {}
    for name, value in pictures.items():
        if name == "part":
            out[name] = value[:, :, ::2, ::2]
        elif name == "lines":
            # A line of one pixel would fade to gray; half of it is given back.
            ink = functional.avg_pool2d(255 - value.float().contiguous(), 2)
            out[name] = (255 - (ink * 1.5).clamp(max=255)).round().to(torch.uint8)
        else:
            mean = functional.avg_pool2d(value[:, :3].float().contiguous() * alpha, 2) / small.clamp_min(1e-3)
            both = torch.cat([mean, small], 1) if name == "beauty" else mean
            out[name] = both.round().clamp(0, 255).to(torch.uint8)
    return out


def bled(pictures: dict[str, Tensor]) -> dict[str, Tensor]:
    """The same with the albedo's colors carried a few pixels past the figure, where it is black: blocks are
    means of it, and would take black rims."""
    known = (pictures["beauty"][:, 3:] > 127).float().contiguous()
    albedo = pictures["albedo"].float().contiguous()  # pooling a few channels is slow when they come last
    for _ in range(3):
        spread = functional.avg_pool2d(torch.cat([albedo * known, known], 1), (5, 1), 1, (2, 0))
        spread = functional.avg_pool2d(spread, (1, 5), 1, (0, 2))
        albedo = torch.where(known > 0, albedo, spread[:, :3] / spread[:, 3:].clamp_min(1e-3))
        known = torch.maximum(known, (spread[:, 3:] > 1e-3).float())
    return {**pictures, "albedo": albedo.round().clamp(0, 255).to(torch.uint8)}


def crop(value: Tensor, corner: Tensor, size: tuple[int, int]) -> Tensor:
    """(B, C, h, w) parts of (B, C, H, W), each at its own corner (B, 2) int64 x, y inside the picture."""
    rows = corner[:, 1:] + torch.arange(size[0], device=value.device)
    columns = corner[:, :1] + torch.arange(size[1], device=value.device)
    batch = torch.arange(len(value), device=value.device)[:, None, None]
    return value.permute(0, 2, 3, 1)[batch, rows[:, :, None], columns[:, None]].permute(0, 3, 1, 2)


def half_views(pictures: dict[str, Tensor], head: Tensor, chance: Chance, heads: float, parts: float) -> View:
    """Views of half the store's size: a share `heads` round the face, a share `parts` anywhere in full size,
    the rest whole pictures reduced; half of them mirrored. Pictures without a face give parts."""
    count, _, height, width = pictures["beauty"].shape
    size = (height // 2, width // 2)
    luck = chance.uniform(count)
    sides = constant((size[1], size[0]), head.device)
    room = constant((width - size[1], height - size[0]), head.device)
    free = chance.uniform(count, 2) * room
    middle = (head[:, :2] + head[:, 2:]) / 2 - sides / 2
    middle = middle + (chance.uniform(count, 2) - 0.5) * sides * 0.4
    seen = (head[:, 2] > head[:, 0])[:, None]
    near = (luck < heads)[:, None] & seen
    corner = torch.minimum(torch.where(near, middle, free).clamp_min(0), room).long()
    whole = (luck >= heads + parts)[:, None, None, None]
    mirror = chance.yes(count, 0.5)[:, None, None, None]
    out = {}
    for name, small in halved(pictures).items():
        view = torch.where(whole, small, crop(pictures[name], corner, size))
        out[name] = torch.where(mirror, view.flip(3), view)
    box = torch.where(whole[:, :, 0, 0], head / 2, head - corner.repeat(1, 2))
    return View(out, _mirrored(box, mirror[:, :, 0, 0], size[1]))


def full_views(pictures: dict[str, Tensor], head: Tensor, chance: Chance) -> View:
    """The store's pictures as they are, half of them mirrored."""
    mirror = chance.yes(len(head), 0.5)[:, None, None, None]
    out = {name: torch.where(mirror, value.flip(3), value) for name, value in pictures.items()}
    return View(out, _mirrored(head, mirror[:, :, 0, 0], pictures["beauty"].shape[3]))


def _mirrored(box: Tensor, mirror: Tensor, width: int) -> Tensor:
    x0, y0, x1, y1 = box.unbind(1)
    return torch.where(mirror, torch.stack([width - x1, y0, width - x0, y1], 1), box)


def boxed(box: Tensor, height: int, width: int) -> Tensor:
    """(B, 1, H, W) float: inside the boxes."""
    y = torch.arange(height, device=box.device) + 0.5
    x = torch.arange(width, device=box.device) + 0.5
    x0, y0, x1, y1 = box[:, :, None].unbind(1)
    inside = ((y >= y0) & (y < y1))[:, :, None] & ((x >= x0) & (x < x1))[:, None]
    return inside[:, None].float()


def weights(view: View) -> Tensor:
    """(B, 1, H, W) what each pixel counts."""
    part, beauty = view.pictures["part"], view.pictures["beauty"]
    eyes = grow(among(part, EYES), 2)
    figure = grow(beauty[:, 3:].float() / 255, 3)
    return 0.5 + FIGURE * figure + HEAD * boxed(view.head, *part.shape[2:]) + EYE * eyes


def recolored(view: View, matrix: Tensor) -> View:
    """The pictures with their hues turned by (B, 3, 3), see `turns`, albedo and picture alike."""
    out = {n: turned(v, matrix) if n in ("beauty", "albedo") else v for n, v in view.pictures.items()}
    return View(out, view.head)


def turns(count: int, chance: Chance) -> Tensor:
    """(B, 3, 3) rotations of RGB about gray; for most the identity."""
    turn = chance.yes(count, RECOLORED).float() * chance.uniform(count, low=-3.1416, high=3.1416)
    cos, sin = turn.cos()[:, None, None], turn.sin()[:, None, None]
    root = 3**-0.5
    eye = torch.eye(3, device=turn.device)
    cross = constant((0.0, -root, root, root, 0.0, -root, -root, root, 0.0), turn.device).view(3, 3)
    return cos * eye + (1 - cos) / 3 + sin * cross


def turned(value: Tensor, matrix: Tensor) -> Tensor:
    """uint8 RGB or RGBA (B, C, H, W) with its colors turned."""
    rgb = torch.einsum("bij,bjhw->bihw", matrix, value[:, :3].float()).round().clamp(0, 255)
    return torch.cat([rgb.to(torch.uint8), value[:, 3:]], 1)


def truth(view: View, chance: Chance, grounded: float = 0.0) -> tuple[Tensor, Tensor]:
    """RGB over white and coverage (B, 4, H, W) in 0..1; which stand on a painted ground (B, 1, 1, 1)."""
    beauty = view.pictures["beauty"].float() / 255
    count, _, height, width = beauty.shape
    alpha = beauty[:, 3:]
    if not grounded:
        return torch.cat([beauty[:, :3] * alpha + 1 - alpha, alpha], 1), alpha.new_zeros(count, 1, 1, 1)
    ground = backgrounds.grounds(height, width, chance.below(count, 2**31 - 1))
    on = chance.yes(count, grounded)[:, None, None, None].float()
    behind = ground * on + 1 - on
    rgb = beauty[:, :3] * alpha + behind * (1 - alpha)
    return torch.cat([rgb, torch.maximum(alpha, on)], 1), on


def drawn(
    view: View, goal: Tensor, on: Tensor, chance: Chance, luck: float, levels: Levels = LEVELS
) -> dict[str, Tensor]:
    """ink (B, 1, H, W), colors (B, 4, H, W) and strength (B,) by hands of all levels, some of it left out.
    luck: 0 to 1, rounds the shares of small batches up or down."""
    count, done, total = len(goal), 0, 0.0
    seeds = chance.below(count, 2**31 - 1)
    ink, colors, strength = [], [], []
    for level, share, told in levels:
        total += share * count
        end = count if level == levels[-1][0] else min(count, int(total + luck))
        if end > done:
            some = {name: value[done:end] for name, value in view.pictures.items()}
            made = strokes.draw(some, seeds[done:end], level, colors=True)
            ink.append(1 - made.lines)
            colors.append(made.colors)
            strength.append(chance.uniform(end - done, low=told[0], high=told[1]))
            done = end
    return left_out(view, goal, on, torch.cat(ink), torch.cat(colors), torch.cat(strength), chance)


def left_out(
    view: View, goal: Tensor, on: Tensor, ink: Tensor, colors: Tensor, strength: Tensor, chance: Chance
) -> dict[str, Tensor]:
    """Lines and colors that were not given; and the ground's paint where there is a ground."""
    count, _, height, width = goal.shape
    column = (count, 1, 1, 1)
    part = view.pictures["part"]
    # The paint of a ground: its large shapes only.
    coarse = functional.interpolate(functional.avg_pool2d(goal[:, :3], 16), (height, width), mode="nearest")
    bare = on * (1 - colors[:, 3:]) * (part == 0)
    rgb = colors[:, :3] * (1 - bare) + coarse * bare
    painted = torch.maximum(colors[:, 3:], bare)
    few = chance.yes(count, FEW_COLORS)[:, None].float() * chance.uniform(count, 1, high=0.7)
    table = (chance.uniform(count, 256) < few).float()
    gone = table.gather(1, part.long().flatten(1)).view_as(part)
    reach = max(1, round(6 * height / 768))
    painted = painted * (1 - grow(gone, reach)) * (1 - chance.yes(count, NO_COLORS).float().view(column))
    blank = chance.yes(count, NO_LINES).float().view(column)
    spot = functional.interpolate(chance.uniform(count, 1, 4, 4), (height, width), mode="bicubic")
    blank = torch.maximum(blank, (spot > 0.8).float() * chance.yes(count, 0.1).float().view(column))
    return {"ink": ink * (1 - blank), "colors": torch.cat([rgb, painted], 1), "strength": strength}


def noise(goal: Tensor, chance: Chance, lean: float = LEAN) -> Tensor:
    """(B, 3, H, W) the seed's planes: smooth, about standard normal, leaning on the truth's large colors."""
    height, width = goal.shape[2:]
    cells = functional.avg_pool2d(goal[:, :3], 32)
    told = (cells - 0.6) * 4
    mixed = lean * told + (1 - lean**2) ** 0.5 * chance.normal(*told.shape)
    mixed = mixed * chance.yes(len(goal), NOISY).float()[:, None, None, None]
    return functional.interpolate(mixed, (height, width), mode="bilinear")


def brushed(count: int, height: int, width: int, chance: Chance) -> Tensor:
    """(B, 1, H, W) free brush strokes, 1 = covered, at most about 70 % of the picture."""
    points, device = 14, chance.device
    low = (height // 4, width // 4)
    start = chance.uniform(count, 1, 2)
    angle = chance.uniform(count, points, low=-1.6, high=1.6).cumsum(1) + chance.uniform(count, 1, high=6.28)
    step = chance.uniform(count, points, high=0.25)
    way = torch.stack([angle.cos() * step, angle.sin() * step], 2).cumsum(1)
    a = ((start + way) % 1) * constant((low[1], low[0]), device)
    b = a + torch.stack([angle.cos(), angle.sin()], 2) * chance.uniform(count, points, 1, high=0.4) * low[0]
    y, x = torch.meshgrid(
        torch.arange(low[0], device=device) + 0.5, torch.arange(low[1], device=device) + 0.5, indexing="ij"
    )
    spot = torch.stack([x, y], 2).flatten(0, 1)[None, None]
    along = (b - a)[:, :, None]
    t = ((spot - a[:, :, None]) * along).sum(3) / along.square().sum(3).clamp_min(1e-3)
    gap = (spot - a[:, :, None] - t.clamp(0, 1)[..., None] * along).norm(dim=3)
    wide = chance.uniform(count, 1, 1, low=0.02, high=0.11) * low[0]
    # Strokes are added until 70 % would be covered.
    over = torch.cummax((gap < wide).float(), 1).values
    few_enough = (over.mean(2, keepdim=True) <= 0.7).float()
    cover = (over * few_enough).amax(1).view(count, 1, *low)
    return functional.interpolate(cover, (height, width), mode="nearest")


def spoiled(draft: Tensor, chance: Chance) -> Tensor:
    """A draft as it may come: soft, bent, tinted, patches from elsewhere, noisy. (B, 4, H, W)."""
    count, _, height, width = draft.shape
    column = (count, 1, 1, 1)
    soft = functional.interpolate(functional.avg_pool2d(draft, 4), (height, width), mode="bilinear")
    share = chance.yes(count, 0.5).float().view(column) * chance.uniform(*column)
    x = draft + (soft - draft) * share
    bend = functional.interpolate(chance.normal(count, 2, 6, 4), (height, width), mode="bicubic")
    x = displaced(x, bend * chance.yes(count, 0.5).float().view(column) * chance.uniform(*column, high=4.0))
    # Patches of the same picture from elsewhere (style2paints' region swap).
    spot = functional.interpolate(chance.uniform(count, 1, 6, 4), (height, width), mode="bicubic") > 0.85
    swapped = spot & chance.yes(count, 0.3).view(column)
    x = torch.where(swapped, x.roll((height // 7, width // 5), (2, 3)), x)
    tint = 1 + (chance.uniform(count, 3, 1, 1) - 0.5) * 0.2 * chance.yes(count, 0.5).float().view(column)
    grain = chance.normal(count, 1, height, width) * chance.uniform(*column, high=0.03)
    return torch.cat([(x[:, :3] * tint + grain).clamp(0, 1), x[:, 3:].clamp(0, 1)], 1)


def to_uint8(x: Tensor) -> Any:
    """(B, C, H, W) in 0..1 to (B, H, W, C) numpy."""
    return (x.detach().float().clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()
