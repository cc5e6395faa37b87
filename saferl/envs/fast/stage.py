"""The stock task of one id, which steps into one environment after another.

Layouts, goals, buttons and their generator's draws are the stock classes' own code. They run here
on one task object a process, bound in turn to each environment's model, data, layout and generator.
"""

from __future__ import annotations

import warnings
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from saferl.envs.compat import stock_module
from saferl.envs.fast.layouts import layout_sampler_class
from saferl.envs.fast.worlds import lean_world_class
from saferl.envs.tasks import TaskSpec

__all__ = ["Slot", "Stage"]


class Slot:
    """What one environment owns: a model and data, a generator, a layout.

    Attributes:
        generator: the environment's `RandomState`; None until first seeded.
        layout: name -> (x, y) as the stock task keeps it; objects' places when last looked at.
        undrawn: draws the stock task would have made since (one a step, for the frame skip, whose
            outcome is certain); made together when the generator is next needed.
    """

    def __init__(self, model: Any, data: Any) -> None:
        self.model = model
        self.data = data
        self.generator: np.random.RandomState | None = None
        self.layout: dict[str, NDArray[np.float64]] = {}
        self.undrawn = 0

    def catch_up(self) -> None:
        """Make the draws that are due."""
        if self.undrawn:
            assert self.generator is not None
            self.generator.random_sample(self.undrawn)
            self.undrawn = 0


class Stage:
    """A stock task with a lean world and a quick layout sampler.

    Args:
        spec: a navigation task.
    """

    def __init__(self, spec: TaskSpec) -> None:
        name = stock_module("utils.task_utils").get_task_class_name(spec.id)
        with warnings.catch_warnings():
            # Gymnasium's Box compares float64 bounds with float32 limits
            warnings.simplefilter("ignore", RuntimeWarning)
            task = getattr(stock_module("tasks"), name)(config=dict(spec.config))
            task.build_observation_space()
        sampler = layout_sampler_class()()
        sampler.set_random_seed(0)
        task.random_generator = task.agent.random_generator = sampler
        task.world = lean_world_class()(task.agent, task._obstacles)
        task._build()  # compiles the template
        self.spec = spec
        self.task = task
        self.obstacles: list[Any] = list(task._obstacles)
        self.frame_skip = int(task.sim_conf.frameskip_binom_n)
        self._resampling_error = stock_module("utils.common_utils").ResamplingError

    @property
    def model(self) -> Any:
        """The compiled model every environment's is a copy of."""
        return self.task.world.template

    def new_slot(self) -> Slot:
        """Return a fresh environment, to be seeded and reset."""
        return Slot(*self.task.world.new_engine())

    def enter(self, slot: Slot) -> None:
        """Bind the stock task to an environment."""
        slot.catch_up()
        task = self.task
        task.world.engine.update(slot.model, slot.data)
        task.random_generator.random_generator = slot.generator
        task.random_generator.layout = slot.layout
        task.world_info.layout = slot.layout

    def reset(self, slot: Slot) -> None:
        """Begin an episode as the stock builder does."""
        self.enter(slot)
        self.task.reset()
        self.task.update_world()
        self.task.specific_reset()
        self.task.agent.reset()
        slot.layout = self.task.world_info.layout
        mujoco.mj_forward(slot.model, slot.data)

    def next_goal(self, slot: Slot) -> bool:
        """Draw a new goal as the stock builder does; False if there was no room for one."""
        self.enter(slot)
        self.task.update_layout()
        try:
            self.task.update_world()
        except self._resampling_error:
            return False
        return True
