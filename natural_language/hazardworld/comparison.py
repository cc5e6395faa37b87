"""The benchmark's questions, asked of trained runs: the paper's tables, with intervals.

- each class of constraint on texts nobody was trained on;
- two constraints at once, never trained;
- another reward (the key costs what it was worth);
- how right the interpreters are, which was never published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, get_args

import numpy as np

from natural_language.hazardworld.board import TRANSFER_REWARDS
from natural_language.hazardworld.evaluation import FIRST_SEED, Outcome, evaluate, fair, spread
from natural_language.hazardworld.interpreter_training import score_interpreter
from natural_language.hazardworld.missions import Kind, Mission
from natural_language.hazardworld.runs import INTERPRETERS, Run
from natural_language.hazardworld.sentences import UNSEEN, pairs, sentences

__all__ = ["Line", "Score", "compare", "score_readers", "unseen"]

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Line:
    """One line of a table: an agent on a class of constraint, over all runs.

    Attributes:
        agent: Its name.
        task: Such as ``"budgetary"``, ``"two at once"``, ``"transfer"``.
        returns, excess: Means over episodes and runs.
        returns_interval, excess_interval: 95%.
        by_run: (return, excess) of each run.
        episodes: Of each run.
    """

    agent: str
    task: str
    returns: float
    returns_interval: tuple[float, float]
    excess: float
    excess_interval: tuple[float, float]
    by_run: tuple[tuple[float, float], ...]
    episodes: int

    @classmethod
    def of(cls, agent: str, task: str, outcomes: Sequence[Outcome]) -> Line:
        """Sum up one outcome of each run."""
        returns, among = spread([outcome.returns for outcome in outcomes])
        excess, between = spread([outcome.excess for outcome in outcomes])
        runs = tuple((float(o.returns.mean()), float(o.excess.mean())) for o in outcomes)
        return cls(
            agent,
            task,
            returns,
            (among.low, among.high),
            excess,
            (between.low, between.high),
            runs,
            len(outcomes[0].returns),
        )

    def to_json(self) -> dict[str, Any]:
        """The line as JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Score:
    """How right an interpreter is on one split, mean over the runs.

    Attributes:
        reader: Its name.
        split: Of the sentences.
        kind: Class of constraint.
        f1: Of masked squares.
        threshold: Share of texts with threshold and way of counting exactly right.
        texts: How many.
    """

    reader: str
    split: str
    kind: str
    f1: float
    threshold: float
    texts: int


def unseen(kind: Kind, count: int, seed: int = 0) -> tuple[Mission, ...]:
    """Return ``count`` missions of a class, in equal parts from all the unseen splits."""
    generator = np.random.default_rng(seed)
    parts = [sentences(split, kind) for split in UNSEEN]
    drawn = [parts[i % len(parts)] for i in range(count)]
    return tuple(part[generator.integers(len(part))] for part in drawn)


def compare(
    runs: Sequence[Run],
    agents: Sequence[str],
    *,
    episodes: int = 200,
    transfer: bool = True,
    texts: Sequence[Mission] | None = None,
) -> list[Line]:
    """Evaluate agents of several runs, trained from different seeds, on the same episodes.

    Episodes that would begin in breach of their constraints are left out (`evaluation.fair`).

    Args:
        runs: The runs.
        agents: Names, see `runs.AGENTS`.
        episodes: Of each class, agent and run.
        transfer: Also play with the key costing what it was worth: without further training, and
            with it where a run has policies named ``transfer-...``.
        texts: Missions to evaluate on instead of the unseen sentences.
    """
    candidates: dict[str, tuple[Mission, ...]] = {}
    for kind in KINDS:
        if texts is None:
            candidates[kind] = unseen(kind, 2 * episodes)
        else:
            candidates[kind] = tuple(mission for mission in texts if mission.kind == kind)
    candidates = {task: missions for task, missions in candidates.items() if missions}
    every = tuple(mission for missions in candidates.values() for mission in missions)
    candidates["two at once"] = pairs(every, 4 * episodes)
    tasks = {task: fair(missions, episodes) for task, missions in candidates.items()}
    lines = []
    for agent in agents:
        for task, (missions, seeds) in tasks.items():
            count = len(missions[0].constraints)
            makers = [run.agent(agent, constraints=count) for run in runs]
            outcomes = [evaluate(make, missions, seed=seeds) for make in makers]
            lines.append(Line.of(agent, task, outcomes))
        if transfer:
            lines += _transfer(runs, agent, every[:: max(1, len(every) // episodes)])
    return lines


def score_readers(
    runs: Sequence[Run], readers: Sequence[str] = INTERPRETERS, *, texts: int = 200
) -> list[Score]:
    """Score interpreters on each split and class, over random play."""
    lines = []
    for reader in readers:
        for split in ("train", *UNSEEN):
            for kind in KINDS:
                missions = _some(sentences(split, kind), texts)
                scores = [
                    score_interpreter(partial(run.interpreter, reader), missions, seed=FIRST_SEED)
                    for run in (runs if reader != "parser" else runs[:1])
                ]
                f1 = float(np.mean([score.f1 for score in scores]))
                exact = float(np.mean([score.threshold for score in scores]))
                lines.append(Score(reader, split, kind, f1, exact, len(missions)))
    return lines


def _some(missions: tuple[Mission, ...], count: int) -> tuple[Mission, ...]:
    return missions[:: max(1, len(missions) // count)][:count]


def _transfer(runs: Sequence[Run], agent: str, missions: Sequence[Mission]) -> list[Line]:
    learner = "conditioned" if agent in INTERPRETERS else agent
    names: dict[str, str | None] = {"transfer, as trained": None}
    if all(run.has(f"transfer-{learner}") for run in runs):
        names["transfer, trained on"] = f"transfer-{learner}"
    lines = []
    for task, policy in names.items():
        outcomes = [
            evaluate(run.agent(agent, policy=policy), missions, rewards=TRANSFER_REWARDS)
            for run in runs
        ]
        lines.append(Line.of(agent, task, outcomes))
    return lines
