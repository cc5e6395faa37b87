"""Verbs of moving, staying and keeping, and those that introduce others."""

from __future__ import annotations

__all__ = ["MOTION_VERBS", "EVENT_NOUNS"]

#: Class: verb phrases; the first word is inflected.
MOTION_VERBS: dict[str, str] = {
    # staying inside: a state, so that an order to do it is no goal
    "DWELL": (
        "stay, remain, linger, dwell, stay put, hang around, sit, wait, stand, loiter, rest, "
        "be, be found, spend time, camp, idle, park, tarry, hover, continue, keep, be parked, "
        "be standing, be sitting, be left, last, sojourn, hang out, lie, be located, be stuck, "
        "get stuck, settle, delay, be lingering, stick around"
    ),
    "SPEND": "spend, pass, use up, accumulate, clock up, waste, rack up, total, collect, run up",
    "MOTION": (
        "come, get, go, move, drive, travel, walk, step, run, roll, stray, venture, wander, "
        "be, drift, pass, stand, ride, navigate, veer, ever come, ever get, swerve, steer, "
        "edge, creep, head, cruise, operate, race, sprint, float, slide, sit, hover, wind up, "
        "end up, find yourself, put yourself, position yourself, place yourself, "
        "bring yourself, approach, rush, crawl, proceed, maneuver, manoeuvre, advance, pull, "
        "draw, land, fly, march, stop, park, rest, wait, stray anywhere, race around, "
        "drive anywhere, hang around, dwell, loiter, be found, be located, be seen, "
        "be positioned, be caught, come anywhere, go anywhere, get anywhere, found, "
        "let body get, dip, creep up, exist, hang out, act, live, work, wander anywhere, "
        "be anywhere, trespass, set foot, "
        "find itself, find themselves, place itself, put itself, bring itself, get itself, "
        "get yourself, hang about, mill about, loaf about, potter"
    ),
    "KEEP": (
        "keep, stay, remain, maintain, be, hold, stand, stick, leave, have, preserve, observe, "
        "respect, allow, keep up, give, ensure, retain, sustain, put, move, provide, "
        "always maintain, position yourself, keep yourself, hold yourself, keep robot, "
        "keep it, keep agent, place yourself, travel, drive, park, back off to, back away to, "
        "retreat to, withdraw to, get, back up to, back off, back up, back away, retreat, "
        "withdraw, move off, move away, pull back, step back, go, run, operate, work, sit, "
        "walk, step, set, require, guarantee, keep vehicle, keep car, remain at, steer, pass, "
        "keep your body, pull away, keep back, hold back, stay back, distance yourself, "
        "drop back, walk only on, keep body"
    ),
    "EXCEED": (
        "exceed, go over, go above, be over, be above, surpass, break, go past, go beyond, "
        "rise above, climb above, get above, get over, exceed limit of, last longer than, "
        "last more than, last over, take longer than, take more than, be longer than, "
        "be more than, be greater than, be higher than, be faster than, overshoot, outrun, "
        "overstep, go higher than, run above, run over, grow above, be larger than, "
        "become greater than, become more than, increase above, increase beyond, ever exceed, "
        "creep above, creep over, come above, be in excess of, climb over, get past, "
        "rise over, be exceeding, outpace, reach beyond, violate, cross, beat, jump above, "
        "pass, shoot past, shoot over, climb past, creep past, move past, "
        "be past, be beyond, rise past, get beyond, rise beyond, go faster than, tip over, "
        "peak above, jump past, spike above, shoot above, overstep limit of, wander above, "
        "break through, overtake"
    ),
    "DROP_BELOW": (
        "drop below, fall below, go below, be below, be under, get below, be less than, "
        "drop under, fall under, go under, dip below, sink below, be smaller than, "
        "be lower than, shrink below, decrease below, get under, become less than, "
        "be closer than, dip under, get less than, slip below, come below, be fewer than, "
        "come under, get lower than, get smaller than, be slower than, shrink to less than, "
        "become smaller than, undercut, drop to less than, decrease to less than, "
        "be shorter than, fall short of, slow below, get down below, be nearer than, "
        "sink under, slow to less than, slip under, dip to less than, fall to less than, "
        "sag below, sag under"
    ),
    "REACH_VALUE": (
        "reach, hit, attain, get to, get up to, go up to, equal, be equal to, touch, meet, "
        "arrive at, come to, go as fast as, amount to, drop to, fall to, sink to"
    ),
    "STAY_VALUE": (
        "last, take, be, stay, remain, be kept, be held, stand, lie, keep, hold, come to, "
        "be limited to, be capped at, limited to, capped at, be restricted to, restricted to, "
        "amount to, stop at, top out at, go, drop, be always, measure, be confined to, "
        "be maintained, continue, be set to, equal, be kept at, be held at, be bounded by, "
        "reach, total, be allowed to be, be no"
    ),
    "LIMIT": (
        "limit, cap, restrict, keep, hold, cut, bound, confine, reduce, lower, bring down, "
        "throttle, curb, set, bring, hold down, moderate, drop, slow, decrease, govern, clamp, "
        "constrain, restrain, control, maintain, ease, regulate, dial down, peg, cut down, "
        "keep down, get"
    ),
    "SPEED_VERB": (
        "go, move, drive, travel, run, walk, roll, proceed, cruise, be going, be moving, "
        "be driving, be travelling, be traveling, be, ride, operate, advance, pass, keep, "
        "stay, remain, do, pass by, cross, race, speed, keep going, keep moving, keep driving, "
        "get, approach, slow down, slow, decelerate, slow yourself down, brake, brake down, "
        "get down, drop, be running, cruise around, keep it, go around, drive around, "
        "move around, drop speed, reduce speed, come down, keep yourself, hit, navigate, "
        "maneuver, manoeuvre, go anywhere, speed up, accelerate, slow it down, reduce, "
        "step down, sprint, maintain, hold, slow right down, ease off, ease down, "
        "throttle down, creep, crawl, progress, have speed of, have speed, "
        "slow down your speed, move along, travel along, come through, swim, hop, "
        "throttle back, take it, slow robot down, fall back, have velocity of, jog, gallop, "
        "go about, go along, continue, clock, be doing, be clocked, "
        "be limited to, be restricted to, be capped at, be held to, be confined to, "
        "be kept to, be bound to, zip along, dash, zoom, tear along, whizz, whiz, barrel, "
        "barrel along, trundle, motor, motor along, bomb along, hurtle, dart, plod, stroll, "
        "scoot, glide, coast, scurry"
    ),
    "STOP": (
        "stop, halt, stand still, stay still, come to stop, come to halt, come to standstill, "
        "be stationary, freeze, stay put, stop moving, be still, wait, stay stationary, "
        "remain stationary, remain still, pause, come to complete stop, come to full stop, "
        "hold still, stop dead, brake to stop, be at rest, rest, stay where you are, stand, "
        "come to rest, remain where you are, keep still, be stopped, stop driving, "
        "stay in place, be motionless, stop completely, cease moving, cease motion, "
        "cease all movement, stop all movement, sit still, idle, stay motionless, "
        "remain motionless, hold position, hold your position, stop for good, "
        "come to dead stop, come to complete halt, come to full halt, stand motionless, "
        "stay at rest, remain at rest, be standing still, be at standstill, stay stopped, "
        "remain stopped, stop still, bring robot to stop, stop robot, freeze in place, "
        "stay where it is, remain where it is, remain in place, stop in place, wait still, "
        "stop motion, stop moving altogether"
    ),
    "GO": (
        "move, be moving, keep moving, be in motion, keep going, keep driving, stay in motion, "
        "set off, start moving, start driving, drive off, move off, remain in motion, budge, "
        "continue moving, move at all, move muscle, move anywhere, resume moving"
    ),
    "HAVE_VERB": (
        "survive, withstand, tolerate, endure, stand, afford, have, make, get, take, incur, "
        "cause, allow yourself, experience, suffer, accumulate, collect, commit, register, "
        "receive, produce, log, need, accrue, pile up, enjoy, see, want, rack up, use up, "
        "sustain, exceed, use, score, "
        "live with, put up with, get by with, cope with, accept, settle for, allow yourself, "
        "do with, get away with, permit yourself, bear"
    ),
    "CONTINUE": (
        "get away with, keep, keep on, continue, go on, start, begin, end up, continue to, "
        "start to, be caught, resume, bother, risk, dare, finish, think of, think about, "
        "consider, go, get caught, carry on, persist in, wind up, try, start by, come to, "
        "go ahead and, happen to, be, insist on, be found, even think about, go about, "
        "even consider, be busy, come close to, be seen, choose to, decide to, manage to, "
        "accidentally end up"
    ),
}

