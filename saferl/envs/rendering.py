"""Off-screen pictures where there is an OpenGL backend; what is missing where there is none."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Any

from saferl.errors import InputError, MissingDependencyError

__all__ = ["RENDER_MODES", "check_render_mode", "open_viewer", "require_opengl"]

RENDER_MODES = ("rgb_array", "depth_array")


def check_render_mode(render_mode: str | None) -> None:
    """Raise InputError for a mode these environments do not draw."""
    if render_mode is not None and render_mode not in RENDER_MODES:
        raise InputError(
            f"render_mode must be None or one of {', '.join(map(repr, RENDER_MODES))}, "
            f"not {render_mode!r}"
        )


def open_viewer(model: Any, data: Any, width: int, height: int) -> Any:
    """Open Gymnasium's off-screen viewer on a model.

    Raises:
        MissingDependencyError: no OpenGL backend works here.
    """
    require_opengl()
    from gymnasium.envs.mujoco.mujoco_rendering import OffScreenViewer

    model.vis.global_.offwidth = max(width, model.vis.global_.offwidth)
    model.vis.global_.offheight = max(height, model.vis.global_.offheight)
    return OffScreenViewer(model, data, width, height)


def require_opengl() -> None:
    """Choose a working OpenGL backend for this process, or say what is missing.

    Gymnasium and MuJoCo read the choice from ``MUJOCO_GL``; it is set here when it was not.

    Raises:
        MissingDependencyError: none works.
    """
    global _works
    if _works:
        return
    chosen = os.environ.get("MUJOCO_GL", "").strip().lower()
    tried: dict[str, str] = {}
    for backend in [chosen] if chosen else _candidates():
        problem = _problem_with(backend)
        if problem is None:
            os.environ["MUJOCO_GL"] = backend
            _works = True
            return
        tried[backend] = problem
    found = "; ".join(f"{backend}: {problem}" for backend, problem in tried.items())
    raise MissingDependencyError(
        "rendering needs an OpenGL backend and none works here "
        f"({found}). Without a display install EGL or OSMesa, on Debian or Ubuntu with "
        "`apt-get install -y libegl1 libgl1` or `apt-get install -y libosmesa6`, and set "
        "MUJOCO_GL=egl or MUJOCO_GL=osmesa"
    )


_works = False


def _candidates() -> list[str]:
    return ["glfw", "egl", "osmesa"] if _has_display() else ["egl", "osmesa"]


def _has_display() -> bool:
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform != "linux" or bool(named)


def _problem_with(backend: str) -> str | None:
    """Try to open a tiny context; None when it works, else what went wrong."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # glfw warns when there is no display
            if backend == "glfw":
                if not _has_display():  # it would end the process, not raise
                    return "there is no display"
                from mujoco.glfw import GLContext
            elif backend == "egl":
                from mujoco.egl import GLContext
            elif backend == "osmesa":
                from mujoco.osmesa import GLContext
            else:
                return "MUJOCO_GL must be glfw, egl or osmesa"
            context = GLContext(16, 16)
            context.make_current()
            context.free()
    except Exception as error:  # each backend fails in its own way, down to AttributeError
        return f"{type(error).__name__} {error}".strip().splitlines()[0]
    return None
