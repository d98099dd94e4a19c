"""PI-REC: the network's planes and costs, the views it learns from, and a few steps of training."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from anigen_core.errors import InputError
from anigen_core.networks.pirec import CHANNELS, PHASES, PiRec, guess, nearness, planes, strokes_of
from anigen_core.networks.pirec_peers import Original, Pix2Pix
from anigen_core.weights import build
from tests.figure import draw_figure
from train import loop, pirec, views
from train import pirec_views as seen
from train.factory.parts import Part
from train.pirec_drawings import Drawings

TINY = (8, 8, 8, 12, 16)


def giga(network: nn.Module) -> float:
    """GMAC at 512x768, counted without computing."""
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network.to("meta")(torch.zeros(1, CHANNELS, 768, 512, device="meta"))
    return counter.get_total_flops() / 2e9


def parameters(network: nn.Module) -> int:
    return sum(p.numel() for p in network.parameters())


def figure(count: int = 2, height: int = 192, width: int = 128) -> tuple[dict[str, Tensor], Tensor]:
    """A head over a body, as the factory would give it, and the head's box."""
    part = torch.zeros(count, 1, height, width, dtype=torch.uint8)
    part[:, :, 80:160, 44:84] = Part.TOP
    part[:, :, 30:80, 40:88] = Part.FACE
    part[:, :, 50:58, 48:58] = Part.LEFT_IRIS
    inside = part > 0
    albedo = torch.where(part == Part.TOP, 90, 220).expand(-1, 3, -1, -1) * inside
    beauty = torch.cat([albedo, inside * 255], 1).to(torch.uint8)
    edge = nn.functional.max_pool2d(part.float(), 3, 1, 1) != -nn.functional.max_pool2d(
        -part.float(), 3, 1, 1
    )
    lines = torch.where(edge, 0, 255).to(torch.uint8)
    box = torch.tensor([[40.0, 30, 88, 80]]).expand(count, -1)
    return {"beauty": beauty, "part": part, "lines": lines, "albedo": albedo.to(torch.uint8)}, box


def test_costs_are_those_in_the_headers() -> None:
    ours, original, plain = PiRec(), Original(), Pix2Pix()
    assert parameters(ours) == 7_517_438 < 8e6
    assert (parameters(original), parameters(plain)) == (10_545_219, 7_671_183)
    mine, theirs, peer = giga(ours), giga(original), giga(plain)
    assert (round(mine, 1), round(theirs, 1), round(peer, 1)) == (20.9, 308.2, 20.7)


@pytest.mark.parametrize("network", [PiRec(TINY, (1,) * 5, 4), Original(8, 1), Pix2Pix(8)])
def test_all_models_take_and_give_the_same(network: nn.Module) -> None:
    ink, colors, draft = torch.rand(2, 1, 128, 192), torch.rand(2, 4, 128, 192), torch.rand(2, 4, 128, 192)
    for phase in PHASES:
        out = network(planes(ink, colors, phase, 0.5, draft=draft))
        assert out.shape == (2, 4, 128, 192)
        assert bool(torch.isfinite(out).all())


def test_ours_hears_everything_it_is_told() -> None:
    torch.manual_seed(0)
    network = PiRec(TINY, (1,) * 5, 4)
    nn.init.normal_(network.finish.last.weight)
    ink, colors = (torch.rand(1, 1, 64, 64) > 0.9).float(), torch.rand(1, 4, 64, 64)
    draft, noise = torch.rand(1, 4, 64, 64), torch.randn(1, 3, 64, 64)
    first = network(planes(ink, colors, "refine", 0.2, draft=draft, noise=noise))
    others = (
        planes(ink, colors, "refine", 0.9, draft=draft, noise=noise),
        planes(ink, colors, "refine", 0.2, draft=draft, noise=-noise),
        planes(ink, colors, "refine", 0.2, draft=1 - draft, noise=noise),
        planes(ink, colors, "generate", 0.2, draft=draft, noise=noise),
        planes(0 * ink, colors, "refine", 0.2, draft=draft, noise=noise),
    )
    for other in others:
        assert float((network(other) - first).detach().abs().max()) > 1e-4
    # Colors where nothing is painted, and drafts outside the refinement, are not looked at.
    bare = torch.cat([colors[:, :3], torch.zeros(1, 1, 64, 64)], 1)
    unseen = torch.cat([1 - colors[:, :3], torch.zeros(1, 1, 64, 64)], 1)
    one = network(planes(ink, bare, "generate", 0.2, draft=draft))
    assert torch.allclose(one, network(planes(ink, unseen, "generate", 0.2, draft=1 - draft)), atol=1e-6)


def test_paint_flows_up_to_the_lines() -> None:
    ink = torch.zeros(1, 1, 64, 64)
    ink[..., 32:34] = 1
    rgb, painted = torch.zeros(1, 3, 64, 64), torch.zeros(1, 1, 64, 64)
    rgb[:, 0], painted[..., 24:32, 8:16], painted[..., 24:32, 44:52] = 1, 1, 1
    rgb[..., 40:] = torch.tensor([0.0, 0, 1])[None, :, None, None]
    guessed, reached = guess(rgb, painted, ink)
    assert bool((guessed[0, 0, :, :7] > 0.99).all()) and bool((guessed[0, 2, :, 9:] > 0.99).all())
    assert reached[..., :7].min() == 1
    nothing, _ = guess(rgb, 0 * painted, ink)
    assert not nothing.any()
    near = nearness(ink)
    assert near[0, 0, 5, 16] == 1 and near[0, 0, 5, 0] == 0 and 0 < near[0, 0, 5, 13] < 1


