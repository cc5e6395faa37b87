"""``saferl rebudget``: what it shows, what it writes, what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from editors import EditedPolicy
from saferl import load_policy
from saferl.commands import exits, main
from tests.editors.bases import mlp_base
from tests.editors.test_edited_policy import edited_policy, observations

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rebudget(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*words: object) -> tuple[int, str, str]:
        code = main(["rebudget", *map(str, words)])
        out, err = capsys.readouterr()
        return code, out.replace("\n", " "), err.replace("\n", " ")

    return run


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    edited_policy().save(tmp_path / "policy.safetensors")
    return tmp_path / "policy.safetensors"


def test_it_shows_what_each_price_cost_and_the_budgets_within_reach(
    rebudget: Command, policy: Path
) -> None:
    code, out, _ = rebudget(policy)
    assert code == exits.DONE
    assert "a budget of 25 for 'cost'" in out
    assert "44.00" in out
    assert "'cost' from 7 to 50" in out  # trained for 5 and more, but 7 is what was reached


@pytest.mark.parametrize("words", ["23", "cost=23"])
def test_it_writes_a_copy_at_another_budget(
    rebudget: Command, policy: Path, tmp_path: Path, words: str
) -> None:
    out = tmp_path / "new" / "copy.safetensors"
    code, said, _ = rebudget(policy, "--budget", words, "--out", out)
    assert code == exits.DONE
    assert "a budget of 23 for 'cost'" in said
    copy = load_policy(out)
    assert copy.budgets == {"cost": 23.0}
    expected = EditedPolicy.load(policy).with_budget(23.0)
    np.testing.assert_array_equal(
        copy.predict(observations())[0], expected.predict(observations())[0]
    )


def test_it_exports_the_copy(rebudget: Command, policy: Path, tmp_path: Path) -> None:
    graph = tmp_path / "copy.onnx"
    assert rebudget(policy, "--budget", 30, "--export", graph)[0] == exits.DONE
    spaces = {"observation_space": mlp_base().observation_space}
    spaces["action_space"] = mlp_base().action_space
    loaded = load_policy(graph, **spaces)
    expected = EditedPolicy.load(policy).with_budget(30.0)
    np.testing.assert_allclose(
        loaded.predict(observations())[0], expected.predict(observations())[0], atol=1e-5
    )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--budget", "ten"], "takes a number, or NAME=NUMBER"),
        (["--budget", "60"], "trained for, 5 to 50"),
        (["--budget", "6"], "lowest mean cost reached is 6"),
        (["--budget", "hazards=10"], "hazards"),
        (["--budget", "cost=10", "--budget", "cost=20"], "given twice"),
        (["--budget", "cost=10", "--budget", "20"], "names no constraint"),
        (["--budget", "nan"], "nan"),
    ],
)
def test_a_budget_it_cannot_serve_is_one_line_and_nothing_is_written(
    rebudget: Command, policy: Path, tmp_path: Path, words: list[str], complaint: str
) -> None:
    out = tmp_path / "copy.safetensors"
    code, _, err = rebudget(policy, *words, "--out", out)
    assert code == exits.BAD_INPUT
    assert complaint in err
    assert not out.exists()


def test_files_that_do_not_fit_are_refused(rebudget: Command, policy: Path, tmp_path: Path) -> None:
    assert "nowhere to write" in rebudget(policy, "--budget", 30)[2]
    assert "add --budget" in rebudget(policy, "--out", tmp_path / "a.safetensors")[2]
    assert ".safetensors" in rebudget(policy, "--budget", 30, "--out", tmp_path / "a.txt")[2]
    assert "already there" in rebudget(policy, "--budget", 30, "--out", policy)[2]
    mlp_base().save(tmp_path / "plain.safetensors")
    assert "no edited policy" in rebudget(tmp_path / "plain.safetensors")[2]
    replace(edited_policy(), curve=None).save(tmp_path / "raw.safetensors")
    assert "not calibrated" in rebudget(tmp_path / "raw.safetensors")[2]
