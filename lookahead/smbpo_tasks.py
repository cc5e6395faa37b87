"""The tasks of Thomas, Luo and Ma (2021, arXiv 2202.07789): run fast without ever being unsafe.

Gymnasium's MuJoCo tasks (v5) without their alive bonus. A violation ends the episode, and costs 1:

==================================  ================================================
``lookahead/Hopper-v0``             height at most 0.7 m, or leaning 0.2 rad or more
``lookahead/HalfCheetahNoFlip-v0``  the head touches the floor
``lookahead/Ant-v0``                torso lower than 0.2 m or higher than 1 m
``lookahead/Humanoid-v0``           torso lower than 1 m or higher than 2 m
==================================  ================================================

The constraint speaks about signals that are functions of the observation alone, so that the same
test judges what happens and what a model imagines:

>>> env = gymnasium.make("lookahead/HalfCheetahNoFlip-v0")
>>> observation, _ = env.reset(seed=0)
>>> task = task_of("lookahead/HalfCheetahNoFlip-v0")
>>> task.constraint.formula
Never(Measured('head_clearance', unit='m') <= 0.0)
>>> task.signals(observation[None])["head_clearance"].round(1)
array([0.7])

Ant's and Humanoid's observations leave out contact forces, inertias and actuator forces (27 and 45
numbers remain), which a model cannot predict; the cost of contact forces is left out with them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import gymnasium
import numpy as np

import saferl
from saferl.constraints import Constraint, Measured, Never, Predicate
from saferl.errors import unknown_name
from saferl.worlds import World

__all__ = ["EndOnViolation", "SafetyTask", "make_task", "task_ids", "task_of"]

Array = np.ndarray[Any, Any]
HORIZON = 1000
"""Steps after which an episode is truncated."""

_HEIGHT, _ANGLE = Measured("height", unit="m"), Measured("angle", unit="rad")
_CLEARANCE = Measured("head_clearance", unit="m")

# The head of the half cheetah: a capsule fixed to the torso, in the plane of motion (half_cheetah
# .xml). Its torso's frame is 0.7 m above the floor where the slide joint rootz is at 0.
_TORSO_HEIGHT = 0.7
_HEAD_CENTRE = (0.6, 0.1)
_HEAD_TILT, _HEAD_HALF_LENGTH, _HEAD_RADIUS = 0.87, 0.15, 0.046


def torso(observations: Array) -> dict[str, Array]:
    """Return the torso's height in m, (n,), which Hopper's, Ant's and Humanoid's observe first."""
    return {"height": observations[:, 0]}


def hopper(observations: Array) -> dict[str, Array]:
    """Return height in m and forward lean in rad, each (n,), of observations (n, 11)."""
    return {"height": observations[:, 0], "angle": observations[:, 1]}


def cheetah(observations: Array) -> dict[str, Array]:
    """Return the head's distance from the floor in m, (n,), of observations (n, 17).

    It follows from the torso's height and pitch, which are observed; at most 0 is touching.
    """
    rise, pitch = observations[:, 0], observations[:, 1]
    forward, up = _HEAD_CENTRE
    centre = _TORSO_HEIGHT + rise - forward * np.sin(pitch) + up * np.cos(pitch)
    reach = _HEAD_HALF_LENGTH * np.abs(np.cos(pitch + _HEAD_TILT))
    return {"head_clearance": centre - reach - _HEAD_RADIUS}


@dataclass(frozen=True)
class SafetyTask:
    """A task and what is unsafe in it.

    Attributes:
        id: Its id with Gymnasium.
        maker: Module and class of Gymnasium's own task.
        constraint: What must never happen.
        signals: Maps observations (n, F) to the constraint's signals, each (n,).
        measured: The signals, with their units.
        dt: Seconds a step.
        options: How Gymnasium's task is made.
    """

    id: str
    maker: tuple[str, str]
    constraint: Constraint
    signals: Callable[[Array], Mapping[str, Array]]
    measured: tuple[Measured, ...]
    dt: float
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """What constraints can speak about."""
        return World(signals=self.measured, dt=self.dt, horizon=HORIZON, name=self.id)


def _never(name: str, unsafe: Predicate) -> Constraint:
    return Constraint(name, Never(unsafe), budget=0.0, enforce="always")


def _task(
    name: str,
    version: str,
    constraint: Constraint,
    signals: Callable[[Array], Mapping[str, Array]],
    measured: tuple[Measured, ...],
    dt: float,
    **options: Any,
) -> SafetyTask:
    maker = (f"gymnasium.envs.mujoco.{version}", f"{name.removesuffix('NoFlip')}Env")
    return SafetyTask(
        f"lookahead/{name}-v0", maker, constraint, signals, measured, dt, dict(options)
    )


_UNREWARDED = {"healthy_reward": 0.0, "terminate_when_unhealthy": False}
_TASKS = {
    task.id: task
    for task in (
        _task(
            "Hopper",
            "hopper_v5",
            _never("fall", (_HEIGHT <= 0.7) | (_ANGLE >= 0.2) | (_ANGLE <= -0.2)),
            hopper,
            (_HEIGHT, _ANGLE),
            0.008,
            **_UNREWARDED,
        ),
        _task(
            "HalfCheetahNoFlip",
            "half_cheetah_v5",
            _never("flip", _CLEARANCE <= 0.0),
            cheetah,
            (_CLEARANCE,),
            0.05,
        ),
        _task(
            "Ant",
            "ant_v5",
            _never("height", (_HEIGHT < 0.2) | (_HEIGHT > 1.0)),
            torso,
            (_HEIGHT,),
            0.05,
            include_cfrc_ext_in_observation=False,
            contact_cost_weight=0.0,
            **_UNREWARDED,
        ),
        _task(
            "Humanoid",
            "humanoid_v5",
            _never("height", (_HEIGHT < 1.0) | (_HEIGHT > 2.0)),
            torso,
            (_HEIGHT,),
            0.015,
            include_cinert_in_observation=False,
            include_cvel_in_observation=False,
            include_qfrc_actuator_in_observation=False,
            include_cfrc_ext_in_observation=False,
            contact_cost_weight=0.0,
            **_UNREWARDED,
        ),
    )
}


def task_ids() -> tuple[str, ...]:
    """Ids of the tasks, as Gymnasium knows them.

    >>> task_ids()[:2]
    ('lookahead/Hopper-v0', 'lookahead/HalfCheetahNoFlip-v0')
    """
    return tuple(_TASKS)


def task_of(env_id: str) -> SafetyTask:
    """Return the task of that id.

    Raises:
        InputError: There is none.
    """
    if env_id not in _TASKS:
        raise unknown_name("SMBPO task", env_id, task_ids())
    return _TASKS[env_id]


class EndOnViolation(gymnasium.Wrapper[Any, Any, Any, Any]):
    """Ends the episode with the first violation of any constraint; that step costs 1.

    Args:
        env: What ``saferl.constrain`` returns.
    """

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Take a step; ``info["cost"]`` is 1 where it violated."""
        observation, reward, terminated, truncated, info = self.env.step(action)
        violated = bool(np.any(info["costs"] > 0.0))
        info["cost"] = float(violated)
        return observation, reward, terminated or violated, truncated, info


def make_task(env_id: str, *, render_mode: str | None = None) -> gymnasium.Env[Any, Any]:
    """Make a task, without a limit of time; ``gymnasium.make`` adds that of 1,000 steps.

    Args:
        env_id: One of :func:`task_ids`.
        render_mode: As for Gymnasium's own tasks.

    Raises:
        InputError: There is no such task.
    """
    task = task_of(env_id)
    module, name = task.maker
    made = getattr(importlib.import_module(module), name)
    env = made(render_mode=render_mode, **task.options)

    def signals(env: Any, info: dict[str, Any]) -> dict[str, float]:
        observation = env.unwrapped._get_obs()
        return {key: float(value[0]) for key, value in task.signals(observation[None]).items()}

    constrained = saferl.constrain(env, task.constraint, world=task.world, signals=signals)
    return EndOnViolation(constrained)


for _id in _TASKS:
    if _id not in gymnasium.registry:
        gymnasium.register(
            _id,
            entry_point="lookahead.smbpo_tasks:make_task",
            kwargs={"env_id": _id},
            max_episode_steps=HORIZON,
            disable_env_checker=True,
            order_enforce=False,
        )
