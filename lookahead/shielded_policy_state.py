"""What a shielded policy remembers within an episode: the state that travels with its decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lookahead.guard import FAULTS
from saferl.policies.protocol import Array, State

__all__ = ["PARTS", "counted", "rows_of", "whole_state"]

PARTS = ("observation", "policy", "fallback", "ladder", "step", "faults", "episode")
"""Of the state: the last observation, what policy, fallback and ladder remember, and counters."""

Begin = Callable[[int], dict[str, Any]]


def whole_state(state: State, rows: int, policy: Begin, ladder: Begin) -> dict[str, Any]:
    """Return the state with what is missing at the start of an episode.

    Args:
        state: As given; None, or with the policy's samples' keys alone, at the start.
        rows: n.
        policy: Begins n episodes of the wrapped policy.
        ladder: Begins them for the ladder.
    """
    given = {} if state is None else {k: v for k, v in state.items() if v is not None}
    fresh: dict[str, Any] = {}
    if "ladder" not in given:
        fresh = {
            "policy": policy(rows),
            "fallback": {"inner": None, "restart": np.ones(rows, dtype=bool)},
            "ladder": ladder(rows),
            "step": np.zeros(rows, dtype=np.int64),
            "faults": np.zeros((rows, len(FAULTS)), dtype=np.int64),
            "episode": np.zeros(rows, dtype=np.int64),
        }
        if "policy" in given:  # the keys of its samples
            given["policy"] = {**fresh["policy"], "inner": given["policy"]["inner"]}
    return {**fresh, **given}


def counted(counts: Array, faults: Array, starts: Array) -> Array:
    """Add each row's faults to its episode's counts (n, kinds)."""
    bits = (faults[:, None] >> np.arange(len(FAULTS))) & 1
    total: Array = np.where(starts[:, None], 0, counts) + bits
    return total


def rows_of(state: State, episode_start: Any) -> int | None:
    """How many rows state or ``episode_start`` tell of; None if neither does."""
    if state is not None and state["step"] is not None:
        return len(state["step"])
    return None if episode_start is None else int(np.size(episode_start))
