"""Compiled loops over households and persons for the rules of affairs, teams and organizations."""

from typing import NamedTuple

import numpy as np

from sim.foundation import draws
from sim.foundation.compiled import kernel
from sim.foundation.numerics import from_fixed, to_fixed
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Kind
from sim.world.columns import columns_of

AFFECTED = int(Purpose.AFFECTED)
BENEFIT = int(Purpose.BENEFIT)
JOIN = int(Purpose.JOIN)
SELECT = int(Purpose.SELECT)
RESIDENT = int(Kind.RESIDENT)

ROLE_ADULT, ROLE_BACKBONE, ROLE_TEAM, ROLE_INFORMANT = 0, 1, 2, 3


@kernel
def affected_households(candidates, household_eid, seed, month, affair, share):
    """Return the candidates whose keyed draw lies below `share`; at least the one with the lowest draw."""
    chosen = np.empty(candidates.shape[0], dtype=np.int32)
    n = 0
    lowest, lowest_eid, lowest_row = 2.0, np.int64(0), candidates[0]
    for h in candidates:
        u = draws.uniform(seed, AFFECTED, month, household_eid[h], affair, 0)
        if u < share:
            chosen[n] = h
            n += 1
        if u < lowest or (u == lowest and household_eid[h] < lowest_eid):
            lowest, lowest_eid, lowest_row = u, household_eid[h], h
    if n == 0:
        chosen[0] = lowest_row
        n = 1
    return chosen[:n].copy()


@kernel
def draw_benefits(
    benefit, rows, affair_of, household_of, klass, onset, affair_eid, household_eid, lane_of, lane_eid,
    seed, mean, sd, lane_sd, least, most,
):  # fmt: skip
    """Draw benefit ~ N(mean, sd) + lane effect N(0, lane_sd), clipped to [least, most], for some rows of stakes.

    Parameters
    ----------
    mean, sd : ndarray
        By class of affair.
    """
    for s in rows:
        affair, h = affair_of[s], household_of[s]
        month, subject, c = onset[affair], affair_eid[affair], klass[affair]
        own = draws.normal(seed, BENEFIT, month, household_eid[h], subject, 0, mean[c], sd[c])
        lane = draws.normal(seed, BENEFIT, month, lane_eid[lane_of[h]], subject, 1, 0.0, lane_sd)
        benefit[s] = min(most, max(least, own + lane))


@kernel
def mean_of(values):
    """Return the order-free mean; 0 for none."""
    if values.shape[0] == 0:
        return 0.0
    total = np.int64(0)
    for k in range(values.shape[0]):
        total += to_fixed(values[k])
    return from_fixed(total) / values.shape[0]


class Roles(NamedTuple):
    """Columns of persons from which roles are read: passing few columns calls a kernel ten times as fast as all."""

    kind: np.ndarray
    adult: np.ndarray
    is_backbone: np.ndarray
    is_building_head: np.ndarray
    team: np.ndarray
    patrol: np.ndarray
    group: np.ndarray


def members(residents, household_size, rows, berths, role):
    """Return rows of adults of these households that have a role: any, backbone, member of a team, informant."""
    return members_with(columns_of(Roles, residents), household_size, rows, berths, role)


def committee_trust(residents, rows, voice):
    """Return the order-free mean of (.9 + success) / (2 + success + failure) over persons; .45 for nobody."""
    prior = (voice.committee_prior, voice.committee_prior_weight)
    rows = np.asarray(rows, dtype=np.int64)
    return mean_trust(residents.trust_success, residents.trust_failure, rows, *prior)


@kernel
def members_with(residents, household_size, rows, berths, role):
    """Return rows of adults of these households that have a role; `residents` has the columns of `Roles`."""
    found = np.empty(rows.shape[0] * berths, dtype=np.int32)
    n = 0
    for h in rows:
        for j in range(household_size[h]):
            i = h * berths + j
            if residents.kind[i] != RESIDENT or not residents.adult[i]:
                continue
            if role == ROLE_BACKBONE and not residents.is_backbone[i]:
                continue
            if role == ROLE_TEAM and residents.team[i] < 0:
                continue
            if role == ROLE_INFORMANT and not (
                residents.is_backbone[i]
                or residents.is_building_head[i]
                or residents.patrol[i] >= 0
                or residents.group[i] >= 0
            ):
                continue
            found[n] = i
            n += 1
    return found[:n].copy()


@kernel
def anybody_to_ask(is_backbone, team, household_size, rows, berths):
    """Tell whether a backbone or a member of a team lives in these households."""
    for h in rows:
        for j in range(household_size[h]):
            i = h * berths + j
            if is_backbone[i] or team[i] >= 0:
                return True
    return False


