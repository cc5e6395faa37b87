"""The guard: an agent does nothing that it believes to cost where it could do otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from natural_language.hazardworld import HazardWorldVectorEnv, Mission
from natural_language.hazardworld.agents import ConditionedAgent
from natural_language.hazardworld.beliefs import Belief
from natural_language.hazardworld.conditioned import ConditionedVectorEnv
from natural_language.hazardworld.evaluation import evaluate
from natural_language.hazardworld.guard import kept_to, permitted
from natural_language.hazardworld.layout import CODES
from natural_language.hazardworld.meanings import Meaning
from natural_language.hazardworld.reading_agent import ParsedInterpreter, read
from natural_language.hazardworld.sight import COLUMNS, OWN, ROWS, UNKNOWN
from natural_language.hazardworld.truth import TrueInterpreter

LEFT, RIGHT, AHEAD = 0, 1, 2
EMPTY, WALL = (CODES.index(name) for name in ("empty", "wall"))
NEXT = OWN[0], OWN[1] - 1
BEYOND = OWN[0], OWN[1] - 2
BESIDE = OWN[0] - 1, OWN[1]  # to the left


def believing(*squares: tuple[int, int], left: float = 0.0, visits: bool = False) -> Belief:
    """One agent's belief that these squares, [column, row], count."""
    mask = np.zeros((1, 1, COLUMNS, ROWS), dtype=np.bool_)
    for column, row in squares:
        mask[0, 0, column, row] = True
    return Belief(mask, np.array([[left]]), np.array([[visits]]))


def lets(belief: Belief, *walls: tuple[int, int]) -> set[int]:
    """What the guard lets an agent do in the open, but for some walls."""
    sight = np.full((1, COLUMNS, ROWS), EMPTY, dtype=np.int8)
    for column, row in walls:
        sight[0, column, row] = WALL
    return set(np.flatnonzero(permitted(sight, belief)[0]).tolist())


@pytest.mark.parametrize(
    ("belief", "allowed"),
    [
        (believing(), {LEFT, RIGHT, AHEAD}),
        (believing(NEXT), {LEFT, RIGHT}),
        (believing(NEXT, left=1.0), {LEFT, RIGHT, AHEAD}),  # allowed once more, and left ahead
        (believing(NEXT, OWN), {LEFT, RIGHT, AHEAD}),  # each of them costs
        (believing(OWN), {AHEAD}),  # staying costs, walking on does not
        (believing((OWN[0], OWN[1] + 1)), {LEFT, RIGHT, AHEAD}),  # behind
    ],
)
def test_an_action_is_barred_that_costs_where_another_does_not(
    belief: Belief, allowed: set[int]
) -> None:
    assert lets(belief) == allowed


def test_the_tightest_of_several_constraints_bars() -> None:
    allowed, used_up = believing(NEXT, left=2.0), believing(NEXT)
    assert lets(allowed.beside(used_up)) == {LEFT, RIGHT}
    assert lets(believing(left=0.0).beside(allowed)) == {LEFT, RIGHT, AHEAD}


def test_staying_on_a_last_visit_costs_nothing_and_another_constraint_is_kept_there() -> None:
    last_visit = believing(OWN, NEXT, visits=True)
    assert lets(last_visit) == {LEFT, RIGHT, AHEAD}
    assert lets(last_visit.beside(believing(NEXT))) == {LEFT, RIGHT}


@pytest.mark.parametrize(
    ("left", "walls", "allowed"),
    [
        (1.0, (), True),  # straight across
        (1.0, (BEYOND,), False),  # turning would be one turn too many
        (2.0, (BEYOND,), True),  # a turn, then off to the side
        (2.0, (BEYOND, (NEXT[0] - 1, NEXT[1]), (NEXT[0] + 1, NEXT[1])), False),
        (3.0, (BEYOND, (NEXT[0] - 1, NEXT[1]), (NEXT[0] + 1, NEXT[1])), True),  # and back
    ],
)
def test_tiles_are_entered_only_where_there_is_a_way_off_them_in_time(
    left: float, walls: tuple[tuple[int, int], ...], allowed: bool
) -> None:
    assert (AHEAD in lets(believing(NEXT, left=left), *walls)) == allowed


def test_visits_may_last() -> None:
    walls = BEYOND, (NEXT[0] - 1, NEXT[1]), (NEXT[0] + 1, NEXT[1])
    assert AHEAD in lets(believing(NEXT, left=1.0, visits=True), *walls)


