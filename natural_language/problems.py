"""Why texts are refused: the codes and the sentences that go with them."""

from __future__ import annotations

from natural_language.reading import Problem

__all__ = ["CODES", "problem"]

#: Every code a `Problem` can have.
CODES: dict[str, str] = {
    "UNKNOWN_OBJECT": "no world of this library has such a thing",
    "ABSENT_OBJECT": "this task has no such thing, though others have",
    "NO_THRESHOLD": "the sentence leaves open how much",
    "NO_UNIT": "a number stands without a unit",
    "CONTRADICTION": "two parts exclude each other",
    "VACUOUS": "nothing could ever violate it",
    "IMPOSSIBLE": "nothing could ever satisfy it",
    "NOT_A_CONSTRAINT": "nothing is asked or forbidden",
    "LEFTOVER_WORDS": "some words could not be placed",
    "NOT_EXPRESSIBLE": "the constraint language cannot say this",
    "TOO_LONG": "the text is too long to read safely",
    "SLIP": "a word was taken for a misspelt one",
    "GUESS": "a less usual reading was taken",
    "PERMISSION": "a permission asks nothing of the robot",
    "GOAL": "a goal is for the reward, not for a constraint",
}


def problem(
    code: str, message: str, words: str = "", suggestion: str = "", start: int = -1
) -> Problem:
    """A problem; ``code`` must be one of `CODES`."""
    assert code in CODES, code
    return Problem(code, words, message, suggestion, start)
