"""The README's commands and programs run, on small settings, and its links to files hold."""

import re
import shlex
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from saferl.algorithms import PPOConfig
from saferl.commands import BUILT_IN, exits, main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SMALL = PPOConfig(
    num_envs=2, unroll=50, workers=0, minibatch=50, epochs=1, hidden=(8,), torch_threads=1
)
FEW = ["--num-envs=2", "--workers=0"]
SMALL_OPTIONS = {
    "ppo": [*FEW, "--unroll=50", "--minibatch=50", "--epochs=1"],
    "sac": [*FEW, "--unroll=50", "--start-steps=40", "--batch=16"],
    "edit": [*FEW, "--warm-up=50", "--batch=16", "--calibration-episodes=2", "--episodes=2"],
    "certify": ["--episodes=2"],
}
# two episodes certify no rate, and so little training meets a budget by chance or not at all
UNMET = {"certify": {exits.UNMET}, "edit": {exits.DONE, exits.UNMET}}


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands():
    return [line for block in blocks("bash") for line in block.strip().splitlines()]


def made_small(words):
    words = [{"1e6": "200", "2e5": "3000"}.get(word, word) for word in words]
    if words[0] in ("evaluate", "compare"):
        if "--episodes" in words:
            words[words.index("--episodes") + 1] = "2"
        else:
            words += ["--episodes", "2"]
    if words[0] == "rebudget":  # what is trained so little serves no budget
        words[1] = "zoo:SafetyPointGoal1-v0/edited"
    kind = words[words.index("--algo") + 1] if words[0] == "train" else verb(words)
    return words + SMALL_OPTIONS.get(kind, [])


def verb(words):
    return words[1] if words[0] == "shield" else words[0]


def test_the_commands_run_one_after_the_other(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    lines = [shlex.split(line) for line in commands() if line.startswith("saferl ")]
    ran = [made_small(words[1:]) for words in lines if words[1] != "doctor"]
    assert len(ran) >= 15
    for words in ran:
        expected = UNMET.get(verb(words), {exits.DONE})
        assert main(words) in expected, (words, capfd.readouterr().err)
    assert (tmp_path / "curves.png").is_file()
    assert (tmp_path / "tradeoff.png").is_file()
    assert (tmp_path / "path.png").is_file()


def run(program, scope):
    exec(compile(program, "README.md", "exec"), scope)  # noqa: S102 - it is our own
    return scope


def test_the_programs_run_one_after_the_other(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    programs = blocks("python")
    assert len(programs) == 2
    train, deploy = programs
    small = train.replace("1_000_000", "100").replace("seed=0)", "seed=0, config=SMALL)")
    small = small.replace(
        "constraints=constraints)\nprint", "constraints=constraints, episodes=2)\nprint"
    )
    assert small.count("SMALL") == small.count("episodes=2") == 1
    run(small, {"SMALL": SMALL})
    assert "undecided" in capfd.readouterr().out
    scope = run(deploy.replace("shielded", "runs/two/policy"), {})
    assert scope["observation"].shape == (60,)


@pytest.mark.parametrize("line", [line for line in commands() if line.startswith("make ")])
def test_the_make_targets_exist(line):
    target = line.split()[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_command_named_exists():
    named = re.findall(r"^saferl ([a-z]+)|`saferl ([a-z]+)", README, re.MULTILINE)
    plugged_in = {entry.name for entry in entry_points(group="saferl.commands")}
    assert {first or second for first, second in named} <= {*BUILT_IN, *plugged_in}
    assert len(named) >= 9
