"""Kernels of what a month leaves in ties and norms (§6.2, phase 11)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import kernel
from sim.foundation.numerics import from_fixed
from sim.society.kernels_shared import RESIDENT
from sim.world.kernels_ties import move_tie


class Norms(NamedTuple):
    """Columns of residents from which a month's favours are learned."""

    kind: np.ndarray
    norm: np.ndarray
    disposition: np.ndarray
    favours_seen: np.ndarray
    favours_succeeded: np.ndarray


@kernel
def fold_ties(ties, n_ties, p):
    """Fold the month into every tie, end the weakest; return how many are left (§6.2, phase 11).

    ``success, failure ← .975 (·) + month's``; ``strength ← min(1, .93 strength + .07 contact)``; removed below
    .03. The last tie takes the row of one that ends.
    """
    e = 0
    while e < n_ties:
        strength = p.strength_memory * ties.strength[e]
        if ties.contact[e]:
            strength = min(1.0, strength + p.strength_gain)
        if strength < p.weakest_strength:
            n_ties -= 1
            move_tie(ties, n_ties, e)
            continue
        ties.strength[e] = strength
        ties.success[e] = p.event_memory * ties.success[e] + from_fixed(ties.new_success[e])
        ties.failure[e] = p.event_memory * ties.failure[e] + from_fixed(ties.new_failure[e])
        e += 1
    return n_ties


@kernel
def fold_norms(residents, n_rows, p):
    """Move every resident's norm: ``norm += .03 min(1, k)(share - norm) + .01 (disposition - norm)`` (§6.2)."""
    for i in range(n_rows):
        if residents.kind[i] != RESIDENT:
            continue
        norm = residents.norm[i]
        change = p.norm_return * (residents.disposition[i] - norm)
        seen = residents.favours_seen[i]
        if seen > 0:
            change += p.norm_learning * (residents.favours_succeeded[i] / seen - norm)
        residents.norm[i] = min(1.0, max(0.0, norm + change))
