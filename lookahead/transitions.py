"""Logged transitions: what a model is trained on, wherever it comes from.

Transitions lie in the order they were made, so that those of an episode follow each other. They
come from recorded episodes and plain npz files (`load_transitions`), from a replay buffer, from
Minari's data sets, or from playing (`collect`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gymnasium import spaces

from saferl.buffers import ReplayBuffer
from saferl.errors import CheckpointError, InputError, MissingDependencyError
from saferl.evaluation.episode import Episode
from saferl.spaces import scale_from_box

__all__ = ["Transitions", "join", "load_transitions"]

Array = np.ndarray[Any, Any]
_ACTION_NAMES = ("action", "actions", "executed")
_NEXT_NAMES = ("next_observation", "next_observations")


@dataclass(frozen=True, kw_only=True, eq=False)
class Transitions:
    """N steps, those of an episode in order and together.

    Attributes:
        observation: (N, obs_dim) raw.
        action: (N, action_dim) executed, in [-1, 1]; one-hot for discrete actions.
        next_observation: (N, obs_dim), the last one of the episode included.
        reward: (N,).
        costs: (N, k) one column for each constraint.
        terminated: (N,) bool; cut off is not terminated.
        episode: (N,) number of the episode.

    Raises:
        InputError: Lengths differ, nothing is there, values are not finite, or actions lie outside
            [-1, 1].
    """

    observation: Array
    action: Array
    next_observation: Array
    reward: Array
    costs: Array
    terminated: Array
    episode: Array

    def __post_init__(self) -> None:
        n = len(self.observation)
        for name, value in vars(self).items():
            if len(value) != n or n == 0:
                raise InputError(
                    f"{name} has {len(value)} rows, observation has {n}; expected the same, and "
                    "at least one"
                )
            if not np.isfinite(value).all():
                raise InputError(f"{name} holds values that are not finite")
        if self.costs.ndim != 2 or self.next_observation.shape != self.observation.shape:
            raise InputError(
                f"costs {self.costs.shape}, observations {self.observation.shape} and "
                f"{self.next_observation.shape}: expected (N, k) and twice (N, obs_dim)"
            )
        if np.abs(self.action).max() > 1.0 + 1e-6:
            raise InputError(
                f"actions reach {np.abs(self.action).max():g}; expected them in [-1, 1]; give the "
                "action space so that they are scaled"
            )

    def __len__(self) -> int:
        """N."""
        return len(self.observation)

    def blocks(self, length: int) -> Array:
        """First rows of all runs of ``length`` steps within one episode, (B,).

        >>> zero = np.zeros((4, 1))
        >>> flat = np.zeros(4)
        >>> steps = Transitions(
        ...     observation=zero, action=zero, next_observation=zero, reward=flat, costs=zero,
        ...     terminated=flat, episode=np.array([0, 0, 1, 1]))
        >>> steps.blocks(2)
        array([0, 2])
        """
        first = np.arange(max(len(self) - length + 1, 0))
        whole: Array = self.episode[first] == self.episode[first + length - 1]
        return np.asarray(first[whole])

    @classmethod
    def from_episodes(
        cls, episodes: Iterable[Episode], action_space: spaces.Space[Any]
    ) -> Transitions:
        """Take recorded episodes; costs are those of their constraints, or the task's own.

        Raises:
            InputError: There are none, or they have different constraints.
        """
        parts = []
        for number, episode in enumerate(episodes):
            steps = len(episode)
            costs = episode.costs if episode.constraints else np.reshape(episode.cost, (-1, 1))
            terminated = np.zeros(steps, dtype=bool)
            terminated[-1:] = episode.terminated
            parts.append(
                cls(
                    observation=episode.observation[:-1],
                    action=unit_actions(action_space, episode.executed),
                    next_observation=episode.observation[1:],
                    reward=episode.reward,
                    costs=costs,
                    terminated=terminated,
                    episode=np.full(steps, number),
                )
            )
        return join(parts)

    @classmethod
    def from_replay(cls, buffer: ReplayBuffer) -> Transitions:
        """Take what a replay buffer holds, oldest first; signals are reward and costs."""
        arrays = buffer.pack()
        observations = np.asarray(arrays["observations"])  # (steps, n, F)
        steps, n, size = observations.shape
        signals = np.asarray(arrays["signals"])
        reached = np.roll(observations, -1, axis=0).copy()
        breaks = np.asarray(arrays["breaks"])  # (steps, n)
        reached[breaks] = arrays["reached"]
        order = np.roll(np.arange(steps), -int(arrays["cursor"]))
        ends = (np.asarray(arrays["ends"])[..., 0] | breaks)[order]
        before = np.cumsum(ends, axis=0) - ends  # episodes that ended earlier, per environment
        episode = before + np.arange(n) * (steps + 1)

        def flat(values: Array, width: int) -> Array:
            return np.swapaxes(values[order], 0, 1).reshape(n * steps, width)

        return cls(
            observation=flat(observations, size),
            action=flat(np.asarray(arrays["actions"]), arrays["actions"].shape[-1]),
            next_observation=flat(reached, size),
            reward=flat(signals[..., :1], 1)[:, 0],
            costs=flat(signals[..., 1:], signals.shape[-1] - 1),
            terminated=flat(np.asarray(arrays["terminations"]), 1)[:, 0].astype(bool),
            episode=np.swapaxes(episode, 0, 1).reshape(-1),
        )

    @classmethod
    def from_minari(cls, name: str, *, cost: str = "cost") -> Transitions:
        """Take a data set of Minari that lies on this machine.

        Args:
            name: Of the data set.
            cost: Key of the cost among the data set's infos; 0 where it has none.

        Raises:
            MissingDependencyError: Minari is not installed.
        """
        try:
            import minari  # type: ignore[import-not-found, unused-ignore]
        except ImportError as error:
            raise MissingDependencyError(
                "reading Minari's data sets needs minari: pip install minari"
            ) from error
        data = minari.load_dataset(name)
        parts = []
        for number, episode in enumerate(data.iterate_episodes()):
            steps = len(episode.rewards)
            infos = episode.infos or {}
            costs = np.asarray(infos.get(cost, np.zeros(steps + 1)), dtype=float)[-steps:]
            observations = np.asarray(episode.observations).reshape(steps + 1, -1)
            parts.append(
                cls(
                    observation=observations[:-1],
                    action=unit_actions(data.action_space, np.asarray(episode.actions)),
                    next_observation=observations[1:],
                    reward=np.asarray(episode.rewards),
                    costs=costs[:, None],
                    terminated=np.asarray(episode.terminations, dtype=bool),
                    episode=np.full(steps, number),
                )
            )
        return join(parts)


def load_transitions(
    paths: Sequence[str | os.PathLike[str]] | str | os.PathLike[str],
    action_space: spaces.Space[Any],
) -> Transitions:
    """Read npz files: recorded episodes, or arrays of transitions.

    A file of transitions holds ``observation``, ``action``, ``reward``, ``cost`` (N,) or ``costs``
    (N, k), ``terminated``, and ``truncated`` or ``episode``; ``next_observation`` if not each
    observation is followed by the next. Plural names are understood too.

    Args:
        paths: A file, a folder of npz files, or several files.
        action_space: Of the environment; actions are scaled from it to [-1, 1].

    Raises:
        CheckpointError: No file there, or one that is neither.
    """
    if isinstance(paths, str | os.PathLike):
        folder = Path(paths)
        paths = sorted(folder.glob("*.npz")) if folder.is_dir() else [folder]
    if not paths:
        raise CheckpointError("found no npz files with transitions")
    return join([_load(Path(path), action_space) for path in paths])


def _load(path: Path, action_space: spaces.Space[Any]) -> Transitions:
    try:
        return Transitions.from_episodes([Episode.load(path)], action_space)
    except CheckpointError:
        if not path.is_file():
            raise
    try:
        with np.load(path, allow_pickle=False) as stream:
            arrays = {name: stream[name] for name in stream.files}
    except (OSError, ValueError) as error:
        raise CheckpointError(f"cannot read transitions from '{path}': {error}") from error

    def find(*names: str) -> Array | None:
        return next((arrays[name] for name in names if name in arrays), None)

    observation = find("observation", "observations")
    action, reward = find(*_ACTION_NAMES), find("reward", "rewards")
    cost = find("costs", "cost")
    if observation is None or action is None or reward is None or cost is None:
        raise CheckpointError(
            f"'{path}' has {sorted(arrays)}; a file of transitions has at least observation, "
            "action, reward and cost or costs"
        )
    steps = len(reward)
    terminated = _flags(find("terminated", "terminations", "terminals"), steps)
    truncated = _flags(find("truncated", "truncations", "timeouts"), steps)
    reached = find(*_NEXT_NAMES)
    if reached is None:
        if len(observation) == steps + 1:
            reached, observation = observation[1:], observation[:-1]
        else:
            raise CheckpointError(
                f"'{path}' has neither next_observation nor one more observation than rewards"
            )
    episode = find("episode", "episodes")
    if episode is None:
        ends = terminated | truncated
        episode = np.cumsum(ends) - ends
    return Transitions(
        observation=observation.reshape(steps, -1),
        action=unit_actions(action_space, action),
        next_observation=reached.reshape(steps, -1),
        reward=reward.reshape(steps),
        costs=cost.reshape(steps, -1),
        terminated=terminated,
        episode=episode,
    )


def join(parts: Sequence[Transitions]) -> Transitions:
    """Put transitions one after another; episodes are numbered anew.

    Raises:
        InputError: There are none, or they are of different widths.
    """
    if not parts:
        raise InputError("there are no transitions; expected at least one episode")
    widths = {(p.observation.shape[1], p.action.shape[1], p.costs.shape[1]) for p in parts}
    if len(widths) > 1:
        raise InputError(f"transitions of different (obs_dim, action_dim, k): {sorted(widths)}")
    numbers, first = [], 0
    for part in parts:
        names, index = np.unique(part.episode, return_inverse=True)
        numbers.append(first + index)
        first += len(names)
    merged = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in vars(parts[0])
        if name != "episode"
    }
    return Transitions(**merged, episode=np.concatenate(numbers))


def unit_actions(space: spaces.Space[Any], actions: Array) -> Array:
    """Scale actions of a Box to [-1, 1], clipping; make discrete ones one-hot, of -1 and 1."""
    if isinstance(space, spaces.Discrete):
        index = np.asarray(actions).reshape(-1).astype(int) - int(space.start)
        return np.asarray(2.0 * np.eye(int(space.n))[index] - 1.0)
    assert isinstance(space, spaces.Box)
    flat = np.asarray(actions, dtype=np.float64).reshape(len(actions), -1)
    return np.clip(scale_from_box(space, flat), -1.0, 1.0)


def _flags(values: Array | None, steps: int) -> Array:
    return np.zeros(steps, dtype=bool) if values is None else values.reshape(steps).astype(bool)
