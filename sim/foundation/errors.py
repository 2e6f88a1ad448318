"""Errors that say where, what came, what is allowed, and where to mend it, in one line."""

from sim.foundation.text import gettext as _


class ZizhiError(Exception):
    """Any error that a user may see; `exit_status` is what the command line ends with."""

    exit_status = 1


class InputRefused(ZizhiError):  # noqa: N818 - the name says what happened to the user's input
    """An input was refused before anything ran.

    Parameters
    ----------
    place : str
        File, key or argument, with line and column where known.
    came : str
        What was found there.
    allowed : str
        The rule that it breaks, with range and unit.
    mend : str, optional
        Where or how to mend it, e.g. the nearest right name.
    """

    exit_status = 2

    def __init__(self, place: str, came: str, allowed: str, mend: str = ""):
        self.place, self.came, self.allowed, self.mend = place, came, allowed, mend
        line = _("{place}: {came}; allowed: {allowed}").format(place=place, came=came, allowed=allowed)
        super().__init__(" ".join((line + (_("; mend: {mend}").format(mend=mend) if mend else "")).split()))


class RunFailed(ZizhiError):  # noqa: N818
    """A run could not be finished or kept, e.g. the disk is full."""


class InvariantBroken(RunFailed):
    """The state of the world contradicts its declarations.

    Parameters
    ----------
    month : int
        Month in which the breach was found.
    entity : str
        Table, column and row, or the account.
    values : str
        The offending values and the rule.
    """

    def __init__(self, month: int, entity: str, values: str):
        self.month, self.entity, self.values = month, entity, values
        super().__init__(_("month {month}: {entity}: {values}").format(month=month, entity=entity, values=values))
