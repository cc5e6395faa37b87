"""Goal, Button, Push, Circle and Run: Safety-Gymnasium's task classes, as Gymnasium has it.

The stock ``Builder`` and task do the work; this class turns the six-tuple into Gymnasium's five,
puts the cost into ``info``, and differs from the stock in two documented ways: an instability
warning of MuJoCo truncates the episode with ``cost_exception`` 1 and the task's own
``reward_exception`` (stock fails or silently resets the simulation), and NaN actions raise (stock
ignores them). An unseeded environment draws its seed from ``env.np_random``, never from NumPy's
global generator.
"""

from __future__ import annotations

import functools
import warnings
import weakref
from typing import Any

import gymnasium
import numpy as np

from saferl.envs import compat
from saferl.envs.rendering import RENDER_MODES, check_render_mode, open_viewer
from saferl.envs.snapshots import Snapshot
from saferl.envs.tasks import TaskSpec, episode_length, resolve
from saferl.errors import InputError, SimulationError

__all__ = ["SafetyNavigationEnv"]

_SEEDS = 2**32


class SafetyNavigationEnv(gymnasium.Env[np.ndarray, np.ndarray]):
    """One navigation task of Safety-Gymnasium.

    Args:
        env_id: the task's id, with or without ``saferl/``.
        render_mode: ``"rgb_array"``, ``"depth_array"`` or None.
        width: of the pictures, pixels.
        height: of the pictures, pixels.
        camera_name: ``"vision"``, ``"track"``, ``"fixednear"`` or ``"fixedfar"``.
        max_episode_steps: an episode's length, if not the task's own.
        record: also put ``signals`` and ``poses`` into ``info`` (see ``saferl.envs.signals``).

    ``info`` of a step holds ``cost`` (the task's own cost, an indicator), the parts it is made of
    (``cost_hazards``, ..., ``cost_sum``) and ``goal_met`` on the steps on which the goal was met.
    Observations are float64 of shape (obs_dim,), actions float64 in the actuators' own range.

    Raises:
        InputError: unknown task or render mode; an action of the wrong shape or with NaN in it.
        MissingDependencyError: Safety-Gymnasium (or, to render, OpenGL) is not installed.

    >>> env = SafetyNavigationEnv("SafetyPointGoal0-v0")
    >>> observation, info = env.reset(seed=0)
    >>> observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
    >>> observation.shape, info["cost"]
    ((28,), 0.0)
    """

    metadata = {"render_modes": list(RENDER_MODES), "render_fps": 30}  # noqa: RUF012

    def __init__(
        self,
        env_id: str | TaskSpec,
        *,
        render_mode: str | None = None,
        width: int = 256,
        height: int = 256,
        camera_name: str | None = None,
        max_episode_steps: int | None = None,
        record: bool = False,
    ) -> None:
        self.task_spec = resolve(env_id)
        if self.task_spec.kind != "navigation":
            raise InputError(f"{self.task_spec.id!r} is not a navigation task")
        check_render_mode(render_mode)
        self.render_mode = render_mode
        with warnings.catch_warnings():
            # Gymnasium's Box compares float64 bounds with float32 limits
            warnings.simplefilter("ignore", RuntimeWarning)
            self._builder = _builder_class()(
                task_id=self.task_spec.id,
                config=dict(self.task_spec.config),
                render_mode=render_mode,
                width=width,
                height=height,
                camera_name=camera_name,
            )
        self._task = self._builder.task
        _watch_for_instability(self._task)
        self._task.num_steps = episode_length(self._task.num_steps, max_episode_steps)
        self.observation_space = self._task.observation_space
        self.action_space = self._task.action_space
        self._recorder: Any = None
        self._seeded = False
        if record:
            self.begin_recording()

    @property
    def dt(self) -> float:
        """Seconds of simulated time in a step."""
        substeps = self._task.sim_conf.frameskip_binom_n
        model = self._task.agent.engine.model
        return float(substeps * model.opt.timestep)

    @property
    def horizon(self) -> int:
        """Steps after which an episode is truncated."""
        return int(self._task.num_steps)

    @property
    def task(self) -> Any:
        """The stock task object: its ``obs_info`` tells what the observation is made of."""
        return self._task

    @property
    def pose_names(self) -> tuple[str, ...]:
        """What the rows of ``info["poses"]`` are: ``agent``, ``goal``, ``hazard0``, ..."""
        from saferl.envs.signals import pose_names

        return pose_names(self._task)

    def begin_recording(self) -> None:
        """Put ``signals`` and ``poses`` into ``info`` from the next reset on."""
        from saferl.envs.signals import Recorder

        if self._recorder is None:
            self._recorder = Recorder(self._task)
            self._builder.after_cost = self._recorder.read

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Start an episode; ``seed`` (0 to 2**32 - 1) is used exactly as the stock task would."""
        if seed is not None and not 0 <= int(seed) < _SEEDS:
            raise InputError(f"a seed must lie in 0 to 2**32 - 1, not {seed}")
        super().reset(seed=seed)
        if seed is None and not self._seeded:
            seed = int(self.np_random.integers(_SEEDS))
        self._seeded = True
        if self._recorder is not None:
            self._recorder.begin_episode()
        try:
            observation, info = self._builder.reset(seed=None if seed is None else int(seed))
        except (
            AssertionError
        ) as error:  # a layout that cannot be placed, or one that starts in cost
            raise SimulationError(
                f"{self.task_spec.id} could not be reset with seed {seed}: {error}"
            ) from error
        return observation, self._with_records(dict(info))

    def step(self, action: np.ndarray) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        """Take a step with an action of shape (action_dim,)."""
        action = self._checked(action)
        try:
            observation, reward, cost, terminated, truncated, info = self._builder.step(action)
        except _UnstableSimulationError:
            return self._after_instability()
        parts = {key: _plain(value) for key, value in info.items()}
        parts["cost"] = float(cost)
        return (
            observation,
            float(reward),
            bool(terminated),
            bool(truncated),
            self._with_records(parts),
        )

    def render(self) -> Any:
        """Draw the scene: uint8 (height, width, 3), or float depths for ``"depth_array"``."""
        mode = self.render_mode
        if mode is None:
            raise InputError("to render, make the environment with render_mode='rgb_array'")
        if self._task.world is None:
            raise InputError("reset the environment before rendering it")
        parameters = self._builder.render_parameters
        if mode not in self._task._viewers:
            self._task._viewers[mode] = open_viewer(
                self._task.model, self._task.data, parameters.width, parameters.height
            )
            # OpenGL's contexts must be freed before the interpreter is taken down
            weakref.finalize(self, _free_all, self._task._viewers)
        return self._builder.render()

    def close(self) -> None:
        """Free the viewer, if one was opened."""
        _free_all(self._task._viewers)
        self._task.viewer = None

    def snapshot(self) -> Snapshot:
        """Everything the rest of the episode, and the episodes after it, depend on."""
        from saferl.envs.stock_state import read_navigation

        if self._task.world is None:
            raise InputError("reset the environment before taking a snapshot of it")
        row = {
            **read_navigation(self._builder),
            "recorder": None if self._recorder is None else self._recorder.snapshot(),
            "np_random": self.np_random.bit_generator.state,
        }
        return Snapshot(self.snapshot_kind, (row,))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot of this task, whichever instance it was taken from."""
        from saferl.envs.stock_state import write_navigation

        snapshot.check(self.snapshot_kind, 1)
        row = snapshot.rows[0]
        write_navigation(self._builder, row)
        self.np_random.bit_generator.state = row["np_random"]
        self._seeded = True
        if self._recorder is None:
            return
        if row["recorder"] is not None:
            self._recorder.restore(row["recorder"])
        else:  # it was taken without recording: displacements are from here on
            self._recorder.begin_episode()
            self._recorder.read()

    @property
    def snapshot_kind(self) -> str:
        """The kind of this environment's snapshots."""
        return f"stock/{self.task_spec.id}"

    def _checked(self, action: Any) -> np.ndarray:
        action = np.asarray(action)
        if action.shape != self.action_space.shape:
            raise InputError(
                f"{self.task_spec.id} takes actions of shape {self.action_space.shape}, "
                f"not {action.shape}"
            )
        if np.isnan(action).any():
            raise InputError(f"an action must not hold NaN, as {action} does")
        if self._builder.done:
            raise InputError("the episode has ended (or none has begun); call reset() first")
        checked: np.ndarray = action
        return checked

    def _after_instability(self) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        builder, task = self._builder, self._task
        builder.truncated = True
        builder.steps += 1
        info = {"cost_exception": 1.0, "cost_sum": 1.0, "cost": 1.0}
        builder.cost = {"cost_exception": 1.0, "cost_sum": 1.0}
        if self._recorder is not None:
            self._recorder.read()
        reward = float(task.reward_conf.reward_exception)
        return task.obs(), reward, False, True, self._with_records(info)

    def _with_records(self, info: dict[str, Any]) -> dict[str, Any]:
        if self._recorder is not None:
            info["signals"] = {k: float(v) for k, v in self._recorder.signals.items()}
            info["poses"] = self._recorder.poses.copy()
        return info


