"""The planner on a point mass whose braking distance is known, so that every answer is too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from lookahead.planner import Choice, Level, Planner
from lookahead.planner_navigation import NavigationPlanner, PlannerConfig
from lookahead.planner_scene import Scene
from lookahead.recoverability import choose_manoeuvres, covering
from lookahead.representation import Layout, ObjectGroup
from lookahead.representation_lidar import render
from lookahead.world_model_motion import MotionModel, chained

DT, PUSH, RADIUS = 0.05, 4.0, 0.2
LAYOUT = Layout(
    size=6 + 3 + 32,
    sensors={"velocimeter": (0, 3), "accelerometer": (3, 6), "magnetometer": (6, 9)},
    groups=(ObjectGroup("goal", 9, 1, 0.3, True), ObjectGroup("hazards", 25, 3, RADIUS, True)),
    bins=16,
    reach=3.0,
    dt=DT,
)


@dataclass(frozen=True, eq=False)
class PointMass(MotionModel):
    """Pushed ahead and to the left by up to `PUSH` m/s2; it never turns. Members drift apart."""

    drift: float = 0.0

    def imagine(self, motion, actions, squashed=None):
        speed, places = np.array(motion, dtype=np.float64), []
        bias = self.drift * np.arange(self.members)[:, None, None]
        place = np.zeros((*motion.shape[:-1], 2))
        actions = np.broadcast_to(actions, (*motion.shape[:-1], self.block, 2))
        for step in range(self.block):
            speed = speed + DT * PUSH * actions[..., step, :] + DT * bias
            place = place + DT * speed
            places.append(place)
        return speed, np.stack(places, axis=-2), np.zeros((*motion.shape[:-1], self.block))


def point_mass(members=2, drift=0.0):
    layers = ((np.zeros((members, 1, 1)), np.zeros((members, 1, 1))),)
    none = np.full(2, -np.inf), np.full(2, np.inf)
    return PointMass(layers, np.array([0, 1]), 2, *none, np.ones(8), drift)


class Discs:
    """Within `RADIUS` of a hazard's centre it costs, nowhere else."""

    radii = np.array([0.0, RADIUS])
    groups = (1,)

    def __call__(self, near):
        return (near[..., 1] < RADIUS).astype(float)


@dataclass
class Given:
    """Surroundings that are simply told."""

    hazards: np.ndarray
    goal: tuple[float, float] = (2.5, 0.0)

    def begin(self, rows):
        return {"seen": np.zeros(rows)}

    def update(self, memory, observation, episode_start):
        return {**memory, "seen": np.where(episode_start, 0, memory["seen"]) + 1}

    def scene(self, memory, observation):
        n = len(observation)
        places, present = np.zeros((n, 2, 3, 2)), np.zeros((n, 2, 3), bool)
        places[:, 0, 0], present[:, 0, 0] = self.goal, True
        places[:, 1, : len(self.hazards)] = self.hazards
        present[:, 1, : len(self.hazards)] = True
        return Scene(places, present, observation)


BRAKE = np.zeros((1, 40, 2), dtype=np.float32)


def braking(speed):
    """The manoeuvre that stops a point mass going ahead at `speed`, to within a step."""
    plan = BRAKE.copy()
    left = speed
    for step in range(plan.shape[1]):
        plan[0, step, 0] = -min(1.0, left / (DT * PUSH))
        left += DT * PUSH * plan[0, step, 0]
    return plan


def made(hazards, *, act=None, manoeuvres=BRAKE, model=None, goal=(2.5, 0.0), **settings):
    config = PlannerConfig(**{"margin": 0.0, "horizon": 40, "foresight": 40, **settings})
    return NavigationPlanner(
        act=act,
        model=model or point_mass(),
        layout=LAYOUT,
        danger=Discs(),
        surroundings=Given(np.array(hazards, dtype=float), goal),
        manoeuvres=manoeuvres,
        config=config,
    )


def seen(*speeds):
    observation = np.zeros((len(speeds), LAYOUT.size))
    observation[:, 0] = speeds
    observation[:, 7] = -0.5
    return observation


def screened(planner, observation, proposal):
    n = len(observation)
    return planner.screen(observation, proposal, planner.begin(n), np.ones(n, bool))


def test_it_is_a_planner():
    assert isinstance(made([(1, 0)]), Planner)


