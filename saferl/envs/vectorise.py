"""`make_vec`: any environment, many at a time, in this process or over worker processes."""

from __future__ import annotations

import functools
import importlib.util
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import gymnasium
from gymnasium.vector import VectorEnv

from saferl.envs.constrained_vector import ConstrainedVectorEnv
from saferl.envs.stock_vector import StockVectorEnv, autoreset_mode
from saferl.envs.tasks import NAMESPACE, TaskSpec, episode_length, resolve
from saferl.errors import InputError

if TYPE_CHECKING:
    from saferl.constraints import Constraint

__all__ = ["make_env", "make_registered", "make_shard", "make_single", "make_vec"]

EnvSource = str | Callable[[], gymnasium.Env[Any, Any]]


def make_vec(
    env: EnvSource,
    *,
    num_envs: int = 16,
    seed: int | None = None,
    workers: int | None = None,
    constraints: Sequence[Constraint] = (),
    observe_constraints: bool = False,
    autoreset: str = "same_step",
    fast: bool = True,
    record: bool = False,
    render_mode: str | None = None,
    max_episode_steps: int | None = None,
) -> VectorEnv[Any, Any, Any]:
    """Make many environments at once.

    Args:
        env: a task's id, with or without ``saferl/``; any other id in Gymnasium's registry; or a
            function without arguments that makes a Gymnasium environment.
        num_envs: how many.
        seed: environment i is seeded ``seed + i`` by the first ``reset`` that is given no seed.
        workers: None or 0 to step them in this process, else the number of worker processes to
            share them out to. Trajectories are the same for any number.
        constraints: what ``infos["costs"]``, (num_envs, len(constraints)), is to hold.
        observe_constraints: append the constraints' state to the observations.
        autoreset: ``"same_step"``, or ``"disabled"`` to reset rows by
            ``reset(seed=[...], options={"reset_mask": mask})``.
        fast: simulate navigation tasks fast; False for the stock classes as they are.
        record: put ``signals`` and ``poses`` into ``infos``.
        render_mode: ``"rgb_array"`` draws, on the stock path.
        max_episode_steps: an episode's length, if not the task's own.

    Returns:
        A Gymnasium ``VectorEnv`` whose ``infos["cost"]``, float64 (num_envs,), is always the cost
        of the transition just taken, with ``env_id``, ``horizon``, ``constraints``, ``world``,
        ``snapshot()`` and ``restore(snapshot)``.

    Raises:
        InputError: unknown task, or an argument out of its range.
        MissingDependencyError: the task needs Safety-Gymnasium, which is not installed.

    >>> env = make_vec("SafetyPointGoal1-v0", num_envs=2, seed=0)
    >>> observations, _ = env.reset()
    >>> observations, rewards, _, _, infos = env.step(env.action_space.sample())
    >>> observations.shape, infos["cost"].shape
    ((2, 60), (2,))
    """
    if not isinstance(num_envs, int) or num_envs < 1:
        raise InputError(f"num_envs must be a whole number, at least 1, not {num_envs!r}")
    if workers is not None and (not isinstance(workers, int) or workers < 0):
        raise InputError(f"workers must be None or a whole number, at least 0, not {workers!r}")
    episode_length(1, max_episode_steps)
    autoreset_mode(autoreset)
    spec = _task_spec(env)
    constraints = tuple(constraints)
    from saferl.constraints import required_signals

    shard = functools.partial(
        make_shard,
        env,
        autoreset=autoreset,
        fast=fast,
        record=record,
        signals=_signals_of(constraints),
        needs_cost="cost" in required_signals(*constraints),
        render_mode=render_mode,
        max_episode_steps=max_episode_steps,
    )
    if workers:
        from saferl.envs.workers import WorkerVectorEnv

        inner: Any = WorkerVectorEnv(shard, num_envs, workers=min(workers, num_envs))
    else:
        inner = shard(num_envs)
    return ConstrainedVectorEnv(
        inner,
        constraints=constraints,
        observe_constraints=observe_constraints,
        seed=seed,
        env_id=spec.id if spec is not None else (env if isinstance(env, str) else None),
        horizon=_horizon(spec, max_episode_steps, inner),
        keep_records=record,
    )


