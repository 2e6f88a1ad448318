"""How many are asked to a shift, how long an affair has to be watched, and how far what was done suffices (§6.3, §6.5).

An act may take no time, and a duty may ask for none: both are legal, and neither is divided by.
"""

import math

from sim.institutions.setting import Setting


def persons_to_ask(minutes_needed: float, shift_minutes: int, acceptance: float) -> int:
    """Return how many have to be asked for this much work: ⌈needed / shift / acceptance⌉.

    Parameters
    ----------
    minutes_needed : float
        Work to be done, 0 or more.
    shift_minutes : int
        What one person does. Shifts of no length add up to nothing, however many come; as many are asked as for shifts
        of a minute, which in practice is everybody.
    acceptance : float
        Share of those asked that is expected to come (``contracts.expected_acceptance``).
    """
    return math.ceil(minutes_needed / max(1, shift_minutes) / acceptance)


def minutes_of_enforcement(setting: Setting, affair: int) -> int:
    """Return the minutes a month that seeing an executed affair kept takes: its upkeep, or the least there is."""
    least = round(60 * setting.params.issues.enforcement_hours)
    return max(least, int(setting.world.affairs.upkeep_minutes[affair]))


def share_done(minutes_done: float, minutes_needed: float, weight: float = 1.0) -> float:
    """Return min(1, weight · done / needed); 1 where nothing is needed.

    Parameters
    ----------
    minutes_done, minutes_needed : float
        Work done and asked for, 0 or more.
    weight : float
        What a minute counts, e.g. .5 + κ₅ of who does it (§6.3, link 5).
    """
    return min(1.0, weight * minutes_done / minutes_needed) if minutes_needed > 0 else 1.0
