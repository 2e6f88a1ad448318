"""Kernels of the commons: parking spaces enclosed, common space built on (§6.5)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import uniform
from sim.foundation.purposes import Purpose
from sim.society.kernels_shared import places_in_order, rank

PARKING_SWEEP = int(Purpose.PARKING_SWEEP)
ENCROACHMENT = int(Purpose.ENCROACHMENT)


class CommonsNumbers(NamedTuple):
    """Numbers of §6.5; see `sim.society.commons.Params`."""

    sweeps: int
    shortage_weight: float
    paralysis_share: float
    p_encroachment: float
    encroachment_imitation: float
    crowded_size: int
    p_dispute_parking: float
    paralysis_disputes: float


class Drivers(NamedTuple):
    """Columns of households by which they park."""

    eid: np.ndarray
    lane: np.ndarray
    cars: np.ndarray
    enclosed: np.ndarray
    enclosure_threshold: np.ndarray


class Parking(NamedTuple):
    """Columns of estates that say how their parking is."""

    spaces: np.ndarray
    shortage: np.ndarray
    enclosed_share: np.ndarray
    paralysed: np.ndarray


@helper
def shortage_of(cars, spaces, enclosed):
    """Return ``max(0, cars - spaces) / max(1, cars - enclosed)``: an encloser is served and takes his space away."""
    return max(0, cars - spaces) / max(1, cars - enclosed)


@kernel
def sweep_estate(dwellings, free, shortage, households, n_lanes, seed, month, sweep, p):
    """Allot an estate's free spaces once and let those left without enclose; return how many did.

    Free spaces go by hash(household, month, sweep) to car households without an enclosed one, one for each car while
    any is left. A household left without encloses if ``lane's enclosed share + .5 shortage > θ`` and a space is not
    yet enclosed. The lane's share (households with an enclosure / car households) is that at the sweep's start.
    """
    with_car = np.zeros(n_lanes, dtype=np.int64)
    enclosers = np.zeros(n_lanes, dtype=np.int64)
    waiting = np.empty(len(dwellings), dtype=np.int64)
    n_waiting, cars_waiting = 0, 0
    for h in dwellings:
        if households.enclosed[h] > 0:
            enclosers[households.lane[h]] += 1
        if households.cars[h] > 0:
            with_car[households.lane[h]] += 1
            if households.enclosed[h] == 0:
                waiting[n_waiting] = h
                n_waiting += 1
                cars_waiting += int(households.cars[h])
    if cars_waiting <= free:
        return 0
    ranks = np.empty(n_waiting, dtype=np.int64)
    for n in range(n_waiting):
        ranks[n] = rank(seed, PARKING_SWEEP, month, households.eid[waiting[n]], 0, sweep)
    allotted, done = 0, 0
    for n in places_in_order(ranks):
        h = waiting[n]
        if allotted < free:
            allotted += int(households.cars[h])
            continue
        lane = households.lane[h]
        pressure = enclosers[lane] / with_car[lane] + p.shortage_weight * shortage
        if pressure > households.enclosure_threshold[h] and done < free:
            households.enclosed[h] = 1
            done += 1
    return done


@kernel
def enclose(contracted, estates, households, estate_start, estate_households, n_estates, n_lanes, seed, month, p):
    """Run four sweeps in every estate without a running contract; write shortage, share and paralysis (§6.5).

    Parameters
    ----------
    contracted : ndarray of bool
        By estate, whether a contract runs there.
    """
    for estate in range(n_estates):
        dwellings = estate_households[estate_start[estate] : estate_start[estate + 1]]
        cars, enclosed, spaces = 0, 0, int(estates.spaces[estate])
        for h in dwellings:
            cars += int(households.cars[h])
            enclosed += int(households.enclosed[h])
        if not contracted[estate]:
            for sweep in range(p.sweeps):
                free = max(0, spaces - enclosed)
                shortage = shortage_of(cars, spaces, enclosed)
                done = sweep_estate(dwellings, free, shortage, households, n_lanes, seed, month, sweep, p)
                enclosed += done
        estates.shortage[estate] = min(1.0, shortage_of(cars, spaces, enclosed))
        estates.enclosed_share[estate] = min(1.0, enclosed / spaces) if spaces > 0 else 0.0
        estates.paralysed[estate] = estates.enclosed_share[estate] > p.paralysis_share


@kernel
def encroach(settled, lane_of, kitchen, size, eid, encroachment, n_households, n_lanes, seed, month, p):
    """Let crowded households build on common space: ``.004 (1 + 2 share of the lane that has)`` a month (§6.5).

    Parameters
    ----------
    settled : ndarray of bool
        By lane, whether an encroachment affair was resolved there: what is built then is its relapse.
    """
    living = np.zeros(n_lanes, dtype=np.int64)
    built = np.zeros(n_lanes, dtype=np.int64)
    for h in range(n_households):
        living[lane_of[h]] += 1
        if encroachment[h]:
            built[lane_of[h]] += 1
    for h in range(n_households):
        lane = lane_of[h]
        crowded = kitchen[h] >= 0 and size[h] >= p.crowded_size
        if not crowded or encroachment[h] or settled[lane]:
            continue
        chance = p.p_encroachment * (1.0 + p.encroachment_imitation * built[lane] / living[lane])
        if uniform(seed, ENCROACHMENT, month, eid[h], 0, 0) < chance:
            encroachment[h] = True
