"""Development sentences in voices: a librarian on the tasks, a swimming teacher on the grid."""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, ForAtMost, Never, Until, Within
from tests.natural_language.corpus.items import (
    BUTTON,
    GRID,
    PUSH,
    STILL,
    C,
    D,
    E,
    Moved,
    V,
    average,
    both,
    cost,
    either,
    no,
    ok,
    point,
    section,
)

__all__ = ["COACH", "LIBRARIAN"]

FOOT, INCH, MPH, KMH = 0.3048, 0.0254, 0.44704, 1 / 3.6
hazards, gremlins, buttons = C("hazards"), C("gremlins"), C("buttons")
pillars, box = C("pillars"), C("box")
goal, wrong = E("goal_reached"), E("wrong_button_pressed")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A librarian.
LIBRARIAN = (
    section(
        BUTTON,
        ok("Quiet, please, and no contact with the gremlins.", Never(gremlins), "contact"),
        ok(
            "Gremlins need their space: stay 80 cm away from them.",
            Always(D("gremlins") >= 0.8),
            "distance",
        ),
        ok(
            "The robot should never be less than 80 cm from a gremlin.",
            Always(D("gremlins") >= 0.8),
            "distance",
        ),
        ok("We tolerate two wrong buttons, not three.", AtMost(2, wrong), "budget", pair="vb1"),
        ok("We tolerate three wrong buttons, not four.", AtMost(3, wrong), "budget", pair="vb1"),
        ok("Speed in the building: 0.9 m/s at most.", Always(V <= 0.9), "speed"),
        ok(
            "If there is a gremlin within one metre, slow down to 0.3 m/s or less.",
            Never((D("gremlins") <= 1) & (V > 0.3)),
            "speed-near",
        ),
        ok(
            "Hazards may not be visited before the goal button has been pressed.",
            Until(~hazards, goal),
            "sequence",
        ),
        ok(
            "Hazards may not be visited after the goal button has been pressed.",
            After(goal, Never(hazards)),
            "sequence",
        ),
        ok(
            "Pressing a wrong button means you have to wait for three seconds.",
            After(wrong, For(point(3), STILL), each=True),
            "response",
        ),
        ok(
            "No visit to a hazard should take longer than two seconds.",
            ForAtMost(point(2), hazards),
            "duration",
        ),
        ok(
            "In total, the hazards may be occupied for ten seconds per run.",
            AtMost(point(10), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "Once inside a hazard, come out within 30 steps.",
            Within(hazards, ~hazards, 30),
            "response",
        ),
        ok(
            "Bumping into gremlins more than four times per episode is forbidden.",
            AtMost(4, gremlins),
            "budget",
        ),
        ok(
            "Three gremlin bumps in 10 seconds are too many.",
            AtMost(2, gremlins, window=point(10)),
            "window",
        ),
        ok(
            "On average there should be at most one gremlin bump per episode.",
            average(Never(gremlins), 1),
            "average",
        ),
        ok(
            "Do not bump into gremlins or press wrong buttons.",
            both(Never(gremlins), Never(wrong)),
            "list",
        ),
        ok("Keep the total cost at or below 12.", cost(12), "cost"),
        no("Return your books on time.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Don't talk to the gremlins.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Keep your distance from the shelves.", "UNKNOWN_OBJECT", "NO_THRESHOLD"),
        no("Gremlins must not be approached too quickly.", "NO_THRESHOLD"),
        no("Hazards are closed on Mondays.", "LEFTOVER_WORDS"),
    ),
    section(
        PUSH,
        ok(
            "The box must not be moved by more than one metre.",
            Never(Moved("box") > 1),
            "displacement",
        ),
        ok(
            "While you are in contact with the box, do not exceed 0.5 m/s.",
            Never(box & (V > 0.5)),
            "speed-near",
        ),
        ok(
            "As soon as you have touched a pillar, the hazards are off limits.",
            After(pillars, Never(hazards)),
            "sequence",
        ),
        ok(
            "For five seconds after touching a pillar, stay out of the hazards.",
            After(pillars, For(point(5), ~hazards)),
            "sequence",
        ),
    ),
)

#: A swimming teacher.
COACH = (
    section(
        GRID,
        ok("No swimming today: the water is off limits.", Never(water), "contact"),
        ok("You may jump into the water three times.", AtMost(3, water), "budget"),
        ok("Not more than three jumps into the water.", AtMost(3, water), "budget"),
        ok("Whoever enters the water a fifth time is sent home.", AtMost(4, water), "budget"),
        ok("Wait at least two squares from the water.", Always(D("water") >= 2), "distance"),
        ok("Nobody comes within two squares of the lava.", Never(D("lava") <= 2), "distance"),
        ok("Do not stand next to the water.", Never(D("water") <= 1), "distance"),
        ok(
            "After swimming in the water, do not walk on the grass.",
            After(water, Never(grass)),
            "sequence",
        ),
        ok(
            "Before swimming in the water, do not walk on the grass.",
            Until(~grass, water),
            "sequence",
        ),
        ok(
            "You are only allowed in the water once you have been on the grass.",
            Until(~water, grass),
            "sequence",
        ),
        ok(
            "Wet feet make the lava dangerous, so no lava after water.",
            After(water, Never(lava)),
            "sequence",
        ),
        ok(
            "If you have been on lava, you may not go into the water.",
            After(lava, Never(water)),
            "sequence",
        ),
        ok(
            "You can stay in the water for four turns in a row at most.",
            ForAtMost(4, water),
            "duration",
        ),
        ok(
            "Six turns of water altogether, not one more.",
            AtMost(6, water, count="steps"),
            "duration-total",
        ),
        ok(
            "When you touch the lava, get off it within one turn.",
            Within(lava, ~lava, 1),
            "response",
        ),
        ok(
            "For the first three turns everybody stays out of the water.",
            For(3, ~water),
            "duration",
        ),
        ok("Stay away from lava and from grass.", both(Never(lava), Never(grass)), "list"),
        ok("Grass is allowed, lava is not.", Never(lava), "permission"),
        ok(
            "Whenever you are in the water, stay at least two squares away from lava.",
            Never(water & ~(D("lava") >= 2)),
            "condition",
        ),
        ok(
            "Entering lava twice within ten turns is not allowed.",
            AtMost(1, lava, window=10),
            "window",
        ),
        ok(
            "On average, enter the water no more than 3 times per episode.",
            average(Never(water), 3),
            "average",
        ),
        either(
            "Enter water and grass at most twice.",
            AtMost(2, water | grass),
            both(AtMost(2, water), AtMost(2, grass)),
            tags="list",
        ),
        no("Swim ten lengths.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("No diving from the tower.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Do not splash too much in the water.", "NO_THRESHOLD"),
        no("You may swim in the water.", "NOT_A_CONSTRAINT"),
        no("Do not swim in the water without a cap.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
    ),
)
