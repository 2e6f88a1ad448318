"""The components of autonomy and the index, each as its formula of model.md §8, by neighbourhood.

0/0 is 0 in every component. Disputes are left out: they are cases between two households, not affairs about which
anybody could decide. Sums of burdens are taken in units of 2**-24, so that the order of rows changes no bit.
"""

from dataclasses import dataclass

import numpy as np

from sim.engine.outcome_params import COMPONENTS, Params
from sim.foundation.numerics import FIXED_ONE
from sim.foundation.terms import AffairClass, AffairState, Decision, OrganizationKind, OrganizationState, RecognizedBy
from sim.world.persons import NEVER
from sim.world.state import World

Array = np.ndarray

DECISION_SHARE = np.zeros(len(Decision))
DECISION_SHARE[[Decision.HEARING, Decision.NEGOTIATED, Decision.RESIDENTS]] = 0.25, 0.5, 1.0
"""How far residents decided, by `Decision`: nothing or a notice 0."""

RAISED_SHARE = np.zeros(len(RecognizedBy))
RAISED_SHARE[[RecognizedBy.PETITION, RecognizedBy.SPONTANEOUS, RecognizedBy.ORGANIZATION]] = 1.0
RAISED_SHARE[RecognizedBy.UPROAR] = 0.5
"""How far residents raised an affair, by `RecognizedBy`."""

YEAR = 12


@dataclass(frozen=True)
class AffairSums:
    """Sums of burdens by neighbourhood, shape (neighbourhoods,).

    Attributes
    ----------
    considered : ndarray
        𝒬: open affairs older than six months, latent ones included, and closures of the window.
    by_residents, with_gain : ndarray
        Resolved burden, weighted by residents' decision and work; where two thirds of the affected gained.
    raised, agenda : ndarray
        Burden raised by residents in the window; all raised in the window, latent, or lapsed in the window.
    """

    considered: Array
    by_residents: Array
    with_gain: Array
    raised: Array
    agenda: Array


def ratio(part: Array, whole: Array) -> Array:
    """Return part / whole, and 0 where the whole is 0."""
    whole = np.asarray(whole)
    return np.asarray(part) / np.where(whole > 0, whole, np.inf)


def residents_share(residents: Array, committee: Array) -> Array:
    """Return ρ, the residents' share of an affair's execution labour."""
    return ratio(residents, np.asarray(residents) + np.asarray(committee))


def affair_sums(world: World, first_raised: Array, raised_by: Array, p: Params) -> AffairSums:
    """Sum the burdens of a month's window.

    Parameters
    ----------
    first_raised, raised_by : ndarray of int, shape (affairs,)
        Month in which each affair was first recognised (`NEVER`), and by whom; a relapse raises nothing anew.
    """
    affairs, month = world.affairs, world.month
    public = np.flatnonzero(affairs.klass[: world.n("affairs")] != AffairClass.DISPUTE)
    state, closed = affairs.state[public], affairs.closed[public]
    is_open = state <= AffairState.EXECUTED
    severity = np.where(is_open, affairs.severity[public], affairs.severity_closed[public])
    burden = severity * np.sqrt(affairs.n_affected[public])
    lately = ~is_open & (closed > month - p.window_months)
    resolved = lately & (state == AffairState.RESOLVED)
    considered = (is_open & (month - affairs.onset[public] > p.old_months)) | lately
    theirs = residents_share(affairs.labour_residents[public], affairs.labour_committee[public])
    weight = DECISION_SHARE[affairs.decision[public]] * theirs
    raised = (first_raised[public] > NEVER) & (first_raised[public] > month - p.window_months)
    agenda = raised | (state == AffairState.LATENT) | (lately & (state == AffairState.LAPSED))
    neighbourhood, n = affairs.neighbourhood[public], world.n("neighbourhoods")

    def total(chosen: Array, share: Array | float = 1.0) -> Array:
        terms = np.floor(np.where(chosen, burden * share, 0.0) * FIXED_ONE + 0.5)
        return np.bincount(neighbourhood, weights=terms, minlength=n) / FIXED_ONE

    return AffairSums(
        total(considered),
        total(resolved, weight),
        total(resolved & (affairs.gain_share[public] >= p.gain_share)),
        total(raised, RAISED_SHARE[raised_by[public]]),
        total(agenda),
    )


