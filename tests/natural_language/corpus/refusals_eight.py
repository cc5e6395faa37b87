"""Development sentences about refusing, a seventh set: seven voices, after the sixth was used.

An astronaut, a barber, a judge, a mountaineer, a parrot's owner, a tenant and a developer.
"""

from __future__ import annotations

from tests.natural_language.corpus.items import (
    ANT_GOAL,
    BUTTON,
    CAR_GOAL,
    CHEETAH,
    CIRCLE,
    GOAL,
    GRID,
    PUSH,
    no,
    section,
)

__all__ = ["ASTRONAUT", "BARBER", "DEVELOPER", "JUDGE", "MOUNTAINEER", "OWNER", "TENANT"]

#: An astronaut.
ASTRONAUT = (
    section(
        ANT_GOAL,
        no("Houston, we have a vase problem.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay 1 m from the airlock.", "UNKNOWN_OBJECT"),
        no("During the burn keep 2 m from the hazards.", "LEFTOVER_WORDS"),
        no("Vases float.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Dock with the vase at less than 0.1 m/s.", "LEFTOVER_WORDS"),
        no("Relative velocity to the hazards must be below 0.2 m/s.", "LEFTOVER_WORDS"),
        no("No hazard closer than 3.", "NO_UNIT"),
        no("Keep your angular rate below 2.", "LEFTOVER_WORDS", "NO_UNIT"),
        no("Ten, nine, eight, seven.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Tell Houston if you touch a vase.", "LEFTOVER_WORDS"),
        no("We came within 10 cm of a hazard.", "NOT_A_CONSTRAINT"),
        no("Did you copy that about the hazards?", "NOT_A_CONSTRAINT"),
        no("Stay at a comfortable distance from the vases.", "NO_THRESHOLD"),
        no("Never be more than 5000 m from a hazard.", "VACUOUS"),
        no("Touch the goal, not the stars.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("Once in orbit, avoid the vases.", "LEFTOVER_WORDS"),
    ),
)

#: A barber.
BARBER = (
    section(
        CAR_GOAL,
        no("Just a trim around the vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Don't cut corners near the hazards.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Leave two fingers between you and the vases.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Easy on the hazards.", "NO_THRESHOLD", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Same as last time, but without vases.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Touch up the vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("How short do you want the hazards?", "NOT_A_CONSTRAINT"),
        no("Sit still while I avoid the vases.", "LEFTOVER_WORDS"),
        no("You should see the vases my wife bought.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Nobody has complained about hazards before.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Come back in 3 weeks and avoid the hazards.", "LEFTOVER_WORDS"),
        no("No mirrors within 1 m.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Stay an inch or so off the vases, maybe two.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Vases cost 20 each.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
)

#: A judge.
JUDGE = (
    section(
        PUSH,
        no("Did the defendant move the box?", "NOT_A_CONSTRAINT"),
        no("The witness touched the pillar on the night in question.", "NOT_A_CONSTRAINT"),
        no("The box is hereby declared evidence.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Whoever moves the box shall pay a fine.", "LEFTOVER_WORDS"),
        no("The court will avoid the hazards of speculation.", "NOT_A_CONSTRAINT"),
        no("Beyond reasonable doubt, keep 1 m from pillars.", "LEFTOVER_WORDS"),
        no("The box must not be moved save by order of the court.", "LEFTOVER_WORDS"),
        no("Objection: the pillars are 3 m tall.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("In the absence of counsel, do not touch the box.", "LEFTOVER_WORDS"),
        no("Moving the box was wrong.", "NOT_A_CONSTRAINT"),
        no("The accused is to keep 50 m from the plaintiff.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Pillars may be touched pursuant to section 3.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The jury should disregard the pillars.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Twice you have touched that pillar!", "NOT_A_CONSTRAINT"),
        no("Keep at most 2 m and at least 3 m away from the box.", "CONTRADICTION"),
    ),
)

#: A mountaineer.
MOUNTAINEER = (
    section(
        GRID,
        no("Above 3000 m stay off the grass.", "LEFTOVER_WORDS"),
        no("Rope up before crossing the water.", "LEFTOVER_WORDS"),
        no("The lava is best seen from the ridge.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Beware of rockfall.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Do not cross the water in spate.", "LEFTOVER_WORDS"),
        no("We crossed the grass at dawn.", "NOT_A_CONSTRAINT"),
        no("Turn back if you see lava.", "LEFTOVER_WORDS"),
        no("Stay two days away from the lava.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Only the experienced should cross the lava.", "LEFTOVER_WORDS"),
        no("Cross the water at its narrowest point only.", "LEFTOVER_WORDS"),
        no("Fill your bottle with water.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep a safe number of squares from lava.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Is it far to the grass?", "NOT_A_CONSTRAINT"),
        no("Camp on the grass.", "NOT_A_CONSTRAINT"),
        no("Never cross water deeper than your knees.", "LEFTOVER_WORDS"),
        no("Lava flows downhill.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Walk quietly on the grass.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Avoid the snow fields.", "UNKNOWN_OBJECT"),
    ),
)

#: The owner of a parrot.
OWNER = (
    section(
        BUTTON,
        no("Polly wants a button.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Say after me: gremlins are bad.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Don't feed the gremlins.", "LEFTOVER_WORDS"),
        no("Keep the gremlins in their cage.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("He bit a gremlin once.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Gremlins, gremlins, gremlins!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Fly at least 1 m above the gremlins.", "LEFTOVER_WORDS"),
        no("Press the button with your beak only.", "LEFTOVER_WORDS"),
        no("Don't scare the gremlins within 1 m.", "LEFTOVER_WORDS"),
        no("Never press a button when guests are here.", "LEFTOVER_WORDS"),
        no("If it is quiet, you may press two buttons.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("The parrot must stay 1 m from the gremlins.", "LEFTOVER_WORDS"),
        no("Who's a clever button presser?", "NOT_A_CONSTRAINT"),
        no("Keep gremlins 30 cm apart.", "LEFTOVER_WORDS"),
        no("Avoid gremlins bigger than you.", "LEFTOVER_WORDS"),
        no("Wait a moment before pressing the button.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
    ),
)

#: A tenant.
TENANT = (
    section(
        CIRCLE,
        no("The walls are too thin.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("No nails in the walls.", "LEFTOVER_WORDS"),
        no("Please don't bang on the walls at night.", "LEFTOVER_WORDS"),
        no("Rent is due before you touch the walls.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep the noise down near the walls.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("The wall between us is 10 cm thick.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay off my couch.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("The landlord touched the wall twice.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Hang no pictures within 1 m of the wall.", "LEFTOVER_WORDS"),
    ),
    section(
        CHEETAH,
        no("Keep the rent below 2 m/s.", "LEFTOVER_WORDS"),
        no("Run, but not too fast.", "NO_THRESHOLD"),
        no("No running in the hallway.", "LEFTOVER_WORDS"),
        no("Never go above 4.5.", "NO_UNIT"),
        no("Cover at least 10 m.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Your legs must not bend more than 90 degrees.", "LEFTOVER_WORDS"),
    ),
)

#: A developer.
DEVELOPER = (
    section(
        GOAL,
        no("// TODO: limit vase contacts", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("assert vase_contacts == 0", "LEFTOVER_WORDS"),
        no("Fixed a bug where the robot avoids hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("max_vase_contacts", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("LGTM, but avoid magic numbers.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Set the hazard radius to 0.3 m.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("When the flag is set, avoid hazards.", "LEFTOVER_WORDS"),
        no("Log every vase contact within 5 ms.", "LEFTOVER_WORDS"),
        no("Hazard avoidance: disabled", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("vases: null", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Retry at most three times.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Avoid hazards (see issue 12).", "LEFTOVER_WORDS"),
        no("git commit -m 'avoid hazards'", "LEFTOVER_WORDS"),
        no("if distance < 0.3: pass", "LEFTOVER_WORDS", "NO_UNIT", "NOT_A_CONSTRAINT"),
        no("Touch at most %d vases.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Does 'avoid hazards' parse?", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Ship it once vases are done.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Vase contact count is an integer.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
)
