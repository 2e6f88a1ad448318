"""Compiled loops of the founding: every draw is keyed by identity, none by a row.

`rows` arrays are in the order of identities; what stands in which row never decides anything.
"""

import math

import numpy as np

from sim.foundation.compiled import kernel
from sim.foundation.draws import between, gamma_2, integer, key, normal, order_statistic, uniform
from sim.foundation.numerics import detlog
from sim.foundation.purposes import Purpose

HOUSEHOLD = int(Purpose.HOUSEHOLD)
PERSON = int(Purpose.PERSON)
CAR = int(Purpose.CAR)
KITCHEN = int(Purpose.KITCHEN)
ENCLOSURE_THRESHOLD = int(Purpose.ENCLOSURE_THRESHOLD)
TIE_FOUNDING = int(Purpose.TIE_FOUNDING)

ADULT_AGE = 18
OLDEST = 95
N_HOBBIES = 8
TRIES = 16

# subjects of a household's draws
SIZE, TENURE, LOCAL = 0, 1, 2
# subjects of a person's draws
AGE, SEX, RETIRES_EARLY, EMPLOYED, PARTY, FREE_HOURS, HOBBY, INTENSITY, DISPOSITION, LAW, THRESHOLD = range(11)
# subjects of a person's ties: how many and to whom, in the lane and anywhere
N_LANE, N_ANYWHERE, IN_LANE, ANYWHERE = range(4)


@kernel
def hashes(seed, purpose, entities, subject):
    """Return the hash of each entity for one purpose: what orders by lot, the same in any order of rows."""
    drawn = np.empty(len(entities), dtype=np.uint64)
    for i in range(len(entities)):
        drawn[i] = key(seed, purpose, 0, entities[i], subject, 0)
    return drawn


@kernel
def uniforms(seed, purpose, month, entities):
    """Draw one uniform number for each entity."""
    drawn = np.empty(len(entities))
    for i in range(len(entities)):
        drawn[i] = uniform(seed, purpose, month, entities[i], 0, 0)
    return drawn


@kernel
def category(u, cumulative):
    """Return the first category whose cumulative share exceeds u."""
    i = 0
    while u >= cumulative[i]:
        i += 1
    return i


@kernel
def draw_households(households, rows, housing, seed, numbers):
    """Draw size, tenure, origin, cars and enclosure threshold of the households in `rows`.

    Parameters
    ----------
    rows : ndarray of int
        Rows of households whose identity is set.
    housing : ndarray of int
        Housing of each, in the order of `rows`.
    """
    for n in range(len(rows)):
        h = rows[n]
        eid = households.eid[h]
        kind = housing[n]
        households.size[h] = 1 + category(uniform(seed, HOUSEHOLD, 0, eid, SIZE, 0), numbers.size_cumulative)
        households.tenure[h] = category(uniform(seed, HOUSEHOLD, 0, eid, TENURE, 0), numbers.tenure_cumulative[kind])
        households.local[h] = uniform(seed, HOUSEHOLD, 0, eid, LOCAL, 0) < numbers.p_local[kind]
        households.cars[h] = 1 if uniform(seed, CAR, 0, eid, 0, 0) < numbers.cars[kind] else 0
        households.enclosure_threshold[h] = between(seed, ENCLOSURE_THRESHOLD, 0, eid, 0, 0, numbers.threshold_low, 1.0)


@kernel
def draw_persons(residents, rows, is_head, seed, numbers):
    """Draw age, sex, work, time, hobby and dispositions of the persons in `rows`, whose identity is set (§5)."""
    for n in range(len(rows)):
        i = rows[n]
        eid = residents.eid[i]
        if is_head[n]:
            years = normal(seed, PERSON, 0, eid, AGE, 0, numbers.head_age_mean, numbers.head_age_sd)
            age = min(max(math.floor(years + 0.5), ADULT_AGE), OLDEST)
        else:
            years = normal(seed, PERSON, 0, eid, AGE, 0, numbers.other_age_mean, numbers.other_age_sd)
            age = min(max(math.floor(years + 0.5), 1), OLDEST)
        female = uniform(seed, PERSON, 0, eid, SEX, 0) < numbers.p_female
        retirement = numbers.retirement_age_men
        if female:
            retirement = numbers.retirement_age_women_late
            if uniform(seed, PERSON, 0, eid, RETIRES_EARLY, 0) < numbers.p_retires_early:
                retirement = numbers.retirement_age_women_early
        retired = age >= retirement
        employed = False
        if not retired and age >= numbers.employment_age:
            employed = uniform(seed, PERSON, 0, eid, EMPLOYED, 0) < numbers.p_employed
        p_party = numbers.p_party_member
        if age > numbers.party_older_age:
            p_party += numbers.p_party_member_older
        scale, home = numbers.free_hours_other, numbers.home_other
        if employed:
            scale, home = numbers.free_hours_employed, numbers.home_employed
        elif retired:
            scale, home = numbers.free_hours_retired, numbers.home_retired
        hours = numbers.free_hours_least + gamma_2(seed, PERSON, 0, eid, FREE_HOURS, 0, scale)
        residents.age[i] = age
        residents.sex[i] = 1 if female else 0
        residents.adult[i] = age >= ADULT_AGE
        residents.employed[i] = employed
        residents.retired[i] = retired
        residents.party_member[i] = age >= ADULT_AGE and uniform(seed, PERSON, 0, eid, PARTY, 0) < p_party
        residents.free_hours[i] = min(hours, numbers.free_hours_most)
        residents.home[i] = home
        residents.hobby[i] = integer(seed, PERSON, 0, eid, HOBBY, 0, N_HOBBIES)
        residents.hobby_intensity[i] = order_statistic(seed, PERSON, 0, eid, INTENSITY, 0, 2)
        residents.disposition[i] = order_statistic(seed, PERSON, 0, eid, DISPOSITION, 0, 3)
        residents.norm[i] = residents.disposition[i]
        residents.law_literacy[i] = between(seed, PERSON, 0, eid, LAW, 0, 0.0, numbers.law_literacy_high)
        residents.threshold[i] = uniform(seed, PERSON, 0, eid, THRESHOLD, 0)


