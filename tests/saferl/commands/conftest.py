import numpy as np
import pytest
from gymnasium import spaces

from saferl.commands import main
from saferl.constraints import task_cost
from saferl.policies import MlpPolicy

TASK = "SafetyPointGoal1-v0"


def a_policy(seed=0, **card):
    """An untrained policy that fits SafetyPointGoal1."""
    generator = np.random.default_rng(seed)
    layer = generator.normal(size=(2, 60)).astype(np.float32), np.zeros(2, dtype=np.float32)
    return MlpPolicy(
        observation_space=spaces.Box(-np.inf, np.inf, (60,), np.float64),
        action_space=spaces.Box(-1.0, 1.0, (2,), np.float64),
        layers=(layer,),
        log_std=np.zeros(2, dtype=np.float32),
        mean=np.zeros(60),
        scale=np.ones(60),
        card=card,
    )


@pytest.fixture
def policy_file(tmp_path):
    """A policy that says which task and budget it was trained for."""
    path = tmp_path / "policy.safetensors"
    card = {"algorithm": "ppo", "env_id": TASK, "constraints": [task_cost(25).to_json()]}
    a_policy(**card).save(path)
    return path


@pytest.fixture
def zoo(tmp_path, monkeypatch):
    """A zoo of two untrained policies instead of the one that ships."""
    folder = tmp_path / "zoo"
    for seed, name in enumerate(("ppo", "ppo-lagrangian")):
        a_policy(seed, algorithm="ppo", env_id=TASK).save(folder / TASK / f"{name}.safetensors")
    monkeypatch.setattr("saferl.zoo.FOLDER", folder)
    return folder


@pytest.fixture
def saferl(capfd, monkeypatch):
    """Run a command; returns (exit code, standard output, standard error)."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words):
        capfd.readouterr()
        code = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return code, out, err

    return run