@pytest.mark.parametrize("speed", [0.5, 1.0, 1.5])
def test_the_recoverable_set_ends_at_the_braking_distance(speed):
    """Coasting one step and then braking: safe exactly if the stop comes before the hazard."""
    stop = braking(speed)
    travelled = DT * speed + DT * np.cumsum(speed + DT * PUSH * np.cumsum(stop[0, :-1, 0])).max()
    manoeuvre = np.concatenate([BRAKE[:, :1], stop[:, :-1]], axis=1)  # the first step is replaced
    for gap, safe in ((0.01, True), (-0.01, False)):
        planner = made([(travelled + RADIUS + gap, 0.0)], manoeuvres=manoeuvre)
        result = screened(planner, seen(speed), np.zeros((1, 2)))
        assert result.safe[0] == safe
        assert result.risk[0] == (0.0 if safe else 1.0)


def test_one_of_several_manoeuvres_suffices():
    aside = BRAKE.copy()
    aside[0, :20, 1] = 1.0
    ahead = [(0.9, 0.0)]
    assert not screened(made(ahead, manoeuvres=BRAKE), seen(1.0), np.zeros((1, 2))).safe[0]
    both = np.concatenate([BRAKE, aside])
    assert screened(made(ahead, manoeuvres=both), seen(1.0), np.zeros((1, 2))).safe[0]


def test_the_most_pessimistic_member_decides():
    hazard = [(0.3, 0.3)]  # a member that drifts ahead would reach it
    still = made(hazard, model=point_mass(2, drift=0.0))
    drifting = made(hazard, model=point_mass(2, drift=0.3))
    assert screened(still, seen(0.0), np.zeros((1, 2))).safe[0]
    assert not screened(drifting, seen(0.0), np.zeros((1, 2))).safe[0]


def test_members_that_disagree_are_not_believed():
    from dataclasses import replace

    planner = made([(9, 9)], model=point_mass(2, drift=1.0))
    assert screened(planner, seen(0.0), np.zeros((1, 2))).safe[0]
    careful = replace(planner, familiar=1e-3)
    result = screened(careful, seen(0.0), np.zeros((1, 2)))
    assert result.unfamiliar[0] > 1.0
    assert not result.safe[0]


def rush(observation):
    """Make for the goal at 1.2 m/s, straight through everything."""
    ring = observation[:, 9:25]
    angle = (np.arange(16) + 0.5) * (2 * np.pi / 16)
    way = ring @ np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    way = way / np.maximum(np.hypot(way[:, :1], way[:, 1:]), 1e-9)
    return np.clip(2.0 * (1.2 * way - observation[:, :2]), -1.0, 1.0)


def test_a_policy_that_would_run_into_a_hazard_is_stopped_while_there_is_room():
    hazard = [(1.2, 0.0)]
    stop = np.concatenate([BRAKE[:, :1], braking(0.7)[:, :-1]], axis=1)
    blind, planner = (made(hazard, act=act, manoeuvres=stop) for act in (None, rush))
    proposal = np.array([[1.0, 0.0]])
    assert screened(blind, seen(0.5), proposal).safe[0]  # it could still brake
    assert not screened(planner, seen(0.5), proposal).safe[0]


def driven(planner, steps, start=0.0):
    """Drive the real point mass under the planner; the world moves as it does."""
    surroundings = planner.surroundings
    hazards, goal = surroundings.hazards.copy(), np.array(surroundings.goal)
    place, speed = np.zeros(2), np.array([start, 0.0])
    memory, starts, levels, path = planner.begin(1), np.ones(1, bool), [], []
    for _ in range(steps):
        surroundings.hazards, surroundings.goal = hazards - place, tuple(goal - place)
        observation = seen(0.0)
        observation[0, :2] = speed
        observation[:, 9:25] = render(goal[None, None] - place, np.ones((1, 1), bool), 16, 3.0)
        proposal = rush(observation)
        screening = planner.screen(observation, proposal, memory, starts)
        choice = planner.search(observation, proposal, screening, rows=~screening.safe)
        memory = planner.after(choice.memory, choice.action, choice.level)
        starts = np.zeros(1, bool)
        speed = speed + DT * PUSH * np.clip(choice.action[0], -1, 1)
        place = place + DT * speed
        levels.append(int(choice.level[0]))
        path.append(place)
    return np.array(path), levels


def full_manoeuvres():
    return choose_manoeuvres(
        point_mass(1),
        np.random.default_rng(0).uniform(-1.5, 1.5, (200, 2)),
        2,
        count=8,
        horizon=16,
        rest=8,
        radius=RADIUS,
        cases=800,
    )


def test_it_drives_around_a_hazard_to_the_goal():
    planner = made([(1.2, 0.0), (1.2, 0.45)], act=rush, manoeuvres=full_manoeuvres(), margin=0.02)
    path, levels = driven(planner, 80)
    gap = np.hypot(*(path[:, None] - np.array([(1.2, 0.0), (1.2, 0.45)])).transpose(2, 0, 1))
    assert gap.min() > RADIUS
    assert np.hypot(*(path - (2.5, 0.0)).T).min() < 0.4
    assert Level.CANDIDATE in levels
    assert Level.PLAN in levels


