"""Probabilistic ensembles: M networks that each predict a Gaussian, run as one batched network.

Each member predicts a mean and a log variance for every number, and a log odds for every truth
value, from inputs standardised by the training data. The log variance is kept between two learned
bounds by softplus (Chua et al. 2018, "PETS", arXiv 1805.12114, appendix A.1), so the gradient never
vanishes at a bound. Members differ in their initial weights and in the order of their batches.

Shapes: M members, B batch, I inputs, D numbers, F truth values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from saferl.errors import InputError
from saferl.networks import Activation, StackedMlp
from saferl.settings import setting

__all__ = ["Ensemble", "EnsembleConfig", "Prediction", "gaussian_nll"]

Array = np.ndarray[Any, Any]
MIN_DEVIATION = 1e-6
"""Inputs and targets that vary less than this are taken as constant."""


@dataclass(frozen=True, kw_only=True)
class EnsembleConfig:
    """Size of an ensemble and how it is trained."""

    members: int = setting(5, "networks; more tell disagreement better, 5 to 7 are usual")
    hidden: tuple[int, ...] = setting((200, 200), "sizes of the layers the heads share")
    head: int = setting(200, "size of the hidden layer of each head; 0 for none")
    activation: Activation = setting("relu", "between the layers: relu or tanh")
    learning_rate: float = setting(1e-3, "Adam step size; usually 3e-4 to 1e-3")
    final_learning_rate: float | None = setting(
        None, "step size a fit falls to, geometrically, by its last update; None: it stays"
    )
    weight_decay: float = setting(0.0, "pull of the weights to zero; 0 to 1e-4")
    beta: float = setting(
        0.0,
        "0 is the plain likelihood; towards 1 means are fitted as by least squares, so that "
        "outputs known precisely do not drown the others (Seitzer et al. 2022)",
    )
    bound_weight: float = setting(0.01, "pull of the variance bounds towards each other")
    batch: int = setting(256, "rows in a member's batch")
    holdout: float = setting(0.1, "share of the rows kept for validation; at most 20,000 rows")
    patience: int = setting(5, "validations without improvement before a fit stops")
    validate_every: int = setting(500, "updates between validations")
    max_updates: int = setting(20_000, "updates after which a fit stops in any case")


class Prediction(NamedTuple):
    """What each member predicts, in the targets' own units.

    Attributes:
        mean: (M, B, D).
        log_variance: (M, B, D) log of the variance of the noise.
        logits: (M, B, F) log odds of the truth values.
    """

    mean: Tensor
    log_variance: Tensor
    logits: Tensor


def gaussian_nll(mean: Tensor, log_variance: Tensor, target: Tensor) -> Tensor:
    """Return the negative log density of ``target``, without its constant; elementwise.

    >>> zero = torch.zeros(1)
    >>> gaussian_nll(zero, zero, torch.tensor([2.0]))
    tensor([2.])
    """
    error = (mean - target).square()
    return 0.5 * (error * torch.exp(-log_variance) + log_variance)


class Ensemble(nn.Module):
    """M networks from (B, inputs) to a Gaussian over ``numbers`` and odds of ``flags``.

    Args:
        inputs: I.
        numbers: D; may be 0.
        flags: F, truth values predicted beside them; may be 0.
        config: Sizes.
        generator: Source of the initial weights.

    Raises:
        InputError: Nothing to predict, or fewer than one member or input.

    >>> generator = torch.Generator().manual_seed(0)
    >>> ensemble = Ensemble(4, 2, 1, config=EnsembleConfig(members=3), generator=generator)
    >>> prediction = ensemble(torch.zeros(7, 4))
    >>> prediction.mean.shape, prediction.log_variance.shape, prediction.logits.shape
    (torch.Size([3, 7, 2]), torch.Size([3, 7, 2]), torch.Size([3, 7, 1]))
    """

    def __init__(
        self,
        inputs: int,
        numbers: int,
        flags: int = 0,
        *,
        config: EnsembleConfig | None = None,
        generator: torch.Generator | None = None,
    ) -> None:
        super().__init__()
        config = config or EnsembleConfig()
        if inputs < 1 or numbers < 0 or flags < 0 or numbers + flags < 1 or config.members < 1:
            raise InputError(
                f"an ensemble of {config.members} members from {inputs} inputs to {numbers} "
                f"numbers and {flags} flags; expected at least 1 member, 1 input and 1 output"
            )
        self.config, self.inputs, self.numbers, self.flags = config, inputs, numbers, flags
        self.members = config.members

        def stack(*sizes: int) -> StackedMlp:
            return StackedMlp(config.members, sizes, config.activation, generator=generator)

        self._function = torch.relu if config.activation == "relu" else torch.tanh
        width = config.hidden[-1] if config.hidden else inputs
        head = (width, config.head) if config.head else (width,)
        self.trunk = stack(inputs, *config.hidden) if config.hidden else None
        self.mean_head = stack(*head, numbers + flags)
        self.variance_head = stack(*head, numbers) if numbers else None
        self.max_log_variance = nn.Parameter(torch.full((config.members, 1, numbers), 0.5))
        self.min_log_variance = nn.Parameter(torch.full((config.members, 1, numbers), -10.0))
        self.input_mean: Tensor
        self.input_scale: Tensor
        self.target_mean: Tensor
        self.target_scale: Tensor
        self.register_buffer("input_mean", torch.zeros(inputs))
        self.register_buffer("input_scale", torch.ones(inputs))
        self.register_buffer("target_mean", torch.zeros(numbers))
        self.register_buffer("target_scale", torch.ones(numbers))

    def set_scales(self, inputs: Array | Tensor, targets: Array | Tensor) -> None:
        """Standardise by these rows from now on.

        Args:
            inputs: (N, I).
            targets: (N, D) the numbers; the flags may follow them and are ignored.
        """
        for name, values, width in (
            ("input", inputs, self.inputs),
            ("target", targets, self.numbers),
        ):
            rows = torch.as_tensor(values)[:, :width].double()
            deviation = (rows - rows.mean(0)).square().mean(0).sqrt()
            deviation = torch.where(deviation < MIN_DEVIATION, 1.0, deviation)
            getattr(self, f"{name}_mean").copy_(rows.mean(0))
            getattr(self, f"{name}_scale").copy_(deviation)

    def forward(self, inputs: Tensor) -> Prediction:
        """Predict from (B, I), shared by all members, or (M, B, I), each its own."""
        mean, log_variance, logits = self.standardised(
            (inputs - self.input_mean) / self.input_scale
        )
        return Prediction(
            mean * self.target_scale + self.target_mean,
            log_variance + 2.0 * torch.log(self.target_scale),
            logits,
        )

    def standardised(self, inputs: Tensor) -> Prediction:
        """Predict standardised targets from standardised inputs, (B, I) or (M, B, I)."""
        hidden = inputs
        if self.trunk is not None:
            hidden = self._function(self.trunk(inputs))  # (M, B, width)
        out = self.mean_head(hidden)
        mean, logits = out[..., : self.numbers], out[..., self.numbers :]
        if self.variance_head is None:
            return Prediction(mean, mean, logits)
        raw = self.variance_head(hidden)
        upper, lower = self.max_log_variance, self.min_log_variance
        raw = upper - functional.softplus(upper - raw)
        return Prediction(mean, lower + functional.softplus(raw - lower), logits)

    def loss(self, inputs: Tensor, targets: Tensor) -> Tensor:
        """Return the training loss: negative log-likelihoods and the pull on the bounds.

        Args:
            inputs: (M, B, I).
            targets: (M, B, D + F) numbers and then truth values as 0.0 or 1.0.
        """
        bounds = (self.max_log_variance - self.min_log_variance).sum()
        likelihood = self.member_losses(inputs, targets, beta=self.config.beta).sum()
        return likelihood + self.config.bound_weight * bounds

    def member_losses(self, inputs: Tensor, targets: Tensor, *, beta: float = 0.0) -> Tensor:
        """Mean negative log-likelihood of each member, (M,), in standardised units.

        Args:
            inputs: (B, I) or (M, B, I).
            targets: (B, D + F) or (M, B, D + F).
            beta: Power of the variance that weighs the terms (Seitzer et al. 2022, arXiv
                2203.09168, eq. 5); 0 is the likelihood itself.
        """
        predicted = self.standardised((inputs - self.input_mean) / self.input_scale)
        total = torch.zeros(self.members)
        if self.numbers:
            numbers = (targets[..., : self.numbers] - self.target_mean) / self.target_scale
            nll = gaussian_nll(predicted.mean, predicted.log_variance, numbers)
            if beta:
                nll = nll * torch.exp(beta * predicted.log_variance.detach())
            total = total + nll.sum(-1).mean(-1)
        if self.flags:
            truth = targets[..., self.numbers :].expand_as(predicted.logits)
            entropy = functional.binary_cross_entropy_with_logits(
                predicted.logits, truth, reduction="none"
            )
            total = total + entropy.sum(-1).mean(-1)
        return total

    @torch.no_grad()
    def disagreement(self, inputs: Tensor) -> Tensor:
        """How far the members' means lie apart, (B,): root mean variance in standardised units."""
        mean = self.standardised((inputs - self.input_mean) / self.input_scale).mean
        return mean.var(0, unbiased=False).mean(-1).sqrt()

    @torch.no_grad()
    def sample(
        self, inputs: Tensor, *, member: Tensor, generator: torch.Generator | None = None
    ) -> tuple[Tensor, Tensor]:
        """Draw numbers (B, D) and odds (B, F), each row from the member named for it.

        Args:
            inputs: (B, I).
            member: (B,) or () index of the member that predicts each row.
            generator: Source of the noise.
        """
        predicted = self(inputs)
        rows = torch.arange(len(inputs))
        member = member.expand(len(inputs))
        mean = predicted.mean[member, rows]
        noise = torch.randn(mean.shape, generator=generator)
        deviation = torch.exp(0.5 * predicted.log_variance[member, rows])
        return mean + deviation * noise, predicted.logits[member, rows]
