"""Courses: what is done to a task, step by step, so that everything it can report happens.

A course is driven on the stock task (`stock_reference.py`, a process of its own), and its actions
and drops are replayed on the fast one. Point and Car steer towards objects; the other robots, which
nobody can steer in a line of code, are dropped beside them and then move at random. Between the
two, actions are random and held.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import mujoco
import numpy as np

STEERED = ("Point", "Car")
_OUTSIDE = {"east": (3.0, 0.2), "north": (0.2, 3.0)}


@dataclass(frozen=True)
class Course:
    """One episode sequence of one task."""

    env_id: str
    agent: str
    task: str
    level: int
    steps: int
    horizon: int
    seed: int = 7
    crowd_at: int | None = None  # from this step on no goal can be placed
    targets: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        return self.env_id.split("-")[0] + ("-crowded" if self.crowd_at else "")


_TARGETS = {
    "Goal0": ("goal",),
    "Goal1": ("goal", "hazard0", "vase0"),
    "Goal2": ("goal", "vase0", "hazard0", "vase1"),
    "Button0": ("goal button", "wrong button"),
    "Button1": ("goal button", "wrong button", "gremlin0obj", "hazard0"),
    "Button2": ("goal button", "wrong button", "gremlin0obj", "hazard0"),
    "Push0": ("box", "push"),
    "Push1": ("push", "hazard0", "pillar0"),
    "Push2": ("push", "pillar0", "hazard0"),
    "Circle0": ("east",),
    "Circle1": ("east", "north"),
    "Circle2": ("east", "north"),
    "Run0": ("east", "north"),
}


def all_courses() -> list[Course]:
    courses = []
    for agent in ("Point", "Car", "Racecar", "Doggo", "Ant"):
        steps = 210 if agent in STEERED else 120
        for task_level, targets in _TARGETS.items():
            courses.append(
                Course(
                    env_id=f"Safety{agent}{task_level}-v0",
                    agent=agent,
                    task=task_level[:-1],
                    level=int(task_level[-1]),
                    steps=steps,
                    horizon=steps * 2 // 3,
                    targets=targets,
                )
            )
    for task in ("Goal", "Push"):
        courses.append(
            Course(
                env_id=f"SafetyPoint{task}1-v0",
                agent="Point",
                task=task,
                level=1,
                steps=60,
                horizon=1000,
                crowd_at=20,
                targets=_TARGETS[f"{task}1"],
            )
        )
    return courses


class Pilot:
    """Chooses the actions and drops of a course from what the stock task shows."""

    def __init__(self, course: Course, high: np.ndarray) -> None:
        self.course = course
        self._high = high
        self._rng = np.random.default_rng(course.seed)
        self._held = np.zeros(len(high))
        self._phase = 35 if course.agent in STEERED else 15

    def drops(self, step: int, task: object) -> list[tuple[str, np.ndarray]]:
        """What to move where before the step: (body, (2,))."""
        phase, since = divmod(step, self._phase)
        if since:
            return []
        target = self.course.targets[phase % len(self.course.targets)]
        turn = self._rng.uniform(0, 2 * np.pi)
        away = np.array([np.cos(turn), np.sin(turn)])
        if target == "push":
            goal = self._place(task, "goal")
            if self.course.agent in STEERED:
                return [("push_box", goal + 0.4 * away), ("agent", goal + 0.75 * away)]
            return [("push_box", goal + 0.2 * away), ("agent", goal + 0.7 * away)]
        where = self._place(task, target)
        if self.course.agent in STEERED:
            distance = 0.35
        else:
            if "button" in target or target.startswith("gremlin"):
                distance = 0.15
            else:
                distance = 0.22 if target.startswith(("vase", "pillar", "box")) else 0.05
        return [("agent", where + distance * away)]

    def action(self, step: int, task: object) -> np.ndarray:
        phase, since = divmod(step, self._phase)
        if self.course.agent in STEERED and since < self._phase - 8:
            target = self.course.targets[phase % len(self.course.targets)]
            return self._steer(task, self._place(task, "goal" if target == "push" else target))
        if step % 4 == 0:
            self._held = self._rng.uniform(-1.1, 1.1, len(self._high)) * self._high
        return self._held

    def _place(self, task, target: str) -> np.ndarray:
        if target in _OUTSIDE:
            return np.array(_OUTSIDE[target])
        if target.endswith("button"):
            button = task.buttons.goal_button
            target = f"button{button if target.startswith('goal') else (button + 1) % 4}"
        if target == "box":
            target = "push_box"
        return np.array(task.data.body(target).xpos[:2])

    def _steer(self, task, where: np.ndarray) -> np.ndarray:
        agent = task.data.body("agent")
        x, y, _ = (np.append(where, 0.0) - agent.xpos) @ agent.xmat.reshape(3, 3)
        if self.course.agent == "Car":  # drives towards its -y
            x, y = -y, x
        way = 1.0 if x >= 0 else -1.0  # what lies behind is reached in reverse
        bearing = np.arctan2(way * y, way * x)
        ahead = way * (1.0 if abs(bearing) < 0.6 else 0.1)
        turn = float(np.clip(2 * bearing, -1, 1))
        noise = self._rng.normal(0, 0.05, 2)
        if self.course.agent == "Car":
            return np.array([ahead + turn, ahead - turn]) + noise
        return np.array([ahead, turn]) + noise


def put(model, data, body: str, where: np.ndarray) -> None:
    """Move a body horizontally, at rest or not, as a hand would."""
    _shift(model, data, body, where)
    mujoco.mj_fwdPosition(model, data)  # the fast simulation goes on from there,
    mujoco.mj_fwdVelocity(model, data)  # stock works it out again


def _shift(model, data, body: str, where: np.ndarray) -> None:
    index = model.body(body).id
    joint = model.body_jntadr[index]
    start = model.jnt_qposadr[joint]
    if model.jnt_type[joint] == 0:  # free
        data.qpos[start : start + 2] = where
        return
    turn = 2 * np.arctan2(model.body_quat[index, 3], model.body_quat[index, 0])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    data.qpos[start : start + 2] = rotation.T @ (where - model.body_pos[index, :2])
