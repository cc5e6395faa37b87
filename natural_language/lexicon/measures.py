"""Measures by name, and words that ask for one without giving it."""

from __future__ import annotations

__all__ = ["MEASURES"]

#: Class: phrases.
MEASURES: dict[str, str] = {
    "VAGUE_NEAR": (
        "near, close to, near to, next to, around, by, beside, nearby, in vicinity of, "
        "in neighbourhood of, in neighborhood of, in proximity of, in proximity to, "
        "in close proximity to, alongside, adjacent to, anywhere near, too close to, too near, "
        "too near to, closely, close, too close, anywhere close to, in area of, near any of, "
        "so close to, right next to, closer to, nearer to, neighbouring, neighboring, "
        "very close to, up close to, adjoining, in surroundings of, directly next to, "
        "immediately next to, directly beside, right beside, directly adjacent to, "
        "immediately adjacent to, bordering, bordering on, abutting, surrounding, right by, "
        "directly by, adjacent with, in contact with side of, side by side with, touching edge of, "
        "at edge of, on edge of, next door to, that border, that border on, that surround, "
        "right next to, just next to, just beside, neighbour to, neighbouring to, one step from, "
        "bordered by"
    ),
    "VAGUE_FAR": (
        "far from, far away from, well away from, well clear of, far away, far, "
        "safe distance from, good distance from, decent distance from, "
        "reasonable distance from, long way from, comfortable distance from, "
        "safe distance away from, at safe distance from, sufficient distance from, "
        "at good distance from, respectful distance from, at respectful distance from, "
        "enough distance from, wide berth, healthy distance from, some distance from, "
        "at reasonable distance from, at comfortable distance from, at distance from, "
        "distance from, enough space from, safe distance to, some distance to, "
        "sufficiently far from, far enough from, far enough away from, plenty of space from, "
        "plenty of room from, little away from, at decent distance from, a way off from, "
        "some way from, quite far from"
    ),
    "VAGUE_FAST": (
        "high, too fast, fast, quickly, too quickly, speeding, speed, at high speed, "
        "high speed, at speed, rush, hurry, race, at full speed, so fast, very fast, "
        "excessive speed, at excessive speed, recklessly, so quickly, wildly, at great speed, "
        "too much speed, rushing, hurrying, racing, at top speed, rapidly, too rapidly"
    ),
    "VAGUE_SLOW": (
        "low, lower, slow, slowly, slow down, slower, at low speed, low speed, gently, gentle, "
        "more slowly, carefully slow, at walking pace, at crawl, at safe speed, "
        "at moderate speed, speed down, take it slow, take it easy, decelerate, brake, "
        "reduce speed, lower speed, slowing down, slowed down, at reasonable speed, "
        "moderately, at slow speed, at snail 's pace, safe speed, moderate speed, "
        "reasonable speed, slow pace, crawl, at slow pace, ease off, at gentle pace, down"
    ),
    "VAGUE_LONG": (
        "right after, immediately after, directly after, straight after, right afterwards, "
        "long, too long, for long, for too long, for long time, for very long, soon, quickly, "
        "immediately, at once, straight away, right away, shortly, promptly, instantly, "
        "as soon as possible, without delay, for while, briefly, for short time, for bit, "
        "quick, swiftly, fast, asap, at earliest opportunity, for extended period, "
        "for extended time, for extended periods, for moment, for some time, for short while, "
        "for prolonged time, for prolonged periods, as quickly as possible, "
        "as fast as possible, in timely manner, in good time, for very short time, "
        "little while"
    ),
    "VAGUE_OFTEN": (
        "often, too often, too many times, many times, frequently, repeatedly, too much, much, "
        "several times, few times, too frequently, lot, so often, so many times, excessively, "
        "more than few times, more than several times, some times, sometimes, rarely, seldom, "
        "occasionally, sparingly, as little as possible, as few times as possible, "
        "as rarely as possible, as seldom as possible, minimise, minimize, "
        "more than necessary, unnecessarily often, as much as possible, mostly, less, few, "
        "many, several, too many, over and over, more than handful of times, handful of times, "
        "much of time, most of time, most times, usually, normally, generally, "
        "from time to time, now and then, every now and then, once in while, every so often, "
        "now and again, every now and again, every once in while, at times, on occasion"
    ),
    "SPEED_NOUN": (
        "speed, speeds, velocities, velocity, pace, top speed, maximum speed, forward speed, "
        "max speed, robot speed, travel speed, driving speed, robot 's speed, agent 's speed, "
        "agent speed, horizontal speed, speed of robot, speed of agent, speed limit, "
        "running speed, movement speed, max velocity, maximum velocity, speed of travel, "
        "velocity of robot, velocity of agent, overall speed, car 's speed, ground speed, "
        "vehicle 's speed, vehicle speed, speed of vehicle, speed of car, car speed, "
        "top velocity, maximal speed, maximum pace, driving pace, walking speed, "
        "forward velocity, speed cap, speedometer, it 's speed, moving speed, cruising speed, "
        "max pace, ant 's speed, speed of movement, speed of ant, speed of body"
    ),
    "LIMIT_NOUN": (
        "limit, cap, maximum, max, ceiling, upper limit, upper bound, most, threshold, "
        "allowance, budget, quota, ration"
    ),
    "COST_NOUN": (
        "cost, total cost, task cost, costs, episode cost, cumulative cost, safety cost, "
        "episodic cost, task 's cost, task 's own cost, task own cost, cost of episode, "
        "cost per episode, cost of task, sum of costs, total costs, total safety cost, "
        "accumulated cost, cumulated cost, cost of run, cost return, cost total, overall cost, "
        "total episode cost, total task cost, cost sum, costs of episode, total of costs, "
        "environment cost, environment 's cost, environment 's own cost, native cost, "
        "built in cost, penalty, safety violations cost, safety budget"
    ),
    "DIST_NOUN": (
        "distance, dist, gap, buffer, clearance, margin, space, separation, berth, room, "
        "safety distance, safety margin, minimum distance, buffer zone, safe distance, "
        "cushion, spacing, leeway, air, safety buffer, safety clearance, safe margin, "
        "free space, safety gap, elbow room, empty space, gap of air, open space, clear space, "
        "safety zone, radius, exclusion zone, keep out zone, safety radius, bubble, free room, "
        "floor, free floor, no go zone, perimeter, buffer space, keepout, standoff, stand off"
    ),
    "TIME_NOUN": (
        "time, total time, stay, stays, visit, visits, period, periods, stretch, duration, "
        "cumulative time, dwell time, overall time, combined time"
    ),
    "CENTRES": (
        "measured centre to centre, measured from centre to centre, centre to centre, "
        "center to center, measured center to center, measured from center to center, "
        "from centre to centre, from center to center, between centres, between centers, "
        "measured between centres, measured between centers, centre distance, center distance, "
        "counting from centres, counted centre to centre, counted center to center, "
        "measured to centre, measured to center, measured from centres, measured from centers"
    ),
    "CENTRE_OF": (
        "centre of, center of, middle of, centres of, centers of, 's centre, 's center, "
        "centre, center, midpoint of, central point of, centre point of, center point of, "
        "middles of, very centre of"
    ),
    "SURFACE_OF": (
        "edge of, edges of, surface of, rim of, border of, boundary of, rims of, surfaces of, "
        "borders of, perimeter of, outer edge of, nearest edge of, nearest part of, "
        "outside of, edge, outline of"
    ),
}
