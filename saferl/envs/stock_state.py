"""The state of a stock navigation task: what a snapshot holds beyond MuJoCo's data.

Layout, goal, timers, last distances and the random generator are plain attributes of the builder,
the task, its objects and its agent; they are found by their type, so that a task with attributes
of its own (a subclass of the user's) is covered too.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from saferl.envs import compat
from saferl.envs.physics import read_physics, write_physics
from saferl.envs.snapshots import copy_tree, is_plain, trees_equal

__all__ = ["read_navigation", "write_navigation"]

# Rendering and construction arguments, not state.
_NOT_STATE = frozenset(
    {
        "_ezpickle_args",
        "_ezpickle_kwargs",
        "_viewers",
        "after_cost",
        "config",
        "num_steps",
        "task_id",
        "viewer",
        "world",
    }
)


def read_navigation(builder: Any) -> dict[str, Any]:
    """The state of a stock builder that was reset, as a plain tree."""
    task = builder.task
    name, *generator_state = task.random_generator.random_generator.get_state()
    return {
        "builder": _attributes(builder),
        "task": _attributes(task),
        "agent": _attributes(task.agent),
        "objects": {item.name: _attributes(item) for item in task._obstacles},
        "layout": copy_tree(task.world_info.layout),
        "reset_layout": copy_tree(task.world_info.reset_layout),
        "world_config": copy_tree(task.world_info.world_config_dict),
        "generator": (str(name), *generator_state),
        "body_pos": task.model.body_pos.copy(),
        "physics": read_physics(task.model, task.data),
    }


def write_navigation(builder: Any, row: dict[str, Any]) -> None:
    """Put a state back, compiling the model only if the scene is another one."""
    task = builder.task
    _rebuild_if_needed(task, row["world_config"])
    _set_attributes(builder, row["builder"])
    _set_attributes(task, row["task"])
    _set_attributes(task.agent, row["agent"])
    for item in task._obstacles:
        _set_attributes(item, row["objects"][item.name])
    task.world_info.layout = copy_tree(row["layout"])
    # stock relies on these two being one dictionary: goals are deleted in one, drawn in the other
    task.random_generator.layout = task.world_info.layout
    task.world_info.reset_layout = copy_tree(row["reset_layout"])
    task.world_info.world_config_dict = copy_tree(row["world_config"])
    generator = np.random.RandomState()
    generator.set_state(row["generator"])
    task.random_generator.random_generator = generator
    task.model.body_pos[:] = row["body_pos"]
    write_physics(task.model, task.data, row["physics"])


def _rebuild_if_needed(task: Any, config: dict[str, Any]) -> None:
    if task.placements_conf.placements is None:
        task._build_placements_dict()
        conf = task.placements_conf
        task.random_generator.set_placements_info(conf.placements, conf.extents, conf.margin)
    if task.world is None:
        task.world = compat.stock_module("world").World(
            task.agent, task._obstacles, copy_tree(config)
        )
        task.world.build()
    elif not _same_scene(task.world_info.world_config_dict, config):
        task.world.rebuild(copy_tree(config), state=False)
        if task.viewer:
            task._update_viewer(task.model, task.data)


def _same_scene(left: Any, right: Any) -> bool:
    """Whether two world configurations differ in nothing but where the goal is."""

    def without_goal(config: Any) -> Any:
        geoms = dict(config["geoms"])
        if "goal" in geoms:
            geoms["goal"] = {k: v for k, v in geoms["goal"].items() if k != "pos"}
        return {**config, "geoms": geoms}

    return left is not None and trees_equal(without_goal(left), without_goal(right))


def _attributes(item: Any) -> dict[str, Any]:
    return {
        key: copy_tree(value)
        for key, value in vars(item).items()
        if key not in _NOT_STATE and is_plain(value)
    }


def _set_attributes(item: Any, saved: dict[str, Any]) -> None:
    for key, value in saved.items():
        setattr(item, key, copy_tree(value))
