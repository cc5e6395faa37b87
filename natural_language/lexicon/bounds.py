"""How people say at most and at least, before and after a quantity."""

from __future__ import annotations

__all__ = ["BOUNDS"]

#: (class, operator): phrases. PRE stands before a quantity, POST after it.
BOUNDS: dict[tuple[str, str], str] = {
    ("PRE", "<="): (
        "at most, no more than, not more than, up to, maximum of, max of, maximum, max, "
        "no longer than, not longer than, no greater than, not over, no faster than, "
        "no higher than, not exceeding, as many as, no larger than, not greater than, "
        "not above, no further than, not further than, upper limit of, maximally, limit of, "
        "no farther than, no quicker than, not faster than, at very most, at maximum, "
        "at most only, cap of, ceiling of, without exceeding, <=, never more than, never over, "
        "nothing above, nothing over, not beyond, no bigger than, total of, maximum total of, "
        "no later than, as much as, up to and including, up to maximum of, up to at most, "
        "anywhere up to, limit, max ., top, at max, upto, at or below, at or under, "
        "smaller than or equal to, less than or equal to, equal to or less than, "
        "max :, at utmost, no more often than, utmost, upper bound of, maximum :, limit :, "
        "at absolute most, not any more than"
    ),
    ("PRE", "<"): (
        "less than, fewer than, under, below, shorter than, lower than, slower than, "
        "smaller than, closer than, nearer than, strictly less than, <, well under, "
        "well below, strictly below, strictly under, closer in than, tighter than, "
        "any closer than, any nearer than, any slower than, any shorter than, "
        "any closer in than"
    ),
    ("PRE", ">"): (
        "more than, more often than, oftener than, over, above, greater than, longer than, "
        "beyond, in excess of, exceeding, "
        "faster than, higher than, further than, farther than, upwards of, quicker than, "
        "larger than, >, strictly more than, bigger than, past, better than, any more than, "
        "deeper than, "
        "any faster than, any quicker than, any longer than, any further than, "
        "any farther than, anything over, anything above, anything more than, "
        "anything faster than, anything beyond"
    ),
    ("PRE", ">="): (
        "at least, minimum of, min of, minimum, min, no less than, not less than, "
        "no fewer than, no closer than, no nearer than, not closer than, not under, not below, "
        "no shorter than, >=, no lower than, never less than, at minimum, not nearer than, "
        "no smaller than, at very least, no slower than, least, lower limit of, good, "
        "at minimum of, not fewer than, never closer than, at or above, "
        "greater than or equal to, more than or equal to, full, whole, entire, solid, clear, "
        "fewest, "
        "as little as, as few as, so much as, even as little as, even so much as, as low as"
    ),
    ("PRE", "="): "exactly, precisely, equal to, =, equals",
    ("PRE", "~"): "about, approximately, around, roughly, nearly, almost, circa, ~, approx, say",
    ("POST", "<="): (
        "or less, or fewer, or under, at most, at maximum, max, maximum, tops, or below, "
        "or closer, or nearer, or shorter, and no more, but no more, and not more, "
        "but no more than that, no more, or slower, and no more than that, not more, or lower, "
        "at very most, and never more, and that is it, but not more, but never more, "
        "in total at most, but no more often, but no further, and that is all, and no longer, "
        "but no longer, no longer, or sooner, and no further, but not more than that, "
        "but that is it, but that is all, limit, or smaller, or earlier, and not any more, "
        "but not any more, if that, at outside, and not once more, and not longer, "
        "but not longer, "
        "not moment more, not second more, not step more, not second longer, "
        "not moment longer, not step longer, not one more, not single one more, "
        "but not one more, and not one more, not bit more, not tick more, not tick longer, "
        "and not second longer, and not moment longer, and not second more, "
        "and not moment more, not any longer, and not any longer, but not any longer, "
        "and not step more, but not step more, and no further than that, "
        "but no longer than that, and no longer than that, and not longer than that, "
        "no longer than that, as upper limit, as maximum, is limit, is maximum, is most, "
        "is absolute maximum, at utmost, at extreme, and never longer, but never longer, "
        "and no oftener, and no more often, and stop there, "
        "not longer, not more often, not further, not farther, not faster, and not faster, "
        "but not faster, and no faster, no faster, but no faster, at absolute most, "
        "at absolute maximum, absolute maximum, as absolute maximum, is all, is all you get, "
        "is it, "
        "but not longer, afterwards never again, then never again, and then never again, "
        "after that never again, but never again, and never again, never again, then no more, "
        "and then no more, but then no more, after that no more, that is it, and that is final, "
        "that is all, and you are done, then you are done, then stop, and then stop, "
        "and that is your lot, that is limit, and that is limit, is limit, and leave it at that, "
        "but no further than that, and not time more, but not time more"
    ),
    ("POST", ">="): (
        "or more, or further, or farther, or longer, at least, at minimum, minimum, "
        "or greater, or above, and up, or faster, or over, or beyond, plus, or higher, "
        "and more, min, at very least, and above, or better, and over, or later, and beyond, "
        "or larger, and farther, and further, and longer"
    ),
    ("POST", "~"): "or so, or thereabouts, give or take",
}
