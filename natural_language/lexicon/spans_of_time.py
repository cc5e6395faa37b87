"""How often and over what: windows, episodes, in a row, in total, on average."""

from __future__ import annotations

__all__ = ["SPANS"]

#: Class: phrases.
SPANS: dict[str, str] = {
    "WINDOW": (
        "in any, within any, in every, during any, over any, per, within, in, during, over, "
        "every, each, any, for every, for each, in space of, in course of, over course of, "
        "in each, in span of, in period of, in window of, within window of, within period of, "
        "in any period of, in any window of, in any stretch of, in any span of, "
        "within any period of, within any window of, in any sliding window of, "
        "within space of, in any given, within any stretch of, over any period of, "
        "in any interval of, during any period of, within single, inside any, inside, in one, "
        "within one, any window of, across any, in all, in any consecutive, "
        "within any consecutive, in any run of, throughout any, in sliding window of, "
        "in any sliding, out of every, out of any, over any window of, over window of, "
        "during each, in time of, over period of, during every, within span of, "
        "in any block of, over any stretch of, within every, within each, over any span of, a, "
        "in moving window of, over sliding window of, over each, over every, "
        "in every window of"
    ),
    "EPISODE": (
        "/ episode, / run, / ep, per ep, per episode, each episode, every episode, in episode, "
        "in one episode, in single episode, per run, during episode, over episode, in total, "
        "in all, total, overall, altogether, all together, all in all, over whole episode, "
        "in whole episode, throughout episode, in any episode, in any one episode, "
        "within episode, within one episode, in each episode, in every episode, "
        "over entire episode, per trial, each run, every run, in one run, during run, "
        "in single run, in run, over run, over course of episode, in course of episode, "
        "during whole episode, per game, all told, over whole run, in entire episode, "
        "during entire episode, within single episode, summed up, cumulatively, cumulative, "
        "combined, in sum, accumulated, throughout run, throughout, in any single episode, "
        "for whole episode, per attempt, per try, in each run, in any run, "
        "throughout whole episode, episode, in grand total, through episode, per mission, "
        "over mission, per rollout, in rollout, during trial, per ride, per drive, "
        "in any one run, for entire episode, in any single run, within run, within single run, "
        "over course of run, overall in episode, before episode ends, before episode is over, "
        "by end of episode, throughout entire episode, in course of run, "
        "for duration of episode, for episode, each trial, per lap, in aggregate, "
        "during any episode, during any one episode, per session, in entire run, "
        "over entire run, all episode long, all episode, for whole run, on any run, "
        "on each run, on any episode, summed over episode, across episode, "
        "across whole episode, across entire episode, all along, entire time, whole time, "
        "in whole game, over whole game, during whole game, in entire game, over game, in game, "
        "during game, over entire game, per level, in whole level, during level, for game, "
        "for whole game, throughout game, throughout whole game, in one game, in single game, "
        "in game as whole, over course of game, in course of game, per match, in this game, "
        "during each episode, during every episode, over one episode, over single episode, "
        "as whole, during mission, in mission, per round, each round, in one go round, "
        "per outing, "
        "run, trial, game, counted in total, counted together, counted over episode, "
        "counted over whole episode, counting everything, everything counted, "
        "over lifetime of episode, each game, each ride, from start to end of episode, "
        "in whole run, in whole game, in whole trial, in any given episode, "
        "in given episode, in any episode at all"
    ),
    "TOTAL": (
        "in total, in all, total, altogether, overall, all together, all in all, cumulatively, "
        "combined, all told, summed up, accumulated, cumulative, per episode, in sum, "
        "over whole episode, over episode, in episode, over course of episode, "
        "in whole episode, per run, each episode, every episode, during episode, "
        "over entire episode, in one episode, in grand total, in aggregate, "
        "summed over episode, taken together, added up, adding up to, counted together, "
        "in whole game, over whole game, during whole game, in entire game, over game, in game, "
        "during game, per game, over entire game, in level, per level, in whole level, per map, "
        "over whole run, in whole run, over run, throughout episode, per trial, "
        "in single episode, when added up, in entire episode, in any episode, "
        "altogether over episode, of whole episode, of each episode, of episode, "
        "of every episode, in each episode, in every episode, during whole episode, "
        "in any one episode, during run, in run, in course of episode"
    ),
    "IN_ROW": (
        "in row, at time, at stretch, consecutively, consecutive, continuously, continuous, "
        "straight, without break, on end, at once, uninterrupted, without interruption, "
        "in one go, running, without pause, without leaving, uninterruptedly, in succession, "
        "back to back, per visit, each time, per stay, in single stretch, without stopping, "
        "at any one time, in one stretch, nonstop, non stop, in single visit, "
        "without getting out, at one time, in one stay, in one visit, in single go, on trot, "
        "every time, unbroken, in any one visit, in any one stretch, on any one visit, "
        "during single visit, in single stay, on any visit, during one visit, without letup, "
        "per entry, in any single visit, any one time, at any single time, "
        "in single uninterrupted stretch, in continuous stretch, without interruptions, "
        "in any one go, without let up, without coming out, on any single visit, "
        "counted per stay, counted per visit, counted per entry, "
        "counted separately for each stay, counted for each stay, for each stay, "
        "for each visit, on each visit, on every visit, in each visit, in every visit, "
        "for any one visit, for any single visit, at one go, in single run, back to back, "
        "without letting up, without let, with no break, with no interruption, "
        "with no pause, without intermission, at any given time, on each occasion, "
        "on any one occasion, on any single occasion, on any occasion, on every occasion, "
        "per occasion"
    ),
    "AVERAGE": (
        "on average, avg, on avg, in expectation, in mean, averaged over episodes, averaged, "
        "in average, mean, average, averaging, on mean, expected, average of, mean of, as average, "
        "across episodes, averaged across episodes, over many episodes, "
        "on average over episodes, averaged over many episodes, taken over many episodes, "
        "averaging over episodes, average per episode, typically, average number of, "
        "mean number of, expected number of, in long run, statistically, by average, "
        "averaged over all episodes, averaged across all episodes, averaged over runs"
    ),
    "FIRST_TIME": (
        "for first, during first, in first, over first, throughout first, within first, first, "
        "in opening, for opening, during opening, for initial, during initial, in initial, "
        "opening, initial"
    ),
    "AT_START": (
        "at beginning, at start, at beginning of episode, at start of episode, initially, "
        "from start, from beginning, to begin with, to start with, of episode, of run, "
        "at outset, at beginning of run, at start of run, of each episode, of every episode, "
        "of any episode, when episode starts, when episode begins, after start, "
        "after start of episode, in episode, after episode starts, after episode begins, "
        "of trial, from start of episode, at first, first, right at beginning, right at start, "
        "after reset, from reset"
    ),
    "TIMES": (
        "times, time, occasions, occasion, instances, instance, chances, chance, "
        "opportunities, opportunity, attempts, tries, x, passes, freebie, freebies, lives, "
        "separate times, separate occasions, different times, different occasions, times over, "
        "visits, visit, distinct times, distinct occasions, individual times, shot, shots, "
        "strikes, lifes, individual occasions, times only, hearts, separate goes, goes, turns at"
    ),
    "ONCE": (
        "once, one time, single time, just once, once and only once, once and once only, "
        "one time only, once only, just one time, one single time, single one time, "
        "one time and one time only"
    ),
    "TWICE": ("twice, once or twice, couple of times, one or two times, two times"),
    "THRICE": "thrice",
    "AT_SAME_TIME": (
        "at same time, simultaneously, at once, both at once, both at same time, together, "
        "at same moment, in same step, on same step, at one time, concurrently, "
        "in same moment, in same instant, at same instant, in one step, at one and same time, "
        "in parallel, in single step, at same step"
    ),
    "EACH": (
        "each, apiece, each one, respectively, individually, each of them, per group, "
        "separately, per kind, for each kind, per type, of each, every one, each kind, "
        "each type, every kind, each group, taken separately, on their own"
    ),
    "COMBINED": (
        "combined, in total, altogether, all together, together, taken together, between them, "
        "counted together, in all, in sum, all told, jointly, total, overall, added together, "
        "summed, collectively, added up, both together, put together, as whole, "
        "in combination, across both, across all"
    ),
    "EVEN_ONCE": (
        "even once, not even once, even one time, single time, even for moment, not once, "
        "a single time, even for single step, for even moment, even slightly, "
        "not even slightly, even bit, even single time, even one single time, not single time, "
        "not one single time, so much as once, even one time, not even single time"
    ),
}