class _UnstableSimulationError(Exception):
    """Carries an instability out of the stock ``Builder.step``."""


@functools.cache
def _builder_class() -> Any:
    stock: Any = compat.stock_module("builder").Builder

    class Builder(stock):  # type: ignore[misc]
        """The stock builder, with a seed of its own and a call after each cost."""

        after_cost: Any = None

        def set_seed(self, seed: int | None = None) -> None:
            # Stock draws from NumPy's global generator; the seed drawn here is replaced at reset.
            super().set_seed(0 if seed is None else seed)

        def _cost(self) -> dict[str, float]:
            cost: dict[str, float] = super()._cost()
            if self.after_cost is not None:
                self.after_cost()
            return cost

    return Builder


def _watch_for_instability(task: Any) -> None:
    """Wrap this one task's ``simulation_forward``: raise when the simulation went wrong."""
    import mujoco

    from saferl.envs.physics import went_unstable

    forward = task.simulation_forward

    def watched(action: np.ndarray) -> Any:
        exception = forward(action)
        if exception or went_unstable(task.data):
            if not np.isfinite(task.data.qpos.sum() + task.data.qvel.sum()):
                mujoco.mj_resetData(task.model, task.data)  # as MuJoCo itself does on the next step
                mujoco.mj_forward(task.model, task.data)
            raise _UnstableSimulationError
        return exception

    task.simulation_forward = watched


def _free_all(viewers: dict[str, Any]) -> None:
    for viewer in viewers.values():
        viewer.free()
    viewers.clear()


def _plain(value: Any) -> Any:
    if isinstance(value, bool | np.bool_):
        return bool(value)
    return float(value) if isinstance(value, int | float | np.number) else value
