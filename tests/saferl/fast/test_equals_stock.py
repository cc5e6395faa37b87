"""The fast tasks are the stock tasks: from the same seeds and actions, the same everything.

Stock trajectories are recorded once, in processes of their own (see `stock_reference.py`).
"""

from __future__ import annotations

import functools
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from saferl.envs.fast import FastVectorEnv
from tests.saferl.fast.courses import Course, all_courses, put

pytestmark = pytest.mark.timeout(900)

# Physics agrees bit for bit. What is left is the order of a few sums.
TOLERANCE = 1e-12
COURSES = {course.name: course for course in all_courses()}


@functools.cache
def recorded(agent: str) -> dict[str, dict[str, np.ndarray]]:
    """The stock trajectories of a robot's courses."""
    names = [course.name for course in COURSES.values() if course.agent == agent]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "stock.npz"
        script = Path(__file__).with_name("stock_reference.py")
        subprocess.run([sys.executable, str(script), str(out), *names], check=True)
        with np.load(out) as arrays:
            found: dict[str, dict[str, np.ndarray]] = {name: {} for name in names}
            for key in arrays.files:
                name, field = key.split("/", 1)
                found[name][field] = arrays[key]
    return found


class Replay:
    """Runs a course's actions as row 1 of two; row 0 wanders about with a seed of its own."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.stock = recorded(course.agent)[course.name]
        self.env = FastVectorEnv(
            course.env_id,
            2,
            autoreset="disabled",
            max_episode_steps=course.horizon,
            record=True,
        )
        self.slot = self.env._batch.slots[1]
        self.sampler = self.env._batch.stage.task.random_generator
        self._rng = np.random.default_rng(0)

    def run(self) -> None:
        observations, _ = self.env.reset(seed=[self.course.seed + 100, self.course.seed])
        episode = 0
        self.check_beginning(observations[1], episode)
        for step in range(self.course.steps):
            self.interfere(step)
            other = self._rng.uniform(-1, 1, self.env.single_action_space.shape)
            action = self.stock["action"][step]
            result = self.env.step(np.stack([other, action]))
            self.check_step(step, *result)
            done = result[2] | result[3]
            if done.any():
                self.sampler.placements_margin = 0.0
                observations, _ = self.env.reset(options={"reset_mask": done})
                if done[1]:
                    episode += 1
                    self.check_beginning(observations[1], episode)

    def interfere(self, step: int) -> None:
        """Drop bodies where the course did; crowd the place where it did."""
        model, data = self.slot.model, self.slot.data
        if step == self.course.crowd_at:
            self.sampler.placements_margin = 9.0
            where = data.body("goal").xpos[:2].copy()
            put(model, data, "agent", where)
            if self.course.task == "Push":
                put(model, data, "push_box", where)
        for body, where in zip(("agent", "push_box"), self.stock["drops"][step], strict=True):
            if np.isfinite(where).all():
                put(model, data, body, where)

    def check_beginning(self, observation: np.ndarray, episode: int) -> None:
        near(observation, self.stock["first_observation"][episode])
        np.testing.assert_array_equal(self.slot.data.xpos, self.stock["bodies"][episode])

    def check_step(self, step, observations, rewards, terminations, truncations, infos) -> None:
        stock = self.stock
        near(observations[1], stock["observation"][step])
        near(rewards[1], stock["reward"][step])
        assert infos["cost"][1] == stock["cost"][step]
        assert terminations[1] == stock["terminated"][step]
        assert truncations[1] == stock["truncated"][step]
        near(infos["poses"][1], stock["poses"][step])
        if "goal" in self.env._batch.stage.task._geoms:
            np.testing.assert_array_equal(self.slot.data.body("goal").xpos, stock["goal"][step])
        parts = {name: 0.0 for name in infos if name.startswith("cost") or name == "goal_met"}
        parts |= {key[5:]: stock[key][step] for key in stock if key.startswith("info:")}
        for name in parts.keys() - {"cost"}:
            given = infos[name][1] if name in infos else 0.0
            assert given == parts[name], name
        signals = [key[7:] for key in stock if key.startswith("signal:")]
        assert set(infos["signals"]) == set(signals)
        for name in signals:
            near(infos["signals"][name][1], stock[f"signal:{name}"][step])


def near(value, expected) -> None:
    value, expected = np.asarray(value, dtype=float), np.asarray(expected, dtype=float)
    np.testing.assert_allclose(value, expected, rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("name", COURSES)
def test_a_course_runs_as_on_the_stock_task(name: str) -> None:
    Replay(COURSES[name]).run()


@pytest.mark.parametrize("agent", ["Point", "Car", "Racecar", "Doggo", "Ant"])
def test_the_courses_make_everything_happen(agent: str) -> None:
    happened: dict[str, set[str]] = {}
    for name, stock in recorded(agent).items():
        events = {
            key.split(":", 1)[1]
            for key, values in stock.items()
            if key.startswith(("info:", "signal:event", "signal:contact")) and values.any()
        }
        if len(stock["first_observation"]) > 1:
            events.add("a second episode")
        happened.setdefault(COURSES[name].task, set()).update(events)
    hit = {"goal_met", "a second episode", "cost_hazards"}
    expected = {
        "Goal": hit | {"contact/vases", "cost_vases_contact", "cost_vases_velocity"},
        "Button": hit | {"cost_buttons", "cost_gremlins", "event/wrong_button_pressed"},
        "Push": hit | {"contact/box", "event/box_moved", "contact/pillars", "cost_pillars"},
        "Circle": {"cost_out_of_boundary", "event/left_arena", "a second episode"},
        "Run": {"cost_out_of_boundary", "event/left_arena", "a second episode"},
    }
    for task, events in expected.items():
        assert not events - happened[task], f"{agent} {task}"


def test_episodes_ended_in_every_way() -> None:
    crowded = recorded("Point")["SafetyPointGoal1-crowded"]
    met = crowded["info:goal_met"] > 0
    assert crowded["terminated"][met].any()  # no room for the next goal
    assert recorded("Ant")["SafetyAntGoal1"]["terminated"].any()  # fell
    assert recorded("Car")["SafetyCarGoal1"]["truncated"].any()  # out of time
