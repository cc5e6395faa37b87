"""PyTorch modules and TorchScript files as policies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from gymnasium import spaces
from hypothesis import given, settings
from hypothesis import strategies as st

from saferl.errors import CheckpointError, InputError
from saferl.normalizers import ObservationNormalizer
from saferl.policies import as_policy, load_policy
from saferl.policies.torch_module import TorchPolicy, device_of

OBSERVED = spaces.Box(-np.inf, np.inf, (4,), np.float64)
ACTED = spaces.Box(-2.0, 2.0, (2,))
SPACES: dict[str, Any] = {"observation_space": OBSERVED, "action_space": ACTED}


def network(seed: int = 0, outputs: int = 2) -> torch.nn.Module:
    torch.manual_seed(seed)
    return torch.nn.Sequential(
        torch.nn.Linear(4, 32),
        torch.nn.Tanh(),
        torch.nn.Linear(32, 32),
        torch.nn.Linear(32, outputs),
    )


def test_it_computes_what_the_module_computes() -> None:
    module = network()
    batch = np.random.default_rng(0).standard_normal((5, 4))
    with torch.no_grad():
        expected = module(torch.from_numpy(batch.astype(np.float32))).clamp(-2, 2).numpy()
    for batched in (True, False):
        action, state = as_policy(module, batched=batched, **SPACES).predict(batch)
        np.testing.assert_allclose(action, expected, atol=1e-6)
        assert state is None


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 20), st.integers(0, 2**16))
def test_a_row_gets_the_same_action_in_every_batch(batch: int, seed: int) -> None:
    policy = as_policy(network(seed), **SPACES)
    rng = np.random.default_rng(seed)
    observations = rng.standard_normal((batch, 4))
    whole, _ = policy.predict(observations)
    order = rng.permutation(batch)[: rng.integers(1, batch + 1)]
    np.testing.assert_array_equal(policy.predict(observations[order])[0], whole[order])


def test_observations_are_normalised_first() -> None:
    normalizer = ObservationNormalizer(4)
    data = np.random.default_rng(0).normal(5, 3, (50, 4))
    normalizer.update(data)
    module = network()
    plain, normal = as_policy(module, **SPACES), as_policy(module, normalizer, **SPACES)
    np.testing.assert_allclose(
        normal.predict(data)[0], plain.predict(normalizer.apply(data))[0], atol=1e-5
    )
    before, _ = normal.predict(data)
    normalizer.update(data + 100)
    np.testing.assert_array_equal(normal.predict(data)[0], before)


def test_the_module_is_copied_and_left_alone() -> None:
    module = torch.nn.Sequential(torch.nn.Linear(4, 2), torch.nn.BatchNorm1d(2)).train()
    before = {name: value.clone() for name, value in module.state_dict().items()}
    policy = as_policy(module, **SPACES)
    action, _ = policy.predict(np.ones((3, 4)))
    assert module.training
    for name, value in module.state_dict().items():
        assert torch.equal(value, before[name])
    with torch.no_grad():
        module[0].bias.add_(10.0)
    np.testing.assert_array_equal(policy.predict(np.ones((3, 4)))[0], action)


def test_dropout_is_off() -> None:
    policy = as_policy(torch.nn.Sequential(torch.nn.Linear(4, 2), torch.nn.Dropout(0.5)), **SPACES)
    np.testing.assert_array_equal(policy.predict(np.ones(4))[0], policy.predict(np.ones(4))[0])


def test_double_precision_modules_get_doubles() -> None:
    action, _ = as_policy(network().double(), **SPACES).predict(np.ones(4))
    assert action.shape == (2,)


def test_spaces_are_found_on_the_module() -> None:
    module: Any = network()
    module.observation_space, module.action_space = OBSERVED, ACTED
    assert as_policy(module).action_space == ACTED


def test_without_spaces_it_says_how_to_give_them() -> None:
    with pytest.raises(InputError, match="spaces of a Sequential are not known; pass env_id"):
        as_policy(network())
    with pytest.raises(InputError, match="give both observation_space and action_space"):
        as_policy(network(), observation_space=OBSERVED)


def test_scores_of_discrete_actions_are_compared() -> None:
    acted = spaces.Discrete(3, start=5)
    policy = as_policy(network(outputs=3), observation_space=OBSERVED, action_space=acted)
    batch = np.random.default_rng(0).standard_normal((6, 4))
    with torch.no_grad():
        scores = network(outputs=3)(torch.from_numpy(batch.astype(np.float32)))
    np.testing.assert_array_equal(policy.predict(batch)[0], scores.argmax(1).numpy() + 5)
    wrong = as_policy(network(outputs=4), observation_space=OBSERVED, action_space=acted)
    with pytest.raises(InputError, match=r"scores of shape \(1, 4\); expected \(n, 3\)"):
        wrong.predict(batch)


def test_dict_and_discrete_observations_become_tensors() -> None:
    class Net(torch.nn.Module):
        def forward(self, given: dict[str, torch.Tensor]) -> torch.Tensor:
            assert given["b"].dtype == torch.int64
            return given["a"][:, :2] + given["b"][:, None]

    space = spaces.Dict({"a": OBSERVED, "b": spaces.Discrete(3)})
    policy = as_policy(Net(), observation_space=space, action_space=ACTED)
    action, _ = policy.predict({"a": np.full((2, 4), 0.5), "b": np.array([0, 1])})
    np.testing.assert_array_equal(action, [[0.5, 0.5], [1.5, 1.5]])


@pytest.mark.parametrize(
    ("module", "said"),
    [
        (torch.nn.Linear(7, 2), "does not take observations of Box"),
        (torch.nn.Linear(4, 3), r"shape \(2, 3\) for 2 observations; expected \(2, 2\)"),
        (torch.nn.LSTM(4, 2), "returned a tuple, expected a tensor"),
    ],
)
def test_modules_that_do_not_fit_are_named(module: torch.nn.Module, said: str) -> None:
    with pytest.raises(InputError, match=said):
        as_policy(module, **SPACES).predict(np.zeros((2, 4)))


def test_actions_that_are_not_finite_are_refused() -> None:
    module = torch.nn.Linear(4, 2)
    torch.nn.init.constant_(module.bias, float("nan"))
    with pytest.raises(InputError, match=r"returned nan at \(0, 0\)"):
        as_policy(module, **SPACES).predict(np.zeros(4))


def test_devices_are_checked() -> None:
    assert device_of("cpu").type == "cpu"
    with pytest.raises(InputError, match="unknown device 'gpu'"):
        device_of("gpu")
    if not torch.cuda.is_available():
        with pytest.raises(InputError, match="torch sees no GPU here"):
            TorchPolicy(network(), OBSERVED, ACTED, device="cuda")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "actor.pt"
    torch.jit.script(network()).save(str(path))  # type: ignore[no-untyped-call]
    return path


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_torchscript_acts_like_its_module(script: Path) -> None:
    policy = load_policy(script, trust=True, device="cpu", **SPACES)
    batch = np.random.default_rng(0).standard_normal((3, 4))
    np.testing.assert_allclose(
        policy.predict(batch)[0], as_policy(network(), **SPACES).predict(batch)[0], atol=1e-6
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_torchscript_needs_trust_and_spaces(script: Path) -> None:
    with pytest.raises(InputError, match="pass trust=True"):
        load_policy(script, **SPACES)
    with pytest.raises(InputError, match="pass env_id"):
        load_policy(script, trust=True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_broken_torchscript_is_one_clear_error(script: Path, tmp_path: Path) -> None:
    script.write_bytes(script.read_bytes()[:-200])
    with pytest.raises(CheckpointError, match="truncated or not TorchScript"):
        load_policy(script, trust=True, **SPACES)
    weights = tmp_path / "weights.pth"
    torch.save(network().state_dict(), weights)
    with pytest.raises(CheckpointError, match="load_state_dict, and pass the module"):
        load_policy(weights, trust=True, **SPACES)
    weights.write_bytes(b"")
    with pytest.raises(CheckpointError, match="truncated or not TorchScript"):
        load_policy(weights, trust=True, **SPACES)
