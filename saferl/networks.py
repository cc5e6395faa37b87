"""Networks: a plain MLP, a stack of equal MLPs run at once, and actors with their distributions.

Shapes: B batch, F flat observation, A action, M members of a stack.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any, Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from saferl.policies.mlp import LOG_STD_RANGE

__all__ = [
    "Activation",
    "CategoricalActor",
    "GaussianActor",
    "SquashedGaussianActor",
    "StackedMlp",
    "mlp",
]

Activation = Literal["tanh", "relu"]
_MODULES: dict[str, Callable[[], nn.Module]] = {"tanh": nn.Tanh, "relu": nn.ReLU}
_FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {"tanh": torch.tanh, "relu": torch.relu}


def mlp(
    sizes: Sequence[int],
    activation: Activation = "tanh",
    *,
    generator: torch.Generator | None = None,
    last_gain: float = 1.0,
) -> nn.Sequential:
    """Return a multilayer perceptron with orthogonal weights and zero biases.

    Args:
        sizes: Input, hidden and output sizes.
        activation: Between the layers; none after the last.
        generator: Source of the initial weights.
        last_gain: Gain of the last layer; 0.01 keeps a new policy near its mean (Andrychowicz et
            al. 2021, arXiv 2006.05990, section 3.2).
    """
    layers: list[nn.Module] = []
    for i, (inputs, outputs) in enumerate(itertools.pairwise(sizes)):
        last = i + 2 == len(sizes)
        # skip_init: the default initialisation would draw from torch's global generator
        layer = nn.utils.skip_init(nn.Linear, inputs, outputs)  # type: ignore[no-untyped-call]
        gain = last_gain if last else _gain(activation)
        nn.init.orthogonal_(layer.weight, gain, generator=generator)
        nn.init.zeros_(layer.bias)
        layers += [layer] if last else [layer, _MODULES[activation]()]
    return nn.Sequential(*layers)


def _gain(activation: Activation) -> float:
    return math.sqrt(2.0) if activation == "relu" else 5.0 / 3.0


class StackedMlp(nn.Module):
    """M independent perceptrons of one shape, evaluated as one batched product.

    Args:
        members: M.
        sizes: Input, hidden and output sizes of each.
        activation: Between the layers.
        generator: Source of the initial weights; each member gets its own orthogonal matrices.

    >>> StackedMlp(3, [4, 8, 1])(torch.zeros(5, 4)).shape
    torch.Size([3, 5, 1])
    """

    def __init__(
        self,
        members: int,
        sizes: Sequence[int],
        activation: Activation = "tanh",
        *,
        generator: torch.Generator | None = None,
    ) -> None:
        super().__init__()
        self.members = members
        self._function = _FUNCTIONS[activation]
        self.weights = nn.ParameterList()  # each (M, in, out)
        self.biases = nn.ParameterList()  # each (M, 1, out)
        for i, (inputs, outputs) in enumerate(itertools.pairwise(sizes)):
            gain = 1.0 if i + 2 == len(sizes) else _gain(activation)
            weight = torch.empty(members, inputs, outputs)
            for member in weight:  # orthogonal per member: init on the 3-D tensor would be wrong
                nn.init.orthogonal_(member, gain, generator=generator)
            self.weights.append(nn.Parameter(weight))
            self.biases.append(nn.Parameter(torch.zeros(members, 1, outputs)))

    def forward(self, inputs: Tensor) -> Tensor:
        """Map (B, in), shared by all members, or (M, B, in) to (M, B, out)."""
        hidden = inputs.expand(self.members, *inputs.shape) if inputs.ndim == 2 else inputs
        last = len(self.weights) - 1
        for i, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            hidden = torch.baddbmm(bias, hidden, weight)  # (M, B, out)
            if i < last:
                hidden = self._function(hidden)
        return hidden


class GaussianActor(nn.Module):
    """A Gaussian around a network's mean, with one learned deviation per action dimension (PPO).

    Actions live in [-1, 1] and are clipped there by the environment side, not here: the density is
    the Gaussian's own.
    """

    head: Literal["gaussian"] = "gaussian"

    def __init__(self, body: nn.Module, action_size: int, initial_log_std: float = -0.5) -> None:
        super().__init__()
        self.body = body
        self.log_std = nn.Parameter(torch.full((action_size,), initial_log_std))

    def forward(self, observation: Any) -> Tensor:
        """Return the mean (B, A)."""
        mean: Tensor = self.body(observation)
        return mean

    def sample(self, observation: Any, generator: torch.Generator | None = None) -> Tensor:
        """Draw actions (B, A)."""
        mean = self(observation)
        noise = torch.randn(mean.shape, generator=generator)
        action: Tensor = mean + self.log_std.exp() * noise
        return action

    def log_prob_entropy(self, observation: Any, action: Tensor) -> tuple[Tensor, Tensor]:
        """Return log density (B,) of ``action`` (B, A), and the entropy (B,)."""
        log_std = self.log_std
        z = (action - self(observation)) * torch.exp(-log_std)
        constant = log_std.sum() + 0.5 * math.log(2.0 * math.pi) * action.shape[-1]
        log_prob = -0.5 * z.square().sum(-1) - constant
        entropy = log_std.sum() + 0.5 * (1.0 + math.log(2.0 * math.pi)) * action.shape[-1]
        return log_prob, entropy.expand(len(action))


class CategoricalActor(nn.Module):
    """A categorical distribution over discrete actions 0..n-1."""

    head: Literal["categorical"] = "categorical"

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, observation: Any) -> Tensor:
        """Return the logits (B, n)."""
        logits: Tensor = self.body(observation)
        return logits

    def sample(self, observation: Any, generator: torch.Generator | None = None) -> Tensor:
        """Draw actions (B, 1), as floats."""
        probabilities = functional.softmax(self(observation), dim=-1)
        return torch.multinomial(probabilities, 1, generator=generator).float()

    def log_prob_entropy(self, observation: Any, action: Tensor) -> tuple[Tensor, Tensor]:
        """Return log probability (B,) of ``action`` (B, 1), and the entropy (B,)."""
        log_probs = functional.log_softmax(self(observation), dim=-1)
        chosen = log_probs.gather(-1, action.long()).squeeze(-1)
        return chosen, -(log_probs.exp() * log_probs).sum(-1)


class SquashedGaussianActor(nn.Module):
    """A tanh-squashed Gaussian with state-dependent deviation (SAC, Haarnoja et al. 2018)."""

    head: Literal["squashed"] = "squashed"

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body  # -> (B, 2A): mean and log deviation

    def forward(self, observation: Any) -> tuple[Tensor, Tensor]:
        """Return mean and log deviation before squashing, each (B, A)."""
        mean, log_std = self.body(observation).chunk(2, dim=-1)
        return mean, log_std.clamp(*LOG_STD_RANGE)

    def sample(self, observation: Any, generator: torch.Generator | None = None) -> Tensor:
        """Draw actions (B, A) in (-1, 1)."""
        return self.sample_log_prob(observation, generator)[0]

    def sample_log_prob(
        self, observation: Any, generator: torch.Generator | None = None
    ) -> tuple[Tensor, Tensor]:
        """Draw actions (B, A) differentiably; return them with their log density (B,).

        The correction for squashing, ``log(1 - tanh(u)^2)``, is computed as
        ``2 (log 2 - u - softplus(-2u))``, which does not lose precision for large u.
        """
        mean, log_std = self(observation)
        noise = torch.randn(mean.shape, generator=generator)
        raw = mean + log_std.exp() * noise
        gaussian = -0.5 * noise.square() - log_std - 0.5 * math.log(2.0 * math.pi)
        correction = 2.0 * (math.log(2.0) - raw - functional.softplus(-2.0 * raw))
        return torch.tanh(raw), (gaussian - correction).sum(-1)
