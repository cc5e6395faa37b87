"""A policy of somebody else's, asked in such a way that its faults stay its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from gymnasium import spaces

from lookahead.guard import Fault, checked_actions, put_rows, to_unit
from saferl.errors import InputError
from saferl.policies.memory import join_states, take_rows
from saferl.policies.protocol import Array, Decision, State, decide

__all__ = ["Asked", "HandOver", "Stalled", "Wrapped"]


class Stalled(InputError):
    """A policy did not answer in time, or its process is being started again."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What a policy answered for n rows.

    Attributes:
        action: (n, ...) what it wants, unchecked; nan where it failed, None if it failed for all.
        faults: (n,) `Fault.POLICY` or `Fault.STALL` where it failed.
        state: What to pass to the next call.
        inner: Its decision, if there is one for all rows.
    """

    action: Any
    faults: Array
    state: dict[str, Any]
    inner: Decision | None


class Wrapped:
    """Asks a policy and never raises; a batch that fails is asked for again row by row.

    Rows that failed keep their state, or begin afresh where there is none. So do rows that were
    left out on the step before.

    Args:
        policy: Any policy.
    """

    def __init__(self, policy: Any) -> None:
        self.policy = policy

    def begin(self, rows: int) -> dict[str, Any]:
        """Return the state of rows about to begin."""
        return {"inner": None, "restart": np.ones(rows, dtype=bool)}

    def decide(
        self, batch: Any, state: dict[str, Any], starts: Array, deterministic: bool
    ) -> Asked:
        """Ask for all n rows of a batch of sound observations."""
        n = len(starts)
        begins = starts | state["restart"]
        try:
            inner = self._ask(batch, state["inner"], begins, deterministic, n)
        except Stalled:
            return self._failed(state, begins, Fault.STALL)
        except Exception:  # whatever a policy raises must not stop the shield
            if n > 1:
                return self._one_by_one(batch, state, begins, deterministic)
            return self._failed(state, begins, Fault.POLICY)
        after = {"inner": inner.state, "restart": np.zeros(n, dtype=bool)}
        return Asked(inner.action, np.zeros(n, dtype=np.int64), after, inner)

    def skipped(self, state: dict[str, Any]) -> dict[str, Any]:
        """Return the state after a step on which nobody asked."""
        return {"inner": state["inner"], "restart": np.ones_like(state["restart"])}

    def _ask(
        self, batch: Any, inner: State, begins: Array, deterministic: bool, rows: int
    ) -> Decision:
        decision = decide(self.policy, batch, inner, begins, deterministic)
        if len(decision.action) != rows:
            raise InputError("the policy answered for another number of rows")
        return decision

    def _failed(self, state: dict[str, Any], begins: Array, fault: Fault) -> Asked:
        after = {"inner": state["inner"], "restart": begins}
        if state["inner"] is None:
            after["restart"] = np.ones_like(begins)
        return Asked(None, np.full(len(begins), int(fault)), after, None)

    def _one_by_one(
        self, batch: Any, state: dict[str, Any], begins: Array, deterministic: bool
    ) -> Asked:
        n = len(begins)
        faults = np.zeros(n, dtype=np.int64)
        found: dict[int, Decision] = {}
        for i in range(n):
            row = slice(i, i + 1)
            try:
                found[i] = self._ask(
                    take_rows(batch, row),
                    take_rows(state["inner"], row),
                    begins[row],
                    deterministic,
                    1,
                )
            except Stalled:
                faults[i] = int(Fault.STALL)
            except Exception:  # as above
                faults[i] = int(Fault.POLICY)
        if not found:
            return Asked(None, faults, self._failed(state, begins, Fault.POLICY).state, None)
        index = np.array(sorted(found))
        actions = np.concatenate([np.asarray(found[i].action, dtype=np.float64) for i in index])
        action = np.full((n, *actions.shape[1:]), np.nan)
        action[index] = actions
        new = join_states([found[i].state for i in index])
        old = state["inner"]
        if old is None and new is not None:  # rows that failed at the start get any; they restart
            old = take_rows(new, np.zeros(n, dtype=np.int64))
        failed = faults > 0
        restart = failed & (begins | (state["inner"] is None))
        return Asked(action, faults, {"inner": put_rows(old, index, new), "restart": restart}, None)


class HandOver:
    """Asks the fallback policy when the ladder gets there; it begins afresh unless it goes on."""

    def __init__(
        self,
        fallback: Wrapped | None,
        space: spaces.Space[Any],
        batch: Any,
        state: dict[str, Any],
    ) -> None:
        self._fallback, self._space, self._batch = fallback, space, batch
        self._before = state
        self.state = {**state, "restart": np.ones_like(state["restart"])}

    def __call__(self, rows: Array) -> tuple[Array, Array]:
        """Actions (n, action_dim) in [-1, 1] and which rows have one."""
        assert self._fallback is not None
        never = np.zeros(len(rows), dtype=bool)
        asked = self._fallback.decide(self._batch, self._before, never, True)
        self.state = {**asked.state, "restart": asked.state["restart"] | ~rows}
        action, proper = checked_actions(self._space, asked.action, len(rows))
        there = proper & (asked.faults == 0)
        safe = np.where(there.reshape(-1, *[1] * (action.ndim - 1)), action, _some(self._space))
        return to_unit(self._space, safe), there


def _some(space: spaces.Space[Any]) -> Any:
    """Any action; stands where there is none."""
    if isinstance(space, spaces.Box):
        return space.low
    assert isinstance(space, spaces.Discrete)
    return space.start
