"""What a difference and its interval let one say, by a fixed table of rules."""

from enum import Enum


class Verdict(Enum):
    """What can be said of a difference; the value is the word that tables show."""

    IDENTICAL = "identical"
    MORE = "more"
    LESS = "less"
    TOO_SMALL = "too_small"
    CANNOT_TELL = "cannot_tell"


def verdict(low: float, high: float, smallest: float, identical: bool = False) -> Verdict:
    """Return what an interval lets one say.

    ================================================  ============
    every pair of runs is equal                       identical
    no interval (missing)                             cannot tell
    all of it within the smallest that matters        too small
    all of it above 0                                 more
    all of it below 0                                 less
    else                                              cannot tell
    ================================================  ============

    Parameters
    ----------
    low, high : float
        The interval.
    smallest : float
        The smallest difference that matters, 0 or more.
    identical : bool
        Whether all pairs are equal.
    """
    if identical:
        return Verdict.IDENTICAL
    if low != low or high != high:
        return Verdict.CANNOT_TELL
    if -smallest <= low and high <= smallest:
        return Verdict.TOO_SMALL
    if low > 0:
        return Verdict.MORE
    if high < 0:
        return Verdict.LESS
    return Verdict.CANNOT_TELL
