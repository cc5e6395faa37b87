"""What a stock navigation task shows to constraints: its signals, and where everything is.

Signals are read when the task has computed its cost and before a met goal moves. They are:

- ``distance/GROUP``: from the agent's centre to the nearest object's rim, horizontally, metres;
  ``centre_distance/GROUP``: to its centre. To ``walls`` (the lines of Circle and Run): to the
  nearest line, zero or less beyond it. Infinite if the group is empty.
- ``contact/GROUP``: any geom of the agent touches one of the group's; for zones (hazards, goal),
  the agent's centre is inside; for walls, it is beyond one. Agrees with ``cost_hazards``,
  ``cost_gremlins``, ``cost_pillars``, ``cost_vases_contact`` and ``cost_out_of_boundary``.
- ``displacement/GROUP``: horizontal metres from where the object was when the episode began, the
  largest in the group.
- ``speed``: of the agent's body, horizontally, m/s.
- ``event/goal_reached``: the task's own test. ``event/button_pressed``: the agent touches one.
  ``event/wrong_button_pressed``: it touches one that is not the goal while the buttons are active;
  where the task has a ``cost_buttons``, exactly where that is positive. ``event/box_moved``: the
  box is more than `MOVED` metres from where it began. ``event/left_arena``: the agent's centre is
  outside the world's arena; for Circle and Run exactly ``cost_out_of_boundary``.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saferl.envs.scenes import GROUP_NAMES, arena_of

__all__ = ["MOVED", "Recorder", "body_names", "pose_names"]

#: Metres from which on an object counts as moved: Safety-Gymnasium's ``displace_threshold``.
MOVED = 1e-3

_BODIES = {  # of each stock object: our pose's name and the body's name, to be numbered
    "goal": ("goal", "goal"),
    "buttons": ("button{}", "button{}"),
    "push_box": ("box", "push_box"),
    "hazards": ("hazard{}", "hazard{}"),
    "vases": ("vase{}", "vase{}"),
    "gremlins": ("gremlin{}", "gremlin{}obj"),
    "pillars": ("pillar{}", "pillar{}"),
}
_PREFIXES: dict[
    str, str | tuple[str, ...]
] = {  # how the names of the geoms that can be touched begin
    "buttons": "button",
    "box": ("push_box", "col"),  # the box and its four corner columns
    "vases": "vase",
    "gremlins": "gremlin",
    "pillars": "pillar",
}


def body_names(task: Any) -> dict[str, tuple[str, ...]]:
    """The MuJoCo body of every object, by group name, in the order of the poses."""
    return _names(task, 1)


def pose_names(task: Any) -> tuple[str, ...]:
    """What the rows of the poses are: ``agent``, ``goal``, ``hazard0``, ``hazard1``, ..."""
    return ("agent", *(name for names in _names(task, 0).values() for name in names))


def _names(task: Any, which: int) -> dict[str, tuple[str, ...]]:
    objects = {**task._geoms, **task._free_geoms, **task._mocaps}
    found = {}
    for stock_name, pattern in _BODIES.items():
        if stock_name in objects:
            count = int(getattr(objects[stock_name], "num", 1))
            numbered = tuple(pattern[which].format(i) for i in range(count))
            found[GROUP_NAMES[stock_name]] = numbered
    return found


class Recorder:
    """Reads signals and poses of one stock task, once per step.

    Args:
        task: A stock navigation task; its model may be compiled anew at every reset.

    Attributes:
        signals: What `read` found last, name to float or bool.
        poses: (m, 3) x, y in metres and yaw in radians, rows as `pose_names`.
    """

    def __init__(self, task: Any) -> None:
        self._task = task
        self._objects = {**task._geoms, **task._free_geoms, **task._mocaps}
        self._arena = arena_of(task)
        self._model: Any = None
        self._starts: dict[str, NDArray[np.float64]] | None = None
        self.signals: dict[str, float | bool] = {}
        self.poses: NDArray[np.float64] = np.zeros((len(pose_names(task)), 3))

    def begin_episode(self) -> None:
        """Forget where objects began; the next `read` says anew."""
        self._starts = None

    def read(self) -> None:
        """Read the task as it is now."""
        if self._task.model is not self._model:
            self._look_up_names()
        data = self._task.data
        places = {group: data.xpos[ids, :2] for group, ids in self._bodies.items()}
        if self._starts is None:
            self._starts = {g: places[g].copy() for g in ("vases", "box") if g in places}
        agent = data.xpos[self._agent, :2]
        found: dict[str, float | bool] = {}
        for group, where in places.items():
            found.update(self._group_signals(group, where, agent))
        found.update(self._contact_signals())
        if "sigwalls" in self._objects:
            inside = self._inside_walls(agent)
            found.update({"distance/walls": inside, "centre_distance/walls": inside})
            found["contact/walls"] = inside < 0
        velocity = self._task.agent.vel
        found["speed"] = math.hypot(velocity[0], velocity[1])
        found.update(self._event_signals(agent, found))
        self.signals = found
        self.poses = self._read_poses()

    def snapshot(self) -> Any:
        """Everything later readings depend on."""
        starts = None
        if self._starts is not None:
            starts = {group: start.copy() for group, start in self._starts.items()}
        return {"starts": starts, "signals": dict(self.signals), "poses": self.poses.copy()}

    def restore(self, snapshot: Any) -> None:
        """Go back to a snapshot."""
        starts = snapshot["starts"]
        if starts is not None:
            starts = {group: start.copy() for group, start in starts.items()}
        self._starts = starts
        self.signals = dict(snapshot["signals"])
        self.poses = snapshot["poses"].copy()

    def _look_up_names(self) -> None:
        model = self._model = self._task.model
        self._agent = int(model.body("agent").id)
        self._bodies = {
            group: np.array([model.body(name).id for name in names], dtype=np.int64)
            for group, names in body_names(self._task).items()
        }
        names = [model.geom(g).name for g in range(model.ngeom)]
        mine = set(self._task.agent.body_info.geom_names)
        self._is_agent = np.array([name in mine for name in names])
        self._touchable = {
            group: np.array([name.startswith(prefix) for name in names])
            for group, prefix in _PREFIXES.items()
            if group in self._bodies
        }
        self._button_of_geom = np.array(
            [int(name[6:]) if name.startswith("button") else -1 for name in names]
        )

    def _group_signals(
        self, group: str, where: NDArray[np.float64], agent: NDArray[np.float64]
    ) -> dict[str, float | bool]:
        stock = next(name for name, ours in GROUP_NAMES.items() if ours == group)
        apart = where - agent  # (count, 2)
        centre = float(np.sqrt((apart * apart).sum(axis=1)).min()) if len(where) else math.inf
        radius = float(self._objects[stock].size)
        found: dict[str, float | bool] = {
            f"distance/{group}": centre - radius,
            f"centre_distance/{group}": centre,
        }
        if group == "hazards":
            found["contact/hazards"] = centre < radius  # at the rim the task's cost is zero
        elif group == "goal":
            found["contact/goal"] = centre <= radius
        if self._starts is not None and group in self._starts:
            moved = where - self._starts[group]
            farthest = float(np.sqrt((moved * moved).sum(axis=1)).max()) if len(where) else 0.0
            found[f"displacement/{group}"] = farthest
        return found

    def _contact_signals(self) -> dict[str, bool]:
        data = self._task.data
        pairs = data.contact.geom[: data.ncon]  # (ncon, 2)
        pairs = pairs[self._is_agent[pairs].any(axis=1)]
        self._agent_pairs = pairs
        return {
            f"contact/{group}": bool(touchable[pairs].any())
            for group, touchable in self._touchable.items()
        }

    def _inside_walls(self, agent: NDArray[np.float64]) -> float:
        """Metres to the nearest line, negative beyond it."""
        walls = self._objects["sigwalls"]
        farthest = abs(float(agent[0]))
        if walls.num == 4:
            farthest = max(farthest, abs(float(agent[1])))
        return float(walls.locate_factor) - farthest

    def _event_signals(
        self, agent: NDArray[np.float64], found: dict[str, float | bool]
    ) -> dict[str, bool]:
        x, y = float(agent[0]), float(agent[1])
        x_min, y_min, x_max, y_max = self._arena
        events = {"event/left_arena": not (x_min <= x <= x_max and y_min <= y <= y_max)}
        if "goal" in self._objects:
            events["event/goal_reached"] = bool(self._task.goal_achieved)
        if "buttons" in self._objects:
            events["event/button_pressed"] = bool(found["contact/buttons"])
            events["event/wrong_button_pressed"] = self._presses_wrong_button()
        if "push_box" in self._objects:
            events["event/box_moved"] = found["displacement/box"] > MOVED
        return events

    def _presses_wrong_button(self) -> bool:
        buttons = self._objects["buttons"]
        if buttons.timer != 0 or buttons.goal_button is None:
            return False
        pressed = self._button_of_geom[self._agent_pairs].max(axis=1, initial=-1)
        return bool(((pressed >= 0) & (pressed != buttons.goal_button)).any())

    def _read_poses(self) -> NDArray[np.float64]:
        data = self._task.data
        ids = np.concatenate([[self._agent], *self._bodies.values()]).astype(np.int64)
        poses = np.empty((len(ids), 3))
        poses[:, :2] = data.xpos[ids, :2]
        rotation = data.xmat[ids]  # (m, 9)
        poses[:, 2] = np.arctan2(rotation[:, 3], rotation[:, 0])
        return poses
