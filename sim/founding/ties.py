"""Who knows whom at founding: partners near by in the lane and anywhere in the neighbourhood (§5)."""

from dataclasses import dataclass

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Channel
from sim.founding.homes import lane_sizes
from sim.founding.kernels import draw_ties, hashes
from sim.founding.params import Params
from sim.founding.plan import Plan
from sim.founding.population import People
from sim.world.indices import index_ties
from sim.world.kernels_ties import end_ties
from sim.world.state import World


@dataclass(frozen=True)
class Edges:
    """Ties as pairs of indices into `People`, sorted; a < b."""

    a: np.ndarray
    b: np.ndarray


def tie_people(world: World, plan: Plan, people: People, params: Params) -> Edges:
    """Draw ties between adults of different dwellings, each pair once, and index them.

    Each adult draws `ties_lane` partners at a Laplace distance in the lane and `ties_anywhere` in the neighbourhood,
    so the mean degree is about twice that. Members of one household are not tied: they share a dwelling, vote as one
    household, and their trust is no social capital. The prior is the lane's, across lanes the mean of the two (X3).
    """
    residents, lanes = world.residents, world.lanes
    adults = np.flatnonzero(residents.adult[people.row])
    n_dwellings = plan.n_households * plan.n_neighbourhoods
    adult_start = np.zeros(n_dwellings + 1, dtype=np.int64)
    adult_start[1:] = np.cumsum(np.bincount(people.dwelling[adults], minlength=n_dwellings))
    sizes = np.tile(lane_sizes(plan), plan.n_neighbourhoods).astype(np.int64)
    drawn = np.unique(
        draw_ties(
            residents.eid[people.row[adults]],
            adult_start,
            np.repeat(np.arange(len(sizes)), sizes),
            np.cumsum(sizes) - sizes,
            sizes,
            plan.n_households,
            plan.seed,
            params.ties_lane,
            params.ties_anywhere,
            params.tie_distance,
        )
    )
    edges = Edges(adults[drawn // max(len(adults), 1)], adults[drawn % max(len(adults), 1)])
    order = np.arange(len(drawn))
    if plan.row_order:
        order = np.argsort(hashes(plan.row_order, int(Purpose.TIE_FOUNDING), drawn, 0), kind="stable")
    world.append("ties", len(drawn))
    ties, n = world.ties, len(drawn)
    a, b = people.row[edges.a[order]], people.row[edges.b[order]]
    ties.a[:n] = a
    ties.b[:n] = b
    ties.strength[:n] = params.tie_strength
    ties.channel[:n] = Channel.FOUNDING
    ties.prior[:n] = 0.5 * (lanes.prior_trust[residents.lane[a]] + lanes.prior_trust[residents.lane[b]])
    index_ties(world)
    return edges


def remove_ties_of(world: World, rows: np.ndarray) -> int:
    """Remove every tie of these persons, close the gap and index anew; return how many were removed."""
    n = world.n("ties")
    leaves = np.zeros(world.n("residents"), dtype=bool)
    leaves[rows] = True
    n_left = int(end_ties(world.ties, n, leaves))
    if n_left < n:
        world.keep_ties(n_left)
    return n - n_left
