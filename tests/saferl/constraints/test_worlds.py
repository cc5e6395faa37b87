"""What each task lets constraints speak about, and constraints that do not fit."""

import math
import re

import gymnasium
import pytest

import saferl.envs.tasks as tasks
from saferl.constraints import (
    All,
    Always,
    AtMost,
    Constraint,
    Contact,
    Displacement,
    Distance,
    Event,
    For,
    ForAtMost,
    Measured,
    Never,
    Speed,
    Within,
    task_cost,
)
from saferl.envs.compat import stock_module
from saferl.errors import InputError
from saferl.worlds import Group, World, world_of

GOAL1 = world_of("SafetyPointGoal1-v0")


@pytest.mark.parametrize("env_id", tasks.task_ids())
def test_every_task_has_a_world(env_id):
    world = world_of(f"saferl/{env_id}")
    spec = tasks.resolve(env_id)
    assert (world.name, world.horizon) == (env_id, spec.horizon)
    assert world.dt > 0
    assert world.speed is not None
    assert "speed" in world.signal_keys
    assert len(set(world.signal_keys)) == len(world.signal_keys)
    assert (world.arena is None) == (spec.kind == "velocity")


def test_worlds_say_what_the_tasks_are_documented_to_hold():
    def listed(env_id):
        return {group.name: (group.count, group.radius) for group in world_of(env_id).groups}

    assert listed("SafetyPointGoal1-v0") == {
        "goal": (1, 0.3),
        "hazards": (8, 0.2),
        "vases": (1, 0.1),
    }
    assert listed("SafetyPointGoal2-v0") == {
        "goal": (1, 0.3),
        "hazards": (10, 0.2),
        "vases": (10, 0.1),
    }
    assert listed("SafetyCarButton1-v0") == {
        "goal": (1, 0.2),
        "buttons": (4, 0.1),
        "hazards": (4, 0.2),
        "gremlins": (4, 0.1),
    }
    assert listed("SafetyCarPush2-v0") == {
        "goal": (1, 0.3),
        "box": (1, 0.125),
        "hazards": (4, 0.3),
        "pillars": (4, 0.2),
    }
    assert listed("SafetyPointCircle2-v0") == {"walls": (4, 0.0)}
    assert world_of("SafetyPointCircle1-v0").arena == (-1.125, -math.inf, 1.125, math.inf)
    assert world_of("SafetyPointRun0-v0").arena == (-0.5, -math.inf, 0.5, math.inf)
    assert world_of("SafetyPointButton2-v0").arena == (-1.8, -1.8, 1.8, 1.8)
    assert world_of("SafetyPointPush1-v0").events == ("goal_reached", "box_moved", "left_arena")
    assert [world_of(f"Safety{a}Goal1-v0").dt for a in ("Point", "Car", "Ant")] == [0.02, 0.04, 0.1]


@pytest.mark.parametrize(
    "agent", ["HalfCheetah", "Hopper", "Swimmer", "Walker2d", "Ant", "Humanoid"]
)
def test_velocity_tasks_have_the_dt_of_their_simulation(agent):
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", agent).lower()
    module = stock_module(f"tasks.safe_velocity.safety_{snake}_velocity_v1")
    stock = getattr(module, f"Safety{agent}VelocityEnv")()
    assert world_of(f"Safety{agent}Velocity-v1").dt == pytest.approx(stock.dt)


def test_navigation_tasks_have_the_dt_of_their_simulation():
    from saferl.envs.navigation import SafetyNavigationEnv

    for agent in ("Point", "Racecar", "Doggo"):
        env = SafetyNavigationEnv(f"Safety{agent}Goal0-v0")
        env.reset(seed=0)
        assert world_of(f"Safety{agent}Goal0-v0").dt == pytest.approx(env.dt)
        assert world_of(env).groups == world_of(f"Safety{agent}Goal0-v0").groups


def test_environments_are_asked_for_their_world():
    mine = World(groups=(Group("cows"),), name="a farm")

    class Farm(gymnasium.Env):
        world = mine

    assert world_of(mine) is mine
    assert world_of(Farm()) is mine
    assert world_of(gymnasium.wrappers.TimeLimit(Farm(), 10)) is mine
    Farm.world = None
    with pytest.raises(InputError, match=r"describe it by a World: saferl.constrain"):
        world_of(Farm())
    with pytest.raises(InputError, match="did you mean 'SafetyPointGoal1-v0'"):
        world_of("SafetyPointGoal1")


