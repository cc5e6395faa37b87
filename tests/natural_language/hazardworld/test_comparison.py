"""The benchmark's episodes, its figures, and the card that is written from them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from natural_language.hazardworld.card import (
    BEGIN,
    END,
    against_fusion,
    figures,
    into,
    two_against_one,
)
from natural_language.hazardworld.comparison import Line, Score, read_figures
from natural_language.hazardworld.episodes import TRANSFER, TWO, benchmark
from natural_language.hazardworld.evaluation import Outcome, resampled, trimmed
from natural_language.hazardworld.sentences import sentences
from natural_language.hazardworld.tables import lines_table
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from saferl.commands import main
from saferl.errors import InputError

MEANING = "visits-lava-1"


def line(agent: str, task: str, returns: list[float], excess: list[float]) -> Line:
    """Two runs of the same episodes."""
    missions = sentences("train")[: len(returns)]
    outcome = Outcome(missions, np.array(returns), np.array(excess), np.ones(len(returns)))
    return Line.of(agent, task, [outcome, outcome])


def test_a_terminal_of_80_columns_shows_every_figure() -> None:
    tasks = ("transfer, as trained", "relational")
    lines = [
        line(agent, task, [-10.25, -10.75], [150.25, 150.75])
        for agent in ("parser+learned (price 0.12)", "fusion")
        for task in tasks
    ]
    console = Console(width=80, file=io.StringIO())
    console.print(lines_table(lines))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "…" not in shown
    assert shown.count("-10.50 (-10.") == shown.count("150.50 (150.") == 4
    assert all(shown.count(task) == 2 for task in tasks)
    assert shown.index("parser+learned (price 0.12)") < shown.index("fusion")


def test_fewer_episodes_are_the_first_of_more() -> None:
    few, many = benchmark(12), benchmark(30)
    assert list(few) == list(many) == ["budgetary", "relational", "sequential", TWO, TRANSFER]
    for task, episodes in few.items():
        assert len(episodes.missions) == 12
        assert episodes.missions == many[task].missions[:12]
        assert episodes.seeds.tolist() == many[task].seeds[:12].tolist()
    kinds = {mission.kind for mission in few[TRANSFER].missions[:3]}
    assert kinds == {"budgetary", "relational", "sequential"}


def test_texts_that_all_ask_for_the_same_make_no_pairs() -> None:
    alike = [mission for mission in sentences("train") if mission.constraints[0].name == MEANING]
    assert list(benchmark(5, alike)) == ["budgetary", TRANSFER]


def test_no_episode_begins_in_breach() -> None:
    for missions, seeds in benchmark(40).values():
        n = len(missions)
        env = HazardWorldVectorEnv(missions, n, autoreset="disabled")
        env.reset(seed=seeds.tolist(), options={"missions": np.arange(n)})
        judged = env.monitor.step(env.board.signals()).cost
        assert not judged[np.arange(n)[:, None], env.deck.which].any()


def test_a_heavy_tail_shows() -> None:
    one = line("parser", "relational", [1.0] * 20, [0.0] * 18 + [1.0, 99.0])
    assert (one.excess, one.violating, one.worst) == (5.0, 0.1, 99.0)
    assert one.trimmed == pytest.approx(1 / 19)
    assert one.excess_interval[0] < 1.0
    assert one.excess_interval[1] > 5.0
    assert trimmed(np.arange(10.0), 0.2) == 3.5


def test_intervals_cover_what_runs_and_episodes_vary_by() -> None:
    same = [np.array([1.0, 3.0] * 50)] * 3
    apart = [np.full(100, value) for value in (0.0, 2.0, 4.0)]
    narrow, wide = (resampled([runs], lambda means: means[0]) for runs in (same, apart))
    assert 1.7 < narrow.low < 2.0 < narrow.high < 2.3
    assert wide.low < 1.0
    assert wide.high > 3.0


def test_the_rule_is_applied_to_means_and_to_each_run() -> None:
    lines = [
        line("parser", "budgetary", [4.0, 4.0], [0.0, 1.0]),
        line("fusion", "budgetary", [2.0, 2.0], [1.0, 0.0]),
        line("parser", "relational", [3.0, 3.0], [1.0, 1.0]),
        line("fusion", "relational", [2.0, 2.0], [1.5, 1.5]),
    ]
    (text,) = against_fusion(lines)
    rows = text.splitlines()[-2:]
    assert rows[0].endswith("| not searched for | met | met, met |")
    assert rows[1].endswith("| not searched for | not met | not met, not met |")
    assert against_fusion(lines[::2]) == []


def test_trainings_with_labels_stand_beside_each_other_and_beside_the_best_possible() -> None:
    lines = [
        line("parser", "relational", [2.0, 2.0], [0.0, 0.0]),
        line("parser (cheap)", "relational", [5.0, 5.0], [8.0, 8.0]),
        line("fusion", "relational", [5.0, 5.0], [20.0, 20.0]),
        line("fusion (dear)", "relational", [0.0, 0.0], [0.0, 0.0]),
        line("ceiling", "relational", [3.0, 3.0], [0.0, 0.0]),
    ]
    (text,) = against_fusion(lines)
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines()[-4:]]
    assert [(row[0], row[1], row[5], row[6]) for row in rows] == [
        ("parser", "fusion", "3.00, not met", "not met"),
        ("parser (cheap)", "fusion", "3.00, not met", "met"),
        ("parser", "fusion (dear)", "3.00, met", "met"),
        ("parser (cheap)", "fusion (dear)", "3.00, met", "not met"),
    ]


def test_a_ratio_is_only_said_to_be_met_where_its_interval_shows_it() -> None:
    def verdict(one: float, two: float, episodes: int = 200) -> str:
        some = [0.0, 1.0] * (episodes // 2)
        lines = [
            line("parser", task, [1.0] * episodes, [cost * value for value in some])
            for task, cost in (
                ("budgetary", one),
                ("relational", one),
                ("sequential", one),
                (TWO, two),
            )
        ]
        (text,) = two_against_one(lines)
        return text.splitlines()[-1]

    assert verdict(1.0, 0.5).endswith("| met |")
    assert verdict(1.0, 2.0).endswith("| not met |")
    assert verdict(1.0, 1.15).endswith("| undecided |")
    assert "| 600 of 1200 |" in verdict(1.0, 1.0)  # two runs, three classes


def test_a_card_is_written_between_its_marks(tmp_path: Path) -> None:
    lines = [
        line("parser", task, [4.0, 2.0], [0.0, cost])
        for task, cost in (("budgetary", 1.0), ("relational", 3.0), ("sequential", 2.0), (TWO, 3.0))
    ]
    scores = [
        Score("parser", "train", kind, 0.5, 0.25, 8)
        for kind in ("budgetary", "relational", "sequential")
    ]
    document = {
        "format_version": 2,
        "agents": [one.to_json() for one in lines],
        "readers": [vars(score) for score in scores],
    }
    source, card = tmp_path / "figures.json", tmp_path / "card.md"
    source.write_text(json.dumps(document))
    card.write_text(f"above\n{BEGIN}\nstale\n{END}\nbelow\n")
    assert read_figures(source)[0][0].excess_of == [[0.0, 1.0]] * 2
    assert main(["hazardworld", "card", str(source), "--into", str(card)]) == 0
    written = card.read_text()
    assert written.startswith("above\n")
    assert written.endswith("below\n")
    assert "stale" not in written
    # two at once against the classes' mean
    assert "| parser | 1.000 | 6 of 12 | 1.500 | 2 of 4 | 1.50 (" in written
    assert "| train | 0.500 / 25% | 0.500 / 25% | 0.500 / 25% |" in written
    into(card, figures(lines))
    assert "| train |" not in card.read_text()


def test_what_is_no_card_and_no_figures_is_told(tmp_path: Path) -> None:
    plain = tmp_path / "plain.md"
    plain.write_text("nothing here")
    with pytest.raises(InputError, match="no card"):
        into(plain, "text")
    for path in (plain, tmp_path / "missing.json"):
        with pytest.raises(InputError, match="no figures"):
            read_figures(path)
