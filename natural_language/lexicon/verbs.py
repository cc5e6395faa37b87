"""Verbs by what they say about the agent and an object, in all their forms."""

from __future__ import annotations

import functools
from collections.abc import Mapping

__all__ = ["EVENT_NOUNS", "VERBS", "forms", "inflected_verbs"]

_MOTION = "come, get, go, move, drive, travel, walk, step, run, roll, stray, venture, wander, be, drift, pass, stand, ride, navigate, veer, ever come, ever get, swerve, steer, edge, creep, head, cruise, operate, race, sprint, float, slide, sit, hover, wind up, end up, find yourself, put yourself, position yourself, place yourself, bring yourself, approach, rush, crawl, proceed, maneuver, manoeuvre, advance, pull, draw, land, fly, march, stop, park, rest, wait, stray anywhere, turn, race around, drive anywhere, hang around, dwell, loiter, be found, be located, be seen, be positioned, be caught, come anywhere, go anywhere, get anywhere, found, let body get, dip, creep up, exist, hang out, act, live, work, wander anywhere, be anywhere, trespass, set foot"

#: Verb phrases by class; the first word is inflected.
VERBS: dict[str, str] = {
    # followed by the object
    "TOUCH": (
        "touch, hit, contact, bump, bump into, bump against, collide with, crash into, crash against, "
        "run into, knock, knock into, knock against, strike, brush, brush against, graze, scrape, scrape against, "
        "clip, tap, make contact with, come into contact with, come in contact with, come in to contact with, "
        "get in contact with, get into contact with, have contact with, be in contact with, slam into, "
        "smash into, drive into, bang into, walk into, roll into, rub against, ram, ram into, butt, poke, "
        "have any contact with, make any contact with, make physical contact with, be touching, nick, "
        "encounter, enter contact with, lay finger on, lay wheel on, bounce off, bounce against, bounce into, "
        "come up against, physically contact, drive against, push against, lean against, lean on, meet, "
        "come in any contact with, come into any contact with, plough into, plow into, have collision with, "
        "have collisions with, move into, crash, crash with, hit against, land on, slip into, brush up against, "
        "brush past, impact, bash, bash into, collide against, smack into, thump, kick, bother, disturb, "
        "get into collision with, swipe, sideswipe, side swipe, rear end, be hit by, get hit by, be struck by, "
        "be touched by, get touched by, be caught by, get caught by, rub, feel, swat, have brush with, "
        "cause contact with, cause collision with, catch, run up against, get involved with, harm, damage, "
        "break, smash, mess with, interfere with, destroy, attack, tangle with, make it into, "
        "have run in with, interact with, use, set wheel on, set foot on, tick, stumble into, handle, "
        "get tangled up with, have anything to do with, be involved in collision with, join, hurt, upset"
    ),
    "ENTER": (
        "enter, step on, step in, step into, step onto, step over, walk on, walk in, walk through, walk over, walk across, "
        "walk onto, walk upon, go on, go in, go into, go through, go over, go onto, go across, go inside, drive on, drive in, "
        "drive onto, drive over, drive through, drive across, drive inside, move onto, move on, move in, move over, "
        "move through, move across, move inside, stand on, stand in, stand inside, stand on top of, cross, cross over, "
        "traverse, pass through, pass over, pass across, roll over, roll onto, roll through, roll on, roll across, "
        "travel through, travel over, travel on, travel across, travel into, occupy, get in, get into, get on, get onto, "
        "get on top of, get inside, get inside of, set foot on, set foot in, tread on, tread upon, ride over, visit, "
        "trespass on, trespass in, trespass into, intrude into, intrude on, stray into, stray onto, stray on, "
        "wander into, wander onto, venture into, venture onto, sit in, sit on, run over, run through, "
        "run on, run across, run onto, hop on, hop onto, jump on, jump onto, jump into, jump in, "
        "come into, come onto, come inside, come in, penetrate, invade, enter into, re enter, reenter, "
        "traverse through, dip into, swim in, swim through, wade into, wade through, wade in, fall into, fall in, "
        "fall onto, slide into, slide onto, drift into, drift onto, drift in, be over, be upon, "
        "trample, trample on, overrun, infringe on, intrude in, encroach on, encroach upon, encroach into, "
        "make way into, make way onto, find way into, sneak into, slip into, dive into, "
        "steer into, steer onto, steer over, steer through, set wheel in, set wheel on, set wheel into, "
        "put wheel in, put wheel on, put wheel into, veer into, veer onto, head into, head onto, "
        "be driving over, be driving through, be standing on, be standing in, be sitting in, plunge into, "
        "be walking on, be rolling over, navigate through, navigate, navigate over, navigate across, hover over, "
        "end up in, end up on, end up inside, wind up in, wind up on, land in, land on, land inside, "
        "be caught in, be caught inside, be found in, be found inside, be found on, be seen in, be parked in, "
        "find yourself in, find yourself inside, find yourself on, set foot into, set foot inside, put foot in, "
        "put foot on, go back into, go back to, go back in, go back on, go back onto, return to, return into, "
        "get back into, get back in, walk back into, walk back onto, walk inside, roll inside, roll into, "
        "cut through, cut across, take path through, take route through, creep into, pass, pass into, pass onto, "
        "lie in, lie on, stumble into, stumble onto, stumble on, be located in, be located inside, be positioned in, "
        "travel inside, advance into, swerve into, skid into, skid onto, flow into, pull into, crawl into, "
        "crawl over, crawl through, crawl onto, race through, race over, come back to, come back into, "
        "move back into, drive back into, be lost in, poke into, hit, touch, step upon, pass by way of, "
        "be caught on, make use of, step back on, step back into, step back onto, walk back on"
    ),
    # only after another of these: "enter, cross or stop in"
    "STOP_IN": "stop on, stop in, stop inside, park on, park in, park inside, wait in, wait on, wait inside, linger in, remain in, stay in, drive in",
    # staying inside: a state, so that an order to do it is no goal
    "DWELL": (
        "stay, remain, linger, dwell, stay put, hang around, sit, wait, stand, loiter, rest, be, be found, spend time, "
        "camp, idle, park, tarry, hover, continue, keep, be parked, be standing, be sitting, be left, last, sojourn, "
        "hang out, lie, be located, be stuck, get stuck, settle, delay, be lingering, stick around"
    ),
    "SPEND": "spend, pass, use up, accumulate, clock up, waste, rack up, total, collect, run up",
    "LEAVE": (
        "leave, exit, get out of, get off, vacate, step off, step out of, move out of, move off, drive out of, "
        "move away from, get away from, drive away from, drive off, come out of, go out of, walk off, walk out of, "
        "roll out of, roll off, clear, depart from, depart, quit, back out of, back off, back off from, "
        "back away from, be out of, be off, pull out of, withdraw from, escape, escape from, "
        "be out of it, get clear of, be clear of, let go of, release, abandon, be gone from, "
        "drive clear of, retreat from, move on from, stop touching, break contact with, separate from, "
        "cease contact with, break off contact with, end contact with, be outside, be outside of, "
        "have left, get free of, cease touching, be away from, no longer touch, end touching, pull away from, "
        "be off of, break away from, find way out of, make way out of, get yourself out of, run out of, evacuate"
    ),
    "MOTION": _MOTION,
    "KEEP": (
        "keep, stay, remain, maintain, be, hold, stand, stick, leave, have, preserve, observe, respect, allow, "
        "keep up, give, ensure, retain, sustain, put, move, provide, always maintain, position yourself, "
        "keep yourself, hold yourself, keep robot, keep it, keep agent, place yourself, travel, drive, park, "
        "back off to, back away to, retreat to, withdraw to, get, back up to, back off, back up, back away, "
        "retreat, withdraw, move off, move away, pull back, step back, go, run, operate, work, sit, walk, step, "
        "set, require, guarantee, keep vehicle, keep car, remain at, steer, pass, keep your body, "
        "pull away, keep back, hold back, stay back, distance yourself, drop back, walk only on, keep body"
    ),
    "APPROACH": "approach, near, close in on, get near, come near, go near, draw near, move towards, go towards, get up to, come up to, drive up to, creep up on, crowd, move toward, get close to, come close to, approximate",
    "AVOID_OBJECT": (
        "avoid, stay away from, keep away from, keep off, stay off, stay out of, keep out of, steer clear of, "
        "keep clear of, stay clear of, stay off of, keep off of, remain outside, stay outside, stay outside of, "
        "keep outside, keep outside of, remain out of, remain outside of, shun, bypass, circumvent, evade, dodge, "
        "go around, drive around, walk around, leave alone, leave untouched, leave be, skirt, skirt around, "
        "get away from, stand clear of, hands off, beware of, beware, respect boundaries of, spare, detour around, "
        "steer around, refrain from, be wary of, watch out for, look out for, keep hands off, "
        "remain off, remain clear of, remain away from, be clear of, be outside of, be outside, be out of, "
        "move around, keep robot out of, keep robot away from, keep robot off, keep agent away from, "
        "keep agent out of, keep it away from, keep it off, keep it out of, "
        "mind, watch, abstain from, hop over, get around, jump over, "
        "eschew, steer away from, keep yourself out of, keep yourself away from, stop short of, "
        "be away from, be off, "
        "keep from, drive clear of, keep free of, hands away from, keep vehicle away from, "
        "keep vehicle out of, keep vehicle off, stay free of, keep wheels off, keep wheels out of, "
        "leave in peace, keep car away from, keep car out of, keep car off, weave around, "
        "keep robot clear of, exclude, skip, pass around, ward off, stand off, navigate around, "
        "treat as off limits, treat as forbidden, treat as forbidden zone, treat as no go zone, "
        "treat as no go zones, keep ant out of, keep ant away from, keep ant off"
    ),
    "EXCEED": "exceed, go over, go above, be over, be above, surpass, break, go past, go beyond, rise above, climb above, get above, get over, exceed limit of, last longer than, last more than, last over, take longer than, take more than, be longer than, be more than, be greater than, be higher than, be faster than, overshoot, outrun, overstep, go higher than, run above, run over, grow above, be larger than, become greater than, become more than, increase above, increase beyond, ever exceed, creep above, creep over, come above, be in excess of, climb over, get past, rise over, be exceeding, outpace, reach beyond, violate, cross, beat, jump above",
    "DROP_BELOW": "drop below, fall below, go below, be below, be under, get below, be less than, drop under, fall under, go under, dip below, sink below, be smaller than, be lower than, shrink below, decrease below, get under, become less than, be closer than, dip under, get less than, slip below, come below, be fewer than, come under, get lower than, get smaller than, be slower than, shrink to less than, become smaller than, undercut, drop to less than, decrease to less than, be shorter than, fall short of, slow below, get down below, be nearer than",
    "REACH_VALUE": "reach, hit, attain, get to, get up to, go up to, equal, be equal to, touch, meet, arrive at, come to, go as fast as, amount to, drop to, fall to, sink to",
    "STAY_VALUE": "last, take, be, stay, remain, be kept, be held, stand, lie, keep, hold, come to, be limited to, be capped at, limited to, capped at, be restricted to, restricted to, amount to, stop at, top out at, go, drop, be always, measure, be confined to, be maintained, continue, be set to, equal, be kept at, be held at, be bounded by, be, reach, total, be allowed to be, be no",
    "LIMIT": "limit, cap, restrict, keep, hold, cut, bound, confine, reduce, lower, bring down, throttle, curb, set, bring, hold down, moderate, drop, slow, decrease, govern, clamp, constrain, restrain, control, maintain, ease, regulate, dial down, peg, cut down, keep down, get",
    "SPEED_VERB": (
        "go, move, drive, travel, run, walk, roll, proceed, cruise, be going, be moving, be driving, be travelling, be traveling, "
        "be, ride, operate, advance, pass, keep, stay, remain, do, pass by, cross, race, speed, keep going, keep moving, keep driving, "
        "get, approach, slow down, slow, decelerate, slow yourself down, brake, brake down, get down, drop, be running, cruise around, keep it, "
        "go around, drive around, move around, drop speed, reduce speed, come down, keep yourself, hit, navigate, maneuver, manoeuvre, "
        "go anywhere, speed up, accelerate, slow it down, reduce, step down, sprint, maintain, hold, "
        "slow right down, ease off, ease down, throttle down, creep, crawl, progress, have speed of, have speed, "
        "slow down your speed, move along, travel along, come through, swim, hop, throttle back, take it, slow robot down, "
        "fall back, have velocity of, jog, gallop, go about, go along, continue, clock, be doing, be clocked"
    ),
    "STOP": (
        "stop, halt, stand still, stay still, come to stop, come to halt, come to standstill, be stationary, freeze, stay put, "
        "stop moving, be still, wait, stay stationary, remain stationary, remain still, pause, come to complete stop, "
        "come to full stop, hold still, stop dead, brake to stop, be at rest, rest, stay where you are, stand, "
        "come to rest, remain where you are, keep still, be stopped, stop driving, stay in place, be motionless, "
        "stop completely, cease moving, cease motion, cease all movement, stop all movement, sit still, idle, park, "
        "stay motionless, remain motionless, hold position, hold your position, stop for good, come to dead stop, "
        "come to complete halt, come to full halt, stand motionless, stay at rest, remain at rest, be standing still, "
        "be at standstill, stay stopped, remain stopped, stop still, bring robot to stop, stop robot, freeze in place, "
        "stay where it is, remain where it is, remain in place, stop in place, wait still, stop motion, stop moving altogether"
    ),
    "GO": "move, be moving, keep moving, be in motion, keep going, keep driving, stay in motion, set off, start moving, start driving, drive off, move off, remain in motion, budge, continue moving, move at all, move muscle, move anywhere, resume moving",
    "PUSH": "move, push, displace, shift, shove, nudge, drag, knock, budge, relocate, reposition, slide, dislodge, transport, disturb, carry, shunt, bump, knock over, knock around, push around, move around, pull, push away, drag around, drive, roll, haul, knock away, drift, travel, wander, be displaced, be moved, be pushed, send, translate, change position of, push along, jostle, tow, punt",
    "REACH": "be to, reach, get to, arrive at, attain, arrive in, make it to, achieve, hit, touch, enter, find, get into, come to, go to, visit, be at, step on, step in, be in, make contact with, complete, accomplish, meet, pass, score, collect, land on, land in, drive into, drive to, head to, travel to, finish, move to, walk to, obtain, get, make",
    "PRESS": "press, push, hit, activate, click, trigger, touch, press down, push down, hit on, tap, use, engage, bump into, bump, press on, contact, operate, punch, strike, come into contact with, make contact with, collide with, reach, step on, press against, run into, drive into, fire, press into",
    "DO": "do, happen, occur, take place, do so, be case, come about, arise",
    "GO_TO": "be to, go to, visit, get to, reach, come to, head to, head for, see, find, get, walk to, drive to, make way to, travel to, be at, go through, pass through, travel through, go via, check, get on, go on, do, have",
    "HAVE_VERB": "survive, withstand, tolerate, endure, stand, afford, have, make, get, take, incur, cause, allow yourself, experience, suffer, accumulate, collect, commit, register, receive, produce, log, need, accrue, pile up, enjoy, see, want, rack up, use up, sustain, exceed, use, score",
    "CONTINUE": "get away with, keep, keep on, continue, go on, start, begin, end up, continue to, start to, be caught, resume, bother, risk, dare, finish, think of, think about, consider, go, get caught, carry on, persist in, wind up, try, start by, come to, go ahead and, end up, happen to, be, insist on, be found, even think about, go about, even consider, be busy, come close to, be seen, choose to, decide to, manage to, accidentally end up",
}  # fmt: skip

