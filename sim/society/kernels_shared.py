"""What several kernels of the society share: trust, lookups on the tie index, choices that no row order can change."""

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import integer, key, uniform
from sim.foundation.numerics import from_fixed, to_fixed
from sim.foundation.terms import Kind
from sim.world.persons import BERTHS

VACANT = int(Kind.VACANT)
RESIDENT = int(Kind.RESIDENT)
TRIES = 200


@helper
def rank(seed, purpose, month, entity, subject, k):
    """Return the draw's key as a non-negative 63-bit integer: what breaks ties in sorting."""
    return np.int64(key(seed, purpose, month, entity, subject, k) >> np.uint64(1))


@kernel
def ranks_of(seed, purpose, month, entities, subject, k):
    """Return `rank` for each of these identities."""
    found = np.empty(len(entities), dtype=np.int64)
    for n in range(len(entities)):
        found[n] = rank(seed, purpose, month, entities[n], subject, k)
    return found


@kernel
def places_in_order(keys):
    """Return the places of keys in ascending order, equal ones as they stand (merge sort).

    Compiled code has `numpy.argsort`, but it alone would take a second to compile.
    """
    n = len(keys)
    order, merged = np.arange(n), np.empty(n, dtype=np.int64)
    width = 1
    while width < n:
        for low in range(0, n, 2 * width):
            left, right = low, low + width
            middle, high = min(low + width, n), min(low + 2 * width, n)
            for at in range(low, high):
                if left < middle and (right >= high or keys[order[left]] <= keys[order[right]]):
                    merged[at] = order[left]
                    left += 1
                else:
                    merged[at] = order[right]
                    right += 1
        order, merged = merged, order
        width *= 2
    return order


@kernel
def uniforms_of(seed, purpose, month, entities, subject, k):
    """Return one draw from [0, 1) for each of these identities."""
    drawn = np.empty(len(entities))
    for n in range(len(entities)):
        drawn[n] = uniform(seed, purpose, month, entities[n], subject, k)
    return drawn


@helper
def trust_of(prior, success, failure, weight):
    """Return trust on a tie: ``(2 prior + success) / (2 + success + failure)`` (§6.2; weight of the prior 2)."""
    return (weight * prior + success) / (weight + success + failure)


@helper
def committee_trust(success, failure, prior, weight):
    """Return a resident's trust in the committee: ``(.9 + success) / (2 + success + failure)`` (§6.1)."""
    return (prior + success) / (weight + success + failure)


@helper
def edge_between(index, i, j):
    """Return the row of the tie of two persons, or -1; O(degree of i)."""
    for at in range(index.start[i], index.start[i + 1]):
        if index.neighbour[at] == j:
            return index.edge[at]
    return -1


@helper
def prior_between(prior_trust, lane_i, lane_j):
    """Return prior trust of two persons by lanes: the lane's, the mean of two; with staff (-1) the resident's."""
    if lane_i < 0 and lane_j < 0:
        return 0.5
    if lane_i < 0 or lane_i == lane_j:
        return prior_trust[lane_j]
    if lane_j < 0:
        return prior_trust[lane_i]
    return (prior_trust[lane_i] + prior_trust[lane_j]) / 2.0


@helper
def other_adult(dwellings, first, last, kind, adult, i, eid, seed, purpose, month, subject):
    """Choose one adult other than i among some dwellings, each equally likely, whatever the rows.

    Draws a place (dwelling in canonical order, then berth) and repeats until an adult other than i has it; the
    k-th attempt is draw k = 1, 2, …

    Parameters
    ----------
    dwellings : ndarray of int, first, last : int
        Dwellings ``dwellings[first:last]`` in order of lane and position.
    kind, adult : ndarray
        Columns of the residents.
    i, eid : int
        Row and identity of the person who looks for company.

    Returns
    -------
    int
        Row of the person found, or -1 after 200 attempts.
    """
    berths = (last - first) * BERTHS
    for attempt in range(1, TRIES + 1):
        pick = integer(seed, purpose, month, eid, subject, attempt, berths)
        j = dwellings[first + pick // BERTHS] * BERTHS + pick % BERTHS
        if j != i and adult[j] and kind[j] == RESIDENT:
            return j
    return -1


@helper
def adult_by_draw(size, kind, adult, h, seed, purpose, month, entity, subject, k):
    """Choose one adult of the household of dwelling h with `size` members, each equally likely; -1 if none."""
    n_adults = 0
    for berth in range(size):
        if adult[h * BERTHS + berth] and kind[h * BERTHS + berth] == RESIDENT:
            n_adults += 1
    if n_adults == 0:
        return -1
    pick = integer(seed, purpose, month, entity, subject, k, n_adults)
    for berth in range(size):
        if adult[h * BERTHS + berth] and kind[h * BERTHS + berth] == RESIDENT:
            if pick == 0:
                return h * BERTHS + berth
            pick -= 1
    return -1


@kernel
def stakes_by_household(household, first, n_stakes):
    """Return the lowest household that an affair affects, and by household from there to the highest its stake, or -1.

    A street has many times the households of an affair: an array over all of them for each affair would cost more than
    what is done with it.
    """
    if n_stakes == 0:
        return np.int64(0), np.empty(0, dtype=np.int64)
    low, high = np.int64(household[first]), np.int64(household[first])
    for s in range(first, first + n_stakes):
        low, high = min(low, household[s]), max(high, household[s])
    where = np.full(high - low + 1, -1, dtype=np.int64)
    for s in range(first, first + n_stakes):
        where[household[s] - low] = s
    return low, where


@helper
def stake_of(low, where, household):
    """Return the stake of a household in the affair that `stakes_by_household` was asked for, or -1."""
    if household < low or household >= low + len(where):
        return -1
    return where[household - low]


@helper
def mean_of_fixed(total, n):
    """Return the mean of n terms whose `to_fixed` sum is given; 0/0 := 0."""
    if n == 0:
        return 0.0
    return from_fixed(total) / n


__all__ = [
    "BERTHS",
    "RESIDENT",
    "VACANT",
    "adult_by_draw",
    "committee_trust",
    "edge_between",
    "mean_of_fixed",
    "other_adult",
    "places_in_order",
    "prior_between",
    "rank",
    "ranks_of",
    "stake_of",
    "stakes_by_household",
    "to_fixed",
    "trust_of",
    "uniforms_of",
]
