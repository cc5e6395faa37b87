"""Conventions of the fast vector environment: seeds, autoreset, infos, errors, instability."""

from __future__ import annotations

import gymnasium
import numpy as np
import pytest

from saferl.envs.fast import FastVectorEnv, supports
from saferl.envs.tasks import resolve, task_ids
from saferl.errors import InputError

GOAL, BUTTON, ANT = "SafetyPointGoal1-v0", "SafetyPointButton1-v0", "SafetyAntGoal1-v0"


def actions_for(env: FastVectorEnv, steps: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.uniform(-1, 1, (steps, *env.action_space.shape)) * env.single_action_space.high


def test_every_navigation_task_is_supported_and_no_other() -> None:
    for env_id in task_ids():
        assert supports(env_id) == (resolve(env_id).kind == "navigation")
    with pytest.raises(InputError, match="not a navigation task"):
        FastVectorEnv("SafetyAntVelocity-v1")


def test_it_is_a_gymnasium_vector_env() -> None:
    env = FastVectorEnv(GOAL, 3, seed=0)
    assert isinstance(env, gymnasium.vector.VectorEnv)
    assert env.metadata["autoreset_mode"] is gymnasium.vector.AutoresetMode.SAME_STEP
    observations, infos = env.reset()
    assert env.observation_space.contains(observations)
    assert observations.dtype == np.float64
    observations, rewards, terminations, truncations, infos = env.step(env.action_space.sample())
    assert env.observation_space.contains(observations)
    assert rewards.shape == terminations.shape == truncations.shape == (3,)
    assert infos["cost"].dtype == np.float64
    assert infos["cost"].shape == infos["cost_hazards"].shape == infos["goal_met"].shape == (3,)


def test_a_row_does_not_depend_on_the_other_rows() -> None:
    many = FastVectorEnv(BUTTON, 3, max_episode_steps=15)
    alone = FastVectorEnv(BUTTON, 1, max_episode_steps=15)
    actions = actions_for(many, 40)
    first, _ = many.reset(seed=10)
    single, _ = alone.reset(seed=12)
    np.testing.assert_array_equal(first[2], single[0])
    for action in actions:
        batch, row = many.step(action), alone.step(action[2:])
        for left, right in zip(batch[:4], row[:4], strict=True):
            np.testing.assert_array_equal(left[2], right[0])
        assert batch[4]["cost"][2] == row[4]["cost"][0]


def test_the_constructors_seed_serves_the_first_reset_only() -> None:
    given, first = FastVectorEnv(GOAL, 2, seed=5), FastVectorEnv(GOAL, 2)
    np.testing.assert_array_equal(given.reset()[0], first.reset(seed=5)[0])
    np.testing.assert_array_equal(given.reset()[0], first.reset()[0])
    assert not np.array_equal(given.reset()[0], first.reset(seed=5)[0])


def test_an_unseeded_environment_leaves_global_generators_alone() -> None:
    np.random.seed(0)  # noqa: NPY002
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    env = FastVectorEnv(GOAL, 2)
    one, other = env.reset()[0]
    env.step(np.zeros((2, 2)))
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002
    assert not np.array_equal(one, other)


def test_same_step_autoreset_hands_over_the_last_observation_and_cost() -> None:
    env = FastVectorEnv(ANT, 4, seed=3, max_episode_steps=30)
    waiting = FastVectorEnv(ANT, 4, seed=3, max_episode_steps=30, autoreset="disabled")
    observations, _ = env.reset()
    np.testing.assert_array_equal(observations, waiting.reset()[0])
    ended = 0
    for action in actions_for(env, 70):
        observations, rewards, terminations, truncations, infos = env.step(action)
        by_hand, same_rewards, ends, cuts, by_hand_infos = waiting.step(action)
        done = ends | cuts
        np.testing.assert_array_equal(rewards, same_rewards)
        np.testing.assert_array_equal(infos["cost"], by_hand_infos["cost"])
        np.testing.assert_array_equal(terminations, ends)
        np.testing.assert_array_equal(truncations, cuts)
        assert ("final_obs" in infos) == done.any()
        assert "final_obs" not in by_hand_infos
        if done.any():
            ended += int(done.sum())
            np.testing.assert_array_equal(infos["_final_obs"], done)
            np.testing.assert_array_equal(infos["final_info"]["_cost"], done)
            np.testing.assert_array_equal(infos["final_info"]["cost"][done], infos["cost"][done])
            for i in range(4):
                if done[i]:
                    np.testing.assert_array_equal(infos["final_obs"][i], by_hand[i])
                else:
                    assert infos["final_obs"][i] is None
            by_hand, _ = waiting.reset(options={"reset_mask": done})
        np.testing.assert_array_equal(observations, by_hand)
    assert ended > 8


def test_costs_add_up_to_those_of_a_loop_written_by_hand() -> None:
    task = "SafetyPointCircle2-v0"
    env = FastVectorEnv(task, 3, seed=0, max_episode_steps=60)
    env.reset()
    ahead = np.tile([1.0, 0.0], (3, 1))
    total = sum(env.step(ahead)[4]["cost"] for _ in range(120))
    by_hand = np.zeros(3)
    for i in range(3):
        single = FastVectorEnv(task, 1, max_episode_steps=60, autoreset="disabled")
        for seed in (i, None):
            single.reset(seed=seed)
            over = False
            while not over:
                _, _, ended, cut, infos = single.step(ahead[:1])
                by_hand[i] += infos["cost"][0]
                over = bool(ended[0] or cut[0])
    np.testing.assert_array_equal(total, by_hand)
    assert by_hand.sum() > 0


def test_with_autoreset_disabled_a_finished_row_must_be_reset() -> None:
    env = FastVectorEnv(GOAL, 2, seed=0, max_episode_steps=3, autoreset="disabled")
    env.reset()
    still = np.zeros((2, 2))
    env.step(still)
    env.reset(options={"reset_mask": np.array([True, False])})
    env.step(still)
    observations, _, _, truncations, _ = env.step(still)
    np.testing.assert_array_equal(truncations, [False, True])
    with pytest.raises(InputError, match=r"\[1\] must be reset"):
        env.step(still)
    after, _ = env.reset(seed=[None, 9], options={"reset_mask": np.array([False, True])})
    np.testing.assert_array_equal(after[0], observations[0])
    fresh, _ = FastVectorEnv(GOAL, 1).reset(seed=9)
    np.testing.assert_array_equal(after[1], fresh[0])


def test_what_step_returns_is_not_changed_by_later_steps() -> None:
    env = FastVectorEnv(BUTTON, 2, seed=0, record=True)
    kept, infos = env.reset()
    copies = kept.copy()
    results = [(kept, copies, infos["poses"], infos["poses"].copy())]
    for action in actions_for(env, 5):
        kept, _, _, _, infos = env.step(action)
        results.append((kept, kept.copy(), infos["poses"], infos["poses"].copy()))
    for kept, copies, poses, poses_then in results:
        np.testing.assert_array_equal(kept, copies)
        np.testing.assert_array_equal(poses, poses_then)


def test_only_the_signals_asked_for_are_given() -> None:
    some = FastVectorEnv(BUTTON, 2, seed=0, signals=["distance/gremlins", "speed"])
    every = FastVectorEnv(BUTTON, 2, seed=0, record=True)
    some.reset()
    every.reset()
    for action in actions_for(some, 10):
        few, all_of_them = some.step(action)[4], every.step(action)[4]
        assert list(few["signals"]) == ["distance/gremlins", "speed"]
        assert "poses" not in few
        for name, values in few["signals"].items():
            np.testing.assert_array_equal(values, all_of_them["signals"][name])
    assert all_of_them["poses"].shape == (2, len(every.pose_names), 3)
    with pytest.raises(InputError, match=r"did you mean 'distance/hazards'"):
        FastVectorEnv(GOAL, 1, signals=["distance/hazard"])


def test_an_unstable_simulation_truncates_the_episode_at_a_cost(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo notes it in MUJOCO_LOG.TXT
    env = FastVectorEnv(GOAL, 2, seed=0)
    env.reset()
    env._batch.slots[1].data.qvel[:] = 1e12
    observations, rewards, terminations, truncations, infos = env.step(np.zeros((2, 2)))
    np.testing.assert_array_equal(truncations, [False, True])
    assert not terminations.any()
    np.testing.assert_array_equal(infos["cost_exception"], [0.0, 1.0])
    np.testing.assert_array_equal(infos["cost"], [0.0, 1.0])
    assert rewards[1] == -10.0
    assert np.isfinite(observations).all()
    assert np.isfinite(infos["final_obs"][1]).all()
    _, _, _, truncations, infos = env.step(np.zeros((2, 2)))
    assert not truncations.any()
    assert "cost_exception" not in infos


@pytest.mark.parametrize(
    ("actions", "message"),
    [
        (np.full((2, 2), np.nan), r"environment\(s\) \[0, 1\]"),
        (np.zeros((2, 3)), r"shape \(2, 2\), not \(2, 3\)"),
        (np.zeros(2), "not"),
    ],
)
def test_bad_actions_are_refused(actions: np.ndarray, message: str) -> None:
    env = FastVectorEnv(GOAL, 2, seed=0)
    env.reset()
    with pytest.raises(InputError, match=message):
        env.step(actions)


def test_bad_arguments_are_refused() -> None:
    env = FastVectorEnv(GOAL, 2)
    with pytest.raises(InputError, match="must be reset"):
        env.step(np.zeros((2, 2)))
    with pytest.raises(InputError, match="first reset"):
        env.reset(options={"reset_mask": np.array([True, False])})
    with pytest.raises(InputError, match="1 seeds"):
        env.reset(seed=[1])
    with pytest.raises(InputError, match="2\\*\\*32"):
        env.reset(seed=-1)
    with pytest.raises(InputError, match="num_envs"):
        FastVectorEnv(GOAL, 0)
    with pytest.raises(InputError, match="autoreset"):
        FastVectorEnv(GOAL, 1, autoreset="next_step")  # type: ignore[arg-type]


def test_actions_beyond_the_range_are_clipped() -> None:
    clipped, given = FastVectorEnv(GOAL, 1, seed=0), FastVectorEnv(GOAL, 1, seed=0)
    clipped.reset()
    given.reset()
    for _ in range(3):
        left, right = clipped.step(np.full((1, 2), 7.0)), given.step(np.ones((1, 2)))
    np.testing.assert_array_equal(left[0], right[0])
