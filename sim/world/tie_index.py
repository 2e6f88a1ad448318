"""Who is tied to whom, as compressed rows over the columns of ties."""

from typing import Any

import numpy as np

from sim.foundation.compiled import kernel
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
