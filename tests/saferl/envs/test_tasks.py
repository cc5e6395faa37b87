"""Which tasks there are, what they are called, and that naming them loads nothing."""

import subprocess
import sys

import gymnasium
import pytest

import saferl
from saferl.envs.tasks import TaskSpec, resolve, task_ids
from saferl.errors import InputError


def run_python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)


def test_every_family_agent_and_level_is_there():
    ids = set(task_ids())
    for agent in ("Point", "Car", "Racecar", "Doggo", "Ant"):
        for family in ("Goal", "Button", "Push", "Circle"):
            assert {f"Safety{agent}{family}{level}-v0" for level in range(3)} <= ids
        assert f"Safety{agent}Run0-v0" in ids
    for robot in ("HalfCheetah", "Hopper", "Swimmer", "Walker2d", "Ant", "Humanoid"):
        assert {f"Safety{robot}Velocity-v0", f"Safety{robot}Velocity-v1"} <= ids
    assert len(ids) == 5 * 13 + 12
    assert saferl.task_ids() == task_ids()


def test_every_task_is_registered_with_gymnasium():
    for env_id in task_ids():
        spec = gymnasium.spec(f"saferl/{env_id}")
        assert spec.max_episode_steps == resolve(env_id).horizon


@pytest.mark.parametrize(
    ("env_id", "horizon"),
    [
        ("SafetyPointGoal1-v0", 1000),
        ("saferl/SafetyCarCircle2-v0", 500),
        ("SafetyAntRun0-v0", 500),
        ("saferl/SafetyHumanoidVelocity-v1", 1000),
    ],
)
def test_resolve_takes_ids_with_and_without_prefix(env_id, horizon):
    spec = resolve(env_id)
    assert isinstance(spec, TaskSpec)
    assert spec.id == env_id.removeprefix("saferl/")
    assert spec.registered_id == f"saferl/{spec.id}"
    assert spec.horizon == horizon
    assert resolve(spec) is spec


def test_an_unknown_task_is_refused_with_the_nearest_names():
    with pytest.raises(InputError, match="did you mean 'SafetyPointGoal1-v0'"):
        resolve("SafetyPointGaol1-v0")
    with pytest.raises(InputError, match="named by a string"):
        resolve(3)
    with pytest.raises(InputError, match="unknown task"):
        saferl.make_vec("saferl/NoSuchThing-v0")


def test_a_wrong_attribute_of_the_package_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'make_vector'"):
        saferl.make_vector  # noqa: B018


def test_importing_saferl_loads_neither_torch_nor_mujoco_nor_the_tasks():
    done = run_python(
        "import saferl, sys; print({'torch', 'mujoco', 'safety_gymnasium'} & set(sys.modules))"
    )
    assert done.stdout.strip() == "set()", done.stderr


def test_without_safety_gymnasium_importing_works_and_making_a_task_says_what_to_run():
    done = run_python(
        """
import importlib.util as util
found = util.find_spec
util.find_spec = lambda name, *rest: (
    None if name == "safety_gymnasium" else found(name, *rest)
)
import gymnasium, saferl
from saferl.errors import MissingDependencyError
for make in (gymnasium.make, gymnasium.make_vec, saferl.make_vec):
    for task in ("saferl/SafetyPointGoal1-v0", "saferl/SafetyHopperVelocity-v1"):
        try:
            make(task)
        except MissingDependencyError as error:
            assert "pip install --no-deps safety-gymnasium==1.0.0" in str(error)
            assert "saferl doctor --fix" in str(error)
            print("said")
"""
    )
    assert done.stdout.split() == ["said"] * 6, done.stderr
