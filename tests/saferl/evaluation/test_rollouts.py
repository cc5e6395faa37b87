import numpy as np
import pytest
from gymnasium import spaces
from gymnasium.vector import AutoresetMode

from saferl.constraints import Constraint, Contact, Never, task_cost
from saferl.errors import InputError, SimulationError
from saferl.evaluation import evaluate
from saferl.policies import Decision
from tests.saferl.evaluation.ledges import Constant, Ledges, Rising, Seeded, ledge_of, length_of

SEEDS = (0, 1, 2, 3, 4, 5, 6)


def test_returns_costs_and_lengths_are_those_computed_by_hand():
    report = evaluate(Constant(0.6), Ledges(3, (task_cost(2.0),)), seeds=SEEDS)
    lengths = [length_of(seed) for seed in SEEDS]
    costs = [length_of(seed) * (ledge_of(seed) < 0.6) for seed in SEEDS]
    assert report.seeds == SEEDS
    assert report.lengths.tolist() == lengths
    assert np.allclose(report.returns, 0.6 * np.array(lengths))
    assert report.task_costs.tolist() == costs
    assert report.costs[:, 0].tolist() == costs


@pytest.mark.parametrize("policy", [Constant(0.3), Rising()])
def test_report_does_not_depend_on_the_number_of_environments(policy):
    constraints = (task_cost(2.0), Constraint("contact", Never(Contact("hazards")), budget=1))
    reports = [
        evaluate(policy, Ledges(num_envs, constraints), seeds=SEEDS) for num_envs in (1, 2, 3, 5)
    ]
    assert all(report == reports[0] for report in reports)


def test_more_environments_than_episodes_play_each_episode_once():
    report = evaluate(Rising(), Ledges(16), seeds=SEEDS)
    assert report == evaluate(Rising(), Ledges(1), seeds=SEEDS)


def test_a_policy_with_memory_starts_afresh_in_each_episode():
    report = evaluate(Rising(), Ledges(2), seeds=SEEDS)
    expected = [0.1 * sum(range(1, length_of(seed) + 1)) for seed in SEEDS]
    assert np.allclose(report.returns, expected)


def test_samples_follow_the_seed_where_the_policy_can_tie_them():
    reports = [
        evaluate(Seeded(), Ledges(n), seeds=SEEDS, deterministic=False) for n in (1, 2, 3, 7)
    ]
    assert all(report == reports[0] for report in reports)
    other = evaluate(Seeded(), Ledges(2), seeds=[s + 12 for s in SEEDS], deterministic=False)
    assert not np.allclose(other.returns, reports[0].returns)


class Halving:
    """Half of its decisions are edits, the first of each episode is vetoed."""

    def predict(self, observation, state=None, episode_start=None, deterministic=False):
        return self.decide(observation, state, episode_start, deterministic).action, None

    def decide(self, observation, state=None, episode_start=None, deterministic=False):
        n = len(observation)
        action = np.zeros((n, 1))
        return Decision(
            action=action,
            state=None,
            proposal=action + 1.0,
            executed=action,
            edited=observation[:, 1] % 2 == 0,
            vetoed=np.asarray(episode_start),
            level=np.asarray(episode_start, dtype=np.int64),
        )


def test_shares_of_edited_and_vetoed_steps_are_per_episode():
    report = evaluate(Halving(), Ledges(2), seeds=(0, 1, 3))  # 5, 6 and 8 steps
    assert np.allclose(report.edited, [3 / 5, 3 / 6, 4 / 8])
    assert np.allclose(report.vetoed, [1 / 5, 1 / 6, 1 / 8])


def test_the_mean_edit_is_a_share_of_half_the_range_and_leaves_vetoes_out():
    env = Ledges(2)
    env.single_action_space = spaces.Box(0.0, 4.0, (1,))  # an edit by 1 is half of 2
    report = evaluate(Halving(), env, seeds=(0, 1, 3))
    # of 5, 6 and 8 steps 3, 3 and 4 are edited, the first of which is a veto too
    assert np.allclose(report.edit_size, [0.5 * 2 / 5, 0.5 * 2 / 6, 0.5 * 3 / 8])


