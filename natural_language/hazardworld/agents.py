"""Agents: a policy with whatever reads the text for it, all played the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import Belief, Interpreter, features

__all__ = ["Agent", "ConditionedAgent", "RandomAgent"]

Array = NDArray[Any]


class Agent(Protocol):
    """Plays n games at once."""

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """New episodes in the environments ``rows`` (m,), with these m texts."""
        ...

    def act(self, view: Array, uniform: Array) -> Array:
        """Choose actions (n,) for what is seen, (n, 7, 7), by n numbers in [0, 1)."""
        ...


class RandomAgent:
    """Does anything."""

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """Nothing to begin."""

    def act(self, view: Array, uniform: Array) -> Array:
        """One of three actions, whatever is seen."""
        return (uniform * 3).astype(np.int64)


class ConditionedAgent:
    """A constraint-conditioned policy and the interpreter that tells it what to believe.

    Args:
        policy: From what `beliefs.features` shows, (n, F), to probabilities (n, 3).
        interpreter: Of n agents.
        num_envs: n.

    Attributes:
        belief: What it believed last, of all n.
    """

    def __init__(self, policy: Any, interpreter: Interpreter, num_envs: int) -> None:
        self._policy = policy
        self._interpreter = interpreter
        self._moved = np.zeros(num_envs, dtype=np.bool_)
        self.belief: Belief | None = None

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """Read the texts."""
        self._interpreter.begin(rows, texts)
        self._moved[rows] = False

    def act(self, view: Array, uniform: Array) -> Array:
        """Interpret, then act."""
        shown = np.empty((len(view), 0))
        for moved in (False, True):
            rows = np.flatnonzero(self._moved == moved)
            if len(rows):
                belief = self._interpreter.believe(rows, view[rows], moved)
                some = features(view[rows], belief)
                if len(shown) == 0 or shown.shape[1] == 0:
                    shown = np.empty((len(view), some.shape[1]), dtype=some.dtype)
                shown[rows] = some
                self.belief = belief if len(rows) == len(view) else None
        self._moved[:] = True
        return drawn(self._policy(shown), uniform)


def drawn(probabilities: Array, uniform: Array) -> Array:
    """Actions (n,) from probabilities (n, 3), by n numbers in [0, 1).

    >>> drawn(np.array([[0.2, 0.5, 0.3]] * 3), np.array([0.1, 0.6, 0.9])).tolist()
    [0, 1, 2]
    """
    return np.asarray((uniform[:, None] >= probabilities.cumsum(axis=1)[:, :-1]).sum(axis=1))
