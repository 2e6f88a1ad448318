"""Kernels of disputes: in kitchens, over parking, around works; what they do to ties (§6.2, §6.3, §6.5)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import integer, pair, uniform
from sim.foundation.numerics import to_fixed
from sim.foundation.purposes import Purpose
from sim.society.kernels_shared import BERTHS, RESIDENT, adult_by_draw, edge_between

DISPUTE = int(Purpose.DISPUTE)
DISPUTANT = int(Purpose.DISPUTANT)
KITCHEN = 0
PARKING = 1
WORKS = 2
WORKS_KITCHEN = 3
REMOVAL = 4
FIELDS = 4
KITCHENS_OF_A_NEIGHBOURHOOD = 2**20


class Homes(NamedTuple):
    """Columns of households over which they may fall out."""

    eid: np.ndarray
    size: np.ndarray
    neighbourhood: np.ndarray
    estate: np.ndarray
    kitchen: np.ndarray
    cars: np.ndarray
    enclosed: np.ndarray


@helper
def write_dispute(found, n, a, b, subject, k, eid, size, kind, adult, seed, month):
    """Write one dispute between two households and an adult of each by draw: rows of households, rows of persons.

    `eid` and `size` are columns of the households, `kind` and `adult` of the residents.
    """
    both = pair(eid[a], eid[b])
    low, high = (a, b) if eid[a] < eid[b] else (b, a)
    found[n, 0], found[n, 1] = low, high
    found[n, 2] = adult_by_draw(int(size[low]), kind, adult, low, seed, DISPUTANT, month, both, subject, 2 * k + 16)
    found[n, 3] = adult_by_draw(int(size[high]), kind, adult, high, seed, DISPUTANT, month, both, subject, 2 * k + 17)


@kernel
def kitchen_disputes(
    eligible, probability, subject, k, homes, kind, adult, lane_start, lane_households, neighbourhood_eids, seed, month
):
    """Draw a dispute in every kitchen with two or more eligible households, between two of them by draw.

    Kitchens are runs of dwellings of a lane with one kitchen number; each disputes with `probability` a month.

    Returns
    -------
    ndarray of int
        One row a dispute: two households (lower identity first) and an adult of each, or -1.
    """
    found = np.empty((len(eligible), FIELDS), dtype=np.int64)
    members = np.empty(len(eligible), dtype=np.int64)
    eid, size = homes.eid, homes.size
    n = 0
    for lane in range(len(lane_start) - 1):
        at, last = lane_start[lane], lane_start[lane + 1]
        while at < last:
            kitchen = homes.kitchen[lane_households[at]]
            v = homes.neighbourhood[lane_households[at]]
            count = 0
            while at < last and homes.kitchen[lane_households[at]] == kitchen:
                if eligible[lane_households[at]]:
                    members[count] = lane_households[at]
                    count += 1
                at += 1
            if kitchen < 0 or count < 2:
                continue
            entity = neighbourhood_eids[v] * KITCHENS_OF_A_NEIGHBOURHOOD + kitchen
            if uniform(seed, DISPUTE, month, entity, subject, k) >= probability:
                continue
            one = integer(seed, DISPUTANT, month, entity, subject, 2 * k, count)
            other = integer(seed, DISPUTANT, month, entity, subject, 2 * k + 1, count - 1)
            if other >= one:
                other += 1
            write_dispute(found, n, members[one], members[other], subject, k, eid, size, kind, adult, seed, month)
            n += 1
    return found[:n]


@kernel
def parking_disputes(subject, k, homes, kind, adult, lane_start, lane_households, paralysed, seed, month, p):
    """Draw for every encloser a dispute with another car household of its lane, × 3 at paralysis (§6.5).

    Returns
    -------
    ndarray of int
        As `kitchen_disputes`.
    """
    found = np.empty((len(homes.eid), FIELDS), dtype=np.int64)
    eid, size = homes.eid, homes.size
    n = 0
    for lane in range(len(lane_start) - 1):
        dwellings = lane_households[lane_start[lane] : lane_start[lane + 1]]
        n_cars = 0
        for h in dwellings:
            if homes.cars[h] > 0:
                n_cars += 1
        for h in dwellings:
            others = n_cars - (1 if homes.cars[h] > 0 else 0)
            if homes.enclosed[h] == 0 or others == 0:
                continue
            chance = p.p_dispute_parking
            if paralysed[homes.estate[h]]:
                chance *= p.paralysis_disputes
            if uniform(seed, DISPUTE, month, homes.eid[h], subject, k) >= chance:
                continue
            pick = integer(seed, DISPUTANT, month, homes.eid[h], subject, 2 * k, others)
            for other in dwellings:
                if other == h or homes.cars[other] == 0:
                    continue
                if pick == 0:
                    one, two = np.int64(h), np.int64(other)
                    write_dispute(found, n, one, two, subject, k, eid, size, kind, adult, seed, month)
                    n += 1
                    break
                pick -= 1
    return found[:n]


@kernel
def works_disputes(
    homes, affected, subject, k, p_pair, index, kind, adult, household, eids, household_eids, seed, month
):
    """Draw a dispute on every tie between adults of two affected households (§6.3).

    Parameters
    ----------
    homes : ndarray of int
        Rows of the affected households, each once.
    affected : ndarray of bool
        By row of households.

    Returns
    -------
    ndarray of int
        As `kitchen_disputes`, with the tied pair as the persons.
    """
    most = 0
    for a in homes:
        most += index.start[BERTHS * (a + 1)] - index.start[BERTHS * a]
    found = np.empty((most, FIELDS), dtype=np.int64)
    n = 0
    for a in homes:
        for i in range(BERTHS * a, BERTHS * (a + 1)):
            if not (adult[i] and kind[i] == RESIDENT):
                continue
            for at in range(index.start[i], index.start[i + 1]):
                j = index.neighbour[at]
                b = household[j]
                # a tie is seen from both of its households, and counts from the one of smaller identity
                if b < 0 or not affected[b] or household_eids[a] >= household_eids[b]:
                    continue
                if not (adult[j] and kind[j] == RESIDENT):
                    continue
                if uniform(seed, DISPUTE, month, pair(eids[i], eids[j]), subject, k) < p_pair:
                    found[n, 0], found[n, 1], found[n, 2], found[n, 3] = a, b, i, j
                    n += 1
    return found[:n]


@kernel
def disputes_between(pairs, subject, k, eid, size, kind, adult, seed, month):
    """Let each pair of households dispute by an adult of each by draw.

    Returns
    -------
    ndarray of int
        As `kitchen_disputes`.
    """
    found = np.empty((len(pairs), FIELDS), dtype=np.int64)
    for n in range(len(pairs)):
        write_dispute(found, n, pairs[n, 0], pairs[n, 1], subject, k, eid, size, kind, adult, seed, month)
    return found


@helper
def gossip(teller, target, strength, new_failure, index, gossip_strength, gossip_failure):
    """Hurt the other party's ties with third persons to whom the teller is tied by strength ≥ .3: failure + .6."""
    for t in range(index.start[teller], index.start[teller + 1]):
        third = index.neighbour[t]
        if third == target or strength[index.edge[t]] < gossip_strength:
            continue
        e = edge_between(index, third, target)
        if e >= 0:
            new_failure[e] += to_fixed(gossip_failure)


@kernel
def hurt_ties(disputes, strength, new_failure, index, quarrel_failure, gossip_strength, gossip_failure):
    """Let each dispute hurt its persons' tie, failure + 2, and spread gossip; without a tie nothing (§6.2)."""
    for n in range(len(disputes)):
        i, j = disputes[n, 2], disputes[n, 3]
        if i < 0 or j < 0:
            continue
        e = edge_between(index, i, j)
        if e < 0:
            continue
        new_failure[e] += to_fixed(quarrel_failure)
        gossip(i, j, strength, new_failure, index, gossip_strength, gossip_failure)
        gossip(j, i, strength, new_failure, index, gossip_strength, gossip_failure)


__all__ = [
    "BERTHS",
    "KITCHEN",
    "PARKING",
    "REMOVAL",
    "WORKS",
    "WORKS_KITCHEN",
    "disputes_between",
    "hurt_ties",
    "kitchen_disputes",
    "parking_disputes",
    "works_disputes",
]
