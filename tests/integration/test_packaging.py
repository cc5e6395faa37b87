"""What the files that install the library promise each other."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

if sys.version_info >= (3, 11):
    import tomllib
else:  # the parser came with 3.11
    tomllib = pytest.importorskip("tomli")

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = [
    line.strip().replace('"', "'")
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def name_of(requirement):
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-")


def test_every_direct_dependency_is_pinned_to_what_was_tested():
    pinned = {name_of(pin) for pin in PINS}
    project = PROJECT["project"]
    wanted = list(project["dependencies"])
    for requirements in project["optional-dependencies"].values():
        wanted += requirements
    for requirement in wanted:
        assert name_of(requirement) in pinned | {"saferl"}, requirement


def test_safety_gymnasium_is_no_dependency_as_its_pins_cannot_be_met():
    project = PROJECT["project"]
    listed = [project["dependencies"], *project["optional-dependencies"].values()]
    assert "safety-gymnasium" not in [name_of(each) for part in listed for each in part]


def test_uv_gets_the_tested_versions():
    assert set(PROJECT["tool"]["uv"]["constraint-dependencies"]) <= set(PINS)


def test_no_file_names_a_registry():
    for name in ("pyproject.toml", "constraints.txt", "Makefile", "README.md", ".ci/run"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"index-url|find-links|files\.pythonhosted", text), name


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench"])
def test_each_make_target_sets_up_what_it_needs(target):
    dry = subprocess.run(
        ["make", "-n", "-B", "PYTHON=python3", target],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MAKEFLAGS": ""},
    ).stdout
    assert "-e '.[dev]'" in dry
    assert "--no-deps safety-gymnasium==1.0.0" in dry
    assert dry.count("-c constraints.txt") >= 2


def test_ci_checks_and_tests():
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "make check" in text
    assert "make test" in text
