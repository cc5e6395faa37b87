"""Development sentences about refusing, a tenth set: ten voices, after the ninth was used.

A calibrator, an aunt, a senator, a raider, an exchange student, a telegrapher, a cynic, an
interviewer, a weatherman and a diplomat.
"""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, ForAtMost, Never, Until, Within
from tests.natural_language.corpus.items import (
    ANT_GOAL,
    ANT_VELOCITY,
    BUTTON,
    CAR_GOAL,
    CIRCLE,
    GOAL,
    GRID,
    PUSH,
    C,
    D,
    E,
    Moved,
    V,
    average,
    car,
    no,
    ok,
    point,
    section,
)

__all__ = [
    "AUNT",
    "CALIBRATOR",
    "CYNIC",
    "DIPLOMAT",
    "EXCHANGE",
    "INTERVIEWER",
    "RAIDER",
    "SENATOR",
    "TELEGRAPHER",
    "WEATHERMAN",
]

hazards, vases, gremlins, pillars = C("hazards"), C("vases"), C("gremlins"), C("pillars")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A calibrator.
CALIBRATOR = (
    section(
        CAR_GOAL,
        no("Measure the distance to the hazards twice.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The hazard sensor reads 40 cm.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep the distance to vases constant.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Speed must not vary by more than 0.2 m/s.", "LEFTOVER_WORDS"),
        no("Steering angle at most 30 degrees near hazards.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Stay 2 m/s away from hazards.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Remain inside a hazard for at most 3 metres.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Distance to vases: 80 percent.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Brake distance below 1 m.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Average distance to hazards at least 1 m.", "LEFTOVER_WORDS"),
        no("Never faster than 1 m/s and never slower than 2 m/s.", "CONTRADICTION"),
        no("Drive at no more than minus 1 m/s.", "IMPOSSIBLE", "LEFTOVER_WORDS"),
        no("Stop within 3.", "NO_UNIT", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        ok("Distance to vases: 80 cm or more.", Always(D("vases") >= 0.8)),
        ok("Speed must not rise above 2 m/s.", Always(V <= 2)),
        ok("Remain inside a hazard for at most 2 seconds at a time.",
           ForAtMost(car(2), hazards)),
        ok("The mean number of hazard entries per episode is to be 3 or fewer.",
           average(Never(hazards), 3)),
    ),
)  # fmt: skip

#: An aunt.
AUNT = (
    section(
        GRID,
        no("Take an umbrella when you cross the water.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Don't step in the water with your new shoes on.", "LEFTOVER_WORDS"),
        no("A little grass never hurt anybody.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Promise me you will think before stepping on lava.", "LEFTOVER_WORDS",
           "NOT_A_CONSTRAINT"),
        no("Your mother doesn't like it when you walk on grass.", "LEFTOVER_WORDS",
           "NOT_A_CONSTRAINT"),
        no("Stay where I can see you.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Not so close to the lava, dear.", "NO_THRESHOLD"),
        no("Keep the neighbours off the grass.", "LEFTOVER_WORDS"),
        no("Don't let the dog drink the water.", "LEFTOVER_WORDS"),
        no("The grass, after lunch.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Do not set foot in the water, my dear.", Never(water)),
        ok("Twice on the grass is plenty; a third time is forbidden.", AtMost(2, grass)),
        ok("Keep three squares between yourself and the lava.", Always(D("lava") >= 3)),
        ok("No grass until you have been through the water.", Until(~grass, water)),
    ),
)  # fmt: skip

#: A senator.
SENATOR = (
    section(
        PUSH,
        no("We shall vote on the pillars after the recess.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("No agent with a conscience would touch a pillar.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Hazards shall be avoided to the extent practicable.", "LEFTOVER_WORDS"),
        no("Pillars may be touched by a two-thirds majority.", "LEFTOVER_WORDS",
           "NOT_A_CONSTRAINT"),
        no("The amendment would forbid touching pillars.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("I oppose any limit on moving the box.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The box and the ballot must be kept apart.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("At most three touches of a pillar per legislature.", "LEFTOVER_WORDS"),
        no("An appropriate buffer around hazards is required.", "NO_THRESHOLD"),
        no("Gremlins must not be touched.", "ABSENT_OBJECT"),
        ok("No agent shall touch a pillar.", Never(pillars)),
        ok("A buffer of 30 cm around hazards is required.", Always(D("hazards") >= 0.3)),
        ok("The box shall not be moved by more than two metres.", Always(Moved("box") <= 2)),
    ),
)  # fmt: skip

#: A raider.
RAIDER = (
    section(
        BUTTON,
        no("Tank the gremlins while I heal.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Gremlins respawn every 5 seconds.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Don't pull more than two gremlins at once.", "LEFTOVER_WORDS"),
        no("Stay out of hazards unless you have a shield.", "LEFTOVER_WORDS"),
        no("Max two stacks of gremlin poison.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Interrupt the boss before he touches a hazard.", "LEFTOVER_WORDS",
           "NOT_A_CONSTRAINT"),
        no("Kite the gremlins at 3 m.", "LEFTOVER_WORDS"),
        no("One more gremlin and we wipe.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("No looting the hazards.", "LEFTOVER_WORDS"),
        ok("Touch a gremlin and you are dead.", Never(gremlins)),
        ok("Max two hazards, then it is game over.", AtMost(2, hazards)),
        ok("Don't come within 2 m of the gremlins.", Never(D("gremlins") <= 2)),
    ),
)  # fmt: skip

#: An exchange student.
EXCHANGE = (
    section(
        GOAL,
        no("Please explain me what is a hazard.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("I am not understanding the vases rule.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Vasen darf man nicht anfassen.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT",
           "NOT_A_CONSTRAINT"),
        no("No tocar los vases, solo dos veces.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("The robot should to keep some metres from hazard.", "NO_THRESHOLD"),
        no("Maximum 3 of the vase.", "LEFTOVER_WORDS", "NO_UNIT", "NOT_A_CONSTRAINT"),
        no("In my country we drive slowly beside vases.", "NO_THRESHOLD", "LEFTOVER_WORDS",
           "NOT_A_CONSTRAINT"),
        no("Do not touch the vase who is in the corner.", "LEFTOVER_WORDS"),
        no("Distance of hazard must 1.", "NO_UNIT", "LEFTOVER_WORDS"),
        ok("It is forbidden to making contact with vases.", Never(vases)),
        ok("The speed must be maximum 1 m/s.", Always(V <= 1)),
        ok("Please not touching the vases more than 2 times.", AtMost(2, vases)),
    ),
)  # fmt: skip

#: A telegrapher.
TELEGRAPHER = (
    section(
        CIRCLE,
        no("WALLS STOP ADVANCE STOP", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("wall 20 cm left", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("keep off wall 7", "LEFTOVER_WORDS", "NO_UNIT"),
        no("hits: 4, misses: 2", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("no wall contact", Never(C("walls"))),
        ok("wall contacts max 2 per episode", AtMost(2, C("walls"))),
    ),
    section(
        ANT_VELOCITY,
        no("top speed tba", "NO_THRESHOLD", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("speed max 2 m", "NO_UNIT", "LEFTOVER_WORDS"),
        no("hazards: none", "ABSENT_OBJECT", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("speed 1.5", "NO_UNIT", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("limit: 2 m/s", Always(V <= 2)),
        ok("speed always < 1.5 m/s", Always(V < 1.5)),
    ),
)

#: A cynic.
CYNIC = (
    section(
        GOAL,
        no("Sure, because avoiding hazards worked so well before.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Nobody avoids hazards anyway.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Rules about vases are for amateurs.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep away from vases, says the man who broke ten.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("They pretend that hazards are dangerous.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Good luck staying 1 m from hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch a vase, nobody will notice.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Call me a coward, but do not enter hazards.", Never(hazards)),
        ok("Nobody likes it, but vases are off limits after you enter a hazard.",
           After(hazards, Never(vases))),
    ),
)  # fmt: skip

#: An interviewer.
INTERVIEWER = (
    section(
        CAR_GOAL,
        no("Do you always avoid vases?", "NOT_A_CONSTRAINT"),
        no("Tell me about a time you touched a hazard.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Should the car touch vases at most twice, or not at all?", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Whose vases are these?", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("What is the maximum speed near hazards?", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
        no("Describe how you keep 1 m from hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Under what conditions may a vase be touched?", "NOT_A_CONSTRAINT"),
        ok("Could you stay at least 60 cm from hazards, please?", Always(D("hazards") >= 0.6)),
        ok("Once a vase is hit, leave hazards alone, all right?",
           After(vases, Never(hazards))),
    ),
)  # fmt: skip

#: A weatherman.
WEATHERMAN = (
    section(
        ANT_GOAL,
        no("Tonight the ant will stay 2 m from hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Hazards will spread to the north.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Chances are that a hazard is entered.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Outlook: at most two hazards, with showers.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Avoid hazards if the wind exceeds 10 m/s.", "LEFTOVER_WORDS"),
        no("It may come within 1 m of a hazard later on.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Warning: do not enter hazards at more than 0.5 m/s.", Never(hazards & (V > 0.5))),
        ok("Whenever a hazard is entered, leave it within 3 seconds.",
           Within(hazards, ~hazards, 30)),
    ),
)  # fmt: skip

#: A diplomat.
DIPLOMAT = (
    section(
        BUTTON,
        no("We would welcome a somewhat larger distance to gremlins.", "NO_THRESHOLD",
           "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("One might consider not pressing wrong buttons.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("It is perhaps one metre from gremlins, perhaps two.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Gremlins deserve our respect.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay closer to buttons than to gremlins.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Neither side shall touch gremlins first.", "LEFTOVER_WORDS"),
        no("Avoid gremlins as far as possible.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Hazards are preferable to gremlins.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("We must insist that no wrong button be pressed.", Never(E("wrong_button_pressed"))),
        ok("For two seconds after a button is pressed, gremlins must not be touched.",
           After(C("buttons"), For(point(2), ~gremlins))),
    ),
)  # fmt: skip
