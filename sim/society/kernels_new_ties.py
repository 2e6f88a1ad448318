"""Kernels of new ties: who comes to know whom, and what a new tie is like (§6.2)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import integer, uniform
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Channel
from sim.society.kernels_contact import mark_contact
from sim.society.kernels_shared import RESIDENT, edge_between, other_adult, prior_between, rank

FORMATION_LANE = int(Purpose.FORMATION_LANE)
FORMATION_ANYWHERE = int(Purpose.FORMATION_ANYWHERE)
FORMATION_FRIEND = int(Purpose.FORMATION_FRIEND)
FORMATION_PARTY = int(Purpose.FORMATION_PARTY)
LINKING = int(Purpose.LINKING)
LANE = int(Channel.LANE)
ANYWHERE = int(Channel.ANYWHERE)
FRIEND_OF_FRIEND = int(Channel.FRIEND_OF_FRIEND)
PARTY_BRANCH = int(Channel.PARTY_BRANCH)
SESSION = int(Channel.SESSION)
MEETING = int(Channel.MEETING)


class Seeking(NamedTuple):
    """Columns of residents by which they find new acquaintances."""

    kind: np.ndarray
    adult: np.ndarray
    eid: np.ndarray
    lane: np.ndarray
    neighbourhood: np.ndarray
    party_member: np.ndarray


@helper
def tie_by_draw(kind, eids, index, i, unwanted, asker, seed, month, k):
    """Choose one resident tied to i but `unwanted`, each equally likely: the one with the least key; -1 if none."""
    chosen = -1
    least = np.int64(0)
    for at in range(index.start[i], index.start[i + 1]):
        j = index.neighbour[at]
        if j == unwanted or kind[j] != RESIDENT:
            continue
        value = rank(seed, FORMATION_FRIEND, month, eids[asker], eids[j], k)
        if chosen < 0 or value < least:
            chosen, least = j, value
    return chosen


@kernel
def party_members(start_of, dwellings, kind, adult, party_member, n_neighbourhoods, berths):
    """Return adult party members by neighbourhood, in order of dwelling and berth, as compressed rows."""
    start = np.zeros(n_neighbourhoods + 1, dtype=np.int64)
    members = np.empty(len(dwellings) * berths, dtype=np.int64)
    n = 0
    for v in range(n_neighbourhoods):
        for at in range(start_of[v], start_of[v + 1]):
            for berth in range(berths):
                i = dwellings[at] * berths + berth
                if party_member[i] and adult[i] and kind[i] == RESIDENT:
                    members[n] = i
                    n += 1
        start[v + 1] = n
    return start, members


@helper
def lane_mate(i, residents, places, seed, month):
    """Draw which adult of the lane a resident meets; -1 if there is none."""
    eid, lane = residents.eid[i], residents.lane[i]
    first, last = places.lane_start[lane], places.lane_start[lane + 1]
    homes = places.lane_households
    return other_adult(homes, first, last, residents.kind, residents.adult, i, eid, seed, FORMATION_LANE, month, 0)


@helper
def neighbour_anywhere(i, residents, places, seed, month):
    """Draw which adult of the neighbourhood a resident meets; -1 if there is none."""
    eid, v = residents.eid[i], residents.neighbourhood[i]
    first, last = places.neighbourhood_start[v], places.neighbourhood_start[v + 1]
    homes = places.neighbourhood_households
    return other_adult(homes, first, last, residents.kind, residents.adult, i, eid, seed, FORMATION_ANYWHERE, month, 0)


@helper
def friend_of_friend(i, residents, index, seed, month):
    """Draw which friend's friend a resident meets; -1 if there is none."""
    friend = tie_by_draw(residents.kind, residents.eid, index, i, i, i, seed, month, 1)
    if friend < 0:
        return -1
    return tie_by_draw(residents.kind, residents.eid, index, friend, i, i, seed, month, 2)


@helper
def branch_mate(i, residents, branch_start, branch, seed, month):
    """Draw which other member of the party branch a member meets; -1 if there is none."""
    eid, v = residents.eid[i], residents.neighbourhood[i]
    n_branch = branch_start[v + 1] - branch_start[v]
    if n_branch < 2:
        return -1
    # of n - 1 others the pick-th; whoever comes in the member's own place stands for the last
    found = branch[branch_start[v] + integer(seed, FORMATION_PARTY, month, eid, 0, 1, n_branch - 1)]
    return branch[branch_start[v + 1] - 1] if found == i else found


