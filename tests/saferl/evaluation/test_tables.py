import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from saferl.constraints import Constraint, Contact, Never, task_cost
from saferl.errors import InputError
from saferl.evaluation import evaluate
from saferl.evaluation.comparison import differences, paired
from saferl.evaluation.tables import comparison_table, report_table
from tests.saferl.evaluation.ledges import Constant, Ledges

SEEDS = range(12)
BUDGET = (task_cost(2.0),)


def played(value, name, seeds=SEEDS, constraints=BUDGET):
    return evaluate(Constant(value), Ledges(4, constraints), seeds=seeds, name=name)


def text_of(renderable, width=100):
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(renderable)
    return console.file.getvalue()


def test_report_table_says_means_budget_and_verdict():
    report = played(0.6, "bold")
    text = text_of(report_table(report))
    assert "bold on Ledges-v0, 12 episodes (seeds 0 to 11), deterministic actions" in text
    assert f"{report.mean_return:.2f}" in text
    assert "cost ≤ 2" in text
    assert report.outcome("cost").verdict in text


def test_a_comparison_says_how_much_was_edited_and_vetoed_where_something_was():
    plain = played(0.6, "plain")
    n = plain.episodes
    edits = {"edited": np.full(n, 0.25), "edit_size": np.full(n, 0.0625), "vetoed": np.full(n, 0.5)}
    text = text_of(comparison_table([plain, replace(plain, policy="edited", **edits)]))
    assert text.count("steps edited") == 1
    rows = [line.split() for line in text.splitlines() if line.split()]
    lines = {" ".join(row[:-1]): row[-1] for row in rows}
    assert lines["steps edited"] == "25%"
    assert float(lines["mean edit"]) == pytest.approx(0.0625, abs=6e-4)
    assert lines["steps vetoed"] == "50%"
    assert "steps edited" not in text_of(comparison_table([plain, plain]))


@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit_the_terminal(width):
    two = (task_cost(2.0), Constraint("vases", Never(Contact("vases")), enforce="always"))
    reports = [played(v, f"policy-{v}", constraints=two) for v in (0.6, 0.2)]
    for table in (report_table(reports[0]), comparison_table(reports)):
        text = text_of(table, width)
        assert max(map(len, text.splitlines())) <= width
        assert "…" not in text


def test_comparison_pairs_episodes_with_the_first_policy():
    first, second = played(0.6, "bold"), played(0.2, "meek")
    found = {d.name: d for d in differences(second, first)}
    assert found["return"].mean == pytest.approx(np.mean(second.returns - first.returns))
    assert found["cost"].mean == np.mean(second.task_costs - first.task_costs)
    assert found["return"].clear
    text = text_of(comparison_table([first, second]))
    assert "Difference from bold" in text
    assert "lower" in text


def test_a_constant_difference_has_an_interval_without_width():
    first, second = played(0.6, "a"), played(0.6, "b")
    for difference in differences(second, first):
        assert difference.mean == 0.0
        assert not difference.clear


def test_other_episodes_are_not_paired():
    first, second = played(0.6, "a"), played(0.2, "b", seeds=range(100, 112))
    assert not paired([first, second])
    with pytest.raises(InputError, match="same episodes"):
        differences(second, first)
    text = text_of(comparison_table([first, second]))
    assert "not paired" in text
    assert "Difference from" not in text


def test_names_with_brackets_are_shown_as_they_are():
    assert "[red]x" in text_of(report_table(played(0.6, "[red]x")))
