"""What the package offers, and that acting with what it makes needs no torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import editors
from editors import EditedPolicy
from saferl.constraints import task_cost
from tests.editors.bases import mlp_base


@pytest.mark.parametrize("name", editors.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert callable(getattr(editors, name))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'editt'"):
        editors.editt  # noqa: B018


def test_acting_with_an_edited_policy_imports_no_torch(tmp_path: Path) -> None:
    policy = EditedPolicy(
        base=mlp_base(),
        layers=((np.zeros((2, 6), np.float32), np.zeros(2, np.float32)),),
        mean=np.zeros(3),
        scale=np.ones(3),
        constraints=(task_cost(25.0),),
        prices=np.zeros(1),
    )
    policy.save(tmp_path / "policy.safetensors")
    program = (
        "import sys; sys.modules['torch'] = None\n"
        "import numpy, saferl\n"
        f"policy = saferl.load_policy({str(tmp_path / 'policy.safetensors')!r})\n"
        "print(policy.decide(numpy.zeros(3), deterministic=True).edited)\n"
        "import editors.command\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
    assert done.returncode == 0, done.stderr
