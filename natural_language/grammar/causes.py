"""Causes: "touching a vase makes hazards dangerous", "grass turns off the danger of water"."""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.acts import act
from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.consequences import harms
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Mod
from natural_language.grammar.modals import modal
from natural_language.grammar.things import things
from natural_language.grammar.verdicts import judgements

__all__ = ["caused_clauses", "effects", "forfeits"]


@rule
def caused_clauses(chart: Chart, i: int) -> Iterator[Found]:
    """touching a vase makes hazards off limits; grass turns off the danger of water"""
    for cause in condition(chart, i):
        trigger = cause.sem
        been = chart.word(i) == "having" and trigger.kind in ("contact", "past")
        if not (trigger.touch or been) or trigger.mods:
            continue
        for found in effects(chart, cause.end):
            kind, about = found.sem
            if about.parts != trigger.parts and about.kind not in ("leave", "ban"):
                cost = cause.cost + found.cost
                yield Found(("P", about, (Mod(kind, trigger),)), found.end, cost)


@rule
def forfeits(chart: Chart, i: int) -> Iterator[Found]:
    """you lose the right to enter water; you gain access to the lava"""
    for start in {end for name in ("SUBJECT", "WILL") for _, end in chart.lex(name, i)}:
        for begin in {start, *(end for _, end in chart.lex("WILL", start))}:
            for found in _giving(chart, begin):
                kind, about = found.sem
                polarity = "P" if kind == "after" else "A"
                yield Found((polarity, about, (Mod("judged"),)), found.end, found.cost)
    for before in modal(chart, i):  # you are safe from lava
        if before.end == i:
            continue
        for found in _safe_from(chart, before.end):
            told = "P" if before.sem == "P" else "A"
            only = (Mod("only"),) if "only" in chart.words[i : found.end] else (Mod("judged"),)
            yield Found((told, found.sem[1], only), found.end, found.cost)


def _safe_from(chart: Chart, i: int) -> Iterator[Found]:
    """safe from lava; immune to it; become immune to it"""
    start = i + 1 if chart.word(i) in ("become", "becomes", "get", "only", "be") else i
    start += 1 if chart.word(start) == "only" else 0
    secure = chart.word(start) in ("safe", "immune", "protected", "invulnerable", "shielded")
    if secure and chart.word(start + 1) in ("from", "on", "in", "to", "against"):
        yield from _object(chart, start + 2, "until")


@rule
def effects(chart: Chart, i: int) -> Iterator[Found]:
    """makes hazards dangerous, unlocks the water, lets you enter it.

    The meaning is ("after" or "until", the act that is forbidden then).
    """
    starts = {i}
    for name in ("WILL", "MAY", "SUBJECT"):
        if name != "SUBJECT" or chart.word(i) in ("that", "which", "this", "it"):
            starts |= {end for _, end in chart.lex(name, i)}
    for start in starts:
        yield from _making(chart, start)
        yield from _doing(chart, start)
        yield from _giving(chart, start)
        yield from _letting(chart, start)
        yield from _safe_from(chart, start)


def _making(chart: Chart, i: int) -> Iterator[Found]:
    """makes hazards dangerous; turns water into acid; makes it safe to touch lava"""
    for _, end in chart.lex("MAKES", i):
        for found in things(chart, end):
            sem = contact_act(found.sem, touch=True)
            for start in {found.end, found.end + 1 if _to(chart, found.end) else found.end}:
                for polarity, stop, _ in judgements(chart, start):
                    kind = "after" if polarity == "P" else "until"
                    yield Found((kind, sem), stop, found.cost)
                for name, kind in (("WORSE", "after"), ("BETTER", "until"), ("DEATH", "after")):
                    for _, stop in chart.lex(name, start):
                        yield Found((kind, sem), stop, found.cost)
                for hurt in harms(chart, start):
                    yield Found(("after", sem), hurt.end, found.cost + hurt.cost)
        for name, kind in (("DANGER", "after"), ("SAFE", "until")):
            for _, stop in chart.lex(name, end):
                for found in things(chart, stop):  # makes off limits the hazards
                    sem = contact_act(found.sem, touch=True)
                    yield Found((kind, sem), found.end, found.cost)
                for skip in {stop, stop + 1 if _to(chart, stop) else stop}:
                    for found in act(chart, skip):  # makes [it] safe to touch lava
                        if found.sem.touch:
                            yield Found((kind, found.sem), found.end, found.cost)
        if chart.word(end) == "it":
            for name, kind in (("FORBID", "after"), ("MAY", "until")):
                for _, stop in chart.lex(name, end + 1):
                    for skip in {stop, *_you_to(chart, stop)}:
                        for found in act(chart, skip):
                            if found.sem.touch:
                                yield Found((kind, found.sem), found.end, found.cost)


