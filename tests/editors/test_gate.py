"""What the critics of an edited policy decide: which edits are made, and second thoughts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from editors import EditedPolicy
from editors.gate import Gate
from saferl.spaces import scale_from_box
from tests.editors.test_edited_policy import edited_policy, observations


def gate(least_gain: float) -> Gate:
    source = np.random.default_rng(5)

    def critic():
        weights = source.normal(size=(8, 8)), source.normal(size=(1, 8))
        return tuple((w.astype(np.float32), np.zeros(len(w), np.float32)) for w in weights)

    return Gate(
        utility=(critic(), critic()), costs=(critic(),), units=np.ones(1), least_gain=least_gain
    )


def test_edits_that_gain_too_little_are_left_out_whole():
    plain = edited_policy(deadband=0.0).decide(observations(), deterministic=True)
    gated = edited_policy(deadband=0.0, gate=gate(0.5))
    decision = gated.decide(observations(), deterministic=True)
    assert 5 < decision.edited.sum() < 45
    expected = np.where(decision.edited[:, None], plain.action, plain.proposal)
    np.testing.assert_array_equal(decision.action, expected)
    # what passes at a threshold is what gains more than it: none at an infinite one
    inputs = np.zeros((4, 6)), np.zeros((4, 2)), np.ones((4, 2)), np.ones(1)
    gains = gated.gate.gain(*inputs)
    np.testing.assert_array_equal(gated.gate.passes(*inputs), gains > 0.5)
    barred = edited_policy(deadband=0.0, gate=gate(1e9)).decide(observations())
    assert not barred.edited.any()


def test_the_gate_is_in_the_file(tmp_path):
    edited = edited_policy(gate=gate(0.5), cost_critics=gate(0.5).costs)
    edited.save(tmp_path / "policy.safetensors")
    loaded = EditedPolicy.load(tmp_path / "policy.safetensors")
    np.testing.assert_array_equal(
        loaded.predict(observations())[0], edited.predict(observations())[0]
    )
    assert loaded.gate.least_gain == 0.5


def test_a_second_thought_takes_what_the_critics_value_highest():
    plain = edited_policy(deadband=0.0)
    judge = gate(1.5)
    second = edited_policy(deadband=0.0, rethink=judge, cost_critics=judge.costs)
    before = plain.decide(observations(), deterministic=True)
    after = second.decide(observations(), deterministic=True)
    changed = (before.action != after.action).any(axis=1)
    assert 5 < changed.sum() < 50
    inputs = plain._inputs(observations(), before.proposal)
    unit, wanted = inputs[:, 3:5], scale_from_box(plain.action_space, before.action)
    for row in range(50):  # one by one, as the module's text says it
        others = [unit[row], np.zeros(2, np.float32)]
        for i in range(2):
            for bound in (-1.0, 0.0, 1.0):
                others.append(wanted[row].copy())
                others[-1][i] = bound
        one = inputs[row : row + 1], wanted[row : row + 1]
        gains = [judge.gain(*one, other[None], plain.prices)[0] for other in others]
        best = others[int(np.argmax(gains))] if max(gains) > 1.5 else wanted[row]
        executed = scale_from_box(plain.action_space, after.action)[row]
        np.testing.assert_allclose(executed, best, atol=1e-6)
    never = replace(second, rethink=replace(judge, least_gain=1e9))
    np.testing.assert_array_equal(never.decide(observations()).action, before.action)


def test_the_second_thought_is_in_the_file(tmp_path):
    judge = gate(0.5)
    for both in (None, replace(judge, least_gain=0.1)):
        edited = edited_policy(gate=both, rethink=judge, cost_critics=judge.costs)
        edited.save(tmp_path / "policy.safetensors")
        loaded = EditedPolicy.load(tmp_path / "policy.safetensors")
        assert loaded.rethink.least_gain == 0.5
        assert (loaded.gate is None) == (both is None)
        np.testing.assert_array_equal(
            loaded.predict(observations())[0], edited.predict(observations())[0]
        )


@pytest.mark.parametrize("changes", [{}, {"rethink": True}], ids=["edits", "second thoughts"])
def test_an_action_does_not_depend_on_the_batch_it_comes_in(changes):
    changes = {name: gate(0.5) for name in changes}
    edited = edited_policy(gate=gate(0.0), cost_critics=gate(0.0).costs, **changes)
    together = edited.decide(observations(), deterministic=True)
    for i in range(50):
        alone = edited.decide(observations()[i], deterministic=True)
        np.testing.assert_array_equal(alone.action, together.action[i])
        np.testing.assert_array_equal(alone.predicted_cost, together.predicted_cost[i])
        assert alone.edited == together.edited[i]
    assert alone.action.shape == (2,)
    assert alone.edited.shape == ()
