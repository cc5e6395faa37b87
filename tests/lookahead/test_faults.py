"""Whatever goes wrong around a shield, nothing gets through unscreened and nothing raises."""

import numpy as np
import pytest

from lookahead.example import ACTED, OBSERVED, PointPlanner, PointShield, advance
from lookahead.guard import FAULTS, Fault, to_unit
from lookahead.planner import Choice, Level, Screening
from lookahead.shielded_policy import ShieldedPolicy
from saferl.policies import CallablePolicy, Session
from saferl.policies.protocol import plain_decision
from tests.lookahead.small_shield import ppo, small_shield

DEADLINE_MS = 20.0


class Clock:
    """Nanoseconds that pass only when somebody stalls."""

    def __init__(self):
        self.now = 0

    def __call__(self):
        self.now += 1000
        return self.now

    def stall(self, milliseconds):
        self.now += int(1e6 * milliseconds)


class ChaosPolicy:
    """Runs for the wall, or breaks in the way it is told to."""

    observation_space, action_space = OBSERVED, ACTED

    def __init__(self, clock):
        self.clock, self.how = clock, None

    def __call__(self, observation):
        if self.how == "policy raises":
            raise RuntimeError("broken")
        if self.how == "policy stalls":
            self.clock.stall(50.0)
        return {
            "proposal nan": np.array([np.nan]),
            "proposal inf": np.array([np.inf]),
            "proposal of wrong shape": np.ones(3),
            "proposal is no array": "faster!",
        }.get(self.how, np.ones(1))

    def predict(self, observation, state=None, episode_start=None, deterministic=False):
        return np.stack([np.asarray(self(one), dtype=float) for one in observation]), state

    def decide(self, *arguments):  # complete, so that no adapter checks its actions beforehand
        action, state = self.predict(*arguments)
        return plain_decision(action, state, (len(action),))

    def session(self, num_envs=1, *, deterministic=True):
        return Session(self, num_envs, deterministic=deterministic)


class ChaosPlanner(PointPlanner):
    """The exact planner, or one that breaks in the way it is told to; notes what it found safe."""

    def __init__(self, clock):
        super().__init__()
        self.clock, self.how, self.passed = clock, None, []

    def screen(self, observation, proposal, memory, episode_start):
        if self.how == "screening raises":
            raise ZeroDivisionError
        true = super().screen(observation, proposal, memory, episode_start)
        figures = vars(true).copy()
        if self.how == "risk nan":
            figures["risk"] = np.full_like(true.risk, np.nan)
            figures["safe"] = np.ones_like(true.safe)
        if self.how == "costs inf":
            figures["costs"] = np.full_like(true.costs, np.inf)
            figures["safe"] = np.ones_like(true.safe)
        if self.how == "screening of wrong shape":
            figures["safe"] = np.ones(7, dtype=bool)
        if self.how == "screening of wrong type":
            figures["safe"] = np.ones(len(true.safe))
        if self.how == "unfamiliar":
            figures["unfamiliar"] = np.full_like(true.risk, 3.0)
            figures["safe"] = np.ones_like(true.safe)
        if self.how == "memory of wrong shape":
            figures["memory"] = {"steps": np.zeros(9)}
        if self.how not in MODEL or self.how == "after raises":
            self.passed += list(proposal[true.safe, 0])
        return Screening(**figures)

    def search(self, observation, proposal, screening, *, rows, deadline):
        if self.how == "search raises":
            raise KeyError("candidates")
        if self.how == "search is slow":
            self.clock.stall(50.0)
        true = super().search(observation, proposal, screening, rows=rows, deadline=deadline)
        figures = vars(true).copy()
        if self.how == "search returns nan":
            figures["action"] = np.full_like(true.action, np.nan)
        if self.how == "search returns the proposal":
            figures["action"], figures["level"] = proposal, np.zeros_like(true.level)
        if self.how == "search leaves the bounds":
            figures["action"] = np.full_like(true.action, 40.0)
        if self.how == "search returns garbage":
            return None
        return Choice(**figures)

    def after(self, memory, executed, level):
        if self.how == "after raises":
            raise OSError
        return super().after(memory, executed, level)


