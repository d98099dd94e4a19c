"""Codes: which pictures are alike, and losses that fall as codes become what they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from anigen_core.weights import build, load_card, weights_folder
from train import codes, loop, tagger
from train.pictures import Pictures, place_of


@pytest.fixture
def store(tmp_path: Path) -> Pictures:
    """A store of which nothing is read but its order."""
    out = Pictures("train", (32, 32), ("beauty",), count=64, each=4, folder=tmp_path)
    out.ready = 64
    return out


def standing(**moved: tuple[float, float]) -> dict[str, Any]:
    """Labels of a figure, some of whose joints (`j4=(x, y)`) are elsewhere."""
    joints = np.zeros((18, 4), np.float32)
    joints[:, :2] = np.random.default_rng(0).uniform(0, 100, (18, 2))
    for name, place in moved.items():
        joints[int(name[1:]), :2] = place
    return {"joints": joints, "body_height": 100.0, "tags": {"pose": "free"}}


def test_a_batch_holds_pairs_of_characters_and_their_sketches(store: Pictures) -> None:
    picked = codes.pick_pairs(store, torch.Generator().manual_seed(0), 24, 8, 64).tolist()
    sketches, first, second = picked[:8], picked[8:16], picked[16:]
    for drawn, one, other in zip(sketches, first, second, strict=True):
        assert place_of(one, 4)[0] == place_of(other, 4)[0] and one != other
        assert drawn in (one, other)
    again = codes.pick_pairs(store, torch.Generator().manual_seed(0), 24, 8, 64).tolist()
    assert picked == again


@pytest.mark.parametrize(("size", "sketches", "among"), [(1, 0, 1), (2, 1, 3), (7, 7, 5), (9, 3, 64)])
def test_any_batch_is_filled_from_what_there_is(
    store: Pictures, size: int, sketches: int, among: int
) -> None:
    picked = codes.pick_pairs(store, torch.Generator().manual_seed(1), size, sketches, among)
    assert len(picked) == size and int(picked.max()) < among


def test_poses_are_alike_by_joints_by_mirror_and_by_name() -> None:
    here, raised = standing(), standing(j4=(90.0, -90.0), j3=(80.0, -40.0))
    joints = [codes.pose_of(labels)[0] for labels in (here, here, raised, raised)]
    joints[1] = joints[1][codes.MIRRORED] * np.array([-1, 1], np.float32)
    poses = torch.from_numpy(np.stack(joints))
    near = codes.pose_nearness(poses, ["free", "free", "wave", "between"])
    assert near[0, 1] == pytest.approx(1.0) and near[0, 2] < 0.1
    named = codes.pose_nearness(poses, ["wave", "free", "wave", "free"])
    assert named[0, 2] == 1 and named[1, 3] < 0.1


def test_a_picture_and_its_sketch_are_most_alike() -> None:
    styles = torch.tensor([[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    alike = codes.likeness(
        torch.tensor([5, 5, 6, 5]), torch.tensor([1, 1, 9, 2]), styles, torch.tensor(np.eye(4, dtype="f4"))
    )
    assert torch.equal(alike, alike.T) and not alike.diag().any()
    assert alike[0, 1] > alike[0, 3] > alike[1, 2] > alike[0, 2] == 0


def test_similarity_is_least_where_neighbors_are_those_that_are_alike() -> None:
    torch.manual_seed(0)
    alike = torch.block_diag(*(torch.ones(2, 2) - torch.eye(2) for _ in range(4)))
    kinds = torch.randn(4, 64).sign() * 4
    right = kinds.repeat_interleave(2, 0)
    wrong = kinds.repeat(2, 1)
    losses = [float(codes.similarity(values, alike)) for values in (right, torch.randn(8, 64), wrong)]
    assert losses[0] < 0.1 < losses[1] < losses[2]
    assert float(codes.similarity(right, torch.zeros(8, 8))) == 0


def test_learning_brings_together_what_is_alike() -> None:
    """Three losses, a few steps: neighbors are right, bits are sure and halves."""
    torch.manual_seed(0)
    alike = torch.block_diag(*(torch.ones(2, 2) - torch.eye(2) for _ in range(6)))
    values = (torch.randn(12, 64) + 0.5).requires_grad_()
    optimizer = torch.optim.Adam([values], 0.05)
    before = [float(f(values.detach())) for f in (codes.quantization, codes.balance)]
    for _ in range(150):
        loss = codes.similarity(values, alike) + codes.quantization(values) + 5 * codes.balance(values)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    after = [float(f(values.detach())) for f in (codes.quantization, codes.balance)]
    assert after[0] < before[0] / 2 and after[1] < before[1] / 2
    bits = torch.where(values > 0, 1.0, -1.0)
    nearest = (bits @ bits.T).fill_diagonal_(-99).argmax(1)
    assert nearest.tolist() == [1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10]


def test_figures_count_nearest_pictures() -> None:
    values = torch.tensor([[1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, -1.0], [-1.0] * 4, [-1.0, -1.0, -1.0, 1.0]])
    found = codes.figures(values, values, torch.tensor([0, 0, 1, 1]))
    assert found == {"code_character": 1.0, "code_sketch": 1.0, "code_unbalance": 0.0}


def test_a_short_run_gives_shipped_words_a_code_and_can_start_again(tmp_path: Path, opengl: None) -> None:
    start = weights_folder() / "tagger.safetensors"
    for run in ("first", "second"):
        options = tagger.Options(
            out=tmp_path / run,
            store=tmp_path / "store",
            steps=2,
            batch=6,
            pictures=16,
            each=4,
            checks=4,
            start=start,
            device="cpu",
            tensorboard=False,
        )
        out = loop.run(tagger.Recipe, options)
        card = load_card("tagger", out)
        assert card.config["bits"] == 512 and {"code_character", "code_sketch"} <= set(card.metrics)
        assert build("tagger", out)(torch.zeros(1, 3, 32, 32)).shape == (1, len(card.labels) + 512, 1, 1)
        start = out / "tagger.safetensors"
    features = tagger.features_of(start, torch.device("cpu"))
    assert features is not None and len(features.features(torch.zeros(1, 3, 32, 32))) == 3
