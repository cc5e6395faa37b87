"""MuJoCo's data as plain arrays, and whether a simulation went wrong."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np

__all__ = ["read_physics", "went_unstable", "write_physics"]

_STATE = int(mujoco.mjtState.mjSTATE_INTEGRATION)
_BAD = tuple(
    int(warning)
    for warning in (
        mujoco.mjtWarning.mjWARN_BADQPOS,
        mujoco.mjtWarning.mjWARN_BADQVEL,
        mujoco.mjtWarning.mjWARN_BADQACC,
    )
)
# Arrays that live in MuJoCo's arena: their sizes change with the contacts, and mj_forward
# makes them again from the rest.
_ARENA = ("efc_", "iefc_", "island_", "map_", "dof_island", "tendon_efcadr", "iacc", "ifrc")
# Neither part of the state nor derived from it: bookkeeping of the solver and the allocator.
_BOOKKEEPING = ("maxuse_", "solver_", "bvh_", "plugin", "flex")


def read_physics(model: Any, data: Any) -> dict[str, Any]:
    """Copy everything in ``data`` that later steps or observations can depend on.

    That is the integration state and every derived array of fixed size: the velocity tasks read
    positions that are one substep old, so the derived arrays cannot be recomputed from the state.
    """
    state = np.empty(mujoco.mj_stateSize(model, _STATE))
    mujoco.mj_getState(model, data, state, _STATE)
    derived = {name: np.copy(getattr(data, name)) for name in _derived_names(data)}
    return {"state": state, "derived": derived}


def write_physics(model: Any, data: Any, saved: dict[str, Any]) -> None:
    """Put back what ``read_physics`` copied; contacts and constraint rows are made anew."""
    mujoco.mj_resetData(model, data)
    mujoco.mj_setState(model, data, saved["state"], _STATE)
    mujoco.mj_forward(model, data)
    for name, array in saved["derived"].items():
        target = getattr(data, name, None)
        if isinstance(target, np.ndarray) and target.shape == array.shape:
            target[...] = array
    mujoco.mj_setState(model, data, saved["state"], _STATE)


def went_unstable(data: Any) -> bool:
    """Whether MuJoCo warned of an unstable simulation, or its state is not finite.

    On such a warning MuJoCo itself resets the data and goes on as if nothing had happened.
    """
    if any(data.warning[warning].number for warning in _BAD):
        return True
    # a sum is not finite as soon as one term is not, and costs one pass
    return not np.isfinite(data.qpos.sum() + data.qvel.sum() + data.qacc.sum())


def _derived_names(data: Any) -> list[str]:
    names = []
    for name in dir(data):
        if name.startswith(("_", *_ARENA, *_BOOKKEEPING)):
            continue
        value = getattr(data, name)
        if isinstance(value, np.ndarray) and value.size:
            names.append(name)
    return names
