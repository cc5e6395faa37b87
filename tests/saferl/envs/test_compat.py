"""Bringing the stock classes in leaves no trace, and respects what the user imported."""

import dataclasses
import subprocess
import sys

import numpy as np

from saferl.envs import compat


def outcome_of(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_nothing_stays_patched_or_in_sys_modules():
    before = dataclasses.dataclass
    builder = compat.stock_module("builder")
    assert dataclasses.dataclass is before
    assert before.__module__ == "dataclasses"
    assert builder.Builder.__module__ == "safety_gymnasium.builder"
    assert not [name for name in sys.modules if name.startswith("safety_gymnasium")]


def test_a_module_is_imported_once():
    assert compat.stock_module("builder") is compat.stock_module("builder")
    tasks = compat.stock_module("tasks")
    assert compat.stock_module("builder").tasks is tasks


def test_array_defaults_are_not_shared_between_objects():
    make = compat.stock_module("assets.geoms").Hazards
    one, other = make(num=1), make(num=1)
    assert one.color is not other.color
    np.testing.assert_array_equal(one.color, other.color)


def test_dataclasses_without_array_defaults_are_as_ever():
    with compat._array_defaults_allowed():

        @dataclasses.dataclass
        class Plain:
            count: int = 3
            array: np.ndarray = np.zeros(2)  # noqa: RUF009

        @dataclasses.dataclass(frozen=True)
        class Frozen:
            name: str = "a"

    assert Plain().count == 3
    assert Plain().array is not Plain().array
    assert Frozen().name == "a"


def test_importing_the_real_package_afterwards_goes_as_it_would_have_gone():
    attempt = """
try:
    import safety_gymnasium
    print("imported", safety_gymnasium.VERSION)
except BaseException as error:
    print(type(error).__name__, error)
"""
    used = "from saferl.envs.compat import stock_module; stock_module('builder')\n"
    assert outcome_of(used + attempt) == outcome_of(attempt)


def test_the_users_own_import_is_used(tmp_path):
    package = tmp_path / "safety_gymnasium"
    package.mkdir()
    (package / "__init__.py").write_text("VERSION = 'v0'\n")
    (package / "builder.py").write_text("whose = 'the user\\'s'\n")
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
import safety_gymnasium
from saferl.envs.compat import stock_module
print(stock_module("builder").whose, "safety_gymnasium.builder" in sys.modules)
"""
    assert outcome_of(code) == "the user's True"


def test_it_is_known_whether_the_package_is_there():
    assert compat.is_installed()
