"""Every loss against what it must be, worked out another way; the critic; training against them."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from train import losses
from train.critic import Critic


def rand(*shape: int, seed: int = 0) -> Tensor:
    return torch.rand(*shape, generator=torch.Generator().manual_seed(seed))


class Seeing(nn.Module):
    """A frozen random network that shows two layers."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.a, self.b = nn.Conv2d(3, 6, 3), nn.Conv2d(6, 8, 3, 2)
        self.requires_grad_(False)

    def features(self, x: Tensor) -> list[Tensor]:
        first = self.a(x).relu()
        return [first, self.b(first).relu()]


def test_charbonnier_is_the_absolute_difference_without_its_corner() -> None:
    made, truth = rand(2, 3, 8, 8).requires_grad_(True), rand(2, 3, 8, 8, seed=1)
    assert losses.charbonnier(made, truth).item() == pytest.approx(
        (made - truth).abs().mean().item(), abs=2e-3
    )
    same = losses.charbonnier(made, made.detach())
    same.backward()
    assert same.item() == 0 and made.grad is not None and not made.grad.any()
    mask = torch.zeros(2, 1, 8, 8)
    mask[..., 2, 3] = 5
    wanted = losses.charbonnier(made[..., 2, 3], truth[..., 2, 3])
    assert losses.charbonnier(made, truth, mask).item() == pytest.approx(wanted.item(), rel=1e-5)
    assert losses.charbonnier(made, truth, torch.zeros(2, 1, 8, 8)).item() == 0


def test_gradient_sees_edges_and_not_flat_shifts() -> None:
    truth = torch.zeros(1, 3, 32, 32)
    truth[..., 16:] = 1
    assert losses.gradient(truth * 0.5 + 0.25, truth * 0.5).item() == pytest.approx(0, abs=1e-7)
    missing = losses.gradient(torch.zeros_like(truth), truth, scales=1)
    # two columns of 32 see the whole step, in one of the two directions
    assert missing.item() == pytest.approx(2 / 32 / 2)
    assert losses.gradient(torch.zeros_like(truth), truth) > missing  # smaller pictures have a larger share
    mask = torch.zeros(1, 1, 32, 32)
    mask[..., :8] = 1
    assert losses.gradient(torch.zeros_like(truth), truth, mask).item() == 0


def test_perceptual_counts_every_layer_alike_and_teaches_only_the_picture() -> None:
    network, made, truth = Seeing(), rand(2, 3, 24, 24).requires_grad_(True), rand(2, 3, 24, 24, seed=1)
    loss = losses.perceptual(network, made, truth)
    terms = [
        ((a - b).abs().mean() / b.std(correction=0)).item()
        for a, b in zip(network.features(made), network.features(truth), strict=True)
    ]
    assert loss.item() == pytest.approx(sum(terms) / 2, rel=1e-5)
    assert losses.perceptual(network, made, truth, (0.0, 2.0)).item() == pytest.approx(terms[1], rel=1e-5)
    loss.backward()
    assert made.grad is not None and made.grad.abs().sum() > 0
    assert losses.perceptual(network, truth, truth).item() == 0
    with pytest.raises(ValueError):
        losses.perceptual(network, made, truth, (1.0,))


def test_style_ignores_where_things_are() -> None:
    network, truth = Seeing(), rand(1, 3, 24, 24)
    features = network.features(truth)[0]
    flat = features[0].flatten(1)
    wanted = torch.stack([torch.stack([(a * b).sum() for b in flat]) for a in flat]) / flat.numel()
    assert torch.allclose(losses.gram(features)[0], wanted, atol=1e-6)
    mixed = features.flatten(2)[..., torch.randperm(flat.shape[1])].view_as(features)
    assert torch.allclose(losses.gram(mixed), losses.gram(features), atol=1e-6)
    moved, other = truth.roll((5, 7), (2, 3)), torch.zeros_like(truth)
    assert losses.style(network, moved, truth) < 0.2 * losses.style(network, other, truth)
    assert losses.style(network, truth, truth).item() == 0


def test_bce_weighs_the_positive_side() -> None:
    logits, truth = torch.tensor([0.3, -1.2, 2.0]), torch.tensor([1.0, 0.0, 1.0])
    p = logits.sigmoid().tolist()
    wanted = -(3 * math.log(p[0]) + math.log(1 - p[1]) + 3 * math.log(p[2])) / 3
    assert losses.bce(logits, truth, positive=3.0).item() == pytest.approx(wanted, rel=1e-5)
    weight = torch.tensor([0.0, 2.0, 0.0])
    assert losses.bce(logits, truth, weight).item() == pytest.approx(-math.log(1 - p[1]), rel=1e-5)
    assert losses.bce(torch.tensor([200.0, -200.0]), torch.tensor([0.0, 1.0])).item() == pytest.approx(200)