OBSERVATIONS = {
    "observation nan": [np.nan, 0.0],
    "observation inf": [0.0, -np.inf],
    "observation of wrong shape": [0.0, 0.0, 0.0],
    "observation is none": None,
    "observation is words": "nowhere",
    "observation is ragged": [[0.0], [0.0, 1.0]],
}
POLICY = {
    "policy raises": Fault.POLICY,
    "policy stalls": Fault.DEADLINE,
    "proposal nan": Fault.PROPOSAL,
    "proposal inf": Fault.PROPOSAL,
    "proposal of wrong shape": Fault.PROPOSAL,
    "proposal is no array": Fault.POLICY,
}
MODEL = dict.fromkeys(
    (
        "screening raises",
        "risk nan",
        "costs inf",
        "screening of wrong shape",
        "screening of wrong type",
        "memory of wrong shape",
        "after raises",
    ),
    Fault.MODEL,
) | {"unfamiliar": Fault.UNFAMILIAR}
SEARCH = dict.fromkeys(
    (
        "search raises",
        "search returns nan",
        "search returns the proposal",
        "search leaves the bounds",
        "search returns garbage",
    ),
    Fault.MODEL,
) | {"search is slow": Fault.DEADLINE}
EVERY = {**dict.fromkeys(OBSERVATIONS, Fault.OBSERVATION), **POLICY, **MODEL, **SEARCH}


class Loop:
    """A point on its line with a shielded policy, stepped with a fault or without."""

    def __init__(self, fallback=None):
        self.clock = Clock()
        self.policy, self.planner = ChaosPolicy(self.clock), ChaosPlanner(self.clock)
        shielded = ShieldedPolicy(
            self.policy,
            PointShield(self.planner),
            fallback=fallback,
            safe_action=[-0.25],
            deadline_ms=DEADLINE_MS,
            clock=self.clock,
        )
        self.session = shielded.session()
        self.true = np.zeros((1, 2))
        self.exact = PointPlanner()

    def step(self, how=None):
        self.policy.how = how if how in POLICY else None
        self.planner.how = how if how in MODEL or how in SEARCH else None
        self.planner.passed.clear()
        observation = OBSERVATIONS.get(how, self.true[0])
        action = np.asarray(self.session(observation))
        decision = self.session.decision
        before = self.true
        self.true = advance(before, action.reshape(1, 1))
        return before, action, decision

    def restart(self):
        self.true = np.zeros((1, 2))
        self.session.reset()


def assert_screened(loop, before, action, decision):
    """The action is one, and a proposal only where it was found safe on this step and is safe."""
    assert action.shape == (1,)
    assert np.isfinite(action).all()
    assert ACTED.contains(action)
    if decision.level[0] == Level.PROPOSAL:
        assert float(action[0]) in loop.planner.passed
        assert loop.exact._risk(before, action.reshape(1, 1))[0] == 0.0
        assert not decision.vetoed[0]
    else:
        assert decision.vetoed[0]
    assert not decision.faults[0] & Fault.SHIELD


def test_ten_thousand_steps_with_a_tenth_of_them_broken():
    loop = Loop(CallablePolicy(lambda o: np.array([-0.5]), OBSERVED, ACTED))
    random = np.random.default_rng(0)
    kinds = list(EVERY)
    injected = noticed = 0
    levels = np.zeros(len(Level), dtype=int)
    counted = np.zeros(len(FAULTS), dtype=int)
    for t in range(10_000):
        if t % 200 == 0:
            if t:
                counted += loop.session.decision.state["faults"][0]
            loop.restart()
        how = kinds[random.integers(len(kinds))] if random.random() < 0.1 else None
        before, action, decision = loop.step(how)
        assert_screened(loop, before, action, decision)
        levels[decision.level[0]] += 1
        if how is not None:
            injected += 1
            noticed += bool(decision.faults[0])
            if how not in SEARCH:  # no search, no fault in it
                assert decision.faults[0] & EVERY[how], how
                assert decision.level[0] != Level.PROPOSAL or how == "after raises", how
        else:
            assert decision.faults[0] == 0
    counted += loop.session.decision.state["faults"][0]
    assert 900 < injected < 1100
    assert counted.sum() >= noticed > 0.7 * injected
    assert (levels > 0).sum() >= 4, levels


@pytest.mark.parametrize("how", sorted(SEARCH))
def test_a_fault_within_the_search_is_counted_and_the_next_rung_taken(how):
    loop = Loop()
    while loop.step()[2].level[0] == Level.PROPOSAL:
        pass
    before, action, decision = loop.step(how)
    assert_screened(loop, before, action, decision)
    assert decision.faults[0] & SEARCH[how]
    # the plan of the step before is still there; a slow search leaves its best, which is braking
    expected = Level.BACKUP if how == "search is slow" else Level.PLAN
    assert decision.level[0] == expected


