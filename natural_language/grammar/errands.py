"""Errands beside the rule: "collect everything", "find a route", "make your way through the map".

In a grid world there are things to collect that no constraint speaks about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.happenings import condition
from natural_language.grammar.meanings import Bound, Mod, any_of
from natural_language.grammar.modals import POLARITY, modal
from natural_language.grammar.rules import rules_of

__all__ = ["errand", "errand_ends", "without"]


_VERBS = (
    "collect,pick up,get,grab,fetch,find,reach,take,gather,open,bring,retrieve,win,obtain,earn,"
    "seek,go for,search for,look for,hunt for,complete,finish,solve,play,explore,cross,navigate,"
    "navigate through,move through,go through,walk through,travel through,pick,catch,visit,"
    "go to,get to,head for,chase,maximise,maximize,snatch,score,go and get,go collect,choose,use,"
    "make way through,make way across,make way to,find way to,find way through,wander,roam,"
    "walk around,wander around,move around,travel around,go around,go across,travel across,"
    "walk across,try to get,look around,be to collect,be to find,be to get,be to reach,plan,follow,"
    "fetch all of,accomplish,do,go about,enjoy,traverse,walk along,get through,collecting,finding,"
    "picking up,reaching,getting,gathering,exploring,playing,walking around,moving around,plot"
)
_THINGS = (
    "ball,balls,box,boxes,key,keys,object,objects,item,items,reward,rewards,treasure,treasures,"
    "everything,goal,goals,exit,level,map,world,game,mission,task,maze,grid,prize,prizes,things,"
    "gold,coins,points,room,board,route,path,way,as many as you can,as much as you can,"
    "as many objects as you can,as many items as you can,as many objects as possible,"
    "as many as possible,as many rewards as you can,as many things as you can,it all,them all,"
    "all,floor,score,highest score,loot,gems,objective,objectives,target,targets,end,finish,"
    "other side,tasks,what you need,what you want,whatever you want,field,arena,all you want,"
    "as much reward as possible,as much reward as you can,as many points as possible,"
    "as many points as you can,as many items as possible,stuff,errand,journey,trip,way home"
)
_VERB_WORDS = tuple(tuple(words.split()) for words in _VERBS.split(","))
_THING_WORDS = tuple(tuple(words.split()) for words in _THINGS.split(","))
_FREELY = tuple(
    tuple(words.split())
    for words in (
        "go wherever you like,go anywhere you like,walk wherever you like,do what you like,"
        "go anywhere you want,walk anywhere you like,do whatever you want,go where you like,"
        "walk where you like,go wherever you want,walk wherever you want,move freely,"
        "walk freely,do what you want,go where you want,walk anywhere,go anywhere,"
        "walk anywhere you want,move anywhere,move wherever you like,move wherever you want,"
        "wander freely,roam freely,have fun,go ahead,go on,take your time,enjoy yourself,"
        "move as you like,walk around,explore,wander around,look around,"
        "do anything you like,do anything,do what you must,play,go out,roam around"
    ).split(",")
)


@rule
def errand_ends(chart: Chart, i: int) -> Iterator[Found]:
    """collect the ball, the box and the key; find a path; go wherever you like"""
    for before in modal(chart, i):
        if POLARITY[before.sem] == "P":
            continue
        start = before.end
        for words in _FREELY:
            if tuple(chart.words[start : start + len(words)]) == words:
                yield Found((), start + len(words), 3)
        for words in _VERB_WORDS:
            if tuple(chart.words[start : start + len(words)]) != words:
                continue
            for end in _listed(chart, start + len(words), 0):
                yield Found((), end, 3)


def _listed(chart: Chart, i: int, depth: int) -> Iterator[int]:
    if depth > 6:
        return
    while chart.word(i) in ("all", "any", "every", "each", "other", "as", "one", "those") and (
        chart.word(i) != "as" or chart.word(i + 1) == "of"
    ):
        i += 1
    for words in _THING_WORDS:
        end = i + len(words)
        if tuple(chart.words[i:end]) == words:
            yield end
            for tail in (
                ("as", "quickly", "as", "you", "can"),
                ("as", "quickly", "as", "possible"),
                ("as", "fast", "as", "you", "can"),
                ("as", "fast", "as", "possible"),
                ("if", "you", "can"),
                ("in", "room"),
                ("on", "map"),
                ("in", "maze"),
                ("you", "can"),
                ("you", "can", "find"),
                ("you", "see"),
                ("you", "want"),
            ):
                if tuple(chart.words[end : end + len(tail)]) == tail:
                    yield end + len(tail)
            start = end
            while chart.word(start) in (",", "and", "then", "or", "of"):
                start += 1
            if start > end:
                yield from _listed(chart, start, depth + 1)
                for verb in _VERB_WORDS:
                    if tuple(chart.words[start : start + len(verb)]) == verb:
                        yield from _listed(chart, start + len(verb), depth + 1)


@rule
def errand(chart: Chart, i: int) -> Iterator[Found]:
    """An errand, perhaps with what must not happen on it; the meaning is a tuple of rules."""
    if not chart.setting.grid:
        return
    for found in errand_ends(chart, i):
        yield found
        start = found.end + 1 if chart.word(found.end) == "," else found.end
        for told in without(chart, start):
            yield Found(told.sem, told.end, found.cost + told.cost)


@rule
def without(chart: Chart, i: int) -> Iterator[Found]:
    """without ever touching lava; without touching water more than twice"""
    start = i
    while chart.word(start) in ("all", "but", "and", "while"):
        start += 1
    for _, skip in chart.lex("WITHOUT", start):
        for found in condition(chart, skip):
            sem = found.sem
            nth = [mod for mod in sem.mods if mod.kind == "nth"]
            if len(nth) < len(sem.mods) or sem.kind in ("unpast", "ban"):
                continue
            parts = any_of(sem.parts)
            bare = replace(sem, parts=(parts,), joiner="plain", mods=())
            mods = tuple(Mod("count", Bound("nth", float(mod.value))) for mod in nth)
            for rules, cost in rules_of("P", bare, mods):
                yield Found(rules, found.end, found.cost + cost)
