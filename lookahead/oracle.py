"""The oracle: the same planner, told by the simulator where everything is.

It separates what planning loses from what seeing loses. Where the map is kept from observations a
shield can miss an object; the oracle cannot. How the agent moves is still imagined by the motion
model, whose error against the simulator is reported when it is fitted. Nothing here is of use at
deployment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lookahead.planner import Level, Memory
from lookahead.planner_drift import Drift
from lookahead.planner_navigation import NavigationPlanner
from lookahead.planner_scene import Scene
from lookahead.representation import Layout
from lookahead.shield import Shield
from lookahead.transitions import unit_actions
from lookahead.world_model_motion import rotated
from lookahead.world_model_movers import Movers
from saferl.errors import InputError
from saferl.policies import load_policy
from saferl.spaces import scale_to_box

__all__ = ["OracleReport", "ToldPlaces", "play_oracle"]

Array = np.ndarray[Any, Any]
_STEMS = {
    "goal": "goal",
    "buttons": "button",
    "hazards": "hazard",
    "vases": "vase",
    "gremlins": "gremlin",
    "pillars": "pillar",
    "box": "box",
}
"""How recorded poses name the objects of each group."""


class ToldPlaces:
    """Surroundings read off the simulator's poses instead of the observation.

    Args:
        layout: Of the observation.
        pose_names: What the recorded poses are of.
        movers: Which groups move of themselves; their velocities are read off successive poses.

    >>> from lookahead.representation import layout_of
    >>> told = ToldPlaces(layout_of("SafetyPointGoal0-v0"), ("agent", "goal"))
    >>> told.tell(np.array([[[1.0, 0.0, np.pi / 2], [1.0, 2.0, 0.0]]]))
    >>> told.scene({}, np.zeros((1, 28))).places[0, 0, 0].round(6).tolist()
    [2.0, 0.0]
    """

    def __init__(
        self, layout: Layout, pose_names: Sequence[str], movers: Movers | None = None
    ) -> None:
        stems = [name.rstrip("0123456789") for name in pose_names]
        self._columns = [
            [i for i, stem in enumerate(stems) if stem == _STEMS[group.name]]
            for group in layout.groups
        ]
        self._slots = max(len(columns) for columns in self._columns)
        self._poses = self._before = np.zeros((0, 1, 3))
        self._dt = layout.dt
        self._movers = movers if movers is not None and movers.moving else None

    def tell(self, poses: Array) -> None:
        """Take the poses (n, m, 3) as they are now, a step after the last; the agent's first."""
        self._before = self._poses if self._poses.shape == poses.shape else poses
        self._poses = poses

    def begin(self, rows: int) -> Memory:
        """Return the memory of ``rows`` episodes: nothing is remembered."""
        return {"told": np.zeros(rows)}

    def update(self, memory: Memory, observation: Array, episode_start: Array) -> Memory:
        """Return the memory as it is."""
        return dict(memory)

    def scene(self, memory: Memory, observation: Array) -> Scene:
        """Return the objects as the simulator has them."""
        n = len(self._poses)
        places = np.zeros((n, len(self._columns), self._slots, 2))
        present = np.zeros(places.shape[:-1], dtype=bool)
        velocity = np.zeros_like(places)
        yaw = self._poses[:, :1, 2]
        gone = self._poses[..., :2] - self._before[..., :2]
        for group, columns in enumerate(self._columns):
            gap = self._poses[:, columns, :2] - self._poses[:, :1, :2]
            places[:, group, : len(columns)] = rotated(gap, -yaw)
            velocity[:, group, : len(columns)] = rotated(gone[:, columns], -yaw) / self._dt
            present[:, group, : len(columns)] = True
        movers = self._movers
        if movers is None:
            return Scene(places, present, observation)
        drift = Drift(velocity, movers.turning, movers.doubt, movers.moving, self._dt)
        return Scene(places, present, observation, drift)


@dataclass(frozen=True, kw_only=True, eq=False)
class OracleReport:
    """What the oracle did.

    Attributes:
        returns: (episodes,).
        costs: (episodes,) sums of the task's own cost.
        levels: Share of the steps on each rung of the ladder, by its name.
    """

    returns: Array
    costs: Array
    levels: dict[str, float]


def play_oracle(
    shield: Shield,
    policy: Any,
    *,
    seeds: Sequence[int],
    steps: int | None = None,
) -> OracleReport:
    """Play one episode a seed with the policy behind the oracle.

    Args:
        shield: Whose motion model, cost heads and settings are used; not its map.
        policy: What `saferl.load_policy` takes, or a policy.
        seeds: One for each episode; all are played side by side.
        steps: Of each episode; its whole length by default.

    Raises:
        InputError: The shield's model does not name its task, or there are no seeds.
    """
    from saferl.envs.vectorise import make_vec

    env_id = shield.model.env_id
    if env_id is None or not seeds:
        raise InputError(f"the oracle needs a task and seeds; got {env_id!r} and {list(seeds)}")
    known = policy if hasattr(policy, "predict") else load_policy(policy)
    env: Any = make_vec(env_id, num_envs=len(seeds), record=True, autoreset="disabled")
    try:
        planner = shield.bound(known).planner
        if not isinstance(planner, NavigationPlanner):
            raise InputError(f"{env_id} shows no objects in its observation; there is no oracle")
        told = ToldPlaces(planner.layout, env.pose_names, getattr(shield.model, "movers", None))
        planner = replace(planner, surroundings=told)
        box, n = env.single_action_space, len(seeds)
        observation, infos = env.reset(seed=list(seeds))
        memory, starts = planner.begin(n), np.ones(n, dtype=bool)
        returns, costs, counts = np.zeros(n), np.zeros(n), np.zeros(len(Level))
        for _ in range(steps or env.horizon):
            told.tell(infos["poses"])
            proposal = unit_actions(box, known.predict(observation, deterministic=True)[0])
            screening = planner.screen(observation, proposal, memory, starts)
            choice = planner.search(observation, proposal, screening, rows=~screening.safe)
            memory = planner.after(choice.memory, choice.action, choice.level)
            starts = np.zeros(n, dtype=bool)
            observation, rewards, _, _, infos = env.step(scale_to_box(box, choice.action))
            returns += rewards
            costs += infos["cost"]
            counts += np.bincount(choice.level, minlength=len(Level))
    finally:
        env.close()
    shares = counts / counts.sum()
    levels = {level.name: float(shares[level]) for level in Level}
    return OracleReport(returns=returns, costs=costs, levels=levels)
