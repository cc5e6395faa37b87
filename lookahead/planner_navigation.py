"""The planner for tasks whose observation shows objects around the agent.

Stage one imagines the proposed action followed by each of a few manoeuvres, with all members: one
of them must stay safe. Every few steps it also imagines the task policy itself further ahead; if
that runs into a violation, the search starts early, while there still is room. Stage two imagines
candidates (`planner_candidates`), refuses those that violate, and takes the one that ends nearest to
the goal along the ways around the obstacles (`plans`). It commits to it for some steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from lookahead.planner import Choice, Deadline, Level, Memory, Screening, never
from lookahead.planner_candidates import Act, policy_rollouts, via_points
from lookahead.planner_scene import Scene, nearest
from lookahead.plans import Ways, plan_library, ways_to
from lookahead.representation import Layout
from lookahead.world_model_motion import MotionModel, rotated
from saferl.settings import setting

__all__ = ["Danger", "NavigationPlanner", "PlannerConfig", "Surroundings"]

Array = np.ndarray[Any, Any]


class Danger(Protocol):
    """Predicts violations from the distances to the nearest object of each group."""

    radii: Array
    """(G,) metres from an object's centre within which a violation is likely; 0 for never."""

    def __call__(self, near: Array) -> Array:
        """Map distances (..., G) to the probability (...,) of a violation of any constraint."""
        ...


class Surroundings(Protocol):
    """Where the objects are, as far as is known from what was observed."""

    def begin(self, rows: int) -> Memory:
        """Return the memory of ``rows`` episodes."""
        ...

    def update(self, memory: Memory, observation: Array, episode_start: Array) -> Memory:
        """Take observations (n, obs_dim) in."""
        ...

    def scene(self, memory: Memory, observation: Array) -> Scene:
        """Return the objects as they stand now."""
        ...


@dataclass(frozen=True, kw_only=True)
class PlannerConfig:
    """How far, how often and how cautiously a planner looks ahead."""

    foresight: int = setting(48, "steps the task policy is imagined ahead; 30 to 60")
    every: int = setting(4, "steps between two such looks, and between two searches of a plan")
    horizon: int = setting(40, "steps of a candidate plan")
    library: int = setting(48, "open-loop plans in a search")
    corners: int = setting(10, "corners of ways by which the policy is led in a search")
    directions: int = setting(6, "places around the agent by which it is led, beside corners")
    ring: float = setting(0.7, "metres from the agent at which they are")
    margin: float = setting(0.03, "metres by which obstacles are taken nearer than they are")
    room: float = setting(0.06, "metres ways keep from obstacles; only a preference")
    risk: float = setting(0.1, "largest acceptable probability of a violation on one step")
    checked: int = setting(6, "candidates checked with all members, best first")
    seed: int = setting(0, "of the library")


