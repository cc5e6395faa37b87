"""Shields for observations without a known structure: a cart on a track, and discrete actions."""

from __future__ import annotations

from dataclasses import replace

import gymnasium
import numpy as np
import pytest
from gymnasium import spaces

import saferl
from lookahead.planner import Level, Planner
from lookahead.planner_flat import FlatPlanner
from lookahead.planner_settings import PlannerConfig
from lookahead.shield import Shield
from lookahead.transitions_collect import collect
from lookahead.world_model_fit import WorldModelConfig
from saferl.errors import CheckpointError, InputError
from saferl.policies import CallablePolicy

DT, WALL = 0.1, 1.0
SMALL = WorldModelConfig(members=2, hidden=32, updates=2500)
CONFIG = PlannerConfig(flat_horizon=16, library=24, every=2)


class Track(gymnasium.Env):
    """A cart pushed along a track; beyond x = 1 each step costs, and x itself is the reward."""

    def __init__(self, discrete=False):
        self.observation_space = spaces.Box(-np.inf, np.inf, (2,), np.float64)
        self.action_space = spaces.Discrete(3) if discrete else spaces.Box(-1.0, 1.0, (1,))
        self.discrete, self.left = discrete, 0

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.state = self.np_random.uniform(-0.5, 0.5, 2)
        self.left = 40
        return self.state.copy(), {}

    def step(self, action):
        push = float(action) - 1.0 if self.discrete else float(np.clip(action, -1, 1)[0])
        place, speed = self.state
        speed = np.clip(speed + DT * push, -1.5, 1.5)
        place = place + DT * speed
        self.state = np.array([place, speed])
        self.left -= 1
        cost = float(place > WALL)
        return self.state.copy(), place, False, self.left == 0, {"cost": cost}


for name, discrete in (("ShieldTrack-v0", False), ("ShieldTrackDiscrete-v0", True)):
    if name not in gymnasium.registry:
        gymnasium.register(name, Track, kwargs={"discrete": discrete})


@pytest.fixture(scope="module", params=["ShieldTrack-v0", "ShieldTrackDiscrete-v0"])
def fitted(request):
    data = collect(request.param, 6000, num_envs=10, seed=0)
    shield = Shield.fit(request.param, transitions=data, model_config=SMALL, config=CONFIG)
    space = shield.action_space
    most = np.array(2) if isinstance(space, spaces.Discrete) else np.array([1.0])
    return shield, CallablePolicy(lambda o: most, shield.observation_space, space)


def test_one_shield_for_plain_vectors_is_a_planner_too(fitted):
    shield, _ = fitted
    assert isinstance(shield.planner, FlatPlanner)
    assert isinstance(shield.planner, Planner)


def test_a_policy_that_runs_into_the_wall_is_held_back_but_not_far(fitted):
    shield, rush = fitted
    env = shield.model.env_id
    free = saferl.evaluate(rush, env, episodes=10)
    safe = 0 if isinstance(shield.action_space, spaces.Discrete) else None
    kept = saferl.evaluate(shield.attach(rush, safe_action=safe), env, episodes=10)
    assert free.mean_cost > 10
    assert kept.mean_cost < 0.1 * free.mean_cost
    assert kept.mean_return > 0  # it still goes where the reward is


def test_the_recoverable_set_ends_about_where_braking_does(fitted):
    """Full push back stops within v^2 / 2: at speed 1 the last moment is half a metre before."""
    shield, _ = fitted
    planner = shield.planner  # without a policy: nothing but the manoeuvres decides
    push = np.array([[-1.0, -1.0, 1.0]]) if planner.action_size == 3 else np.ones((1, 1))
    for place, safe in ((-0.3, True), (0.75, False)):
        observation = np.array([[place, 1.0]])
        answer = planner.screen(observation, push, planner.begin(1), np.ones(1, bool))
        assert answer.safe[0] == safe
        assert (answer.risk[0] <= planner.config.risk) == safe


def test_rows_do_not_depend_on_each_other(fitted):
    shield, rush = fitted
    planner = shield.bound(rush).planner
    observation = np.array([[0.2, 0.3], [0.6, 1.0], [0.9, 1.2], [-0.4, 0.0]])
    proposal = np.tile([[-1.0, -1.0, 1.0]] if planner.action_size == 3 else [[1.0]], (4, 1))

    def decided(rows):
        memory, starts = (
            planner.begin(len(observation[rows])),
            np.ones(len(observation[rows]), bool),
        )
        screening = planner.screen(observation[rows], proposal[rows], memory, starts)
        choice = planner.search(observation[rows], proposal[rows], screening, rows=~screening.safe)
        return choice.action, choice.level, choice.risk

    many = decided(slice(None))
    assert (many[1] > 0).any()
    for row in range(4):
        for one, all_rows in zip(decided(slice(row, row + 1)), many, strict=True):
            assert np.array_equal(one[0], all_rows[row])


