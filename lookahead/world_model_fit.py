"""Fitting a `WorldModel`: how the agent moves, where it costs to be, and what to fall back on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch

from lookahead.ensemble import Ensemble, EnsembleConfig
from lookahead.ensemble_fit import EnsembleTrainer, FitReport
from lookahead.recoverability import choose_manoeuvres
from lookahead.representation import Layout, layout_of
from lookahead.transitions import Transitions
from lookahead.world_model import WorldModel
from lookahead.world_model_danger import DangerModel, nearest_read
from lookahead.world_model_danger_fit import DangerReport, fit_danger
from lookahead.world_model_motion import MotionModel, motion_rows
from lookahead.world_model_movers_fit import fit_movers
from saferl.constraints import Constraint, task_cost
from saferl.errors import InputError
from saferl.settings import setting
from saferl.spaces import flat_size

__all__ = ["WorldModelConfig", "fit_world_model"]

Array = np.ndarray[Any, Any]
_VARIES = 1e-4
"""A sensor that varies less in the data is no motion sensor."""
_AFTERMATH = 0.02
"""Probability of a cost's beginning below which one that goes on is taken for an aftermath."""
_RARE, _UNTOLD = 2e-3, 0.8
"""Costs whose heads do no better than this share of chance are not about distances, if not rare."""


@dataclass(frozen=True, kw_only=True)
class WorldModelConfig:
    """Size of a world model and how it is trained."""

    members: int = setting(3, "networks that predict the agent's motion; 3 to 7")
    hidden: int = setting(48, "width of their two layers")
    updates: int = setting(4000, "gradient steps")
    learning_rate: float = setting(4e-3, "Adam step size at the beginning; it falls to a twentieth")
    batch: int = setting(256, "rows in a member's batch")
    block_seconds: float = setting(0.08, "time one network evaluation imagines")
    manoeuvre_seconds: float = setting(0.48, "length of the manoeuvres to fall back on")
    rest_seconds: float = setting(0.32, "how long the neutral action is held after them")
    manoeuvres: int = setting(8, "how many manoeuvres to fall back on")
    heads: int = setting(3, "cost heads, each on resampled episodes")


