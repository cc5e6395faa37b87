"""SEditor's formulas, against values worked out by hand."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from editors.hinge import (
    action_distance,
    clip_edit,
    editor_loss,
    hinge_distance,
    multiplier_loss,
    multiplier_value,
    price_weights,
    raw_of,
    squash_edit,
)
from saferl.errors import InputError

unit = st.floats(-1.0, 1.0, allow_nan=False, width=32)


def leaf(*values: float) -> torch.Tensor:
    return torch.tensor(values, requires_grad=True)


def gradient(value: torch.Tensor, at: torch.Tensor) -> list[float]:
    (found,) = torch.autograd.grad(value.sum(), at)
    return [float(entry) for entry in found]


# -- the edit function ---------------------------------------------------------------------------


def test_an_edit_counts_twice_and_is_clipped() -> None:
    executed = clip_edit(torch.tensor([0.5, 0.5, -0.9]), torch.tensor([-0.25, 0.5, -0.1]))
    assert executed.tolist() == pytest.approx([0.0, 1.0, -1.0])


@pytest.mark.parametrize("bound", [-1.0, 1.0])
def test_an_edit_can_reverse_a_proposal_entirely(bound: float) -> None:
    assert float(clip_edit(torch.tensor(bound), torch.tensor(-bound))) == -bound


def test_the_hard_clip_has_no_gradient_where_it_is_active() -> None:
    edit = leaf(0.1, 0.9)
    assert gradient(clip_edit(torch.tensor([0.5, 0.5]), edit), edit) == [2.0, 0.0]


def test_a_leak_passes_gradient_without_changing_the_value() -> None:
    proposal, edit = torch.tensor([0.5, 0.5]), leaf(0.1, 0.9)
    leaky = clip_edit(proposal, edit, leak=0.25)
    assert torch.equal(leaky, clip_edit(proposal, edit))
    assert gradient(leaky, edit) == [2.0, 0.5]


def test_the_squash_equals_the_clip_away_from_the_bounds() -> None:
    proposal, edit = torch.tensor([0.5, -0.3]), torch.tensor([0.2, 0.1])
    assert torch.allclose(squash_edit(proposal, edit), clip_edit(proposal, edit))


def test_the_squash_near_a_bound() -> None:
    # shoulder 0.1: 0.5 + 2 * 0.35 = 1.2 is 0.3 beyond 0.9, three shoulders, of which 3/4 remain
    edit = leaf(0.35)
    squashed = squash_edit(torch.tensor([0.5]), edit, shoulder=0.1)
    assert squashed.tolist() == pytest.approx([0.975])
    assert gradient(squashed, edit) == pytest.approx([2.0 / 16.0], rel=1e-4)


@given(unit, unit)
def test_the_squash_stays_inside_and_always_has_a_gradient(proposal: float, edit: float) -> None:
    at = leaf(edit)
    squashed = squash_edit(torch.tensor([proposal]), at)
    assert -1.0 < float(squashed.detach()) < 1.0
    assert gradient(squashed, at)[0] > 5e-4


@given(unit)
def test_without_an_edit_the_squash_moves_a_proposal_by_half_a_shoulder_at_most(
    proposal: float,
) -> None:
    squashed = squash_edit(torch.tensor([proposal]), torch.zeros(1), shoulder=0.05)
    assert abs(float(squashed) - proposal) <= 0.025 + 1e-6
    assert float(clip_edit(torch.tensor([proposal]), torch.zeros(1))) == proposal


# -- what an edit costs --------------------------------------------------------------------------


def test_only_lost_utility_counts_as_distance() -> None:
    lost = hinge_distance(torch.tensor([2.0, 2.0, 2.0]), torch.tensor([0.5, 2.0, 7.0]))
    assert lost.tolist() == [1.5, 0.0, 0.0]


def test_the_hinge_does_not_push_the_proposals_utility_down() -> None:
    proposal, executed = leaf(2.0), leaf(0.5)
    hinge_distance(proposal, executed).sum().backward()
    assert proposal.grad is None
    assert executed.grad is not None
    assert float(executed.grad) == -1.0


def test_the_ablation_is_the_mean_squared_distance_of_actions() -> None:
    proposal, executed = torch.tensor([[1.0, 0.0]]), leaf(-1.0, 1.0)
    assert action_distance(proposal, executed[None]).tolist() == [2.5]
    # d/da of ((a - p)^2).mean() is 2 (a - p) / 2
    assert gradient(action_distance(proposal, executed[None]), executed) == [-2.0, 1.0]


# -- the price -----------------------------------------------------------------------------------


def test_weights_are_normalised() -> None:
    utility, cost = price_weights(torch.tensor([1.0]))
    assert (float(utility), cost.tolist()) == (0.5, [0.5])


def test_weights_of_several_costs_share_one_whole() -> None:
    utility, cost = price_weights(torch.tensor([[1.0, 2.0], [0.0, 0.0]]))
    assert utility.tolist() == [0.25, 1.0]
    assert cost.tolist() == [[0.25, 0.5], [0.0, 0.0]]


def test_the_editors_loss_weighs_lost_utility_against_cost() -> None:
    # lambda 3: w_r = 1/4, w_c = 3/4; -(1/4 * -2 + 3/4 * -4) = 0.5 + 3
    multipliers = leaf(3.0)
    loss = editor_loss(torch.tensor([2.0]), torch.tensor([[-4.0]]), multipliers)
    assert loss.tolist() == [3.5]
    assert not loss.requires_grad, "the multiplier is no parameter of the editor"


def test_the_multiplier_starts_where_it_is_told() -> None:
    for value in (0.01, 1.0, 50.0):
        assert float(multiplier_value(torch.tensor(raw_of(value)))) == pytest.approx(value, 1e-4)
    with pytest.raises(InputError, match="above 0"):
        raw_of(0.0)


def test_the_multiplier_rises_on_overrun_and_falls_on_slack() -> None:
    raw = leaf(raw_of(1.0), raw_of(1.0))
    loss = multiplier_loss(raw, torch.tensor([0.75, 0.0]), torch.tensor([0.25, 0.25]))
    assert float(loss.detach()) == pytest.approx(1.0 * -0.5 + 1.0 * 0.25)
    # d softplus(raw) / d raw = sigmoid(raw) = 1 - exp(-lambda)
    slope = 1.0 - math.exp(-1.0)
    assert gradient(loss, raw) == pytest.approx([-0.5 * slope, 0.25 * slope])