def test_a_deadline_cuts_the_search_short(fitted):
    shield, rush = fitted
    planner = shield.bound(rush).planner
    observation = np.array([[0.8, 1.2]])
    proposal = np.array([[-1.0, -1.0, 1.0]]) if planner.action_size == 3 else np.ones((1, 1))
    screening = planner.screen(observation, proposal, planner.begin(1), np.ones(1, bool))
    choice = planner.search(
        observation, proposal, screening, rows=np.array([True]), deadline=lambda: True
    )
    assert not choice.complete[0]
    assert choice.level[0] == Level.BACKUP


def test_it_survives_its_file(fitted, tmp_path):
    shield, _ = fitted
    shield.save(tmp_path / "shield.safetensors")
    loaded = Shield.load(tmp_path / "shield.safetensors")
    assert loaded.digest == shield.digest
    observation = np.random.default_rng(0).uniform(-1, 1, (5, 2))
    plans = np.zeros((5, 3, 4, shield.planner.action_size))
    for a, b in zip(
        loaded.model.roll(observation, plans), shield.model.roll(observation, plans), strict=True
    ):
        assert np.array_equal(a, b)
    tensors = {k: v for k, v in shield.model.tensors.items() if k != "flat/low"}
    with pytest.raises(CheckpointError, match="lacks or garbles"):
        Shield.from_parts(tensors, shield.document())


def test_what_was_measured_is_reported(fitted):
    shield, _ = fitted
    report = shield.model.report["dynamics"]
    assert report["explained"][0] > 0.98
    assert report["brier"][0] < 0.05
    assert len(report["coverage"]) == 3


def test_far_from_the_data_members_are_not_believed(fitted):
    shield, _ = fitted
    model = shield.model
    actions = np.zeros((1, shield.planner.action_size))
    near = model.disagreement(np.array([[0.0, 0.0]]), actions)
    far = model.disagreement(np.array([[60.0, -80.0]]), actions)
    assert near[0] < model.familiar
    assert far[0] > near[0]


def test_transitions_of_other_widths_are_refused(fitted):
    shield, _ = fitted
    data = collect("SafetyPointGoal0-v0", 20, num_envs=2)
    with pytest.raises(InputError, match="obs_dim"):
        Shield.fit(shield.model.env_id, transitions=data)


# -- beyond the horizon ----------------------------------------------------------------------------


def beyond_of(shield, places, speed=1.2):
    observation = np.stack([places, np.full_like(places, speed)], axis=-1)
    return shield.model.critic(observation)[:, 0]


def test_the_critic_knows_where_braking_no_longer_helps(fitted):
    """At speed 1.2 a cart needs 0.72 m to stop: from 0.28 on it runs past the end."""
    shield, _ = fitted
    lost, safe = beyond_of(shield, np.array([0.6, 0.8])), beyond_of(shield, np.array([-0.5, -0.2]))
    assert lost.min() > 0.5
    assert safe.max() < 0.1


def test_with_a_critic_a_horizon_shorter_than_the_stopping_distance_will_do(fitted):
    """Stopping takes up to 15 steps here, and the planner looks 2 ahead."""
    shield, rush = fitted
    env = shield.model.env_id
    safe = 0 if isinstance(shield.action_space, spaces.Discrete) else None
    costs, returns = {}, {}
    for bootstrap in (False, True):
        config = replace(CONFIG, flat_horizon=2, bootstrap=bootstrap)
        short = replace(shield, config=config).attach(rush, safe_action=safe)
        report = saferl.evaluate(short, env, episodes=10)
        costs[bootstrap], returns[bootstrap] = report.mean_cost, report.mean_return
    assert costs[False] > 10.0
    assert costs[True] < 0.1 * costs[False]
    assert returns[True] > 0


def test_what_lies_beyond_counts_for_nothing_after_an_end_or_without_a_critic(fitted):
    shield, _ = fitted
    model = shield.model
    lost = np.array([[[0.9, 1.4]]])
    assert model.beyond(lost, np.ones((1, 1))).max() > 0.5
    assert model.beyond(lost, np.zeros((1, 1))).max() == 0.0
    without = replace(model, critic=None)
    assert without.beyond(lost, np.ones((1, 1))).shape == (1, 1, 1)
    assert without.beyond(lost, np.ones((1, 1))).max() == 0.0


def test_a_shield_without_a_critic_is_still_read(fitted, tmp_path):
    shield, _ = fitted
    replace(shield, model=replace(shield.model, critic=None)).save(tmp_path / "old.safetensors")
    assert Shield.load(tmp_path / "old.safetensors").model.critic is None
    shield.save(tmp_path / "new.safetensors")
    again = Shield.load(tmp_path / "new.safetensors").model
    observation = np.random.default_rng(0).uniform(-1, 1, (5, 2))
    np.testing.assert_array_equal(again.critic(observation), shield.model.critic(observation))
