"""The NumPy actor: the right numbers, the same for every batch, and samples of each row's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from gymnasium import spaces
from hypothesis import given, settings
from hypothesis import strategies as st

from saferl import checkpoints
from saferl.errors import CheckpointError, InputError
from saferl.policies import MlpPolicy, decide

HEADS = ["gaussian", "squashed", "categorical"]


def torch_twin(policy: MlpPolicy, observation: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The distribution's parameters as torch computes them, in double precision."""
    x = np.clip((observation - policy.mean) * policy.scale, -10, 10)
    hidden = torch.from_numpy(x.astype(np.float32)).double()
    for i, (weight, bias) in enumerate(policy.layers):
        hidden = hidden @ torch.from_numpy(weight).double().T + torch.from_numpy(bias).double()
        if i + 1 < len(policy.layers):
            hidden = getattr(torch, policy.activation)(hidden)
    return hidden.numpy()


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("head", HEADS)
def test_it_computes_what_torch_computes(make_mlp: Any, head: str, activation: str) -> None:
    policy = make_mlp(head=head, activation=activation)
    observation = np.random.default_rng(1).standard_normal((5, 6)) * 3
    action, _ = policy.predict(observation, deterministic=True)
    parameters = torch_twin(policy, observation)
    if head == "categorical":
        np.testing.assert_array_equal(action, parameters.argmax(axis=1))
        return
    unit = np.tanh(parameters[:, :3]) if head == "squashed" else np.clip(parameters, -1, 1)
    np.testing.assert_allclose(action, -2 + (unit + 1) * 1.5, atol=1e-5)
    np.testing.assert_allclose(policy.modes(observation), unit, atol=1e-5)


@settings(deadline=None)
@given(
    sizes=st.lists(st.integers(1, 40), min_size=0, max_size=3),
    inputs=st.integers(1, 80),
    head=st.sampled_from(HEADS),
    batch=st.integers(1, 40),
    seed=st.integers(0, 2**16),
)
def test_a_row_gets_the_same_action_in_every_batch(
    make_mlp: Any, sizes: list[int], inputs: int, head: str, batch: int, seed: int
) -> None:
    space = spaces.Box(-np.inf, np.inf, (inputs,), np.float64)
    policy = make_mlp(seed=seed, observation_space=space, hidden=tuple(sizes), head=head)
    rng = np.random.default_rng(seed)
    observations = rng.standard_normal((batch, inputs)) * 3
    state = policy.sampling_state(rng.integers(0, 2**62, batch))
    whole, _ = policy.predict(observations, deterministic=True)
    sampled, after = policy.predict(observations, state)
    order = rng.permutation(batch)[: rng.integers(1, batch + 1)]
    np.testing.assert_array_equal(
        policy.predict(observations[order], deterministic=True)[0], whole[order]
    )
    some, some_after = policy.predict(observations[order], state[order])
    np.testing.assert_array_equal(some, sampled[order])
    np.testing.assert_array_equal(some_after, after[order])
    alone, _ = policy.predict(observations[order[0]], deterministic=True)
    np.testing.assert_array_equal(alone, whole[order[0]])


def test_wide_layers_are_row_invariant_too(make_mlp: Any) -> None:
    policy = make_mlp(hidden=(256, 256), observation_space=spaces.Box(-9, 9, (72,), np.float64))
    observations = np.random.default_rng(0).standard_normal((33, 72))
    whole, _ = policy.predict(observations, deterministic=True)
    for n in (1, 2, 4, 15, 16, 17, 32):
        np.testing.assert_array_equal(
            policy.predict(observations[:n], deterministic=True)[0], whole[:n]
        )


def test_one_observation_and_a_batch_of_one_differ_only_in_shape(make_mlp: Any) -> None:
    policy = make_mlp()
    one, _ = policy.predict(np.ones(6), deterministic=True)
    batch, _ = policy.predict(np.ones((1, 6)), deterministic=True)
    assert one.shape == (3,)
    np.testing.assert_array_equal(batch, one[None])


@pytest.mark.parametrize("head", HEADS)
def test_an_empty_batch_gives_no_actions(make_mlp: Any, head: str) -> None:
    policy = make_mlp(head=head)
    for deterministic in (True, False):
        action, _ = policy.predict(np.zeros((0, 6)), deterministic=deterministic)
        assert action.shape == (0, *policy.action_space.shape)


@pytest.mark.parametrize("head", HEADS)
def test_actions_are_elements_of_the_action_space(make_mlp: Any, head: str) -> None:
    policy = make_mlp(head=head)
    observations = np.random.default_rng(0).standard_normal((50, 6)) * 100
    for deterministic in (True, False):
        actions, _ = policy.predict(observations, deterministic=deterministic)
        assert actions.dtype == policy.action_space.dtype
        assert all(policy.action_space.contains(action) for action in actions)


