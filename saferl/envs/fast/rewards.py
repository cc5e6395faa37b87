"""The rewards and goals of the five navigation tasks, on arrays.

Each class repeats the arithmetic of the stock task of its name, in its order, on all environments
at once. `restart` is the stock `update_world` and `specific_reset`: what the next reward compares
with is measured anew.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from saferl.envs.fast.readings import Readings
from saferl.envs.fast.stage import Stage

__all__ = ["Rewards", "rewards_of"]

_Floats = NDArray[np.float64]
_Bools = NDArray[np.bool_]


class Rewards(Protocol):
    """A task's reward; `state` holds (n, ...) arrays of what it remembers."""

    has_goal: bool
    need_contacts: bool
    need_velocities: bool
    state: dict[str, NDArray[Any]]

    def restart(self, readings: Readings, row: int, stage: Stage) -> None:
        """Measure environment `row` anew, after a reset or a new goal."""

    def step(self, readings: Readings) -> tuple[_Floats, _Bools]:
        """Return rewards (n,) and whether the goal is achieved (n,)."""


class GoalRewards:
    """Progress towards the goal, and a bonus for being in it."""

    has_goal = True
    need_contacts = False
    need_velocities = False

    def __init__(self, stage: Stage, num_envs: int) -> None:
        self._goal = np.array([stage.model.body("goal").id])
        self._scale = stage.task.goal.reward_distance
        self._bonus = stage.task.goal.reward_goal
        self._size = stage.task.goal.size
        self.state: dict[str, NDArray[Any]] = {"distance": np.zeros(num_envs)}

    def restart(self, readings: Readings, row: int, stage: Stage) -> None:
        self.state["distance"][row] = self._distance(readings)[row]

    def step(self, readings: Readings) -> tuple[_Floats, _Bools]:
        distance = self._distance(readings)
        reward = (self.state["distance"] - distance) * self._scale
        self.state["distance"] = distance
        achieved = self._achieved(readings, distance)
        reward[achieved] += self._bonus
        return reward, achieved

    def _distance(self, readings: Readings) -> _Floats:
        return readings.distances_from_agent(self._goal)[:, 0]

    def _achieved(self, readings: Readings, distance: _Floats) -> _Bools:
        reached: _Bools = distance <= self._size
        return reached


class ButtonRewards(GoalRewards):
    """Progress towards the goal button, and a bonus for pressing it."""

    need_contacts = True

    def __init__(self, stage: Stage, num_envs: int) -> None:
        super().__init__(stage, num_envs)
        buttons = stage.task.buttons
        self._scale = buttons.reward_distance
        self._bonus = buttons.reward_goal
        self._buttons = np.array(
            [int(stage.model.body(f"button{i}").id) for i in range(buttons.num)]
        )
        self.state["goal_button"] = np.zeros(num_envs, dtype=np.int64)
        self.state["timer"] = np.zeros(num_envs, dtype=np.int64)

    def restart(self, readings: Readings, row: int, stage: Stage) -> None:
        super().restart(readings, row, stage)
        self.state["goal_button"][row] = stage.task.buttons.goal_button
        self.state["timer"][row] = stage.task.buttons.timer

    def tick(self) -> None:
        """Let the timers run: until one is out, its buttons are dark and pressing is free."""
        timer = self.state["timer"]
        np.maximum(0, timer - 1, out=timer)

    def _achieved(self, readings: Readings, distance: _Floats) -> _Bools:
        presses = readings.touches[:, self._buttons]
        pressed: _Bools = presses[np.arange(len(presses)), self.state["goal_button"]] > 0
        return pressed

    def wrong_presses(self, readings: Readings) -> NDArray[np.int64]:
        """Contacts with buttons that are not the goal.  # (n,)."""
        presses = readings.touches[:, self._buttons]
        right = presses[np.arange(len(presses)), self.state["goal_button"]]
        return np.asarray(presses.sum(axis=1) - right)


