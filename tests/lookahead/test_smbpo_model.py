"""The model SMBPO imagines with."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lookahead.ensemble import EnsembleConfig
from lookahead.smbpo_model import Dynamics
from saferl import checkpoints
from saferl.buffers import ReplayBuffer
from saferl.errors import SimulationError

SMALL = EnsembleConfig(members=3, hidden=(32,), head=0, batch=64, learning_rate=3e-3)


def model(config: EnsembleConfig = SMALL, seed: int = 0) -> Dynamics:
    return Dynamics(2, 1, config=config, generator=torch.Generator().manual_seed(seed))


def drifting(count: int = 400) -> ReplayBuffer:
    """A point at (x, v): v gains a tenth of the action, x gains v; the reward is the action."""
    rng = np.random.default_rng(0)
    buffer = ReplayBuffer(1000, num_envs=1, observation_size=2, action_size=1, signals=2)
    never = np.zeros(1, bool)
    for _ in range(count):
        state, action = rng.uniform(-1, 1, (1, 2)), rng.uniform(-1, 1, (1, 1))
        speed = state[:, 1] + 0.1 * action[:, 0]
        reached = np.stack([state[:, 0] + speed, speed], axis=1)
        signals = np.array([[action[0, 0], 0.0]])
        buffer.add(state, action, signals, reached, never, never, never)
    return buffer


def test_initial_weights_are_orthogonal_in_every_member():
    # an initialiser that takes a stack of matrices for one tensor makes them ten times too small
    for weight in model(EnsembleConfig()).ensemble.trunk.weights:  # (M, in, out)
        for member in weight.detach():
            singular = torch.linalg.svdvals(member)
            torch.testing.assert_close(singular, singular[:1].expand_as(singular))
            assert 0.99 < float(singular[0]) < 1.42


def test_dynamics_are_learned_from_replay():
    dynamics = model()
    dynamics.fit(drifting(), 600)
    observations = torch.tensor([[0.0, 0.5], [0.5, -0.5]])
    actions = torch.tensor([[1.0], [-1.0]])
    reached, rewards = dynamics.step(observations, actions)
    expected = torch.tensor([[0.6, 0.6], [-0.1, -0.6]])
    torch.testing.assert_close(reached, expected, atol=0.1, rtol=0.0)
    torch.testing.assert_close(rewards, actions[:, 0], atol=0.1, rtol=0.0)
    assert dynamics.updates == 600
    assert dynamics.loss < 0.0


def test_imagined_rewards_stay_within_the_observed_range():
    dynamics = model()
    dynamics.fit(drifting(), 20)
    low, high = dynamics.reward_range
    assert -1.0 <= low < -0.9
    assert 0.9 < high <= 1.0
    far = 1e4 * torch.randn(200, 2, generator=torch.Generator().manual_seed(1))
    _, rewards = dynamics.step(far, torch.ones(200, 1))
    assert float(rewards.min()) == pytest.approx(low)
    assert float(rewards.max()) == pytest.approx(high)


@pytest.mark.parametrize("rows", [1, 2, 7, 300])
def test_rows_are_shared_out_to_all_members_and_stay_in_their_place(rows):
    dynamics = model()
    dynamics.reward_range = (-10.0, 10.0)
    ensemble = dynamics.ensemble
    with torch.no_grad():
        for parameter in ensemble.mean_head.parameters():
            parameter.zero_()
        ensemble.mean_head.biases[-1][:, 0, 2] = torch.arange(3.0)  # the reward names the member
        ensemble.max_log_variance.fill_(-30.0)
        ensemble.min_log_variance.fill_(-30.0)
    observations = torch.arange(2.0 * rows).reshape(rows, 2)
    reached, rewards = dynamics.step(observations, torch.zeros(rows, 1))
    torch.testing.assert_close(reached, observations, atol=1e-3, rtol=0.0)
    counts = torch.bincount(rewards.round().long(), minlength=3)
    assert int(counts.sum()) == rows
    assert int(counts.max()) <= -(-rows // 3)
    again = dynamics.step(observations, torch.zeros(rows, 1))[1]
    assert rows < 10 or not torch.equal(rewards.round(), again.round())


def test_imagined_states_stay_near_the_observed_range():
    dynamics, buffer = model(), drifting()
    dynamics.fit(buffer, 20)
    low, high = buffer.observation_range()
    far = 1e4 * torch.randn(200, 2, generator=torch.Generator().manual_seed(1))
    reached, _ = dynamics.step(far, torch.ones(200, 1))
    torch.testing.assert_close(reached.amin(0), low - 0.1 * (high - low))
    torch.testing.assert_close(reached.amax(0), high + 0.1 * (high - low))


@pytest.mark.parametrize("noise", [0.0, 0.5, 1.0])
def test_as_much_of_the_predicted_noise_is_drawn_as_is_asked_for(noise):
    dynamics = model()
    ensemble = dynamics.ensemble
    with torch.no_grad():
        for parameter in [*ensemble.mean_head.parameters()]:
            parameter.zero_()
        ensemble.max_log_variance.fill_(0.0)
        ensemble.min_log_variance.fill_(0.0)
    observations = torch.zeros(3000, 2)
    reached, _ = dynamics.step(observations, torch.zeros(3000, 1), noise=noise)
    whole, _ = dynamics.step(observations, torch.zeros(3000, 1))
    torch.testing.assert_close(reached.std(0), noise * whole.std(0), rtol=0.1, atol=1e-6)


def test_a_model_comes_back_from_its_arrays_and_learns_on_the_same(tmp_path):
    buffer, first = drifting(), model()
    first.fit(buffer, 30)
    tensors, document = first.pack()
    checkpoints.write(tmp_path / "model", kind="test", tensors=tensors, document=document)
    checkpoint = checkpoints.read(tmp_path / "model")
    second = model(seed=1)
    second.unpack(checkpoint, checkpoint.document)
    for dynamics in (first, second):
        dynamics.generator.manual_seed(5)
        dynamics.fit(buffer, 30)
    assert (second.updates, second.loss) == (60, first.loss)
    assert second.reward_range == first.reward_range
    left, right = first.ensemble.state_dict(), second.ensemble.state_dict()
    assert all(torch.equal(left[name], right[name]) for name in left)


def test_a_loss_that_is_not_finite_is_reported():
    buffer = drifting(10)
    buffer._data[0, 0] = torch.nan
    with pytest.raises(SimulationError, match="model_learning_rate"):
        model().fit(buffer, 50)
