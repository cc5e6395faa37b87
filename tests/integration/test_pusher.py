"""The hand-written pusher reads the lidars right, and goes where it should."""

from __future__ import annotations

import numpy as np
import pytest

from lookahead.representation_lidar import render
from tests.benchmarks.pusher import BOX, GOAL, PILLARS, detour, place, push


@pytest.mark.parametrize("there", [(1.0, 0.3), (-0.2, 2.0), (-1.5, -1.5), (0.4, -0.1)])
def test_a_place_is_read_off_the_ring_that_it_gives(there):
    ring = render(np.array([there]), np.array([True]), 16, 3.0)
    np.testing.assert_allclose(place(ring[None]), [there], atol=1e-9)


def test_a_way_leads_around_a_pillar_on_the_side_that_is_nearer():
    start, end = np.zeros((4, 2)), np.tile([2.0, 0.0], (4, 1))
    pillar = np.array([[1.0, 0.1], [1.0, -0.1], [1.0, 0.9], [-1.0, 0.0]])
    aims = detour(start, end, pillar, 0.5, 1.3)
    np.testing.assert_allclose(aims, [[1.0, -0.45], [1.0, 0.45], [2.0, 0.0], [2.0, 0.0]])


def observed(goal, box, pillar=(-2.0, -2.0)):
    observation = np.zeros((1, 76))
    for part, there in ((GOAL, goal), (PILLARS, pillar), (BOX, box)):
        observation[0, part] = render(np.array([there]), np.array([True]), 16, 3.0)
    return observation


def test_it_pushes_from_behind_the_box_and_goes_around_it_from_elsewhere():
    force, turn = push(observed(goal=(2.0, 0.0), box=(0.5, 0.0)))[0]
    assert force > 0.9
    assert abs(turn) < 0.01
    _, left = push(observed(goal=(0.1, 0.05), box=(1.0, 0.0)))[0]  # the box is beyond the goal
    _, right = push(observed(goal=(0.1, -0.05), box=(1.0, 0.0)))[0]
    assert left == -right != 0.0
