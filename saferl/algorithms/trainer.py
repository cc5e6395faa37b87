"""What every trainer shares: the environment, the loop, the logs, saving and resuming.

A subclass says how to learn for one iteration and what it consists of; everything around it is
here. A run in a folder leaves ``config.json``, ``progress.csv``, ``checkpoint.safetensors`` (all it
takes to go on) and ``policy.safetensors`` (all it takes to act).
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from typing import Any, ClassVar, Protocol

import numpy as np
import torch
from gymnasium.vector import VectorEnv

from saferl import checkpoints
from saferl.algorithms.costs import CostLedger
from saferl.algorithms.run_folder import RunFolder, headline
from saferl.algorithms.states import pack_generator, unpack_generator
from saferl.constraints import Constraint
from saferl.errors import CheckpointError, InputError
from saferl.multipliers import MultiplierRule, MultiplierState, multiplier_rule
from saferl.policies.protocol import State
from saferl.progress import RunProgress

__all__ = ["EnvSource", "Statistics", "Trainer", "rule_from_json"]

Array = np.ndarray[Any, Any]
EnvSource = str | VectorEnv[Any, Any, Any] | Callable[[], Any]
"""A task's id, a ready vector environment, or a function that makes one single environment."""

HIGHEST_TRAINING_SEED = 1_000_000
"""Training seeds stay below; evaluation seeds start here."""


class Statistics(Protocol):
    """What one iteration reports: a dataclass of numbers and tuples of numbers."""

    steps: int
    episode_return: float
    episode_costs: tuple[float, ...]
    task_cost: float
    multipliers: tuple[float, ...]


