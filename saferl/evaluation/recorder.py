"""Gathers the steps of the episodes that are to be recorded."""

from __future__ import annotations

from typing import Any

import numpy as np

from saferl.constraints import Constraint
from saferl.evaluation.episode import Episode
from saferl.policies import Decision
from saferl.spaces import flatten_batch

__all__ = ["Recorder"]

Array = np.ndarray[Any, Any]


class Recorder:
    """Keeps the first ``count`` episodes of an evaluation; the others pass by.

    Signals and poses are kept where the environment reports them (``make_vec(record=True)``).
    """

    def __init__(
        self,
        env: Any,
        env_id: str,
        policy: str,
        seeds: tuple[int, ...],
        count: int,
    ) -> None:
        self._space = env.single_observation_space
        self._env = env
        self._env_id = env_id
        self._policy = policy
        self._constraints: tuple[Constraint, ...] = tuple(getattr(env, "constraints", ()))
        self._seeds = seeds
        self._count = count
        self._steps: dict[int, list[dict[str, Any]]] = {}
        self._observations: dict[int, list[Array]] = {}
        self._done: dict[int, Episode] = {}

    def begin(self, index: Array, mask: Array, observation: Any) -> None:
        """Start the episodes ``index`` (rows,) in the rows of ``mask``."""
        for row, i in self._kept(index, mask):
            self._observations[i] = [self._flat(observation, row)]
            self._steps[i] = []

    def step(
        self,
        index: Array,
        decision: Decision,
        observation: Any,
        rewards: Array,
        infos: dict[str, Any],
    ) -> None:
        """Add one step of every row."""
        for row, i in self._kept(index, np.ones(len(index), dtype=bool)):
            self._observations[i].append(self._flat(observation, row))
            signals = infos.get("signals") or {}
            poses = infos.get("poses")
            self._steps[i].append(
                {
                    "proposal": np.atleast_1d(decision.proposal[row]).copy(),
                    "executed": np.atleast_1d(decision.executed[row]).copy(),
                    "reward": float(rewards[row]),
                    "cost": float(infos["cost"][row]),
                    "costs": np.array(infos["costs"][row]) if self._constraints else np.zeros(0),
                    "edited": bool(decision.edited[row]),
                    "vetoed": bool(decision.vetoed[row]),
                    "level": int(decision.level[row]),
                    "poses": np.zeros((0, 3)) if poses is None else np.array(poses[row]),
                    "signals": {name: values[row] for name, values in signals.items()},
                }
            )

    def end(self, index: Array, terminated: Array, truncated: Array) -> None:
        """Close the episodes that ended with the last step."""
        ended = np.asarray(terminated) | np.asarray(truncated)
        for row, i in self._kept(index, ended):
            steps = self._steps.pop(i)
            signals = [step.pop("signals") for step in steps]
            stacked: dict[str, Any] = {
                name: np.stack([step[name] for step in steps]) for name in steps[0]
            }
            self._done[i] = Episode(
                env_id=self._env_id,
                seed=self._seeds[i],
                policy=self._policy,
                constraints=self._constraints,
                observation=np.stack(self._observations.pop(i)),
                signals={name: np.array([s[name] for s in signals]) for name in signals[0]},
                pose_names=self._pose_names(steps[0]["poses"]),
                terminated=bool(terminated[row]),
                truncated=bool(truncated[row]),
                **stacked,
            )

    def recordings(self) -> tuple[Episode, ...]:
        """Return what was recorded, in the order of the seeds."""
        return tuple(self._done[i] for i in sorted(self._done))

    def _pose_names(self, poses: Array) -> tuple[str, ...]:
        return tuple(self._env.pose_names) if len(poses) else ()

    def _kept(self, index: Array, mask: Array) -> list[tuple[int, int]]:
        return [
            (row, int(i))
            for row, (i, chosen) in enumerate(zip(index, mask, strict=True))
            if chosen and i < self._count and int(i) not in self._done
        ]

    def _flat(self, observation: Any, row: int) -> Array:
        if isinstance(observation, dict):
            observation = {name: part[row : row + 1] for name, part in observation.items()}
        else:
            observation = observation[row : row + 1]
        return np.array(flatten_batch(self._space, observation)[0][0])
