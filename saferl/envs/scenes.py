"""The worlds of Safety-Gymnasium's tasks, read from the stock task classes.

Nothing is simulated: a task object knows its groups before any model is compiled.
"""

from __future__ import annotations

import functools
import math
import warnings
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

from saferl.envs.compat import stock_module
from saferl.envs.tasks import resolve
from saferl.worlds import Arena, Group, World

__all__ = ["GROUP_NAMES", "navigation_world", "task_world"]

#: Our group name of each stock object, in the order groups are listed.
GROUP_NAMES = {
    "goal": "goal",
    "buttons": "buttons",
    "push_box": "box",
    "hazards": "hazards",
    "vases": "vases",
    "gremlins": "gremlins",
    "pillars": "pillars",
    "sigwalls": "walls",
}
_FLAT = ("goal", "hazards", "sigwalls")
_MOVABLE = ("vases", "push_box")

# frame_skip x timestep of Gymnasium's MuJoCo v4 environments
_VELOCITY_DT = {
    "HalfCheetah": 0.05,
    "Hopper": 0.008,
    "Swimmer": 0.04,
    "Walker2d": 0.008,
    "Ant": 0.05,
    "Humanoid": 0.015,
}
_HORIZONTAL = ("SafetyAntVelocity", "SafetyHumanoidVelocity", "SafetySwimmerVelocity-v0")


def task_world(env_id: str) -> World:
    """The world of a navigation or velocity task.

    >>> task_world("SafetyHalfCheetahVelocity-v1").speed
    'forward'
    """
    spec = resolve(env_id)
    if spec.kind == "velocity":
        return World(
            speed="horizontal" if spec.id.startswith(_HORIZONTAL) else "forward",
            dt=_VELOCITY_DT[spec.agent],
            horizon=spec.horizon,
            name=spec.id,
        )
    task_class = getattr(stock_module("tasks"), f"{spec.task}Level{spec.level}")
    with warnings.catch_warnings():
        # Gymnasium casts the stock action bounds before it compares them
        warnings.simplefilter("ignore", RuntimeWarning)
        task = task_class(config=dict(spec.config))
    return navigation_world(task, name=spec.id)


def navigation_world(task: Any, name: str = "this environment") -> World:
    """The world of a stock navigation task object."""
    objects = {**task._geoms, **task._free_geoms, **task._mocaps}
    groups = []
    for stock_name, group_name in GROUP_NAMES.items():
        if stock_name in objects:
            found = objects[stock_name]
            groups.append(
                Group(
                    group_name,
                    count=int(getattr(found, "num", 1)),
                    radius=0.0 if stock_name == "sigwalls" else float(found.size),
                    flat=stock_name in _FLAT,
                    movable=stock_name in _MOVABLE,
                )
            )
    events = ["goal_reached"] if "goal" in objects else []
    events += ["button_pressed", "wrong_button_pressed"] if "buttons" in objects else []
    events += ["box_moved"] if "push_box" in objects else []
    return World(
        groups=tuple(groups),
        events=(*events, "left_arena"),
        speed="horizontal",
        arena=arena_of(task),
        dt=round(_timestep(task.agent.base) * task.sim_conf.frameskip_binom_n, 9),
        horizon=int(task.num_steps),
        name=name,
    )


def arena_of(task: Any) -> Arena:
    """Where the agent belongs: between the walls, where there are any; else where objects are."""
    walls = task._geoms.get("sigwalls")
    if walls is None:
        x_min, y_min, x_max, y_max = (float(edge) for edge in task.placements_conf.extents)
        return x_min, y_min, x_max, y_max
    reach = float(walls.locate_factor)
    depth = reach if walls.num == 4 else math.inf
    return -reach, -depth, reach, depth


@functools.cache
def _timestep(agent_xml: str) -> float:
    """Seconds per physics step, as the agent's model file says."""
    package = Path(stock_module("builder").__file__).parent
    option = ElementTree.parse(package / agent_xml).getroot().find("option")
    return float(option.attrib["timestep"]) if option is not None else 0.002
