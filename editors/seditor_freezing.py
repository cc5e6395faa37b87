"""Freezing a safety editor's networks into a policy of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium import spaces

from editors.edited_parts import Layers
from editors.seditor_policy import SafetyEditorPolicy
from saferl.algorithms.actors import linear_layers
from saferl.networks import StackedMlp

if TYPE_CHECKING:
    from editors.seditor import SafetyEditor

__all__ = ["freeze", "member_layers"]

Array = np.ndarray[Any, Any]


def freeze(trainer: SafetyEditor) -> SafetyEditorPolicy:
    """Return the trainer's current policies as an object of its own."""
    assert isinstance(trainer.action_space, spaces.Box)
    learner, config, normalizer = trainer.learner, trainer.config, trainer.normalizer
    critics = learner.critics["cost"]
    assert isinstance(critics, StackedMlp)
    members = member_layers(critics)  # twins of a constraint lie side by side
    size = len(normalizer.moments.mean)
    normalized: dict[str, Any] = {"mean": np.zeros(size), "scale": np.ones(size), "clip": np.inf}
    if config.normalize:
        mean, scale = normalizer.moments.mean.copy(), normalizer.scale.copy()
        normalized = {"mean": mean, "scale": scale, "clip": normalizer.clip}
    return SafetyEditorPolicy(
        observation_space=trainer.observation_space,
        action_space=trainer.action_space,
        proposer=linear_layers(learner.proposer.body),
        editor=linear_layers(learner.editor.body),
        cost_critics=tuple(zip(members[0::2], members[1::2], strict=True)),
        cost_scales=trainer.deviations[1:],
        activation=config.activation,
        edit=config.edit,
        frames=config.frames,
        constraints=trainer.constraints,
        card=trainer.card(),
        **normalized,
    )


def member_layers(stack: StackedMlp) -> list[Layers]:
    """Return each member of a stack as ((weight (out, in), bias (out,)), ...), copied."""
    return [
        tuple(
            (weight[i].detach().T.numpy().copy(), bias[i, 0].detach().numpy().copy())
            for weight, bias in zip(stack.weights, stack.biases, strict=True)
        )
        for i in range(stack.members)
    ]
