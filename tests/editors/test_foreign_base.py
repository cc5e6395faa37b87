"""Bases of other libraries: found again with their normalisers, and known from others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import pytest

import editors
from editors import EditedPolicy
from editors.editor_trainer import EditorTrainer
from saferl import load_policy
from saferl.errors import CheckpointError
from saferl.policies import CallablePolicy
from tests.editors.bases import ACTED, OBSERVED, Slope
from tests.editors.test_edit import TINY, always_one, trainer
from tests.editors.test_edited_policy import edited_policy, observations


class Blank(gymnasium.Env[Any, Any]):
    """Observes noise, of another scale than 1."""

    observation_space, action_space = OBSERVED, ACTED

    def reset(self, *, seed: int | None = None, options: Any = None) -> Any:
        return 0.2 * self.observation_space.sample(), {}

    def step(self, action: Any) -> Any:
        return 0.2 * self.observation_space.sample(), 0.0, False, False, {}


def archive(folder: Path, seed: int = 0) -> tuple[Path, Path]:
    """A model of Stable-Baselines3 and its normaliser, as files."""
    sb3 = pytest.importorskip("stable_baselines3")
    from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize

    env = VecNormalize(DummyVecEnv([Blank]))
    env.reset()
    for _ in range(20):
        env.step(np.zeros((1, 2), np.float32))
    sb3.PPO("MlpPolicy", env, seed=seed).save(folder / "model.zip")
    env.save(str(folder / "normalizer.pkl"))
    return folder / "model.zip", folder / "normalizer.pkl"


def test_a_base_of_stable_baselines_is_found_with_its_normaliser(tmp_path: Path) -> None:
    model, normalizer = archive(tmp_path)
    base = load_policy(model, normalizer, trust=True)
    edited = edited_policy(base, source=str(model))
    edited.save(tmp_path / "edited.safetensors")
    normalizer.unlink()  # its figures are in the file
    with pytest.raises(CheckpointError, match=r"trust=True.*base="):
        load_policy(tmp_path / "edited.safetensors")
    loaded = load_policy(tmp_path / "edited.safetensors", trust=True)
    ours, theirs = (p.decide(observations(), deterministic=True) for p in (edited, loaded))
    np.testing.assert_array_equal(ours.proposal, theirs.proposal)
    np.testing.assert_array_equal(ours.action, theirs.action)
    with pytest.raises(CheckpointError, match="trust=True"):  # trust ends with the call
        load_policy(tmp_path / "edited.safetensors")


def test_a_base_without_its_normaliser_is_not_taken_for_it(tmp_path: Path) -> None:
    model, normalizer = archive(tmp_path)
    base = load_policy(model, normalizer, trust=True)
    edited_policy(base).save(tmp_path / "edited.safetensors")
    assert EditedPolicy.load(tmp_path / "edited.safetensors", base=base).base is base
    with pytest.raises(CheckpointError, match="normaliser it had"):
        EditedPolicy.load(tmp_path / "edited.safetensors", base=load_policy(model, trust=True))


def test_a_file_that_holds_another_policy_by_now_is_noticed(tmp_path: Path) -> None:
    model, normalizer = archive(tmp_path)
    base = load_policy(model, normalizer, trust=True)
    edited_policy(base, source=str(model)).save(tmp_path / "edited.safetensors")
    archive(tmp_path, seed=1)
    with pytest.raises(CheckpointError, match="another base policy"):
        load_policy(tmp_path / "edited.safetensors", trust=True)


def test_the_same_policy_may_be_passed_where_the_file_holds_it_and_no_other(tmp_path: Path) -> None:
    edited_policy().save(tmp_path / "edited.safetensors")
    same = edited_policy().base
    assert EditedPolicy.load(tmp_path / "edited.safetensors", base=same).base is same
    other = CallablePolicy(lambda observation: ACTED.high, OBSERVED, ACTED)
    with pytest.raises(CheckpointError, match="another base policy"):
        EditedPolicy.load(tmp_path / "edited.safetensors", base=other)


def test_a_run_does_not_go_on_with_another_base(tmp_path: Path) -> None:
    agent = trainer()
    agent.learn(80, log_dir=tmp_path, progress=False)
    still = CallablePolicy(
        lambda observation: np.zeros(1), Slope.observation_space, Slope.action_space
    )
    options = {"budget": 1.0, "config": TINY, "calibration_episodes": 2, "progress": False}
    with pytest.raises(CheckpointError, match="another base policy"):
        editors.edit(still, Slope, steps=160, out=tmp_path, resume=True, **options)
    path = tmp_path / "checkpoint.safetensors"
    assert EditorTrainer.load(path, Slope, base=always_one()).steps == 80


@pytest.mark.parametrize("refuses", [True, False])
def test_a_base_that_cannot_be_known_is_taken_at_its_word(tmp_path: Path, refuses: bool) -> None:
    source = np.random.default_rng(0)

    def act(observation: Any) -> Any:
        if refuses:
            raise RuntimeError("no such place")
        return source.uniform(ACTED.low, ACTED.high)

    base = CallablePolicy(act, OBSERVED, ACTED)
    edited_policy(base).save(tmp_path / "edited.safetensors")
    assert EditedPolicy.load(tmp_path / "edited.safetensors", base=base).base is base
