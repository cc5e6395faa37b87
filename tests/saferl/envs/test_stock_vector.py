"""Vector environments against loops over single environments written by hand."""

import contextlib
import functools

import gymnasium
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode
from toys import Chatty, Dictionaries, Walk

import saferl
from saferl.constraints import task_cost
from saferl.envs.snapshots import trees_equal
from saferl.envs.vectorise import make_env
from saferl.errors import InputError, SimulationError

N, STEPS = 4, 40


def actions_for(env, steps=STEPS, seed=0):
    rng = np.random.default_rng(seed)
    shape = env.action_space.shape
    return rng.uniform(-1, 1, (steps, *shape))


def loop_by_hand(make, actions, seed):
    """What SAME_STEP must give: per step a list of (obs, reward, cost, done, final obs) per row."""
    n = actions.shape[1]
    envs = [make() for _ in range(n)]
    steps = [[env.reset(seed=seed + i)[0] for i, env in enumerate(envs)]]
    for row_actions in actions:
        rows = []
        for env, action in zip(envs, row_actions, strict=True):
            observation, reward, terminated, truncated, info = env.step(action)
            final = None
            if terminated or truncated:
                final = observation
                observation, _ = env.reset()
            rows.append((observation, reward, terminated, truncated, info, final))
        steps.append(rows)
    return steps


@functools.cache
def _by_hand(env_id, horizon, n, steps):
    def make():
        return make_env(env_id, max_episode_steps=horizon)

    shape = (n, *make().action_space.shape)
    actions = np.random.default_rng(0).uniform(-1, 1, (steps, *shape))
    return loop_by_hand(make, actions, seed=7)


@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.parametrize(
    "source",
    [
        Walk,
        "SafetyHopperVelocity-v1",
        pytest.param(("SafetyPointGoal0-v0", False), id="PointGoal0 stock"),
        pytest.param(("SafetyPointGoal0-v0", True), id="PointGoal0 fast"),
    ],
)
def test_same_step_equals_a_loop_by_hand(source, workers):
    env_id, fast = source if isinstance(source, tuple) else (source, True)
    navigation = isinstance(source, tuple)
    n, steps, horizon = (2, 7, 5) if navigation else (N, STEPS, None)
    env = saferl.make_vec(
        env_id, num_envs=n, seed=7, workers=workers, fast=fast, max_episode_steps=horizon
    )
    observations, _ = env.reset()
    actions = actions_for(env, steps)
    by_hand = _by_hand(env_id, horizon, n, steps)
    np.testing.assert_array_equal(observations, by_hand[0])
    ended = 0
    for row_actions, rows in zip(actions, by_hand[1:], strict=True):
        observations, rewards, terminations, truncations, infos = env.step(row_actions)
        np.testing.assert_array_equal(observations, [row[0] for row in rows])
        np.testing.assert_array_equal(rewards, [row[1] for row in rows])
        np.testing.assert_array_equal(terminations, [row[2] for row in rows])
        np.testing.assert_array_equal(truncations, [row[3] for row in rows])
        np.testing.assert_array_equal(infos["cost"], [row[4]["cost"] for row in rows])
        assert infos["cost"].dtype == np.float64
        done = terminations | truncations
        assert ("final_obs" in infos) == ("final_info" in infos) == done.any()
        for i in np.flatnonzero(done):
            ended += 1
            np.testing.assert_array_equal(infos["final_obs"][i], rows[i][5])
            assert infos["_final_obs"][i]
            assert infos["final_info"]["cost"][i] == rows[i][4]["cost"]
        if done.any():
            assert all(infos["final_obs"][i] is None for i in np.flatnonzero(~done))
            assert not infos["_final_info"][~done].any()
    assert ended >= n
    env.close()


def test_costs_sum_to_what_a_loop_by_hand_sums_also_when_all_end_at_once():
    env = saferl.make_vec(Walk, num_envs=N, seed=0, max_episode_steps=2)
    env.reset()
    actions = actions_for(env, 20)
    by_hand = loop_by_hand(lambda: make_env(Walk, max_episode_steps=2), actions, seed=0)
    total = np.zeros(N)
    all_at_once = 0
    for row_actions in actions:
        _, _, terminations, truncations, infos = env.step(row_actions)
        total += infos["cost"]
        all_at_once += (terminations | truncations).all()
    expected = np.array([[row[4]["cost"] for row in rows] for rows in by_hand[1:]])
    np.testing.assert_array_equal(total, expected.sum(axis=0))
    assert expected.sum() > 0
    assert all_at_once >= 5


