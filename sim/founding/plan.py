"""What is known before any row is made: how many lanes of which housing, how many units, in which neighbourhood."""

from dataclasses import dataclass

import numpy as np

from sim.foundation.draws import integer, normal, uniform
from sim.foundation.errors import InputRefused
from sim.foundation.numerics import detexp
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Housing
from sim.foundation.text import gettext as _
from sim.founding.kernels import hashes
from sim.founding.params import Params

SLOTS = 2**20
"""Identities of one neighbourhood: eid = neighbourhood * SLOTS + slot."""
LAST_NEIGHBOURHOOD = 2047

# subjects of a neighbourhood's draws
HOUSING_LANES, TRADITION, N_UNITS, HAS_PATROL, N_PATROL = range(5)


@dataclass(frozen=True)
class Plan:
    """Sizes and identities of the neighbourhoods to be founded.

    Attributes
    ----------
    eids : ndarray of int64
        Identity of each neighbourhood, in the order of rows.
    lane_housing : ndarray of int, neighbourhoods × lanes
        Housing of each lane, in ascending order.
    n_units : ndarray of int
        Resident-area units of each neighbourhood.
    row_order : int
        0: rows in the order of identities; above: neighbourhoods, dwellings, berths and ties shuffled by hash.
    """

    seed: int
    burn_in: int
    eids: np.ndarray
    n_households: int
    lane_housing: np.ndarray
    n_units: np.ndarray
    staff: int
    row_order: int

    @property
    def n_neighbourhoods(self) -> int:
        """Return the number of neighbourhoods."""
        return len(self.eids)

    @property
    def n_lanes(self) -> int:
        """Return the number of lanes of each neighbourhood."""
        return self.lane_housing.shape[1]

    def estates(self) -> list[tuple[int, int]]:
        """Return (neighbourhood row, housing) of every estate: housing types that have a lane."""
        return [(i, int(t)) for i in range(self.n_neighbourhoods) for t in np.unique(self.lane_housing[i])]


def make_plan(
    seed: int,
    params: Params,
    n_neighbourhoods: int,
    n_households: int,
    burn_in: int,
    staff: int,
    row_order: int,
    first_index: int,
) -> Plan:
    """Plan the neighbourhoods ``first_index … first_index + n_neighbourhoods - 1``.

    Raises
    ------
    InputRefused
        If an identity would leave its range.
    """
    if n_neighbourhoods < 1 or first_index < 0 or first_index + n_neighbourhoods > LAST_NEIGHBOURHOOD + 1:
        came = f"{first_index} … {first_index + n_neighbourhoods - 1}"
        raise InputRefused("neighbourhoods", came, _("{low} … {high}").format(low=0, high=LAST_NEIGHBOURHOOD))
    if not 1 <= n_households <= SLOTS // 8:
        raise InputRefused("households", str(n_households), _("{low} … {high}").format(low=1, high=SLOTS // 8))
    eids = np.arange(first_index, first_index + n_neighbourhoods, dtype=np.int64)
    if row_order:
        eids = eids[np.argsort(hashes(row_order, int(Purpose.NEIGHBOURHOOD), eids, 0), kind="stable")]
    lane_housing = np.stack([_lane_housing(seed, int(eid), n_households, params) for eid in eids])
    spread = params.units_high - params.units_low + 1
    purpose = int(Purpose.NEIGHBOURHOOD)
    n_units = [params.units_low + integer(seed, purpose, 0, int(eid), N_UNITS, 0, spread) for eid in eids]
    return Plan(seed, burn_in, eids, n_households, lane_housing, np.array(n_units, dtype=np.int64), staff, row_order)


def _lane_housing(seed: int, eid: int, n_households: int, params: Params) -> np.ndarray:
    """Share the lanes out among housing types by largest remainders.

    Neighbourhood 0 has exactly the given shares (8 : 8 : 4 of 20 lanes); every other one has them times
    e**N(0, housing_variation), so that a neighbourhood is the same whatever the number of its neighbours.
    """
    n_lanes = min(max(int(n_households / params.households_per_lane + 0.5), 1), params.lanes_max, n_households)
    weights = np.array([params.housing_shares[housing.word] for housing in Housing])
    if eid > 0:
        purpose, spread = int(Purpose.NEIGHBOURHOOD), params.housing_variation
        factors = [detexp(normal(seed, purpose, 0, eid, HOUSING_LANES, int(t), 0.0, spread)) for t in Housing]
        weights = weights * np.array(factors)
    exact = weights / weights.sum() * n_lanes
    lanes = np.floor(exact + 1e-9).astype(np.int64)
    by_remainder = np.lexsort((np.arange(len(exact)), lanes - exact))
    lanes[by_remainder[: n_lanes - lanes.sum()]] += 1
    return np.repeat(np.arange(len(Housing)), lanes)


def chance(seed: int, eid: int, subject: int) -> float:
    """Draw the uniform number of a neighbourhood for one of its subjects."""
    return uniform(seed, int(Purpose.NEIGHBOURHOOD), 0, eid, subject, 0)
