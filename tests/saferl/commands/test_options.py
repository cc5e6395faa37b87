from dataclasses import dataclass, fields
from typing import Literal

import pytest

from saferl.algorithms import PPOConfig, SACConfig
from saferl.commands.options import add_config_options, chosen_settings, whole_number
from saferl.commands.parser import Parser, parse
from saferl.errors import InputError
from saferl.multipliers import PID, DualAscent
from saferl.settings import setting


@dataclass(frozen=True, kw_only=True)
class Config:
    steps: int = setting(7, "whole; 5% of them count")
    rate: float = setting(0.5, "real")
    sizes: tuple[int, ...] = setting((4, 4), "several")
    mode: Literal["calm", "wild"] = setting("calm", "one of two")
    clip: float | None = setting(None, "or none")
    scale: bool = setting(True, "on or off")


def given(*words):
    parser = Parser(prog="test")
    add_config_options(parser, Config)
    return chosen_settings(parse(parser, words), Config)


def test_only_what_was_given_is_chosen():
    assert given() == {}
    assert given("--rate", "0.25") == {"rate": 0.25}


def test_each_type_is_read():
    words = ["--steps", "2e3", "--sizes", "64,32", "--mode", "wild", "--clip", "0.1", "--no-scale"]
    assert given(*words) == {
        "steps": 2000,
        "sizes": (64, 32),
        "mode": "wild",
        "clip": 0.1,
        "scale": False,
    }
    assert given("--clip", "none") == {"clip": None}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--steps", "2.5"], "'2.5' is not a whole number"),
        (["--steps", "inf"], "not a whole number"),
        (["--steps", "nan"], "not a whole number"),
        (["--sizes", "64,many"], "'many' is not a whole number"),
        (["--rate", "fast"], "'fast' is not a number"),
        (["--mode", "wilt"], "did you mean 'wild'"),
    ],
)
def test_values_that_do_not_fit_are_named(words, message):
    with pytest.raises(InputError, match=message):
        given(*words)


def test_prefix_keeps_two_configurations_apart():
    parser = Parser(prog="test")
    add_config_options(parser, Config)
    add_config_options(parser, PID, prefix="pid")
    arguments = parse(parser, ["--pid-integral", "0.2", "--rate", "1"])
    assert chosen_settings(arguments, Config) == {"rate": 1.0}
    assert chosen_settings(arguments, PID) == {"integral": 0.2}


@pytest.mark.parametrize("config", [PPOConfig, SACConfig, PID, DualAscent])
def test_every_field_of_the_real_configurations_is_an_option_with_help(config):
    parser = Parser(prog="test")
    add_config_options(parser, config)
    options = {option: a for a in parser._actions for option in a.option_strings}
    for item in fields(config):
        action = options["--" + item.name.replace("_", "-")]
        assert item.metadata["help"].replace("%", "%%") in action.help
    parser.format_help()  # argparse formats the help texts: a stray % would raise


def test_large_whole_numbers_are_exact():
    assert whole_number("9007199254740993") == 9007199254740993
