"""What `import saferl` gives: every public name, and nothing heavy until it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import saferl


def test_every_public_name_is_there():
    for name in saferl.__all__:
        assert getattr(saferl, name).__name__ == name or name == "Policy"


def test_unknown_names_are_attribute_errors():
    with pytest.raises(AttributeError, match="no attribute 'evalute'"):
        saferl.evalute  # noqa: B018


def test_importing_saferl_imports_nothing_heavy():
    code = (
        "import sys, saferl; "
        "print([m for m in ('torch', 'mujoco', 'safety_gymnasium', 'matplotlib', 'editors', "
        "'lookahead', 'natural_language') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
