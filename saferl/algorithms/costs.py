"""Book-keeping of episodes in training: returns, raw costs, and the multipliers they move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from saferl.multipliers import MultiplierRule, MultiplierState

__all__ = ["CostLedger"]

Array = np.ndarray[Any, Any]


class CostLedger:
    """Adds up each episode and, between updates, remembers the completed ones.

    Costs are raw and undiscounted. Multipliers move on the mean cost of the episodes completed
    since the last update and stay where they are if there was none.

    Args:
        num_envs: Environments run in parallel.
        budgets: (k,) budget of each constraint.
        rule: How the multipliers move; None leaves them at zero.
        hard: (k,) which budgets no episode may exceed.

    >>> from saferl.multipliers import DualAscent
    >>> ledger = CostLedger(1, [1.0], DualAscent(step_size=0.1))
    >>> for done in (False, True):
    ...     _ = ledger.add(np.ones(1), np.array([[2.0]]), np.array([3.0]), np.array([done]))
    >>> ledger.update_multipliers()
    >>> ledger.multipliers.round(3), ledger.take()
    (array([0.3]), (2.0, (4.0,), 6.0, 2.0, 1))
    """

    def __init__(
        self,
        num_envs: int,
        budgets: Sequence[float],
        rule: MultiplierRule | None,
        hard: Sequence[bool] | None = None,
    ) -> None:
        self.budgets = tuple(budgets)
        self._limits = np.where(hard, budgets, np.inf) if hard else np.full(len(budgets), np.inf)
        self.rule = rule
        self.states = [rule.start() if rule else MultiplierState() for _ in budgets]
        self.total_cost = 0.0
        self._num_envs = num_envs
        self._finished: list[tuple[float, tuple[float, ...], float, int]] = []
        self.begin()

    def begin(self) -> None:
        """Forget unfinished episodes: every environment starts a new one."""
        self._returns: Array = np.zeros(self._num_envs)
        self._costs: Array = np.zeros((self._num_envs, len(self.budgets)))
        self._task_cost: Array = np.zeros(self._num_envs)
        self._lengths: Array = np.zeros(self._num_envs, dtype=np.int64)

    def add(self, rewards: Array, costs: Array, task_cost: Array, ends: Array) -> Array:
        """Add one step of all environments; say which have exceeded a hard budget.

        Args:
            rewards: (n,).
            costs: (n, k) cost of each constraint.
            task_cost: (n,) the task's own cost; its sum over training is logged.
            ends: (n,) whether the episode ended with this step.

        Returns:
            (n,) whether the episode's cost, this step included, exceeds a hard budget.
        """
        self._returns += rewards
        self._costs += costs
        self._task_cost += task_cost
        self._lengths += 1
        exceeded = np.any(self._costs > self._limits, axis=1)
        self.total_cost += float(task_cost.sum())
        for i in np.flatnonzero(ends):
            costs_of_i = tuple(float(c) for c in self._costs[i])
            self._finished.append(
                (
                    float(self._returns[i]),
                    costs_of_i,
                    float(self._task_cost[i]),
                    int(self._lengths[i]),
                )
            )
        self._returns[ends] = 0.0
        self._costs[ends] = 0.0
        self._task_cost[ends] = 0.0
        self._lengths[ends] = 0
        return np.asarray(exceeded)

    def update_multipliers(self) -> None:
        """Move each multiplier on the episodes completed since the last :meth:`take`."""
        if self.rule is None or not self._finished:
            return
        means = np.mean([costs for _, costs, _, _ in self._finished], axis=0)
        self.states = [
            self.rule.step(state, float(mean), budget)
            for state, mean, budget in zip(self.states, means, self.budgets, strict=True)
        ]

    @property
    def multipliers(self) -> Array:
        """(k,) current multipliers."""
        return np.array([state.multiplier for state in self.states])

    def take(self) -> tuple[float, tuple[float, ...], float, float, int]:
        """Return mean return, costs, task cost and length of completed episodes, and their number.

        The means are NaN if there was none; the record starts anew.
        """
        finished, self._finished = self._finished, []
        if not finished:
            nan = float("nan")
            return nan, (nan,) * len(self.budgets), nan, nan, 0
        returns, costs, task_costs, lengths = zip(*finished, strict=True)
        mean_costs = tuple(float(c) for c in np.mean(costs, axis=0))
        return (
            float(np.mean(returns)),
            mean_costs,
            float(np.mean(task_costs)),
            float(np.mean(lengths)),
            len(finished),
        )
