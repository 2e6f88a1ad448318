"""How far an affair reaches: its place, the households it affects, who lives in them (§3)."""

import numpy as np

from sim.foundation.terms import Housing, Scope
from sim.institutions.setting import Setting


def stakes_of(setting: Setting, affair: int) -> slice:
    """Return the rows of an affair's stakes."""
    affairs = setting.world.affairs
    first = int(affairs.first_stake[affair])
    return slice(first, first + int(affairs.n_stakes[affair]))


def affected_rows(setting: Setting, affair: int) -> np.ndarray:
    """Return the rows of the affected households."""
    return setting.world.stakes.household[stakes_of(setting, affair)]


def lives_affected(setting: Setting, affair: int, persons: np.ndarray) -> np.ndarray:
    """Tell which of these persons live in an affected household."""
    world = setting.world
    is_affected = np.zeros(world.n("households") + 1, dtype=bool)  # the last stands for no household, -1
    is_affected[affected_rows(setting, affair)] = True
    return is_affected[world.residents.household[persons]]


def candidate_households(setting: Setting, scope: int, n: int, lane: int, estate: int) -> np.ndarray:
    """Return the dwellings that an affair of this scope and place may touch."""
    places = setting.world.places
    if scope == Scope.LANE:
        return places.lane_households[places.lane_start[lane] : places.lane_start[lane + 1]]
    if scope == Scope.ESTATE:
        return places.estate_households[places.estate_start[estate] : places.estate_start[estate + 1]]
    return places.neighbourhood_households[places.neighbourhood_start[n] : places.neighbourhood_start[n + 1]]


def has_kitchens(setting: Setting, row: int) -> bool:
    """Tell whether an affair touches shared kitchens of old lanes."""
    world = setting.world
    rows = affected_rows(setting, row)
    old = world.lanes.housing[world.households.lane[rows]] == Housing.OLD_LANE
    return bool((old & (world.households.kitchen[rows] >= 0)).any())


def scope_place(setting: Setting, affair: int) -> tuple[int, int]:
    """Return the scope of an affair and the row of its place."""
    a = setting.world.affairs
    scope = int(a.scope[affair])
    place = {Scope.LANE: a.lane[affair], Scope.ESTATE: a.estate[affair], Scope.NEIGHBOURHOOD: a.neighbourhood[affair]}
    return scope, int(place[Scope(scope)])
