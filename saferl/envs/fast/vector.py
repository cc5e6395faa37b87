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

from saferl.envs.fast.costs import Costs
from saferl.envs.fast.observations import Observer
from saferl.envs.fast.physics import Physics
from saferl.envs.fast.readings import Readings
from saferl.envs.fast.rewards import ButtonRewards, rewards_of
from saferl.envs.fast.signals import Signals
from saferl.envs.fast.stage import Stage
from saferl.envs.fast.state import read_slot, write_slot
from saferl.envs.snapshots import Snapshot, copy_tree
from saferl.envs.stock_vector import autoreset_mode, reset_plan
from saferl.envs.tasks import TaskSpec, resolve
from saferl.errors import InputError, SimulationError

__all__ = ["FastVectorEnv", "supports"]

_Floats = NDArray[np.float64]
_Bools = NDArray[np.bool_]
_SEEDS = 2**32
_LOWEST_LIVING_ANT = 0.08  # metres, as in the stock Ant's is_alive


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
        self._stage = stage = Stage(spec)
        self.task_spec, self.env_id, self.num_envs = spec, spec.id, num_envs
        self.horizon = int(max_episode_steps or stage.task.num_steps)
        self.dt = stage.frame_skip * float(stage.model.opt.timestep)
        self.metadata = {"autoreset_mode": mode, "render_modes": []}
        self.single_observation_space = stage.task.observation_space
        self.single_action_space = stage.task.action_space
        with warnings.catch_warnings():
            # Gymnasium's Box compares float64 bounds with float32 limits
            warnings.simplefilter("ignore", RuntimeWarning)
            self.observation_space = batch_space(self.single_observation_space, num_envs)
            self.action_space = batch_space(self.single_action_space, num_envs)

        self._slots = [stage.new_slot() for _ in range(num_envs)]
        self._physics = Physics(stage, self._slots, self.horizon)
        self._rewards = rewards_of(stage, num_envs)
        self._costs = Costs(stage, self._rewards)
        self._signals = Signals(stage, self._rewards, num_envs, None if record else signals)
        self._record = record
        self.pose_names = self._signals.pose_names
        self._readings = Readings(
            stage,
            self._slots,
            with_velocities=(
                self._costs.need_velocities
                or self._signals.need_velocities
                or spec.task == "Circle"
            ),
            with_contacts=(
                self._costs.need_contacts or self._signals.need_contacts or spec.task == "Button"
            ),
            with_rotations=record,
        )
        self._observer = Observer(stage)
        self._reward_limit = stage.task.reward_conf.reward_clip or np.inf
        self._exception_reward = float(stage.task.reward_conf.reward_exception)
        self._first_seed = seed
        self._steps = np.zeros(num_envs, dtype=np.int64)
        self._over = np.ones(num_envs, dtype=bool)  # rows that must be reset before a step
        self._observations = np.zeros((num_envs, self._observer.size))

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
        if (self._over & ~mask).any() and any(slot.generator is None for slot in self._slots):
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
        actions = self._checked(actions)
        readings = self._readings
        self._physics.step(actions, self._steps)
        readings.gather()
        broken = self._broken()

        rewards, achieved = self._rewards.step(readings)
        rewards = np.minimum(np.maximum(rewards, -self._reward_limit), self._reward_limit)
        parts = self._costs.step(readings)
        infos: dict[str, Any] = {"cost": parts["cost_sum"].copy(), **parts}
        self._add_records(infos, achieved)
        if broken.any():
            self._give_up(broken, rewards, infos)
            achieved = achieved & ~broken
        if self._rewards.has_goal:
            infos["goal_met"] = infos["_goal_met"] = achieved

        for slot in self._slots:
            slot.undrawn += 1
        self._tick()
        terminations = self._next_goals(achieved)
        if self.task_spec.agent == "Ant":
            height = readings.positions[:, readings.agent, 2]
            terminations |= (height <= _LOWEST_LIVING_ANT) & ~broken
        self._steps += 1
        truncations = (self._steps >= self.horizon) | broken
        self._observe(slice(None))
        done = terminations | truncations
        if self._same_step and done.any():
            self._begin_again(done, infos)
        elif not self._same_step:
            self._over = done.copy()
        return self._observations.copy(), rewards, terminations, truncations, infos

    def snapshot(self) -> Snapshot:
        """Everything the rest of the episodes, and the episodes after them, depend on."""
        if any(slot.generator is None for slot in self._slots):
            raise InputError("reset the environment before taking a snapshot of it")
        return Snapshot(self.snapshot_kind, tuple(map(self._read_row, range(self.num_envs))))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot of this task, whichever instance it was taken from.

        Raises:
            InputError: the snapshot is of another task or number of environments.
        """
        snapshot.check(self.snapshot_kind, self.num_envs)
        self._first_seed = None
        for i, row in enumerate(snapshot.rows):
            write_slot(self._slots[i], row["slot"])
            self._readings.gather_row(i)
            for name, value in row["rewards"].items():
                self._rewards.state[name][i] = value
            for group, value in row["starts"].items():
                self._signals.starts[group][i] = value
            self._steps[i], self._over[i] = row["steps"], row["over"]
            self._observations[i] = row["observation"]

    @property
    def snapshot_kind(self) -> str:
        """The kind of this environment's snapshots."""
        return f"fast/{self.task_spec.id}"

    def _read_row(self, i: int) -> dict[str, Any]:
        return {
            "slot": read_slot(self._slots[i]),
            "rewards": {name: copy_tree(v[i]) for name, v in self._rewards.state.items()},
            "starts": {group: v[i].copy() for group, v in self._signals.starts.items()},
            "steps": int(self._steps[i]),
            "over": bool(self._over[i]),
            "observation": self._observations[i].copy(),
        }

    def _begin(self, rows: NDArray[np.intp], seeds: Sequence[int | None]) -> None:
        """Begin episodes in some rows."""
        for i in rows:
            self._begin_row(int(i), seeds[i])
        costs = self._costs.step(self._readings)["cost_sum"][rows]
        if costs.any():
            raise SimulationError(
                f"{self.env_id} could not be reset: environment(s) {rows[costs > 0].tolist()} "
                "would begin in cost"
            )
        self._observations = self._observations.copy()
        self._observe(rows)

    def _begin_row(self, i: int, seed: int | None) -> None:
        slot = self._slots[i]
        if seed is None and slot.generator is None:
            seed = int(np.random.SeedSequence().generate_state(1)[0])
        if seed is not None:
            if not 0 <= seed < _SEEDS:
                raise InputError(f"a seed must lie in 0 to 2**32 - 1, not {seed}")
            slot.generator, slot.undrawn = np.random.RandomState(seed), 0
        self._stage.reset(slot)
        self._readings.gather_row(i)
        self._rewards.restart(self._readings, i, self._stage)
        self._signals.begin(self._readings, i)
        self._steps[i], self._over[i] = 0, False

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

    def _observe(self, rows: Any) -> None:
        """Write the observations of some rows; buttons are dark while their timer runs."""
        observations = self._observer.observe(self._readings, rows)
        if isinstance(self._rewards, ButtonRewards):
            dark = self._rewards.state["timer"][rows] != 0
            observations[dark, self._observer.button_columns] = 0.0
        self._observations[rows] = observations

    def _next_goals(self, achieved: _Bools) -> _Bools:
        """Draw goals where one was achieved; True where none could be placed."""
        failed = np.zeros(self.num_envs, dtype=bool)
        for i in achieved.nonzero()[0]:
            failed[i] = not self._stage.next_goal(self._slots[i])
            self._readings.gather_row(int(i))
            self._rewards.restart(self._readings, int(i), self._stage)
        return failed

    def _tick(self) -> None:
        if isinstance(self._rewards, ButtonRewards):
            timer = self._rewards.state["timer"]
            np.maximum(0, timer - 1, out=timer)

    def _add_records(self, infos: dict[str, Any], achieved: _Bools) -> None:
        if self._signals.names:
            infos["signals"] = self._signals.read(self._readings, achieved)
        if self._record:
            infos["poses"] = self._signals.poses(self._readings)

    def _broken(self) -> _Bools:
        """Where MuJoCo called the simulation unstable in this step, or numbers are not finite."""
        if self._readings.all_well():
            return np.zeros(self.num_envs, dtype=bool)
        unstable = self._readings.unstable()
        finite = self._readings.finite()
        for i in np.flatnonzero(~finite):
            self._physics.start_over(int(i))  # as MuJoCo itself would in the next step
            self._readings.gather_row(int(i))
        broken: _Bools = unstable | ~finite
        return broken

    def _give_up(self, broken: _Bools, rewards: _Floats, infos: dict[str, Any]) -> None:
        """An unstable simulation ends the episode, at a cost of 1 and no part of it."""
        rewards[broken] = self._exception_reward
        for name, values in infos.items():
            if name.startswith("cost"):
                values[broken] = 0.0
        infos["cost"][broken] = infos["cost_sum"][broken] = 1.0
        infos["cost_exception"] = broken.astype(np.float64)

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
