"""What a policy remembers within an episode: when it may be missing, and how its rows are taken.

A state is an array, or a tuple, list or dict of states; every array has a leading dimension n, one
row for each environment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from saferl.errors import InputError
from saferl.policies.protocol import Array, State

__all__ = ["episode_starts", "join_states", "take_rows"]


def episode_starts(state: State, episode_start: Any, rows: int) -> Array:
    """Return which rows begin an episode, (rows,) bool; for policies that have a memory.

    Args:
        state: What the caller gave as the state; None says that nothing is remembered.
        episode_start: What the caller gave; None with a state says that all episodes go on.
        rows: Number of observations.

    Raises:
        InputError: There is no state and yet not every row is said to begin an episode: acting
            then would silently forget what came before. Or ``episode_start`` is not (rows,).

    >>> episode_starts(None, [True, True], rows=2)
    array([ True,  True])
    >>> episode_starts(None, None, rows=1)
    Traceback (most recent call last):
    ...
    saferl.errors.InputError: this policy has a memory, but was given state=None ...
    """
    starts = np.zeros(rows, dtype=bool)
    if episode_start is not None:
        starts = np.atleast_1d(np.asarray(episode_start, dtype=bool))
        if starts.shape != (rows,):
            raise InputError(f"episode_start has shape {starts.shape}, expected ({rows},)")
    if state is None and not starts.all():
        raise InputError(
            "this policy has a memory, but was given state=None for rows whose episode goes on; "
            "pass the state of the previous call, or episode_start=np.ones(n, bool) where episodes "
            "begin, or let policy.session() keep it"
        )
    return starts


def take_rows(state: State, rows: Any) -> State:
    """Return the rows of a state that ``rows`` (indices, a slice or a mask) selects.

    >>> take_rows((np.arange(3), {"h": np.eye(3)}), slice(1, 2))
    (array([1]), {'h': array([[0., 1., 0.]])})
    """
    if state is None:
        return None
    if isinstance(state, dict):
        return {name: take_rows(part, rows) for name, part in state.items()}
    if isinstance(state, (tuple, list)):
        return _like(state, [take_rows(part, rows) for part in state])
    return state[rows]


def join_states(states: Sequence[State]) -> State:
    """Put states of some rows each together again, in order.

    >>> join_states([(np.zeros(2),), (np.ones(1),)])
    (array([0., 0., 1.]),)
    """
    first = states[0]
    if first is None:
        return None
    if isinstance(first, dict):
        return {name: join_states([state[name] for state in states]) for name in first}
    if isinstance(first, (tuple, list)):
        return _like(first, [join_states(parts) for parts in zip(*states, strict=True)])
    return np.concatenate(states)


def _like(sequence: Any, parts: list[State]) -> State:
    """Make ``parts`` a list, tuple or named tuple, as ``sequence`` is."""
    return type(sequence)(*parts) if hasattr(sequence, "_fields") else type(sequence)(parts)
