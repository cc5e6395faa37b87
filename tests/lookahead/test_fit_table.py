"""The figures of a fit, as the command prints them."""

import io

from rich.console import Console

from lookahead.fit_table import figures, fit_table

REPORT = {
    "steps": 2000,
    "config": {"members": 3},
    "motion": {"explained": [0.5, 0.9, 1.0], "brier": [], "disagreement_99": 0.25},
    "name": "x",
}


def test_every_number_but_the_settings_is_listed_with_its_path():
    assert dict(figures(REPORT)) == {
        "steps": [2000.0],
        "motion: explained": [0.5, 0.9, 1.0],
        "motion: disagreement 99": [0.25],
    }


def test_several_figures_show_mean_least_and_greatest():
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(fit_table(REPORT))
    lines = [line.split() for line in console.export_text().splitlines()]
    assert ["motion:", "explained", "0.8", "0.5", "1"] in lines
    assert ["motion:", "disagreement", "99", "0.25"] in lines
