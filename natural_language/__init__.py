"""Natural language: constraints written in plain English, read into the core's language.

>>> reading = parse("touch vases at most twice", "SafetyPointGoal1-v0")
>>> reading.status, reading.constraints[0].formula
('sure', AtMost(2, Contact('vases')))
"""

from natural_language.explain import explain
from natural_language.parsing import parse
from natural_language.reading import Alternative, Problem, Reading, Span

__all__ = ["Alternative", "Problem", "Reading", "Span", "explain", "parse"]
