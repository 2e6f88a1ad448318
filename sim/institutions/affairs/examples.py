"""Like affairs that were done and can be seen (§6.3, seeing it)."""

import numpy as np

from sim.foundation.terms import AffairClass, AffairState
from sim.institutions.setting import Setting


def visible(setting: Setting, n: int, affair: int) -> float | None:
    """Return the result of a like affair that can be seen: here, elsewhere in the street or at an outside site."""
    world = setting.world
    a, count = world.affairs, world.n("affairs")
    like = (
        (a.klass[:count] == a.klass[affair])
        & (a.state[:count] == AffairState.RESOLVED)
        & (a.one_square_metre[:count] == a.one_square_metre[affair])
    )
    like[affair] = False
    rows = np.flatnonzero(like)
    rows = rows[np.isin(a.neighbourhood[rows], [n, *setting.peers(n)])]
    if len(rows):
        latest = int(rows[np.lexsort((a.eid[rows], a.closed[rows]))[-1]])
        if a.klass[affair] == AffairClass.ENCROACHMENT:
            return setting.society.removed_share(latest)
        return 2 * float(a.gain_share[latest]) - 1
    p = setting.params.issues
    if a.inside_dwellings[affair] and 0 <= p.outside_site_month <= setting.month:
        return p.outside_site_result
    return None
