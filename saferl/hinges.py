"""Hinge features: sharper eyes for networks that must tell 0.2 m from 0.3 m.

A lidar spends its whole range on three metres; what decides over a cost happens in the last few
per cent of it. A hinge feature ``max(x - knot, 0)`` of each normalised observation magnifies what
lies beyond its knot, so that a small network need not find the magnification by itself.

Seen on SafetyPointGoal1: PPO at a fixed price of 1, one seed, sampled return / cost between
480,000 and 580,000 steps: 20.1 / 52 with 64 tanh units a layer and no hinges, 20.0 / 42 with hinges
and 128 ReLU units. The width changed too, so the difference is not the hinges' alone; nor did PPO
learn faster with them where there was no price (25.9 against about 26.5 after 2.5 million steps).

A ReLU network with hinges in front is a ReLU network with one more layer: :func:`absorb` writes it
down as such, and a trained policy is an ordinary perceptron.

Shapes: B rows, F inputs, K knots.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from saferl.errors import InputError

__all__ = ["SLOPE", "Hinges", "absorb", "check_knots", "released"]

SLOPE = 2.0
"""Slope of a hinge: it brings what lies beyond the knot to the size of the input itself."""

Array = np.ndarray[Any, Any]
Layers = tuple[tuple[Array, Array], ...]


class Hinges(nn.Module):
    """Append ``SLOPE * max(x - knot, 0)`` for each knot to the inputs.

    Args:
        knots: In standard deviations of the normalised input; () appends nothing.

    >>> Hinges((1.0,))(torch.tensor([[0.5, 3.0]]))
    tensor([[0.5000, 3.0000, 0.0000, 4.0000]])
    """

    def __init__(self, knots: Sequence[float]) -> None:
        super().__init__()
        self.knots = tuple(float(knot) for knot in knots)

    def forward(self, inputs: Tensor) -> Tensor:
        """(..., F) -> (..., F * (1 + K))."""
        if not self.knots:
            return inputs
        ramps = [SLOPE * torch.relu(inputs - knot) for knot in self.knots]
        return torch.cat([inputs, *ramps], dim=-1)

    def widened(self, size: int) -> int:
        """Return the number of outputs for ``size`` inputs."""
        return size * (1 + len(self.knots))


def absorb(knots: Sequence[float], layers: Layers) -> Layers:
    """Return the layers of a ReLU perceptron that includes the hinges in front of ``layers``.

    The inputs pass the new layer's ReLU as ``x = max(x, 0) - max(-x, 0)``.

    Args:
        knots: Of :class:`Hinges`; () returns the layers as they are.
        layers: ((weight (out, F * (1 + K)), bias (out,)), ...), with ReLU between them.

    Returns:
        One layer more, the first with F inputs and F * (2 + K) outputs; the same function.

    >>> one = np.ones((1, 2)), np.zeros(1)
    >>> (first, bias), (second, _) = absorb([1.0], [one])
    >>> second @ np.maximum(first @ [3.0] + bias, 0.0)  # 3 + 2 * (3 - 1)
    array([7.])
    """
    if not knots:
        return tuple(layers)
    weight, bias = layers[0]
    size = weight.shape[1] // (1 + len(knots))
    one: Array = np.eye(size, dtype=weight.dtype)
    ramps = [SLOPE * one] * len(knots)
    starts = [np.full(size, -SLOPE * knot, weight.dtype) for knot in knots]
    zeros: Array = np.zeros(size, weight.dtype)
    first = np.concatenate([one, -one, *ramps]), np.concatenate([zeros, zeros, *starts])
    plain, hinged = weight[:, :size], weight[:, size:]
    second = np.concatenate([plain, -plain, hinged], axis=1), bias
    return (first, second, *layers[1:])


def released(knots: Sequence[float], layers: Layers) -> Layers:
    """Return the layers that :func:`absorb` was given: its inverse.

    Raises:
        InputError: The first layer is not that of such hinges.

    >>> layers = (np.array([[2.0, 5.0]]), np.zeros(1)),
    >>> released([1.0], absorb([1.0], layers))[0][0]
    array([[2., 5.]])
    """
    size = layers[0][0].shape[1]
    if len(layers) < 2 or layers[0][0].shape[0] != size * (2 + len(knots)):
        raise InputError(f"the layers do not begin with hinges at {tuple(knots)}")
    weight, bias = layers[1]
    plain, hinged = weight[:, :size], weight[:, 2 * size :]
    return (np.concatenate([plain, hinged], axis=1), bias), *layers[2:]


def check_knots(knots: Sequence[float], activation: str) -> None:
    """Raise InputError unless a network with these hinges is a perceptron of this activation."""
    if not all(math.isfinite(knot) for knot in knots):
        raise InputError(f"knots are {tuple(knots)}, expected finite numbers")
    if knots and activation != "relu":
        raise InputError(
            f"knots {tuple(knots)} need activation 'relu', not {activation!r}; "
            "set knots to () or the activation to 'relu'"
        )
