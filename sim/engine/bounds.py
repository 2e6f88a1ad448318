"""How often state lies at a bound of its range, counted while a run is lived (evidence row T14, model.md §9)."""

from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.terms import AffairClass, AffairState, Kind
from sim.world.persons import NEVER

if TYPE_CHECKING:
    from sim.engine.model import NeighbourhoodModel
    from sim.world.state import World

QUANTITIES = ("severity", "skill", "symbolic", "norm", "availability")
MOST_SYMBOLIC = 0.5


class AtBounds:
    """Counts entity-months from month 0 on, and those of them at the lower and at the upper bound.

    Attributes
    ----------
    counts : dict of str to list of int
        Entity-months, at the lower bound, at the upper bound, by quantity.
    """

    def __init__(self) -> None:
        self.counts = {name: [0, 0, 0] for name in QUANTITIES}

    def look(self, model: "NeighbourhoodModel") -> None:
        """Count the month that was lived last."""
        if model.month <= 0:
            return
        for name, (values, high) in _values(model.world).items():
            count = self.counts[name]
            count[0] += values.size
            count[1] += int((values <= 0).sum())
            count[2] += int((values >= high).sum())

    def shares(self) -> dict[str, float]:
        """Return the share of entity-months at each bound; 0 where nothing was counted."""
        found = {}
        for name, (whole, low, high) in self.counts.items():
            found[f"{name}_at_lower"], found[f"{name}_at_upper"] = low / max(1, whole), high / max(1, whole)
        return found


def _values(world: "World") -> dict[str, tuple[np.ndarray, float]]:
    """Return the values of each quantity this month with the upper bound of its range; the lower one is 0."""
    a, count = world.affairs, world.n("affairs")
    public = (a.state[:count] <= AffairState.EXECUTED) & (a.klass[:count] != AffairClass.DISPUTE)
    n = world.n("committees")
    c, n_contracts = world.contracts, world.n("contracts")
    runs = (c.started[:n_contracts] > NEVER) & (c.ended[:n_contracts] == NEVER)
    residents = world.residents
    return {
        "severity": (a.severity[:count][public], 1.0),
        "skill": (world.committees.skill[:n], 1.0),
        "symbolic": (world.committees.symbolic_share[:n], MOST_SYMBOLIC),
        "norm": (residents.norm[(residents.kind == Kind.RESIDENT) & residents.adult], 1.0),
        "availability": (c.available[:n_contracts][runs], 1.0),
    }
