"""What a deployed shield trusts nobody about: shapes, finiteness, exceptions.

Every value that comes from outside the shield, be it an observation, an action or an answer of the
model, passes one of these checks. They never raise: a row that fails is marked, and the ladder of
fallbacks (`lookahead.ladder`) deals with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.policies.memory import take_rows
from saferl.spaces import as_batch, batch_length, flat_size, scale_from_box, scale_to_box

__all__ = [
    "FAULTS",
    "Fault",
    "Seen",
    "checked_actions",
    "from_unit",
    "observe",
    "put_rows",
    "to_unit",
]

Array = np.ndarray[Any, Any]


class Fault(IntFlag):
    """What went wrong on a step; several can at once.

    >>> (Fault.OBSERVATION | Fault.DEADLINE).name
    'OBSERVATION|DEADLINE'
    """

    OBSERVATION = 1
    """The observation has another shape, or is not finite."""
    POLICY = 2
    """The policy raised."""
    STALL = 4
    """The policy did not answer in time, or its process is being started again."""
    PROPOSAL = 8
    """The proposed action has another shape, or is not finite."""
    MODEL = 16
    """Looking ahead raised, or its answer has another shape or is not finite."""
    DEADLINE = 32
    """Time was up before looking ahead was done."""
    UNFAMILIAR = 64
    """The model has not seen such observations and actions; its answer is not believed."""
    FALLBACK = 128
    """The fallback policy raised, stalled, or gave what is no action."""
    AUDIT = 256
    """The decision could not be written to the log."""
    SHIELD = 512
    """The shield itself failed; the engineer's safe action was taken."""


FAULTS: tuple[str, ...] = tuple(str(fault.name).lower() for fault in Fault)
"""Names of the faults, in the order in which a policy's state counts them."""


@dataclass(frozen=True, eq=False)
class Seen:
    """A batch of observations, every row of it fit to be computed with.

    Attributes:
        batch: (n, ...) array or dict of arrays; faulty rows hold the last good observation, or 0.
        flat: (n, obs_dim) the same, flattened.
        good: (n,) whether the row is what was observed.
        single: Whether one observation was given without a batch dimension.
    """

    batch: Any
    flat: Array
    good: Array
    single: bool


def observe(space: spaces.Space[Any], observation: Any, last: Any, rows: int | None) -> Seen:
    """Check observations; replace the faulty ones by the last good ones.

    Args:
        space: What is observed: Box, Discrete or a Dict of those.
        observation: Whatever came in.
        last: (n, ...) batch of the last good observations; None at the start.
        rows: How many rows there must be, where that is known.

    >>> box = spaces.Box(-1, 1, (2,), np.float64)
    >>> seen = observe(box, [[0.5, np.nan], [0.5, 0.5]], None, None)
    >>> seen.good, seen.flat
    (array([False,  True]), array([[0. , 0. ],
           [0.5, 0.5]]))
    >>> observe(box, "what?", seen.batch, 2).good
    array([False, False])
    """
    try:
        batch, single = as_batch(space, observation)
        n = batch_length(batch)
        fits = rows is None or n == rows
        flat = _flat(space, batch) if fits else np.zeros((0, 0))
    except Exception:  # anything can come in, and numpy raises anything at it
        fits, single, flat = False, _looks_single(space, observation, rows), np.zeros((0, 0))
    if not fits:
        n = 1 if rows is None else rows
        batch = _nothing(space, n) if last is None else last
        return Seen(batch, _flat(space, batch), np.zeros(n, dtype=bool), single and n == 1)
    good: Array = np.asarray(np.isfinite(flat).all(axis=1))
    if not good.all():
        stand_in = _nothing(space, n) if last is None else last
        batch = put_rows(stand_in, good, take_rows(batch, good))
        flat = _flat(space, batch)
    return Seen(batch, flat, good, single)


