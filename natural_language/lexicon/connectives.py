"""Words that join clauses and say when: see `grammar.conditions`."""

from __future__ import annotations

__all__ = ["CONNECTIVES"]

#: Class: phrases.
CONNECTIVES: dict[str, str] = {
    "AND": "and, &, as well as, plus, along with, together with, +, and that, and to, and then",
    "OR": "or, nor, and or, or else, and / or, or that, or to, /",
    "EXCEPT": (
        "but, except, except for, apart from, other than, besides, but not, save, excluding, "
        "save for, bar, aside from"
    ),
    "AFTER": (
        "after, once, as soon as, upon, following, moment, from moment, having, from time, "
        "minute, instant, if ever, from step, ever since, since, starting from, starting with, "
        "starting when, from point, from point where, from second, on, as consequence of, "
        "in aftermath of, beginning with, beginning when, from instant, now that, "
        "from then on after, from moment that, moment that, after that, from when, from, "
        "any time after, anytime after, at any time after, at any point after, "
        "at any moment after, from time that, following first, "
        "as from moment, as from, as of, as of moment, from moment on that, "
        "from instant that, as from time, from step on which, from second that, "
        "from time on that, once and for all after, in wake of"
    ),
    "EACH_AFTER": (
        "whenever, each time, every time, any time, each time that, every time that, anytime, "
        "after each, after every, following each, following every, upon each, upon every, "
        "any time that, on each, on every, each and every time, with every, with each, "
        "after each and every, everytime, each, every, in event that, in event of, "
        "always when, at each, at every"
    ),
    "WHEN": (
        "when, if, in case, as, provided, given that, provided that, in case of, when and if, "
        "in event, should, assuming, assuming that, where, wherever, supposing, if and when, "
        "if at some point, if at any point, on occasion that, in situations where, "
        "in cases where, as and when, if at any time, if it happens that, at times when, "
        "at time when, if by chance, for anyone who, for those who, for anybody who, "
        "for everyone who, to anyone who, to those who, for players who, for robots that, "
        "for whoever, for robot that, for robots who, by those who, by anyone who, to whoever, "
        "by someone who, for someone who, for robot which, once and if, on condition that"
    ),
    "WHILE": (
        "while, whilst, as long as, so long as, for as long as, during, at same time as, "
        "any time, anytime, for so long as, throughout time, with, simultaneously with, "
        "at moments when, only as long as, whenever"
    ),
    "UNTIL": (
        "until, till, 'til, til, up until, up till, until after, until such time as, "
        "up to point where, til after, till after, until moment, right up until, until time, "
        "up to moment, right up to, right up until, right until, all the way to, "
        "up until moment, unless and until, until and unless, up to time, up to"
    ),
    "BEFORE": (
        "before, prior to, ahead of, in advance of, earlier than, sooner than, "
        "any time before, preceding, at any time before, at any point before, anytime before, "
        "before ever, in time before, in run up to, right before, immediately before, "
        "just before, "
        "any earlier than, pre"
    ),
    "UNLESS": (
        "unless, except if, except when, except while, excepting when, except where, "
        "but not if, unless of course, other than when, save when, save while, "
        "except in case of, except in case, except during, with exception of when, "
        "exception being when, except after, except once, apart from when, except whenever, "
        "unless it is, unless when, unless if, if not, other than while, only not when, "
        "not counting when, exception is when, exception : when, unless while, "
        "aside from when"
    ),
    "WITHOUT": "without, without first, without having, without having first, absent",
    "ONLY": (
        "only, solely, exclusively, merely, nothing but, not unless, no more often than, "
        "uniquely, alone"
    ),
    "WITHIN": (
        "within, in, inside, in no more than, no later than, "
        "in at most, by, not later than, inside of"
    ),
    "AWAY": "away, clear, distant, apart, off, back, out, far, aside, removed, away at all times",
    "THERE": (
        "there is, there are, there must be, there should be, there has to be, there shall be, "
        "there needs to be, there may be, there can be, there will be, there 's, "
        "there must be kept, there have to be, there be, there must remain, "
        "there should remain, there must stay, there ought to be, there must always remain, "
        "let there be, let there always be, "
        "there had better be, i want there to be, there should stay, there shall remain, "
        "have there be"
    ),
}
