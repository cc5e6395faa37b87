"""Publishing into the zoo: the card's command is the one that trained the policy."""

from __future__ import annotations

import json
import shlex

import pytest

import saferl
from saferl.algorithms import PPOConfig
from saferl.commands import main
from saferl.errors import InputError
from saferl.zoo import publish, publish_made

ARGUMENTS = (
    "train --algo ppo --env SafetyPointGoal0-v0 --steps 120 --seed 7 --budget 5 --multiplier pid "
    "--pid-aim 0.9 --num-envs 3 --workers 0 --unroll 20 --hidden 8,8 --minibatch 60 --epochs 1 "
    "--checkpoint-every 60"
)


@pytest.fixture
def run(tmp_path):
    assert main([*shlex.split(ARGUMENTS), "--quiet", "--out", str(tmp_path / "run")]) == 0
    return tmp_path / "run"


def test_the_card_repeats_the_command_that_trained_the_policy(run, tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "FOLDER", tmp_path / "zoo")
    card = publish.publish(run, "ppo-lagrangian", also=[run], episodes=2)
    written = (tmp_path / "zoo/SafetyPointGoal0-v0/ppo-lagrangian.safetensors").read_bytes()
    assert written == (run / "policy.safetensors").read_bytes()
    text = card.read_text()
    assert f"saferl {ARGUMENTS} --out" in text
    assert "| 7 (ships) |" in text
    assert "| 7 |" in text


def test_the_card_names_the_policy_that_a_training_began_with(run, tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "FOLDER", tmp_path / "zoo")
    first = tmp_path / "my first.safetensors"
    first.write_bytes((run / "policy.safetensors").read_bytes())
    command = ARGUMENTS.replace("--seed 7", f"--seed 8 --start-from '{first}'")
    tuned = str(tmp_path / "tuned")
    assert main([*shlex.split(command), "--quiet", "--out", tuned]) == 0
    on = "train --resume --quiet --steps 180 --checkpoint-every 60 --out"
    assert main([*on.split(), tuned]) == 0
    card = publish.publish(tmp_path / "tuned", "tuned", episodes=2).read_text()
    assert f"saferl {command.replace('--steps 120', '--steps 180')} --out" in card
    policy = saferl.load_policy(tmp_path / "tuned" / "policy.safetensors")
    begun = policy.card["started_from"]
    assert (begun["source"], begun["card"]["seed"]) == (str(first), 7)


def test_a_setting_without_values_is_spelt_so_that_the_command_can_be_typed():
    flags = publish._flags(PPOConfig(knots=()), "")
    assert flags == ['--knots ""']


def test_the_card_has_a_table_for_each_constraint_of_the_training(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "FOLDER", tmp_path / "zoo")
    texts = ["Touch a vase at most twice.", "Stay out of the hazards."]
    written = " ".join(f"--constraint {json.dumps(text)}" for text in texts)
    command = ARGUMENTS.replace("Goal0", "Goal1").replace("--budget 5", written)
    assert main([*shlex.split(command), "--quiet", "--out", str(tmp_path / "run")]) == 0
    card = publish.publish(tmp_path / "run", "ppo-lagrangian", episodes=2).read_text()
    assert f"saferl {command} --out" in card
    assert f"--episodes 2 {written}" in card
    assert card.index(f"**{texts[0]}**") < card.index(f"**{texts[1]}**")
    assert card.count("| 7 (ships) |") == 2


def test_other_commands_are_not_other_seeds(run, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    config = json.loads((run / "config.json").read_text())
    config["config"]["gamma"] = 0.5
    (other / "config.json").write_text(json.dumps(config))
    (other / "progress.csv").write_text((run / "progress.csv").read_text())
    with pytest.raises(InputError, match="not trained by the command"):
        publish.publish(run, "ppo", also=[other], episodes=2)


def test_a_made_policy_gets_a_card_with_its_commands_and_its_base(run, tmp_path, monkeypatch):
    monkeypatch.setattr(publish_made, "FOLDER", tmp_path / "zoo")
    policy = run / "policy.safetensors"
    arguments = [str(policy), "--env", "SafetyPointGoal0-v0", "--name", "edited", "--base"]
    arguments += [str(policy), "--made-by", "saferl edit one", "--made-by", "saferl edit two"]
    publish_made.main([*arguments, "--episodes", "2", "--num-envs", "2"])
    folder = tmp_path / "zoo/SafetyPointGoal0-v0"
    assert (folder / "edited.safetensors").read_bytes() == policy.read_bytes()
    text = (folder / "edited.md").read_text()
    assert text.index("    saferl edit one") < text.index("    saferl edit two")
    assert "| edited |" in text
    assert f"| {policy} |" in text


def test_a_made_policy_without_its_commands_is_refused(run):
    with pytest.raises(InputError, match="--made-by"):
        publish_made.publish_made(run / "policy.safetensors", "x", "edited", commands=[])
