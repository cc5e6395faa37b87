"""Spans point at the characters that were read."""

from __future__ import annotations

from natural_language import parse

TEXT = "Never come within 30 cm of a vase. Enter hazards at most twice!"


def test_spans_are_the_texts_own_characters() -> None:
    for span in parse(TEXT, "SafetyPointGoal2-v0").spans:
        assert TEXT[span.start : span.end] == span.text


def test_objects_quantities_counts_and_negations_are_marked() -> None:
    found = {
        (span.role, span.text): span.meaning for span in parse(TEXT, "SafetyPointGoal2-v0").spans
    }
    assert found["object", "vase"] == "vases"
    assert found["quantity", "30 cm"] == "0.3 m"
    assert found["count", "at most twice"] == "<= 2 times"
    assert found["modality", "Never"] == "must not"
    assert ("sentence", "Never come within 30 cm of a vase") in found


def test_a_problem_points_at_its_words() -> None:
    text = "Keep off the lawn mower."
    for problem in parse(text, "SafetyPointGoal2-v0").problems:
        if problem.start >= 0:
            assert text[problem.start :].lower().startswith(problem.words.split()[0])
