"""Replay: a ring of transitions in one preallocated block of memory, sampled with replacement.

Observations are kept raw (as float32), so that statistics of normalisation may move on without
making old transitions stale. Truncation is not termination: what follows a truncated step is the
observation the episode was cut off at, and its value counts like any other.

Shapes: n environments, F flat observation, A action, S signals (the reward, then each cost), U
minibatches of B samples, each of up to N steps in a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from saferl.errors import CheckpointError, InputError

__all__ = ["Minibatches", "ReplayBuffer"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Minibatches:
    """Several minibatches, float32.

    Attributes:
        observations: (U, B, F) raw, before the first step.
        actions: (U, B, A) of the first step, in [-1, 1].
        signals: (U, B, N, S) reward and costs of each step, raw.
        exceeded: (U, B, N) 1 where the episode's cost so far exceeds a budget for every episode.
        taken: (U, B, N) 1 for steps that belong to the sample; it ends early with the episode and
            with the newest step.
        next_observations: (U, B, F) raw, after the last step taken; of the same episode always.
        terminations: (U, B) 1 where the episode terminated on the last step taken, 0 elsewhere.
    """

    observations: Tensor
    actions: Tensor
    signals: Tensor
    exceeded: Tensor
    taken: Tensor
    next_observations: Tensor
    terminations: Tensor


class ReplayBuffer:
    """The newest ``capacity`` transitions of ``num_envs`` environments stepped together.

    Args:
        capacity: Transitions kept; rounded down to whole steps of all environments.
        num_envs: n.
        observation_size: F.
        action_size: A.
        signals: S.

    Raises:
        InputError: The capacity does not hold one step of all environments.

    >>> buffer = ReplayBuffer(4, num_envs=2, observation_size=1, action_size=1, signals=1)
    >>> one = np.ones((2, 1))
    >>> never = np.zeros(2, bool)
    >>> buffer.add(0 * one, one, 2 * one, 3 * one, never, never, never)
    >>> len(buffer), buffer.capacity
    (2, 4)
    >>> buffer.sample(1, 3, torch.Generator()).signals.shape
    torch.Size([1, 3, 1, 1])
    """

    def __init__(
        self, capacity: int, *, num_envs: int, observation_size: int, action_size: int, signals: int
    ) -> None:
        if capacity < num_envs:
            raise InputError(
                f"a buffer of {capacity} transitions does not hold one step of {num_envs} "
                "environments; raise capacity or lower num_envs"
            )
        self.num_envs = num_envs
        self._rows = capacity // num_envs
        # observations, actions, signals, next observations, terminated, exceeded, last: one
        # transition is one stretch of memory, so that a sample is one gather
        self._widths = (observation_size, action_size, signals, observation_size, 1, 1, 1)
        self._data = torch.empty((self.capacity, sum(self._widths)), dtype=torch.float32)
        self._steps = self._data.numpy().reshape(self._rows, num_envs, -1)
        self._cursor = 0  # row that the next step goes to
        self._filled = 0  # rows that hold a step

    @property
    def capacity(self) -> int:
        """Transitions it can hold."""
        return self._rows * self.num_envs

    def __len__(self) -> int:
        """Transitions it holds."""
        return self._filled * self.num_envs

    def add(
        self,
        observations: Array,
        actions: Array,
        signals: Array,
        next_observations: Array,
        terminations: Array,
        ends: Array,
        exceeded: Array,
    ) -> None:
        """Store one step of all environments, over the oldest one if the ring is full.

        Args:
            observations: (n, F) acted on.
            actions: (n, A).
            signals: (n, S).
            next_observations: (n, F) reached, before any reset.
            terminations: (n,) whether the episode terminated; False where it was cut off.
            ends: (n,) whether it ended for any reason.
            exceeded: (n,) whether its cost so far exceeds a budget that holds for every episode.
        """
        flags = (terminations[:, None], exceeded[:, None], ends[:, None])
        parts = (observations, actions, signals, next_observations, *flags)
        np.concatenate(parts, axis=1, out=self._steps[self._cursor], casting="same_kind")
        self._cursor = (self._cursor + 1) % self._rows
        self._filled = min(self._filled + 1, self._rows)

    def cut(self) -> None:
        """Say that the next step to come begins new episodes, whatever the newest one was."""
        if self._filled:
            self._steps[self._newest, :, -1] = 1.0

    def sample(
        self, batches: int, batch: int, generator: torch.Generator, *, steps: int = 1
    ) -> Minibatches:
        """Draw ``batches`` minibatches of ``batch`` samples, uniformly with replacement.

        Args:
            batches: U.
            batch: B.
            generator: Source of the draw.
            steps: N.
        """
        at = torch.randint(len(self), (batches * batch,), generator=generator)
        first = self._split(self._data.index_select(0, at))
        last, goes_on = first, torch.ones_like(first[-1])
        signals, exceeded, taken = [first[2]], [first[5]], [goes_on]
        for _ in range(steps - 1):
            newest = torch.div(at, self.num_envs, rounding_mode="floor") == self._newest
            goes_on = goes_on * (1.0 - last[-1]) * ~newest[:, None]
            following = (at + self.num_envs) % self.capacity
            at = torch.where(goes_on[:, 0] > 0.0, following, at)
            last = self._split(self._data.index_select(0, at))
            signals.append(last[2] * goes_on)
            exceeded.append(last[5])
            taken.append(goes_on)
        shape = (batches, batch)
        return Minibatches(
            observations=first[0].reshape(*shape, -1),
            actions=first[1].reshape(*shape, -1),
            signals=torch.stack(signals, dim=1).reshape(*shape, steps, -1),
            exceeded=torch.cat(exceeded, dim=1).reshape(*shape, steps),
            taken=torch.cat(taken, dim=1).reshape(*shape, steps),
            next_observations=last[3].reshape(*shape, -1),
            terminations=last[4].reshape(shape),
        )

    def signal_range(self, signal: int = 0) -> tuple[float, float]:
        """Return the least and the greatest value held of a signal; the first is the reward.

        Raises:
            InputError: The buffer is empty.
        """
        if self._filled == 0:
            raise InputError("the buffer is empty; its signals have no range yet")
        values = self._steps[: self._filled, :, sum(self._widths[:2]) + signal]
        return float(values.min()), float(values.max())

    def observation_range(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the least and the greatest value held of each component of observations, (F,).

        Raises:
            InputError: The buffer is empty.
        """
        if self._filled == 0:
            raise InputError("the buffer is empty; its observations have no range yet")
        held = self._steps[: self._filled, :, : self._widths[0]]
        least, most = held.min(axis=(0, 1)), held.max(axis=(0, 1))
        return torch.from_numpy(least), torch.from_numpy(most)

    @property
    def _newest(self) -> int:
        """Row of the newest step."""
        return (self._cursor - 1) % self._rows

    def _split(self, transitions: Tensor) -> tuple[Tensor, ...]:
        """Take transitions (m, all widths) apart, in the order of the widths."""
        return torch.split(transitions, list(self._widths), dim=-1)

    # -- files -----------------------------------------------------------------------------------

    def pack(self) -> dict[str, Array]:
        """Return what the ring holds as arrays, each observation once.

        An observation reached is as a rule the one acted on in the next row; it is written out only
        where it is not: at the ends of episodes and of the ring.
        """
        steps = self._steps[: self._filled]  # (T, n, widths)
        size = self._widths[0]
        bounds = np.cumsum(self._widths)[:-1]
        observations, actions, signals, reached, *flags = np.split(steps, bounds, axis=-1)
        breaks = (reached != np.roll(observations, -1, axis=0)).any(axis=-1)  # (T, n)
        return {
            "observations": observations.copy(),
            "actions": actions.copy(),
            "signals": signals.copy(),
            "terminations": flags[0] != 0.0,  # (T, n, 1)
            "exceeded": flags[1] != 0.0,
            "ends": flags[2] != 0.0,
            "breaks": breaks,
            "reached": reached[breaks].reshape(-1, size),
            "cursor": np.array(self._cursor),
        }

    def load(self, arrays: dict[str, Array]) -> None:
        """Take what :meth:`pack` gave, at the same places of the ring.

        Raises:
            CheckpointError: It does not fit this buffer's shape.
        """
        observations = arrays["observations"]
        filled = len(observations)
        widths = tuple(arrays[name].shape[-1] for name in ("observations", "actions", "signals"))
        fits = filled <= self._rows and observations.shape[1:2] == (self.num_envs,)
        if not fits or widths != self._widths[:3]:
            raise CheckpointError(
                f"the replay holds {filled} steps of {observations.shape[1]} environments with "
                f"observation, action and signal sizes {widths}; expected at most {self._rows} "
                f"steps of {self.num_envs} environments with sizes {self._widths[:3]}"
            )
        reached = np.roll(observations, -1, axis=0)
        reached[arrays["breaks"]] = arrays["reached"]
        flags = (arrays["terminations"], arrays["exceeded"], arrays["ends"])
        parts = (observations, arrays["actions"], arrays["signals"], reached, *flags)
        np.concatenate(parts, axis=-1, out=self._steps[:filled], casting="same_kind")
        self._cursor = int(arrays["cursor"])
        self._filled = filled
