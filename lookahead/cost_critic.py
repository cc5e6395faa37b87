"""What lies beyond the horizon: the probability of a violation that can no longer be avoided.

A look-ahead of H steps cannot tell a cart that will stop in time from one that will not, if
stopping takes more than H steps. A cost critic can: it values the state at the end of a plan by the
least risk that any of the manoeuvres, one after another, leaves from there on. With several
constraints it is the risk of each, under the manoeuvres whose greatest risk is least.

Shapes: D observation, k constraints, ... any leading dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["CostCritic"]

Array = np.ndarray[Any, Any]
_PREFIX = "critic/"


@dataclass(frozen=True, eq=False)
class CostCritic:
    """Maps observations to the probability of a violation from there on.

    `lookahead.cost_critic_fit.fit_cost_critic` makes it.

    Attributes:
        layers: ((weight (in, out), bias (out,)), ...), ReLU between them and the logistic function
            at the end; standardisation folded in.

    >>> critic = CostCritic(((np.array([[2.0]], np.float32), np.zeros(1, np.float32)),))
    >>> critic(np.array([[-9.0], [0.0], [9.0]])).ravel().round(3).tolist()
    [0.0, 0.5, 1.0]
    """

    layers: tuple[tuple[Array, Array], ...]

    def __call__(self, observation: Array) -> Array:
        """Return probabilities (..., k) at observations (..., D)."""
        hidden = np.asarray(observation, dtype=np.float32)
        last = len(self.layers) - 1
        for i, (weight, bias) in enumerate(self.layers):
            hidden = np.matmul(hidden, weight) + bias
            if i < last:
                hidden = np.maximum(hidden, 0.0)
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(hidden, -30.0, 30.0))))

    @property
    def tensors(self) -> dict[str, Array]:
        """All arrays by name."""
        named = {}
        for i, (weight, bias) in enumerate(self.layers):
            named[f"{_PREFIX}weight{i}"], named[f"{_PREFIX}bias{i}"] = weight, bias
        return named

    @classmethod
    def from_tensors(cls, tensors: dict[str, Array]) -> CostCritic | None:
        """Rebuild a critic from :attr:`tensors`, among others; None where there is none.

        Raises:
            KeyError: A bias is missing.
        """
        count = sum(name.startswith(f"{_PREFIX}weight") for name in tensors)
        if not count:
            return None
        pairs = [(f"{_PREFIX}weight{i}", f"{_PREFIX}bias{i}") for i in range(count)]
        return cls(tuple((tensors[weight], tensors[bias]) for weight, bias in pairs))