def breadth(acting: Array, households: Array) -> Array:
    """Return B, the share of households of which a present member did a civic act in the window."""
    return ratio(acting, households)


def depth(rungs: Array, participants: Array) -> Array:
    """Return D, the participants' mean top rung over five."""
    return ratio(rungs, participants) / 5


def evenness(hours: Array, squares: Array, adults: Array) -> Array:
    """Return E = min(1, 10 (Σh)² / (N Σh²)): one in ten equally active adults make it 1."""
    hours = np.asarray(hours, dtype=np.float64)
    return np.minimum(1.0, ratio(10 * hours**2, np.asarray(adults) * np.asarray(squares, dtype=np.float64)))


def participation(b: Array, d: Array, e: Array) -> Array:
    """Return (B·D·E)^⅓."""
    return np.cbrt(b * d * e)


def financial_independence(own: Array, street: Array, p: Params) -> Array:
    """Return weight, spread and steadiness of the income that is not the street's.

    ``X / (X + street) · (1 - ½ · largest source's share of X) · min / mean of yearly X``; the years are the complete
    trailing blocks of twelve months, at most three; without one there is no steadiness yet and the component is 0.

    Parameters
    ----------
    own : ndarray, shape (months, neighbourhoods, sources)
        Monthly inflow by source: donations, gifts (of all units together), exchange, levies.
    street : ndarray, shape (months, neighbourhoods)
    """
    window = own[-p.window_months :].sum(axis=0).astype(np.float64)
    x = window.sum(axis=1)
    spread = 1 - ratio(window.max(axis=1), x) / 2
    years = min(p.income_years, len(own) // YEAR)
    if years == 0:
        return np.zeros(len(x))
    last = own[len(own) - years * YEAR :].sum(axis=2)
    yearly = last.reshape(years, YEAR, -1).sum(axis=1).astype(np.float64)
    steady = ratio(yearly.min(axis=0), yearly.mean(axis=0))
    return ratio(x, x + street[-p.window_months :].sum(axis=0)) * spread * steady


def covered_households(world: World, p: Params) -> Array:
    """Return the households in territories whose group, or under a council that, decided or delivered in the window."""
    o, count, lanes = world.organizations, world.n("organizations"), world.lanes
    n_lanes = world.n("lanes")
    covered = np.zeros(n_lanes, dtype=bool)
    lately = (o.state[:count] != OrganizationState.DISSOLVED) & (world.month - o.last_decided[:count] < p.window_months)
    for row in np.flatnonzero(lately):
        if o.kind[row] == OrganizationKind.COUNCIL:
            covered |= lanes.neighbourhood[:n_lanes] == o.neighbourhood[row]
        elif o.kind[row] == OrganizationKind.SELF_GOVERNANCE_GROUP:
            covered |= (np.arange(n_lanes) == o.lane[row]) | (
                (o.estate[row] >= 0) & (lanes.estate[:n_lanes] == o.estate[row])
            )
    weights = np.where(covered, lanes.n_households[:n_lanes], 0)
    return np.bincount(lanes.neighbourhood[:n_lanes], weights=weights, minlength=world.n("neighbourhoods"))


def organizational_density(active: Array, adults: Array, covered: Array, households: Array, p: Params) -> Array:
    """Return ½ min(1, active members / .10 N) + ½ · share of households covered."""
    members = np.minimum(1.0, ratio(active, p.members_share * np.asarray(adults)))
    return (members + ratio(covered, households)) / 2


def autonomy(components: Array, p: Params) -> Array:
    """Return (Σ w · component^½)² with the exponents and weights of the parameters.

    Parameters
    ----------
    components : ndarray, shape (components, neighbourhoods)
        In the order of `COMPONENTS`, in [0, 1].
    """
    weighted = np.array(p.weights())[:, None] * np.asarray(components, dtype=np.float64) ** p.exponent
    return np.minimum(1.0, weighted.sum(axis=0) ** (1 / p.exponent))


__all__ = ["COMPONENTS", "AffairSums", "affair_sums", "autonomy", "participation", "ratio"]
