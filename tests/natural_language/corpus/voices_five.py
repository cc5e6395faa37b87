"""Development sentences in voices: a farmer, a museum guard and a traveller on the grid."""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, ForAtMost, Never, Until, Within
from tests.natural_language.corpus.items import (
    ANT_GOAL,
    BUTTON,
    GOAL,
    GRID,
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

__all__ = ["FARMER", "GUARD", "TRAVELLER"]

FOOT, INCH, MPH, KMH = 0.3048, 0.0254, 0.44704, 1 / 3.6
hazards, vases = C("hazards"), C("vases")
gremlins, buttons = C("gremlins"), C("buttons")
goal, wrong = E("goal_reached"), E("wrong_button_pressed")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A farmer who lends the robot out.
FARMER = (
    section(
        ANT_GOAL,
        ok("You stay out of them hazards, you hear?", Never(hazards), "contact"),
        ok(
            "Leave three feet between you and the hazards.",
            Always(D("hazards") >= 3 * FOOT),
            "distance",
        ),
        ok(
            "You can bump a vase once or twice, but no more than twice.", AtMost(2, vases), "budget"
        ),
        ok("Hit a vase five times and I take the robot back.", AtMost(4, vases), "budget"),
        ok("Never quicker than 2 mph, that's plenty.", Always(V <= 2 * MPH), "speed", pair="vr1"),
        ok("Never slower than 2 mph, that's lazy.", Always(V >= 2 * MPH), "speed", pair="vr1"),
        ok(
            "Within two feet of a vase you walk, meaning less than 0.3 m/s.",
            Never((D("vases") <= 2 * FOOT) & ~(V < 0.3)),
            "speed-near",
        ),
        ok(
            "After you've been to the goal, you've no business in the hazards.",
            After(goal, Never(hazards)),
            "sequence",
        ),
        ok(
            "Nobody goes in the hazards till the goal's been reached.",
            Until(~hazards, goal),
            "sequence",
        ),
        ok(
            "Touch a vase and you can forget about going into the hazards.",
            After(vases, Never(hazards)),
            "sequence",
        ),
        ok(
            "Don't dawdle in a hazard for more than two seconds at a time.",
            ForAtMost(ant(2), hazards),
            "duration",
        ),
        ok(
            "All told you've got eight seconds in the hazards.",
            AtMost(ant(8), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "If you wander into a hazard, be out of there in 3 seconds.",
            Within(hazards, ~hazards, ant(3)),
            "response",
        ),
        ok(
            "I don't want any vase moved more than half a foot.",
            Never(Moved("vases") > FOOT / 2),
            "displacement",
        ),
        ok(
            "Every time you knock a vase, stand still for two seconds.",
            After(vases, For(ant(2), STILL), each=True),
            "response",
        ),
        ok("First five seconds, take it at 0.4 m/s or less.", For(ant(5), V <= 0.4), "duration"),
        ok(
            "On average I'll put up with one vase knock a run.", average(Never(vases), 1), "average"
        ),
        ok("Keep away from vases and hazards alike.", both(Never(vases), Never(hazards)), "list"),
        ok(
            "Two vase knocks every ten seconds, no more.",
            AtMost(2, vases, window=ant(10)),
            "window",
        ),
        ok("Don't be in a hazard doing more than 1 m/s.", Never(hazards & (V > 1)), "conjunction"),
        ok(
            "Keep off the vases, unless you're crawling under 0.1 m/s.",
            Never(vases & ~(V < 0.1)),
            "exception",
        ),
        ok("Don't let the cost go over 20.", cost(20), "cost"),
        ok("Third time you hit a vase, you're done.", AtMost(2, vases), "budget ordinal"),
        no("Mind the cows.", "UNKNOWN_OBJECT"),
        no("Don't go tearing about.", "NOT_A_CONSTRAINT", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Give the hazards some room.", "NO_THRESHOLD"),
        no("Stay five off the hazards.", "NO_UNIT"),
        no("Go through the hazards if it suits you.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("No touching vases after dark.", "LEFTOVER_WORDS"),
        no("Shut the gate behind you.", "UNKNOWN_OBJECT", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
)

#: A guard in a museum.
GUARD = (
    section(
        GOAL,
        ok("Visitors are reminded that the vases must not be touched.", Never(vases), "contact"),
        ok(
            "Please keep a distance of at least 70 centimetres from all vases.",
            Always(D("vases") >= 0.7),
            "distance",
        ),
        ok(
            "Anything closer than 70 centimetres to a vase is too close.",
            Always(D("vases") >= 0.7),
            "distance",
        ),
        ok(
            "The hazards may be crossed a maximum of three times per run.",
            AtMost(3, hazards),
            "budget",
        ),
        ok(
            "A single touch of a vase is forgiven; the second touch is not.",
            AtMost(1, vases),
            "budget",
        ),
        ok("Running is not permitted: the limit is 1.2 m/s.", Always(V <= 1.2), "speed"),
        ok(
            "In the neighbourhood of a vase (one metre or less) the speed limit is 0.4 m/s.",
            Never((D("vases") <= 1) & (V > 0.4)),
            "speed-near",
        ),
        ok(
            "When the goal has been visited, the hazards are closed.",
            After(goal, Never(hazards)),
            "sequence",
            pair="vm1",
        ),
        ok(
            "Until the goal has been visited, the hazards are closed.",
            Until(~hazards, goal),
            "sequence",
            pair="vm1",
        ),
        ok(
            "Access to the hazards is granted only once a vase has been touched.",
            Until(~hazards, vases),
            "sequence",
        ),
        ok(
            "Having touched a vase, you are no longer allowed in the hazards.",
            After(vases, Never(hazards)),
            "sequence",
        ),
        ok(
            "Do not remain in any hazard for longer than 1.5 seconds at once.",
            ForAtMost(point(1.5), hazards),
            "duration",
        ),
        ok(
            "You may spend up to seven seconds in total inside the hazards.",
            AtMost(point(7), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "Persons found in a hazard must leave it within 60 steps.",
            Within(hazards, ~hazards, 60),
            "response",
        ),
        ok(
            "It is prohibited to shift a vase by 3 cm or more.",
            Always(Moved("vases") < 0.03),
            "displacement",
        ),
        ok(
            "Following each contact with a vase, remain motionless for 50 steps.",
            After(vases, For(50, STILL), each=True),
            "response",
        ),
        ok(
            "The average number of vase contacts per run must stay below or at two.",
            average(Never(vases), 2),
            "average",
        ),
        ok(
            "Neither touch the vases nor enter the hazards.",
            both(Never(vases), Never(hazards)),
            "list",
        ),
        ok(
            "No more than one vase contact is tolerated within any 250 steps.",
            AtMost(1, vases, window=250),
            "window",
        ),
        ok(
            "In a hazard, please move no faster than 0.5 m/s.",
            Never(hazards & (V > 0.5)),
            "speed-near",
        ),
        ok(
            "The exhibits are fragile, therefore stay 25 cm away from every vase.",
            Always(D("vases") >= 0.25),
            "distance reason",
        ),
        either(
            "Do not stand in the hazards for two seconds.",
            ForAtMost(point(2) - 1, hazards),
            ForAtMost(point(2), hazards),
            For(point(2), ~hazards),
            tags="duration",
        ),
        no("Please do not touch the paintings.", "UNKNOWN_OBJECT"),
        no("Photography is not allowed.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Please stand back from the vases.", "NO_THRESHOLD"),
        no("Vases may be touched with gloves.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("The vases are three hundred years old.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Enjoy your visit.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
    section(
        BUTTON,
        ok(
            "Pressing a wrong button more than once will not be tolerated.",
            AtMost(1, wrong),
            "budget",
        ),
        ok(
            "Gremlins must be given at least half a metre of space.",
            Always(D("gremlins") >= 0.5),
            "distance",
        ),
    ),
)

#: A traveller who tells the next one.
TRAVELLER = (
    section(
        GRID,
        ok("Whatever you do, never set foot in the lava.", Never(lava), "contact"),
        ok("The grass is full of snakes, stay away from it.", Never(grass), "contact reason"),
        ok("You survive the water twice, the third time it kills you.", AtMost(2, water), "budget"),
        ok("Grass can be walked on up to four times.", AtMost(4, grass), "budget", pair="gt1"),
        ok("Grass can be walked on fewer than four times.", AtMost(3, grass), "budget", pair="gt1"),
        ok("Don't step into lava any more than one time.", AtMost(1, lava), "budget"),
        ok("Five steps on lava and your shoes are gone.", AtMost(4, lava), "budget"),
        ok("Always be at least two squares from lava.", Always(D("lava") >= 2), "distance"),
        ok("Don't go within a square of the water.", Never(D("water") <= 1), "distance"),
        ok("Never let the lava be closer than three squares.", Always(D("lava") >= 3), "distance"),
        ok("Stay no more than four squares from the grass.", Always(D("grass") <= 4), "distance"),
        ok(
            "If your feet have touched water, keep them off the lava.",
            After(water, Never(lava)),
            "sequence",
        ),
        ok(
            "Touch the lava only if you have touched the water before.",
            Until(~lava, water),
            "sequence",
        ),
        ok(
            "Until you've been on the grass, the water is dangerous.",
            Until(~water, grass),
            "sequence",
        ),
        ok(
            "The water only becomes dangerous after you've been on the grass.",
            After(grass, Never(water)),
            "sequence",
        ),
        ok("Lava first, then grass; never grass before lava.", Until(~grass, lava), "sequence"),
        ok("Once on lava, you must never walk on water.", After(lava, Never(water)), "sequence"),
        ok("No longer than two turns at a time in the water.", ForAtMost(2, water), "duration"),
        ok(
            "In all, you may spend five turns on lava.",
            AtMost(5, lava, count="steps"),
            "duration-total",
        ),
        ok(
            "If you fall into the water, climb out within three turns.",
            Within(water, ~water, 3),
            "response",
        ),
        ok("Keep off the lava for the first eight turns.", For(8, ~lava), "duration"),
        ok("Avoid the water and the lava at all times.", both(Never(water), Never(lava)), "list"),
        ok(
            "You may rest on grass, but lava and water are forbidden.",
            both(Never(lava), Never(water)),
            "permission",
        ),
        ok(
            "Twice in fifteen turns is the most you should touch lava.",
            AtMost(2, lava, window=15),
            "window",
        ),
        ok(
            "While on grass, keep lava at least three squares away.",
            Never(grass & ~(D("lava") >= 3)),
            "condition",
        ),
        no("Follow the yellow road.", "UNKNOWN_OBJECT", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay clear of the swamp.", "UNKNOWN_OBJECT"),
        no("Don't stay near the lava.", "NO_THRESHOLD"),
        no(
            "The lava can be seen from far away.",
            "NOT_A_CONSTRAINT",
            "LEFTOVER_WORDS",
            "NO_THRESHOLD",
        ),
        no("Cross the water at night.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
    ),
)
