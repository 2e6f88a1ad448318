"""Occurrence of autonomy by the source's own criteria, not by a percentile (model.md §8)."""

import numpy as np

from sim.engine.indices import ratio
from sim.engine.outcome_params import Params
from sim.foundation.terms import AffairClass, AffairState, Decision, OrganizationKind, OrganizationState, Owner
from sim.world.persons import NEVER
from sim.world.state import World

STANDING = (OrganizationState.INFORMAL, OrganizationState.PROPOSED, OrganizationState.CONFIRMED)
YEAR = 12


def holds_object(world: World) -> np.ndarray:
    """Tell which organizations own an object this month: an affair, open or resolved and kept, or a contract's duty.

    Returns
    -------
    ndarray of bool, shape (organizations,)
        The patrol owns no object of its own choosing and is left out; dormant organizations have none.
    """
    count = world.n("organizations")
    o, a, n_affairs = world.organizations, world.affairs, world.n("affairs")
    c, n_contracts = world.contracts, world.n("contracts")
    held = np.zeros(count, dtype=bool)
    state = a.state[:n_affairs]
    owned = (a.owner[:n_affairs] == Owner.ORGANIZATION) & (a.organization[:n_affairs] >= 0)
    owned &= (state >= AffairState.RECOGNIZED) & (state <= AffairState.RESOLVED)
    held[a.organization[:n_affairs][owned]] = True
    runs = (c.started[:n_contracts] > NEVER) & (c.ended[:n_contracts] == NEVER) & (c.organization[:n_contracts] >= 0)
    held[c.organization[:n_contracts][runs]] = True
    stands = np.zeros(count, dtype=bool)
    for standing in STANDING:
        stands |= o.state[:count] == standing
    return held & (o.kind[:count] != OrganizationKind.PATROL) & stands


class OwnedObjects:
    """Which organizations owned an object in each month of the window.

    Attributes
    ----------
    held : ndarray of bool, shape (organizations, window)
        By month modulo the window.
    """

    def __init__(self, window: int):
        self.held = np.zeros((0, window), dtype=bool)

    def look(self, world: World) -> None:
        """Put the month into the window."""
        new = world.n("organizations") - len(self.held)
        if new:
            self.held = np.concatenate([self.held, np.zeros((new, self.held.shape[1]), dtype=bool)])
        self.held[:, world.month % self.held.shape[1]] = holds_object(world)

    def months(self) -> np.ndarray:
        """Return in how many months of the window each organization owned an object."""
        return self.held.sum(axis=1)


def done_by_residents(world: World) -> np.ndarray:
    """Tell which affairs stand resolved by residents' decision with most of the hours theirs; disputes never do."""
    a, count = world.affairs, world.n("affairs")
    return (
        (a.state[:count] == AffairState.RESOLVED)
        & (a.klass[:count] != AffairClass.DISPUTE)
        & (a.decision[:count] == Decision.RESIDENTS)
        & (a.labour_residents[:count] > a.labour_committee[:count])
    )


def median(values: np.ndarray) -> float:
    """Return the median of one or more numbers (`numpy.median` takes a hundred microseconds for one)."""
    ordered, middle = np.sort(values), len(values) // 2
    return float(ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2)


def administration_done(world: World, p: Params) -> np.ndarray:
    """Tell where administration is done: last score high enough and near the street's median, little of it symbolic."""
    committees, n = world.committees, world.n("neighbourhoods")
    score, street = committees.score[:n], world.neighbourhoods.street[:n]
    medians = {mine: median(score[street == mine]) for mine in set(street.tolist())}
    near = score >= np.array([medians[mine] for mine in street.tolist()]) - p.score_below_median
    return (score >= p.score_least) & near & (committees.symbolic_share[:n] <= p.symbolic_most)


def occurred(world: World, objects: OwnedObjects, p: Params) -> np.ndarray:
    """Tell where autonomy has occurred over the window that ends with this month.

    Returns
    -------
    ndarray of bool, shape (neighbourhoods,)
        (i) an organization of residents owned an object long enough, (ii) residents decided and did enough affairs a
        year, on the average of the window, that still stand, (iii) administration is done.
    """
    n, count = world.n("neighbourhoods"), world.n("affairs")
    o = world.organizations
    lasting = objects.months() >= p.object_months
    organized = np.bincount(o.neighbourhood[: len(lasting)][lasting], minlength=n) > 0
    lately = world.affairs.closed[:count] > world.month - p.occurrence_months
    done = np.bincount(world.affairs.neighbourhood[:count][done_by_residents(world) & lately], minlength=n)
    enough = ratio(done * YEAR, np.full(n, p.occurrence_months)) >= p.resolved_per_year
    return organized & enough & administration_done(world, p)