def test_other_numbers_of_info_are_of_the_transition_too():
    env = saferl.make_vec(Walk, num_envs=1, seed=0, record=True)
    env.reset()
    while True:
        observations, rewards, terminations, truncations, infos = env.step(np.zeros((1, 1)))
        assert infos["signals"]["speed"][0] == abs(rewards[0])
        if terminations[0] or truncations[0]:
            break
    assert infos["final_obs"][0][0] == rewards[0]
    assert infos["final_info"]["note"][0] == "the end"
    assert infos["began_at"][0] == observations[0, 0]  # what only the reset said is of the reset
    assert infos["_began_at"].tolist() == [True]


def test_disabled_autoreset_waits_for_a_reset_mask_with_seeds():
    env = saferl.make_vec(Walk, num_envs=3, autoreset="disabled")
    assert env.metadata["autoreset_mode"] is AutoresetMode.DISABLED
    observations, _ = env.reset(seed=[10, 20, 30])
    done = np.zeros(3, dtype=bool)
    while not done.any():
        observations, _, terminations, truncations, infos = env.step(np.zeros((3, 1)))
        done = terminations | truncations
        assert "final_obs" not in infos
    with pytest.raises(InputError, match="must be reset before"):
        env.step(np.zeros((3, 1)))
    with pytest.raises(InputError, match="leaves out environment"):
        env.reset(options={"reset_mask": ~done})
    seeds = [40 + i if ended else None for i, ended in enumerate(done)]
    options = {"reset_mask": done}
    after, infos = env.reset(seed=seeds, options=options)
    assert options == {"reset_mask": done}  # the caller's dictionary is left alone
    np.testing.assert_array_equal(after[~done], observations[~done])
    for i in np.flatnonzero(done):
        np.testing.assert_array_equal(after[i], Walk().reset(seed=40 + int(i))[0])
    np.testing.assert_array_equal(infos["cost"], np.zeros(3))
    env.step(np.zeros((3, 1)))


@pytest.mark.parametrize("mask", [np.array([True]), np.zeros(3, dtype=bool), [1, 0, 1]])
def test_masks_and_seeds_that_do_not_fit_are_refused(mask):
    env = saferl.make_vec(Walk, num_envs=3)
    env.reset(seed=0)
    with pytest.raises(InputError, match="reset_mask must be"):
        env.reset(options={"reset_mask": mask})
    with pytest.raises(InputError, match="2 seeds were given for 3"):
        env.reset(seed=[1, 2])


def test_seeds_count_up_and_the_first_seed_is_used_once():
    env = saferl.make_vec(Walk, num_envs=3, seed=5)
    first, _ = env.reset()
    np.testing.assert_array_equal(first, [Walk().reset(seed=5 + i)[0] for i in range(3)])
    second, _ = env.reset()
    assert not np.array_equal(first, second)
    again, _ = env.reset(seed=5)
    np.testing.assert_array_equal(first, again)
    unseeded = [saferl.make_vec(Walk, num_envs=1).reset()[0] for _ in range(2)]
    assert not np.array_equal(*unseeded)


@pytest.mark.parametrize("workers", [0, 2])
def test_nan_is_a_simulation_error_that_says_where(workers):
    env = saferl.make_vec(Walk, num_envs=2, seed=0, workers=workers)
    env.reset()
    with pytest.raises(SimulationError, match="returned NaN in its observation"):
        env.step(np.array([[0.0], [11.0]]))
    env.close()


def test_stepping_before_a_reset_and_wrong_shapes_are_refused():
    env = saferl.make_vec(Walk, num_envs=2)
    with pytest.raises(InputError, match="must be reset before"):
        env.step(np.zeros((2, 1)))
    env.reset(seed=0)
    with pytest.raises(InputError, match=r"shape \(2, 1\), not \(3, 1\)"):
        env.step(np.zeros((3, 1)))


