"""Editing only where it pays: whether the critics see enough gain in an edit to make it.

What an edit gains over the proposal, at prices in force, is what the editor is trained for
(:mod:`editors.editor_trainer`):

    w_r (Q_r(s, executed) - Q_r(s, proposal)) - sum_i w_i (Q_i(s, executed) - Q_i(s, proposal))

with ``w_r = 1 / (1 + sum of prices)`` and ``w_i = price_i / (1 + sum)``, in units of the deviation
of discounted returns. Edits of less gain than a threshold are left out once the editor is
trained: where little is to be mended, the base acts as if nobody watched. The higher the threshold,
the less is edited, and the more return a given cost takes. Seen on SafetyPointGoal1 (an editor of
1.6 million steps, one seed, 80 episodes a row, return / cost / share of steps edited):

    price   all edits            gain above 0.002      above 0.005
    0.50    26.7 / 30.4 / 89%    26.5 / 28.1 / 57%     26.6 / 29.3 / 40%
    0.75    26.6 / 24.6 / 90%    26.1 / 25.1 / 55%     25.9 / 27.2 / 38%
    1.00    25.5 / 19.2 / 90%    24.7 / 17.6 / 54%     23.9 / 18.5 / 39%

Computed in double precision, so that rounding does not decide over an edit.

Shapes: n rows, F flat observation, A action, k constraints.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from editors.edited_parts import Layers
from saferl.policies.mlp import perceptron

__all__ = ["Gate"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Gate:
    """Lets an edit pass where critics see a gain of more than ``least_gain`` in it.

    Attributes:
        utility: Reward critics, of which the least value counts: perceptrons with F + A + k + A
            inputs (the editor's, and an action) and one output, in deviations of the return.
        costs: One critic for each constraint, in the cost's own unit.
        units: (k,) deviation of the discounted return of each cost, by which it is divided.
        least_gain: The threshold, in deviations.
        activation: Between the critics' layers.

    >>> one = np.array([[0.0, 0.0, 0.0, 1.0]]), np.zeros(1)  # each critic's value is the action
    >>> gate = Gate(utility=((one,),), costs=((one,),), units=np.ones(1), least_gain=0.1)
    >>> inputs, proposal, executed = np.zeros((2, 3)), np.ones((2, 1)), np.array([[0.0], [1.0]])
    >>> gate.gain(inputs, proposal, executed, np.array([3.0]))  # 1/4 of reward, 3/4 of cost
    array([0.5, 0. ])
    >>> gate.passes(inputs, proposal, executed, np.array([3.0]))
    array([ True, False])
    """

    utility: tuple[Layers, ...]
    costs: tuple[Layers, ...]
    units: Array
    least_gain: float
    activation: Literal["tanh", "relu"] = "relu"

    def passes(self, inputs: Array, proposal: Array, executed: Array, prices: Array) -> Array:
        """Return for each row (n,) whether its edit gains enough; arguments as :meth:`gain`."""
        return np.asarray(self.gain(inputs, proposal, executed, prices) > self.least_gain)

    def gain(self, inputs: Array, proposal: Array, executed: Array, prices: Array) -> Array:
        """Return what the critics see gained by executing ``executed`` (n,) float64.

        Args:
            inputs: (n, F + A + k) the editor's.
            proposal, executed: (n, A) in [-1, 1].
            prices: (k,) multipliers.
        """
        before, after = self._values(inputs, proposal), self._values(inputs, executed)
        gained: Array = ((after - before) * _weights(prices)).sum(axis=1)
        return gained

    def worth(self, inputs: Array, action: Array, prices: Array) -> Array:
        """Return what an action is worth by itself (n,) float64: a gain is a difference of these.

        Args:
            inputs: (n, F + A + k) the editor's.
            action: (n, A) in [-1, 1].
            prices: (k,) multipliers.
        """
        worth: Array = (self._values(inputs, action) * _weights(prices)).sum(axis=1)
        return worth

    def _values(self, inputs: Array, action: Array) -> Array:
        """(n, 1 + k): the least reward critic, then the costs."""
        judged = np.concatenate([inputs, action], axis=1).astype(np.float64)
        utility, costs = self._double
        values = [perceptron(layers, self.activation, judged) for layers in utility]
        least: Array = np.minimum.reduce(values)
        priced = [
            perceptron(layers, self.activation, judged) / unit
            for layers, unit in zip(costs, self.units, strict=True)
        ]
        return np.concatenate([least, *priced], axis=1)

    @cached_property
    def _double(self) -> tuple[tuple[Layers, ...], tuple[Layers, ...]]:
        def doubled(critics: tuple[Layers, ...]) -> tuple[Layers, ...]:
            return tuple(
                tuple((w.astype(np.float64), b.astype(np.float64)) for w, b in layers)
                for layers in critics
            )

        return doubled(self.utility), doubled(self.costs)


def _weights(prices: Array) -> Array:
    """(1 + k,) of the reward's value and of the costs'."""
    return np.asarray(np.concatenate([[1.0], -np.asarray(prices)]) / (1.0 + np.sum(prices)))
