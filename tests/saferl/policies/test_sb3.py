"""Stable-Baselines3 models and archives as policies."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import pytest

from saferl.errors import CheckpointError, InputError, MissingDependencyError
from saferl.policies import as_policy, load_policy

sb3 = pytest.importorskip("stable_baselines3")
vec_env = pytest.importorskip("stable_baselines3.common.vec_env")

TASK = "Pendulum-v1"
BATCH = np.random.default_rng(0).uniform(-1, 1, (5, 3)).astype(np.float32)


def sizes() -> dict[str, Any]:
    """Fresh each time: the models write into their ``policy_kwargs``."""
    return {"policy_kwargs": {"net_arch": [8]}, "device": "cpu", "seed": 0}


def pendulums() -> Any:
    return vec_env.DummyVecEnv([lambda: gymnasium.make(TASK)])


@pytest.fixture(scope="module")
def ppo() -> Any:
    """A PPO trained for a few steps on normalised observations."""
    normalized = vec_env.VecNormalize(pendulums(), clip_obs=2.0)
    return sb3.PPO("MlpPolicy", normalized, n_steps=32, batch_size=32, **sizes()).learn(64)


@pytest.fixture(scope="module")
def files(ppo: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sb3")
    ppo.save(folder / "ppo.zip")
    ppo.get_vec_normalize_env().save(str(folder / "normalizer.pkl"))
    return folder


def expected_actions(model: Any, batch: Any) -> Any:
    normalized = model.get_vec_normalize_env().normalize_obs(batch)
    return model.predict(normalized, deterministic=True)[0]


def test_an_archive_with_its_normaliser_acts_like_the_model(ppo: Any, files: Path) -> None:
    policy = load_policy(files / "ppo.zip", files / "normalizer.pkl", trust=True, env_id=TASK)
    action, _ = policy.predict(BATCH, deterministic=True)
    np.testing.assert_allclose(action, expected_actions(ppo, BATCH), atol=1e-5)
    plain = load_policy(files / "ppo.zip", trust=True)
    assert not np.allclose(plain.predict(BATCH, deterministic=True)[0], action, atol=1e-3)


def test_a_model_brings_the_normaliser_of_its_environment(ppo: Any) -> None:
    policy = as_policy(ppo)
    action, _ = policy.predict(BATCH, deterministic=True)
    np.testing.assert_allclose(action, expected_actions(ppo, BATCH), atol=1e-5)


def test_the_normaliser_does_not_move_with_the_training(ppo: Any) -> None:
    moments = ppo.get_vec_normalize_env().obs_rms
    policy = as_policy(ppo)
    before, _ = policy.predict(BATCH, deterministic=True)
    kept = moments.mean.copy()
    try:
        moments.mean += 1.0
        np.testing.assert_array_equal(policy.predict(BATCH, deterministic=True)[0], before)
    finally:
        moments.mean = kept


def test_one_row_is_computed_like_many(ppo: Any) -> None:
    policy = as_policy(ppo)
    whole, _ = policy.predict(BATCH, deterministic=True)
    for i, observation in enumerate(BATCH):
        one, _ = policy.predict(observation, deterministic=True)
        assert one.shape == (1,)
        np.testing.assert_array_equal(one, whole[i])
    together, _ = as_policy(ppo, batched=True).predict(BATCH, deterministic=True)
    np.testing.assert_allclose(together, whole, atol=1e-5)


def test_a_policy_taken_out_of_its_model_acts_too(ppo: Any) -> None:
    action, _ = as_policy(ppo.policy).predict(BATCH, deterministic=True)
    np.testing.assert_allclose(action, ppo.policy.predict(BATCH, deterministic=True)[0], atol=1e-5)


def test_it_decides_and_opens_sessions(ppo: Any) -> None:
    policy = as_policy(ppo)
    decision = policy.decide(BATCH, deterministic=True)
    assert decision.vetoed.shape == (5,)
    np.testing.assert_array_equal(policy.session()(BATCH[0]), decision.action[0])


def test_archives_and_pickled_normalisers_need_trust(ppo: Any, files: Path) -> None:
    with pytest.raises(InputError, match=r"holds pickles.*trust=True"):
        load_policy(files / "ppo.zip")
    with pytest.raises(InputError, match=r"normalizer\.pkl' is a pickle.*trust=True"):
        load_policy(ppo, files / "normalizer.pkl")


def test_another_task_is_refused_naming_both_spaces(files: Path) -> None:
    with pytest.raises(InputError, match=r"\(3,\)\), the task shows .*\(4,\)"):
        load_policy(files / "ppo.zip", trust=True, env_id="CartPole-v1")


@pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
def test_truncated_archives_are_one_clear_error(files: Path, tmp_path: Path, keep: float) -> None:
    content = (files / "ppo.zip").read_bytes()
    path = tmp_path / "short.zip"
    path.write_bytes(content[: int(keep * len(content))])
    with pytest.raises(CheckpointError, match="truncated or not an archive"):
        load_policy(path, trust=True)


def test_foreign_and_damaged_archives_are_one_clear_error(files: Path, tmp_path: Path) -> None:
    path = tmp_path / "foreign.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(CheckpointError, match="not an archive of Stable-Baselines3"):
        load_policy(path, trust=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data", "{}")
        archive.writestr("policy.pth", "")
    with pytest.raises(CheckpointError, match="could not be read as a Stable-Baselines3 model"):
        load_policy(path, trust=True)
    content = bytearray((files / "ppo.zip").read_bytes())
    content[300] ^= 0xFF  # inside the first entry
    path.write_bytes(bytes(content))
    with pytest.raises(CheckpointError):
        load_policy(path, trust=True)


def test_broken_normalisers_are_one_clear_error(ppo: Any, tmp_path: Path) -> None:
    path = tmp_path / "normalizer.pkl"
    with pytest.raises(InputError, match="no normaliser at"):
        load_policy(ppo, path, trust=True)
    path.write_bytes(b"nonsense")
    with pytest.raises(CheckpointError, match="truncated or not a VecNormalize"):
        load_policy(ppo, path, trust=True)
    with pytest.raises(InputError, match="a dict is not a normaliser"):
        load_policy(ppo, {})


def test_a_normaliser_of_another_shape_is_refused(ppo: Any) -> None:
    other = vec_env.VecNormalize(vec_env.DummyVecEnv([lambda: gymnasium.make("CartPole-v1")]))
    with pytest.raises(InputError, match=r"statistics of shape \(4,\)"):
        load_policy(ppo, other)


def test_a_normaliser_of_rewards_alone_leaves_observations_as_they_are(ppo: Any) -> None:
    rewards_only = vec_env.VecNormalize(pendulums(), norm_obs=False)
    action, _ = load_policy(ppo, rewards_only).predict(BATCH, deterministic=True)
    np.testing.assert_allclose(action, ppo.predict(BATCH, deterministic=True)[0], atol=1e-5)


def test_without_the_package_it_says_what_to_install(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "stable_baselines3.common.save_util", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'saferl\[sb3\]'"):
        load_policy(files / "ppo.zip", trust=True)


@pytest.mark.parametrize("name", ["A2C", "SAC", "TD3"])
def test_the_algorithm_is_found_from_the_archive(name: str, tmp_path: Path) -> None:
    algorithm = getattr(sb3, name)
    model = algorithm("MlpPolicy", gymnasium.make(TASK), **sizes())
    model.save(tmp_path / "a.zip")
    policy: Any = load_policy(tmp_path / "a.zip", trust=True, env_id=TASK)
    assert type(policy.model) is algorithm
    np.testing.assert_allclose(
        policy.predict(BATCH, deterministic=True)[0],
        model.predict(BATCH, deterministic=True)[0],
        atol=1e-5,
    )


def test_discrete_actions(tmp_path: Path) -> None:
    model = sb3.DQN("MlpPolicy", gymnasium.make("CartPole-v1"), buffer_size=100, **sizes())
    model.save(tmp_path / "a.zip")
    policy = load_policy(tmp_path / "a.zip", trust=True, env_id="CartPole-v1")
    batch = np.random.default_rng(0).standard_normal((6, 4)).astype(np.float32)
    actions, _ = policy.predict(batch, deterministic=True)
    np.testing.assert_array_equal(actions, model.predict(batch, deterministic=True)[0])
    assert policy.predict(batch[0], deterministic=True)[0].shape == ()


class Parts(gymnasium.Env[Any, Any]):
    """Pendulum-like: two parts, only one of which is normalised."""

    observation_space = gymnasium.spaces.Dict(
        {"far": gymnasium.spaces.Box(-9, 9, (2,)), "near": gymnasium.spaces.Box(-9, 9, (1,))}
    )
    action_space = gymnasium.spaces.Box(-1, 1, (1,))

    def reset(self, *, seed: int | None = None, options: Any = None) -> Any:
        super().reset(seed=seed)
        self.observation_space.seed(seed)
        return self.observation_space.sample(), {}

    def step(self, action: Any) -> Any:
        return self.observation_space.sample(), 0.0, False, False, {}


def test_dict_observations_are_normalised_by_part() -> None:
    envs = vec_env.DummyVecEnv([Parts])
    normalized = vec_env.VecNormalize(envs, norm_obs_keys=["far"])
    model = sb3.PPO("MultiInputPolicy", normalized, n_steps=16, batch_size=16, **sizes()).learn(16)
    policy = as_policy(model)
    rng = np.random.default_rng(0)
    batch = {"far": rng.uniform(-9, 9, (4, 2)), "near": rng.uniform(-9, 9, (4, 1))}
    action, _ = policy.predict(batch, deterministic=True)
    np.testing.assert_allclose(action, expected_actions(model, batch), atol=1e-5)


@pytest.fixture(scope="module")
def recurrent() -> Any:
    contrib = pytest.importorskip("sb3_contrib")
    kwargs = {"net_arch": [8], "lstm_hidden_size": 8, "n_lstm_layers": 2}
    return contrib.RecurrentPPO(
        "MlpLstmPolicy",
        gymnasium.make(TASK),
        n_steps=32,
        batch_size=32,
        policy_kwargs=kwargs,
        device="cpu",
        seed=0,
    )


@pytest.mark.parametrize("batched", [False, True])
def test_recurrent_states_have_a_row_for_each_environment(recurrent: Any, batched: bool) -> None:
    policy = as_policy(recurrent, batched=batched)
    rng = np.random.default_rng(0)
    steps = rng.uniform(-1, 1, (6, 3, 3)).astype(np.float32)
    ends = rng.random((6, 3)) < 0.3
    ends[0] = True
    own, theirs = None, None
    for observation, starts in zip(steps, ends, strict=True):
        action, own = policy.predict(observation, own, starts, deterministic=True)
        expected, theirs = recurrent.predict(observation, theirs, starts, deterministic=True)
        np.testing.assert_allclose(action, expected, atol=1e-5)
        assert own is not None
        assert all(len(part) == 3 for part in own)


def test_recurrent_memory_is_not_forgotten_silently(recurrent: Any) -> None:
    policy = as_policy(recurrent)
    with pytest.raises(InputError, match="has a memory"):
        policy.predict(BATCH, None, np.arange(5) > 0)
    session = policy.session()
    assert not np.array_equal(session(BATCH[0]), session(BATCH[0]))


def test_recurrent_archives_load(recurrent: Any, tmp_path: Path) -> None:
    recurrent.save(tmp_path / "a.zip")
    policy: Any = load_policy(tmp_path / "a.zip", trust=True, env_id=TASK)
    assert type(policy.model) is type(recurrent)
    starts = np.ones(5, bool)
    np.testing.assert_allclose(
        policy.predict(BATCH, None, starts, deterministic=True)[0],
        recurrent.predict(BATCH, None, starts, deterministic=True)[0],
        atol=1e-5,
    )
