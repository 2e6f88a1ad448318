"""What an affair is worth to each household that it affects: drawn, renewed, dropped (§3)."""

import numpy as np

from sim.foundation.terms import AffairClass, AffairState
from sim.institutions import kernels
from sim.institutions.affairs.classes import CLASS_GROUPS, class_params
from sim.institutions.setting import Setting
from sim.world.affairs import Stakes
from sim.world.columns import declared

FRESH = {name: column.fill for name, column in declared(Stakes).items()}
"""What stands in a row of stakes of which nothing is known yet."""


def attach_stakes(setting: Setting, row: int, klass: AffairClass, households: np.ndarray) -> None:
    """Append one row of stakes for each affected household."""
    world = setting.world
    first = world.append("stakes", len(households))
    a, stakes = world.affairs, world.stakes
    a.first_stake[row], a.n_stakes[row], a.n_affected[row] = first, len(households), len(households)
    block = slice(first, first + len(households))
    stakes.affair[block], stakes.household[block] = row, households
    draw_stakes(setting, np.arange(block.start, block.stop))


def draw_stakes(setting: Setting, rows: np.ndarray) -> None:
    """Draw the true benefit of the households in some rows of stakes; encroachments are about losses instead."""
    world = setting.world
    a, stakes, homes, p = world.affairs, world.stakes, world.households, setting.params.affairs
    rows = rows[a.klass[stakes.affair[rows]] != AffairClass.ENCROACHMENT]
    classes = [class_params(setting, klass) for klass in CLASS_GROUPS]
    mean = np.array([getattr(own, "benefit_mean", 0.0) for own in classes])
    sd = np.array([getattr(own, "benefit_sd", 0.0) for own in classes])
    whose = (stakes.affair, stakes.household, a.klass, a.onset, a.eid, homes.eid, homes.lane, world.lanes.eid)
    kernels.draw_benefits(stakes.benefit, rows, *whose, world.seed, mean, sd, p.lane_effect_sd, *p.benefit_range)


def renew_stakes(setting: Setting, moved: np.ndarray) -> None:
    """Give households that moved in their own stakes in the affairs of their dwelling."""
    if not len(moved):
        return
    world = setting.world
    stakes, a = world.stakes, world.affairs
    is_moved = np.zeros(world.n("households"), dtype=bool)
    is_moved[moved] = True
    touched = np.flatnonzero(is_moved[stakes.household[: world.n("stakes")]])
    touched = touched[a.n_stakes[stakes.affair[touched]] > 0]
    kept = (stakes.affair[touched].copy(), stakes.household[touched].copy())
    for name, array in stakes._asdict().items():
        array[touched] = FRESH[name]
    stakes.affair[touched], stakes.household[touched] = kept
    draw_stakes(setting, touched)
    seen = touched[a.state[kept[0]] >= AffairState.RECOGNIZED]
    ends = np.flatnonzero(np.diff(stakes.affair[seen])) + 1
    for rows in np.split(seen, ends) if len(seen) else ():
        setting.society.open_beliefs_of(int(stakes.affair[rows[0]]), rows)


def compact_stakes(setting: Setting) -> None:
    """Drop the stakes of closed affairs once they are half of the table (phase 11)."""
    world = setting.world
    count = world.n("stakes")
    a, stakes = world.affairs, world.stakes
    kept_affairs = np.flatnonzero(a.n_stakes[: world.n("affairs")]).tolist()
    kept_rows = int(a.n_stakes[kept_affairs].sum())
    if count < 256 or 2 * kept_rows > count:
        return
    order = np.concatenate(
        [np.arange(a.first_stake[r], a.first_stake[r] + a.n_stakes[r]) for r in kept_affairs] or [np.arange(0)]
    )
    for array in stakes:
        array[: len(order)] = array[order]
    place = 0
    for row in kept_affairs:
        a.first_stake[row] = place
        place += int(a.n_stakes[row])
    world.keep("stakes", kept_rows)