def test_gray_paper_is_no_ink() -> None:
    ink = torch.full((1, 1, 64, 64), 0.3)
    ink[..., 30:32] = 0.9
    cleaned = strokes_of(ink)
    assert cleaned[..., :24].max() < 1e-3 and bool((cleaned[..., 30:32] > 0.8).all())


def test_views_keep_heads_and_truth_together() -> None:
    pictures, box = figure(8)
    chance = views.Chance(torch.Generator().manual_seed(0), "cpu")
    view = seen.half_views(pictures, box, chance, 0.5, 0.25)
    assert view.pictures["beauty"].shape == (8, 4, 96, 64)
    inside = seen.boxed(view.head, 96, 64)
    face = ((view.pictures["part"] == Part.FACE) | (view.pictures["part"] == Part.LEFT_IRIS)).float()
    assert float((face * (1 - inside)).sum() / face.sum()) < 0.05
    weight = seen.weights(view)
    assert weight.min() == 0.5 and weight.max() == 5.5
    rims = seen.bled(pictures)["albedo"][0, :, 79, 89]
    assert rims.min() == 220  # past the face's edge its color goes on


def test_drawings_leave_out_and_cover() -> None:
    pictures, box = figure(6)
    view = seen.View(pictures, box)
    chance = views.Chance(torch.Generator().manual_seed(1), "cpu")
    goal, on = seen.truth(view, chance, 0.5)
    facts = seen.drawn(view, goal, on, chance, 0.5)
    assert facts["ink"].shape == (6, 1, 192, 128) and facts["colors"].shape == (6, 4, 192, 128)
    assert facts["strength"].shape == (6,) and 0 <= facts["strength"].min() <= facts["strength"].max() <= 1
    grounded = on[:, 0, 0, 0] > 0
    assert grounded.any() and not grounded.all()
    assert goal[grounded, 3].min() == 1 and goal[~grounded, 3].min() == 0
    hole = seen.brushed(16, 96, 64, chance).mean((1, 2, 3))
    assert hole.min() > 0 and hole.max() <= 0.72
    noise = seen.noise(goal, chance, 0.0)
    assert 0.3 < float(noise.std()) < 1.3
    assert seen.spoiled(goal, chance).shape == goal.shape


def test_every_phase_has_its_share() -> None:
    late = [pirec.phase_of(n, 0.9) for n in range(1000)]
    assert all(abs(late.count(p) - n) <= 3 for p, n in zip(PHASES, (100, 350, 550), strict=True))
    assert {pirec.phase_of(n, 0.05) for n in range(100)} == {"imitate"}
    assert "refine" not in {pirec.phase_of(n, 0.5) for n in range(100)}


def test_a_height_that_does_not_divide_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="multiple of 192"):
        pirec.Recipe(pirec.Options(out=tmp_path, tall=500), torch.device("cpu"))


def test_a_short_run_ends_with_weights_that_load(tmp_path: Path, opengl: None) -> None:
    options = pirec.Options(
        out=tmp_path / "run",
        store=tmp_path / "store",
        steps=6,
        batch=2,
        tall=192,
        pictures=4,
        each=1,
        checks=4,
        widths=",".join(map(str, TINY)),
        device="cpu",
        tensorboard=False,
        log_every=1,
    )
    out = loop.run(pirec.Recipe, options)
    told = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    losses = {name for entry in told for name in entry.get("loss", {})}
    assert {"pixels", "gradient", "gan", "matching", "critic_hinge", "critic_r1"} <= losses
    figures = {name for entry in told for name in entry.get("ema", {})}
    assert {"result_usual_head", "result_shifted_figure", "fill_missing_figure"} <= figures
    assert (out / "sample.png").is_file()
    network = build("pirec", out)
    assert network(torch.zeros(1, CHANNELS, 64, 64)).shape == (1, 4, 64, 64)


def test_drawings_by_people_become_pictures(tmp_path: Path) -> None:
    figure_ = draw_figure(0.5)
    rgba = figure_.colors.copy()
    rgba[..., :3] = np.minimum(rgba[..., :3], figure_.lines[..., None])
    Image.fromarray(rgba).save(tmp_path / "girl.png")
    Image.new("RGB", (40, 60), "red").save(tmp_path / "scene.png")
    found = Drawings(tmp_path, (128, 192), torch.device("cpu"))
    assert len(found) == 1 and found.passes["beauty"].shape == (1, 4, 192, 128)
    covered = found.passes["beauty"][:, 3:] > 127
    assert torch.equal(found.passes["part"] > 0, covered)
    pictures, box = figure(4)
    mixed, head = found.mixed(pictures, box, 1, torch.Generator().manual_seed(0))
    assert torch.equal(mixed["albedo"][:1], found.passes["albedo"])
    assert torch.equal(mixed["lines"][1:], pictures["lines"][1:]) and head.shape == (4, 4)
    (tmp_path / "girl.png").unlink()
    with pytest.raises(InputError, match="transparent"):
        Drawings(tmp_path, (128, 192), torch.device("cpu"))
