"""The audit log: complete, crash-safe, and replayed decision for decision."""

import json
import os

import numpy as np
import pytest

from lookahead.audit import AuditLog, read_audit
from lookahead.audit_replay import replay
from lookahead.audit_summary import summarise
from lookahead.example import ACTED, OBSERVED, PointPlanner, PointShield, advance, rush
from lookahead.guard import Fault
from lookahead.planner import Level
from lookahead.shielded_policy import ShieldedPolicy
from saferl.errors import InputError
from saferl.policies import CallablePolicy
from tests.lookahead.test_deadline import ticking


def fragile(observation):
    if 0.3 < observation[0] < 0.4:
        raise RuntimeError("broken")
    return np.ones(1)


def played(path, steps=60, rows=1, **settings):
    """Log an episode whose observations, policy and deadline fail now and then."""
    policy = CallablePolicy(fragile, OBSERVED, ACTED)
    shielded = ShieldedPolicy(policy, PointShield(), audit=path, **settings)
    session = shielded.session(rows)
    true = np.zeros((rows, 2))
    for t in range(steps):
        observed = true.copy()
        if t % 11 == 3:
            observed[0, 0] = np.nan
        action = session("lost" if t % 17 == 5 else observed)
        true = advance(true, action.reshape(rows, 1))
        if t == steps // 2:
            true[0] = 0.0
            session.reset(np.arange(rows) == 0)
    return shielded


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"deadline_ms": 7.0, "clock": ticking(1.0)},
        {"fallback": CallablePolicy(lambda o: np.array([-0.7]), OBSERVED, ACTED)},
    ],
    ids=["unhurried", "hurried", "with a fallback"],
)
def test_a_replay_repeats_every_decision(tmp_path, settings, rows):
    log = tmp_path / "audit.jsonl"
    shielded = played(log, rows=rows, **settings)
    outcome = replay(read_audit(log), shielded)
    assert outcome.decisions == 60 * rows
    assert outcome.mismatches == ()
    assert outcome.skipped == 0
    assert outcome.logged_models == (outcome.model,) == ("point",)


def test_a_replay_with_another_model_tells_what_differs(tmp_path):
    log = tmp_path / "audit.jsonl"
    shielded = played(log)
    careful = ShieldedPolicy(
        shielded.policy, PointShield(PointPlanner(margin=0.5), digest="careful")
    )
    outcome = replay(read_audit(log), careful)
    assert outcome.mismatches
    first = outcome.mismatches[0]
    assert first.logged[0] == "proposal"
    assert first.replayed[0] != "proposal"
    assert (outcome.model, outcome.logged_models) == ("careful", ("point",))


def test_a_tampered_line_is_found(tmp_path):
    log = tmp_path / "audit.jsonl"
    shielded = played(log)
    lines = log.read_text().splitlines()
    changed = json.loads(lines[10])
    changed["action"] = [0.123]
    lines[10] = json.dumps(changed)
    log.write_text("\n".join(lines) + "\n")
    (mismatch,) = replay(read_audit(log), shielded).mismatches
    assert (mismatch.episode, mismatch.step) == (changed["episode"], changed["step"])


def test_each_line_says_what_was_seen_proposed_done_and_why(tmp_path):
    log = tmp_path / "audit.jsonl"
    played(log, steps=20)
    head, *lines = read_audit(log)
    assert head["format_version"] == 1
    assert head["model"] == "point"
    assert head["levels"][Level.LEAVE] == "leave"
    assert [line["step"] for line in lines[:11]] == list(range(11))
    assert lines[0]["start"]
    assert lines[0]["level"] == 0
    assert lines[0]["proposal"] == lines[0]["action"] == [1.0]
    assert lines[0]["risk"] == 0.0
    assert lines[0]["latency_ms"] > 0
    assert np.isnan(lines[3]["observation"][0])
    assert lines[3]["faults"] == ["observation"]
    assert lines[5]["observation"] == {"unreadable": "'lost'"}


def test_a_torn_last_line_costs_only_itself_and_later_openings_go_on(tmp_path):
    log = tmp_path / "audit.jsonl"
    shielded = played(log, steps=10)
    shielded.audit.close()
    torn = log.read_bytes()[:-25]
    log.write_bytes(torn)
    assert len(list(read_audit(log))) == 1 + 9
    again = played(log, steps=10)
    lines = list(read_audit(log))
    assert len(lines) == 1 + 9 + 1 + 10
    assert log.read_bytes().startswith(torn)
    outcome = replay(lines, again)
    assert outcome.mismatches == ()
    assert outcome.decisions == 19


def test_a_decision_after_a_lost_one_is_skipped_not_guessed(tmp_path):
    log = tmp_path / "audit.jsonl"
    shielded = played(log, steps=20)
    lines = list(read_audit(log))
    del lines[8]
    outcome = replay(lines, shielded)
    assert outcome.mismatches == ()
    assert outcome.skipped == 3  # steps 8, 9 and 10; then another episode begins
    assert outcome.decisions == 16


def test_a_log_that_cannot_be_written_is_counted_and_the_loop_goes_on(tmp_path):
    shielded = ShieldedPolicy(rush(), PointShield(), audit=tmp_path / "audit.jsonl")
    session = shielded.session()
    session(np.zeros(2))
    os.close(shielded.audit._handle)
    shielded.audit._close.detach()
    action = session(np.zeros(2))
    np.testing.assert_array_equal(action, [1.0])
    assert session.decision.faults[0] == Fault.AUDIT


def test_the_summary_counts_levels_faults_and_time(tmp_path):
    log = tmp_path / "audit.jsonl"
    shielded = played(log, deadline_ms=7.0, clock=ticking(1.0))
    summary = summarise(read_audit(log))
    assert summary.decisions == 60
    assert summary.episodes == 2
    assert sum(summary.levels.values()) == 60
    assert summary.vetoed == 60 - summary.levels["proposal"]
    assert summary.faults["observation"] == 10
    assert summary.cut == summary.faults["deadline"]
    assert summary.latency.deadline_ms == 7.0
    assert summary.latency.overrun_p999 > 0
    assert json.loads(json.dumps(summary.to_json()))["vetoed"] == summary.vetoed
    assert shielded.audit.path == log


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file"),
        ("", "not an audit log"),
        ("{not json\n", "not an audit log"),
        ('{"kind": "decision"}\n', "not an audit log"),
        ('{"kind": "shield", "format": "saferl.audit", "format_version": 9}\n', "upgrade"),
    ],
)
def test_what_is_no_log_is_refused(tmp_path, content, words):
    path = tmp_path / "log.jsonl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match=words):
        list(read_audit(path))


def test_a_log_is_not_opened_where_nothing_can_be_written(tmp_path):
    with pytest.raises(InputError, match="cannot append"):
        AuditLog(tmp_path)
