import json

import pytest

from saferl import zoo as shelf
from saferl.commands import exits
from saferl.zoo.shown import shown_on


def test_every_policy_is_listed_with_what_its_card_shows(saferl):
    code, out, _ = saferl("zoo", "--json")
    assert code == exits.DONE
    listed = json.loads(out)
    assert [record["policy"] for record in listed] == [entry.source for entry in shelf.entries()]
    for record in listed:
        for shown in record["shown"]:
            assert shown["cost"] >= 0.0
            assert shown["budget"] > 0.0
            assert shown["verdict"] in ("satisfies", "undecided", "violates")


@pytest.mark.parametrize("entry", shelf.entries_in(shelf.FOLDER), ids=lambda entry: entry.source)
def test_every_card_has_figures(entry):
    assert shown_on(entry.card.read_text(encoding="utf-8"))


def test_two_constraints_are_two_rows(saferl):
    _, out, _ = saferl("zoo", "sac-two-budgets", "--json")
    (record,) = json.loads(out)
    assert [shown["budget"] for shown in record["shown"]] == [20.0, 10.0]
    assert "wrong button" in record["shown"][1]["constraint"]


def test_part_of_a_name_filters_and_a_whole_name_prints_the_card(saferl):
    _, out, _ = saferl("zoo", "pointgoal1")
    assert "ppo-lagrangian" in out
    assert "Car" not in out
    _, out, _ = saferl("zoo", "zoo:SafetyPointGoal1-v0/ppo")
    assert "saferl train --algo ppo" in out
    assert "commit" in out


def test_an_unknown_policy_suggests_the_nearest(saferl):
    code, _, err = saferl("zoo", "SafetyPointGoal1-v0/pppo")
    assert code == exits.BAD_INPUT
    assert "did you mean 'SafetyPointGoal1-v0/ppo'" in err
