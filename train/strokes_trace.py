"""Lines drawn anew, stroke by stroke: ink is followed along its direction from many seeds at once, the
polylines are smoothed, put a little off, run past their ends, doubled or left out, and stamped as a pen with
pressure would leave them. All strokes of a batch go through every operation together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from train.strokes_chance import Chance, column
from train.strokes_filters import blur, grow, normalized, shrink, slopes, soften
from train.strokes_levels import Hand

STEP = 2.0
"""px from point to point: half of the narrowest line's curl."""

_FAINT = 0.16
"""Blurred ink below this is paper: where a stroke ends."""


@dataclass(frozen=True)
class Strokes:
    """points (B, N, P, 2) px (x, y); alive (B, N, P) bool, a run of points of each stroke."""

    points: Tensor
    alive: Tensor

    @property
    def spans(self) -> Tensor:
        """(B, N) number of points."""
        return self.alive.sum(2)


def _sampled(field: Tensor, points: Tensor) -> Tensor:
    """(B, C, N) values of (B, C, H, W) at (B, N, 2) px."""
    height, width = field.shape[2:]
    grid = points / points.new_tensor([width / 2, height / 2]) - 1
    return functional.grid_sample(field, grid[:, :, None], padding_mode="zeros", align_corners=False)[..., 0]


def flow(ink: Tensor) -> Tensor:
    """(B, 5, H, W): blurred ink, its slope right and down, and the line's direction as a doubled angle."""
    soft = soften(ink, 0.8)
    right, down = slopes(soft)
    tensor = soften(torch.cat([down.square() - right.square(), -2 * right * down], 1), 1.5)
    return torch.cat([soft, right, down, normalized(tensor, 1)], 1)


