"""What is said back is read back: parse(explain(c)) == c."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from natural_language import explain, parse
from natural_language.canonical import from_canonical
from natural_language.hazardworld.world import HAZARDWORLD
from saferl.constraints import (
    After,
    All,
    Always,
    And,
    AtMost,
    Comparison,
    Constraint,
    Contact,
    Displacement,
    Distance,
    Event,
    For,
    ForAtMost,
    Formula,
    Measured,
    Never,
    Not,
    Or,
    Predicate,
    Signal,
    Speed,
    TaskCost,
    Until,
    Within,
)
from saferl.fitting import signal_range
from saferl.worlds import Group, World, world_of

FARM = World(
    groups=(Group("cows", 3, radius=0.8), Group("hay_bales", 2, radius=1.5, movable=True)),
    events=("gate_opened", "goal_reached"),
    signals=(Measured("battery", unit="V"), Measured("mood")),
    speed="forward",
    dt=0.1,
    horizon=600,
)
WORLDS = {
    "goal": world_of("SafetyPointGoal2-v0"),
    "button": world_of("SafetyCarButton2-v0"),
    "push": world_of("SafetyAntPush2-v0"),
    "velocity": world_of("SafetyHalfCheetahVelocity-v1"),
    "grid": HAZARDWORLD,
    "farm": FARM,
}


def _four_digits(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False).map(lambda value: float(f"{value:.4g}"))


def _signals(world: World) -> list[Signal]:
    signals: list[Signal] = [*world.signals]
    for group in world.groups:
        signals += [Distance(group.name), Distance(group.name, "centre")]
        signals += [Displacement(group.name)] if group.movable else []
    return signals + ([Speed()] if world.speed is not None else [])


@st.composite
def _comparisons(draw: st.DrawFn, world: World) -> Comparison:
    signal = draw(st.sampled_from(_signals(world)))
    low, high = signal_range(signal, world)
    value = draw(_four_digits(max(low, -50.0), min(high, 50.0)))
    return Comparison(signal, draw(st.sampled_from(["<", "<=", ">", ">="])), value)


def _predicates(world: World) -> st.SearchStrategy[Predicate]:
    atoms: list[st.SearchStrategy[Predicate]] = [_comparisons(world)]
    if world.groups:
        atoms.append(st.sampled_from([Contact(group.name) for group in world.groups]))
    if world.events:
        atoms.append(st.sampled_from([Event(name) for name in world.events]))

    def grown(inner: st.SearchStrategy[Predicate]) -> st.SearchStrategy[Predicate]:
        some = st.lists(inner, min_size=2, max_size=3)
        return st.one_of(
            inner.map(Not), some.map(lambda of: And(*of)), some.map(lambda of: Or(*of))
        )

    return st.recursive(st.one_of(atoms), grown, max_leaves=4)


def _formulas(world: World, depth: int = 3) -> st.SearchStrategy[Formula]:
    p = _predicates(world)
    steps = st.integers(1, 150)
    flat: list[st.SearchStrategy[Formula]] = [
        p.map(Always),
        p.map(Never),
        st.builds(
            AtMost,
            st.integers(0, 20),
            p,
            st.sampled_from(["visits", "steps"]),
            st.none() | st.integers(60, 190),
        ),
        st.builds(ForAtMost, st.integers(0, 150), p),
        st.builds(For, steps, p),
        st.builds(Until, p, p),
        st.builds(Within, p, p, steps),
        st.just(TaskCost()),
    ]
    if depth > 1:
        inner = _formulas(world, depth - 1)
        flat.append(st.builds(After, p, inner, st.booleans()))
        flat.append(st.lists(inner, min_size=2, max_size=3).map(lambda of: All(*of)))
    return st.one_of(flat)


def constraints(world: World) -> st.SearchStrategy[Constraint]:
    return st.builds(
        Constraint,
        st.just("rule"),
        _formulas(world),
        st.just(0.0) | _four_digits(0, 100),
        st.sampled_from(["expected", "always"]),
    )


SLOW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", WORLDS)
@SLOW
@given(data=st.data())
def test_explaining_and_reading_back_gives_the_same_constraint(
    name: str, data: st.DataObject
) -> None:
    world = WORLDS[name]
    constraint = data.draw(constraints(world))
    for text in (explain(constraint), explain(constraint, world)):
        assert from_canonical(text, world) == (constraint,)
        reading = parse(text, world)
        if world.problems(constraint):
            assert reading.status == "refused"
        else:
            assert reading.status == "sure"
            assert reading.constraints == (constraint,)
            assert reading.alternatives == ()


def test_several_explanations_in_a_row_are_read_together() -> None:
    world = WORLDS["goal"]
    two = (
        Constraint("a", Never(Contact("vases")), enforce="always"),
        Constraint("b", AtMost(2, Contact("hazards")), budget=1.5),
    )
    text = " ".join(explain(one, world) for one in two)
    assert parse(text, world).constraints == two


def test_spacing_and_the_first_letter_do_not_matter() -> None:
    text = "it  never happens that\nthe agent touches the vases"
    assert parse(text, WORLDS["goal"]).constraints[0].formula == Never(Contact("vases"))


@pytest.mark.parametrize(
    "text",
    [
        "It never happens that the agent touches the vases and",
        (
            "It never happens that the agent touches the vases or the "
            "agent touches the goal and the speed is below 1 m/s."
        ),
        "After the first time that the agent touches the vases, it never",
        "It always holds that the speed is below one m/s.",
    ],
)
def test_what_only_resembles_canonical_english_is_not_taken_for_it(text: str) -> None:
    assert from_canonical(text, WORLDS["goal"]) is None