@kernel
def by_burden(rows, severity, n_affected, eid, seed, month):
    """Return affairs in descending severity · √affected households; equal burdens by hash, then identity."""
    ordered = rows.copy()
    weight = np.empty(rows.shape[0])
    for k in range(rows.shape[0]):
        row = rows[k]
        burden = severity[row] * np.sqrt(float(n_affected[row]))
        at = k
        while at > 0 and (
            burden > weight[at - 1]
            or (burden == weight[at - 1] and _comes_before(eid[row], eid[ordered[at - 1]], seed, month))
        ):
            weight[at], ordered[at] = weight[at - 1], ordered[at - 1]
            at -= 1
        weight[at], ordered[at] = burden, row
    return ordered


@kernel
def _comes_before(eid, other, seed, month):
    mine = draws.key(seed, SELECT, month, eid, 0, 0)
    theirs = draws.key(seed, SELECT, month, other, 0, 0)
    return mine < theirs or (mine == theirs and eid < other)


@kernel
def first_by_lane(affairs, first_stake, n_stakes, stake_household, stake_called, lane_of, n_lanes, rested_before):
    """Return for each lane the first of these affairs that touches it and was not called for lately; -1 for none."""
    found = np.full(n_lanes, -1, dtype=np.int64)
    for affair in affairs:
        for s in range(first_stake[affair], first_stake[affair] + n_stakes[affair]):
            lane = lane_of[stake_household[s]]
            if found[lane] < 0 and stake_called[s] < rested_before:
                found[lane] = affair
    return found


@kernel
def adults_by_lane(heaviest, first_stake, n_stakes, stake_household, lane_of, household_size, adult, kind, berths):
    """Return adults of the households that their lane's affair touches, lane by lane, and where each lane begins.

    Parameters
    ----------
    heaviest : ndarray of int
        By lane, the affair; -1 for none.
    """
    count = np.zeros(heaviest.shape[0] + 1, dtype=np.int64)
    found = np.empty(adult.shape[0], dtype=np.int32)
    n = 0
    for lane in range(heaviest.shape[0]):
        affair = heaviest[lane]
        if affair >= 0:
            for s in range(first_stake[affair], first_stake[affair] + n_stakes[affair]):
                h = stake_household[s]
                if lane_of[h] != lane:
                    continue
                for i in range(h * berths, h * berths + household_size[h]):
                    if kind[i] == RESIDENT and adult[i]:
                        found[n] = i
                        n += 1
        count[lane + 1] = n
    return found[:n].copy(), count


@kernel
def leavers(rows, eid, seed, purpose, month, subject, probability):
    """Return which of these persons leave a body, each with a probability of its own."""
    leave = np.empty(rows.shape[0], dtype=np.bool_)
    for k in range(rows.shape[0]):
        leave[k] = draws.uniform(seed, purpose, month, eid[rows[k]], subject, 0) < probability[k]
    return leave


@kernel
def mean_trust(success, failure, rows, prior, weight):
    """Return the order-free mean of (prior + success) / (weight + success + failure); prior / weight for nobody."""
    if rows.shape[0] == 0:
        return prior / weight
    total = np.int64(0)
    for i in rows:
        s, f = success[i], failure[i]
        total += to_fixed((prior + s) / (weight + s + f))
    return from_fixed(total) / rows.shape[0]


class Mates(NamedTuple):
    """Columns of persons by which hobby-mates are found."""

    eid: np.ndarray
    kind: np.ndarray
    adult: np.ndarray
    team: np.ndarray
    hobby: np.ndarray


@kernel
def hobby_mates(a, b, n_ties, persons, asks, hobby, team_eid, seed, month):
    """Return by person one tied adult of their team's hobby without a team, each equally likely; -1 for none.

    Every tie is looked at from both ends: no index of ties is needed, which joining would be the only one to want now.

    Parameters
    ----------
    asks : ndarray of bool
        By team, whether its members ask.
    hobby, team_eid : ndarray of int
        By team.
    """
    chosen = np.full(persons.eid.shape[0], -1, dtype=np.int64)
    least = np.empty(persons.eid.shape[0], dtype=np.int64)
    for e in range(n_ties):
        for one, other in ((a[e], b[e]), (b[e], a[e])):
            team = persons.team[one]
            if team < 0 or not asks[team] or persons.team[other] >= 0 or persons.hobby[other] != hobby[team]:
                continue
            if persons.kind[other] != RESIDENT or not persons.adult[other]:
                continue
            key = draws.key(seed, JOIN, month, persons.eid[one], persons.eid[other], team_eid[team])
            rank = np.int64(key >> np.uint64(1))
            if chosen[one] < 0 or rank < least[one]:
                chosen[one], least[one] = other, rank
    return chosen


@kernel
def standings(a, b, strength, n_ties, disposition):
    """Return for each person the order-free sum of tie strengths times disposition (§6.7)."""
    total = np.zeros(disposition.shape[0], dtype=np.int64)
    for e in range(n_ties):
        fixed = to_fixed(strength[e])
        total[a[e]] += fixed
        total[b[e]] += fixed
    standing = np.empty(disposition.shape[0])
    for i in range(disposition.shape[0]):
        standing[i] = from_fixed(total[i]) * disposition[i]
    return standing
