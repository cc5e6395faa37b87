"""Objects that move of themselves: followed, learned from logs, and looked out for."""

from dataclasses import replace

import numpy as np
import pytest

from lookahead.planner_drift import Drift, arc
from lookahead.planner_scene import Scene, nearest
from lookahead.representation import Layout, ObjectGroup
from lookahead.representation_lidar import render
from lookahead.representation_map import ObjectMap
from lookahead.shield import Shield
from lookahead.transitions import Transitions
from lookahead.world_model_fit import _without_aftermath
from lookahead.world_model_movers import Movers
from lookahead.world_model_movers_fit import fit_movers
from saferl.errors import InputError
from tests.lookahead.small_shield import small_shield

DT, RADIUS, RATE = 0.05, 0.5, -1.2
SPEED = RADIUS * -RATE
SENSORS = {"velocimeter": (0, 3), "accelerometer": (3, 6), "magnetometer": (6, 9)}
CENTRES = np.array([[1.2, 0.6], [-0.9, -0.8]])


def layout(still=False, name="gremlins", count=2):
    groups = (ObjectGroup("goal", 9, 1, 0.3, True), ObjectGroup(name, 25, count, 0.1, still))
    return Layout(size=9 + 32, sensors=SENSORS, groups=groups, bins=16, reach=3.0, dt=DT)


def circling(t):
    """Where the two circle at step t, (2, 2)."""
    angle = RATE * DT * t
    return CENTRES + RADIUS * np.array([np.cos(angle), np.sin(angle)])


def observed(places, heading=0.0):
    """What an agent at rest at the origin observes of a goal and of objects at these places."""
    observation = np.zeros(41)
    observation[6], observation[7] = np.cos(-heading), np.sin(-heading)
    turn = np.array([[np.cos(heading), np.sin(heading)], [-np.sin(heading), np.cos(heading)]])
    observation[9:25] = render(np.array([[2.0, 0.1]]) @ turn.T, np.array([True]), 16, 3.0)
    observation[25:] = render(places @ turn.T, np.ones(len(places), bool), 16, 3.0)
    return observation


def followed(steps, movers, spin=0.0):
    objects = ObjectMap(layout(), movers)
    memory = objects.begin(1)
    for t in range(steps):
        seen = observed(circling(t), spin * t)[None]
        memory = objects.update(memory, seen, np.array([t == 0]))
    return objects.scene(memory, seen)


KNOWN = Movers(np.array([[0.0, 0.0, 0.0], [SPEED, RATE, 0.1]]))


@pytest.mark.parametrize("spin", [0.0, 0.03])
def test_velocities_are_learned_from_successive_rings_while_the_agent_turns(spin):
    scene = followed(60, KNOWN, spin)
    there = scene.present[0, 1]
    assert there.sum() == 2
    angle, heading = RATE * DT * 59, spin * 59
    true = SPEED * np.array([np.sin(angle), -np.cos(angle)])
    cos, sin = np.cos(heading), np.sin(heading)
    true = np.array([cos * true[0] + sin * true[1], cos * true[1] - sin * true[0]])
    for velocity in scene.drift.velocity[0, 1, there]:
        np.testing.assert_allclose(velocity, true, atol=0.03)
    assert not scene.drift.velocity[0, 0].any()  # the goal stays


def test_where_they_will_be_is_where_they_come_to_be():
    scene = followed(60, KNOWN)
    later = scene.later(16)[0, 1][scene.present[0, 1]]
    truth = circling(59 + 16)
    order = [np.hypot(*(later - one).T).argmin() for one in truth]
    np.testing.assert_allclose(later[order], truth, atol=0.03)


def test_one_that_appears_moves_as_the_others_do_until_it_shows_its_own_way():
    objects = ObjectMap(layout(), KNOWN)
    memory = objects.begin(1)
    for t in range(40):
        shown = circling(t)[: 1 if t < 39 else 2]
        memory = objects.update(memory, observed(shown)[None], np.array([t == 0]))
    scene = objects.scene(memory, observed(shown)[None])
    first, second = scene.drift.velocity[0, 1, scene.present[0, 1]]
    np.testing.assert_allclose(first, second, atol=1e-9)
    assert np.hypot(*first) == pytest.approx(SPEED, rel=0.05)


def test_distances_are_to_where_moving_objects_will_be_less_what_is_doubtful():
    places = np.full((1, 2, 1, 2), 9.0)
    places[0, 1, 0] = [1.0, 0.0]
    present = np.ones((1, 2, 1), dtype=bool)
    velocity = np.zeros((1, 2, 1, 2))
    velocity[0, 1, 0] = [-1.0, 0.0]
    drift = Drift(velocity, np.zeros(2), np.array([0.0, 0.2]), (1,), 0.1)
    scene = Scene(places, present, np.zeros((1, 4)), drift)
    standing = np.zeros((1, 3, 5, 2))  # three plans of five steps at the origin
    near = nearest(scene, standing)[0, :, :, 1]
    expected = [1.0 - 0.1 * t - 0.2 * 0.1 * t for t in range(1, 6)]
    np.testing.assert_allclose(near, np.tile(expected, (3, 1)), atol=1e-6)
    after = nearest(scene, standing, since=5)[0, 0, :, 1]
    np.testing.assert_allclose(after[0], 1.0 - 0.6 - 0.12, atol=1e-6)
    now = nearest(scene, standing[:, :, :1], since=-1)[0, 0, 0, 1]
    assert now == pytest.approx(1.0)


