"""Numbers in words, units, bounds and how often."""

from __future__ import annotations

import pytest

from natural_language.grammar.chart import Chart, Setting
from natural_language.grammar.counts import count
from natural_language.grammar.meanings import Bound
from natural_language.grammar.numbers import number, ordinal
from natural_language.grammar.quantities import bound, quantity
from natural_language.tokens import tokenize

METRIC = Setting(groups=("hazards", "vases"), dt=0.02)
GRID = Setting(groups=("lava",), grid=True)


def _chart(text: str, setting: Setting = METRIC) -> Chart:
    return Chart(tokenize(text), setting)


def _whole(found: list[object], chart: Chart) -> list[object]:
    return [one.sem for one in found if one.end == chart.size]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("0.25", 0.25),
        (".5", 0.5),
        ("1,000", 1000),
        ("twenty-one", 21),
        ("half", 0.5),
        ("one and a half", 1.5),
        ("two hundred and five", 205),
        ("a dozen", 12),
        ("1/4", 0.25),
        ("three quarters", 0.75),
        ("half a dozen", 6),
        ("two thousand", 2000),
        ("a million", 1e6),
        ("minus two", -2),
        ("2½", 2.5),
        ("ninety nine", 99),
    ],
)
def test_numbers(text: str, value: float) -> None:
    chart = _chart(text)
    assert value in _whole(list(number(chart, 0)), chart)


@pytest.mark.parametrize(
    ("text", "value"),
    [("third", 3), ("3rd", 3), ("21st", 21), ("twenty-second", 22), ("tenth", 10)],
)
def test_ordinals(text: str, value: int) -> None:
    chart = _chart(text)
    assert value in _whole(list(ordinal(chart, 0)), chart)


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("30 cm", "length", 0.3),
        ("30cm", "length", 0.3),
        ("2 ft", "length", 0.6096),
        ("6 inches", "length", 0.1524),
        ("a metre", "length", 1),
        ("half a metre", "length", 0.5),
        ("a metre and a half", "length", 1.5),
        ("1 ft 6 in", "length", 0.4572),
        ("5 km/h", "speed", 5 / 3.6),
        ("10 mph", "speed", 4.4704),
        ("2 metres per second", "speed", 2),
        ("120 cm/s", "speed", 1.2),
        ("half a metre a second", "speed", 0.5),
        ("2 seconds", "time", 100),
        ("500 ms", "time", 25),
        ("half a minute", "time", 1500),
        ("20 steps", "time", 20),
        ("1.5 s", "time", 75),
    ],
)
def test_quantities(text: str, dimension: str, value: float) -> None:
    chart = _chart(text)
    found = [one.value for one in _whole(list(quantity(chart, 0, dimension)), chart)]  # type: ignore[attr-defined]
    assert found == [pytest.approx(value, rel=1e-9)]


@pytest.mark.parametrize(
    ("text", "op", "value"),
    [
        ("at most 30 cm", "<=", 0.3),
        ("no more than 30 cm", "<=", 0.3),
        ("30 cm or less", "<=", 0.3),
        ("less than 30 cm", "<", 0.3),
        ("at least 30 cm", ">=", 0.3),
        ("no closer than 30 cm", ">=", 0.3),
        ("more than 30 cm", ">", 0.3),
        ("30 cm or more", ">=", 0.3),
        ("a minimum of 30 cm", ">=", 0.3),
    ],
)
def test_bounds(text: str, op: str, value: float) -> None:
    chart = _chart(text)
    assert Bound(op, value) in _whole(list(bound(chart, 0, "length")), chart)


@pytest.mark.parametrize(
    ("text", "op", "value"),
    [
        ("twice", "=", 2),
        ("at most three times", "<=", 3),
        ("three times or less", "<=", 3),
        ("more than once", ">", 1),
        ("three or more times", ">=", 3),
        ("a third time", "nth", 3),
        ("for the fifth time", "nth", 5),
        ("fewer than 4 times", "<", 4),
        ("up to ten times", "<=", 10),
    ],
)
def test_counts(text: str, op: str, value: float) -> None:
    chart = _chart(text)
    assert Bound(op, value) in _whole(list(count(chart, 0)), chart)


def test_squares_are_lengths_only_on_a_grid() -> None:
    grid, metric = _chart("three squares", GRID), _chart("three squares")
    assert Bound("=", 3.0) in _whole(list(quantity(grid, 0, "length")), grid)
    assert not _whole(list(quantity(metric, 0, "length")), metric)


def test_seconds_need_a_clock() -> None:
    chart = _chart("two seconds", Setting(groups=(), dt=None))
    assert not _whole(list(quantity(chart, 0, "time")), chart)
