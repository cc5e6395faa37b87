"""Cloning: a network that acts as a given policy does, which training can then improve.

A controller written by hand, an edited policy or another library's model cannot be trained on by
PPO. A clone of it can: :func:`clone` drives the task, asks the given policy what it would do, and
fits a network to its answers. The network acts in a growing share of the environments itself, so
that it also learns what to do where only its own mistakes lead (DAgger: Ross, Gordon and Bagnell
2011, arXiv 1011.0686), and actions are disturbed for the same reason (DART: Laskey et al. 2017,
arXiv 1703.09327).

>>> from saferl.algorithms.starting import network_settings, start_from
>>> task = "SafetyPointGoal1-v0"
>>> small = PPOConfig(num_envs=2, workers=0, hidden=(8,))
>>> cloned = clone(lambda seen: seen[3:5], task, config=small, steps=40, rounds=2, updates=5)
>>> trainer = PPO(task, config=PPOConfig(num_envs=2, workers=0, **network_settings(cloned)))
>>> start_from(trainer, cloned)

Shapes: n environments, F flat observation, A flat action, B minibatch.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import torch
from gymnasium import spaces
from gymnasium.vector import VectorEnv

from saferl.algorithms.ppo import PPO, PPOConfig
from saferl.algorithms.trainer import EnvSource, torch_threads
from saferl.algorithms.unroll import to_env
from saferl.errors import InputError
from saferl.networks import GaussianActor
from saferl.policies.fitting import check_fits, spaces_of
from saferl.policies.loading import load_policy
from saferl.policies.mlp import MlpPolicy
from saferl.policies.protocol import Policy
from saferl.progress import RunProgress
from saferl.spaces import flatten_batch, scale_from_box

__all__ = ["clone"]

Array = np.ndarray[Any, Any]
NOISE = (0.0, 0.1, 0.3)
"""Deviations of what disturbs the actions; one of them is drawn for each episode."""
BATCH = 1024
LEARNING_RATE = 1e-3
SETTLING = 0.7  # share of a round's gradient steps at the full rate; a fifth of it afterwards


def clone(
    policy: Any,
    env: EnvSource,
    *,
    config: PPOConfig | None = None,
    steps: int = 200_000,
    rounds: int = 5,
    updates: int = 3000,
    seed: int = 0,
    source: str | None = None,
    progress: bool | None = False,
) -> MlpPolicy:
    """Fit a network to what a policy does, and return it as a policy that PPO can start from.

    Args:
        policy: Whatever :func:`saferl.load_policy` takes; a function gets one observation. It acts
            deterministically, and is not changed. It may have a memory; its clone has none.
        env: A task's id, a function that makes one environment, or a vector environment, which
            stays open; actions are a bounded Box.
        config: Of the PPO that may go on from here: its networks, environments and first noise.
        steps: Environment steps, over all rounds and environments, rounded up to whole ones.
        rounds: In the first, the given policy acts alone; in the later ones the network acts in a
            growing share of the environments.
        updates: Gradient steps a round, in the last twice as many; on the mean absolute error,
            which does not blur decisions between two extremes as the squared one does.
        seed: Of weights, disturbances, minibatches and episodes, 0 to 999,999.
        source: What the policy was loaded from, for the card.
        progress: Show a progress line; None on a terminal only.

    Returns:
        The network's policy. Its card tells the last ``error``: the mean absolute difference from
        the given policy's actions, in [-1, 1], on the steps it was fitted to.

    Raises:
        InputError: A policy that does not fit the task or observes constraints, discrete actions,
            or a number out of its range.

    >>> from gymnasium.envs.classic_control import PendulumEnv
    >>> from gymnasium.wrappers import TimeLimit
    >>> task = lambda: TimeLimit(PendulumEnv(), 50)
    >>> config = PPOConfig(num_envs=4, workers=0, hidden=(16,))
    >>> copy = clone(lambda o: 2 * o[1:2], task, config=config, steps=800, rounds=2, updates=200)
    >>> copy.card["error"] < 0.1
    True
    """
    for name, value in (("steps", steps), ("rounds", rounds), ("updates", updates)):
        if value < 1:
            raise InputError(f"{name} is {value}, expected at least 1")
    trainer = PPO(env, config=config, seed=seed)
    try:
        teacher = _teacher(policy, trainer)
        with torch_threads(trainer.config.torch_threads):
            error = _imitate(trainer, teacher, steps, rounds, updates, progress)
        copy: MlpPolicy = trainer.policy
    finally:
        if not isinstance(env, VectorEnv):
            trainer.env.close()
    made = {
        "algorithm": "clone",
        "cloned": {"source": source, "card": getattr(teacher, "card", None)},
        "steps": trainer.steps,
        "rounds": rounds,
        "updates": updates,
        "error": round(error, 4),
    }
    return replace(copy, card={**copy.card, **made})


def _teacher(policy: Any, trainer: PPO) -> Policy:
    if not isinstance(trainer.action_space, spaces.Box):
        raise InputError(f"cloning needs continuous actions, a Box, and got {trainer.action_space}")
    observed, acted = trainer.observation_space, trainer.action_space
    teacher = load_policy(policy, observation_space=observed, action_space=acted)
    if getattr(teacher, "observe_constraints", False) and not trainer.observe_constraints:
        raise InputError(
            "the policy observes its constraints, which a clone would not; clone one that acts on "
            "the task's own observations"
        )
    check_fits(teacher, spaces_of(trainer.env))
    return teacher


def _imitate(
    trainer: PPO,
    teacher: Policy,
    steps: int,
    rounds: int,
    updates: int,
    progress: bool | None,
) -> float:
    """Drive and fit in turn; return the mean error of the last gradient steps."""
    n = trainer.env.num_envs
    length = -(-steps // (rounds * n))  # steps of each environment and round
    drive = _Drive(trainer, teacher)
    error = float("nan")
    title = f"clone {trainer.env_id or ''}".strip()
    with RunProgress(title, total=rounds * length * n, enabled=progress) as line:
        for i in range(rounds):
            drive.on(length, pupils=-(-n * i // rounds))
            observations, actions = np.concatenate(drive.seen), np.concatenate(drive.shown)
            if i == 0 and trainer.config.normalize:  # one view of them for all rounds
                trainer.normalizer.update(observations)
            last = i == rounds - 1
            error = _fit(trainer, observations, actions, updates * (2 if last else 1))
            line.update(trainer.steps, {"error": error})
    return error


class _Drive:
    """The task under way: what was seen in it, and what the teacher would have done.

    Attributes:
        seen: (n, F) each, raw.
        shown: (n, A) each, in [-1, 1].
    """

    def __init__(self, trainer: PPO, teacher: Policy) -> None:
        self.seen: list[Array] = []
        self.shown: list[Array] = []
        self._trainer, self._teacher = trainer, teacher
        n = trainer.env.num_envs
        self._source = np.random.default_rng([trainer.seed, 1])
        self._state: Any = None
        self._starts = np.ones(n, bool)
        self._noise = np.zeros((n, 1))

    def on(self, length: int, *, pupils: int) -> None:
        """Take ``length`` steps, the network acting in the first ``pupils`` environments."""
        trainer = self._trainer
        space, box = trainer.observation_space, trainer.action_space
        assert isinstance(box, spaces.Box)
        for _ in range(length):
            observations = trainer.current_observations()
            answer, self._state = self._teacher.predict(
                observations, self._state, self._starts, deterministic=True
            )
            flat = np.asarray(flatten_batch(space, observations)[0], dtype=np.float64)
            action = scale_from_box(box, np.asarray(answer))
            self.seen.append(flat.astype(np.float32))
            self.shown.append(action.copy())
            if pupils:
                with torch.no_grad():
                    own = trainer.actor(torch.from_numpy(trainer.normalizer.apply(flat[:pupils])))
                action[:pupils] = own.numpy()
            stepped, _, terminated, truncated, _ = trainer.env.step(
                to_env(trainer, self._disturbed(action))
            )
            self._starts = terminated | truncated
            trainer.remember(stepped)
            trainer.steps += trainer.env.num_envs

    def _disturbed(self, action: Array) -> Array:
        drawn = self._source.choice(NOISE, (len(action), 1))
        self._noise = np.where(self._starts[:, None], drawn, self._noise)
        disturbed: Array = action + self._noise * self._source.standard_normal(action.shape)
        return disturbed


def _fit(trainer: PPO, observations: Array, actions: Array, updates: int) -> float:
    """Take gradient steps on the error of the network's mean; return that of the last tenth."""
    assert isinstance(trainer.actor, GaussianActor)
    body = trainer.actor.body
    optimizer = torch.optim.Adam(body.parameters(), lr=LEARNING_RATE, fused=True)
    inputs = torch.from_numpy(trainer.normalizer.apply(observations))
    targets = torch.from_numpy(actions)
    errors = []
    for i in range(updates):
        settled = i > SETTLING * updates
        optimizer.param_groups[0]["lr"] = LEARNING_RATE * (0.2 if settled else 1.0)
        rows = torch.randint(len(inputs), (BATCH,), generator=trainer.generator)
        loss = (trainer.actor(inputs[rows]) - targets[rows]).abs().mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        errors.append(loss.detach())
    return float(torch.stack(errors[-max(1, updates // 10) :]).mean())
