"""Replay: a ring of transitions in one preallocated block of memory, sampled with replacement.

Observations are kept raw (as float32), so that statistics of normalisation may move on without
making old transitions stale. Truncation is not recorded: what follows a truncated step is the
observation the episode was cut off at, and its value counts like any other.

Shapes: n environments, F flat observation, A action, S signals (the reward, then each cost), U
minibatches of B transitions.
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
        observations: (U, B, F) raw.
        actions: (U, B, A) in [-1, 1].
        signals: (U, B, S) reward and costs of the step, raw.
        next_observations: (U, B, F) raw; of the same episode always.
        terminations: (U, B) 1 where the episode terminated on this step, 0 elsewhere.
        exceeded: (U, B) 1 where the episode's cost so far exceeds a budget for every episode.
    """

    observations: Tensor
    actions: Tensor
    signals: Tensor
    next_observations: Tensor
    terminations: Tensor
    exceeded: Tensor


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
    >>> buffer.add(0 * one, one, 2 * one, 3 * one, never, never)
    >>> len(buffer), buffer.capacity
    (2, 4)
    >>> buffer.sample(1, 3, torch.Generator()).signals.shape
    torch.Size([1, 3, 1])
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
        # observations, actions, signals, next observations, terminated, exceeded: one transition is
        # one stretch of memory, so that a sample is one gather
        self._widths = (observation_size, action_size, signals, observation_size, 1, 1)
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
        exceeded: Array,
    ) -> None:
        """Store one step of all environments, over the oldest one if the ring is full.

        Args:
            observations: (n, F) acted on.
            actions: (n, A).
            signals: (n, S).
            next_observations: (n, F) reached, before any reset.
            terminations: (n,) whether the episode terminated; False where it was cut off.
            exceeded: (n,) whether its cost so far exceeds a budget that holds for every episode.
        """
        flags = (terminations[:, None], exceeded[:, None])
        parts = (observations, actions, signals, next_observations, *flags)
        np.concatenate(parts, axis=1, out=self._steps[self._cursor], casting="same_kind")
        self._cursor = (self._cursor + 1) % self._rows
        self._filled = min(self._filled + 1, self._rows)

    def sample(self, batches: int, batch: int, generator: torch.Generator) -> Minibatches:
        """Draw ``batches`` minibatches of ``batch`` transitions, uniformly with replacement."""
        rows = torch.randint(len(self), (batches * batch,), generator=generator)
        chosen = self._data.index_select(0, rows).view(batches, batch, -1)
        parts = torch.split(chosen, list(self._widths), dim=-1)
        observations, actions, signals, reached, terminations, exceeded = parts
        flags = terminations[..., 0], exceeded[..., 0]
        return Minibatches(observations, actions, signals, reached, *flags)

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
        flags = (arrays["terminations"], arrays["exceeded"])
        parts = (observations, arrays["actions"], arrays["signals"], reached, *flags)
        np.concatenate(parts, axis=-1, out=self._steps[:filled], casting="same_kind")
        self._cursor = int(arrays["cursor"])
        self._filled = filled
