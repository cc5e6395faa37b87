"""Freezing what an editor's training has learned into an edited policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from editors.critic_layers import critic_layers
from editors.edited_parts import Layers
from editors.edited_policy import EditedPolicy
from editors.gate import Gate
from saferl.algorithms.actors import linear_layers
from saferl.algorithms.soft_values import TWIN

if TYPE_CHECKING:
    from editors.editor_trainer import EditorTrainer

__all__ = ["frozen"]


def frozen(trainer: EditorTrainer) -> EditedPolicy:
    """Return the editor on its base at the prices so far, with copies of all it needs."""
    config = trainer.config
    flat, actions, k = trainer.proposed.sizes
    *inner, (weight, bias) = linear_layers(trainer.actor.body)
    scale = trainer.scale.scale if config.normalize else np.ones(1 + k)
    units = scale[1:].astype(np.float64)
    first = range(TWIN, TWIN + k * config.cost_critics, config.cost_critics)
    costs = tuple(_critic(trainer, m, float(unit)) for m, unit in zip(first, units, strict=True))
    gate = Gate(
        utility=tuple(_critic(trainer, member, 1.0) for member in range(TWIN)),
        costs=costs,
        units=units,
        least_gain=config.least_gain,
        activation=config.activation,
    )
    return EditedPolicy(
        base=trainer.base,
        layers=(*inner, (weight[:actions], bias[:actions])),
        activation=config.activation,
        mean=trainer.normalizer.moments.mean[:flat].copy(),
        scale=trainer.normalizer.scale[:flat].copy(),
        constraints=trainer.constraints,
        prices=trainer.prices,
        cost_critics=costs,
        gate=gate if config.least_gain > 0.0 else None,
        deadband=config.deadband,
        sample_base=trainer.sample_base,
        source=trainer.source,
        card=trainer.card(),
    )


def _critic(trainer: EditorTrainer, member: int, unit: float) -> Layers:
    """One of the critics as a perceptron, its value multiplied by ``unit``."""
    flat, actions, _ = trainer.proposed.sizes
    blind = None if trainer.proposed.remembers else slice(flat, flat + actions)
    return critic_layers(trainer.critics, member, trainer.config.knots, actions, unit, blind)
