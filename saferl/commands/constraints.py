"""How ``--budget`` and ``--constraint`` become constraints.

The core reads JSON and ``.json`` files. Other texts go to what is plugged in under the entry point
group ``saferl.constraint_readers``: a function ``read(text, world) -> Constraint`` (or several of
them) that raises an error of this library where it does not understand; ``world`` may be None. The
error's class may carry an ``exit_code``: 3 for an ambiguous text, 4 for a refused one.
"""

from __future__ import annotations

import argparse
from importlib.metadata import entry_points
from typing import Any

from saferl.constraints import Constraint, TaskCost, from_json, load_constraints, task_cost
from saferl.errors import InputError, MissingDependencyError, SafeRLError
from saferl.worlds import World, world_of

__all__ = ["READERS", "constraints_of", "read_constraints"]

READERS = "saferl.constraint_readers"


def constraints_of(arguments: argparse.Namespace, env_id: str | None) -> tuple[Constraint, ...]:
    """Return the constraints the options ``--budget`` and ``--constraint`` ask for.

    Raises:
        InputError: A text nobody understands, a constraint that does not fit the task, a negative
            budget, or two constraints of one name.
    """
    found: list[Constraint] = []
    if arguments.budget is not None:
        found.append(task_cost(arguments.budget))
    world = _world(env_id) if arguments.constraint else None
    for text in arguments.constraint:
        found.extend(read_constraints(text, world))
    names = [constraint.name for constraint in found]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two constraints are named {name!r}; give each its own name")
    if sum(isinstance(constraint.formula, TaskCost) for constraint in found) > 1:
        raise InputError("--budget and --constraint both limit the task's own cost; leave one out")
    if world is not None:
        for constraint in found:
            world.check(constraint)
    return tuple(found)


def read_constraints(text: str, world: World | None) -> tuple[Constraint, ...]:
    """Read one ``--constraint``.

    Raises:
        InputError: Neither JSON nor a file of it, and no reader understands it.
    """
    dt = None if world is None else world.dt
    stripped = text.strip()
    if stripped.startswith("{"):
        return (from_json(stripped, dt=dt),)
    if stripped.endswith(".json"):
        return load_constraints(stripped, dt=dt)
    readers = sorted(entry_points(group=READERS), key=lambda entry: entry.name)
    if not readers:
        raise InputError(
            f"{text!r} is neither JSON nor a .json file, and nothing that reads words is "
            f"installed; expected for instance '{_EXAMPLE}'"
        )
    try:
        read = readers[0].load()
    except ImportError as error:
        raise MissingDependencyError(
            f"constraints in words are read by {readers[0].value!r}, which cannot be imported "
            f"({error}); install that package again"
        ) from error
    result: Any = read(text, world)
    return (result,) if isinstance(result, Constraint) else tuple(result)


_EXAMPLE = (
    '{"name": "vases", "budget": 0, "enforce": "always", "formula": {"type": "at_most", "n": 3, '
    '"predicate": {"type": "contact", "group": "vases"}}}'
)


def _world(env_id: str | None) -> World | None:
    """The task's world; None where the environment does not describe itself."""
    from saferl.envs.tasks import task_ids

    if env_id is None or env_id.removeprefix("saferl/") not in task_ids():
        return None
    try:
        return world_of(env_id)
    except MissingDependencyError:
        raise
    except SafeRLError:
        return None
