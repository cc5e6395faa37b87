"""`FastVectorEnv`: many environments of one navigation task, stepped together."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from saferl.envs.fast.batch import Batch
from saferl.envs.snapshots import Snapshot, copy_tree
from saferl.envs.stock_vector import autoreset_mode, reset_plan
from saferl.envs.tasks import TaskSpec, episode_length, resolve
from saferl.errors import InputError, SimulationError

__all__ = ["FastVectorEnv", "supports"]

_Floats = NDArray[np.float64]
_Bools = NDArray[np.bool_]
_SEEDS = 2**32


def supports(env_id: str | TaskSpec) -> bool:
    """Whether a task can be simulated fast: the navigation tasks can.

    >>> supports("SafetyPointGoal1-v0"), supports("saferl/SafetyAntVelocity-v1")
    (True, False)
    """
    return resolve(env_id).kind == "navigation"


class FastVectorEnv(gymnasium.vector.VectorEnv[_Floats, _Floats, Any]):
    """Steps `num_envs` environments of one navigation task in this process.

    Layouts, observations, rewards, costs and episode ends are the stock task's from the same seeds
    and actions. Environment i of seed s is seeded s + i. Conventions are `StockVectorEnv`'s: row i
    of ``infos["cost"]`` and of every other entry belongs to the transition just taken.

    Args:
        env_id: a navigation task, with or without the ``saferl/`` prefix.
        num_envs: how many.
        seed: for the first reset, where that is given none.
        autoreset: ``"same_step"`` begins a new episode in the step that ends one, and hands over
            the last observation in ``infos["final_obs"]``; ``"disabled"`` waits for
            ``reset(options={"reset_mask": mask})``.
        max_episode_steps: an episode's length, if not the task's own.
        signals: names of signals to put into ``infos["signals"]``, such as
            ``"distance/hazards"`` (see `saferl.envs.signals`).
        record: put all signals, and ``infos["poses"]`` (n, m, 3), into the infos.

    Attributes:
        horizon: steps after which an episode is truncated.
        dt: seconds of simulated time in a step.
        pose_names: what the m rows of the poses are: ``agent``, ``goal``, ``hazard0``, ...

    Raises:
        InputError: unknown task, one that is not a navigation task, or a bad argument.

    >>> env = FastVectorEnv("SafetyPointGoal1-v0", 2, seed=0)
    >>> observations, _ = env.reset()
    >>> observations.shape
    (2, 60)
    >>> _, rewards, _, _, infos = env.step(np.ones((2, 2)))
    >>> infos["cost"]
    array([0., 0.])
    """

    def __init__(
        self,
        env_id: str | TaskSpec,
        num_envs: int = 1,
        *,
        seed: int | None = None,
        autoreset: Literal["same_step", "disabled"] = "same_step",
        max_episode_steps: int | None = None,
        signals: Iterable[str] = (),
        record: bool = False,
    ) -> None:
        spec = resolve(env_id)
        if not supports(spec):
            raise InputError(
                f"{spec.id} is not a navigation task, and only those are simulated fast; use "
                "saferl.make_vec(..., fast=False)"
            )
        if num_envs < 1:
            raise InputError(f"num_envs must be at least 1, not {num_envs}")
        mode = autoreset_mode(autoreset)
        self._same_step = mode is AutoresetMode.SAME_STEP
        horizon = None if max_episode_steps is None else episode_length(1, max_episode_steps)
        self._batch = Batch(
            spec,
            num_envs,
            horizon=horizon,
            signals=None if record else signals,
            with_poses=record,
        )
        task = self._batch.stage.task
        self.task_spec, self.env_id, self.num_envs = spec, spec.id, num_envs
        self.horizon, self.dt = self._batch.horizon, self._batch.dt
        self.pose_names = self._batch.signals.pose_names
        self.metadata = {"autoreset_mode": mode, "render_modes": []}
        self.single_observation_space = task.observation_space
        self.single_action_space = task.action_space
        with warnings.catch_warnings():
            # Gymnasium's Box compares float64 bounds with float32 limits
            warnings.simplefilter("ignore", RuntimeWarning)
            self.observation_space = batch_space(self.single_observation_space, num_envs)
            self.action_space = batch_space(self.single_action_space, num_envs)
        self._record = record
        self._first_seed = seed
        self._over = np.ones(num_envs, dtype=bool)  # rows that must be reset before a step
        self._observations = np.zeros((num_envs, self._batch.observer.size))

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[_Floats, dict[str, Any]]:
        """Begin episodes, in all environments or in those of ``options["reset_mask"]``.

        Args:
            seed: s seeds environment i with s + i; a list has one seed, or None, for each.
            options: ``{"reset_mask": (n,) bool}``, or None for all.

        Returns:
            Observations (n, obs_dim), those of rows not reset as they were, and infos.

        Raises:
            InputError: a seed out of range, too few seeds, a bad mask.
            SimulationError: a layout that cannot be placed, or that begins in cost.
        """
        if seed is None:
            seed, self._first_seed = self._first_seed, None
        seeds, mask, _ = reset_plan(self.num_envs, seed, options)
        if not mask.all() and not self._batch.has_begun:
            raise InputError(
                "the first reset must be of all environments, not of those in a reset_mask"
            )
        self._begin(np.flatnonzero(mask), seeds)
        infos: dict[str, Any] = {"cost": np.zeros(self.num_envs)}
        self._add_records(infos, np.zeros(self.num_envs, dtype=bool))
        return self._observations.copy(), infos

    def step(self, actions: _Floats) -> tuple[_Floats, _Floats, _Bools, _Bools, dict[str, Any]]:
        """Take one step in every environment.

        Args:
            actions: (n, action_dim); clipped to the action space, as stock does.

        Returns:
            Observations (n, obs_dim), rewards (n,), terminations (n,), truncations (n,), infos.

        Raises:
            InputError: actions of another shape, or NaN; an episode is over and was not reset.
        """
        batch = self._batch
        outcome = batch.advance(self._checked(actions))
        infos: dict[str, Any] = {"cost": outcome.costs["cost_sum"].copy(), **outcome.costs}
        if batch.rewards.has_goal:
            infos["goal_met"] = infos["_goal_met"] = outcome.achieved
        self._add_records(infos, outcome.achieved)
        terminations = batch.settle(outcome)
        truncations = (batch.steps >= self.horizon) | outcome.broken
        self._observations = batch.observe()
        done = terminations | truncations
        if self._same_step and done.any():
            self._begin_again(done, infos)
        elif not self._same_step:
            self._over = done.copy()
        return self._observations.copy(), outcome.rewards, terminations, truncations, infos

    def snapshot(self) -> Snapshot:
        """Everything the rest of the episodes, and the episodes after them, depend on."""
        if not self._batch.has_begun:
            raise InputError("reset the environment before taking a snapshot of it")
        rows = [
            {
                **self._batch.read_row(i),
                "over": bool(self._over[i]),
                "observation": self._observations[i].copy(),
            }
            for i in range(self.num_envs)
        ]
        return Snapshot(self.snapshot_kind, tuple(rows))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot of this task, whichever instance it was taken from.

        Raises:
            InputError: the snapshot is of another task or number of environments.
        """
        snapshot.check(self.snapshot_kind, self.num_envs)
        self._first_seed = None
        for i, row in enumerate(snapshot.rows):
            self._batch.write_row(i, row)
            self._over[i] = row["over"]
            self._observations[i] = row["observation"]

    @property
    def snapshot_kind(self) -> str:
        """The kind of this environment's snapshots."""
        return f"fast/{self.task_spec.id}"

    def _begin(self, rows: NDArray[np.intp], seeds: Sequence[int | None]) -> None:
        """Begin episodes in some rows, as the stock builder does."""
        for i in rows:
            seed = seeds[i]
            if seed is not None and not 0 <= seed < _SEEDS:
                raise InputError(f"a seed must lie in 0 to 2**32 - 1, not {seed}")
            try:
                self._batch.begin(int(i), seed)
            except AssertionError as error:  # the stock classes' way to say there is no room
                raise SimulationError(f"{self.env_id} could not be reset: {error}") from error
        in_cost = self._batch.costs_now()[rows] > 0
        if in_cost.any():
            raise SimulationError(
                f"{self.env_id} could not be reset: environment(s) {rows[in_cost].tolist()} would "
                "begin in cost"
            )
        self._over[rows] = False
        self._observations = self._observations.copy()
        self._observations[rows] = self._batch.observe(rows)

    def _begin_again(self, done: _Bools, infos: dict[str, Any]) -> None:
        """Reset the rows that ended; what their last step said goes under ``final_...`` too."""
        final_observations = np.full(self.num_envs, None, dtype=object)
        for i in np.flatnonzero(done):
            final_observations[i] = self._observations[i].copy()
        final_info = {name: copy_tree(value) for name, value in infos.items() if name[0] != "_"}
        final_info |= {f"_{name}": done.copy() for name in final_info}
        self._begin(np.flatnonzero(done), [None] * self.num_envs)
        infos["final_obs"], infos["_final_obs"] = final_observations, done.copy()
        infos["final_info"], infos["_final_info"] = final_info, done.copy()

    def _add_records(self, infos: dict[str, Any], achieved: _Bools) -> None:
        if self._batch.signals.names:
            infos["signals"] = self._batch.read_signals(achieved)
        if self._record:
            infos["poses"] = self._batch.poses()

    def _checked(self, actions: _Floats) -> _Floats:
        actions = np.asarray(actions, dtype=np.float64)
        if actions.shape != self.action_space.shape:
            raise InputError(
                f"{self.num_envs} environments of {self.env_id} take actions of shape "
                f"{self.action_space.shape}, not {actions.shape}"
            )
        if np.isnan(actions).any():
            rows = np.flatnonzero(np.isnan(actions).any(axis=1)).tolist()
            raise InputError(f"an action must not hold NaN, as those of environment(s) {rows} do")
        if self._over.any():
            raise InputError(
                f"environment(s) {np.flatnonzero(self._over).tolist()} must be reset before they "
                "are stepped"
            )
        return actions