#: Nouns for what is counted: visits, or single steps.
EVENT_NOUNS: dict[str, str] = {
    "visits": (
        "touch, touches, contact, contacts, hit, hits, collision, collisions, bump, bumps, entry, entries, visit, "
        "visits, crossing, crossings, trip, trips, crash, crashes, encounter, encounters, knock, knocks, intrusion, "
        "intrusions, incursion, incursions, press, presses, impact, impacts, brush, brushes, violation, violations, "
        "physical contact, physical contacts, strike, strikes, bang, bangs, step into, steps into, step onto, steps onto, "
        "stay, stays, incident, incidents, pass over, passes over, slip, slips, mistake, mistakes, push, pushes, scrape, "
        "scrapes, tap, taps, excursion, excursions, stop, stops, hop, hops, dip, dips, accident, accidents, foray, forays, "
        "stroll, strolls, walk, walks, drive over, step over, steps over, tick, ticks, error, errors, infringement, "
        "infringements, clash, clashes, meeting, meetings, scratch, scratches, graze, grazes, contact events, activation, "
        "activations, event, events, run in, run ins, trespass, trespasses, touch down, ride, rides, separate contacts, "
        "separate touches, separate visits, separate entries, nudge, nudges, interaction, interactions, touching, touchings, "
        "step, steps, brush with, breach, breaches, crossing of, swim, swims, dance, distinct contacts, individual touches"
    ),
    "steps": "step, steps, time step, time steps, timestep, timesteps, turn, turns, simulation steps, frame, frames, tick, ticks, moves",
}

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("is", "are", "was", "were", "am", "being", "been", "'s"),
    "have": ("has", "had", "having"),
    "go": ("goes", "went", "gone", "going"),
    "do": ("does", "did", "done", "doing"),
    "come": ("comes", "came", "coming"),
    "get": ("gets", "got", "gotten", "getting"),
    "run": ("runs", "ran", "running"),
    "drive": ("drives", "drove", "driven", "driving"),
    "stand": ("stands", "stood", "standing"),
    "keep": ("keeps", "kept", "keeping"),
    "leave": ("leaves", "left", "leaving"),
    "hold": ("holds", "held", "holding"),
    "spend": ("spends", "spent", "spending"),
    "hit": ("hits", "hitting"),
    "set": ("sets", "setting"),
    "cut": ("cuts", "cutting"),
    "put": ("puts", "putting"),
    "let": ("lets", "letting"),
    "strike": ("strikes", "struck", "striking", "stricken"),
    "tread": ("treads", "trod", "trodden", "treading"),
    "sit": ("sits", "sat", "sitting"),
    "lie": ("lies", "lay", "lain", "lying"),
    "swim": ("swims", "swam", "swum", "swimming"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "make": ("makes", "made", "making"),
    "give": ("gives", "gave", "given", "giving"),
    "take": ("takes", "took", "taken", "taking"),
    "find": ("finds", "found", "finding"),
    "meet": ("meets", "met", "meeting"),
    "bring": ("brings", "brought", "bringing"),
    "stick": ("sticks", "stuck", "sticking"),
    "slide": ("slides", "slid", "sliding"),
    "freeze": ("freezes", "froze", "frozen", "freezing"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "ride": ("rides", "rode", "ridden", "riding"),
    "rise": ("rises", "rose", "risen", "rising"),
    "sink": ("sinks", "sank", "sunk", "sinking"),
    "shrink": ("shrinks", "shrank", "shrunk", "shrinking"),
    "speed": ("speeds", "sped", "speeding", "speeded"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "fly": ("flies", "flew", "flown", "flying"),
    "feel": ("feels", "felt", "feeling"),
    "send": ("sends", "sent", "sending"),
    "wind": ("winds", "wound", "winding"),
    "beat": ("beats", "beaten", "beating"),
    "creep": ("creeps", "crept", "creeping"),
    "begin": ("begins", "began", "begun", "beginning"),
    "lay": ("lays", "laid", "laying"),
    "catch": ("catches", "caught", "catching"),
    "die": ("dies", "died", "dying"),
    "swerve": ("swerves", "swerved", "swerving"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "see": ("sees", "saw", "seen", "seeing"),
    "hurt": ("hurts", "hurting"),
    "see": ("sees", "saw", "seen", "seeing"),
    "think": ("thinks", "thought", "thinking"),
    "stay": ("stays", "stayed", "staying"),
    "enter": ("enters", "entered", "entering"),
    "visit": ("visits", "visited", "visiting"),
    "happen": ("happens", "happened", "happening"),
    "wander": ("wanders", "wandered", "wandering"),
    "linger": ("lingers", "lingered", "lingering"),
    "exceed": ("exceeds", "exceeded", "exceeding"),
    "encounter": ("encounters", "encountered", "encountering"),
    "limit": ("limits", "limited", "limiting"),
    "trigger": ("triggers", "triggered", "triggering"),
    "travel": ("travels", "travelled", "traveled", "travelling", "traveling"),
    "remain": ("remains", "remained", "remaining"),
    "contact": ("contacts", "contacted", "contacting"),
    "bother": ("bothers", "bothered", "bothering"),
    "hover": ("hovers", "hovered", "hovering"),
    "steer": ("steers", "steered", "steering"),
    "steal": ("steals", "stole", "stolen", "stealing"),
    "shed": ("sheds", "shedding"),
    "outrun": ("outruns", "outran", "outrunning"),
    "overrun": ("overruns", "overran", "overrunning"),
}  # fmt: skip
_VOWELS = "aeiou"


@functools.cache
def forms(verb: str) -> tuple[str, ...]:
    """The forms of a verb, the verb itself first.

    >>> forms("bump"), forms("stop"), forms("cross")[:2]
    (('bump', 'bumps', 'bumped', 'bumping'), ('stop', 'stops', 'stopped', 'stopping'), \
('cross', 'crosses'))
    """
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb])
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    doubled = (
        len(verb) > 2
        and verb[-1] not in _VOWELS + "wxy"
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS
    )
    stem = verb + verb[-1] if doubled else verb
    return verb, third, f"{stem}ed", f"{stem}ing"


@functools.cache
def inflected_verbs() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Every form of every verb phrase by class, each with the phrase as listed."""
    table: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, text in VERBS.items():
        found = {}
        for phrase in text.split(","):
            words = phrase.split()
            if not words:
                continue
            for form in forms(words[0]):
                found[" ".join((form, *words[1:]))] = phrase.strip()
        table[name] = tuple(found.items())
    return table
