"""Kernels of the observers: they read the world's columns and write none of them."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.numerics import to_fixed
from sim.foundation.terms import AffairState, Kind
from sim.world.persons import BERTHS

RESIDENT = int(Kind.RESIDENT)
EXECUTED, RESOLVED = int(AffairState.EXECUTED), int(AffairState.RESOLVED)
WINDOW = 12
N_TENURES = 5
CELLS = 8 * N_TENURES * 2 * 2


class Window(NamedTuple):
    """What persons did in each of the last twelve months, by row; a row forgets when somebody else lives in it.

    Attributes
    ----------
    person, household : ndarray of int64
        Identities of those to whom the rows belong now.
    minutes, rung : ndarray, shape (rows, 12)
        Civic minutes and top rung by month modulo twelve.
    took_part : ndarray of bool
        Whether the household has taken part since month 0.
    """

    person: np.ndarray
    household: np.ndarray
    minutes: np.ndarray
    rung: np.ndarray
    took_part: np.ndarray


class Persons(NamedTuple):
    """Columns of residents that are counted person by person."""

    eid: np.ndarray
    kind: np.ndarray
    adult: np.ndarray
    norm: np.ndarray
    habit: np.ndarray
    fatigue: np.ndarray
    trust_success: np.ndarray
    trust_failure: np.ndarray
    team: np.ndarray
    patrol: np.ndarray
    group: np.ndarray
    council: np.ndarray
    last_act: np.ndarray
    last_contact: np.ndarray
    civic_minutes: np.ndarray
    civic_acts: np.ndarray
    top_rung: np.ndarray


class Ends(NamedTuple):
    """Columns of residents by which a tie between two of them is judged."""

    kind: np.ndarray
    neighbourhood: np.ndarray
    lane: np.ndarray
    age: np.ndarray
    local: np.ndarray


class Bonds(NamedTuple):
    """Columns of ties that are counted."""

    a: np.ndarray
    b: np.ndarray
    prior: np.ndarray
    success: np.ndarray
    failure: np.ndarray


class Members(NamedTuple):
    """Columns of residents by which groups are told apart, and what their members did."""

    kind: np.ndarray
    age: np.ndarray
    sex: np.ndarray
    local: np.ndarray
    civic_acts: np.ndarray
    civic_minutes: np.ndarray


class PersonSums(NamedTuple):
    """Counts by neighbourhood; sums of shares in units of 2**-24."""

    adults: np.ndarray
    active_members: np.ndarray
    in_contact: np.ndarray
    without_contact: np.ndarray
    minutes: np.ndarray
    norm: np.ndarray
    habit: np.ndarray
    fatigue: np.ndarray
    committee_trust: np.ndarray
    team_members: np.ndarray
    patrol_members: np.ndarray
    households: np.ndarray
    households_acting: np.ndarray
    newly_taking_part: np.ndarray
    participants: np.ndarray
    rungs: np.ndarray
    window_minutes: np.ndarray
    window_squares: np.ndarray


class TieSums(NamedTuple):
    """Counts of ties between residents by neighbourhood; the sum of trust in units of 2**-24."""

    ties: np.ndarray
    trust: np.ndarray
    trusted: np.ndarray
    bridging: np.ndarray


class GroupSums(NamedTuple):
    """Totals of a year by neighbourhood and cell (age band, tenure, origin, sex); yuan and burden in 2**-24."""

    persons: np.ndarray
    acts: np.ndarray
    minutes: np.ndarray
    benefit: np.ndarray
    burden: np.ndarray


class Limits(NamedTuple):
    """Numbers that the kernels need."""

    active_months: int
    lonely_months: int
    prior_weight: float
    committee_prior: float
    committee_prior_weight: float


@helper
def _count_adult(residents, i, n, sums, month, p):
    sums.adults[n] += 1
    sums.minutes[n] += residents.civic_minutes[i]
    sums.norm[n] += to_fixed(residents.norm[i])
    sums.habit[n] += to_fixed(residents.habit[i])
    sums.fatigue[n] += to_fixed(residents.fatigue[i])
    good, bad = residents.trust_success[i], residents.trust_failure[i]
    sums.committee_trust[n] += to_fixed((p.committee_prior + good) / (p.committee_prior_weight + good + bad))
    team, patrol = residents.team[i] >= 0, residents.patrol[i] >= 0
    if team:
        sums.team_members[n] += 1
    if patrol:
        sums.patrol_members[n] += 1
    member = team or patrol or residents.group[i] >= 0 or residents.council[i] >= 0
    if member and month - residents.last_act[i] <= p.active_months:
        sums.active_members[n] += 1
    if residents.last_contact[i] == month:
        sums.in_contact[n] += 1
    if month - residents.last_contact[i] >= p.lonely_months:
        sums.without_contact[n] += 1


@kernel
def fold_persons(residents, eids, neighbourhoods, n_households, window, sums, month, p):
    """Put the month into the window, and count persons and households by neighbourhood (§8, participation).

    Parameters
    ----------
    eids, neighbourhoods : ndarray of int
        Of the households.
    """
    slot = month % WINDOW
    for h in range(n_households):
        n = neighbourhoods[h]
        if window.household[h] != eids[h]:
            window.household[h] = eids[h]
            window.took_part[h] = False
        acted_in_window, acted_now = False, False
        for i in range(BERTHS * h, BERTHS * (h + 1)):
            if window.person[i] != residents.eid[i]:
                window.person[i] = residents.eid[i]
                for k in range(WINDOW):
                    window.minutes[i, k] = 0
                    window.rung[i, k] = 0
            if residents.kind[i] != RESIDENT:
                continue
            window.minutes[i, slot] = residents.civic_minutes[i]
            window.rung[i, slot] = residents.top_rung[i]
            if residents.civic_acts[i] > 0:
                acted_now = True
            top, spent = 0, 0
            for k in range(WINDOW):
                top = max(top, window.rung[i, k])
                spent += window.minutes[i, k]
            if top > 0:
                acted_in_window = True
                sums.participants[n] += 1
                sums.rungs[n] += top
            sums.window_minutes[n] += spent
            sums.window_squares[n] += spent * spent
            if residents.adult[i]:
                _count_adult(residents, i, n, sums, month, p)
        sums.households[n] += 1
        if acted_in_window:
            sums.households_acting[n] += 1
        if acted_now and month >= 0 and not window.took_part[h]:
            window.took_part[h] = True
            sums.newly_taking_part[n] += 1


@kernel
def count_ties(ties, n_ties, residents, housing, band_of_age, sums, p):
    """Count ties between residents, their trust, and those that bridge: across lanes and different in kind (§6.2)."""
    for e in range(n_ties):
        a, b = ties.a[e], ties.b[e]
        if residents.kind[a] != RESIDENT or residents.kind[b] != RESIDENT:
            continue
        n = residents.neighbourhood[a]
        good, bad = ties.success[e], ties.failure[e]
        trust = (p.prior_weight * ties.prior[e] + good) / (p.prior_weight + good + bad)
        sums.ties[n] += 1
        sums.trust[n] += to_fixed(trust)
        if trust >= 0.5:
            sums.trusted[n] += 1
        lane_a, lane_b = residents.lane[a], residents.lane[b]
        if lane_a != lane_b and (
            housing[lane_a] != housing[lane_b]
            or band_of_age[residents.age[a]] != band_of_age[residents.age[b]]
            or residents.local[a] != residents.local[b]
        ):
            sums.bridging[n] += 1


@kernel
def fold_stakes(states, severities, firsts, sizes, n_affairs, household_of, benefit_of, benefit, burden):
    """Sum by household this month's benefit of resolved affairs (yuan) and the severity of those that are not."""
    for row in range(n_affairs):
        state = states[row]
        for k in range(firsts[row], firsts[row] + sizes[row]):
            if state == RESOLVED:
                benefit[household_of[k]] += to_fixed(100.0 * benefit_of[k])
            elif state <= EXECUTED:
                burden[household_of[k]] += to_fixed(severities[row])


@kernel
def fold_groups(residents, neighbourhoods, tenures, n_households, benefit, burden, band_of_age, sums):
    """Add the month to the year's totals of every group; what a household has is shared by its members alike."""
    for h in range(n_households):
        n = neighbourhoods[h]
        members = 0
        for i in range(BERTHS * h, BERTHS * (h + 1)):
            if residents.kind[i] == RESIDENT:
                members += 1
        for i in range(BERTHS * h, BERTHS * (h + 1)):
            if residents.kind[i] != RESIDENT:
                continue
            origin = 0 if residents.local[i] else 1
            male = 1 - residents.sex[i]
            cell = ((band_of_age[residents.age[i]] * N_TENURES + tenures[h]) * 2 + origin) * 2 + male
            sums.persons[n, cell] += 1
            sums.acts[n, cell] += residents.civic_acts[i]
            sums.minutes[n, cell] += residents.civic_minutes[i]
            sums.benefit[n, cell] += benefit[h] // members
            sums.burden[n, cell] += burden[h] // members
