"""Stage one: the interpreter learns from random play which squares a text speaks of.

Random trajectories, the true masks and thresholds as targets: binary cross-entropy on the mask,
squared error on the threshold (Yang et al. 2021, section 3.3). Words are blotted out now and then,
so that an unknown word is nothing new, and kinds of tile are disguised, see `fictions`. Beside what
was published it is told which word names the kind avoided and which the kind that this depends on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from natural_language.hazardworld.beliefs import Interpreter
from natural_language.hazardworld.fictions import disguised
from natural_language.hazardworld.layout import KINDS
from natural_language.hazardworld.learned import Reader
from natural_language.hazardworld.missions import Mission
from natural_language.hazardworld.sight import Recollection
from natural_language.hazardworld.sittings import PLAYED, Games, InterpreterConfig, Sitting
from natural_language.hazardworld.truth import ALWAYS, TrueInterpreter, parts_of, threshold_of
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from natural_language.hazardworld.words import Vocabulary

__all__ = [
    "InterpreterScore",
    "score_interpreter",
    "train_interpreter",
]

Array = NDArray[Any]
_KEPT_EVERY = 500  # updates between two checkpoints
_POINTING = 0.3  # weight of pointing at the right words


@dataclass(frozen=True)
class InterpreterScore:
    """How right an interpreter is.

    Attributes:
        f1: Of masked squares, over all turns.
        precision: Of those it masks, the share that counts.
        recall: Of those that count, the share it masks.
        threshold: Share of texts whose threshold and way of counting are exactly right.
    """

    f1: float
    precision: float
    recall: float
    threshold: float


def train_interpreter(
    missions: Sequence[Mission],
    *,
    config: InterpreterConfig | None = None,
    seed: int = 0,
    checkpoint: str | os.PathLike[str] | None = None,
    callback: Callable[[int, float, float], bool | None] | None = None,
) -> Reader:
    """Train both modules on the texts and meanings of ``missions``, of one constraint each.

    Args:
        missions: Training texts.
        config: See `InterpreterConfig`.
        seed: Of weights, games and blots.
        checkpoint: Where to keep everything it takes to go on, now and then and at the end. If
            there is one already, training goes on from it, as if it had never paused.
        callback: Called after each update with its number and the losses of mask and threshold;
            returning False stops training.

    Raises:
        CheckpointError: The checkpoint is another training's.
    """
    config = InterpreterConfig() if config is None else config
    n = config.num_envs
    texts = [m.text for m in missions]
    reader = Reader.new(texts, seed=seed, hidden=config.hidden, filters=config.filters)
    encoded = torch.from_numpy(reader.vocabulary.encode([m.text for m in missions]))
    wanted = np.array([threshold_of(m.constraints[0]) for m in missions], dtype=np.float32)
    sought = torch.from_numpy(_sought(missions, reader.vocabulary))
    games = Games(missions, n, config.turns, seed)
    parameters = [*reader.mask.parameters(), *reader.threshold.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=config.learning_rate)
    blots = torch.Generator().manual_seed(seed)
    kinds = torch.tensor(reader.vocabulary.numbers(KINDS))
    sitting = Sitting(config, seed, reader, optimizer, games, blots)
    done = 0
    if checkpoint is not None and Path(checkpoint).is_file():
        done = sitting.load(checkpoint)
    for update in range(done, config.updates):
        optimizer.param_groups[0]["lr"] = config.learning_rate * (1 - 0.9 * update / config.updates)
        chosen, seen, masks = games.play()
        words = _blotted(encoded[chosen], config.blot, kinds, blots)
        words, seen = disguised(
            torch.cat([words, sought[chosen]], dim=1),
            seen,
            kinds=kinds,
            first=len(reader.vocabulary),
            share=config.disguise,
            generator=blots,
        )
        words, about = words[:, :-2], words[:, -2:]
        text, pointed = reader.mask.text.read(words)
        kept = torch.rand((n, reader.mask.heard), generator=blots) >= config.thin
        start = reader.mask.start(n)
        logits, _ = reader.mask(text, seen, start, kept / (1.0 - config.thin))
        mask_loss = functional.binary_cross_entropy_with_logits(logits, masks)
        threshold_loss = _threshold_loss(reader, words, wanted[chosen])
        optimizer.zero_grad(set_to_none=True)
        pointing_loss = _pointing_loss(words, pointed, about)
        whole = mask_loss + threshold_loss + _POINTING * pointing_loss
        whole.backward()  # type: ignore[no-untyped-call]
        for module in (reader.mask, reader.threshold):
            torch.nn.utils.clip_grad_norm_(module.parameters(), 1.0)
        optimizer.step()
        told = (update, float(mask_loss.detach()), float(threshold_loss.detach()))
        stopped = callback is not None and callback(*told) is False
        last = stopped or update + 1 == config.updates
        if checkpoint is not None and (last or (update + 1) % _KEPT_EVERY == 0):
            sitting.save(checkpoint, update + 1)
        if stopped:
            break
    return reader


def score_interpreter(
    make: Callable[[int], Interpreter], missions: Sequence[Mission], *, seed: int, turns: int = 40
) -> InterpreterScore:
    """Compare what an interpreter believes with the truth: one random game for each mission.

    Args:
        make: Makes the interpreter of so many agents.
        missions: Its texts, of one constraint each.
        seed: Of the games.
        turns: Of each game.
    """
    n = len(missions)
    env = HazardWorldVectorEnv(missions, n, autoreset="disabled")
    env.reset(seed=seed, options={"missions": np.arange(n)})
    generator = np.random.default_rng(seed)
    rows = np.arange(n)
    truth, interpreter = TrueInterpreter(missions, n), make(n)
    for one in (truth, interpreter):
        one.begin(rows, env.texts(rows))
    memory, did = Recollection(n), None
    hits = claimed = there = exact = 0
    for turn in range(turns + 1):
        sight = memory.look(rows, env.board.view, did)
        true, said = (one.believe(rows, sight, turn > 0) for one in (truth, interpreter))
        wanted, given = true.mask.any(axis=1), said.mask.any(axis=1)  # (n, 9, 11)
        hits += int((wanted & given).sum())
        claimed, there = claimed + int(given.sum()), there + int(wanted.sum())
        if turn == 0:  # nothing is spent yet: what is left is the threshold
            allowed = true.left[:, 0]
            alike = (true.visits[:, 0] == said.visits.any(axis=1)) | (allowed == 0)
            exact = int(((allowed == said.left.max(axis=1)) & alike).sum())
        did = generator.choice(3, size=n, p=PLAYED)
        env.board.move(did)
    return InterpreterScore(
        f1=2 * hits / max(claimed + there, 1),
        precision=hits / max(claimed, 1),
        recall=hits / max(there, 1),
        threshold=exact / n,
    )


def _threshold_loss(reader: Reader, words: torch.Tensor, wanted: Array) -> torch.Tensor:
    number, visits = reader.threshold(words)
    target = torch.from_numpy(wanted)  # (n, 2)
    counting = target[:, 0] > 0
    loss = functional.mse_loss(number, target[:, 0])
    said = functional.binary_cross_entropy_with_logits(visits, target[:, 1], reduction="none")
    return loss + (said * counting).mean()


def _sought(missions: Sequence[Mission], vocabulary: Vocabulary) -> Array:
    """(M, 2) numbers of the words to point at: the avoided kind's, and the one that this depends
    on; -1 where it depends on none."""
    numbers = vocabulary.numbers(KINDS)
    sought = np.full((len(missions), 2), -1)
    for row, mission in zip(sought, missions, strict=True):
        avoid, _, form, first, *_ = parts_of(mission.constraints[0])
        if form != ALWAYS:
            row[:] = numbers[avoid], numbers[first]
    return sought


def _pointing_loss(
    words: torch.Tensor, pointed: torch.Tensor, sought: torch.Tensor
) -> torch.Tensor:
    """How far from the words sought (n, 2) it points, (n, L', 2), where they are there."""
    right = words[:, : pointed.shape[1], None] == sought[:, None]  # (n, L', 2)
    there = right.any(dim=1).all(dim=1)
    surprise = -torch.log((pointed * right).sum(dim=1) + 1e-6).mean(dim=1)  # (n,)
    return (surprise * there).sum() / there.sum().clamp(min=1)


def _blotted(
    numbers: torch.Tensor, share: float, spared: torch.Tensor, generator: torch.Generator
) -> torch.Tensor:
    """Make some words unknown; not those that say what the sentence is about."""
    hidden = torch.rand(numbers.shape, generator=generator) < share
    hidden &= (numbers > 0) & ~torch.isin(numbers, spared)
    return torch.where(hidden, torch.ones_like(numbers), numbers)
