"""Resident-area units at founding: what they need, lend and give (§5)."""

from sim.foundation.draws import between, integer, lognormal, uniform
from sim.foundation.numerics import detlog
from sim.foundation.purposes import Purpose
from sim.foundation.terms import Kind
from sim.founding.committee import UNIT_NODES, enter_staff, node
from sim.founding.params import Params
from sim.founding.plan import Plan
from sim.world.state import World

UNIT = int(Purpose.UNIT)
FEN = 100
MONTHS_OF_YEAR = 12
MOST_EMPLOYEES = 10**6
EMPLOYEES, NEEDS_SPACES, SPACES, OUTSIDE_COST, HAS_HALL, HALL, GIFT, GIFT_MONTH = range(8)


def found_units(world: World, plan: Plan, params: Params, first_contact: int) -> None:
    """Found the units of every neighbourhood, with one contact person each in rows from `first_contact` on."""
    row = 0
    for i in range(plan.n_neighbourhoods):
        for number in range(int(plan.n_units[i])):
            eid = node(UNIT_NODES, int(plan.eids[i]), number)
            world.units.eid[row] = eid
            world.units.neighbourhood[row] = i
            _draw_unit(world.units, row, eid, plan.seed, params)
            enter_staff(world, first_contact + row, eid, Kind.UNIT_CONTACT, i, params)
            row += 1


def _draw_unit(units, row: int, eid: int, seed: int, params: Params) -> None:
    def at(subject: int) -> tuple[int, ...]:
        return seed, UNIT, 0, eid, subject, 0

    employees = lognormal(*at(EMPLOYEES), params.employees_log_mean, params.employees_log_sd)
    units.employees[row] = min(max(int(employees + 0.5), 1), MOST_EMPLOYEES)
    if uniform(*at(NEEDS_SPACES)) < params.p_daytime_need:
        units.daytime_need[row] = int(between(*at(SPACES), params.daytime_need_low, params.daytime_need_high) + 0.5)
    units.outside_cost[row] = between(*at(OUTSIDE_COST), params.outside_cost_low_yuan, params.outside_cost_high_yuan)
    if uniform(*at(HAS_HALL)) < params.p_hall:
        units.hall_hours[row] = between(*at(HALL), 0.0, params.hall_hours_high)
    gift_yuan = lognormal(*at(GIFT), detlog(params.gift_budget_median_yuan), params.gift_budget_log_sd)
    units.gift_budget_fen[row] = int(gift_yuan * FEN + 0.5)
    units.gift_month[row] = integer(*at(GIFT_MONTH), MONTHS_OF_YEAR)
