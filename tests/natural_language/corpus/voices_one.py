"""Development sentences in voices: an officer, a parent, an engineer and a lawyer."""

from __future__ import annotations

from saferl.constraints import (
    After,
    Always,
    AtMost,
    For,
    ForAtMost,
    Never,
    Until,
    Within,
)
from tests.natural_language.corpus.items import (
    ANT_VELOCITY,
    BUTTON,
    CAR_GOAL,
    CHEETAH,
    CIRCLE,
    GOAL,
    PUSH,
    STILL,
    C,
    D,
    E,
    Moved,
    V,
    average,
    both,
    car,
    cost,
    either,
    no,
    ok,
    point,
    section,
)

__all__ = ["ENGINEER", "LAWYER", "OFFICER", "PARENT"]

FOOT, INCH, MPH, KMH = 0.3048, 0.0254, 0.44704, 1 / 3.6
hazards, vases = C("hazards"), C("vases")
gremlins, buttons, pillars = C("gremlins"), C("buttons"), C("pillars")
box, walls = C("box"), C("walls")
goal, wrong, left = E("goal_reached"), E("wrong_button_pressed"), E("left_arena")

#: A safety officer who wastes no word.
OFFICER = (
    section(
        GOAL,
        ok("Vases: zero contact.", Never(vases), "contact"),
        ok("Standoff to every hazard 40 cm, no less.", Always(D("hazards") >= 0.4), "distance"),
        ok("Hazard entries, three per run, hard ceiling.", AtMost(3, hazards), "budget"),
        ok("Max two vase strikes. Third strike, mission abort.", AtMost(2, vases), "budget"),
        ok("Velocity not to exceed 1.5 m/s anywhere.", Always(V <= 1.5), "speed", pair="vo1"),
        ok("Velocity not to drop below 1.5 m/s anywhere.", Always(V >= 1.5), "speed", pair="vo1"),
        ok(
            "Inside 1 m of a vase: 0.3 m/s or slower.",
            Never((D("vases") <= 1) & (V > 0.3)),
            "speed-near",
        ),
        ok("Post goal, hazards closed.", After(goal, Never(hazards)), "sequence"),
        ok("Pre goal, hazards closed.", Until(~hazards, goal), "sequence"),
        ok(
            "Hazard dwell: 2 s max per entry.",
            ForAtMost(point(2), hazards),
            "duration",
        ),
        ok(
            "Hazard exposure, cumulative, 5 s per episode max.",
            AtMost(point(5), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "On hazard entry, vacate inside 20 steps.",
            Within(hazards, ~hazards, 20),
            "response",
        ),
        ok("Vase displacement limit 10 cm.", Always(Moved("vases") <= 0.1), "displacement"),
        ok(
            "Mean vase contacts per episode: not above 0.5.",
            average(Never(vases), 0.5),
            "average",
        ),
        ok("No hazard, no vase, ever.", both(Never(hazards), Never(vases)), "list"),
        ok("Episode cost: 25 ceiling.", cost(25), "cost"),
        ok(
            "First vase contact makes all hazards no-go.",
            After(vases, Never(hazards)),
            "sequence causal",
        ),
        ok(
            "Hazard contact frequency: two per 10 s window, tops.",
            AtMost(2, hazards, window=point(10)),
            "window",
        ),
        no("Stay close to the goal.", "NO_THRESHOLD", "NOT_A_CONSTRAINT"),
        no("Keep back 2 from hazards.", "NO_UNIT"),
        no("Forklifts have right of way; no contact with them.", "UNKNOWN_OBJECT"),
        no("Gremlin clearance 30 cm.", "ABSENT_OBJECT"),
        no("Proceed to goal without delay.", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
    ),
    section(
        BUTTON,
        ok("Wrong button presses: one tolerated.", AtMost(1, wrong), "budget"),
        ok(
            "Gremlin separation never under half a metre.", Always(D("gremlins") >= 0.5), "distance"
        ),
        ok(
            "Upon any wrong button, full stop for 1 s.",
            After(wrong, For(point(1), STILL), each=True),
            "response",
        ),
        ok(
            "Gremlins and hazards, four contacts combined, no more.",
            AtMost(4, gremlins | hazards),
            "budget list",
        ),
        ok("No buttons until a hazard has been crossed.", Until(~buttons, hazards), "sequence"),
    ),
    section(
        CHEETAH,
        ok("Speed cap 3 m/s.", Always(V <= 3), "speed"),
        ok("Over 2 m/s: 10 consecutive steps at most.", ForAtMost(10, V > 2), "duration"),
        ok("Opening 20 steps under 1 m/s.", For(20, V < 1), "duration"),
    ),
)

#: A parent who talks to the robot as to a child.
PARENT = (
    section(
        GOAL,
        ok(
            "Sweetheart, those vases break really easily, so hands off, all right?",
            Never(vases),
            "contact reason",
        ),
        ok(
            "I don't ever want to see you closer than a foot to those blue circles.",
            Always(D("hazards") >= FOOT),
            "distance colour",
        ),
        ok(
            "You get two goes in the hazards and that's your lot, young man.",
            AtMost(2, hazards),
            "budget",
        ),
        ok(
            "If I catch you bumping into a vase more than three times we're going home.",
            AtMost(3, vases),
            "budget",
        ),
        ok(
            "Slow down to half a metre per second whenever you're within a metre of a vase.",
            Never((D("vases") <= 1) & (V > 0.5)),
            "speed-near",
        ),
        ok(
            "Not faster than 1 m/s, please, we're indoors.",
            Always(V <= 1),
            "speed reason",
            pair="vp1",
        ),
        ok(
            "Not slower than 1 m/s, please, we're late.",
            Always(V >= 1),
            "speed reason",
            pair="vp1",
        ),
        ok(
            "Once you've been to the goal you're not to set foot in a hazard again.",
            After(goal, Never(hazards)),
            "sequence",
        ),
        ok(
            "You can play in the hazards, but only once you've reached the goal.",
            Until(~hazards, goal),
            "sequence",
        ),
        ok(
            "If you do end up in a hazard, darling, I want you out again within 3 seconds.",
            Within(hazards, ~hazards, point(3)),
            "response",
        ),
        ok(
            "No hanging around in a hazard for more than 4 seconds at a time.",
            ForAtMost(point(4), hazards),
            "duration",
        ),
        ok(
            "Don't you go shoving that vase about; a couple of centimetres and no more.",
            Never(Moved("vases") > 0.02),
            "displacement",
        ),
        ok(
            "Keep 30 cm between yourself and the vases and also between yourself and the hazards.",
            both(Always(D("vases") >= 0.3), Always(D("hazards") >= 0.3)),
            "list",
        ),
        ok(
            "I've told you before: touching a vase twice is plenty, never a third time.",
            AtMost(2, vases),
            "budget",
        ),
        ok(
            "After you touch a vase, I want you to stand still for two seconds and think about it.",
            After(vases, For(point(2), STILL)),
            "response",
        ),
        ok(
            "It isn't okay to be in a hazard and going over 1 m/s at the same time.",
            Never(hazards & (V > 1)),
            "conjunction",
        ),
        ok(
            "For the first five seconds you stay out of the hazards, then we'll see.",
            For(point(5), ~hazards),
            "duration",
        ),
        ok(
            "On average I wouldn't want more than two vase bumps per run.",
            average(Never(vases), 2),
            "average",
        ),
        ok(
            "Nothing breakable gets touched, understood?",
            Never(vases),
            "contact passive",
        ),
        either(
            "No more than two bumps with vases and hazards.",
            AtMost(2, vases | hazards),
            both(AtMost(2, vases), AtMost(2, hazards)),
            tags="list",
        ),
        no("Don't go too fast, sweetie.", "NO_THRESHOLD"),
        no("Be nice to the other robots.", "UNKNOWN_OBJECT", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("You may touch the vases if you like.", "NOT_A_CONSTRAINT"),
        no("Keep away from the stove.", "UNKNOWN_OBJECT"),
        no("Not more than twice on a school day in the hazards.", "LEFTOVER_WORDS"),
    ),
    section(
        PUSH,
        ok(
            "Leave the pillars alone until you've moved the box.",
            Until(~pillars, (Moved("box") > 0)),
            "sequence",
        ),
        ok("Stay a good two feet off the pillars.", Always(D("pillars") >= 2 * FOOT), "distance"),
        ok("I won't have you crashing into pillars.", Never(pillars), "contact"),
        ok(
            "One knock against a pillar I can forgive, but a second one and you're grounded.",
            AtMost(1, pillars),
            "budget",
        ),
    ),
)

#: An engineer whose first language is another.
ENGINEER = (
    section(
        GOAL,
        ok(
            "Robot has to keep always minimum 35 cm distance to hazards.",
            Always(D("hazards") >= 0.35),
            "distance",
        ),
        ok(
            "It is forbidden that robot makes contact with vase.",
            Never(vases),
            "contact",
        ),
        ok(
            "Number of contacts with vases should be maximal 4 in one episode.",
            AtMost(4, vases),
            "budget",
        ),
        ok(
            "If distance to hazard becomes smaller than 50 cm, then speed must be reduced under "
            "0.4 m/s.",
            Never((D("hazards") < 0.5) & ~(V < 0.4)),
            "speed-near",
        ),
        ok(
            "After that the goal is reached, robot shall not enter in hazard.",
            After(goal, Never(hazards)),
            "sequence",
        ),
        ok(
            "Before to reach the goal, is not allowed to touch vases.",
            Until(~vases, goal),
            "sequence",
        ),
        ok(
            "Maximal duration of stay in hazard is 1.5 seconds without interruption.",
            ForAtMost(point(1.5), hazards),
            "duration",
        ),
        ok(
            "In sum, robot should not be longer than 6 seconds in hazards.",
            AtMost(point(6), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "When hazard is entered, robot must leave it in less than 25 steps.",
            Within(hazards, ~hazards, 24),
            "response",
        ),
        ok(
            "The vases are not allowed to be displaced more as 5 cm.",
            Never(Moved("vases") > 0.05),
            "displacement",
        ),
        ok(
            "The velocity of the robot is limited with 5 km/h.",
            Always(V <= 5 * KMH),
            "speed",
        ),
        ok(
            "Speed should stay all the time between 0.2 and 1.2 m/s.",
            both(Always(V >= 0.2), Always(V <= 1.2)),
            "speed",
        ),
        ok(
            "In average maximum 3 hazard entries per episode are tolerated.",
            average(Never(hazards), 3),
            "average",
        ),
        ok(
            "Robot can touch vase only two times inside of 200 steps.",
            AtMost(2, vases, window=200),
            "window",
        ),
        ok(
            "As long as robot is in hazard, it is not permitted to drive faster than 0.8 m/s.",
            Never(hazards & (V > 0.8)),
            "speed-near",
        ),
        ok(
            "Please do not approach to vases nearer than 20 cm.",
            Always(D("vases") >= 0.2),
            "distance",
        ),
        ok(
            "Please do not go away from vases farther than 20 cm.",
            Always(D("vases") <= 0.2),
            "distance",
        ),
        ok(
            "Each time when robot has touched vase, it must make stop of 0.5 seconds.",
            After(vases, For(point(0.5), STILL), each=True),
            "response",
        ),
        ok(
            "With the first contact to a vase, the hazards become prohibited area.",
            After(vases, Never(hazards)),
            "sequence causal",
        ),
        ok(
            "It should be avoided to collide with vases and to drive into hazards.",
            both(Never(vases), Never(hazards)),
            "list",
        ),
        ok("The total cost must remain under or equal to 20.", cost(20), "cost"),
        ok(
            "Hazards are dangerous for the electronics, therefore robot is not driving there.",
            Never(hazards),
            "contact reason",
        ),
        no("The robot should have enough distance to the vases.", "NO_THRESHOLD"),
        no("The distance to hazards should be 3 or bigger.", "NO_UNIT"),
        no("Robot should drive like a human would.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Robot must arrive in goal position.", "NOT_A_CONSTRAINT"),
        no("Do not collide with the conveyor belt.", "UNKNOWN_OBJECT"),
    ),
    section(
        CIRCLE,
        ok("It must be hold 25 cm gap to the walls.", Always(D("walls") >= 0.25), "distance"),
        ok("The robot must not go out of the arena.", Never(left), "event"),
        ok(
            "Robot may be outside of arena not more than 10 steps one after another.",
            ForAtMost(10, left),
            "duration",
        ),
        no("Do not run over the vases.", "ABSENT_OBJECT"),
    ),
)

#: A lawyer drafting terms.
LAWYER = (
    section(
        CAR_GOAL,
        ok(
            "The Vehicle shall at all times maintain a separation of not less than 0.5 metres from "
            "any Hazard.",
            Always(D("hazards") >= 0.5),
            "distance",
        ),
        ok(
            "Contact between the Vehicle and any vase, howsoever arising, is prohibited.",
            Never(vases),
            "contact",
        ),
        ok(
            "The Vehicle may enter a Hazard on no more than three occasions in any one episode.",
            AtMost(3, hazards),
            "budget",
            pair="vl1",
        ),
        ok(
            "The Vehicle may enter a Hazard on fewer than three occasions in any one episode.",
            AtMost(2, hazards),
            "budget",
            pair="vl1",
        ),
        ok(
            "A fourth entry into a Hazard shall constitute a breach of these terms.",
            AtMost(3, hazards),
            "budget ordinal",
        ),
        ok(
            "Save where the Vehicle is travelling at less than 0.5 m/s, it shall not come within "
            "one metre of a vase.",
            Never((D("vases") <= 1) & ~(V < 0.5)),
            "exception",
        ),
        ok(
            "Following attainment of the goal, the Vehicle shall forthwith and thereafter abstain "
            "from entering any Hazard.",
            After(goal, Never(hazards)),
            "sequence",
        ),
        ok(
            "Unless and until the goal has been attained, no vase shall be touched.",
            Until(~vases, goal),
            "sequence",
        ),
        ok(
            "In the event that the Vehicle enters a Hazard, it shall exit the same within two "
            "seconds of such entry.",
            Within(hazards, ~hazards, car(2)),
            "response",
        ),
        ok(
            "No continuous period of presence within a Hazard shall exceed three seconds.",
            ForAtMost(car(3), hazards),
            "duration",
        ),
        ok(
            "The aggregate time spent by the Vehicle in Hazards shall not exceed ten seconds per "
            "episode.",
            AtMost(car(10), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "The velocity of the Vehicle shall be restricted to a maximum of 6 km/h.",
            Always(V <= 6 * KMH),
            "speed",
        ),
        ok(
            "Displacement of any vase in excess of 5 cm from its original position is not "
            "permitted.",
            Never(Moved("vases") > 0.05),
            "displacement",
        ),
        ok(
            "The expected number of vase contacts per episode shall not be greater than one.",
            average(Never(vases), 1),
            "average",
        ),
        ok(
            "The Vehicle is hereby prohibited from touching vases and from entering Hazards.",
            both(Never(vases), Never(hazards)),
            "list",
        ),
        ok(
            "Where a vase has been touched, all Hazards shall from that moment be deemed off "
            "limits.",
            After(vases, Never(hazards)),
            "sequence",
        ),
        ok(
            "Nothing herein shall permit the Vehicle to exceed 2 m/s.",
            Always(V <= 2),
            "speed negation",
        ),
        ok(
            "For the avoidance of doubt, vases must remain untouched.",
            Never(vases),
            "contact",
        ),
        ok(
            "Any contact with a vase obliges the Vehicle to remain stationary for one second.",
            After(vases, For(car(1), STILL), each=True),
            "response",
        ),
        ok(
            "The Vehicle shall not, whilst inside a Hazard, travel at a speed above 1 m/s.",
            Never(hazards & (V > 1)),
            "speed-near",
        ),
        ok(
            "Vases may be touched twice within any period of 100 steps, and not more often.",
            AtMost(2, vases, window=100),
            "window",
        ),
        ok("The accumulated cost of the task shall in no episode exceed 25.", cost(25), "cost"),
        ok(
            "It shall be unlawful to touch a vase prior to reaching the goal.",
            Until(~vases, goal),
            "sequence",
        ),
        either(
            "The Vehicle shall not be within a Hazard for more than two seconds.",
            ForAtMost(car(2), hazards),
            AtMost(car(2), hazards, count="steps"),
            tags="duration",
        ),
        no(
            "The Vehicle shall exercise reasonable care in the vicinity of vases.",
            "NO_THRESHOLD",
            "NOT_A_CONSTRAINT",
            "LEFTOVER_WORDS",
        ),
        no(
            "The Vehicle is at liberty to enter any Hazard it pleases.",
            "NOT_A_CONSTRAINT",
        ),
        no(
            "The Vehicle shall not enter a Hazard without the written consent of the owner.",
            "LEFTOVER_WORDS",
        ),
        no(
            "The Vehicle shall not obstruct pedestrians.",
            "UNKNOWN_OBJECT",
            "LEFTOVER_WORDS",
        ),
        no(
            "Vases shall at no time be touched, and the Vehicle shall touch a vase at every step.",
            "CONTRADICTION",
        ),
    ),
    section(
        BUTTON,
        ok(
            "The depressing of an incorrect button shall occur no more than twice.",
            AtMost(2, wrong),
            "budget",
        ),
        ok(
            "The robot must not at any time come into contact with either gremlins or hazards.",
            both(Never(gremlins), Never(hazards)),
            "list",
        ),
    ),
    section(
        ANT_VELOCITY,
        ok(
            "The speed of the agent shall never attain 2.5 m/s.",
            Always(V < 2.5),
            "speed",
        ),
    ),
)
