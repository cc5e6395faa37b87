"""HazardWorld-robot: other constraints each episode, judged as Safety-Gymnasium's tasks are."""

from __future__ import annotations

import numpy as np
import pytest

import saferl
from natural_language import parse
from natural_language.equivalence import meaning_of
from natural_language.hazardworld.robot import HazardWorldRobotEnv, robot_sentences
from saferl.errors import InputError


@pytest.mark.parametrize("env_id", ["SafetyPointGoal1-v0", "SafetyPointButton2-v0"])
def test_the_parser_reads_every_sentence_as_it_is_meant(env_id: str) -> None:
    for mission in robot_sentences(env_id):
        read = parse(mission.text, env_id).constraints
        assert meaning_of(read) == meaning_of(mission.constraints), mission.text


def test_every_class_is_there() -> None:
    kinds = [mission.kind for mission in robot_sentences("SafetyPointButton1-v0")]
    assert {"budgetary", "relational", "sequential"} == set(kinds)


def test_each_row_is_charged_by_its_own_mission() -> None:
    env = HazardWorldRobotEnv("SafetyPointButton2-v0", num_envs=6, seed=4)
    plain = saferl.make_vec(
        "SafetyPointButton2-v0", num_envs=6, seed=4, constraints=env.deck.constraints
    )
    seen, _ = env.reset()
    plain.reset()
    generator = np.random.default_rng(0)
    for mission, text in zip(env.missions, seen["mission"], strict=True):
        assert mission.text == text
    assert len(set(seen["mission"])) > 1
    charged = 0.0
    for _ in range(300):
        actions = np.clip(generator.normal(0.5, 0.5, size=(6, 2)), -1, 1)
        _, _, _, _, infos = env.step(actions)
        expected = plain.step(actions)[4]
        which = env.deck.which[[env.deck.missions.index(m) for m in env.missions]]
        assert infos["costs"].tolist() == expected["costs"][np.arange(6)[:, None], which].tolist()
        assert infos["task_cost"].tolist() == expected["cost"].tolist()
        charged += infos["cost"].sum()
    assert charged > 0


def test_a_new_episode_brings_a_new_mission() -> None:
    env = HazardWorldRobotEnv("SafetyPointGoal1-v0", num_envs=4, seed=0)
    first, _ = env.reset()
    told = []
    for _ in range(1000):
        seen, _, _, truncations, infos = env.step(np.zeros((4, 2)))
        if truncations.any():
            told = [final["mission"] for final in infos["final_obs"]]
    assert told == list(first["mission"])
    assert seen["mission"] != first["mission"]
    again, _ = env.reset(seed=0)
    assert again["mission"] == first["mission"]


def test_a_task_without_objects_is_refused() -> None:
    with pytest.raises(InputError, match="level 1 or 2"):
        robot_sentences("SafetyPointGoal0-v0")
