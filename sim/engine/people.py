"""What observers count of persons, ties and groups each month; windows of a year by person."""

from typing import Any

import numpy as np

from sim.engine.kernels_observe import (
    CELLS,
    WINDOW,
    Bonds,
    Ends,
    GroupSums,
    Limits,
    Members,
    Persons,
    PersonSums,
    TieSums,
    Window,
    count_ties,
    fold_groups,
    fold_persons,
    fold_stakes,
)
from sim.results.schema_people import AGE_BAND_STARTS
from sim.world.columns import columns_of
from sim.world.state import World

LONELY_MONTHS = 3
BAND_OF_AGE = (np.searchsorted(AGE_BAND_STARTS, np.arange(121), side="right") - 1).astype(np.int64)
"""Age band (its place in the schema's words) by age in years."""


def new_window(world: World) -> Window:
    """Return the empty window of all rows of a world."""
    n_rows, n_households = len(world.residents.eid), world.n("households")
    return Window(
        np.full(n_rows, -1, dtype=np.int64),
        np.full(n_households, -1, dtype=np.int64),
        np.zeros((n_rows, WINDOW), dtype=np.int32),
        np.zeros((n_rows, WINDOW), dtype=np.int8),
        np.zeros(n_households, dtype=np.bool_),
    )


def zero_sums(kind: Any, n: int) -> Any:
    """Return the sums of a kind, all zero, for `n` neighbourhoods."""
    return kind(*(np.zeros(n, dtype=np.int64) for _ in kind._fields))


def new_groups(n: int) -> GroupSums:
    """Return the totals of a year that begins, for `n` neighbourhoods."""
    return GroupSums(*(np.zeros((n, CELLS), dtype=np.int64) for _ in GroupSums._fields))


def limits_of(params: Any, active_months: int) -> Limits:
    """Return what the kernels need of a run's parameters."""
    trust = params.voice
    return Limits(
        int(active_months),
        LONELY_MONTHS,
        float(params.ties.prior_weight),
        float(trust.committee_prior),
        float(trust.committee_prior_weight),
    )


def look_at_persons(world: World, window: Window, limits: Limits) -> PersonSums:
    """Put the month into the window and return this month's counts by neighbourhood."""
    sums = zero_sums(PersonSums, world.n("neighbourhoods"))
    homes = (world.households.eid, world.households.neighbourhood, world.n("households"))
    fold_persons(columns_of(Persons, world.residents), *homes, window, sums, world.month, limits)
    return sums


def look_at_ties(world: World, limits: Limits) -> TieSums:
    """Return this month's counts of ties between residents by neighbourhood."""
    sums = zero_sums(TieSums, world.n("neighbourhoods"))
    ends = columns_of(Ends, world.residents)
    count_ties(columns_of(Bonds, world.ties), world.n("ties"), ends, world.lanes.housing, BAND_OF_AGE, sums, limits)
    return sums


def add_to_groups(world: World, groups: GroupSums) -> None:
    """Add the month to the year's totals; persons and open burden are those of the latest month."""
    n_households = world.n("households")
    benefit, burden = np.zeros(n_households, dtype=np.int64), np.zeros(n_households, dtype=np.int64)
    a, stakes, homes = world.affairs, world.stakes, world.households
    blocks = (a.state, a.severity, a.first_stake, a.n_stakes, world.n("affairs"))
    fold_stakes(*blocks, stakes.household, stakes.benefit, benefit, burden)
    groups.persons[:] = 0
    groups.burden[:] = 0
    members = columns_of(Members, world.residents)
    fold_groups(members, homes.neighbourhood, homes.tenure, n_households, benefit, burden, BAND_OF_AGE, groups)