@helper
def introduce(a, b, channel, n, i, other, through):
    """Note as pair n that two residents met, if there was somebody to meet; return the number of pairs."""
    if other < 0:
        return n
    a[n], b[n], channel[n] = i, other, through
    return n + 1


@kernel
def form_ties(residents, n_dwelling_rows, n_neighbourhoods, berths, places, index, seed, month, p):
    """Draw who meets whom anew: in the lane, anywhere, a friend's friend, at the party branch (§6.2).

    Returns
    -------
    a, b, channel : ndarray of int
        Pairs of rows and what brought them together; pairs may repeat.
    """
    a = np.empty(4 * n_dwelling_rows, dtype=np.int64)
    b = np.empty(4 * n_dwelling_rows, dtype=np.int64)
    channel = np.empty(4 * n_dwelling_rows, dtype=np.int64)
    n = 0
    branch_start, branch = party_members(
        places.neighbourhood_start, places.neighbourhood_households, residents.kind, residents.adult,
        residents.party_member, n_neighbourhoods, berths,
    )  # fmt: skip
    for i in range(n_dwelling_rows):
        if not residents.adult[i] or residents.kind[i] != RESIDENT:
            continue
        eid = residents.eid[i]
        if uniform(seed, FORMATION_LANE, month, eid, 0, 0) < p.p_tie_lane:
            n = introduce(a, b, channel, n, i, lane_mate(i, residents, places, seed, month), LANE)
        if uniform(seed, FORMATION_ANYWHERE, month, eid, 0, 0) < p.p_tie_anywhere:
            n = introduce(a, b, channel, n, i, neighbour_anywhere(i, residents, places, seed, month), ANYWHERE)
        if uniform(seed, FORMATION_FRIEND, month, eid, 0, 0) < p.p_tie_friend:
            n = introduce(a, b, channel, n, i, friend_of_friend(i, residents, index, seed, month), FRIEND_OF_FRIEND)
        if residents.party_member[i] and uniform(seed, FORMATION_PARTY, month, eid, 0, 0) < p.p_tie_party:
            other = branch_mate(i, residents, branch_start, branch, seed, month)
            n = introduce(a, b, channel, n, i, other, PARTY_BRANCH)
    return a[:n], b[:n], channel[:n]


@kernel
def link_to_staff(persons, staff, eids, seed, month, subject, p_linking):
    """Choose for each attender, with probability .3, one member of staff, each equally likely; else -1 (§6.2)."""
    chosen = np.full(len(persons), -1, dtype=np.int64)
    for n in range(len(persons)):
        eid = eids[persons[n]]
        if uniform(seed, LINKING, month, eid, subject, 0) < p_linking:
            chosen[n] = staff[integer(seed, LINKING, month, eid, subject, 1, len(staff))]
    return chosen


@kernel
def existing_edges(a, b, contact, last_month, last_contact, index, month):
    """Return for each pair the tie it has already, or -1; an existing one counts as met this month."""
    found = np.empty(len(a), dtype=np.int64)
    for n in range(len(a)):
        found[n] = edge_between(index, a[n], b[n])
        if found[n] >= 0:
            mark_contact(contact, last_month, last_contact, found[n], a[n], b[n], month)
    return found


@kernel
def insert_ties(ties, first, a, b, channel, lane, prior_trust, last_contact, month, new_strength):
    """Write new ties from row `first` on: strength .25, no experience, prior of the lane or the mean of two.

    Those who met at a session, meeting or shift have had contact.
    """
    for n in range(len(a)):
        e = first + n
        ties.a[e] = a[n]
        ties.b[e] = b[n]
        ties.strength[e] = new_strength
        ties.success[e] = 0.0
        ties.failure[e] = 0.0
        ties.prior[e] = prior_between(prior_trust, lane[a[n]], lane[b[n]])
        ties.last_month[e] = month
        ties.channel[e] = channel[n]
        ties.contact[e] = False
        ties.new_success[e] = 0
        ties.new_failure[e] = 0
        if channel[n] == SESSION or channel[n] == MEETING:
            mark_contact(ties.contact, ties.last_month, last_contact, e, a[n], b[n], month)
