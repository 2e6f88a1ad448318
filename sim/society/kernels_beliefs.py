"""Kernels of belief about recognised affairs: first beliefs, talk, hearings, rumour, persuasion (§6.3, §6.6).

A belief is about the benefit (100 yuan a month); in encroachments it is about the share e that will be removed.
"""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import between, normal, pair, uniform
from sim.foundation.numerics import from_fixed, to_fixed
from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass
from sim.society.kernels_shared import BERTHS, stake_of, stakes_by_household, trust_of
from sim.world.persons import NEVER

BELIEF = int(Purpose.BELIEF)
DISTURBANCE = int(Purpose.DISTURBANCE)
LOSS = int(Purpose.LOSS)
RUMOUR = int(Purpose.RUMOUR)
ENCROACHMENT_AFFAIR = int(AffairClass.ENCROACHMENT)
WORKS_AFFAIR = int(AffairClass.GOVERNMENT_WORKS)
UNTOLD = NEVER


class BeliefNumbers(NamedTuple):
    """Numbers of §6.3; see `sim.society.beliefs.Params`."""

    initial_share: float
    initial_sd: float
    works_bias: float
    initial_precision: float
    disturbance_most: float
    encroachment_belief: float
    encroachment_gain: float
    loss_least: float
    loss_most: float
    caution: float
    disturbance_months: float
    abstain_margin: float
    talk_rate: float
    talk_offset: float
    hearing_gain: float
    hearing_precision: float
    skill_base: float
    rumour_drop: float
    rumour_p_transmission: float
    rumour_rounds: int
    redesign_gain: float
    redesign_share: float
    benefit_most: float
    visit_gain: float
    visit_precision: float
    persuasion_reach: float
    persuasion_gain: float
    persuasion_precision: float
    encroachment_persuaded: float
    prior_weight: float


class Bonds(NamedTuple):
    """Columns of ties from which their strength and trust are read."""

    strength: np.ndarray
    prior: np.ndarray
    success: np.ndarray
    failure: np.ndarray


class Opinions(NamedTuple):
    """Columns of stakes that make up what a household thinks of an affair and has said."""

    household: np.ndarray
    benefit: np.ndarray
    belief_mean: np.ndarray
    belief_precision: np.ndarray
    disturbance: np.ndarray
    loss: np.ndarray
    vote: np.ndarray
    reached: np.ndarray
    signed: np.ndarray
    complied: np.ndarray


@kernel
def open_beliefs(rows, subject, klass, inside_dwellings, stakes, eids, encroachment, seed, month, p):
    """Give the households of these stakes their first belief, disturbance and loss (§6.3).

    ``belief_mean = .3 benefit + N(m, .2)``, m = -.1 for government works else 0; precision 3; disturbance ~ U(0, 2)
    for works inside dwellings. Encroachment: e = .2, and owners lose ℓ ~ U(.1, .9).
    """
    bias = p.works_bias if klass == WORKS_AFFAIR else 0.0
    for s in rows:
        h = stakes.household[s]
        eid = eids[h]
        stakes.belief_precision[s] = p.initial_precision
        stakes.disturbance[s] = 0.0
        stakes.loss[s] = 0.0
        if klass == ENCROACHMENT_AFFAIR:
            stakes.belief_mean[s] = p.encroachment_belief
            if encroachment[h]:
                stakes.loss[s] = between(seed, LOSS, month, eid, subject, 0, p.loss_least, p.loss_most)
        else:
            noise = normal(seed, BELIEF, month, eid, subject, 0, bias, p.initial_sd)
            stakes.belief_mean[s] = p.initial_share * stakes.benefit[s] + noise
        if inside_dwellings:
            stakes.disturbance[s] = between(seed, DISTURBANCE, month, eid, subject, 0, 0.0, p.disturbance_most)
        stakes.vote[s] = 0
        stakes.reached[s] = False
        stakes.signed[s] = False
        stakes.complied[s] = False


@helper
def tied_households(h, size, low, where, best, touched, household, ties, index, prior_weight):
    """Collect the other affected households that h is tied to, and ``W_hk = max strength τ`` over member pairs.

    Parameters
    ----------
    h, size : int
        Dwelling and number of members.
    low : int, where : ndarray of int
        As `stakes_by_household` returns them.
    best : ndarray of float
        Zero everywhere on entry; W by household on return, to be zeroed again by the caller.
    touched : ndarray of int
        Receives the households found.
    household : ndarray of int
        Household by row of persons.

    Returns
    -------
    int
        Number of households found.
    """
    count = 0
    for i in range(h * BERTHS, h * BERTHS + size):
        for t in range(index.start[i], index.start[i + 1]):
            other = household[index.neighbour[t]]
            if other < 0 or other == h or stake_of(low, where, other) < 0:
                continue
            e = index.edge[t]
            weight = ties.strength[e] * trust_of(ties.prior[e], ties.success[e], ties.failure[e], prior_weight)
            if weight <= 0.0:
                continue
            if best[other] == 0.0:
                touched[count] = other
                count += 1
            best[other] = max(best[other], weight)
    return count


