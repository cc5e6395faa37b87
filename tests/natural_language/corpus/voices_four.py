"""Development sentences in voices: a nurse, a pilot and a designer of puzzles."""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, ForAtMost, Never, Until, Within
from tests.natural_language.corpus.items import (
    BUTTON,
    CAR_GOAL,
    CHEETAH,
    CIRCLE,
    GOAL,
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
    car,
    cost,
    either,
    no,
    ok,
    point,
    section,
)

__all__ = ["NURSE", "PILOT", "PUZZLER"]

FOOT, INCH, MPH, KMH = 0.3048, 0.0254, 0.44704, 1 / 3.6
hazards, vases = C("hazards"), C("vases")
gremlins, buttons, pillars = C("gremlins"), C("buttons"), C("pillars")
box, walls = C("box"), C("walls")
goal, wrong, left = E("goal_reached"), E("wrong_button_pressed"), E("left_arena")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A nurse instructing the robot that brings the trays.
NURSE = (
    section(
        GOAL,
        ok("Under no circumstance may you bump a vase.", Never(vases), "contact"),
        ok(
            "We keep at least 60 cm of distance to the hazards on this ward.",
            Always(D("hazards") >= 0.6),
            "distance",
        ),
        ok(
            "Going into a hazard is acceptable twice per run, not more than that.",
            AtMost(2, hazards),
            "budget",
        ),
        ok(
            "If the vases get hit a fourth time, the run has to be stopped.",
            AtMost(3, vases),
            "budget ordinal",
        ),
        ok(
            "Please drive at 0.8 m/s or slower so that nobody is startled.",
            Always(V <= 0.8),
            "speed reason",
        ),
        ok(
            "Please drive at 0.8 m/s or faster so that nobody has to wait.",
            Always(V >= 0.8),
            "speed reason",
        ),
        ok(
            "When passing within 40 cm of a vase, do not go over 0.25 m/s.",
            Never((D("vases") <= 0.4) & (V > 0.25)),
            "speed-near",
        ),
        ok(
            "From the moment you reach the goal, hazards are taboo.",
            After(goal, Never(hazards)),
            "sequence",
        ),
        ok(
            "As long as the goal has not been reached, the vases must not be touched.",
            Until(~vases, goal),
            "sequence",
        ),
        ok(
            "Only after having touched a vase are you allowed into hazards.",
            Until(~hazards, vases),
            "sequence",
        ),
        ok(
            "Remaining in a hazard for over three seconds without a break is harmful.",
            ForAtMost(point(3), hazards),
            "duration",
        ),
        ok(
            "Per episode, nine seconds of hazard exposure altogether is the limit.",
            AtMost(point(9), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "Should you find yourself in a hazard, get out of it within 40 steps.",
            Within(hazards, ~hazards, 40),
            "response",
        ),
        ok(
            "No vase should be displaced by more than 4 cm.",
            Never(Moved("vases") > 0.04),
            "displacement",
        ),
        ok(
            "After every collision with a vase, wait motionless for 1.5 seconds.",
            After(vases, For(point(1.5), STILL), each=True),
            "response",
        ),
        ok(
            "In the first four seconds do not go into any hazard.",
            For(point(4), ~hazards),
            "duration",
        ),
        ok(
            "Averaged over the runs, there should be no more than 1.5 vase collisions.",
            average(Never(vases), 1.5),
            "average",
        ),
        ok(
            "Vases as well as hazards are to be left alone.",
            both(Never(vases), Never(hazards)),
            "list",
        ),
        ok(
            "You're allowed at most three vase contacts in any span of 10 seconds.",
            AtMost(3, vases, window=point(10)),
            "window",
        ),
        ok(
            "Being inside a hazard and faster than 0.6 m/s at once is not acceptable.",
            Never(hazards & (V > 0.6)),
            "conjunction",
        ),
        ok(
            "Touching vases is forbidden except when you are slower than 0.15 m/s.",
            Never(vases & ~(V < 0.15)),
            "exception",
        ),
        ok(
            "You must not stay away from the goal by more than 3 metres.",
            Always(D("goal") <= 3),
            "distance",
        ),
        either(
            "Do not be in hazards for more than four seconds.",
            ForAtMost(point(4), hazards),
            AtMost(point(4), hazards, count="steps"),
            tags="duration",
        ),
        no(
            "Keep the patients away from the vases.",
            "UNKNOWN_OBJECT",
            "LEFTOVER_WORDS",
            "NO_THRESHOLD",
        ),
        no("Do not get too close to a hazard.", "NO_THRESHOLD"),
        no("Bring the tray to the goal.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Never come nearer than 30 to a vase.", "NO_UNIT"),
        no("Wash your hands.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Hazards may be entered on Sundays only.", "LEFTOVER_WORDS"),
    ),
    section(
        PUSH,
        ok(
            "The box may be pushed, but the pillars have to be spared.",
            Never(pillars),
            "permission",
        ),
        ok(
            "There must always be a foot of air between you and a pillar.",
            Always(D("pillars") >= FOOT),
            "distance",
        ),
        no("The bed must not be touched.", "UNKNOWN_OBJECT"),
    ),
)

#: A pilot with a checklist.
PILOT = (
    section(
        CAR_GOAL,
        ok(
            "Minimum separation from hazards: two feet.",
            Always(D("hazards") >= 2 * FOOT),
            "distance",
        ),
        ok("Ground speed not above 5 mph at any time.", Always(V <= 5 * MPH), "speed"),
        ok(
            "Ground speed below 2 mph when less than a yard from a vase.",
            Never((D("vases") < 0.9144) & ~(V < 2 * MPH)),
            "speed-near",
        ),
        ok("No contact with vases, repeat, no contact with vases.", Never(vases), "contact"),
        ok("You are cleared for one hazard crossing only.", AtMost(1, hazards), "budget"),
        ok("You are cleared into hazards only after the goal.", Until(~hazards, goal), "sequence"),
        ok(
            "Clearance to enter hazards expires on reaching the goal.",
            After(goal, Never(hazards)),
            "sequence",
        ),
        ok(
            "Once a vase is hit, hold position for 4 seconds.",
            After(vases, For(car(4), STILL)),
            "response",
        ),
        ok(
            "On entering a hazard, exit within 1.2 seconds.",
            Within(hazards, ~hazards, car(1.2)),
            "response",
        ),
        ok("Longest permitted stay in a hazard: 25 steps.", ForAtMost(25, hazards), "duration"),
        ok(
            "Total hazard time per run must not exceed 6 seconds.",
            AtMost(car(6), hazards, count="steps"),
            "duration-total",
        ),
        ok(
            "Two hazard entries per 20 seconds is the maximum rate.",
            AtMost(2, hazards, window=car(20)),
            "window",
        ),
        ok("For the first 50 steps keep below 1 km/h.", For(50, V < KMH), "duration"),
        ok(
            "No vase may shift more than two inches.",
            Never(Moved("vases") > 2 * INCH),
            "displacement",
        ),
        ok("Three vase strikes and we turn back.", AtMost(2, vases), "budget"),
        ok(
            "Expect no more than two vase strikes per run on average.",
            average(Never(vases), 2),
            "average",
        ),
        ok(
            "A vase strike closes all hazards to you for the rest of the run.",
            After(vases, Never(hazards)),
            "sequence causal",
        ),
        ok("Avoid hazards, avoid vases.", both(Never(hazards), Never(vases)), "list"),
        ok("While inside a hazard stay under 1 m/s.", Never(hazards & ~(V < 1)), "speed-near"),
        ok("Hazards twice, vases never.", both(AtMost(2, hazards), Never(vases)), "list budget"),
        ok("The cost for the run has a hard limit of 30.", cost(30), "cost"),
        no("Descend and maintain 3000.", "LEFTOVER_WORDS", "NO_UNIT", "NOT_A_CONSTRAINT"),
        no("Remain well clear of hazards.", "NO_THRESHOLD"),
        no("Contact the tower.", "UNKNOWN_OBJECT", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Reduce speed near vases.", "NO_THRESHOLD"),
        no("Gremlins must be avoided by half a metre.", "ABSENT_OBJECT"),
    ),
    section(
        CIRCLE,
        ok("Keep a 15 centimetre margin to the walls.", Always(D("walls") >= 0.15), "distance"),
        ok(
            "You may be outside the arena for up to 30 steps in total, no more.",
            AtMost(30, left, count="steps"),
            "duration-total",
        ),
    ),
    section(
        BUTTON,
        ok(
            "If a wrong button is pressed, freeze for two seconds.",
            After(wrong, For(point(2), STILL), each=True),
            "response",
        ),
        ok(
            "Gremlins: keep one metre off until the goal button has been pressed.",
            Until(D("gremlins") >= 1, goal),
            "sequence",
        ),
        ok("A third wrong button means the run is over.", AtMost(2, wrong), "budget ordinal"),
    ),
    section(
        CHEETAH,
        ok(
            "Maintain between 1 and 3 metres per second.",
            both(Always(V >= 1), Always(V <= 3)),
            "speed",
        ),
        ok(
            "Exceeding 4 m/s is allowed for at most 5 consecutive steps.",
            ForAtMost(5, V > 4),
            "duration",
        ),
    ),
)

#: Somebody who designs puzzles on the grid.
PUZZLER = (
    section(
        GRID,
        ok("Stepping on lava ends the puzzle.", Never(lava), "contact"),
        ok("Grass may be crossed once, but never a second time.", AtMost(1, grass), "budget"),
        ok("You can afford four steps into water before you drown.", AtMost(4, water), "budget"),
        ok(
            "Visit lava as often as you like, as long as it is no more than 3 times.",
            AtMost(3, lava),
            "budget",
        ),
        ok("Your fourth visit to the lava is fatal.", AtMost(3, lava), "budget", pair="gp1"),
        ok("Your fifth visit to the lava is fatal.", AtMost(4, lava), "budget", pair="gp1"),
        ok(
            "Leave at least two tiles between you and any water.",
            Always(D("water") >= 2),
            "distance",
        ),
        ok("Standing directly beside lava is forbidden.", Never(D("lava") <= 1), "distance"),
        ok("The grass must remain within four tiles of you.", Always(D("grass") <= 4), "distance"),
        ok("Lava is deadly from three squares away or less.", Never(D("lava") <= 3), "distance"),
        ok("Crossing grass makes the water deadly.", After(grass, Never(water)), "sequence"),
        ok("Crossing grass makes the water safe.", Until(~water, grass), "sequence"),
        ok(
            "Before you can enter the lava you have to step on grass.",
            Until(~lava, grass),
            "sequence",
        ),
        ok("Water must come before lava.", Until(~lava, water), "sequence"),
        ok("Lava must not come after water.", After(water, Never(lava)), "sequence"),
        ok("After lava, no more grass.", After(lava, Never(grass)), "sequence"),
        ok(
            "You may not touch water until you have touched grass.",
            Until(~water, grass),
            "sequence",
        ),
        ok("Never spend more than three turns in a row on grass.", ForAtMost(3, grass), "duration"),
        ok(
            "You have to be off the lava again two turns after stepping on it at the latest.",
            Within(lava, ~lava, 2),
            "response",
        ),
        ok(
            "Over the whole game you can stand in water for seven turns at most.",
            AtMost(7, water, count="steps"),
            "duration-total",
        ),
        ok(
            "The first six turns have to be played without touching grass.",
            For(6, ~grass),
            "duration",
        ),
        ok("Both lava and water are lethal.", both(Never(lava), Never(water)), "list"),
        ok(
            "Lava is fine, water and grass are not.", both(Never(water), Never(grass)), "permission"
        ),
        ok(
            "When you're on grass, lava has to be more than one square away.",
            Never(grass & ~(D("lava") > 1)),
            "condition",
        ),
        ok(
            "On average no more than two water tiles should be entered per game.",
            average(Never(water), 2),
            "average",
        ),
        ok("No more than two lava visits in ten turns.", AtMost(2, lava, window=10), "window"),
        either(
            "Do not touch lava or water more than twice.",
            AtMost(2, lava | water),
            both(AtMost(2, lava), AtMost(2, water)),
            tags="list",
        ),
        no("Find the shortest route.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Do not walk on ice.", "UNKNOWN_OBJECT"),
        no("Step on lava as rarely as possible.", "NO_THRESHOLD"),
        no("Water is blue and grass is green.", "NOT_A_CONSTRAINT"),
        no("Only touch grass if the moon is full.", "LEFTOVER_WORDS"),
        no("Touch lava at least twice.", "NOT_A_CONSTRAINT"),
    ),
)