@dataclass(frozen=True, kw_only=True, eq=False)
class NavigationPlanner:
    """Looks ahead over objects around the agent; see the module's text.

    Attributes:
        act: The task policy's mode, (N, obs_dim) to (N, A) in [-1, 1].
        model: How the agent moves.
        layout: Of the observation.
        danger: Where violations are.
        surroundings: Where the objects are.
        manoeuvres: (K, H', A) to fall back on (`recoverability.choose_manoeuvres`).
        familiar: Disagreement of the members above which the model is not believed.
        config: Settings.
    """

    act: Act
    model: MotionModel
    layout: Layout
    danger: Danger
    surroundings: Surroundings
    manoeuvres: Array
    familiar: float = np.inf
    config: PlannerConfig = field(default_factory=PlannerConfig)

    def __post_init__(self) -> None:
        rng = np.random.default_rng(self.config.seed)
        plans = plan_library(
            self.config.library, self.config.horizon, self.model.block, self.action_size, rng
        )
        object.__setattr__(self, "_library", plans)
        object.__setattr__(self, "_goal", self.layout.group_index("goal"))
        object.__setattr__(self, "_first", self.model.only(slice(0, 1)))

    @property
    def action_size(self) -> int:
        """A."""
        return int(self.manoeuvres.shape[-1])

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

        count, horizon = self.manoeuvres.shape[:2]
        plans = np.empty((n, count + 1, horizon, self.action_size), dtype=np.float32)
        plans[:, :count] = self.manoeuvres
        plans[:, :count, 0] = proposal[:, None]
        committed = memory["plan"]
        shared = min(horizon, committed.shape[1])
        plans[:, count] = 0.0
        plans[:, count, :shared] = committed[:, :shared]
        rolled = self.model.roll(motion, plans)
        risk = self._risk(scene, rolled.places)  # (n, M, K + 1, H)
        worst = risk.max(axis=(1, 3))
        fallback = worst[:, :count].min(axis=1)
        unfamiliar = self.model.disagreement(motion, proposal) / self.familiar

        left = memory["plan_left"]
        following = (left > 0) & (worst[:, count] <= self.config.risk)
        look = (memory["look_in"] <= 0) & ~following
        clear = ~following
        if look.any():
            ahead = policy_rollouts(
                self.act,
                self._first,
                self.layout,
                scene.rows(look),
                self._goal,
                None,
                blocks=self.config.foresight // self.model.block,
            )
            danger = self._danger(scene.rows(look), ahead.places)[:, 0].max(axis=-1)
            clear[look] = danger <= self.config.risk
        memory["look_in"] = np.where(look & clear, self.config.every, memory["look_in"])
        memory["plan_left"] = np.where(following, left, 0)
        safe = clear & (fallback <= self.config.risk) & (unfamiliar <= 1.0)
        return Screening(
            safe=safe,
            risk=fallback,
            costs=fallback[:, None],
            unfamiliar=unfamiliar,
            memory=memory,
        )

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
        config, k = self.config, self.model.block
        n = len(scene.observation)
        motion = scene.observation[:, self.model.columns].astype(np.float32)
        ways = self._ways(scene)
        via = None
        if ways is not None:
            via = via_points(ways, config.corners, 1.5, config.ring, config.directions)
        led = policy_rollouts(
            self.act,
            self._first,
            self.layout,
            scene,
            self._goal,
            via,
            blocks=config.horizon // k,
            deadline=deadline,
        )
        open_loop = self._open_loop(previous)
        rolled = self._first.roll(motion, open_loop)
        actions = np.concatenate([led.actions, open_loop], axis=1)
        places = np.concatenate([led.places, rolled.places[:, 0]], axis=1)
        turns = np.concatenate([led.turns, rolled.turns[:, 0]], axis=1)
        ends = np.concatenate([led.motion, rolled.motion[:, 0]], axis=1)
        danger = self._danger(scene, places)  # (n, C, H)
        bad = np.where(danger > config.risk, danger, 0.0).sum(axis=-1)
        value = self._value(scene, ways, places, turns, ends)
        if not led.complete:
            bad[:, : led.actions.shape[1]] += 1.0
        score = value + 100.0 * bad
        order = np.argsort(score, axis=1, kind="stable")

        chosen = order[:, 0].copy()
        level = np.full(n, int(Level.BACKUP))
        risk = np.ones(n)
        todo = np.arange(n)
        complete = np.full(n, led.complete)
        for rank in range(min(config.checked, order.shape[1])):
            if not len(todo):
                break
            if deadline():
                complete[todo] = False
                break
            pick = order[todo, rank]
            checked = self._worst(
                scene.rows(todo),
                motion[todo],
                actions[todo, pick],
                places[todo, pick, -1],
                turns[todo, pick, -1],
                ends[todo, pick],
            )
            good = checked <= config.risk
            done = todo[good]
            chosen[done], level[done], risk[done] = pick[good], Level.CANDIDATE, checked[good]
            todo = todo[~good]
        if len(todo):
            # nothing passes: the least violation over the horizon, then the most progress
            inside = self._danger(scene.rows(todo), np.zeros((len(todo), 1, 1, 2)))[:, 0, 0]
            level[todo] = np.where(inside > config.risk, Level.LEAVE, Level.BACKUP)
        plan = np.take_along_axis(actions, chosen[:, None, None, None], axis=1)[:, 0]
        return plan, level, risk, complete

    def _open_loop(self, previous: Array) -> Array:
        """The library, the manoeuvres and the previous plan, (n, C, H, A)."""
        n, horizon = len(previous), self.config.horizon
        library: Array = self._library  # type: ignore[attr-defined]
        manoeuvres = np.zeros((len(self.manoeuvres), horizon, self.action_size), np.float32)
        shared = min(horizon, self.manoeuvres.shape[1])
        manoeuvres[:, :shared] = self.manoeuvres[:, :shared]
        fixed = np.concatenate([library, manoeuvres])
        fixed = np.broadcast_to(fixed, (n, *fixed.shape))
        return np.concatenate([fixed, previous[:, None]], axis=1)

    def _worst(
        self, scene: Scene, motion: Array, actions: Array, end: Array, turn: Array, last: Array
    ) -> Array:
        """Largest step risk (n,) of plans by all members, and of falling back at their end."""
        rolled = self.model.roll(motion, actions[:, None])
        risk = self._risk(scene, rolled.places).max(axis=(1, 2, 3))
        count = len(self.manoeuvres)
        backup = self._first.roll(np.repeat(last[:, None], count, axis=1), self.manoeuvres)
        places = end[:, None, None] + rotated(backup.places[:, 0], turn[:, None, None])
        after = self._danger(scene, places).max(axis=-1).min(axis=-1)
        return np.maximum(risk, after)

    # -- what plans are judged by ----------------------------------------------------------------

    def _danger(self, scene: Scene, places: Array) -> Array:
        """Probability of a violation at places (n, ..., 2), objects taken `margin` nearer."""
        return self.danger(nearest(scene, places, self._goal) - self.config.margin)

    _risk = _danger

    def _ways(self, scene: Scene) -> Ways | None:
        """Ways to the goal around everything dangerous; None without a goal."""
        goal = self._goal
        if goal is None:
            return None
        radii = np.broadcast_to(self.danger.radii[None, :, None], scene.present.shape)
        room = self.config.margin + self.config.room
        radii = np.where(scene.present & (radii > 0), radii + room, 0.0)
        target = np.where(scene.present[:, goal, :1], scene.places[:, goal, 0], 0.0)
        at_goal = np.hypot(*np.moveaxis(scene.places - target[:, None, None], -1, 0)) < 0.05
        radii = np.where(at_goal, 0.0, radii)
        keep = np.flatnonzero(self.danger.radii > 0)
        n = len(target)
        return ways_to(
            target, scene.places[:, keep].reshape(n, -1, 2), radii[:, keep].reshape(n, -1)
        )

    def _value(
        self, scene: Scene, ways: Ways | None, places: Array, turns: Array, ends: Array
    ) -> Array:
        """Metres still to go from where plans end, (n, C); less is better."""
        if ways is None:
            return np.zeros(places.shape[:2])
        goal = self._goal
        group = self.layout.groups[goal]
        target = scene.places[:, goal, :1, None]  # (n, 1, 1, 2)
        gap = places - target
        there = np.hypot(gap[..., 0], gap[..., 1]) < group.radius  # (n, C, H)
        arrived = there.any(axis=-1)
        when = there.argmax(axis=-1)
        remaining = ways.length(places[:, :, -1])
        dt = self.layout.dt
        return np.where(arrived, -dt * (places.shape[2] - when), remaining)
