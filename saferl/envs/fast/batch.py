"""A batch of environments of one task, simulated together: one step's outcome, resets, goals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saferl.envs.fast.costs import Costs
from saferl.envs.fast.observations import Observer
from saferl.envs.fast.physics import Physics
from saferl.envs.fast.readings import Readings
from saferl.envs.fast.rewards import ButtonRewards, rewards_of
from saferl.envs.fast.signals import Signals
from saferl.envs.fast.stage import Stage
from saferl.envs.fast.state import read_slot, write_slot
from saferl.envs.snapshots import copy_tree
from saferl.envs.tasks import TaskSpec

__all__ = ["Batch", "Outcome"]

_Floats = NDArray[np.float64]
_Bools = NDArray[np.bool_]
_LOWEST_LIVING_ANT = 0.08  # metres, as in the stock Ant's is_alive


@dataclass(frozen=True)
class Outcome:
    """What a step did, read when the tasks compute their costs and before met goals move.

    Attributes:
        rewards: (n,).
        costs: every part of the cost and ``cost_sum``, and ``cost_exception`` if any simulation
            went wrong; (n,) each.
        achieved: (n,) whether the goal was met.
        broken: (n,) whether the simulation went wrong, which ends the episode.
    """

    rewards: _Floats
    costs: dict[str, _Floats]
    achieved: _Bools
    broken: _Bools


class Batch:
    """Environments of one task, side by side, each with its own model, data and generator.

    Args:
        spec: a navigation task.
        num_envs: how many.
        horizon: most steps in an episode; None for the task's own.
        signals: names of the signals to read; None for all.
        with_poses: whether `poses` will be asked for.

    Attributes:
        horizon: most steps in an episode.
        dt: seconds of simulated time in a step.
        steps: (n,) steps taken in each episode.
    """

    def __init__(
        self,
        spec: TaskSpec,
        num_envs: int,
        *,
        horizon: int | None = None,
        signals: Iterable[str] | None = (),
        with_poses: bool = False,
    ) -> None:
        self.stage = stage = Stage(spec)
        self.num_envs = num_envs
        self.horizon = int(stage.task.num_steps if horizon is None else horizon)
        self.dt = stage.frame_skip * float(stage.model.opt.timestep)
        self.steps = np.zeros(num_envs, dtype=np.int64)
        self.slots = [stage.new_slot() for _ in range(num_envs)]
        self.physics = Physics(stage, self.slots)
        self.rewards = rewards_of(stage, num_envs)
        self.costs = Costs(stage, self.rewards)
        self.signals = Signals(stage, self.rewards, num_envs, signals)
        users = (self.costs, self.signals, self.rewards)
        self.readings = Readings(
            stage,
            self.slots,
            with_velocities=any(user.need_velocities for user in users),
            with_contacts=any(user.need_contacts for user in users),
            with_rotations=with_poses,
        )
        self.observer = Observer(stage)
        self._reward_limit = stage.task.reward_conf.reward_clip or np.inf
        self._exception_reward = float(stage.task.reward_conf.reward_exception)
        self._can_die = spec.agent == "Ant"

    @property
    def has_begun(self) -> bool:
        """Whether every environment was reset at least once."""
        return all(slot.generator is not None for slot in self.slots)

    def begin(self, i: int, seed: int | None) -> None:
        """Begin an episode in environment `i`; with a seed, as the stock task does from it."""
        slot = self.slots[i]
        if seed is None and slot.generator is None:
            seed = int(np.random.SeedSequence().generate_state(1)[0])
        if seed is not None:
            slot.generator, slot.undrawn = np.random.RandomState(seed), 0
        self.stage.reset(slot)
        self.readings.gather_row(i)
        self.rewards.restart(self.readings, i, self.stage)
        self.signals.begin(self.readings, i)
        self.steps[i] = 0

    def costs_now(self) -> _Floats:
        """The tasks' cost of the present state.  # (n,)."""
        return self.costs.step(self.readings)["cost_sum"]

    def advance(self, actions: _Floats) -> Outcome:
        """Take a step with actions (n, action_dim), as far as the tasks' costs."""
        readings = self.readings
        self.physics.step(actions, self.steps)
        self.steps += 1
        for slot in self.slots:
            slot.undrawn += 1
        readings.gather()
        broken = self._broken()
        rewards, achieved = self.rewards.step(readings)
        rewards = np.minimum(np.maximum(rewards, -self._reward_limit), self._reward_limit)
        costs = self.costs.step(readings)
        if broken.any():  # this ends the episode, at a cost of 1 and no part of it
            rewards[broken] = self._exception_reward
            for part in costs.values():
                part[broken] = 0.0
            costs["cost_sum"][broken] = 1.0
            costs["cost_exception"] = broken.astype(np.float64)
            achieved = achieved & ~broken
        return Outcome(rewards, costs, achieved, broken)

    def settle(self, outcome: Outcome) -> _Bools:
        """Finish the step: timers, new goals; True where the task is over.  # (n,)."""
        if isinstance(self.rewards, ButtonRewards):
            self.rewards.tick()
        over = self.next_goals(outcome.achieved)
        if self._can_die:
            height = self.readings.positions[:, self.readings.agent, 2]
            over |= (height <= _LOWEST_LIVING_ANT) & ~outcome.broken
        return over

    def next_goals(self, achieved: _Bools) -> _Bools:
        """Draw goals where one was achieved; True where none could be placed."""
        failed = np.zeros(self.num_envs, dtype=bool)
        for i in achieved.nonzero()[0]:
            failed[i] = not self.stage.next_goal(self.slots[i])
            self.readings.gather_row(int(i))
            self.rewards.restart(self.readings, int(i), self.stage)
        return failed

    def observe(self, rows: Any = slice(None)) -> _Floats:
        """Observations of some rows; buttons are dark while their timer runs."""
        observations = self.observer.observe(self.readings, rows)
        if isinstance(self.rewards, ButtonRewards):
            dark = self.rewards.state["timer"][rows] != 0
            observations[dark, self.observer.button_columns] = 0.0
        return observations

    def read_signals(self, achieved: _Bools) -> dict[str, NDArray[Any]]:
        """The signals asked for, as they are now.  # (n,) each."""
        return self.signals.read(self.readings, achieved)

    def poses(self) -> _Floats:
        """x, y and yaw of the agent and all objects, as they are now.  # (n, m, 3)."""
        return self.signals.poses(self.readings)

    def read_row(self, i: int) -> dict[str, Any]:
        """Everything that environment `i` depends on from here, as plain values."""
        return {
            "slot": read_slot(self.slots[i]),
            "rewards": {name: copy_tree(v[i]) for name, v in self.rewards.state.items()},
            "starts": {group: v[i].copy() for group, v in self.signals.starts.items()},
            "steps": int(self.steps[i]),
        }

    def write_row(self, i: int, row: dict[str, Any]) -> None:
        """Put environment `i` where `read_row` found it."""
        write_slot(self.slots[i], row["slot"])
        self.readings.gather_row(i)
        for name, value in row["rewards"].items():
            self.rewards.state[name][i] = value
        for group, value in row["starts"].items():
            self.signals.starts[group][i] = value
        self.steps[i] = row["steps"]

    def _broken(self) -> _Bools:
        """Where MuJoCo called the simulation unstable in this step, or numbers are not finite."""
        if self.readings.all_well():
            return np.zeros(self.num_envs, dtype=bool)
        finite = self.readings.finite()
        broken: _Bools = self.readings.unstable() | ~finite
        for i in np.flatnonzero(~finite):
            self.physics.start_over(int(i))  # as MuJoCo itself would in the next step
            self.readings.gather_row(int(i))
        return broken
