"""Which tasks there are: ids, their parts, and their registration with Gymnasium.

Nothing of Safety-Gymnasium or MuJoCo is imported here. A task's id is Safety-Gymnasium's own; every
function of this library takes it with or without the ``saferl/`` prefix it has in Gymnasium's
registry.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from numbers import Integral
from types import MappingProxyType
from typing import Any, Literal

import gymnasium

from saferl.errors import InputError, unknown_name

__all__ = ["NAMESPACE", "TaskSpec", "episode_length", "register_tasks", "resolve", "task_ids"]

NAMESPACE = "saferl"

_AGENTS = ("Point", "Car", "Racecar", "Doggo", "Ant")
_HORIZONS = {"Goal": 1000, "Button": 1000, "Push": 1000, "Circle": 500, "Run": 500}
_LEVELS = {"Goal": 3, "Button": 3, "Push": 3, "Circle": 3, "Run": 1}
_VELOCITY_HORIZON = 1000
_VELOCITY_THRESHOLDS = {
    "HalfCheetah": 4800.0,
    "Hopper": 3800.0,
    "Swimmer": 360.0,
    "Walker2d": None,
    "Ant": 6000.0,
    "Humanoid": None,
}


@dataclass(frozen=True, kw_only=True)
class TaskSpec:
    """One task of Safety-Gymnasium.

    Attributes:
        id: Safety-Gymnasium's id, without prefix.
        kind: ``"navigation"`` (Goal, Button, Push, Circle, Run) or ``"velocity"``.
        agent: the robot, ``"Point"`` or ``"HalfCheetah"``.
        task: the task's name, ``"Goal"`` or ``"Velocity"``.
        level: the difficulty, 0 to 2; 0 for the velocity tasks.
        version: the number after ``-v``; the velocity tasks' limits differ between 0 and 1.
        horizon: steps after which an episode is truncated.
        config: what Safety-Gymnasium's ``Builder`` is given (navigation only).
        reward_threshold: the return at which Safety-Gymnasium calls the task solved, if it says.
    """

    id: str
    kind: Literal["navigation", "velocity"]
    agent: str
    task: str
    level: int
    version: int
    horizon: int
    config: Mapping[str, Any] = field(default_factory=dict, hash=False)
    reward_threshold: float | None = None

    @property
    def registered_id(self) -> str:
        """The id in Gymnasium's registry, ``saferl/SafetyPointGoal1-v0``."""
        return f"{NAMESPACE}/{self.id}"


def _navigation_tasks() -> Iterator[TaskSpec]:
    for agent in _AGENTS:
        for task, levels in _LEVELS.items():
            for level in range(levels):
                yield TaskSpec(
                    id=f"Safety{agent}{task}{level}-v0",
                    kind="navigation",
                    agent=agent,
                    task=task,
                    level=level,
                    version=0,
                    horizon=_HORIZONS[task],
                    config=MappingProxyType({"agent_name": agent}),
                )


def _velocity_tasks() -> Iterator[TaskSpec]:
    for version in (0, 1):
        for agent, threshold in _VELOCITY_THRESHOLDS.items():
            yield TaskSpec(
                id=f"Safety{agent}Velocity-v{version}",
                kind="velocity",
                agent=agent,
                task="Velocity",
                level=0,
                version=version,
                horizon=_VELOCITY_HORIZON,
                config=MappingProxyType({}),
                reward_threshold=threshold,
            )


@functools.cache
def _tasks() -> dict[str, TaskSpec]:
    return {spec.id: spec for spec in (*_navigation_tasks(), *_velocity_tasks())}


def task_ids() -> tuple[str, ...]:
    """All task ids, without prefix, navigation before velocity.

    >>> ids = task_ids()
    >>> len(ids), ids[0], ids[-1]
    (77, 'SafetyPointGoal0-v0', 'SafetyHumanoidVelocity-v1')
    """
    return tuple(_tasks())


def resolve(env_id: str | TaskSpec) -> TaskSpec:
    """Look up a task by its id, with or without the ``saferl/`` prefix.

    Raises:
        InputError: there is no such task; the nearest ids are suggested.

    >>> resolve("saferl/SafetyCarButton2-v0").horizon
    1000
    >>> resolve("SafetyPointGoal1")
    Traceback (most recent call last):
    ...
    saferl.errors.InputError: unknown task 'SafetyPointGoal1'; did you mean 'SafetyPointGoal1-v0' \
or 'SafetyPointGoal2-v0' or 'SafetyPointGoal0-v0'?
    """
    if isinstance(env_id, TaskSpec):
        return env_id
    if not isinstance(env_id, str):
        raise InputError(
            f"a task is named by a string such as 'SafetyPointGoal1-v0', not by {env_id!r}"
        )
    bare = env_id.removeprefix(f"{NAMESPACE}/")
    if bare not in _tasks():
        raise unknown_name("task", bare, _tasks())
    return _tasks()[bare]


def episode_length(horizon: int, max_episode_steps: int | None) -> int:
    """Steps in an episode: the task's own horizon, unless another length is asked for.

    >>> episode_length(1000, None), episode_length(1000, 50)
    (1000, 50)
    """
    if max_episode_steps is None:
        return horizon
    whole = isinstance(max_episode_steps, Integral) and not isinstance(max_episode_steps, bool)
    if not whole or max_episode_steps < 1:
        raise InputError(
            f"max_episode_steps must be a whole number, at least 1, not {max_episode_steps!r}"
        )
    return int(max_episode_steps)


def register_tasks() -> None:
    """Register every task with Gymnasium as ``saferl/<id>``; done once, by ``import saferl``."""
    for spec in _tasks().values():
        if spec.registered_id in gymnasium.registry:
            continue
        gymnasium.register(
            id=spec.registered_id,
            entry_point="saferl.envs.vectorise:make_single",
            vector_entry_point="saferl.envs.vectorise:make_registered",
            reward_threshold=spec.reward_threshold,
            max_episode_steps=spec.horizon,
            kwargs={"env_id": spec.id},
        )
