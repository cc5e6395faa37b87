"""Words by which questions, reports and requests are told from rules."""

from __future__ import annotations

__all__ = ["ASKING", "AUXILIARIES", "MARKS", "OPENERS", "REQUESTS", "RULES", "TIES"]

#: What a sentence may begin with before it begins.
OPENERS = frozenset(
    "so well ok okay and but hey hi haha hmm oh also now then right yeah yes please a an the "
    "honestly frankly actually today , :".split()
)
#: What ties a clause to another: the verb after it is no main verb.
TIES = frozenset(
    "if when whenever once after before until till til while whilst unless as that which who whom "
    "where wherever than since because wish rather whether without from how what like though "
    "although given provided anyone anybody whoever lest in because so having until every for of "
    "to not_that".split()
)
MARKS = frozenset((",", ":", "(", ")", '"'))
RULES = frozenset(
    "never not no none must may shall should cannot can forbidden prohibited dangerous deadly off "
    "stop avoid keep stay stays leave most least limit max maximum need needs has have".split()
)
AUXILIARIES = frozenset(
    "is are am was were do does did has have had may might must should shall can could would "
    "will".split()
)
ASKING = frozenset("what which who whom whose why when where how".split())
REQUESTS = tuple(
    tuple(words.split())
    for words in (
        "can you,could you,would you,will you,can we,could we,would it be,will we,would we,"
        "may i ask,might i ask,may i remind,do you mind,why not,why do not,how about,"
        "what about,shall we,can not you,will not you,could not you,might we,must i,do i have to,"
        "how many times must,do not"
    ).split(",")
)
