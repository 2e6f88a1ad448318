"""Derived indices over the columns: who lives in a lane, who is tied to whom."""

import numpy as np

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


def index_ties(world: World) -> None:
    """Index the ties by person anew, when the index is next asked for."""
    world.ties_changed()
