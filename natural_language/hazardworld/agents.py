"""Agents: a policy with whatever reads the text for it, all played the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import FEATURES, Belief, Interpreter, features
from natural_language.hazardworld.guard import kept_to, permitted
from natural_language.hazardworld.sight import NOTHING, Recollection

__all__ = ["LEAST", "Agent", "ConditionedAgent", "RandomAgent", "drawn"]

Array = NDArray[Any]

#: Actions of less probability are not drawn once a policy is trained.
LEAST = 0.05


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
        guarded: Take no action that it believes to cost where another does not, see
            `guard.permitted`; else such actions are left to the policy.

    Attributes:
        belief: What it believed last, of all n.
    """

    def __init__(
        self, policy: Any, interpreter: Interpreter, num_envs: int, *, guarded: bool = True
    ) -> None:
        self._policy = policy
        self._interpreter = interpreter
        self._guarded = guarded
        self._memory = Recollection(num_envs)
        self._did = np.full(num_envs, NOTHING)
        self.belief: Belief | None = None

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """Read the texts."""
        self._interpreter.begin(rows, texts)
        self._memory.begin(rows)
        self._did[rows] = NOTHING

    def act(self, view: Array, uniform: Array) -> Array:
        """Look, interpret, then act."""
        everyone = np.arange(len(view))
        sight = self._memory.look(everyone, view, self._did)
        shown = np.empty((len(view), FEATURES), dtype=np.float32)
        allowed = np.ones((len(view), 3), dtype=np.bool_)
        for moved in (False, True):
            rows = everyone[(self._did != NOTHING) == moved]
            if len(rows):
                belief = self._interpreter.believe(rows, sight[rows], moved)
                shown[rows] = features(sight[rows], belief)
                if self._guarded:
                    allowed[rows] = permitted(sight[rows], belief)
                self.belief = belief if len(rows) == len(view) else None
        self._did = kept_to(drawn(self._policy(shown), uniform), allowed)
        return self._did


def drawn(probabilities: Array, uniform: Array, least: float = LEAST) -> Array:
    """Actions (n,) from probabilities (n, 3), by n numbers in [0, 1).

    Args:
        probabilities: (n, 3).
        uniform: (n,).
        least: What is less probable is not drawn at all: a policy that is in doubt for a hundred
            turns would else take the step that it nearly never takes.

    >>> drawn(np.array([[0.2, 0.5, 0.3]] * 3), np.array([0.1, 0.6, 0.9])).tolist()
    [0, 1, 2]
    >>> drawn(np.array([[0.01, 0.97, 0.02]]), np.array([0.001])).tolist()
    [1]
    """
    likely = np.where(probabilities < least, 0.0, probabilities).cumsum(axis=1)
    return np.asarray((uniform[:, None] * likely[:, -1:] >= likely[:, :-1]).sum(axis=1))
