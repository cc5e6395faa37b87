import subprocess
import sys
from importlib import metadata

import pytest

from saferl.commands import diagnosis, doctor, exits
from saferl.commands.diagnosis import diagnose, install_command, meets, parse_requirement


def without(monkeypatch, *names, **other):
    """Let some distributions be missing or have another version."""

    def version(name):
        if name in names:
            raise metadata.PackageNotFoundError(name)
        return other.get(name.replace("-", "_")) or metadata.version(name)

    monkeypatch.setattr(diagnosis, "version", version)


def test_a_complete_installation_is_told_so(saferl):
    code, out, _ = saferl("doctor")
    assert code == exits.DONE
    for name in ("python", "mujoco", "torch", "safety-gymnasium", "simulation", "rendering"):
        assert name in out
    assert "Everything that is needed is there" in out


def test_missing_safety_gymnasium_shows_the_command_that_mends_it(saferl, monkeypatch):
    without(monkeypatch, "safety-gymnasium")
    code, out, _ = saferl("doctor")
    assert code == exits.UNMET
    assert f"{sys.executable} -m pip install --no-deps safety-gymnasium==1.0.0" in out
    assert "mend safety-gymnasium first" in " ".join(out.split())


def test_a_version_outside_the_bounds_is_named(monkeypatch):
    without(monkeypatch, numpy="2.4.1")
    (numpy,) = [finding for finding in diagnose() if finding.name == "numpy"]
    assert numpy.status == "wrong version"
    assert "<2.4" in numpy.note
    assert numpy.command[-1].startswith("numpy")


def test_a_missing_extra_is_no_fault(saferl, monkeypatch):
    without(monkeypatch, "matplotlib", "onnx")
    code, out, _ = saferl("doctor")
    assert code == exits.DONE
    assert "matplotlib>=3.8" in out


def test_fix_runs_the_command_and_looks_again(saferl, monkeypatch):
    without(monkeypatch, "safety-gymnasium")
    ran = []

    def run(command, check):
        ran.append(tuple(command))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(doctor.subprocess, "run", run)
    assert saferl("doctor", "--fix")[0] == exits.DONE
    assert ran == [
        install_command("--no-deps", "safety-gymnasium==1.0.0"),
        (sys.executable, "-m", "saferl", "doctor"),
    ]


def test_fix_that_fails_says_so(saferl, monkeypatch):
    without(monkeypatch, "safety-gymnasium")
    failed = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(doctor.subprocess, "run", lambda command, check: failed)
    code, out, _ = saferl("doctor", "--fix")
    assert code == exits.UNMET
    assert "that failed" in out


def test_a_simulation_that_breaks_is_reported_not_raised(saferl, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no physics today")

    monkeypatch.setattr("saferl.envs.vectorise.make_vec", broken)
    code, out, _ = saferl("doctor")
    assert code == exits.UNMET
    assert "no physics today" in " ".join(out.split())


def test_uv_serves_where_there_is_no_pip(monkeypatch):
    monkeypatch.setattr(diagnosis.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(diagnosis.shutil, "which", lambda name: "/bin/uv")
    assert install_command("rich")[:3] == ("uv", "pip", "install")


@pytest.mark.parametrize(
    ("found", "bounds", "expected"),
    [
        ("2.3.5", ">=1.26,<2.4", True),
        ("2.4.0", ">=1.26,<2.4", False),
        ("1.25.9", ">=1.26", False),
        ("3.10", ">=3.9", True),
        ("1.0", "==1.0.0", True),
        ("2.13.0+cpu", ">=2.2", True),
        ("2.4.0rc1", "<2.4", False),
        ("1.0", "", True),
    ],
)
def test_bounds(found, bounds, expected):
    assert meets(found, bounds) is expected


def test_requirements_with_markers_are_read():
    text = "rtamt>=0.3.5; python_version < '3.13' and extra == 'dev'"
    assert parse_requirement(text) == ("rtamt", ">=0.3.5", "dev")
    assert parse_requirement("saferl[plot,sb3]; extra == 'dev'") == ("saferl", "", "dev")
