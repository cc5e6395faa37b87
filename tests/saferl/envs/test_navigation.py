"""The navigation tasks as Gymnasium environments; the stock builder is the reference."""

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

import saferl
from saferl.envs.compat import stock_module
from saferl.envs.navigation import SafetyNavigationEnv
from saferl.envs.snapshots import Snapshot, trees_equal
from saferl.errors import InputError, SimulationError

EVERY_FAMILY_AND_AGENT = [
    "SafetyPointButton0-v0",
    "SafetyPointCircle1-v0",
    "SafetyPointPush0-v0",
    "SafetyCarGoal0-v0",
    "SafetyCarPush2-v0",
    "SafetyRacecarButton2-v0",
    "SafetyDoggoCircle0-v0",
    "SafetyAntRun0-v0",
]
CHECKED = [
    "SafetyPointGoal2-v0",
    "SafetyCarButton1-v0",
    "SafetyRacecarRun0-v0",
    "SafetyDoggoCircle2-v0",
    "SafetyAntPush1-v0",
]


def held_actions(env, steps, seed=0, hold=7):
    rng = np.random.default_rng(seed)
    low, high = env.action_space.low, env.action_space.high
    return np.repeat(rng.uniform(low, high, (steps // hold + 1, *low.shape)), hold, axis=0)[:steps]


def steps_of(env, actions):
    results = []
    for action in actions:
        results.append(env.step(action))
        if results[-1][2] or results[-1][3]:
            break
    return results


def put_goal_on_agent(env):
    """Make the next step meet the goal."""
    task = env._task
    task.model.body("goal").pos[:2] = task.agent.pos[:2]


@pytest.mark.parametrize("env_id", CHECKED)
def test_the_environment_checker_passes(env_id):
    env = gymnasium.make(f"saferl/{env_id}").unwrapped
    check_env(env, skip_render_check=True)
    env.close()


@pytest.mark.parametrize("env_id", EVERY_FAMILY_AND_AGENT)
def test_a_task_resets_and_steps(env_id):
    env = gymnasium.make(f"saferl/{env_id}")
    observation, _ = env.reset(seed=1)
    assert observation.dtype == np.float64
    observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
    assert observation in env.observation_space
    assert isinstance(reward, float)
    assert (terminated, truncated) == (False, False)
    assert isinstance(info["cost"], float)


@pytest.mark.parametrize("env_id", sorted({i for i in saferl.task_ids() if "Velocity" not in i}))
def test_every_task_resets_and_steps_in_the_default_vector_environment(env_id):
    env = saferl.make_vec(env_id, num_envs=1, seed=0)
    observations, _ = env.reset()
    assert observations in env.observation_space
    observations, rewards, _, _, infos = env.step(env.action_space.sample())
    assert observations in env.observation_space
    assert np.isfinite(rewards).all()
    assert infos["cost"].shape == (1,)


def test_everything_is_the_stock_builders():
    ours = SafetyNavigationEnv("SafetyPointButton1-v0")
    stock = stock_module("builder").Builder("SafetyPointButton1-v0", {"agent_name": "Point"})
    for seed in (5, None):  # the second episode goes on with the first one's generator
        theirs, _ = stock.reset(seed=seed)
        mine, info = ours.reset(seed=seed)
        np.testing.assert_array_equal(mine, theirs)
        assert info == {}
        for i, action in enumerate(held_actions(ours, 40)):
            if i == 20:
                for task in (ours._task, stock.task):
                    task.buttons.timer = 0
            theirs = stock.step(action)
            mine = ours.step(action)
            np.testing.assert_array_equal(mine[0], theirs[0])
            assert (mine[1], mine[2], mine[3]) == (theirs[1], theirs[3], theirs[4])
            assert mine[4] == {**theirs[5], "cost": theirs[2]}


def test_the_cost_is_the_indicator_and_the_parts_stay():
    env = SafetyNavigationEnv("SafetyPointGoal1-v0")
    env.reset(seed=0)
    env._task.model.body("hazard0").pos[:2] = env._task.agent.pos[:2]
    info = env.step(np.zeros(2))[4]
    assert info["cost"] == info["cost_hazards"] == info["cost_sum"] == 1.0
    env._task.model.body("hazard0").pos[:2] = env._task.agent.pos[:2] + 3.0
    assert env.step(np.zeros(2))[4]["cost"] == 0.0


def test_a_met_goal_is_reported_and_another_is_drawn():
    env = SafetyNavigationEnv("SafetyPointGoal0-v0", record=True)
    env.reset(seed=0)
    put_goal_on_agent(env)
    info = env.step(np.zeros(2))[4]
    assert info["goal_met"] is True
    assert info["signals"]["event/goal_reached"] == 1.0
    assert info["signals"]["centre_distance/goal"] < 0.01  # read before the goal moved
    assert env._task.dist_goal() > 0.3
    assert "goal_met" not in env.step(np.zeros(2))[4]


def test_seeds_decide_and_an_unseeded_environment_leaves_the_global_generator_alone():
    before = np.random.get_state()  # noqa: NPY002
    env, other = (
        SafetyNavigationEnv("SafetyPointGoal0-v0"),
        SafetyNavigationEnv("saferl/SafetyPointGoal0-v0"),
    )
    unseeded = [env.reset()[0], other.reset()[0]]
    assert not np.array_equal(*unseeded)
    env.step(np.zeros(2))
    after = np.random.get_state()  # noqa: NPY002
    assert trees_equal(before, after)
    seeded = env.reset(seed=3)[0]
    np.testing.assert_array_equal(seeded, other.reset(seed=3)[0])
    np.testing.assert_array_equal(env.reset()[0], other.reset()[0])
    for bad in (-1, 2**32):
        with pytest.raises(InputError, match="seed must lie in"):
            env.reset(seed=bad)


def test_actions_that_make_no_sense_are_refused():
    env = SafetyNavigationEnv("SafetyPointGoal0-v0", max_episode_steps=2)
    with pytest.raises(InputError, match="call reset"):
        env.step(np.zeros(2))
    env.reset(seed=0)
    with pytest.raises(InputError, match="NaN"):
        env.step(np.array([0.0, np.nan]))
    with pytest.raises(InputError, match=r"shape \(2,\), not \(3,\)"):
        env.step(np.zeros(3))
    assert env.step([0.5, np.inf])[3] is False  # clipped to the actuators' range, as stock does
    assert env.step(np.zeros(2, dtype=np.float32))[3] is True
    with pytest.raises(InputError, match="call reset"):
        env.step(np.zeros(2))


def test_an_episode_is_truncated_at_its_horizon():
    env = SafetyNavigationEnv("SafetyPointGoal0-v0", max_episode_steps=3)
    assert env.horizon == 3
    env.reset(seed=0)
    ends = [env.step(np.zeros(2))[2:4] for _ in range(3)]
    assert ends == [(False, False), (False, False), (False, True)]


@pytest.mark.parametrize("how", ["huge velocity", "not a number"])
def test_an_unstable_simulation_truncates_the_episode(how, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # MuJoCo writes its warnings to a file there
    env = SafetyNavigationEnv("SafetyPointGoal1-v0", record=True)
    env.reset(seed=0)
    env._task.data.qvel[0] = 1e12 if how == "huge velocity" else np.nan
    observation, reward, terminated, truncated, info = env.step(np.zeros(2))
    assert np.isfinite(observation).all()
    assert reward == env._task.reward_conf.reward_exception == -10.0
    assert (terminated, truncated) == (False, True)
    assert info["cost_exception"] == info["cost"] == info["cost_sum"] == 1.0
    assert np.isfinite(info["poses"]).all()
    with pytest.raises(InputError, match="call reset"):
        env.step(np.zeros(2))
    env.reset(seed=0)
    assert "cost_exception" not in env.step(np.zeros(2))[4]


def test_a_layout_that_cannot_be_placed_is_a_simulation_error():
    env = SafetyNavigationEnv("SafetyPointGoal1-v0")
    env._task.random_generator.build_layout = lambda: (_ for _ in ()).throw(
        AssertionError("Failed to sample layout of objects")
    )
    with pytest.raises(SimulationError, match=r"could not be reset with seed 4.*layout"):
        env.reset(seed=4)


def test_records_hold_what_the_world_lists():
    from saferl.worlds import world_of

    env = SafetyNavigationEnv("SafetyPointPush1-v0", record=True)
    _, info = env.reset(seed=0)
    assert set(info["signals"]) == set(world_of("SafetyPointPush1-v0").signal_keys)
    assert info["poses"].shape == (len(env.pose_names), 3)
    first = info["poses"].copy()
    info = env.step(np.ones(2))[4]
    assert all(isinstance(value, float) for value in info["signals"].values())
    agent = env.pose_names.index("agent")
    np.testing.assert_array_equal(info["poses"][agent, :2], env._task.agent.pos[:2])
    assert not np.array_equal(info["poses"], first)
    assert env.dt == 0.02


@pytest.mark.parametrize(
    "env_id",
    ["SafetyPointGoal1-v0", "SafetyCarButton1-v0", "SafetyPointPush1-v0", "SafetyAntGoal0-v0"],
)
def test_restoring_and_replaying_is_identical(env_id):
    env = SafetyNavigationEnv(env_id, record=True)
    env.reset(seed=2)
    if "Goal" in env_id:
        put_goal_on_agent(env)
    before, after = np.split(held_actions(env, 36, seed=1), [12])
    steps_of(env, before)
    snapshot = env.snapshot()
    expected = steps_of(env, after)
    assert len(expected) > 5

    env.restore(snapshot)  # in the same episode: nothing is compiled
    assert trees_equal(steps_of(env, after), expected)
    following = env.reset()

    env.restore(snapshot)  # from another episode
    assert trees_equal(steps_of(env, after), expected)
    assert trees_equal(env.reset(), following)  # the generator was restored too

    fresh = SafetyNavigationEnv(env_id, record=True)  # through a checkpoint's document
    fresh.restore(Snapshot.from_document(*snapshot.to_document()))
    assert trees_equal(steps_of(fresh, after), expected)
    assert trees_equal(fresh.reset(), following)


def test_a_goal_met_after_restoring_is_replaced_by_the_same_goal():
    env = SafetyNavigationEnv("SafetyPointGoal1-v0")
    env.reset(seed=0)
    snapshot = env.snapshot()
    goals = []
    for _ in range(2):
        env.restore(snapshot)
        for _ in range(3):
            put_goal_on_agent(env)
            assert env.step(np.zeros(2))[4]["goal_met"]
        goals.append(env._task.goal.pos.copy())
    np.testing.assert_array_equal(*goals)


def test_snapshots_of_other_tasks_and_too_early_ones_are_refused():
    env = SafetyNavigationEnv("SafetyPointGoal0-v0")
    with pytest.raises(InputError, match="reset the environment before"):
        env.snapshot()
    env.reset(seed=0)
    other = SafetyNavigationEnv("SafetyPointGoal1-v0")
    with pytest.raises(InputError, match="cannot be restored"):
        other.restore(env.snapshot())


def test_other_kinds_of_task_and_unknown_render_modes_are_refused():
    with pytest.raises(InputError, match="not a navigation task"):
        SafetyNavigationEnv("SafetyHopperVelocity-v1")
    with pytest.raises(InputError, match="'rgb_array', 'depth_array', not 'human'"):
        SafetyNavigationEnv("SafetyPointGoal1-v0", render_mode="human")


def test_a_point_is_too_slow_for_more_than_75_in_an_episode_of_circle():
    """Reward is at most a tenth of the speed (stock 1.0.0), whose limit thrust and drag set."""
    env = saferl.make_vec("SafetyPointCircle1-v0", num_envs=8, workers=0)
    env.reset(seed=0)
    rng = np.random.default_rng(0)
    straight = np.tile([1.0, 0.0], (4, 1))
    speeds, rewards = [], []
    for _ in range(400):
        weaving = np.stack([rng.choice([-1.0, 1.0], 4), rng.uniform(-1, 1, 4)], axis=1)
        observation, reward, *_ = env.step(np.concatenate([straight, weaving]))
        rewards.append(reward.max())
        speeds.append(np.linalg.norm(observation[:, 3:5], axis=1).max())  # velocimeter
    assert 1.49 < max(speeds) < 1.51
    assert max(rewards) <= 0.1 * 1.51
    assert env.horizon == 500


def test_a_car_at_full_throttle_makes_no_more_than_40_in_an_episode_of_circle():
    """0.8 m/s on average, straight or turning, forth or back; weaving is slower than that."""
    env = saferl.make_vec("SafetyCarCircle1-v0", num_envs=8, workers=0)
    env.reset(seed=0)
    rng = np.random.default_rng(0)
    steady = np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, 0.9], [1.0, 0.8], [-1.0, -0.9]])
    speeds, rewards = [], []
    for step in range(400):
        if step % 5 == 0:
            weaving = rng.choice([0.5, 1.0], (3, 2))
        observation, reward, *_ = env.step(np.concatenate([steady, weaving]))
        speeds.append(np.linalg.norm(observation[:, 3:5], axis=1))  # velocimeter
        rewards.append(reward)
    averages = np.mean(speeds[50:], axis=0)
    assert 0.7 < averages.max() < 0.81
    assert (np.array(rewards) <= 0.1 * np.array(speeds) + 0.01).all()
    assert env.horizon == 500
