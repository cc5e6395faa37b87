"""A policy in a process of its own: same answers, and a stall costs its limit and no more."""

import os
import signal
import time

import numpy as np
import pytest

from lookahead.example import ACTED, OBSERVED, PointShield, rush
from lookahead.guard import Fault
from lookahead.isolation import IsolatedPolicy
from lookahead.planner import Level
from lookahead.shielded_policy import ShieldedPolicy
from lookahead.wrapped import Stalled
from saferl.errors import InputError
from saferl.policies import CallablePolicy


def sleepy(observation):
    """Stalls left of 0."""
    import time

    if observation[0] < 0:
        time.sleep(60.0)
    return np.array([0.5])


def crashing(observation):
    if observation[0] < 0:
        os._exit(3)
    if observation[0] > 5:
        raise ValueError("too far")
    return np.array([0.5])


@pytest.fixture
def isolated():
    made = []

    def make(function, limit_ms):
        made.append(IsolatedPolicy(CallablePolicy(function, OBSERVED, ACTED), limit_ms))
        return made[-1]

    yield make
    for policy in made:
        policy.close()


def test_answers_are_those_of_the_policy_itself(isolated):
    policy = CallablePolicy(lambda o: np.tanh(o[:1]), OBSERVED, ACTED)
    apart = isolated(lambda o: np.tanh(o[:1]), 5000.0)
    batch = np.random.default_rng(0).normal(size=(5, 2))
    np.testing.assert_array_equal(apart.predict(batch)[0], policy.predict(batch)[0])


def test_a_stall_costs_the_limit_and_the_next_process_answers_again(isolated):
    policy = isolated(sleepy, 5000.0)
    policy.limit_ms = 150.0
    pid = policy.pid
    began = time.monotonic()
    with pytest.raises(Stalled, match="150 ms"):
        policy.predict(np.array([[-1.0, 0.0]]))
    assert time.monotonic() - began < 5.0  # not the minute it sleeps
    with pytest.raises(Stalled, match="started again"):
        policy.predict(np.array([[1.0, 0.0]]))
    policy.wait_until_ready()
    policy.limit_ms = 5000.0
    assert policy.predict(np.array([[1.0, 0.0]]))[0][0, 0] == 0.5
    assert policy.pid != pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_process_that_dies_is_replaced(isolated):
    policy = isolated(crashing, 5000.0)
    with pytest.raises(Stalled):
        policy.predict(np.array([[-1.0, 0.0]]))
    policy.wait_until_ready()
    os.kill(policy.pid, signal.SIGKILL)
    with pytest.raises(Stalled):
        policy.predict(np.array([[1.0, 0.0]]))
    policy.wait_until_ready()
    assert policy.predict(np.array([[1.0, 0.0]]))[0][0, 0] == 0.5


def test_an_exception_is_told_and_the_process_goes_on(isolated):
    policy = isolated(crashing, 5000.0)
    pid = policy.pid
    with pytest.raises(RuntimeError, match="ValueError: too far"):
        policy.predict(np.array([[9.0, 0.0]]))
    assert policy.predict(np.array([[1.0, 0.0]]))[0][0, 0] == 0.5
    assert policy.pid == pid


def test_what_cannot_be_sent_is_refused_with_what_to_do():
    lock = __import__("threading").Lock()
    policy = CallablePolicy(lambda o: [lock.locked()], OBSERVED, ACTED)
    with pytest.raises(InputError, match="isolate=False"):
        IsolatedPolicy(policy, 100.0)


def test_a_shield_around_a_stalling_policy_keeps_acting():
    policy = CallablePolicy(sleepy, OBSERVED, ACTED)
    shielded = ShieldedPolicy(policy, PointShield(), deadline_ms=8000.0, isolate=True)
    shielded._policy.policy.limit_ms = 200.0
    session = shielded.session()
    began = time.monotonic()
    session(np.array([-1.0, 0.0]))
    assert session.decision.faults[0] == Fault.STALL
    assert session.decision.level[0] == Level.CANDIDATE
    session(np.array([0.1, 0.0]))  # the process is not up yet
    assert session.decision.faults[0] & Fault.STALL
    assert time.monotonic() - began < 8.0
    shielded._policy.policy.wait_until_ready()
    shielded._policy.policy.limit_ms = 4000.0
    session(np.array([0.1, 0.0]))
    assert session.decision.faults[0] == 0
    assert session.decision.level[0] == Level.PROPOSAL
    shielded._policy.policy.close()


def test_isolation_without_a_deadline_bounds_nothing_and_is_refused():
    with pytest.raises(InputError, match="deadline_ms"):
        ShieldedPolicy(rush(), PointShield(), isolate=True)
