"""Moves and car purchases: whole households leave, others drawn as at founding take their dwellings (§5).

What institutions and society keep for a dwelling's row beyond this (stakes in open affairs, cases) is theirs to settle.
"""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.founding.kernels import uniforms
from sim.founding.params import Params
from sim.founding.population import draw_in
from sim.founding.teams import appoint_building_head
from sim.founding.ties import remove_ties_of
from sim.world.columns import declared
from sim.world.persons import BERTHS
from sim.world.state import TABLES, World

MOST_CARS = 2
MEMBERSHIPS = (("team", "teams"), ("patrol", "organizations"), ("group", "organizations"), ("council", "organizations"))


def move_month(world: World, params: Params) -> np.ndarray:
    """Draw the households that move this month and let others move in.

    Parameters
    ----------
    params : Params
        Of this month (`sim.foundation.schedules.resolve`).

    Returns
    -------
    ndarray of int64
        Rows of the dwellings, in order of the identity of those who left.
    """
    households = world.households
    p_move = np.where(households.local, params.p_move_local_per_month, params.p_move_other_per_month)
    rows = np.flatnonzero(uniforms(world.seed, int(Purpose.MOVE), world.month, households.eid) < p_move)
    rows = rows[np.argsort(households.eid[rows])]
    move_in(world, rows, params)
    return rows


def move_in(world: World, household_row: int | np.ndarray, params: Params) -> None:
    """Replace the households of one dwelling or several; ties, memberships and offices of the leavers end.

    Dwelling, lane, position, kitchen and what was built on common space stay; an enclosed parking space is given up.
    Newcomers have no ties and identities of their own. A lane that loses its building head gets another at once.

    Parameters
    ----------
    household_row : int or ndarray of int
        Rows of dwellings; newcomers take their identities in order of the identity of those who leave.
    """
    households, residents = world.households, world.residents
    rows = np.atleast_1d(np.asarray(household_row, dtype=np.int64))
    if len(rows) == 0:
        return
    rows = rows[np.argsort(households.eid[rows])]
    berths = (BERTHS * rows[:, None] + np.arange(BERTHS)).ravel()
    leavers = berths[residents.eid[berths] >= 0]
    lanes_without_head = np.unique(residents.lane[leavers[residents.is_building_head[leavers]]])
    _end_memberships(world, leavers)
    remove_ties_of(world, leavers)
    for name, column in declared(TABLES["residents"]).items():
        getattr(residents, name)[berths] = column.fill
    households.enclosed[rows] = 0
    households.arrived[rows] = world.month
    draw_in(world, rows, params)
    for lane in lanes_without_head:
        appoint_building_head(world, int(lane))


def buy_cars(world: World, params: Params) -> None:
    """Let households with fewer than two cars buy one (§5)."""
    households = world.households
    drawn = uniforms(world.seed, int(Purpose.CAR_PURCHASE), world.month, households.eid)
    households.cars[(drawn < params.p_car_purchase_per_month) & (households.cars < MOST_CARS)] += 1


def _end_memberships(world: World, leavers: np.ndarray) -> None:
    for column, table in MEMBERSHIPS:
        bodies = getattr(world.residents, column)[leavers]
        bodies = bodies[bodies >= 0]
        if len(bodies):
            n_members = world.tables[table].n_members
            n_members -= np.bincount(bodies, minlength=len(n_members)).astype(n_members.dtype)
