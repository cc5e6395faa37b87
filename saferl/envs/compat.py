"""Safety-Gymnasium 1.0.0 on today's stack. Only this module knows how.

The package's front end is tied to Gymnasium 0.28 and its task modules do not import on Python 3.11
and later (ndarray dataclass defaults). Its task classes, however, run unchanged on Gymnasium 1.x,
MuJoCo 3.x and NumPy 2 once three things are arranged while they are imported:

1. ``safety_gymnasium`` is a bare package module, so that its ``__init__`` never runs;
2. ``safety_gymnasium.utils.registration`` and the multi-agent module are empty stand-ins;
3. ``dataclasses.dataclass`` turns ndarray defaults into default factories.

Nothing of this outlives the import: afterwards ``sys.modules`` holds what it held before, and the
task classes live in modules only this one refers to. If the real package is already imported, its
classes are used as they are; importing it later still works.
"""

from __future__ import annotations

import dataclasses
import importlib
import importlib.machinery
import importlib.util
import inspect
import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from saferl.errors import MissingDependencyError

__all__ = ["INSTALL_COMMAND", "is_installed", "stock_module"]

INSTALL_COMMAND = "pip install --no-deps safety-gymnasium==1.0.0"

_PACKAGE = "safety_gymnasium"
_STAND_INS = (
    f"{_PACKAGE}.utils.registration",
    f"{_PACKAGE}.tasks.safe_multi_agent.safe_mujoco_multi",
)
_lock = threading.RLock()
_modules: dict[str, types.ModuleType] = {}


def is_installed() -> bool:
    """Whether Safety-Gymnasium is there to be imported (nothing is imported to find out)."""
    return _PACKAGE in sys.modules or importlib.util.find_spec(_PACKAGE) is not None


def stock_module(name: str) -> Any:
    """Import a module of Safety-Gymnasium, ``"builder"`` for ``safety_gymnasium.builder``.

    Raises:
        MissingDependencyError: Safety-Gymnasium is not installed.
    """
    full = f"{_PACKAGE}.{name}"
    with _lock:
        if not _modules and getattr(sys.modules.get(_PACKAGE), "VERSION", None) is not None:
            return importlib.import_module(full)  # the user's own, already working
        if full not in _modules:
            with _arranged_import():
                importlib.import_module(full)
        return _modules[full]


@contextmanager
def _arranged_import() -> Iterator[None]:
    """Lay our private copy of the package into ``sys.modules``; take it out again afterwards."""
    before = _take_out()
    try:
        if not _modules:
            _modules.update(_bare_package())
        sys.modules.update(_modules)
        with _array_defaults_allowed():
            yield
        _modules.update(_package_modules())
    finally:
        _take_out()
        sys.modules.update(before)


def _package_modules() -> dict[str, types.ModuleType]:
    return {k: m for k, m in sys.modules.items() if k == _PACKAGE or k.startswith(_PACKAGE + ".")}


def _take_out() -> dict[str, types.ModuleType]:
    found = _package_modules()
    for name in found:
        del sys.modules[name]
    return found


def _bare_package() -> dict[str, types.ModuleType]:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None or spec.submodule_search_locations is None:
        raise MissingDependencyError(
            f"Safety-Gymnasium is not installed; run `saferl doctor --fix` or `{INSTALL_COMMAND}`"
        )
    package = types.ModuleType(_PACKAGE)
    package.__path__ = list(spec.submodule_search_locations)
    package.__file__ = spec.origin
    package.__spec__ = spec
    package.__package__ = _PACKAGE
    made = {_PACKAGE: package}
    for name in _STAND_INS:
        stand_in = types.ModuleType(name)
        # what `from ... import` finds; none of it is reachable from the task classes
        for attribute in ("make", "register", "make_ma"):
            setattr(stand_in, attribute, None)
        made[name] = stand_in
    return made


@contextmanager
def _array_defaults_allowed() -> Iterator[None]:
    """Let ``@dataclass`` accept ndarray defaults by copying them for each instance."""
    original = dataclasses.dataclass

    def dataclass(cls: Any = None, /, **options: Any) -> Any:
        def wrap(cls: Any) -> Any:
            for name in inspect.get_annotations(cls):
                value = cls.__dict__.get(name)
                if isinstance(value, np.ndarray):
                    setattr(cls, name, dataclasses.field(default_factory=value.copy))
            return original(cls, **options)

        return wrap if cls is None else wrap(cls)

    dataclasses.dataclass = dataclass
    try:
        yield
    finally:
        dataclasses.dataclass = original
