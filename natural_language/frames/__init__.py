"""The looser second reading: what a clause is about, found by meaning wherever its words stand.

The grammar knows constructions; people keep finding new ones out of the same words. Where it reads
nothing, a sentence is cut into `pieces` (objects, quantities, comparisons, events, conditions,
whether it is asked or forbidden), the pieces of each clause fill the slots of a frame (`slots`,
`clauses` and `conditions`; the frames are `measured`, `contacts` and `staying`), and clauses and
conditions are joined (`composing`). Every word must be used or be known
to be harmless, and what is read so is never "sure"; where the slots can be filled in two ways with
different meanings, the sentence is "ambiguous".
"""

from natural_language.frames.composing import loose_readings

__all__ = ["loose_readings"]
