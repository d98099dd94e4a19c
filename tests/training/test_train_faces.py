"""The face maker's training: crops that are level, wishes that are left open, the critic, a short run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from anigen_core.errors import InputError
from anigen_core.facemaking.drawing import EYES
from anigen_core.facemaking.wishing import face_labels
from anigen_core.networks.faces import PARTS, SIDE, Faces
from train import faces, faces_crops, loop, views
from train.evaluate import frames
from train.evaluate.example import Example
from train.faces_critic import Critic, dragan

WORDS = len(face_labels())


@pytest.fixture(scope="module")
def shown() -> list[Example]:
    """Some faces of test characters."""
    wanted = {"face": frames.FRAMES["face"], "bust": frames.FRAMES["bust"]}
    return list(frames.framed("test", 4, ("beauty", "part", "lines"), (256, 384), wanted))


def test_crops_are_level_and_of_one_size(shown: list[Example]) -> None:
    seen = 0
    for example in shown:
        matrix = faces_crops.placing(example.labels, 20)
        if matrix is None:
            continue
        seen += 1
        ends = [np.array(example.labels["landmarks"][f"{s}_eye"])[:, :2].mean(0) for s in ("right", "left")]
        right, left = (matrix[:, :2] @ end + matrix[:, 2] for end in ends)
        assert abs(right[1] - left[1]) < 1e-6 * SIDE
        assert (right + left) / 2 == pytest.approx(np.array(EYES) * SIDE)
        nose = matrix[:, :2] @ example.labels["landmarks"]["nose"][0][:2] + matrix[:, 2]
        assert nose[0] <= EYES[0] * SIDE + 1e-6
        crop = faces_crops.cut({**example.passes, "beauty": example.picture}, matrix)
        assert crop["picture"].shape == (SIDE, SIDE, 4) and crop["picture"].dtype == np.uint8
        places = crop["parts"][crop["parts"] != faces_crops.UNKNOWN]
        assert places.max() < len(PARTS) and (places == PARTS.index("skin")).mean() > 0.03
        solid = (crop["parts"] == PARTS.index("skin")) & (crop["picture"][..., 3] == 255)
        assert solid.sum() > 0.8 * (crop["parts"] == PARTS.index("skin")).sum()
    assert seen > 0
    assert faces_crops.placing(shown[0].labels, 1e4) is None


def test_one_system_of_eyes() -> None:
    assert faces_crops.EYES == EYES


@pytest.fixture
def crops(tmp_path: Path) -> Path:
    """24 random faces."""
    generator = torch.Generator().manual_seed(0)

    def numbers(high: int, *shape: int) -> torch.Tensor:
        return torch.randint(high, (24, *shape), generator=generator).to(torch.uint8)

    wish = (torch.rand(24, WORDS + 12, generator=generator) > 0.9).float()
    values = {
        "picture": numbers(256, SIDE, SIDE, 4),
        "ink": numbers(256, SIDE, SIDE),
        "parts": numbers(len(PARTS), SIDE, SIDE),
        "wish": wish,
        "owner": torch.arange(24),
    }
    save_file(values, tmp_path / "crops.safetensors")
    return tmp_path / "crops.safetensors"


def options(crops: Path, out: Path, **given: object) -> faces.Options:
    small = {"steps": 6, "batch": 4, "device": "cpu", "widths": "8,8,8,4", "checks": 2, "tensorboard": False}
    return faces.Options(crops=crops, out=out, **(small | given))  # type: ignore[arg-type]


def test_a_short_run_learns_both_sizes_and_meets_the_critic(crops: Path, tmp_path: Path) -> None:
    out = loop.run(
        faces.Recipe, options(crops, tmp_path / "run", fine_from=0.3, critic_from=0.5, log_every=1)
    )
    lines = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    terms = [line["loss"] for line in lines if "loss" in line]
    assert "gan" not in terms[0] and {"gan", "classes", "critic_dragan"} <= set(terms[-1])
    assert all(np.isfinite(value) for term in terms for value in term.values())
    card = json.loads((out / "faces.json").read_text())
    state = {k: v.float() for k, v in load_file(out / "faces.safetensors").items()}
    Faces(**card["config"]).load_state_dict(state)
    assert len(card["labels"]) == WORDS and (out / "sample.png").is_file()


def test_wishes_are_left_open_whole(crops: Path, tmp_path: Path) -> None:
    recipe = faces.Recipe(options(crops, tmp_path / "run"), torch.device("cpu"))
    chance = views.Chance(torch.Generator().manual_seed(0), torch.device("cpu"))
    told = recipe.opened(torch.ones(300, WORDS + 12), chance)
    for a, b in recipe.spans:
        assert ((told[:, a:b].sum(1) == 0) | (told[:, a:b].sum(1) == b - a)).all()
        assert 0.4 < told[:, a].mean() < 0.95
    colors = told[:, WORDS:].view(300, 3, 4)
    assert ((colors.sum(2) == 0) | (colors.sum(2) == 4)).all()


def test_no_crops_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--crops FILE"):
        faces.Recipe(options(tmp_path / "none", tmp_path / "run"), torch.device("cpu"))


def test_a_distribution_is_no_way_from_itself() -> None:
    mean, spread = torch.randn(5, 8), torch.randn(5, 8)
    assert faces.divergence(mean, spread, mean, spread).item() == pytest.approx(0, abs=1e-5)
    known = torch.distributions.kl_divergence(
        torch.distributions.Normal(mean, (0.5 * spread).exp()), torch.distributions.Normal(0.0, 1.0)
    )
    zeros = torch.zeros(5, 8)
    found = faces.divergence(mean, spread, zeros, zeros)
    assert found.item() == pytest.approx(known.sum(1).mean().item(), rel=1e-4)


def test_the_penalty_holds_a_slope_of_one() -> None:
    real = torch.rand(6, 3, 8, 8)
    direction = torch.randn(3, 8, 8)
    direction /= direction.norm()
    for slope, wanted in ((1.0, 0.0), (3.0, 4.0)):
        penalty = dragan(lambda x, s=slope: s * (x * direction).sum((1, 2, 3)), real, torch.Generator())
        assert penalty.item() == pytest.approx(wanted, abs=1e-4)


def test_what_the_critic_sees_is_held_against_the_wish() -> None:
    critic = Critic(5, WORDS + 12)
    opinion, told = critic(torch.rand(2, 5, 64, 64))
    assert opinion.shape == (2,) and told.shape == (2, WORDS + 12)
    wish = torch.zeros(2, WORDS + 12)
    wish[:, 3] = 1
    right, wrong = torch.full_like(wish, -8.0), torch.full_like(wish, -8.0)
    right[:, 3] = 8
    assert critic.mistaken(right, wish) < 0.1 * critic.mistaken(wrong, wish)
