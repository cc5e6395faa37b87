"""Other packages' policies in the zoo, and what is wrong with some."""

import importlib.metadata
import sys
from pathlib import Path
from types import ModuleType

import pytest

from saferl import load_policy, zoo
from saferl.commands import exits
from saferl.errors import InputError
from saferl.zoo import ZooEntry, entries_in
from saferl.zoo.shelves import GROUP, ShelfWarning


@pytest.fixture
def plug(monkeypatch):
    """Install packages that bring shelves; returns the function that does."""
    plugged = []

    def wanted(group):
        assert group == GROUP
        return plugged

    monkeypatch.setattr("saferl.zoo.shelves.entry_points", wanted)

    def one(name, entries):
        module = ModuleType(f"made_up_{name}")
        module.entries = entries
        monkeypatch.setitem(sys.modules, module.__name__, module)
        value = f"{module.__name__}:entries"
        plugged.append(importlib.metadata.EntryPoint(name, value, GROUP))

    return one


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "Maze" / "walker.safetensors"
    path.parent.mkdir()
    path.touch()
    path.with_suffix(".md").write_text("# A walker\n\nIt walks.\n", encoding="utf-8")
    return tmp_path


def needing_a_command(folder):
    (entry,) = entries_in(folder)
    return ZooEntry(entry.task, entry.name, entry.path, played_by="maze play")


def test_a_folder_like_the_zoos_own_is_a_shelf(plug, folder):
    own = zoo.entries()
    plug("maze", lambda: entries_in(folder))
    assert [entry.source for entry in zoo.entries("Maze")] == ["zoo:Maze/walker"]
    assert zoo.entries() == own + zoo.entries("Maze")
    assert zoo.path_of("zoo:Maze/walker") == folder / "Maze" / "walker.safetensors"


def test_a_card_may_lie_elsewhere(plug, folder):
    card = folder / "README.md"
    card.write_text("# Walkers\n", encoding="utf-8")
    entry = ZooEntry("Maze", "walker", folder / "Maze" / "walker.safetensors", told_in=card)
    plug("maze", lambda: [entry])
    assert zoo.entry_of("Maze/walker").card == card


def test_a_policy_that_needs_a_command_is_not_loaded_but_says_which(plug, folder):
    plug("maze", lambda: [needing_a_command(folder)])
    with pytest.raises(InputError, match=r"'zoo:Maze/walker' needs more .* `maze play` plays it$"):
        load_policy("zoo:Maze/walker")


def test_policies_from_elsewhere_are_listed_and_their_cards_printed(plug, folder, saferl):
    plug("maze", lambda: entries_in(folder))
    code, out, err = saferl("zoo", "Maze")
    assert (code, err) == (exits.DONE, "")
    assert "zoo:Maze/walker" in out
    assert "see its card" in out
    _, out, _ = saferl("zoo", "Maze/walker")
    assert "It walks." in out
    _, out, _ = saferl("zoo", "Maze", "--json")
    assert '"shown": []' in out


def broken():
    raise RuntimeError("no [disk]")


def lost():
    return [ZooEntry("Maze", "lost", Path("nowhere.safetensors"))]


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        (broken, r"cannot be read \(RuntimeError: no \[disk\]\)"),
        (None, r"cannot be read \(TypeError"),
        (lambda: ["a.safetensors"], "holds 'a.safetensors', which is no saferl.zoo.ZooEntry"),
        (lost, "'zoo:Maze/lost' lacks the file 'nowhere.safetensors'"),
        (lambda: zoo.entries_in(zoo.FOLDER)[:1], "is the name of another policy"),
    ],
)
def test_a_broken_shelf_is_warned_of_and_hides_no_other(plug, folder, entries, complaint, saferl):
    own = zoo.entries()
    plug("broken_one", entries)
    plug("maze", lambda: entries_in(folder))
    with pytest.warns(ShelfWarning, match=f"'broken_one' .*{complaint}"):
        found = zoo.entries()
    assert found == own + entries_in(folder)
    code, out, err = saferl("zoo")
    assert code == exits.DONE
    assert "zoo:Maze/walker" in out
    assert err.count("\n") == 1
    assert err.startswith("warning: the shelf 'broken_one'")


def test_a_package_that_cannot_be_imported_is_warned_of(plug, monkeypatch):
    gone = importlib.metadata.EntryPoint("gone", "no_such_package.shelf:entries", GROUP)
    monkeypatch.setattr("saferl.zoo.shelves.entry_points", lambda group: [gone])
    with pytest.warns(ShelfWarning, match=r"'gone' .*ModuleNotFoundError: .*no_such_package"):
        assert zoo.entries() == zoo.entries_in(zoo.FOLDER)


def test_policies_that_ship_are_found_without_running_others_code(plug, recwarn):
    plug("broken_one", broken)
    entry = zoo.entries_in(zoo.FOLDER)[0]
    assert zoo.entry_of(entry.source) == entry
    assert not recwarn


def test_an_unknown_name_suggests_from_every_shelf(plug, folder):
    plug("maze", lambda: entries_in(folder))
    with pytest.raises(InputError, match="did you mean 'Maze/walker'"):
        zoo.path_of("zoo:Maze/walkers")
