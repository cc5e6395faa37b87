"""Imagined experience: short branches from replayed states, each stopped at its first violation.

Shapes: B branches, H steps, F observation, A action.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from saferl.constraints import All, Always, Constraint, Formula, Never
from saferl.errors import CheckpointError, InputError
from saferl.monitors import Monitor
from saferl.worlds import World

__all__ = ["Imagined", "Signals", "ViolationTest", "VirtualBuffer", "imagine"]

Array = np.ndarray[Any, Any]
Signals = Callable[[Array], Mapping[str, Array]]
"""Maps observations (n, F) to the signals that constraints read, each (n,)."""


class ViolationTest:
    """Whether states are unsafe, judged by constraints on what is observed there.

    Args:
        constraints: Each `Always`, `Never`, or several of them joined by `All`: whether a state is
            unsafe must not depend on what came before it.
        signals: Works out what the constraints read.
        world: What they may speak about.

    Raises:
        InputError: A constraint remembers, or does not fit the world.

    >>> from saferl.constraints import Measured
    >>> hot = Constraint("hot", Never(Measured("temperature") > 60))
    >>> unsafe = ViolationTest([hot], lambda observations: {"temperature": observations[:, 0]})
    >>> unsafe(np.array([[20.0], [61.0]]))
    array([False,  True])
    """

    def __init__(
        self, constraints: Sequence[Constraint], signals: Signals, world: World | None = None
    ) -> None:
        for constraint in constraints:
            if not _memoryless(constraint.formula):
                raise InputError(
                    f"{constraint.formula!r} depends on earlier steps; imagined branches begin in "
                    "the middle of an episode and know none. Expected Never, Always, or All of them"
                )
        self._constraints = tuple(constraints)
        self._signals, self._world = signals, world
        self._monitor: Monitor | None = None

    def __call__(self, observations: Array) -> Array:
        """Return whether each observation (n, F) is unsafe, (n,)."""
        n = len(observations)
        if self._monitor is None or self._monitor.num_envs < n:
            self._monitor = Monitor(self._constraints, self._world, num_envs=n)
        rows = self._monitor.num_envs
        # a monitor has a fixed number of rows: the last one fills up
        padded = {
            key: np.concatenate([value, np.full(rows - n, value[-1])])
            for key, value in self._signals(observations).items()
        }
        self._monitor.reset()
        return np.asarray((self._monitor.step(padded).cost[:n] > 0.0).any(axis=1))


def _memoryless(formula: Formula) -> bool:
    if isinstance(formula, All):
        return all(_memoryless(part) for part in formula.of)
    return isinstance(formula, Always | Never)


class Imagined(NamedTuple):
    """Imagined transitions, n in all, in order of their step.

    Attributes:
        observations: (n, F) raw.
        actions: (n, A) in [-1, 1].
        rewards: (n,) raw.
        next_observations: (n, F) raw.
        violations: (n,) 1 where the state reached is unsafe.
    """

    observations: Tensor
    actions: Tensor
    rewards: Tensor
    next_observations: Tensor
    violations: Tensor


def imagine(
    observations: Tensor,
    horizon: int,
    *,
    act: Callable[[Tensor], Tensor],
    step: Callable[[Tensor, Tensor], tuple[Tensor, Tensor]],
    unsafe: Callable[[Array], Array],
) -> Imagined:
    """Follow branches for ``horizon`` steps, or to their first violation, which is kept.

    A branch on which the model predicts something that is not finite ends before it.

    Args:
        observations: (B, F) where branches begin.
        horizon: H.
        act: Draws actions for observations.
        step: Draws next observations and rewards, :meth:`lookahead.smbpo_model.Dynamics.step`.
        unsafe: Tells unsafe observations.

    >>> ahead = imagine(
    ...     torch.tensor([[0.0], [2.0]]), 2, act=torch.ones_like,
    ...     step=lambda o, a: (o + a, a[:, 0]), unsafe=lambda o: o[:, 0] >= 3,
    ... )
    >>> ahead.next_observations.ravel(), ahead.violations
    (tensor([1., 3., 2.]), tensor([0., 1., 0.]))
    """
    parts: list[Imagined] = []
    for _ in range(horizon):
        actions = act(observations)
        reached, rewards = step(observations, actions)
        finite = torch.isfinite(reached).all(dim=1) & torch.isfinite(rewards)
        if not bool(finite.all()):
            observations, actions = observations[finite], actions[finite]
            reached, rewards = reached[finite], rewards[finite]
        if len(reached) == 0:
            break
        violations = torch.from_numpy(unsafe(reached.numpy()))
        parts.append(Imagined(observations, actions, rewards, reached, violations.float()))
        observations = reached[~violations]
        if len(observations) == 0:
            break
    if not parts:
        empty = observations[:0]
        return Imagined(empty, actions[:0], empty[:, 0], empty, empty[:, 0])
    return Imagined(*(torch.cat(column) for column in zip(*parts, strict=True)))


class VirtualBuffer:
    """The newest ``capacity`` imagined transitions.

    Args:
        capacity: Transitions kept.
        observation_size: F.
        action_size: A.

    >>> buffer = VirtualBuffer(2, observation_size=1, action_size=1)
    >>> row = torch.ones(1, 1)
    >>> for reward in (1.0, 2.0, 3.0):
    ...     buffer.extend(Imagined(row, row, reward * row[0], row, 0 * row[0]))
    >>> len(buffer), sorted(set(buffer.sample(1, 50, torch.Generator()).rewards[0].tolist()))
    (2, [2.0, 3.0])
    """

    def __init__(self, capacity: int, *, observation_size: int, action_size: int) -> None:
        self._widths = [observation_size, action_size, 1, observation_size, 1]
        self._data = torch.zeros((capacity, sum(self._widths)))
        self._cursor = 0
        self._filled = 0
        self.added = 0

    def __len__(self) -> int:
        """Transitions it holds."""
        return self._filled

    def extend(self, imagined: Imagined) -> None:
        """Store transitions, over the oldest ones if it is full."""
        columns = [column.reshape(len(column), -1) for column in imagined]
        rows = torch.cat(columns, dim=1)[-len(self._data) :]
        at = (self._cursor + torch.arange(len(rows))) % len(self._data)
        self._data[at] = rows
        self._cursor = (self._cursor + len(rows)) % len(self._data)
        self._filled = min(self._filled + len(rows), len(self._data))
        self.added += len(imagined.rewards)

    def sample(self, batches: int, batch: int, generator: torch.Generator) -> Imagined:
        """Draw ``batches`` minibatches of ``batch`` transitions, with replacement; (U, B, ...)."""
        at = torch.randint(self._filled, (batches * batch,), generator=generator)
        rows = self._data.index_select(0, at).reshape(batches, batch, -1)
        observations, actions, rewards, reached, violations = torch.split(
            rows, self._widths, dim=-1
        )
        return Imagined(observations, actions, rewards[..., 0], reached, violations[..., 0])

    def violation_share(self) -> float:
        """Share of violations among the transitions held; NaN if there are none."""
        return float(self._data[: self._filled, -1].mean())

    def pack(self) -> dict[str, Array]:
        """Return what it holds as arrays."""
        counts = np.array([self._cursor, self.added])
        return {"transitions": self._data[: self._filled].numpy().copy(), "counts": counts}

    def load(self, arrays: dict[str, Array]) -> None:
        """Take what :meth:`pack` gave.

        Raises:
            CheckpointError: It does not fit this buffer's shape.
        """
        rows = arrays["transitions"]
        if rows.shape[0] > len(self._data) or rows.shape[1] != self._data.shape[1]:
            raise CheckpointError(
                f"the checkpoint holds imagined transitions {rows.shape}; expected at most "
                f"{tuple(self._data.shape)}"
            )
        self._filled = len(rows)
        self._data[: self._filled] = torch.from_numpy(rows)
        self._cursor, self.added = (int(count) for count in arrays["counts"])
