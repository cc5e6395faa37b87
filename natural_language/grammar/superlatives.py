"""Limits said by the extreme: "1 m/s is as fast as you may go", "the closest ... is 30 cm"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import distance_act
from natural_language.grammar.gaps import gap_size
from natural_language.grammar.meanings import Bound
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.offsets import from_things
from natural_language.grammar.quantities import bound
from natural_language.grammar.speeds import speed_act
from natural_language.grammar.things import Things, things

__all__ = ["superlative_clauses"]


_FAST = ("fastest", "quickest")
_CLOSE = ("closest", "nearest")
_LIMITS = tuple(
    tuple(words.split())
    for words in (
        "limit,speed limit,maximum,max,maximum speed,top speed,ceiling,absolute limit,upper limit,"
        "absolute maximum,absolute ceiling,hard limit,cap,speed cap,maximum allowed,most,"
        "highest speed allowed,upper bound,maximum velocity,limit for speed,limit on speed,"
        "highest permitted speed,highest allowed speed,fastest allowed,fastest,maximum permitted"
    ).split(",")
)
_DEMANDS = ("deserve", "deserves", "need", "needs", "require", "requires", "get", "gets", "demand")


@rule
def superlative_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """the fastest you may go is 1 m/s; 30 cm is the minimum distance to any hazard"""
    yield from _extreme_first(chart, i)
    for limit in bound(chart, i, "speed"):
        if limit.sem.op == "=" and not limit.sem.bare:
            for end in _called_limit(chart, limit.end):
                yield _slow(chart, limit.sem, end, limit.cost)
    if chart.word(i) in ("treat", "regard", "consider", "take", "see", "view"):
        for limit in bound(chart, i + 1, "speed"):
            skip = limit.end + (chart.word(limit.end) in ("as", "to"))
            skip += chart.word(skip) == "be"
            for words in _LIMITS:
                end = skip + len(words)
                if tuple(chart.words[skip:end]) == words and not limit.sem.bare:
                    yield _slow(chart, limit.sem, end, limit.cost)
    for limit in bound(chart, i, "length"):
        if limit.sem.op != "=" or limit.sem.bare:
            continue
        for _, start in chart.lex("BE", limit.end):
            if chart.word(start) in _CLOSE or tuple(chart.words[start : start + 3]) == _AS_CLOSE:
                step = 1 if chart.word(start) in _CLOSE else 3
                for found in _approached(chart, start + step):
                    yield _far(chart, found, limit.sem, limit.cost)
            for skip in (start, start + 1, start + 2):
                if chart.word(skip - 1) not in ("minimum", "least", "smallest", "shortest", "is"):
                    continue
                for _, end in chart.lex("DIST_NOUN", skip):
                    for found in from_things(chart, end):
                        yield _far(chart, found, limit.sem, limit.cost)
    for found in things(chart, i):  # hazards deserve a wide berth: 50 cm or more
        if chart.word(found.end) in _DEMANDS:
            start = found.end + 1
            for _, end in chart.lex("VAGUE_FAR", start):
                start = end + (chart.word(end) in (":", ",", "("))
            for size, end, cost in gap_size(chart, start):
                named = start > found.end + 1 or chart.lex("DIST_NOUN", end - 1) or size.op != "="
                if named or chart.words[found.end + 1 : found.end + 2] in (["at"], ["berth"]):
                    sem = Bound(">=", size.value) if size.op == "=" else size
                    yield Found(("R", distance_act(chart, found.sem, sem), ()), end, cost + 1)
    if chart.word(i) in ("pass", "clear", "miss", "round", "skirt", "bypass", "circle"):
        for found in things(chart, i + 1):  # pass vases with at least 20 cm to spare
            if chart.word(found.end) not in ("with", "by", "leaving", "at"):
                continue
            for size, end, cost in gap_size(chart, found.end + 1):
                for tail in (("to", "spare"), ("of", "room"), ("or", "more"), ("to", "side")):
                    if tuple(chart.words[end : end + 2]) == tail:
                        end += 2
                if size.op in (">=", ">", "="):
                    sem = Bound(">=", size.value) if size.op == "=" else size
                    yield Found(("R", distance_act(chart, found.sem, sem), ()), end, cost + 1)


_AS_CLOSE = ("as", "close", "as")


def _extreme_first(chart: Chart, i: int) -> Iterator[Found]:
    """the fastest you may go is 1 m/s; the closest you may get to a vase is 30 cm"""
    if chart.word(i) in _FAST:
        for before in modal(chart, i + 1):
            end = before.end
            for name in ("SPEED_VERB", "MOTION"):
                for _, stop in chart.lex(name, before.end):
                    end = max(end, stop)
            for _, skip in chart.lex("BE", end) if end > i + 1 else ():
                for limit in bound(chart, skip, "speed"):
                    if limit.sem.op == "=" and POLARITY[before.sem] != "P":
                        yield _slow(chart, limit.sem, limit.end, limit.cost)
    if chart.word(i) in _CLOSE:
        for found in _approached(chart, i + 1):
            for _, skip in chart.lex("BE", found.end):
                for limit in bound(chart, skip, "length"):
                    if limit.sem.op == "=" and not limit.sem.bare:
                        yield _far(
                            chart, Found(found.sem, limit.end, found.cost), limit.sem, limit.cost
                        )


def _approached(chart: Chart, i: int) -> Iterator[Found]:
    """you may come to a vase; meaning: the vase"""
    for before in modal(chart, i):
        if before.end == i or POLARITY[before.sem] == "P":
            continue
        for name in ("MOTION", "SPEED_VERB", "KEEP"):
            for _, end in chart.lex(name, before.end):
                skip = end + (chart.word(end) in ("close", "near"))
                if chart.word(skip) in ("to", "towards"):
                    yield from things(chart, skip + 1)


def _called_limit(chart: Chart, i: int) -> Iterator[int]:
    """is your limit; is as fast as you may go; is the fastest you may go"""
    for _, start in chart.lex("BE", i):
        for words in _LIMITS:
            if tuple(chart.words[start : start + len(words)]) == words:
                yield start + len(words)
        step = 3 if tuple(chart.words[start : start + 3]) == ("as", "fast", "as") else 0
        step = 1 if chart.word(start) in _FAST else step
        for before in modal(chart, start + step) if step else ():
            if before.end > start + step and POLARITY[before.sem] != "P":
                for _, end in chart.lex("SPEED_VERB", before.end):
                    yield end
                yield before.end


def _slow(chart: Chart, limit: Bound, end: int, cost: int) -> Found:
    act = speed_act(chart, Bound("<=", limit.value, None, limit.approximate, limit.bare))
    return Found(("R", act, ()), end, cost)


def _far(chart: Chart, found: Found, limit: Bound, cost: int) -> Found:
    named: Things = found.sem
    act = distance_act(chart, named, Bound(">=", limit.value, None, limit.approximate))
    return Found(("R", act, ()), found.end, found.cost + cost)
