"""One door for policies: names, files and objects, and one clear error for each wrong one."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from gymnasium import spaces

import saferl
from saferl import checkpoints
from saferl.errors import CheckpointError, InputError, MissingDependencyError
from saferl.normalizers import ObservationNormalizer
from saferl.policies import MlpPolicy, as_policy, kinds, load_policy
from saferl.zoo.entry import ZooEntry


def test_it_is_saferl_load_policy() -> None:
    assert saferl.load_policy is load_policy


@pytest.mark.parametrize("name", ["p.safetensors", "p", "p.ckpt"])
def test_checkpoints_of_this_library(make_mlp: Any, tmp_path: Path, name: str) -> None:
    make_mlp().save(tmp_path / name)
    for source in (tmp_path / name, str(tmp_path / name)):
        policy = load_policy(source)
        assert isinstance(policy, MlpPolicy)
        observation = np.ones(6)
        np.testing.assert_array_equal(
            policy.predict(observation, deterministic=True)[0],
            make_mlp().predict(observation, deterministic=True)[0],
        )


def test_a_task_that_does_not_fit_is_named(make_mlp: Any, tmp_path: Path) -> None:
    make_mlp().save(tmp_path / "p.safetensors")
    with pytest.raises(InputError, match=r"observes Box\(-inf..inf, \(6,\)\), the task shows Box"):
        load_policy(tmp_path / "p.safetensors", env_id="CartPole-v1")


def test_an_unknown_task_is_named() -> None:
    with pytest.raises(InputError, match="did you mean 'SafetyPointGoal1-v0'"):
        load_policy(lambda o: o, env_id="SafetyPointGoal1")


def test_spaces_come_from_the_task() -> None:
    policy = load_policy(lambda o: 0, env_id="CartPole-v1")
    assert policy.action_space == spaces.Discrete(2)
    with pytest.raises(InputError, match="env_id, or the spaces, not both"):
        load_policy(lambda o: 0, env_id="CartPole-v1", action_space=spaces.Discrete(2))


@pytest.mark.skipif(find_spec("safety_gymnasium") is None, reason="needs Safety-Gymnasium")
@pytest.mark.parametrize("prefix", ["", "saferl/"])
def test_tasks_come_with_or_without_their_prefix(prefix: str) -> None:
    policy = load_policy(lambda o: np.zeros(2), env_id=f"{prefix}SafetyPointGoal1-v0")
    assert policy.predict(np.zeros(60))[0].shape == (2,)


def test_missing_files_and_folders(tmp_path: Path, make_mlp: Any) -> None:
    with pytest.raises(InputError, match=r"there is no such file$"):
        load_policy(tmp_path / "p")
    (tmp_path / "notes.txt").write_text("hello")
    make_mlp().save(tmp_path / "p.safetensors")
    with pytest.raises(InputError, match=r"did you mean '.*p\.safetensors'\?"):
        load_policy(tmp_path / "p")
    with pytest.raises(InputError, match=r"is a folder.*; it holds p\.safetensors$"):
        load_policy(tmp_path)
    with pytest.raises(InputError, match="is a folder"):
        load_policy("")


@pytest.mark.parametrize(
    ("name", "content"),
    [("p.txt", b"hello"), ("p", b""), ("p.pkl", b"\x80\x04N."), ("p.py", b"import os")],
)
def test_unknown_kinds_of_file(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    for trust in (False, True):
        with pytest.raises(InputError, match=r"of no kind that is known; expected \.safetensors"):
            load_policy(tmp_path / name, trust=trust)


def test_truncated_checkpoints(make_mlp: Any, tmp_path: Path) -> None:
    path = tmp_path / "p.safetensors"
    make_mlp().save(path)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(CheckpointError, match="truncated"):
        load_policy(path)


def test_a_normaliser_for_what_has_its_own_is_refused(make_mlp: Any, tmp_path: Path) -> None:
    make_mlp().save(tmp_path / "p.safetensors")
    for source in (tmp_path / "p.safetensors", make_mlp()):
        with pytest.raises(InputError, match="leave it out"):
            load_policy(source, ObservationNormalizer(6))


def test_unknown_kinds_of_checkpoint_name_the_known(tmp_path: Path) -> None:
    checkpoints.write(tmp_path / "p.safetensors", kind="alien", tensors={}, document={})
    with pytest.raises(
        CheckpointError, match=r"holds a 'alien' checkpoint.*known kinds: .*mlp-policy"
    ):
        load_policy(tmp_path / "p.safetensors")


def test_weights_of_a_users_network_say_how_to_go_on(tmp_path: Path) -> None:
    checkpoints.write(tmp_path / "p.safetensors", kind="network-policy", tensors={}, document={})
    with pytest.raises(CheckpointError, match=r"PPO\.load\(.*network=\.\.\.\)\.policy"):
        load_policy(tmp_path / "p.safetensors")


def plug_in(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    def entry_points(*, group: str) -> list[EntryPoint]:
        assert group == "saferl.policies"
        return [EntryPoint("alien", value, group)]

    monkeypatch.setattr(kinds, "entry_points", entry_points)


def test_other_packages_plug_in_their_kinds(
    make_mlp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = make_mlp()
    module = SimpleNamespace(load=lambda checkpoint: (checkpoint.document["a"], policy)[1])
    monkeypatch.setitem(sys.modules, "alien_policies", module)
    plug_in(monkeypatch, "alien_policies:load")
    checkpoints.write(tmp_path / "p.safetensors", kind="alien", tensors={}, document={"a": 1})
    assert load_policy(tmp_path / "p.safetensors") is policy


def test_a_plug_in_that_is_broken_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, "no_such_package:load")
    checkpoints.write(tmp_path / "p.safetensors", kind="alien", tensors={}, document={})
    with pytest.raises(MissingDependencyError, match="'no_such_package:load', which cannot be"):
        load_policy(tmp_path / "p.safetensors")


def test_zoo_names_go_to_the_zoo(
    make_mlp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_mlp().save(tmp_path / "p.safetensors")
    asked: list[str] = []

    def entry_of(name: str) -> ZooEntry:
        asked.append(name)
        return ZooEntry("SafetyPointGoal1-v0", "ppo", tmp_path / "p.safetensors")

    zoo = SimpleNamespace(entry_of=entry_of)
    monkeypatch.setitem(sys.modules, "saferl.zoo", zoo)
    monkeypatch.setattr(saferl, "zoo", zoo, raising=False)
    assert isinstance(load_policy("zoo:SafetyPointGoal1-v0/ppo"), MlpPolicy)
    assert asked == ["zoo:SafetyPointGoal1-v0/ppo"]


def test_what_is_a_policy_already_comes_back_as_it_is(make_mlp: Any) -> None:
    policy = make_mlp()
    assert as_policy(policy) is policy
    assert load_policy(policy) is policy


def test_of_a_trainer_its_policy_is_taken(make_mlp: Any) -> None:
    policy = make_mlp()
    trainer = SimpleNamespace(predict=policy.predict, policy=policy)
    assert as_policy(trainer) is policy


@pytest.mark.parametrize("thing", [3, None, object(), MlpPolicy])
def test_what_does_not_act_is_refused(thing: Any) -> None:
    with pytest.raises(InputError, match="is nothing that acts"):
        load_policy(thing)


def test_as_policy_takes_no_names() -> None:
    with pytest.raises(InputError, match=r"is a name, not a policy; use saferl\.load_policy"):
        as_policy("zoo:SafetyPointGoal1-v0/ppo")
