"""While the goal is out of sight, the search heads where the policy does, and danger stays."""

from dataclasses import replace

import numpy as np

from lookahead.planner_candidates import AIM, aimed
from lookahead.planner_scene import Scene
from lookahead.shield import Shield
from tests.lookahead.small_shield import small_shield
from tests.lookahead.test_planner_navigation import LAYOUT, made, point_mass, seen


def leftward(observation):
    """Push to the left, whatever is seen."""
    return np.tile([0.0, 1.0], (len(observation), 1))


def scene(goal_seen):
    n = len(goal_seen)
    places, present = np.zeros((n, 2, 3, 2)), np.zeros((n, 2, 3), bool)
    places[:, 0, 0] = [1.0, -1.0]
    present[:, 0, 0] = goal_seen
    places[:, 1, 0], present[:, 1, 0] = [3.0, 3.0], True
    return Scene(places, present, seen(*np.zeros(n)))


def test_a_goal_out_of_sight_is_put_where_the_policy_is_heading():
    before = scene([True, False])
    after = aimed(leftward, point_mass(1), LAYOUT, before, 0, blocks=10)
    np.testing.assert_allclose(after.places[0], before.places[0])
    np.testing.assert_allclose(after.places[1, 0, 0], [0.0, AIM], atol=1e-6)
    assert after.present[1, 0, 0]
    assert not before.present[1, 0, 0]  # what is judged for danger is left as it was


def test_without_a_goal_group_or_with_all_goals_seen_nothing_changes():
    for one, goal in ((scene([True, True]), 0), (scene([False]), None)):
        assert aimed(leftward, point_mass(1), LAYOUT, one, goal, blocks=10) is one


def test_a_search_without_a_goal_goes_on_as_the_policy_would():
    ends = {}
    for aim in (True, False):
        planner = made([(9.0, 9.0)], act=leftward, aim=aim)
        planner.surroundings.scene = lambda memory, observation: scene([False])
        observation, nothing = seen(0.0), np.zeros((1, 2))
        screening = planner.screen(observation, nothing, planner.begin(1), np.ones(1, bool))
        choice = planner.search(observation, nothing, screening, rows=np.ones(1, bool))
        plan = np.asarray(choice.plan, dtype=float)[0]
        ends[aim] = np.cumsum(np.cumsum(plan, axis=0), axis=0)[-1]
    assert ends[True][1] > 0.9 * np.hypot(*ends[True]) > 100.0  # as the policy would
    assert ends[False][1] < 0.9 * np.hypot(*ends[False])


def test_a_file_from_before_the_choice_keeps_to_what_it_did(tmp_path):
    shield = small_shield()
    assert shield.config.aim
    document = shield.document()
    del document["planner"]["aim"]
    old = Shield.from_parts(shield.model.tensors, document)
    assert old.config == replace(shield.config, aim=False)