class Trainer(ABC):
    """Base of PPO and SAC. See their docstrings for how to use them."""

    kind: ClassVar[str]
    """Name of the algorithm, in checkpoints and on the command line."""

    def __init__(
        self,
        env: EnvSource,
        *,
        config: Any,
        constraints: Sequence[Constraint] = (),
        multiplier: MultiplierRule | None = None,
        seed: int = 0,
        observe_constraints: bool | None = None,
    ) -> None:
        if not 0 <= seed < HIGHEST_TRAINING_SEED:
            raise InputError(f"seed is {seed}, expected 0 <= seed < {HIGHEST_TRAINING_SEED}")
        if multiplier is not None and not constraints:
            raise InputError(
                "a multiplier needs something to price; pass constraints=[task_cost(budget=25)]"
            )
        self.config = config
        self.seed = seed
        self.multiplier = multiplier
        if observe_constraints is None:  # a budget nobody may exceed must be seen running out
            observe_constraints = any(c.enforce == "always" for c in constraints)
        self.env = _open(env, config.num_envs, config.workers, constraints, observe_constraints)
        self.observe_constraints = bool(getattr(self.env, "observe_constraints", False))
        self.constraints: tuple[Constraint, ...] = tuple(
            constraints or getattr(self.env, "constraints", ())
        )
        self.env_id: str | None = env if isinstance(env, str) else getattr(self.env, "env_id", None)
        self.started_from: dict[str, Any] | None = None  # source and card of the first policy
        self.steps = 0
        self.ledger = CostLedger(
            self.env.num_envs,
            [constraint.budget for constraint in self.constraints],
            multiplier,
            hard=[constraint.enforce == "always" for constraint in self.constraints],
        )
        self.generator = torch.Generator().manual_seed(seed)
        self._restarts = 0
        self._observations: Any = None  # None: start fresh episodes before the next step

    # -- what a subclass says --------------------------------------------------------------------

    @abstractmethod
    def iterate(self) -> Any:
        """Gather experience, learn from it, return typed statistics; advances ``self.steps``."""

    @property
    @abstractmethod
    def policy(self) -> Any:
        """A frozen copy of the current policy, independent of further training."""

    @abstractmethod
    def pack(self) -> tuple[dict[str, Array], dict[str, Any]]:
        """Return the subclass's arrays and JSON values for a checkpoint."""

    @abstractmethod
    def unpack(self, checkpoint: checkpoints.Checkpoint) -> None:
        """Take what :meth:`pack` gave."""

    # -- verbs -----------------------------------------------------------------------------------

    def learn(
        self,
        steps: int,
        *,
        log_dir: str | os.PathLike[str] | None = None,
        checkpoint_every: int | None = None,
        evaluate_every: int | None = None,
        evaluation_episodes: int = 20,
        tensorboard: bool = False,
        progress: bool | None = None,
        callback: Callable[[Any], bool | None] | None = None,
    ) -> Any:
        """Train until ``self.steps`` has grown by at least ``steps`` environment steps.

        Args:
            steps: Environment steps to add, over all environments together.
            log_dir: Folder for logs, checkpoints and the policy; nothing is written without.
            checkpoint_every: Steps between checkpoints; only at the end by default.
            evaluate_every: Steps between deterministic evaluations on environments of their own.
            evaluation_episodes: Episodes of each.
            tensorboard: Write TensorBoard events beside the CSV.
            progress: Show a live line; by default on a terminal only.
            callback: Called with each iteration's statistics; returning False stops training.

        Returns:
            The trainer itself.

        Raises:
            InputError: ``steps`` is not positive.
            SimulationError: The environment returned NaN or died; the last checkpoint stands.
        """
        if steps < 1:
            raise InputError(f"steps is {steps}, expected at least 1")
        target = self.steps + steps
        schedule = {"checkpoint_every": checkpoint_every, "evaluate_every": evaluate_every}
        run = (
            RunFolder(self, log_dir, tensorboard=tensorboard, schedule=schedule)
            if log_dir is not None
            else None
        )
        next_checkpoint = _next(self.steps, checkpoint_every)
        next_evaluation = _next(self.steps, evaluate_every)
        title = f"{self.kind} {self.env_id or ''}".strip()
        try:
            with (
                torch_threads(self.config.torch_threads),
                RunProgress(title, total=target, done=self.steps, enabled=progress) as line,
            ):
                while self.steps < target:
                    statistics = self.iterate()
                    line.update(self.steps, headline(statistics))
                    if run is not None:
                        run.record(statistics)
                    if self.steps >= next_evaluation:
                        self._evaluate(evaluation_episodes, run)
                        next_evaluation = _next(self.steps, evaluate_every)
                    if run is not None and self.steps >= next_checkpoint:
                        run.keep()
                        next_checkpoint = _next(self.steps, checkpoint_every)
                    if callback is not None and callback(statistics) is False:
                        break
            if run is not None:
                run.keep()
        finally:
            if run is not None:
                run.close()
        return self

    def predict(
        self,
        observation: Any,
        state: State = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, State]:
        """Act with the current policy; see :class:`saferl.policies.Policy`."""
        action: tuple[Array, State] = self.policy.predict(
            observation, state, episode_start, deterministic
        )
        return action

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write everything it takes to go on, atomically.

        What happens next does not depend on whether this object goes on or a loaded copy does: both
        begin new episodes, with the same seeds.
        """
        tensors, document = self.pack()
        tensors = {**tensors, "generator": pack_generator(self.generator)}
        document = {
            **document,
            "env_id": self.env_id,
            "seed": self.seed,
            "steps": self.steps,
            "config": asdict(self.config),
            "constraints": [constraint.to_json() for constraint in self.constraints],
            "multiplier": _rule_to_json(self.multiplier),
            "observe_constraints": self.observe_constraints,
            "started_from": self.started_from,
            "multiplier_states": [state.to_json() for state in self.ledger.states],
            "restarts": self._restarts,
            "total_cost": self.ledger.total_cost,
        }
        checkpoints.write(path, kind=self.kind, tensors=tensors, document=document)
        self._observations = None

    @classmethod
    def load(
        cls, path: str | os.PathLike[str], env: EnvSource | None = None, **options: Any
    ) -> Any:
        """Rebuild a trainer from :meth:`save`, ready to go on bit for bit.

        Args:
            path: The checkpoint.
            env: Needed only where the run was not started from a task's id.
            options: Passed to the constructor, such as ``network`` where the run had one.

        Raises:
            CheckpointError: Truncated, foreign, or of another algorithm.
            InputError: The environment's spaces do not fit.
        """
        checkpoint = checkpoints.read(path, kind=cls.kind)
        document = checkpoint.document
        env = document["env_id"] if env is None else env
        if env is None:
            raise InputError(f"'{path}' was not trained on a registered task; pass env=...")
        try:
            config = cls.config_class()(**_tuples(document["config"]))
            trainer = cls(
                env,
                config=config,
                constraints=[Constraint.from_json(c) for c in document["constraints"]],
                multiplier=rule_from_json(document["multiplier"]),
                seed=document["seed"],
                observe_constraints=document["observe_constraints"],
                **options,
            )
            trainer.unpack(checkpoint)
            trainer.steps = document["steps"]
            trainer.started_from = document.get("started_from")
            trainer.ledger.states = [
                MultiplierState.from_json(state) for state in document["multiplier_states"]
            ]
            trainer.ledger.total_cost = document["total_cost"]
            trainer._restarts = document["restarts"]
            unpack_generator(trainer.generator, checkpoint.tensors["generator"])
        except (KeyError, TypeError, RuntimeError) as error:
            raise CheckpointError(f"'{path}' does not fit a {cls.kind} trainer: {error}") from error
        return trainer

    @classmethod
    @abstractmethod
    def config_class(cls) -> type[Any]:
        """The dataclass of the algorithm's configuration."""

    # -- for subclasses --------------------------------------------------------------------------

    def current_observations(self) -> Any:
        """Return the observations to act on, beginning new episodes where that is due."""
        if self._observations is None:
            source = np.random.Generator(np.random.PCG64([self.seed, self._restarts]))
            seeds = source.integers(0, HIGHEST_TRAINING_SEED, self.env.num_envs)
            reset: Any = self.env.reset  # Gymnasium's base class takes one seed, every kind a list
            self._observations, _ = reset(seed=[int(s) for s in seeds])
            self._restarts += 1
            self.ledger.begin()
        return self._observations

    def remember(self, observations: Any) -> None:
        """Keep the observations the last step led to, for :meth:`current_observations`."""
        self._observations = observations

    def card(self) -> dict[str, Any]:
        """Return where a policy trained by this run comes from, as JSON values."""
        begun = {} if self.started_from is None else {"started_from": self.started_from}
        return {
            "algorithm": self.kind,
            "env_id": self.env_id,
            "seed": self.seed,
            "steps": self.steps,
            "constraints": [constraint.to_json() for constraint in self.constraints],
            "observe_constraints": self.observe_constraints,
            "multiplier": _rule_to_json(self.multiplier),
            **begun,
            "config": asdict(self.config),
        }

    def _evaluate(self, episodes: int, run: RunFolder | None) -> None:
        from saferl.evaluation import evaluate  # evaluation is heavier than training needs

        if self.env_id is None:
            raise InputError("evaluate_every needs an environment that was given by its id")
        # seeds of its own: neither the trained-on ones nor those a final evaluation uses
        seeds = range(2_000_000, 2_000_000 + episodes)
        report = evaluate(
            self.policy, self.env_id, episodes=episodes, seeds=seeds, constraints=self.constraints
        )
        if run is not None:
            run.record_evaluation(report)


@contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Run with ``count`` torch threads; the caller's setting comes back afterwards."""
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _next(steps: int, every: int | None) -> float:
    """The next multiple of ``every`` after ``steps``: the same for a run and its resumption."""
    return float("inf") if every is None else (steps // every + 1) * every


def _open(
    env: EnvSource,
    num_envs: int,
    workers: int,
    constraints: Sequence[Constraint],
    observe_constraints: bool,
) -> VectorEnv[Any, Any, Any]:
    if isinstance(env, VectorEnv):
        if constraints and tuple(constraints) != tuple(getattr(env, "constraints", ())):
            raise InputError(
                "the vector environment was not made with these constraints; "
                "pass them to make_vec(..., constraints=...) instead"
            )
        return env
    from saferl.envs.vectorise import make_vec  # simulation is not needed to import a trainer

    return make_vec(
        env,
        num_envs=num_envs,
        workers=workers,
        constraints=constraints,
        observe_constraints=observe_constraints,
    )


def _rule_to_json(rule: MultiplierRule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    assert is_dataclass(rule)
    name = {"DualAscent": "dual", "PID": "pid"}[type(rule).__name__]
    return {"name": name, **asdict(rule)}


def rule_from_json(document: dict[str, Any] | None) -> MultiplierRule | None:
    """Rebuild a multiplier's rule from a run's ``config.json`` or checkpoint."""
    if document is None:
        return None
    settings = dict(document)
    return multiplier_rule(settings.pop("name"), **settings)


def _tuples(document: dict[str, Any]) -> dict[str, Any]:
    """JSON knows no tuples; the configurations have no lists."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in document.items()}