def make_shard(
    env: EnvSource,
    num_envs: int,
    *,
    autoreset: str = "same_step",
    fast: bool = True,
    record: bool = False,
    signals: tuple[str, ...] = (),
    needs_cost: bool = False,
    render_mode: str | None = None,
    max_episode_steps: int | None = None,
) -> VectorEnv[Any, Any, Any]:
    """Make environments in this process, without constraints; a worker makes its share by this."""
    spec = _task_spec(env)
    if spec is not None and fast and render_mode is None and _is_fast(spec):
        from saferl.envs.fast import FastVectorEnv

        with warnings.catch_warnings():
            # Gymnasium's Box compares float64 bounds with float32 limits
            warnings.simplefilter("ignore", RuntimeWarning)
            return FastVectorEnv(
                spec,
                num_envs,
                autoreset=autoreset,  # type: ignore[arg-type]
                record=record,
                signals=signals,
                max_episode_steps=max_episode_steps,
            )
    recorded = record or bool(signals)
    return StockVectorEnv(
        lambda: make_env(
            env, record=recorded, render_mode=render_mode, max_episode_steps=max_episode_steps
        ),
        num_envs,
        autoreset=autoreset,
        needs_cost=needs_cost,
    )


def make_env(
    env: EnvSource,
    *,
    record: bool = False,
    render_mode: str | None = None,
    max_episode_steps: int | None = None,
) -> gymnasium.Env[Any, Any]:
    """Make one environment of what ``make_vec`` takes."""
    spec = _task_spec(env)
    if spec is not None:
        from saferl.envs.navigation import SafetyNavigationEnv
        from saferl.envs.velocity import SafetyVelocityEnv

        made = SafetyNavigationEnv if spec.kind == "navigation" else SafetyVelocityEnv
        return made(
            spec, render_mode=render_mode, max_episode_steps=max_episode_steps, record=record
        )
    options: dict[str, Any] = {} if render_mode is None else {"render_mode": render_mode}
    if isinstance(env, str):
        return gymnasium.make(env, max_episode_steps=max_episode_steps, **options)
    from saferl.envs.constrain import as_env

    single = as_env(env())
    if max_episode_steps is not None:
        single = gymnasium.wrappers.TimeLimit(single, max_episode_steps)
    return single


def make_single(
    *,
    env_id: str,
    constraints: Sequence[Constraint] | Constraint = (),
    observe_constraints: bool = False,
    **options: Any,
) -> gymnasium.Env[Any, Any]:
    """What ``gymnasium.make("saferl/...")`` calls; options as ``SafetyNavigationEnv`` takes them.

    >>> from saferl.constraints import Constraint, Event, Never
    >>> inside = Constraint("inside", Never(Event("left_arena")))
    >>> env = gymnasium.make("saferl/SafetyPointGoal0-v0", constraints=[inside])
    >>> _ = env.reset(seed=0)
    >>> env.step(env.action_space.sample())[4]["costs"]
    array([0.])
    """
    spec = resolve(env_id)
    if spec.kind == "navigation":
        from saferl.envs.navigation import SafetyNavigationEnv as Task
    else:
        from saferl.envs.velocity import SafetyVelocityEnv as Task  # type: ignore[assignment]
    task = Task(spec, **options)
    if not constraints and not observe_constraints:
        return task
    from saferl.envs.constrain import constrain

    return constrain(task, constraints, observe_constraints=observe_constraints)


def make_registered(*, num_envs: int, env_id: str, **options: Any) -> VectorEnv[Any, Any, Any]:
    """What ``gymnasium.make_vec("saferl/...")`` calls."""
    return make_vec(env_id, num_envs=num_envs, **options)


def _task_spec(env: EnvSource) -> TaskSpec | None:
    """The task that is named, or None for another environment; unknown ids raise."""
    if isinstance(env, TaskSpec):
        return env
    if callable(env):
        return None
    if not isinstance(env, str):
        raise InputError(
            f"expected a task's id or a function that makes an environment, not {env!r}"
        )
    if env in gymnasium.registry and not env.startswith(f"{NAMESPACE}/"):
        return None
    return resolve(env)


def _signals_of(constraints: tuple[Constraint, ...]) -> tuple[str, ...]:
    """Keys of the signals the constraints read, beside the task's own cost."""
    from saferl.constraints import required_signals

    return tuple(key for key in required_signals(*constraints) if key != "cost")


def _is_fast(spec: TaskSpec) -> bool:
    if spec.kind != "navigation" or importlib.util.find_spec("saferl.envs.fast") is None:
        return False
    from saferl.envs.fast import supports

    return supports(spec)


def _horizon(spec: TaskSpec | None, max_episode_steps: int | None, env: Any) -> int | None:
    if max_episode_steps is not None:
        return int(max_episode_steps)
    if spec is not None:
        return spec.horizon
    registered = getattr(getattr(env, "spec", None), "max_episode_steps", None)
    return None if registered is None else int(registered)