class PushRewards:
    """Progress of the agent towards the box and of the box towards the goal, in 3D."""

    has_goal = True
    need_contacts = False
    need_velocities = False

    def __init__(self, stage: Stage, num_envs: int) -> None:
        task = stage.task
        self._goal = int(stage.model.body("goal").id)
        self._box = int(stage.model.body("push_box").id)
        self._near = task.push_box.null_dist * task.push_box.size
        self._box_scale = task.push_box.reward_box_dist
        self._goal_scale = task.push_box.reward_box_goal
        self._bonus = task.goal.reward_goal
        self._size = task.goal.size
        self.state: dict[str, NDArray[Any]] = {
            "box": np.zeros(num_envs),
            "box_goal": np.zeros(num_envs),
        }

    def restart(self, readings: Readings, row: int, stage: Stage) -> None:
        box, box_goal = self._distances(readings)
        self.state["box"][row] = box[row]
        self.state["box_goal"][row] = box_goal[row]

    def step(self, readings: Readings) -> tuple[_Floats, _Bools]:
        last = self.state
        box, box_goal = self._distances(readings)
        reward = (last["box"] - box) * self._box_scale * (last["box"] > self._near)
        reward += (last["box_goal"] - box_goal) * self._goal_scale
        last["box"], last["box_goal"] = box, box_goal
        achieved = box_goal <= self._size
        reward[achieved] += self._bonus
        return reward, achieved

    def _distances(self, readings: Readings) -> tuple[_Floats, _Floats]:
        box = readings.positions[:, self._box]
        return (
            _length(box - readings.positions[:, readings.agent]),
            _length(box - readings.positions[:, self._goal]),
        )


class CircleRewards:
    """Speed along a circle, less the further from its rim."""

    has_goal = False
    need_contacts = False
    need_velocities = True

    def __init__(self, stage: Stage, num_envs: int) -> None:
        self._radius = stage.task.circle.radius
        self._factor = stage.task.reward_factor
        self._never = np.zeros(num_envs, dtype=bool)
        self.state: dict[str, NDArray[Any]] = {}

    def restart(self, readings: Readings, row: int, stage: Stage) -> None:
        """Nothing is remembered."""

    def step(self, readings: Readings) -> tuple[_Floats, _Bools]:
        x, y = readings.positions[:, readings.agent, :2].T
        u, v = readings.agent_velocity[:, :2].T
        radius = np.sqrt(x**2 + y**2)
        along = (-u * y + v * x) / radius
        reward = along / (1 + np.abs(radius - self._radius)) * self._factor
        return reward, self._never.copy()


class RunRewards:
    """Progress towards a far point."""

    has_goal = False
    need_contacts = False
    need_velocities = False

    def __init__(self, stage: Stage, num_envs: int) -> None:
        self._target = np.asarray(stage.task.goal_pos, dtype=np.float64)[0]
        self._factor = stage.task.reward_factor
        self._never = np.zeros(num_envs, dtype=bool)
        self.state: dict[str, NDArray[Any]] = {"potential": np.zeros(num_envs)}

    def restart(self, readings: Readings, row: int, stage: Stage) -> None:
        self.state["potential"][row] = self._potential(readings)[row]

    def step(self, readings: Readings) -> tuple[_Floats, _Bools]:
        potential = self._potential(readings)
        reward = potential - self.state["potential"]
        self.state["potential"] = potential
        return reward, self._never.copy()

    def _potential(self, readings: Readings) -> _Floats:
        away = readings.positions[:, readings.agent, :2] - self._target
        potential: _Floats = -np.sqrt(away[:, 0] ** 2 + away[:, 1] ** 2) * self._factor
        return potential


def rewards_of(stage: Stage, num_envs: int) -> Rewards:
    """The rewards of a stage's task."""
    kinds: dict[str, Any] = {
        "Goal": GoalRewards,
        "Button": ButtonRewards,
        "Push": PushRewards,
        "Circle": CircleRewards,
        "Run": RunRewards,
    }
    rewards: Rewards = kinds[stage.spec.task](stage, num_envs)
    return rewards


def _length(vectors: _Floats) -> _Floats:
    squares = vectors * vectors
    length: _Floats = np.sqrt(squares[:, 0] + squares[:, 1] + squares[:, 2])
    return length
