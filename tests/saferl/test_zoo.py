import numpy as np
import pytest

from saferl import load_policy, zoo
from saferl.envs.tasks import task_ids
from saferl.errors import InputError


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    for name in ("SafetyPointGoal1-v0/ppo", "SafetyPointGoal1-v0/ppo-lagrangian", "Other-v0/ppo"):
        path = tmp_path / f"{name}.safetensors"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    monkeypatch.setattr(zoo, "FOLDER", tmp_path)
    monkeypatch.setattr("saferl.zoo.shelves.entry_points", lambda group: [])
    return tmp_path


def test_entries_are_found_by_task(shelf):
    found = zoo.entries("saferl/SafetyPointGoal1-v0")
    assert [entry.source for entry in found] == [
        "zoo:SafetyPointGoal1-v0/ppo",
        "zoo:SafetyPointGoal1-v0/ppo-lagrangian",
    ]
    assert len(zoo.entries()) == 3
    assert found[0].card == shelf / "SafetyPointGoal1-v0" / "ppo.md"


@pytest.mark.parametrize("prefix", ["", "zoo:", "zoo:saferl/"])
def test_names_are_resolved(shelf, prefix):
    assert zoo.path_of(f"{prefix}Other-v0/ppo") == shelf / "Other-v0" / "ppo.safetensors"


def test_unknown_names_suggest_the_nearest(shelf):
    with pytest.raises(InputError, match="did you mean 'SafetyPointGoal1-v0/ppo-lagrangian'"):
        zoo.path_of("zoo:SafetyPointGoal1-v0/ppo-lagrange")


def test_an_empty_zoo_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(zoo, "FOLDER", tmp_path)
    monkeypatch.setattr("saferl.zoo.shelves.entry_points", lambda group: [])
    with pytest.raises(InputError, match="ships none"):
        zoo.path_of("SafetyPointGoal1-v0/ppo")


@pytest.mark.parametrize("entry", zoo.entries_in(zoo.FOLDER), ids=lambda entry: entry.source)
def test_what_ships_loads_acts_and_has_its_card(entry):
    assert entry.task in task_ids()
    policy = load_policy(entry.source, env_id=entry.task)
    shape = policy.observation_space.shape
    action, _ = policy.predict(np.zeros((2, *shape)), deterministic=True, episode_start=[True] * 2)
    assert action.shape == (2, *policy.action_space.shape)
    card = entry.card.read_text(encoding="utf-8")
    for word in ("    saferl ", "--seed", "steps", "commit", "episodes with seeds from", "95%"):
        assert word in card, word
