"""`constrain`: any Gymnasium environment, with costs.

The cost of a step comes from the first of these there is: a function given here, the third of six
values an old environment's ``step`` returns, or ``info["cost"]``. Constraints may speak about
anything the environment's signals tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import gymnasium
import numpy as np

from saferl.envs.constrained_vector import (
    monitor_rows,
    needs_signals,
    restore_monitor,
    with_state_space,
    without_monitor,
)
from saferl.envs.snapshots import Snapshot, elapsed_steps, set_elapsed_steps
from saferl.envs.stock_vector import five_values
from saferl.errors import InputError, SimulationError

if TYPE_CHECKING:
    from saferl.constraints import Constraint
    from saferl.worlds import World

__all__ = ["ConstrainedEnv", "as_env", "constrain"]

CostFunction = Callable[[Any, dict[str, Any]], float]
SignalFunction = Callable[[Any, dict[str, Any]], Mapping[str, float]]


def constrain(
    env: Any,
    constraints: Sequence[Constraint] | Constraint = (),
    *,
    world: World | None = None,
    signals: SignalFunction | None = None,
    cost_fn: CostFunction | None = None,
    observe_constraints: bool = False,
) -> ConstrainedEnv:
    """Give an environment costs and constraints.

    Args:
        env: a Gymnasium environment; one with the old six-tuple ``step`` (observation, reward,
            cost, terminated, truncated, info) is adapted, also if it is no ``gymnasium.Env``.
        constraints: ``info["costs"]`` gets a column for each.
        world: what the constraints can speak about; this library's own tasks know theirs.
        signals: called after each step with ``env`` and ``info``, says the value of each signal
            (keys as in ``World.signal_keys``); they are put into ``info["signals"]``.
        cost_fn: called likewise, says what the step cost.
        observe_constraints: append the constraints' state (counts left, timers, budgets left; see
            ``saferl.monitors.Monitor.state_names``), in [0, 1], to the observations.

    Returns:
        A Gymnasium environment whose ``info`` of each step holds ``cost`` and ``costs``.

    Raises:
        InputError: it is no environment, it reports no cost and none was defined, or a constraint
            does not fit its world.

    >>> def too_far_right(env, info):
    ...     return float(env.unwrapped.state[0] > 0)
    >>> env = constrain(gymnasium.make("CartPole-v1"), cost_fn=too_far_right)
    >>> _ = env.reset(seed=0)
    >>> env.step(1)[4]["cost"]
    1.0
    """
    from saferl.constraints import Constraint

    listed = (constraints,) if isinstance(constraints, Constraint) else tuple(constraints)
    return ConstrainedEnv(
        as_env(env),
        listed,
        world=world,
        signals=signals,
        cost_fn=cost_fn,
        observe_constraints=observe_constraints,
    )


class ConstrainedEnv(gymnasium.Wrapper[Any, Any, Any, Any]):
    """What ``constrain`` returns; see there.

    Attributes:
        constraints: as given.
        world: what they can speak about, None if nobody said.
    """

    def __init__(
        self,
        env: gymnasium.Env[Any, Any],
        constraints: tuple[Constraint, ...] = (),
        *,
        world: World | None = None,
        signals: SignalFunction | None = None,
        cost_fn: CostFunction | None = None,
        observe_constraints: bool = False,
    ) -> None:
        super().__init__(env)
        self.constraints = constraints
        self.world = world if world is not None else _known_world(env)
        self._signal_fn, self._cost_fn = signals, cost_fn
        self._monitor: Any = None
        self._needs_cost = not needs_signals(constraints) or _asks_for_cost(constraints)
        self.observe_constraints = observe_constraints
        if observe_constraints and not constraints:
            raise InputError("observe_constraints=True needs constraints to observe")
        reads_task = needs_signals(constraints) and signals is None
        if reads_task and hasattr(env.unwrapped, "begin_recording"):
            env.unwrapped.begin_recording()
        if needs_signals(constraints) or observe_constraints:
            from saferl.monitors import Monitor

            self._monitor = Monitor(constraints, self.world, num_envs=1)
        if observe_constraints:
            self.observation_space = with_state_space(
                env.observation_space, len(self._monitor.state_names)
            )

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Start an episode."""
        observation, info = self.env.reset(seed=seed, options=options)
        if self._monitor is not None:
            self._monitor.reset()
        return self._with_state(_without_nan(observation, "observation")), info

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Take a step; its cost is in ``info["cost"]``, each constraint's in ``info["costs"]``."""
        observation, reward, terminated, truncated, info = five_values(
            self.env.step(action), self.env
        )
        info = dict(info)
        self._add_cost(info)
        if self._signal_fn is not None:
            info["signals"] = {k: float(v) for k, v in self._signal_fn(self.env, info).items()}
        if self.constraints:
            info["costs"] = self._costs(info)
        _without_nan(observation, "observation")
        return (
            self._with_state(observation),
            float(_without_nan(reward, "reward")),
            bool(terminated),
            bool(truncated),
            info,
        )

    @property
    def snapshot_kind(self) -> str:
        """The kind of this environment's snapshots."""
        return f"constrained/{_of_inner(self.env, 'snapshot_kind')}"

    def snapshot(self) -> Snapshot:
        """Everything the rest of the episode depends on, if the environment inside can say so."""
        inner: Snapshot = _of_inner(self.env, "snapshot")()
        row = {
            "inner": inner.rows[0],
            "elapsed": elapsed_steps(self.env),
            "monitor": None if self._monitor is None else monitor_rows(self._monitor)[0],
        }
        return Snapshot(self.snapshot_kind, (row,))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot."""
        snapshot.check(self.snapshot_kind, 1)
        _of_inner(self.env, "restore")(without_monitor(snapshot))
        row = snapshot.rows[0]
        set_elapsed_steps(self.env, row["elapsed"])
        if self._monitor is not None:
            if row["monitor"] is None:
                raise InputError("this snapshot holds no state of the constraints' monitors")
            restore_monitor(self._monitor, [row["monitor"]])

    def _with_state(self, observation: Any) -> Any:
        if not self.observe_constraints:
            return observation
        state = self._monitor.state[0]
        return np.concatenate([observation, state.astype(observation.dtype)])

    def _add_cost(self, info: dict[str, Any]) -> None:
        if self._cost_fn is not None:
            cost = self._cost_fn(self.env, info)
        elif "cost" in info:
            cost = info["cost"]
        elif self._needs_cost:
            raise InputError(
                f"{self.env} reports no cost: it has none in info['cost'] and returns five values; "
                "say what a step costs with saferl.constrain(env, cost_fn=lambda env, info: ...)"
            )
        else:
            cost = 0.0
        info["cost"] = float(_without_nan(cost, "cost"))

    def _costs(self, info: dict[str, Any]) -> np.ndarray:
        """What the step cost by each constraint.  # (k,)."""
        if self._monitor is None:
            return np.full(len(self.constraints), info["cost"])
        signals = {**info.get("signals", {}), "cost": info["cost"]}
        step = self._monitor.step({key: np.array([value]) for key, value in signals.items()})
        return np.array(step.cost[0], dtype=np.float64)


