"""Repose: places carried by limbs, what the network tells, what it is shown, and a short run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from anigen_core import pose
from anigen_core.networks import limb_warps
from anigen_core.networks.limb_warps import CANDIDATES, by_rule, sizes_of, warps
from anigen_core.networks.repose import Repose, apart, composed, premultiplied, warped
from anigen_core.runner import OpenVinoRunner, TorchRunner
from anigen_core.weights import build
from tests.tiny_repose import CONFIG, write_tiny_repose
from train import loop, repose, repose_told
from train.repose_told import Known
from train.views import Chance

STANDING = {
    0: (0.5, 0.25),
    1: (0.5, 0.4),
    2: (0.38, 0.42),
    5: (0.62, 0.42),
    3: (0.35, 0.58),
    6: (0.65, 0.58),
    4: (0.34, 0.72),
    7: (0.66, 0.72),
    8: (0.43, 0.75),
    11: (0.57, 0.75),
    9: (0.43, 1.0),
    12: (0.57, 1.0),
    10: (0.43, 1.25),
    13: (0.57, 1.25),
    14: (0.46, 0.23),
    15: (0.54, 0.23),
    16: (0.42, 0.25),
    17: (0.58, 0.25),
}


def standing() -> torch.Tensor:
    """(1, 60, 4) a figure that stands, arms down."""
    points = torch.zeros(1, 60, 4)
    for i, place in STANDING.items():
        points[0, i, :3] = torch.tensor([*place, 1.0])
    return points


def saluting() -> torch.Tensor:
    """The same with her right forearm (on the left of the picture) straight up."""
    points = standing()
    points[0, 4, :2] = torch.tensor([0.35, 0.44])
    return points


def figure(height: int = 192) -> torch.Tensor:
    """(1, 4, H, W) straight alpha: the figure in gray, her right forearm red."""
    width = height * 2 // 3
    y, x = limb_warps.places(height, width, torch.zeros(1))
    picture = torch.zeros(1, 4, height, width)

    def stroke(a: int, b: int, color: tuple[float, float, float], thick: float) -> None:
        first, last = torch.tensor(STANDING[a]), torch.tensor(STANDING[b])
        along = last - first
        t = (((x - first[0]) * along[0] + (y - first[1]) * along[1]) / along.square().sum()).clamp(0, 1)
        inside = (x - first[0] - t * along[0]).square() + (y - first[1] - t * along[1]).square() < thick**2
        picture[0, :3, inside] = torch.tensor(color)[:, None]
        picture[0, 3, inside] = 1

    for a, b in ((0, 1), (1, 8), (1, 11), (2, 3), (5, 6), (6, 7), (8, 9), (9, 10), (11, 12), (12, 13)):
        stroke(a, b, (0.5, 0.5, 0.5), 0.06 if a < 2 else 0.05)
    stroke(3, 4, (1.0, 0.0, 0.0), 0.05)
    return picture


def color_at(picture: torch.Tensor, x: float, y: float) -> list[float]:
    """Of a premultiplied picture (1, 4, H, W) at a place in widths."""
    width = picture.shape[3]
    return [float(v) for v in picture[0, :, int(y * width), int(x * width)]]


def test_joints_are_those_of_the_pose() -> None:
    limbs = set(pose.LIMBS)
    assert all(pair in limbs for pair in limb_warps._FROM)
    twins = [limb_warps.PARTS[i] for i in limb_warps.TWINS]
    change = str.maketrans({"r": "l", "l": "r"})
    assert [t if t in ("head", "chest", "hips") else t[0].translate(change) + t[1:] for t in twins] == list(
        limb_warps.PARTS
    )


def test_the_same_pose_stays_where_it_is() -> None:
    points = standing()
    where, logits, _ = warps(points, points, 96, 64)
    assert where.shape == (1, CANDIDATES, 2, 96, 64) and logits.shape == (1, CANDIDATES, 96, 64)
    y, x = limb_warps.places(96, 64, points)
    here = torch.stack([x.expand(96, 64), y.expand(96, 64)])
    own = where[0, : len(limb_warps.PARTS)]
    assert (own - here).abs().max() < 1e-4


def test_a_limb_is_carried_and_sides_help_each_other() -> None:
    picture = premultiplied(figure())
    away = standing()
    away[0, 4, :2] = torch.tensor([0.21, 0.58])
    made = by_rule(picture, standing(), away)
    assert color_at(made, 0.25, 0.58) == pytest.approx([1, 0, 0, 1], abs=0.1)
    assert color_at(made, 0.43, 1.1) == pytest.approx([0.5, 0.5, 0.5, 1], abs=0.05)
    # Of a reference whose left arm is not known the right one tells what it looks like.
    unknown = standing()
    unknown[0, [6, 7], 2] = 0
    made = by_rule(picture, unknown, standing())
    assert color_at(made, 0.645, 0.65) == pytest.approx([1, 0, 0, 1], abs=0.1)


def test_sizes_are_judged_by_what_both_show() -> None:
    small = standing()
    small[..., :2] *= 0.5
    size, goal = sizes_of(standing(), small)
    assert float(size / goal) == pytest.approx(2, rel=1e-3)
    small[0, 5:14, 2] = 0
    size, goal = sizes_of(standing(), small)
    assert float(size / goal) == pytest.approx(2, rel=1e-3)


def test_an_untaught_network_shows_about_what_the_rule_shows() -> None:
    torch.manual_seed(0)
    network = Repose().eval()
    assert sum(p.numel() for p in network.parameters()) < 1.3e6
    picture = figure()
    with torch.no_grad():
        told = network(picture, standing(), saluting())
    planes = apart(told)
    assert told.shape == (1, 9, 96, 64) and planes.places.shape == (1, 1, 2, 96, 64)
    made = composed(premultiplied(picture), told, (384, 256))
    assert made.shape == (1, 4, 384, 256)
    red = color_at(made, 0.35, 0.5)
    assert red[0] > red[1] + 0.4
    shown = warped(premultiplied(picture), planes, (192, 128))
    rule = by_rule(premultiplied(picture), standing(), saluting())
    # The rule leaves out what is far from all limbs.
    assert ((shown - rule).abs() * (rule[:, 3:] > 0.5)).mean() < 0.02


def test_two_references_are_shared_and_the_order_does_not_matter() -> None:
    torch.manual_seed(0)
    network = Repose(**CONFIG).eval()
    pictures, points = torch.cat([figure(), figure().flip(1)]), torch.cat([standing(), saluting()])
    with torch.no_grad():
        one = apart(network(pictures, points, standing()))
        other = apart(network(pictures.flip(0), points.flip(0), standing()))
        pair = apart(network(pictures.repeat(2, 1, 1, 1), points.repeat(2, 1, 1), standing().repeat(2, 1, 1)))
    assert torch.allclose(one.shares.sum(1), torch.ones(1, 1, 96, 64), atol=1e-5)
    assert torch.allclose(one.places, other.places.flip(1), atol=1e-4)
    assert torch.allclose(one.painted, other.painted, atol=1e-4)
    assert torch.allclose(one.painted.expand(2, -1, -1, -1), pair.painted, atol=1e-4)


def test_both_engines_agree_on_any_number_of_references(tmp_path: Path) -> None:
    folder = write_tiny_repose(tmp_path)
    pytest.importorskip("openvino")
    engines = (
        TorchRunner(folder=folder, device="cpu"),
        OpenVinoRunner(folder=folder, cache=tmp_path / "cache"),
    )
    for many in (1, 3):
        pictures = figure().repeat(many, 1, 1, 1).numpy()
        points = torch.cat([standing(), saluting(), standing()])[:many].numpy()
        a, b = (engine.run("repose", pictures, points, saluting().numpy()) for engine in engines)
        assert a.shape == (1, 3 * many + 6, 96, 64)
        assert np.abs(a - b).max() < 1e-3


def test_its_cost_is_that_in_the_header() -> None:
    network = Repose().to("meta")
    assert sum(p.numel() for p in network.parameters()) / 1e6 == pytest.approx(1.21, abs=0.01)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        points = torch.zeros(1, 60, 4, device="meta")
        network(torch.zeros(1, 4, 384, 256, device="meta"), points, points)
    assert counter.get_total_flops() / 2e9 == pytest.approx(2.2, abs=0.1)


# --- what it is shown ----------------------------------------------------------------------------------


def known(**changes: Any) -> Known:
    values = {"points": np.zeros((60, 4), np.float32), "framing": 3, "yaw": 0.0, "like": True}
    return Known(**{**values, "box": (64.0, 96.0, 128.0, 240.0), **changes})


def test_references_show_what_is_asked_for_and_from_that_side() -> None:
    target = known()
    best = repose_told.likes(target, known(yaw=20))
    assert best > repose_told.likes(target, known(yaw=170)) > 0
    assert best > repose_told.likes(target, known(framing=1)) > 0


def test_a_small_figure_fills_the_frame_and_a_cut_one_stays() -> None:
    some = [known(), known(box=(0.0, 20.0, 256.0, 384.0))]
    matrix = repose_told.framed(some, (384, 256), (192, 128), None)
    points = torch.tensor([[[0.25, 0.375], [0.5, 0.9375]]]).repeat(2, 1, 1)
    moved = repose_told.moved(torch.cat([points, torch.ones(2, 2, 2)], 2), matrix, 256, 128)
    assert moved[0, 1, 1] - moved[0, 0, 1] == pytest.approx(0.5625 * 2, abs=1e-4)
    assert torch.allclose(moved[1, :, :2], points[1], atol=1e-5)


def test_what_is_told_of_joints() -> None:
    points = standing().repeat(64, 1, 1)
    points[:, 0, 2] = 0.5
    points[:, 10, 1] = 1.7
    plain = repose_told.told(points, None)
    assert (plain[:, [0, 10], 2] == 0).all() and (plain[:, 1, 2] == 1).all() and (plain[:, 18:] == 0).all()
    chance = Chance(torch.Generator().manual_seed(0), "cpu")
    told = repose_told.told(points, chance)
    assert 0.2 < float(told[:, 10, 2].mean()) < 0.7
    assert (told[told[..., 2] == 0] == 0).all()
    off = (told[:, 8, :2] - points[:, 8, :2])[told[:, 8, 2] > 0].abs()
    assert 0 < float(off.mean()) < 0.01


def test_a_mirrored_figure_keeps_its_limbs() -> None:
    picture, points = repose_told.mirrored(figure(), saluting(), torch.tensor([True]))
    assert points[0, 7, 0] == pytest.approx(0.65, abs=1e-5) and points[0, 7, 1] == pytest.approx(0.44)
    assert torch.equal(picture.flip(-1), figure())


def test_wear_stays_a_picture() -> None:
    chance = Chance(torch.Generator().manual_seed(0), "cpu")
    worn = repose_told.worn(figure().repeat(16, 1, 1, 1), chance)
    assert worn.min() >= 0 and worn.max() <= 1
    changed = (worn - figure()).abs().amax((1, 2, 3)) > 0.1
    assert 2 <= int(changed.sum()) <= 12


def test_it_learns_and_exports(opengl: None, tmp_path: Path) -> None:
    del opengl
    options = repose.Options(
        out=tmp_path / "run", steps=3, batch=2, pictures=8, each=2, checks=2, references=1, tall=192,
        device="cpu", log_every=1, sample_every=3, store=tmp_path / "store", tensorboard=False,
        feature_loss=0.0, critic_from=0.5,
    )  # fmt: skip
    folder = loop.run(repose.Recipe, options)
    network = build("repose", folder)
    assert isinstance(network, Repose)
    assert (folder / "sample.png").is_file()


def test_more_references_than_there_are_pictures_are_refused() -> None:
    options = repose.Options(steps=1, each=2, references=2)
    with pytest.raises(repose.InputError, match="--references"):
        repose.Recipe(options, torch.device("cpu"))
