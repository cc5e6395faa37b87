"""Time limits on decisions: whether time is up, and how long decisions took.

A deadline is asked between chunks of work. Its answers are counted, so that a decision that was cut
short can be replayed exactly: what matters is not when time was up but after which question.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from saferl.errors import InputError

__all__ = ["CountedDeadline", "Latencies", "WallDeadline", "check_deadline_ms"]

Clock = Callable[[], int]
"""Nanoseconds that never go back, such as `time.monotonic_ns`."""

_RESERVE = 0.1
_RESERVE_MS = 0.5


class WallDeadline:
    """Says whether time is up by a monotonic clock; once it has said yes, it always does.

    The last tenth, and at least half a millisecond, is kept back for what comes after the search.

    Args:
        limit_ms: Milliseconds a decision may take; None for no limit.
        clock: Nanoseconds; never the wall clock, which can be set back.

    Attributes:
        asked: How often time was not yet up.
        late: Whether time was up when it was last asked.

    >>> ticks = iter([0, 1_000_000, 9_500_000, 9_600_000])
    >>> deadline = WallDeadline(10.0, clock=lambda: next(ticks))
    >>> deadline(), deadline(), deadline.cut
    (False, True, 1)
    """

    def __init__(self, limit_ms: float | None, clock: Clock = time.monotonic_ns) -> None:
        self.limit_ms = limit_ms
        self.clock = clock
        self.began = clock()
        self.asked = 0
        self.late = False

    def __call__(self) -> bool:
        """Whether time is up."""
        if not self.late and self.limit_ms is not None:
            kept = max(_RESERVE * self.limit_ms, min(_RESERVE_MS, 0.5 * self.limit_ms))
            self.late = self.elapsed_ms() > self.limit_ms - kept
        self.asked += not self.late
        return self.late

    @property
    def cut(self) -> int | None:
        """After how many questions time was up; None if it never was."""
        return self.asked if self.late else None

    def elapsed_ms(self) -> float:
        """Milliseconds since it was made."""
        return 1e-6 * (self.clock() - self.began)

    def remaining_ms(self) -> float | None:
        """Milliseconds left, at least 0; None without a limit."""
        if self.limit_ms is None:
            return None
        return max(0.0, self.limit_ms - self.elapsed_ms())


class CountedDeadline(WallDeadline):
    """Says that time is up after a given number of questions; it replays a logged decision.

    >>> deadline = CountedDeadline(2)
    >>> [deadline() for _ in range(4)]
    [False, False, True, True]
    """

    def __init__(self, cut: int | None) -> None:
        super().__init__(None)
        self._allowed = cut

    def __call__(self) -> bool:
        """Whether the questions are used up."""
        self.late = self._allowed is not None and self.asked >= self._allowed
        self.asked += not self.late
        return self.late


@dataclass(frozen=True, kw_only=True)
class Latencies:
    """How long n decisions took, in milliseconds.

    Attributes:
        count: n.
        p50, p99, worst: Of the times.
        deadline_ms: The limit they had, or None.
        late: Share of the decisions that took longer than the limit.
        overrun_p999: 99.9% quantile of the time beyond the limit, 0 for those within it; None
            without a limit.
    """

    count: int
    p50: float
    p99: float
    worst: float
    deadline_ms: float | None = None
    late: float = 0.0
    overrun_p999: float | None = None

    @classmethod
    def of(cls, milliseconds: Iterable[float], deadline_ms: float | None = None) -> Latencies:
        """Summarise times.

        Raises:
            InputError: There are none.

        >>> Latencies.of([1.0] * 999 + [7.0], deadline_ms=5.0).overrun_p999
        2.0
        """
        times = np.asarray(list(milliseconds), dtype=np.float64)
        if times.size == 0:
            raise InputError("no decision was timed; expected at least one")
        p50, p99 = np.percentile(times, [50, 99])
        late, overrun = 0.0, None
        if deadline_ms is not None:
            beyond = np.maximum(times - deadline_ms, 0.0)
            late = float((beyond > 0).mean())
            # never interpolate towards the harmless side of a rare overrun
            overrun = float(np.quantile(beyond, 0.999, method="higher"))
        return cls(
            count=times.size,
            p50=float(p50),
            p99=float(p99),
            worst=float(times.max()),
            deadline_ms=deadline_ms,
            late=late,
            overrun_p999=overrun,
        )


def check_deadline_ms(deadline_ms: float | None) -> float | None:
    """Return the limit.

    Raises:
        InputError: It is not a positive, finite number.
    """
    if deadline_ms is None:
        return None
    if not np.isfinite(deadline_ms) or deadline_ms <= 0:
        raise InputError(f"deadline_ms is {deadline_ms}; expected milliseconds above 0, or None")
    return float(deadline_ms)
