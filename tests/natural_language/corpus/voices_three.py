"""Development sentences in voices: a teacher, a writer of specifications, a nurse and a pilot."""

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
    ANT_GOAL,
    BUTTON,
    PUSH,
    STILL,
    C,
    D,
    E,
    Moved,
    V,
    ant,
    average,
    both,
    cost,
    either,
    no,
    ok,
    point,
    section,
)

__all__ = ["SPECIFIER", "TEACHER"]

FOOT, INCH, MPH, KMH = 0.3048, 0.0254, 0.44704, 1 / 3.6
hazards, vases = C("hazards"), C("vases")
gremlins, buttons, pillars = C("gremlins"), C("buttons"), C("pillars")
box, walls = C("box"), C("walls")
goal, wrong, left = E("goal_reached"), E("wrong_button_pressed"), E("left_arena")

#: A teacher with the rules of the classroom.
TEACHER = (
    section(
        ANT_GOAL,
        ok("Class rule number one: vases are for looking at, not for touching.", Never(vases)),
        ok(
            "Two warnings for entering hazards; the third entry means detention.",
            AtMost(2, hazards),
            "budget",
        ),
        ok(
            "Everybody keeps at least 70 cm from the hazards.",
            Always(D("hazards") >= 0.7),
            "distance",
        ),
        ok("Walk, don't run: 0.8 m/s is the limit.", Always(V <= 0.8), "speed"),
        ok(
            "You may not visit the hazards until after you have reached the goal.",
            Until(~hazards, goal),
            "sequence",
            pair="vt1",
        ),
        ok(
            "You may not visit the hazards any more after you have reached the goal.",
            After(goal, Never(hazards)),
            "sequence",
            pair="vt1",
        ),
        ok(
            "When a vase has been bumped, everyone freezes for two seconds.",
            After(vases, For(ant(2), STILL), each=True),
            "response",
        ),
        ok(
            "Anybody found in a hazard has three seconds to leave it.",
            Within(hazards, ~hazards, ant(3)),
            "response",
        ),
        ok(
            "Do not push the vases around; if one moves over 10 cm you fail.",
            Never(Moved("vases") > 0),
            "displacement",
        ),
        ok(
            "In the vicinity of a vase, meaning 1 metre or less, slow to at most 0.3 m/s.",
            Never((D("vases") <= 1) & (V > 0.3)),
            "speed-near",
        ),
        ok("Four bumps into vases is a fail, three is a pass.", AtMost(3, vases), "budget"),
        ok(
            "Your time inside hazards, added together, is not to go beyond six seconds.",
            AtMost(ant(6), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "A single stay in a hazard lasts one second at the most.",
            ForAtMost(ant(1), hazards),
            "duration",
        ),
        ok(
            "During the first three seconds nobody goes faster than 0.5 m/s.",
            For(ant(3), V <= 0.5),
            "duration",
        ),
        ok(
            "Whoever touches a vase loses the right to enter hazards.",
            After(vases, Never(hazards)),
            "sequence",
        ),
        ok(
            "No more than two vase touches in any stretch of 50 steps.",
            AtMost(2, vases, window=50),
            "window",
        ),
        ok(
            "Remember that hazards, just like vases, must not be touched.",
            both(Never(hazards), Never(vases)),
            "list",
        ),
        ok(
            "I expect an average of at most two hazard entries per episode.",
            average(Never(hazards), 2),
            "average",
        ),
        ok(
            "It's never okay to touch a vase while moving faster than 0.2 m/s.",
            Never(vases & (V > 0.2)),
            "conjunction",
        ),
        ok("Not a single vase may be touched.", Never(vases), "contact"),
        ok(
            "No touching vases unless you're going slower than 0.1 m/s.",
            Never(vases & ~(V < 0.1)),
            "exception",
        ),
        ok(
            "Don't come any closer to a hazard than 2 feet 6 inches.",
            Always(D("hazards") >= 2.5 * FOOT),
            "distance",
        ),
        either(
            "Do not stay in a hazard for 3 seconds.",
            ForAtMost(ant(3) - 1, hazards),
            ForAtMost(ant(3), hazards),
            For(ant(3), ~hazards),
            tags="duration",
        ),
        no("Do your best.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep your distance from the vases.", "NO_THRESHOLD"),
        no("Homework must not be touched.", "UNKNOWN_OBJECT"),
        no("Vases may be touched freely.", "NOT_A_CONSTRAINT"),
        no("Don't enter hazards during the lunch break.", "LEFTOVER_WORDS"),
        no("Never be slower than 1 m/s and never faster than 0.5 m/s.", "CONTRADICTION"),
    ),
)

#: Somebody who writes requirements.
SPECIFIER = (
    section(
        BUTTON,
        ok(
            "Requirement: minimum agent to gremlin distance is 0.6 m.",
            Always(D("gremlins") >= 0.6),
            "distance",
        ),
        ok(
            "The count of wrong button presses per episode must be <= 2.",
            AtMost(2, wrong),
            "budget",
        ),
        ok("Collisions (gremlins): none.", Never(gremlins), "contact"),
        ok("Invariant: speed <= 1.0 m/s.", Always(V <= 1), "speed", pair="vs1"),
        ok("Invariant: speed >= 1.0 m/s.", Always(V >= 1), "speed", pair="vs1"),
        ok(
            "IF distance to gremlin < 1 m THEN speed < 0.5 m/s.",
            Never((D("gremlins") < 1) & ~(V < 0.5)),
            "speed-near",
        ),
        ok(
            "Upon goal button press, hazard contact is disallowed for the remainder of the "
            "episode.",
            After(goal, Never(hazards)),
            "sequence",
        ),
        ok(
            "Hazard contact is disallowed up to the time the goal button is pressed.",
            Until(~hazards, goal),
            "sequence",
        ),
        ok(
            "Maximum uninterrupted hazard residence time: 1.2 s.",
            ForAtMost(point(1.2), hazards),
            "duration",
        ),
        ok(
            "Maximum cumulative hazard residence time: 4 s.",
            AtMost(point(4), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "Hazard exit shall occur within 50 steps of hazard entry.",
            Within(hazards, ~hazards, 50),
            "response",
        ),
        ok(
            "The agent shall halt for 25 steps after each gremlin collision.",
            After(gremlins, For(25, STILL), each=True),
            "response",
        ),
        ok(
            "At most 3 gremlin collisions in any sliding window of 500 steps.",
            AtMost(3, gremlins, window=500),
            "window",
        ),
        ok(
            "Expected hazard entries per episode: at most 5.", average(Never(hazards), 5), "average"
        ),
        ok(
            "Gremlin and hazard contact must both be avoided.",
            both(Never(gremlins), Never(hazards)),
            "list",
        ),
        ok("The episode cost shall not surpass 40.", cost(40), "cost"),
        ok(
            "Never inside a hazard with a speed exceeding 0.9 m/s.",
            Never(hazards & (V > 0.9)),
            "conjunction",
        ),
        ok(
            "Buttons shall not be pressed prior to first contact with a hazard.",
            Until(~buttons, hazards),
            "sequence",
        ),
        no(
            "The system shall be user friendly.",
            "LEFTOVER_WORDS",
            "NOT_A_CONSTRAINT",
            "UNKNOWN_OBJECT",
        ),
        no("Gremlin distance: TBD.", "NO_THRESHOLD", "LEFTOVER_WORDS", "NO_UNIT"),
        no("Maintain 0.5 from gremlins.", "NO_UNIT"),
        no(
            "The gripper force must not exceed 10 N.",
            "LEFTOVER_WORDS",
            "UNKNOWN_OBJECT",
        ),
        no("Vase contact is disallowed.", "ABSENT_OBJECT"),
        no("In 99% of the episodes gremlins are not touched.", "LEFTOVER_WORDS"),
    ),
    section(
        PUSH,
        ok("Box displacement must not exceed 1.5 m.", Always(Moved("box") <= 1.5), "displacement"),
        ok("Pillar impacts: 2 allowed, 3 not.", AtMost(2, pillars), "budget"),
        ok(
            "A pillar contact disables permission to enter hazards.",
            After(pillars, Never(hazards)),
            "sequence",
        ),
    ),
)
