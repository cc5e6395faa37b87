"""Adds up the figures of each episode while the rows of a vector environment play them."""

from __future__ import annotations

from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.constraints import Constraint
from saferl.errors import SimulationError
from saferl.policies import Decision

__all__ = ["Tally"]

Array = np.ndarray[Any, Any]


class Tally:
    """Sums over each of n episodes; steps of rows that play none of them are left out."""

    def __init__(self, env: Any, seeds: tuple[int, ...], levels: int = 0) -> None:
        self.constraints: tuple[Constraint, ...] = tuple(getattr(env, "constraints", ()))
        self.env_id = _env_id(env)
        self.finished = 0
        self._seeds = seeds
        n = len(seeds)
        self._returns = np.zeros(n)
        self._lengths = np.zeros(n, dtype=np.int64)
        self._task_costs = np.zeros(n)
        self._costs = np.zeros((n, len(self.constraints)))
        self._edited = np.zeros(n)
        self._edit_size = np.zeros(n)
        self._half_range = _half_range(env)
        self._vetoed = np.zeros(n)
        self._levels = np.zeros((n, levels))

    def add(
        self,
        index: Array,
        decision: Decision,
        observation: Any,
        rewards: Array,
        infos: dict[str, Any],
    ) -> None:
        """Add one step of every row; row r plays episode ``index[r]``, or none if that is >= n.

        Raises:
            SimulationError: An observation, reward or cost is NaN or infinite.
        """
        playing = index < len(self._seeds)
        cost = np.asarray(infos["cost"], dtype=np.float64)
        self._check_finite(index, playing, observation, rewards, cost)
        i = index[playing]
        self._returns[i] += rewards[playing]
        self._lengths[i] += 1
        self._task_costs[i] += cost[playing]
        if self.constraints:
            self._costs[i] += np.asarray(infos["costs"])[playing]
        self._edited[i] += np.asarray(decision.edited)[playing]
        self._edit_size[i] += self._edit_sizes(decision)[playing]
        self._vetoed[i] += np.asarray(decision.vetoed)[playing]
        if self._levels.size:
            self._levels[i, np.asarray(decision.level)[playing]] += 1

    def end(self, ended: Array) -> None:
        """Count the episodes that ended."""
        self.finished += int((ended < len(self._seeds)).sum())

    def headline(self) -> dict[str, float]:
        """Return the figures of the progress line."""
        seen = self._lengths > 0
        return {
            "return": float(self._returns[seen].mean()),
            "cost": float(self._task_costs[seen].mean()),
        }

    def figures(self) -> dict[str, Array]:
        """Return the arrays of a report."""
        return {
            "returns": self._returns,
            "lengths": self._lengths,
            "task_costs": self._task_costs,
            "costs": self._costs,
            "edited": self._edited / self._lengths,
            "edit_size": self._edit_size / self._lengths,
            "vetoed": self._vetoed / self._lengths,
            "levels": self._levels / self._lengths[:, None],
        }

    def _edit_sizes(self, decision: Decision) -> Array:
        """(rows,) mean absolute change of a component by an editor; a veto is no edit."""
        edited = np.asarray(decision.edited, dtype=bool)
        if self._half_range is None or not edited.any():
            return np.zeros(len(edited))
        change = np.abs(np.asarray(decision.executed, np.float64) - decision.proposal)
        sizes = (change / self._half_range).reshape(len(edited), -1).mean(axis=1)
        return np.where(edited & ~np.asarray(decision.vetoed, dtype=bool), sizes, 0.0)

    def _check_finite(
        self, index: Array, playing: Array, observation: Any, rewards: Array, cost: Array
    ) -> None:
        parts = observation.values() if isinstance(observation, dict) else [observation]
        broken = ~(np.isfinite(rewards) & np.isfinite(cost))
        for part in parts:
            broken |= ~np.isfinite(part).reshape(len(index), -1).all(axis=1)
        broken &= playing
        if broken.any():
            seed = self._seeds[index[np.flatnonzero(broken)[0]]]
            raise SimulationError(
                f"{self.env_id} returned NaN or infinity in the episode of seed {seed}; "
                "its physics diverged, or the environment has a fault"
            )


def _half_range(env: Any) -> Array | None:
    space = getattr(env, "single_action_space", None)
    if not isinstance(space, spaces.Box) or not space.is_bounded("both"):
        return None
    return np.asarray(0.5 * (space.high.astype(np.float64) - space.low))


def _env_id(env: Any) -> str:
    known = getattr(env, "env_id", None)
    if known is not None:
        return str(known)
    spec = getattr(env, "spec", None)
    return str(spec.id) if spec is not None else type(env).__name__
