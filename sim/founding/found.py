"""Found a world: neighbourhoods under one street office, as they stand before the first month of the burn-in (§5)."""

from sim.foundation.schedules import resolve
from sim.foundation.terms import AffairClass, Kind
from sim.founding.committee import STREET_NODES, enter_staff, found_committees, found_neighbourhoods, node
from sim.founding.homes import build_homes, mark_encroachments, mark_spaces
from sim.founding.params import Params
from sim.founding.plan import Plan, make_plan
from sim.founding.population import draw_in
from sim.founding.teams import found_bodies
from sim.founding.ties import tie_people
from sim.founding.units import found_units
from sim.world.indices import index_places
from sim.world.persons import BERTHS
from sim.world.state import World, empty_world


def found_world(
    seed: int,
    params: Params,
    n_neighbourhoods: int = 1,
    n_households: int = 1600,
    burn_in: int = 24,
    n_practices: int = 0,
    staff: int = 7,
    row_order: int = 0,
    first_index: int = 0,
) -> World:
    """Found neighbourhoods under one street office; the same whatever their number, `burn_in` apart.

    Rows: dwellings of the neighbourhood in row i from ``i * n_households`` on; the persons of dwelling h from
    ``BERTHS * h`` on, its head in berth 0; after all berths the committees' staff (chairs first within each), one
    person of the street office, one contact a unit. Opening postings, default practices and the first street tasks are
    others' work.

    Parameters
    ----------
    seed : int
        0 … 2**63 - 1.
    params : Params
        Numbers of §5; of those that vary in time, the ones of the first month hold.
    n_neighbourhoods, n_households : int
        Neighbourhoods, 1 or more, and households of each, 1 or more.
    burn_in : int
        Months before month 0; the world starts at ``-burn_in``.
    n_practices : int
        Practices in the registry: the repertoire has a row for each committee, practice and class.
    staff : int
        Staff of each committee.
    row_order : int
        Above 0: rows of neighbourhoods, dwellings and ties in another order, for tests; nothing else may change.
    first_index : int
        Index of the first neighbourhood: indices are identities.

    Raises
    ------
    InputRefused
        If there are more neighbourhoods or households than identities.
    """
    params = resolve(params, -burn_in)
    plan = make_plan(seed, params, n_neighbourhoods, n_households, burn_in, staff, row_order, first_index)
    world = empty_world(seed, -burn_in, _counts(plan, n_practices))
    found_neighbourhoods(world, plan, params)
    dwelling_row = build_homes(world, plan, params)
    people = draw_in(world, dwelling_row, params)
    mark_encroachments(world, plan, params, dwelling_row)
    mark_spaces(world, plan, params)
    first_staff = BERTHS * world.n("households")
    found_committees(world, plan, params, first_staff)
    street_staff = first_staff + n_neighbourhoods * staff
    enter_staff(world, street_staff, node(STREET_NODES, first_index, 0), Kind.STREET_STAFF, -1, params)
    found_units(world, plan, params, street_staff + 1)
    index_places(world)
    edges = tie_people(world, plan, people, params)
    found_bodies(world, plan, people, edges, params)
    return world


def _counts(plan: Plan, n_practices: int) -> dict[str, int]:
    k, n_units = plan.n_neighbourhoods, int(plan.n_units.sum())
    return {
        "neighbourhoods": k,
        "estates": len(plan.estates()),
        "lanes": k * plan.n_lanes,
        "households": k * plan.n_households,
        "residents": BERTHS * k * plan.n_households + k * plan.staff + 1 + n_units,
        "units": n_units,
        "committees": k,
        "repertoire": k * n_practices * len(AffairClass),
        "street_offices": 1,
        "accounts": k,
        "hours": k,
    }
