"""Who may import whom: the core knows no family, and the families do not know each other."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = {"editors", "lookahead", "natural_language"}
PACKAGES = {"saferl", *FAMILIES}


def imported_by(source):
    """Top-level names a file imports, also inside functions and through importlib."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant):
                    yield str(argument.value).split(".")[0]


def files_of(package):
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_no_package_imports_what_it_must_not_know(package):
    forbidden = FAMILIES - {package}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_of(package)
        for name in imported_by(path.read_text(encoding="utf-8"))
        if name in forbidden
    ]
    assert files_of(package)
    assert wrong == []


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_no_package_imports_the_tests(package):
    for path in files_of(package):
        assert "tests" not in set(imported_by(path.read_text(encoding="utf-8"))), path


def test_the_rule_sees_every_kind_of_import():
    source = """
import editors.nested as x
def late():
    from lookahead.deep import y
    importlib.import_module("natural_language.parse")
"""
    assert set(imported_by(source)) == FAMILIES


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.strip()


def test_importing_saferl_loads_neither_torch_nor_the_simulation_nor_a_family():
    loaded = run("import saferl, sys; print(*sorted({m.split('.')[0] for m in sys.modules}))")
    heavy = {"torch", "mujoco", "safety_gymnasium", "matplotlib", *FAMILIES}
    assert heavy.isdisjoint(loaded.split())


def test_saferl_imports_without_safety_gymnasium_and_says_what_to_run():
    code = """
import importlib.util, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *a: None if "safety_gym" in name else find(name, *a)
import saferl
try:
    saferl.make_vec("SafetyPointGoal1-v0", num_envs=1)
except saferl.errors.MissingDependencyError as error:
    print(error)
"""
    assert "pip install --no-deps safety-gymnasium==1.0.0" in run(code)


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_types_are_shipped(package):
    assert (ROOT / package / "py.typed").is_file()