class _ForeignEnv(gymnasium.Env[Any, Any]):
    """Something with an environment's methods that is no ``gymnasium.Env``."""

    def __init__(self, env: Any) -> None:
        self.foreign = env
        self.observation_space = env.observation_space
        self.action_space = env.action_space
        self.metadata = getattr(env, "metadata", {"render_modes": []})
        self.render_mode = getattr(env, "render_mode", None)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        super().reset(seed=seed)
        result = self.foreign.reset(seed=seed, options=options)
        if isinstance(result, tuple) and len(result) == 2 and isinstance(result[1], dict):
            return result
        return result, {}

    def step(self, action: Any) -> Any:
        return self.foreign.step(action)

    def render(self) -> Any:
        return self.foreign.render()

    def close(self) -> None:
        if hasattr(self.foreign, "close"):
            self.foreign.close()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "foreign":
            raise AttributeError(name)
        return getattr(self.foreign, name)


def as_env(env: Any) -> gymnasium.Env[Any, Any]:
    """The environment, wrapped if it is no ``gymnasium.Env`` but has the methods of one."""
    if isinstance(env, gymnasium.Env):
        return env
    if isinstance(env, gymnasium.vector.VectorEnv):
        raise InputError(
            "constrain takes a single environment; for many give a function that makes one to "
            "saferl.make_vec(lambda: saferl.constrain(...), num_envs=...)"
        )
    wanted = ("reset", "step", "observation_space", "action_space")
    missing = [name for name in wanted if not hasattr(env, name)]
    if missing:
        raise InputError(
            f"{env!r} is no environment: it has no {', '.join(missing)}. Expected a Gymnasium "
            "environment, such as gymnasium.make('saferl/SafetyPointGoal1-v0')"
        )
    return _ForeignEnv(env)


def _known_world(env: gymnasium.Env[Any, Any]) -> World | None:
    """The world of one of this library's tasks, or of an environment that says its own."""
    from saferl.worlds import world_of

    spec = getattr(env.unwrapped, "task_spec", None)
    try:
        return world_of(env if spec is None else spec.id)
    except InputError:
        return None


def _asks_for_cost(constraints: tuple[Constraint, ...]) -> bool:
    from saferl.constraints import required_signals

    return "cost" in required_signals(*constraints)


def _of_inner(env: gymnasium.Env[Any, Any], name: str) -> Any:
    try:
        return env.get_wrapper_attr(name)
    except AttributeError:
        raise InputError(
            f"{env} has no `{name}`; only environments that can take a snapshot of themselves, "
            "such as this library's tasks, can be saved and restored"
        ) from None


def _without_nan(value: Any, what: str) -> Any:
    parts = list(value.values()) if isinstance(value, dict) else [value]
    for part in parts:
        array = np.asarray(part)
        if array.dtype.kind == "f" and np.isnan(array).any():
            raise SimulationError(
                f"the environment returned NaN in its {what}; the simulation or the environment's "
                "code has gone wrong there. Look at the last actions it was given"
            )
    return value
