"""Layouts, rings and the map: what they say is where the simulator's objects really are."""

from __future__ import annotations

import numpy as np
import pytest

import saferl
from lookahead.planner_scene import Scene, imagined_observation
from lookahead.representation import Layout, layout_of, wrapped
from lookahead.representation_lidar import direction_bounds, polar, render
from lookahead.representation_map import ObjectMap
from saferl.errors import CheckpointError, InputError

TASK = "SafetyPointGoal1-v0"


def ego(poses, names, stem):
    """Places (n, m, 2) of a group ahead and to the left of the agent, from recorded poses."""
    columns = [i for i, name in enumerate(names) if name.rstrip("0123456789") == stem]
    agent = poses[:, 0]
    gap = poses[:, columns, :2] - agent[:, None, :2]
    cos, sin = np.cos(agent[:, 2])[:, None], np.sin(agent[:, 2])[:, None]
    ahead = cos * gap[..., 0] + sin * gap[..., 1]
    return np.stack([ahead, -sin * gap[..., 0] + cos * gap[..., 1]], axis=-1)


class Walk:
    """Observations, poses and goals met of a random walk of held actions."""

    def __init__(self, task, n, steps, seed=3):
        env = saferl.make_vec(task, num_envs=n, record=True, autoreset="disabled")
        self.names = env.pose_names
        rng = np.random.default_rng(seed)
        observation, infos = env.reset(seed=list(range(seed, seed + n)))
        self.observation, self.poses = [observation], [infos["poses"]]
        action = rng.uniform(-1, 1, (n, 2))
        for _ in range(steps):
            action = np.where(rng.random((n, 1)) < 0.06, rng.uniform(-1, 1, (n, 2)), action)
            observation, *_, infos = env.step(action)
            self.observation.append(observation)
            self.poses.append(infos["poses"])
        env.close()


@pytest.fixture(scope="module")
def walk():
    return Walk(TASK, 6, 250)


@pytest.fixture(scope="module")
def layout():
    return layout_of(TASK)


def test_columns_are_those_of_the_task(layout):
    space = saferl.make_vec(TASK, num_envs=1).single_observation_space
    assert layout.size == space.shape[0]
    assert [(g.name, g.count, g.still) for g in layout.groups] == [
        ("goal", 1, True),
        ("hazards", 8, True),
        ("vases", 1, False),
    ]
    assert layout.motion_columns.tolist() == [3, 4, 5, 6, 7, 8]


def test_a_layout_survives_its_document(layout):
    assert Layout.from_json(layout.to_json()) == layout
    with pytest.raises(CheckpointError, match="garbled"):
        Layout.from_json({"size": 3})


@pytest.mark.parametrize("name", ["CartPole-v1", "SafetyHalfCheetahVelocity-v1"])
def test_other_observations_are_plain_vectors(name):
    assert layout_of(name) is None


def test_an_unknown_task_is_an_error():
    with pytest.raises(InputError):
        layout_of("SafetyPointGoal9-v0")


def test_displacements_are_those_of_the_simulator(walk, layout):
    before, after = (np.array(part) for part in (walk.observation[:-1], walk.observation[1:]))
    moved = layout.displacement(before, after)
    poses = np.array(walk.poses)[:, :, 0]
    turn = wrapped(poses[1:, :, 2] - poses[:-1, :, 2])
    gap = poses[1:, :, :2] - poses[:-1, :, :2]
    cos, sin = np.cos(poses[:-1, :, 2]), np.sin(poses[:-1, :, 2])
    ahead = cos * gap[..., 0] + sin * gap[..., 1]
    left = -sin * gap[..., 0] + cos * gap[..., 1]
    assert np.abs(moved[..., 2] - turn).max() < 1e-6
    assert np.abs(moved[..., 0] - ahead).max() < 5e-4
    assert np.abs(moved[..., 1] - left).max() < 2e-3


@pytest.mark.parametrize("task", [TASK, "SafetyPointButton1-v0"])
def test_rendered_rings_are_the_tasks_own(task):
    walk = Walk(task, 2, 30)
    layout = layout_of(task)
    for stem, name in (("goal", "goal"), ("hazard", "hazards"), ("gremlin", "gremlins")):
        index = layout.group_index(name)
        if index is None:
            continue
        for observation, poses in zip(walk.observation[1:], walk.poses[1:], strict=True):
            places = ego(poses, walk.names, stem)
            drawn = render(places, np.ones(places.shape[:-1], bool), 16, layout.reach)
            seen = layout.rings(observation)[:, index]
            if name == "goal":  # poses are read before a goal is drawn anew
                same = np.abs(drawn.max(-1) - seen.max(-1)) < 0.2
                drawn, seen = drawn[same], seen[same]
            assert np.abs(drawn - seen).max() < 1e-6


def test_readings_bound_the_directions(walk, layout):
    index = layout.group_index("hazards")
    for observation, poses in zip(walk.observation[::20], walk.poses[::20], strict=True):
        places = ego(poses, walk.names, "hazard")
        ring = layout.rings(observation)[:, index]
        low, high = direction_bounds(ring)
        distance, at, fraction = polar(places, layout.bins)
        own = np.take_along_axis(ring, at, axis=-1)
        nearest = np.abs(1 - distance / layout.reach - own) < 1e-9
        assert nearest.sum() > 10
        assert (np.take_along_axis(low, at, -1)[nearest] <= fraction[nearest] + 1e-6).all()
        assert (np.take_along_axis(high, at, -1)[nearest] >= fraction[nearest] - 1e-6).all()