def test_on_counted_tiles_no_turn_is_wasted_that_is_needed_to_leave_them() -> None:
    assert lets(believing(OWN, left=1.0)) == {LEFT, RIGHT, AHEAD}
    assert lets(believing(OWN, left=1.0), BESIDE) == {RIGHT, AHEAD}
    assert lets(believing(OWN, NEXT, left=1.0)) == {LEFT, RIGHT, AHEAD}
    assert lets(believing(OWN, NEXT, left=1.0), BEYOND) == {LEFT, RIGHT}
    assert lets(believing(OWN, NEXT, BEYOND, left=1.0), BESIDE) == {RIGHT}


def test_unseen_squares_are_no_way_out() -> None:
    sight = np.full((1, COLUMNS, ROWS), UNKNOWN, dtype=np.int8)
    sight[0, NEXT[0], NEXT[1]] = sight[0, OWN[0], OWN[1]] = EMPTY
    assert permitted(sight, believing(NEXT, left=1.0)).tolist() == [[True, True, False]]


def test_what_a_step_will_forbid_is_no_way_out() -> None:
    """One turn may be spent on the square ahead; once there, the square beyond it is forbidden."""
    free = believing()
    before = believing(NEXT, left=1.0).beside(free)
    harmless = believing(NEXT).beside(free)
    deadly = believing(NEXT).beside(believing(BEYOND))
    assert AHEAD in lets(replace(before, then=harmless))
    assert AHEAD not in lets(replace(before, then=deadly))
    assert AHEAD in lets(believing(NEXT, left=3.0).beside(free))
    twice = believing(NEXT, left=2.0).beside(believing(BEYOND))  # a turn to turn, then aside
    assert AHEAD in lets(replace(believing(NEXT, left=3.0).beside(free), then=twice))
    assert AHEAD not in lets(replace(before, then=harmless), BEYOND)  # a wall is one as ever


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("you can be on water for up to one turn in total", True),
        ("be on water for one turn at most in total. if you touch water, avoid lava", False),
        ("be on water for one turn at most in total. if you touch grass, avoid lava", True),
    ],
)
def test_the_parsers_agent_sees_what_its_step_will_forbid(text: str, allowed: bool) -> None:
    sight = np.full((1, COLUMNS, ROWS), EMPTY, dtype=np.int8)
    sight[0, NEXT[0], NEXT[1]] = CODES.index("water")
    for column, row in (BEYOND, (NEXT[0] - 1, NEXT[1]), (NEXT[0] + 1, NEXT[1])):
        sight[0, column, row] = CODES.index("lava")
    reader = ParsedInterpreter(1)
    reader.begin(np.arange(1), [text])
    assert not reader.refused
    belief = reader.believe(np.arange(1), sight, False)
    assert (AHEAD in np.flatnonzero(permitted(sight, belief)[0])) == allowed


def test_an_agent_is_guarded_alike_whoever_plays_beside_it() -> None:
    """One agent's interpreter tells what a step will forbid, the other's cannot."""

    class Fallback:
        excess = np.zeros(2)

        def begin(self, rows: np.ndarray, texts: object) -> None:
            pass

        def believe(self, rows: np.ndarray, sight: np.ndarray, moved: bool) -> Belief:
            counted = believing(NEXT, OWN, left=1.0).beside(believing(NEXT, OWN, visits=True))
            return Belief(counted.mask, counted.left, counted.visits)

    sight = np.full((2, COLUMNS, ROWS), EMPTY, dtype=np.int8)
    sight[0, NEXT[0], NEXT[1]] = CODES.index("water")
    text = "be on water for one turn at most in total"
    reader = ParsedInterpreter(
        2, fallback=Fallback(), reader=lambda said: read(said) if said == text else None
    )
    reader.begin(np.arange(2), [text, "be nice"])
    together = reader.believe(np.arange(2), sight, False)
    assert together.then is not None
    alone = Fallback().believe(np.arange(1), sight[1:], False)
    assert permitted(sight, together)[1].tolist() == permitted(sight[1:], alone)[0].tolist()
    assert permitted(sight, together)[0].all()


def test_an_action_not_allowed_gives_way_to_the_first_that_is() -> None:
    allowed = np.array([[True, True, False], [False, False, True], [True, True, True]])
    assert kept_to(np.array([AHEAD, LEFT, RIGHT]), allowed).tolist() == [LEFT, AHEAD, RIGHT]


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


def test_turns_on_tiles_are_not_overspent() -> None:
    lava = Meaning("turns", "lava", 2)
    missions = [Mission("two turns on lava", lava.kind, (lava.constraint,))] * 60

    def wandering(shown: np.ndarray) -> np.ndarray:
        return np.tile([0.2, 0.2, 0.6], (len(shown), 1))

    def played(guarded: bool) -> float:
        def make(n: int) -> ConditionedAgent:
            return ConditionedAgent(wandering, TrueInterpreter(missions, n), n, guarded=guarded)

        return float(evaluate(make, missions).excess.sum())

    assert played(guarded=False) > 100.0
    assert played(guarded=True) == 0.0


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