def test_the_first_episodes_are_recorded_whole():
    report = evaluate(Halving(), Ledges(2, (task_cost(1.0),)), seeds=SEEDS, record=3, name="half")
    assert [episode.seed for episode in report.recordings] == [0, 1, 2]
    first, second, _ = report.recordings
    assert len(first) == 5
    assert first.observation[:, 1].tolist() == [0, 1, 2, 3, 4, 5]
    assert first.proposal.tolist() == [[1.0]] * 5
    assert first.executed.tolist() == [[0.0]] * 5
    assert first.edited.tolist() == [True, False, True, False, True]
    assert first.level.tolist() == [1, 0, 0, 0, 0]
    assert first.signals["distance/hazards"].tolist() == [3.0] * 5
    assert first.pose_names == ("agent", "hazards/0")
    assert first.poses.shape == (5, 2, 3)
    assert (first.terminated, first.truncated) == (False, True)
    assert (second.terminated, second.truncated) == (True, False)
    assert first.policy == "half"


def test_recording_does_not_change_the_report():
    plain = evaluate(Rising(), Ledges(2), seeds=SEEDS)
    recorded = evaluate(Rising(), Ledges(2), seeds=SEEDS, record=7)
    assert plain == recorded
    sums = [episode.reward.sum() for episode in recorded.recordings]
    assert np.allclose(sums, recorded.returns)


def test_evaluation_seeds_start_at_a_million():
    assert evaluate(Constant(0.0), Ledges(2), episodes=3).seeds == (1_000_000, 1_000_001, 1_000_002)


def test_latency_counts_every_decision_call():
    latency = evaluate(Constant(0.0), Ledges(2), seeds=SEEDS).latency
    assert 0.0 < latency.p50_ms <= latency.p99_ms
    assert latency.rows == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"episodes": 0}, "episodes is 0"),
        ({"episodes": -3}, "episodes is -3"),
        ({"seeds": []}, "at least one"),
        ({"seeds": [1, 2, 1]}, "twice"),
        ({"seeds": [-1]}, "negative"),
        ({"num_envs": 0}, "num_envs=0"),
        ({"record": -1}, "record=-1"),
        ({"constraints": [task_cost(3.0)]}, "not made with these constraints"),
    ],
)
def test_bad_arguments_are_named(options, message):
    with pytest.raises(InputError, match=message):
        evaluate(Constant(0.0), Ledges(2), **options)


def test_spaces_that_do_not_fit_are_both_named():
    policy = Constant(0.0)
    policy.observation_space = spaces.Box(-1.0, 1.0, (60,))
    with pytest.raises(InputError, match=r"observes Box\(.*\(60,\)\), the task shows .*\(2,\)"):
        evaluate(policy, Ledges(2), episodes=1)


def test_a_function_is_a_policy():
    report = evaluate(lambda observation: np.full(1, 0.3), Ledges(2), seeds=SEEDS)
    assert np.allclose(report.returns, 0.3 * report.lengths)


def test_an_environment_that_resets_itself_is_refused():
    env = Ledges(2)
    env.metadata = {"autoreset_mode": AutoresetMode.SAME_STEP}
    with pytest.raises(InputError, match="autoreset='disabled'"):
        evaluate(Constant(0.0), env, episodes=1)


def test_nan_from_the_environment_names_the_seed():
    with pytest.raises(SimulationError, match="seed 5"):
        evaluate(Constant(0.0), Ledges(2, broken_seed=5), seeds=SEEDS)


def test_a_given_vector_environment_stays_open():
    env = Ledges(2)
    evaluate(Constant(0.0), env, episodes=1)
    assert not env.closed
