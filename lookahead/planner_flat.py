"""The planner for observations without a known structure.

It asks the same two questions as `planner_navigation`, with whole observations imagined: is one of
the manoeuvres still safe after the proposed action, and does the task policy itself stay safe for
some steps; and if not, which of many plans (the policy disturbed, a library, the manoeuvres, the
previous plan) collects the most reward without a violation. Where plans end, a cost critic says
whether a violation can still be avoided (:mod:`lookahead.cost_critic`): stopping may take longer
than the horizon.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lookahead.planner import Choice, Deadline, Level, Memory, Screening, never
from lookahead.planner_candidates import Act
from lookahead.planner_settings import PlannerConfig
from lookahead.plans import plan_library
from lookahead.world_model_flat import FlatModel

__all__ = ["FlatPlanner"]

Array = np.ndarray[Any, Any]
_ONE = slice(0, 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class FlatPlanner:
    """Looks ahead over plain vectors.

    Attributes:
        act: The task policy's mode, (N, obs_dim) to (N, A) in [-1, 1]; None where it cannot be
            asked.
        model: What happens next.
        config: Settings; of them ``flat_horizon``, ``every``, ``library``, ``risk``,
            ``checked``, ``bootstrap`` and ``seed`` matter here.
    """

    act: Act | None
    model: FlatModel
    config: PlannerConfig = field(default_factory=PlannerConfig)

    @functools.cached_property
    def _library(self) -> Array:
        config = self.config
        rng = np.random.default_rng(config.seed)
        plans = plan_library(config.library, config.flat_horizon, 1, self.action_size, rng)
        return self.model.possible(plans)

    @functools.cached_property
    def _noise(self) -> Array:
        """(B, H, A) what is added to the policy's actions; nothing to the first."""
        rng = np.random.default_rng(self.config.seed + 1)
        shape = (self.config.corners + 1, self.config.flat_horizon, self.action_size)
        noise = plan_library(shape[0], shape[1], 1, shape[2], rng)
        noise[0] = 0.0
        return noise

    @property
    def action_size(self) -> int:
        """A."""
        return int(self.model.manoeuvres.shape[-1])

    @property
    def risk_steps(self) -> int:
        """Steps within which a screening's risk is of a violation."""
        return self.config.flat_horizon

    def begin(self, rows: int) -> Memory:
        """Return the memory of ``rows`` episodes: no plan."""
        horizon = self.config.flat_horizon
        return {
            "plan": np.zeros((rows, horizon, self.action_size), dtype=np.float32),
            "plan_left": np.zeros(rows, dtype=np.int64),
        }

    def after(self, memory: Memory, executed: Array, level: Array) -> Memory:
        """Note what was executed: a plan goes on where its action was taken, else it is dropped."""
        level = np.asarray(level)
        followed = (level == Level.PLAN) | (level == Level.CANDIDATE)
        plan = np.where(followed[:, None, None], np.roll(memory["plan"], -1, axis=1), 0.0)
        left = np.where(followed, np.maximum(memory["plan_left"] - 1, 0), 0)
        return {"plan": plan.astype(np.float32), "plan_left": left}

    def screen(
        self, observation: Array, proposal: Array, memory: Memory, episode_start: Array
    ) -> Screening:
        """Say whether each proposal may be executed; see `Planner.screen`."""
        n, config = len(observation), self.config
        goes_on = ~np.asarray(episode_start, dtype=bool)
        left = np.where(goes_on, memory["plan_left"], 0)
        plan = np.where(goes_on[:, None, None], memory["plan"], 0.0).astype(np.float32)
        manoeuvres = self.model.manoeuvres
        count, horizon = len(manoeuvres), config.flat_horizon
        plans = np.zeros((n, count + 1, horizon, self.action_size), dtype=np.float32)
        shared = min(horizon, manoeuvres.shape[1])
        plans[:, :count, :shared] = manoeuvres[:, :shared]
        plans[:, :count, 0] = proposal[:, None]
        plans[:, count] = plan
        rolled = self.model.roll(observation, plans)
        costs = rolled.costs.max(axis=(1, 3))  # (n, K + 1, k)
        risk = np.maximum(costs.max(axis=-1), self._beyond(rolled.beyond.max(axis=1)))
        best = risk[:, :count].argmin(axis=1)
        fallback = risk[np.arange(n), best]
        unfamiliar = self.model.disagreement(observation, proposal) / self.model.familiar
        following = (left > 0) & (risk[:, count] <= config.risk)
        clear = ~following
        if self.act is not None and clear.any():
            ahead = self._led(observation[clear], self._noise[:1], proposal[clear])[1]
            clear[clear] = ahead.max(axis=-1)[:, 0] <= config.risk
        return Screening(
            safe=clear & (fallback <= config.risk) & (unfamiliar <= 1.0),
            risk=costs[np.arange(n), best].max(axis=-1),
            costs=costs[np.arange(n), best],
            unfamiliar=unfamiliar,
            memory={"plan": plan, "plan_left": np.where(following, left, 0)},
        )

    def search(
        self,
        observation: Array,
        proposal: Array,
        screening: Screening,
        *,
        rows: Array,
        deadline: Deadline = never,
    ) -> Choice:
        """Find what to do instead; see `Planner.search`."""
        n, rows = len(observation), np.asarray(rows, dtype=bool)
        action = np.array(proposal, dtype=np.float32)
        plan, left = screening.memory["plan"].copy(), screening.memory["plan_left"].copy()
        level, risk = np.zeros(n, dtype=np.int64), screening.risk.copy()
        costs, complete = screening.costs.copy(), np.ones(n, dtype=bool)
        following = rows & (left > 0)
        action[following], level[following] = plan[following, 0], Level.PLAN
        index = np.flatnonzero(rows & ~following)
        if len(index):
            found = self._find(observation[index], plan[index], deadline)
            plan[index], level[index], costs[index], complete[index] = found
            risk[index] = costs[index].max(axis=-1)
            action[index] = plan[index, 0]
            left[index] = np.where(level[index] == Level.CANDIDATE, self.config.every, 0)
        return Choice(
            action=action,
            level=level,
            risk=risk,
            costs=costs,
            complete=complete,
            plan=np.where(level[:, None, None] > 0, plan, np.nan),
            memory={"plan": plan, "plan_left": left},
        )

    def _beyond(self, probability: Array) -> Array:
        """What counts (...,) of the probabilities (..., k) of a violation beyond the horizon."""
        return np.asarray(probability.max(axis=-1) * self.config.bootstrap)

    def _find(self, observation: Array, previous: Array, deadline: Deadline) -> tuple[Array, ...]:
        """Plan (n, H, A), level (n,), costs (n, k), complete (n,) for rows that need a search."""
        n, config = len(observation), self.config
        horizon = config.flat_horizon
        manoeuvres = np.zeros((len(self.model.manoeuvres), horizon, self.action_size), np.float32)
        shared = min(horizon, self.model.manoeuvres.shape[1])
        manoeuvres[:, :shared] = self.model.manoeuvres[:, :shared]
        fixed = np.concatenate([self._library, manoeuvres])
        plans = np.concatenate(
            [np.broadcast_to(fixed, (n, *fixed.shape)), previous[:, None]], axis=1
        )
        rolled = self.model.roll(observation, plans, _ONE)
        danger, reward = rolled.costs[:, 0].max(axis=-1), rolled.rewards[:, 0]
        danger[..., -1] = np.maximum(danger[..., -1], self._beyond(rolled.beyond[:, 0]))
        through = not deadline()
        if self.act is not None and through:
            led, led_danger, led_reward = self._led(observation, self._noise, None)
            plans = np.concatenate([led, plans], axis=1)
            danger = np.concatenate([led_danger, danger], axis=1)
            reward = np.concatenate([led_reward, reward], axis=1)
        bad = np.where(danger > config.risk, danger, 0.0).sum(axis=-1)
        scale = 1.0 + np.abs(reward.sum(axis=-1)).max(axis=1, keepdims=True)
        order = np.argsort(10.0 * scale * bad - reward.sum(axis=-1), axis=1, kind="stable")
        chosen, level = order[:, 0].copy(), np.full(n, int(Level.BACKUP))
        costs = np.ones((n, len(self.model.constraints)))
        complete, todo = np.full(n, through), np.arange(n)
        for rank in range(min(config.checked, order.shape[1])):
            if not len(todo):
                break
            if deadline():
                complete[todo] = False
                break
            pick = order[todo, rank]
            rolled = self.model.roll(observation[todo], plans[todo, pick][:, None])
            worst = rolled.costs.max(axis=(1, 2, 3))  # (n, k)
            beyond = self._beyond(rolled.beyond.max(axis=(1, 2)))
            good = np.maximum(worst.max(axis=-1), beyond) <= config.risk
            done = todo[good]
            chosen[done], level[done], costs[done] = pick[good], Level.CANDIDATE, worst[good]
            todo = todo[~good]
        plan = np.take_along_axis(plans, chosen[:, None, None, None], axis=1)[:, 0]
        return plan, level, costs, complete

    def _led(
        self, observation: Array, noise: Array, first: Array | None
    ) -> tuple[Array, Array, Array]:
        """Imagine the policy with noise (B, H, A) added.

        Returns:
            Its actions (n, B, H, A), the risk (n, B, H) and reward (n, B, H) of each step; what
            lies beyond the horizon counts with the last step's risk.
        """
        assert self.act is not None
        n, (count, horizon, size) = len(observation), noise.shape
        now = np.repeat(observation[:, None, None], count, axis=2).astype(np.float32)
        alive = np.ones((n, 1, count), dtype=np.float32)
        actions, risks, rewards = [], [], []
        for step in range(horizon):
            own = self.act(now.reshape(n * count, -1).astype(np.float64)).reshape(n, 1, count, size)
            if step == 0 and first is not None:
                own = np.broadcast_to(first[:, None, None], own.shape)
            noisy = own + self.config.disturbance * noise[:, step]
            action = np.clip(noisy, -1.0, 1.0).astype(np.float32)
            action = self.model.possible(action)
            now, reward, cost, end = self.model.imagine(now, action, _ONE)
            actions.append(action[:, 0])
            risks.append((alive * cost.max(axis=-1))[:, 0])
            rewards.append((alive * reward)[:, 0])
            alive = alive * (1.0 - end)
        beyond = self._beyond(self.model.beyond(now, alive)[:, 0])
        risks[-1] = np.maximum(risks[-1], beyond)
        return np.stack(actions, axis=2), np.stack(risks, axis=-1), np.stack(rewards, axis=-1)
