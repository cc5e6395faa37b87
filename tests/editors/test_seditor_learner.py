"""The safety editor's losses, targets and distributions, element by element."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from editors.seditor_learner import Experience, Learner
from editors.seditor_networks import BetaActor, beta_entropy, beta_mode
from editors.seditor_settings import SafetyEditorConfig
from saferl.errors import InputError

SMALL = SafetyEditorConfig(hidden=(8,), frames=1)


def learner(k: int = 1, seed: int = 0, **changes) -> Learner:
    config = replace(SMALL, **changes)
    generator = torch.Generator().manual_seed(seed)
    return Learner(3, 2, torch.full((k,), 0.5), config, generator)


def set_critics(networks: torch.nn.ModuleDict, reward: list[float], cost: list[float]) -> None:
    """Make every critic a constant."""
    for name, values in (("reward", reward), ("cost", cost)):
        for parameter in networks[name].parameters():
            parameter.data.zero_()
        networks[name].biases[-1].data[:, 0, 0] = torch.tensor(values)


def experience(rewards: list[list[float]], **changes) -> Experience:
    """T steps of one sequence; ``rewards`` (T, S)."""
    steps = len(rewards)
    fields = {
        "seen": torch.zeros(steps, 1, 3),
        "next_seen": torch.zeros(steps, 1, 3),
        "actions": torch.zeros(steps, 1, 2),
        "signals": torch.tensor(rewards)[:, None],
        "terminations": torch.zeros(steps, 1),
        "ends": torch.zeros(steps, 1),
    }
    return Experience(**{**fields, **changes})


# -- Beta policies -------------------------------------------------------------------------------


def test_entropy_agrees_with_torchs_distribution() -> None:
    alpha, beta = 1.0 + 5.0 * torch.rand(2, 50, 3)
    expected = torch.distributions.Beta(alpha, beta).entropy().sum(-1)
    torch.testing.assert_close(beta_entropy(alpha, beta), expected, rtol=1e-4, atol=1e-4)


def test_the_mode_is_where_the_density_peaks() -> None:
    # Beta(2, 3) peaks at 1/3 of the unit interval
    mode = beta_mode(torch.tensor([2.0]), torch.tensor([3.0]))
    assert mode.tolist() == pytest.approx([-1.0 / 3.0])


def test_first_distributions_are_wide_or_as_narrow_as_asked() -> None:
    generator = torch.Generator().manual_seed(0)
    wide = learner().editor
    alpha, beta = wide(torch.randn(100, 5, generator=generator))
    assert alpha.mean().item() == pytest.approx(1.0 + math.log(2.0), abs=0.02)
    narrow = learner(edit_concentration=30.0).editor
    edits, _ = narrow.sample(torch.randn(2000, 5, generator=generator), generator)
    assert edits.abs().mean().item() < 0.12
    assert beta_mode(*narrow(torch.zeros(1, 5))).abs().max().item() < 1e-4, "no edit at first"
    assert beta_mode(alpha, beta).abs().max().item() < 0.1


def test_samples_move_with_their_parameters() -> None:
    # the mean of Beta(a, b) is a / (a + b), whose slope in a is b / (a + b)^2
    generator = torch.Generator().manual_seed(0)
    actor = BetaActor(1, 1, (), "tanh", concentration=3.0, generator=generator)
    actor.body[0].weight.data.zero_()
    actions, _ = actor.sample(torch.zeros(40_000, 1), generator)
    assert actions.mean().item() == pytest.approx(0.0, abs=0.01)
    bias = actor.body[0].bias
    slope = torch.autograd.grad(actions.mean(), bias)[0][0]
    through_softplus = 1.0 - math.exp(-2.0)  # softplus(bias) = 2
    assert slope.item() == pytest.approx(2.0 * 3.0 / 36.0 * through_softplus, rel=0.05)


# -- critics -------------------------------------------------------------------------------------


def test_the_lesser_twin_counts_for_reward_and_for_negated_cost() -> None:
    one = learner(k=2)
    set_critics(one.critics, [4.0, 2.0], [-3.0, -1.0, -5.0, -6.0])
    values = one.values(one.critics, torch.zeros(1, 3), torch.zeros(1, 2))
    assert values.ravel().tolist() == [2.0, -3.0, -6.0]


def test_critic_targets_by_hand() -> None:
    one = learner(gamma=0.5, lam=0.5)
    set_critics(one.targets, [4.0, 6.0], [-2.0, 0.0])
    targets = one.critic_targets(experience([[1.0, 0.0], [2.0, -1.0]]))
    # reward: 2 + 0.5 * 4 = 4, then 1 + 0.5 (0.5 * 4 + 0.5 * 4) = 3
    # cost: -1 + 0.5 * -2 = -2, then 0 + 0.5 (0.5 * -2 + 0.5 * -2) = -1
    assert targets[:, 0].tolist() == [[3.0, -1.0], [4.0, -2.0]]


def test_targets_hold_no_entropy() -> None:
    plain, warm = learner(), learner(initial_temperature=50.0)
    given = experience([[1.0, 0.0], [2.0, -1.0]])
    assert torch.equal(plain.critic_targets(given), warm.critic_targets(given))


def test_only_termination_ends_what_is_to_come() -> None:
    one = learner(gamma=0.5)
    set_critics(one.targets, [4.0, 4.0], [-2.0, -2.0])
    over = torch.ones(1, 1)
    truncated = one.critic_targets(experience([[1.0, 0.0]], ends=over))
    terminated = one.critic_targets(experience([[1.0, 0.0]], ends=over, terminations=over))
    assert truncated.ravel().tolist() == [3.0, -1.0]
    assert terminated.ravel().tolist() == [1.0, 0.0]


def test_critics_learn_executed_actions() -> None:
    one = learner(gamma=0.0, learning_rate=0.02)
    generator = torch.Generator().manual_seed(1)
    for _ in range(400):
        actions = 2.0 * torch.rand(1, 64, 2, generator=generator) - 1.0
        signals = torch.stack([actions[..., 0], -actions[..., 1]], dim=-1)
        blank = torch.zeros(1, 64, 3)
        flags = torch.zeros(1, 64)
        one.update(Experience(blank, blank, actions, signals, flags, flags))
    probe = torch.tensor([[0.5, 0.0], [0.0, 0.5]])
    values = one.values(one.critics, torch.zeros(2, 3), probe)
    torch.testing.assert_close(values, torch.tensor([[0.5, 0.0], [0.0, -0.5]]), atol=0.1, rtol=0.0)


# -- the two policies ----------------------------------------------------------------------------


def test_the_maximisers_loss_has_no_cost_in_it() -> None:
    one = learner(initial_temperature=0.5)
    set_critics(one.critics, [3.0, 2.0], [-9.0, -9.0])
    loss, _, (_, entropies, _) = one.policy_losses(torch.zeros(7, 3))
    assert loss.item() == pytest.approx(-2.0 - 0.5 * entropies[0].item(), rel=1e-5)


def test_the_editors_loss_by_hand() -> None:
    # lambda 3: w_r = 1/4, w_c = 3/4; constant critics, so no utility is lost
    one = learner(initial_temperature=0.5, initial_multiplier=3.0)
    set_critics(one.critics, [3.0, 2.0], [-4.0, -1.0])
    _, loss, (distance, entropies, _) = one.policy_losses(torch.zeros(7, 3))
    assert distance.item() == 0.0
    assert loss.item() == pytest.approx(0.75 * 4.0 - 0.5 * entropies[1].item(), rel=1e-4)


def test_edits_pay_for_lost_utility_or_in_the_ablation_for_distance() -> None:
    def distances(kind: str, sign: float) -> float:
        one = learner(distance=kind, hidden=())
        set_critics(one.critics, [0.0, 0.0], [0.0, 0.0])
        one.critics["reward"].weights[0].data[:, 3, 0] = sign  # utility: +-first action component
        one.editor.body[0].bias.data.copy_(torch.tensor([9.0, 0.0, -9.0, 0.0]))  # edits push it up
        return one.policy_losses(torch.zeros(500, 3))[2][0].item()

    assert distances("hinge", +1.0) < 0.05, "an edit that gains utility is free"
    assert distances("hinge", -1.0) > 0.5
    assert distances("l2", +1.0) == pytest.approx(distances("l2", -1.0))
    assert distances("l2", +1.0) > 0.3


def test_the_maximisers_gradient_goes_through_the_edit_and_through_the_editors_input() -> None:
    one = learner(edit_concentration=30.0, hidden=())

    def slopes(view: float) -> torch.Tensor:
        one.editor.body[0].weight.data[:2, 3:] = view  # alpha sees the proposal
        one.editor.body[0].weight.data[2:, 3:] = 0.0
        proposal, executed, _ = one.sample(torch.zeros(200, 3))
        slope = torch.autograd.grad(executed.sum(), proposal)[0]
        return slope[(executed.detach().abs() < 1.0).all(1)]

    blind = slopes(0.0)
    torch.testing.assert_close(blind, torch.ones_like(blind))
    assert (slopes(3.0) - 1.0).abs().max() > 0.05


def test_each_policy_is_stepped_with_the_other_frozen() -> None:
    one = learner()
    seen = torch.randn(16, 3, generator=one.generator)
    first, _, _ = one.policy_losses(seen)
    before = [p.detach().clone() for p in one.editor.parameters()]
    own = [p.detach().clone() for p in one.proposer.parameters()]
    one._descend("proposer", one.proposer, first)
    assert all(torch.equal(a, b) for a, b in zip(before, one.editor.parameters(), strict=True))
    assert any(not torch.equal(a, b) for a, b in zip(own, one.proposer.parameters(), strict=True))
    assert all(p.grad is None for p in one.critics.parameters())


@pytest.mark.parametrize(("width", "rises"), [(0.99, True), (0.05, False)])
def test_temperatures_rise_while_entropy_is_below_its_target(width: float, rises: bool) -> None:
    one = learner(target_width=width)
    before = one.temperatures
    one.update(experience([[0.0, 0.0], [0.0, 0.0]]))
    assert ((one.temperatures > before) == rises).all()


def test_the_entropy_target_is_that_of_a_share_of_the_range_in_each_dimension() -> None:
    assert learner().target_entropy == pytest.approx(2.0 * math.log(0.2))


# -- the price -----------------------------------------------------------------------------------


def test_the_multipliers_first_step_is_the_step_size() -> None:
    one = learner(k=2)  # 0.5 of cost is allowed a step
    before = one.raw_multipliers.detach().clone()
    one.move_multipliers(torch.tensor([0.9, 0.1]))
    change = one.raw_multipliers.detach() - before
    assert change.tolist() == pytest.approx([0.01, -0.01], rel=1e-3)  # Adam's first step
    assert one.multipliers.tolist() == pytest.approx([1.0063, 0.9937], abs=1e-4)


def test_targets_follow_at_their_rate() -> None:
    one = learner(tau=0.25)
    for parameter in one.targets.parameters():
        parameter.data.zero_()
    one.update(experience([[0.0, 0.0], [0.0, 0.0]]))
    for target, critic in zip(one.targets.parameters(), one.critics.parameters(), strict=True):
        torch.testing.assert_close(target, 0.25 * critic)


# -- settings ------------------------------------------------------------------------------------


def test_the_defaults_are_the_papers() -> None:
    config = SafetyEditorConfig()
    sizes = (config.num_envs, config.unroll, config.updates, config.batch, config.length)
    assert sizes == (32, 5, 1, 1024, 8)
    assert (config.hidden, config.activation, config.frames) == ((256, 256, 256), "tanh", 4)
    assert (config.gamma, config.lam, config.tau) == (0.99, 0.95, 0.005)
    assert (config.learning_rate, config.multiplier_rate) == (3e-4, 0.01)
    assert (config.replay, config.start_steps, config.initial_multiplier) == (50_000, 10_000, 1.0)
    assert (config.target_width, config.signal_clip) == (0.2, 10.0)
    assert (config.edit, config.distance) == ("clip", "hinge")


@pytest.mark.parametrize(
    "wrong",
    [
        {"num_envs": 0},
        {"start_steps": -1},
        {"length": 1},
        {"replay": 5},
        {"gamma": 1.0},
        {"lam": 1.5},
        {"tau": 0.0},
        {"target_width": 2.0},
        {"edit_concentration": 1.0},
        {"edit": "add"},
        {"distance": "l1"},
        {"horizon": 0},
    ],
)
def test_settings_out_of_range_are_named(wrong: dict) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        SafetyEditorConfig(**wrong)


def test_the_reduction_says_what_it_changes() -> None:
    reduced, paper = SafetyEditorConfig.reduced(), SafetyEditorConfig()
    assert reduced.batch < paper.batch
    assert reduced.num_envs == paper.num_envs
    assert np.prod(reduced.hidden) < np.prod(paper.hidden)
