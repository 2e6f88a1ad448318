"""Kernels of the social-capital graph: contact, favours, new ties, forgetting (§6.2)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import integer, pair, uniform
from sim.foundation.numerics import from_fixed, to_fixed
from sim.foundation.terms import Channel, Purpose
from sim.society.kernels_shared import (
    RESIDENT,
    VACANT,
    edge_between,
    other_adult,
    prior_between,
    rank,
)
from sim.world.kernels_ties import move_tie

CONTACT = int(Purpose.CONTACT)
FAVOUR = int(Purpose.FAVOUR)
FAVOUR_SUCCESS = int(Purpose.FAVOUR_SUCCESS)
FORMATION_LANE = int(Purpose.FORMATION_LANE)
FORMATION_ANYWHERE = int(Purpose.FORMATION_ANYWHERE)
FORMATION_FRIEND = int(Purpose.FORMATION_FRIEND)
FORMATION_PARTY = int(Purpose.FORMATION_PARTY)
FORMATION_MEETING = int(Purpose.FORMATION_MEETING)
LINKING = int(Purpose.LINKING)
LANE = int(Channel.LANE)
ANYWHERE = int(Channel.ANYWHERE)
FRIEND_OF_FRIEND = int(Channel.FRIEND_OF_FRIEND)
PARTY_BRANCH = int(Channel.PARTY_BRANCH)
SESSION = int(Channel.SESSION)
MEETING = int(Channel.MEETING)
TAKES_PART, SEES = 2, 1


class TieNumbers(NamedTuple):
    """Numbers of §6.2; see `sim.society.ties.Params`."""

    contact_most: float
    contact_scale: float
    contact_across_lanes: float
    contact_base: float
    contact_strength: float
    p_favour: float
    favour_base: float
    favour_norm: float
    favour_most: float
    p_tie_lane: float
    p_tie_anywhere: float
    p_tie_friend: float
    p_tie_party: float
    p_linking: float
    new_strength: float
    prior_weight: float
    event_memory: float
    strength_memory: float
    strength_gain: float
    weakest_strength: float
    norm_learning: float
    norm_return: float
    p_dispute_kitchen: float
    quarrel_failure: float
    gossip_failure: float
    gossip_strength: float
    reward_success: float
    disappoint_failure: float


class Meeting(NamedTuple):
    """Columns of residents by which they meet and do each other favours."""

    kind: np.ndarray
    eid: np.ndarray
    lane: np.ndarray
    home: np.ndarray
    norm: np.ndarray
    last_contact: np.ndarray
    favours_seen: np.ndarray
    favours_succeeded: np.ndarray


class Seeking(NamedTuple):
    """Columns of residents by which they find new acquaintances."""

    kind: np.ndarray
    adult: np.ndarray
    eid: np.ndarray
    lane: np.ndarray
    neighbourhood: np.ndarray
    party_member: np.ndarray


class Norms(NamedTuple):
    """Columns of residents from which a month's favours are learned."""

    kind: np.ndarray
    norm: np.ndarray
    disposition: np.ndarray
    favours_seen: np.ndarray
    favours_succeeded: np.ndarray


@helper
def mark_contact(contact, last_month, last_contact, e, i, j, month):
    """Note that two tied persons met this month."""
    contact[e] = True
    last_month[e] = month
    last_contact[i] = month
    last_contact[j] = month


@kernel
def meet(ties, n_ties, residents, seed, month, p):
    """Draw contact and favours on every tie (§6.2).

    ``P(contact) = min(.9, 2.8 home_i home_j) (1 | .25 across lanes) (.2 + .8 strength)``; given contact a favour
    with .3, which succeeds with ``min(.95, .35 + .35 (norm_i + norm_j))``.
    """
    for e in range(n_ties):
        i, j = ties.a[e], ties.b[e]
        if residents.kind[i] == VACANT or residents.kind[j] == VACANT:
            continue
        chance = min(p.contact_most, p.contact_scale * residents.home[i] * residents.home[j])
        if residents.lane[i] != residents.lane[j]:
            chance *= p.contact_across_lanes
        chance *= p.contact_base + p.contact_strength * ties.strength[e]
        both = pair(residents.eid[i], residents.eid[j])
        if uniform(seed, CONTACT, month, both, 0, 0) >= chance:
            continue
        mark_contact(ties.contact, ties.last_month, residents.last_contact, e, i, j, month)
        if uniform(seed, FAVOUR, month, both, 0, 0) >= p.p_favour:
            continue
        residents.favours_seen[i] += 1
        residents.favours_seen[j] += 1
        chance = min(p.favour_most, p.favour_base + p.favour_norm * (residents.norm[i] + residents.norm[j]))
        if uniform(seed, FAVOUR_SUCCESS, month, both, 0, 0) < chance:
            residents.favours_succeeded[i] += 1
            residents.favours_succeeded[j] += 1
            ties.new_success[e] += to_fixed(1.0)
        else:
            ties.new_failure[e] += to_fixed(1.0)


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
    kind, adult = residents.kind, residents.adult
    start, dwellings = places.neighbourhood_start, places.neighbourhood_households
    branch_start, branch = party_members(
        start, dwellings, kind, adult, residents.party_member, n_neighbourhoods, berths
    )
    for i in range(n_dwelling_rows):
        if not adult[i] or kind[i] != RESIDENT:
            continue
        eid, lane, v = residents.eid[i], residents.lane[i], residents.neighbourhood[i]
        found = -1
        if uniform(seed, FORMATION_LANE, month, eid, 0, 0) < p.p_tie_lane:
            first, last = places.lane_start[lane], places.lane_start[lane + 1]
            found = other_adult(
                places.lane_households, first, last, kind, adult, i, eid, seed, FORMATION_LANE, month, 0
            )
        if found >= 0:
            a[n], b[n], channel[n] = i, found, LANE
            n += 1
        found = -1
        if uniform(seed, FORMATION_ANYWHERE, month, eid, 0, 0) < p.p_tie_anywhere:
            first, last = start[v], start[v + 1]
            found = other_adult(dwellings, first, last, kind, adult, i, eid, seed, FORMATION_ANYWHERE, month, 0)
        if found >= 0:
            a[n], b[n], channel[n] = i, found, ANYWHERE
            n += 1
        found = -1
        if uniform(seed, FORMATION_FRIEND, month, eid, 0, 0) < p.p_tie_friend:
            friend = tie_by_draw(kind, residents.eid, index, i, i, i, seed, month, 1)
            if friend >= 0:
                found = tie_by_draw(kind, residents.eid, index, friend, i, i, seed, month, 2)
        if found >= 0:
            a[n], b[n], channel[n] = i, found, FRIEND_OF_FRIEND
            n += 1
        n_branch = branch_start[v + 1] - branch_start[v]
        if not residents.party_member[i] or n_branch < 2:
            continue
        if uniform(seed, FORMATION_PARTY, month, eid, 0, 0) < p.p_tie_party:
            # of n - 1 others the pick-th; whoever comes in the member's own place stands for the last
            pick = integer(seed, FORMATION_PARTY, month, eid, 0, 1, n_branch - 1)
            found = branch[branch_start[v] + pick]
            if found == i:
                found = branch[branch_start[v + 1] - 1]
            a[n], b[n], channel[n] = i, found, PARTY_BRANCH
            n += 1
    return a[:n], b[:n], channel[:n]


