"""`Shield`: looks ahead with a learned model and vetoes actions that lead to violations.

    shield = Shield.fit("SafetyPointGoal1-v0", policy="zoo:SafetyPointGoal1-v0/ppo", steps=300_000)
    shielded = shield.attach("zoo:SafetyPointGoal1-v0/ppo", deadline_ms=20)
    certificate = shield.certify(shielded, "SafetyPointGoal1-v0", budget=5)

A shield holds a model and settings, and no policy: one shield attaches to any policy that observes
and does what the model was fitted on.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import spaces

from lookahead.guard import to_unit
from lookahead.planner import Planner
from lookahead.planner_flat import FlatPlanner
from lookahead.planner_navigation import NavigationPlanner, PlannerConfig
from lookahead.representation_map import ObjectMap
from lookahead.world_model import WorldModel
from lookahead.world_model_flat import FlatModel
from saferl import checkpoints
from saferl.checkpoints import Checkpoint
from saferl.constraints import Constraint
from saferl.errors import CheckpointError
from saferl.policies import MlpPolicy
from saferl.policies.loading import as_policy, load_policy

if TYPE_CHECKING:
    from lookahead.certificate import Certificate
    from lookahead.shielded_policy import ShieldedPolicy
    from lookahead.transitions import Transitions
    from lookahead.world_model_fit import WorldModelConfig

__all__ = ["KIND", "Shield"]

Array = np.ndarray[Any, Any]
KIND = "shield"


@dataclass(frozen=True, kw_only=True, eq=False)
class Shield:
    """A model, and how to look ahead with it.

    Attributes:
        model: What would happen next.
        config: How far, how often and how cautiously.
        policy: The task policy whose steps are imagined; `attach` sets it. Without one the
            planner screens as always, and searches among open-loop plans alone.
    """

    model: WorldModel | FlatModel
    config: PlannerConfig = field(default_factory=PlannerConfig)
    policy: Any = None

    @classmethod
    def fit(
        cls,
        env_id: str,
        *,
        policy: Any = None,
        transitions: Transitions | None = None,
        steps: int = 200_000,
        constraints: Sequence[Constraint] = (),
        config: PlannerConfig | None = None,
        model_config: WorldModelConfig | None = None,
        num_envs: int = 20,
        seed: int = 0,
    ) -> Shield:
        """Learn a model of a task and make a shield of it.

        Args:
            env_id: The task.
            policy: Plays to make transitions, disturbed at times; None for random actions.
            transitions: Logged ones to learn from instead; nothing is played then.
            steps: How many to play.
            constraints: What to keep; the task's own cost where there are none.
            config: How to look ahead.
            model_config: Size and training of the model.
            num_envs: Environments to play in at once.
            seed: Of all that is random.

        Raises:
            InputError: Transitions that do not fit the task.
        """
        from lookahead.transitions_collect import collect

        if transitions is None:
            transitions = collect(
                env_id, steps, policy=policy, constraints=constraints, num_envs=num_envs, seed=seed
            )
        return cls(
            model=_fitted(transitions, env_id, constraints, model_config, seed),
            config=config or PlannerConfig(),
        )

    @property
    def observation_space(self) -> spaces.Space[Any]:
        """What policies must observe."""
        return self.model.observation_space

    @property
    def action_space(self) -> spaces.Space[Any]:
        """What policies must do."""
        return self.model.action_space

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """What is kept."""
        return self.model.constraints

    @property
    def digest(self) -> str:
        """What tells this model from another."""
        return self.model.digest

    @functools.cached_property
    def planner(self) -> Planner:
        """What looks ahead for the policy."""
        model = self.model
        act = None if self.policy is None else _Acting(self.policy, model.action_space)
        if isinstance(model, FlatModel):
            return FlatPlanner(act=act, model=model, config=self.config)
        return NavigationPlanner(
            act=act,
            model=model.motion,
            layout=model.layout,
            danger=model.danger,
            surroundings=ObjectMap(model.layout, model.movers),
            manoeuvres=model.manoeuvres,
            familiar=model.familiar,
            config=self.config,
        )

    def bound(self, policy: Any) -> Shield:
        """Return this shield with a policy whose steps it imagines."""
        return replace(self, policy=as_policy(policy) if hasattr(policy, "predict") else policy)

    def attach(self, policy: Any, **options: Any) -> ShieldedPolicy:
        """Put a policy behind this shield.

        Args:
            policy: Any policy, or what `saferl.load_policy` takes.
            options: ``fallback``, ``safe_action``, ``deadline_ms``, ``audit``, ``isolate``, as
                `ShieldedPolicy` has them.

        Raises:
            InputError: It does not fit what the model was fitted on.
        """
        from lookahead.shielded_policy import ShieldedPolicy

        if isinstance(policy, str | os.PathLike):
            policy = load_policy(policy)
        return ShieldedPolicy(policy, self.bound(policy), **options)

    def certify(self, policy: Any, env: Any = None, **options: Any) -> Certificate:
        """Bound the rate of bad episodes of a policy behind this shield; see `certify`.

        Args:
            policy: A policy; it is attached unless it is shielded already.
            env: The task; by default the one the model is of.
            options: ``budget``, ``rate``, ``confidence``, ``episodes``, ..., as `certify` has them.
        """
        from lookahead.certificate import certify
        from lookahead.shielded_policy import ShieldedPolicy

        shielded = policy if isinstance(policy, ShieldedPolicy) else self.attach(policy)
        return certify(shielded, env or self.model.env_id, **options)

    # -- files -----------------------------------------------------------------------------------

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the shield, without a policy, to one safetensors file, atomically."""
        checkpoints.write(path, kind=KIND, tensors=self.model.tensors, document=self.document())

    def document(self) -> dict[str, Any]:
        """Everything but the arrays, as JSON values."""
        return {"model": self.model.document(), "planner": asdict(self.config)}

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Shield:
        """Read a shield written by :meth:`save`.

        Raises:
            CheckpointError: Truncated, foreign, of another kind, or with parts that do not fit.
        """
        return cls.from_checkpoint(checkpoints.read(path, kind=KIND))

    @classmethod
    def from_checkpoint(cls, checkpoint: Checkpoint) -> Shield:
        """Build the shield from a checkpoint that holds what `save` writes."""
        return cls.from_parts(checkpoint.tensors, checkpoint.document)

    @classmethod
    def from_parts(cls, tensors: dict[str, Array], document: dict[str, Any]) -> Shield:
        """Build the shield from its arrays and its document.

        Raises:
            CheckpointError: Parts are missing or do not fit each other.
        """
        try:
            form = FlatModel if document["model"].get("form") == "flat" else WorldModel
            model = form.from_parts(tensors, document["model"])
            known = {setting.name for setting in fields(PlannerConfig)}
            given = {"aim": False, **document["planner"]}  # as it was before there was a choice
            if not set(given) <= known:
                raise KeyError(f"unknown settings {sorted(set(given) - known)}")
            return cls(model=model, config=PlannerConfig(**given))
        except (KeyError, TypeError) as error:
            raise CheckpointError(f"the shield lacks or garbles a part: {error}") from error


