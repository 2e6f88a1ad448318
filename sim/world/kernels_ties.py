"""Kernels over the columns of ties: who is tied to whom as compressed rows, and closing gaps."""

from typing import Any

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.world.persons import TieIndex


@kernel
def _index(a, b, n_ties, n_rows):
    start = np.zeros(n_rows + 2, dtype=np.int64)
    for e in range(n_ties):
        start[a[e] + 2] += 1
        start[b[e] + 2] += 1
    for i in range(n_rows):
        start[i + 2] += start[i + 1]
    neighbour = np.empty(2 * n_ties, dtype=np.int32)
    edge = np.empty(2 * n_ties, dtype=np.int32)
    # start[i + 1] is where the next tie of person i goes: at the end it is where those of i + 1 begin
    for e in range(n_ties):
        i, j = a[e], b[e]
        at, there = start[i + 1], start[j + 1]
        neighbour[at], edge[at] = j, e
        neighbour[there], edge[there] = i, e
        start[i + 1] += 1
        start[j + 1] += 1
    return start[:-1], neighbour, edge


def index_of(ties: Any, n_ties: int, n_rows: int) -> TieIndex:
    """Return the index of the first `n_ties` rows of a table of ties, over `n_rows` persons."""
    return TieIndex(*_index(ties.a, ties.b, n_ties, n_rows))


@helper
def move_tie(ties, e, to):
    """Write the tie of row `e` into row `to`."""
    ties.a[to] = ties.a[e]
    ties.b[to] = ties.b[e]
    ties.strength[to] = ties.strength[e]
    ties.success[to] = ties.success[e]
    ties.failure[to] = ties.failure[e]
    ties.prior[to] = ties.prior[e]
    ties.last_month[to] = ties.last_month[e]
    ties.channel[to] = ties.channel[e]
    ties.contact[to] = ties.contact[e]
    ties.new_success[to] = ties.new_success[e]
    ties.new_failure[to] = ties.new_failure[e]


@kernel
def end_ties(ties, n_ties, leaves):
    """End every tie of the persons who leave, the last tie taking its row; return how many are left.

    Parameters
    ----------
    leaves : ndarray of bool
        By row of persons.
    """
    e = 0
    while e < n_ties:
        if leaves[ties.a[e]] or leaves[ties.b[e]]:
            n_ties -= 1
            move_tie(ties, n_ties, e)
        else:
            e += 1
    return n_ties
