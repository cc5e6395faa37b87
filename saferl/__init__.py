"""SafeRL: a safety layer for reinforcement-learning policies."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from saferl.envs.tasks import register_tasks as _register_tasks

if TYPE_CHECKING:
    from saferl.algorithms import PPO as PPO
    from saferl.algorithms import SAC as SAC
    from saferl.algorithms import PPOConfig as PPOConfig
    from saferl.algorithms import SACConfig as SACConfig
    from saferl.constraints import Constraint as Constraint
    from saferl.constraints import task_cost as task_cost
    from saferl.envs.constrain import constrain as constrain
    from saferl.envs.tasks import task_ids as task_ids
    from saferl.envs.vectorise import make_vec as make_vec
    from saferl.evaluation import Episode as Episode
    from saferl.evaluation import Report as Report
    from saferl.evaluation import evaluate as evaluate
    from saferl.monitors import Monitor as Monitor
    from saferl.multipliers import PID as PID
    from saferl.multipliers import DualAscent as DualAscent
    from saferl.policies import Decision as Decision
    from saferl.policies import Policy as Policy
    from saferl.policies import Session as Session
    from saferl.policies import load_policy as load_policy
    from saferl.worlds import World as World
    from saferl.worlds import world_of as world_of

# Public name -> the module that holds it. Each is imported when it is first asked for, so that
# `import saferl` stays fast and needs neither torch, MuJoCo nor Safety-Gymnasium.
_HOMES = {
    "Constraint": "saferl.constraints",
    "Decision": "saferl.policies",
    "DualAscent": "saferl.multipliers",
    "Episode": "saferl.evaluation",
    "Monitor": "saferl.monitors",
    "PID": "saferl.multipliers",
    "PPO": "saferl.algorithms",
    "PPOConfig": "saferl.algorithms",
    "Policy": "saferl.policies",
    "Report": "saferl.evaluation",
    "SAC": "saferl.algorithms",
    "SACConfig": "saferl.algorithms",
    "Session": "saferl.policies",
    "World": "saferl.worlds",
    "constrain": "saferl.envs.constrain",
    "evaluate": "saferl.evaluation",
    "load_policy": "saferl.policies",
    "make_vec": "saferl.envs.vectorise",
    "task_cost": "saferl.constraints",
    "task_ids": "saferl.envs.tasks",
    "world_of": "saferl.worlds",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


_register_tasks()
