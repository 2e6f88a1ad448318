"""Households and persons: drawn at founding and for newcomers by the same lines."""

from dataclasses import dataclass

import numpy as np

from sim.foundation.errors import RunFailed
from sim.foundation.terms import Housing, Kind, Tenure
from sim.foundation.text import gettext as _
from sim.founding.homes import housing_of
from sim.founding.kernels import draw_households, draw_persons
from sim.founding.kernels_numbers import DrawnHouseholds, DrawnPersons, HouseholdNumbers, PersonNumbers
from sim.founding.params import Params
from sim.founding.plan import SLOTS
from sim.world.columns import columns_of
from sim.world.persons import BERTHS
from sim.world.state import World


@dataclass(frozen=True)
class People:
    """Persons in the order of their identities, which is that of dwellings.

    Attributes
    ----------
    row : ndarray of int64
        Row of each person.
    dwelling : ndarray of int64
        Index of each person's dwelling, in the order in which dwellings were given.
    """

    row: np.ndarray
    dwelling: np.ndarray


def draw_in(world: World, rows: np.ndarray, params: Params) -> People:
    """Fill dwellings with households drawn as at founding, under identities never used before.

    Members take the berths in the order of their identities, the head the first: a berth is a place, and draws may
    name it.

    Parameters
    ----------
    rows : ndarray of int
        Rows of dwellings whose berths are vacant, in an order that does not depend on rows.

    Raises
    ------
    RunFailed
        If a neighbourhood has used up its identities.
    """
    households, residents, neighbourhoods = world.households, world.residents, world.neighbourhoods
    households.eid[rows] = _identities(world, households.neighbourhood[rows], neighbourhoods.next_household_slot)
    draw_households(
        columns_of(DrawnHouseholds, households), rows, housing_of(world, rows), world.seed, _household_numbers(params)
    )
    households.representative[rows] = 0
    sizes = households.size[rows].astype(np.int64)
    dwelling = np.repeat(np.arange(len(rows)), sizes)
    home = rows[dwelling]
    member = np.arange(len(dwelling)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    eids = _identities(world, households.neighbourhood[home], neighbourhoods.next_birth_slot)
    row = BERTHS * home + member
    residents.eid[row] = eids
    residents.kind[row] = Kind.RESIDENT
    residents.household[row] = home
    residents.lane[row] = households.lane[home]
    residents.neighbourhood[row] = households.neighbourhood[home]
    residents.local[row] = households.local[home]
    draw_persons(columns_of(DrawnPersons, residents), row, member == 0, world.seed, person_numbers(params))
    return People(row, dwelling)


def person_numbers(params: Params) -> PersonNumbers:
    """Return the numbers that drawing a person needs."""
    return PersonNumbers(*(getattr(params, name) for name in PersonNumbers._fields))


def _identities(world: World, neighbourhood: np.ndarray, next_slot: np.ndarray) -> np.ndarray:
    """Take the next free slots of each neighbourhood, in the given order."""
    counts = np.bincount(neighbourhood, minlength=len(next_slot))
    together = np.argsort(neighbourhood, kind="stable")
    rank = np.empty(len(neighbourhood), dtype=np.int64)
    rank[together] = np.arange(len(neighbourhood)) - (np.cumsum(counts) - counts)[neighbourhood[together]]
    slots = next_slot[neighbourhood] + rank
    next_slot += counts
    if (next_slot > SLOTS).any():
        index = int(world.neighbourhoods.eid[np.argmax(next_slot > SLOTS)])
        raise RunFailed(_("neighbourhood {index} has used up its {n} identities").format(index=index, n=SLOTS))
    return world.neighbourhoods.eid[neighbourhood] * SLOTS + slots


def _household_numbers(params: Params) -> HouseholdNumbers:
    def by_housing(values: dict) -> np.ndarray:
        return np.array([values[housing.word] for housing in Housing], dtype=np.float64)

    tenures = [getattr(params, f"tenure_{housing.word}") for housing in Housing]
    return HouseholdNumbers(
        _cumulative(params.household_size_shares),
        np.stack([_cumulative([shares[tenure.word] for tenure in Tenure]) for shares in tenures]),
        by_housing(params.p_local),
        by_housing(params.cars_per_household),
        float(params.enclosure_threshold_low),
    )


def _cumulative(shares: list[float]) -> np.ndarray:
    """Return cumulative shares that reach exactly 1 with the last share above 0."""
    cumulative = np.cumsum(np.array(shares, dtype=np.float64))
    cumulative[cumulative >= cumulative[-1]] = 1.0
    return cumulative
