"""Verdicts on a thing or an act: "is dangerous", "becomes safe", "will kill you"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart
from natural_language.grammar.consequences import dooms, harms
from natural_language.grammar.modals import modal
from natural_language.lexicon.harmless import FOES

__all__ = ["judgements"]


def judgements(chart: Chart, i: int) -> Iterator[tuple[str, int, int]]:
    """is dangerous, becomes safe, will kill you: (P or A, end, cost)"""
    joints = [(i, 1)]
    joints += [(end, 0) for _, end in chart.lex("BECOME", i)]
    turned = {
        end
        for phrase, end in chart.lex("BECOME", i)
        if _TURNING & set(phrase.split()) or phrase.startswith("will be")
    }
    if chart.word(i) in (":", "=", ","):
        joints.append((i + 1, 1))
    for before in modal(chart, i):
        if before.end > i and before.sem in ("R", "M", "N"):
            if chart.word(before.end - 1) != "to":  # to touch it is to live
                joints.append((before.end, 1))
            joints += [(end, 0) for _, end in chart.lex("BECOME", before.end)]
    for start, cost in dict(joints).items():
        if chart.word(start) == "only":
            for _, end in chart.lex("SAFE", start + 1):
                yield "only", end, cost
            for name in ("DANGER", "WORSE"):
                for _, end in chart.lex(name, start + 1):
                    yield "only_P", end, cost
        for skip in (
            start,
            start + 1
            if chart.word(start)
            in (
                "still",
                "considered",
                "all",
                "also",
                "both",
                "again",
                "very",
                "more",
                "extremely",
                "highly",
                "total",
                "complete",
                "strict",
                "definite",
                "big",
                "real",
                "simply",
            )
            else start,
        ):
            for polarity, end in _judged(chart, skip, start in turned):
                yield polarity, end, cost
            for _, end in chart.lex("REQUIRED", skip):
                yield "R", end, cost + 1
        for _, end in chart.lex("DANGER", start):  # reckless and forbidden
            if chart.word(end) in ("and", ","):
                for _, stop in chart.lex("DANGER", end + 1):
                    yield "P", stop, cost
    for end in _harmed(chart, i):
        yield "P", end, 5
    for before in modal(chart, i):  # cannot hurt you any more
        if before.sem == "P" and before.end > i:
            for found in harms(chart, before.end):
                yield "A", found.end, found.cost
                for _, end in chart.lex("AGAIN", found.end):
                    yield "A", end, found.cost
    if chart.word(i) == "only":
        for found in harms(chart, i + 1):
            yield "only_P", found.end, found.cost
    for found in harms(chart, i):
        yield "P", found.end, found.cost
    for found in dooms(chart, i + 1 if chart.word(i) in ("and", ",") else i):
        yield "P", found.end, found.cost + 1


_TURNING = frozenset("become becomes became turn turns get gets go goes grow grows".split())
_OTHER = {"P": "A", "A": "P"}


def _judged(chart: Chart, i: int, turned: bool) -> Iterator[tuple[str, int]]:
    """dangerous, safe, not safe, no longer dangerous; after "becomes" also hot, calm"""
    starts = [(i, False)] + [(end, True) for _, end in chart.lex("NEG", i)]
    names = [("DANGER", "P"), ("SAFE", "A")]
    if turned:
        names += [("WORSE", "P"), ("BETTER", "A")]
    for start, denied in starts:
        for name, polarity in names:
            for _, end in chart.lex(name, start):
                told = _OTHER[polarity] if denied else polarity
                yield told, end
                if chart.word(end) in ("for", "to", "on"):  # out of bounds for you
                    for phrase, stop in (
                        *chart.lex("SELF", end + 1),
                        *chart.lex("SUBJECT", end + 1),
                    ):
                        if not phrase.endswith(("who", "that", "which")):
                            yield told, stop


_HARMS = frozenset(
    "hurts damages ruins harms wrecks destroys strains overheats endangers breaks kills "
    "threatens jeopardises jeopardizes upsets hurt damage ruin harm wreck destroy strain "
    "overheat endanger kill".split()
)


def _harmed(chart: Chart, i: int) -> Iterator[int]:
    """hurts the joints; ruins my day: what is harmed may be any one or two words"""
    if chart.word(i) in ("gets", "get") and chart.word(i + 1) in ("you", "robot", "us", "it"):
        word = chart.word(i + 2)
        if word.endswith("ed") or word in ("thrown", "kicked", "shut", "banned", "stuck"):
            yield i + 3
    if chart.word(i) not in _HARMS:
        return
    for end in (i + 2, i + 3):
        words = chart.words[i + 1 : end]
        if len(words) < end - i - 1 or not all(word.isalpha() for word in words):
            return
        if FOES & set(words):
            return
        if any(chart.lex(name, j) for j in range(i + 1, end) for name in ("OBJECT", *_TELLING)):
            return
        yield end


_TELLING = (
    "NEG", "MUST", "MAY", "UNLESS", "UNTIL", "AFTER", "BEFORE", "WHEN", "WHILE", "WITHOUT",
    "ONLY", "NUMBER", "AND", "OR", "EXCEPT",
)  # fmt: skip