def test_without_eyes_the_last_safe_plan_is_followed_and_then_the_safe_action():
    loop = Loop()
    while loop.step()[2].level[0] == Level.PROPOSAL:
        pass
    plan = loop.session.decision.state["ladder"]["plan"][0]
    length = int(np.isfinite(plan[:, 0]).sum())
    for t in range(length + 3):
        _, action, decision = loop.step("observation nan")
        if t < length:
            assert decision.level[0] == Level.PLAN
            np.testing.assert_allclose(action, plan[t])
        else:
            assert decision.level[0] == Level.SAFE_ACTION
            np.testing.assert_allclose(action, [-0.25])
    assert loop.step()[2].faults[0] == 0


def test_a_first_observation_that_is_broken_leads_to_the_safe_action():
    loop = Loop()
    _, action, decision = loop.step("observation of wrong shape")
    assert decision.level[0] == Level.SAFE_ACTION
    np.testing.assert_allclose(action, [-0.25])


def test_a_broken_row_does_not_touch_its_neighbours():
    def batch(observations):
        shielded = ShieldedPolicy(ChaosPolicy(Clock()), PointShield())
        return shielded.decide(observations, None, np.ones(len(observations), bool), True)

    whole = batch(np.array([[0.0, 0.0], [np.nan, 0.0], [0.9, 1.0]]))
    alone = batch(np.array([[0.0, 0.0], [0.9, 1.0]]))
    np.testing.assert_array_equal(whole.action[[0, 2]], alone.action)
    np.testing.assert_array_equal(whole.level, [0, Level.SAFE_ACTION, Level.BACKUP])
    np.testing.assert_array_equal(whole.faults, [0, Fault.OBSERVATION, 0])


def test_one_row_the_policy_fails_on_does_not_cost_the_others_their_proposal():
    def fragile(observation):
        if observation[0] < 0:
            raise ValueError("left of the start")
        return np.ones(1)

    policy = CallablePolicy(fragile, OBSERVED, ACTED)
    shielded = ShieldedPolicy(policy, PointShield())
    decision = shielded.decide(np.array([[0.0, 0.0], [-1.0, 0.0]]), None, [True, True], True)
    np.testing.assert_array_equal(decision.faults, [0, Fault.POLICY])
    # without a proposal the search finds one
    np.testing.assert_array_equal(decision.level, [Level.PROPOSAL, Level.CANDIDATE])


def test_what_is_no_batch_of_the_right_length_counts_as_broken_in_every_row():
    shielded = ShieldedPolicy(ChaosPolicy(Clock()), PointShield())
    first = shielded.decide(np.zeros((3, 2)), None, np.ones(3, bool), True)
    second = shielded.decide(np.zeros((2, 2)), first.state, None, True)
    assert second.action.shape == (3, 1)
    assert (second.faults == Fault.OBSERVATION).all()


def test_after_two_faulty_steps_the_planner_begins_afresh():
    loop = Loop()
    for _ in range(5):
        loop.step()
    loop.step("risk nan")
    assert loop.session.decision.state["ladder"]["planner"]["steps"][0] == 6
    loop.step("risk nan")
    assert loop.step()[2].state["ladder"]["planner"]["steps"][0] == 1


def test_a_learned_planner_is_held_to_the_same():
    shielded = small_shield().attach(ppo(), safe_action=[-0.25, 0.5])
    passed = []
    planner = shielded._ladder.planner.planner

    class Noting:
        def __getattr__(self, name):
            return getattr(planner, name)

        def screen(self, observation, proposal, memory, episode_start):
            answer = planner.screen(observation, proposal, memory, episode_start)
            passed.extend(map(tuple, proposal[answer.safe]))
            return answer

    shielded._ladder.planner.planner = Noting()
    session = shielded.session(2)
    random = np.random.default_rng(0)
    levels = set()
    for _ in range(120):
        observation = random.uniform(0, 1, size=(2, 60)) * 10.0 ** random.integers(-3, 4)
        if random.random() < 0.3:
            observation[random.integers(2), random.integers(60)] = random.choice([np.nan, np.inf])
        passed.clear()
        action = session(observation)
        decision = session.decision
        assert np.isfinite(action).all()
        assert not (decision.faults & Fault.SHIELD).any()
        own = decision.level == Level.PROPOSAL
        units = to_unit(shielded.action_space, action)
        assert {tuple(unit) for unit in units[own]} <= set(passed)
        bad = ~np.isfinite(observation).all(axis=1)
        np.testing.assert_array_equal((decision.faults & Fault.OBSERVATION) > 0, bad)
        assert not own[bad].any()
        levels |= set(decision.level)
    assert {Level.PROPOSAL, Level.SAFE_ACTION} <= levels
