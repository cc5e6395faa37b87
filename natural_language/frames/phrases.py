"""The words and phrases of the looser reading, by what they contribute to a rule.

Verbs are listed in their first form (`frames.words` inflects them), phrases as people write them.
"""

from __future__ import annotations

__all__ = ["FILL", "PHRASES", "VERBS"]

#: What a verb contributes: verbs.
VERBS: dict[str, str] = {
    "contact": (
        "touch hit bump knock strike brush graze scrape clip tap nudge smash crash collide "
        "bang slam ram rub smack whack bonk bash batter clobber jostle bruise clout dent ding "
        "dink hammer kick meddle nick paw peck pelt poke pound prod punch rap scratch scuff "
        "slap smite swat swipe thump thwack wallop molest handle feel stroke contact impact "
        "overlap intersect enter cross traverse tread step wade swim paddle splash bathe dip "
        "plunge dive intrude trespass invade penetrate breach encroach infringe trample visit "
        "occupy depress press activate trigger violate blunder stumble tramp pester harm hurt "
        "damage bother disturb lean meet encounter engage sideswipe catch break bounce butt "
        "elbow grab grasp land stomp stamp jab kiss caress bumble careen shatter smudge "
        "topple wreck crack chip rattle wobble brave ford aggro"
    ),
    "push": (
        "move push displace shift shove nudge drag budge relocate slide dislodge transport "
        "carry shunt pull haul tow punt kick stray travel drift"
    ),
    "dwell": (
        "stay remain linger dwell loiter rest sit park tarry hover camp idle lounge lurk "
        "reside stand lie wait spend squat lodge bask dawdle dally stall dither hesitate laze "
        "loll"
    ),
    "leave": (
        "leave exit vacate quit escape evacuate depart flee retreat withdraw abandon "
        "extricate clear bail"
    ),
    "stop": ("stop halt freeze pause rest"),
    "reach": ("reach attain achieve arrive accomplish complete get make hit finish gain win score"),
    "go": (
        "go come get drive move travel walk run roll ride sail steer proceed head keep stay "
        "remain maintain hold stand operate cruise race speed navigate leave have give allow "
        "preserve set put bring let make take do observe pass slow brake crawl creep ease "
        "drop reduce venture stray approach draw near slip drift land find play wander see "
        "catch feel use end turn sit cause manage occur happen require provide be become"
    ),
    "doom": (
        "die perish drown burn melt sink lose fail explode kill hurt harm destroy ruin end "
        "terminate abort finish punish suffer reset wake"
    ),
    "ban": ("forbid prohibit ban bar disallow outlaw preclude veto"),
    "shun": ("avoid fear shun dodge evade eschew skirt bypass abstain refrain desist"),
    "may": (
        "allow permit tolerate forgive accept endure survive withstand bear stand grant "
        "license authorise authorize excuse"
    ),
    "must": ("require demand insist expect oblige ask compel tell order"),
    "op>": ("exceed surpass overshoot outrun"),
    "op<": ("undershoot undercut"),
    "limit": ("limit cap restrict confine bound clamp govern throttle"),
}

