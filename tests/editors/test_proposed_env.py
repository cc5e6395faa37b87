"""The environment an editor learns in: proposals, prices and episodes' sums, row by row."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium import spaces

from editors.price_table import PriceTable
from editors.proposed_env import ProposedVectorEnv, open_task
from editors.tail_normalizer import TailNormalizer
from saferl.constraints import task_cost
from saferl.envs.vectorise import make_vec
from saferl.errors import InputError, SimulationError
from saferl.policies import CallablePolicy, MlpPolicy
from tests.editors.bases import ACTED, OBSERVED, counting_base, mlp_base


class Timed(gymnasium.Env[Any, Any]):
    """Observes the time, ends after 3 + (seed mod 2) steps; rewards 1 a step, costs the time."""

    observation_space, action_space = OBSERVED, ACTED

    def reset(self, *, seed: int | None = None, options: Any = None) -> Any:
        super().reset(seed=seed)
        self.length = 3 + (0 if seed is None else seed % 2)
        self.t = 0
        return self.look(), {}

    def step(self, action: Any) -> Any:
        self.t += 1
        return self.look(), 1.0, False, self.t == self.length, {"cost": float(self.t)}

    def look(self) -> Any:
        return np.full(3, self.t / 10.0)


def proposed(base: Any, num_envs: int = 2, **options: Any) -> ProposedVectorEnv:
    env = make_vec(Timed, num_envs=num_envs, constraints=[task_cost(5.0)])
    table = PriceTable([1.0], [9.0], knots=2, initial=1.0)
    return ProposedVectorEnv(env, base, table, **options)


STILL = np.zeros((2, 2), np.float32)


def test_observations_hold_the_proposal_and_the_log_price():
    base = mlp_base()
    with closing(proposed(base)) as env:
        seen, _ = env.reset(seed=[0, 1])
        for _ in range(5):
            assert seen.shape == (2, 3 + 2 + 1)
            action, _ = base.predict(seen[:, :3], deterministic=True)
            unit = 2 * (action - ACTED.low) / (ACTED.high - ACTED.low) - 1
            np.testing.assert_allclose(seen[:, 3:5], unit, atol=1e-5)
            assert ((seen[:, 5] > 0.85 * np.log(1.5)) & (seen[:, 5] < 1.15 * np.log(3.0))).all()
            seen, *_ = env.step(STILL)


def test_a_price_stays_for_the_episode_and_changes_with_it():
    with closing(proposed(mlp_base())) as env:
        first, _ = env.reset(seed=[0, 1])
        for _ in range(2):
            seen, *_ = env.step(STILL)
            np.testing.assert_array_equal(seen[:, 5], first[:, 5])
        seen, _, _, ends, infos = env.step(STILL)  # the first row's third step is its last
        assert ends.tolist() == [True, False]
        assert seen[0, 5] != first[0, 5]
        assert seen[1, 5] == first[1, 5]
        assert infos["final_obs"][0][5] == first[0, 5]


def test_final_observations_hold_what_the_base_would_have_done_next():
    with closing(proposed(counting_base())) as env:
        seen, _ = env.reset(seed=[0, 0])
        signs = [seen[:, 3]]
        for _ in range(2):
            signs.append(env.step(STILL)[0][:, 3])
        seen, *_, infos = env.step(STILL)
        np.testing.assert_array_equal(signs, [[-1, -1], [1, 1], [-1, -1]])
        assert infos["final_obs"][0][3] == 1  # the fourth of the old episode
        np.testing.assert_array_equal(infos["final_obs"][0][:3], np.full(3, 0.3))
        assert (seen[:, 3] == -1).all()  # the first of the new one
        assert env.remembers


def test_sums_of_finished_episodes_are_their_own():
    with closing(proposed(mlp_base())) as env:
        env.reset(seed=[0, 1])
        for _ in range(7):
            env.step(STILL)
        tightness, returns, costs = env.take_finished()
        # lengths 3 and 4 to begin with; unseeded episodes after them take 3
        assert sorted(returns.tolist()) == [3.0, 3.0, 3.0, 4.0]
        assert sorted(costs[:, 0].tolist()) == [6.0, 6.0, 6.0, 10.0]
        assert ((tightness >= 0) & (tightness < 1)).all()
        assert len(env.take_finished()[0]) == 0


def test_equal_seeds_give_equal_prices():
    runs = []
    for _ in range(2):
        with closing(proposed(mlp_base())) as env:
            seen = [env.reset(seed=[7, 8])[0]]
            seen += [env.step(STILL)[0] for _ in range(6)]
            runs.append(np.stack(seen))
    np.testing.assert_array_equal(runs[0], runs[1])


def test_samples_of_the_base_follow_from_the_seeds():
    runs = []
    for sample in (True, True, False):
        with closing(proposed(mlp_base(), sample_base=sample)) as env:
            seen = [env.reset(seed=[7, 8])[0]]
            seen += [env.step(STILL)[0] for _ in range(6)]
            runs.append(np.stack(seen)[..., 3:5])
    np.testing.assert_array_equal(runs[0], runs[1])
    assert not np.allclose(runs[0], runs[2])


def test_a_policy_of_ours_without_memory_does_not_remember():
    with closing(proposed(mlp_base(), sample_base=True)) as env:
        env.reset(seed=[0, 1])
        assert not env.remembers


def test_a_base_that_does_not_fit_or_returns_nonsense_is_refused():
    other = MlpPolicy(
        observation_space=spaces.Box(-1, 1, (4,)),
        action_space=ACTED,
        layers=((np.zeros((2, 4), np.float32), np.zeros(2, np.float32)),),
        mean=np.zeros(4),
        scale=np.ones(4),
    )
    with pytest.raises(InputError, match="does not fit the task"):
        proposed(other)
    broken = CallablePolicy(lambda observation: np.full(2, np.nan), OBSERVED, ACTED)
    with closing(proposed(broken)) as env, pytest.raises(InputError, match="returned nan"):
        env.reset(seed=[0, 1])


def test_open_task_refuses_other_constraints_than_the_environment_has():
    with closing(make_vec(Timed, num_envs=2, constraints=[task_cost(5.0)])) as env:
        assert open_task(env, None, [task_cost(5.0)], mlp_base()) is env
        with pytest.raises(InputError, match="not made with these"):
            open_task(env, None, [task_cost(6.0)], mlp_base())


def test_a_normaliser_lets_its_tail_through_whatever_came_before():
    normalizer = TailNormalizer(2, tail=2)
    source = np.random.default_rng(0)
    batches = [source.normal(3.0, 5.0, (50, 4)) for _ in range(4)]
    for batch in batches:
        normalizer.update(batch)
    seen = np.concatenate(batches)
    applied = normalizer.apply(seen)
    np.testing.assert_allclose(applied[:, :2].mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(applied[:, :2].std(axis=0), 1, atol=1e-5)
    np.testing.assert_allclose(applied[:, 2:], np.clip(seen[:, 2:], -10, 10), rtol=1e-6)
    with pytest.raises(SimulationError):
        normalizer.update(np.full((1, 4), np.nan))
