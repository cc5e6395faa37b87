"""How the agent itself moves: a learned ensemble, run in NumPy on whole batches of imagined plans.

From the agent's motion sensors and the actions of a block of k steps, each member predicts where
the agent is after each of those steps, in its body frame at the block's beginning, and the sensors
at its end. One network evaluation thus imagines k steps, and errors do not compound within a block.
Where the objects then are follows by geometry: nothing about their arrangement is learned.

Actuators saturate, so a network sees an action both as it is and squashed (tanh of 4 and 20 times
it).

Shapes: n rows, M members, B plans a row, H steps, k steps a block, S motion sensors, A action
dimensions. Each row is multiplied by itself, so that it gets the same numbers whatever rows stand
beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from lookahead.representation import Layout
from saferl.errors import InputError

__all__ = ["MotionModel", "Trajectories", "chained", "motion_rows", "squashed_actions"]

Array = np.ndarray[Any, Any]
_EDGE = 1.25
"""Imagined sensors are kept within this many times the range of the training data."""


class Trajectories(NamedTuple):
    """Imagined motion, in the body frame at the first step.

    Attributes:
        places: (n, M, B, H, 2) metres ahead and to the left after each step.
        turns: (n, M, B, H) radians to the left after each step.
        motion: (n, M, B, S) motion sensors at the end.
    """

    places: Array
    turns: Array
    motion: Array


def squashed_actions(actions: Array) -> Array:
    """Put actions (..., k, A) as a network sees them: (..., 3 k A).

    >>> squashed_actions(np.zeros((5, 4, 2))).shape
    (5, 24)
    """
    parts = np.concatenate([actions, np.tanh(4 * actions), np.tanh(20 * actions)], axis=-1)
    return np.asarray(parts.reshape(*parts.shape[:-2], -1))


def motion_rows(
    layout: Layout, columns: Array, observation: Array, action: Array
) -> tuple[Array, Array]:
    """Return inputs (N, S + 3 k A) and targets (N, S + 3 k) of the motion ensemble.

    Targets are the change of the motion sensors over the block, then the places (ahead, left) after
    each step, then the turns.

    Args:
        layout: Of the observation.
        columns: (S,) the motion sensors' columns.
        observation: (N, k + 1, obs_dim) successive observations.
        action: (N, k, A) in [-1, 1], what was executed between them.
    """
    observation = np.asarray(observation, dtype=np.float64)
    places, turns = chained(layout.displacement(observation[:, :-1], observation[:, 1:]))
    first, last = observation[:, 0, columns], observation[:, -1, columns]
    inputs = np.concatenate([first, squashed_actions(action)], axis=1)
    return inputs, np.concatenate([last - first, places.reshape(len(first), -1), turns], axis=1)


@dataclass(frozen=True, eq=False)
class MotionModel:
    """The members' networks as plain arrays.

    Attributes:
        layers: ((weight (M, in, out), bias (M, 1, out)), ...), standardisation folded in; tanh
            between them.
        columns: (S,) columns of the motion sensors in the observation.
        block: k.
        low: (S,) least values of the motion sensors in the training data.
        high: (S,) greatest values.
        spread: (S + 3 k,) root mean square of each target, by which disagreement is measured.
    """

    layers: tuple[tuple[Array, Array], ...]
    columns: Array
    block: int
    low: Array
    high: Array
    spread: Array

    @property
    def members(self) -> int:
        """M."""
        return len(self.layers[0][0])

    def only(self, members: slice) -> MotionModel:
        """Return a model of some of the members."""
        return replace(self, layers=tuple((w[members], b[members]) for w, b in self.layers))

    def imagine(
        self, motion: Array, actions: Array, squashed: Array | None = None
    ) -> tuple[Array, Array, Array]:
        """Imagine one block of k steps.

        Args:
            motion: (n, M, B, S).
            actions: (n, 1 or M, B, k, A) in [-1, 1].
            squashed: What `squashed_actions` makes of them, where that is known already; then
                they are not looked at.

        Returns:
            Motion sensors at its end (n, M, B, S); places (n, M, B, k, 2) and turns (n, M, B, k)
            after each step, in the body frame at its beginning.
        """
        seen = squashed_actions(actions) if squashed is None else squashed
        size, k = len(self.columns), self.block
        inputs = np.empty((*motion.shape[:-1], size + seen.shape[-1]), dtype=np.float32)
        inputs[..., :size], inputs[..., size:] = motion, seen
        out = self.forward(inputs)
        after = motion + out[..., :size]
        np.maximum(after, _EDGE * self.low, out=after)
        np.minimum(after, _EDGE * self.high, out=after)
        places = out[..., size : size + 2 * k].reshape(*out.shape[:-1], k, 2)
        return after, places, out[..., size + 2 * k :]

    def forward(self, inputs: Array) -> Array:
        """Run the members' networks: (n, M, B, in) to (n, M, B, out)."""
        hidden = inputs
        for weight, bias in self.layers[:-1]:
            hidden = np.matmul(hidden, weight)
            hidden += bias
            np.tanh(hidden, out=hidden)
        weight, bias = self.layers[-1]
        out: Array = np.matmul(hidden, weight)
        out += bias
        return out

    def roll(self, motion: Array, plans: Array) -> Trajectories:
        """Imagine plans of actions.

        Args:
            motion: (n, S) motion sensors now, or (n, B, S) for each plan its own.
            plans: (B, H, A) the same for all rows, or (n, B, H, A); H is a multiple of k.
        """
        if plans.ndim == 3:
            plans = np.broadcast_to(plans, (len(motion), *plans.shape))
        n, count, horizon, size = plans.shape
        k, shape = self.block, (len(motion), self.members, count)
        if horizon % k:
            raise InputError(f"plans have {horizon} steps; expected a multiple of {k}")
        start = motion[:, None, None] if motion.ndim == 2 else motion[:, None]
        now = np.broadcast_to(start, (*shape, motion.shape[-1])).astype(np.float32)
        blocks = plans.reshape(n, 1, count, horizon // k, k, size)
        squashed = squashed_actions(np.asarray(blocks, dtype=np.float32))
        places = np.empty((*shape, horizon, 2), dtype=np.float32)
        turns = np.empty((*shape, horizon), dtype=np.float32)
        place = np.zeros((*shape, 1, 2), dtype=np.float32)
        turn = np.zeros((*shape, 1), dtype=np.float32)
        for i in range(horizon // k):
            now, way, turned = self.imagine(now, blocks[..., i, :, :], squashed[..., i, :])
            part = slice(i * k, (i + 1) * k)
            places[..., part, :] = place + rotated(way, turn)
            turns[..., part] = turn + turned
            place, turn = places[..., part, :][..., -1:, :], turns[..., part][..., -1:]
        return Trajectories(places, turns, now)

    def disagreement(self, motion: Array, action: Array) -> Array:
        """How far the members lie apart for n states and actions, (n,), in units of the spread."""
        start = np.asarray(motion, dtype=np.float32)[:, None, None]
        start = np.broadcast_to(start, (len(motion), self.members, 1, motion.shape[-1]))
        held = np.repeat(action[:, None, None, None], self.block, axis=3)
        after, places, turns = self.imagine(start, held)
        flat = places.reshape(*places.shape[:-2], -1)
        out = np.concatenate([after - start, flat, turns], axis=-1)[:, :, 0] / self.spread
        return np.asarray(np.sqrt(out.var(axis=1).mean(axis=-1)))


def rotated(places: Array, turn: Array) -> Array:
    """Turn places (..., 2) to the left by angles (...)."""
    cos, sin = np.cos(turn), np.sin(turn)
    ahead, left = places[..., 0], places[..., 1]
    turned = cos * ahead - sin * left
    out = np.empty((*turned.shape, 2), dtype=places.dtype)
    out[..., 0] = turned
    out[..., 1] = sin * ahead + cos * left
    return out


def chained(moved: Array) -> tuple[Array, Array]:
    """Put displacements (..., H, 3), each in the frame before it, end to end.

    Returns:
        Places (..., H, 2) and turns (..., H) in the frame of the first.

    >>> ahead_and_turn = np.array([[1.0, 0.0, np.pi / 2], [1.0, 0.0, 0.0]])
    >>> chained(ahead_and_turn)[0].round(6)
    array([[1., 0.],
           [1., 1.]])
    """
    turns = np.cumsum(moved[..., 2], axis=-1)
    before = np.concatenate([np.zeros_like(turns[..., :1]), turns[..., :-1]], axis=-1)
    return np.cumsum(rotated(moved[..., :2], before), axis=-2), turns
