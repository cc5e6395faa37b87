"""Running normalisation of observations, and of the scale of rewards and costs.

Moments are merged batch by batch (Chan, Golub, LeVeque 1979), in float64, and are part of the
checkpoint: a policy owns its normaliser.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from saferl.errors import SimulationError

__all__ = ["ObservationNormalizer", "ReturnScale", "RunningMoments"]

Array = np.ndarray[Any, Any]


class RunningMoments:
    """Mean and variance of everything seen so far, per component.

    >>> moments = RunningMoments((2,))
    >>> moments.update(np.array([[0.0, 1.0], [2.0, 1.0]]))
    >>> moments.mean, moments.variance
    (array([1., 1.]), array([1., 0.]))
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.mean: Array = np.zeros(shape)
        self.variance: Array = np.ones(shape)
        self.count = 0.0

    def update(self, batch: Array) -> None:
        """Merge a batch (n, *shape); an empty one changes nothing."""
        n = float(len(batch))
        if n == 0:
            return
        batch = np.asarray(batch, dtype=np.float64)
        mean, variance = batch.mean(axis=0), batch.var(axis=0)
        total = self.count + n
        if self.count == 0:
            self.mean, self.variance = np.asarray(mean), np.asarray(variance)
        else:
            shift = mean - self.mean
            self.mean = self.mean + shift * (n / total)
            spread = self.variance * self.count + variance * n
            self.variance = (spread + shift**2 * (self.count * n / total)) / total
        self.count = total

    def tensors(self) -> dict[str, Array]:
        """Return the moments as arrays for a checkpoint."""
        count = np.array(self.count)
        return {"mean": self.mean, "variance": self.variance, "count": count}

    def load(self, tensors: dict[str, Array]) -> None:
        """Take the moments of :meth:`tensors`."""
        self.mean, self.variance = tensors["mean"].copy(), tensors["variance"].copy()
        self.count = float(tensors["count"])


class ObservationNormalizer:
    """Shift and scale observations to zero mean and unit variance, clipped.

    The statistics move only in :meth:`update`; :meth:`apply` never changes them. Components that
    have never varied pass through shifted but not blown up.

    >>> normalizer = ObservationNormalizer(1)
    >>> normalizer.update(np.array([[1.0], [3.0]]))
    >>> normalizer.apply(np.array([[3.0]])).round(3)
    array([[1.]], dtype=float32)
    """

    clip = 10.0

    def __init__(self, size: int) -> None:
        self.moments = RunningMoments((size,))
        self._refresh()

    def _refresh(self) -> None:
        deviation = np.sqrt(self.moments.variance)
        # a component that has not varied yet says nothing about its scale
        self.scale = np.where(deviation > 1e-6, 1.0 / np.maximum(deviation, 1e-6), 1.0)

    def update(self, batch: Array) -> None:
        """Merge a batch of raw observations (n, size).

        Raises:
            SimulationError: The batch holds NaN or infinity; the statistics are left as they were.
        """
        if not np.isfinite(batch).all():
            row, column = np.argwhere(~np.isfinite(batch))[0]
            raise SimulationError(
                f"observation {row} of the batch has {batch[row, column]} at component {column}; "
                "the environment is broken there, and learning from it would ruin the policy"
            )
        self.moments.update(batch)
        self._refresh()

    def apply(self, batch: Array) -> Array:
        """Return normalised observations, same shape, float32, within [-10, 10]."""
        scaled = (batch - self.moments.mean) * self.scale
        return np.asarray(np.clip(scaled, -self.clip, self.clip), dtype=np.float32)

    def tensors(self) -> dict[str, Array]:
        """Return the statistics as arrays for a checkpoint."""
        return self.moments.tensors()

    def load(self, tensors: dict[str, Array]) -> None:
        """Take the statistics of :meth:`tensors`."""
        self.moments.load(tensors)
        self._refresh()


class ReturnScale:
    """The standard deviation of discounted returns: a unit for rewards, or for costs.

    Dividing by it, without shifting, keeps the optimum and gives critics targets of order one
    (Engstrom et al. 2020, arXiv 2005.12729, on PPO's reward scaling).

    Args:
        num_envs: Environments whose returns are tracked in parallel.
        signals: Signals tracked at once, such as the reward and k costs.
        gamma: Discount of the tracked returns.
    """

    def __init__(self, num_envs: int, signals: int, gamma: float) -> None:
        self.gamma = gamma
        self.running: Array = np.zeros((num_envs, signals))
        self.moments = RunningMoments((signals,))

    def update(self, values: Array, ends: Array) -> None:
        """Merge an unroll: values (T, n, signals), episode ends (T, n)."""
        returns = np.empty_like(values)
        for t in range(len(values)):
            self.running = self.gamma * self.running + values[t]
            returns[t] = self.running
            self.running[ends[t]] = 0.0
        self.moments.update(returns.reshape(-1, values.shape[-1]))

    @property
    def scale(self) -> Array:
        """(signals,) standard deviations; 1 for a signal that has not varied yet."""
        deviation = np.sqrt(self.moments.variance)
        known = (self.moments.count > 0) & (deviation > 1e-6)
        return np.where(known, deviation, 1.0)

    def tensors(self) -> dict[str, Array]:
        """Return everything as arrays for a checkpoint."""
        return {"running": self.running, **self.moments.tensors()}

    def load(self, tensors: dict[str, Array]) -> None:
        """Take the state of :meth:`tensors`; other numbers of environments start afresh."""
        self.moments.load(tensors)
        if tensors["running"].shape == self.running.shape:
            self.running = tensors["running"].copy()
