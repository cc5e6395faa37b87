import shlex

import pytest

from saferl import load_policy
from saferl.commands import exits

TASK = "SafetyPointGoal1-v0"
SMALL = ["--steps", 60, "--rounds", 2, "--updates", 3, "--num-envs", 2, "--hidden", "8,8"]


def test_a_clone_is_written_and_training_goes_on_from_it(saferl, policy_file, tmp_path):
    out = tmp_path / "clones" / "one.safetensors"
    code, text, err = saferl("clone", policy_file, *SMALL, "--seed", 3, "--quiet", "--out", out)
    assert (code, err) == (exits.DONE, "")
    assert f"wrote {out}" in text.replace("\n", "")
    card = load_policy(str(out)).card
    assert (card["algorithm"], card["env_id"], card["seed"]) == ("clone", TASK, 3)
    tuned = tmp_path / "tuned"
    sizes = ["--num-envs", 2, "--unroll", 20, "--workers", 0, "--minibatch", 20, "--epochs", 1]
    start = ["train", "--env", TASK, "--start-from", out, "--steps", 40, *sizes]
    assert saferl(*start, "--quiet", "--out", tuned)[0] == exits.DONE
    begun = load_policy(str(tuned / "policy.safetensors"))
    assert begun.card["started_from"]["source"] == str(out)
    cloned = begun.card["started_from"]["card"]["cloned"]
    assert cloned["source"] == str(policy_file)
    assert saferl(*start, "--initial-log-std", -1, "--out", tuned)[0] == exits.BAD_INPUT


def test_the_next_command_can_be_typed(saferl, policy_file, tmp_path):
    out = tmp_path / "[a] b.safetensors"
    text = saferl("clone", policy_file, *SMALL, "--quiet", "--out", out)[1]
    words = shlex.split(text.split("next: ")[1])
    assert words == ["saferl", "compare", str(policy_file), str(out), "--env", TASK]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--out", "clone.onnx"], "expected a file that ends in .safetensors"),
        (["--out", "taken.safetensors"], "exists; choose another file"),
        (["--out", "c.safetensors", "--env", "SafetyPointPush1-v0"], "observ"),
        (["--out", "taken.safetensors/c.safetensors"], "cannot write to"),
        (["--out", "c.safetensors", "--hidden", "8,x"], "--hidden"),
        (["--out", "c.safetensors", "--hidden", "8,0"], "--hidden"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(
    saferl, policy_file, tmp_path, monkeypatch, words, message
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken.safetensors").write_bytes(b"mine")
    code, _, err = saferl("clone", policy_file, *words)
    assert code == exits.BAD_INPUT
    assert message in err
    assert "Traceback" not in err
    assert (tmp_path / "taken.safetensors").read_bytes() == b"mine"
    assert {p.name for p in tmp_path.glob("*.safetensors")} == {
        "policy.safetensors",
        "taken.safetensors",
    }