@pytest.mark.parametrize("workers", [0, 2])
def test_observations_and_actions_need_not_be_arrays(workers):
    env = saferl.make_vec(Dictionaries, num_envs=3, seed=0, workers=workers)
    observations, _ = env.reset()
    assert observations in env.observation_space
    first = observations["where"]
    np.testing.assert_array_equal(first[1], Dictionaries().reset(seed=1)[0]["where"])
    env.action_space.seed(0)
    for step in range(1, 4):
        actions = env.action_space.sample()
        observations, rewards, terminations, _, infos = env.step(actions)
        np.testing.assert_array_equal(rewards, actions["say"])
        assert terminations.all() == (step == 3)
        np.testing.assert_array_equal(infos["cost"], np.zeros(3))
    assert [final["what"] for final in infos["final_obs"]] == [3, 3, 3]
    assert observations["what"].tolist() == [0, 0, 0]
    env.close()


@pytest.mark.parametrize("workers", [0, 1])
def test_a_budget_for_a_cost_that_nobody_reports_is_never_met(workers):
    options = {"num_envs": 2, "workers": workers}
    env = saferl.make_vec("Pendulum-v1", constraints=[task_cost(1.0)], **options)
    with contextlib.closing(env):
        env.reset()
        with pytest.raises(InputError, match="reports no cost"):
            env.step(np.zeros((2, 1), np.float32))
    with contextlib.closing(saferl.make_vec("Pendulum-v1", **options)) as env:
        env.reset()
        assert env.step(np.zeros((2, 1), np.float32))[4]["cost"].tolist() == [0.0, 0.0]


def test_gymnasiums_own_environments_and_make_vec_work():
    env = saferl.make_vec("CartPole-v1", num_envs=2, seed=0)
    assert (env.env_id, env.horizon, env.world) == ("CartPole-v1", 500, None)
    env.reset()
    assert env.step(np.array([0, 1]))[4]["cost"].tolist() == [0.0, 0.0]

    env = gymnasium.make_vec("saferl/SafetyPointGoal1-v0", num_envs=2)
    assert (env.env_id, env.horizon, env.num_envs) == ("SafetyPointGoal1-v0", 1000, 2)
    assert env.world.name == "SafetyPointGoal1-v0"
    assert env.reset(seed=0)[0].shape == (2, 60)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"num_envs": 0}, "num_envs must be a whole number, at least 1, not 0"),
        ({"workers": -1}, "workers must be None or a whole number"),
        ({"autoreset": "next_step"}, "'same_step' or 'disabled', not 'next_step'"),
        ({"max_episode_steps": 0}, "max_episode_steps must be"),
        ({"observe_constraints": True}, "needs constraints to observe"),
    ],
)
def test_options_out_of_range_are_refused(options, message):
    with pytest.raises(InputError, match=message):
        saferl.make_vec(Walk, **options)


@pytest.mark.parametrize("workers", [0, 2])
def test_restoring_and_replaying_is_identical(workers):
    env = saferl.make_vec(Walk, num_envs=3, seed=0, workers=workers)
    env.reset()
    before, after = np.split(actions_for(env), 2)
    for action in before:
        env.step(action)
    snapshot = env.snapshot()
    expected = [env.step(action) for action in after]
    env.restore(snapshot)
    assert trees_equal([env.step(action) for action in after], expected)
    env.close()

    here = saferl.make_vec(Walk, num_envs=3)  # the same, whatever the number of workers
    here.restore(snapshot)
    assert trees_equal([here.step(action) for action in after], expected)


def test_environments_without_snapshots_say_so():
    env = saferl.make_vec("CartPole-v1", num_envs=1)
    env.reset(seed=0)
    with pytest.raises(InputError, match="no `snapshot`"):
        env.snapshot()


def test_info_of_any_shape_is_batched():
    env = saferl.make_vec(Chatty, num_envs=2, seed=0)
    env.reset()
    infos = env.step(np.zeros((2, 1)))[4]
    assert infos["picture"].shape == (2, 40, 40)
    assert infos["small"].dtype == np.float32
    if "odd" in infos:
        np.testing.assert_array_equal(infos["odd"] == 1, infos["_odd"])
