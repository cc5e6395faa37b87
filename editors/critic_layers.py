"""A critic of a stack, with its hinges, as a plain perceptron."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from saferl.hinges import absorb
from saferl.networks import StackedMlp

__all__ = ["critic_layers"]

Array = np.ndarray[Any, Any]


def critic_layers(
    critics: StackedMlp,
    member: int,
    knots: Sequence[float],
    actions: int,
    scale: float,
    blind: slice | None,
) -> tuple[tuple[Array, Array], ...]:
    """Return layers from (observations, actions) to one value, multiplied by ``scale``.

    Args:
        critics: The stack; its inputs are the observations' hinge features, then the actions.
        member: Which of it.
        knots: Of the hinges.
        actions: Components of an action.
        scale: The value's unit.
        blind: Observations that the critic is never shown.

    >>> import torch
    >>> stack = StackedMlp(1, [4 + 1, 3, 1], "relu", generator=torch.Generator().manual_seed(0))
    >>> [weight.shape for weight, _ in critic_layers(stack, 0, (0.5,), 1, 2.0, None)]
    [(9, 3), (3, 9), (1, 3)]
    """
    weights = [w[member].detach().numpy().T.copy() for w in critics.weights]
    biases = [b[member, 0].detach().numpy().copy() for b in critics.biases]
    weights[-1], biases[-1] = weights[-1] * np.float32(scale), biases[-1] * np.float32(scale)
    # (out, (1 + K) F + A) -> (out, (1 + K) (F + A)): actions have no hinges
    parts = np.split(weights[0][:, :-actions], 1 + len(knots), axis=1)
    if blind is not None:
        for part in parts:
            part[:, blind] = 0.0
    none = np.zeros((len(weights[0]), actions), np.float32)
    columns = [weights[0][:, -actions:], *[none] * len(knots)]
    pairs = zip(parts, columns, strict=True)
    weights[0] = np.concatenate([array for pair in pairs for array in pair], axis=1)
    return absorb(knots, tuple(zip(weights, biases, strict=True)))