@kernel
def co_attend(rows, starts, subjects, contact, last_month, last_contact, index, eids, seed, month):
    """Count co-attendance as contact and choose for each attender one other attender (§6.2).

    Parameters
    ----------
    rows : ndarray of int
        Attenders of all meetings, those of meeting m being ``rows[starts[m]:starts[m + 1]]`` in order of identity.
    subjects : ndarray of int
        Identity of each meeting.

    Returns
    -------
    ndarray of int
        For each attender the chosen other, or -1 for one who was alone.
    """
    chosen = np.full(len(rows), -1, dtype=np.int64)
    mark = np.full(len(eids), -1, dtype=np.int64)
    for m in range(len(subjects)):
        first, last = starts[m], starts[m + 1]
        for at in range(first, last):
            mark[rows[at]] = m
        for at in range(first, last):
            i = rows[at]
            for t in range(index.start[i], index.start[i + 1]):
                if mark[index.neighbour[t]] == m:
                    e, j = index.edge[t], index.neighbour[t]
                    mark_contact(contact, last_month, last_contact, e, i, j, month)
            if last - first > 1:
                pick = integer(seed, FORMATION_MEETING, month, eids[i], subjects[m], 0, last - first - 1)
                if first + pick >= at:
                    pick += 1
                chosen[at] = rows[first + pick]
    return chosen


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


@kernel
def share_outcome(
    persons, success, failure, resolved, first_end, new_success, new_failure, index, favours_seen, favours_succeeded
):
    """Count an outcome between tied participants and as one favour seen by each of them (§6.2, public life).

    Parameters
    ----------
    persons : ndarray of int
        Rows of participants, without repeats.
    success, failure : float
        Added to every tie between two participants.
    resolved : bool
        Whether it came off: then those tied to a participant see it too, and it is a favour that succeeded.
    first_end, new_success, new_failure : ndarray
        Columns of the ties; the first end counts a tie between two participants once.
    """
    mark = np.zeros(len(favours_seen), dtype=np.int8)
    for i in persons:
        mark[i] = TAKES_PART
    for i in persons:
        for t in range(index.start[i], index.start[i + 1]):
            j, e = index.neighbour[t], index.edge[t]
            if mark[j] == TAKES_PART:
                if first_end[e] == i:
                    new_success[e] += to_fixed(success)
                    new_failure[e] += to_fixed(failure)
            elif resolved and mark[j] == 0:
                mark[j] = SEES
    good = 1 if resolved else 0
    for i in range(len(mark)):
        if mark[i] > 0:
            favours_seen[i] += 1
            favours_succeeded[i] += good


@kernel
def fold_ties(ties, n_ties, p):
    """Fold the month into every tie, end the weakest; return how many are left (§6.2, phase 11).

    ``success, failure ← .975 (·) + month's``; ``strength ← min(1, .93 strength + .07 contact)``; removed below
    .03. The last tie takes the row of one that ends.
    """
    e = 0
    while e < n_ties:
        strength = p.strength_memory * ties.strength[e]
        if ties.contact[e]:
            strength = min(1.0, strength + p.strength_gain)
        if strength < p.weakest_strength:
            n_ties -= 1
            move_tie(ties, n_ties, e)
            continue
        ties.strength[e] = strength
        ties.success[e] = p.event_memory * ties.success[e] + from_fixed(ties.new_success[e])
        ties.failure[e] = p.event_memory * ties.failure[e] + from_fixed(ties.new_failure[e])
        e += 1
    return n_ties


@kernel
def fold_norms(residents, n_rows, p):
    """Move every resident's norm: ``norm += .03 min(1, k)(share - norm) + .01 (disposition - norm)`` (§6.2)."""
    for i in range(n_rows):
        if residents.kind[i] != RESIDENT:
            continue
        norm = residents.norm[i]
        change = p.norm_return * (residents.disposition[i] - norm)
        seen = residents.favours_seen[i]
        if seen > 0:
            change += p.norm_learning * (residents.favours_succeeded[i] / seen - norm)
        residents.norm[i] = min(1.0, max(0.0, norm + change))
