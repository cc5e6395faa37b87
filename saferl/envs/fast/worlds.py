"""One compiled MuJoCo model a task, dressed to any layout without compiling again.

Stock `World.rebuild` compiles the scene's XML at every reset: 290 ms, nearly all of it for
textures. Here the XML is compiled once, without textures, and a layout is written into a copy of
the model: body poses and the free joints' reference poses, then MuJoCo's own `mj_setConst` derives
the rest as the compiler does.
"""

from __future__ import annotations

import copy
import xml.etree.ElementTree as ElementTree
from functools import cache
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from saferl.envs.compat import stock_module

__all__ = ["LayoutPatch", "lean_world_class", "lighten"]

#: MuJoCo's scratch memory for each environment. The agents' XML reserves 450 MB of address space
#: where the tasks richest in contacts were seen to use 0.7 MB.
_ARENA = "32M"
#: Bounding-volume trees between two bodies' geoms cost more here than trying the few pairs.
_NO_TREES = int(mujoco.mjtDisableBit.mjDSBL_MIDPHASE)


def lighten(xml: str) -> str:
    """Drop from a MuJoCo model's XML what is only ever drawn, and bound its scratch memory.

    Textures and materials go here; the compiler discards geoms that touch nothing (zones, the
    goal, decoration) and their meshes, but keeps their bodies, masses and inertias. Physics,
    sensors and contacts stay as they were.

    >>> lighten('<mujoco><asset><texture name="t"/></asset><geom material="m"/></mujoco>')
    '<mujoco><asset /><geom /><compiler discardvisual="true" /><size memory="32M" /></mujoco>'
    """
    root = ElementTree.fromstring(xml)
    compiler = root.find("compiler")
    if compiler is None:
        compiler = ElementTree.SubElement(root, "compiler")
    compiler.set("discardvisual", "true")
    for size in root.findall("size"):
        root.remove(size)
    ElementTree.SubElement(root, "size", memory=_ARENA)
    for asset in root.iter("asset"):
        for drawn in [child for child in asset if child.tag in ("texture", "material")]:
            asset.remove(drawn)
    for element in root.iter():
        element.attrib.pop("material", None)
    return ElementTree.tostring(root, encoding="unicode")


class LayoutPatch:
    """Where a task's bodies, free joints and welds lie in its compiled model.

    Args:
        template: the task's compiled `MjModel`; any copy of it can be patched.
    """

    def __init__(self, template: Any) -> None:
        self._body = {template.body(i).name: i for i in range(template.nbody)}
        self._free: dict[str, int] = {}  # body name -> address in qpos
        for joint in range(template.njnt):
            if template.jnt_type[joint] == mujoco.mjtJoint.mjJNT_FREE:
                name = template.body(int(template.jnt_bodyid[joint])).name
                self._free[name] = int(template.jnt_qposadr[joint])
        self._massless = set(np.flatnonzero(template.body_mass == 0).tolist())
        self._welds = np.flatnonzero(template.eq_type == mujoco.mjtEq.mjEQ_WELD)

    def apply(self, model: Any, data: Any, config: dict[str, Any], agent_height: float) -> None:
        """Give `model` the poses of a stock world configuration and set `data` to its start.

        Args:
            model: a copy of the template; changed in place.
            data: its `MjData`; reset, to be followed by `mj_forward`.
            config: what the stock task's `_build_world_config` returns.
            agent_height: z of the agent's root body.
        """
        agent_position = (*config["agent_xy"], agent_height)
        self._place_body(model, "agent", agent_position, _turn(config["agent_rot"]))
        for objects in (config["geoms"], config["free_geoms"]):
            for name, entry in objects.items():
                self._place_body(model, name, entry["pos"], _turn(entry["rot"]))
        for name, entry in config["mocaps"].items():
            self._place_mocap(model, name, entry["pos"], _turn(entry["rot"]))
        # a weld's relative pose is derived only where its quaternion is still zero
        model.eq_data[self._welds, 3:10] = 0.0
        mujoco.mj_resetData(model, data)
        mujoco.mj_setConst(model, data)
        mujoco.mj_resetData(model, data)

    def _place_body(self, model: Any, name: str, position: Any, quaternion: Any) -> None:
        body = self._body[name]
        model.body_pos[body] = position
        model.body_quat[body] = quaternion
        if body in self._massless:  # the compiler's inertial frame of a body without mass
            model.body_ipos[body] = position
            model.body_iquat[body] = quaternion
        if name in self._free:
            start = self._free[name]
            for reference in (model.qpos0, model.qpos_spring):
                reference[start : start + 3] = position
                reference[start + 3 : start + 7] = quaternion

    def _place_mocap(self, model: Any, name: str, position: Any, quaternion: Any) -> None:
        """A mocap's body stays at the origin; its only geom, for show, carried pose and mass."""
        body = self._body[name]
        model.body_ipos[body] = position
        model.body_iquat[body] = quaternion


def _turn(angle: float) -> NDArray[np.float64]:
    """Quaternion of a turn about z, normalised as the compiler does."""
    quaternion = np.array([np.cos(angle / 2), 0.0, 0.0, np.sin(angle / 2)])
    mujoco.mju_normalize4(quaternion)
    return quaternion


@cache
def lean_world_class() -> Any:
    """Subclass the stock `World` so that it compiles once and patches from then on."""
    stock: Any = stock_module("world").World

    class LeanWorld(stock):  # type: ignore[misc]
        """A stock world whose `rebuild` writes the layout into the engine's model and data."""

        def __init__(self, agent: Any, obstacles: Any) -> None:
            super().__init__(agent, obstacles)
            self.template: Any = None  # the model as compiled, never simulated
            self._patch: LayoutPatch | None = None

        @property
        def xml_string(self) -> str | None:
            """What stock `build` hands to the compiler; textures are gone."""
            return self._lean_xml

        @xml_string.setter
        def xml_string(self, xml: str | None) -> None:
            self._lean_xml = None if xml is None else lighten(xml)

        def rebuild(self, config: dict[str, Any] | None = None, state: bool = True) -> None:
            """Write the layout of `config` into the engine's model; stock compiles here."""
            assert config is not None
            if self._patch is None:
                self.parse(config)
                self.build()
                self.template = self.engine.model
                self.template.opt.disableflags |= _NO_TREES
                self._patch = LayoutPatch(self.template)
                return
            model, data = self.engine.model, self.engine.data
            self._patch.apply(model, data, config, self._agent.z_height)
            mujoco.mj_forward(model, data)

        def new_engine(self) -> tuple[Any, Any]:
            """Copy the template; returns an `MjModel` of its own and its `MjData`."""
            model = copy.copy(self.template)
            return model, mujoco.MjData(model)

    return LeanWorld
