"""The development sentences: read them, tune on them. Their conventions are in README.md.

``PARTS`` has them by origin: ``metric`` and ``grid`` by the author of the held-out part,
``a`` and ``b`` by two more authors who had seen neither the parser nor the other sentences;
the rest are voices of one more author.
"""

from __future__ import annotations

from tests.natural_language.corpus import (
    development_a,
    development_b,
    development_grid,
    development_metric,
    refusals_eight,
    refusals_eleven,
    refusals_five,
    refusals_four,
    refusals_nine,
    refusals_one,
    refusals_seven,
    refusals_six,
    refusals_ten,
    refusals_three,
    refusals_twelve,
    refusals_two,
    voices_eight,
    voices_five,
    voices_four,
    voices_grid,
    voices_one,
    voices_seven,
    voices_six,
    voices_three,
    voices_two,
)
from tests.natural_language.corpus.items import Item, collect

__all__ = ["ITEMS", "ON_REFUSING", "PARTS"]

_SECTIONS = {
    "metric": development_metric.SECTIONS,
    "grid": development_grid.SECTIONS,
    "a": development_a.SECTIONS,
    "b": development_b.SECTIONS,
    "officer": voices_one.OFFICER,
    "parent": voices_one.PARENT,
    "engineer": voices_one.ENGINEER,
    "lawyer": voices_one.LAWYER,
    "foreman": voices_two.FOREMAN,
    "physio": voices_two.PHYSIO,
    "gamer": voices_two.GAMER,
    "captain": voices_two.CAPTAIN,
    "teacher": voices_three.TEACHER,
    "specifier": voices_three.SPECIFIER,
    "storyteller": voices_grid.STORYTELLER,
    "child": voices_grid.CHILD,
    "worker": voices_grid.WORKER,
    "ranger": voices_grid.RANGER,
    "nurse": voices_four.NURSE,
    "pilot": voices_four.PILOT,
    "puzzler": voices_four.PUZZLER,
    "farmer": voices_five.FARMER,
    "guard": voices_five.GUARD,
    "traveller": voices_five.TRAVELLER,
    "librarian": voices_six.LIBRARIAN,
    "coach": voices_six.COACH,
    "roboticist": refusals_one.ROBOTICIST,
    "manager": refusals_one.MANAGER,
    "kid": refusals_one.KID,
    "counsel": refusals_one.COUNSEL,
    "learner": refusals_two.LEARNER,
    "log": refusals_two.LOG,
    "chatterer": refusals_two.CHATTERER,
    "supervisor": refusals_three.SUPERVISOR,
    "tester": refusals_three.TESTER,
    "grandmother": refusals_three.GRANDMOTHER,
    "compliance": refusals_three.COMPLIANCE,
    "streamer": refusals_three.STREAMER,
    "wayfarer": refusals_three.WAYFARER,
    "technician": refusals_four.TECHNICIAN,
    "poet": refusals_four.POET,
    "trainer": refusals_four.TRAINER,
    "bureaucrat": refusals_four.BUREAUCRAT,
    "helicopter": refusals_four.HELICOPTER,
    "mariner": refusals_five.MARINER,
    "researcher": refusals_five.RESEARCHER,
    "guide": refusals_five.GUIDE,
    "hobbyist": refusals_five.HOBBYIST,
    "porter": refusals_six.PORTER,
    "firefighter": refusals_six.FIREFIGHTER,
    "butler": refusals_six.BUTLER,
    "student": refusals_six.STUDENT,
    "philosopher": refusals_six.PHILOSOPHER,
    "cook": refusals_six.COOK,
    "commentator": refusals_six.COMMENTATOR,
    "auditor": refusals_six.AUDITOR,
    "electrician": voices_seven.ELECTRICIAN,
    "lifeguard": voices_seven.LIFEGUARD,
    "operator": voices_seven.OPERATOR,
    "runner": voices_seven.RUNNER,
    "gardener": voices_seven.GARDENER,
    "plumber": refusals_seven.PLUMBER,
    "taxi": refusals_seven.TAXI,
    "scientist": refusals_seven.SCIENTIST,
    "mayor": refusals_seven.MAYOR,
    "gambler": refusals_seven.GAMBLER,
    "shepherd": refusals_seven.SHEPHERD,
    "clerk": refusals_seven.CLERK,
    "welder": voices_eight.WELDER,
    "curator": voices_eight.CURATOR,
    "ferryman": voices_eight.FERRYMAN,
    "astronaut": refusals_eight.ASTRONAUT,
    "barber": refusals_eight.BARBER,
    "judge": refusals_eight.JUDGE,
    "mountaineer": refusals_eight.MOUNTAINEER,
    "owner": refusals_eight.OWNER,
    "tenant": refusals_eight.TENANT,
    "developer": refusals_eight.DEVELOPER,
    "beekeeper": refusals_nine.BEEKEEPER,
    "critic": refusals_nine.CRITIC,
    "grocer": refusals_nine.GROCER,
    "postman": refusals_nine.POSTMAN,
    "dancer": refusals_nine.DANCER,
    "mechanic": refusals_ten.MECHANIC,
    "father": refusals_ten.FATHER,
    "notary": refusals_ten.NOTARY,
    "speedrunner": refusals_ten.SPEEDRUNNER,
    "newcomer": refusals_ten.NEWCOMER,
    "monitor": refusals_ten.MONITOR,
    "satirist": refusals_ten.SATIRIST,
    "quizmaster": refusals_ten.QUIZMASTER,
    "forecaster": refusals_ten.FORECASTER,
    "connoisseur": refusals_ten.CONNOISSEUR,
    "calibrator": refusals_eleven.CALIBRATOR,
    "aunt": refusals_eleven.AUNT,
    "senator": refusals_eleven.SENATOR,
    "raider": refusals_eleven.RAIDER,
    "exchange": refusals_eleven.EXCHANGE,
    "telegrapher": refusals_eleven.TELEGRAPHER,
    "cynic": refusals_eleven.CYNIC,
    "interviewer": refusals_eleven.INTERVIEWER,
    "weatherman": refusals_eleven.WEATHERMAN,
    "diplomat": refusals_eleven.DIPLOMAT,
    "surgeon": refusals_twelve.SURGEON,
    "miner": refusals_twelve.MINER,
    "referee": refusals_twelve.REFEREE,
    "archivist": refusals_twelve.ARCHIVIST,
    "busker": refusals_twelve.BUSKER,
    "signalman": refusals_twelve.SIGNALMAN,
    "teenager": refusals_twelve.TEENAGER,
}

ITEMS = collect("d", *(part for sections in _SECTIONS.values() for part in sections))


#: Voices that speak about refusing: none of their sentences is meant to be ambiguous.
ON_REFUSING = tuple(_SECTIONS)[list(_SECTIONS).index("roboticist") :]


def _parts() -> dict[str, tuple[Item, ...]]:
    found, start = {}, 0
    for name, sections in _SECTIONS.items():
        end = start + sum(map(len, sections))
        found[name], start = ITEMS[start:end], end
    return found


PARTS = _parts()
