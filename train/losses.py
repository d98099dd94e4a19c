"""What networks are trained against. Every loss is a scalar tensor, computed in float32, a mean.

`pixels` maps (B, C, H, W) are in [0, 1] unless said otherwise. `weight` broadcasts to the map and counts some
pixels more (or not at all); the mean is then the weighted one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.nn import functional

R1_EVERY = 16
"""The gradient penalty is computed in every so many critic steps (`Step.r1`) and weighs as much more."""


class HasFeatures(Protocol):
    """A network that shows what it sees on the way, such as our tagger."""

    def features(self, x: Tensor) -> Sequence[Tensor]: ...


def _mean(values: Tensor, weight: Tensor | None) -> Tensor:
    if weight is None:
        return values.mean()
    weight = weight.float().expand_as(values)
    return (values * weight).sum() / weight.sum().clamp_min(1e-6)


@cache
def _sobel(device: torch.device) -> Tensor:
    """(2, 1, 3, 3); made once, for a copy to a GPU would be waited for."""
    kernel = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
    return torch.stack([kernel, kernel.T])[:, None].to(device)


def _edges(x: Tensor) -> Tensor:
    """Sobel gradients of every channel: (B, 2C, H, W), a step of 1 from black to white gives 1."""
    channels = x.shape[1]
    pair = _sobel(x.device).repeat(channels, 1, 1, 1)
    return functional.conv2d(functional.pad(x, (1, 1, 1, 1), mode="replicate"), pair, groups=channels)


# --- pictures ------------------------------------------------------------------------------------------


def charbonnier(
    made: Tensor, truth: Tensor, weight: Tensor | None = None, *, softness: float = 1e-3
) -> Tensor:
    """sqrt(d^2 + softness^2) - softness: the absolute difference without its corner at 0."""
    d = made.float() - truth.float()
    return _mean((d * d + softness * softness).sqrt() - softness, weight)


def gradient(made: Tensor, truth: Tensor, weight: Tensor | None = None, *, scales: int = 3) -> Tensor:
    """Mean absolute difference of the Sobel gradients, over pictures of full, half, quarter ... size."""
    made, truth = made.float(), truth.float()
    total = made.new_zeros(())
    for scale in range(scales):
        if scale:
            made, truth = functional.avg_pool2d(made, 2), functional.avg_pool2d(truth, 2)
            weight = None if weight is None else functional.avg_pool2d(weight.float(), 2)
        total = total + _mean((_edges(made) - _edges(truth)).abs(), weight)
    return total / scales


def _flat_features(network: HasFeatures, made: Tensor, truth: Tensor) -> list[tuple[Tensor, Tensor]]:
    """Features of both, the truth's without gradients; the network's own weights get none either way if it is
    frozen (`requires_grad_(False)`), as it should be."""
    with torch.no_grad():
        wanted = network.features(truth)
    return [(a.float(), b.float()) for a, b in zip(network.features(made), wanted, strict=True)]


def perceptual(network: HasFeatures, made: Tensor, truth: Tensor, weights: Sequence[float] = ()) -> Tensor:
    """Mean absolute difference of a frozen network's features, each layer over the spread of its truth, so
    that no layer counts more for having larger numbers. weights: of the layers, default 1 each."""
    pairs = _flat_features(network, made, truth)
    weights = weights or [1.0] * len(pairs)
    terms = [
        w * (a - b).abs().mean() / b.std(correction=0).clamp_min(1e-3)
        for w, (a, b) in zip(weights, pairs, strict=True)
    ]
    return torch.stack(terms).sum() / sum(weights)


def gram(features: Tensor) -> Tensor:
    """(B, C, C): how strongly each two channels go together, wherever in the picture."""
    flat = features.float().flatten(2)
    return flat @ flat.transpose(1, 2) / (flat.shape[1] * flat.shape[2])


def style(network: HasFeatures, made: Tensor, truth: Tensor) -> Tensor:
    """Mean absolute difference of the Gram matrices, each layer over the size of its truth's."""
    terms = []
    for a, b in _flat_features(network, made, truth):
        ga, gb = gram(a), gram(b)
        terms.append((ga - gb).abs().mean() / gb.abs().mean().clamp_min(1e-6))
    return torch.stack(terms).mean()


