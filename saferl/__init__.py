"""SafeRL: a safety layer for reinforcement-learning policies."""

from __future__ import annotations

import importlib
from typing import Any

from saferl.envs.tasks import register_tasks as _register_tasks

# Public name -> the module that holds it. Each is imported when it is first asked for, so that
# `import saferl` stays fast and needs neither torch, MuJoCo nor Safety-Gymnasium.
_HOMES = {
    "Episode": "saferl.evaluation",
    "Report": "saferl.evaluation",
    "constrain": "saferl.envs.constrain",
    "evaluate": "saferl.evaluation",
    "load_policy": "saferl.policies",
    "make_vec": "saferl.envs.vectorise",
    "task_ids": "saferl.envs.tasks",
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
