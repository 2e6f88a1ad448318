"""What a committee knows of each practice in each class of affairs (§6.6)."""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass, Bottleneck
from sim.institutions.setting import Setting

N_CLASSES = len(AffairClass)


def cell(setting: Setting, n: int, practice: int, klass: int) -> int:
    """Return the row of the repertoire for a committee, practice and class."""
    return (n * len(setting.practices) + practice) * N_CLASSES + int(klass)


def rows_of(setting: Setting, n: int, practice: int) -> slice:
    """Return the rows of one practice in all classes."""
    first = cell(setting, n, practice, 0)
    return slice(first, first + N_CLASSES)


def know_defaults(setting: Setting) -> None:
    """Let every committee know the default practices in all classes (founding)."""
    _know(setting, lambda practice: practice.mechanism is None)


def teach(setting: Setting, taught: str) -> None:
    """Let every committee know the practices of the taught mechanisms in all classes (month 0)."""
    _know(setting, lambda practice: practice.mechanism is not None and taught[practice.mechanism] == "1")


def _know(setting: Setting, chosen) -> None:
    repertoire = setting.world.repertoire
    for n in range(setting.world.n("committees")):
        for k, practice in enumerate(setting.practices):
            if chosen(practice):
                repertoire.known[rows_of(setting, n, k)] = True
                repertoire.discovered[rows_of(setting, n, k)] = setting.month


def candidates(setting: Setting, n: int, bottleneck: Bottleneck, klass: int) -> list[int]:
    """Return the practices that answer a bottleneck, are available, and are known in the class."""
    known = setting.world.repertoire.known
    return [
        k
        for k, practice in enumerate(setting.practices)
        if practice.bottleneck == bottleneck and setting.available[k] and known[cell(setting, n, k, klass)]
    ]


def choose(setting: Setting, n: int, options: list[int], klass: int, subject: int, bottleneck: Bottleneck) -> int:
    """Choose a practice with weight (floor + max(0, value))^power."""
    value = setting.world.repertoire.value
    floor, power = setting.params.learning.choice_floor, setting.params.learning.choice_power
    weights = [(floor + max(0.0, float(value[cell(setting, n, k, klass)]))) ** power for k in options]
    target = setting.uniform(Purpose.CHOOSE, int(setting.world.committees.eid[n]), subject, int(bottleneck)) * sum(
        weights
    )
    for k, weight in zip(options, weights, strict=True):
        target -= weight
        if target < 0:
            return k
    return options[-1]


def known_anywhere(setting: Setting, n: int, mechanism: int) -> bool:
    """Tell whether any practice of a mechanism is known in any class."""
    known = setting.world.repertoire.known
    return any(
        practice.mechanism == mechanism and bool(np.any(known[rows_of(setting, n, k)]))
        for k, practice in enumerate(setting.practices)
    )
