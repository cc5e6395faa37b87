"""Worker processes: the same trajectories, and no hang however one ends."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from toys import Chatty, Walk

import saferl
from saferl.envs.channels import Channel
from saferl.envs.snapshots import trees_equal
from saferl.errors import InputError, SimulationError

QUIET = np.zeros((4, 1))


def play(source, workers, steps=25, dtype=np.float64, num_envs=5, **options):
    env = saferl.make_vec(source, num_envs=num_envs, seed=3, workers=workers, **options)
    results = [env.reset()]
    rng = np.random.default_rng(0)
    for _ in range(steps):
        actions = rng.uniform(-1, 1, env.action_space.shape).astype(dtype)
        results.append(env.step(actions))
    env.close()
    return results


def without_order(results):
    """The same results with the dictionaries' keys sorted."""

    def ordered(tree):
        if isinstance(tree, dict):
            return {key: ordered(tree[key]) for key in sorted(tree)}
        return type(tree)(map(ordered, tree)) if isinstance(tree, list | tuple) else tree

    return ordered(results)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as status:
        return status.read().rsplit(")", 1)[1].split()[0] != "Z"


def wait_until_gone(pids, seconds=10.0):
    until = time.monotonic() + seconds
    while any(map(is_running, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(is_running, pids))


def walks(workers=2, **options):
    env = saferl.make_vec(Walk, num_envs=4, seed=0, workers=workers, **options)
    env.reset()
    return env


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize(
    ("source", "options"),
    [
        (Walk, {"record": True}),
        (Walk, {"dtype": np.float32}),
        (Chatty, {}),
        ("SafetyHopperVelocity-v1", {"record": True}),
        ("SafetyAntGoal1-v0", {"max_episode_steps": 9, "record": True}),
        ("SafetyPointButton1-v0", {"max_episode_steps": 9}),
    ],
)
def test_trajectories_are_the_same_for_any_number_of_workers(source, options, workers):
    alone = play(source, 0, **options)
    shared = play(source, workers, **options)
    assert trees_equal(without_order(shared), without_order(alone))


def test_more_workers_than_environments_are_not_started():
    env = saferl.make_vec(Walk, num_envs=2, workers=5)
    assert len(env.env.worker_pids) == 2
    env.close()


def test_reset_masks_reach_the_right_workers():
    results = []
    for workers in (0, 2):
        env = saferl.make_vec(Walk, num_envs=5, workers=workers)
        env.reset(seed=0)
        env.step(np.zeros((5, 1)))
        mask = np.array([False, False, False, True, False])
        results.append(env.reset(seed=[None, None, None, 9, None], options={"reset_mask": mask}))
        results.append(env.step(np.ones((5, 1))))
        env.close()
    assert trees_equal(without_order(results[:2]), without_order(results[2:]))


def test_a_failing_environment_is_reported_with_its_traceback():
    env = walks()
    with pytest.raises(SimulationError, match=r"worker process 1[\s\S]*seven is too far"):
        env.step(np.array([[0.0], [0.0], [7.0], [0.0]]))
    assert wait_until_gone(env.env.worker_pids)
    with pytest.raises(InputError, match="were closed"):
        env.step(QUIET)
    env.close()


@pytest.mark.parametrize(("action", "how"), [(8.0, "exit code 3"), (9.0, "signal SIGKILL")])
def test_a_worker_that_dies_is_reported(action, how):
    env = walks()
    with pytest.raises(SimulationError, match=f"worker process 0 ended .*{how}"):
        env.step(np.array([[action], [0.0], [0.0], [0.0]]))
    assert wait_until_gone(env.env.worker_pids)
    env.close()


def test_a_worker_killed_between_steps_is_reported():
    env = walks()
    os.kill(env.env.worker_pids[1], signal.SIGKILL)
    with pytest.raises(SimulationError, match="worker process 1 ended by signal SIGKILL"):
        env.step(QUIET)
    env.close()


def test_a_function_that_fails_is_reported_at_once():
    def fail():
        raise RuntimeError("there is no such robot")

    with pytest.raises(SimulationError, match="no such robot"):
        saferl.make_vec(fail, num_envs=2, workers=2)


def test_mistakes_of_the_caller_leave_the_workers_alive():
    env = saferl.make_vec(Walk, num_envs=4, workers=2)
    with pytest.raises(InputError, match="must be reset before"):
        env.step(QUIET)
    env.reset(seed=0)
    with pytest.raises(InputError, match=r"environments \[2\] hold NaN"):
        env.step(np.array([[0.0], [0.0], [np.nan], [0.0]]))
    with pytest.raises(InputError, match="shape"):
        env.step(np.zeros((3, 1)))
    with pytest.raises(InputError, match="no step is under way"):
        env.step_wait()
    env.step(QUIET)
    env.close()


def test_two_halves_overlap():
    env, other = walks(workers=2), walks(workers=2)
    slow = np.full((4, 1), 10.0)  # 0.4 s in each worker
    start = time.perf_counter()
    env.step_async(slow)
    begun = time.perf_counter() - start
    with pytest.raises(InputError, match="under way"):
        env.step_async(slow)
    other.step(QUIET)
    between = time.perf_counter() - start
    env.step_wait()
    waited = time.perf_counter() - start
    assert begun < 0.2
    assert between < 0.4
    assert waited < 0.75  # the workers sleep side by side, not one after the other
    env.close()
    other.close()


def test_an_interrupt_leaves_the_environments_usable(monkeypatch):
    env = walks()
    receive = Channel.receive
    calls = []

    def interrupted(self):
        calls.append(self)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return receive(self)

    monkeypatch.setattr(Channel, "receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        env.step(QUIET)
    monkeypatch.undo()
    observations, _ = env.reset(seed=0)
    np.testing.assert_array_equal(observations[0], Walk().reset(seed=0)[0])
    env.step(QUIET)
    env.close()


def test_closing_ends_the_workers():
    env = walks()
    pids = env.env.worker_pids
    env.close()
    assert wait_until_gone(pids)
    with pytest.raises(InputError, match="were closed"):
        env.reset()


@pytest.mark.parametrize("busy", [False, True])
def test_workers_die_with_their_parent(busy):
    script = f"""
import sys, time
sys.path[:0] = {sys.path!r}
import numpy as np, saferl
from toys import Walk
env = saferl.make_vec(Walk, num_envs=4, seed=0, workers=2)
env.reset()
print(*env.env.worker_pids, flush=True)
while True:
    env.step(np.full((4, 1), 10.0)) if {busy} else time.sleep(1)
"""
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    assert all(map(is_running, pids))
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    assert wait_until_gone(pids)


def test_what_environments_print_does_not_disturb_the_channel():
    class Loud(Walk):
        def step(self, action):
            print("k" * 100, flush=True)
            return super().step(action)

    loud = play(Loud, 2, steps=5)
    assert trees_equal(without_order(loud), without_order(play(Walk, 0, steps=5)))


def test_no_shared_memory_is_left_behind():
    before = set(os.listdir("/dev/shm")) if os.path.isdir("/dev/shm") else set()
    env = walks()
    left = set(os.listdir("/dev/shm")) - before if os.path.isdir("/dev/shm") else set()
    assert not [name for name in left if name.startswith("saferl-")]
    env.close()