def test_samples_are_a_function_of_seed_and_count(make_mlp: Any) -> None:
    policy = make_mlp()
    observation = np.ones((2, 6))

    def play(seeds: list[int]) -> list[np.ndarray[Any, Any]]:
        state, actions = policy.sampling_state(seeds), []
        for _ in range(3):
            action, state = policy.predict(observation, state)
            actions.append(action)
        return actions

    np.testing.assert_array_equal(play([3, 4]), play([3, 4]))
    first = play([3, 4])
    np.testing.assert_array_equal(np.array(first)[:, ::-1], play([4, 3]))
    assert not np.array_equal(first[0], first[1])  # the count moves on
    assert not np.array_equal(first[0][0], first[0][1])  # seeds differ


def test_sampling_leaves_the_given_state_as_it_was(make_mlp: Any) -> None:
    policy = make_mlp()
    state = policy.sampling_state([7])
    before = state.copy()
    policy.predict(np.ones((1, 6)), state)
    np.testing.assert_array_equal(state, before)


def test_noise_of_successive_steps_does_not_overlap(make_mlp: Any) -> None:
    # with many components a step uses up more of the random stream than one block of it
    space = spaces.Box(-1, 1, (24,), np.float64)
    still = ((np.zeros((24, 6), np.float32), np.zeros(24, np.float32)),)
    policy = make_mlp(action_space=space, layers=still, log_std=np.full(24, -3, np.float32))
    state, samples = policy.sampling_state([0]), []
    for _ in range(5):
        action, state = policy.predict(np.ones((1, 6)), state)
        samples.append(action[0])
    values = np.concatenate(samples)
    assert len(np.unique(values.round(9))) == len(values)


def test_samples_have_the_distribution_of_the_head(make_mlp: Any) -> None:
    n, ones = 4000, np.ones(6)
    wide = spaces.Box(-1.0, 1.0, (1,), np.float64)
    gaussian = make_mlp(action_space=wide, log_std=np.array([-2.0], np.float32))
    states = gaussian.sampling_state(range(n))
    many = np.broadcast_to(ones, (n, 6))
    mode, _ = gaussian.predict(ones, deterministic=True)
    samples, _ = gaussian.predict(many, states)
    deviation = np.exp(-2.0)
    assert abs(samples.mean() - mode[0]) < 4 * deviation / np.sqrt(n)
    assert samples.std() == pytest.approx(deviation, rel=0.05)

    categorical = make_mlp(head="categorical")
    logits = torch_twin(categorical, ones[None])[0]
    expected = np.exp(logits) / np.exp(logits).sum()
    chosen, _ = categorical.predict(many, states)
    np.testing.assert_allclose(np.bincount(chosen, minlength=4) / n, expected, atol=0.03)

    squashed = make_mlp(action_space=wide, head="squashed")
    mean, log_std = torch_twin(squashed, ones[None])[0]
    raw = np.arctanh(np.clip(squashed.predict(many, states)[0], -1 + 1e-9, 1 - 1e-9))
    assert np.median(raw) == pytest.approx(mean, abs=0.1 * np.exp(log_std))


def test_without_a_state_samples_are_fresh(make_mlp: Any) -> None:
    policy = make_mlp()
    one, state = policy.predict(np.ones((1, 6)))
    other, _ = policy.predict(np.ones((1, 6)))
    assert not np.array_equal(one, other)
    assert state.shape == (1, 2)


def test_dict_observations_are_flattened_in_the_order_of_the_space(make_mlp: Any) -> None:
    parts = {"b": spaces.Box(-9, 9, (2,)), "a": spaces.Discrete(3)}
    policy = make_mlp(observation_space=spaces.Dict(parts))
    flat = make_mlp(observation_space=spaces.Box(-9, 9, (5,)))
    observation = {"b": np.array([0.5, -0.5], np.float32), "a": 2}
    expected, _ = flat.predict(np.array([0, 0, 1, 0.5, -0.5]), deterministic=True)
    np.testing.assert_array_equal(policy.predict(observation, deterministic=True)[0], expected)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("head", HEADS)
def test_an_observation_that_is_not_finite_is_refused(make_mlp: Any, head: str, bad: float) -> None:
    observation = np.zeros((3, 6))
    observation[1, 4] = bad
    with pytest.raises(InputError, match=f"observation 1 has {bad} at component 4"):
        make_mlp(head=head).predict(observation, deterministic=True)


