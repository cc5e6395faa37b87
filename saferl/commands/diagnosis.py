"""What this installation has, what it lacks, and the command that mends each."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Literal

from saferl.errors import SafeRLError

__all__ = ["Finding", "diagnose", "install_command", "meets", "parse_requirement"]

Status = Literal["ok", "missing", "wrong version", "broken", "optional"]
SAFETY_GYMNASIUM = "1.0.0"
SUPPORTED = ((3, 10), (3, 13))


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: A package, or what was tried.
        found: Its version or what happened.
        status: "optional" is missing, and only some features need it.
        note: What it is for, or what went wrong.
        command: Words of the command that mends it, or () where none does.
        needed: Whether the library is incomplete without.
    """

    name: str
    found: str
    status: Status
    note: str = ""
    command: tuple[str, ...] = ()
    needed: bool = True

    @property
    def wrong(self) -> bool:
        """Whether something needed is not as it should be."""
        return self.needed and self.status != "ok"


def diagnose() -> tuple[Finding, ...]:
    """Look at Python, every dependency, Safety-Gymnasium, the simulation and the renderer."""
    findings = [_python(), *_packages(), _safety_gymnasium()]
    findings += [_simulation(findings), _rendering()]
    return tuple(findings)


def install_command(*arguments: str) -> tuple[str, ...]:
    """Return the words that install into this interpreter: its pip, or uv where it has none."""
    if importlib.util.find_spec("pip") is None and shutil.which("uv"):
        return ("uv", "pip", "install", "--python", sys.executable, *arguments)
    return (sys.executable, "-m", "pip", "install", *arguments)


def parse_requirement(text: str) -> tuple[str, str, str | None]:
    """Split a requirement into name, version bounds and the extra it belongs to.

    >>> parse_requirement('matplotlib>=3.8; extra == "plot"')
    ('matplotlib', '>=3.8', 'plot')
    >>> parse_requirement("numpy<2.4,>=1.26")
    ('numpy', '<2.4,>=1.26', None)
    """
    what, _, condition = text.partition(";")
    match = re.match(r"\s*([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*(.*)", what)
    assert match is not None, text
    extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)['\"]", condition)
    return match[1], match[2].strip().strip("()"), extra[1] if extra else None


def meets(found: str, bounds: str) -> bool:
    """Whether a version lies within bounds such as ``>=1.26,<2.4``.

    >>> meets("2.3.5", ">=1.26,<2.4"), meets("2.10", "<2.4"), meets("2.13.0+cpu", ">=2.2")
    (True, False, True)
    """
    have = _release(found)
    for bound in filter(None, (part.strip() for part in bounds.split(","))):
        match = re.match(r"(>=|<=|==|!=|~=|<|>)\s*(.+)", bound)
        if match is None:
            continue
        limit = _release(match[2])
        width = max(len(have), len(limit))
        left, right = (v + (0,) * (width - len(v)) for v in (have, limit))
        holds = {
            ">=": left >= right,
            "<=": left <= right,
            "==": left == right,
            "!=": left != right,
            "~=": left >= right,
            "<": left < right,
            ">": left > right,
        }
        if not holds[match[1]]:
            return False
    return True


def _release(text: str) -> tuple[int, ...]:
    match = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(int(part) for part in match[0].split(".")) if match else ()


def _python() -> Finding:
    found = platform.python_version()
    low, high = SUPPORTED
    if low <= sys.version_info[:2] <= high:
        where = f"{sys.executable} on {platform.system()} {platform.machine()}"
        return Finding("python", found, "ok", where)
    needed = f"needs {low[0]}.{low[1]} to {high[0]}.{high[1]}"
    return Finding("python", found, "wrong version", needed)


def _packages() -> list[Finding]:
    """Every requirement of pyproject.toml, but for those of development only."""
    findings = []
    for text in requires("saferl") or ():
        name, bounds, extra = parse_requirement(text)
        if extra in (None, "plot", "tensorboard", "sb3", "onnx"):
            findings.append(_package(name, bounds, extra))
    return sorted(findings, key=lambda finding: not finding.needed)


def _package(name: str, bounds: str, extra: str | None) -> Finding:
    needed = extra is None
    note = "" if needed else f"extra {extra}"
    command = install_command(name + bounds)
    try:
        found = version(name)
    except PackageNotFoundError:
        return Finding(name, "-", "missing" if needed else "optional", note, command, needed)
    if meets(found, bounds):
        return Finding(name, found, "ok", note, needed=needed)
    return Finding(name, found, "wrong version", f"needs {bounds}", command, needed)


def _safety_gymnasium() -> Finding:
    name = "safety-gymnasium"
    command = install_command("--no-deps", f"{name}=={SAFETY_GYMNASIUM}")
    try:
        found = version(name)
    except PackageNotFoundError:
        return Finding(name, "-", "missing", "its tasks cannot be made without", command)
    if found != SAFETY_GYMNASIUM:
        return Finding(name, found, "wrong version", f"needs {SAFETY_GYMNASIUM}", command)
    return Finding(name, found, "ok", "installed without its pins of 2023")


def _simulation(so_far: list[Finding]) -> Finding:
    name = "simulation"
    broken = [finding.name for finding in so_far if finding.wrong]
    if broken:
        return Finding(name, "not tried", "broken", f"mend {', '.join(broken)} first")
    try:
        from saferl.envs.vectorise import make_vec

        env = make_vec("SafetyPointGoal1-v0", num_envs=1, seed=0)
        try:
            env.reset()
            env.step(env.action_space.sample())
        finally:
            env.close()
    except Exception as error:  # whatever it is, the reader wants to know
        return Finding(name, "failed", "broken", f"{type(error).__name__}: {error}")
    return Finding(name, "works", "ok", "one step of SafetyPointGoal1-v0")


def _rendering() -> Finding:
    name = "rendering"
    try:
        from saferl.envs.rendering import require_opengl

        require_opengl()
    except SafeRLError as error:
        return Finding(name, "no OpenGL backend", "optional", str(error), needed=False)
    except Exception as error:
        return Finding(name, "failed", "optional", f"{type(error).__name__}: {error}", needed=False)
    return Finding(name, os.environ.get("MUJOCO_GL", "works"), "ok", "rgb_array", needed=False)
