"""The baseline: constraint fusion, a text LSTM into the policy, trained end to end (section 4.2).

It sees the same squares and reads the same words by the same encoder, but nobody tells it what the
words forbid; it is charged the true costs and has to find out. What it has touched so far is told
to it as numbers, so that it needs no memory to obey.

Shapes: n agents, B observations, L words.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from gymnasium import spaces
from numpy.typing import NDArray
from torch import Tensor, nn

from natural_language.hazardworld.agents import drawn
from natural_language.hazardworld.layout import CODES, KINDS
from natural_language.hazardworld.meanings import MOST
from natural_language.hazardworld.networks import TextEncoder
from natural_language.hazardworld.sight import CELLS, NOTHING, OWN, UNKNOWN, Recollection
from natural_language.hazardworld.told import ToldVectorEnv
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from natural_language.hazardworld.words import LENGTH, Vocabulary
from saferl import checkpoints
from saferl.algorithms.actors import FeatureNetwork
from saferl.errors import CheckpointError
from saferl.networks import CategoricalActor, mlp

__all__ = [
    "KIND",
    "SEEN",
    "FusedVectorEnv",
    "FusionAgent",
    "FusionNetwork",
    "FusionPolicy",
    "Tally",
]

KIND = "hazardworld-fusion"

Array = NDArray[Any]
_SHOWN = (*(code for code in range(len(CODES)) if CODES[code] != "empty"), UNKNOWN)
#: How many numbers tell what is around and what was touched.
SEEN = len(_SHOWN) * CELLS + 2 * len(KINDS)


class Tally:
    """What each agent has touched: visits to and turns on each kind of tile.

    Args:
        num_envs: n.
    """

    def __init__(self, num_envs: int) -> None:
        self._counts: Array = np.zeros((num_envs, 2, len(KINDS)))
        self._on: Array = np.zeros((num_envs, len(KINDS)), dtype=np.bool_)

    def begin(self, rows: Array) -> None:
        """Forget."""
        self._counts[rows], self._on[rows] = 0.0, False

    def observe(self, rows: Array, sight: Array, moved: Array) -> Array:
        """Count for the agents of ``rows`` (m,), and return (m, `SEEN`): what is around, one-hot,
        and the counts, of one more than the most that is ever allowed."""
        m = len(rows)
        own = sight[:, OWN[0], OWN[1]][:, None] - CODES.index(KINDS[0])
        on = (own == np.arange(len(KINDS))) & moved[:, None]
        self._counts[rows, 0] += on & ~self._on[rows]
        self._counts[rows, 1] += on
        self._on[rows] = on
        cells = (sight[:, None] == np.array(_SHOWN)[:, None, None]).reshape(m, -1)
        told = np.minimum(self._counts[rows], MOST + 1).reshape(m, -1) / (MOST + 1)
        return np.asarray(np.concatenate([cells, told], axis=1), dtype=np.float32)


class FusedVectorEnv(ToldVectorEnv):
    """HazardWorld as the fusion policy sees it: what is around, what was touched, the words.

    Args:
        env: The game.
        vocabulary: Known words.
        budget: Mean excess cost of an episode that training aims at.
        wordless: Leave the words out: the unconstrained policy has no use for them.
    """

    def __init__(
        self,
        env: HazardWorldVectorEnv,
        vocabulary: Vocabulary,
        *,
        budget: float,
        wordless: bool = False,
    ) -> None:
        words = 0 if wordless else LENGTH
        high = np.concatenate([np.ones(SEEN), np.full(words, len(vocabulary))])
        high = high.astype(np.float32)
        super().__init__(env, spaces.Box(np.zeros_like(high), high), budget=budget)
        self._tally = Tally(self.num_envs)
        texts = [mission.text for mission in env.deck.missions]
        self._words = vocabulary.encode(texts)[:, :words].astype(np.float32)

    def _observe(self, rows: Array, sight: Array, moved: bool) -> Array:
        if not moved:
            self._tally.begin(rows)
        seen = self._tally.observe(rows, sight, np.full(len(rows), moved))
        return np.concatenate([seen, self._words[self.game.chosen[rows]]], axis=1)

    def _charge(self, cost: Array) -> Array:
        return cost


class FusionNetwork(nn.Module):
    """Encodes the words, and what is seen with them.

    Args:
        vocabulary: Number of words.
        hidden: Of each layer.
    """

    def __init__(self, vocabulary: int, hidden: tuple[int, ...] = (64, 64)) -> None:
        super().__init__()
        self.text = TextEncoder(vocabulary)
        self.body = mlp([SEEN + self.text.size, *hidden])

    def forward(self, observations: Tensor) -> Tensor:
        """Map (B, `SEEN` + L) to features (B, h). Each distinct text is encoded once."""
        seen, words = observations[:, :SEEN], observations[:, SEEN:].long()
        # rows of words -> one number each, so that telling them apart is a sort of numbers
        key = (words * _HASH[: words.shape[1]]).sum(dim=1)
        _, which = torch.unique(key, return_inverse=True)
        first = torch.zeros(int(which.max()) + 1, dtype=torch.int64)
        first[which] = torch.arange(len(which))
        text = self.text(words[first])[which]
        features: Tensor = torch.tanh(self.body(torch.cat([seen, text], dim=1)))
        return features


_HASH = torch.from_numpy(
    np.random.default_rng(0).integers(1, 2**40, size=LENGTH) * 2 + 1  # one odd factor a place
)


@dataclass(eq=False)
class FusionPolicy:
    """A trained fusion policy and the words it knows.

    Attributes:
        actor: From observations (B, `SEEN` + L) to logits (B, 3).
        vocabulary: Known words.
        hidden: Its layers' sizes.
    """

    actor: nn.Module
    vocabulary: Vocabulary
    hidden: tuple[int, ...]

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write weights and words."""
        tensors = {key: value.numpy() for key, value in self.actor.state_dict().items()}
        document = {"words": list(self.vocabulary.words), "hidden": list(self.hidden)}
        checkpoints.write(path, kind=KIND, tensors=tensors, document=document)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> FusionPolicy:
        """Read what `save` wrote.

        Raises:
            CheckpointError: Not such a file.
        """
        checkpoint = checkpoints.read(path, kind=KIND)
        try:
            vocabulary = Vocabulary(checkpoint.document["words"])
            hidden = tuple(checkpoint.document["hidden"])
            space = spaces.Box(0.0, float(len(vocabulary)), (SEEN + LENGTH,), np.float32)
            body = FeatureNetwork(space, lambda _: FusionNetwork(len(vocabulary), hidden), 3, 0.01)
            actor = CategoricalActor(body)
            state = {key: torch.from_numpy(value) for key, value in checkpoint.tensors.items()}
            actor.load_state_dict(state)
        except (KeyError, TypeError, RuntimeError) as error:
            raise CheckpointError(f"'{path}' does not hold a fusion policy: {error}") from error
        return cls(actor, vocabulary, hidden)


