"""What `make_vec` returns: a vector environment with constraints around the one that simulates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv, VectorWrapper
from gymnasium.vector.utils import batch_space

from saferl.envs.snapshots import Snapshot
from saferl.envs.stock_vector import reset_plan
from saferl.errors import InputError

if TYPE_CHECKING:
    from saferl.constraints import Constraint
    from saferl.worlds import World

__all__ = [
    "ConstrainedVectorEnv",
    "monitor_rows",
    "needs_signals",
    "restore_monitor",
    "with_state_space",
    "without_monitor",
]

if TYPE_CHECKING:
    _Wrapper = VectorWrapper[Any, Any, Any, Any, Any]
else:
    _Wrapper = VectorWrapper  # older versions are not generic

_PREFIX = "constrained/"
_REMEMBERED = ("features", "hidden", "margin")  # fields of a MonitorSnapshot, (..., num_envs)


class ConstrainedVectorEnv(_Wrapper):
    """Adds ``infos["costs"]`` and, if asked, the constraints' state to the observations.

    Args:
        env: the vector environment that simulates; its ``infos`` hold ``cost``, and ``signals`` if
            a constraint needs them.
        constraints: one column of ``infos["costs"]`` each.
        observe_constraints: append the monitors' state, in [0, 1], to the observations.
        seed: for the first reset that is given none.
        env_id: the task's id, if it has one.
        horizon: steps after which an episode is truncated, if known.
        keep_records: leave ``signals`` and ``poses`` in ``infos``.
    """

    def __init__(
        self,
        env: VectorEnv[Any, Any, Any],
        *,
        constraints: Sequence[Constraint] = (),
        observe_constraints: bool = False,
        seed: int | None = None,
        env_id: str | None = None,
        horizon: int | None = None,
        keep_records: bool = True,
    ) -> None:
        super().__init__(env)
        inner: Any = env
        self._judges = bool(constraints)
        self.constraints = tuple(constraints) or tuple(getattr(inner, "constraints", ()))
        self.env_id = env_id
        self.horizon = horizon
        self.observe_constraints = observe_constraints
        self._world: World | None = getattr(env, "world", None)
        self._first_seed = seed
        self._keep_records = keep_records
        self._same_step = env.metadata["autoreset_mode"] is AutoresetMode.SAME_STEP
        self._pending: Any = None
        self._monitor: Any = None
        if observe_constraints and not constraints:
            raise InputError("observe_constraints=True needs constraints to observe")
        if self._judges and (observe_constraints or needs_signals(self.constraints)):
            self._monitor = self._make_monitor()
        if observe_constraints:
            self._widen_observations()

    @property
    def world(self) -> World | None:
        """What constraints can speak about here; None if nobody said."""
        if self._world is None and self.env_id is not None:
            from saferl.worlds import world_of

            try:
                self._world = world_of(self.env_id)
            except InputError:
                return None  # an environment of Gymnasium's, without a world
        return self._world

    @property
    def pose_names(self) -> tuple[str, ...]:
        """What the rows of ``infos["poses"]`` are, when recording."""
        return tuple(self.env.pose_names)  # type: ignore[attr-defined]

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Any, dict[str, Any]]:
        """Reset all environments, or those in ``options["reset_mask"]``."""
        if seed is None:
            seed = self._first_seed
        self._first_seed = None
        _, mask, _ = reset_plan(self.num_envs, seed, options)
        observations, infos = self.env.reset(seed=seed, options=options)  # type: ignore[arg-type]
        infos.setdefault("cost", np.zeros(self.num_envs))
        if self.constraints:
            infos["costs"] = np.zeros((self.num_envs, len(self.constraints)))
        if self._monitor is not None:
            self._monitor.reset(mask)
        self._drop_records(infos)
        return self._with_state(observations, self._state()), infos

    def step(self, actions: Any) -> tuple[Any, Any, Any, Any, dict[str, Any]]:
        """Take one step in every environment."""
        return self._judge(self.env.step(actions))

    def step_async(self, actions: Any) -> None:
        """Begin a step; ``step_wait`` ends it. With workers they simulate in between."""
        if hasattr(self.env, "step_async"):
            self.env.step_async(actions)
        else:
            self._pending = actions

    def step_wait(self) -> tuple[Any, Any, Any, Any, dict[str, Any]]:
        """What ``step`` would have returned for the actions given to ``step_async``."""
        if hasattr(self.env, "step_wait"):
            return self._judge(self.env.step_wait())
        return self.step(self._pending)

    def snapshot(self) -> Snapshot:
        """Everything the rest of the episodes, and those after them, depend on."""
        inner: Snapshot = self.env.snapshot()  # type: ignore[attr-defined]
        if self._monitor is None:
            return inner
        rows = tuple(
            {"inner": row, "monitor": monitor}
            for row, monitor in zip(inner.rows, monitor_rows(self._monitor), strict=True)
        )
        return Snapshot(f"{_PREFIX}{inner.kind}", rows)

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot."""
        self._first_seed = None
        if self._monitor is None:
            self.env.restore(snapshot)  # type: ignore[attr-defined]
            return
        inner = without_monitor(snapshot)
        self.env.restore(inner)  # type: ignore[attr-defined]
        restore_monitor(self._monitor, [row["monitor"] for row in snapshot.rows])

    def _judge(self, result: Any) -> tuple[Any, Any, Any, Any, dict[str, Any]]:
        """Work out the constraints' costs of the transition just taken."""
        observations, rewards, terminations, truncations, infos = result
        if not self._judges:
            self._drop_records(infos)
            return observations, rewards, terminations, truncations, infos
        done = terminations | truncations
        if self._monitor is None:
            costs = np.repeat(infos["cost"][:, None], len(self.constraints), axis=1)
        else:
            signals = {**infos.get("signals", {}), "cost": infos["cost"]}
            costs = np.array(self._monitor.step(signals).cost, dtype=np.float64)
        infos["costs"] = costs
        ended_state = self._state()
        if self._same_step and done.any():
            infos["final_info"]["costs"] = np.where(done[:, None], costs, 0.0)
            infos["final_info"]["_costs"] = done.copy()
            if self._monitor is not None:
                self._monitor.reset(done)
            if ended_state is not None:
                for i in np.flatnonzero(done):
                    infos["final_obs"][i] = np.concatenate([infos["final_obs"][i], ended_state[i]])
        self._drop_records(infos)
        observations = self._with_state(observations, self._state())
        return observations, rewards, terminations, truncations, infos

    def _make_monitor(self) -> Any:
        from saferl.monitors import Monitor

        return Monitor(self.constraints, self.world, self.num_envs)

    def _state(self) -> np.ndarray | None:
        if not self.observe_constraints:
            return None
        return np.asarray(self._monitor.state, dtype=np.float64)  # (n, m)

    def _with_state(self, observations: Any, state: np.ndarray | None) -> Any:
        if state is None:
            return observations
        return np.concatenate([observations, state.astype(observations.dtype)], axis=1)

    def _widen_observations(self) -> None:
        self._single_observation_space = with_state_space(
            self.env.single_observation_space, len(self._monitor.state_names)
        )
        self._observation_space = batch_space(self._single_observation_space, self.num_envs)

    def _drop_records(self, infos: dict[str, Any]) -> None:
        if self._keep_records:
            return
        for where in (infos, infos.get("final_info", {})):
            for key in ("signals", "poses"):
                where.pop(key, None)
                where.pop(f"_{key}", None)


