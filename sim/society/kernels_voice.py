"""Kernels of voice and commitment: complaints, signing, compliance, experiences with the committee (§6.3, §6.4)."""

from typing import NamedTuple

import numpy as np

from sim.foundation.compiled import helper, kernel
from sim.foundation.draws import integer, uniform
from sim.foundation.numerics import from_fixed, logistic, to_fixed
from sim.foundation.purposes import Purpose
from sim.society.kernels_shared import (
    BERTHS,
    RESIDENT,
    TRIES,
    committee_trust,
    mean_of_fixed,
    rank,
    stake_of,
    stakes_by_household,
)

COMPLAINT = int(Purpose.COMPLAINT)
COMPLY = int(Purpose.COMPLY)
CONTACT_COMMITTEE = int(Purpose.CONTACT_COMMITTEE)
SYMBOLIC_NOTICED = int(Purpose.SYMBOLIC_NOTICED)


class People(NamedTuple):
    """Columns of residents that compliance rests on and touches."""

    kind: np.ndarray
    adult: np.ndarray
    household: np.ndarray
    norm: np.ndarray
    trust_success: np.ndarray
    trust_failure: np.ndarray


class Homes(NamedTuple):
    """Columns of households that compliance touches."""

    eid: np.ndarray
    lane: np.ndarray
    size: np.ndarray
    representative: np.ndarray


class Promises(NamedTuple):
    """Columns of stakes that tell who promised, and who keeps to it."""

    household: np.ndarray
    belief_mean: np.ndarray
    loss: np.ndarray
    signed: np.ndarray
    complied: np.ndarray


class VoiceNumbers(NamedTuple):
    """Numbers of complaints, signing, compliance and trust in the committee; see `sim.society.voice.Params`."""

    complaints_per_month: float
    signing_base: float
    comply_constant: float
    comply_belief: float
    comply_pledge: float
    comply_lane: float
    comply_norm: float
    comply_enforcement: float
    comply_trust: float
    kept_success: float
    broken_failure: float
    broken_norm: float
    committee_prior: float
    committee_prior_weight: float
    contact_success: float
    p_symbolic_noticed: float
    symbolic_failure: float
    disappointed_failure: float


@kernel
def complain(rows, eids, severity, firsts, sizes, stake_household, household_eids, seed, month, complaints_per_month):
    """Let each household complain of the heaviest affair that touches it, with probability c₀ severity (§6.3).

    Returns
    -------
    ndarray of int
        By household the row of the affair it complains of, or -1.
    """
    n_households = len(household_eids)
    heaviest = np.full(n_households, -1, dtype=np.int64)
    hashes = np.zeros(len(eids), dtype=np.int64)
    for affair in rows:
        hashes[affair] = rank(seed, COMPLAINT, month, eids[affair], 0, 1)
        for s in range(firsts[affair], firsts[affair] + int(sizes[affair])):
            h = stake_household[s]
            other = heaviest[h]
            more = other < 0 or severity[affair] > severity[other]
            if more or (severity[affair] == severity[other] and hashes[affair] < hashes[other]):
                heaviest[h] = affair
    for h in range(n_households):
        affair = heaviest[h]
        if affair >= 0:
            chance = complaints_per_month * severity[affair]
            if uniform(seed, COMPLAINT, month, household_eids[h], eids[affair], 0) >= chance:
                heaviest[h] = -1
    return heaviest


@kernel
def signed_neighbours(first, n_stakes, stake_household, has_signed, counts, size_of, household, index):
    """Return for each stake the share of the other affected households tied to it that have signed; 0/0 := 0.

    Only those of them count whose row of `counts`, by row of the affair's stakes, is True.
    """
    low, where = stakes_by_household(stake_household, first, n_stakes)
    seen_by = np.full(len(where), -1, dtype=np.int64)
    share = np.zeros(n_stakes)
    for r in range(n_stakes):
        h = stake_household[first + r]
        tied, signed = 0, 0
        for i in range(h * BERTHS, h * BERTHS + int(size_of[h])):
            for t in range(index.start[i], index.start[i + 1]):
                other = household[index.neighbour[t]]
                s = stake_of(low, where, other)
                if other < 0 or other == h or s < 0 or seen_by[other - low] == h or not counts[s - first]:
                    continue
                seen_by[other - low] = h
                tied += 1
                if has_signed[s]:
                    signed += 1
        if tied > 0:
            share[r] = signed / tied
    return share


@helper
def household_means(h, size, residents, prior, weight):
    """Return the mean norm and mean trust in the committee of a household's adults (order-free); .5 without adults."""
    norms, trusts, n = 0, 0, 0
    for i in range(h * BERTHS, h * BERTHS + size):
        if residents.adult[i] and residents.kind[i] == RESIDENT:
            norms += to_fixed(residents.norm[i])
            success, failure = residents.trust_success[i], residents.trust_failure[i]
            trusts += to_fixed(committee_trust(success, failure, prior, weight))
            n += 1
    if n == 0:
        return 0.5, 0.5
    return from_fixed(norms) / n, from_fixed(trusts) / n