def _to(chart: Chart, i: int) -> bool:
    return chart.word(i) in ("to", "into")


_PARTICLES = frozenset("off on out up down away".split())


def _doing(chart: Chart, i: int) -> Iterator[Found]:
    """disarms the lava; turns the danger of the grass off; stops lava from being dangerous"""
    for name, kind in (
        ("SPOIL", "after"),
        ("TAME", "until"),
        ("LOCKS", "after"),
        ("UNLOCKS", "until"),
    ):
        for _, end in chart.lex(name, i):
            for skip in {end, *_danger_of(chart, end)}:
                for found in things(chart, skip):
                    sem = contact_act(found.sem, touch=True)
                    yield Found((kind, sem), found.end, found.cost)
                    stop = found.end
                    if chart.word(stop) in ("'s", "of") or chart.word(stop) in _POWERS:
                        stop += 1 if chart.word(stop) in ("'s", "of") else 0
                        if chart.word(stop) in _POWERS:  # cools the lava's heat
                            yield Found((kind, sem), stop + 1, found.cost)
                    if chart.word(found.end) in ("so", "for"):
                        continue
                for found in act(chart, skip):
                    if found.sem.touch:
                        yield Found((kind, found.sem), found.end, found.cost)
    word = chart.word(i)
    for verb, kinds in _SWITCHES.items():  # switches the danger of the grass off
        if word in verb:
            for skip in {i + 1, *_danger_of(chart, i + 1)}:
                for found in things(chart, skip):
                    stop = found.end
                    if chart.word(stop) in _POWERS:
                        stop += 1
                    switched = kinds.get(chart.word(stop))
                    if switched:
                        sem = contact_act(found.sem, touch=True)
                        yield Found((switched, sem), stop + 1, found.cost)
    if word in _STOPPING:
        for found in things(chart, i + 1):
            start = found.end + 1 if chart.word(found.end) == "from" else found.end
            for polarity, stop, _ in judgements(chart, start):
                if polarity == "P":
                    sem = contact_act(found.sem, touch=True)
                    yield Found(("until", sem), stop, found.cost)


_SWITCHES = {
    ("turn", "turns", "switch", "switches", "turned", "switched", "turning", "switching"): {
        "on": "after",
        "off": "until",
    },
    ("put", "puts", "putting"): {"out": "until", "off": "until", "to_sleep": "until"},
    ("set", "sets", "setting"): {"off": "after", "alight": "after"},
    ("take", "takes", "taking"): {"away": "until", "out": "until"},
    ("wake", "wakes", "heat", "heats", "power", "powers", "fire", "fires"): {"up": "after"},
    ("cool", "cools", "calm", "calms", "shut", "shuts"): {"down": "until", "off": "until"},
    ("dry", "dries"): {"up": "until", "out": "until"},
    ("burn", "burns"): {"away": "until", "off": "until", "down": "until"},
    ("wash", "washes"): {"away": "until", "out": "until"},
}
_STOPPING = frozenset("stop stops stopping keep keeps prevent prevents".split())
_POWERS = frozenset(
    "danger dangers heat power powers effect effects harm threat risk risks hazard hazards fire "
    "sting bite poison curse damage flames hunger anger wrath ban restriction rage".split()
)


