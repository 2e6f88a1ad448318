"""Works inside dwellings: who gets them, and whom they disturb (§6.3, class IV)."""

import numpy as np

from sim.foundation.terms import AffairState, Decision
from sim.institutions.affairs import reach
from sim.institutions.setting import Setting
from sim.protocols.society import Works


def works_under_way(setting: Setting) -> list[Works]:
    """Return the works inside dwellings that disturb neighbours this month."""
    a, p = setting.world.affairs, setting.params.affairs
    found = []
    count = setting.world.n("affairs")
    under_way = (a.state[:count] == AffairState.EXECUTED) & a.inside_dwellings[:count]
    for row in np.flatnonzero(under_way).tolist():
        by_notice = a.decision[row] <= Decision.NOTICE
        p_pair = p.works_dispute_pair if by_notice else 0.0
        p_kitchen = p.works_dispute_kitchen * (1 - int(a.agreements[row]) / p.agreements_complete)
        found.append(Works(row, p_pair, p_kitchen, reach.affected_rows(setting, row)[agreed(setting, row)]))
    return found


def agreed(setting: Setting, row: int) -> np.ndarray:
    """Return which of the affected households get works inside their dwellings.

    A shared kitchen is renovated only if all of its affected households have signed; a notice asks nobody (C085).
    """
    world = setting.world
    a, households, block = world.affairs, reach.affected_rows(setting, row), reach.stakes_of(setting, row)
    if not a.one_square_metre[row] or a.decision[row] <= Decision.NOTICE:
        return np.ones(len(households), dtype=bool)
    kitchen = world.households.kitchen[households].astype(np.int64)
    shared = kitchen >= 0
    group = np.where(shared, kitchen + world.households.neighbourhood[households] * 2**20, -1)
    against = np.unique(group[shared & ~world.stakes.signed[block]])
    return ~(shared & np.isin(group, against))
