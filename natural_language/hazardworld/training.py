"""Stage two and the baselines: policies trained by the library's constrained PPO.

The constraint-conditioned policy is shown what the learned interpreter believes; the fusion policy
is shown the words; the unconstrained one is shown neither and charged nothing. All are trained
alike: same PPO, same steps, same multiplier, and both constrained ones are charged the true cost.
Yang et al. charge what the interpreter believes. Charged so, a policy learns to turn its back on
tiles that it stands too near to, since what it does not see is not believed to cost;
``interpreted_costs`` does it their way.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from natural_language.hazardworld.beliefs import Interpreter
from natural_language.hazardworld.board import REWARDS
from natural_language.hazardworld.conditioned import ConditionedVectorEnv
from natural_language.hazardworld.fusion import FusedVectorEnv, FusionNetwork
from natural_language.hazardworld.learned import LearnedInterpreter, Reader
from natural_language.hazardworld.missions import Mission
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from natural_language.hazardworld.words import Vocabulary
from saferl.algorithms import PPO, PPOConfig
from saferl.constraints.checks import finite, one_of, whole
from saferl.errors import InputError
from saferl.multipliers import PID
from saferl.settings import setting

__all__ = [
    "STEPS",
    "Learner",
    "PolicyConfig",
    "policy_trainer",
    "probabilities",
    "train_policy",
    "tuned",
]

Array = NDArray[Any]
Learner = Literal["conditioned", "fusion", "unconstrained"]
#: Environment steps of a policy, unless others are asked for.
STEPS = 1_500_000
_SITTING = 65_536  # steps between two checkpoints


@dataclass(frozen=True, kw_only=True)
class PolicyConfig:
    """Settings of stage two, and of the baselines.

    Raises:
        InputError: One is out of its range.
    """

    num_envs: int = setting(128, "games played at once; 32 to 256")
    unroll: int = setting(32, "turns of each between updates; 30 to 200")
    minibatch: int = setting(1024, "transitions a gradient step; 500 to 4000")
    epochs: int = setting(2, "passes over each batch; 2 to 6")
    learning_rate: float = setting(1.5e-3, "Adam step size, falling to a tenth; 5e-4 to 3e-3")
    gamma: float = setting(0.98, "discount; 0.95 to 0.99")
    entropy: float = setting(0.01, "weight of the entropy bonus; 0 to 0.02")
    hidden: tuple[int, ...] = setting((64, 64), "hidden layer sizes")
    initial: float = setting(0.5, "multiplier at the start; 0 to 3")
    proportional: float = setting(0.2, "gain of the multiplier on excess cost; 0 to 0.5")
    integral: float = setting(0.03, "gain on accumulated excess cost; 0.0002 to 0.05")
    interpreted_costs: bool = setting(
        False, "charge what the interpreter believes, as published; else what is true"
    )
    stray: float = setting(0.25, "share of episodes that begin in breach perhaps; 0 to 0.5")
    phantoms: float = setting(0.0, "share of episodes with a random mask beside; 0 to 0.6")
    guarded: bool = setting(
        True, "do not take steps believed to cost, as at play; else they are charged for"
    )
    budget: float = setting(0.2, "mean excess cost of an episode aimed at; 0.05 to 1")

    def __post_init__(self) -> None:
        whole("num_envs", self.num_envs, at_least=1)
        for name in ("stray", "phantoms"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise InputError(f"{name} is {getattr(self, name)}; expected a share, 0 to 1")
        finite("the budget", self.budget, at_least=0.0)
        _ = self.rule, _ppo(self, 1)  # each tells what it cannot take

    @property
    def rule(self) -> PID:
        """How the multiplier moves."""
        return PID(
            proportional=self.proportional,
            integral=self.integral,
            derivative=0.0,
            initial=self.initial,
        )


#: What was best of the settings tried for each learner, where it is not the default; TUNING.md in
#: ``trained/`` has the table.
_TUNED: dict[Learner, dict[str, Any]] = {
    "conditioned": {"entropy": 0.003, "minibatch": 256, "phantoms": 0.5},
    # any faster, and the price of all that random play costs makes it stand still for good
    "fusion": {
        "num_envs": 64,
        "minibatch": 512,
        "initial": 0.0,
        "proportional": 0.0,
        "integral": 0.0002,
    },
    "unconstrained": {},
}


def tuned(learner: Learner, **changes: Any) -> PolicyConfig:
    """Return the settings that were best of those tried for a learner, with some changed.

    >>> tuned("conditioned", budget=0.1).entropy
    0.003
    """
    one_of("learner", learner, get_args(Learner))
    return PolicyConfig(**{**_TUNED[learner], **changes})


def policy_trainer(
    learner: Learner,
    missions: Sequence[Mission],
    *,
    reader: Reader | None = None,
    interpreter: Interpreter | None = None,
    rewards: tuple[float, ...] = REWARDS,
    config: PolicyConfig | None = None,
    seed: int = 0,
    steps: int = STEPS,
    resume: str | os.PathLike[str] | None = None,
) -> PPO:
    """Set up a trainer.

    Args:
        learner: ``"conditioned"``, ``"fusion"`` or ``"unconstrained"``.
        missions: Training texts, of one constraint each.
        reader: The interpreter of stage one, which the conditioned policy listens to; also gives
            the fusion policy its vocabulary.
        interpreter: Listened to instead, of ``config.num_envs`` agents.
        rewards: What ball, box and key are worth.
        config: By default, `tuned` for the learner.
        seed: Of weights, actions and games.
        steps: Over which the learning rate falls.
        resume: Go on from this checkpoint of a trainer set up likewise; the learning rate falls as
            if ``steps`` had been meant from the beginning.
    """
    one_of("learner", learner, get_args(Learner))
    config = tuned(learner) if config is None else config
    game = HazardWorldVectorEnv(missions, config.num_envs, rewards=rewards, stray=config.stray)
    env: ConditionedVectorEnv | FusedVectorEnv
    network: Callable[[Any], nn.Module] | None = None
    if learner == "conditioned":
        if interpreter is None:
            assert reader is not None, "a conditioned policy needs a reader or an interpreter"
            interpreter = LearnedInterpreter(reader, config.num_envs)
        env = ConditionedVectorEnv(
            game,
            interpreter,
            budget=config.budget,
            interpreted_costs=config.interpreted_costs,
            phantoms=config.phantoms,
            guarded=config.guarded,
        )
    else:
        vocabulary = Vocabulary.of([m.text for m in missions])
        wordless = learner == "unconstrained"
        env = FusedVectorEnv(game, vocabulary, budget=config.budget, wordless=wordless)
        if not wordless:
            hidden = config.hidden

            def network(space: Any) -> nn.Module:
                return FusionNetwork(len(vocabulary), hidden)

    if resume is not None:
        trainer: PPO = PPO.load(resume, env=env, network=network)
        trainer.config = replace(trainer.config, anneal_steps=steps)
        return trainer
    return PPO(
        env,
        config=_ppo(config, steps),
        constraints=env.constraints,
        multiplier=None if learner == "unconstrained" else config.rule,
        seed=seed,
        network=network,
    )


def train_policy(
    trainer: PPO,
    steps: int,
    checkpoint: str | os.PathLike[str] | None = None,
    *,
    seconds: float | None = None,
    callback: Callable[[Any], bool | None] | None = None,
    progress: bool | None = False,
) -> bool:
    """Train until ``steps`` environment steps are done in all, or the time is up.

    Args:
        trainer: From `policy_trainer`.
        steps: In all, those of earlier sittings included.
        checkpoint: Where to write everything it takes to go on.
        seconds: Stop after so long; go on another time.
        callback: As in ``PPO.learn``.
        progress: Show a live line; by default not.

    Returns:
        Whether all steps are done.
    """
    begun = time.monotonic()

    def late(statistics: Any) -> bool | None:
        told = callback(statistics) if callback is not None else None
        return False if seconds is not None and time.monotonic() - begun > seconds else told

    stopped = False
    while trainer.steps < steps and not stopped:
        goal = min(steps, trainer.steps + _SITTING)
        trainer.learn(goal - trainer.steps, progress=progress, callback=late)
        stopped = trainer.steps < goal
        if checkpoint is not None:
            Path(checkpoint).parent.mkdir(parents=True, exist_ok=True)
            trainer.save(checkpoint)
    return trainer.steps >= steps


def probabilities(policy: Any) -> Callable[[Array], Array]:
    """Return the function from observations (n, F) to probabilities (n, 3) of a policy.

    Args:
        policy: What ``PPO.policy`` gives: a perceptron, or a network with its actor.
    """
    actor = getattr(policy, "actor", None)
    if actor is not None:

        def by_network(observations: Array) -> Array:
            with torch.no_grad():
                logits = actor(torch.from_numpy(observations.astype(np.float32)))
            return np.asarray(logits.softmax(-1).numpy())

        return by_network

    def by_layers(observations: Array) -> Array:
        hidden = observations.astype(np.float32)
        for i, (weight, bias) in enumerate(policy.layers):
            hidden = (np.tanh(hidden) if i else hidden) @ weight.T + bias
        odds = np.exp(hidden - hidden.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    return by_layers


def _ppo(config: PolicyConfig, steps: int) -> PPOConfig:
    return PPOConfig(
        num_envs=config.num_envs,
        workers=0,
        unroll=config.unroll,
        hidden=config.hidden,
        activation="tanh",
        knots=(),  # observations are zeros and ones: there is nothing between to bend at
        gamma=config.gamma,
        learning_rate=config.learning_rate,
        final_learning_rate=0.1 * config.learning_rate,
        anneal_steps=steps,
        minibatch=config.minibatch,
        epochs=config.epochs,
        entropy=config.entropy,
        target_kl=0.05,
        normalize=False,  # observations are zeros and ones already
    )
