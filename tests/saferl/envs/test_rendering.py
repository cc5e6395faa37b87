"""Pictures where OpenGL is, and what to install where it is not."""

import numpy as np
import pytest

import saferl
from saferl.envs import rendering
from saferl.envs.navigation import SafetyNavigationEnv
from saferl.envs.velocity import SafetyVelocityEnv
from saferl.errors import InputError, MissingDependencyError


def opengl_is_here():
    try:
        rendering.require_opengl()
    except MissingDependencyError:
        return False
    return True


needs_opengl = pytest.mark.skipif(not opengl_is_here(), reason="no OpenGL backend works here")


@needs_opengl
@pytest.mark.parametrize(
    "make",
    [
        lambda mode: SafetyNavigationEnv("SafetyPointGoal1-v0", render_mode=mode),
        lambda mode: SafetyVelocityEnv("SafetyHopperVelocity-v1", render_mode=mode),
    ],
)
def test_pictures_show_the_scene_and_follow_it(make):
    env = make("rgb_array")
    env.reset(seed=0)
    picture = env.render()
    assert picture.shape == (256, 256, 3)
    assert picture.dtype == np.uint8
    assert picture.std() > 10
    np.testing.assert_array_equal(env.render(), picture)
    env.reset(seed=1)
    assert (env.render() != picture).any()
    env.close()
    assert env.render().shape == picture.shape  # opened anew


@needs_opengl
def test_depths_and_cameras():
    env = SafetyNavigationEnv(
        "SafetyPointGoal0-v0",
        render_mode="depth_array",
        width=64,
        height=48,
        camera_name="fixedfar",
    )
    env.reset(seed=0)
    assert env.render().shape == (48, 64)
    assert env.render().dtype == np.float32
    env.close()


@needs_opengl
def test_vector_environments_draw_each_environment():
    env = saferl.make_vec("SafetyPointGoal0-v0", num_envs=2, seed=0, render_mode="rgb_array")
    env.reset()
    one, other = env.render()
    assert (one != other).any()
    env.close()


def test_without_opengl_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(rendering, "_works", False)
    monkeypatch.setenv("MUJOCO_GL", "glfw")
    monkeypatch.setattr(rendering, "_has_display", lambda: False)
    env = SafetyVelocityEnv("SafetyHopperVelocity-v1", render_mode="rgb_array")
    env.reset(seed=0)
    with pytest.raises(
        MissingDependencyError, match=r"no display.*libegl1.*libosmesa6.*MUJOCO_GL=egl"
    ):
        env.render()
    monkeypatch.setenv("MUJOCO_GL", "crayons")
    with pytest.raises(
        MissingDependencyError, match="crayons: MUJOCO_GL must be glfw, egl or osmesa"
    ):
        env.render()


def test_rendering_needs_a_mode_and_a_reset():
    env = SafetyNavigationEnv("SafetyPointGoal0-v0")
    with pytest.raises(InputError, match="render_mode='rgb_array'"):
        env.render()
    env = SafetyNavigationEnv("SafetyPointGoal0-v0", render_mode="rgb_array")
    with pytest.raises(InputError, match="reset the environment"):
        env.render()
    with pytest.raises(InputError, match="render_mode='rgb_array'"):
        SafetyVelocityEnv("SafetyHopperVelocity-v1").render()