def needs_signals(constraints: Sequence[Constraint]) -> bool:
    """Whether a constraint reads more than the task's own cost."""
    from saferl.constraints import TaskCost

    return any(not isinstance(constraint.formula, TaskCost) for constraint in constraints)


def with_state_space(space: gymnasium.Space[Any], size: int) -> gymnasium.spaces.Box:
    """The space of observations with ``size`` features in [0, 1] appended.

    Raises:
        InputError: the observations are not flat arrays.
    """
    if not isinstance(space, gymnasium.spaces.Box) or len(space.shape) != 1:
        raise InputError(
            f"observe_constraints=True appends to flat observations; this environment's are {space}"
        )
    low = np.concatenate([space.low, np.zeros(size)])
    high = np.concatenate([space.high, np.ones(size)])
    dtype: Any = space.dtype
    return gymnasium.spaces.Box(low, high, dtype=dtype)


def monitor_rows(monitor: Any) -> list[dict[str, Any]]:
    """What a monitor remembers of each environment, as plain data."""
    kept = monitor.snapshot()
    return [
        {name: getattr(kept, name)[:, i].copy() for name in _REMEMBERED}
        for i in range(monitor.num_envs)
    ]


def restore_monitor(monitor: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Undo ``monitor_rows``.

    Raises:
        InputError: the rows are of other constraints.
    """
    from saferl.monitors import MonitorSnapshot

    now = monitor.snapshot()
    parts = {name: np.stack([row[name] for row in rows], axis=1) for name in _REMEMBERED}
    if any(parts[name].shape != getattr(now, name).shape for name in _REMEMBERED):
        raise InputError("this snapshot is of other constraints; restore it where it was taken")
    monitor.restore(MonitorSnapshot(monitor.constraints, **parts))


def without_monitor(snapshot: Snapshot) -> Snapshot:
    """The snapshot of the environment inside."""
    if not snapshot.kind.startswith(_PREFIX):
        raise InputError(
            f"this snapshot of {snapshot.kind!r} holds no state of constraints; it cannot be "
            "restored into an environment with some"
        )
    return Snapshot(
        snapshot.kind.removeprefix(_PREFIX), tuple(row["inner"] for row in snapshot.rows)
    )
