"""What SEditor is made of, as pure functions (Yu, Xu, Zhang 2022, arXiv 2201.12427, section 3).

A proposal and an edit both live in [-1, 1]; what is executed does too. An edit counts twice, so
that it can turn a proposal into its opposite. An edit pays only for the utility it destroys: the
distance is a hinge on the reward critic, not a distance between actions.

Shapes: B any batch shape, A action, k constraints.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from saferl.errors import InputError

__all__ = [
    "action_distance",
    "clip_edit",
    "editor_loss",
    "hinge_distance",
    "multiplier_loss",
    "multiplier_value",
    "price_weights",
    "raw_of",
    "squash_edit",
]


def clip_edit(proposal: Tensor, edit: Tensor, *, leak: float = 0.0) -> Tensor:
    """Return ``clip(proposal + 2 edit, -1, 1)``, the edit function as published (section 3.1).

    A hard clip has no gradient on a saturated component: an edit that has gone too far there never
    learns to come back. ``leak`` lets a little through backwards, without changing the value.

    Args:
        proposal: (*B, A) in [-1, 1].
        edit: (*B, A) in [-1, 1]; 0 leaves the proposal as it is.
        leak: Slope of the gradient where the clip is active; 0 as published.

    >>> clip_edit(torch.tensor([0.5, 0.5, -0.5]), torch.tensor([0.1, 0.6, 1.0]))
    tensor([0.7000, 1.0000, 1.0000])
    """
    wanted = proposal + 2.0 * edit
    executed = torch.clamp(wanted, -1.0, 1.0)
    if leak == 0.0:
        return executed
    outside = (wanted.detach().abs() > 1.0).to(wanted.dtype)
    return executed + leak * outside * (wanted - wanted.detach())


def squash_edit(proposal: Tensor, edit: Tensor, *, shoulder: float = 0.05) -> Tensor:
    """Squash ``proposal + 2 edit`` into (-1, 1), with a gradient that is nowhere zero.

    Equal to :func:`clip_edit` while the sum lies within ``1 - shoulder`` of zero. Beyond that the
    rest of the way, x shoulders long, shrinks to x / (1 + x) of a shoulder, whose slope
    1 / (1 + x)^2 falls slowly enough to learn from (0.0006 at a sum of 3). A proposal of exactly 1
    therefore comes out half a shoulder lower even without an edit: a smooth and strictly rising map
    into [-1, 1] cannot both keep the bounds and move both ways there.

    Args:
        proposal: (*B, A) in [-1, 1].
        edit: (*B, A) in [-1, 1].
        shoulder: Width of the band inside each bound in which actions are compressed.

    >>> squash_edit(torch.tensor([0.5, 0.95, 1.0]), torch.tensor([0.1, 0.025, 0.0]), shoulder=0.1)
    tensor([0.7000, 0.9500, 0.9500])
    """
    wanted = proposal + 2.0 * edit
    excess = functional.relu(wanted.abs() - (1.0 - shoulder)) / shoulder
    inside = wanted.clamp(-(1.0 - shoulder), 1.0 - shoulder)
    return inside + wanted.sign() * shoulder * excess / (1.0 + excess)


def hinge_distance(utility_of_proposal: Tensor, utility_of_executed: Tensor) -> Tensor:
    """Return ``relu(Q_r(s, proposal) - Q_r(s, executed))`` (section 3.2, eq. 6).

    The proposal's utility is a constant here: the editor must not learn to make proposals look bad.

    Args:
        utility_of_proposal: (*B,) reward critic of the proposal.
        utility_of_executed: (*B,) of the executed action.

    Returns:
        (*B,) utility lost, >= 0.

    >>> hinge_distance(torch.tensor([3.0, 1.0]), torch.tensor([1.0, 3.0]))
    tensor([2., 0.])
    """
    return functional.relu(utility_of_proposal.detach() - utility_of_executed)


def action_distance(proposal: Tensor, executed: Tensor) -> Tensor:
    """Return the mean squared distance (*B,) of the actions (*B, A): the paper's L2 ablation.

    >>> action_distance(torch.tensor([[0.0, 1.0]]), torch.tensor([[1.0, -1.0]]))
    tensor([2.5000])
    """
    return (proposal.detach() - executed).square().mean(dim=-1)


def price_weights(multipliers: Tensor) -> tuple[Tensor, Tensor]:
    """Return the weights of utility and of each cost, which sum to one.

    ``w_r = 1 / (1 + sum)`` and ``w_c = multipliers / (1 + sum)``: the paper's for one cost. However
    high the price, gradients keep their size.

    Args:
        multipliers: (*B, k), each >= 0.

    Returns:
        (*B,) weight of utility and (*B, k) of the costs.

    >>> price_weights(torch.tensor([3.0]))
    (tensor(0.2500), tensor([0.7500]))
    """
    total = 1.0 + multipliers.sum(dim=-1)
    return 1.0 / total, multipliers / total.unsqueeze(-1)


def editor_loss(distance: Tensor, cost_values: Tensor, multipliers: Tensor) -> Tensor:
    """Return ``-(w_r (-distance) + w_c Q_c)``, without entropy, per sample (section 3.2, eq. 7).

    Args:
        distance: (*B,) utility lost.
        cost_values: (*B, k) value of *negated* cost of the executed action, as the critics see it.
        multipliers: (*B, k) or (k,).

    >>> float(editor_loss(torch.tensor(2.0), torch.tensor([-4.0]), torch.tensor([1.0])))
    3.0
    """
    weight_r, weight_c = price_weights(multipliers.detach())
    return weight_r * distance - (weight_c * cost_values).sum(dim=-1)


def multiplier_value(raw: Tensor) -> Tensor:
    """Return ``softplus(raw)``, the multipliers themselves, each > 0."""
    return functional.softplus(raw)


def raw_of(multiplier: float) -> float:
    """Return the raw value whose softplus is ``multiplier``.

    Raises:
        InputError: The multiplier is not positive.

    >>> round(raw_of(1.0), 4)
    0.5413
    """
    if not multiplier > 0.0:
        raise InputError(f"a softplus multiplier must start above 0, got {multiplier}")
    return multiplier + math.log(-math.expm1(-multiplier))


def multiplier_loss(raw: Tensor, mean_costs: Tensor, cost_rates: Tensor) -> Tensor:
    """Return ``sum of multiplier * (allowed cost - cost)``, whose descent raises a price overrun.

    The paper writes ``lambda * mean(r_c - c)`` with ``r_c = -cost`` and ``c`` = minus the allowed
    cost a step, on raw costs of fresh experience, once per iteration (section 3.3, eq. 8).

    Args:
        raw: (k,) before softplus; the gradient reaches only this.
        mean_costs: (k,) mean raw cost of a step of the newest rollout.
        cost_rates: (k,) cost allowed per step: the budget over the horizon; 5e-4 in the paper.

    >>> raw = torch.tensor([raw_of(2.0)])
    >>> float(multiplier_loss(raw, torch.tensor([0.5]), torch.tensor([0.25])))
    -0.5
    """
    return (multiplier_value(raw) * (cost_rates - mean_costs).detach()).sum()