def _seeds(ridge: Tensor, tile: int, luck: Tensor) -> tuple[Tensor, Tensor]:
    """((B, N, 2) px, (B, N) bool): a random place of the ridge in every tile that has one."""
    best, index = functional.max_pool2d(ridge * (0.5 + luck), tile, tile, return_indices=True)
    width = ridge.shape[3]
    index = index.flatten(1)
    places = torch.stack([index % width, index // width], -1).float() + 0.5
    return places, best.flatten(1) > 0.05


def follow(field: Tensor, places: Tensor, good: Tensor, reach: Tensor) -> Strokes:
    """Strokes along the flow from places (B, N, 2), both ways. reach: (B, N) px each way."""
    count = places.shape[1]
    # Only as many columns as the fullest picture has seeds; which are dropped changes nothing.
    order = good.float().argsort(dim=1, descending=True, stable=True)[:, : max(1, int(good.sum(1).max()))]
    count = order.shape[1]
    places = places.gather(1, order[..., None].expand(-1, -1, 2))
    good, reach = good.gather(1, order), reach.gather(1, order)
    here = torch.cat([places, places], 1)
    for _ in range(2):  # onto the middle of the line
        here = here + _pull(_sampled(field, here))
    values = _sampled(field, here)
    angle = torch.atan2(values[:, 4], values[:, 3]) / 2
    way = torch.stack([angle.cos(), angle.sin()], -1)
    way = torch.cat([way[:, :count], -way[:, :count]], 1)
    alive = torch.cat([good, good], 1) & (values[:, 0] > _FAINT)
    limit = torch.cat([reach, reach], 1)
    path, living = [here], [alive]
    for k in range(1, int(float(reach.max()) / STEP) + 1):
        there = here + way * STEP
        values = _sampled(field, there)
        there = there + _pull(values)
        angle = torch.atan2(values[:, 4], values[:, 3]) / 2
        turn = torch.stack([angle.cos(), angle.sin()], -1)
        along = (turn * way).sum(-1, keepdim=True)
        # A corner ends a stroke, as a pen is put down anew there.
        alive = alive & (values[:, 0] > _FAINT) & (along[..., 0].abs() > 0.55) & (k * STEP <= limit)
        moved = normalized(way + turn * along.sign())
        way = torch.where(alive[..., None], moved, way)
        here = torch.where(alive[..., None], there, here)
        path.append(here)
        living.append(alive)
    points, lives = torch.stack(path, 2), torch.stack(living, 2)
    # One way reversed, then the other: a single run.
    points = torch.cat([points[:, count:, 1:].flip(2), points[:, :count]], 2)
    lives = torch.cat([lives[:, count:, 1:].flip(2), lives[:, :count]], 2)
    return Strokes(points, lives)


def _pull(values: Tensor) -> Tensor:
    """(B, N, 2) px towards the middle of the line, at most half a step."""
    slope = values[:, 1:3].transpose(1, 2)
    size = slope.square().sum(-1, keepdim=True).sqrt()
    return slope / size.clamp(min=1e-4) * (size * 3).clamp(max=0.6)


@dataclass(frozen=True)
class Stamps:
    """Discs: picture (M,) int64, place (M, 2) px, radius (M,) px, darkness (M,)."""

    picture: Tensor
    place: Tensor
    radius: Tensor
    dark: Tensor


def stamps(points: Tensor, radius: Tensor, dark: Tensor, alive: Tensor) -> Stamps:
    """Discs along strokes (B, N, P), and between their points, so that a stroke is no row of dots."""
    which = torch.arange(len(points), device=points.device)[:, None, None].expand_as(alive)
    both = alive[:, :, 1:] & alive[:, :, :-1]
    middle = [(x[:, :, 1:] + x[:, :, :-1])[both] / 2 for x in (points, radius, dark)]
    ends = [x[alive] for x in (points, radius, dark)]
    return Stamps(
        torch.cat([which[alive], which[:, :, 1:][both]]),
        *(torch.cat(p) for p in zip(ends, middle, strict=True)),
    )


def stamped(all_stamps: Sequence[Stamps], batch: int, size: tuple[int, int], device: torch.device) -> Tensor:
    """(B, 1, H, W) ink: the darkest disc of each pixel."""
    height, width = size
    if not all_stamps:
        return torch.zeros(batch, 1, height, width, device=device)
    picture = torch.cat([s.picture for s in all_stamps])
    place, radius = torch.cat([s.place for s in all_stamps]), torch.cat([s.radius for s in all_stamps])
    dark = torch.cat([s.dark for s in all_stamps])
    # A margin around the canvas takes what falls outside: places from -2 on, discs that reach 3 further.
    margin = 5
    rows, columns = height + 2 * margin, width + 2 * margin
    canvas = torch.zeros(batch * rows * columns, device=place.device)
    x, y = place[:, 0].clamp(-1.5, width + 0.5), place[:, 1].clamp(-1.5, height + 0.5)
    left, top = x.floor(), y.floor()
    corner = (picture * rows + top.long() + margin) * columns + left.long() + margin
    x, y = x - left - 0.5, y - top - 0.5
    # A stroke thinner than a pixel is a faint one, not a missing one.
    dark = dark * (2 * radius).clamp(max=1)
    # Most strokes are thin, and a thin one touches few pixels: a disc of radius r reaches r + 1 px at most.
    for reach, low, high in ((1, 0.0, 0.5), (2, 0.5, 1.5), (3, 1.5, 99.0)):
        chosen = (radius > low) & (radius <= high)
        cx, cy, r, d, c = x[chosen], y[chosen], radius[chosen] + 0.5, dark[chosen], corner[chosen]
        if not len(c):
            continue
        r = r.clamp(max=3.0)
        for dy in range(-reach, reach + 1):
            far = (dy - cy).square()
            for dx in range(-reach, reach + 1):
                value = (r - (far + (dx - cx).square()).sqrt()).clamp_(0, 1).mul_(d)
                canvas.scatter_reduce_(0, c + (dy * columns + dx), value, "amax")
    whole = canvas.view(batch, 1, rows, columns)
    return whole[:, :, margin : margin + height, margin : margin + width]


def redrawn(ink: Tensor, unit: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """(B, 1, H, W) ink 0..1 of the same lines in strokes, with their width.

    unit: (B,) px for a px of the hand.
    """
    height, width = ink.shape[2:]
    field = flow(ink)
    ridge = field[:, :1] * (field[:, :1] > 0.3)
    drawn: list[Stamps] = []
    luck = chance.white("seed places", height, width)
    # Long strokes first, then what they left: small shapes and short lines.
    for turn, (tile, share) in enumerate(((14, 1.0), (5, 0.4))):
        name = f"turn {turn}"
        places, good = _seeds(ridge, tile, luck)
        low, high = (n * share / 2 * height / 384 for n in hand.length)
        strokes = follow(field, places, good, chance.many(f"{name} reach", good.shape[1], low, high))
        drawn.extend(by_hand(strokes, unit, chance, hand, name, height / 384))
        if turn == 0:
            dots = stamps(
                strokes.points,
                *(torch.full_like(strokes.points[..., 0], v) for v in (0.5, 1.0)),
                strokes.alive,
            )
            ridge = ridge * (
                1 - grow((stamped([dots], len(ink), (height, width), ink.device) > 0).float(), 2)
            )
    out = stamped(drawn, len(ink), (height, width), ink.device)
    # Pupils and lashes are filled in, by some.
    spots = blur(shrink((ink > 0.5).float(), 1), torch.full_like(unit, 0.8)) * 2.2
    filled = column(chance.yes("spots", 0.6).float() * chance.uniform("spots dark", 0.6, 1.0))
    return torch.maximum(out, grow(spots.clamp(0, 1), 1) * filled)


def by_hand(
    strokes: Strokes, unit: Tensor, chance: Chance, hand: Hand, name: str, scale: float
) -> list[Stamps]:
    """Strokes as a hand of the level leaves them.

    unit: (B,) px for a px of the hand's errors. scale: px for a px of the pen, the picture's height over 384.
    """
    points, alive = strokes.points, strokes.alive
    for _ in range(3):
        inner = (points[:, :, :-2] + 2 * points[:, :, 1:-1] + points[:, :, 2:]) / 4
        whole = (alive[:, :, :-2] & alive[:, :, 2:])[..., None]
        points = torch.cat(
            [points[:, :, :1], torch.where(whole, inner, points[:, :, 1:-1]), points[:, :, -1:]], 2
        )
    count, steps = alive.shape[1:]
    span = strokes.spans.clamp(min=1)
    index = torch.arange(steps, device=points.device)
    first = torch.where(alive, index, steps).amin(2)
    last = torch.where(alive, index, -1).amax(2)
    here = (index - first[..., None]) / (span - 1).clamp(min=1)[..., None]  # 0-1 along the stroke
    low, high = hand.width
    pen = (low + (high - low) * chance.uniform("width").square()) * (scale * unit).sqrt() / 2
    taper = chance.within("taper", hand.taper)
    jitter = chance.within("jitter", hand.jitter) * unit
    lost = chance.within("lost", hand.lost)
    double = chance.within("doubles", hand.doubles)
    over = chance.uniform("overshoot", *hand.overshoot) * unit
    out: list[Stamps] = []
    for copy in range(3):

        def many(what: str, low: float = -1.0, high: float = 1.0, copy: int = copy) -> Tensor:
            # Numbered by where the stroke starts, not by its place in the list, which the batch decides.
            return chance.many(f"{name} {copy} {what}", count, low, high)

        drawn = many("drawn", 0) >= (lost[:, None] if copy == 0 else 1 - double[:, None] / copy)
        drawn = drawn & (span >= 2)
        if not bool(drawn.any()):
            continue
        off = (
            torch.stack([many("off x"), many("off y")], -1)
            * jitter[:, None, None]
            * (1 if copy == 0 else 1.6)
        )
        along = normalized(
            points.gather(2, last[..., None, None].clamp(min=0).expand(-1, -1, 1, 2))
            - points.gather(2, first[..., None, None].clamp(max=steps - 1).expand(-1, -1, 1, 2))
        )
        across = torch.stack([-along[..., 1], along[..., 0]], -1)
        tilt = (here - 0.5) * (many("tilt") * jitter[:, None])[..., None]
        bow = (4 * (here - 0.5).square() - 0.5) * (many("bow") * jitter[:, None])[..., None]
        moved = points + off[:, :, None] + across * (tilt + bow)[..., None]
        reach = many("over", 0, 1) * over[:, None] / STEP  # in points
        moved, live, along_here = _ends(moved, alive, here, first, last, reach)
        press = (1 - (2 * along_here - 1).abs()).clamp(0, 1).sqrt()  # 0 at the ends, 1 in the middle
        radius = pen[:, None, None] * (1 - taper[:, None, None] * (1 - press))
        radius = radius * (1 + 0.25 * many("weight"))[..., None]
        dark = many("dark", 0.65, 1.0)[..., None] * (1 - 0.5 * taper[:, None, None] * (1 - press))
        live = live & drawn[..., None]
        out.append(stamps(moved, radius.clamp(min=0.4), dark, live))
    return out


def _ends(
    points: Tensor, alive: Tensor, here: Tensor, first: Tensor, last: Tensor, reach: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Strokes that run `reach` (B, N) points past their ends, straight on; below 0 they end earlier.

    Returns points, alive and place along the stroke with room for the ends on both sides.
    """
    steps = points.shape[2]
    extra = max(1, int(float(reach.max()) + 1))
    room = torch.arange(-extra, steps + extra, device=points.device)
    inside = torch.minimum(torch.maximum(room, first[..., None]), last[..., None].clamp(min=0)).clamp(
        0, steps - 1
    )
    out = points.gather(2, inside[..., None].expand(-1, -1, -1, 2))

    def heading(end: Tensor, toward: int) -> Tensor:
        a = end.clamp(0, steps - 1)
        b = torch.minimum(torch.maximum(end + 2 * toward, first), last).clamp(0, steps - 1)
        return normalized(
            points.gather(2, a[..., None, None].expand(-1, -1, 1, 2))
            - points.gather(2, b[..., None, None].expand(-1, -1, 1, 2))
        )

    before = (first[..., None] - room).clamp(min=0).float()
    after = (room - last[..., None]).clamp(min=0).float()
    out = out + STEP * (before[..., None] * heading(first, 1) + after[..., None] * heading(last, -1))
    wide = reach[..., None]
    live = (room >= first[..., None] - wide) & (room <= last[..., None] + wide) & alive.any(2, keepdim=True)
    span = (last - first)[..., None] + 2 * wide
    return out, live, ((room - first[..., None] + wide) / span.clamp(min=1)).clamp(0, 1)
