"""The parts the fast simulation is made of, each against the stock class it stands for."""

from __future__ import annotations

import numpy as np
import pytest

from saferl.envs.compat import stock_module
from saferl.envs.fast.layouts import layout_sampler_class
from saferl.envs.fast.observations import lidar
from saferl.envs.fast.stage import Stage
from saferl.envs.fast.worlds import lighten
from saferl.envs.tasks import resolve

PHYSICAL = ("actuator_", "body_", "dof_", "eq_", "jnt_", "qpos", "sensor_", "site_")
NUMBERED = ("body_geomadr", "body_geomnum", "body_bvhadr", "body_bvhnum")  # geoms that stay


@pytest.mark.parametrize(
    "env_id",
    ["SafetyPointGoal2-v0", "SafetyPointButton1-v0", "SafetyCarPush2-v0", "SafetyPointCircle2-v0"],
)
def test_layouts_and_goals_are_the_stock_samplers(env_id: str) -> None:
    ours = Stage(resolve(env_id)).task.random_generator
    stock = stock_module("utils.random_generator").RandomGenerator()
    stock.set_placements_info(ours.placements, ours.placements_extents, ours.placements_margin)
    for seed in range(4):
        ours.set_random_seed(seed)
        stock.set_random_seed(seed)
        for _ in range(2):
            layout, expected = ours.build_layout(), stock.build_layout()
            assert list(layout) == list(expected)
            for name in layout:
                np.testing.assert_array_equal(layout[name], expected[name])
        if "goal" in layout:
            for _ in range(30):
                assert ours.sample_goal_position() == stock.sample_goal_position()
                np.testing.assert_array_equal(ours.layout["goal"], stock.layout["goal"])
        assert ours.random_generator.random_sample() == stock.random_generator.random_sample()


def test_a_layout_without_room_is_a_resampling_error() -> None:
    sampler = layout_sampler_class()()
    sampler.set_placements_info(
        {"agent": (None, 0.4), "goal": (None, 0.4)}, (-0.5, -0.5, 0.5, 0.5), 0.0
    )
    sampler.set_random_seed(0)
    error = stock_module("utils.common_utils").ResamplingError
    with pytest.raises(error):
        sampler.build_layout()


@pytest.mark.parametrize("env_id", ["SafetyCarButton1-v0", "SafetyRacecarPush2-v0"])
def test_a_patched_model_is_the_compiled_one_but_for_what_is_only_drawn(env_id: str) -> None:
    stage = Stage(resolve(env_id))
    slot = stage.new_slot()
    for seed in (1, 2):  # patched over and over
        slot.generator = np.random.RandomState(seed)
        stage.reset(slot)
    builder = stock_module("builder").Builder(
        task_id=env_id, config={"agent_name": stage.spec.agent}
    )
    builder.reset(seed=2)
    compiled = builder.task.model
    solid = (compiled.geom_contype | compiled.geom_conaffinity) != 0
    compared = 0
    for name in dir(compiled):
        expected, given = getattr(compiled, name), getattr(slot.model, name)
        if not isinstance(expected, np.ndarray) or name in NUMBERED:
            continue
        if name.startswith("geom_") and name not in ("geom_matid", "geom_dataid"):
            expected = expected[solid]
        elif not name.startswith(PHYSICAL) or "user" in name:
            continue
        np.testing.assert_array_equal(given, expected, err_msg=name)
        compared += 1
    assert compared > 80
    assert slot.model.stat.meaninertia == compiled.stat.meaninertia
    assert slot.model.ntex == slot.model.nmat == 0
    assert slot.model.ngeom == solid.sum()


def test_stock_classes_stay_untouched() -> None:
    before = {
        name: {key: id(value) for key, value in vars(cls).items()}
        for name, cls in _stock_classes().items()
    }
    stage = Stage(resolve("SafetyPointGoal1-v0"))
    slot = stage.new_slot()
    slot.generator = np.random.RandomState(0)
    stage.reset(slot)
    for name, cls in _stock_classes().items():
        members = {key: id(value) for key, value in vars(cls).items()}
        for key in ("__abstractmethods__", "_abc_impl"):
            members.pop(key, None)
            before[name].pop(key, None)
        assert members == before[name]


def _stock_classes() -> dict[str, type]:
    return {
        "World": stock_module("world").World,
        "RandomGenerator": stock_module("utils.random_generator").RandomGenerator,
        "BaseTask": stock_module("bases.base_task").BaseTask,
        "Underlying": stock_module("bases.underlying").Underlying,
        "Builder": stock_module("builder").Builder,
    }


def test_lightening_keeps_meshes_and_whatever_has_a_body() -> None:
    xml = (
        '<mujoco><size njmax="3000" nconmax="1000"/><asset><mesh name="m" file="f"/>'
        '<texture type="skybox"/><material name="a"/></asset>'
        '<worldbody><geom name="g" material="a" size="1"/></worldbody></mujoco>'
    )
    light = lighten(xml)
    assert 'mesh name="m"' in light
    assert 'geom name="g" size="1"' in light
    for gone in ("texture", "material", "njmax"):
        assert gone not in light


def test_lidar_shows_the_nearest_and_its_neighbours() -> None:
    ring = np.zeros(16)
    places = np.array([[1.0 + 0j, 0.5 + 0j, 0 + 2.9j, -5.0 + 0j]])
    lidar(ring, np.zeros((1, 4), dtype=int), places, 16, 3.0)
    assert ring[0] == pytest.approx(1 - 0.5 / 3)  # the nearer of two ahead
    assert ring[15] == pytest.approx(1 - 0.5 / 3)  # on the border between two bins
    assert ring[4] == pytest.approx(0.1 / 3)  # to the left
    assert ring[8] == 0  # behind, out of reach


def test_lidar_without_a_reach_falls_off_exponentially() -> None:
    ring = np.zeros(16)
    lidar(ring, np.zeros((1, 1), dtype=int), np.array([[2.0 + 0j]]), 16, None)
    assert ring[0] == pytest.approx(np.exp(-2.0))
