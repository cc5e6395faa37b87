"""`FastVectorEnv`: many environments of one navigation task, stepped together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from saferl.envs.fast.costs import Costs
from saferl.envs.fast.observations import Observer
from saferl.envs.fast.physics import Physics, instabilities
from saferl.envs.fast.readings import Readings
from saferl.envs.fast.rewards import ButtonRewards, rewards_of
from saferl.envs.fast.stage import Stage
from saferl.envs.tasks import TaskSpec, resolve
from saferl.errors import InputError

__all__ = ["FastVectorEnv", "supports"]

_Floats = NDArray[np.float64]
_Bools = NDArray[np.bool_]
_LOWEST_LIVING_ANT = 0.08


def supports(env_id: str | TaskSpec) -> bool:
    """Whether a task can be simulated fast: the navigation tasks can.

    >>> supports("SafetyPointGoal1-v0"), supports("saferl/SafetyAntVelocity-v1")
    (True, False)
    """
    return resolve(env_id).kind == "navigation"


class FastVectorEnv(gymnasium.vector.VectorEnv[_Floats, _Floats, _Floats]):
    """Steps `num_envs` environments of one navigation task in this process.

    Layouts, observations, rewards, costs and episode ends are the stock task's from the same seeds
    and actions. Environment i of seed s is seeded s + i.

    Args:
        env_id: a navigation task, with or without the ``saferl/`` prefix.
        num_envs: how many.
        seed: for the first reset, where that is given none.
        autoreset: ``"same_step"`` begins a new episode in the step that ends one, and hands over
            the last observation in ``infos["final_obs"]``; ``"disabled"`` waits for
            ``reset(options={"reset_mask": mask})`` and until then leaves finished rows as they are,
            with no reward and no cost.
        max_episode_steps: steps after which an episode is truncated, at most the task's own.

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
    ) -> None:
        spec = resolve(env_id)
        if not supports(spec):
            raise InputError(
                f"{spec.id} is no navigation task; only those are simulated fast, make it with "
                "saferl.make_vec(..., fast=False)"
            )
        if num_envs < 1:
            raise InputError(f"num_envs is {num_envs}; expected at least 1")
        if autoreset not in ("same_step", "disabled"):
            raise InputError(f"autoreset is {autoreset!r}; expected 'same_step' or 'disabled'")
        self._stage = stage = Stage(spec)
        self.task_spec = spec
        self.env_id = spec.id
        self.num_envs = num_envs
        self.horizon = int(stage.task.num_steps)
        if max_episode_steps is not None:
            self.horizon = min(self.horizon, max_episode_steps)
        self._resets_itself = autoreset == "same_step"
        mode = AutoresetMode.SAME_STEP if self._resets_itself else AutoresetMode.DISABLED
        self.metadata = {"autoreset_mode": mode, "render_modes": []}
        self.single_observation_space = stage.task.observation_space
        self.single_action_space = stage.task.action_space
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)

        self._slots = [stage.new_slot() for _ in range(num_envs)]
        self._physics = Physics(stage, self._slots, self.horizon)
        self._rewards = rewards_of(stage, num_envs)
        self._costs = Costs(stage, self._rewards)
        self._readings = Readings(
            stage,
            self._slots,
            with_velocities=self._costs.need_velocities or spec.task == "Circle",
            with_contacts=self._costs.need_contacts or spec.task == "Button",
        )
        self._observer = Observer(stage)
        self._clip = stage.task.reward_conf.reward_clip or np.inf
        self._exception_reward = stage.task.reward_conf.reward_exception
        self._can_die = spec.agent == "Ant"
        self._first_seed = seed
        self._steps = np.zeros(num_envs, dtype=np.int64)
        self._done = np.ones(num_envs, dtype=bool)
        self._observations = np.zeros((num_envs, self._observer.size))
        #: Repeat stock's redundant `mj_forward` calls, each of which moves the constraint solver's
        #: warm start by a rounding error: with them everything is stock's bit for bit.
        self._as_stock = False

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
            Observations (n, obs_dim), those of rows not reset as they were, and an empty dictionary.
        """
        mask = self._mask(options)
        for i, row_seed in zip(np.flatnonzero(mask), self._seeds(seed, mask), strict=True):
            self._begin(int(i), row_seed)
        rows = np.flatnonzero(mask)
        self._observations = self._observations.copy()
        self._observations[rows] = self._observer.observe(self._readings, rows)
        self._darken_lidar(self._observations)
        return self._observations.copy(), {}

    def step(self, actions: _Floats) -> tuple[_Floats, _Floats, _Bools, _Bools, dict[str, Any]]:
        """Take one step in every environment.

        Args:
            actions: (n, action_dim); clipped to the action space, as stock does.

        Returns:
            Observations (n, obs_dim), rewards (n,), terminations (n,), truncations (n,), infos.

        Raises:
            InputError: actions of another shape, or NaN.
        """
        actions = self._checked(actions)
        asleep = self._done.copy()  # only ever set with autoreset disabled
        rows: Any = np.flatnonzero(~asleep) if asleep.any() else range(self.num_envs)
        unstable_before = instabilities(self._readings.warnings)
        self._physics.step(actions, self._steps, rows)
        if self._as_stock:
            self._physics.forward()
        self._readings.gather()
        for i in rows:
            self._slots[i].undrawn += 1
        broken = instabilities(self._readings.warnings) != unstable_before

        rewards, achieved = self._rewards.step(self._readings)
        rewards = np.clip(rewards, -self._clip, self._clip)
        parts = self._costs.step(self._readings)
        infos: dict[str, Any] = {"cost": parts["cost_sum"].copy(), **parts}
        if broken.any():
            self._give_up(broken, rewards, infos)
        still = broken | asleep
        if asleep.any():
            rewards[asleep] = 0.0
            for values in infos.values():
                values[asleep] = 0.0
        achieved &= ~still
        if self._rewards.has_goal:
            infos["goal_met"] = achieved

        self._tick()
        terminated = self._next_goals(achieved)
        if self._can_die:
            terminated |= self._readings.positions[:, self._readings.agent, 2] <= _LOWEST_LIVING_ANT
        self._steps[rows] += 1
        truncated = (self._steps >= self.horizon) | broken
        if self._as_stock:
            self._physics.forward()
            self._readings.gather()
        observations = self._observer.observe(self._readings)
        self._darken_lidar(observations)
        if asleep.any():
            terminated[asleep], truncated[asleep] = self._ended[0][asleep], self._ended[1][asleep]
            observations[asleep] = self._observations[asleep]
        self._observations = observations
        done = terminated | truncated
        if done.any():
            if self._resets_itself:
                self._reset_finished(done, infos)
            else:
                self._done = done
                self._ended = terminated, truncated
        return self._observations.copy(), rewards, terminated, truncated, infos

    def _begin(self, i: int, seed: int | None) -> None:
        """Begin an episode in environment `i`."""
        slot = self._slots[i]
        if seed is not None or slot.generator is None:
            if seed is None:
                seed = int(np.random.SeedSequence().generate_state(1)[0])
            slot.generator = np.random.RandomState(seed)
            slot.undrawn = 0
        self._stage.reset(slot)
        self._readings.gather_row(i)
        self._rewards.restart(self._readings, i, self._stage)
        self._steps[i] = 0
        self._done[i] = False

    def _next_goals(self, achieved: _Bools) -> _Bools:
        """Draw goals where one was achieved; True where none could be placed."""
        terminated = np.zeros(self.num_envs, dtype=bool)
        for i in np.flatnonzero(achieved):
            found = self._stage.next_goal(self._slots[i])
            self._readings.gather_row(int(i))
            if found:
                self._rewards.restart(self._readings, int(i), self._stage)
            terminated[i] = not found
        return terminated

    def _tick(self) -> None:
        if isinstance(self._rewards, ButtonRewards):
            timer = self._rewards.state["timer"]
            np.maximum(0, timer - 1, out=timer)

    def _darken_lidar(self, observations: _Floats) -> None:
        """Buttons cannot be seen while their timer runs."""
        if isinstance(self._rewards, ButtonRewards):
            dark = self._rewards.state["timer"] != 0
            observations[dark, self._observer.button_columns] = 0.0

    def _give_up(self, broken: _Bools, rewards: _Floats, infos: dict[str, Any]) -> None:
        """Where MuJoCo called the simulation unstable, the episode is over at a cost of 1."""
        rewards[broken] = self._exception_reward
        for values in infos.values():
            values[broken] = 0.0
        infos["cost"][broken] = infos["cost_sum"][broken] = 1.0
        infos["cost_exception"] = broken.astype(np.float64)

    def _reset_finished(self, done: _Bools, infos: dict[str, Any]) -> None:
        final_info = {name: values.copy() for name, values in infos.items()}
        final_info |= {f"_{name}": done.copy() for name in final_info}
        final_observations = np.full(self.num_envs, None, dtype=object)
        rows = np.flatnonzero(done)
        for i in rows:
            final_observations[i] = self._observations[i].copy()
            self._begin(int(i), None)
        self._observations[rows] = self._observer.observe(self._readings, rows)
        self._darken_lidar(self._observations)
        infos["final_obs"], infos["_final_obs"] = final_observations, done.copy()
        infos["final_info"], infos["_final_info"] = final_info, done.copy()

    def _checked(self, actions: _Floats) -> _Floats:
        actions = np.asarray(actions, dtype=np.float64)
        if actions.shape != self.action_space.shape:
            raise InputError(
                f"actions have shape {actions.shape}; expected {self.action_space.shape}"
            )
        if np.isnan(actions).any():
            rows = np.flatnonzero(np.isnan(actions).any(axis=1)).tolist()
            raise InputError(f"actions of environments {rows} are NaN")
        if any(slot.generator is None for slot in self._slots):
            raise InputError("an environment was not reset yet; call reset() before step()")
        return actions

    def _mask(self, options: dict[str, Any] | None) -> _Bools:
        mask = (options or {}).get("reset_mask")
        if mask is None:
            return np.ones(self.num_envs, dtype=bool)
        mask = np.asarray(mask)
        if mask.shape != (self.num_envs,) or mask.dtype != bool:
            raise InputError(
                f"reset_mask has shape {mask.shape} and type {mask.dtype}; expected "
                f"({self.num_envs},) of bool"
            )
        return mask

    def _seeds(self, seed: int | Sequence[int | None] | None, mask: _Bools) -> list[int | None]:
        """The seeds of the rows that are reset."""
        if seed is None and self._first_seed is not None:
            seed = self._first_seed
        self._first_seed = None
        if seed is None:
            seeds: list[int | None] = [None] * self.num_envs
        elif isinstance(seed, int | np.integer):
            seeds = [int(seed) + i for i in range(self.num_envs)]
        else:
            seeds = [None if s is None else int(s) for s in seed]
        if len(seeds) != self.num_envs:
            raise InputError(f"{len(seeds)} seeds given for {self.num_envs} environments")
        return [s for s, wanted in zip(seeds, mask, strict=True) if wanted]
