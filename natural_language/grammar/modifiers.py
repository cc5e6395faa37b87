"""What is said about an act: how often, how long, when, where, on average, and why.

Kinds of `Mod`: ``count``, ``duration`` (bound, "row"/"total"/""), ``window`` (steps), ``episode``,
``average``, ``row``, ``same`` (at the same time), ``each``, ``combined``, ``again``, ``first``,
``place`` (a place or speed), the connectives of `grammar.conditions` (``after``, ``every``,
``when``, ``until``, ...), ``within`` (steps), ``respond`` (steps, condition), ``for_after``,
``first_n`` (steps), ``start``, ``vague`` and ``said`` (harmless).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.conditions import subordinate
from natural_language.grammar.counts import count, time_bound
from natural_language.grammar.excuses import excuse, harmless, on_the_way
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Act, Bound, Mod, unplaced
from natural_language.grammar.numbered import numbered
from natural_language.grammar.numbers import number
from natural_language.grammar.quantities import bound, quantity
from natural_language.grammar.speeds import speed_act, speed_bound
from natural_language.grammar.states import place
from natural_language.grammar.things import subject
from natural_language.lexicon.circumstances import CIRCUMSTANCES
from natural_language.problems import problem
from saferl.constraints import Comparison

__all__ = ["MOST", "as_limit", "modifier", "modifiers"]


MOST = 6


@rule
def modifiers(chart: Chart, i: int, depth: int = 0) -> Iterator[Found]:
    """Any number of modifiers, in any order, with or without commas; the meaning is a tuple."""
    yield Found((), i)
    if depth >= MOST or i >= chart.size:
        return
    starts = [i]
    if chart.word(i) in (",", "(", ")", '"'):
        starts = [i + 1]
        if chart.word(i + 1) == "and" and chart.lex("AFTER", i + 2):
            starts.append(i + 2)
        if chart.word(i + 1) in ("but", "though") and chart.word(i + 2) == "only":
            starts.append(i + 2)  # may be touched, but only slower than 0.2 m/s
        if chart.word(i + 1) in ("but", "and", "though") and count(chart, i + 2):
            starts.append(i + 2)  # may be entered, but at most twice
        if chart.word(i + 1) in ("but", "and", "though") and chart.word(i + 2) == "only":
            starts.append(i + 2)
    elif chart.word(i) in ("but", "though") and count(chart, i + 1):
        starts = [i, i + 1]
    for start in starts:
        for one in modifier(chart, start):
            if one.end <= start:
                continue
            ends = [one.end]
            if chart.word(one.end) == ")":
                ends = [one.end + 1]
            for end in ends:
                for rest in modifiers(chart, end, depth + 1):
                    cost = one.cost + rest.cost + _stolen(one.sem, rest.sem)
                    yield Found((*one.sem, *rest.sem), rest.end, cost)


def _stolen(first: tuple[Mod, ...], rest: tuple[Mod, ...]) -> int:
    """ "after touching a vase twice": the count is more likely the condition's than the rule's"""
    if not rest or rest[0].kind != "count" or not isinstance(first[-1].value, Act):
        return 0
    return 4 if rest[0].value.op in ("=", "nth") else 0


@rule
def modifier(chart: Chart, i: int) -> Iterator[Found]:
    """One modifier; the meaning is a tuple of `Mod`."""
    yield from _how_often(chart, i)
    yield from _how_long(chart, i)
    yield from _words(chart, i)
    for found in subordinate(chart, i):
        yield Found((found.sem,), found.end, found.cost)
    yield from _times_with_conditions(chart, i)
    yield from _circumstances(chart, i)
    yield from _vague(chart, i)
    yield from excuse(chart, i)
    yield from on_the_way(chart, i)
    yield from numbered(chart, i)


def _how_often(chart: Chart, i: int) -> Iterator[Found]:
    start = i
    only = chart.word(i) in ("only", "just")
    if only or chart.word(i) in ("for", "on"):
        start += 1
    for found in count(chart, start):
        limit = replace(found.sem, op="<=") if only and found.sem.op == "=" else found.sem
        yield Found((Mod("count", limit),), found.end, found.cost)
    for op, end in chart.lex("PRE", i):
        if chart.word(end) == ",":
            if op == "<=":
                yield Found((Mod("cap"),), end + 1, 1)
            elif op == ">=":
                yield Found((Mod("said"),), end + 1, 1)
    for _, end in chart.lex("EVEN_ONCE", i):
        yield Found((Mod("said"),), end)
    denied = i + 1 if chart.word(i) in ("but", "and", "just") else i
    if chart.word(denied) == "not":  # once, not twice
        for value in number(chart, denied + 1):
            if value.end == chart.size:
                yield Found((Mod("not_count", Bound("=", value.sem)),), value.end, 2)
        for found in count(chart, denied + 1):
            if found.sem.op == "=":
                yield Found((Mod("not_count", found.sem),), found.end, found.cost + 1)
    for op, end in chart.lex("POST", i):
        if (
            op == "<="
            and chart.word(i) not in ("max", "maximum", "at", "limit")
            and chart.word(end) != "than"
        ):
            yield Found((Mod("cap"),), end, 1)
    if chart.word(i) in ("in", "in_total") and chart.word(i + 1) == "total":
        yield Found((Mod("episode"),), i + 2)


def _how_long(chart: Chart, i: int) -> Iterator[Found]:
    start = i + 1 if chart.word(i) in ("for", "on", "of") else i
    upcoming = ("next", "following", "subsequent", "ensuing", "coming")
    if start > i and chart.word(start) in upcoming:
        start += 1
    elif chart.word(i) in ("during", "over", "in", "throughout", "within"):
        start += 1 + (chart.word(i + 1) in upcoming) if chart.word(i + 1) in upcoming else 0
    for found in time_bound(chart, start):
        limit, mode = found.sem
        if limit.op == "=" and start == i and mode != "row":
            continue
        cost = found.cost + (0 if not limit.bare else 2)
        if limit.bare and start == i and limit.op == "=":
            continue
        yield Found((Mod("duration", limit, mode),), found.end, cost)
    for _, end in chart.lex("FIRST_TIME", i):
        for found in quantity(chart, end, "time"):
            if not found.sem.bare:
                skip = found.end
                yield Found((Mod("first_n", int(found.sem.value)),), skip, found.cost)
                for _, stop in chart.lex("AT_START", skip):
                    yield Found((Mod("first_n", int(found.sem.value)),), stop, found.cost)
    for _, end in chart.lex("AT_START", i):
        yield Found((Mod("start"),), end, 1)
    for _, end in chart.lex("WINDOW", i):
        for found in quantity(chart, end, "time"):
            if not found.sem.bare:
                stop = found.end
                yield Found((Mod("window", int(found.sem.value)),), stop, found.cost)
                for word in ("period", "window", "interval", "span", "stretch", "time"):
                    if chart.word(stop) == word:
                        yield Found((Mod("window", int(found.sem.value)),), stop + 1, found.cost)


_FROM_NOW_ON = frozenset(
    "from now on,henceforth,going "
    "forward,permanently,for good,in future,ever after,for rest of time,"
    "from here on,any longer,ever again".split(",")
)


#: Words that point back to what happened before.
_AFTERWARDS = frozenset(
    "afterwards,from then on,after that,thereafter,from that point on,from that moment on,"
    "from that point,then,from there on,later,subsequently,from that time on,from that moment,"
    "afterward,from then onwards,from that point onwards,after this,later on,from that step on,"
    "from that point forward,after which,after that point,beyond that point,after that moment,"
    "from that instant on,once that happens,following that".split(",")
)


_SINGLE_CLASSES = {
    "EPISODE": ("episode", 0),
    "AVERAGE": ("average", 0),
    "IN_ROW": ("row", 0),
    "AT_SAME_TIME": ("same", 0),
    "CENTRES": ("centre", 1),
    "EACH": ("each", 0),
    "COMBINED": ("combined", 0),
    "AGAIN": ("again", 0),
    "OUTRO": ("said", 1),
    "INTRO": ("said", 2),
}


def _words(chart: Chart, i: int) -> Iterator[Found]:
    for name, (kind, cost) in _SINGLE_CLASSES.items():
        for phrase, end in chart.lex(name, i):
            if kind == "again" and phrase in _FROM_NOW_ON:
                yield Found((Mod("said"),), end)
                continue
            if phrase in _AFTERWARDS:
                yield Found((Mod("afterwards", phrase),), end)
                continue
            if kind == "said" and phrase in ("and", "but", "or", "also", "no", "not"):
                continue
            if name == "INTRO" and end == i + 1 and not chart.apart(i):
                continue  # go easy on it
            yield Found((Mod(kind, phrase),), end, cost)
    if chart.word(i) == "after" and chart.word(i + 1) in ("", ","):
        yield Found((Mod("afterwards", "after"),), i + 1, 1)
    for phrase, end in chart.lex("FIRST", i):
        if phrase in (
            "first",
            "first of",
            "beforehand",
            "initially",
            "before",
            "earlier",
            "previously",
            "prior",
        ):
            yield Found((Mod("first", phrase),), end, 1)
    for name, mode in (("TOTAL", "total"), ("IN_ROW", "row")):
        for _, end in chart.lex(name, i):
            skip = end + 1 if chart.word(end) in (",", "for") else end
            for found in time_bound(chart, skip):
                if found.sem[1] in ("", mode):
                    yield Found((Mod("duration", found.sem[0], mode),), found.end, found.cost)
    opening = i == 0 or (i <= 2 and chart.word(i - 1) == ",")
    named = opening and chart.word(i + 1) in (",", ":") and not chart.known(i)
    named = named and chart.word(i) not in CIRCUMSTANCES
    if named and chart.word(i).isalpha():  # Marvin, ...
        yield Found((Mod("said"),), i + 1, 3)
    if i == 0:  # work order: ...
        for end in (2, 3):
            titled = chart.word(end) == ":" and all(word.isalpha() for word in chart.words[:end])
            if (
                titled
                and harmless(chart, 0, end)
                and not any(
                    chart.lex("OBJECT", k) or chart.lex("EVENT_NOUN", k) for k in range(end)
                )
            ):
                yield Found((Mod("said"),), end + 1, 3)
    if chart.word(i) == "by":  # touched by the robot
        for found in subject(chart, i + 1):
            yield Found((Mod("said"),), found.end, 1)
    if chart.word(i) in ("there", "then", "so", "still"):
        yield Found((Mod("said"),), i + 1, 2)


def _times_with_conditions(chart: Chart, i: int) -> Iterator[Found]:
    for _, end in chart.lex("WITHIN", i):
        end += chart.word(end) in ("next", "following", "subsequent", "ensuing")
        for limit in bound(chart, end, "time"):
            if limit.sem.op not in ("=", "<=", "<"):
                continue
            steps = limit.sem.value - (1 if limit.sem.op == "<" else 0)
            notes = limit.sem.bare
            stops = [limit.end]
            if chart.word(limit.end) in ("time", "max"):
                stops.append(limit.end + 1)
            for stop in stops:
                if not notes:
                    yield Found((Mod("within", int(steps)),), stop, limit.cost + 1)
                for after in _of_condition(chart, stop):
                    yield Found(
                        (Mod("respond", int(steps), after.sem),), after.end, limit.cost + after.cost
                    )
    start = i + 1 if chart.word(i) in ("for", "during", "in", "over") else i
    if start > i or chart.word(i)[:1].isdigit():
        skip = start + 1 if chart.word(start) in ("first", "next", "full", "following") else start
        for limit in quantity(chart, skip, "time"):
            if limit.sem.bare:
                continue
            for after in _of_condition(chart, limit.end):
                if chart.word(limit.end) not in ("of",):
                    yield Found(
                        (Mod("for_after", int(limit.sem.value), after.sem),),
                        after.end,
                        limit.cost + after.cost,
                    )


def _of_condition(chart: Chart, i: int) -> Iterator[Found]:
    """... of touching a vase; ... after every contact; the meaning is (condition, each)."""
    if chart.word(i) in ("of", "from"):
        for found in condition(chart, i + 1):
            yield Found((found.sem, chart.word(i + 1) in ("every", "each")), found.end, found.cost)
    for name, each in (("AFTER", False), ("EACH_AFTER", True), ("WHEN", False)):
        for _, end in chart.lex(name, i):
            every = each or chart.word(end) in ("every", "each")
            for found in condition(chart, end):
                yield Found((found.sem, every), found.end, found.cost)


def _circumstances(chart: Chart, i: int) -> Iterator[Found]:
    """in a hazard; within 1 m of a vase; at more than 0.2 m/s"""
    for found in place(chart, i):
        far = found.sem.kind == "distance" and all(
            isinstance(part, Comparison) and part.op in (">", ">=") for part in found.sem.parts
        )
        extra = 5 if far and chart.word(i - 1) == "," else 2
        yield Found((Mod("place", unplaced(found.sem)),), found.end, found.cost + extra)
    for limit in speed_bound(chart, i):
        if (
            limit.sem.bare
            or chart.lex("SPEED_NOUN", i)
            or chart.word(i) in ("max", "maximum", "limit")
        ):
            continue
        cost = limit.cost + (4 if limit.sem.op == "=" else 1)
        yield Found((Mod("place", speed_act(chart, limit.sem)),), limit.end, cost)
    for _, end in chart.lex("SPEED_VERB", i):
        if chart.word(i).endswith("ing"):
            for limit in speed_bound(chart, end):
                if limit.sem.op != "=":
                    yield Found(
                        (Mod("place", speed_act(chart, limit.sem)),), limit.end, limit.cost + 1
                    )


def _vague(chart: Chart, i: int) -> Iterator[Found]:
    for name, question, advice in (
        ("VAGUE_LONG", "how long", "give a time, such as 'within 10 steps' or 'for 2 seconds'"),
        ("VAGUE_OFTEN", "how often", "give a number, such as 'at most 3 times'"),
        ("VAGUE_FAST", "how fast", "give a speed, such as 'below 0.5 m/s'"),
        ("VAGUE_SLOW", "how slow", "give a speed, such as 'below 0.5 m/s'"),
        ("VAGUE_FAR", "how far", "give a distance, such as '0.3 m'"),
        ("VAGUE_NEAR", "how near", "give a distance, such as '0.3 m'"),
    ):
        for phrase, end in chart.lex(name, i):
            note = problem(
                "NO_THRESHOLD", f"{question} is {phrase!r}?", phrase, advice, chart.tokens[i].start
            )
            yield Found((Mod("vague", note),), end, 5)
    if chart.word(i) in ("too", "bit", "little"):
        skip = i + 2 if chart.word(i + 1) in ("far", "close", "much", "near", "away") else i + 1
        note = problem("NO_THRESHOLD", "how much is that?", chart.word(i), "give a number")
        yield Found((Mod("vague", note),), skip, 6)


def as_limit(bound_: Bound) -> Bound:
    """A bound for a limit: a bare quantity is the most allowed."""
    return replace(bound_, op="<=") if bound_.op == "=" else bound_
