"""Words that join, time, judge and excuse: everything that is neither verb, modal nor number."""

from __future__ import annotations

__all__ = ["FUNCTIONS"]

FUNCTIONS: dict[str, str] = {
    # joining
    "AND": "and, &, as well as, plus, along with, together with, + , and that, and to, and then",
    "OR": "or, nor, and or, or else, and / or, or that, or to, /",
    "BUT": "but, while, whereas, though, although, except that, and, only",
    "EITHER": "either, both, neither, any of, both of, either of, each of",
    "EXCEPT": "but, except, except for, apart from, other than, besides, but not, save, excluding, save for, bar, aside from",
    # time and condition: see grammar.conditions
    "AFTER": (
        "after, once, as soon as, upon, following, moment, from moment, having, from time, minute, "
        "instant, if ever, from step, ever since, "
        "since, starting from, starting with, starting when, from point, from point where, "
        "from second, on, as consequence of, in aftermath of, beginning with, beginning when, "
        "from instant, now that, from then on after, from moment that, moment that, after that, "
        "from when, from, any time after, anytime after, at any time after, "
        "at any point after, at any moment after, from time that, following first"
    ),
    "EACH_AFTER": (
        "whenever, each time, every time, any time, each time that, every time that, anytime, after each, "
        "after every, following each, following every, upon each, upon every, any time that, "
        "on each, on every, each and every time, with every, with each, after each and every, everytime, "
        "each, every, in event that, in event of, always when, at each, at every"
    ),
    "WHEN": (
        "when, if, in case, as, provided, given that, provided that, in case of, when and if, in event, "
        "should, assuming, assuming that, where, wherever, supposing, if and when, if at some point, "
        "if at any point, on occasion that, in situations where, in cases where, as and when, "
        "if at any time, if it happens that, at times when, at time when, if by chance"
    ),
    "WHILE": (
        "while, whilst, as long as, so long as, for as long as, during, at same time as, any time, "
        "anytime, for so long as, throughout time, with, simultaneously with, at moments when, "
        "only as long as, whenever"
    ),
    "UNTIL": (
        "until, till, 'til, til, up until, up till, until after, until such time as, up to point where, "
        "til after, till after, until moment, right up until, until time, up to moment, up until moment, "
        "unless and until, until and unless, up to time, up to"
    ),
    "BEFORE": (
        "before, prior to, ahead of, in advance of, earlier than, sooner than, any time before, preceding, "
        "at any time before, at any point before, anytime before, before ever, in time before, "
        "in run up to, right before, immediately before, just before"
    ),
    "UNLESS": (
        "unless, except if, except when, except while, excepting when, except where, but not if, "
        "unless of course, other than when, save when, save while, except in case of, except in case, "
        "except during, with exception of when, exception being when, except after, except once, "
        "apart from when, except whenever, unless it is, unless when, "
        "unless if, if not, other than while, only not when, not counting when, "
        "exception is when, exception : when, unless while, aside from when"
    ),
    "WITHOUT": "without, without first, without having, without having first, absent",
    "ONLY": "only, solely, exclusively, merely, nothing but, not unless, no more often than, uniquely, alone",
    "WITHIN": "within, in, inside, in under, in less than, in no more than, no later than, in at most, by, under, not later than, inside of",
    "THEN": "then, , then, next, subsequently, afterwards, and then, after that",
    "WINDOW": (
        "in any, within any, in every, during any, over any, per, within, in, during, over, every, each, any, "
        "for every, for each, in space of, in course of, over course of, in each, in span of, "
        "in period of, in window of, within window of, within period of, in any period of, in any window of, "
        "in any stretch of, in any span of, within any period of, within any window of, in any sliding window of, "
        "within space of, in any given, within any stretch of, over any period of, in any interval of, "
        "during any period of, within single, inside any, inside, in one, within one, any window of, "
        "across any, in all, in any consecutive, within any consecutive, in any run of, throughout any, "
        "in sliding window of, in any sliding, out of every, out of any, over any window of, "
        "over window of, during each, in time of, over period of, during every, within span of, "
        "in any block of, over any stretch of, within every, within each, over any span of, a, "
        "in moving window of, over sliding window of, over each, over every, in every window of"
    ),
    "EPISODE": (
        "/ episode, / run, / ep, per ep, per episode, each episode, every episode, in episode, in one episode, in single episode, per run, "
        "during episode, over episode, in total, in all, total, overall, altogether, all together, all in all, "
        "over whole episode, in whole episode, throughout episode, in any episode, in any one episode, "
        "within episode, within one episode, in each episode, in every episode, over entire episode, "
        "per trial, each run, every run, in one run, during run, in single run, in run, over run, "
        "over course of episode, in course of episode, during whole episode, per game, all told, "
        "over whole run, in entire episode, during entire episode, within single episode, summed up, "
        "cumulatively, cumulative, combined, in sum, accumulated, throughout run, throughout, "
        "in any single episode, for whole episode, per attempt, per try, in each run, in any run, "
        "throughout whole episode, episode, in grand total, through episode, per mission, over mission, "
        "per rollout, in rollout, during trial, per ride, per drive, in any one run, for entire episode, "
        "in any single run, within run, within single run, over course of run, overall in episode, "
        "before episode ends, before episode is over, by end of episode, throughout entire episode, "
        "in course of run, for duration of episode, for episode, each trial, per lap, in aggregate, "
        "during any episode, during any one episode, per session, "
        "in entire run, over entire run, all episode long, all episode, for whole run, "
        "on any run, on each run, on any episode, summed over episode, across episode, "
        "across whole episode, across entire episode, all along, entire time, whole time, "
        "during each episode, during every episode, over one episode, over single episode, "
        "as whole, during mission, in mission, per round, each round, in one go round, per outing"
    ),
    "TOTAL": (
        "in total, in all, total, altogether, overall, all together, all in all, cumulatively, combined, "
        "all told, summed up, accumulated, cumulative, per episode, in sum, over whole episode, "
        "over episode, in episode, over course of episode, in whole episode, per run, each episode, "
        "every episode, during episode, over entire episode, in one episode, in grand total, "
        "in aggregate, summed over episode, taken together, added up, adding up to, counted together, "
        "over whole run, in whole run, over run, throughout episode, per trial, in single episode, "
        "when added up, in entire episode, in any episode, altogether over episode, of whole episode, "
        "of each episode, of episode, of every episode, in each episode, in every episode, "
        "during whole episode, in any one episode, during run, in run, in course of episode"
    ),
    "IN_ROW": (
        "in row, at time, at stretch, consecutively, consecutive, continuously, continuous, straight, "
        "without break, on end, at once, uninterrupted, without interruption, in one go, running, "
        "without pause, without leaving, uninterruptedly, in succession, back to back, per visit, "
        "each time, per stay, in single stretch, without stopping, at any one time, in one stretch, "
        "nonstop, non stop, in single visit, without getting out, at one time, in one stay, in one visit, "
        "in single go, on trot, every time, unbroken, in any one visit, in any one stretch, "
        "on any one visit, during single visit, in single stay, on any visit, during one visit, "
        "without letup, per entry, in any single visit, any one time, at any single time, "
        "in single uninterrupted stretch, in continuous stretch, without interruptions, "
        "in any one go, without let up, without coming out, on any single visit"
    ),
    "AVERAGE": (
        "on average, in expectation, in mean, averaged over episodes, averaged, in average, mean, average, "
        "averaging, on mean, expected, average of, mean of, as average, across episodes, "
        "averaged across episodes, over many episodes, on average over episodes, averaged over many episodes, "
        "taken over many episodes, averaging over episodes, average per episode, typically, "
        "average number of, mean number of, expected number of, in long run, statistically, by average, "
        "averaged over all episodes, averaged across all episodes, averaged over runs"
    ),
    "FIRST_TIME": (
        "for first, during first, in first, over first, throughout first, within first, "
        "first, in opening, for opening, during opening, for initial, during initial, in initial, opening, initial"
    ),
    "AT_START": (
        "at beginning, at start, at beginning of episode, at start of episode, initially, from start, "
        "from beginning, to begin with, to start with, of episode, of run, at outset, "
        "at beginning of run, at start of run, of each episode, of every episode, of any episode, "
        "when episode starts, when episode begins, after start, after start of episode, in episode, "
        "after episode starts, after episode begins, of trial, from start of episode, at first, first, "
        "right at beginning, right at start, after reset, from reset"
    ),
    "TIMES": (
        "times, time, occasions, occasion, instances, instance, chances, chance, opportunities, opportunity, "
        "attempts, tries, x, passes, freebie, freebies, lives, separate times, "
        "separate occasions, different times, different occasions, times over, visits, visit, "
        "distinct times, distinct occasions, individual times, shot, shots, strikes, lifes, individual occasions"
    ),
    "ONCE": "once, one time, single time, just once",
    "TWICE": "twice",
    "THRICE": "thrice",
    # judgements
    "DANGER": (
        "dangerous, deadly, off limits, forbidden, prohibited, not allowed, banned, out of bounds, no go, "
        "taboo, not safe, unsafe, lethal, hazardous, risky, untouchable, untouched, undisturbed, left alone, left untouched, not permitted, disallowed, fatal, "
        "no go zone, no go zones, no go area, no go areas, bad idea, bad, harmful, perilous, poisonous, "
        "illegal, not ok, not okay, unacceptable, not acceptable, not tolerated, strictly forbidden, wrong, "
        "not fine, not good, verboten, like landmines, landmines, impermissible, not welcome, "
        "intolerable, inadmissible, no no, not to be touched, must not be touched, to be avoided, "
        "must be avoided, should be avoided, be avoided, have to be avoided, need to be avoided, is to be avoided, "
        "off limits to you, off limits to robot, forbidden to you, forbidden for robot, dangerous to touch, "
        "dangerous for you, dangerous to you, dangerous for robot, not to be entered, barred, threat, "
        "dangerous to robot, not an option, not on, out of question, out of limits, forbidden territory, "
        "forbidden zone, forbidden zones, forbidden ground, restricted, restricted area, restricted areas, "
        "danger, danger zone, danger zones, too close, too much, too many, too often, violation, failure, "
        "too fast, too far, no good, closed, offlimits, off bounds, no go for you, bad news, "
        "over limit, too long, mistake, breach, toxic, error, terrible idea, one too many, against rules, "
        "counted as failure, counts as failure, counts as violation, considered violation, "
        "breaks rules, breaks rule, grounds for failure, no longer safe, no longer allowed, no longer ok, "
        "no longer permitted, no longer okay, no longer fine, not recommended, "
        "considered dangerous, considered off limits, considered unsafe, treated as dangerous, locked, "
        "treated as forbidden, considered forbidden, not safe anymore, not allowed anymore, "
        "no longer available, to be left alone, must be left alone, should be left alone, be left alone, "
        "too dangerous, not allowed any more, not safe any more, not permitted any more, "
        "treated as off limits, worst thing, hostile, no longer acceptable, live, "
        "unsafe to touch, unsafe to enter, dangerous to enter, forbidden to enter, forbidden to touch"
    ),
    "SAFE": (
        "safe, ok, okay, fine, allowed, permitted, harmless, acceptable, all right, alright, permissible, free, "
        "safe to touch, safe to enter, accessible, good, no problem, tolerated, legal, enough, not dangerous, "
        "not forbidden, survivable, no longer dangerous, safe again, normal, passable, available, "
        "no longer forbidden, no longer off limits, open, unlocked, not problem, tolerable, "
        "safe to cross, safe to walk on, safe to step on, safe to drive over, not off limits, no longer deadly, "
        "welcome, no issue, still ok, fair game, free to touch, not prohibited, not banned, "
        "walkable, no longer prohibited, open to you, admissible, ok to touch, fine to touch, "
        "allowed again, all you get, lawful, allowed to touch, forgiven, not hazardous, not issue"
    ),
    # what happens to those who do it all the same; after NP: the subject harms you
    "HARM": (
        "will kill you, will hurt you, kills you, hurts you, will burn you, burns you, kill you, hurt you, "
        "will explode, explodes, explode, will kill you instantly, will destroy you, destroys you, destroy you, "
        "will definitely kill you, will damage you, damages you, damage you, will harm you, harms you, "
        "ends it, ends episode, ends run, ends everything, will be deadly, will scald you, "
        "will burn your boots away, will end episode, end episode, is end, is end of it, kills, kill, "
        "kills robot, will kill robot, kill robot, destroys robot, destroy robot, will destroy robot, "
        "damages robot, damage robot, will damage robot, hurts, hurt, will hurt, will kill, is failure, "
        "gets angry and will scald you, will burn you to crisp, is too many, are too many, "
        "will end run, fails episode, will fail episode, means failure, means death, means game over, "
        "is game over, terminates episode, is death, ends game, game over, will be fatal, would be fatal, "
        "would end episode, would kill you, would be deadly, breaks it, costs you run, "
        "counts as violation, counts as failure, is violation, is one too many, is a failure, "
        "wrecks robot, will wreck robot, ruins run, ruins everything, will ruin everything, "
        "stops run, ends trial, ends mission, ends whole thing, is fatal, is deadly, is lethal, "
        "is last straw, causes failure, leads to failure, results in failure, triggers failure, "
        "would be too many, will not be tolerated, is not tolerated, would be one too many, "
        "would be violation, will start hurting you, will end it, and you are out, and it is over, "
        "is where it ends, is limit exceeded, would end it, disqualifies you, disqualifies, terminates run, "
        "terminates it, kills run, you are out, will be game over, finishes you, would finish you"
    ),
    "DIE": (
        "you drown, you will drown, you sink, you burn, you will burn, you melt, you are out, you will be out, then it is over, then it is game over, then you die, you explode, you break, then you are dead, you will die, you die, you are dead, you lose, you will lose, you fail, you have failed, game is over, "
        "you will be burnt, it is dangerous, it is deadly, it is game over, episode ends, it is over, run is over, "
        "you will get hurt, you get hurt, you are too close, you are in danger, you will be in danger, "
        "episode is over, run fails, episode fails, that is failure, that is violation, you will be hurt, "
        "it is violation, it counts as violation, it counts as failure, it is failure, game over, "
        "that is game over, you will fail, you would die, death awaits, run ends, robot is destroyed, "
        "robot will be destroyed, robot breaks, robot dies, you break rule, you violate rule, that is too many, "
        "that is not allowed, that is forbidden, it is not allowed, it is forbidden, that is not ok, "
        "we lose, we have lost, you are done, you are finished, mission fails, mission is over, "
        "run counts as failed, you have violated constraint, you violate constraint, "
        "episode counts as failed, run has failed, episode has failed, that is too close, that is too fast, "
        "it is too close, it is too fast, that is too long, it explodes, they explode, trial is over, "
        "trial ends, that counts as violation, that counts as failure, it is too late, you are too fast, "
        "death awaits those who, robot fails, robot has failed, it ends, everything ends, "
        "all is lost, all over, it is all over, that is it"
    ),
    "BECOME": (
        "become, becomes, became, becoming, turn, turns, turning, get, gets, are, is, grow, grows, go, goes, "
        "will be, will become, would become, stay, stays, remain, remains, has to be considered, "
        "count as, counts as, be, are considered, is considered, should be considered, "
        "must be considered, becomes :, being, are treated as, is treated as, have become, has become, "
        "becomes completely, must be treated as, should be treated as, must remain, must stay, should remain, "
        "should stay, will remain, will stay, must be, should be, must become, shall be, are declared, "
        "have to be considered, will turn, may become, is declared, seem, shall remain, shall become"
    ),
    # causes: "touching A makes B dangerous"
    "MAKES": (
        "makes, make, made, causes, cause, renders, render, turns, turn, making, will make, will cause, "
        "will render, results in, means, means that, puts, leads to, triggers, turns out to make, "
        "causing, would make, leaves, declares, results in making, has effect of making, "
        "will turn, sets, places, will put, is what makes, implies that, implies, will mean, would mean"
    ),
    "LOCKS": (
        "turns on danger of, activates, activates danger of, switches on danger of, closes, locks, "
        "closes off, blocks, bans, forbids, rules out, arms, prohibits, puts off limits, "
        "closes access to, takes away right to touch, disallows, revokes access to, ends access to, "
        "precludes, will forbid, will lock, makes dangerous, makes off limits, makes forbidden, cuts off"
    ),
    "UNLOCKS": (
        "gets rid of danger of, gets rid of, calms, tames, cools, cools down, calms down, removes, takes away danger of, takes danger out of, turns off danger of, turns off, deactivates, deactivates danger of, deactivate danger of walking on, "
        "switches off danger of, disarms, unlocks, opens, opens up, protects you from, "
        "will protect you from dangers of, will protect you from, protects you from dangers of, "
        "allows you to touch, permits touching, permits, allows, makes safe, neutralises, neutralizes, "
        "will help to survive, helps you survive, will save you from, saves you from, frees up, "
        "will help burn away, disables, disables danger of, protects against, lets you touch, "
        "grants access to, gives access to, clears way to, gives you access to, lifts ban on, "
        "removes ban on, will unlock, will allow, will open, enables, removes danger of, ends danger of, "
        "will make safe, grants you access to, turn off, deactivate, deactivate danger of, turn off danger of, "
        "makes it safe to touch, makes it ok to touch, lifts restriction on, frees, disarm, "
        "gives right to touch, defuses, earns you right to touch, removes danger from, will deactivate"
    ),
    # excuses: what follows is not part of the rule
    "REASON": (
        "because, because of, since, so that, otherwise, or else, or you, or it, in order to, for fear of, due to, "
        "owing to, thanks to, given, lest, as they, as it, as these, as those, so as to, so as not to, "
        "or they, or robot, which would, as this, as that, which will, which is, which are, who are, who is, "
        "if you do not want, if you want to, to prevent, to protect, to keep, to avoid, so you, so it, "
        "in interest of, out of respect for, to be safe, for safety, on safety grounds, to make sure, so they, "
        "seeing that, seeing as, considering, considering that, that would, that is, that will, "
        "for sake of, in case, as we, since they, since it, to save, to spare, to minimise, to minimize, "
        "to reduce, so nobody, so nothing, so no, in light of, as there, as you, as robot, to ensure, "
        "to leave, as anything, as otherwise, and this is, and that is because, to preserve, so we, "
        "or we, or there will, or things, otherwise it, as doing so, as such, which can, which could, "
        "which may, which might, which makes, as i, i, we, or i, so i, to give, to let, to guarantee, "
        "to maintain, or something, or someone, or somebody, so people, so"
    ),
    "INTRO": (
        "ok, okay, for safety reasons, for safety, for reasons of safety, in this scenario, in this case, in scenario, in case, "
        "in this episode, in this game, in this task, in this environment, remember, in this world, in this level, in level, "
        "in world, in scenario, in game, in environment, for safety 's sake, attention, important, rule, "
        "warning, caution, first rule, second rule, rule one, rule number one, constraint, safety rule, safety first, "
        "requirement, instruction, instructions, again, to repeat, to be clear, in other words, "
        "as general rule, as rule, as rule of thumb, by default, from safety point of view, my request, "
        "as matter of safety, out of caution, to be safe, to stay safe, in general, "
        "one more thing, also, finally, lastly, firstly, secondly, thirdly, additionally, in addition, furthermore, "
        "moreover, besides, apart from that, other than that, otherwise, of course, counterintuitively, "
        "be careful, careful, watch out, take care, beware, to stay alive, to survive, good luck, thank you, thanks, "
        "if possible, if you can, as far as possible, for this run, for this episode, for today, today, "
        "and, but, for goodness sake, for heaven 's sake, on this course, on this map, "
        "on course, on map, here, here is rule, here is what i want, rule is simple, in task, in episode, "
        "in this run, in run, number one, number two, in short, in summary, that said, "
        "on top of that, i repeat, i mean, once again, at all costs, whatever happens, no matter what, "
        "whatever you do, come what may, under all circumstances, under any circumstances, by all means, "
        "in any case, in any event, as you know, mind you, in principle, as before, "
        "most importantly, above all, above all else, first and foremost, more importantly, "
        "safety notice, notice, reminder, policy, new rule, house rule, house rules, do me favour, "
        "do me favor, would you, could you, can you, will you, for now, as always, as ever, "
        "as agreed, if you would, if you do not mind, be warned, you are warned, you are warned that, "
        "come out, simple rule, golden rule, hard rule, hard limit, hard constraint, strict rule, "
        "under all conditions, per regulations, per safety policy, according to rules, rules, "
        "for everyone 's safety, for your own safety, for your safety, for our safety"
    ),
    "OUTRO": (
        "as fast as you like, as fast as you want, as you like, as you wish, as you please, as much as you like, as often as you like, as many times as you like, as many times as you want, freely, please, thank you, thanks, good luck, be careful, so be careful, at all, it is dangerous, that is all, ok, "
        "such is life, no exceptions, without exception, period, full stop, ever, under any circumstances, "
        "at any time, at all times, at any point, at any cost, at all costs, no matter what, whatever happens, "
        "if possible, if you can, as far as possible, watch out, i said, understood, got it, got that, "
        "in any case, not once, in this scenario, in this task, in this game, so take care, in this world, "
        "for any reason, whatsoever, that is important, at any moment, though, however, anywhere, "
        "for whatever reason, even for moment, even for second, even briefly, not even once, not ever, "
        "even once, if you please, will you, would you, around here, here, in any way, in any manner, throughout, throughout episode, "
        "during episode, for whole episode, in environment, on map, in arena, on course, on floor, in room, "
        "is that clear, clear, and that is that, that is rule, that is order, during run, "
        "as safety measure, for safety, for safety reasons, because i said so, in slightest, one bit, "
        "over course of episode, while you work, while you are at it, during task, whole time, entire time, "
        "in this environment, in this run, in this episode, if at all possible, come what may, "
        "anywhere in arena, all time, all episode, all day, in episode, with no exceptions, not even briefly, "
        "be warned, beware, you have been warned, on any account, at this stage, "
        "during mission, on mission, no excuses, or else, under all circumstances, in general, "
        "along way, on way, anywhere on map, anywhere at all, remember that, remember, not at all, "
        "during whole episode, from start to finish, from beginning to end, by any means, "
        "and i mean it, i mean it, that would be great, at every moment, at every step, on every step, "
        "at each step, at every time step, day or night, please and thank you, in all circumstances, "
        "in all cases, in every case, as usual, at any stage, for moment, for second, "
        "even for single step, even one time, not even one time, not one time, not single time"
    ),
    # words that ask how much without saying it
    "VAGUE_NEAR": (
        "near, close to, near to, next to, around, by, beside, nearby, in vicinity of, in neighbourhood of, "
        "in neighborhood of, in proximity of, in proximity to, in close proximity to, alongside, "
        "adjacent to, anywhere near, too close to, too near, too near to, closely, close, too close, "
        "anywhere close to, in area of, near any of, so close to, right next to, closer to, nearer to, "
        "neighbouring, neighboring, very close to, up close to, adjoining, in surroundings of"
    ),
    "VAGUE_FAR": (
        "far from, far away from, well away from, well clear of, far away, far, safe distance from, "
        "good distance from, decent distance from, reasonable distance from, long way from, "
        "comfortable distance from, safe distance away from, at safe distance from, sufficient distance from, "
        "at good distance from, respectful distance from, at respectful distance from, "
        "enough distance from, wide berth, healthy distance from, some distance from, "
        "at reasonable distance from, at comfortable distance from, at distance from, distance from, "
        "enough space from, safe distance to, some distance to, sufficiently far from, far enough from, "
        "far enough away from, plenty of space from, plenty of room from, little away from, "
        "at decent distance from, a way off from, some way from, quite far from"
    ),
    "VAGUE_FAST": (
        "high, too fast, fast, quickly, too quickly, speeding, speed, at high speed, high speed, at speed, rush, hurry, race, "
        "at full speed, so fast, very fast, excessive speed, at excessive speed, recklessly, so quickly, "
        "wildly, at great speed, too much speed, rushing, hurrying, racing, at top speed, rapidly, too rapidly"
    ),
    "VAGUE_SLOW": (
        "low, lower, slow, slowly, slow down, slower, at low speed, low speed, gently, gentle, more slowly, carefully slow, "
        "at walking pace, at crawl, at safe speed, at moderate speed, speed down, take it slow, "
        "take it easy, decelerate, brake, reduce speed, lower speed, slowing down, slowed down, "
        "at reasonable speed, moderately, at slow speed, at snail 's pace, safe speed, moderate speed, "
        "reasonable speed, slow pace, crawl, at slow pace, ease off, at gentle pace, down"
    ),
    "VAGUE_LONG": (
        "right after, immediately after, directly after, straight after, right afterwards, long, too long, for long, for too long, for long time, for very long, soon, quickly, "
        "immediately, at once, straight away, right away, shortly, promptly, instantly, "
        "as soon as possible, without delay, for while, briefly, for short time, for bit, quick, "
        "swiftly, fast, asap, at earliest opportunity, for extended period, for extended time, "
        "for extended periods, for moment, for some time, for short while, for prolonged time, "
        "for prolonged periods, as quickly as possible, as fast as possible, in timely manner, in good time, "
        "for very short time, little while"
    ),
    "VAGUE_OFTEN": (
        "often, too often, too many times, many times, frequently, repeatedly, too much, much, several times, "
        "few times, too frequently, lot, so often, so many times, excessively, more than few times, "
        "more than several times, some times, sometimes, rarely, seldom, occasionally, sparingly, "
        "as little as possible, as few times as possible, as rarely as possible, as seldom as possible, "
        "minimise, minimize, more than necessary, unnecessarily often, as much as possible, mostly, "
        "less, few, many, several, too many, over and over, more than handful of times, handful of times, "
        "much of time, most of time, most times, usually"
    ),
    # measures that may be the subject of a sentence
    "SPEED_NOUN": (
        "speed, speeds, velocities, velocity, pace, top speed, maximum speed, forward speed, max speed, robot speed, travel speed, "
        "driving speed, robot 's speed, agent 's speed, agent speed, horizontal speed, speed of robot, "
        "speed of agent, speed limit, running speed, movement speed, max velocity, maximum velocity, "
        "speed of travel, velocity of robot, velocity of agent, overall speed, car 's speed, ground speed, "
        "vehicle 's speed, vehicle speed, speed of vehicle, speed of car, car speed, top velocity, "
        "maximal speed, maximum pace, driving pace, walking speed, forward velocity, "
        "speed cap, speedometer, it 's speed, moving speed, cruising speed, max pace, ant 's speed, "
        "speed of movement, speed of ant, speed of body"
    ),
    "LIMIT_NOUN": "limit, cap, maximum, max, ceiling, upper limit, upper bound, most, threshold, allowance, budget, quota, ration",
    "COST_NOUN": (
        "cost, total cost, task cost, costs, episode cost, cumulative cost, safety cost, episodic cost, "
        "task 's cost, task 's own cost, task own cost, cost of episode, cost per episode, "
        "cost of task, sum of costs, total costs, total safety cost, accumulated cost, cumulated cost, "
        "cost of run, cost return, cost total, overall cost, total episode cost, total task cost, "
        "cost sum, costs of episode, total of costs, environment cost, environment 's cost, "
        "environment 's own cost, native cost, built in cost, penalty, safety violations cost, safety budget"
    ),
    "DIST_NOUN": (
        "distance, dist, gap, buffer, clearance, margin, space, separation, berth, room, safety distance, safety margin, "
        "minimum distance, buffer zone, safe distance, cushion, spacing, leeway, air, safety buffer, "
        "safety clearance, safe margin, free space, safety gap, elbow room, empty space, gap of air, "
        "open space, clear space, safety zone, radius, exclusion zone, keep out zone, safety radius, bubble, "
        "free room, floor, free floor, no go zone, perimeter, buffer space, keepout, standoff, stand off"
    ),
    "TIME_NOUN": "time, total time, stay, stays, visit, visits, period, periods, stretch, duration, cumulative time, dwell time, overall time, combined time",
    "CENTRES": (
        "measured centre to centre, measured from centre to centre, centre to centre, center to center, "
        "measured center to center, measured from center to center, from centre to centre, "
        "from center to center, between centres, between centers, measured between centres, "
        "measured between centers, centre distance, center distance, counting from centres, "
        "counted centre to centre, counted center to center, measured to centre, measured to center, "
        "measured from centres, measured from centers"
    ),
    "CENTRE_OF": (
        "centre of, center of, middle of, centres of, centers of, 's centre, 's center, centre, center, "
        "midpoint of, central point of, centre point of, center point of, middles of, very centre of"
    ),
    "SURFACE_OF": (
        "edge of, edges of, surface of, rim of, border of, boundary of, rims of, surfaces of, side of, "
        "borders of, perimeter of, outer edge of, nearest edge of, nearest part of, outside of, edge, outline of"
    ),
    "AT_SAME_TIME": (
        "at same time, simultaneously, at once, both at once, both at same time, together, at same moment, "
        "in same step, on same step, at one time, concurrently, in same moment, in same instant, "
        "at same instant, in one step, at one and same time, in parallel, in single step, at same step"
    ),
    "EACH": "each, apiece, each one, respectively, individually, each of them, per group, separately, per kind, for each kind, per type, of each, every one, each kind, each type, every kind, each group, taken separately, on their own",
    "COMBINED": (
        "combined, in total, altogether, all together, together, taken together, between them, counted together, "
        "in all, in sum, all told, jointly, total, overall, added together, summed, collectively, added up, "
        "both together, put together, as whole, in combination, across both, across all"
    ),
    "BETWEEN": "between",
    "EVEN_ONCE": "even once, not even once, even one time, single time, even for moment, not once, a single time, even for single step, for even moment, even slightly, not even slightly, even bit",
    "FROM": "from, to, of, off, and, against, towards, toward, around, with, on, for, about, between, off of, off from",
    "AWAY": "away, clear, distant, apart, off, back, out, far, aside, removed, away at all times",
    "OF_INTO": "with, of, into, to, on, against, in, onto, between robot and, between you and, inside, at, between agent and, from, by",
    "THERE": "there is, there are, there must be, there should be, there has to be, there shall be, there needs to be, there may be, there can be, there will be, there 's, there must be kept, there have to be, there be, there must remain, there should remain, there must stay, there ought to be, there must always remain",
    "COMMA": ", , :, (, ), \"",
    "STATE_OF": "state of, act of, fact of, matter of",
    "MERELY": "merely, one, another, more, single, different, other, second, further, additional",
    "NOMATTER": "regardless of, irrespective of",
}  # fmt: skip
