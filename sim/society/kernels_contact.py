"""Kernels of contact between those who are tied: who meets, what favours, what both saw come off (§6.2)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import integer, pair, uniform
from sim.foundation.numerics import to_fixed
from sim.foundation.purposes import Purpose
from sim.society.kernels_shared import VACANT

CONTACT = int(Purpose.CONTACT)
FAVOUR = int(Purpose.FAVOUR)
FAVOUR_SUCCESS = int(Purpose.FAVOUR_SUCCESS)
FORMATION_MEETING = int(Purpose.FORMATION_MEETING)
TAKES_PART, SEES = 2, 1


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
    if len(persons) == 0:
        return
    low, high = np.int64(persons[0]), np.int64(persons[0])  # a street has many more persons than a neighbourhood
    for i in persons:
        low, high = min(low, i), max(high, i)
        for t in range(index.start[i], index.start[i + 1]):
            low, high = min(low, index.neighbour[t]), max(high, index.neighbour[t])
    mark = np.zeros(high - low + 1, dtype=np.int8)
    for i in persons:
        mark[i - low] = TAKES_PART
    for i in persons:
        for t in range(index.start[i], index.start[i + 1]):
            j, e = index.neighbour[t], index.edge[t]
            if mark[j - low] == TAKES_PART:
                if first_end[e] == i:
                    new_success[e] += to_fixed(success)
                    new_failure[e] += to_fixed(failure)
            elif resolved and mark[j - low] == 0:
                mark[j - low] = SEES
    good = 1 if resolved else 0
    for i in range(low, high + 1):
        if mark[i - low] > 0:
            favours_seen[i] += 1
            favours_succeeded[i] += good
