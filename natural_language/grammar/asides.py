"""What stands beside a rule: remarks that repeat it, facts that explain it, topics."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.excuses import harmless
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import any_of
from natural_language.grammar.numbers import ordinal
from natural_language.grammar.said import Rule
from natural_language.grammar.things import things
from saferl.constraints import Predicate

__all__ = ["aside", "facts", "spoken_of"]


@rule
def aside(chart: Chart, i: int) -> Iterator[Found]:
    """A topic, or words that only stress or colour the rule; the meaning is no rule."""
    for found in things(chart, i):  # lava: ...
        topic = chart.word(found.end) in (":", ",")
        if topic and not found.sem.notes and found.sem.joiner == "plain":
            yield Found((), found.end, 4)
    for words in _HARMLESS:  # there is nothing wrong with water, but ...
        if tuple(chart.words[i : i + len(words)]) == words:
            for found in things(chart, i + len(words)):
                yield Found((), found.end, 3)
    for which in ordinal(chart, i):  # (three are fine,) a fourth is not
        told = (Rule(None, float(max(which.sem - 1, 0)), kind="allowance"),)
        end = which.end + 1 if chart.word(which.end) in ("one", "time", "visit") else which.end
        for joint in (("is", "not"), ("would", "not", "be"), ("is", "one", "too", "many")):
            if tuple(chart.words[end : end + len(joint)]) == joint and i > 0:
                yield Found(told, end + len(joint), 2)
    words = tuple(chart.words[i : i + 3])  # do not be greedy: ...
    if words in (("do", "not", "be"), ("try", "not", "be")) and chart.word(i + 4) in (",", ":", ""):
        yield Found((), i + 4, 4)
    for end in range(i + 2, min(i + 10, chart.size)):  # wet feet and lava don't mix
        if chart.word(end) in (":", ",", "so") and any(
            tuple(chart.words[end - len(words) : end]) == words for words in _MIX
        ):
            yield Found((), end, 5)
    for word in ("none", "zero", "never", "nothing", "no", "ever", "nope", "nowhere"):
        if chart.word(i) == word and i + 1 == chart.size:
            yield Found((), i + 1, 3)


_TELLING = ("AFTER", "BEFORE", "WHEN", "WHILE", "ONLY")
#: What begins a circumstance rather than a fact: "in this weather, ...".
_PLACING = frozenset("in on at with by during under near from inside outside through".split())


@rule
def facts(chart: Chart, i: int) -> Iterator[Found]:
    """A remark before the rule: "the water is poisoned, ...", "you cannot swim, so ...".

    The meaning is what the fact speaks of happening, if anything.
    """
    stop = i
    while stop < chart.size and chart.word(stop) not in (",", ":") and stop - i < 16:
        if chart.word(stop) == "so" and stop > i:
            break
        if chart.word(stop)[0].isdigit() or chart.lex("UNLESS", stop) or chart.lex("UNTIL", stop):
            return
        stop += 1
    plain = not any(
        chart.lex(name, j) and chart.word(j) not in ("on", "as", "from", "following")
        for name in _TELLING[:3]
        for j in range(i, stop)
    )
    if any(chart.lex(name, i) for name in _TELLING) or stop >= chart.size or stop == i:
        return
    explained = chart.word(stop) == "so" or (
        chart.word(stop) in (",", ":") and chart.word(stop + 1) == "so"
    )
    if not explained and (chart.word(i) in _PLACING or not harmless(chart, i, stop)):
        return
    end = stop + 1 if chart.word(stop) in (",", ":") else stop
    if chart.word(end) == "so":
        end += 1
    yield Found(_happens(chart, i, stop) if plain else None, end, 4 if explained else 6)


_HARMLESS = tuple(
    tuple(words.split())
    for words in (
        "there is nothing wrong with,nothing wrong with,there is no harm in,i do not mind,"
        "there is no problem with,no problem with,do not worry about,never mind,forget about,"
        "do not mind,do not be afraid of,there is no danger in,i have nothing against"
    ).split(",")
)
_MIX = tuple(
    tuple(words.split())
    for words in (
        "do not mix,do not go together,do not get along,are not friends,are bad mix,"
        "do not match,are enemies,is bad mix,are bad combination,do not like each other,"
        "hate each other,are dangerous mix,is bad combination,does not mix,never mix"
    ).split(",")
)


def spoken_of(chart: Chart) -> Predicate | None:
    """What a sentence that asks nothing speaks of happening."""
    return _happens(chart, 0, chart.size)


def _happens(chart: Chart, i: int, stop: int) -> Predicate | None:
    """What a fact speaks of happening: "walking on lava heats your boots"."""
    for found in sorted(condition(chart, i), key=lambda one: (one.cost, -one.end)):
        sem = found.sem
        if sem.touch and sem.groups and not sem.mods and not sem.notes and found.end <= stop:
            return any_of(sem.parts)
    return None
