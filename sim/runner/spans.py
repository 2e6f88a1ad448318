"""From points of the unit cube to values of parameters: types, ranges and words respected."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.engine.config import Config
from sim.foundation.checks import shown
from sim.foundation.errors import InputRefused
from sim.foundation.parameters import Declaration
from sim.foundation.text import gettext as _
from sim.runner.keys import checked
from sim.scenarios.names import Names

NOT_VARIED = ("seed", "street", "row_order", "first_index", "scenario", "shock", "observe.enabled")
OF_A_SWEEP = ("run_id", "replicate", "replicates")
"""What the runner sets; the first two are columns of ``design.parquet``, of which somebody may make a design."""


@dataclass(frozen=True)
class Span:
    """What a parameter may be in a design: a range from low to high, or the words and truth values in `choices`."""

    name: str
    low: float = 0.0
    high: float = 1.0
    is_whole: bool = False
    choices: tuple[Any, ...] = ()

    def at(self, point: float) -> Any:
        """Return the value at a point of [0, 1]; whole numbers and words have equal shares of it."""
        if self.choices:
            return self.choices[min(int(point * len(self.choices)), len(self.choices) - 1)]
        if self.is_whole:
            n = int(self.high) - int(self.low) + 1
            return int(self.low) + min(int(point * n), n - 1)
        return min(max(self.low + (self.high - self.low) * float(point), self.low), self.high)


def declaration_of(name: str, place: str) -> Declaration:
    """Return the declaration of a parameter that a design may vary.

    Raises
    ------
    InputRefused
        If there is no such parameter (the nearest is named), or a sweep gives it by other means.
    """
    names = Names(Config)
    if name in NOT_VARIED or name in OF_A_SWEEP:
        allowed = _("other parameters; seeds come from seed= and replicates=")
        raise InputRefused(place, _("{name} cannot be varied by a design").format(name=name), allowed)
    if name not in names.declared:
        raise names.unknown(name, place)
    return names.declared[name]


def _some_of(base: Config, name: str, given: Any, place: str) -> tuple[Any, ...]:
    """Return the words or truth values that a design lists, each checked."""
    if not isinstance(given, list | tuple) or len(given) < 2:
        raise InputRefused(place, shown(given), _("two values or more of it, or nothing for all"))
    choices = tuple(checked(base, name, value, place) for value in given)
    if any(choices.count(value) > 1 for value in choices):
        raise InputRefused(place, _("a value given twice"), _("each value once"))
    return choices


def span_of(base: Config, name: str, given: Any, place: str) -> Span:
    """Return what a design says of a parameter, ``[low, high]`` or nothing, as a span inside the declared range.

    Raises
    ------
    InputRefused
        If the parameter is no number, word or truth value, or the range is not inside the declared one.
    """
    declared = declaration_of(name, place)
    default = declared.default
    if isinstance(default, bool) or declared.choices:
        every = (False, True) if isinstance(default, bool) else tuple(declared.choices)
        return Span(name, choices=every if given is None else _some_of(base, name, given, place))
    if isinstance(default, Mapping | Sequence) or default is None:
        raise InputRefused(
            place, _("not a single number"), _("parameters with a range; lists of values for design=grid")
        )
    pair = [declared.low, declared.high] if given is None else given
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise InputRefused(place, shown(pair), _("[low, high]"))
    low, high = (checked(base, name, value, place) for value in pair)
    if not all(isinstance(value, int | float) and math.isfinite(value) for value in (low, high)) or low >= high:
        raise InputRefused(place, shown(list(pair)), _("[low, high] with low below high"))
    return Span(name, float(low), float(high), isinstance(default, int))
