"""An environment's physics as plain data, and back: model patches, simulation state, generator."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np

from saferl.envs.fast.stage import Slot
from saferl.envs.snapshots import copy_tree

__all__ = ["read_slot", "write_slot"]

_STATE = int(mujoco.mjtState.mjSTATE_INTEGRATION)
# what a layout changes in a compiled model, directly or through mj_setConst
_MODEL = (
    "actuator_acc0",
    "body_invweight0",
    "body_ipos",
    "body_iquat",
    "body_pos",
    "body_quat",
    "dof_M0",
    "dof_invweight0",
    "eq_data",
    "qpos0",
    "qpos_spring",
)
_STATISTICS = ("center", "extent", "meaninertia", "meanmass", "meansize")


def read_slot(slot: Slot) -> dict[str, Any]:
    """Copy everything of an environment that its later steps depend on, into plain values."""
    assert slot.generator is not None
    state = np.empty(mujoco.mj_stateSize(slot.model, _STATE))
    mujoco.mj_getState(slot.model, slot.data, state, _STATE)
    return {
        "physics": state,
        "model": {name: getattr(slot.model, name).copy() for name in _MODEL},
        "statistics": {name: copy_tree(getattr(slot.model.stat, name)) for name in _STATISTICS},
        "generator": slot.generator.get_state(),
        "undrawn": slot.undrawn,
        "layout": copy_tree(slot.layout),
    }


def write_slot(slot: Slot, row: dict[str, Any]) -> None:
    """Put back what `read_slot` copied; what follows from the state is computed anew."""
    for name, values in row["model"].items():
        getattr(slot.model, name)[...] = values
    for name, value in row["statistics"].items():
        setattr(slot.model.stat, name, value)
    generator = np.random.RandomState()
    generator.set_state(row["generator"])
    slot.generator = generator
    slot.undrawn = int(row["undrawn"])
    slot.layout = copy_tree(row["layout"])
    mujoco.mj_resetData(slot.model, slot.data)
    mujoco.mj_setState(slot.model, slot.data, row["physics"], _STATE)
    mujoco.mj_forward(slot.model, slot.data)
    # the solver's warm start is part of the state, and mj_forward has moved it
    mujoco.mj_setState(slot.model, slot.data, row["physics"], _STATE)