class FusionAgent:
    """The fusion policy, or one without words, at play.

    Args:
        policy: From observations (n, F) to probabilities (n, 3).
        vocabulary: The words it knows; None if it is told none.
        num_envs: n.
    """

    def __init__(self, policy: Any, vocabulary: Vocabulary | None, num_envs: int) -> None:
        self._policy = policy
        self._vocabulary = vocabulary
        self._tally = Tally(num_envs)
        self._memory = Recollection(num_envs)
        self._did = np.full(num_envs, NOTHING)
        self._words = np.zeros((num_envs, 0 if vocabulary is None else LENGTH), dtype=np.float32)

    def begin(self, rows: Array, texts: Sequence[str]) -> None:
        """Read the texts."""
        self._tally.begin(rows)
        self._memory.begin(rows)
        self._did[rows] = NOTHING
        if self._vocabulary is not None:
            self._words[rows] = self._vocabulary.encode(texts)

    def act(self, view: Array, uniform: Array) -> Array:
        """Look and act."""
        rows = np.arange(len(view))
        sight = self._memory.look(rows, view, self._did)
        seen = self._tally.observe(rows, sight, self._did != NOTHING)
        self._did = drawn(self._policy(np.concatenate([seen, self._words], axis=1)), uniform)
        return self._did
