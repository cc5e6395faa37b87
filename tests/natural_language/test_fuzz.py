"""Any text at all gives a reading or a refusal, quickly; never an exception."""

from __future__ import annotations

import gc
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natural_language import Reading, parse
from natural_language.lexicon import vocabulary
from saferl.worlds import World, world_of

GOAL = world_of("SafetyPointGoal2-v0")
WORDS = (
    sorted(vocabulary()) + ["vases", "hazards", "goal", ",", "3", "0.5", "m/s", "two seconds"] * 40
)


def _quickly(text: str, world: World = GOAL) -> Reading:
    started = time.process_time()
    reading = parse(text, world)
    assert time.process_time() - started < 1.0
    assert (reading.status == "refused") == (not reading.constraints)
    assert reading.status != "refused" or reading.problems
    assert reading.to_json()["text"] == text
    return reading


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_arbitrary_characters(text: str) -> None:
    _quickly(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_arbitrary_known_words(words: list[str]) -> None:
    _quickly(" ".join(words))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "never touch a vase. " * 5_000,
        "(" * 3_900,
        "not " * 900,
        "after touching vases, " * 180,
        "do not touch vases or hazards " * 130,
        "vases and " * 390,
        "if " * 1_300,
        "between 3 m and " * 240,
        "1" * 3_900,
        "1e" * 1_900,
        "9" * 400 + " m from hazards",
        "keep 1e400 m from hazards",
        "touch vases at most 1/0 times",
        "\x00\ud800\uffff" * 900,
        "\u2603" * 3_900,
        "ᚠᛇᚻ᛫ᛒᛦᚦ 不要碰花瓶 لا تلمس",
        "\u202enever touch a vase",
        "½ ¼ ² ３ m from hazards",
        "'" * 3_999,
        "\n" * 3_999,
        "",
        " ",
        ".",
        "?!",
    ],
)
def test_hostile_texts(text: str) -> None:
    _quickly(text)


def test_random_soups_of_connectives_stay_fast() -> None:
    words = (
        "not never avoid no after before until touching vases hazards and or , twice if you".split()
    )
    random_ = random.Random(0)
    for size in (10, 30, 60, 95):
        for _ in range(10):
            _quickly(" ".join(random_.choice(words) for _ in range(size)))


def test_worlds_without_anything_in_them() -> None:
    for text in ("avoid hazards", "never touch anything", "stay below 1 m/s", "wait 3 seconds"):
        assert _quickly(text, World()).status == "refused"


def test_what_is_no_text_is_read_as_its_words() -> None:
    assert parse(None, GOAL).status == "refused"  # type: ignore[arg-type]


@pytest.mark.parametrize("running", [True, False])
def test_the_garbage_collector_is_left_as_it_was_found(running: bool) -> None:
    (gc.enable if running else gc.disable)()
    try:
        parse("never touch a vase", GOAL)
        assert gc.isenabled() == running
    finally:
        gc.enable()


def test_what_a_reading_leaves_behind_is_no_garbage() -> None:
    """The collector may rest while a text is read because it would find nothing."""
    texts = ("hazards: max 2 visits per run, 3rd = reset", "Hit a vase? Stop for two seconds.")
    for text in texts:
        parse(text, GOAL)
    gc.collect()
    for text in texts * 5:
        parse(text, GOAL)
    assert gc.collect() < 50
