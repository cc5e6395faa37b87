"""`edit`: patch a trained policy so that it satisfies its budgets, and change it no more than that.

>>> import editors
>>> edited = editors.edit(
...     "zoo:SafetyPointGoal1-v0/ppo", "SafetyPointGoal1-v0", budget=25, steps=1_000_000
... )  # doctest: +SKIP
>>> edited.with_budget(20).save("edited.safetensors")  # doctest: +SKIP
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from editors.budgets import budget_range as checked_range
from editors.budgets import check_steerable
from editors.edited_parts import check_editable
from editors.edited_policy import EditedPolicy
from editors.finishing import EPISODES, check_episodes, finish
from saferl.checkpoints import write_atomically
from saferl.constraints import Constraint, task_cost
from saferl.errors import InputError, unknown_name
from saferl.policies import load_policy, spaces_of

if TYPE_CHECKING:
    from editors.editor_settings import EditorConfig
    from editors.editor_trainer import EditorTrainer

__all__ = ["edit"]

Array = np.ndarray[Any, Any]
Range = tuple[float, float]


def edit(
    policy: Any,
    env: str | Callable[[], Any],
    *,
    budget: float | None = None,
    steps: int,
    constraints: Sequence[Constraint] = (),
    budget_range: Range | Mapping[str, Range] | None = None,
    config: EditorConfig | None = None,
    seed: int = 0,
    sample_base: bool = False,
    calibration_episodes: int = EPISODES,
    out: str | os.PathLike[str] | None = None,
    resume: bool = False,
    checkpoint_every: int | None = 200_000,
    tensorboard: bool = False,
    progress: bool | None = None,
    normalizer: Any = None,
    trust: bool = False,
) -> EditedPolicy:
    """Learn an editor for a frozen policy, and calibrate it for a range of budgets.

    The policy is asked for actions and nothing else: it is not changed, and no gradient passes
    through it. The editor starts at "no edit" and pays for the utility its edits destroy. See
    :class:`editors.editor_trainer.EditorTrainer` for how it learns.

    Args:
        policy: What `saferl.load_policy` takes: a policy, a file, ``"zoo:<task>/<name>"``, a
            Stable-Baselines3 model, a torch module, a function. It must act in a bounded Box.
        env: A task's id, or a function that makes one Gymnasium environment with costs.
        budget: What the task's own cost may be, per episode; short for a `task_cost` constraint.
        steps: Environment steps to learn from. Calibration takes ``11 * calibration_episodes``
            episodes more, as many again where a budget is not reached at first, and 5 times
            `calibration_episodes` where only chance stands between the dearest price and a budget.
        constraints: More constraints, each with its budget; several are met at once. One that must
            hold in every episode (``enforce="always"``) has a budget of 0: its mean cost is steered
            to 0, and every calibration episode must bear it out.
        budget_range: (lowest, highest) budget that `EditedPolicy.with_budget` shall serve, or by
            constraint name; half and twice the budget by default.
        config: See :class:`EditorConfig`.
        seed: Of everything random, 0 to 999,999.
        sample_base: Edit samples of the policy instead of its deterministic action.
        calibration_episodes: Episodes at each of 11 prices; more make tighter confidence limits.
        out: The run's folder: log, checkpoint, the edited policy. Nothing is written without.
        resume: Go on from the folder's checkpoint, if there is one; its settings and its seed are
            kept, and others refused.
        checkpoint_every: Steps between checkpoints.
        tensorboard: Write TensorBoard events beside the CSV.
        progress: Show a live line; by default on a terminal only.
        normalizer, trust: As for `saferl.load_policy`.

    Returns:
        The edited policy at the budgets asked for. Where a budget was not reached it acts at the
        tightest prices, and ``unmet`` names the constraint and the lowest mean cost reached.

    Raises:
        InputError: The policy does not fit the task, acts in discrete actions, or returned NaN or
            the wrong shape; a budget that is missing, negative or outside its own range.
    """
    from editors.editor_trainer import EditorTrainer  # acting, and this module, need no torch

    if steps < 1:
        raise InputError(f"steps is {steps}, expected at least 1")
    check_episodes(calibration_episodes)  # not only once the training is done
    base = _base(policy, env, normalizer, trust)
    check_editable(base)
    wanted = _constraints(budget, constraints)
    check_steerable(wanted)
    ends = _ranges(wanted, budget_range)
    checkpoint = None if out is None else Path(out) / "checkpoint.safetensors"
    if resume and checkpoint is not None and checkpoint.is_file():
        trainer = EditorTrainer.load(checkpoint, None if isinstance(env, str) else env, base=base)
        asked = None if budget_range is None else ends
        _check_goes_on(trainer, checkpoint, wanted, config, sample_base, asked)
    else:
        trainer = EditorTrainer(
            env,
            base=base,
            config=config,
            constraints=wanted,
            lowest=ends[0],
            highest=ends[1],
            seed=seed,
            sample_base=sample_base,
            source=os.fspath(policy) if isinstance(policy, str | os.PathLike) else None,
        )
    try:
        if trainer.steps < steps:
            trainer.learn(
                steps - trainer.steps,
                log_dir=out,
                checkpoint_every=checkpoint_every,
                tensorboard=tensorboard,
                progress=progress,
            )
    finally:
        trainer.env.close()
    edited = finish(trainer, env, episodes=calibration_episodes, progress=progress)
    if out is not None:
        _write(edited, Path(out))
    return edited


def _write(edited: EditedPolicy, out: Path) -> None:
    """Write the policy, and its prices for people to read."""
    edited.save(out / "policy.safetensors")
    record = {"prices": edited.prices.tolist(), "unmet": dict(edited.unmet)}
    assert edited.curve is not None
    text = json.dumps(record | {"curve": edited.curve.to_json()}, indent=1)
    write_atomically(out / "calibration.json", (text + "\n").encode())


def _base(policy: Any, env: str | Callable[[], Any], normalizer: Any, trust: bool) -> Any:
    if isinstance(env, str):
        return load_policy(policy, normalizer, env_id=env, trust=trust)
    if not callable(env):
        raise InputError(
            f"env is {env!r}; expected a task's id, or a function that makes one environment: "
            "lambda: gymnasium.make(...)"
        )
    single = env()
    observed, acted = spaces_of(single)
    single.close()
    return load_policy(
        policy, normalizer, observation_space=observed, action_space=acted, trust=trust
    )


def _constraints(budget: float | None, constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    own = () if budget is None else (task_cost(float(budget)),)
    wanted = (*own, *constraints)
    if not wanted:
        raise InputError("there is nothing to edit for; pass budget=25, or constraints=[...]")
    names = [constraint.name for constraint in wanted]
    if len(set(names)) < len(names):
        raise InputError(f"constraints need names of their own, got {names}")
    return wanted


def _ranges(
    constraints: Sequence[Constraint], given: Range | Mapping[str, Range] | None
) -> tuple[list[float], list[float]]:
    ranges = {c.name: (0.5 * c.budget, max(2.0 * c.budget, 1.0)) for c in constraints}
    if isinstance(given, Mapping):
        for name, ends in given.items():
            if name not in ranges:
                raise unknown_name("constraint", name, ranges)
            ranges[name] = ends
    elif given is not None:
        if len(ranges) != 1:
            raise InputError(f"give a budget_range for each constraint by name: {list(ranges)}")
        ranges = {constraints[0].name: given}
    low, high = zip(*ranges.values(), strict=True)
    lowest, highest = checked_range([c.budget for c in constraints], low, high)
    return lowest.tolist(), highest.tolist()


def _check_settings(
    trainer: EditorTrainer,
    path: Path,
    config: EditorConfig | None,
    sample_base: bool,
    ends: tuple[list[float], list[float]] | None,
) -> None:
    kept = (trainer.lowest.tolist(), trainer.highest.tolist())
    differs = {
        "config": config is not None and config != trainer.config,
        "sample_base": sample_base and not trainer.sample_base,
        "budget_range": ends is not None and not np.allclose(ends, kept),
    }
    if other := [name for name, is_so in differs.items() if is_so]:
        raise InputError(
            f"'{path}' was started with another {' and another '.join(other)}, and keeps it; leave "
            "it out, or start in another folder"
        )


def _check_goes_on(
    trainer: EditorTrainer,
    path: Path,
    constraints: tuple[Constraint, ...],
    config: EditorConfig | None,
    sample_base: bool,
    ends: tuple[list[float], list[float]] | None,
) -> None:
    """Raise, with the trainer closed, unless it was started for the same."""
    try:
        _check_same(trainer, constraints, path)
        _check_settings(trainer, path, config, sample_base, ends)
    except InputError:
        trainer.env.close()
        raise


def _check_same(trainer: EditorTrainer, constraints: tuple[Constraint, ...], path: Path) -> None:
    before = [(c, c.budget) for c in trainer.constraints]
    if before != [(c, c.budget) for c in constraints]:
        raise InputError(
            f"'{path}' was started for {[c.name for c in trainer.constraints]} with budgets "
            f"{[c.budget for c in trainer.constraints]}; ask for the same, or start in another "
            "folder"
        )
