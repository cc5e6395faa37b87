import csv
import json

import numpy as np
import pytest

from saferl import checkpoints, load_policy
from saferl.algorithms import PPO
from saferl.commands import exits

TASK = "SafetyPointGoal1-v0"
SIZES = {"num-envs": 2, "unroll": 50, "workers": 0, "minibatch": 50, "epochs": 2, "hidden": 8}
SMALL = [f"--{name}={value}" for name, value in SIZES.items()] + ["--torch-threads=1"]
START = ["train", "--env", TASK, *SMALL, "--quiet"]


def test_a_run_leaves_policy_checkpoint_log_and_configuration(saferl, tmp_path):
    out = tmp_path / "run"
    code, text, _ = saferl(
        *START, "--steps", 200, "--budget", 25, "--pid-aim", 0.9, "--seed", 7, "--out", out
    )
    assert code == exits.DONE
    assert "200 steps done" in text
    config = json.loads((out / "config.json").read_text())
    assert config["seed"] == 7
    assert config["config"]["hidden"] == [8]
    assert config["multiplier"]["aim"] == 0.9
    assert config["constraints"][0]["budget"] == 25.0
    assert load_policy(str(out / "policy.safetensors")).predict(np.zeros(60))[0].shape == (2,)
    with (out / "progress.csv").open() as stream:
        assert [int(row["steps"]) for row in csv.DictReader(stream)] == [100, 200]


def test_a_resumed_run_equals_an_uninterrupted_one(saferl, tmp_path):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    budget = ["--budget", 25, "--checkpoint-every", 200]
    assert saferl(*START, *budget, "--steps", 400, "--out", whole)[0] == exits.DONE
    assert saferl(*START, *budget, "--steps", 200, "--out", parts)[0] == exits.DONE
    resume = ["train", "--resume", "--steps", 400, "--checkpoint-every", 200, "--quiet"]
    assert saferl(*resume, "--out", parts)[0] == exits.DONE
    first, second = (checkpoints.read(d / "policy.safetensors") for d in (whole, parts))
    assert first.tensors.keys() == second.tensors.keys()
    for name, tensor in first.tensors.items():
        assert np.array_equal(tensor, second.tensors[name]), name


def test_resuming_a_finished_run_does_nothing(saferl, tmp_path):
    out = tmp_path / "run"
    saferl(*START, "--steps", 100, "--out", out)
    before = (out / "checkpoint.safetensors").read_bytes()
    code, text, _ = saferl("train", "--resume", "--steps", 100, "--out", out)
    assert code == exits.DONE
    assert "100 steps done" in text
    assert (out / "checkpoint.safetensors").read_bytes() == before


def test_a_folder_that_holds_a_run_is_not_overwritten(saferl, tmp_path):
    out = tmp_path / "run"
    saferl(*START, "--steps", 100, "--out", out)
    before = (out / "policy.safetensors").read_bytes()
    code, _, err = saferl(*START, "--steps", 100, "--out", out)
    assert code == exits.BAD_INPUT
    assert "already holds a run" in err
    assert (out / "policy.safetensors").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--algo", "pppo"], "unknown algorithm 'pppo'; did you mean 'ppo'?"),
        (["--env", "SafetyPointGaol1-v0"], "did you mean 'SafetyPointGoal1-v0'"),
        (["--gama", "0.9"], "unknown option '--gama'; did you mean '--gamma'"),
        (["--budget", "-1"], "budget of 'cost' is -1"),
        (["--budget", "nan"], "budget of 'cost'"),
        (["--multiplier", "pid"], "add --budget"),
        (["--multiplier", "ppid", "--budget", "1"], "did you mean 'pid'"),
        (["--multiplier", "none", "--pid-aim", "1"], "unknown option '--pid-aim'"),
        (["--pid-aim", "0.5"], "belong to a multiplier"),
        (["--seed", "1000000"], "seed is 1000000"),
        (["--gamma", "1.5"], "gamma is 1.5"),
        (["--steps", "0"], "0 is not positive"),
        (["--constraint", "stay calm \\o/"], ""),
        (["--constraint", '{"name": "x"}'], "'formula' is missing"),
        (["--constraint", "none.json"], "cannot read constraints"),
        (["--resume", "--algo", "ppo"], "no checkpoint at"),
    ],
)
def test_bad_input_leaves_nothing_behind(saferl, tmp_path, options, message):
    out = tmp_path / "run"
    code, text, err = saferl(*START, "--steps", 100, "--out", out, *options)
    assert code in (exits.BAD_INPUT, exits.AMBIGUOUS, exits.REFUSED)
    assert message in err
    assert "Traceback" not in err
    assert text == ""
    assert not out.exists()


def test_no_task_is_named(saferl, tmp_path):
    code, _, err = saferl("train", "--steps", 10, "--out", tmp_path / "run")
    assert code == exits.BAD_INPUT
    assert "add --env ID" in err


def test_settings_cannot_be_changed_by_resuming(saferl, tmp_path):
    out = tmp_path / "run"
    saferl(*START, "--steps", 100, "--out", out)
    code, _, err = saferl(
        "train", "--resume", "--steps", 200, "--out", out, "--seed", 3, "--gamma", 0.9
    )
    assert code == exits.BAD_INPUT
    assert "leave out seed, gamma" in err


def test_an_interrupted_run_says_how_to_go_on(saferl, tmp_path, monkeypatch):
    out = tmp_path / "run"
    iterate = PPO.iterate

    def interrupted(self):
        if self.steps >= 200:
            raise KeyboardInterrupt
        return iterate(self)

    monkeypatch.setattr(PPO, "iterate", interrupted)
    code, text, _ = saferl(*START, "--steps", 400, "--checkpoint-every", 100, "--out", out)
    assert code == exits.INTERRUPTED
    assert f"saferl train --resume --out {out} --steps 400" in " ".join(text.split())
    monkeypatch.undo()
    assert saferl("train", "--resume", "--out", out, "--steps", 400)[0] == exits.DONE


def test_a_dual_multiplier_has_settings_of_its_own(saferl, tmp_path):
    out = tmp_path / "run"
    options = ["--multiplier", "dual", "--dual-step-size", "0.5", "--budget", "3"]
    assert saferl(*START, "--steps", 100, "--out", out, *options)[0] == exits.DONE
    rule = json.loads((out / "config.json").read_text())["multiplier"]
    assert (rule["name"], rule["step_size"]) == ("dual", 0.5)


def test_two_constraints_have_a_multiplier_each(saferl, tmp_path):
    out = tmp_path / "run"
    near = json.dumps(
        {
            "name": "vases",
            "budget": 5,
            "formula": {"type": "never", "predicate": {"type": "contact", "group": "vases"}},
        }
    )
    options = ["--budget", "25", "--constraint", near]
    assert saferl(*START, "--steps", 100, "--out", out, *options)[0] == exits.DONE
    header = (out / "progress.csv").read_text().splitlines()[0]
    assert "multipliers/cost" in header
    assert "multipliers/vases" in header
