"""Compiled loops over households and persons for the rules of affairs, teams and organizations."""

from typing import NamedTuple

import numpy as np

from sim.foundation import draws
from sim.foundation.compiled import kernel
from sim.foundation.numerics import from_fixed, to_fixed
from sim.foundation.terms import Kind, Purpose

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
def draw_benefits(benefit, rows, household_eid, lane_of, lane_eid, seed, month, affair, mean, sd, lane_sd):
    """Draw benefit ~ N(mean, sd) + lane effect N(0, lane_sd), clipped to [-2, 3], for each household row."""
    for k in range(rows.shape[0]):
        h = rows[k]
        own = draws.normal(seed, BENEFIT, month, household_eid[h], affair, 0, mean, sd)
        lane = draws.normal(seed, BENEFIT, month, lane_eid[lane_of[h]], affair, 1, 0.0, lane_sd)
        benefit[k] = min(3.0, max(-2.0, own + lane))


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
    return members_with(
        Roles(*(getattr(residents, name) for name in Roles._fields)), household_size, rows, berths, role
    )


def committee_trust(residents, rows, voice):
    """Return the order-free mean of (.9 + success) / (2 + success + failure) over persons; .45 for nobody."""
    prior = (voice.committee_prior, voice.committee_prior_weight)
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
def ordered(eid, rows, seed, purpose, month, subject):
    """Return rows in the order of their draw's key, then identity: a lottery without regard to rows."""
    n = rows.shape[0]
    keys = np.empty(n, dtype=np.int64)
    for k in range(n):
        keys[k] = np.int64(draws.key(seed, purpose, month, eid[rows[k]], subject, 0) >> np.uint64(1))
    order = np.argsort(eid[rows], kind="mergesort")
    order = order[np.argsort(keys[order], kind="mergesort")]
    return rows[order]


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


@kernel
def hobby_mates(askers, team_of, hobby_of, team_eid, residents, index, seed, month):
    """Return for each asker one tied adult of the team's hobby without a team, each equally likely; -1 for none.

    Parameters
    ----------
    askers : ndarray of int
        Rows of members.
    team_of, hobby_of, team_eid : ndarray of int
        Their teams' rows, hobbies and identities, one an asker.
    """
    chosen = np.full(askers.shape[0], -1, dtype=np.int64)
    for q in range(askers.shape[0]):
        i = askers[q]
        least = np.int64(0)
        for at in range(index.start[i], index.start[i + 1]):
            j = index.neighbour[at]
            if residents.kind[j] != RESIDENT or not residents.adult[j] or residents.team[j] >= 0:
                continue
            if residents.hobby[j] != hobby_of[q]:
                continue
            key = draws.key(seed, JOIN, month, residents.eid[i], residents.eid[j], team_eid[q])
            rank = np.int64(key >> np.uint64(1))
            if chosen[q] < 0 or rank < least:
                chosen[q], least = j, rank
    return chosen


@kernel
def standings(ties, index, disposition):
    """Return for each person the order-free sum of tie strengths times disposition (§6.7)."""
    found = np.zeros(disposition.shape[0])
    for i in range(disposition.shape[0]):
        total = np.int64(0)
        for at in range(index.start[i], index.start[i + 1]):
            total += to_fixed(ties.strength[index.edge[at]])
        found[i] = from_fixed(total) * disposition[i]
    return found