def followed(layout, walk, rows=slice(None)):
    objects = ObjectMap(layout)
    n = len(walk.observation[0][rows])
    memory, scenes = objects.begin(n), []
    for t, observation in enumerate(walk.observation):
        memory = objects.update(memory, observation[rows], np.full(n, t == 0))
        scenes.append(objects.scene(memory, observation[rows]))
    return scenes


def test_the_map_finds_near_hazards_to_a_centimetre(walk, layout):
    """All that show, and nearly all that are near; one always behind another cannot be known."""
    index = layout.group_index("hazards")
    showing, near = [], []
    for scene, poses in list(zip(followed(layout, walk), walk.poses, strict=True))[60:]:
        true = ego(poses, walk.names, "hazard")
        gap = true[:, :, None] - scene.places[:, None, index]
        gap = np.where(scene.present[:, None, index], np.hypot(gap[..., 0], gap[..., 1]), 9.0)
        error = gap.min(axis=-1)
        distance, at, _ = polar(true, layout.bins)
        own = np.take_along_axis(layout.rings(scene.observation)[:, index], at, axis=-1)
        shows = np.abs(1 - distance / layout.reach - own) < 1e-9
        near += error[distance < 0.8].tolist()
        showing += error[(distance < 0.8) & shows].tolist()
    assert len(showing) > 500
    assert np.mean(np.array(showing) < 0.01) > 0.95
    assert np.mean(np.array(near) < 0.05) > 0.95


def test_the_map_has_the_goal_exactly_and_notices_a_new_one(layout):
    objects = ObjectMap(layout)
    goal = layout.group_index("goal")

    def seen(place):
        observation = np.zeros((1, layout.size))
        observation[0, 9:12] = 0.0, -0.5, 0.0  # the compass
        ring = render(np.array([[place]]), np.ones((1, 1), bool), 16, 3.0)
        observation[:, 12:28] = ring
        return observation

    memory = objects.update(objects.begin(1), seen([1.0, 0.5]), np.array([True]))
    for place in ([1.0, 0.5], [-0.4, 1.1]):
        memory = objects.update(memory, seen(place), np.array([False]))
        scene = objects.scene(memory, seen(place))
        there = scene.places[0, goal][scene.present[0, goal]]
        assert there.shape == (1, 2)
        assert np.allclose(there[0], place, atol=1e-3)


def test_the_map_remembers_an_object_hidden_behind_another(layout):
    objects = ObjectMap(layout)
    index = layout.group_index("hazards")
    near, far = np.array([0.5, 0.1]), np.array([1.6, 0.1])

    def at(x):
        """Standing at (x, -0.6): far shows beside near at first, and is in its bin later."""
        observation = np.zeros((1, layout.size))
        observation[0, 9:12] = 0.0, -0.5, 0.0
        observation[0, 3] = 0.05 / layout.dt
        places = np.stack([near, far])[None] - np.array([x, -0.6])
        observation[:, 28:44] = render(places, np.ones((1, 2), bool), 16, 3.0)
        return observation

    memory = objects.begin(1)
    for t in range(30):
        x = 0.05 * t - 1.5
        memory = objects.update(memory, at(x), np.array([t == 0]))
    scene = objects.scene(memory, at(x))
    for place in (near, far):
        gap = scene.places[0, index] - (place - np.array([x, -0.6]))
        gap = np.hypot(gap[:, 0], gap[:, 1])[scene.present[0, index]]
        assert gap.min() < 0.05


def test_rows_of_the_map_do_not_depend_on_each_other(walk, layout):
    together = followed(layout, walk)
    alone = followed(layout, walk, slice(2, 3))
    for one, many in zip(alone, together, strict=True):
        assert np.array_equal(one.present[0], many.present[2])
        assert np.array_equal(one.places[0], many.places[2])


def test_updating_leaves_the_given_memory_as_it_was(walk, layout):
    objects = ObjectMap(layout)
    first = objects.update(objects.begin(6), walk.observation[0], np.ones(6, bool))
    kept = {name: value.copy() for name, value in first.items()}
    objects.update(first, walk.observation[1], np.zeros(6, bool))
    assert all(np.array_equal(kept[name], first[name]) for name in kept)


def test_an_imagined_observation_is_what_is_observed_there(walk, layout):
    """Moved by the simulator's own displacement, the scene shows what the task then shows."""
    t, ahead = 100, 8
    now, then = walk.poses[t][:, 0], walk.poses[t + ahead][:, 0]
    count = max(group.count for group in layout.groups)
    places = np.zeros((6, len(layout.groups), count, 2))
    present = np.zeros(places.shape[:-1], dtype=bool)
    for index, stem in enumerate(("goal", "hazard", "vase")):
        found = ego(walk.poses[t], walk.names, stem)
        places[:, index, : found.shape[1]], present[:, index, : found.shape[1]] = found, True
    gap = then[:, :2] - now[:, :2]
    cos, sin = np.cos(now[:, 2]), np.sin(now[:, 2])
    place = np.stack([cos * gap[:, 0] + sin * gap[:, 1], -sin * gap[:, 0] + cos * gap[:, 1]], -1)
    scene = Scene(places, present, walk.observation[t])
    columns = layout.motion_columns
    motion = walk.observation[t + ahead][:, None, columns]
    turn = wrapped(then[:, 2] - now[:, 2])[:, None]
    drawn = imagined_observation(layout, scene, columns, motion, place[:, None], turn, None, 0)[
        :, 0
    ]
    real = walk.observation[t + ahead]
    still = np.abs(drawn[:, 44:] - real[:, 44:]).max(axis=1) < 0.05  # no vase was pushed
    assert still.any()
    assert np.abs(drawn[:, 28:44] - real[:, 28:44]).max() < 1e-6
    assert np.abs(drawn[:, 9:12] - real[:, 9:12]).max() < 1e-6