def checked_actions(space: spaces.Space[Any], action: Any, rows: int) -> tuple[Array, Array]:
    """Return actions (rows, ...) that may be sent, and which rows are what was given.

    Box actions are clipped to their bounds, as the environment would. Faulty rows hold NaN, or
    ``start - 1`` where actions are discrete.

    >>> checked_actions(spaces.Box(0, 10, (1,)), [[12.0], [np.inf]], 2)
    (array([[10.],
           [nan]], dtype=float32), array([ True, False]))
    """
    shape = (rows, *(space.shape or ()))
    nothing = np.full(shape, np.nan)
    try:
        array = np.asarray(action, dtype=np.float64)
        fits = array.shape == shape
    except (TypeError, ValueError, OverflowError):
        fits = False
    if not fits:
        array = nothing
    good: Array = np.asarray(np.isfinite(array).reshape(rows, -1).all(axis=1))
    if isinstance(space, spaces.Box):
        absent = np.nan if np.issubdtype(space.dtype or np.float64, np.floating) else 0
        clipped = np.clip(np.where(np.isfinite(array), array, 0.0), space.low, space.high)
        clipped[~good] = absent
        return clipped.astype(space.dtype), good
    assert isinstance(space, spaces.Discrete)
    good &= (array >= space.start) & (array < space.start + space.n)
    good &= np.where(good, array, 0.5) % 1 == 0
    return np.where(good, array, space.start - 1).astype(np.int64), good


def to_unit(space: spaces.Space[Any], action: Array) -> Array:
    """Map actions of the environment (n, ...) to [-1, 1], (n, action_dim); Discrete is one-hot.

    >>> to_unit(spaces.Discrete(3), np.array([2]))
    array([[-1., -1.,  1.]])
    """
    if len(action) == 0:
        return np.zeros((0, flat_size(space)))
    if isinstance(space, spaces.Box):
        unit = scale_from_box(space, action).astype(np.float64)
        return np.clip(unit, -1.0, 1.0)
    assert isinstance(space, spaces.Discrete)
    choice = action.astype(np.int64).reshape(-1) - int(space.start)
    return 2.0 * np.eye(int(space.n))[choice] - 1.0


def from_unit(space: spaces.Space[Any], unit: Array) -> Array:
    """Undo :func:`to_unit`: (n, action_dim) in [-1, 1] to the environment's units."""
    if isinstance(space, spaces.Box):
        return scale_to_box(space, unit)
    assert isinstance(space, spaces.Discrete)
    return np.asarray(space.start + unit.argmax(axis=1))


def put_rows(state: Any, rows: Any, part: Any) -> Any:
    """Return ``state`` with the rows that ``rows`` selects replaced by those of ``part``.

    >>> put_rows({"a": np.zeros(3)}, np.array([True, False, True]), {"a": np.ones(2)})
    {'a': array([1., 0., 1.])}
    """
    if state is None or part is None:
        return part if state is None else state
    if isinstance(state, dict):
        return {name: put_rows(value, rows, part[name]) for name, value in state.items()}
    if isinstance(state, (tuple, list)):
        parts = [put_rows(one, rows, new) for one, new in zip(state, part, strict=True)]
        return type(state)(*parts) if hasattr(state, "_fields") else type(state)(parts)
    mixed = np.array(state, dtype=np.result_type(state, part))
    mixed[rows] = part
    return mixed


def _flat(space: spaces.Space[Any], batch: Any) -> Array:
    """(n, obs_dim) of a batch, as `saferl.spaces.flatten_batch` orders it.

    Raises:
        TypeError: What should be numbers is not.
    """
    if isinstance(space, spaces.Dict):
        parts = [_flat(part, batch[name]) for name, part in space.spaces.items()]
        return np.concatenate(parts, axis=1)
    if isinstance(space, spaces.Discrete):
        return np.asarray(np.eye(int(space.n))[batch - int(space.start)])
    if np.asarray(batch).dtype.kind not in "biuf":
        raise TypeError
    return np.asarray(batch, dtype=np.float64).reshape(len(batch), flat_size(space))


def _nothing(space: spaces.Space[Any], rows: int) -> Any:
    """A batch of observations that say nothing: zeros, the first element."""
    if isinstance(space, spaces.Dict):
        return {name: _nothing(part, rows) for name, part in space.spaces.items()}
    if isinstance(space, spaces.Discrete):
        return np.full(rows, int(space.start), dtype=np.int64)
    return np.zeros((rows, *(space.shape or ())))


def _looks_single(space: spaces.Space[Any], observation: Any, rows: int | None) -> bool:
    """Whether what is no observation at all was meant as one, or as a batch."""
    if rows is not None and rows != 1:
        return False
    try:
        if isinstance(space, spaces.Dict):
            name, part = next(iter(space.spaces.items()))
            return _looks_single(part, observation[name], rows)
        return np.ndim(observation) <= len(space.shape or ())
    except Exception:  # not even that can be told
        return True
