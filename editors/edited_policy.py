"""A frozen policy with an editor on top: what :func:`editors.edit` returns.

The base proposes, the editor moves the proposal, and both can be looked at:

>>> from saferl.constraints import task_cost
>>> from saferl.policies import MlpPolicy
>>> box, one = spaces.Box(-1, 1, (1,)), np.ones((1, 1), np.float32)
>>> base = MlpPolicy(
...     observation_space=box,
...     action_space=box,
...     layers=((one, np.zeros(1, np.float32)),),
...     mean=np.zeros(1),
...     scale=np.ones(1),
... )
>>> edited = EditedPolicy(
...     base=base,
...     layers=((np.array([[0, 0, -0.5]], np.float32), np.zeros(1, np.float32)),),
...     mean=np.zeros(1),
...     scale=np.ones(1),
...     constraints=(task_cost(25.0),),
...     prices=np.array([0.0]),
... )
>>> edited.predict(np.array([0.75]))[0]  # a price of zero buys no edit here
array([0.75], dtype=float32)
>>> decision = edited.priced([np.e - 1]).decide(np.array([0.75]))
>>> decision.proposal, decision.action.round(3), decision.edited
(array([0.75], dtype=float32), array([-0.174], dtype=float32), np.True_)

Inference is plain NumPy, each row by itself: an action does not depend on the rest of the batch.

Shapes: n rows, F flat observation, A action, k constraints.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from gymnasium import spaces

from editors.budgets import check_steerable
from editors.edited_parts import Layers, check_editable, check_parts
from editors.gate import Gate
from editors.price_curve import PriceCurve
from editors.rethinking import rethought
from saferl import checkpoints
from saferl.constraints import Constraint
from saferl.errors import CheckpointError, InputError, unknown_name
from saferl.policies import Decision, Session, decide
from saferl.policies.adapter import checked_actions
from saferl.policies.mlp import perceptron
from saferl.spaces import (
    as_batch,
    flat_size,
    flatten_batch,
    scale_from_box,
    scale_to_box,
)

__all__ = ["KIND", "EditedPolicy"]

KIND = "edited-policy"
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class EditedPolicy:
    """A base policy and the editor that keeps it within its budgets.

    What is executed is ``clip(proposal + 2 edit, -1, 1)``, in the unit box of the actions (Yu, Xu,
    Zhang 2022, arXiv 2201.12427, section 3.1). The editor sees the normalised observation, the
    proposal, and ``log(1 + price)`` of each constraint; ``edit`` is the tanh of its outputs.

    Attributes:
        base: The policy that proposes: any policy with bounded Box actions. Never changed.
        layers: The editor: ((weight (out, in), bias (out,)), ...), F + A + k inputs, A outputs.
        activation: Between its layers.
        mean, scale: (F,) normaliser of its observations: (observation - mean) * scale, clipped
            at 10.
        constraints: The k constraints with the budgets in force.
        prices: (k,) multipliers the editor acts at.
        curve: The way from budgets to prices; None before calibration.
        cost_critics: For each constraint a perceptron with F + A + k + A inputs (the editor's, and
            the executed action) and one output, the discounted cost to come; () predicts nothing.
        gate: Lets only edits pass that gain enough; None lets all pass.
        rethink: Takes another action where that gains more than this judge's threshold over the
            edit (:mod:`editors.rethinking`); None never does.
        deadband: Edits that change no component by more (in [-1, 1]) are left out altogether.
        sample_base: Edit samples of the base where an action is not asked for deterministically;
            by default its deterministic action is edited always.
        unmet: Names of constraints whose budget was not met, and the lowest mean cost reached.
        source: What the base was loaded from, if it was loaded by name.
        card: Where the editor came from.

    Raises:
        InputError: Parts that do not fit each other, or a base whose actions cannot be edited.
    """

    base: Any
    layers: Layers
    activation: Literal["tanh", "relu"] = "relu"
    mean: Array
    scale: Array
    constraints: tuple[Constraint, ...]
    prices: Array
    curve: PriceCurve | None = None
    cost_critics: tuple[Layers, ...] = ()
    gate: Gate | None = None
    rethink: Gate | None = None
    deadband: float = 0.05
    sample_base: bool = False
    unmet: Mapping[str, float] = field(default_factory=dict)
    source: str | None = None
    card: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_editable(self.base)
        check_parts(self)

    # -- acting ----------------------------------------------------------------------------------

    @property
    def observation_space(self) -> spaces.Space[Any]:
        """Exactly the base's."""
        space: spaces.Space[Any] = self.base.observation_space
        return space

    @property
    def action_space(self) -> spaces.Box:
        """Exactly the base's."""
        space: spaces.Box = self.base.action_space
        return space

    @property
    def observe_constraints(self) -> bool:
        """Whether the base observes the constraints' state."""
        return bool(getattr(self.base, "observe_constraints", False))

    def predict(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> tuple[Array, Any]:
        """Return the edited action for one observation or a batch, and the base's state.

        Raises:
            InputError: The observation does not fit or is not finite, or the base returned NaN or
                the wrong shape.
        """
        batch, flat, single = self._observed(observation)
        inner = self._propose(batch, state, episode_start, deterministic)
        action, _, _ = self._edited(flat, inner.action)
        return (action[0] if single else action), inner.state

    def decide(
        self,
        observation: Any,
        state: Any = None,
        episode_start: Any = None,
        deterministic: bool = False,
    ) -> Decision:
        """Return the action and how it came about.

        ``proposal`` is what the innermost policy wanted, ``edited`` whether the editor (or one
        inside) changed it, ``predicted_cost`` (n, k) the discounted cost to come of each
        constraint, in its own unit, and ``inner`` the base's decision.

        Raises:
            InputError: As :meth:`predict`.
        """
        batch, flat, single = self._observed(observation)
        inner = self._propose(batch, state, episode_start, deterministic)
        action, changed, inputs = self._edited(flat, inner.action)
        predicted = self._predicted_cost(inputs, action)
        rows: Any = 0 if single else slice(None)
        return Decision(
            action=action[rows],
            state=inner.state,
            proposal=inner.proposal[rows],
            executed=action[rows],
            edited=(changed | inner.edited)[rows],
            vetoed=inner.vetoed[rows],
            level=inner.level[rows],
            predicted_cost=None if predicted is None else predicted[rows],
            inner=inner,
        )

    def session(self, num_envs: int = 1, *, deterministic: bool = True) -> Session:
        """Open a deployment loop that keeps the state."""
        return Session(self, num_envs, deterministic=deterministic)

    @property
    def sampling_state(self) -> Callable[[Any], Any]:
        """The base's, where its samples are edited; evaluation ties them to the episodes' seeds."""
        if not self.sample_base:
            raise AttributeError("an edited policy whose base is not sampled has no sampling_state")
        found: Callable[[Any], Any] = self.base.sampling_state
        return found

    # -- budgets ---------------------------------------------------------------------------------

    @property
    def budgets(self) -> dict[str, float]:
        """The budget in force of each constraint, by its name."""
        return {constraint.name: constraint.budget for constraint in self.constraints}

    def with_budget(self, budget: float | Mapping[str, float]) -> EditedPolicy:
        """Return the same editor at other budgets, without retraining.

        Args:
            budget: For the only constraint, or by name; constraints not named keep theirs.

        Raises:
            InputError: A budget outside the range trained for (which is named) or lower than was
                reached; one above 0 for a constraint that must hold in every episode; a name no
                constraint has; several constraints and a single number.
        """
        if self.curve is None:
            raise InputError(
                "this editor is not calibrated yet, so no price is known for a budget; "
                "let its training end, or set prices by policy.priced(...)"
            )
        names = [constraint.name for constraint in self.constraints]
        if not isinstance(budget, Mapping):
            if len(names) != 1:
                raise InputError(f"there are {len(names)} constraints; name them: {names}")
            budget = {names[0]: float(budget)}
        for name in budget:
            if name not in names:
                raise unknown_name("constraint", name, names)
        wanted = {**self.budgets, **{name: float(value) for name, value in budget.items()}}
        prices = self.curve.prices_for(np.array([wanted[name] for name in names]), names)
        constraints = tuple(replace(c, budget=wanted[c.name]) for c in self.constraints)
        check_steerable(constraints)
        return replace(self, constraints=constraints, prices=prices, unmet={})

    def priced(self, prices: Sequence[float] | Array) -> EditedPolicy:
        """Return the same editor at given prices (k,), whatever they cost.

        Raises:
            InputError: Another number of prices, or one below zero.
        """
        return replace(self, prices=np.array(prices, dtype=np.float64), unmet={})

    # -- inside ----------------------------------------------------------------------------------

    def _observed(self, observation: Any) -> tuple[Any, Array, bool]:
        """Return the batch, flat (n, F) too, and whether it was one; checked before any is used."""
        batch, single = as_batch(self.observation_space, observation)
        flat, _ = flatten_batch(self.observation_space, batch)
        if not np.isfinite(flat).all():
            row, column = np.argwhere(~np.isfinite(flat))[0]
            raise InputError(f"observation {row} has {flat[row, column]} at component {column}")
        return batch, flat, single

    def _propose(self, batch: Any, state: Any, episode_start: Any, deterministic: bool) -> Decision:
        mode = deterministic or not self.sample_base
        return decide(self.base, batch, state, episode_start, mode)

    def _edited(self, flat: Array, proposed: Any) -> tuple[Array, Array, Array]:
        """Return the actions (n, *shape), which were changed (n,), and the editor's inputs."""
        n = len(flat)
        proposal = checked_actions(self.action_space, proposed, n)
        inputs = self._inputs(flat, proposal)
        unit = inputs[:, flat.shape[1] : flat.shape[1] + flat_size(self.action_space)]
        edit = np.tanh(perceptron(self.layers, self.activation, inputs))
        wanted = np.clip(unit + np.float32(2.0) * edit, -1.0, 1.0)
        if self.rethink is not None:
            wanted = rethought(self.rethink, inputs, unit, wanted, self.prices)
        changed = np.abs(wanted - unit).max(axis=1) > self.deadband  # (n,)
        if self.gate is not None and changed.any():
            some = inputs[changed], unit[changed], wanted[changed]
            changed[changed] = self.gate.passes(*some, self.prices)
        rows = changed.reshape(n, *([1] * (proposal.ndim - 1)))
        action = np.where(rows, scale_to_box(self.action_space, wanted), proposal)
        return action, changed, inputs

    def _inputs(self, flat: Array, proposal: Array) -> Array:
        """(n, F + A + k) float32."""
        seen = np.clip((flat - self.mean) * self.scale, -10.0, 10.0)
        unit = np.clip(scale_from_box(self.action_space, proposal), -1.0, 1.0)
        prices = np.broadcast_to(np.log1p(self.prices), (len(flat), len(self.prices)))
        inputs: Array = np.concatenate([seen, unit, prices], axis=1).astype(np.float32)
        return inputs

    def _predicted_cost(self, inputs: Array, action: Array) -> Array | None:
        if not self.cost_critics:
            return None
        executed = np.clip(scale_from_box(self.action_space, action), -1.0, 1.0)
        judged = np.concatenate([inputs, executed], axis=1)
        values = [perceptron(layers, self.activation, judged) for layers in self.cost_critics]
        predicted: Array = np.concatenate(values, axis=1).astype(np.float64)  # (n, k)
        return predicted

    # -- files -----------------------------------------------------------------------------------

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write editor and base to one safetensors file, atomically.

        A base of another library is not in the file; see :mod:`editors.embedding`.
        """
        from editors.edited_file import packed

        tensors, document = packed(self)
        checkpoints.write(path, kind=KIND, tensors=tensors, document=document)

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, base: Any = None) -> EditedPolicy:
        """Read a policy written by :meth:`save`.

        Args:
            path: The file.
            base: The base policy, needed where it is another library's.

        Raises:
            CheckpointError: Truncated, foreign, of another kind, with parts that do not fit, or
                without the base it needs.
        """
        return cls.from_checkpoint(checkpoints.read(path, kind=KIND), base=base)

    @classmethod
    def from_checkpoint(
        cls, checkpoint: checkpoints.Checkpoint, *, base: Any = None
    ) -> EditedPolicy:
        """Build the policy from a checkpoint of kind ``"edited-policy"``."""
        from editors.edited_file import unpacked

        try:
            return cls(**unpacked(checkpoint, base))
        except CheckpointError:
            raise
        except (KeyError, TypeError, ValueError) as error:  # InputError is a ValueError
            raise CheckpointError(
                f"'{checkpoint.path}' lacks or garbles a part of an edited policy: {error}"
            ) from error
