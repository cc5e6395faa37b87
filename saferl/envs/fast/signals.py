"""The signals of constraints and the poses of objects, of all environments at once.

What they mean is said in `saferl.envs.signals`, which reads them from one stock task; the numbers
are the same. Only those asked for are computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saferl.envs.fast.readings import Readings
from saferl.envs.fast.rewards import ButtonRewards, Rewards
from saferl.envs.fast.stage import Stage
from saferl.envs.scenes import GROUP_NAMES, arena_of
from saferl.envs.signals import MOVED, body_names, pose_names
from saferl.errors import unknown_name

__all__ = ["Signals"]

_Floats = NDArray[np.float64]
_Bools = NDArray[np.bool_]
_Reader = Callable[[Readings], NDArray[Any]]

_ZONES = ("hazards", "goal")


class Signals:
    """Reads signals when the task has computed its cost and before a met goal moves.

    Args:
        stage: the task.
        rewards: its rewards, which know the goal button and the buttons' timer.
        num_envs: how many environments.
        names: which signals, such as ``"distance/hazards"``; None for all the task has.

    Attributes:
        names: the signals read.
        need_contacts: whether any of them counts contacts.
        need_velocities: whether any of them is a velocity.
        pose_names: what the rows of the poses are.

    Raises:
        InputError: the task has no signal of that name.
    """

    def __init__(
        self, stage: Stage, rewards: Rewards, num_envs: int, names: Iterable[str] | None
    ) -> None:
        task, model = stage.task, stage.model
        self._rewards = rewards
        self._objects = {obstacle.name: obstacle for obstacle in stage.obstacles}
        self._bodies = {
            group: np.array([model.body(name).id for name in bodies], dtype=np.intp)
            for group, bodies in body_names(task).items()
        }
        self._arena = arena_of(task)
        self._starts: dict[str, _Floats] = {
            group: np.zeros((num_envs, len(self._bodies[group]), 2))
            for group in ("vases", "box")
            if group in self._bodies
        }
        self.pose_names = pose_names(task)
        self._posed = np.concatenate([[model.body("agent").id], *self._bodies.values()]).astype(int)
        self._achieved = np.zeros(num_envs, dtype=bool)
        self._apart: dict[str, _Floats] = {}  # centre distances, measured once a step
        known = self._known()
        wanted = tuple(known) if names is None else tuple(dict.fromkeys(names))
        for name in wanted:
            if name not in known:
                raise unknown_name(f"signal of {stage.spec.id}", name, known)
        self._readers = {name: known[name] for name in wanted}
        self.need_contacts = any(
            name.startswith("contact/") or name.endswith("button_pressed") for name in wanted
        )
        self.need_velocities = "speed" in wanted

    @property
    def names(self) -> tuple[str, ...]:
        """The signals read."""
        return tuple(self._readers)

    def begin(self, readings: Readings, row: int) -> None:
        """Remember where objects are as an episode begins."""
        for group, starts in self._starts.items():
            starts[row] = readings.positions[row, self._bodies[group], :2]

    def read(self, readings: Readings, achieved: _Bools) -> dict[str, NDArray[Any]]:
        """Read every signal asked for.  # (n,) each; float64, or bool for contacts and events."""
        self._achieved = achieved
        self._apart.clear()
        return {name: reader(readings) for name, reader in self._readers.items()}

    def poses(self, readings: Readings) -> _Floats:
        """x, y in metres and yaw in radians of agent and objects.  # (n, m, 3)."""
        poses = np.empty((readings.num_envs, len(self._posed), 3))
        poses[..., :2] = readings.positions[:, self._posed, :2]
        rotation = readings.rotations[:, self._posed]  # (n, m, 9)
        poses[..., 2] = np.arctan2(rotation[..., 3], rotation[..., 0])
        return poses

    def _known(self) -> dict[str, _Reader]:
        known: dict[str, _Reader] = {}
        for group in self._bodies:
            known |= self._of_group(group)
        if "sigwalls" in self._objects:
            known["distance/walls"] = known["centre_distance/walls"] = self._inside_walls
            known["contact/walls"] = self._beyond_walls
        known["speed"] = _speed
        known["event/left_arena"] = self._left_arena
        if "goal" in self._objects:
            known["event/goal_reached"] = lambda readings: self._achieved.copy()
        if "buttons" in self._objects:
            known["event/button_pressed"] = known["contact/buttons"]
            known["event/wrong_button_pressed"] = self._wrong_button_pressed
        if "push_box" in self._objects:
            known["event/box_moved"] = self._box_moved
        return known

    def _of_group(self, group: str) -> dict[str, _Reader]:
        stock = next(name for name, ours in GROUP_NAMES.items() if ours == group)
        radius = float(self._objects[stock].size)
        bodies = self._bodies[group]

        def centre(readings: Readings) -> _Floats:
            if group not in self._apart:
                apart = readings.distances_from_agent(bodies)
                self._apart[group] = apart.min(axis=1, initial=np.inf)
            return self._apart[group]

        readers: dict[str, _Reader] = {
            f"distance/{group}": lambda readings: centre(readings) - radius,
            f"centre_distance/{group}": lambda readings: centre(readings).copy(),
        }
        if group == "hazards":  # at the rim the task's cost is zero
            readers["contact/hazards"] = lambda readings: centre(readings) < radius
        elif group == "goal":
            readers["contact/goal"] = lambda readings: centre(readings) <= radius
        else:
            readers[f"contact/{group}"] = lambda r: np.asarray(r.touches[:, bodies].any(axis=1))
        if group in self._starts:
            readers[f"displacement/{group}"] = lambda r: self._displacement(group, r)
        return readers

    def _displacement(self, group: str, readings: Readings) -> _Floats:
        moved = readings.positions[:, self._bodies[group], :2] - self._starts[group]
        farthest: _Floats = np.sqrt((moved * moved).sum(axis=2)).max(axis=1, initial=0.0)
        return farthest

    def _inside_walls(self, readings: Readings) -> _Floats:
        """Metres to the nearest line, negative beyond it."""
        walls = self._objects["sigwalls"]
        position = np.abs(readings.positions[:, readings.agent])
        farthest: _Floats = position[:, :2].max(axis=1) if walls.num == 4 else position[:, 0]
        return float(walls.locate_factor) - farthest

    def _beyond_walls(self, readings: Readings) -> _Bools:
        beyond: _Bools = self._inside_walls(readings) < 0
        return beyond

    def _left_arena(self, readings: Readings) -> _Bools:
        x_min, y_min, x_max, y_max = self._arena
        x, y = readings.positions[:, readings.agent, :2].T
        outside: _Bools = ~((x_min <= x) & (x <= x_max) & (y_min <= y) & (y <= y_max))
        return outside

    def _box_moved(self, readings: Readings) -> _Bools:
        moved: _Bools = self._displacement("box", readings) > MOVED
        return moved

    def _wrong_button_pressed(self, readings: Readings) -> _Bools:
        assert isinstance(self._rewards, ButtonRewards)
        active = self._rewards.state["timer"] == 0
        wrong: _Bools = (self._rewards.wrong_presses(readings) > 0) & active
        return wrong

    @property
    def starts(self) -> dict[str, _Floats]:
        """Where movable objects were when the episode began, by group.  # (n, m, 2) each."""
        return self._starts


def _speed(readings: Readings) -> _Floats:
    velocity = readings.agent_velocity
    speed: _Floats = np.hypot(velocity[:, 0], velocity[:, 1])
    return speed
