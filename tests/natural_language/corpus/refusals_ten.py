"""Development sentences about refusing, a ninth set: ten voices, after the eighth was used.

A mechanic, a father, a notary, a speedrunner, a newcomer to English, a monitor's log, a satirist,
a quizmaster, a forecaster and a connoisseur.
"""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, ForAtMost, Never, Until, Within
from tests.natural_language.corpus.items import (
    BUTTON,
    CAR_GOAL,
    CHEETAH,
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
    cost,
    no,
    ok,
    section,
)

__all__ = [
    "CONNOISSEUR",
    "FATHER",
    "FORECASTER",
    "MECHANIC",
    "MONITOR",
    "NEWCOMER",
    "NOTARY",
    "QUIZMASTER",
    "SATIRIST",
    "SPEEDRUNNER",
]

hazards, vases, gremlins, pillars = C("hazards"), C("vases"), C("gremlins"), C("pillars")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A mechanic.
MECHANIC = (
    section(
        GOAL,
        no("Clearance to hazards: 250.", "NO_UNIT"),
        no("Torque must stay below 3 Nm near vases.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Keep the motor temperature under 60 degrees.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Hazard proximity alarm at 0.4 m.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Never accelerate harder than 2 m/s within 1 m of a hazard.", "LEFTOVER_WORDS"),
        no("Stay 3 seconds away from every vase.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Do not exceed 0.5 m near hazards.", "NO_UNIT", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Vase contact force at most 5 newtons.", "LEFTOVER_WORDS"),
        no("Limit hazard exposure.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Tolerance on the hazard distance is 5 cm.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("At least 1 m from hazards, but no farther than 80 cm from them.", "CONTRADICTION"),
        no("The number of contacts with vases must be even.", "LEFTOVER_WORDS"),
        no("Stay in hazards no longer than an hour at a stretch.", "VACUOUS"),
        no("The nearest hazard must be at least half a kilometre away.", "IMPOSSIBLE"),
        ok("Minimum clearance to any hazard is 250 mm.", Always(D("hazards") >= 0.25)),
        ok("Vase contacts: 3 max.", AtMost(3, vases)),
        ok("Top speed is 1.2 m/s if a vase is within half a metre.",
           Never((D("vases") <= 0.5) & (V > 1.2))),
        ok("Dwell time in a hazard: no more than 400 ms at a stretch.", ForAtMost(20, hazards)),
    ),
)  # fmt: skip

#: A father.
FATHER = (
    section(
        GRID,
        no("Ask me first before you step on the grass.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("You may go into the water when your brother does.", "LEFTOVER_WORDS",
           "NOT_A_CONSTRAINT"),
        no("Did I say you could walk on the lava?", "NOT_A_CONSTRAINT"),
        no("Hold my hand near the water.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Don't stay on the grass past bedtime.", "LEFTOVER_WORDS"),
        no("You can step on lava when you are eighteen.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Not too many times on the grass, please.", "NO_THRESHOLD"),
        no("Be a good boy around the lava.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("No running on the grass after dark.", "LEFTOVER_WORDS"),
        no("Step on water at most five hundred times.", "VACUOUS"),
        ok("You may splash through the water three times, and that is all.", AtMost(3, water)),
        ok("Lava is a no-go, sweetheart.", Never(lava)),
        ok("Once your feet have touched the water you must not step on the grass.",
           After(water, Never(grass))),
        ok("Stay two squares or more from the lava, son.", Always(D("lava") >= 2)),
    ),
)  # fmt: skip

#: A notary.
NOTARY = (
    section(
        BUTTON,
        no("Contact with gremlins is subject to prior written consent.", "LEFTOVER_WORDS"),
        no("The parties agree that hazards are the property of the owner.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Gremlins shall be treated in accordance with Schedule B.", "LEFTOVER_WORDS"),
        no("No gremlin shall be touched save by an authorised agent.", "LEFTOVER_WORDS"),
        no("A reasonable distance from gremlins shall be observed.", "NO_THRESHOLD"),
        no("Nothing herein forbids contact with gremlins.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Neither hazards nor gremlins form part of this agreement.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("The Agent shall at no time touch a vase or a gremlin.", "ABSENT_OBJECT"),
        no("The Agent shall enter hazards at most twice and at least five times.",
           "CONTRADICTION", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Hazards may be entered between sunrise and sunset.", "LEFTOVER_WORDS",
           "NOT_A_CONSTRAINT"),
        ok("The Agent shall not, under any circumstances, press a wrong button.",
           Never(E("wrong_button_pressed"))),
        ok("Gremlins shall be given a berth of no less than one metre.",
           Always(D("gremlins") >= 1)),
        ok("Entry into hazards is limited to two occasions per episode.", AtMost(2, hazards)),
    ),
)  # fmt: skip

#: A speedrunner.
SPEEDRUNNER = (
    section(
        GRID,
        no("Lava skip saves two seconds.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Any% rules: water allowed.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Hit the water frame-perfect or reset.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Never touch the spikes.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("You lose 10 HP per lava tile.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("At most 3 water tiles per speed boost.", "LEFTOVER_WORDS"),
        no("Stay off grass until level 5.", "LEFTOVER_WORDS"),
        no("My record on lava is 12 tiles.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Game over if you hit lava a second time.", AtMost(1, lava)),
        ok("No lava in this run, ever.", Never(lava)),
        ok("Grass unlocks after you touch water.", Until(~grass, water)),
    ),
)

#: A newcomer to English.
NEWCOMER = (
    section(
        PUSH,
        no("It is must to be careful with the pillar.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Please to not go much near of pillar.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Box have to be not moved more than 2.", "NO_UNIT"),
        no("Ne touchez pas les piliers.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Robot no touch el pilar grande, por favor.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Bitte die hazards nicht betreten.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT",
           "NOT_A_CONSTRAINT"),
        no("Stay far from hazard like my uncle say.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("The hazard it is dangerous or not?", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("When is weekend no push box.", "LEFTOVER_WORDS"),
        no("How many pillar can I touch?", "NOT_A_CONSTRAINT"),
        ok("Robot must not to touch pillar.", Never(pillars)),
        ok("From hazards please keep minimum 40 cm of distance.", Always(D("hazards") >= 0.4)),
        ok("Is not allowed to move the box.", Never(Moved("box") > 0)),
    ),
)  # fmt: skip

#: A monitor's log.
MONITOR = (
    section(
        CIRCLE,
        no("wall_dist=0.3 ok", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "NO_UNIT"),
        no("[warn] near wall", "NO_THRESHOLD", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("walls: TBD", "NO_THRESHOLD", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("walls >= 0.2", "NO_UNIT"),
        no("contact walls; severity high", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("walls: keep >= 20 cm", Always(D("walls") >= 0.2)),
        ok("wall contact: forbidden", Never(C("walls"))),
    ),
    section(
        CHEETAH,
        no("vel lim 3", "NO_UNIT"),
        no("speed < 5 Hz", "NO_UNIT", "LEFTOVER_WORDS"),
        no("max rpm 200", "LEFTOVER_WORDS", "NO_UNIT"),
        no("speed 2.1 m/s at t=40", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("speed max 3 m/s", Always(V <= 3)),
        ok("v below 2.5 m/s at all times", Always(V < 2.5)),
    ),
)

#: A satirist.
SATIRIST = (
    section(
        GOAL,
        no("Oh sure, go ahead and smash every vase.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("What could possibly go wrong inside a hazard?", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Brilliant, another vase gone.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch the vases as often as you like, see if I care.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Hazards are only a suggestion, apparently.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Great job not avoiding the hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("As if anyone would ever touch a vase.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Five metres from hazards? In your dreams.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Believe it or not, vases must not be touched.", Never(vases)),
        ok("Shocking, I know, but hazards are off limits.", Never(hazards)),
    ),
)  # fmt: skip

#: A quizmaster.
QUIZMASTER = (
    section(
        BUTTON,
        no("Which button must not be pressed?", "NOT_A_CONSTRAINT"),
        no("Would you rather touch a gremlin or a hazard?", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("True or false: gremlins must be avoided.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("How far should you stay from gremlins?", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
        no("Why must we keep 1 m from the gremlins?", "NOT_A_CONSTRAINT"),
        no("What happens if you press two buttons?", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Is it at most two gremlins or three?", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Can you please stay 50 cm away from gremlins?", Always(D("gremlins") >= 0.5)),
        ok("Three wrong buttons and you are out.", AtMost(2, E("wrong_button_pressed"))),
    ),
)

#: A forecaster.
FORECASTER = (
    section(
        CAR_GOAL,
        no("The robot will probably hit a vase within 10 seconds.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Expect two hazard entries this afternoon.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("There is a 30% chance of touching a vase.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("By the end, three vases will have been touched.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("The cost is likely to exceed 25.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Hazards are expected to clear by noon.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("In two seconds the car would be inside a hazard.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        ok("The expected number of vase contacts must not exceed 2.", average(Never(vases), 2)),
        ok("The total cost of an episode must not go beyond 25.", cost(25)),
        ok("If the car enters a hazard it has to be out again within 2 seconds.",
           Within(hazards, ~hazards, 50)),
    ),
)  # fmt: skip

#: A connoisseur.
CONNOISSEUR = (
    section(
        GOAL,
        no("I would rather you touched vases than hazards.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Ideally around a metre from hazards, give or take.", "NO_THRESHOLD",
           "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Prefer vases over hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch fewer vases than hazards.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Perhaps avoid the vases, perhaps not.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay twice as far from hazards as from vases.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("The fewer vases you touch, the better.", "NO_THRESHOLD", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("It might be wise to slow down a bit.", "NO_THRESHOLD", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Go slower than last time.", "NO_THRESHOLD", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("A vase from the Ming dynasty should not be touched.", "LEFTOVER_WORDS"),
        ok("Vases must never be touched, however lightly.", Never(vases)),
        ok("No more than one hazard per run, thank you.", AtMost(1, hazards)),
        ok("Under no circumstances be faster than 1 m/s inside a hazard.",
           Never(hazards & (V > 1))),
    ),
)  # fmt: skip
