"""A shielded policy is a policy: pure, the same for any batch, nesting, saved and loaded."""

import copy

import numpy as np
import pytest
from gymnasium import spaces

import saferl
from lookahead.example import ACTED, OBSERVED, PointEnv, PointPlanner, PointShield, rush
from lookahead.planner import Choice, Level
from lookahead.shielded_policy import ShieldedPolicy
from saferl.errors import CheckpointError, InputError
from saferl.policies import CallablePolicy, join_states, take_rows
from tests.lookahead.small_shield import TASK, ppo, small_shield

NEAR = np.array([0.7, 0.65])


def constant(value):
    return CallablePolicy(lambda o: np.array([value]), OBSERVED, ACTED)


class Cornered(PointPlanner):
    """Finds nothing safe, and says so on the rung it is told to."""

    def __init__(self, level):
        super().__init__()
        self.level = level

    def screen(self, observation, proposal, memory, episode_start):
        answer = super().screen(observation, proposal, memory, episode_start)
        # a push to the left is safe, whatever the place
        answer.risk[:] = np.where(proposal[:, 0] < 0, 0.2, 0.9)
        answer.safe[:] = answer.risk < 0.5
        return answer

    def search(self, observation, proposal, screening, **options):
        answer = super().search(observation, proposal, screening, **options)
        answer.level[:] = int(self.level)
        answer.action[:] = 0.25
        answer.risk[:] = 0.6
        return answer


def test_a_safe_proposal_goes_through_untouched():
    shielded = ShieldedPolicy(constant(0.123456789), PointShield())
    decision = shielded.decide(np.zeros(2), None, [True])
    assert decision.action[0] == 0.123456789
    assert decision.level == Level.PROPOSAL
    assert not decision.vetoed
    assert decision.predicted_cost.shape == (1,)


@pytest.mark.parametrize("level", [Level.CANDIDATE, Level.PLAN, Level.LEAVE, Level.BACKUP])
def test_each_rung_of_the_search_is_named_and_its_action_executed(level):
    shielded = ShieldedPolicy(rush(), PointShield(Cornered(level)))
    decision = shielded.decide(np.zeros(2), None, [True])
    assert decision.level == level
    assert decision.vetoed
    np.testing.assert_array_equal(decision.action, [0.25])
    np.testing.assert_array_equal(decision.proposed, [1.0])
    assert (decision.risk, decision.chosen_risk) == (0.9, 0.6)


def test_the_fallback_policy_takes_over_where_nothing_safe_is_found():
    cornered = PointShield(Cornered(Level.BACKUP))
    decision = ShieldedPolicy(rush(), cornered, fallback=constant(-0.5)).decide(
        np.zeros(2), None, [True]
    )
    assert decision.level == Level.BACKUP
    np.testing.assert_array_equal(decision.action, [-0.5])


def test_a_fallback_that_looks_worse_than_braking_does_not():
    cornered = PointShield(Cornered(Level.BACKUP))
    decision = ShieldedPolicy(rush(), cornered, fallback=constant(0.5)).decide(
        np.zeros(2), None, [True]
    )
    np.testing.assert_array_equal(decision.action, [0.25])


def test_the_engineers_action_is_the_last_resort():
    cornered = PointShield(Cornered(Level.SAFE_ACTION))
    decision = ShieldedPolicy(rush(), cornered, safe_action=[-0.75]).decide(
        np.zeros(2), None, [True]
    )
    assert decision.level == Level.SAFE_ACTION
    np.testing.assert_array_equal(decision.action, [-0.75])


def test_a_call_changes_neither_the_policy_nor_the_state_it_was_given():
    shielded = ShieldedPolicy(rush(), PointShield())
    first = shielded.decide(np.tile(NEAR, (2, 1)), None, [True, True])
    kept = copy.deepcopy(first.state)
    one = shielded.decide(np.tile(NEAR, (2, 1)), first.state)
    two = shielded.decide(np.tile(NEAR, (2, 1)), first.state)
    np.testing.assert_array_equal(one.action, two.action)
    np.testing.assert_equal(first.state, kept)


def test_rows_are_decided_as_if_alone_and_can_be_put_together_again():
    random = np.random.default_rng(3)
    observations = random.uniform([0.0, -0.5], [1.0, 1.5], size=(8, 5, 2))
    shielded = ShieldedPolicy(rush(), PointShield(), fallback=constant(-0.3))
    together, state = [], None
    alone = [None] * 5
    for t, batch in enumerate(observations):
        starts = np.full(5, t == 0)
        decision = shielded.decide(batch, state, starts)
        state = decision.state
        together.append(decision.action)
        rows = [shielded.decide(batch[i : i + 1], alone[i], starts[i : i + 1]) for i in range(5)]
        alone = [row.state for row in rows]
        np.testing.assert_array_equal(decision.action, np.concatenate([r.action for r in rows]))
        np.testing.assert_array_equal(decision.level, np.concatenate([r.level for r in rows]))
    np.testing.assert_equal(join_states(alone), state)
    np.testing.assert_equal(take_rows(state, slice(1, 2)), alone[1])


def test_going_on_without_the_state_is_refused():
    with pytest.raises(InputError, match="memory"):
        ShieldedPolicy(rush(), PointShield()).predict(np.zeros((1, 2)))