def fit_world_model(
    transitions: Transitions,
    env_id: str,
    *,
    constraints: Sequence[Constraint] = (),
    config: WorldModelConfig | None = None,
    seed: int = 0,
) -> WorldModel:
    """Learn from logged transitions.

    Args:
        transitions: N steps with one cost column for each constraint.
        env_id: The task they are of: its spaces and its observation's layout are read.
        constraints: What the costs are of; the task's own cost where there are none.
        config: Settings.
        seed: Of weights, batches and hold-out.

    Raises:
        InputError: The transitions do not fit the task or the constraints; are too few; or a cost
            that does not follow from how far objects are.
    """
    from saferl.policies import spaces_of

    config = config or WorldModelConfig()
    observed, acted = spaces_of(env_id)
    layout = layout_of(env_id)
    if layout is None:
        raise InputError(
            f"the observation of {env_id} shows no objects in lidar rings; use a FlatModel"
        )
    limits = tuple(constraints) or (task_cost(0.0),)
    _check_widths(transitions, env_id, (layout.size, flat_size(acted)), len(limits))
    motion, inputs, fitted = _fit_motion(transitions, layout, config, seed)
    danger, costs = _fit_costs(transitions, layout, limits, config, seed)
    states = inputs[:, : len(motion.columns)].astype(np.float32)
    manoeuvres = _manoeuvres(motion, states, layout, danger, flat_size(acted), config, seed)
    movers = fit_movers(transitions, layout)
    first = transitions.blocks(motion.block)
    sample = first[:: max(1, len(first) // 20_000)]
    spread = motion.disagreement(
        transitions.observation[sample][:, motion.columns], transitions.action[sample]
    )
    return WorldModel(
        observation_space=observed,
        action_space=acted,
        constraints=limits,
        env_id=env_id,
        layout=layout,
        motion=motion,
        danger=danger,
        manoeuvres=manoeuvres,
        familiar=2.0 * float(np.quantile(spread, 0.9995)),
        report={
            "steps": len(transitions),
            "seed": seed,
            "config": asdict(config),
            "motion": {k: np.asarray(v).tolist() for k, v in fitted._asdict().items()},
            "costs": {k: np.asarray(v).tolist() for k, v in vars(costs).items()},
            "radii": danger.radii.tolist(),
            "movers": {} if movers is None else movers.to_json(layout),
        },
        movers=movers,
    )


def _check_widths(
    transitions: Transitions, env_id: str, expected: tuple[int, int], limits: int
) -> None:
    widths = transitions.observation.shape[1], transitions.action.shape[1]
    if widths != expected or transitions.costs.shape[1] != limits:
        raise InputError(
            f"transitions have (obs_dim, action_dim) {widths} and "
            f"{transitions.costs.shape[1]} costs; {env_id} has {expected} and there are "
            f"{limits} constraints"
        )


def _fit_costs(
    transitions: Transitions,
    layout: Layout,
    limits: Sequence[Constraint],
    config: WorldModelConfig,
    seed: int,
) -> tuple[DangerModel, DangerReport]:
    """Fit the cost heads; raises where a cost does not follow from distances."""
    near = nearest_read(layout, transitions.next_observation)
    kept = _without_aftermath(transitions, near, seed)
    danger, costs = fit_danger(
        near[kept],
        transitions.costs[kept],
        transitions.episode[kept],
        heads=config.heads,
        seed=seed,
    )
    for limit, brier, chance in zip(limits, costs.brier, costs.brier_of_rate, strict=True):
        if chance > _RARE and brier > _UNTOLD * chance:
            raise InputError(
                f"the cost of {limit.name!r} does not follow from how far objects are (Brier score "
                f"{brier:.3f}, {chance:.3f} without looking); this model can only keep constraints "
                "on distances and contacts"
            )
    return danger, costs


def _manoeuvres(
    motion: MotionModel,
    states: Array,
    layout: Layout,
    danger: DangerModel,
    action_size: int,
    config: WorldModelConfig,
    seed: int,
) -> Array:
    """Choose what to fall back on, past discs as wide as the most dangerous objects."""
    radius = float(danger.radii.max()) or 0.2
    blocks = [
        motion.block * max(1, round(seconds / (layout.dt * motion.block)))
        for seconds in (config.manoeuvre_seconds, config.rest_seconds)
    ]
    return choose_manoeuvres(
        motion,
        states,
        action_size,
        count=config.manoeuvres,
        horizon=blocks[0],
        rest=blocks[1],
        radius=radius + 0.04,
        seed=seed,
    )


def _without_aftermath(transitions: Transitions, near: Array, seed: int) -> Array:
    """Rows by which to learn where it costs to be, for the costs that are about that.

    A vase that was hit costs until it lies still again, however far away the agent is by then. What
    costs on from the step before, at distances where hardly any cost begins, is such an aftermath.
    """
    costly: Array = np.asarray((transitions.costs > 0).any(axis=1))
    on = np.zeros(len(costly), dtype=bool)
    on[1:] = costly[:-1] & (transitions.episode[1:] == transitions.episode[:-1])
    begins, _ = fit_danger(
        near[~on], transitions.costs[~on], transitions.episode[~on], heads=1, seed=seed
    )
    return np.flatnonzero(~(on & costly & (begins(near) < _AFTERMATH)))


def _fit_motion(
    transitions: Transitions, layout: Layout, config: WorldModelConfig, seed: int
) -> tuple[MotionModel, Array, FitReport]:
    block = max(1, round(config.block_seconds / layout.dt))
    first = transitions.blocks(block)
    if len(first) < 100:
        raise InputError(
            f"only {len(first)} runs of {block} steps within an episode; give more transitions"
        )
    columns = layout.motion_columns
    columns = columns[transitions.observation[:, columns].std(axis=0) > _VARIES]
    steps = first[:, None] + np.arange(block)
    observation = np.concatenate(
        [transitions.observation[steps], transitions.next_observation[steps[:, -1:]]], axis=1
    )
    inputs, targets = motion_rows(layout, columns, observation, transitions.action[steps])
    ensemble = Ensemble(
        inputs.shape[1],
        targets.shape[1],
        config=EnsembleConfig(
            members=config.members,
            hidden=(config.hidden, config.hidden),
            head=0,
            activation="tanh",
            learning_rate=config.learning_rate,
            final_learning_rate=config.learning_rate / 20,
            beta=0.5,
            batch=config.batch,
            max_updates=config.updates,
            patience=20,
        ),
        generator=torch.Generator().manual_seed(seed),
    )
    report = EnsembleTrainer(ensemble, seed=seed).fit(
        inputs, targets, groups=transitions.episode[first]
    )
    return motion_of(ensemble, columns, block, inputs), inputs, report


def motion_of(ensemble: Ensemble, columns: Array, block: int, inputs: Array) -> MotionModel:
    """Take the weights of a fitted ensemble.

    Args:
        ensemble: Fitted on what `motion_rows` returns, with tanh and without hidden heads.
        columns: (S,) the motion sensors' columns.
        block: k.
        inputs: (N, S + 3 k A) the training inputs, for the range of the sensors.

    Raises:
        InputError: The ensemble has another form.
    """
    if ensemble.trunk is None or len(ensemble.mean_head.weights) != 1:
        raise InputError("a motion model takes an ensemble with hidden layers and head=0")
    pairs = [*zip(ensemble.trunk.weights, ensemble.trunk.biases, strict=True)]
    pairs += [*zip(ensemble.mean_head.weights, ensemble.mean_head.biases, strict=True)]
    layers = [[p.detach().double().numpy() for p in pair] for pair in pairs]
    mean, scale = ensemble.input_mean.double().numpy(), ensemble.input_scale.double().numpy()
    layers[0][0] = layers[0][0] / scale[:, None]
    layers[0][1] = layers[0][1] - np.matmul(mean, layers[0][0])[:, None, :]
    mean, scale = ensemble.target_mean.double().numpy(), ensemble.target_scale.double().numpy()
    layers[-1][0] = layers[-1][0] * scale
    layers[-1][1] = layers[-1][1] * scale + mean
    sensors = inputs[:, : len(columns)]
    return MotionModel(
        tuple((w.astype(np.float32), b.astype(np.float32)) for w, b in layers),
        columns,
        block,
        sensors.min(0).astype(np.float32),
        sensors.max(0).astype(np.float32),
        np.sqrt(mean**2 + scale**2).astype(np.float32),
    )
