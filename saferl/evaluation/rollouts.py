"""Run a policy for a list of seeds and write down what happened.

Each row of the vector environment plays one seed to its end and then takes the next from the list,
so an episode depends on its seed and the policy alone: not on the number of rows or workers.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv

from saferl.constraints import Constraint
from saferl.errors import InputError
from saferl.evaluation.recorder import Recorder
from saferl.evaluation.report import Latency, Report
from saferl.evaluation.states import replace_rows
from saferl.evaluation.tally import Tally
from saferl.policies import Policy, check_fits, decide, load_policy
from saferl.policies.sb3 import is_sb3
from saferl.progress import RunProgress

__all__ = ["FIRST_SEED", "evaluate"]

Array = np.ndarray[Any, Any]
FIRST_SEED = 1_000_000
"""Evaluation seeds start here; training seeds stay below."""


def evaluate(
    policy: Any,
    env: str | Callable[[], Any] | VectorEnv[Any, Any, Any],
    *,
    episodes: int = 100,
    seeds: Iterable[int] | None = None,
    constraints: Sequence[Constraint] | None = None,
    deterministic: bool = True,
    num_envs: int = 16,
    workers: int | None = None,
    record: int = 0,
    name: str | None = None,
    progress: bool | None = False,
) -> Report:
    """Play episodes with a policy and report returns, costs, interventions and latency.

    The same seeds give the same episodes to every policy, for any ``num_envs`` and ``workers`` (a
    policy computed in batches by torch may round differently for different batch sizes).

    Args:
        policy: A policy, or what `saferl.load_policy` takes: a path, ``"zoo:<task>/<name>"``, a
            model of Stable-Baselines3, a function.
        env: A task's id, a function that makes one environment, or a vector environment made with
            ``autoreset="disabled"`` (which then brings its constraints, and stays open).
        episodes: How many; ignored where ``seeds`` are given.
        seeds: One for each episode; by default ``1_000_000, 1_000_001, ...``.
        constraints: What to measure beside the task's own cost.
        deterministic: The mode of the policy's distribution, or samples that depend on the seed
            where the policy can tie them to it (`MlpPolicy.sampling_state`).
        num_envs: At most so many at once.
        workers: Worker processes that simulate; None or 0 is this process.
        record: Record so many of the first episodes, as `Report.recordings`.
        name: What the report calls the policy.
        progress: Show a progress line; None on a terminal only.

    Raises:
        InputError: No episodes, repeated seeds, or a policy whose spaces do not fit the task.
        SimulationError: The environment returned NaN.
    """
    played = _seeds(episodes, seeds)
    if num_envs < 1 or record < 0:
        raise InputError(f"num_envs={num_envs}, record={record}: expected >= 1 and >= 0")
    title = name or _name(policy)
    if isinstance(policy, str | os.PathLike):
        policy = load_policy(policy)
    own = not isinstance(env, VectorEnv)
    vector = _open(env, len(played), num_envs, workers, constraints, policy, record > 0)
    try:
        policy = _adapted(policy, vector)
        check_fits(policy, vector)
        return _play(policy, vector, played, deterministic, record, title, progress)
    finally:
        if own:
            vector.close()


def _play(
    policy: Policy,
    env: VectorEnv[Any, Any, Any],
    seeds: tuple[int, ...],
    deterministic: bool,
    record: int,
    title: str,
    progress: bool | None,
) -> Report:
    rows = env.num_envs
    level_names = tuple(getattr(policy, "level_names", ()))
    tally = Tally(env, seeds, len(level_names))
    recorder = Recorder(env, tally.env_id, title, seeds, min(record, len(seeds)))
    milliseconds: list[float] = []

    index: Array = np.arange(rows)  # (rows,) the episode each row plays
    upcoming = rows
    starts: Array = np.ones(rows, dtype=bool)
    observation, _ = _reset(env, seeds, index, starts)
    state = None
    recorder.begin(index, starts, observation)
    with RunProgress(f"evaluate {title}", total=len(seeds), enabled=progress) as line:
        while True:
            state = _seeded_state(policy, state, starts, index, seeds, deterministic)
            before = time.perf_counter()
            decision = decide(policy, observation, state, starts, deterministic)
            milliseconds.append(1e3 * (time.perf_counter() - before))
            state = decision.state
            observation, rewards, terminated, truncated, infos = env.step(decision.action)
            tally.add(index, decision, observation, rewards, infos)
            recorder.step(index, decision, observation, rewards, infos)

            starts = np.asarray(terminated) | np.asarray(truncated)
            if not starts.any():
                continue
            recorder.end(index, terminated, truncated)
            tally.end(index[starts])
            line.update(tally.finished, tally.headline())
            if tally.finished == len(seeds):
                break
            for row in np.flatnonzero(starts):
                index[row] = upcoming
                upcoming += 1
            observation, _ = _reset(env, seeds, index, starts)
            recorder.begin(index, starts, observation)

    p50, p99 = np.percentile(milliseconds, [50, 99])
    return Report(
        env_id=tally.env_id,
        policy=title,
        deterministic=deterministic,
        seeds=seeds,
        constraints=tally.constraints,
        level_names=level_names,
        latency=Latency(float(p50), float(p99), rows),
        recordings=recorder.recordings(),
        **tally.figures(),
    )


def _reset(
    env: VectorEnv[Any, Any, Any], seeds: tuple[int, ...], index: Array, mask: Array
) -> tuple[Any, Any]:
    """Begin the episodes ``index`` in the rows of ``mask``.

    A row for which no episode is left replays the last one: all rows of a batch must be stepped.
    """
    wanted: Any = [
        seeds[min(int(i), len(seeds) - 1)] if chosen else None
        for i, chosen in zip(index, mask, strict=True)
    ]
    return env.reset(seed=wanted, options=None if mask.all() else {"reset_mask": mask})


def _seeds(episodes: int, seeds: Iterable[int] | None) -> tuple[int, ...]:
    if seeds is None:
        if episodes < 1:
            raise InputError(f"episodes is {episodes}, expected at least 1")
        return tuple(range(FIRST_SEED, FIRST_SEED + episodes))
    chosen = tuple(int(seed) for seed in seeds)
    if not chosen:
        raise InputError("no seeds were given, expected at least one")
    if min(chosen) < 0:
        raise InputError(f"the seed {min(chosen)} is negative; expected 0 and above")
    if len(set(chosen)) != len(chosen):
        raise InputError(
            "a seed appears twice; the same episode would count twice as evidence. "
            "Give every episode its own seed"
        )
    return chosen


def _open(
    env: str | Callable[[], Any] | VectorEnv[Any, Any, Any],
    episodes: int,
    num_envs: int,
    workers: int | None,
    constraints: Sequence[Constraint] | None,
    policy: Any,
    record: bool,
) -> VectorEnv[Any, Any, Any]:
    if isinstance(env, VectorEnv):
        if env.metadata.get("autoreset_mode") is not AutoresetMode.DISABLED:
            raise InputError(
                "this vector environment resets by itself; "
                "make it with saferl.make_vec(..., autoreset='disabled')"
            )
        if constraints and tuple(constraints) != tuple(getattr(env, "constraints", ())):
            raise InputError(
                "the vector environment was not made with these constraints; "
                "pass them to make_vec(..., constraints=...) instead"
            )
        return env
    from saferl.envs.vectorise import make_vec  # simulation is not needed to read a report

    # as many rounds as num_envs needs, but with rows shared out evenly: 20 episodes on 16 rows
    # are two rounds, and 10 rows do them without idling
    rounds = -(-episodes // num_envs)
    made: VectorEnv[Any, Any, Any] = make_vec(
        env,
        num_envs=-(-episodes // rounds),
        workers=workers,
        constraints=tuple(constraints or ()),
        observe_constraints=bool(getattr(policy, "observe_constraints", False)),
        autoreset="disabled",
        record=record,
    )
    return made


def _adapted(policy: Any, env: VectorEnv[Any, Any, Any]) -> Policy:
    """Give another library's object, or a function, the face of a policy."""
    if hasattr(policy, "predict") and not is_sb3(policy):
        return policy  # type: ignore[no-any-return]
    return load_policy(
        policy,
        observation_space=env.single_observation_space,
        action_space=env.single_action_space,
    )


def _name(policy: Any) -> str:
    if isinstance(policy, str | os.PathLike):
        text = os.fspath(policy)
        if text.startswith("zoo:"):
            return text.rpartition("/")[2]
        return text.removesuffix("/policy.safetensors").removesuffix(".safetensors")
    card = getattr(policy, "card", None)
    if isinstance(card, dict) and "algorithm" in card:
        return f"{card['algorithm']}-lagrangian" if card.get("multiplier") else card["algorithm"]
    return str(getattr(policy, "name", None) or type(policy).__name__)


def _seeded_state(
    policy: Any,
    state: Any,
    starts: Array,
    index: Array,
    seeds: tuple[int, ...],
    deterministic: bool,
) -> Any:
    """Tie the samples of starting rows to their seeds, where the policy can."""
    if deterministic or not hasattr(policy, "sampling_state") or not starts.any():
        return state
    fresh = policy.sampling_state([seeds[min(int(i), len(seeds) - 1)] for i in index])
    return fresh if state is None else replace_rows(state, fresh, starts)
