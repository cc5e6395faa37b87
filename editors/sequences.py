"""Experience in sequences: a replay that gives back consecutive steps, and TD(lambda) on them.

Observations are kept raw and once each, as float32; what an episode ended on is kept aside, since
the row after an end belongs to the next episode. Frames that a policy sees stacked are put together
when sampled and never reach back beyond the beginning of their episode.

Shapes: n environments, F observation, A action, S signals (the reward, then each cost), T steps of
a sequence, B sequences, K frames stacked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from saferl.errors import CheckpointError, InputError

__all__ = ["SequenceReplay", "Sequences", "td_lambda"]

Array = np.ndarray[Any, Any]


def td_lambda(
    rewards: Tensor,
    next_values: Tensor,
    terminations: Tensor,
    ends: Tensor,
    *,
    gamma: float,
    lam: float,
) -> Tensor:
    """Return TD(lambda) targets (Sutton and Barto 2018, eq. 12.18, the forward view, cut short).

    ``G_t = r_t + gamma ((1 - lambda) V(s_t+1) + lambda G_t+1)``; the last step of the sequence and
    of an episode asks the value alone. Truncation is not termination: only where an episode
    terminated is nothing to come. No correction for off-policy actions is made, as published.

    Args:
        rewards: (T, B, ...).
        next_values: (T, B, ...) value of what each step reached, before any reset.
        terminations: (T, B) 1 where the episode terminated on this step.
        ends: (T, B) 1 where it ended for any reason.
        gamma: Discount.
        lam: 0 is one-step TD, 1 the discounted sum up to the end of the sequence.

    Returns:
        (T, B, ...) targets for the value of each step.

    >>> ones, no = torch.ones(2, 1), torch.zeros(2, 1)
    >>> td_lambda(ones, 4 * ones, no, no, gamma=0.5, lam=0.5).ravel()
    tensor([2.7500, 3.0000])
    """
    extra = (1,) * (rewards.ndim - ends.ndim)
    alive = (1.0 - terminations).reshape(*ends.shape, *extra)
    goes_on = (1.0 - torch.maximum(ends, terminations)).reshape(*ends.shape, *extra)
    targets = rewards + gamma * alive * next_values  # of one step
    for t in range(len(rewards) - 2, -1, -1):
        further = lam * goes_on[t] * (targets[t + 1] - next_values[t])
        targets[t] += gamma * further
    return targets


@dataclass(frozen=True)
class Sequences:
    """B sequences of T steps in a row, float32. An episode may end within one, and another begin.

    Attributes:
        observations: (T, B, K * F) raw, the oldest frame first.
        actions: (T, B, A) executed, in [-1, 1].
        signals: (T, B, S) raw reward and costs.
        next_observations: (T, B, K * F) raw, of the same episode always.
        terminations: (T, B) 1 where the episode terminated.
        ends: (T, B) 1 where it ended for any reason.
    """

    observations: Tensor
    actions: Tensor
    signals: Tensor
    next_observations: Tensor
    terminations: Tensor
    ends: Tensor


class SequenceReplay:
    """The newest ``rows`` steps of each of ``num_envs`` environments.

    Args:
        rows: Steps kept of each environment.
        num_envs: n.
        observation_size: F.
        action_size: A.
        signals: S.

    >>> replay = SequenceReplay(8, num_envs=1, observation_size=1, action_size=1, signals=1)
    >>> one, no = np.ones((1, 1)), np.zeros(1, bool)
    >>> for t in range(4):
    ...     replay.add(t * one, one, t * one, no, no, t * one + 1)
    >>> drawn = replay.sample(1, 3, torch.Generator())
    >>> drawn.observations.ravel(), drawn.next_observations.ravel()
    (tensor([0., 1., 2.]), tensor([1., 2., 3.]))
    """

    def __init__(
        self, rows: int, *, num_envs: int, observation_size: int, action_size: int, signals: int
    ) -> None:
        if rows < 2:
            raise InputError(f"a replay of {rows} steps holds no sequence; expected at least 2")
        self.rows = rows
        self.num_envs = num_envs
        self._sizes = (observation_size, action_size, signals)
        shape = (rows, num_envs)
        self._observations = torch.empty((*shape, observation_size))
        self._actions = torch.empty((*shape, action_size))
        self._signals = torch.empty((*shape, signals))
        self._terminations = torch.zeros(shape)
        self._ends = torch.zeros(shape)
        self._ages = torch.zeros(shape, dtype=torch.int64)  # steps since the episode began
        self._final_at = torch.full(shape, -1, dtype=torch.int64)  # where an end's last one lies
        self._finals = torch.empty((0, observation_size))
        self._free: list[int] = []
        self._cursor = 0
        self._filled = 0
        self._begins = np.ones(num_envs, dtype=bool)

    def __len__(self) -> int:
        """Transitions it holds."""
        return self._filled * self.num_envs

    def add(
        self,
        observations: Array,
        actions: Array,
        signals: Array,
        terminations: Array,
        ends: Array,
        reached: Array,
    ) -> None:
        """Store one step of all environments, over the oldest one if the ring is full.

        Args:
            observations: (n, F) acted on.
            actions: (n, A) executed, in [-1, 1].
            signals: (n, S).
            terminations: (n,) whether the episode terminated.
            ends: (n,) whether it ended for any reason.
            reached: (n, F) observations reached, before any reset; kept only where one ended.
        """
        row, newest = self._cursor, self._newest
        self._release(row)
        self._observations[row] = torch.as_tensor(observations)
        self._actions[row] = torch.as_tensor(actions)
        self._signals[row] = torch.as_tensor(signals)
        self._terminations[row] = torch.as_tensor(terminations, dtype=torch.float32)
        self._ends[row] = torch.as_tensor(ends, dtype=torch.float32)
        self._ages[row] = torch.where(torch.as_tensor(self._begins), 0, self._ages[newest] + 1)
        for i in np.flatnonzero(ends):
            self._keep_final(row, int(i), reached[i])
        self._begins = np.array(ends, dtype=bool)
        self._cursor = (row + 1) % self.rows
        self._filled = min(self._filled + 1, self.rows)

    def cut(self, reached: Array) -> None:
        """Say that new episodes begin, whatever the newest step was; it had led to ``reached``."""
        if self._filled == 0:
            return
        row = self._newest
        for i in np.flatnonzero(~self._begins):
            self._keep_final(row, int(i), reached[i])
            self._ends[row, i] = 1.0
        self._begins = np.ones(self.num_envs, dtype=bool)

    def holds(self, length: int, frames: int = 1) -> bool:
        """Whether there is a sequence of that length to draw."""
        return self._starts(length, frames)[1] > 0

    def sample(
        self, batch: int, length: int, generator: torch.Generator, *, frames: int = 1
    ) -> Sequences:
        """Draw sequences uniformly with replacement.

        Args:
            batch: B.
            length: T.
            generator: Source of the draw.
            frames: K; before an episode's first frame, that one is repeated.

        Raises:
            InputError: It holds no sequence of that length yet.
        """
        lowest, count = self._starts(length, frames)
        if count < 1:
            raise InputError(
                f"the replay holds {self._filled} steps, too few for {length} in a row"
            )
        at = torch.randint(count * self.num_envs, (batch,), generator=generator)
        env = at % self.num_envs
        first = torch.div(at, self.num_envs, rounding_mode="floor") + lowest  # from the oldest row
        steps = torch.arange(-(frames - 1), length + 1)[:, None] + first  # (K - 1 + T + 1, B)
        oldest = self._cursor if self._filled == self.rows else 0
        index = ((steps.clamp_min(0) + oldest) % self.rows) * self.num_envs + env
        own = index[frames - 1 : -1]  # (T, B) the steps themselves
        window = _take(self._observations, index)
        ages = _take(self._ages[..., None], index[frames - 1 :])[..., 0]
        stacked = _stack_frames(window, ages, frames)  # (T + 1, B, K * F)
        final_at = _take(self._final_at[..., None], own)[..., 0]
        reached = stacked[1:].clone()
        ended = final_at >= 0
        if bool(ended.any()):
            final = self._finals[final_at[ended]]
            earlier = stacked[:-1][ended][:, self._sizes[0] :]  # without its oldest frame
            reached[ended] = torch.cat([earlier, final], dim=1)
        return Sequences(
            observations=stacked[:-1],
            actions=_take(self._actions, own),
            signals=_take(self._signals, own),
            next_observations=reached,
            terminations=_take(self._terminations[..., None], own)[..., 0],
            ends=_take(self._ends[..., None], own)[..., 0],
        )

    def _starts(self, length: int, frames: int) -> tuple[int, int]:
        """The earliest row, counted from the oldest, that a sequence may begin at; how many may."""
        # the newest row has no successor yet, and of the oldest the frames before are gone
        lowest = frames - 1 if self._filled == self.rows else 0
        return lowest, max(0, self._filled - length - lowest)

    @property
    def _newest(self) -> int:
        return (self._cursor - 1) % self.rows

    def _keep_final(self, row: int, env: int, observation: Array) -> None:
        if not self._free:
            grown = max(2 * self.num_envs, len(self._finals))
            self._free = list(range(len(self._finals) + grown - 1, len(self._finals) - 1, -1))
            self._finals = torch.cat([self._finals, torch.empty(grown, self._sizes[0])])
        slot = self._free.pop()
        self._finals[slot] = torch.as_tensor(observation)
        self._final_at[row, env] = slot

    def _release(self, row: int) -> None:
        slots = self._final_at[row]
        self._free += [int(slot) for slot in slots if slot >= 0]
        self._final_at[row] = -1

    # -- files -----------------------------------------------------------------------------------

    def pack(self) -> dict[str, Array]:
        """Return what it holds as arrays."""
        kept = slice(0, self._filled)
        final_at = self._final_at[kept].numpy()
        return {
            "observations": self._observations[kept].numpy().copy(),
            "actions": self._actions[kept].numpy().copy(),
            "signals": self._signals[kept].numpy().copy(),
            "terminations": self._terminations[kept].numpy() != 0.0,
            "ends": self._ends[kept].numpy() != 0.0,
            "ages": self._ages[kept].numpy().astype(np.int32),
            "has_final": final_at >= 0,
            "finals": self._finals.numpy()[final_at[final_at >= 0]],
            "begins": self._begins.copy(),
            "cursor": np.array(self._cursor),
        }

    def load(self, arrays: dict[str, Array]) -> None:
        """Take what :meth:`pack` gave, at the same places of the ring.

        Raises:
            CheckpointError: It does not fit this replay's shape.
        """
        filled, num_envs = arrays["observations"].shape[:2]
        sizes = tuple(arrays[name].shape[-1] for name in ("observations", "actions", "signals"))
        if filled > self.rows or num_envs != self.num_envs or sizes != self._sizes:
            raise CheckpointError(
                f"the replay holds {filled} steps of {num_envs} environments with observation, "
                f"action and signal sizes {sizes}; expected at most {self.rows} steps of "
                f"{self.num_envs} environments with sizes {self._sizes}"
            )
        for name in ("observations", "actions", "signals", "terminations", "ends", "ages"):
            own: Tensor = getattr(self, f"_{name}")
            own[:filled] = torch.from_numpy(arrays[name]).to(own.dtype)
        self._finals = torch.from_numpy(arrays["finals"].copy())
        has_final = torch.from_numpy(arrays["has_final"])
        self._final_at[:] = -1
        self._final_at[:filled][has_final] = torch.arange(len(self._finals))
        self._free = []
        self._begins = arrays["begins"].copy()
        self._cursor, self._filled = int(arrays["cursor"]), filled


def _take(data: Tensor, index: Tensor) -> Tensor:
    """Gather from (rows, n, size) at flat indices (...,): (..., size)."""
    size = data.shape[-1]
    return data.reshape(-1, size).index_select(0, index.reshape(-1)).reshape(*index.shape, size)


def _stack_frames(window: Tensor, ages: Tensor, frames: int) -> Tensor:
    """Stack (K - 1 + T + 1, B, F) to (T + 1, B, K * F), not reaching back beyond age (T + 1, B)."""
    if frames == 1:
        return window
    length, batch = ages.shape
    here = torch.arange(length)[:, None] + frames - 1  # (T + 1, 1)
    columns = torch.arange(batch)
    parts = [window[here - ages.clamp_max(back), columns] for back in range(frames - 1, -1, -1)]
    return torch.cat(parts, dim=-1)
