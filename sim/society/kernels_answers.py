"""Kernels of answers: how likely each invitation is accepted, and by whom (§4, §6.1)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import uniform
from sim.foundation.numerics import from_fixed, logistic, to_fixed
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Act, OrganizationKind
from sim.protocols.society import Asker
from sim.society.kernels_shared import RESIDENT, committee_trust, mean_of_fixed, prior_between, rank, trust_of
from sim.world.persons import NEVER

ANSWER = int(Purpose.ANSWER)
BY_COMMITTEE = int(Asker.COMMITTEE)
BY_RESIDENT = int(Asker.RESIDENT)
BY_TEAM = int(Asker.TEAM)
BY_NEIGHBOURS = int(Asker.NEIGHBOURS)
BY_ORGANIZATION = int(Asker.ORGANIZATION)
TEAM_CALL = int(Act.TEAM_CALL)
PATROL = int(Act.PATROL)
ELECTION = int(Act.ELECTION)
JOINT_MEETING = int(OrganizationKind.LEADERS_JOINT_MEETING)
REFUSED = -1.0
ROUNDING = 0.001
"""More than sums in units of 2**-24 can carry peer influence above 1, times the largest weight."""


class Asked(NamedTuple):
    """Invitations as columns: one value an invitation."""

    act: np.ndarray
    activity: np.ndarray
    asker_kind: np.ndarray
    subject: np.ndarray
    k: np.ndarray
    trust_shift: np.ndarray
    owned: np.ndarray


class Pairs(NamedTuple):
    """Persons asked: one value for each person and invitation."""

    person: np.ndarray
    invitation: np.ndarray
    asker: np.ndarray
    stake: np.ndarray
    bonus: np.ndarray


class Persons(NamedTuple):
    """Columns of residents that an answer rests on."""

    kind: np.ndarray
    eid: np.ndarray
    age: np.ndarray
    party_member: np.ndarray
    free_hours: np.ndarray
    threshold: np.ndarray
    norm: np.ndarray
    habit: np.ndarray
    fatigue: np.ndarray
    trust_success: np.ndarray
    trust_failure: np.ndarray


class Circle(NamedTuple):
    """What a person's ties and standing are read from: columns of residents, ties, organizations and lanes."""

    last_act: np.ndarray
    team: np.ndarray
    patrol: np.ndarray
    group: np.ndarray
    council: np.ndarray
    is_leader: np.ndarray
    neighbourhood: np.ndarray
    lane: np.ndarray
    strength: np.ndarray
    success: np.ndarray
    failure: np.ndarray
    prior: np.ndarray
    prior_trust: np.ndarray
    kind_of_organization: np.ndarray
    neighbourhood_of_organization: np.ndarray


@helper
def is_member(c, kind, asker, j):
    """Say whether a person belongs to the team or organization that asks."""
    if kind == BY_TEAM:
        return c.team[j] == asker
    if c.kind_of_organization[asker] == JOINT_MEETING:
        near = c.neighbourhood[j] == c.neighbourhood_of_organization[asker]
        return near and c.is_leader[j] and c.group[j] >= 0
    return c.patrol[j] == asker or c.group[j] == asker or c.council[j] == asker


@helper
def peers_and_trust(i, kind, asker, c, index, month, p):
    """Return peer influence and trust in the asker, from one walk over a person's ties (§6.1).

    ``peer = Σ w τ act / (peer_offset + Σ w)`` with act = a civic act within 3 months (with the step response: ever);
    0/0 := 0. Trust: see `sim.protocols.society.Asker`; -1 stands for the committee's. Staff are nobody's peers or
    neighbours.
    """
    weight, active, trusts, n_neighbours = 0, 0, 0, 0
    best = -1.0
    for at in range(index.start[i], index.start[i + 1]):
        j, e = index.neighbour[at], index.edge[at]
        tau = trust_of(c.prior[e], c.success[e], c.failure[e], p.prior_weight)
        if c.lane[j] >= 0:
            weight += to_fixed(c.strength[e])
            last = c.last_act[j]
            if last > NEVER and (p.step or month - last <= p.peer_months):
                active += to_fixed(c.strength[e] * tau)
            trusts += to_fixed(tau)
            n_neighbours += 1
        if kind == BY_RESIDENT:
            if j == asker:
                best = tau
        elif (kind == BY_TEAM or kind == BY_ORGANIZATION) and is_member(c, kind, asker, j):
            best = max(best, tau)
    total = p.peer_offset + from_fixed(weight)
    peer = from_fixed(active) / total if total > 0.0 else 0.0
    if kind == BY_COMMITTEE or best >= 0.0:
        return peer, best
    if kind == BY_RESIDENT and asker >= 0:
        return peer, prior_between(c.prior_trust, c.lane[i], c.lane[asker])
    if kind == BY_NEIGHBOURS and n_neighbours > 0:
        return peer, mean_of_fixed(trusts, n_neighbours)
    return peer, c.prior_trust[c.lane[i]]


