"""The planner for tasks whose observation shows objects around the agent.

Stage one imagines the proposed action followed by each of a few manoeuvres, with all members: one
of them must stay safe. Every few steps it also imagines the task policy itself further ahead; if
that runs into a violation, the search starts early, while there still is room. Stage two imagines
candidates (`planner_candidates`), refuses those that violate, and takes the one that ends nearest
to the goal along the ways around the obstacles (`plans`). It commits to it for some steps.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lookahead.planner import Choice, Deadline, Level, Memory, Screening, never
from lookahead.planner_candidates import Act, Imagined, aimed, policy_rollouts, via_points
from lookahead.planner_judge import Judge
from lookahead.planner_scene import Scene
from lookahead.planner_settings import Danger, PlannerConfig, Surroundings
from lookahead.plans import Ways, followed_by, plan_library
from lookahead.representation import Layout
from lookahead.world_model_motion import MotionModel

__all__ = ["NavigationPlanner", "PlannerConfig"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class NavigationPlanner:
    """Looks ahead over objects around the agent; see the module's text.

    Attributes:
        act: The task policy's mode, (N, obs_dim) to (N, A) in [-1, 1]; None where it cannot be
            asked: then there is no look further ahead, and a search has open-loop plans alone.
        model: How the agent moves.
        layout: Of the observation.
        danger: Where violations are.
        surroundings: Where the objects are.
        manoeuvres: (K, H', A) to fall back on (`recoverability.choose_manoeuvres`).
        familiar: Disagreement of the members above which the model is not believed.
        config: Settings.
    """

    act: Act | None
    model: MotionModel
    layout: Layout
    danger: Danger
    surroundings: Surroundings
    manoeuvres: Array
    familiar: float = np.inf
    config: PlannerConfig = field(default_factory=PlannerConfig)

    @functools.cached_property
    def _library(self) -> Array:
        rng = np.random.default_rng(self.config.seed)
        block, horizon = self.model.block, self.config.horizon
        return plan_library(self.config.library, horizon, block, self.action_size, rng)

    @functools.cached_property
    def judge(self) -> Judge:
        """What plans are judged by."""
        return Judge(self.model, self.layout, self.danger, self.manoeuvres, self.config)

    @property
    def action_size(self) -> int:
        """A."""
        return int(self.manoeuvres.shape[-1])

    @property
    def risk_steps(self) -> int:
        """Steps within which a screening's risk is of a violation."""
        return int(self.manoeuvres.shape[1])

    # -- memory ----------------------------------------------------------------------------------

    def begin(self, rows: int) -> Memory:
        """Return the memory of ``rows`` episodes: the map, and no plan."""
        config = self.config
        return {
            **self.surroundings.begin(rows),
            "plan": np.zeros((rows, config.horizon, self.action_size), dtype=np.float32),
            "plan_left": np.zeros(rows, dtype=np.int64),
            "look_in": np.zeros(rows, dtype=np.int64),
        }

    def after(self, memory: Memory, executed: Array, level: Array) -> Memory:
        """Note what was executed: a plan goes on where its action was taken, else it is dropped."""
        level = np.asarray(level)
        followed = (level == Level.PLAN) | (level == Level.CANDIDATE)
        plan = np.where(followed[:, None, None], np.roll(memory["plan"], -1, axis=1), 0.0)
        left = np.where(followed, memory["plan_left"] - 1, 0)
        return {
            **memory,
            "plan": plan.astype(np.float32),
            "plan_left": np.maximum(left, 0),
            "look_in": np.maximum(memory["look_in"] - 1, 0),
        }

    # -- stage one -------------------------------------------------------------------------------

    def screen(
        self, observation: Array, proposal: Array, memory: Memory, episode_start: Array
    ) -> Screening:
        """Say whether each proposal may be executed; see `Planner.screen`."""
        n = len(observation)
        fresh = self.begin(n)
        starts = np.asarray(episode_start, dtype=bool)
        memory = {
            name: np.where(starts.reshape(-1, *[1] * (value.ndim - 1)), fresh[name], value)
            for name, value in memory.items()
        }
        memory = self.surroundings.update(memory, observation, starts)
        scene = self.surroundings.scene(memory, observation)
        motion = observation[:, self.model.columns].astype(np.float32)

        count = len(self.manoeuvres)
        plans = followed_by(proposal, self.manoeuvres, memory["plan"])
        rolled = self.model.roll(motion, plans)
        risk = self.judge.danger_at(scene, rolled.places)  # (n, M, K + 1, H)
        worst = risk.max(axis=(1, 3))
        fallback = worst[:, :count].min(axis=1)
        unfamiliar = self.model.disagreement(motion, proposal) / self.familiar

        following = (memory["plan_left"] > 0) & (worst[:, count] <= self.config.risk)
        clear = self._foreseen(scene, memory, following)
        safe = clear & (fallback <= self.config.risk) & (unfamiliar <= 1.0)
        return Screening(
            safe=safe,
            risk=fallback,
            costs=fallback[:, None],
            unfamiliar=unfamiliar,
            memory=memory,
        )

    def _foreseen(self, scene: Scene, memory: Memory, following: Array) -> Array:
        """(n,) whether the policy may go on: no plan is followed, nothing bad lies far ahead.

        Notes in the memory when to look again, and which plans go on.
        """
        look = (memory["look_in"] <= 0) & ~following
        clear = ~following
        if look.any() and self.act is not None:
            ahead = policy_rollouts(
                self.act,
                self.judge.first,
                self.layout,
                scene.rows(look),
                self.judge.goal,
                None,
                blocks=self.config.foresight // self.model.block,
            )
            danger = self.judge.danger_at(scene.rows(look), ahead.places)[:, 0].max(axis=-1)
            clear[look] = danger <= self.config.risk
        memory["look_in"] = np.where(look & clear, self.config.every, memory["look_in"])
        memory["plan_left"] = np.where(following, memory["plan_left"], 0)
        return clear

    # -- stage two -------------------------------------------------------------------------------

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
        n = len(observation)
        rows = np.asarray(rows, dtype=bool)
        memory = dict(screening.memory)
        action = np.array(proposal, dtype=np.float32)
        level = np.zeros(n, dtype=np.int64)
        risk, complete = screening.risk.copy(), np.ones(n, dtype=bool)
        following = rows & (memory["plan_left"] > 0)
        action[following], level[following] = memory["plan"][following, 0], Level.PLAN
        index = np.flatnonzero(rows & ~following)
        plan = memory["plan"].copy()
        if len(index):
            scene = self.surroundings.scene(memory, observation).rows(index)
            found = self._find(scene, plan[index], deadline)
            plan[index], level[index], risk[index], complete[index] = found
            action[index] = plan[index, 0]
            left = memory["plan_left"].copy()
            left[index] = np.where(level[index] == Level.CANDIDATE, self.config.every, 0)
            memory |= {"plan": plan, "plan_left": left}
        return Choice(
            action=action,
            level=level,
            risk=risk,
            costs=risk[:, None],
            complete=complete,
            plan=np.where(level[:, None, None] > 0, plan, np.nan),
            memory=memory,
        )

    def _find(self, scene: Scene, previous: Array, deadline: Deadline) -> tuple[Array, ...]:
        """Plan (n, H, A), level (n,), risk (n,), complete (n,) for rows that need a search."""
        motion = scene.observation[:, self.model.columns].astype(np.float32)
        towards = self._towards(scene)
        ways = self.judge.ways(towards)
        drawn = self._imagined(towards, motion, ways, previous, deadline)
        danger = self.judge.danger_at(scene, drawn.places)  # (n, C, H)
        bad = np.where(danger > self.config.risk, danger, 0.0).sum(axis=-1)
        value = self.judge.value(towards, ways, drawn.places)
        if not drawn.complete:  # the deadline came: only the open-loop plans are whole
            bad[:, : -self._open_loop_count] += 1.0
        order = np.argsort(value + 100.0 * bad, axis=1, kind="stable")
        chosen, level, risk, complete = self._checked(scene, motion, drawn, order, deadline)
        plan = np.take_along_axis(drawn.actions, chosen[:, None, None, None], axis=1)[:, 0]
        return plan, level, risk, complete

    def _towards(self, scene: Scene) -> Scene:
        """The scene with something to head for in it, as far as that can be known."""
        if self.act is None or not self.config.aim:
            return scene
        blocks = self.config.foresight // self.model.block
        first, goal = self.judge.first, self.judge.goal
        return aimed(self.act, first, self.layout, scene, goal, blocks=blocks)

    def _imagined(
        self,
        scene: Scene,
        motion: Array,
        ways: Ways | None,
        previous: Array,
        deadline: Deadline,
    ) -> Imagined:
        """All candidates: the policy led by some ways, then the open-loop plans."""
        config = self.config
        open_loop = self._open_loop(previous)
        rolled = self.judge.first.roll(motion, open_loop)
        fixed = Imagined(
            open_loop, rolled.places[:, 0], rolled.turns[:, 0], rolled.motion[:, 0], True
        )
        if self.act is None:
            return fixed
        via = None
        if ways is not None:
            via = via_points(ways, config.corners, 1.5, config.ring, config.directions)
        led = policy_rollouts(
            self.act,
            self.judge.first,
            self.layout,
            scene,
            self.judge.goal,
            via,
            blocks=config.horizon // self.model.block,
            deadline=deadline,
        )
        actions, places, turns, ends = (
            np.concatenate(pair, axis=1) for pair in zip(led[:4], fixed[:4], strict=True)
        )
        return Imagined(actions, places, turns, ends, led.complete)

    def _checked(
        self, scene: Scene, motion: Array, drawn: Imagined, order: Array, deadline: Deadline
    ) -> tuple[Array, ...]:
        """The best candidates that all members find safe: index, level, risk and complete, (n,)."""
        n = len(motion)
        chosen = order[:, 0].copy()
        level = np.full(n, int(Level.BACKUP))
        risk = np.ones(n)
        todo = np.arange(n)
        complete = np.full(n, drawn.complete)
        for rank in range(min(self.config.checked, order.shape[1])):
            if not len(todo):
                break
            if deadline():
                complete[todo] = False
                break
            pick = order[todo, rank]
            checked = self.judge.worst(
                scene.rows(todo),
                motion[todo],
                drawn.actions[todo, pick],
                drawn.places[todo, pick, -1],
                drawn.turns[todo, pick, -1],
                drawn.motion[todo, pick],
            )
            good = checked <= self.config.risk
            done = todo[good]
            chosen[done], level[done], risk[done] = pick[good], Level.CANDIDATE, checked[good]
            todo = todo[~good]
        if len(todo):
            # nothing passes: the least violation over the horizon, then the most progress
            here = np.zeros((len(todo), 1, 1, 2))
            inside = self.judge.danger_at(scene.rows(todo), here, since=-1)[:, 0, 0]
            level[todo] = np.where(inside > self.config.risk, Level.LEAVE, Level.BACKUP)
        return chosen, level, risk, complete

    @property
    def _open_loop_count(self) -> int:
        """Candidates that `_open_loop` makes."""
        return len(self._library) + len(self.manoeuvres) + 1

    def _open_loop(self, previous: Array) -> Array:
        """The library, the manoeuvres and the previous plan, (n, C, H, A)."""
        n, horizon = len(previous), self.config.horizon
        manoeuvres = np.zeros((len(self.manoeuvres), horizon, self.action_size), np.float32)
        shared = min(horizon, self.manoeuvres.shape[1])
        manoeuvres[:, :shared] = self.manoeuvres[:, :shared]
        fixed = np.concatenate([self._library, manoeuvres])
        fixed = np.broadcast_to(fixed, (n, *fixed.shape))
        return np.concatenate([fixed, previous[:, None]], axis=1)
