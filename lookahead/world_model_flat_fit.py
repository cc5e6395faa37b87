"""Fitting a `FlatModel`: an ensemble over plain vectors, and manoeuvres to fall back on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import torch
from gymnasium import spaces

from lookahead.cost_critic_fit import fit_cost_critic
from lookahead.ensemble import Ensemble, EnsembleConfig
from lookahead.ensemble_fit import EnsembleTrainer
from lookahead.plans import plan_library
from lookahead.recoverability import covering
from lookahead.transitions import Transitions
from lookahead.world_model_fit import WorldModelConfig
from lookahead.world_model_flat import FlatModel
from saferl.constraints import Constraint, task_cost
from saferl.errors import InputError
from saferl.spaces import flat_size

__all__ = ["fit_flat_model"]

Array = np.ndarray[Any, Any]
_LIBRARY, _CASES, _HORIZON, _RISK = 60, 300, 16, 0.5


def fit_flat_model(
    transitions: Transitions,
    observed: spaces.Space[Any],
    acted: spaces.Space[Any],
    *,
    env_id: str | None = None,
    constraints: Sequence[Constraint] = (),
    config: WorldModelConfig | None = None,
    seed: int = 0,
) -> FlatModel:
    """Learn from logged transitions.

    Args:
        transitions: N steps with one cost column for each constraint.
        observed: Space of the observations.
        acted: Space of the actions.
        env_id: The task, if it has a name.
        constraints: What the costs are of; the task's own cost where there are none.
        config: Settings; those about blocks and manoeuvres' times do not matter here.
        seed: Of weights, batches and hold-out.

    Raises:
        InputError: The transitions do not fit the spaces or the constraints.
    """
    config = config or WorldModelConfig()
    limits = tuple(constraints) or (task_cost(0.0),)
    size, actions = flat_size(observed), flat_size(acted)
    given = transitions.observation.shape[1], transitions.action.shape[1]
    k = transitions.costs.shape[1]
    if given != (size, actions) or k != len(limits):
        raise InputError(
            f"transitions have (obs_dim, action_dim) {given} and {k} costs; the task has "
            f"{(size, actions)} and there are {len(limits)} constraints"
        )
    inputs = np.concatenate([transitions.observation, transitions.action], axis=1)
    change = transitions.next_observation - transitions.observation
    flags = np.concatenate([transitions.costs > 0, transitions.terminated[:, None]], axis=1)
    targets = np.concatenate([change, transitions.reward[:, None], flags], axis=1)
    ensemble = Ensemble(
        inputs.shape[1],
        size + 1,
        k + 1,
        config=EnsembleConfig(
            members=config.members,
            hidden=(config.hidden, config.hidden),
            head=0,
            learning_rate=config.learning_rate,
            final_learning_rate=config.learning_rate / 20,
            beta=0.5,
            batch=config.batch,
            max_updates=config.updates,
            patience=20,
        ),
        generator=torch.Generator().manual_seed(seed),
    )
    fitted = EnsembleTrainer(ensemble, seed=seed).fit(inputs, targets, groups=transitions.episode)
    both = np.concatenate([transitions.observation, transitions.next_observation])
    reward = transitions.reward
    model = FlatModel(
        observation_space=observed,
        action_space=acted,
        constraints=limits,
        env_id=env_id,
        layers=_layers_of(ensemble),
        low=np.append(both.min(0), reward.min()).astype(np.float32),
        high=np.append(both.max(0), reward.max()).astype(np.float32),
        spread=np.sqrt(np.square(change).mean(0) + 1e-12).astype(np.float32),
        manoeuvres=np.zeros((1, _HORIZON, actions), dtype=np.float32),
        familiar=np.inf,
        report={
            "steps": len(transitions),
            "seed": seed,
            "config": asdict(config),
            "dynamics": {name: np.asarray(v).tolist() for name, v in fitted._asdict().items()},
        },
    )
    rng = np.random.default_rng(seed)
    sample = rng.integers(len(transitions), size=min(20_000, len(transitions)))
    spread = model.disagreement(transitions.observation[sample], transitions.action[sample])
    tensors, document = model.tensors, model.document()
    tensors["manoeuvres"] = _manoeuvres(model, transitions, actions, config.manoeuvres, rng)
    document["familiar"] = 2.0 * float(np.quantile(spread, 0.9995)) + 1e-9
    model = FlatModel.from_parts(tensors, document)
    critic = fit_cost_critic(model, transitions.observation, seed=seed)
    return FlatModel.from_parts({**tensors, **critic.tensors}, document)


def _layers_of(ensemble: Ensemble) -> tuple[tuple[Array, Array], ...]:
    """The members' networks with standardisation folded in; flags keep their odds."""
    assert ensemble.trunk is not None
    pairs = [*zip(ensemble.trunk.weights, ensemble.trunk.biases, strict=True)]
    pairs += [*zip(ensemble.mean_head.weights, ensemble.mean_head.biases, strict=True)]
    layers = [[p.detach().double().numpy() for p in pair] for pair in pairs]
    mean, scale = ensemble.input_mean.double().numpy(), ensemble.input_scale.double().numpy()
    layers[0][0] = layers[0][0] / scale[:, None]
    layers[0][1] = layers[0][1] - np.matmul(mean, layers[0][0])[:, None, :]
    wide = np.ones(ensemble.numbers + ensemble.flags)
    wide[: ensemble.numbers] = ensemble.target_scale.double().numpy()
    offset = np.zeros_like(wide)
    offset[: ensemble.numbers] = ensemble.target_mean.double().numpy()
    layers[-1][0] = layers[-1][0] * wide
    layers[-1][1] = layers[-1][1] * wide + offset
    return tuple((w.astype(np.float32), b.astype(np.float32)) for w, b in layers)


def _manoeuvres(
    model: FlatModel, transitions: Transitions, size: int, count: int, rng: np.random.Generator
) -> Array:
    """Held and changing actions that together avoid what any of a library avoids."""
    library = plan_library(_LIBRARY, _HORIZON, 2, size, rng)
    library[0] = 0.0
    bounds = np.concatenate([np.eye(size), -np.eye(size)])
    library[1 : 1 + len(bounds[: _LIBRARY // 2])] = bounds[: _LIBRARY // 2, None]
    start = transitions.observation[rng.integers(len(transitions), size=_CASES)]
    library = model.possible(library)
    plans = np.broadcast_to(library, (_CASES, *library.shape))
    worst = model.roll(start, plans, slice(0, 1)).costs[:, 0].max(axis=(-1, -2))
    successes = worst < _RISK
    hard = successes.any(axis=1) & ~successes.all(axis=1)
    chosen = covering(successes[hard], count) if hard.any() else np.zeros(0, dtype=np.intp)
    return np.asarray(library[np.unique(np.append(chosen, 0))])
