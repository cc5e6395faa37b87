"""Certificates: bounds worked out by hand, honest coverage, files that cannot be talked up."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookahead.certificate import (
    CERTIFICATE_SEED,
    Certificate,
    certify,
    episodes_needed,
    upper_bound,
)
from lookahead.example import PointEnv, PointShield, rush
from lookahead.shielded_policy import ShieldedPolicy
from saferl.errors import CheckpointError, InputError


def granted(**changes):
    shielded = ShieldedPolicy(rush(), PointShield())
    settings = {"budget": 0.0, "rate": 0.2, "num_envs": 4} | changes
    return certify(shielded, PointEnv, **settings)


def test_without_a_violation_the_bound_has_a_closed_form():
    for episodes in (10, 299, 1000):
        assert upper_bound(0, episodes) == pytest.approx(1 - 0.05 ** (1 / episodes), abs=1e-9)


def test_299_episodes_show_one_percent_at_95():
    assert episodes_needed(0.01, 0.95) == 299
    assert upper_bound(0, 299) <= 0.01 < upper_bound(0, 298)


@given(st.floats(0.005, 0.5), st.sampled_from([0.9, 0.95, 0.99]), st.integers(0, 3))
def test_the_episodes_needed_suffice_and_one_fewer_does_not(rate, confidence, violations):
    n = episodes_needed(rate, confidence, violations)
    assert upper_bound(violations, n, confidence=confidence) <= rate
    if n > violations + 1:
        assert upper_bound(violations, n - 1, confidence=confidence) > rate


def test_the_bound_fails_no_more_often_than_it_says():
    true_rate, episodes = 0.03, 120
    counts = np.random.default_rng(0).binomial(episodes, true_rate, size=20_000)
    seen, times = np.unique(counts, return_counts=True)
    failed = np.array([upper_bound(int(k), episodes) < true_rate for k in seen])
    assert 0 < times[failed].sum() / times.sum() <= 0.05


def test_a_shielded_policy_is_certified_on_episodes_of_its_own():
    certificate = granted()
    assert certificate.episodes == episodes_needed(0.2) == 14
    assert certificate.seeds == (CERTIFICATE_SEED, CERTIFICATE_SEED + 13)
    assert certificate.violations == 0
    assert certificate.granted
    assert certificate.model == "point"
    assert certificate.vetoed > 0.1
    assert "at most 19.26% of the episodes of" in certificate.statement
    assert "(0 of 14 did)" in certificate.statement
    assert "95% confidence" in certificate.statement


def test_an_unshielded_policy_is_not_granted_one():
    certificate = certify(rush(), PointEnv, budget=0.0, rate=0.2, num_envs=7)
    assert certificate.violations == certificate.episodes == 14
    assert certificate.bound == 1.0
    assert not certificate.granted


def test_a_certificate_survives_its_file(tmp_path):
    certificate = granted()
    certificate.save(tmp_path / "certificate.json")
    assert json.loads((tmp_path / "certificate.json").read_text())["format_version"] == 1
    assert Certificate.load(tmp_path / "certificate.json") == certificate


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"bound": 0.001}, "altered"),
        ({"violations": 3}, "altered"),
        ({"episodes": "many"}, "lacks or garbles"),
        ({"format": "other"}, "not a certificate"),
        ({"format_version": 2}, "upgrade"),
    ],
)
def test_a_certificate_that_was_changed_is_refused(tmp_path, change, words):
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(granted().to_json() | change))
    with pytest.raises(CheckpointError, match=words):
        Certificate.load(path)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"budget": None}, "budget"),
        ({"rate": None}, "how many episodes"),
        ({"rate": 1.5}, "rate"),
        ({"confidence": 1.0}, "confidence"),
    ],
)
def test_a_certificate_needs_an_event_and_a_size(changes, words):
    with pytest.raises(InputError, match=words):
        granted(**changes)
