"""Policies with Beta distributions: bounded by themselves, so that nothing is clipped.

Shapes: B batch, F input, A action.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from saferl.networks import Activation, mlp

__all__ = ["BetaActor", "beta_entropy", "beta_mode"]


def beta_entropy(alpha: Tensor, beta: Tensor) -> Tensor:
    """Return the entropy of Beta distributions on the unit interval, summed over A: (*B,).

    In closed form, which unlike the sampled log density has no variance and no infinities.

    >>> two = torch.full((1,), 2.0)
    >>> round(float(beta_entropy(two, two)), 4)  # ln(1/6) + 5/3
    -0.1251
    """
    total = alpha + beta
    log_normalizer = torch.lgamma(alpha) + torch.lgamma(beta) - torch.lgamma(total)
    entropy = (
        log_normalizer
        - (alpha - 1.0) * torch.digamma(alpha)
        - (beta - 1.0) * torch.digamma(beta)
        + (total - 2.0) * torch.digamma(total)
    )
    return entropy.sum(dim=-1)


def beta_mode(alpha: Tensor, beta: Tensor) -> Tensor:
    """Return the likeliest actions (*B, A) in [-1, 1]; both parameters must exceed 1.

    >>> beta_mode(torch.tensor([2.0, 4.0]), torch.tensor([2.0, 2.0]))
    tensor([0.0000, 0.5000])
    """
    return 2.0 * (alpha - 1.0) / (alpha + beta - 2.0) - 1.0


class BetaActor(nn.Module):
    """A perceptron whose outputs are Beta distributions over [-1, 1], by softplus + 1.

    Parameters above 1 keep the density bounded and with one peak.

    Args:
        inputs: F.
        actions: A.
        hidden: Sizes of the hidden layers.
        activation: Between the layers.
        concentration: Both parameters at the start: 1.69 where the last layer gives 0.
        generator: Source of the initial weights.
    """

    def __init__(
        self,
        inputs: int,
        actions: int,
        hidden: Sequence[int],
        activation: Activation,
        *,
        concentration: float,
        generator: torch.Generator,
    ) -> None:
        super().__init__()
        sizes = [inputs, *hidden, 2 * actions]
        self.body = mlp(sizes, activation, generator=generator, last_gain=0.01)
        last = self.body[-1]
        assert isinstance(last, nn.Linear)
        nn.init.constant_(last.bias, math.log(math.expm1(concentration - 1.0)))  # of softplus

    def forward(self, inputs: Tensor) -> tuple[Tensor, Tensor]:
        """Map (*B, F) to alpha and beta, (*B, A) each, above 1."""
        alpha, beta = (functional.softplus(self.body(inputs)) + 1.0).chunk(2, dim=-1)
        return alpha, beta

    def sample(self, inputs: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Draw actions (*B, A) in (-1, 1) differentiably; return them with the entropy (*B,).

        A Beta variable is the share of one of two Gamma variables; torch knows how their samples
        move with their parameters (Figurnov et al. 2018, arXiv 1805.08498).
        """
        alpha, beta = self(inputs)
        drawn = torch._standard_gamma(torch.stack([alpha, beta]), generator=generator)
        share = drawn[0] / (drawn[0] + drawn[1])
        return 2.0 * share - 1.0, beta_entropy(alpha, beta)