# --- maps and labels -----------------------------------------------------------------------------------


def bce(logits: Tensor, truth: Tensor, weight: Tensor | None = None, *, positive: float = 1.0) -> Tensor:
    """Binary cross-entropy; `positive` is how much more a true pixel or label counts than a false one."""
    factor = torch.full((), positive, device=logits.device)
    values = functional.binary_cross_entropy_with_logits(
        logits.float(), truth.float(), pos_weight=factor, reduction="none"
    )
    return _mean(values, weight)


def focal(
    logits: Tensor,
    truth: Tensor,
    weight: Tensor | None = None,
    *,
    power: float = 2.0,
    alpha: float | None = None,
) -> Tensor:
    """Binary cross-entropy that fades where the network is right already (Lin et al. 2017). truth may be soft
    (heat-maps). alpha: weight of the true side, 1 - alpha of the other; None = 1 for both."""
    logits, truth = logits.float(), truth.float()
    plain = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    values = plain * (logits.sigmoid() - truth).abs() ** power
    if alpha is not None:
        values = values * (alpha * truth + (1 - alpha) * (1 - truth))
    return _mean(values, weight)


def dice(probability: Tensor, truth: Tensor, *, smooth: float = 1.0) -> Tensor:
    """1 minus the Dice overlap of every channel, averaged. Probabilities, not logits; (B, C, H, W). `smooth`
    pixels make two empty maps equal."""
    axes = tuple(range(2, probability.ndim))
    probability, truth = probability.float(), truth.float()
    both = (probability * truth).sum(axes)
    return (1 - (2 * both + smooth) / (probability.sum(axes) + truth.sum(axes) + smooth)).mean()


# --- critics -------------------------------------------------------------------------------------------


def hinge_critic(real: Sequence[Tensor], fake: Sequence[Tensor]) -> Tensor:
    """The critic's hinge loss, over its scales: real above 1, made below -1."""
    terms = [
        functional.relu(1 - r.float()).mean() + functional.relu(1 + f.float()).mean()
        for r, f in zip(real, fake, strict=True)
    ]
    return torch.stack(terms).mean()


def hinge_maker(fake: Sequence[Tensor]) -> Tensor:
    """The generator's side of it: the critic's opinion of what was made, the higher the better."""
    return torch.stack([-f.float().mean() for f in fake]).mean()


def feature_matching(made: Sequence[Sequence[Tensor]], real: Sequence[Sequence[Tensor]]) -> Tensor:
    """Mean absolute difference of a critic's layers, over all scales; the real side has no gradient."""
    terms = [
        (a.float() - b.detach().float()).abs().mean()
        for one, other in zip(made, real, strict=True)
        for a, b in zip(one, other, strict=True)
    ]
    return torch.stack(terms).mean()


def r1(critic: Callable[..., Sequence[Tensor]], real: Tensor, *others: Any, gamma: float = 1.0) -> Tensor:
    """The lazy R1 penalty: gamma / 2 times the squared gradient of the critic's opinion of real pictures with
    respect to them, times `R1_EVERY`. Computed in float32, also under autocast. others: further arguments of
    the critic. It keeps the critic from being steep where it is right already."""
    with torch.autocast(real.device.type, enabled=False):
        real = real.detach().float().requires_grad_(True)
        opinion = torch.stack([o.float().reshape(len(o), -1).mean(1).sum() for o in critic(real, *others)])
        (slope,) = torch.autograd.grad(opinion.sum(), real, create_graph=True)
        return slope.square().flatten(1).sum(1).mean() * (gamma / 2 * R1_EVERY)
