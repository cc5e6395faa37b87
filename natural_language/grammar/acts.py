"""What the agent does: verb phrases and the nouns made of them, as acts.

"touch a vase", "come within 30 cm of a hazard", "exceed 1 m/s", "contact with vases".
"""

from __future__ import annotations

from collections.abc import Iterator

from natural_language.grammar.chart import Chart, Found, rule
from natural_language.grammar.comparisons import contact_act
from natural_language.grammar.events import event_acts
from natural_language.grammar.keeping import avoiding_acts, being_acts, keeping_acts, spending_acts
from natural_language.grammar.leaving import leaving_acts
from natural_language.grammar.moving import pushing_acts, speeding_acts, stopping_acts, vague_acts
from natural_language.grammar.nouns import having_acts
from natural_language.grammar.things import Things
from natural_language.grammar.touching import DO_IT, touching_acts

__all__ = ["act"]


@rule
def act(chart: Chart, i: int) -> Iterator[Found]:
    """A verb phrase, in any of its forms."""
    yield from touching_acts(chart, i)
    yield from being_acts(chart, i)
    yield from keeping_acts(chart, i)
    yield from avoiding_acts(chart, i)
    yield from speeding_acts(chart, i)
    yield from stopping_acts(chart, i)
    yield from pushing_acts(chart, i)
    yield from event_acts(chart, i)
    yield from leaving_acts(chart, i)
    yield from spending_acts(chart, i)
    yield from having_acts(chart, i)
    yield from vague_acts(chart, i)
    for words in DO_IT:
        if tuple(chart.words[i : i + len(words)]) == words and chart.last_groups(i):
            again = contact_act(Things(chart.last_groups(i)), touch=True)
            yield Found(again, i + len(words), 1)
    for _, end in chart.lex("CONTINUE", i):
        skip = end + 1 if chart.word(end) in ("to", "by", "on") else end
        for found in act(chart, skip):
            yield Found(found.sem, found.end, found.cost + 1)