#: Nouns for what is counted: visits, or single steps.
EVENT_NOUNS: dict[str, str] = {
    "visits": (
        "touch, touches, contact, contacts, hit, hits, collision, collisions, bump, bumps, "
        "entry, entries, visit, visits, crossing, crossings, trip, trips, crash, crashes, "
        "encounter, encounters, knock, knocks, intrusion, intrusions, incursion, incursions, "
        "press, presses, impact, impacts, brush, brushes, violation, violations, "
        "physical contact, physical contacts, strike, strikes, bang, bangs, step into, "
        "steps into, step onto, steps onto, stay, stays, incident, incidents, pass over, "
        "passes over, slip, slips, mistake, mistakes, push, pushes, scrape, scrapes, tap, "
        "taps, excursion, excursions, stop, stops, hop, hops, dip, dips, accident, accidents, "
        "foray, forays, stroll, strolls, walk, walks, drive over, step over, steps over, tick, "
        "ticks, error, errors, infringement, infringements, clash, clashes, meeting, meetings, "
        "scratch, scratches, graze, grazes, contact events, activation, activations, event, "
        "events, run in, run ins, trespass, trespasses, touch down, ride, rides, "
        "separate contacts, separate touches, separate visits, separate entries, nudge, "
        "nudges, interaction, interactions, touching, touchings, step, steps, brush with, "
        "breach, breaches, crossing of, swim, swims, dance, distinct contacts, splash, splashes, "
        "footstep, footsteps, bath, baths, plunge, plunges, jump, jumps, passage, passages, "
        "stopover, stopovers, traversal, traversals, dunk, dunks, soak, soaks, wade, wades, "
        "step on, steps on, go, goes, walkover, stomp, stomps, dive, dives, leap, leaps, "
        "pass, passes, pass through, passes through, crossover, crossovers, trek, treks, "
        "individual touches"
    ),
    "steps": (
        "step, steps, time step, time steps, timestep, timesteps, turn, turns, "
        "simulation steps, frame, frames, tick, ticks, moves"
    ),
}
