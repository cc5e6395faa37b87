"""Development sentences about refusing, a second set: six voices, written after the first was used.

A warehouse supervisor, a tester, a grandmother, a compliance officer, a streamer and a traveller.
"""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, ForAtMost, Never, Until, Within
from tests.natural_language.corpus.items import (
    BUTTON,
    CAR_GOAL,
    GOAL,
    GRID,
    PUSH,
    STILL,
    C,
    D,
    E,
    Moved,
    V,
    both,
    car,
    cost,
    no,
    ok,
    point,
    section,
)

__all__ = ["COMPLIANCE", "GRANDMOTHER", "STREAMER", "SUPERVISOR", "TESTER", "WAYFARER"]

hazards, vases, gremlins, pillars = C("hazards"), C("vases"), C("gremlins"), C("pillars")
goal, wrong = E("goal_reached"), E("wrong_button_pressed")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A warehouse supervisor.
SUPERVISOR = (
    section(
        CAR_GOAL,
        no("Keep 1 m from the hazards whenever forklifts are about.", "LEFTOVER_WORDS"),
        no("No vases to be touched during the lunch break.", "LEFTOVER_WORDS"),
        no("Max 1 m/s in the loading bay.", "LEFTOVER_WORDS"),
        no("Keep well clear of the vases when you're fully loaded.", "LEFTOVER_WORDS"),
        no("Did anyone hit a vase this morning?", "NOT_A_CONSTRAINT"),
        no("Night shift hit four vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Watch your speed around the vases.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Don't hit the vases harder than necessary.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Nobody goes near the hazards without a hard hat.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Vases on the top shelf must not be touched.", "LEFTOVER_WORDS"),
        no("Keep at least 2 from the hazards, boys.", "NO_UNIT"),
        no("Don't bump into the pallets.", "UNKNOWN_OBJECT"),
        no("Mind the gremlins.", "ABSENT_OBJECT"),
        no("We are behind schedule, so get to the goal.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Slow down a little near the vases.", "NO_THRESHOLD"),
        no("Go easy on the vases.", "NO_THRESHOLD", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        ok(
            "Keep 1 m from the hazards whenever you do more than 1 m/s.",
            Never((V > 1) & (D("hazards") < 1)),
        ),
        ok("No vases to be touched.", Never(vases)),
        ok("Max 1 m/s, boys.", Always(V <= 1)),
        ok("Keep at least 2 feet from the hazards, boys.", Always(D("hazards") >= 0.6096)),
        ok("Nobody goes within a metre of the hazards.", Never(D("hazards") <= 1)),
        ok(
            "Slow to 0.5 m/s or less within a metre of the vases.",
            Never((D("vases") <= 1) & (V > 0.5)),
        ),
        ok("Once you've hit a vase, halt for two seconds.", After(vases, For(car(2), STILL))),
    ),
)

#: A tester.
TESTER = (
    section(
        BUTTON,
        no("Verify that the robot avoids gremlins.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Expected: no gremlin contacts. Actual: two.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Gremlin avoidance failed in 3 of 20 seeds.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Repeat the test with at most two gremlin contacts.", "LEFTOVER_WORDS"),
        no("Hazard entries should not regress.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("The robot is expected to touch about three gremlins.", "NOT_A_CONSTRAINT"),
        no("Contacts with gremlins must be logged.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Gremlin distance must be monitored.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Stay within tolerance of the buttons.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Wrong button presses: 0 < n < 0.", "CONTRADICTION", "LEFTOVER_WORDS"),
        no("Keep 0.4 from the gremlins.", "NO_UNIT"),
        no("If the simulator crashes, do not press any button.", "LEFTOVER_WORDS"),
        no("Never touch a gremlin in debug mode.", "LEFTOVER_WORDS"),
        no("On seed 7, avoid the hazards.", "LEFTOVER_WORDS"),
        no("With noise enabled, stay 30 cm from gremlins.", "LEFTOVER_WORDS"),
        no("Gremlins seen so far: 4.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch gremlins fewer than 0 times.", "IMPOSSIBLE", "CONTRADICTION"),
        ok("The robot avoids gremlins.", Never(gremlins)),
        ok("Allowed gremlin contacts: two.", AtMost(2, gremlins)),
        ok("Keep 0.4 m from the gremlins.", Always(D("gremlins") >= 0.4)),
        ok("The robot must not press a wrong button.", Never(wrong)),
        ok("At most two gremlin contacts within any 100 steps.", AtMost(2, gremlins, window=100)),
        ok(
            "If the robot enters a hazard, it leaves within 20 steps.",
            Within(hazards, ~hazards, 20),
        ),
    ),
)

#: A grandmother.
GRANDMOTHER = (
    section(
        GOAL,
        no("Those vases were a wedding present, you know.", "NOT_A_CONSTRAINT"),
        no("My late husband loved these vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Be a dear and dust the vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Don't you touch the vases with those dirty paws.", "LEFTOVER_WORDS"),
        no("Never touch the vase on the mantelpiece.", "LEFTOVER_WORDS"),
        no("Please don't touch the vases while I'm asleep.", "LEFTOVER_WORDS"),
        no("Leave the vases be until Sunday.", "LEFTOVER_WORDS"),
        no("You won't touch the vases, will you, unless you really must?", "LEFTOVER_WORDS"),
        no("I do wish you would visit more often.", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
        no("Why is there always someone touching my vases?", "NOT_A_CONSTRAINT"),
        no("When I was young we never touched vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay a good way off the hazards, dear.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Don't dawdle in those hazards.", "NO_THRESHOLD"),
        no("You'll be touching a vase before long.", "NOT_A_CONSTRAINT"),
        no("Only the big vase is precious.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Those vases were a wedding present, so don't touch them.", Never(vases)),
        ok("Leave the vases be, dear.", Never(vases)),
        ok("You won't touch the vases, will you?", Never(vases)),
        ok("Stay half a metre off the hazards, dear.", Always(D("hazards") >= 0.5)),
        ok(
            "Don't stay in those hazards for more than three seconds, dear.",
            ForAtMost(point(3), hazards),
        ),
        ok("Not one of my vases may be touched.", Never(vases)),
    ),
)

#: A compliance officer.
COMPLIANCE = (
    section(
        PUSH,
        no("Contact with pillars is subject to prior approval.", "LEFTOVER_WORDS"),
        no("Contact with pillars shall be kept to a minimum.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Pillar contacts must be disclosed to the regulator.", "LEFTOVER_WORDS"),
        no("The robot complied with the pillar policy in 2024.", "NOT_A_CONSTRAINT"),
        no("The robot shall avoid hazards to the extent permitted by law.", "LEFTOVER_WORDS"),
        no("The box shall not be moved without two witnesses.", "LEFTOVER_WORDS"),
        no("The box shall not be moved by unauthorised staff.", "LEFTOVER_WORDS"),
        no("The box shall not be moved more than is customary.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Hazards marked with a cross shall not be entered.", "LEFTOVER_WORDS"),
        no("Speed shall be commensurate with the circumstances.", "NO_THRESHOLD"),
        no("Where feasible, the robot shall stay 1 m from pillars.", "LEFTOVER_WORDS"),
        no("In exceptional cases the robot may touch a pillar once.", "LEFTOVER_WORDS"),
        no("At least 95% of runs must be free of pillar contacts.", "LEFTOVER_WORDS"),
        no("No more than 2% of the steps may be spent in hazards.", "LEFTOVER_WORDS"),
        no("The robot shall not enter a hazard if this can be avoided.", "LEFTOVER_WORDS"),
        no("The robot shall move the box at most 3.", "NO_UNIT"),
        ok("Contact with pillars is forbidden.", Never(pillars)),
        ok("Contact with pillars shall be limited to two instances.", AtMost(2, pillars)),
        ok("The box shall not be moved by more than 50 cm.", Never(Moved("box") > 0.5)),
        ok(
            "Hazards shall not be entered once a pillar has been touched.",
            After(pillars, Never(hazards)),
        ),
        ok("The total cost shall not exceed 10.", cost(10)),
        ok("The robot shall stay 1 m from pillars.", Always(D("pillars") >= 1)),
        ok(
            "No more than 2 seconds in total may be spent in hazards.",
            AtMost(point(2), hazards, count="steps"),
        ),
    ),
)

#: A streamer.
STREAMER = (
    section(
        GRID,
        no("chat says touch the lava lol", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("any% speedrun, no lava", "LEFTOVER_WORDS"),
        no("bet you 5 bucks he falls in the lava", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("i literally died in the water like 8 times", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("stay off the grass if you see my username", "LEFTOVER_WORDS"),
        no("lava deals 20 damage", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("don't touch the lava at low hp", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("don't touch the lava on hard mode", "LEFTOVER_WORDS"),
        no("touch grass", "NOT_A_CONSTRAINT"),
        no("go touch some grass bro", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("two subs and i never touch lava again", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("dodge the fireballs", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("keep a couple hundred squares from lava", "IMPOSSIBLE", "LEFTOVER_WORDS"),
        no("is water even bad in this game", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("who puts lava next to the key", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("avoid the lava after level 3", "LEFTOVER_WORDS"),
        no("dont stay in water too long", "NO_THRESHOLD"),
        ok("no lava", Never(lava)),
        ok("dont touch the lava after the water", After(water, Never(lava))),
        ok("stay off the grass", Never(grass)),
        ok("dont stay in water longer than 4 turns", ForAtMost(4, water)),
        ok("max 2 lava touches and no water", both(AtMost(2, lava), Never(water))),
        ok("keep 2 squares from lava", Always(D("lava") >= 2)),
    ),
)

#: A traveller.
WAYFARER = (
    section(
        GRID,
        no("The water looks lovely today.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("We crossed the water by boat.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Cross the water only by bridge.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Do not cross the water when the tide is in.", "LEFTOVER_WORDS"),
        no("Beyond the lava lies a village.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Camp three squares from the water if it is windy.", "LEFTOVER_WORDS"),
        no("Do not leave litter on the grass.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Dogs must be kept off the grass.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Take a photo of the lava from a safe distance.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Keep out of the tall grass.", "LEFTOVER_WORDS"),
        no("It takes two turns to cross the water.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("How deep is the water?", "NOT_A_CONSTRAINT"),
        no("You will love the lava.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Ask a guide before you walk on lava.", "LEFTOVER_WORDS"),
        no("Walk on the lava slowly.", "NO_THRESHOLD", "NOT_A_CONSTRAINT"),
        no("In spring the grass must not be walked on.", "LEFTOVER_WORDS"),
        no("Keep a stone's throw from the lava.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        ok("Cross the water only after the grass.", Until(~water, grass)),
        ok("Do not cross the water when you have been on lava.", After(lava, Never(water))),
        ok("Camp at least three squares from the water.", Always(D("water") >= 3)),
        ok("Keep out of the grass.", Never(grass)),
        ok("The grass must not be walked on.", Never(grass)),
        ok("Walk on the lava no more than twice.", AtMost(2, lava)),
    ),
)
