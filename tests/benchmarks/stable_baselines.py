"""A policy that Stable-Baselines3 trained, brought under its budget: what the editor keeps of it.

    python -m tests.benchmarks.stable_baselines                        # a glance: 20,000 steps
    python -m tests.benchmarks.stable_baselines --steps 2000000 --folder runs/sb3

writes ``model.zip`` and ``normalizer.pkl``, which this library then takes as it takes anybody's:

    saferl edit runs/sb3/model.zip --normalizer runs/sb3/normalizer.pkl --trust \
        --env SafetyPointGoal1-v0 --budget 25 --out runs/sb3-edited

Training is Stable-Baselines3's PPO from end to end. Only the simulation is this library's, behind
that package's own interface of vector environments.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from stable_baselines3 import PPO
from stable_baselines3.common.vec_env import VecEnv, VecNormalize

import saferl

TASK = "SafetyPointGoal1-v0"
ENVS = 20
Array = np.ndarray[Any, Any]


class FastVecEnv(VecEnv):
    """This library's vector environment as Stable-Baselines3 wants one.

    Args:
        task: Id of the task.
        num_envs: Simulated side by side.
        seed: Of the first; the others follow it.
    """

    def __init__(self, task: str, num_envs: int, seed: int) -> None:
        self.inner = saferl.make_vec(task, num_envs=num_envs, workers=0)
        super().__init__(
            num_envs, self.inner.single_observation_space, self.inner.single_action_space
        )
        self._first_seed: int | None = seed

    def reset(self) -> Array:
        """Begin new episodes; the seed counts for the first time."""
        observations, _ = self.inner.reset(seed=self._first_seed)
        self._first_seed = None
        return observations.astype(np.float32)

    def step_async(self, actions: Array) -> None:
        """Take the actions of the step to come."""
        self._actions = actions

    def step_wait(self) -> tuple[Array, Array, Array, list[dict[str, Any]]]:
        """Step; what ended is reset at once, its last observation kept in ``info``."""
        observations, rewards, ended, cut, infos = self.inner.step(self._actions)
        rows: list[dict[str, Any]] = [{"cost": float(cost)} for cost in infos["cost"]]
        for i in np.flatnonzero(ended | cut):
            rows[i]["terminal_observation"] = infos["final_obs"][i].astype(np.float32)
            rows[i]["TimeLimit.truncated"] = bool(cut[i] and not ended[i])
        return observations.astype(np.float32), rewards.astype(np.float32), ended | cut, rows

    def close(self) -> None:
        """Let the simulation go."""
        self.inner.close()

    def get_attr(self, attr_name: str, indices: Any = None) -> list[Any]:
        """Return the same attribute for each environment asked about."""
        return [getattr(self.inner, attr_name, None) for _ in self._get_indices(indices)]

    def set_attr(self, attr_name: str, value: Any, indices: Any = None) -> None:
        """Refuse: the environments have no attributes of their own."""
        raise AttributeError(f"cannot set {attr_name!r}")

    def env_method(self, method_name: str, *args: Any, indices: Any = None, **kwargs: Any) -> Any:
        """Refuse: the environments have no methods of their own."""
        raise AttributeError(f"cannot call {method_name!r}")

    def env_is_wrapped(self, wrapper_class: Any, indices: Any = None) -> list[bool]:
        """Nothing is wrapped."""
        return [False for _ in self._get_indices(indices)]


def train(folder: Path, steps: int, seed: int) -> None:
    """Train PPO as its users do, with normalised observations, and save what they would save."""
    env = VecNormalize(FastVecEnv(TASK, ENVS, seed), norm_reward=False)
    model = PPO(
        "MlpPolicy",
        env,
        n_steps=1000,
        batch_size=2000,
        learning_rate=lambda left: 3e-4 * left + 5e-5 * (1.0 - left),
        target_kl=0.03,
        policy_kwargs={"log_std_init": -0.5},
        seed=seed,
        device="cpu",
    )
    model.learn(steps)
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "model.zip")
    env.save(str(folder / "normalizer.pkl"))
    env.close()


def main() -> None:
    """Train, then evaluate as this library evaluates anybody's policy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--episodes", type=int, default=20)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        began = time.perf_counter()
        train(folder, given.steps, given.seed)
        spent = time.perf_counter() - began
        print(f"{given.steps:,} steps in {spent:.0f} s, {given.steps / spent:,.0f} a second")
        policy = saferl.load_policy(folder / "model.zip", folder / "normalizer.pkl", trust=True)
        report = saferl.evaluate(policy, TASK, episodes=given.episodes, constraints=[])
        print(f"return {report.returns.mean():.2f}, cost {report.task_costs.mean():.2f}")


if __name__ == "__main__":
    main()
