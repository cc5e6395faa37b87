"""Ways around discs against geometry, and the library of plans."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookahead.plans import INSIDE, crossing_length, plan_library, ways_to


def way_length(start, goal, centres, radii):
    ways = ways_to(np.array([goal], float), np.array([centres], float), np.array([radii], float))
    return float(ways.length(np.array([[start]], float))[0, 0])


def test_a_free_way_is_straight():
    assert way_length((0, 0), (3, 4), [(5, -5)], [1.0]) == pytest.approx(5.0)


def test_a_way_around_a_disc_is_little_longer_than_the_tangents():
    # tangents from both sides and the arc between: sqrt(4 - .25) twice and 2 asin(1/4) * 0.5
    exact = 2 * np.sqrt(4 - 0.25) + 2 * np.arcsin(0.25) * 0.5
    found = way_length((-2, 0), (2, 0), [(0, 0)], [0.5])
    assert exact <= found < 1.03 * exact


def test_from_inside_the_way_leads_out_on_the_shorter_side():
    deep = way_length((0.1, 0), (0.1, 5), [(0, 0)], [0.5])
    shallow = way_length((0.1, 0.4), (0.1, 5), [(0, 0)], [0.5])
    assert deep > shallow
    assert deep < 5.5 + 0.6 * INSIDE


def test_a_wall_of_discs_with_a_gap_is_passed_by_the_gap():
    centres = [(0, y) for y in (-1.5, -1.0, -0.5, 0.0, 1.0, 1.5)]
    radii = [0.3] * 6
    through = way_length((-1, 0), (1, 0), centres, radii)
    straight_through_gap = np.hypot(1, 0.5) * 2
    assert through < straight_through_gap + 0.4


def test_absent_discs_are_no_obstacles():
    assert way_length((-2, 0), (2, 0), [(0, 0)], [0.0]) == pytest.approx(4.0)


@given(
    st.lists(st.floats(-2, 2), min_size=4, max_size=4),
    st.floats(-2, 2),
    st.floats(-2, 2),
    st.floats(0.05, 1.0),
)
def test_crossing_length_counts_what_samples_count(ends, x, y, radius):
    start, end = np.array(ends[:2]), np.array(ends[2:])
    length = np.hypot(*(end - start))
    found = crossing_length(start, end, np.array([[x, y]]), np.array([radius]))
    along = (np.arange(4000) + 0.5)[:, None] / 4000
    inside = np.hypot(*(start + along * (end - start) - (x, y)).T) < radius
    assert found == pytest.approx(length * (1 + (INSIDE - 1) * inside.mean()), abs=0.02)


def test_rows_do_not_depend_on_each_other():
    rng = np.random.default_rng(0)
    goal, centres = rng.normal(size=(5, 2)), rng.normal(size=(5, 4, 2))
    radii, places = rng.uniform(0, 0.4, (5, 4)), rng.normal(size=(5, 7, 2))
    together = ways_to(goal, centres, radii).length(places)
    alone = ways_to(goal[3:4], centres[3:4], radii[3:4]).length(places[3:4])
    assert np.array_equal(together[3], alone[0])


def test_library_plans_are_held_actions_within_bounds_and_reproducible():
    plans = plan_library(30, 40, 4, 2, np.random.default_rng(0))
    assert plans.shape == (30, 40, 2)
    assert np.abs(plans).max() <= 1.0
    blocks = plans.reshape(30, 10, 4, 2)
    assert (blocks == blocks[:, :, :1]).all()
    changes = (np.diff(plans[:, ::4], axis=1) != 0).any(axis=-1).sum(axis=1)
    assert changes.max() <= 2
    assert changes.max() > 0
    assert np.array_equal(plans, plan_library(30, 40, 4, 2, np.random.default_rng(0)))
