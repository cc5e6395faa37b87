import json

import pytest

from saferl.commands import exits
from saferl.evaluation import Episode, Report
from tests.saferl.commands.conftest import TASK, a_policy

VASES = '{"name": "vases", "budget": 0, "enforce": "always", "formula": {"type": "never", \
"predicate": {"type": "contact", "group": "vases"}}}'


def test_the_task_and_the_budget_come_from_the_policy(saferl, policy_file):
    code, out, _ = saferl("evaluate", policy_file, "--episodes", 2)
    assert code == exits.DONE
    assert f"{TASK}, 2 episodes (seeds 1000000 to 1000001)" in " ".join(out.split())
    assert "cost ≤ 25" in out
    assert "undecided" in out


def test_report_and_recordings_are_written(saferl, policy_file, tmp_path):
    out = tmp_path / "out"
    options = ["--episodes", 2, "--record", 1, "--constraint", VASES, "--out", out]
    assert saferl("evaluate", policy_file, *options)[0] == exits.DONE
    report = Report.load(out / "report.json")
    assert [c.name for c in report.constraints] == ["vases"]
    episode = Episode.load(out / "episode-1000000.npz")
    assert episode.reward.sum() == pytest.approx(report.returns[0])
    assert episode.constraints == report.constraints
    assert "agent" in episode.pose_names
    assert sorted(path.name for path in out.iterdir()) == ["episode-1000000.npz", "report.json"]


def test_json_is_one_document_on_standard_output(saferl, policy_file):
    code, out, _ = saferl("evaluate", policy_file, "--episodes", 2, "--json", "--first-seed", 5)
    assert code == exits.DONE
    report = Report.from_json(json.loads(out))
    assert report.seeds == (5, 6)


def test_the_same_command_gives_the_same_report(saferl, policy_file):
    words = ["evaluate", policy_file, "--episodes", 3, "--json", "--stochastic"]
    first = Report.from_json(json.loads(saferl(*words)[1]))
    second = Report.from_json(json.loads(saferl(*words, "--num-envs", 2)[1]))
    assert first == second


def test_a_requirement_that_is_not_shown_to_be_met_exits_with_1(saferl, policy_file):
    words = ["evaluate", policy_file, "--episodes", 2, "--require", "satisfied"]
    assert saferl(*words)[0] == exits.UNMET


def test_a_requirement_that_is_met_exits_with_0(saferl, policy_file):
    words = ["evaluate", policy_file, "--episodes", 10, "--require", "satisfied"]
    assert saferl(*words, "--budget", 1000)[0] == exits.DONE


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--episodes", "0"], "--episodes is 0"),
        (["--episodes", "-4"], "--episodes is -4"),
        (["--num-envs", "0"], "0 is not positive"),
        (["--budget", "-2"], "budget of 'cost' is -2"),
        (["--env", "SafetyPointGoal11-v0"], "did you mean"),
        (["--env", "SafetyCarGoal1-v0"], "does not fit the task"),
        (["--record", "1"], "add --out DIR"),
        (["--constraint", VASES.replace("vases", "vaases")], "unknown group 'vaases'"),
        (["--constraint", VASES, "--constraint", VASES], "two constraints are named 'vases'"),
        (["--workers", "-1"], "workers"),
    ],
)
def test_bad_input_is_named(saferl, policy_file, options, message):
    code, out, err = saferl("evaluate", policy_file, "--episodes", 2, *options)
    assert code == exits.BAD_INPUT
    assert message in err
    assert out == ""


def test_a_policy_that_does_not_fit_names_both_spaces(saferl, policy_file):
    _, _, err = saferl("evaluate", policy_file, "--episodes", 2, "--env", "SafetyCarGoal1-v0")
    assert "(60,)" in err
    assert "(72,)" in err


def test_a_truncated_or_foreign_policy_is_refused(saferl, policy_file):
    whole = policy_file.read_bytes()
    for content in (whole[: len(whole) // 2], b"", b"not a checkpoint at all"):
        policy_file.write_bytes(content)
        code, _, err = saferl("evaluate", policy_file, "--episodes", 2)
        assert code == exits.BAD_INPUT
        assert err.count("\n") == 1


def test_a_policy_without_a_card_needs_the_task(saferl, tmp_path):
    path = tmp_path / "bare.safetensors"
    a_policy().save(path)
    code, _, err = saferl("evaluate", path, "--episodes", 2)
    assert code == exits.BAD_INPUT
    assert "add --env ID" in err
    code, out, _ = saferl("evaluate", path, "--episodes", 2, "--env", f"saferl/{TASK}")
    assert code == exits.DONE
    assert "verdict" not in out


def test_require_needs_a_budget(saferl, tmp_path):
    path = tmp_path / "bare.safetensors"
    a_policy().save(path)
    code, _, err = saferl(
        "evaluate", path, "--episodes", 2, "--env", TASK, "--require", "satisfied"
    )
    assert code == exits.BAD_INPUT
    assert "needs a budget" in err


def test_the_zoo_is_named_by_task_and_policy(saferl, zoo):
    code, out, _ = saferl("evaluate", f"zoo:{TASK}/ppo", "--episodes", 1, "--budget", 25)
    assert code == exits.DONE
    assert out.startswith("ppo on")
    code, _, err = saferl("evaluate", f"zoo:{TASK}/ppo-lagrange", "--episodes", 1)
    assert code == exits.BAD_INPUT
    assert f"did you mean '{TASK}/ppo-lagrangian'" in err
