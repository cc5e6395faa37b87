"""Words for when, in which state or how surely a rule holds, none of which a signal tells.

A stretch between marks that only calls somebody or remarks on something is left out; one with such
a word in it is not: "on weekends, avoid hazards", "level two: no lava", "avoid vases, ideally".
"""

from __future__ import annotations

__all__ = ["CIRCUMSTANCES"]

CIRCUMSTANCES = frozenset(
    """
    tomorrow tonight yesterday weekend weekends weekday weekdays monday mondays tuesday tuesdays
    wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays
    january february march april june july august september october november december
    morning mornings afternoon afternoons evening evenings night nights noon midnight dawn dusk
    lunch lunchtime dinner breakfast break breaks holiday holidays christmas easter
    spring summer autumn winter season seasons week weeks month months year years hour hours day
    days daytime nighttime nightly daily weekly monthly yearly later soon eventually temporarily
    rain rains raining rainy snow snowing snowy fog foggy wind windy storm storms stormy sunny
    weather dark darkness daylight light lights moonlight heat frost icy slippery visibility
    emergency emergencies fire alarm danger drill inspection maintenance repair calibration
    testing debugging debug training deployment production demo demonstration rehearsal
    phase phases stage stages level levels mode modes setting settings scenario seed seeds
    battery batteries charge charged charging fuel tank load loaded unloaded empty cargo
    shift shifts outdoors upstairs downstairs basement kitchen alone unsupervised
    excepted exempt exempted
    optional optionally ideally preferably sometimes usually mostly often rarely occasionally
    normally generally typically tentatively draft example speedrun hypothetically theoretically
    exception exceptions except unless otherwise pending approval consent permission notice
    permitting practicable practical feasible
    necessary needed required possible urgent percent % probability likelihood chance odds
    """.split()
)
