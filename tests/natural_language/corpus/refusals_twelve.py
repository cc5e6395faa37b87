"""Development sentences about refusing, an eleventh set: seven voices, after the tenth was used.

A surgeon, a miner, a referee, an archivist, a busker, a signalman and a teenager.
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
    no,
    ok,
    point,
    section,
)

__all__ = ["ARCHIVIST", "BUSKER", "MINER", "REFEREE", "SIGNALMAN", "SURGEON", "TEENAGER"]

hazards, vases, gremlins, pillars = C("hazards"), C("vases"), C("gremlins"), C("pillars")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A surgeon.
SURGEON = (
    section(
        GOAL,
        no("Sterilise the vases before touching them.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Cut no deeper than 2 mm into the vase.", "LEFTOVER_WORDS"),
        no("The patient in the hazard is stable.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep vases at body temperature.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Pressure on the vase below 10 kPa.", "LEFTOVER_WORDS"),
        no("Two vases lost, one to go.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Swab every vase that has been touched.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Keep clear of the hazards to a sensible degree.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Stay 0.5 clear of the hazards.", "NO_UNIT"),
        no("Never move with trembling hands.", "LEFTOVER_WORDS"),
        no("Speed below 0.3 m/s and above 0.6 m/s at all times.", "CONTRADICTION"),
        ok("Keep the speed below 0.3 m/s within 20 cm of a vase.",
           Never((D("vases") <= 0.2) & (V >= 0.3))),
        ok("One touch of a vase is tolerable, two are not.", AtMost(1, vases)),
        ok("After a vase has been touched, stay out of hazards.", After(vases, Never(hazards))),
    ),
)  # fmt: skip

#: A miner.
MINER = (
    section(
        GRID,
        no("Dig around the lava.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Bring a lamp if you go near the water.", "LEFTOVER_WORDS", "NO_THRESHOLD",
           "NOT_A_CONSTRAINT"),
        no("The lava is deeper than yesterday.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Prop up the tunnel before crossing lava.", "LEFTOVER_WORDS"),
        no("We lost two men to the lava.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("No smoking near the grass.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Keep your head three squares below the lava.", "LEFTOVER_WORDS"),
        no("Stay out of shaft four.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Water may be crossed by those with boots on.", "LEFTOVER_WORDS",
           "NOT_A_CONSTRAINT"),
        no("Gold is worth a step on lava.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("At least 40 squares from lava, lads.", "IMPOSSIBLE"),
        ok("Step on lava and you will not come back up.", Never(lava)),
        ok("You may cross water twice at most.", AtMost(2, water)),
        ok("Until you have been in the water, keep off the lava.", Until(~lava, water)),
        ok("Two squares of clearance from the lava, lads.", Always(D("lava") >= 2)),
    ),
)  # fmt: skip

#: A referee.
REFEREE = (
    section(
        BUTTON,
        no("Yellow card for the gremlin.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Gremlins must not touch the ball with their hands.", "LEFTOVER_WORDS"),
        no("Who pressed the wrong button?", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Play on after the gremlin.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Three substitutions per game.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT",
           "NOT_A_CONSTRAINT"),
        no("A deliberate touch of a gremlin is an offence.", "LEFTOVER_WORDS"),
        no("No pressing of buttons in injury time.", "LEFTOVER_WORDS"),
        no("Opponents stay ten metres from the button.", "LEFTOVER_WORDS", "IMPOSSIBLE"),
        no("The gremlin was 1 m offside.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay on your half.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT", "UNKNOWN_OBJECT"),
        ok("The second touch of a gremlin ends the game.", AtMost(1, gremlins)),
        ok("Pressing a wrong button is not permitted.", Never(E("wrong_button_pressed"))),
        ok("Keep at least ten centimetres from every gremlin.", Always(D("gremlins") >= 0.1)),
    ),
)  # fmt: skip

#: An archivist.
ARCHIVIST = (
    section(
        CAR_GOAL,
        no("Vases are catalogued under C.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Only members may touch vases.", "LEFTOVER_WORDS"),
        no("Vases from before 1900 must not be touched.", "LEFTOVER_WORDS"),
        no("See also: hazards, avoidance of.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("An older edition asked for 1 m from hazards.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Copies of vases may be touched.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Chapter two forbids what chapter one allows.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("At most vases may be touched three.", "LEFTOVER_WORDS", "NO_UNIT",
           "NOT_A_CONSTRAINT"),
        no("Keep vases further apart than hazards.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Two metres of shelf for each vase.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Vases are not to be touched.", Never(vases)),
        ok("On average no more than one vase may be touched per episode.",
           average(Never(vases), 1)),
    ),
)  # fmt: skip

#: A busker.
BUSKER = (
    section(
        PUSH,
        no("Put a coin in the box.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Lean the box against the pillar.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Play softly near the pillars.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("The box is full at 30 coins.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Never leave the box unattended.", "LEFTOVER_WORDS"),
        no("Somebody has moved my box twice.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("I would not touch that pillar if I were you.", "NOT_A_CONSTRAINT",
           "LEFTOVER_WORDS"),
        no("Share the box with me.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch the gremlins, not the pillars.", "ABSENT_OBJECT", "NOT_A_CONSTRAINT"),
        ok("Leave the pillars alone, mate.", Never(pillars)),
        ok("Don't shift the box by more than 30 cm.", Always(Moved("box") <= 0.3)),
        ok("Get out of a hazard within a second of entering it.",
           Within(hazards, ~hazards, point(1))),
    ),
)  # fmt: skip

#: A signalman.
SIGNALMAN = (
    section(
        CIRCLE,
        no("wall ahead", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("min wall dist: 5", "NO_UNIT"),
        no("wall contact = 1 (see log)", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS", "CONTRADICTION"),
        no("clear of wall? y/n", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("min wall dist: 5 cm", Always(D("walls") >= 0.05)),
    ),
    section(
        CHEETAH,
        no("red at 3 m/s", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("limit: as posted", "NO_THRESHOLD", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("speed > 1 m/s < 0.5 m/s", "CONTRADICTION", "LEFTOVER_WORDS"),
        no("max 20 km", "NO_UNIT", "LEFTOVER_WORDS", "VACUOUS", "NOT_A_CONSTRAINT"),
        ok("max speed 7.2 km/h", Always(V <= 2)),
    ),
)

#: A teenager.
TEENAGER = (
    section(
        GRID,
        no("lol imagine touching lava", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("ngl the water kinda sus", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("bro stepped on lava five times", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("grass > water", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("idk maybe don't touch the lava or whatever", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("whoever touches lava first wins", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("my mom says lava is a mood", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("literally anything but lava", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("no lava pls", Never(lava)),
        ok("dont touch the water more than 3 times ok", AtMost(3, water)),
    ),
    section(
        GOAL,
        no("vases are so last year", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("bet you can't touch every vase", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("go slow-ish around hazards", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        ok("dude stay like 50 cm away from hazards", Always(D("hazards") >= 0.5)),
        ok("2 secs max in a hazard at a time", ForAtMost(point(2), hazards)),
    ),
)