def test_wrong_shapes_are_named(make_mlp: Any) -> None:
    policy = make_mlp()
    with pytest.raises(InputError, match=r"\(5,\); expected \(6,\) or \(n, 6\)"):
        policy.predict(np.zeros(5))
    with pytest.raises(InputError, match=r"state of shape \(3, 2\) for 2 observations"):
        policy.predict(np.zeros((2, 6)), policy.sampling_state([1, 2, 3]))


def test_sampling_without_a_deviation_is_refused(make_mlp: Any) -> None:
    policy = make_mlp(log_std=None)
    policy.predict(np.zeros(6), deterministic=True)
    with pytest.raises(InputError, match="no log_std to sample with; use deterministic=True"):
        policy.predict(np.zeros(6))


@pytest.mark.parametrize("head", HEADS)
def test_save_load(make_mlp: Any, tmp_path: Path, head: str) -> None:
    policy = make_mlp(head=head, activation="relu", card={"seed": 3, "budget": 25.0})
    policy.save(tmp_path / "p.safetensors")
    loaded = MlpPolicy.load(tmp_path / "p.safetensors")
    observations = np.random.default_rng(0).standard_normal((4, 6))
    state = policy.sampling_state(range(4))
    for deterministic in (True, False):
        np.testing.assert_array_equal(
            policy.predict(observations, state, deterministic=deterministic)[0],
            loaded.predict(observations, state, deterministic=deterministic)[0],
        )
    assert loaded.card == policy.card
    assert loaded.observation_space == policy.observation_space


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mean": np.zeros(5)}, r"mean has shape \(5,\), expected \(6,\)"),
        ({"scale": np.full(6, np.nan)}, "scale holds values that are not finite"),
        ({"log_std": np.zeros(2)}, r"log_std has shape \(2,\), expected \(3,\)"),
        ({"layers": ()}, "at least one layer"),
        ({"activation": "tanhh"}, "unknown activation 'tanhh'; did you mean 'tanh'"),
        ({"head": "gausian"}, "unknown head 'gausian'; did you mean 'gaussian'"),
        ({"head": "squashed"}, r"weight 2 has shape \(3, 16\), expected \(6, 16\)"),
        ({"head": "categorical"}, "categorical head does not fit actions in Box"),
        ({"action_space": spaces.Box(-np.inf, np.inf, (3,))}, "is unbounded"),
    ],
)
def test_parts_that_do_not_fit_are_named(make_mlp: Any, changes: Any, said: str) -> None:
    parts = {name: getattr(make_mlp(), name) for name in MlpPolicy.__dataclass_fields__}
    with pytest.raises(InputError, match=said):
        MlpPolicy(**{**parts, **changes})


@pytest.mark.parametrize(
    "damage",
    [
        lambda tensors, document: tensors.pop("mean"),
        lambda tensors, document: tensors.pop("layers/0/weight"),
        lambda tensors, document: tensors.update(mean=np.zeros(2)),
        lambda tensors, document: document.pop("head"),
        lambda tensors, document: document.update(head=None),
        lambda tensors, document: document.update(card=3),
        lambda tensors, document: document.update(observation_space=3),
        lambda tensors, document: document.update(action_space={"box": "x"}),
    ],
)
def test_a_garbled_checkpoint_is_one_clear_error(
    make_mlp: Any, tmp_path: Path, damage: Any
) -> None:
    path = tmp_path / "p.safetensors"
    make_mlp().save(path)
    read = checkpoints.read(path)
    tensors, document = dict(read.tensors), dict(read.document)
    damage(tensors, document)
    checkpoints.write(path, kind=read.kind, tensors=tensors, document=document)
    with pytest.raises(CheckpointError, match=r"p\.safetensors' lacks or garbles a part"):
        MlpPolicy.load(path)


def test_a_decision_executes_its_proposal(make_mlp: Any) -> None:
    policy = make_mlp()
    batch = decide(policy, np.zeros((4, 6)), deterministic=True)
    assert batch.edited.shape == batch.vetoed.shape == batch.level.shape == (4,)
    assert batch.action is batch.proposal
    assert not batch.edited.any()
    one = decide(policy, np.zeros(6), deterministic=True)
    assert one.action.shape == (3,)
    assert one.vetoed.shape == ()


def test_policies_can_be_told_apart_and_kept_in_sets(make_mlp: Any) -> None:
    policy, other = make_mlp(), make_mlp()
    assert len({policy, other}) == 2


def test_acting_needs_no_torch(make_mlp: Any, tmp_path: Path) -> None:
    make_mlp().save(tmp_path / "p.safetensors")
    code = (
        "import sys, numpy as np, saferl;"
        f"policy = saferl.load_policy({str(tmp_path / 'p.safetensors')!r});"
        "policy.session()(np.zeros(6));"
        "sys.exit('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
