"""The benchmark's questions, asked of trained runs: the paper's tables, with intervals.

- each class of constraint on texts nobody was trained on;
- two constraints at once, never trained;
- another reward (the key costs what it was worth);
- how right the interpreters are, which was never published.

Excess cost has a heavy tail: most episodes have none, and a few that end up where everything is
forbidden have a hundred. A mean of it alone says little, so each line also tells the share of
episodes with any, the mean without the worst twentieth, and the worst.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from natural_language.hazardworld.board import REWARDS, TRANSFER_REWARDS
from natural_language.hazardworld.ceiling import ceiling
from natural_language.hazardworld.episodes import KINDS, TRANSFER, benchmark
from natural_language.hazardworld.evaluation import (
    FIRST_SEED,
    Outcome,
    evaluate,
    spread,
    trimmed,
)
from natural_language.hazardworld.interpreter_training import score_interpreter
from natural_language.hazardworld.missions import Mission
from natural_language.hazardworld.runs import CEILING, INTERPRETERS, Run
from natural_language.hazardworld.sentences import UNSEEN, sentences
from saferl.errors import InputError

__all__ = [
    "AS_TRAINED",
    "FORMAT",
    "TRAINED_ON",
    "Line",
    "Score",
    "compare",
    "labelled",
    "plain",
    "read_figures",
    "score_readers",
]

#: Version of the files of figures.
FORMAT = 2

#: How the transfer task's lines are called: without further training, and with it.
AS_TRAINED, TRAINED_ON = f"{TRANSFER}, as trained", f"{TRANSFER}, trained on"


@dataclass(frozen=True)
class Line:
    """One line of a table: an agent on a class of constraint, over all runs.

    Attributes:
        agent: Its name.
        task: Such as ``"budgetary"``, ``"two at once"``, ``"transfer, as trained"``.
        returns, excess: Means over episodes and runs.
        returns_interval, excess_interval: 95%, see `evaluation.spread`.
        trimmed: Mean excess cost without the worst twentieth of all episodes.
        violating: Share of episodes with any excess cost.
        worst: The largest excess cost.
        return_of, excess_of: Of each run, of each episode.
    """

    agent: str
    task: str
    returns: float
    returns_interval: tuple[float, float]
    excess: float
    excess_interval: tuple[float, float]
    trimmed: float
    violating: float
    worst: float
    return_of: Sequence[Sequence[float]]
    excess_of: Sequence[Sequence[float]]

    @classmethod
    def of(cls, agent: str, task: str, outcomes: Sequence[Outcome]) -> Line:
        """Sum up one outcome of each run."""
        returns, among = spread([outcome.returns for outcome in outcomes])
        excess, between = spread([outcome.excess for outcome in outcomes])
        every = np.concatenate([outcome.excess for outcome in outcomes])
        return cls(
            agent,
            task,
            returns,
            (among.low, among.high),
            excess,
            (between.low, between.high),
            trimmed(every),
            float((every > 0).mean()),
            float(every.max()),
            [outcome.returns.tolist() for outcome in outcomes],
            [outcome.excess.tolist() for outcome in outcomes],
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


def compare(
    runs: Sequence[Run],
    agents: Sequence[str],
    *,
    episodes: int = 500,
    transfer: bool = True,
    texts: Sequence[Mission] | None = None,
    guarded: bool = True,
    label: str = "",
) -> list[Line]:
    """Evaluate agents of several runs, trained from different seeds, on the same episodes.

    Args:
        runs: The runs.
        agents: Names, see `runs.AGENTS`; or ``"ceiling"``, the most that any agent could get
            without excess cost.
        episodes: Of each class, agent and run; see `episodes.benchmark`.
        transfer: Also play with the key costing what it was worth: without further training, and
            with it where every run has a policy named ``transfer-...``.
        texts: Missions to evaluate on instead of the unseen sentences.
        guarded: See `agents.ConditionedAgent`.
        label: Put behind the agents' names, where figures of several trainings stand together.
    """
    for run in runs:  # whatever is missing is told before anything is played
        for agent in agents:
            if agent != CEILING:
                run.agent(agent)
    lines = []
    for task, (missions, seeds) in benchmark(episodes, texts).items():
        count = len(missions[0].constraints)
        rewards = TRANSFER_REWARDS if task == TRANSFER else REWARDS
        for agent in agents:
            named: dict[str, str | None] = {task: None}
            if task == TRANSFER:
                named = _transferred(runs, agent) if transfer else {}
            for name, policy in named.items():
                if agent == CEILING:
                    outcomes = [ceiling(missions, seed=seeds, rewards=rewards)] * len(runs)
                else:
                    outcomes = [
                        evaluate(
                            run.agent(agent, constraints=count, policy=policy, guarded=guarded),
                            missions,
                            seed=seeds,
                            rewards=rewards,
                        )
                        for run in runs
                    ]
                lines.append(Line.of(agent, name, outcomes))
    lines.sort(key=lambda line: agents.index(line.agent))
    return [replace(line, agent=labelled(line.agent, label)) for line in lines]


def labelled(agent: str, label: str) -> str:
    """The name of an agent in tables; `plain` takes the label off.

    >>> labelled("parser", "half the steps"), plain("parser (half the steps)"), plain("parser")
    ('parser (half the steps)', 'parser', 'parser')
    """
    return f"{agent} ({label})" if label and agent not in ("random", CEILING) else agent


def plain(agent: str) -> str:
    """The name of an agent without its label."""
    return agent.partition(" (")[0]


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


def read_figures(path: Path) -> tuple[list[Line], list[Score]]:
    """Read what ``saferl hazardworld evaluate --out`` wrote.

    Raises:
        InputError: Not such a file.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format_version"] != FORMAT:
            raise ValueError(f"it has format {document['format_version']}, not {FORMAT}")
        lines = [Line(**line) for line in document["agents"]]
        return lines, [Score(**score) for score in document["readers"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"'{path}' holds no figures of `saferl hazardworld evaluate --out`: {error}"
        ) from error


def _some(missions: tuple[Mission, ...], count: int) -> tuple[Mission, ...]:
    return missions[:: max(1, len(missions) // count)][:count]


def _transferred(runs: Sequence[Run], agent: str) -> dict[str, str | None]:
    """What the transfer task's lines are called, and the policy of each; None is the usual one."""
    further = f"transfer-{'conditioned' if agent in INTERPRETERS else agent}"
    if agent == CEILING:
        return {TRANSFER: None}
    named: dict[str, str | None] = {AS_TRAINED: None}
    if all(run.has(further) for run in runs):
        named[TRAINED_ON] = further
    return named
