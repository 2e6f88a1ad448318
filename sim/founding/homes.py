"""Lanes, estates and dwellings: where they are, who shares a kitchen, how many cars find a place at night."""

import numpy as np

from sim.foundation.purposes import Purpose
from sim.foundation.terms import Housing
from sim.founding.kernels import draw_kitchens, hashes, uniforms
from sim.founding.params import Params
from sim.founding.plan import SLOTS, Plan
from sim.world.state import World

ROW_ORDER = int(Purpose.HOUSEHOLD)


def build_homes(world: World, plan: Plan, params: Params) -> np.ndarray:
    """Lay out estates, lanes and dwellings; nobody lives there yet.

    Returns
    -------
    ndarray of int64
        Row of each dwelling in the order of neighbourhood, lane and position.
    """
    _build_estates(world, plan)
    _build_lanes(world, plan, params)
    dwelling_row = _dwelling_rows(plan)
    _build_dwellings(world, plan, params, dwelling_row)
    return dwelling_row


def housing_of(world: World, rows: np.ndarray) -> np.ndarray:
    """Return the housing of dwellings."""
    return world.lanes.housing[world.households.lane[rows]]


def mark_spaces(world: World, plan: Plan, params: Params) -> None:
    """Give each estate night spaces for a share of the cars expected in `spaces_month`.

    Expected are the cars at founding and one purchase with `p_car_purchase_per_month` a household and month since;
    moves, which bring in households with founding's number of cars, are left out.
    """
    estates = world.estates
    months = plan.burn_in + params.spaces_month
    for row in range(world.n("estates")):
        cars = params.cars_per_household[Housing(int(estates.housing[row])).word]
        expected = estates.n_households[row] * (cars + params.p_car_purchase_per_month * months)
        estates.spaces[row] = int(params.spaces_share * expected + 0.5)


def mark_encroachments(world: World, plan: Plan, params: Params, rows: np.ndarray) -> None:
    """Let a share of crowded households (shared kitchen, enough persons) have built on common space."""
    households = world.households
    crowded = (households.kitchen[rows] >= 0) & (households.size[rows] >= params.crowded_persons)
    drawn = uniforms(plan.seed, int(Purpose.ENCROACHMENT_FOUNDING), 0, households.eid[rows])
    households.encroachment[rows] = crowded & (drawn < params.p_encroachment)


def lane_sizes(plan: Plan) -> np.ndarray:
    """Return the dwellings of each lane of a neighbourhood, as equal as can be."""
    whole, rest = divmod(plan.n_households, plan.n_lanes)
    return whole + (np.arange(plan.n_lanes) < rest)


def _build_estates(world: World, plan: Plan) -> None:
    estates, sizes = world.estates, lane_sizes(plan)
    for row, (neighbourhood, housing) in enumerate(plan.estates()):
        estates.eid[row] = plan.eids[neighbourhood] * SLOTS + housing
        estates.neighbourhood[row] = neighbourhood
        estates.housing[row] = housing
        estates.n_households[row] = sizes[plan.lane_housing[neighbourhood] == housing].sum()


def _build_lanes(world: World, plan: Plan, params: Params) -> None:
    lanes, n_lanes = world.lanes, plan.n_lanes
    estate_of = {key: row for row, key in enumerate(plan.estates())}
    number = np.tile(np.arange(n_lanes), plan.n_neighbourhoods)
    lanes.neighbourhood[:] = np.repeat(np.arange(plan.n_neighbourhoods), n_lanes)
    lanes.eid[:] = plan.eids[lanes.neighbourhood] * SLOTS + number
    lanes.housing[:] = plan.lane_housing.ravel()
    lanes.estate[:] = [estate_of[int(i), int(t)] for i, t in zip(lanes.neighbourhood, lanes.housing, strict=True)]
    lanes.n_households[:] = np.tile(lane_sizes(plan), plan.n_neighbourhoods)
    # stratified: each lane of a neighbourhood gets a stratum of its own by lot, and a place within it
    purpose = int(Purpose.LANE)
    by_lot = np.lexsort((hashes(plan.seed, purpose, lanes.eid, 0), lanes.neighbourhood))
    stratum = np.empty(len(number), dtype=np.int64)
    stratum[by_lot] = number
    place = (stratum + uniforms(plan.seed, purpose, 0, lanes.eid)) / n_lanes
    lanes.prior_trust[:] = params.prior_trust_low + (params.prior_trust_high - params.prior_trust_low) * place


def _dwelling_rows(plan: Plan) -> np.ndarray:
    n, k = plan.n_households, plan.n_neighbourhoods
    rows = np.arange(n * k, dtype=np.int64)
    if plan.row_order:
        lot = hashes(plan.row_order, ROW_ORDER, rows, 0)
        rows[np.lexsort((lot, rows // n))] = np.arange(n * k)
    return rows


def _build_dwellings(world: World, plan: Plan, params: Params, rows: np.ndarray) -> None:
    households, lanes, k = world.households, world.lanes, plan.n_neighbourhoods
    lane = np.repeat(np.arange(world.n("lanes")), lanes.n_households)
    first = np.concatenate([[0], np.cumsum(lanes.n_households)[:-1]]).astype(np.int64)
    households.neighbourhood[rows] = np.repeat(np.arange(k), plan.n_households)
    households.lane[rows] = lane
    households.estate[rows] = lanes.estate[lane]
    households.position[rows] = np.arange(len(rows)) - first[lane]
    p_shared = np.array([params.p_shared_kitchen[housing.word] for housing in Housing])[lanes.housing]
    low, high = params.kitchen_households_low, params.kitchen_households_high
    households.kitchen[rows] = draw_kitchens(
        first, lanes.n_households, lanes.eid, lanes.neighbourhood, p_shared, low, high, plan.seed, len(rows)
    )
