"""`saferl parse` and `--constraint "text"`: output and exit codes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from natural_language import command
from natural_language.reader import AmbiguousTextError, RefusedTextError, read
from saferl.commands import main
from saferl.commands.exits import exit_code_of
from saferl.constraints import AtMost, Contact, Never, load_constraints
from saferl.errors import InputError
from saferl.worlds import world_of

GOAL = "SafetyPointGoal2-v0"


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers(dest="command"))
    return command.run(parser.parse_args(["parse", *words]))


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("never touch a vase", 0, "sure"),
        ("dont tuch a vase", 0, "likely"),
        ("spend at most 50 steps in hazards", 3, "ambiguous"),
        ("avoid the penguins", 4, "UNKNOWN_OBJECT"),
    ],
)
def test_exit_codes(text: str, code: int, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(text, "--env", GOAL) == code
    assert shown in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("touch vases at most twice", 0),
        ("spend at most 50 steps in hazards", 3),
        ("avoid the penguins", 4),
    ],
)
def test_check_takes_constraints_in_english(
    text: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--constraint", text, "--env", GOAL]) == code
    shown = capsys.readouterr().out
    assert (f"read from: {text}" in shown) == (code == 0)


def test_the_view_says_it_back_with_witnesses(capsys: pytest.CaptureFixture[str]) -> None:
    _run("touch vases at most once", "--env", GOAL)
    shown = " ".join(capsys.readouterr().out.split())
    assert "means It happens at most 1 time that the agent touches the vases. AtMost(" in shown
    assert "breaks it touching vases for 1 step, not touching vases for 1 step" in shown


def test_json_is_one_object_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("spend at most 50 steps in hazards", "--env", GOAL, "--json") == 3
    document = json.loads(capsys.readouterr().out)
    assert document["status"] == "ambiguous"
    assert document["constraints"][0]["formula"]["type"] == "for_at_most"
    assert document["alternatives"][0]["told_apart_by"]
    assert document["witness"]["violating"][0]["steps"] == 51


def test_a_file_of_sentences_takes_the_worst_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rules.txt"
    path.write_text("# rules\nnever touch a vase\n\navoid the penguins\n", encoding="utf-8")
    assert _run("--file", str(path), "--env", GOAL) == 4
    assert "2 sentences: 1 sure, 1 refused" in capsys.readouterr().out


def test_what_was_read_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    assert (
        _run("avoid hazards. touch vases at most twice.", "--env", GOAL, "--save", str(path)) == 0
    )
    formulas = [constraint.formula for constraint in load_constraints(path)]
    assert formulas == [Never(Contact("hazards")), AtMost(2, Contact("vases"))]


def test_hazardworld_can_be_asked_about() -> None:
    assert _run("no water after lava", "--env", "hazardworld", "--no-witness") == 0


@pytest.mark.parametrize("words", [[], ["avoid hazards", "--file", "rules.txt"]])
def test_a_text_or_a_file_is_needed(words: list[str]) -> None:
    with pytest.raises(InputError, match="either a text or --file"):
        _run(*words, "--env", GOAL)


def test_the_reader_gives_constraints() -> None:
    formulas = [one.formula for one in read("avoid hazards and vases", world_of(GOAL))]
    assert formulas == [Never(Contact("hazards") | Contact("vases"))]


def test_the_reader_stops_what_is_not_clear() -> None:
    with pytest.raises(AmbiguousTextError, match="2 ways") as ambiguous:
        read("spend at most 50 steps in hazards", world_of(GOAL))
    assert exit_code_of(ambiguous.value) == 3
    with pytest.raises(RefusedTextError, match="NO_THRESHOLD") as refused:
        read("do not go near hazards", world_of(GOAL))
    assert exit_code_of(refused.value) == 4
    with pytest.raises(InputError, match="says what is in it"):
        read("avoid hazards", None)


def test_nothing_in_a_text_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("avoid \x1b[31mhazards\x07", "--env", GOAL) == 4
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_each_reading_of_several_rules_has_one_number(capsys: pytest.CaptureFixture[str]) -> None:
    text = "after reaching the goal, avoid hazards and stay below 1 m/s"
    assert _run(text, "--env", GOAL, "--no-witness") == 3
    numbers = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line[:1] in "12"]
    assert numbers == ["1.", "2."]


def test_a_suggestion_stands_apart_from_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    _run("avoid the penguins", "--env", GOAL)
    assert "-> it has goal, hazards, vases" in " ".join(capsys.readouterr().out.split())


def test_distances_on_the_grid_are_said_in_squares(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("stay two squares from lava", "--env", "hazardworld") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "the distance to the lava is at least 2 squares." in shown
    assert "breaks it 1 square from lava for 1 step" in shown


def test_a_long_text_is_shown_in_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("avoid hazards and " * 5000, "--env", GOAL) == 4
    assert len(capsys.readouterr().out) < 1500


def test_what_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("# nothing yet\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no sentence"):
        _run("--file", str(empty), "--env", GOAL)
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\xff\xfe\x00avoid")
    with pytest.raises(InputError, match="cannot read sentences"):
        _run("--file", str(binary), "--env", GOAL)
    with pytest.raises(InputError, match="cannot write constraints"):
        _run("avoid hazards", "--env", GOAL, "--save", str(tmp_path / "nowhere" / "rules.json"))


def test_nothing_is_saved_of_a_text_that_is_not_clear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rules.json"
    assert _run("avoid the penguins", "--env", GOAL, "--save", str(path)) == 4
    assert not path.exists()
    assert "nothing written" in " ".join(capsys.readouterr().out.split())
