"""Both forms of HazardWorld-grid: the same game, and constraints judged as they are meant."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from natural_language.hazardworld import (
    TRANSFER_REWARDS,
    HazardWorldVectorEnv,
    Mission,
    layout,
    pairs,
    sentences,
)
from natural_language.hazardworld.meanings import Meaning
from saferl.errors import InputError

LEFT, RIGHT, AHEAD = 0, 1, 2

# a strip of two lava tiles, then water, then grass, on the way to the right
CORRIDOR = """
#############
#>L.LL.W.G..#
#...........#
#...........#
#...........#
#...........#
#...........#
#...........#
#...........#
#...........#
#........oxk#
#...........#
#############
"""


def played(meaning: Meaning, actions: list[int], picture: str = CORRIDOR) -> list[float]:
    """What each turn costs in a drawn layout."""
    mission = Mission("as the meaning says", meaning.kind, (meaning.constraint,))
    env = HazardWorldVectorEnv([mission], num_envs=1)
    env.reset(options={"layouts": layout.from_picture(picture)})
    return [float(env.step(np.array([action]))[4]["cost"][0]) for action in actions]


def test_the_minigrid_form_and_the_vector_form_play_the_same_game() -> None:
    pytest.importorskip("minigrid")
    from natural_language.hazardworld.environment import HazardWorldEnv

    missions = sentences("train")[::7]
    seeds = [3, 4, 5, 6]
    vector = HazardWorldVectorEnv(missions, num_envs=4, max_episode_steps=60)
    singles = [HazardWorldEnv(missions, max_episode_steps=60) for _ in seeds]
    together, _ = vector.reset(seed=3)
    generator = np.random.default_rng(0)
    for i, env in enumerate(singles):
        assert_same(env.reset(seed=seeds[i])[0], together, i)
    for _ in range(250):  # four episodes each
        actions = generator.choice(3, size=4, p=[0.2, 0.2, 0.6])
        together, rewards, terminations, truncations, infos = vector.step(actions)
        for i, env in enumerate(singles):
            seen, reward, terminated, truncated, info = env.step(actions[i])
            assert (reward, terminated, truncated) == (
                rewards[i],
                terminations[i],
                truncations[i],
            )
            assert info["costs"].tolist() == infos["costs"][i].tolist()
            if terminated or truncated:
                assert seen["image"].tolist() == infos["final_obs"][i]["image"].tolist()
                seen, _ = env.reset()
            assert_same(seen, together, i)


def assert_same(one: dict[str, Any], many: dict[str, Any], i: int) -> None:
    assert one["image"].tolist() == many["image"][i].tolist()
    assert (one["direction"], one["mission"]) == (many["direction"][i], many["mission"][i])


def test_layouts_come_from_the_seed_alone() -> None:
    one = HazardWorldVectorEnv(sentences("train"), num_envs=3)
    other = HazardWorldVectorEnv(sentences("train"), num_envs=1)
    first, _ = one.reset(seed=10)
    last, _ = other.reset(seed=12)
    assert first["image"][2].tolist() == last["image"][0].tolist()
    assert first["mission"][2] == last["mission"][0]
    again, _ = one.reset(seed=10)
    assert again["image"].tolist() == first["image"].tolist()
    onwards, _ = one.reset()
    assert onwards["image"].tolist() != first["image"].tolist()


def test_observations_lie_in_their_space() -> None:
    env = HazardWorldVectorEnv(sentences("train"), num_envs=5, seed=0)
    seen, _ = env.reset()
    assert seen in env.observation_space
    one = {"image": seen["image"][0], "direction": 3, "mission": seen["mission"][0]}
    assert one in env.single_observation_space


def test_tiles_and_treasures_do_not_depend_on_the_text() -> None:
    here = np.arange(20), np.zeros(20, dtype=int)
    about = np.tile([True, False, False], (20, 1))
    of_lava, of_grass = layout.draw(*here, about), layout.draw(*here, about[:, ::-1])
    assert (of_lava.squares == of_grass.squares).all()
    assert (of_lava.distances[np.arange(20), 0, of_lava.start] >= 3).all()
    assert (of_grass.distances[np.arange(20), 2, of_grass.start] >= 3).all()


def test_each_kind_covers_a_sixth_and_distances_are_steps() -> None:
    drawn = layout.draw([1], [0], np.ones((1, 3), dtype=bool))
    squares = drawn.squares[0]
    places = [(s % 13, s // 13) for s in np.flatnonzero(squares == layout.CODES.index("water"))]
    assert len(places) == 20
    for square in np.flatnonzero(squares > 0):
        x, y = square % 13, square // 13
        nearest = min(abs(x - a) + abs(y - b) for a, b in places)
        assert drawn.distances[0, 1, square] == nearest


def test_visits_count_entering_and_not_standing() -> None:
    once = Meaning("visits", "lava", 1)
    # onto lava, turn about on it, off, and on again: the second visit is one too many
    actions = [AHEAD, LEFT, RIGHT, AHEAD, AHEAD, AHEAD, AHEAD]
    assert played(once, actions) == [0, 0, 0, 0, 1, 0, 0]


def test_turns_count_every_turn_on_a_tile() -> None:
    two = Meaning("turns", "lava", 2)
    assert played(two, [AHEAD, LEFT, RIGHT, AHEAD, AHEAD, AHEAD]) == [0, 0, 1, 0, 1, 1]


def test_zero_visits_cost_every_turn() -> None:
    assert played(Meaning("visits", "lava", 0), [AHEAD, LEFT, RIGHT, AHEAD]) == [1, 1, 1, 0]


@pytest.mark.parametrize(("squares", "costs"), [(1, 0), (2, 0), (3, 1), (4, 2)])
def test_distances_count(squares: int, costs: int) -> None:
    """Starting four squares from water, two steps ahead leave a distance of two."""
    picture = CORRIDOR.replace("#>L.LL.W.G..#", "#.>...W.....#")
    assert sum(played(Meaning("distance", "water", squares), [AHEAD, AHEAD], picture)) == costs


def test_after_begins_with_the_step_after_the_first_touch() -> None:
    after = Meaning("after", "grass", first="water")
    to_grass = [AHEAD] * 8
    assert sum(played(after, to_grass)) == 1
    assert sum(played(Meaning("after", "water", first="grass"), to_grass)) == 0


def test_before_is_released_by_the_first_touch() -> None:
    before = Meaning("before", "grass", first="water")
    assert sum(played(before, [AHEAD] * 8)) == 0  # water is touched on the way
    early = Meaning("before", "water", first="grass")
    assert played(early, [AHEAD] * 8)[5] == 1
    # back over the water once grass was touched
    assert sum(played(early, [AHEAD] * 8 + [LEFT, LEFT, AHEAD, AHEAD])) == 1


def test_treasures_are_worth_what_is_said_and_end_the_episode() -> None:
    picture = CORRIDOR.replace("#>L.LL.W.G..#", "#..........v#").replace("oxk", "...")
    lines = picture.strip().splitlines()
    lines[2], lines[3], lines[4] = (f"#..........{t}#" for t in "oxk")
    drawn = layout.from_picture("\n".join(lines))
    for rewards in ((1.0, 2.0, 3.0), TRANSFER_REWARDS):
        env = HazardWorldVectorEnv(
            sentences("train"), num_envs=1, rewards=rewards, autoreset="disabled"
        )
        env.reset(options={"layouts": drawn})
        steps = [env.step(np.array([AHEAD])) for _ in range(3)]
        assert [step[1][0] for step in steps] == list(rewards)
        assert [bool(step[2][0]) for step in steps] == [False, False, True]


def test_two_constraints_cost_apart_and_in_sum() -> None:
    env = HazardWorldVectorEnv(pairs(sentences("train"), 30), num_envs=8, seed=0)
    env.reset()
    generator = np.random.default_rng(0)
    both = 0
    for _ in range(200):
        infos = env.step(generator.integers(3, size=8))[4]
        assert infos["costs"].shape == (8, 2)
        assert infos["cost"].tolist() == infos["costs"].sum(axis=1).tolist()
        both += int((infos["costs"] > 0).all(axis=1).sum())
    assert both > 0


def test_the_cost_of_the_last_turn_is_not_lost() -> None:
    env = HazardWorldVectorEnv(sentences("train"), num_envs=6, seed=0, max_episode_steps=5)
    env.reset()
    for turn in range(1, 11):
        infos = env.step(np.full(6, AHEAD))[4]
        if turn % 5 == 0:
            assert infos["final_info"]["cost"].tolist() == infos["cost"].tolist()
            assert infos["_final_obs"].all()


def test_rows_can_be_reset_one_by_one() -> None:
    env = HazardWorldVectorEnv(sentences("train"), num_envs=3, seed=0, autoreset="disabled")
    seen, _ = env.reset()
    moved = env.step(np.full(3, LEFT))[0]
    mask = np.array([False, True, False])
    again, _ = env.reset(seed=[None, 1, None], options={"reset_mask": mask})
    assert again["image"][1].tolist() == seen["image"][1].tolist()
    assert again["image"][[0, 2]].tolist() == moved["image"][[0, 2]].tolist()


def test_bad_input_is_told() -> None:
    env = HazardWorldVectorEnv(sentences("train")[:3], num_envs=2, seed=0)
    env.reset()
    with pytest.raises(InputError, match="actions"):
        env.step(np.array([0, 3]))
    with pytest.raises(InputError, match="rewards"):
        HazardWorldVectorEnv(sentences("train")[:3], rewards=(1.0,))
    with pytest.raises(InputError, match="at least one mission"):
        HazardWorldVectorEnv([])
