"""A straight list of array operations, made once from formulas and run on every step.

Everything is float64 in rows of (num_envs,): truths and costs are 0 or 1, counters and timers are
whole numbers, so that no operation converts between types (which costs NumPy more than the
arithmetic at this size). All buffers are allocated beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saferl.errors import InputError, SimulationError

__all__ = ["Program", "Row", "Sizes"]

Row = NDArray[np.float64]  # (num_envs,)


@dataclass
class Sizes:
    """How many rows of each kind the formulas asked for."""

    literals: int = 0
    features: int = 0
    hidden: int = 0


class Program:
    """Buffers, registers and operations for ``num_envs`` environments.

    Registers are what is remembered from step to step. Those with a name are features of the state
    a policy sees: ``register * scale``, within [0, 1]. How many rows the formulas need is known
    only after they were compiled, so they are compiled twice: without ``sizes``, rows of their own
    are handed out and counted; with them, rows of the shared arrays.

    Args:
        num_envs: Length of every row.
        sizes: What an earlier compilation asked for, or None.
    """

    def __init__(self, num_envs: int, sizes: Sizes | None = None) -> None:
        self._counting = sizes is None
        room = sizes or Sizes()
        self.num_envs = num_envs
        self.sizes = Sizes()  # handed out so far
        self.clock = 0  # steps run; what ring buffers turn by
        self.feature_names: list[str] = []
        self.ones = np.ones(num_envs)
        self.zeros = np.zeros(num_envs)
        self.features = np.zeros((room.features, num_envs))
        self.hidden = np.zeros((room.hidden, num_envs))
        self.initial_features = np.zeros((room.features, num_envs))
        self.initial_hidden = np.zeros((room.hidden, num_envs))
        self._scales = np.zeros((room.features, num_envs))
        self._ops: list[Callable[[], Any]] = []
        self._rings: list[tuple[int, int]] = []  # stretches of the hidden registers
        # of each literal: is `slope * signal - offset >= 0`?
        shape = (room.literals, num_envs)
        self._literals: dict[tuple[str, float, float], int] = {}
        self._keys: list[str] = []
        self._gathered = np.zeros(shape)
        self._flat = self._gathered.reshape(-1)
        self._slopes = np.zeros(shape)
        self._descending = False  # whether any slope is not 1
        self._offsets = np.zeros(shape)
        self._margins = np.zeros(shape)
        self._flags = np.zeros(shape, dtype=np.bool_)
        self._level = np.zeros(shape)
        self._truth = np.zeros(shape)
        self._ones = np.ones(shape)
        self._falsity = np.zeros(shape)

    @property
    def signals(self) -> tuple[str, ...]:
        """Keys of the signals the program reads."""
        return tuple(dict.fromkeys(self._keys))

    # -- making ------------------------------------------------------------------------------

    def do(self, operation: Callable[..., Any], *arguments: Any) -> None:
        """Append an operation; its arguments are fixed now, their contents read when it runs."""
        self._ops.append(partial(operation, *arguments))

    def buffer(self) -> Row:
        """A row of working space."""
        return np.zeros(self.num_envs)

    def literal(self, key: str, slope: float, offset: float) -> tuple[Row, Row, Row]:
        """Truth, falsity and margin of ``slope * signal - offset >= 0``; made once for each."""
        wanted = (key, slope, offset)
        if wanted not in self._literals:
            index = self._literals[wanted] = self.sizes.literals
            self.sizes.literals += 1
            self._keys.append(key)
            self._descending |= slope != 1.0
            if not self._counting:
                self._slopes[index] = slope
                self._offsets[index] = offset
        if self._counting:
            return self.buffer(), self.buffer(), self.buffer()
        index = self._literals[wanted]
        return self._truth[index], self._falsity[index], self._margins[index]

    def raw(self, key: str) -> Row:
        """The signal itself."""
        return self.literal(key, 1.0, 0.0)[2]

    def feature(
        self, name: str, initial: float, scale: float, rows: int = 1
    ) -> NDArray[np.float64]:
        """Registers (rows, num_envs) that a policy sees as ``name``."""
        start, stop = self.sizes.features, self.sizes.features + rows
        self.sizes.features = stop
        self.feature_names += [name] if rows == 1 else [f"{name} {i + 1}" for i in range(rows)]
        if self._counting:
            return np.zeros((rows, self.num_envs))
        self.features[start:stop] = self.initial_features[start:stop] = initial
        self._scales[start:stop] = scale
        return self.features[start:stop]

    def hide(self, initial: float, rows: int = 1) -> NDArray[np.float64]:
        """Registers (rows, num_envs) that a policy does not see."""
        start, stop = self.sizes.hidden, self.sizes.hidden + rows
        self.sizes.hidden = stop
        if self._counting:
            return np.zeros((rows, self.num_envs))
        self.hidden[start:stop] = self.initial_hidden[start:stop] = initial
        return self.hidden[start:stop]

    def ring(self, length: int) -> NDArray[np.float64]:
        """Hidden registers whose row ``clock % length`` is written on each step."""
        rows = self.hide(0.0, length)
        self._rings.append((self.sizes.hidden - length, length))
        return rows

    def restart_where(self, truth: Row, since: Sizes) -> None:
        """Put the registers made since then back to their start where ``truth`` is 1."""
        features = slice(since.features, self.sizes.features)
        hidden = slice(since.hidden, self.sizes.hidden)
        pairs = [
            (rows[stretch], initial[stretch])
            for rows, initial, stretch in (
                (self.features, self.initial_features, features),
                (self.hidden, self.initial_hidden, hidden),
            )
            if stretch.start < stretch.stop
        ]
        if not pairs:
            return
        flags = np.zeros(self.num_envs, dtype=np.bool_)

        def restart() -> None:
            np.greater(truth, self.zeros, flags)
            if np.count_nonzero(flags):
                for rows, initial in pairs:
                    np.copyto(rows, initial, where=flags)

        self.do(restart)

    # -- running -----------------------------------------------------------------------------

    def read(self, signals: Mapping[str, Any]) -> None:
        """Copy the signals in and evaluate every literal.

        Raises:
            InputError: A signal is missing or has another shape than (num_envs,).
            SimulationError: A signal is NaN.
        """
        if not self._keys:
            return
        try:
            np.concatenate([signals[key] for key in self._keys], out=self._flat)
        except (KeyError, TypeError, ValueError):
            self._read_slowly(signals)
        if self._descending:
            np.multiply(self._gathered, self._slopes, self._gathered)
        np.subtract(self._gathered, self._offsets, self._margins)
        np.equal(self._margins, self._margins, self._flags)
        if np.count_nonzero(self._flags) != self._flags.size:
            self._refuse_nan()
        np.greater_equal(self._margins, self._level, self._flags)
        np.copyto(self._truth, self._flags)
        np.subtract(self._ones, self._truth, self._falsity)

    def run(self) -> None:
        """Run every operation once."""
        for operation in self._ops:
            operation()
        self.clock += 1

    def memory(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Copies of the registers, rings turned as if the clock stood at 0."""
        hidden = self.hidden.copy()
        for start, length in self._rings:
            stretch = slice(start, start + length)
            hidden[stretch] = np.roll(hidden[stretch], -(self.clock % length), axis=0)
        return self.features.copy(), hidden

    def remember(self, features: NDArray[np.float64], hidden: NDArray[np.float64]) -> None:
        """Take up what `memory` gave."""
        self.features[:] = features
        self.hidden[:] = hidden
        self.clock = 0

    def scaled_features(self) -> NDArray[np.float64]:
        """(m, num_envs) what a policy sees, a fresh array."""
        scaled: NDArray[np.float64] = np.multiply(self.features, self._scales)
        return scaled

    def _read_slowly(self, signals: Mapping[str, Any]) -> None:
        for key, row in zip(self._keys, self._gathered, strict=True):
            if key not in signals:
                missing = [needed for needed in self.signals if needed not in signals]
                raise InputError(
                    f"the monitor needs the signals {', '.join(map(repr, missing))}; "
                    f"it was given {', '.join(map(repr, sorted(signals))) or 'none'}"
                )
            value = np.asarray(signals[key])
            if value.shape != (self.num_envs,) and not (value.shape == () and self.num_envs == 1):
                raise InputError(
                    f"the signal {key!r} has shape {value.shape}; expected ({self.num_envs},), "
                    "one value for each environment"
                )
            try:
                row[:] = value
            except (TypeError, ValueError) as error:
                raise InputError(f"the signal {key!r} does not hold numbers: {error}") from error

    def _refuse_nan(self) -> None:
        for key, row in zip(self._keys, self._margins, strict=True):
            where = np.flatnonzero(np.isnan(row))
            if len(where):
                raise SimulationError(
                    f"the signal {key!r} is NaN in environments {where.tolist()}; "
                    "whether a constraint holds there cannot be said"
                )
