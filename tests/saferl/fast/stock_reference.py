"""Record every course on untouched stock instances: `python stock_reference.py OUT [NAME ...]`.

Run in a process of its own, so that nothing the tests do can have touched the stock classes. The
signals are read by the library's recorder for the stock path, after the task computed its cost.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from saferl.envs.compat import stock_module
from saferl.envs.signals import Recorder
from tests.saferl.fast.courses import Course, Pilot, all_courses, put


def record(course: Course) -> dict[str, np.ndarray]:
    builder = stock_module("builder").Builder(
        task_id=course.env_id, config={"agent_name": course.agent}
    )
    task = builder.task
    task.num_steps = course.horizon
    recorder = Recorder(task)
    cost = builder._cost

    def cost_then_signals():
        parts = cost()
        recorder.read()
        return parts

    builder._cost = cost_then_signals
    pilot = Pilot(course, task.action_space.high)
    rows: dict[str, list] = {}

    def note(**values) -> None:
        for key, value in values.items():
            rows.setdefault(key, []).append(np.array(value))

    def begin(seed: int | None) -> None:
        recorder.begin_episode()
        observation, _ = builder.reset(seed=seed)
        note(first_observation=observation, bodies=task.data.xpos)

    begin(course.seed)
    parts: list[dict[str, float]] = []
    for step in range(course.steps):
        if step == course.crowd_at:
            task.random_generator.placements_margin = 9.0
            put(task.model, task.data, "agent", task.data.body("goal").xpos[:2])
            if course.task == "Push":
                put(task.model, task.data, "push_box", task.data.body("goal").xpos[:2])
        drops = [] if course.crowd_at else pilot.drops(step, task)
        for body, where in drops:
            put(task.model, task.data, body, where)
        moved = np.full((2, 2), np.nan)  # agent, box
        for body, where in drops:
            moved[int(body == "push_box")] = where
        action = pilot.action(step, task)
        observation, reward, cost_sum, terminated, truncated, info = builder.step(action)
        parts.append({key: float(value) for key, value in info.items()})
        note(
            action=action,
            drops=moved,
            observation=observation,
            reward=reward,
            cost=cost_sum,
            terminated=terminated,
            truncated=truncated,
            goal=task.data.body("goal").xpos if "goal" in task._geoms else np.zeros(3),
            contacts=task.data.ncon,
            poses=recorder.poses,
            **{f"signal:{name}": value for name, value in recorder.signals.items()},
        )
        if builder.done:
            task.random_generator.placements_margin = 0.0
            begin(None)
    keys = sorted({key for row in parts for key in row})
    columns = {f"info:{key}": np.array([row.get(key, 0.0) for row in parts]) for key in keys}
    return {**{key: np.array(values) for key, values in rows.items()}, **columns}


def main(out: str, names: list[str]) -> None:
    warnings.simplefilter("ignore")
    arrays = {}
    for course in all_courses():
        if not names or course.name in names:
            for key, value in record(course).items():
                arrays[f"{course.name}/{key}"] = value
    np.savez(out, **arrays)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