def test_focal_fades_where_the_network_is_right() -> None:
    logits, truth = torch.tensor([2.0, 2.0]), torch.tensor([1.0, 0.0])
    p = 1 / (1 + math.exp(-2))
    right, wrong = -math.log(p) * (1 - p) ** 2, -math.log(1 - p) * p**2
    assert losses.focal(logits, truth).item() == pytest.approx((right + wrong) / 2, rel=1e-5)
    with_alpha = (0.25 * right + 0.75 * wrong) / 2
    assert losses.focal(logits, truth, alpha=0.25).item() == pytest.approx(with_alpha, rel=1e-5)
    plain = functional.binary_cross_entropy_with_logits(logits, truth)
    assert losses.focal(logits, truth, power=0.0).item() == pytest.approx(plain.item(), rel=1e-6)
    assert losses.focal(logits, logits.sigmoid()).item() == pytest.approx(0, abs=1e-6)  # soft truth, met


def test_dice_is_one_minus_the_overlap() -> None:
    made, truth = torch.zeros(1, 2, 4, 4), torch.zeros(1, 2, 4, 4)
    made[0, 0, :2], truth[0, 0, 1:3] = 1, 1  # 8 pixels each, 4 in common; the second channel is empty
    assert losses.dice(made, truth, smooth=0.0 + 1e-9).item() == pytest.approx(0.25)
    assert losses.dice(truth, truth).item() == 0
    assert losses.dice(1 - truth, truth).item() > 0.9


def test_hinge_stops_where_the_critic_is_sure() -> None:
    real, fake = [torch.tensor([2.0, 0.5])], [torch.tensor([-3.0, 0.0])]
    assert losses.hinge_critic(real, fake).item() == pytest.approx(0.25 + 0.5)
    assert losses.hinge_critic(real * 2, fake * 2).item() == pytest.approx(0.25 + 0.5)
    assert losses.hinge_maker(fake).item() == pytest.approx(1.5)


def test_feature_matching_teaches_the_made_side_only() -> None:
    a, b = rand(2, 4).requires_grad_(True), rand(2, 4, seed=1).requires_grad_(True)
    loss = losses.feature_matching([[a], [2 * a]], [[b], [2 * b]])
    loss.backward()
    assert loss.item() == pytest.approx(1.5 * (a - b).abs().mean().item(), rel=1e-5)
    assert a.grad is not None and b.grad is None


def test_r1_is_the_squared_slope_and_can_be_learned_from() -> None:
    steep = nn.Parameter(torch.tensor(3.0))
    penalty = losses.r1(lambda x: [(steep * x).flatten(1).sum(1)], rand(2, 1, 4, 4), gamma=0.5)
    assert penalty.item() == pytest.approx(0.25 * losses.R1_EVERY * 9 * 16)
    penalty.backward()
    assert steep.grad is not None and steep.grad.item() == pytest.approx(0.25 * losses.R1_EVERY * 6 * 16)


def test_the_critic_looks_at_two_sizes_and_stays_gentle() -> None:
    torch.manual_seed(0)
    critic = Critic(4, (8, 16, 16, 16))
    opinions, features = critic.judge(rand(2, 3, 64, 48), rand(2, 1, 64, 48, seed=1))
    assert [o.shape[1:] for o in opinions] == [(1, 8, 6), (1, 4, 3)] and len(features[0]) == 4
    for _ in range(40):  # spectral normalization settles with use
        critic(rand(2, 4, 64, 48))
    for module in critic.modules():
        if isinstance(module, nn.Conv2d):
            assert torch.linalg.matrix_norm(module.weight.flatten(1), 2).item() == pytest.approx(1, abs=0.05)
    penalty = losses.r1(critic, rand(2, 4, 64, 48))
    penalty.backward()
    assert penalty > 0 and all(
        torch.isfinite(p.grad).all() for p in critic.parameters() if p.grad is not None
    )


def test_a_critic_learns_to_tell_and_a_maker_to_please_it() -> None:
    torch.manual_seed(0)
    critic, maker = Critic(1, (8, 8)), nn.Parameter(torch.zeros(1, 1, 32, 32))
    real = torch.full((4, 1, 32, 32), 0.8)
    teach, learn = torch.optim.Adam(critic.parameters(), 5e-3), torch.optim.Adam([maker], 2e-2)
    for step in range(80):
        made = maker.expand(4, -1, -1, -1)
        teach.zero_grad()
        loss = losses.hinge_critic(critic(real), critic(made.detach()))
        (loss + (losses.r1(critic, real, gamma=0.1) if step % 16 == 0 else 0)).backward()
        teach.step()
        learn.zero_grad()
        losses.hinge_maker(critic(made)).backward()
        learn.step()
    assert abs(maker.mean().item() - 0.8) < 0.4  # it began at 0 and was never shown the real ones


@pytest.mark.parametrize("name", ["charbonnier", "gradient", "bce", "focal"])
def test_half_precision_comes_out_as_float32(name: str) -> None:
    made, truth = rand(1, 1, 16, 16).bfloat16(), rand(1, 1, 16, 16, seed=1).bfloat16()
    loss = getattr(losses, name)(made, truth)
    assert loss.dtype == torch.float32 and torch.isfinite(loss)
