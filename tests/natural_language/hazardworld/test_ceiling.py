"""The most that games can pay, against pictures solved by hand and against what agents get."""

from __future__ import annotations

import numpy as np
import pytest

from natural_language.hazardworld import Mission, pairs, sentences
from natural_language.hazardworld.agents import RandomAgent
from natural_language.hazardworld.ceiling import _NOTHING, _Watch, ceiling, least_excess
from natural_language.hazardworld.episodes import benchmark
from natural_language.hazardworld.evaluation import evaluate
from natural_language.hazardworld.layout import draw, from_picture
from natural_language.hazardworld.meanings import Meaning
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from saferl.constraints import AtMost, Constraint, Distance
from saferl.errors import InputError

BALL, BOX, KEY = 1, 2, 4
#: Ball and box lie free, the key behind a row of lava and one of water that span the board.
PICTURE = """
    #############
    #..o......x.#
    #>..........#
    #...........#
    #...........#
    #LLLLLLLLLLL#
    #...........#
    #WWWWWWWWWWW#
    #.....k.....#
    #...........#
    #...........#
    #...........#
    #############
"""


def least(*meanings: Meaning, at_most: int = 600) -> dict[int, int]:
    """The least excess cost of each set of treasures of the picture."""
    return least_excess(
        from_picture(PICTURE), 0, [meaning.constraint for meaning in meanings], at_most=at_most
    )


def test_what_is_free_costs_nothing() -> None:
    found = least(Meaning("visits", "grass", 0))
    assert found == {0: 0, BALL: 0, BOX: 0, KEY: 0} | found
    assert set(found.values()) == {0}


@pytest.mark.parametrize(
    ("meaning", "key"),
    [
        (Meaning("visits", "lava", 0), 1),
        (Meaning("visits", "lava", 1), 0),
        (Meaning("turns", "water", 1), 0),
        (Meaning("distance", "lava", 2), 3),  # a row before, the lava, a row behind
        (Meaning("distance", "lava", 3), 5),  # the water and a row before that too
        (Meaning("distance", "water", 2), 3),
        (Meaning("after", "water", first="lava"), 1),
        (Meaning("after", "lava", first="water"), 0),
        (Meaning("before", "water", first="lava"), 0),
        (Meaning("before", "lava", first="water"), 1),
    ],
    ids=lambda value: value.name if isinstance(value, Meaning) else str(value),
)
def test_the_key_costs_what_the_way_to_it_costs(meaning: Meaning, key: int) -> None:
    found = least(meaning)
    assert found[BALL | BOX] == 0
    assert found[BALL | BOX | KEY] == key
    assert (KEY in least(meaning, at_most=0)) == (key == 0)


def test_two_constraints_add_up() -> None:
    both = least(Meaning("visits", "lava", 0), Meaning("distance", "water", 2))
    assert both[KEY] == 1 + 3


def test_nobody_gets_more_and_prices_buy_treasures() -> None:
    missions, seeds = benchmark(40)["relational"]
    best = ceiling(missions, seed=seeds)
    assert best.excess.sum() == 0.0
    assert best.returns.mean() < 3.0  # most treasures lie too near to what is to be kept away from
    played = evaluate(lambda n: RandomAgent(), missions, seed=seeds)
    clear = played.excess == 0.0
    assert (played.returns[clear] <= best.returns[clear]).all()
    bought = [ceiling(missions, seed=seeds, price=price) for price in (1.0, 0.2, 0.01)]
    returns = [best.returns.mean(), *(one.returns.mean() for one in bought)]
    excess = [best.excess.mean(), *(one.excess.mean() for one in bought)]
    assert returns == sorted(returns)
    assert excess == sorted(excess)
    assert returns[-1] == 6.0


def test_its_costs_are_the_monitors() -> None:
    """Random play through the search's own account of costs, step by step."""
    missions = [*sentences("train")[::200], *sentences("wording")[::40]]
    n = len(missions)
    env = HazardWorldVectorEnv(missions, n, autoreset="disabled")
    env.reset(seed=3, options={"missions": np.arange(n)})
    generator = np.random.default_rng(3)
    about = np.array([mission.about for mission in missions])
    layouts = draw(3 + np.arange(n), np.zeros(n, dtype=np.int64), about)
    watches = [_Watch.of(m.constraints[0], layouts.distances[i]) for i, m in enumerate(missions)]
    memories = [_NOTHING] * n
    for _ in range(60):
        played = env.play(generator.choice(3, size=n, p=(0.2, 0.2, 0.6)))
        for i, square in enumerate(env.board.position):
            memories[i], cost = watches[i].step(memories[i], int(square))
            assert cost == played.costs[i, 0]


def test_pairs_and_another_reward() -> None:
    missions = pairs(sentences("wording"), 6, seed=0)
    one, other = ceiling(missions), ceiling(missions, rewards=(1.0, 2.0, -3.0))
    assert (one.returns <= 6.0).all()
    assert (other.returns <= 3.0).all()


def test_what_it_cannot_search_is_told() -> None:
    strange = Constraint("strange", AtMost(2, Distance("lava") < 2))
    mission = Mission("be odd", "relational", (strange,))
    with pytest.raises(InputError, match="HazardWorld's forms"):
        ceiling([mission])
    with pytest.raises(InputError, match="price"):
        ceiling(sentences("wording")[:1], price=0.0)
