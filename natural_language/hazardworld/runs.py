"""Runs: folders of trained modules and policies, and the agents made of them.

A run holds ``interpreter.safetensors``, and a file for each learner: ``conditioned``, ``fusion``,
``unconstrained``; beside each policy what it takes to go on training it. The package ships one run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from natural_language.hazardworld.agents import Agent, ConditionedAgent, RandomAgent
from natural_language.hazardworld.beliefs import FEATURES, Interpreter
from natural_language.hazardworld.board import REWARDS
from natural_language.hazardworld.fusion import SEEN, FusionAgent, FusionPolicy
from natural_language.hazardworld.interpreter_training import train_interpreter
from natural_language.hazardworld.learned import LearnedInterpreter, Reader
from natural_language.hazardworld.reading_agent import ParsedInterpreter
from natural_language.hazardworld.sentences import evenly, sentences
from natural_language.hazardworld.sittings import InterpreterConfig
from natural_language.hazardworld.training import (
    Learner,
    PolicyConfig,
    policy_trainer,
    probabilities,
    train_policy,
    tuned,
)
from natural_language.hazardworld.words import Vocabulary
from saferl.errors import CheckpointError, InputError, unknown_name
from saferl.policies.mlp import MlpPolicy

__all__ = ["AGENTS", "CEILING", "INTERPRETERS", "SHIPPED", "Run"]

#: The run that ships with the package.
SHIPPED = Path(__file__).parent / "trained"
#: Stands beside agents in tables: the most that the games can pay without excess cost (`ceiling`).
CEILING = "ceiling"
#: Agents by what reads the text for them, then those that nobody reads for.
AGENTS = ("learned", "parser", "parser+learned", "fusion", "unconstrained", "random")
INTERPRETERS = AGENTS[:3]


class Run:
    """A folder of trained things.

    Args:
        folder: Where they are, or are to be.
    """

    def __init__(self, folder: str | os.PathLike[str] = SHIPPED) -> None:
        self.folder = Path(folder)

    def path(self, name: str) -> Path:
        """Where ``"interpreter"`` or a learner's policy is kept."""
        return self.folder / f"{name}.safetensors"

    def has(self, name: str) -> bool:
        """Whether it is there."""
        return self.path(name).is_file()

    # -- training --------------------------------------------------------------------------------

    def train_interpreter(
        self,
        *,
        seed: int,
        config: InterpreterConfig | None = None,
        seconds: float | None = None,
        callback: Callable[[int, float, float], bool | None] | None = None,
    ) -> bool:
        """Stage one, on the training sentences: begin, or go on where an earlier sitting stopped.

        Args:
            seed: Of everything random.
            config: See `InterpreterConfig`.
            seconds: End the sitting after so long.
            callback: As in `train_interpreter`.

        Returns:
            Whether it is done.
        """
        config = InterpreterConfig() if config is None else config
        self.folder.mkdir(parents=True, exist_ok=True)
        missions = evenly(sentences("train"))
        # the sequential ones twice: following what was touched takes longest to learn
        missions += tuple(mission for mission in missions if mission.kind == "sequential")
        checkpoint, begun = self.folder / "interpreter.checkpoint", time.monotonic()
        done = config.updates

        def late(update: int, mask: float, threshold: float) -> bool | None:
            nonlocal done
            done = update + 1
            told = callback(update, mask, threshold) if callback is not None else None
            return False if seconds is not None and time.monotonic() - begun > seconds else told

        reader = train_interpreter(
            missions, config=config, seed=seed, checkpoint=checkpoint, callback=late
        )
        if done < config.updates:
            return False
        reader.save(self.path("interpreter"))
        checkpoint.unlink()
        return True

    def train(
        self,
        learner: Learner,
        *,
        seed: int,
        steps: int,
        config: PolicyConfig | None = None,
        rewards: tuple[float, ...] = REWARDS,
        name: str | None = None,
        seconds: float | None = None,
        callback: Callable[[Any], bool | None] | None = None,
        progress: bool | None = False,
    ) -> bool:
        """Stage two or a baseline: begin, or go on where an earlier sitting stopped.

        Args:
            learner: Which.
            seed: Of everything random.
            steps: Environment steps in all.
            config: By default, `training.tuned` for the learner.
            rewards: What ball, box and key are worth.
            name: Of the policy's file; by default the learner's.
            seconds: End the sitting after so long.
            callback: As in ``PPO.learn``.
            progress: Show a live line.

        Returns:
            Whether all steps are done.

        Raises:
            InputError: A conditioned policy is to be trained without an interpreter.
        """
        name = learner if name is None else name
        missions = evenly(sentences("train"))
        if learner == "conditioned" and not self.has("interpreter"):
            raise InputError(
                f"'{self.folder}' holds no interpreter for the policy to listen to; train it first"
            )
        reader = Reader.load(self.path("interpreter")) if learner == "conditioned" else None
        checkpoint = self.folder / f"{name}.checkpoint"
        trainer = policy_trainer(
            learner,
            missions,
            reader=reader,
            rewards=rewards,
            config=config,
            seed=seed,
            steps=steps,
            resume=checkpoint if checkpoint.is_file() else None,
        )
        done = train_policy(
            trainer, steps, checkpoint, seconds=seconds, callback=callback, progress=progress
        )
        if learner == "fusion":
            hidden = tuple((config or tuned(learner)).hidden)
            words = Vocabulary.of([mission.text for mission in missions])
            FusionPolicy(trainer.policy.actor, words, hidden).save(self.path(name))
        else:
            trainer.policy.save(self.path(name))
        return done

    # -- agents ----------------------------------------------------------------------------------

    def interpreter(self, name: str, num_envs: int, constraints: int = 1) -> Interpreter:
        """Make what reads texts for an agent.

        Args:
            name: ``"learned"``, ``"parser"`` (which takes refused texts to forbid every tile), or
                ``"parser+learned"`` (which asks the learned interpreter about them).
            num_envs: Agents.
            constraints: Sentences of each text, at most.

        Raises:
            InputError: No such interpreter.
        """
        if name not in INTERPRETERS:
            raise unknown_name("interpreter", name, INTERPRETERS)
        if name == "parser":
            return ParsedInterpreter(num_envs)
        learned = LearnedInterpreter(self._reader(), num_envs, constraints)
        return learned if name == "learned" else ParsedInterpreter(num_envs, fallback=learned)

    def agent(
        self,
        name: str,
        *,
        constraints: int = 1,
        policy: str | None = None,
        guarded: bool = True,
    ) -> Callable[[int], Agent]:
        """Return what makes an agent for so many games; see `AGENTS`.

        Args:
            name: Which.
            constraints: Sentences of each text, at most.
            policy: Name of the policy's file; by default the learner's.
            guarded: See `agents.ConditionedAgent`.

        Raises:
            InputError: No such agent.
            CheckpointError: The run lacks a file it needs.
        """
        if name not in AGENTS:
            raise unknown_name("agent", name, AGENTS)
        if name == "random":
            return lambda n: RandomAgent()
        if name == "fusion":
            fused = FusionPolicy.load(self.path(policy or "fusion"))
            act = probabilities(fused)
            return lambda n: FusionAgent(act, fused.vocabulary, n)
        if name == "unconstrained":
            act = probabilities(self._policy(policy or "unconstrained", SEEN))
            return lambda n: FusionAgent(act, None, n)
        act = probabilities(self._policy(policy or "conditioned", FEATURES))
        return lambda n: ConditionedAgent(
            act, self.interpreter(name, n, constraints), n, guarded=guarded
        )

    def _policy(self, name: str, size: int) -> MlpPolicy:
        policy = MlpPolicy.load(self.path(name))
        given = policy.layers[0][0].shape[1]
        if given != size:
            raise CheckpointError(
                f"'{self.path(name)}' is a policy of {given} numbers, where a HazardWorld agent is "
                f"shown {size}; train it anew with `saferl hazardworld train`"
            )
        return policy

    def _reader(self) -> Reader:
        return Reader.load(self.path("interpreter"))
