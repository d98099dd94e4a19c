"""Parts and pose: the network's face, the rules, and the cutout, on pictures with known truth."""

from __future__ import annotations

import numpy as np
import torch

from anigen_core.networks import parse as network
from anigen_core.stages.parse import PARTS, Parse, cutout
from tests.figure import draw_figure


def picture(ground: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    figure = draw_figure()
    alpha = figure.colors[..., 3:].astype(np.float32) / 255
    rgb = figure.colors[..., :3] * alpha + np.array(ground) * (1 - alpha)
    return rgb.astype(np.uint8), figure.part != ""


class TorchNow:
    """A runner with a network that was never trained."""

    def __init__(self, net: torch.nn.Module) -> None:
        self.net = net.eval()

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            return self.net(*(torch.from_numpy(a) for a in arrays)).numpy()

    def describe(self, name: str | None = None) -> str:
        return "torch"

    def card(self, name: str) -> None:
        return None


def test_the_network_answers_at_half_size_for_every_picture() -> None:
    net = network.Parse(widths=(8, 8, 8, 8, 8), blocks=(0, 1, 1, 1, 1))
    assert net(torch.rand(2, 3, 64, 96)).shape == (2, network.CHANNELS, 32, 48)
    assert PARTS == network.CLASSES
    for shape in ((33, 57, 3), (200, 90, 4), (70, 70)):
        parsed = Parse(TorchNow(net))(np.full(shape, 200, np.uint8))
        assert parsed.parts.shape == parsed.figure.shape == shape[:2]
        assert (parsed.pose.width, parsed.pose.height) == (shape[1], shape[0])


def test_the_rules_tell_figure_from_ground() -> None:
    for ground in ((255, 255, 255), (120, 180, 230)):
        rgb, truth = picture(ground)
        parsed = Parse()(rgb)
        found = parsed.figure > 0.5
        assert (found & truth).sum() / (found | truth).sum() > 0.9
        assert (parsed.pose.joints[:, 2] > 0).all()


def test_a_cutout_keeps_the_figure_and_drops_the_ground() -> None:
    rgb, truth = picture((120, 180, 230))
    cut = cutout(rgb, Parse()(rgb))
    assert cut.shape == (*rgb.shape[:2], 4)
    found = cut[..., 3] > 127
    assert (found & truth).sum() / (found | truth).sum() > 0.9


def test_a_transparent_picture_keeps_its_own_edges() -> None:
    rgba = np.zeros((60, 40, 4), np.uint8)
    rgba[10:50, 10:30] = (200, 80, 60, 255)
    assert np.array_equal(cutout(rgba, Parse()(rgba)), rgba)


def test_a_black_picture_has_no_figure() -> None:
    parsed = Parse()(np.zeros((80, 60, 3), np.uint8))
    assert parsed.empty
    assert not parsed.parts.any()
    assert not parsed.pose.joints[:, 2].any()
