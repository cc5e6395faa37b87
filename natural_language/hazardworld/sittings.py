"""Stage one in several sittings: the games it learns from, and files that it can go on from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from natural_language.hazardworld.beliefs import one_hot
from natural_language.hazardworld.layout import KINDS, draw
from natural_language.hazardworld.learned import Reader
from natural_language.hazardworld.missions import Mission
from natural_language.hazardworld.sight import Recollection
from natural_language.hazardworld.truth import TrueInterpreter
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from saferl import checkpoints
from saferl.algorithms.states import (
    pack_generator,
    pack_module,
    pack_optimizer,
    unpack_generator,
    unpack_module,
    unpack_optimizer,
)
from saferl.errors import CheckpointError
from saferl.settings import setting

__all__ = ["PLAYED", "Games", "InterpreterConfig", "Sitting"]

Array = NDArray[Any]
_KIND = "hazardworld-interpreter-training"
#: How often random play turns left, turns right, goes ahead.
PLAYED = (0.2, 0.2, 0.6)


@dataclass(frozen=True, kw_only=True)
class InterpreterConfig:
    """Settings of stage one."""

    num_envs: int = setting(160, "games played at once; 64 to 256")
    updates: int = setting(1500, "gradient steps, each on new games; 500 to 3000")
    turns: int = setting(12, "of a game, all of them remembered through; 10 to 40")
    learning_rate: float = setting(3e-3, "Adam step size at the start, falling to a tenth")
    blot: float = setting(0.1, "share of words made unknown; 0 to 0.2")
    thin: float = setting(0.2, "share of the text's encoding left out at each step; 0 to 0.5")
    disguise: float = setting(0.5, "share of kinds of tile disguised as made-up ones; 0 to 0.7")
    hidden: int = setting(64, "size of the text's encoding and of the memory")
    filters: int = setting(2, "filters that the text chooses; 1 to 4")


class Games:
    """Random play from anywhere, and what is true of the squares seen.

    Games of the benchmark begin as far as may be from the tiles a text is about; few of them would
    show how a touch changes what is forbidden.

    Args:
        missions: Of one constraint each.
        num_envs: n.
        turns: T, of each game.
        seed: Of everything.
    """

    def __init__(self, missions: Sequence[Mission], num_envs: int, turns: int, seed: int) -> None:
        self._env = HazardWorldVectorEnv(missions, num_envs, autoreset="disabled")
        self._env.reset(seed=seed)
        self._truth = TrueInterpreter(missions, num_envs)
        self._turns, self._seed, self._played = turns, seed, 0
        self._generator = np.random.default_rng(seed)

    @property
    def state(self) -> dict[str, Any]:
        """Where they are, as JSON values."""
        return {"played": self._played, "generator": self._generator.bit_generator.state}

    def go_on(self, state: dict[str, Any]) -> None:
        """Go on from where games of the same arguments were."""
        self._played = state["played"]
        self._generator.bit_generator.state = state["generator"]
        self._env.skip(self._played)

    def play(self) -> tuple[Array, torch.Tensor, torch.Tensor]:
        """Play n games of T turns.

        Returns:
            Numbers of their missions (n,), what was seen (T, n, 8, 9, 11), and the true
            masks (T, n, 9, 11).
        """
        env, n = self._env, self._env.num_envs
        rows = np.arange(n)
        seeds, nothing = self._seed + rows, np.zeros((n, len(KINDS)), dtype=np.bool_)
        env.begin(rows, {"layouts": draw(seeds, np.full(n, self._played), nothing)})
        self._played += 1
        self._truth.begin(rows, env.texts(rows))
        memory, did = Recollection(n), None
        sights, masks = [], []
        for turn in range(self._turns):
            sight = memory.look(rows, env.board.view, did)
            sights.append(one_hot(sight))
            masks.append(self._truth.believe(rows, sight, turn > 0).mask[:, 0])
            did = self._generator.choice(3, size=n, p=PLAYED)
            env.board.move(did)
        seen, true = np.stack(sights), np.stack(masks).astype(np.float32)
        return env.chosen.copy(), torch.from_numpy(seen), torch.from_numpy(true)


@dataclass(frozen=True, eq=False)
class Sitting:
    """Everything that training an interpreter changes.

    Attributes:
        config, seed: Of the training; files of another are refused.
        reader, optimizer, games, blots: As they are now.
    """

    config: InterpreterConfig
    seed: int
    reader: Reader
    optimizer: torch.optim.Optimizer
    games: Games
    blots: torch.Generator

    def save(self, path: str | os.PathLike[str], updates: int) -> None:
        """Write it all, after so many updates."""
        tensors = {
            **pack_module(self.reader.mask, "mask"),
            **pack_module(self.reader.threshold, "threshold"),
            **pack_optimizer(self.optimizer, "optimizer"),
            "blots": pack_generator(self.blots),
        }
        document = {**self._named, "updates": updates, "games": self.games.state}
        checkpoints.write(path, kind=_KIND, tensors=tensors, document=document)

    def load(self, path: str | os.PathLike[str]) -> int:
        """Go on from what `save` wrote; return how many updates are done.

        Raises:
            CheckpointError: It is another training's.
        """
        kept = checkpoints.read(path, kind=_KIND)
        other = [name for name, value in self._named.items() if kept.document.get(name) != value]
        if other:
            raise CheckpointError(
                f"'{path}' was written by training with another {' and '.join(other)}; train on as "
                "it began, or into another folder"
            )
        unpack_module(self.reader.mask, kept.under("mask"))
        unpack_module(self.reader.threshold, kept.under("threshold"))
        unpack_optimizer(self.optimizer, kept.under("optimizer"))
        unpack_generator(self.blots, kept.tensors["blots"])
        self.games.go_on(kept.document["games"])
        return int(kept.document["updates"])

    @property
    def _named(self) -> dict[str, Any]:
        return {
            "config": asdict(self.config),
            "seed": self.seed,
            "words": list(self.reader.vocabulary.words),
        }
