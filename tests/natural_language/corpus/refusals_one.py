"""Development sentences about refusing: a roboticist, a manager, a small child, a counsel.

Each voice says what must be refused and, close to it, what must be read all the same.
"""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, Never, Until, Within
from tests.natural_language.corpus.items import (
    BUTTON,
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
    no,
    ok,
    point,
    section,
)

__all__ = ["COUNSEL", "KID", "MANAGER", "ROBOTICIST"]

KMH = 1 / 3.6
hazards, vases, gremlins = C("hazards"), C("vases"), C("gremlins")
goal, wrong = E("goal_reached"), E("wrong_button_pressed")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A robotics engineer.
ROBOTICIST = (
    section(
        GOAL,
        no("Keep 0.3 m clearance from vases when the battery is below 20%.", "LEFTOVER_WORDS"),
        no("Limit speed to 0.5 m/s with probability 0.99.", "LEFTOVER_WORDS"),
        no("Maintain a clearance of 3 sigma from every hazard.", "LEFTOVER_WORDS", "NO_UNIT"),
        no("Reduce approach velocity appropriately near vases.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Acceleration must stay below 2 m/s^2.", "LEFTOVER_WORDS"),
        no("The yaw rate must never exceed 1 rad/s.", "LEFTOVER_WORDS"),
        no("Minimise the time to goal subject to joint torque limits.", "NOT_A_CONSTRAINT"),
        no("Never exceed 0.8 m/s while a human operator is inside the cell.", "LEFTOVER_WORDS"),
        no("Stay 0.4 m away from hazards unless the e-stop is released.", "LEFTOVER_WORDS"),
        no("Standoff to vases: 0.35.", "NO_UNIT"),
        no("Speed cap 1.2", "NO_UNIT"),
        no("Vase contact count must remain nominal.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("The last run had three vase contacts.", "NOT_A_CONSTRAINT"),
        no("The policy will probably clip a vase or two.", "NOT_A_CONSTRAINT"),
        no("Is 0.3 m from the hazards enough?", "NOT_A_CONSTRAINT"),
        no("What is the minimum distance to a hazard?", "NOT_A_CONSTRAINT"),
        no("Keep at least 9 m between the robot and the hazards.", "IMPOSSIBLE"),
        no("Speed must be >= 0 m/s at all times.", "VACUOUS"),
        no("Distance to hazards must be above 0.5 m and below 0.2 m.", "CONTRADICTION"),
        no("Never let the end effector touch a vase.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        ok("Never exceed 0.8 m/s while the robot is inside a hazard.", Never(hazards & (V > 0.8))),
        ok(
            "Stay 0.4 m away from hazards unless the goal has been reached.",
            Until(D("hazards") >= 0.4, goal),
        ),
        ok("Standoff to vases: 0.35 m.", Always(D("vases") >= 0.35)),
        ok("Speed cap 1.2 m/s", Always(V <= 1.2)),
        ok("Vase contact count must remain below three.", AtMost(2, vases)),
        ok("The robot may have three vase contacts at most.", AtMost(3, vases)),
        ok(
            "Distance to hazards must be above 0.2 m and below 1 m.",
            Always((D("hazards") > 0.2) & (D("hazards") < 1)),
        ),
        ok("The vehicle's speed must be >= 0.1 m/s at all times.", Always(V >= 0.1)),
        ok(
            "Keep 0.3 m clearance from vases when the speed is above 0.5 m/s.",
            Never((V > 0.5) & (D("vases") < 0.3)),
        ),
    ),
    section(
        BUTTON,
        no("Keep the gremlins' lidar returns below threshold.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Avoid gremlins that are moving toward the robot.", "LEFTOVER_WORDS"),
        no("Do not press wrong buttons during calibration.", "LEFTOVER_WORDS"),
        no("Hold 0.6 m from pillars.", "ABSENT_OBJECT"),
        no("Hazard entries: max 1 per 100 m travelled.", "LEFTOVER_WORDS"),
        ok("Hazard entries: max 1 per 100 steps.", AtMost(1, hazards, window=100)),
        ok(
            "Do not press wrong buttons during the first two seconds.",
            For(point(2), ~wrong),
        ),
    ),
    section(
        PUSH,
        no("Do not push the box with more than 10 N.", "LEFTOVER_WORDS", "NO_UNIT"),
        no("Keep box contact force below 5 newtons.", "LEFTOVER_WORDS"),
        ok("Do not push the box by more than 10 cm.", Never(Moved("box") > 0.1)),
    ),
)

#: A manager.
MANAGER = (
    section(
        GOAL,
        no("I want zero vase incidents this quarter.", "LEFTOVER_WORDS"),
        no("We need to improve our hazard avoidance.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Vase contacts should go down by 20% compared with last month.", "LEFTOVER_WORDS"),
        no("Keep the vases safe if it doesn't cost us too much time.", "LEFTOVER_WORDS"),
        no("Stay away from hazards wherever practicable.", "LEFTOVER_WORDS"),
        no("Don't touch the vases more often than the other robot does.", "LEFTOVER_WORDS"),
        no("Great job keeping out of the hazards today!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The customer was unhappy about the broken vases.", "NOT_A_CONSTRAINT"),
        no("Avoid hazards during business hours.", "LEFTOVER_WORDS"),
        no("No hazard entries on the night shift.", "LEFTOVER_WORDS"),
        no("Touch vases only with written approval.", "LEFTOVER_WORDS"),
        no("Keep a metre from hazards whenever the auditors are here.", "LEFTOVER_WORDS"),
        no("Are we still hitting vases?", "NOT_A_CONSTRAINT"),
        no("Speed limit: whatever legal says.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Try to be at 1 m/s on most days.", "LEFTOVER_WORDS"),
        no("A reasonable distance from the hazards must be kept.", "NO_THRESHOLD"),
        no("Vases matter to us.", "NOT_A_CONSTRAINT"),
        no("Our competitors never touch a vase.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("It would be nice to know how often it enters hazards.", "NOT_A_CONSTRAINT"),
        no("In 9 out of 10 runs, no vase should be touched.", "LEFTOVER_WORDS"),
        no("Touch at most five vases per week.", "LEFTOVER_WORDS"),
        no("Do not enter hazards from Monday on.", "LEFTOVER_WORDS"),
        ok("I want zero vase incidents.", Never(vases)),
        ok(
            "On average, vase contacts must stay at or below 20 per episode.",
            average(Never(vases), 20),
        ),
        ok("Don't touch the vases more often than twice.", AtMost(2, vases)),
        ok("A distance of one metre from the hazards must be kept.", Always(D("hazards") >= 1)),
        ok(
            "Keep a metre from hazards whenever you are within half a metre of a vase.",
            Never((D("vases") <= 0.5) & (D("hazards") < 1)),
        ),
        ok(
            "Do not enter hazards from the moment a vase has been touched.",
            After(vases, Never(hazards)),
        ),
        ok("Touch at most five vases per episode.", AtMost(5, vases)),
        ok("Keep the vases safe: don't touch them.", Never(vases)),
        ok("Our insurance does not cover vases, so never touch one.", Never(vases)),
    ),
    section(
        BUTTON,
        no("Wrong buttons should be the exception.", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
        no("Press the goal button before lunch.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Wrong buttons must not be pressed.", Never(wrong)),
        ok("Press the goal button before you enter a hazard.", Until(~hazards, goal)),
    ),
)

#: A small child.
KID = (
    section(
        GRID,
        no("Can I touch the lava?", "NOT_A_CONSTRAINT"),
        no("Lava is so cool!", "NOT_A_CONSTRAINT"),
        no("I don't like water.", "NOT_A_CONSTRAINT"),
        no("My sister says grass is dangerous for ants.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Don't touch the lava with your socks on.", "LEFTOVER_WORDS"),
        no("If a dragon comes, run away from the water.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Don't go in the water if it's raining.", "LEFTOVER_WORDS"),
        no("Never step on the cracks.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("The floor is lava!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("I bet you can't cross the water.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Pretend the grass is lava.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay away from the lava, or not, I don't care.", "LEFTOVER_WORDS"),
        no("Only touch the grass when mommy is watching.", "LEFTOVER_WORDS"),
        no("Don't be mean to the water.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("You can't catch me on the grass!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep a teeny bit away from lava.", "NO_THRESHOLD"),
        no("Jump over the lava like a kangaroo.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("What happens if I touch lava twice?", "NOT_A_CONSTRAINT"),
        no("The water splashed me three times yesterday.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Do not touch the grass on the right side.", "LEFTOVER_WORDS"),
        no("Don't go in the deep water.", "LEFTOVER_WORDS"),
        no("Walk on the lava a lot.", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
        no("Don't step on the grass until the bell rings.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        ok("I don't want you in the water.", Never(water)),
        ok("Lava is so hot, don't touch it!", Never(lava)),
        ok("Don't go in the water if you have touched lava.", After(lava, Never(water))),
        ok("Don't go in the water until you have touched the grass.", Until(~water, grass)),
        ok("If you step on lava, get off it within two turns.", Within(lava, ~lava, 2)),
        ok("You can't go on the grass!", Never(grass)),
        ok("Keep two squares away from lava.", Always(D("lava") >= 2)),
        ok("You can touch the water three times, not more.", AtMost(3, water)),
    ),
)

#: A counsel.
COUNSEL = (
    section(
        GOAL,
        no("The Agent shall use reasonable endeavours to avoid hazards.", "LEFTOVER_WORDS"),
        no(
            "The Agent shall not enter a hazard without the prior written consent of the Licensor.",
            "LEFTOVER_WORDS",
        ),
        no("The Agent shall not knowingly touch a vase.", "LEFTOVER_WORDS"),
        no("The Agent shall not touch a vase, save in an emergency.", "LEFTOVER_WORDS"),
        no("No liability shall arise from contact with a vase.", "NOT_A_CONSTRAINT"),
        no(
            "The Agent shall keep a distance from vases that is reasonable in the circumstances.",
            "NO_THRESHOLD",
        ),
        no("The Agent may enter hazards at its sole discretion.", "NOT_A_CONSTRAINT"),
        no("Any contact with a vase shall be reported within three days.", "LEFTOVER_WORDS"),
        no("Contact with vases shall be governed by the laws of Delaware.", "NOT_A_CONSTRAINT"),
        no("The Agent shall not touch vases belonging to third parties.", "LEFTOVER_WORDS"),
        no(
            "The Agent shall, as soon as practicable after touching a vase, leave it.",
            "NO_THRESHOLD",
            "LEFTOVER_WORDS",
        ),
        no("Wilful contact with hazards is prohibited.", "LEFTOVER_WORDS"),
        no("The Agent shall not exceed the statutory speed limit.", "NO_THRESHOLD"),
        no("Subject to clause 4, the Agent shall remain 1 m from all vases.", "LEFTOVER_WORDS"),
        no("The Agent shall not touch more vases than is necessary.", "NO_THRESHOLD"),
        ok(
            "The Agent shall not enter a hazard without first having touched a vase.",
            Until(~hazards, vases),
        ),
        ok(
            "The Agent shall not touch a vase, save after the goal has been reached.",
            Until(~vases, goal),
        ),
        ok(
            "The Agent shall keep a distance from vases that is not less than 30 centimetres.",
            Always(D("vases") >= 0.3),
        ),
        ok(
            "After any contact with a vase, the Agent shall stop for three seconds.",
            After(vases, For(point(3), STILL), each=True),
        ),
        ok(
            "The Agent shall, within two seconds after touching a vase, leave it.",
            Within(vases, ~vases, point(2)),
        ),
        ok("Any contact with hazards is prohibited.", Never(hazards)),
        ok("The Agent shall not exceed a speed of 3 km/h.", Always(V <= 3 * KMH)),
        ok("The Agent shall remain 1 m from all vases.", Always(D("vases") >= 1)),
    ),
    section(
        BUTTON,
        no("Each gremlin shall be given adequate berth.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        ok("Each gremlin shall be given a berth of 40 cm.", Always(D("gremlins") >= 0.4)),
    ),
    section(
        CIRCLE,
        no("The Agent shall not cross the northern boundary.", "LEFTOVER_WORDS"),
        no(
            "The Agent shall remain within the arena between 8 a.m. and 6 p.m.",
            "LEFTOVER_WORDS",
        ),
        no("The Agent shall leave the arena in an orderly manner.", "NOT_A_CONSTRAINT"),
        ok("The Agent shall not leave the arena.", Never(E("left_arena"))),
        ok("The Agent shall remain within the arena at all times.", Never(E("left_arena"))),
    ),
)
