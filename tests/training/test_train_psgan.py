"""PSGAN: costs, what is told and left open, and short runs of ours and of the paper's form."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from anigen_core.bodies import Frame, points_of
from anigen_core.character import labels
from anigen_core.errors import InputError
from anigen_core.mannequin.skeleton import lift
from anigen_core.networks.psgan import LATENT, OUTPUTS, PARTS, PLANES, POINTS, Psgan
from anigen_core.networks.psgan_peers import Original
from anigen_core.pose_library import named_pose
from anigen_core.weights import build
from train import loop, psgan, psgan_original, views
from train.factory.parts import Part

WORDS = 10


def giga(network: nn.Module) -> float:
    """GMAC of the largest picture, counted without computing."""
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network.to("meta")(
            torch.zeros(1, POINTS, 4, device="meta"),
            torch.zeros(1, len(labels()) + 32 + LATENT, device="meta"),
        )
    return counter.get_total_flops() / 2e9


def test_costs_are_those_in_the_headers() -> None:
    ours, original = Psgan(len(labels())), Original(len(labels()))
    count = [sum(p.numel() for p in network.parameters()) / 1e6 for network in (ours, original)]
    assert count == [pytest.approx(6.2, abs=0.05), pytest.approx(5.1, abs=0.05)] and count[0] < 8
    assert giga(ours) == pytest.approx(11.3, abs=0.1)
    assert giga(original) == pytest.approx(15.3, abs=0.1)


def test_labels_and_poses_are_told_alike() -> None:
    """A factory's joints and the same joints as a pose become the same places, presence and side of depth."""
    shown = named_pose("waving", (256, 384))
    rows = np.zeros((POINTS, 4), np.float32)
    rows[:18, :3] = shown.joints
    rows[:18, 3] = 4
    rows[4, 3] = 3  # her right wrist is a head nearer to the camera than the neck
    told = psgan.points_of(rows, 256)
    same = points_of(shown, lift(shown), Frame(0, 0, 256))
    seen = shown.visible
    assert np.allclose(told[:18, :2][seen], same[:18, :2][seen], atol=1e-5) and (same[:18, 2] == seen).all()
    assert told[4, 3] == 1 and told[1, 3] == 0 and same[1, 3] == 0


def test_every_factory_part_has_a_place() -> None:
    table = psgan.part_table()
    assert table[Part.NONE] == 0 and (table[[int(p) for p in Part if p]] > 0).all()
    assert PARTS[table[Part.LEFT_IRIS]] == "iris" and PARTS[table[Part.FACE]] == "face"


def test_wishes_are_left_open_by_groups() -> None:
    spans = psgan.word_spans(("a:1", "a:2", "a:3", *(f"b:{i}" for i in range(7))))
    assert spans == ((0, 3), (3, 10))
    facts = {"points": torch.ones(400, POINTS, 4), "wish": torch.ones(400, WORDS + 32)}
    facts["points"][:, 3, 2] = 0.5
    chance = views.Chance(torch.Generator().manual_seed(0), torch.device("cpu"))
    told = psgan.left_open(facts, chance, spans)
    wish, points = told["wish"], told["points"]
    for a, b in spans:  # a group is told whole or not at all
        assert ((wish[:, a:b].sum(1) == 0) | (wish[:, a:b].sum(1) == b - a)).all()
        assert 0.4 < wish[:, a].mean() < 0.95
    colors = wish[:, WORDS:].view(400, 8, 4)
    assert ((colors.sum(2) == 0) | (colors.sum(2) == 4)).all() and 0.3 < colors.mean() < 0.7
    assert set(points[..., 2].unique().tolist()) == {0.0, 1.0}
    hidden = 1 - points[..., 2].mean(0)
    assert hidden[3] > hidden[2] + 0.1 > 0.1 and 0.5 < hidden[20] < 0.75
    assert 0.3 < (points[..., 3] == 0).all(1).float().mean() < 0.7
    assert facts["wish"].min() == 1  # what was given is as it was


def test_the_other_picture_is_of_the_same_character() -> None:
    from train.pictures import place_of

    for n in range(64):
        m = psgan.other(n, 4, 64)
        assert m != n and place_of(m, 4)[0] == place_of(n, 4)[0]
    assert psgan.other(3, 1, 8) == 3 and psgan.other(3, 4, 4) == 3


def test_the_papers_critic_grows() -> None:
    torch.manual_seed(0)
    critic, points = psgan_original.Critic(), torch.rand(2, POINTS, 4)
    rgb = torch.rand(2, 3, 96, 64)
    whole, half, none = (critic(rgb, points, fade) for fade in (1.0, 0.5, 0.0))
    assert whole.shape == (2,) and not torch.allclose(whole, half)
    # not faded in at all, the newest layers say nothing
    with torch.no_grad():
        for parameter in critic.first[4].parameters():
            parameter.zero_()
    assert torch.equal(critic(rgb, points, 0.0), none)


def test_heights_and_widths_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="384"):
        psgan.Recipe(psgan.Options(out=tmp_path, tall=500), torch.device("cpu"))
    with pytest.raises(InputError, match="5 --widths"):
        psgan.Recipe(psgan.Options(out=tmp_path, widths="8,8"), torch.device("cpu")).network()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.mark.parametrize("model", ["ours", "original"])
def test_a_short_run_ends_with_weights_that_load(
    tmp_path: Path, opengl: None, store: Path, model: str
) -> None:
    options = psgan.Options(
        out=tmp_path / "run",
        store=store,
        model=model,  # type: ignore[arg-type]
        steps=6,
        batch=4,
        tall=192,
        pictures=8,
        each=2,
        checks=4,
        widths="16,16,16,16" + ",16,16" * (model == "original"),
        device="cpu",
        tensorboard=False,
        log_every=1,
    )
    out = loop.run(psgan.Recipe, options)
    told = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    losses = {name for entry in told for name in entry.get("loss", {})}
    if model == "ours":
        assert {"pixels", "ink", "parts", "latent", "gan", "matching", "critic_hinge"} <= losses
    else:
        assert losses == {"gan", "critic_distance", "critic_penalty", "critic_drift"}
    figures = next(entry["ema"] for entry in reversed(told) if "ema" in entry)
    assert {"psnr", "psnr_open", "alpha_iou", "parts"} <= figures.keys()
    name = "psgan" if model == "ours" else "psgan_original"
    network = build(name, out)  # the observer is not shipped
    assert "observer" not in "".join(network.state_dict())
    made = network(torch.rand(1, POINTS, 4), torch.zeros(1, len(labels()) + 32 + LATENT))
    assert made.shape == (1, OUTPUTS, 192, 128) and PLANES == 39
