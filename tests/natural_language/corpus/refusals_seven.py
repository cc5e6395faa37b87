"""Development sentences about refusing, a sixth set: seven voices, after the fifth was used.

A plumber, a taxi driver, a scientist, a mayor, a gambler, a shepherd and a clerk.
"""

from __future__ import annotations

from tests.natural_language.corpus.items import (
    ANT_VELOCITY,
    BUTTON,
    CAR_GOAL,
    CIRCLE,
    GOAL,
    GRID,
    PUSH,
    no,
    section,
)

__all__ = ["CLERK", "GAMBLER", "MAYOR", "PLUMBER", "SCIENTIST", "SHEPHERD", "TAXI"]

#: A plumber.
PLUMBER = (
    section(
        PUSH,
        no("Mind you don't kneel on the box.", "LEFTOVER_WORDS"),
        no("The box leaks, so put a bucket under it.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Never leave the tap running near a pillar.", "LEFTOVER_WORDS", "UNKNOWN_OBJECT"),
        no("I charge extra for every pillar I touch.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep 20 mils away from the pillars.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Pillars with cracks in them must not be touched.", "LEFTOVER_WORDS"),
        no("Don't move the box while the water is on.", "LEFTOVER_WORDS", "ABSENT_OBJECT"),
        no("Turn off the hazards first.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Shift the box a bit, but not by much.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("The boiler is off limits.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Keep clear of anything wet.", "LEFTOVER_WORDS"),
        no("How far is the box from the pillar?", "NOT_A_CONSTRAINT"),
        no("Last chap moved the box half a metre.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Don't touch the pillars till the sealant has set.", "LEFTOVER_WORDS"),
        no("Stay at least 1 m off the hazards and at most 1 m off the ceiling.", "UNKNOWN_OBJECT"),
        no("The hazards should be at least 3.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Push the box 2 m.", "NOT_A_CONSTRAINT"),
        no("You might want to avoid some of the hazards.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
    ),
)

#: A taxi driver.
TAXI = (
    section(
        CAR_GOAL,
        no("I never hit a vase in twenty years.", "NOT_A_CONSTRAINT"),
        no("Where to, mate?", "NOT_A_CONSTRAINT"),
        no("Don't brake sharply near the vases.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Take the quickest way to the goal.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep two car lengths from the vases.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Keep a two second gap to the hazards.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Stick to the speed limit.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("In town no more than 1 m/s.", "LEFTOVER_WORDS"),
        no("Don't go over 1 m/s on a Sunday.", "LEFTOVER_WORDS"),
        no("Slow down for pedestrians.", "UNKNOWN_OBJECT", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Overtake the vases on the right.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Do you know a route without hazards?", "NOT_A_CONSTRAINT"),
        no("No hazards after midnight.", "LEFTOVER_WORDS"),
        no("The fare goes up every time you touch a vase.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("If the passenger is in a hurry you may touch one vase.", "LEFTOVER_WORDS"),
        no("Avoid traffic.", "UNKNOWN_OBJECT"),
        no("Don't reverse into the vases.", "LEFTOVER_WORDS"),
        no("Speed must be at least 2 m/s and below 1.5 m/s.", "CONTRADICTION"),
        no("Never more than 200 m from any hazard.", "VACUOUS"),
    ),
)

#: A scientist.
SCIENTIST = (
    section(
        GOAL,
        no("Hazard entries were significantly reduced (p < 0.05).", "NOT_A_CONSTRAINT"),
        no("We measured a distance of 0.3 m to the hazards.", "NOT_A_CONSTRAINT"),
        no("Assume that vases cannot be touched.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Let the agent touch at most k vases.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Keep the expected squared distance to the hazards above 1 m.", "LEFTOVER_WORDS"),
        no("The variance of the cost must stay below 4.", "LEFTOVER_WORDS"),
        no("Vase contacts should be Poisson distributed.", "LEFTOVER_WORDS"),
        no("With 95% confidence, touch at most two vases.", "LEFTOVER_WORDS"),
        no("Figure 3 shows vase contacts per episode.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("In the control group, avoid hazards.", "LEFTOVER_WORDS"),
        no("Two vase contacts is an outlier.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The median speed must not exceed 1 m/s.", "LEFTOVER_WORDS"),
        no("Hazard avoidance is an open problem.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The robot's mass must be under 5 kg.", "LEFTOVER_WORDS"),
        no("Temperature near hazards must stay below 40 degrees.", "LEFTOVER_WORDS"),
        no("It remains unclear whether the robot avoids hazards.", "NOT_A_CONSTRAINT"),
        no("Stay 0.5 light years from the hazards.", "LEFTOVER_WORDS", "IMPOSSIBLE", "NO_UNIT"),
        no("Replicate the run in which no vase was touched.", "LEFTOVER_WORDS"),
        no("The probability of touching a vase must be below 1%.", "LEFTOVER_WORDS"),
    ),
)

#: A mayor.
MAYOR = (
    section(
        GRID,
        no("We will build a bridge over the water.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("My administration will keep you safe from lava.", "NOT_A_CONSTRAINT"),
        no("Citizens have a right to grass.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep off the grass, residents excepted.", "LEFTOVER_WORDS"),
        no("Dogs are not allowed on the grass.", "LEFTOVER_WORDS"),
        no("No swimming in the water without a permit.", "LEFTOVER_WORDS"),
        no("Lava rights belong to the town.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Vote for less lava!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Should we ban walking on the grass?", "NOT_A_CONSTRAINT"),
        no("The grass will be cut every week.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Littering on the grass is forbidden.", "LEFTOVER_WORDS"),
        no("Keep the water clean.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Only residents may walk on the grass.", "LEFTOVER_WORDS"),
        no("Stay 10 minutes away from lava.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Keep to the pavement.", "UNKNOWN_OBJECT", "LEFTOVER_WORDS"),
        no("Play areas must be two squares from the water.", "LEFTOVER_WORDS"),
        no("The lava budget for this year is 3.", "LEFTOVER_WORDS"),
        no("Walk on the grass between two and four times.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
)

#: A gambler.
GAMBLER = (
    section(
        BUTTON,
        no("Flip a coin before pressing a button.", "LEFTOVER_WORDS"),
        no("Press the lucky button only.", "LEFTOVER_WORDS"),
        no("The odds of touching a gremlin are three to one.", "NOT_A_CONSTRAINT"),
        no("Bet you can't avoid the gremlins!", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Double or nothing on the gremlins.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Every third button is wrong.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch either two gremlins or none.", "LEFTOVER_WORDS"),
        no("Press a random button at most twice.", "LEFTOVER_WORDS"),
        no("Avoid the gremlin with the highest score.", "LEFTOVER_WORDS"),
        no("Gremlins pay double tonight.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("You win if you avoid the gremlins.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("I'd stay away from that gremlin if I were you.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Chances are the robot hits a gremlin.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Keep your eyes off the gremlins.", "LEFTOVER_WORDS"),
        no("If you feel lucky, press any button.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The wrong button has been pressed twice in a row.", "NOT_A_CONSTRAINT"),
        no("Never press the same button twice.", "LEFTOVER_WORDS"),
        no("Stay 3 cards away from the gremlins.", "NO_UNIT", "LEFTOVER_WORDS"),
    ),
)

#: A shepherd.
SHEPHERD = (
    section(
        CIRCLE,
        no("Count the sheep before you touch the fence.", "LEFTOVER_WORDS"),
        no("Mend the fences by spring.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The dog stays 2 m from the fence.", "LEFTOVER_WORDS"),
        no("A wolf was seen by the fence.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Never let the sheep touch the fence.", "LEFTOVER_WORDS"),
        no("Stay out of the bog.", "UNKNOWN_OBJECT"),
        no("Don't come within a stone's throw of the fence.", "NO_UNIT", "LEFTOVER_WORDS"),
        no("Fences are 1.2 m high.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Touch the fence with your crook at most twice.", "LEFTOVER_WORDS"),
        no("In lambing time stay 1 m from the fence.", "LEFTOVER_WORDS"),
        no("Is the fence electric?", "NOT_A_CONSTRAINT"),
        no("Good fences make good neighbours.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
    ),
    section(
        ANT_VELOCITY,
        no("Move like the wind.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("No faster than the slowest lamb.", "LEFTOVER_WORDS", "NO_THRESHOLD"),
        no("Don't go over 2 m/s uphill.", "LEFTOVER_WORDS"),
        no("Never be slower than you were yesterday.", "LEFTOVER_WORDS"),
        no("Half speed, please.", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Speed up.", "NOT_A_CONSTRAINT", "NO_THRESHOLD", "LEFTOVER_WORDS"),
        no("Keep 1 m from the wolves.", "UNKNOWN_OBJECT"),
    ),
)

#: A clerk.
CLERK = (
    section(
        GOAL,
        no("Please fill in form 7 before entering a hazard.", "LEFTOVER_WORDS"),
        no("Re: hazards and vases.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Your request to touch two vases has been received.", "NOT_A_CONSTRAINT"),
        no("We regret to inform you that hazards are blue.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Vases may be collected at counter 3.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("No vase leaves the building.", "LEFTOVER_WORDS"),
        no("Do not touch vases without written consent.", "LEFTOVER_WORDS"),
        no("At most two vases per customer.", "LEFTOVER_WORDS"),
        no("Keep a copy of the hazards list.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("The deadline for avoiding hazards is Friday.", "LEFTOVER_WORDS"),
        no("Hazards must be reported within 10 seconds.", "LEFTOVER_WORDS"),
        no("The maximum number of vase touches is to be confirmed.", "LEFTOVER_WORDS"),
        no("Kindly sign here to confirm that you avoid hazards.", "LEFTOVER_WORDS"),
        no("See section 4 on keeping 1 m from hazards.", "LEFTOVER_WORDS", "NOT_A_CONSTRAINT"),
        no("Tick the box if you have touched a vase.", "ABSENT_OBJECT", "LEFTOVER_WORDS"),
        no("Entering hazards is subject to a fee of 5.", "LEFTOVER_WORDS"),
        no("Vases (3) were handed over on Monday.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Visitors over 65 need not avoid hazards.", "NOT_A_CONSTRAINT", "LEFTOVER_WORDS"),
        no("Any vase over 30 cm tall is off limits.", "LEFTOVER_WORDS"),
    ),
)