@kernel
def talk(firsts, sizes, stake_household, belief_mean, size_of, household, ties, index, p):
    """Let affected households move each other's beliefs once about each affair, synchronously (§6.3).

    ``belief_h ← belief_h + η S / (k₀ + S) (Σ W belief_k / S - belief_h)``, S = Σ W; η 1, k₀ 1 (limits: η .5, k₀ 0).
    """
    n_households = len(size_of)
    best = np.zeros(n_households)
    touched = np.empty(n_households, dtype=np.int64)
    for n in range(len(firsts)):
        first, n_stakes = firsts[n], sizes[n]
        low, where = stakes_by_household(stake_household, first, n_stakes)
        moved = np.empty(n_stakes)
        for r in range(n_stakes):
            s = first + r
            own = belief_mean[s]
            h = stake_household[s]
            size = int(size_of[h])
            count = tied_households(h, size, low, where, best, touched, household, ties, index, p.prior_weight)
            weights, weighted = 0, 0
            for c in range(count):
                other = touched[c]
                weights += to_fixed(best[other])
                weighted += to_fixed(best[other] * belief_mean[where[other - low]])
                best[other] = 0.0
            total = from_fixed(weights)
            moved[r] = own
            if total > 0.0:
                step = p.talk_rate * total / (p.talk_offset + total)
                moved[r] = own + step * (from_fixed(weighted) / total - own)
        for r in range(n_stakes):
            belief_mean[first + r] = moved[r]


@kernel
def spread_rumour(first, n_stakes, subject, present, stake_household, size_of, household, eids, index, seed, month, p):
    """Return which of the affected households, not present at the hearing, a rumour reaches (§6.3, link 2).

    With one round (the model) everybody affected tells, and a tie carries it with p_transmission. With another number
    of rounds (0: until it stops; limits) those present start it and everyone reached tells on in the next round; each
    tie is tried once, by one draw for both directions: the independent cascade.

    Parameters
    ----------
    present : ndarray of bool
        By household, whether it was at the hearing.
    """
    low, where = stakes_by_household(stake_household, first, n_stakes)
    everybody_tells = p.rumour_rounds == 1
    told = np.full(n_stakes, UNTOLD, dtype=np.int64)
    for r in range(n_stakes):
        if present[stake_household[first + r]]:
            told[r] = 0
    latest, number = 1, 0
    while latest > 0 and (p.rumour_rounds == 0 or number < p.rumour_rounds):
        latest = 0
        number += 1
        for r in range(n_stakes):
            if told[r] != UNTOLD:
                continue
            h = stake_household[first + r]
            for i in range(h * BERTHS, h * BERTHS + int(size_of[h])):
                for t in range(index.start[i], index.start[i + 1]):
                    j = index.neighbour[t]
                    other = household[j]
                    if told[r] != UNTOLD or other < 0 or other == h or stake_of(low, where, other) < 0:
                        continue
                    if not everybody_tells and told[where[other - low] - first] != number - 1:
                        continue
                    both = pair(eids[i], eids[j])
                    if uniform(seed, RUMOUR, month, both, subject, 0) < p.rumour_p_transmission:
                        told[r] = number
                        latest += 1
    return told > 0


@kernel
def persuade(backbones, first, n_stakes, is_encroachment, stakes, household, ties, index, p):
    """Let backbones move the beliefs of affected households tied to them; return how many they reach (§6.6).

    ``k = min(1, 2 Σ strength τ)`` over ties of members with these backbones, 1 for a backbone's own household;
    ``belief += .5 k (benefit - belief)``, precision + 8 k; encroachment ``e += .5 k (.9 - e)``.
    """
    low, where = stakes_by_household(stakes.household, first, n_stakes)
    weight = np.zeros(len(where), dtype=np.int64)
    own = np.zeros(len(where), dtype=np.bool_)
    for i in backbones:
        if stake_of(low, where, household[i]) >= 0:
            own[household[i] - low] = True
        for t in range(index.start[i], index.start[i + 1]):
            h = household[index.neighbour[t]]
            if stake_of(low, where, h) >= 0:
                e = index.edge[t]
                trust = trust_of(ties.prior[e], ties.success[e], ties.failure[e], p.prior_weight)
                weight[h - low] += to_fixed(ties.strength[e] * trust)
    reached = 0
    for s in range(first, first + n_stakes):
        h = stakes.household[s]
        k = 1.0 if own[h - low] else min(1.0, p.persuasion_reach * from_fixed(weight[h - low]))
        if k <= 0.0:
            continue
        goal = stakes.benefit[s]
        if is_encroachment:
            goal = max(p.encroachment_persuaded, stakes.belief_mean[s])
        stakes.belief_mean[s] += p.persuasion_gain * k * (goal - stakes.belief_mean[s])
        stakes.belief_precision[s] += p.persuasion_precision * k
        stakes.reached[s] = True
        reached += 1
    return reached