@pytest.mark.parametrize(
    ("formula", "kind", "message"),
    [
        (Never(Contact("hazard")), "unknown_group", "did you mean 'hazards'"),
        (Never(Contact("gremlins")), "unknown_group", "unknown group 'gremlins'"),
        (Never(Displacement("pillars") > 1), "unknown_group", "unknown group 'pillars'"),
        (Never(Displacement("hazards") > 1), "immovable_group", "movable groups: vases"),
        (Never(Event("goal_met")), "unknown_event", "did you mean 'goal_reached'"),
        (Never(Measured("battery") < 1), "unknown_signal", "SafetyPointGoal1-v0 has none"),
        (Always(Distance("hazards") >= 5), "constant", "never true"),
        (Always(Distance("hazards") > -0.3), "constant", "always true.*at least -0.2"),
        (Never(Distance("hazards", "centre") < 0), "constant", "never true"),
        (Always(Speed() >= 0), "constant", "always true"),
        (Never(Displacement("vases") < 0), "constant", "never true"),
        (Never((Speed() < 0.1) & (Speed() > 0.5)), "contradiction", "exclude each other"),
        (Never((Speed() <= 0.1) & (Speed() > 0.1)), "contradiction", "exclude each other"),
        (For(2000, Speed() < 1), "too_long", "an episode has 1000 steps"),
        (Within(Contact("vases"), Speed() < 1, 1001), "too_long", "1000 steps"),
        (AtMost(3, Contact("vases"), window=2000), "too_long", "leave the window out"),
        (AtMost(1000, Contact("vases"), "steps"), "vacuous", "never be violated"),
        (AtMost(500, Contact("vases")), "vacuous", "hold 500 visits at most"),
        (AtMost(5, Contact("vases"), "steps", window=5), "vacuous", "never be violated"),
        (ForAtMost(1000, Contact("vases")), "vacuous", "never be violated"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(formula, kind, message):
    constraint = Constraint("it", formula)
    problems = GOAL1.problems(constraint)
    assert kind in {problem.kind for problem in problems}
    with pytest.raises(InputError, match=message):
        GOAL1.check(constraint)


@pytest.mark.parametrize(
    "formula",
    [
        Never(Distance("hazards") < 0.3),
        Never((Speed() <= 0.1) & (Speed() >= 0.1)),
        AtMost(499, Contact("vases")),
        AtMost(999, Contact("vases"), "steps"),
        ForAtMost(999, Contact("goal")),
        For(1000, Speed() < 1),
        All(Never(Event("left_arena")), Always(Displacement("vases") <= 0)),
    ],
)
def test_what_fits_is_let_through(formula):
    GOAL1.check(Constraint("it", formula))


def test_budgets_no_episode_can_exceed_are_refused_except_for_the_tasks_cost():
    with pytest.raises(InputError, match="can never be exceeded"):
        GOAL1.check(Constraint("it", Never(Contact("vases")), budget=1000))
    GOAL1.check(Constraint("it", Never(Contact("vases")), budget=999))
    GOAL1.check(task_cost(10_000))


def test_signed_speeds_may_be_negative():
    world_of("SafetyHalfCheetahVelocity-v1").check(Constraint("back", Never(Speed() < 0)))


def test_own_worlds_are_checked():
    world = World(groups=(Group("ghosts", count=0),), signals=(Measured("t", unit="C"),))
    for formula, message in [
        (Never(Contact("ghosts")), "their count is 0"),
        (Never(Measured("t") > 3), "another unit"),
        (Never(Measured("u") > 3), "unknown signal 'u'"),
        (Never(Speed() > 3), "reports no speed"),
        (Never(Event("x")), "unknown event 'x'; this environment has none"),
    ]:
        with pytest.raises(InputError, match=message):
            world.check(Constraint("it", formula))
    world.check(Constraint("it", Never(Measured("t", unit="C") > 3)))
    for make, message in [
        (lambda: World(groups=(Group("a"), Group("a"))), "two groups named 'a'"),
        (lambda: World(groups=("a",)), "expected a tuple of Group"),
        (lambda: World(events="fell"), "expected a tuple of str"),
        (lambda: World(events=("it fell",)), "cannot name an event"),
        (lambda: World(dt=0), "seconds per step, above 0"),
        (lambda: World(horizon=0), "at least 1"),
        (lambda: World(speed="fast"), "speed of World"),
        (lambda: World(arena=(1, 0, 0, 1)), "arena of World"),
        (lambda: World().steps(1), r"give World\(dt=...\)"),
        (lambda: Group("a", count=-1), "count of group 'a'"),
        (lambda: Group("a", radius=-1), "radius of group 'a'"),
    ]:
        with pytest.raises(InputError, match=message):
            make()