def _danger_of(chart: Chart, i: int) -> Iterator[int]:
    """the danger of; the heat out of; access to; the right to"""
    if chart.word(i) in _POWERS | {"access", "way", "path", "door", "road", "gate", "route"}:
        start = i + 1
        if chart.word(start) in ("out", "away"):
            start += 1
        if chart.word(start) in ("of", "from", "on", "to", "for", "in", "onto", "into", "by"):
            yield start + 1
        return
    named = chart.word(i).isalpha() and not chart.lex("OBJECT", i)
    if named and chart.word(i + 1) in ("in", "on", "inside"):
        yield i + 2  # disarms the mines in the grass


_GIVEN = frozenset(
    "immunity protection access right permission licence license ability power resistance "
    "entry leave pass clearance ticket safety green_light courage freedom".split()
)
_GIVING = frozenset(
    "gives give grants grant giving granting earns earn gains gain offers offer provides provide "
    "get gets gain buys provide allows have win wins obtain receive gained granted given".split()
)
_TAKING = frozenset(
    "lose loses forfeit forfeits revokes takes removes ends costs lost forfeited revoke".split()
)


def _giving(chart: Chart, i: int) -> Iterator[Found]:
    """gives you immunity to lava; makes you immune to it; you lose the right to enter water"""
    word = chart.word(i)
    start = i + 1
    if word in ("makes", "make", "leaves", "renders", "keeps", "keep", "gets"):
        for skip in _victims(chart, start):
            kind = {
                **dict.fromkeys(("immune", "invulnerable", "safe", "resistant", "proof"), "until"),
                **dict.fromkeys(("vulnerable", "allergic", "sensitive", "unable"), "after"),
            }.get(chart.word(skip))
            if kind and chart.word(skip + 1) in ("to", "from", "against", "on", "in"):
                yield from _object(chart, skip + 2, kind)
    if word in _GIVING | _TAKING:
        kind = "until" if word in _GIVING else "after"
        if chart.word(start) in ("away", "off", "up"):
            start += 1
        for skip in {start, *_victims(chart, start)}:
            while chart.word(skip) in ("full", "complete", "total", "any", "all"):
                skip += 1
            if chart.word(skip) in _GIVEN and chart.word(skip + 1) in (
                "to",
                "from",
                "against",
                "of",
                "for",
                "on",
                "onto",
                "into",
            ):
                yield from _object(chart, skip + 2, kind)


def _victims(chart: Chart, i: int) -> Iterator[int]:
    for name in ("SUBJECT", "SELF"):
        for _, end in chart.lex(name, i):
            yield end


def _object(chart: Chart, i: int, kind: str) -> Iterator[Found]:
    for skip in {i, *_danger_of(chart, i)}:
        for found in things(chart, skip):
            yield Found((kind, contact_act(found.sem, touch=True)), found.end, found.cost)
        for found in act(chart, skip):
            if found.sem.touch:
                yield Found((kind, found.sem), found.end, found.cost)


def _letting(chart: Chart, i: int) -> Iterator[Found]:
    """lets you walk on lava; enables you to cross it; bars you from it; keeps you from entering"""
    word = chart.word(i)
    if word in _LETTING or word in _BARRING:
        kind = "until" if word in _LETTING else "after"
        for skip in _you_to(chart, i + 1):
            for found in act(chart, skip):
                if found.sem.touch:
                    yield Found((kind, found.sem), found.end, found.cost)
            for _, stop in chart.lex("WILL", skip):  # means you can no longer
                del stop
            if word in _BARRING and chart.word(skip - 1) == "from":
                yield from _object(chart, skip, kind)
            if chart.word(skip - 1) in ("onto", "into", "on", "across", "through"):
                yield from _object(chart, skip, kind)


_LETTING = frozenset(
    "lets let letting allows allow enables enable permits permit helps entitles allowing "
    "authorises authorizes qualifies".split()
)
_BARRING = frozenset("bars bans keeps prevents stops excludes disqualifies blocks forbids".split())


def _you_to(chart: Chart, i: int) -> Iterator[int]:
    """you to; for you to; you; robot from"""
    start = i + 1 if chart.word(i) == "for" else i
    for end in {start, *_victims(chart, start)}:
        if end > start or chart.word(end) in ("to", "from"):
            yield end
        if chart.word(end) in ("to", "from", "onto", "into", "on", "across", "through"):
            yield end + 1
