"""The six velocity tasks: Gymnasium's MuJoCo robots with a speed limit as cost.

Safety-Gymnasium's own classes (Gymnasium's v4 environments with a cost) do the work; this class
turns the six-tuple into Gymnasium's five, puts the cost into ``info`` and truncates at the horizon.
As in the navigation tasks, an instability warning of MuJoCo truncates the episode with
``cost_exception`` 1, and NaN actions raise.
"""

from __future__ import annotations

import math
import re
import warnings
import weakref
from typing import Any

import gymnasium
import numpy as np

from saferl.envs import compat
from saferl.envs.rendering import RENDER_MODES, check_render_mode, require_opengl
from saferl.envs.snapshots import Snapshot, copy_tree
from saferl.envs.tasks import TaskSpec, episode_length, resolve
from saferl.errors import InputError

__all__ = ["SafetyVelocityEnv"]

_REWARD_EXCEPTION = -10.0  # what the navigation tasks give on an instability


class SafetyVelocityEnv(gymnasium.Env[np.ndarray, np.ndarray]):
    """One velocity task of Safety-Gymnasium.

    Args:
        env_id: the task's id, with or without ``saferl/``.
        render_mode: ``"rgb_array"``, ``"depth_array"`` or None.
        width: of the pictures, pixels.
        height: of the pictures, pixels.
        camera_name: a camera of the robot's model.
        max_episode_steps: an episode's length, if not the task's own.
        record: also put ``signals`` (``speed``: what the cost compares with its limit, m/s) and
            ``poses`` ((1, 3): x, y, yaw of the robot) into ``info``.

    Raises:
        InputError: unknown task or render mode; an action of the wrong shape or with NaN in it.
        MissingDependencyError: Safety-Gymnasium (or, to render, OpenGL) is not installed.

    >>> env = SafetyVelocityEnv("SafetyHopperVelocity-v1", record=True)
    >>> observation, info = env.reset(seed=0)
    >>> observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
    >>> observation.shape, info["cost"] == float(info["signals"]["speed"] > env.speed_limit)
    ((11,), True)
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
        if self.task_spec.kind != "velocity":
            raise InputError(f"{self.task_spec.id!r} is not a velocity task")
        check_render_mode(render_mode)
        self.render_mode = render_mode
        with warnings.catch_warnings():
            # Gymnasium's Box compares float64 bounds with float32 limits
            warnings.simplefilter("ignore", RuntimeWarning)
            self._stock = _stock_class(self.task_spec)(
                render_mode=render_mode, width=width, height=height, camera_name=camera_name
            )
        self.observation_space = self._stock.observation_space
        self.action_space = self._stock.action_space
        self.horizon = episode_length(self.task_spec.horizon, max_episode_steps)
        self._record = record
        self._drawn = False
        self._steps = 0
        self._done = True
        self._speed = 0.0

    @property
    def dt(self) -> float:
        """Seconds of simulated time in a step."""
        return float(self._stock.dt)

    @property
    def speed_limit(self) -> float:
        """The speed beyond which a step costs 1, m/s."""
        return float(self._stock._velocity_threshold)

    @property
    def pose_names(self) -> tuple[str, ...]:
        """What the rows of ``info["poses"]`` are."""
        return ("agent",)

    def begin_recording(self) -> None:
        """Put ``signals`` and ``poses`` into ``info`` from the next reset on."""
        self._record = True

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Start an episode; ``seed`` is used exactly as the stock task would."""
        super().reset(seed=seed)
        observation, info = self._stock.reset(seed=seed)
        self._steps = 0
        self._done = False
        self._speed = 0.0
        return observation, self._with_records(_as_floats(info))

    def step(self, action: np.ndarray) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        """Take a step with an action of shape (action_dim,)."""
        from saferl.envs.physics import went_unstable

        action = self._checked(action)
        observation, reward, cost, terminated, truncated, info = self._stock.step(action)
        self._steps += 1
        truncated = bool(truncated) or self._steps >= self.horizon
        info = _as_floats(info)
        info["cost"] = float(cost)
        self._speed = self._compared_speed(info)
        if went_unstable(self._stock.data):
            observation, reward, terminated, truncated, info = self._after_instability()
        self._done = bool(terminated) or truncated
        return (
            observation,
            float(reward),
            bool(terminated),
            truncated,
            self._with_records(info),
        )

    def render(self) -> Any:
        """Draw the scene: uint8 (height, width, 3), or float depths for ``"depth_array"``."""
        if self.render_mode is None:
            raise InputError("to render, make the environment with render_mode='rgb_array'")
        require_opengl()
        if not self._drawn:
            # OpenGL's contexts must be freed before the interpreter is taken down
            self._drawn = True
            weakref.finalize(self, self._stock.close)
        return self._stock.render()

    def close(self) -> None:
        """Free the viewer, if one was opened."""
        self._stock.close()

    def snapshot(self) -> Snapshot:
        """Everything the rest of the episode, and the episodes after it, depend on."""
        from saferl.envs.physics import read_physics

        row = {
            "physics": read_physics(self._stock.model, self._stock.data),
            "stock_np_random": self._stock.np_random.bit_generator.state,
            "np_random": self.np_random.bit_generator.state,
            "steps": self._steps,
            "done": self._done,
            "speed": self._speed,
        }
        return Snapshot(self.snapshot_kind, (copy_tree(row),))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot of this task, whichever instance it was taken from."""
        from saferl.envs.physics import write_physics

        snapshot.check(self.snapshot_kind, 1)
        row = snapshot.rows[0]
        write_physics(self._stock.model, self._stock.data, row["physics"])
        self._stock.np_random.bit_generator.state = row["stock_np_random"]
        self.np_random.bit_generator.state = row["np_random"]
        self._steps = row["steps"]
        self._done = row["done"]
        self._speed = row["speed"]

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
        if self._done:
            raise InputError("the episode has ended (or none has begun); call reset() first")
        checked: np.ndarray = action
        return checked

    def _compared_speed(self, info: dict[str, Any]) -> float:
        """What the task's cost compares with its limit: see each stock class's ``step``."""
        spec = self.task_spec
        horizontal = spec.agent in ("Ant", "Humanoid") or (spec.agent, spec.version) == (
            "Swimmer",
            0,
        )
        if horizontal:
            return math.sqrt(info["x_velocity"] ** 2 + info["y_velocity"] ** 2)
        return float(info["x_velocity"])

    def _after_instability(self) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        import mujoco

        stock = self._stock
        mujoco.mj_resetData(stock.model, stock.data)  # as MuJoCo does itself, if not done yet
        mujoco.mj_forward(stock.model, stock.data)
        self._speed = 0.0
        info = {"cost_exception": 1.0, "cost_sum": 1.0, "cost": 1.0}
        return stock._get_obs(), _REWARD_EXCEPTION, False, True, info

    def _with_records(self, info: dict[str, Any]) -> dict[str, Any]:
        if self._record:
            info["signals"] = {"speed": self._speed}
            info["poses"] = self._pose()[None]  # (1, 3)
        return info

    def _pose(self) -> np.ndarray:
        """Where the torso is: x, y, yaw; in the planar robots' vertical plane y and yaw are 0."""
        torso = self._stock.data.body("torso")
        w, x, y, z = torso.xquat
        yaw = math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))
        planar = self.task_spec.agent in ("HalfCheetah", "Hopper", "Walker2d")
        return np.array([torso.xpos[0], 0.0 if planar else torso.xpos[1], 0.0 if planar else yaw])


def _stock_class(spec: TaskSpec) -> Any:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", spec.agent).lower()
    name = f"tasks.safe_velocity.safety_{snake}_velocity_v{spec.version}"
    return getattr(compat.stock_module(name), f"Safety{spec.agent}VelocityEnv")


def _as_floats(info: dict[str, Any]) -> dict[str, Any]:
    return {
        key: float(value) if isinstance(value, int | float | np.number) else value
        for key, value in info.items()
    }
