"""Encroachments pulled down by notice, and the quarrels that owners begin over it (§6.3)."""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.institutions import cases
from sim.institutions.affairs import reach
from sim.institutions.setting import Setting

REMOVAL_SLOT = 3
"""Tells quarrels over removals apart from those over kitchens, parking and works in a dispute's identity."""


def pull_down(setting: Setting, row: int) -> None:
    """Remove encroachments by notice: it works at once, and owners do not forget it."""
    world = setting.world
    stakes, block = world.stakes, reach.stakes_of(setting, row)
    owners = block.start + np.flatnonzero(world.households.encroachment[stakes.household[block]])
    stakes.complied[owners] = True
    setting.society.remove_encroachments(row)
    setting.society.experience(stakes.household[owners], 0.0, setting.params.affairs.pulled_down_failure)
    _quarrel_over_removal(setting, row, stakes.household[owners])


def _quarrel_over_removal(setting: Setting, row: int, owners: np.ndarray) -> None:
    """Let each owner fall out with a neighbour by hash who has not built, and take it for the one who complained."""
    world = setting.world
    eids, a = world.households.eid, world.affairs
    others = np.setdiff1d(reach.affected_rows(setting, row), owners)
    if not len(others) or not len(owners):
        return
    subject = int(a.eid[row])
    owners = owners[np.argsort(eids[owners], kind="stable")]
    order = setting.by_lot(Purpose.SELECT, eids, others, subject)
    neighbours = order[np.arange(len(owners)) % len(order)]
    setting.society.fall_out(owners, neighbours, subject)
    for owner, neighbour in zip(owners.tolist(), neighbours.tolist(), strict=True):
        low, high = sorted((int(eids[owner]) % 2**20, int(eids[neighbour]) % 2**20))
        cases.open_dispute(setting, owner, neighbour, (REMOVAL_SLOT * 2**20 + low) * 2**20 + high)
