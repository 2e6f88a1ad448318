"""Derived indices over the columns: who lives in a lane, who is tied to whom."""

import numpy as np

from sim.foundation.compiled import kernel
from sim.world.persons import TieIndex
from sim.world.places import Places
from sim.world.state import World


def _grouped(group: np.ndarray, n_groups: int, order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return compressed rows: starts by group, and members in the given order."""
    members = order[np.argsort(group[order], kind="stable")].astype(np.int32)
    starts = np.zeros(n_groups + 1, dtype=np.int64)
    starts[1:] = np.cumsum(np.bincount(group, minlength=n_groups))
    return starts, members


def index_places(world: World) -> None:
    """Index dwellings by lane, estate and neighbourhood, each in order of lane and position."""
    households = world.households
    order = np.lexsort((households.position, households.lane))
    world.places = Places(
        *_grouped(households.lane, world.n("lanes"), order),
        *_grouped(households.estate, world.n("estates"), order),
        *_grouped(households.neighbourhood, world.n("neighbourhoods"), order),
    )


@kernel
def _index(a, b, n_ties, n_rows):
    start = np.zeros(n_rows + 1, dtype=np.int64)
    for e in range(n_ties):
        start[a[e] + 1] += 1
        start[b[e] + 1] += 1
    for i in range(n_rows):
        start[i + 1] += start[i]
    place = start[:-1].copy()
    neighbour = np.empty(2 * n_ties, dtype=np.int32)
    edge = np.empty(2 * n_ties, dtype=np.int32)
    for e in range(n_ties):
        i, j = a[e], b[e]
        neighbour[place[i]], edge[place[i]] = j, e
        neighbour[place[j]], edge[place[j]] = i, e
        place[i] += 1
        place[j] += 1
    return start, neighbour, edge


def index_ties(world: World) -> None:
    """Index the ties by person; call it whenever ties were added or pruned."""
    ties = world.ties
    world.tie_index = TieIndex(*_index(ties.a, ties.b, world.n("ties"), len(world.residents.eid)))