@helper
def exponent(q, pairs, asked, persons, orientation, circle, trust, peer, p):
    """Return x of one pair, given trust in the asker and peer influence; it grows with both (§6.1)."""
    i, v = pairs.person[q], pairs.invitation[q]
    act = asked.act[v]
    trust += asked.trust_shift[v]
    x = p.beta_0 + p.stake_weight * pairs.stake[q] + p.trust_weight * (2.0 * trust - 1.0) + p.peer_weight * peer
    x += p.habit_weight * persons.habit[i] + p.norm_weight * (2.0 * persons.norm[i] - 1.0)
    x -= p.hours_weight * (p.minutes[act] / 60.0) / persons.free_hours[i]
    x += p.constant[act] + pairs.bonus[q] - p.fatigue_weight * persons.fatigue[i]
    if (act == TEAM_CALL or act == PATROL) and circle.team[i] >= 0:
        x += p.orientation_weight * orientation[circle.team[i]]
    if act == ELECTION:
        age = min(p.election_age_high, max(p.election_age_low, float(persons.age[i])))
        x += p.election_age_weight * (age - p.election_age_centre) / p.election_age_span
        if persons.party_member[i]:
            x += p.election_party
    return x


@kernel
def weigh(pairs, asked, persons, orientation, circle, index, seed, month, p):
    """Answer every pair on the state as it stands, leaving free hours aside (§4, §6.1).

    ``x = β₀ + 2.2 stake + 2 (2 trust - 1) + 2.5 peer + 1.5 habit + (2 norm - 1) - 3 h / free_hours - 2 fatigue + β_a``,
    ``P = 1 / (1 + e^-x)``; + 1.0 public orientation of one's team for team calls and patrol; elections: age and
    membership of the party. With the step response: accepted iff peer ≥ threshold, or once active.

    Most refuse whatever their ties are, even if everybody were active and fully trusted: their ties are not walked.

    Returns
    -------
    chance : ndarray of float
        P of those who accept, -1 of those who refuse.
    ranks : ndarray of int
        Key of the draw of those who accept, which breaks ties of P.
    """
    n = len(pairs.person)
    chance = np.full(n, REFUSED)
    ranks = np.zeros(n, dtype=np.int64)
    for q in range(n):
        i, v = pairs.person[q], pairs.invitation[q]
        if persons.kind[i] != RESIDENT:
            continue
        kind, asker, k = asked.asker_kind[v], pairs.asker[q], asked.act[v] + 32 * asked.k[v]
        if p.step:
            peer, _ = peers_and_trust(i, kind, asker, circle, index, month, p)
            if peer >= persons.threshold[i] or circle.last_act[i] > NEVER:
                chance[q] = 1.0
                ranks[q] = rank(seed, ANSWER, month, persons.eid[i], asked.subject[v], k)
            continue
        in_committee = 1.0
        if kind == BY_COMMITTEE:
            success, failure = persons.trust_success[i], persons.trust_failure[i]
            in_committee = committee_trust(success, failure, p.committee_prior, p.committee_prior_weight)
        drawn = uniform(seed, ANSWER, month, persons.eid[i], asked.subject[v], k)
        highest = exponent(q, pairs, asked, persons, orientation, circle, in_committee, 1.0, p) + ROUNDING
        if drawn >= logistic(highest):
            continue
        peer, trust = peers_and_trust(i, kind, asker, circle, index, month, p)
        if kind == BY_COMMITTEE:
            trust = in_committee
        probability = logistic(exponent(q, pairs, asked, persons, orientation, circle, trust, peer, p))
        if drawn < probability:
            chance[q] = probability
            ranks[q] = rank(seed, ANSWER, month, persons.eid[i], asked.subject[v], k)
    return chance, ranks
