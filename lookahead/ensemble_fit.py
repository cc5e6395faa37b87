"""Training an ensemble: batches of its own for each member, a hold-out, early stopping.

After a fit every member has the weights it had when its own hold-out loss was least. The report
says how good the fit is on the hold-out rows: error, and whether the predicted deviations are as
large as the errors really are.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from lookahead.ensemble import Ensemble
from saferl.errors import InputError, SimulationError

__all__ = ["EnsembleTrainer", "FitReport", "assess"]

Array = np.ndarray[Any, Any]
MAX_HOLDOUT = 20_000


class FitReport(NamedTuple):
    """How good an ensemble is on rows it was not trained on.

    Attributes:
        updates: Gradient steps of this fit.
        rows: Training rows.
        holdout_rows: Rows of the assessment.
        loss: (M,) mean negative log-likelihood of each member, standardised units.
        error: (D,) root mean square error of the members' mean prediction, in the targets' units.
        explained: (D,) share of the variance explained, 1 at best.
        coverage: (D,) share of rows whose target lies within the central 90% of the mixture's
            Gaussian approximation; 0.9 where the predicted deviations are right.
        disagreement: Mean over the rows of how far the members lie apart (standardised units).
        disagreement_99: Its 99th percentile; what lies far above it was not in the data.
        brier: (F,) mean square error of the predicted probabilities.
    """

    updates: int
    rows: int
    holdout_rows: int
    loss: Array
    error: Array
    explained: Array
    coverage: Array
    disagreement: float
    disagreement_99: float
    brier: Array


class EnsembleTrainer:
    """Keeps the optimiser of an ensemble from fit to fit.

    Args:
        ensemble: What to train, in place.
        seed: Of the batches and the hold-out's choice.

    >>> rng = np.random.default_rng(0)
    >>> x = rng.uniform(-1, 1, (2000, 1))
    >>> y = 2 * x + 0.1 * rng.standard_normal(x.shape)
    >>> from lookahead.ensemble import EnsembleConfig
    >>> config = EnsembleConfig(members=2, hidden=(32,), head=0, max_updates=1000)
    >>> generator = torch.Generator().manual_seed(0)
    >>> ensemble = Ensemble(1, 1, config=config, generator=generator)
    >>> report = EnsembleTrainer(ensemble).fit(x, y)
    >>> bool(report.error[0] < 0.12)
    True
    """

    def __init__(self, ensemble: Ensemble, *, seed: int = 0) -> None:
        self.ensemble = ensemble
        self.rng = np.random.default_rng(seed)
        config = ensemble.config
        self.optimizer = torch.optim.Adam(
            ensemble.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay
        )

    def update(self, inputs: Array, targets: Array, updates: int, *, rescale: bool = True) -> float:
        """Take so many gradient steps on batches of these rows, without a hold-out.

        Args:
            inputs: (N, I).
            targets: (N, D + F).
            updates: Gradient steps.
            rescale: Standardise by these rows first.

        Returns:
            Mean training loss of a member.

        Raises:
            InputError: Shapes that do not fit the ensemble, or values that are not finite.
            SimulationError: The loss became NaN or infinite.
        """
        x, y = self._tensors(inputs, targets)
        if rescale:
            self.ensemble.set_scales(x, y)
        return sum(self._step(x, y) for _ in range(updates)) / max(updates, 1)

    def fit(self, inputs: Array, targets: Array, *, groups: Array | None = None) -> FitReport:
        """Train until the hold-out loss no longer improves, and keep each member's best weights.

        Args:
            inputs: (N, I).
            targets: (N, D + F).
            groups: (N,) such as the episode of each row; a group is held out whole or not at all,
                since neighbouring steps of an episode are nearly copies of each other.
        """
        config = self.ensemble.config
        x, y = self._tensors(inputs, targets)
        held = self._holdout(len(x), groups)
        train_x, train_y, test_x, test_y = x[~held], y[~held], x[held], y[held]
        self.ensemble.set_scales(train_x, train_y)
        best = self._losses(test_x, test_y)
        kept = {name: p.detach().clone() for name, p in self.ensemble.named_parameters()}
        updates, stale = 0, 0
        while updates < config.max_updates and stale < config.patience:
            count = min(config.validate_every, config.max_updates - updates)
            for i in range(count):
                self._set_rate((updates + i) / config.max_updates)
                self._step(train_x, train_y)
            updates += count
            losses = self._losses(test_x, test_y)
            better = losses < best - 1e-3 * best.abs()
            stale = 0 if bool(better.any()) else stale + 1
            best = torch.where(better, losses, best)
            for name, parameter in self.ensemble.named_parameters():
                kept[name][better] = parameter.detach()[better]
        with torch.no_grad():
            for name, parameter in self.ensemble.named_parameters():
                parameter.copy_(kept[name])
        return assess(self.ensemble, test_x, test_y)._replace(updates=updates, rows=len(train_x))

    def _set_rate(self, progress: float) -> None:
        config = self.ensemble.config
        last = config.final_learning_rate or config.learning_rate
        rate = config.learning_rate * (last / config.learning_rate) ** progress
        for group in self.optimizer.param_groups:
            group["lr"] = rate

    def _step(self, x: Tensor, y: Tensor) -> float:
        config = self.ensemble.config
        shape = (config.members, min(config.batch, len(x)))
        chosen = torch.from_numpy(self.rng.integers(len(x), size=shape))
        loss = self.ensemble.loss(x[chosen], y[chosen])
        if not torch.isfinite(loss):
            raise SimulationError(
                "the ensemble's loss is not finite; lower the learning rate or look for outliers "
                "in the data"
            )
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        return loss.item() / config.members

    @torch.no_grad()
    def _losses(self, x: Tensor, y: Tensor) -> Tensor:
        return self.ensemble.member_losses(x, y)

    def _tensors(self, inputs: Array, targets: Array) -> tuple[Tensor, Tensor]:
        width = self.ensemble.numbers + self.ensemble.flags
        fits = inputs.ndim == 2 and inputs.shape[1] == self.ensemble.inputs
        if not fits or targets.shape != (len(inputs), width) or len(inputs) < 2:
            raise InputError(
                f"got inputs {inputs.shape} and targets {targets.shape}; expected "
                f"(N, {self.ensemble.inputs}) and (N, {width}) with N at least 2"
            )
        x = torch.as_tensor(np.asarray(inputs, dtype=np.float32))
        y = torch.as_tensor(np.asarray(targets, dtype=np.float32))
        if not (torch.isfinite(x).all() and torch.isfinite(y).all()):
            raise InputError("inputs or targets of the ensemble hold values that are not finite")
        return x, y

    def _holdout(self, rows: int, groups: Array | None) -> Tensor:
        wanted = max(1, min(MAX_HOLDOUT, round(self.ensemble.config.holdout * rows)))
        held = np.zeros(rows, dtype=bool)
        names, index = (
            (np.arange(rows), np.arange(rows))
            if groups is None
            else np.unique(groups, return_inverse=True)
        )
        if len(names) < 2:  # one episode only: its last rows
            held[-wanted:] = True
            return torch.from_numpy(held)
        sizes = np.bincount(index)
        order = self.rng.permutation(len(names))
        count = int(np.searchsorted(np.cumsum(sizes[order]), wanted)) + 1
        held[np.isin(index, order[: min(count, len(names) - 1)])] = True
        return torch.from_numpy(held)


@torch.no_grad()
def assess(ensemble: Ensemble, inputs: Tensor, targets: Tensor) -> FitReport:
    """Measure an ensemble on rows (N, I) and (N, D + F) that it was not trained on."""
    predicted = ensemble(inputs)
    numbers, truth = targets[:, : ensemble.numbers], targets[:, ensemble.numbers :]
    mean = predicted.mean.mean(0)  # (N, D)
    # law of total variance over the members
    variance = predicted.log_variance.exp().mean(0) + (predicted.mean - mean).square().mean(0)
    error = mean - numbers
    covered = error.abs() <= 1.6448536 * variance.sqrt()
    spread = ensemble.disagreement(inputs)
    total = (numbers - numbers.mean(0)).square().mean(0).clamp_min(1e-12)
    return FitReport(
        updates=0,
        rows=0,
        holdout_rows=len(inputs),
        loss=ensemble.member_losses(inputs, targets).numpy(),
        error=error.square().mean(0).sqrt().numpy(),
        explained=(1 - error.square().mean(0) / total).numpy(),
        coverage=covered.float().mean(0).numpy(),
        disagreement=float(spread.mean()) if ensemble.numbers else 0.0,
        disagreement_99=float(spread.quantile(0.99)) if ensemble.numbers else 0.0,
        brier=(torch.sigmoid(predicted.logits).mean(0) - truth).square().mean(0).numpy(),
    )
