"""The guard: an agent that believes a step to cost does not take it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from natural_language.hazardworld import HazardWorldVectorEnv, Mission, sentences
from natural_language.hazardworld.agents import ConditionedAgent
from natural_language.hazardworld.beliefs import Belief
from natural_language.hazardworld.conditioned import ConditionedVectorEnv
from natural_language.hazardworld.evaluation import evaluate
from natural_language.hazardworld.meanings import Meaning
from natural_language.hazardworld.sight import COLUMNS, OWN, ROWS
from natural_language.hazardworld.truth import TrueInterpreter


def believing(*squares: tuple[int, int], left: float = 0.0) -> Belief:
    """One agent's belief that these squares, [column, row], count."""
    mask = np.zeros((1, 1, COLUMNS, ROWS), dtype=np.bool_)
    for column, row in squares:
        mask[0, 0, column, row] = True
    return Belief(mask, np.array([[left]]), np.zeros((1, 1), dtype=np.bool_))


AHEAD = OWN[0], OWN[1] - 1


@pytest.mark.parametrize(
    ("belief", "barred"),
    [
        (believing(), False),
        (believing(AHEAD), True),
        (believing(AHEAD, left=1.0), False),  # it is allowed once more
        (believing(AHEAD, OWN), False),  # staying costs as well: it may walk on
        (believing((OWN[0], OWN[1] + 1)), False),  # behind
    ],
)
def test_a_step_is_barred_that_costs_where_staying_does_not(belief: Belief, barred: bool) -> None:
    assert belief.barred.tolist() == [barred]


def test_the_tightest_of_several_constraints_bars() -> None:
    allowed, used_up = believing(AHEAD, left=2.0), believing(AHEAD)
    assert allowed.beside(used_up).barred.tolist() == [True]
    assert believing(left=0.0).beside(allowed).barred.tolist() == [False]


def headlong(shown: np.ndarray) -> np.ndarray:
    """A policy that goes ahead nine times of ten, whatever it is shown."""
    return np.tile([0.1, 0.0, 0.9], (len(shown), 1))


def test_a_guarded_agent_keeps_a_constraint_that_its_policy_does_not() -> None:
    lava = Meaning("visits", "lava", 0)
    missions = [Mission("keep off lava", lava.kind, (lava.constraint,))] * 40

    def played(guarded: bool) -> float:
        def make(n: int) -> ConditionedAgent:
            return ConditionedAgent(headlong, TrueInterpreter(missions, n), n, guarded=guarded)

        return float(evaluate(make, missions).excess.sum())

    assert played(guarded=False) > 100.0
    assert played(guarded=True) == 0.0


def test_unseen_squares_are_not_guarded_against() -> None:
    """A distance to a tile that was never seen cannot be kept: the guard knows what it believes."""
    missions = sentences("wording", "relational")[::4]
    env = HazardWorldVectorEnv(missions, len(missions), autoreset="disabled")
    env.reset(seed=0, options={"missions": np.arange(len(missions))})
    agent = ConditionedAgent(headlong, TrueInterpreter(missions, len(missions)), len(missions))
    rows: Sequence[int] = range(len(missions))
    agent.begin(np.array(rows), [mission.text for mission in missions])
    steps = agent.act(env.board.view, np.full(len(missions), 0.99))
    assert agent.belief is not None
    assert ((steps == 2) == ~agent.belief.barred).all()


@pytest.mark.parametrize("guarded", [True, False])
def test_training_guards_as_play_does(guarded: bool) -> None:
    lava = Meaning("visits", "lava", 0)
    missions = [Mission("keep off lava", lava.kind, (lava.constraint,))] * 40
    env = ConditionedVectorEnv(
        HazardWorldVectorEnv(missions, 40, seed=0),
        TrueInterpreter(missions, 40),
        budget=0.1,
        guarded=guarded,
    )
    env.reset()
    generator = np.random.default_rng(0)
    cost = sum(
        env.step(generator.choice(3, 40, p=(0.1, 0.1, 0.8)))[4]["cost"].sum() for _ in "x" * 60
    )
    assert (cost == 0.0) == guarded
