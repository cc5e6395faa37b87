"""Sentences: their splits, what they mean, and the loader of the public files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from natural_language import parse
from natural_language.equivalence import meaning_of
from natural_language.hazardworld import HAZARDWORLD, Mission, pairs, sentences, together
from natural_language.hazardworld.layout import KINDS
from natural_language.hazardworld.meanings import MEANINGS
from natural_language.hazardworld.public_texts import load_public_texts
from natural_language.hazardworld.sentences import HELD_OUT_MEANINGS, UNSEEN, meaning_named
from natural_language.hazardworld.words import Vocabulary, sentences_of
from saferl.constraints import Always, AtMost, Constraint, Contact, Distance, Never, Not
from saferl.errors import InputError


def test_no_sentence_is_in_two_splits() -> None:
    seen: set[str] = set()
    for split in ("train", *UNSEEN):
        texts = {mission.text for mission in sentences(split)}
        assert len(texts) == len(sentences(split))
        assert not texts & seen
        seen |= texts


def test_held_out_meanings_are_not_trained_and_all_others_are() -> None:
    trained = {mission.constraints[0].name for mission in sentences("train")}
    held_out = {mission.constraints[0].name for mission in sentences("constraint")}
    assert held_out == set(HELD_OUT_MEANINGS)
    assert trained == {meaning.name for meaning in MEANINGS} - held_out


def test_every_split_of_vocabulary_has_a_new_word() -> None:
    known = set(Vocabulary.of(mission.text for mission in sentences("train")).words)
    texts = [mission.text for mission in sentences("vocabulary")]
    new = [text for text in texts if set(Vocabulary.of([text]).words) - known]
    # the others use a known word in a place where it was never met
    assert len(new) > 0.6 * len(texts)
    for mission in sentences("constraint"):
        assert not set(Vocabulary.of([mission.text]).words) - known


def test_the_same_sentences_come_every_time() -> None:
    assert sentences("train") == sentences("train")
    assert pairs(sentences("wording"), 5, seed=1) == pairs(sentences("wording"), 5, seed=1)


def test_sentences_mean_what_they_say() -> None:
    """The parser, which knows nothing of the generator, never reads another meaning."""
    wrong = []
    for split in ("train", *UNSEEN):
        for mission in sentences(split)[::11]:
            reading = parse(mission.text, HAZARDWORLD)
            if reading.status == "sure" and not _alike(mission, reading.constraints):
                wrong.append((mission.text, reading.constraints[0].formula))
    assert not wrong


def _contact_only(one: Constraint) -> bool:
    return one.formula in {
        formula for kind in KINDS for formula in (Never(Contact(kind)), Always(Not(Contact(kind))))
    }


def _alike(mission: Mission, read: tuple) -> bool:  # type: ignore[type-arg]
    """Whole squares: within 2 is less than 3 away."""
    if meaning_of(read) == meaning_of(mission.constraints):
        return True
    asked = mission.constraints[0].formula
    # who keeps a distance is not on it either
    read = tuple(one for one in read if not _contact_only(one)) or read
    said = read[0].formula
    if isinstance(said, Never) and mission.kind == "relational" and len(read) == 1:
        bound = said.predicate
        least = asked.predicate  # type: ignore[attr-defined]
        assert isinstance(least.signal, Distance)
        return bound.signal == least.signal and (  # type: ignore[attr-defined]
            bound.value + 1 == least.value and bound.op == "<="  # type: ignore[attr-defined]
        )
    return False


def test_two_missions_together_have_both_constraints() -> None:
    one, other = sentences("wording")[0], sentences("wording")[-1]
    both = together(one, other)
    assert both.constraints == one.constraints + other.constraints
    assert len(sentences_of(both.text)) == 2


def test_an_unknown_meaning_is_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match="visits-lava-3"):
        meaning_named("visit-lava-3")


def test_public_texts_are_loaded_by_their_keys(tmp_path: Path) -> None:
    files = {
        "budgetary-x": {"lava3": ["touch lava at most three times "], "water0": ["no water"]},
        "relational-x": {"grass2": ["keep 2 away from grass"], "lava0": ["off the lava"]},
        "sequential-x": {"awaterwater": ["water once"], "bgrasslava": ["grass before lava"]},
        "unrelated": {"a": 1},
    }
    for name, document in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    loaded = load_public_texts(tmp_path)
    assert [mission.text for mission in loaded][:2] == [
        "touch lava at most three times",
        "no water",
    ]
    formulas = [mission.constraints[0].formula for mission in loaded]
    assert formulas[:2] == [AtMost(3, Contact("lava")), Never(Contact("water"))]
    assert [m.constraints[0].name for m in loaded][2:] == [
        "distance-grass-2",
        "distance-lava-1",
        "visits-water-1",
        "before-grass-lava",
    ]
    assert len(load_public_texts(tmp_path / "relational-x.json")) == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("budgetary-a.json", "{", "not a JSON file"),
        ("budgetary-a.json", "[1]", "list"),
        ("budgetary-a.json", '{"ice3": []}', "ice3"),
        ("sequential-a.json", '{"lava3": []}', "alavawater"),
        ("relational-a.json", '{"lava3": "one"}', "no list"),
        ("texts.json", "{}", "begin with"),
    ],
)
def test_broken_public_files_are_told(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=said):
        load_public_texts(tmp_path / name)


def test_missing_public_files_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.json"):
        with pytest.raises(InputError, match="no HazardWorld texts"):
            load_public_texts(path)
