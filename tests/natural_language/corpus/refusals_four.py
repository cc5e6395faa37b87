"""Development sentences about refusing, a third set: five voices, after the second was used.

A lab technician, a poet, a football coach, a bureaucrat and a helicopter parent.
"""

from __future__ import annotations

from saferl.constraints import After, Always, AtMost, For, ForAtMost, Never, Until, Within
from tests.natural_language.corpus.items import (
    ANT_VELOCITY,
    BUTTON,
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
    no,
    ok,
    point,
    section,
)

__all__ = ["BUREAUCRAT", "HELICOPTER", "POET", "TECHNICIAN", "TRAINER"]

hazards, vases, gremlins, pillars = C("hazards"), C("vases"), C("gremlins"), C("pillars")
goal, wrong = E("goal_reached"), E("wrong_button_pressed")
lava, water, grass = C("lava"), C("water"), C("grass")

#: A lab technician.
TECHNICIAN = (
    section(
        BUTTON,
        no("Do not press wrong buttons while the centrifuge is spinning.", "LEFTOVER_WORDS"),
        no("Wrong buttons pressed: three.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Please replace the wrong buttons.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Do not press buttons with wet hands.", "LEFTOVER_WORDS"),
        no("Gremlins over 40 degrees must not be touched.", "LEFTOVER_WORDS", "NO_UNIT"),
        no("Keep the gremlins at room temperature.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Stay 10 from any gremlin.", "NO_UNIT"),
        no("Hazards must be entered only by trained personnel.", "LEFTOVER_WORDS"),
        no("Enter hazards only after wearing gloves.", "LEFTOVER_WORDS"),
        no("The hazards have been cleaned.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("A gremlin bit me twice.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Has the gremlin limit been raised?", "NOT_A_CONSTRAINT"),
        no("Don't touch the gremlin in cage four.", "LEFTOVER_WORDS"),
        no("Move with due caution near gremlins.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Never touch the beakers.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Label the hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep one metre from gremlins when humidity exceeds 80 percent.", "LEFTOVER_WORDS"),
        ok("Stay 10 cm from any gremlin.", Always(D("gremlins") >= 0.1)),
        ok("Wrong buttons: three at most.", AtMost(3, wrong)),
        ok("Enter hazards only after pressing the goal button.", Until(~hazards, goal)),
        ok("Hazards must be left within two seconds.", Within(hazards, ~hazards, point(2))),
        ok(
            "Keep one metre from gremlins when your speed exceeds 0.5 m/s.",
            Never((V > 0.5) & (D("gremlins") < 1)),
        ),
        ok("No gremlin contacts in the first ten seconds.", For(point(10), ~gremlins)),
    ),
)

#: A poet.
POET = (
    section(
        GRID,
        no("O lava, thou art terrible.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("I wandered lonely by the water.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The grass remembers every step.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Let the water be water.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Never trust the water.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Fear not the lava.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Tread softly upon the grass.", "NO_THRESHOLD", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Who dares to cross the lava?", "NOT_A_CONSTRAINT"),
        no("Cross not the water when the moon is full.", "LEFTOVER_WORDS"),
        no("Would that I had never touched the lava.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Some say the lava sings.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Far from the lava I would build my house.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Three times the water called my name.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch not the grass where lovers lie.", "LEFTOVER_WORDS"),
        no("Neither fire nor ice shall touch thee.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Do not pick the flowers on the grass.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        ok("Touch not the grass.", Never(grass)),
        ok("Cross not the water ere thou hast touched the grass.", Until(~water, grass)),
        ok("Thrice may the water be crossed, and not once more.", AtMost(3, water)),
        ok("Two squares from the lava shalt thou stay.", Always(D("lava") >= 2)),
        ok("Never shall the lava be touched.", Never(lava)),
    ),
)

#: A football coach.
TRAINER = (
    section(
        GOAL,
        no("Great hustle around the hazards, team!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Let's see fewer vase hits in the second half.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Don't hit the vases like last Saturday.", "LEFTOVER_WORDS"),
        no("Stay tight to the vases but not too tight.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Three hits on the vases and we still won.", "NOT_A_CONSTRAINT"),
        no("The hazards are your friends.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep the vases on your left.", "LEFTOVER_WORDS"),
        no("If they press high, stay 1 m from the hazards.", "LEFTOVER_WORDS"),
        no("Give me ten laps around the vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Run, run, run, straight to the goal!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("You could have avoided that hazard.", "NOT_A_CONSTRAINT"),
        no("I want to see a goal.", "NOT_A_CONSTRAINT"),
        no("Score at least two goals.", "NOT_A_CONSTRAINT"),
        no("Don't run faster than your teammates.", "LEFTOVER_WORDS"),
        no("Don't run faster than 3.", "NO_UNIT"),
        no("Never run backwards faster than 1 m/s.", "LEFTOVER_WORDS"),
        no("Substitutes must not touch the vases.", "LEFTOVER_WORDS"),
        ok("Don't run faster than 3 m/s.", Always(V <= 3)),
        ok("Three hits on the vases and we go home.", AtMost(2, vases)),
        ok("Let's see at most four vase hits in this run.", AtMost(4, vases)),
        ok(
            "If you hit a vase, stand still for three seconds.",
            After(vases, For(point(3), STILL), each=True),
        ),
        ok("Stay 1 m from the hazards until you score a goal.", Until(D("hazards") >= 1, goal)),
    ),
    section(
        ANT_VELOCITY,
        no("Pace yourself.", "NO_THRESHOLD", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Beat your personal best of 2 m/s.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay below 2 m/s on the straight.", "LEFTOVER_WORDS"),
        ok("Stay below 2 m/s.", Always(V < 2)),
    ),
)

#: A bureaucrat.
BUREAUCRAT = (
    section(
        PUSH,
        no("Applications to move the box must be filed within 10 days.", "LEFTOVER_WORDS"),
        no("The box may be moved by at most 1 m per application.", "LEFTOVER_WORDS"),
        no("The box is the property of the department.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Hazards are classified as category B.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Pillars may be touched upon payment of a fee.", "LEFTOVER_WORDS"),
        no("Pillars erected before 1950 must not be touched.", "LEFTOVER_WORDS"),
        no("Touching a pillar shall be recorded in form 27.", "LEFTOVER_WORDS"),
        no("The competent authority may forbid entry to hazards.", "LEFTOVER_WORDS"),
        no("Entry to hazards is regulated by section 5.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("It is planned to forbid the hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The ban on entering hazards has been lifted.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The ban on entering hazards takes effect in June.", "LEFTOVER_WORDS"),
        no("A suitable clearance from pillars must be observed.", "NO_THRESHOLD"),
        no("The prescribed clearance from pillars must be observed.", "NO_THRESHOLD"),
        no("Unnecessary contact with pillars is prohibited.", "LEFTOVER_WORDS"),
        no("Contact with pillars is prohibited outside office hours.", "LEFTOVER_WORDS"),
        no("Vases must be declared.", "ABSENT_OBJECT", "LEFTOVER_WORDS"),
        no("A speed of 0.5 m/s shall be deemed excessive in fog.", "LEFTOVER_WORDS"),
        ok("Entry to hazards is prohibited.", Never(hazards)),
        ok("The box may be moved by at most 1 m.", Never(Moved("box") > 1)),
        ok("Pillars must not be touched.", Never(pillars)),
        ok("A clearance of 30 cm from pillars must be observed.", Always(D("pillars") >= 0.3)),
        ok("A speed above 0.5 m/s is prohibited.", Always(V <= 0.5)),
        ok(
            "On average no more than two pillars per run may be touched.",
            average(Never(pillars), 2),
        ),
    ),
)

#: A helicopter parent.
HELICOPTER = (
    section(
        GOAL,
        no("Sweetie, don't touch the vases until mommy is back.", "LEFTOVER_WORDS"),
        no("Hold my hand near the hazards.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Don't touch the vases with sticky fingers.", "LEFTOVER_WORDS"),
        no("What did I say about the vases?", "NOT_A_CONSTRAINT"),
        no("I told you so about the hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("You never listen when I talk about hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Other robots don't touch the vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay where I can see you, away from the hazards.", "LEFTOVER_WORDS"),
        no("Don't go so close to the hazards!", "NO_THRESHOLD"),
        no("Text me when you are 1 m from a hazard.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Wear your helmet within 2 m of the hazards.", "LEFTOVER_WORDS"),
        no("Don't run with vases.", "LEFTOVER_WORDS"),
        no("No vases before bedtime.", "LEFTOVER_WORDS"),
        no("Maybe one vase, if you eat your greens.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Play nicely with the vases.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
        no("I worry when you touch the vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("One day you will break a vase.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        ok("Sweetie, don't touch the vases until you have reached the goal.", Until(~vases, goal)),
        ok("Not one step closer to the hazards than 50 cm!", Always(D("hazards") >= 0.5)),
        ok("Stay a metre away from the hazards, please, sweetie.", Always(D("hazards") >= 1)),
        ok("No more than ten seconds at a time in the hazards.", ForAtMost(point(10), hazards)),
        ok(
            "Don't touch the vases and don't go into the hazards.",
            both(Never(vases), Never(hazards)),
        ),
        ok("After a vase you leave the hazards alone.", After(vases, Never(hazards))),
    ),
)
