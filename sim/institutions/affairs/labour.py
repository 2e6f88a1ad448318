"""Hours of residents and of the committee that an affair takes, and who gave them (§6.3, link 5)."""

import numpy as np

from sim.foundation.terms import AffairState
from sim.institutions.setting import Setting


def labour_left(setting: Setting, affair: int) -> int:
    """Return the minutes of labour that are still to be done."""
    a = setting.world.affairs
    done = int(a.labour_residents[affair]) + int(a.labour_committee[affair])
    return max(0, int(a.labour_minutes[affair]) - done)


def committee_may_work(setting: Setting, affair: int) -> int:
    """Return the minutes that the committee may work on an affair: once residents took part, its last quarter."""
    a, left = setting.world.affairs, labour_left(setting, affair)
    if a.labour_residents[affair] == 0:
        return left
    share = setting.params.affairs.committee_share_after_residents
    most = round(share * int(a.labour_minutes[affair])) - int(a.labour_committee[affair])
    return max(0, min(left, most))


def contribute(setting: Setting, affair: int, persons: np.ndarray, minutes_each: int) -> None:
    """Count residents' hours on an affair - labour, or seeing that it is kept - and remember who gave them."""
    if not len(persons):
        return
    world = setting.world
    a = world.affairs
    a.labour_residents[affair] += minutes_each * len(persons)
    world.committees.residents_year[int(a.neighbourhood[affair]), setting.month % 12] += minutes_each * len(persons)
    kept = world.contributions
    count = world.n("contributions")
    known = set(kept.eid[:count][kept.affair[:count] == affair].tolist())
    fresh = [int(i) for i in persons if int(world.residents.eid[i]) not in known]
    first = world.append("contributions", len(fresh))
    kept = world.contributions
    for k, i in enumerate(fresh):
        kept.affair[first + k], kept.resident[first + k] = affair, i
        kept.eid[first + k] = world.residents.eid[i]


def participants(setting: Setting, affair: int) -> np.ndarray:
    """Return the rows of those who gave hours to an affair and still live here."""
    world = setting.world
    kept, count = world.contributions, world.n("contributions")
    mine = kept.affair[:count] == affair
    rows, eids = kept.resident[:count][mine], kept.eid[:count][mine]
    return rows[world.residents.eid[rows] == eids]


def forget_participants(setting: Setting) -> None:
    """Forget who gave hours to affairs that are closed (phase 11)."""
    world = setting.world
    kept, count = world.contributions, world.n("contributions")
    state = world.affairs.state[kept.affair[:count]]
    keep = np.flatnonzero(state <= AffairState.EXECUTED)
    for array in kept:
        array[: len(keep)] = array[:count][keep]
    world.keep("contributions", len(keep))