def test_a_mover_that_passes_over_the_goal_is_still_an_obstacle():
    places = np.full((1, 2, 1, 2), 1.0)
    drift = Drift(np.zeros((1, 2, 1, 2)), np.zeros(2), np.zeros(2), (1,), 0.1)
    scene = Scene(places, np.ones((1, 2, 1), bool), np.zeros((1, 4)), drift)
    at_goal = np.ones((1, 1, 1, 2))
    assert nearest(scene, at_goal, goal=0)[0, 0, 0, 1] == pytest.approx(0.0, abs=1e-6)
    still = scene._replace(drift=None)
    assert nearest(still, at_goal, goal=0)[0, 0, 0, 1] > 1.0  # such as the goal button


def test_an_even_turn_comes_round():
    around = arc(np.array([1.0, 0.0]), 1.0, np.array(2 * np.pi))
    np.testing.assert_allclose(around, [0.0, 0.0], atol=1e-12)


def logged(places_at, episodes=6, steps=120):
    """Transitions of an agent at rest that sees objects where `places_at(t)` has them."""
    rows = np.array([observed(places_at(t)) for t in range(steps + 1)])
    count = episodes * steps
    return Transitions(
        observation=np.tile(rows[:-1], (episodes, 1)),
        action=np.zeros((count, 2)),
        next_observation=np.tile(rows[1:], (episodes, 1)),
        reward=np.zeros(count),
        costs=np.zeros((count, 1)),
        terminated=np.zeros(count, dtype=bool),
        episode=np.repeat(np.arange(episodes), steps),
    )


def test_speed_and_turn_are_read_off_a_log():
    movers = fit_movers(logged(circling), layout())
    assert movers.moving == (1,)
    assert movers.speed[1] == pytest.approx(SPEED, rel=0.1)
    assert movers.turning[1] == pytest.approx(RATE, rel=0.05)
    assert 0.0 <= movers.doubt[1] < 0.05
    assert set(movers.to_json(layout())) == {"gremlins"}


def test_what_only_might_move_and_does_not_stands_still():
    movers = fit_movers(logged(lambda t: CENTRES), layout(name="vases"))
    assert movers.moving == ()
    assert ObjectMap(layout(name="vases"), movers).velocities is None


def test_where_all_stand_still_by_the_layout_nothing_is_asked():
    assert fit_movers(logged(lambda t: CENTRES), layout(still=True)) is None
    assert fit_movers(logged(circling, episodes=2, steps=10), layout()) is None


def test_objects_are_kept_while_their_ring_is_dark():
    objects = ObjectMap(layout(still=True, name="buttons"), None)
    memory = objects.begin(1)
    lit, dark = observed(CENTRES)[None], observed(CENTRES)[None]
    dark[0, 25:] = 0.0
    for t, seen in enumerate((lit, dark, dark, lit)):
        memory = objects.update(memory, seen, np.array([t == 0]))
        assert memory["map_there"][0, 1].sum() == 2, t


def test_one_object_that_vanishes_is_forgotten():
    objects = ObjectMap(layout(still=True), None)
    memory = objects.update(objects.begin(1), observed(CENTRES[:1])[None], np.array([True]))
    gone = observed(CENTRES[:1])[None]
    gone[0, 25:] = 0.0
    assert not objects.update(memory, gone, np.array([False]))["map_there"][0, 1].any()


def test_figures_of_a_wrong_shape_are_refused():
    with pytest.raises(InputError, match="expected"):
        Movers(np.zeros(3))


def test_a_file_holds_what_moves_and_older_ones_do_without(tmp_path):
    shield = small_shield()
    figures = np.zeros((3, 3))
    figures[2] = [0.4, -1.0, 0.02]
    moving = replace(shield, model=replace(shield.model, movers=Movers(figures)))
    for one, path in ((shield, tmp_path / "still"), (moving, tmp_path / "moving")):
        one.save(path)
        assert Shield.load(path).digest == one.digest
    assert Shield.load(tmp_path / "still").model.movers is None
    assert Shield.load(tmp_path / "moving").model.movers.moving == (2,)
    assert "map_velocity" in Shield.load(tmp_path / "moving").planner.begin(2)
    assert "map_velocity" not in Shield.load(tmp_path / "still").planner.begin(2)


def test_what_goes_on_costing_where_nothing_begins_to_is_left_out():
    near = np.full((8, 2), 3.0)
    near[:, 1] = [0.4, 0.2, 0.5, 0.8, 0.4, 0.2, 0.2, 0.4]
    cost = np.array([0, 1, 1, 1, 0, 1, 1, 0])[:, None]
    step = Transitions(
        observation=np.zeros((8, 4)),
        action=np.zeros((8, 1)),
        next_observation=np.zeros((8, 4)),
        reward=np.zeros(8),
        costs=cost.astype(float),
        terminated=np.zeros(8, bool),
        episode=np.zeros(8, int),
    )
    many = Transitions(**{name: np.concatenate([v] * 40) for name, v in vars(step).items()})
    kept = _without_aftermath(many, np.tile(near, (40, 1)), seed=0)
    assert set(kept % 8) == {0, 1, 4, 5, 6, 7}  # hit at 0.2; at 0.5 and 0.8 it only slides on