def _fitted(
    transitions: Transitions,
    env_id: str,
    constraints: Sequence[Constraint],
    config: WorldModelConfig | None,
    seed: int,
) -> WorldModel | FlatModel:
    """The kind of model that suits the task's observation."""
    from lookahead.representation import layout_of

    if layout_of(env_id) is not None:
        return WorldModel.fit(
            transitions, env_id, constraints=constraints, config=config, seed=seed
        )
    from lookahead.world_model_flat_fit import fit_flat_model
    from saferl.policies import spaces_of

    observed, acted = spaces_of(env_id)
    return fit_flat_model(
        transitions,
        observed,
        acted,
        env_id=env_id,
        constraints=constraints,
        config=config,
        seed=seed,
    )


class _Acting:
    """A policy's mode as a function of flat observations to actions in [-1, 1]."""

    def __init__(self, policy: Any, box: spaces.Space[Any]) -> None:
        self.policy, self.box = policy, box

        self.quick = (
            policy.modes if isinstance(policy, MlpPolicy) and isinstance(box, spaces.Box) else None
        )

    def __call__(self, observation: Array) -> Array:
        """Ask for (N, obs_dim); a policy with a memory is asked as if its episode began."""
        if self.quick is not None:
            return self.quick(observation)
        starts = np.ones(len(observation), dtype=bool)
        action = self.policy.predict(observation, None, starts, deterministic=True)[0]
        return to_unit(self.box, np.asarray(action))
