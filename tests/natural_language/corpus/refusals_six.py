"""Development sentences about refusing, a fifth set: eight voices, after the fourth was used.

A hospital porter, a firefighter, a butler, a student, a philosopher, a cook, a sports commentator
and an auditor.
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

__all__ = [
    "AUDITOR",
    "BUTLER",
    "COMMENTATOR",
    "COOK",
    "FIREFIGHTER",
    "PHILOSOPHER",
    "PORTER",
    "STUDENT",
]

#: A hospital porter.
PORTER = (
    section(
        CAR_GOAL,
        no("Do not touch a vase unless the patient is stable.", "LEFTOVER_WORDS"),
        no("Keep 50 from the hazards at all times.", "NO_UNIT"),
        no("Hazards to be entered only with gloves on.", "LEFTOVER_WORDS"),
        no("Please keep your distance from the vases.", "NO_THRESHOLD"),
        no("Don't hit the nurses.", "UNKNOWN_OBJECT"),
        no("Wheelchairs must be avoided.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("The vases in room 12 are off limits.", "LEFTOVER_WORDS"),
        no("Two vases were knocked over during the last round.", "NOT_A_CONSTRAINT"),
        no("With a patient on board, never exceed 0.5 m/s.", "LEFTOVER_WORDS"),
        no("Stay within 2 seconds of the vases.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Keep a speed of 3 metres.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Do not go faster than 20 kilograms.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("I hope nobody touches the vases today.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Is a vase touch reportable?", "NOT_A_CONSTRAINT"),
        no("Try not to touch more vases than yesterday.", "LEFTOVER_WORDS"),
        no("Touch the vases less.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Stay 2 m from the hazards and within 1 m of every hazard.", "CONTRADICTION"),
        no("Never touch more than 5000 vases.", "VACUOUS"),
    ),
)

#: A firefighter.
FIREFIGHTER = (
    section(
        GOAL,
        no("Nobody enters a hazard without a partner.", "LEFTOVER_WORDS"),
        no("If it smells of gas, stay 3 m from the vases.", "LEFTOVER_WORDS"),
        no("Check the hazards before you leave.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("How many hazards have you entered so far?", "NOT_A_CONSTRAINT"),
        no("Report every hazard you enter.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Hazards must be extinguished within 10 seconds.", "LEFTOVER_WORDS"),
        no("Retreat from the hazards as soon as possible.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("A safe crew keeps clear of hazards most of the time.", "LEFTOVER_WORDS"),
        no("Enter hazards only in pairs.", "LEFTOVER_WORDS"),
        no("Stay out of the smoke.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Avoid hazards over 60 degrees.", "LEFTOVER_WORDS"),
        no("Keep at least 1 m between the vases.", "LEFTOVER_WORDS"),
        no("Leave no one behind.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Do not spend too much time in hazards.", "NO_THRESHOLD"),
        no("Speed is life, so go as fast as you can.", "NOT_A_CONSTRAINT", "NO_THRESHOLD"),
        no("We trained for two hours to stay out of hazards.", "NOT_A_CONSTRAINT"),
        no("Evacuate the hazards when the alarm sounds.", "LEFTOVER_WORDS"),
        no("It took 40 seconds to leave the hazard.", "NOT_A_CONSTRAINT"),
        no("Nobody is to enter a hazard above the second floor.", "LEFTOVER_WORDS"),
    ),
)

#: A butler.
BUTLER = (
    section(
        PUSH,
        no("Would Sir like the box moved?", "NOT_A_CONSTRAINT"),
        no("The box is to be carried upstairs.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The pillars shall not be touched with bare hands.", "LEFTOVER_WORDS"),
        no("Kindly refrain from moving the box on Sundays.", "LEFTOVER_WORDS"),
        no("One does not push the box in company.", "LEFTOVER_WORDS"),
        no("The master prefers the box on the left.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Do not place the box within one metre of a pillar.", "LEFTOVER_WORDS"),
        no("Keep the box dry.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The piano must not be scratched.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Do not touch the chandelier.", "UNKNOWN_OBJECT"),
        no("Keep out of the water.", "ABSENT_OBJECT"),
        no("No vase shall be touched.", "ABSENT_OBJECT"),
        no("The box may weigh at most ten kilograms.", "LEFTOVER_WORDS"),
        no("Move the box gently.", "NO_THRESHOLD", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Push the box no faster than is proper.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Never push the box more than a little.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Keep at least 1 m and at most 50 cm from the pillars.", "CONTRADICTION"),
        no("The hazards must be cleared before dinner.", "LEFTOVER_WORDS"),
        no("Announce yourself before touching a pillar.", "LEFTOVER_WORDS"),
        no("The box was last moved in 1923.", "NOT_A_CONSTRAINT"),
    ),
)

#: A student.
STUDENT = (
    section(
        BUTTON,
        no("If I press a button, do I lose points?", "NOT_A_CONSTRAINT"),
        no("The exam asks what happens when a gremlin is touched.", "NOT_A_CONSTRAINT"),
        no("Let x be the distance to the gremlins.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Prove that the robot never touches a gremlin.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Assume the robot avoids gremlins; show that the cost is zero.", "NOT_A_CONSTRAINT"),
        no("Press the buttons in alphabetical order.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Gremlins are 0.4 m wide.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay within one standard deviation of the buttons.", "LEFTOVER_WORDS", "NO_UNIT"),
        no("Touch the gremlin with probability at most 0.1.", "LEFTOVER_WORDS"),
        no("Avoid about half of the gremlins.", "LEFTOVER_WORDS"),
        no("At most two of the gremlins may be awake.", "LEFTOVER_WORDS"),
        no("Keep at least 30 degrees from the gremlins.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Keep a distance of 2 seconds from gremlins.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Never press a button more often than a gremlin.", "LEFTOVER_WORDS"),
        no("Never press a button that is not blinking.", "LEFTOVER_WORDS"),
        no("Why not just avoid gremlins?", "NOT_A_CONSTRAINT"),
        no("Gremlin: a mythical creature.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep n metres from the gremlins.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Gremlins behind you do not count.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
)

#: A philosopher.
PHILOSOPHER = (
    section(
        GRID,
        no("Can one step into the same water twice?", "NOT_A_CONSTRAINT"),
        no("Lava is but hot stone.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("To touch grass is to live.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Nothing is forbidden.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Water ought to flow.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Is it wrong to walk on grass?", "NOT_A_CONSTRAINT"),
        no("If everyone walked on the grass, there would be none left.", "NOT_A_CONSTRAINT"),
        no("A wise traveller rarely touches lava.", "NO_THRESHOLD", "NOT_A_CONSTRAINT"),
        no("Avoid lava insofar as it exists.", "LEFTOVER_WORDS"),
        no("Avoid evil.", "UNKNOWN_OBJECT"),
        no("I touched lava, therefore I am.", "NOT_A_CONSTRAINT"),
        no("Moderation in grass.", "NO_THRESHOLD", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Walk on water.", "NOT_A_CONSTRAINT"),
        no("Only those without fear may enter the lava.", "LEFTOVER_WORDS"),
        no("It is permitted to drink water.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay equally far from lava and water.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Stay between the lava and the water.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Touch lava no more than infinitely often.", "LEFTOVER_WORDS", "VACUOUS"),
        no("Keep a distance from lava proportional to its heat.", "LEFTOVER_WORDS"),
        no("The grass is always greener on the other side.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
)

#: A cook.
COOK = (
    section(
        CIRCLE,
        no("Don't burn the walls.", "LEFTOVER_WORDS"),
        no("Keep 2 tablespoons from the walls.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Stay 20 minutes from the walls.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Paint the walls by noon.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch the walls at most 30% of the time.", "LEFTOVER_WORDS"),
        no("The walls have ears.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Walls are to be kept clean.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Stay close to the centre.", "NO_THRESHOLD", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Stay within 1 m of the kitchen.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Don't cross the gremlins.", "ABSENT_OBJECT"),
    ),
    section(
        CHEETAH,
        no("Run slowly.", "NO_THRESHOLD"),
        no("Not too quick, not too slow.", "NO_THRESHOLD"),
        no("Never be slower than 2 m/s or faster than 1 m/s.", "CONTRADICTION"),
        no("Keep your heart rate below 160.", "LEFTOVER_WORDS"),
        no("Run faster than everyone else.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Do not stumble.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Don't exceed 3.", "NO_UNIT"),
        no("Speed limit: 60.", "NO_UNIT"),
        no("Max 2 m/s on wet ground.", "LEFTOVER_WORDS"),
        no("Average 3 m/s over the race.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Never exceed the speed of sound.", "LEFTOVER_WORDS", "VACUOUS"),
        no("Don't bump into the hazards, mate.", "ABSENT_OBJECT"),
        no("Your top speed last season was 3 m/s.", "NOT_A_CONSTRAINT"),
        no("Accelerate at most 2 m/s per second.", "LEFTOVER_WORDS"),
        no("Keep the speed under 4 m.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("The speed must change by at most 1 m/s.", "LEFTOVER_WORDS"),
        no("Speeds of 5 m/s are impressive.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
)

#: A sports commentator.
COMMENTATOR = (
    section(
        ANT_GOAL,
        no("And he avoids the vase beautifully!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("What a run, not a single hazard!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Will the ant make it past the hazards?", "NOT_A_CONSTRAINT"),
        no("The ant needs to find another gear.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Three vases down, two to go.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("He is just 30 cm from the hazard now!", "NOT_A_CONSTRAINT"),
        no("Fans want to see the ant stay below 2 m/s.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The record is 4 m/s.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("No ant has ever entered that hazard.", "NOT_A_CONSTRAINT"),
        no("Look at how it keeps 1 m from the vases!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("After the break, hazards and vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Half-time score: hazards 3, vases 1.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("If this continues, the ant will touch a vase.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("You would expect the ant to slow down to 1 m/s here.", "NOT_A_CONSTRAINT"),
        no("It used to stay 2 m away from hazards.", "NOT_A_CONSTRAINT"),
        no("Back to the studio.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The ant stopped 40 cm from the vase.", "NOT_A_CONSTRAINT"),
    ),
)

#: An auditor.
AUDITOR = (
    section(
        GOAL,
        no("Vase contacts are to be minimised.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Vase contacts shall be reduced by 20%.", "LEFTOVER_WORDS"),
        no("Please provide evidence that hazards were avoided.", "NOT_A_CONSTRAINT"),
        no("Vase contacts must be justified in writing.", "LEFTOVER_WORDS"),
        no("Material hazards must be disclosed.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The limit for vase contacts is set by the board.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("The robot should have avoided hazards.", "NOT_A_CONSTRAINT"),
        no("Hazard entries: see appendix B.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("At most n vase contacts are acceptable.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Vase contacts above the threshold are forbidden.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Vases valued at over 1000 euros must not be touched.", "LEFTOVER_WORDS"),
        no("All hazards must be avoided, subject to approval.", "LEFTOVER_WORDS"),
        no("Unless otherwise agreed, keep 1 m from hazards.", "LEFTOVER_WORDS"),
        no("Keep 1 m from hazards where practicable.", "LEFTOVER_WORDS"),
        no("Hazards shall, to the extent possible, be avoided.", "LEFTOVER_WORDS"),
        no("No more than 3 vases per 100 square metres.", "LEFTOVER_WORDS"),
        no("Vase contacts must not exceed last year's figure.", "LEFTOVER_WORDS"),
        no("Total cost at most 25 dollars.", "LEFTOVER_WORDS", "NO_UNIT"),
        no("The cost must be reasonable.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
    ),
)
