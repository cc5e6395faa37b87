"""Unknown words that cannot change a rule: where they stand says what they are for.

An adjective that judges ("a comfortable 50 cm"), a part of the robot ("your bumper"), who has the
robot's part to play ("hikers must avoid the lava"), what is over then ("ends the puzzle"), where
everything takes place ("on this ward"). Anything else that is unknown refuses: it may single an
object out, or say how, when or by whom something is done.
"""

from __future__ import annotations

from dataclasses import replace

from natural_language.frames.pieces import Piece
from natural_language.grammar.chart import Chart
from natural_language.lexicon.harmless import CALLS, COLOURING, FOES, JUDGING, SINGLING, STANCES

__all__ = ["befriended"]

_MOST = 2
_OWNERS = frozenset("your its it's robot's".split())
_PARTS = frozenset(
    """
    bumper bumpers wheel wheels tyre tyres tire tires chassis frame body hull shell joint joints
    leg legs foot feet paw paws skin suit armour armor cloak boots shoes circuits motor motors
    nose tail breath lungs side sides front rear back edge edges outline casing bonnet paint
    """.split()
)
#: Before what something is done with, which is no part of the robot like any other.
_BY = frozenset("with by using via without on in under".split())
_SITED = frozenset("in on at around inside throughout within".split())
_HERE = frozenset("this these our my".split())
_SITES = frozenset(
    """
    ward floor shop site yard hall plant office hospital school museum library factory warehouse
    station lab laboratory kitchen garden park pool house building gallery farm ship deck street
    forest mountain trail zoo classroom corridor workshop hangar depot store terminal airport
    clinic theatre theater club gym stable stables barn castle temple island planet land realm
    kingdom valley beach campus premises facility place puzzle quest dungeon board stage field
    """.split()
)
#: Those who play the robot's part where it is spoken of as of a person.
_ROLES = frozenset(
    """
    hikers hiker walkers walker climbers climber swimmers swimmer players player drivers driver
    riders rider travellers traveller travelers traveler explorers explorer adventurers adventurer
    runners runner wanderers wanderer pilgrims pilgrim knights knight heroes hero pawns pawn
    tourists tourist trekkers trekker pupils pupil students student trainees trainee recruits
    recruit workers worker machines machine units unit bots rovers rover drones drone
    """.split()
)
_MARKS = frozenset((",", ":", "and", "but"))
_AFTER_A_VERB = ("may", "doom", "until", "after", "before", "when", "while", "must", "ban")
#: Words in "s" after an object that say where or when rather than what it does.
_ADVERBIAL = frozenset(
    """
    upstairs downstairs indoors outdoors sometimes besides nowadays afterwards weekends mornings
    afternoons evenings nights days weekdays mondays tuesdays wednesdays thursdays fridays
    saturdays sundays holidays overseas backwards forwards sideways always perhaps less unless
    """.split()
)


def befriended(chart: Chart, pieces: list[Piece]) -> list[Piece]:
    """The pieces with harmless unknown words made fillers; unchanged if there are too many."""
    done, strange = list(pieces), 0
    for k, piece in enumerate(pieces):
        if piece.kinds or not piece.words.isalpha():
            continue
        if _somewhere(chart, pieces, k):
            done[k - 1] = replace(pieces[k - 1], kinds=frozenset(("fill",)))
        elif not (_colouring(chart, pieces, k) or _owned(chart, pieces, k) or _placed(pieces, k)):
            continue
        strange += 1
        done[k] = replace(piece, kinds=frozenset(("fill", "strange")))
    return done if strange <= _MOST else pieces


def _colouring(chart: Chart, pieces: list[Piece], k: int) -> bool:
    """A speaker's stance, or an adjective that judges right before an object or a quantity."""
    words = pieces[k].words
    if words in STANCES or (words in CALLS and _called(chart, pieces, k)):
        return True
    if k + 1 == len(pieces):
        return False
    if words in COLOURING and pieces[k + 1].words in _PARTS:
        return True  # your magic cloak
    follows = pieces[k + 1]
    if words == "like" and (follows.amounts or follows.number is not None):
        return True  # like 3 squares
    if words == "little" and follows.may("contact") and k and pieces[k - 1].number is not None:
        return True  # three little dips
    if not (follows.group or follows.amounts):
        return False
    gap = chart.tokens[pieces[k + 1].start].start - chart.tokens[pieces[k].start].end
    return gap <= 1 and (words in COLOURING or (words.endswith(JUDGING) and words not in SINGLING))


def _called(chart: Chart, pieces: list[Piece], k: int) -> bool:
    """Whether a word may call somebody: at an end or a mark, and not "of my boss"."""
    if chart.owner(pieces[k].start):
        return False  # follow your partner
    governed = k > 0 and pieces[k - 1].words in (*_BY, *_SITED, "of", "to", "for", "from", "than")
    marked = k == 0 or pieces[k - 1].words in _MARKS
    ends = k + 1 == len(pieces) or pieces[k + 1].words == ","
    return (marked or ends) and not governed


def _owned(chart: Chart, pieces: list[Piece], k: int) -> bool:
    """A part of the robot, but not what it does something with."""
    part = pieces[k].words in _PARTS and chart.owner(pieces[k].start) in _OWNERS
    return part and not (k and pieces[k - 1].words in _BY)


def _somewhere(chart: Chart, pieces: list[Piece], k: int) -> bool:
    """on this ward"""
    sited = k > 0 and pieces[k - 1].words in _SITED and pieces[k].words in _SITES
    return sited and chart.owner(pieces[k].start) in _HERE


def _placed(pieces: list[Piece], k: int) -> bool:
    """Hikers must avoid lava; the water spirits forgive; the heat of the lava; ends the puzzle."""
    words = pieces[k].words
    before = pieces[k - 1] if k else None
    follows = pieces[k + 1] if k + 1 < len(pieces) else None
    if before is not None and before.may("doom") and not before.may("fill"):
        if words in FOES:
            return False
        return follows is None or follows.words in _MARKS
    if follows is None:
        return False
    if before is not None and before.group:
        inflected = words.endswith("s") and words not in _ADVERBIAL
        return inflected and follows.may(*_AFTER_A_VERB) and not follows.may("fill", "number")
    if follows.words == "of":
        dooming = any(piece.may("doom") for piece in pieces[k + 3 :])
        began = before is None or before.words in _MARKS
        return began and dooming and bool(pieces[k + 2 : k + 3] and pieces[k + 2].group)
    return words in _ROLES and follows.may("must", "may") and _acting(pieces, k)


def _acting(pieces: list[Piece], k: int) -> bool:
    """Whether a clause that begins with a word goes on to name an object."""
    if k and pieces[k - 1].words not in _MARKS:
        return False
    for piece in pieces[k + 1 :]:
        if piece.group:
            return True
        if piece.words in _MARKS:
            return False
    return False