@kernel
def comply(
    first,
    n_stakes,
    subject,
    decides,
    encroachment,
    enforcement,
    posted_weight,
    stakes,
    homes,
    residents,
    n_lanes,
    seed,
    month,
    p,
):
    """Draw who complies this month; return the share of those who decide (§6.3, link 5).

    ``x = -2.2 + 2 belief + 2.2 signed posted + 1.2 share of the lane that complied last month + (2 norm - 1)
    + 1.2 enforcement + .6 (2 trust in the committee - 1)``. `decides` tells by row of the affair's stakes who decides:
    the lane's share is that of those, and all others comply. In encroachments belief is e - loss.
    """
    deciding = np.zeros(n_lanes, dtype=np.int64)
    complied = np.zeros(n_lanes, dtype=np.int64)
    for s in range(first, first + n_stakes):
        if not decides[s - first]:
            continue
        lane = homes.lane[stakes.household[s]]
        deciding[lane] += 1
        if stakes.complied[s]:
            complied[lane] += 1
    n_deciding, n_complying = 0, 0
    for s in range(first, first + n_stakes):
        if not decides[s - first]:
            stakes.complied[s] = True
            continue
        h = stakes.household[s]
        lane = homes.lane[h]
        norm, trust = household_means(h, int(homes.size[h]), residents, p.committee_prior, p.committee_prior_weight)
        x = p.comply_constant + p.comply_belief * (stakes.belief_mean[s] - (stakes.loss[s] if encroachment else 0.0))
        if stakes.signed[s]:
            x += p.comply_pledge * posted_weight
        x += p.comply_lane * (complied[lane] / deciding[lane]) + p.comply_norm * (2.0 * norm - 1.0)
        x += p.comply_enforcement * enforcement + p.comply_trust * (2.0 * trust - 1.0)
        drawn = uniform(seed, COMPLY, month, homes.eid[h], subject, 0)
        stakes.complied[s] = drawn < logistic(x)
        n_deciding += 1
        if stakes.complied[s]:
            n_complying += 1
    return n_complying / n_deciding if n_deciding > 0 else 1.0


@kernel
def keep_pledges(first, n_stakes, stakes, homes, residents, first_end, new_success, new_failure, index, p):
    """Let this month's kept and broken pledges work on co-signers' ties and on norms (§6.2, C092).

    On a tie between representatives of two signers: success + .3 if both kept their word, failure + 1 for each of them
    that broke it. Norm - .05, not below 0, for every adult of a household that broke it.

    Parameters
    ----------
    first_end, new_success, new_failure : ndarray
        Columns of the ties; the first end counts a kept word once.
    """
    low, where = stakes_by_household(stakes.household, first, n_stakes)
    for s in range(first, first + n_stakes):
        if not stakes.signed[s]:
            continue
        h = stakes.household[s]
        i = h * BERTHS + int(homes.representative[h])
        for t in range(index.start[i], index.start[i + 1]):
            j, e = index.neighbour[t], index.edge[t]
            other = residents.household[j]
            s_other = stake_of(low, where, other)
            if other < 0 or other == h or s_other < 0 or not stakes.signed[s_other]:
                continue
            if j != other * BERTHS + int(homes.representative[other]):
                continue
            if not stakes.complied[s]:
                new_failure[e] += to_fixed(p.broken_failure)
            elif first_end[e] == i and stakes.complied[s_other]:
                new_success[e] += to_fixed(p.kept_success)
        if stakes.complied[s]:
            continue
        for i in range(h * BERTHS, h * BERTHS + int(homes.size[h])):
            if residents.adult[i] and residents.kind[i] == RESIDENT:
                residents.norm[i] = max(0.0, residents.norm[i] - p.broken_norm)


@kernel
def contact_committee(
    dwellings, first, last, entity, scope, n_contacts, subject, kind, adult, committee_success, seed, month, success
):
    """Count n contacts, each with one adult of a place by draw: success + .1 (§6.4).

    Parameters
    ----------
    dwellings : ndarray of int, first, last : int
        The place: ``dwellings[first:last]`` in canonical order.
    entity, scope : int
        Identity of the place and what kind of place it is.
    """
    berths = (last - first) * BERTHS
    for n in range(n_contacts):
        for attempt in range(TRIES):
            k = (n * TRIES + attempt) * 3 + scope
            pick = integer(seed, CONTACT_COMMITTEE, month, entity, subject, k, berths)
            i = dwellings[first + pick // BERTHS] * BERTHS + pick % BERTHS
            if adult[i] and kind[i] == RESIDENT:
                committee_success[i] += to_fixed(success)
                break


@kernel
def notice_symbolic(kind, adult, neighbourhood, eid, committee_failure, n_rows, symbolic_share, seed, month, p):
    """Let each adult notice symbolic handling with .3 symbolic_share: failure + .1 (§6.4)."""
    for i in range(n_rows):
        if not adult[i] or kind[i] != RESIDENT:
            continue
        chance = p.p_symbolic_noticed * symbolic_share[neighbourhood[i]]
        if chance > 0.0 and uniform(seed, SYMBOLIC_NOTICED, month, eid[i], 0, 0) < chance:
            committee_failure[i] += to_fixed(p.symbolic_failure)


@kernel
def experience(rows, success, failure, size_of, kind, adult, committee_success, committee_failure):
    """Count an experience with the committee for every adult of these households."""
    for h in rows:
        for i in range(h * BERTHS, h * BERTHS + int(size_of[h])):
            if adult[i] and kind[i] == RESIDENT:
                committee_success[i] += to_fixed(success)
                committee_failure[i] += to_fixed(failure)


@kernel
def mean_benefit(benefits):
    """Return the mean of these benefits, whatever their order; 0/0 := 0."""
    total = 0
    for benefit in benefits:
        total += to_fixed(benefit)
    return mean_of_fixed(total, len(benefits))
