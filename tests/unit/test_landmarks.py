"""Faces and their points: scheme, decoding, and pictures without a face."""

from __future__ import annotations

import numpy as np
import torch

from anigen_core.networks import landmarks as network
from anigen_core.stages import landmarks as stage
from train.face_finder import iou, truth
from train.shapes import twins


def test_the_schemes_agree() -> None:
    assert stage.GROUPS == network.GROUPS
    assert (stage.CROP, stage.LARGEST) == (network.CROP, network.LARGEST)
    assert next(iter(stage.GROUPS)) == "left_eye" and network.POINTS == 45


def test_mirroring_twice_changes_nothing() -> None:
    order = np.array(twins())
    assert np.array_equal(order[order], np.arange(network.POINTS))
    shape = stage.mean_shape(np.array([0.0, 0.0, 1.0, 1.0]))[:, :2]
    flipped = shape[order] * (-1, 1) + (1, 0)
    assert np.abs(flipped - shape).max() < 0.01


def test_what_the_finder_learns_is_what_is_decoded() -> None:
    boxes = torch.zeros(1, 10, 4)
    boxes[0, 0] = torch.tensor([20.0, 30.0, 60.0, 66.0])
    boxes[0, 1] = torch.tensor([90.0, 80.0, 118.0, 110.0])
    goal, _, sizes, offsets, _ = truth(boxes, (32, 32))
    out = torch.cat([torch.logit(goal.clamp(0.001, 0.999))[:, None], sizes, offsets], 1)[0].numpy()
    found = [box for _, box in stage.decode_faces(out, 0.9)]
    assert len(found) == 2
    for box in boxes[0, :2].numpy():
        assert max(iou(box, other) for other in found) > 0.95


def test_soft_argmax_finds_a_peak() -> None:
    maps = torch.full((1, 2, 16, 16), -20.0)
    maps[0, 0, 3, 12] = maps[0, 1, 8, 1] = 20.0
    places = network.soft_argmax(maps)[0]
    assert torch.allclose(places, torch.tensor([12.5, 1.5, 3.5, 8.5]) / 16, atol=1e-3)


def test_all_landmark_networks_answer_alike() -> None:
    x = torch.rand(2, 3, 128, 128)
    for net in (network.Landmarks(widths=(8, 8, 8, 8)), network.Yamaoka()):
        assert net(x).shape == (2, 3 * network.POINTS, 1, 1)


def test_pictures_without_a_face_give_an_empty_list() -> None:
    landscape = np.zeros((120, 200, 3), np.uint8)
    landscape[:60], landscape[60:] = (120, 180, 240), (60, 140, 60)
    for picture in (np.zeros((64, 64, 3), np.uint8), landscape, np.full((50, 40), 255, np.uint8)):
        assert stage.Landmarks()(picture) == []
