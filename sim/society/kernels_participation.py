"""Kernels of participation: how likely each invitation is accepted, and what fits into free hours (§4, §6.1)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import uniform
from sim.foundation.numerics import from_fixed, logistic, to_fixed
from sim.foundation.terms import Act, Activity, Actor, OrganizationKind, Purpose
from sim.protocols.society import Asker
from sim.society.kernels_shared import (
    RESIDENT,
    committee_trust,
    mean_of_fixed,
    prior_between,
    rank,
    trust_of,
)
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
N_ACTS = len(Act)
FIRST_ACTIVITY = int(Actor.RESIDENTS) * len(Activity)
REFUSED = -1.0
ROUNDING = 0.001
"""More than sums in units of 2**-24 can carry peer influence above 1, times the largest weight."""


class ParticipationNumbers(NamedTuple):
    """Numbers of §6.1; see `sim.society.participation.Params`. The last three hold one value an `Act`."""

    beta_0: float
    stake_weight: float
    trust_weight: float
    peer_weight: float
    habit_weight: float
    norm_weight: float
    hours_weight: float
    fatigue_weight: float
    orientation_weight: float
    election_age_weight: float
    election_age_centre: float
    election_age_span: float
    election_age_low: float
    election_age_high: float
    election_party: float
    peer_offset: float
    peer_months: int
    step: bool
    committee_prior: float
    committee_prior_weight: float
    prior_weight: float
    fatigue_memory: float
    fatigue_gain: float
    fatigue_scale: float
    habit_memory: float
    habit_gain: float
    habit_rung: int
    trust_memory: float
    constant: np.ndarray
    minutes: np.ndarray
    rung: np.ndarray


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


class Acts(NamedTuple):
    """Columns of residents in which a month's acts are counted."""

    neighbourhood: np.ndarray
    free_hours: np.ndarray
    last_act: np.ndarray
    minutes_used: np.ndarray
    civic_minutes: np.ndarray
    civic_acts: np.ndarray
    top_rung: np.ndarray
    owned_act: np.ndarray


class Months(NamedTuple):
    """Columns of residents into which a month is folded."""

    kind: np.ndarray
    free_hours: np.ndarray
    minutes_used: np.ndarray
    owned_act: np.ndarray
    committee_success: np.ndarray
    committee_failure: np.ndarray
    fatigue: np.ndarray
    habit: np.ndarray
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
            peer, trust = peers_and_trust(i, kind, asker, circle, index, month, p)
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


@kernel
def fill_hours(order, person, invitation, asked, acts, minutes_of, month, p):
    """Let those who accepted come while free hours last, and count what they do (§4, phase 6).

    Parameters
    ----------
    order : ndarray of int
        Accepted pairs, each person's by descending P, then key.
    person, invitation : ndarray of int
        Of each pair.
    minutes_of : ndarray of int
        The hours account, by neighbourhood and by actor and activity.

    Returns
    -------
    ndarray of bool
        Who comes, in this order.
    """
    comes = np.zeros(len(order), dtype=np.bool_)
    for n in range(len(order)):
        i, v = person[order[n]], invitation[order[n]]
        act = asked.act[v]
        minutes = p.minutes[act]
        if acts.free_hours[i] * 60.0 - acts.minutes_used[i] < minutes:
            continue
        comes[n] = True
        acts.minutes_used[i] += minutes
        minutes_of[acts.neighbourhood[i], FIRST_ACTIVITY + asked.activity[v]] += minutes
        if p.rung[act] == 0:
            continue
        acts.civic_minutes[i] += minutes
        acts.civic_acts[i] += 1
        acts.top_rung[i] = max(acts.top_rung[i], p.rung[act])
        acts.last_act[i] = month
        if asked.owned[v] and p.rung[act] >= p.habit_rung:
            acts.owned_act[i] = True
    return comes


@kernel
def fold_residents(residents, n_rows, p):
    """Fold the month into fatigue, habit and trust in the committee (§6.1, §6.4, phase 11).

    ``fatigue ← .8 fatigue + .2 min(1, 1.2 h / free_hours)``; ``habit ← .985 habit + .02 owned_act``, ≤ 1;
    ``success, failure ← .975 (·) + month's``.
    """
    for i in range(n_rows):
        if residents.kind[i] != RESIDENT:
            continue
        load = min(1.0, p.fatigue_scale * (residents.minutes_used[i] / 60.0) / residents.free_hours[i])
        residents.fatigue[i] = min(1.0, p.fatigue_memory * residents.fatigue[i] + p.fatigue_gain * load)
        habit = p.habit_memory * residents.habit[i]
        if residents.owned_act[i]:
            habit += p.habit_gain
        residents.habit[i] = min(1.0, habit)
        good, bad = from_fixed(residents.committee_success[i]), from_fixed(residents.committee_failure[i])
        residents.trust_success[i] = p.trust_memory * residents.trust_success[i] + good
        residents.trust_failure[i] = p.trust_memory * residents.trust_failure[i] + bad
