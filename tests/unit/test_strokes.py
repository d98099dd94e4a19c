"""Simulated hands on a small figure made of arithmetic: a head with eyes, hair, a dress, legs."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from anigen_core.errors import InputError
from train import backgrounds, strokes
from train.factory.parts import Part
from train.strokes_chance import Chance
from train.strokes_detail import bend, proportion
from train.strokes_trace import Stamps, stamped

H, W = 192, 128


def figure(count: int = 3) -> dict[str, Tensor]:
    """Pictures of a figure that is a little larger each time; every part has its color and a dark rim."""
    y, x = torch.meshgrid(torch.arange(H) + 0.5, torch.arange(W) + 0.5, indexing="ij")
    out: dict[str, list[Tensor]] = {"beauty": [], "part": [], "lines": []}
    for n in range(count):
        s = 0.9 + 0.05 * n

        def disc(cx: float, cy: float, rx: float, ry: float, s: float = s) -> Tensor:
            return ((x - cx) / (rx * s)) ** 2 + ((y - cy) / (ry * s)) ** 2 < 1

        part, color, ink = torch.zeros(H, W), torch.zeros(3, H, W), torch.zeros(H, W)
        for number, mask, rgb in (
            (Part.HAIR_BACK, disc(64, 50, 42, 44), (0.3, 0.5, 0.9)),
            (Part.TOP, disc(64, 130, 30, 45), (0.9, 0.4, 0.4)),
            (Part.LEFT_LEG, disc(52, 172, 7, 22), (1.0, 0.85, 0.75)),
            (Part.RIGHT_LEG, disc(76, 172, 7, 22), (1.0, 0.85, 0.75)),
            (Part.FACE, disc(64, 56, 32, 34), (1.0, 0.85, 0.75)),
            (Part.LEFT_IRIS, disc(78, 56, 8, 10), (0.4, 0.2, 0.7)),
            (Part.LEFT_PUPIL, disc(78, 56, 3, 4), (0.1, 0.0, 0.2)),
            (Part.RIGHT_IRIS, disc(50, 56, 8, 10), (0.4, 0.2, 0.7)),
            (Part.RIGHT_PUPIL, disc(50, 56, 3, 4), (0.1, 0.0, 0.2)),
            (Part.MOUTH, disc(64, 76, 8, 2), (0.8, 0.3, 0.3)),
        ):
            rim = torch.nn.functional.avg_pool2d(mask[None].float(), 3, 1, 1)[0]
            ink = torch.where(mask, 0.0, ink)
            ink = torch.maximum(ink, ((rim > 0.2) & (rim < 0.9)).float())
            part = torch.where(mask, float(number), part)
            color = torch.where(mask, torch.tensor(rgb)[:, None, None], color)
        alpha = (part > 0).float()
        rgba = torch.cat([color * (1 - ink), alpha[None]])
        out["beauty"].append((rgba * 255).byte())
        out["part"].append(part.byte()[None])
        out["lines"].append(((1 - ink) * 255).byte()[None])
    return {name: torch.stack(pile) for name, pile in out.items()}


def some(pictures: dict[str, Tensor], index: list[int]) -> dict[str, Tensor]:
    return {name: pile[index] for name, pile in pictures.items()}


@pytest.mark.parametrize("level", strokes.LEVELS)
def test_the_same_seed_draws_the_same_hand_in_any_batch(level: str):
    pictures = figure(4)
    seeds = torch.tensor([5, 9, 1, 2**31 + 7])
    whole = strokes.draw(pictures, seeds, level, colors=True)
    for index in ([3], [2, 0]):
        part = strokes.draw(some(pictures, index), seeds[index], level, colors=True)
        assert torch.allclose(part.lines, whole.lines[index], atol=1e-5)
        assert torch.allclose(part.colors, whole.colors[index], atol=1e-5)
    again = strokes.draw(pictures, seeds + 1, level)
    assert (again.lines - whole.lines).abs().flatten(1).amax(1).min() > 0.1


@pytest.mark.parametrize("level", strokes.LEVELS)
def test_shapes_and_ranges(level: str):
    pictures = figure(4)
    made = strokes.draw(pictures, torch.arange(4) * 977, level, colors=True)
    assert made.lines.shape == (4, 1, H, W) and made.colors.shape == (4, 4, H, W)
    for x in (made.lines, made.colors):
        assert x.dtype == torch.float32 and bool(torch.isfinite(x).all())
        assert float(x.min()) >= 0 and float(x.max()) <= 1
    # There is a drawing, and it is mostly paper.
    ink = made.lines.flatten(1).amax(1) - made.lines.flatten(1).amin(1)
    assert float(ink.min()) > 0.15
    share = (
        ((made.lines.flatten(1).quantile(0.8, dim=1)[:, None] - made.lines.flatten(1)) > 0.15).float().mean(1)
    )
    assert float(share.min()) > 0.003 and float(share.max()) < 0.3
    # Something is painted, the ground mostly not.
    painted = made.colors[:, 3]
    assert set(painted.unique().tolist()) <= {0.0, 1.0}
    assert float(painted.mean((1, 2)).min()) > 0.01 and float(painted[:, :8].mean()) < 0.2


def test_a_black_and_an_empty_picture_pass():
    pictures = {name: torch.zeros_like(pile) for name, pile in figure(2).items()}
    for level in strokes.LEVELS:
        made = strokes.draw(pictures, torch.arange(2), level, colors=True)
        assert bool(torch.isfinite(made.lines).all()) and bool(torch.isfinite(made.colors).all())


def test_levels_bend_and_leave_out_more_and_more():
    pictures = figure(1)
    pictures = some(pictures, [0] * 16)
    seeds = torch.arange(16)
    alpha = pictures["beauty"][:, 3:].float() / 255
    far, left = [], []
    for hand in strokes.LEVELS.values():
        shift = bend(pictures["part"], proportion(alpha, hand), Chance(seeds), hand)
        far.append(float(shift.norm(dim=1).mean()))
        assert float(shift.norm(dim=1).max()) < 14 * H / 384
        # Ink near the true lines, drawn by the same pen.
        same = replace(hand, sources=(0, 1, 0, 0), redrawn=1, hatched=0, construction=0, width=(1.5, 1.5))
        same = replace(same, doubles=(0, 0), bent=(0, 0), head=(1, 1), ink=(1, 1), grain=(0, 0), taper=(0, 0))
        drawn = strokes.draw(pictures, seeds, same, worn=False).lines
        left.append(float((1 - drawn).mean()))
    assert far[0] < far[1] < far[2]
    assert left[0] > left[1] > left[2]


def test_irises_are_emptied_where_asked():
    pictures = some(figure(1), [0] * 24)
    plain = replace(strokes.LEVELS["clean"], lost=(0, 0), uneven=0, bent=(0, 0), head=(1, 1), wobble=(0, 0))
    inside = torch.zeros(H, W, dtype=torch.bool)
    for side in ("LEFT", "RIGHT"):
        inside |= pictures["part"][0, 0] == Part[f"{side}_PUPIL"]
    dark = {}
    for share in (0.0, 1.0):
        hand = replace(plain, emptied=share, hatched=0, construction=0)
        lines = strokes.draw(pictures, torch.arange(24), hand, worn=False).lines
        dark[share] = float(1 - lines[:, 0, inside].mean())
    assert dark[1.0] < 0.08
    assert dark[0.0] > 3 * dark[1.0]


def test_eyes_keep_blobs_of_their_own():
    pictures = some(figure(1), [0] * 24)
    colors = strokes.draw(pictures, torch.arange(24), "clean", lines=False, colors=True).colors
    iris = pictures["part"][0, 0] == Part.LEFT_IRIS
    seen = colors[:, :3, iris].mean(2)
    purple = (seen[:, 2] - seen[:, 1]) > 0.2
    assert float(purple.float().mean()) > 0.7


def test_chance_is_even_and_belongs_to_the_seed():
    chance = Chance(torch.arange(4000))
    values = chance.uniform("x")
    assert abs(float(values.mean()) - 0.5) < 0.02 and abs(float(values.std()) - 0.2887) < 0.01
    assert abs(float(torch.corrcoef(torch.stack([values, chance.uniform("y")]))[0, 1])) < 0.06
    assert torch.equal(values[100:200], Chance(torch.arange(100, 200)).uniform("x"))
    picks = chance.choice("kind", (0.7, 0.2, 0.1)).bincount() / 4000
    assert torch.allclose(picks, torch.tensor([0.7, 0.2, 0.1]), atol=0.03)


def test_wrong_calls_say_what_to_do():
    pictures = figure(1)
    with pytest.raises(InputError, match="clean, usual, rough"):
        strokes.draw(pictures, torch.zeros(1, dtype=torch.int64), "neat")
    with pytest.raises(InputError, match="colors=True"):
        _ = strokes.draw(pictures, torch.zeros(1, dtype=torch.int64), "clean").colors
    assert strokes.main(["--what", "1"]) == 2


def test_grounds_show_only_behind_the_figure():
    pictures = figure(3)
    beauty = some(pictures, [0, 1, 2] * 16)["beauty"]
    seeds = torch.arange(48)
    made = backgrounds.behind(beauty, seeds)
    assert made.shape == (48, 3, H, W) and made.dtype == torch.float32
    assert float(made.min()) >= 0 and float(made.max()) <= 1
    solid = (beauty[:, 3:] == 255).expand(-1, 3, -1, -1)
    assert torch.allclose(made[solid], beauty[:, :3][solid].float() / 255)
    white = (made[:, :, 0, 0] == 1).all(1).float().mean()
    assert 0.2 < float(white) < 0.7
    assert torch.equal(backgrounds.behind(beauty[7:9], seeds[7:9]), made[7:9])


def test_strokes_may_run_off_the_canvas():
    far = torch.tensor([[-50.0, -50.0], [-1.6, 3.0], [40.0, -9.0], [60.0, 60.0], [15.7, 15.7]])
    all_discs = Stamps(torch.zeros(5, dtype=torch.long), far, torch.full((5,), 9.0), torch.ones(5))
    ink = stamped([all_discs], 1, (16, 16), torch.device("cpu"))
    assert ink.shape == (1, 1, 16, 16) and bool(torch.isfinite(ink).all())
    assert ink[0, 0, 15, 15] > 0.9 and ink[0, 0, 8, 8] == 0
