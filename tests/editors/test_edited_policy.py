"""Edited policies: what they execute, what they tell, and that they come back from a file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from gymnasium import spaces

import saferl
from editors import EditedPolicy
from editors.price_curve import PriceCurve
from saferl.constraints import task_cost
from saferl.errors import CheckpointError, InputError
from saferl.policies import CallablePolicy, MlpPolicy
from tests.editors.bases import ACTED, OBSERVED, counting_base, mlp_base

CURVE = PriceCurve(
    prices=np.array([[0.5], [1.0], [4.0]]),
    means=np.array([[40.0], [20.0], [6.0]]),
    limits=np.array([[44.0], [23.0], [7.0]]),
    lowest=np.array([5.0]),
    highest=np.array([50.0]),
)


def edited_policy(base=None, *, zero: bool = False, **changes) -> EditedPolicy:
    source = np.random.default_rng(1)
    inputs = 3 + 2 + 1

    def layer(outputs: int, size: int, gain: float = 1.0):
        weight = gain * source.normal(size=(outputs, size)).astype(np.float32)
        return weight, gain * source.normal(size=outputs).astype(np.float32)

    last = layer(2, 8, 0.0 if zero else 1.0)
    parts = {
        "base": mlp_base() if base is None else base,
        "layers": (layer(8, inputs), last),
        "mean": source.normal(size=3),
        "scale": np.full(3, 2.0),
        "constraints": (task_cost(25.0),),
        "prices": np.array([1.0]),
        "curve": CURVE,
        "cost_critics": ((layer(8, inputs + 2), layer(1, 8)),),
    }
    return EditedPolicy(**(parts | changes))


def observations(n: int = 50) -> np.ndarray:
    return np.random.default_rng(2).uniform(-1, 1, (n, 3))


# -- acting ----------------------------------------------------------------------------------------


def test_an_editor_with_a_zero_last_layer_executes_exactly_what_the_base_does():
    edited = edited_policy(zero=True, deadband=0.0)
    expected, _ = edited.base.predict(observations(), deterministic=True)
    decision = edited.decide(observations(), deterministic=True)
    np.testing.assert_array_equal(decision.action, expected)
    assert not decision.edited.any()


def test_executed_is_the_clipped_sum_of_proposal_and_twice_the_edit():
    edited = edited_policy(deadband=0.0)
    decision = edited.decide(observations(), deterministic=True)
    low, high = ACTED.low, ACTED.high
    unit = 2 * (decision.proposal - low) / (high - low) - 1
    seen = np.clip((observations() - edited.mean) * edited.scale, -10, 10)
    prices = np.full((50, 1), np.log(2.0))
    (w0, b0), (w1, b1) = edited.layers
    hidden = np.maximum(np.concatenate([seen, unit, prices], axis=1) @ w0.T + b0, 0)
    wanted = np.clip(unit + 2 * np.tanh(hidden @ w1.T + b1), -1, 1)
    np.testing.assert_allclose(
        decision.action, low + (wanted + 1) / 2 * (high - low), rtol=1e-4, atol=1e-5
    )
    assert decision.edited.any()


def test_small_edits_are_left_out_whole():
    plain = edited_policy(deadband=0.0).decide(observations(), deterministic=True)
    size = np.abs((plain.action - plain.proposal) / (0.5 * (ACTED.high - ACTED.low))).max(axis=1)
    middle = float(np.median(size))
    decision = edited_policy(deadband=middle).decide(observations(), deterministic=True)
    np.testing.assert_array_equal(decision.edited, size > middle)
    kept = ~decision.edited
    np.testing.assert_array_equal(decision.action[kept], decision.proposal[kept])
    np.testing.assert_array_equal(decision.action[~kept], plain.action[~kept])


def test_predict_and_decide_agree_and_actions_stay_in_the_box():
    edited = edited_policy()
    action, state = edited.predict(observations(), deterministic=True)
    np.testing.assert_array_equal(action, edited.decide(observations()).action)
    assert state is None
    assert action.dtype == ACTED.dtype
    assert ((action >= ACTED.low) & (action <= ACTED.high)).all()


def test_the_base_keeps_its_memory():
    session = edited_policy(counting_base(), zero=True).session()
    first, second, third = (session(np.zeros(3)) for _ in range(3))
    np.testing.assert_array_equal(first, ACTED.low)
    np.testing.assert_array_equal(second, ACTED.high)
    np.testing.assert_array_equal(third, ACTED.low)
    with pytest.raises(InputError, match="memory"):
        edited_policy(counting_base()).predict(np.zeros(3))


def test_samples_of_the_base_are_edited_only_when_asked_for():
    edited, sampling = edited_policy(), edited_policy(sample_base=True)
    mode, _ = edited.predict(observations(), deterministic=False)
    np.testing.assert_array_equal(mode, edited.predict(observations(), deterministic=True)[0])
    assert not hasattr(edited, "sampling_state")
    keys = sampling.sampling_state(range(50))
    one, _ = sampling.predict(observations(), keys)
    two, _ = sampling.predict(observations(), sampling.sampling_state(range(50)))
    np.testing.assert_array_equal(one, two)
    assert not np.array_equal(one, mode)


def test_an_edited_policy_can_be_edited_again():
    inner = edited_policy()
    outer = edited_policy(inner, zero=True)
    decision = outer.decide(observations(), deterministic=True)
    np.testing.assert_array_equal(decision.action, inner.predict(observations())[0])
    np.testing.assert_array_equal(
        decision.proposal, inner.base.predict(observations(), deterministic=True)[0]
    )
    np.testing.assert_array_equal(decision.edited, decision.inner.edited)
    assert decision.edited.any()


# -- budgets ---------------------------------------------------------------------------------------


def test_a_budget_gets_the_price_whose_upper_limit_is_within_it():
    edited = edited_policy()
    assert edited.with_budget(23.0).prices.tolist() == [1.0]
    assert edited.with_budget(50.0).prices.tolist() == [0.5]
    assert edited.with_budget(7.0).prices.tolist() == [4.0]
    assert edited.with_budget(10.0).budgets == {"cost": 10.0}
    prices = [float(edited.with_budget(b).prices[0]) for b in np.linspace(7, 50, 40)]
    assert (np.diff(prices) <= 0).all()
    assert edited.budgets == {"cost": 25.0}  # unchanged itself


@pytest.mark.parametrize("budget", [4.9, 51.0, -1.0, float("nan")])
def test_a_budget_outside_the_range_is_refused_with_the_range(budget):
    with pytest.raises(InputError, match="5 to 50"):
        edited_policy().with_budget(budget)


def test_a_budget_that_was_not_reached_is_refused_with_the_lowest_cost():
    with pytest.raises(InputError, match="lowest mean cost reached is 6, at most 7"):
        edited_policy().with_budget(5.5)


def test_a_budget_needs_a_curve_and_a_name_that_exists():
    with pytest.raises(InputError, match="not calibrated"):
        edited_policy(curve=None).with_budget(10)
    with pytest.raises(InputError, match="did you mean 'cost'"):
        edited_policy().with_budget({"cots": 10})


def two_constraints() -> EditedPolicy:
    curve = PriceCurve(
        prices=np.array([[0.5, 0.1], [1.0, 3.0]]),
        means=np.array([[40.0, 4.0], [10.0, 1.0]]),
        limits=np.array([[42.0, 5.0], [12.0, 2.0]]),
        lowest=np.array([5.0, 1.0]),
        highest=np.array([50.0, 5.0]),
    )
    constraints = (task_cost(25.0), replace(task_cost(2.0), name="other"))
    policy = edited_policy()
    wide = [
        (np.hstack([w, w[:, :1]]) if i == 0 else w, b) for i, (w, b) in enumerate(policy.layers)
    ]
    return replace(
        policy,
        layers=tuple(wide),
        cost_critics=(),
        constraints=constraints,
        prices=np.array([1.0, 3.0]),
        curve=curve,
    )


def test_of_several_budgets_the_strictest_decides():
    edited = two_constraints()
    assert edited.with_budget({"cost": 50, "other": 2}).prices.tolist() == [1.0, 3.0]
    assert edited.with_budget({"cost": 12, "other": 5}).prices.tolist() == [1.0, 3.0]
    assert edited.with_budget({"cost": 50, "other": 5}).prices.tolist() == [0.5, 0.1]
    assert edited.with_budget({"other": 3}).budgets == {"cost": 25.0, "other": 3.0}
    with pytest.raises(InputError, match="name them"):
        edited.with_budget(10)


def test_a_hard_budget_stays_at_zero():
    never = replace(task_cost(0.0), enforce="always")
    curve = replace(CURVE, lowest=np.zeros(1), limits=np.zeros((3, 1)), means=np.zeros((3, 1)))
    edited = edited_policy(constraints=(never,), curve=curve)
    assert edited.with_budget(0.0).budgets == {"cost": 0.0}
    with pytest.raises(InputError, match="steers mean costs"):
        edited.with_budget(1.0)


# -- files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("nested", [False, True])
def test_a_saved_policy_comes_back_with_identical_decisions(tmp_path, nested):
    edited = edited_policy(edited_policy() if nested else None)
    edited = edited.with_budget(10.0)
    edited.save(tmp_path / "edited.safetensors")
    loaded = saferl.load_policy(tmp_path / "edited.safetensors")
    assert isinstance(loaded, EditedPolicy)
    one, two = edited.decide(observations()), loaded.decide(observations())
    np.testing.assert_array_equal(one.action, two.action)
    np.testing.assert_array_equal(one.predicted_cost, two.predicted_cost)
    assert loaded.budgets == {"cost": 10.0}
    assert loaded.with_budget(20).prices == edited.with_budget(20).prices


def test_a_foreign_base_is_not_in_the_file_and_is_asked_for(tmp_path):
    base = CallablePolicy(lambda observation: ACTED.high, OBSERVED, ACTED)
    edited_policy(base).save(tmp_path / "edited.safetensors")
    with pytest.raises(CheckpointError, match=r"CallablePolicy.*base="):
        saferl.load_policy(tmp_path / "edited.safetensors")
    loaded = EditedPolicy.load(tmp_path / "edited.safetensors", base=base)
    np.testing.assert_array_equal(
        loaded.predict(observations())[0], edited_policy(base).predict(observations())[0]
    )


def test_a_truncated_file_and_one_of_another_kind_are_refused(tmp_path):
    path = tmp_path / "edited.safetensors"
    edited_policy().save(path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(CheckpointError, match="truncated"):
        EditedPolicy.load(path)
    mlp_base().save(path)
    with pytest.raises(CheckpointError, match="expected 'edited-policy'"):
        EditedPolicy.load(path)


# -- bad input -------------------------------------------------------------------------------------


def test_discrete_actions_are_refused_with_a_reason():
    discrete = MlpPolicy(
        observation_space=OBSERVED,
        action_space=spaces.Discrete(2),
        layers=((np.zeros((2, 3), np.float32), np.zeros(2, np.float32)),),
        head="categorical",
        mean=np.zeros(3),
        scale=np.ones(3),
    )
    with pytest.raises(InputError, match="discrete actions have none"):
        edited_policy(discrete)


class Broken:
    observation_space, action_space = OBSERVED, ACTED

    def __init__(self, action):
        self.action = action

    def predict(self, observation, state=None, episode_start=None, deterministic=False):
        return self.action(len(observation)), state


def test_a_base_that_returns_nan_or_the_wrong_shape_is_named():
    edited = edited_policy(Broken(lambda n: np.full((n, 2), np.nan)))
    with pytest.raises(InputError, match="returned nan"):
        edited.predict(observations())
    edited = edited_policy(Broken(lambda n: np.zeros((n, 3))))
    with pytest.raises(InputError, match=r"shape \(50, 3\)"):
        edited.predict(observations())


def test_observations_that_do_not_fit_or_are_not_finite_are_refused():
    with pytest.raises(InputError, match="shape"):
        edited_policy(counting_base()).predict(np.zeros(4))
    bad = observations()
    bad[3, 1] = np.inf
    with pytest.raises(InputError, match="observation 3 has inf"):
        edited_policy(Broken(lambda n: np.zeros((n, 2)))).predict(bad)


def test_an_observation_that_is_not_finite_never_reaches_the_base():
    def fails(n):
        raise RuntimeError("normal distributions need a finite mean")  # as torch's do

    edited = edited_policy(Broken(fails))
    for observation in (np.array([0.0, np.nan, 0.0]), np.full((2, 3), -np.inf)):
        for ask in (edited.predict, edited.decide):
            with pytest.raises(InputError, match="observation 0 has"):
                ask(observation)


@pytest.mark.parametrize(
    "changes",
    [
        {"layers": ()},
        {"cost_critics": ((),)},
        {"activation": "sigmoid"},
        {"prices": np.array([-1.0])},
        {"prices": np.array([1.0, 2.0])},
        {"mean": np.zeros(4)},
        {"layers": ((np.zeros((2, 5), np.float32), np.zeros(2, np.float32)),)},
        {"layers": ((np.full((2, 6), np.nan, np.float32), np.zeros(2, np.float32)),)},
        {"cost_critics": ((), ())},
    ],
)
def test_parts_that_do_not_fit_are_refused(changes):
    with pytest.raises(InputError):
        edited_policy(**changes)