@kernel
def draw_kitchens(first, n_dwellings, lane_eid, neighbourhood, p_shared, low, high, seed, n_all):
    """Divide each lane into runs of low … high adjacent dwellings; a run shares a kitchen with the lane's probability.

    Parameters
    ----------
    first, n_dwellings : ndarray of int
        First dwelling and number of dwellings of each lane.
    p_shared : ndarray of float
        Probability by lane; a household shares with the same probability, but for single dwellings at a lane's end.

    Returns
    -------
    ndarray of int
        Kitchen of each of `n_all` dwellings, numbered within the neighbourhood, or -1.
    """
    kitchen = np.full(n_all, -1, dtype=np.int32)
    number = 0
    for lane in range(len(first)):
        if lane > 0 and neighbourhood[lane] != neighbourhood[lane - 1]:
            number = 0
        taken = 0
        run = 0
        while taken < n_dwellings[lane]:
            size = low + integer(seed, KITCHEN, 0, lane_eid[lane], 0, run, high - low + 1)
            size = min(size, n_dwellings[lane] - taken)
            if size >= 2 and uniform(seed, KITCHEN, 0, lane_eid[lane], 1, run) < p_shared[lane]:
                start = first[lane] + taken
                kitchen[start : start + size] = number
                number += 1
            taken += size
            run += 1
    return kitchen


@kernel
def _lane_dwelling(seed, eid, k, dwelling, first, n_dwellings, scale):
    """Draw another dwelling of the lane at a Laplace distance (rounded), or -1 if none is hit in `TRIES`."""
    for attempt in range(TRIES):
        at = 4 * (TRIES * k + attempt)
        distance = math.floor(0.5 - scale * detlog(1.0 - uniform(seed, TIE_FOUNDING, 0, eid, IN_LANE, at)))
        if uniform(seed, TIE_FOUNDING, 0, eid, IN_LANE, at + 1) < 0.5:
            distance = -distance
        other = dwelling + distance
        if other != dwelling and first <= other < first + n_dwellings:
            return other
    return -1


@kernel
def _any_dwelling(seed, eid, k, dwelling, first, n_dwellings):
    """Draw another dwelling of the neighbourhood, or -1 if there is none."""
    for attempt in range(TRIES):
        other = first + integer(seed, TIE_FOUNDING, 0, eid, ANYWHERE, 4 * (TRIES * k + attempt), n_dwellings)
        if other != dwelling:
            return other
    return -1


@kernel
def _wanted(seed, eid, subject, mean):
    """Draw a whole number with this mean, the next lower or higher."""
    whole = math.floor(mean)
    return whole + (1 if uniform(seed, TIE_FOUNDING, 0, eid, subject, 0) < mean - whole else 0)


@kernel
def draw_ties(
    eids, adult_start, dwelling_lane, lane_first, lane_n, n_in_neighbourhood, seed, per_lane, anywhere, scale
):
    """Let each adult draw partners in the lane and anywhere in the neighbourhood; never in the own dwelling.

    Parameters
    ----------
    eids : ndarray of int
        Identities of adults, in order of dwelling and identity.
    adult_start : ndarray of int
        Adults of dwelling d are ``adult_start[d] … adult_start[d + 1] - 1``.
    dwelling_lane, lane_first, lane_n : ndarray of int
        Lane of each dwelling; first dwelling and number of dwellings of each lane.
    n_in_neighbourhood : int
        Dwellings a neighbourhood; those of neighbourhood i are ``i * n … (i + 1) * n - 1``.
    per_lane, anywhere, scale : float
        Ties that each adult draws, and the distance scale in dwellings.

    Returns
    -------
    ndarray of int
        One number a drawn tie, with repeats: lower adult * number of adults + higher adult.
    """
    n_adults = len(eids)
    most = math.ceil(per_lane) + math.ceil(anywhere)
    drawn = np.empty(n_adults * most, dtype=np.int64)
    n = 0
    for dwelling in range(len(dwelling_lane)):
        lane = dwelling_lane[dwelling]
        home = dwelling // n_in_neighbourhood * n_in_neighbourhood
        for i in range(adult_start[dwelling], adult_start[dwelling + 1]):
            n_lane = _wanted(seed, eids[i], N_LANE, per_lane)
            for k in range(n_lane + _wanted(seed, eids[i], N_ANYWHERE, anywhere)):
                if k < n_lane:
                    subject = IN_LANE
                    other = _lane_dwelling(seed, eids[i], k, dwelling, lane_first[lane], lane_n[lane], scale)
                else:
                    subject = ANYWHERE
                    other = _any_dwelling(seed, eids[i], k, dwelling, home, n_in_neighbourhood)
                if other < 0:
                    continue
                n_there = adult_start[other + 1] - adult_start[other]
                who = integer(seed, TIE_FOUNDING, 0, eids[i], subject, 4 * TRIES * k + 3, n_there)
                j = adult_start[other] + who
                drawn[n] = min(i, j) * n_adults + max(i, j)
                n += 1
    return drawn[:n]
