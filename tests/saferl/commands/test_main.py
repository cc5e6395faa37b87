import types
from importlib.metadata import EntryPoint

import pytest

from saferl import commands
from saferl.commands import BUILT_IN, exits, main
from saferl.errors import InputError


class AmbiguousTextError(InputError):
    exit_code = exits.AMBIGUOUS


def plug_in(monkeypatch, run, name="greet"):
    """Plug a command in, as a third party's package does by an entry point."""

    def add_parser(subparsers):
        parser = subparsers.add_parser(name, help="say hello")
        parser.add_argument("--loud", action="store_true")

    module = types.SimpleNamespace(add_parser=add_parser, run=run)
    entry = types.SimpleNamespace(name=name, value="theirs.greet", load=lambda: module)
    monkeypatch.setattr(commands, "entry_points", lambda group: [entry])


def test_help_names_every_command_and_the_exit_codes(saferl):
    code, out, err = saferl("--help")
    assert (code, err) == (exits.DONE, "")
    for name in BUILT_IN:
        assert name in out
    assert "130 interrupted" in out


@pytest.mark.parametrize("name", BUILT_IN)
def test_each_command_has_help(saferl, name):
    code, out, err = saferl(name, "--help")
    assert (code, err) == (exits.DONE, "")
    assert out.startswith(f"usage: saferl {name}")


def test_nothing_asked_for_shows_help(saferl):
    code, out, _ = saferl()
    assert code == exits.DONE
    assert "COMMAND" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["evalute"], "unknown command 'evalute'; did you mean 'evaluate'?"),
        (["evaluate", "x", "--episods", "3"], "unknown option '--episods'; did you mean"),
        (["evaluate", "x", "--episods=3"], "did you mean '--episodes'"),
        (["envs", "a", "b"], "unexpected argument 'b'"),
        (["compare"], "the following arguments are required"),
        (["evaluate", "x", "--episodes", "many"], "'many' is not a whole number"),
        (["evaluate", "x", "--require", "satisfid"], "did you mean 'satisfied'"),
        (["evaluate", "x", "--budget", "cheap"], "invalid float value: 'cheap'"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(saferl, words, message):
    code, out, err = saferl(*words)
    assert code == exits.BAD_INPUT
    assert out == ""
    assert message in err
    assert err.startswith("error: ")
    assert err.count("\n") == 1


def test_a_plugged_in_command_runs_and_its_code_is_returned(saferl, monkeypatch):
    seen = []
    plug_in(monkeypatch, lambda arguments: seen.append(arguments.loud) or exits.UNMET)
    assert saferl("greet", "--loud")[0] == exits.UNMET
    assert seen == [True]
    assert "say hello" in saferl("--help")[1]


def test_an_error_may_carry_its_exit_code(saferl, monkeypatch):
    def run(arguments):
        raise AmbiguousTextError("two readings")

    plug_in(monkeypatch, run)
    code, _, err = saferl("greet")
    assert code == 3
    assert "two readings" in err


def test_a_fault_names_no_traceback_but_how_to_get_it(saferl, monkeypatch):
    def run(arguments):
        raise RuntimeError("[bold]boom")

    plug_in(monkeypatch, run)
    code, _, err = saferl("greet")
    assert code == exits.FAULT
    assert "unexpected RuntimeError: [bold]boom" in err
    assert "--debug" in err
    assert "Traceback" not in err
    with pytest.raises(RuntimeError, match="boom"):
        main(["greet", "--debug"])


def test_interruption_exits_with_130(saferl, monkeypatch):
    def run(arguments):
        raise KeyboardInterrupt

    plug_in(monkeypatch, run)
    assert saferl("greet")[0] == exits.INTERRUPTED


def test_a_broken_plug_in_does_not_break_the_others(saferl, monkeypatch):
    entry = EntryPoint(name="greet", value="no.such.module", group=commands.GROUP)
    monkeypatch.setattr(commands, "entry_points", lambda group: [entry])
    code, out, err = saferl("--help")
    assert code == exits.DONE
    assert "evaluate" in out
    assert "no.such.module" in err
    assert saferl("envs", "PointGoal1")[0] == exits.DONE
    code, _, err = saferl("greet")
    assert code == exits.BAD_INPUT
    assert "install that package again" in err


def test_a_plug_in_cannot_replace_a_built_in_command(saferl, monkeypatch):
    plug_in(monkeypatch, lambda arguments: exits.UNMET, name="envs")
    assert saferl("envs", "PointGoal1")[0] == exits.DONE


def test_parsers_never_abbreviate(saferl):
    code, _, err = saferl("evaluate", "x", "--epi", "3")
    assert code == exits.BAD_INPUT
    assert "--epi" in err