def test_from_inside_a_hazard_it_leaves():
    planner = made([(0.05, 0.0)], act=rush, manoeuvres=full_manoeuvres())
    path, levels = driven(planner, 12)
    assert levels[0] == Level.LEAVE
    assert np.hypot(*(path[-1] - (0.05, 0.0))) > RADIUS


def test_a_search_past_its_deadline_says_so_and_still_answers():
    planner = made([(0.8, 0.0)], act=rush, manoeuvres=full_manoeuvres())
    observation, proposal = seen(1.0), np.array([[1.0, 0.0]])
    screening = screened(planner, observation, proposal)
    assert not screening.safe[0]
    choice = planner.search(
        observation, proposal, screening, rows=np.array([True]), deadline=lambda: True
    )
    assert not choice.complete[0]
    assert choice.level[0] != Level.PROPOSAL
    assert np.isfinite(choice.action).all()


def test_a_plan_is_followed_for_some_steps_and_dropped_when_not_executed():
    planner = made([(0.9, 0.0)], act=rush, manoeuvres=full_manoeuvres(), every=4)
    observation, proposal = seen(1.0), np.array([[1.0, 0.0]])
    screening = screened(planner, observation, proposal)
    choice = planner.search(observation, proposal, screening, rows=~screening.safe)
    assert choice.level[0] == Level.CANDIDATE
    followed = planner.after(choice.memory, choice.action, choice.level)
    assert followed["plan_left"][0] == 3
    assert np.array_equal(followed["plan"][0, 0], choice.plan[0, 1])
    dropped = planner.after(choice.memory, proposal, np.array([int(Level.SAFE_ACTION)]))
    assert dropped["plan_left"][0] == 0


def together(planner, observation, proposal, every=False) -> Choice:
    screening = screened(planner, observation, proposal)
    rows = ~screening.safe | every
    return planner.search(observation, proposal, screening, rows=rows)


def test_rows_do_not_depend_on_each_other():
    planner = made([(0.9, 0.1)], act=rush, manoeuvres=full_manoeuvres())
    observation = seen(0.2, 0.8, 1.2, 1.4, 0.0)
    proposal = np.tile([1.0, 0.0], (5, 1))
    many = together(planner, observation, proposal)
    for row in range(5):
        one = together(planner, observation[row : row + 1], proposal[row : row + 1])
        assert one.level[0] == many.level[row]
        assert np.array_equal(one.action[0], many.action[row])
        assert one.risk[0] == many.risk[row]


def test_the_same_seed_gives_the_same_choices_and_another_does_not_have_to():
    observation, proposal = seen(1.0, 1.3), np.tile([1.0, 0.0], (2, 1))
    kit = {"act": None, "manoeuvres": full_manoeuvres()}
    first, again, other = (
        together(made([(0.7, 0.0)], seed=seed, **kit), observation, proposal, every=True)
        for seed in (0, 0, 1)
    )
    assert np.array_equal(first.plan, again.plan, equal_nan=True)
    assert not np.array_equal(first.plan, other.plan, equal_nan=True)


def test_screening_and_searching_leave_the_memory_as_it_was():
    planner = made([(0.8, 0.0)], act=rush, manoeuvres=full_manoeuvres())
    memory = planner.begin(1)
    kept = {name: value.copy() for name, value in memory.items()}
    screening = planner.screen(seen(1.0), np.array([[1.0, 0.0]]), memory, np.zeros(1, bool))
    assert all(np.array_equal(kept[name], memory[name]) for name in kept)
    kept = {name: value.copy() for name, value in screening.memory.items()}
    planner.search(seen(1.0), np.array([[1.0, 0.0]]), screening, rows=np.array([True]))
    assert all(np.array_equal(kept[name], screening.memory[name]) for name in kept)


def test_chosen_manoeuvres_cover_what_any_plan_covers():
    rng = np.random.default_rng(0)
    successes = rng.random((300, 40)) < 0.1
    chosen = covering(successes, 40)
    assert successes[:, chosen].any(axis=1).sum() == successes.any(axis=1).sum()
    gains = [successes[:, chosen[: i + 1]].any(axis=1).sum() for i in range(len(chosen))]
    assert np.diff([0, *gains]).min() > 0


def test_turns_and_ways_chain_like_steps_on_the_ground():
    rng = np.random.default_rng(0)
    moved = rng.normal(size=(7, 3))
    places, turns = chained(moved)
    place, heading = 0j, 0.0
    for step in range(7):
        place += complex(*moved[step, :2]) * np.exp(1j * heading)
        heading += moved[step, 2]
        assert places[step] == pytest.approx((place.real, place.imag))
        assert turns[step] == pytest.approx(heading)