#: What a phrase contributes: phrases.
PHRASES: dict[str, str] = {
    "contact": (
        "contact, contacts, collision, collisions, entry, entries, visit, visits, crossing, "
        "crossings, touch, strike, strikes, hit, hits, knock, knocks, bump, bumps, incursion, "
        "incursions, press, presses, intrusion, intrusions, trip, trips, dip, dips, presence, "
        "ingress, brush, impact, impacts, trespasses, visitation, traversal, encounter, "
        "encounters, touched, bumping into, presence in, presence inside, lay hand on, lay "
        "finger on, lay hands on, set foot in, set foot on, set foot upon, set foot inside, "
        "hands on, breakage, breakages, exposure, activation, touches, pokes, taps, feet on, "
        "feet in, foot in, foot on, hand on, hands upon, foot upon, finger on, wheel in, "
        "wheel on"
    ),
    "push": (
        "moved at all, move at all, displacement, displacements, shift, movement, moved, "
        "displaced, position change, shove"
    ),
    "dwell": (
        "dwell, dwelling, residence, residence time, dwell time, exposure, stay, stays, time, "
        "times spent, presence, camping, period, duration, exposure time, stretch, spell, "
        "sitting, visit, standing around, hanging around, hanging about, hang around, hang "
        "about, sat, time spent"
    ),
    "leave": (
        "be off, be out of, be out, out, out of, exit, egress, get out, vacate, back out, "
        "bounce out, out again, get out of, off it, leave it, take yourself out, out of it, "
        "back outside, clear of, move away from"
    ),
    "stop": (
        "full stop, dead stop, stop, stationary, standstill, stand still, lie still, hold "
        "still, halt, stay put, motionless, stay still, make stop, make stop of, immobile, "
        "freeze, still, be still, remain still, keep still, stay where you are, stopped, "
        "frozen, pause"
    ),
    "gap": (
        "standoff, stand off, separation, clearance, gap, distance, berth, buffer, margin, "
        "space, spacing, room, air, cushion, offset, breathing room, breathing space, elbow "
        "room, radius, perimeter, interval, remove, buffer zone, safety distance"
    ),
    "away": (
        "outside, outside of, between robot and, between vehicle and, between you and, "
        "between it and, far, far from, far away from, away, off, from, back, clear, apart, "
        "distant, out, aside, removed, away from"
    ),
    "near": (
        "near, close, within, inside, close to, near to, within reach of, "
        "vicinity, in vicinity of, proximity, in proximity of, next to, approach, around, "
        "nearby, to within, neighbourhood, neighborhood, within range, in range of, close in "
        "on, come near, come close"
    ),
    "inside": (
        "in, inside, into, on, onto, upon, over, through, across, within, atop, in middle of"
    ),
    "speed": (
        "speed, velocity, pace, fast, quick, quickly, swift, top speed, speeds, velocities, "
        "tempo, speed up, slow, slowly, slow down, going, moving, driving, travelling, "
        "traveling, ease off, crawl, ease down, throttle, brake to, slow to, down to, cruise, "
        "rush, sprint"
    ),
    "op<=": (
        "at most, no more, max, maximum, maximal, tops, ceiling, cap, limit, up to, upper "
        "limit, limited to, limited with, capped at, restricted to, is limited to, are "
        "limited to, be limited to, is capped at, are capped at, be capped at, is restricted "
        "to, are restricted to, be restricted to, is limited, speed limit, top speed, max "
        "speed, maximum speed, speed cap, maximum velocity, most, not more, hard ceiling, "
        "hard cap, hard limit, or less, or fewer, or slower, or under, or below, or closer, "
        "or shorter, and no more, but no more, and not more, or lower, limit is, at worst, at "
        "latest, allowance, quota, is limit, is most, longest, is enough, enough, is plenty, "
        "plenty, is all, utmost, maximally, and no longer, no longer, at best, and that is "
        "it, as often as, is as often as, and not more often, and then no more, and no "
        "oftener, only, just, <=, at maximum, of at most, under or equal to, below or equal "
        "to, nothing over, nothing above, nothing beyond, and not longer, confined to, held "
        "to, kept to, no further than, not exceeding, budget, bound, threshold"
    ),
    "op<": (
        "less, less than, fewer, fewer than, under, below, closer, closer than, nearer, "
        "nearer than, slower, slower than, shorter, shorter than, lower, lower than, smaller, "
        "smaller than, beneath, closer to, nearer to, short of, drop below, fall below, <"
    ),
    "op>": (
        "more, more than, over, above, beyond, exceed, exceeding, in excess of, past, longer, "
        "longer than, further, further than, farther, farther than, faster, faster than, "
        "higher, higher than, greater, greater than, bigger, bigger than, larger than, "
        "larger, upwards of, go past, go beyond, go over, rise above, faster as, more as, "
        "longer as, go above, >, more often than, oftener than, surpass, quicker than, any "
        "more than, more then"
    ),
    "op>=": (
        "at least, minimum, minimal, min, no less, not less, or more, or further, or farther, "
        "or above, or bigger, or greater, or larger, at minimum, at very least, at the least, "
        "least, full, good, or longer, or faster, or higher, plus, and up, or over, >=, not "
        "under, lower limit, +, and more, or beyond, or better, nothing under, nothing below, "
        "nothing less than, reach, attain, amount to, no fewer than, close enough, near enough, "
        "is close enough, is near enough, far enough, is far enough"
    ),
    "reach": ("attainment, arrival, arrival at, achievement, completion, reaching, attainment of"),
    "neg": (
        "no episode, in no episode, no, not, never, none, zero, nobody, nothing, neither, "
        "nor, no one, without, cannot, under no circumstances, not ever, at no time, no man, "
        "not a single, not once, in no case, no part, nought, nil, at no point, not even, "
        "non, never ever, no longer, nowhere"
    ),
    "ban": (
        "off limits, out of bounds, no go, closed, forbidden, prohibited, banned, taboo, "
        "dangerous, deadly, cheating, illegal, unlawful, barred, prohibited area, nogo, no go "
        "area, not okay, poison, verboten, a no, disallowed, impermissible, not done, "
        "unacceptable, lethal, unsafe, risky, perilous, treacherous, locked, fatal, a breach, "
        "breach, offence, violation, wrong, out of question, restricted area, hazardous, "
        "harmful, hostile, death, off bounds, no go zone, a crime, sin, not on, never okay, "
        "forbid, ruled out, left alone, excluded, cursed, dangerous for"
    ),
    "shun": (
        "to avoid, stay off, stay out, stay out of, keep out, keep out of, keep off, stay "
        "away, keep away, keep clear, stay clear, steer clear, leave alone, leave be, spare, "
        "hands off, hands off of, keep from, steer clear of, shunned, avoided, no contact "
        "with"
    ),
    "arena": ("arena, playing field, playing area, playground"),
    "cost": ("cost, costs, penalty"),
    "may": (
        "allowed, permitted, cleared, licensed, entitled, authorised, authorized, fine, ok, "
        "okay, tolerated, may, can, could, free, safe, acceptable, granted, forgiven, "
        "excused, grant, safe to, legal, alright, welcome, fair game, lawful, harmless, "
        "forgive, it is fine to"
    ),
    "doom": (
        "game over, mission abort, instant fail, fail, fails, reset, you die, you lose, gets "
        "you mission over, mission fail, you are out, death, is over, it is over, abort, "
        "aborted, disqualified, disqualification, termination, ban, penalty, end, means "
        "death, failure, you drown, will kill, fired, detention, the end, dead, lost, burn, "
        "breach, constitutes breach, constitutes violation, constitute breach"
    ),
    "times": (
        "time, times, occasion, occasions, chance, chances, go, goes, life, lives, strike, "
        "warning, warnings, visit, visits, occurrence, occurrences, instance, instances, "
        "pass, passes"
    ),
    "episode": (
        "over session, in session, during session, this session, per "
        "voyage, this voyage, per journey, on journey, this trip, per outing, per round, per "
        "mission, per sitting, in each run, this run, this episode, in whole run, per run, "
        "per episode, per ep, in one episode, per game, in any one episode, per trip, in run, "
        "in episode, per session, in any one run, each episode, per trial, per attempt, in "
        "each episode, over episode, in game"
    ),
    "total": (
        "total, in total, cumulative, cumulatively, in sum, in all, all told, all in all, "
        "altogether, aggregate, accumulated, added together, overall, added up, combined, "
        "summed, per episode, per run, per game, per ep, over session"
    ),
    "combined": (
        "combined, between them, total, in total, together, jointly, altogether, all told"
    ),
    "row": (
        "per entry, per visit, per stay, at time, at stretch, in row, consecutive, "
        "consecutively, continuous, continuously, uninterrupted, without interruption, in one "
        "go, at any one time, at once, unbroken, successive, straight, one after another, "
        "longest, on end, per stretch, in one sitting, at one time, without break, a single "
        "stay, continuous period"
    ),
    "aside": (
        "so much as, even so much as, not earlier, not before, not before that, no earlier, "
        "no sooner, never earlier, not sooner, notice that, realise that, realize that"
    ),
    "so": (
        "->, =, and you will, and it will, and we will, obliges, oblige, requires, require, "
        "demands, calls for, entails, necessitates, implies, must be followed by, is to be "
        "followed by, shall be followed by, is followed by, means, mean, be followed by, has "
        "to be followed by, leads to, results in, triggers, means that, equals, should be "
        "followed by, compels, forces"
    ),
    "between": (
        "between, between robot and, between agent and, between vehicle and, "
        "between you and, between yourself and, between it and, between itself and, "
        "between us and, between car and, between body and"
    ),
    "average": (
        "average, avg, mean, on average, in average, averaging, expected, averaged, typically"
    ),
    "window": (
        "window, in any, within any, per, every, in every, within any period of, inside of, "
        "inside, in any stretch of, in any sliding window of, sliding window, in any window "
        "of, each, within, during any, frequency, over any, in, in space of, out of any, any"
    ),
    "opening": (
        "first, opening, for first, in first, during first, initial, during your first, over "
        "first, during opening, starting, start, beginning"
    ),
    "after": (
        "post, after, once, following, upon, on, after that, having, since, as soon as, from "
        "moment, moment, now that, after first, with first, follows, subsequent to"
    ),
    "before": (
        "pre, before, prior to, prior, before to, ahead of, earlier than, until after, up to "
        "time, b4"
    ),
    "until": (
        "until, till, til, unless and until, up to time, until after, up until, up to moment"
    ),
    "when": (
        "when, if, in event that, in event of, where, in case, should, whoever, anyone who, "
        "anyone, anybody, he who, those who, everyone who, anybody who, one who, robots that, "
        "robot that"
    ),
    "while": (
        "while, whilst, as long as, so long as, during, whenever, anywhere, any time, wherever"
    ),
    "every": (
        "every time, each time, whenever, everytime, each time when, after each, after every, "
        "upon any, after any, on any, with any, following any"
    ),
    "unless": ("unless, except when, save where, save when, except if, except while, save while"),
    "then": ("then, so, therefore, thus, only then, and then"),
    "makes": ("make, makes, made, mean, means, turn, turns, render, renders, become, becomes, get"),
    "lock": (
        "lock, locks, lock out, closes, close, awaken, awakens, bar, bars, awakes, wakes, "
        "activates, triggers, forbids, disables permission to, loses right to, lose right to, "
        "disables"
    ),
    "unlock": (
        "unlock, unlocks, open, opens, disarms, disarm, clears, frees, tames, calms, "
        "neutralises, makes safe, deactivates, allows, permits, cools, extinguishes"
    ),
    "first": ("first, beforehand, previously, earlier, prior, initially"),
    "again": (
        "again, any more, anymore, thereafter, henceforth, forthwith, from then on, "
        "afterwards, from that moment, from that moment on, for remainder of episode, any "
        "longer"
    ),
    "start": (
        "from where it started, from its original position, from where it was, from original "
        "position, from starting place, from their starting place, from start, from its "
        "start, from its place, from their place, from their original position, from where it "
        "stood, original position, from their original place, from initial position"
    ),
    "each": ("each, both, respectively, apiece, individually, per kind"),
    "same": ("at same time, simultaneously, at once, together, both at once"),
    "past": ("has, have, had, been, having, have been, has been, had been, having been"),
}

#: Words that add nothing to a clause wherever they stand in it.
FILL = (
    "want aboard persons "
    "of to at by for from with that which who whom whose as so then there here still any all "
    "is are be been being was were will would shall should do does did has have had having "
    "get gets got you we they i us it them he him she her himself itself one ones thing "
    "things also both up each every own yourself themselves robot agent vehicle car today "
    "please right everybody everyone anybody anyone such same said these "
    "those this another other his hers ours time whatsoever howsoever arising "
    "hereby herein therein thereof wide inclusive number amount "
    "count value need than case "
    "constitute constitutes amounts equal equals occur occurs happen happens exist exists "
    "remains remain around about throughout always constantly permanently "
    "entire whole length mere either next along "
    "round rate meaning namely says tells told "
    "reckons insists run lasts lasting during whether single permanent strict "
    "firm absolute standing rule rules regulation terms requirement "
    'deemed considered regarded treated whatever down back - ; . : ( ) " ! ? , and or but nor '
    "yet plus & /"
)
