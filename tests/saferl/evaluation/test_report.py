import json

import numpy as np
import pytest

from saferl.constraints import Constraint, Contact, Never, task_cost
from saferl.errors import CheckpointError, InputError
from saferl.evaluation import Latency, Report


def report_of(per_episode, constraint=None, **changes):
    n = len(per_episode)
    values = {
        "env_id": "SafetyPointGoal1-v0",
        "policy": "ppo",
        "deterministic": True,
        "seeds": tuple(range(n)),
        "constraints": (constraint or task_cost(25.0),),
        "returns": np.arange(n, dtype=float),
        "lengths": np.full(n, 1000),
        "task_costs": per_episode,
        "costs": np.asarray(per_episode, dtype=float)[:, None],
        "edited": np.zeros(n),
        "vetoed": np.zeros(n),
        "latency": Latency(0.1, 0.2, 4),
    }
    return Report(**{**values, **changes})


def test_outcome_holds_the_figures_of_the_costs():
    outcome = report_of(np.arange(1.0, 41.0)).outcome("cost")
    assert outcome.mean == 20.5
    assert outcome.iqm == 20.5
    assert outcome.worst == 40.0
    assert outcome.cvar == pytest.approx(np.mean([37, 38, 39, 40]))
    assert outcome.violating == 15
    assert outcome.rate == 15 / 40
    assert outcome.rate in outcome.rate_interval
    assert outcome.mean in outcome.interval


def test_satisfied_is_only_said_when_every_budget_is():
    calm, wild = np.full(20, 3.0), np.full(20, 90.0)
    two = (task_cost(25.0), Constraint("contact", Never(Contact("vases")), budget=5.0))
    both = report_of(calm, constraints=two, costs=np.column_stack([calm, calm]))
    one = report_of(calm, constraints=two, costs=np.column_stack([calm, wild]))
    assert both.satisfied
    assert not one.satisfied
    assert one.outcome("contact").verdict == "violates"


def test_without_a_budget_there_is_no_verdict():
    report = report_of(np.full(20, 3.0), constraints=(), costs=np.zeros((20, 0)))
    outcome = report.outcome("cost")
    assert outcome.mean == 3.0
    assert outcome.verdict is None
    assert outcome.budget is None
    assert not report.satisfied
    assert report.with_budget(25.0).satisfied


def test_an_always_constraint_is_judged_by_the_episodes_that_exceed_it():
    never = Constraint("contact", Never(Contact("vases")), enforce="always")
    clean = np.zeros(200)
    assert report_of(clean, never).outcome("contact").verdict == "satisfies"
    once = clean.copy()
    once[7] = 1.0
    assert report_of(once, never).outcome("contact").verdict == "violates"
    assert report_of(clean[:20], never).outcome("contact").verdict == "undecided"


def test_json_round_trip():
    never = Constraint("contact", Never(Contact("vases")), enforce="always", text="no vases")
    report = report_of(np.random.default_rng(0).uniform(0, 50, 30), never)
    document = json.loads(json.dumps(report.to_json()))
    again = Report.from_json(document)
    assert again == report
    assert again.latency == report.latency
    assert again.constraints[0].text == "no vases"


def test_json_round_trip_without_constraints(tmp_path):
    report = report_of(np.ones(4), constraints=(), costs=np.zeros((4, 0)))
    report.save(tmp_path / "report.json")
    assert Report.load(tmp_path / "report.json") == report


def test_a_report_from_before_edits_were_measured_is_read():
    document = report_of(np.ones(4), edit_size=np.full(4, 0.1)).to_json()
    assert document["summary"]["edit_size"] == pytest.approx(0.1)
    del document["edit_size"]
    assert Report.from_json(document).edit_size.tolist() == [0.0] * 4


def test_reports_differ_when_a_figure_does():
    assert report_of(np.ones(4)) != report_of(np.array([1.0, 1.0, 1.0, 2.0]))


def test_figures_cannot_be_changed():
    report = report_of(np.ones(4))
    with pytest.raises(ValueError, match="read-only"):
        report.returns[0] = 1e9


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(format_version=99), "upgrade saferl"),
        (lambda d: d.update(format="other"), "not a report"),
        (lambda d: d.pop("seeds"), "lacks"),
        (lambda d: d.update(returns=[1.0]), "shape"),
        (lambda d: d.update(latency={"p50": 1}), "lacks or garbles"),
        (lambda d: d.update(returns="much"), "lacks or garbles"),
    ],
)
def test_a_garbled_document_is_refused(change, message):
    document = report_of(np.ones(4)).to_json()
    change(document)
    with pytest.raises(InputError, match=message):
        Report.from_json(document)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "3"])
def test_a_foreign_file_is_refused(tmp_path, content):
    path = tmp_path / "report.json"
    path.write_text(content)
    with pytest.raises(CheckpointError, match="cannot read a report"):
        Report.load(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CheckpointError, match="absent"):
        Report.load(tmp_path / "absent.json")


def test_unknown_constraint_suggests_the_nearest():
    with pytest.raises(InputError, match="did you mean 'cost'"):
        report_of(np.ones(4)).outcome("cots")


def test_no_episode_is_no_report():
    with pytest.raises(InputError, match="at least one"):
        report_of(np.zeros(0), costs=np.zeros((0, 1)))