def test_shields_nest_and_the_inner_decision_is_kept():
    inner = ShieldedPolicy(rush(), PointShield())
    outer = ShieldedPolicy(inner, PointShield(PointPlanner(margin=0.3)))
    decision = outer.decide(np.array([0.5, 0.65]), None, [True])
    assert decision.level == Level.CANDIDATE
    assert decision.inner.level[0] == Level.PROPOSAL
    assert decision.action[0] < decision.proposed[0] == decision.inner.proposal[0, 0] == 1.0


def test_evaluation_reports_vetoes_and_rungs_and_the_same_for_any_batch():
    shielded = ShieldedPolicy(rush(), PointShield())
    one, many = (saferl.evaluate(shielded, PointEnv, seeds=range(6), num_envs=n) for n in (1, 6))
    assert one == many
    assert one.mean_cost == 0.0
    assert one.level_names[1] == "candidate"
    assert one.vetoed.mean() == pytest.approx(1 - one.levels[:, 0].mean())
    assert one.vetoed.mean() > 0.5
    assert saferl.Report.from_json(one.to_json()) == one


def test_sampled_proposals_depend_on_the_seed_alone():
    policy = small_shield().attach(ppo())
    env = saferl.make_vec(TASK, num_envs=2, autoreset="disabled", max_episode_steps=12)
    reports = [saferl.evaluate(policy, env, seeds=[3, 4], deterministic=False) for _ in range(2)]
    env.close()
    assert reports[0] == reports[1]


def test_discrete_actions_are_shielded_and_need_a_safe_one():
    class Stairs(PointPlanner):
        def _risk(self, observation, action):
            return super()._risk(observation, action[:, 2:] - action[:, :1])

        def search(self, observation, proposal, screening, **options):
            n = len(proposal)
            return Choice(
                action=np.tile([1.0, -1.0, -1.0], (n, 1)),
                level=np.full(n, Level.CANDIDATE),
                risk=np.zeros(n),
                costs=np.zeros((n, 1)),
                complete=np.ones(n, dtype=bool),
                plan=np.full((n, 2, 3), np.nan),
                memory=screening.memory,
            )

    shield = PointShield(Stairs(), action_space=spaces.Discrete(3))
    policy = CallablePolicy(lambda o: 2, OBSERVED, spaces.Discrete(3))
    with pytest.raises(InputError, match="safe_action"):
        ShieldedPolicy(policy, shield)
    shielded = ShieldedPolicy(policy, shield, safe_action=1)
    far = shielded.decide(np.zeros(2), None, [True])
    near = shielded.decide(np.array([0.94, 1.0]), None, [True])
    assert (far.action, far.level, far.faults) == (2, Level.PROPOSAL, 0)
    assert (near.action, near.vetoed, near.faults) == (0, True, 0)
    lost = shielded.decide(np.array([np.nan, 1.0]), None, [True])
    assert (lost.action, lost.level) == (1, Level.SAFE_ACTION)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"safe_action": [3.0]}, "not an action"),
        ({"safe_action": "stop"}, "not an action"),
        ({"isolate": True}, "deadline_ms"),
    ],
)
def test_settings_that_do_not_fit_are_refused(settings, words):
    with pytest.raises(InputError, match=words):
        ShieldedPolicy(rush(), PointShield(), **settings)


def test_a_policy_is_no_fallback_for_itself_and_must_fit():
    policy = rush()
    with pytest.raises(InputError, match="fallback is the policy itself"):
        ShieldedPolicy(policy, PointShield(), fallback=policy)
    with pytest.raises(InputError, match="does not fit"):
        ShieldedPolicy(ppo(), PointShield())


def test_a_saved_policy_decides_as_before(tmp_path):
    shielded = small_shield().attach(ppo(), safe_action=[-0.5, 0.0], deadline_ms=500.0)
    shielded.save(tmp_path / "shielded.safetensors")
    loaded = saferl.load_policy(tmp_path / "shielded.safetensors")
    assert loaded.deadline_ms == 500.0
    assert loaded.shield.digest == shielded.shield.digest
    assert loaded.card["env_id"] == TASK
    assert loaded.card["algorithm"] == "shielded-ppo"
    np.testing.assert_array_equal(loaded.safe_action, [-0.5, 0.0])
    observations = np.random.default_rng(0).uniform(0, 1, size=(4, 3, 60))
    for policy in (shielded, loaded):
        policy.deadline_ms = None
    sessions = shielded.session(3), loaded.session(3)
    for observation in observations:
        np.testing.assert_array_equal(*(session(observation) for session in sessions))


def test_what_cannot_be_saved_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="fitted Shield"):
        ShieldedPolicy(rush(), PointShield()).save(tmp_path / "a.safetensors")
    policy = saferl.load_policy(lambda o: np.zeros(2), env_id=TASK)
    with pytest.raises(InputError, match="save the shield by itself"):
        small_shield().attach(policy).save(tmp_path / "a.safetensors")


def test_a_damaged_file_is_refused(tmp_path):
    from saferl import checkpoints

    path = tmp_path / "shielded.safetensors"
    small_shield().attach(ppo()).save(path)
    whole = checkpoints.read(path)
    kept = {name: part for name, part in whole.tensors.items() if "manoeuvres" not in name}
    checkpoints.write(path, kind=whole.kind, tensors=kept, document=whole.document)
    with pytest.raises(CheckpointError):
        ShieldedPolicy.load(path)
