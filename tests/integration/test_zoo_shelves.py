"""The families' policies in the zoo, as an installed package brings them."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from saferl import load_policy, zoo
from saferl.commands import exits, main
from saferl.errors import InputError
from saferl.zoo.shelves import GROUP

if sys.version_info >= (3, 11):
    import tomllib
else:  # the parser came with 3.11
    tomllib = pytest.importorskip("tomli")

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


@pytest.fixture(autouse=True)
def _installed(monkeypatch):
    """What the project declares is what is installed, however old the installation is."""
    declared = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["entry-points"][GROUP]
    plugged = [EntryPoint(name, value, GROUP) for name, value in declared.items()]
    monkeypatch.setattr("saferl.zoo.shelves.entry_points", lambda group: plugged)


def test_hazardworlds_policy_is_in_the_zoo_with_its_card(capfd):
    assert [entry.source for entry in zoo.entries("HazardWorld")] == ["zoo:HazardWorld/conditioned"]
    assert main(["zoo", "HazardWorld/conditioned"]) == exits.DONE
    out, err = capfd.readouterr()
    assert "HazardWorld policy" in out
    assert "saferl hazardworld train" in out
    assert not err


def test_loading_it_tells_which_command_plays_it():
    with pytest.raises(InputError, match="`saferl hazardworld evaluate` plays it"):
        load_policy("zoo:HazardWorld/conditioned")
